"""The network as a drawing: what is in it and where it stands."""
