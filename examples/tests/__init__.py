"""Tests of the programs and of what they are made of: python -m unittest discover -s tests -t ."""
