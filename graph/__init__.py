"""The graph: built, asked, drawn, served."""
