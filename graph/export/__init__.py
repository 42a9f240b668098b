"""The graph and its networks as files."""
