"""The graph as networks: measures, ranks, access to the schemes, gaps."""
