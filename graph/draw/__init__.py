"""The drawing of the network: its nodes and edges, and their layout."""
