"""Queries and answers: name lookup, parameters, labels, holders as of a day, citations, output."""
