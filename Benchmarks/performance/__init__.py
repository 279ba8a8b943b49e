"""What `make bench` measures: a section of its table a module, and what they share."""
