"""Our tables to checked records, and those to RDF."""
