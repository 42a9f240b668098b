"""Import of tables with other columns: a mapping is guessed from the content, kept in a file, applied to the rows.

`guess` says for every heading what it was taken for; a person may read that and correct it (`mapping`). `apply` turns
the rows of the sheet into those that `loaders.tables.rows` reads; `importer` does all of it, for a file. Nothing is
imported here, for whoever opens a graph asks `user_datasets` alone.
"""
