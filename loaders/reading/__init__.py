"""What a text states of our kinds, read by rules and words that a person can read."""
