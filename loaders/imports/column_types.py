"""What the columns of our tables take: words of ours alone, dates, several values."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_origin

from loaders.imports.status import STATUS
from loaders.model.columns import Of
from loaders.model.dates import PartialDate
from loaders.model.records import Record, Tie


def _annotations(annotation: Any) -> Iterator[Any]:
    yield annotation
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _annotations(inner)


@cache
def controlled(record: type[Record]) -> dict[str, Of]:
    """Return the columns of a table that take words of ours alone."""
    found = {}
    for name, about in record.model_fields.items():
        for part in (*about.metadata, *_annotations(about.annotation)):
            if isinstance(part, Of):
                found[name] = part
    return found | {"status": STATUS} if record is Tie else found


@cache
def dated(record: type[Record]) -> frozenset[str]:
    """Return the columns of a table that take dates."""
    return frozenset(
        name for name, about in record.model_fields.items() if PartialDate in list(_annotations(about.annotation))
    )


@cache
def takes_several(record: type[Record], column: str) -> bool:
    """Whether a column takes several values, parted by “;”."""
    return any(get_origin(part) is tuple for part in _annotations(record.model_fields[column].annotation))
