"""The localities that running text names: where, of what level, and whom a name means."""
