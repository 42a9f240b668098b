"""The networks that a text says a locality belongs to, and the designations that one holds."""
