"""From tables to triples: typed records, names resolved to localities, facts written as RDF."""
