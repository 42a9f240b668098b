"""Reading of running text: what articles and notices of offices state of our kinds, proposed to a person who decides.

`documents` makes text of a file, `names` finds the localities in it, `days` the dates, `sentences` what belongs
together; `agreements`, `events`, `projects` and `memberships` tell what is stated, `reading` puts that together, and
`known` holds it against what is known. Nothing of it enters a graph.
"""
