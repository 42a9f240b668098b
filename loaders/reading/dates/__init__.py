"""The dates that running text tells, in figures or in words."""
