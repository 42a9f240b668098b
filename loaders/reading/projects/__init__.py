"""The joint projects that a text tells of, and whose they are."""
