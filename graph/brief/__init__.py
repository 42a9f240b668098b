"""What is known of a locality, or between two."""
