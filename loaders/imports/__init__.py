"""Import of tables with other columns: a mapping is guessed from the content, kept in a file, applied to the rows.

`propose` says for every heading what it was taken for; a person may read that and correct it (`write`, `read`). `rows`
turns the rows of the sheet into those that `loaders.tables.rows` reads, `titles` tells the headings above them.
"""

from loaders.imports.apply import rows, titles
from loaders.imports.guess import propose
from loaders.imports.mapping import Mapping, MappingError, controlled, read, write

__all__ = ["Mapping", "MappingError", "controlled", "propose", "read", "rows", "titles", "write"]
