"""What `make bench-feed` measures: batches of 15 people with 20 faces each, from several stores."""
