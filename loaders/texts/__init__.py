"""Texts out of whatever a person gives: files, web pages, feeds, addresses."""
