"""The documents that a text says were signed: by whom, of which kind, on which day."""
