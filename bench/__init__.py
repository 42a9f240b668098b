"""How fast and how small: the figures the project holds itself to, each beside a peer measured in the same run."""
