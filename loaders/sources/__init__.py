"""Public sources: fetched, cached, their names resolved, drift noticed."""
