"""The visits, meetings and festivals that a text tells of: who took part, and on which day."""
