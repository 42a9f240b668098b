"""Briefings: the facts of a locality, or between two, with their sources, as data and as text."""
