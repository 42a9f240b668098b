"""Frictionless descriptors of the tables, made from the records, so that other tools read the tables as we do.

``python -m loaders.tables.schemas`` writes the schemas into the data packages; a test keeps them true.
"""

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_origin

from loaders.model.columns import Form, Of, Ref
from loaders.model.dates import PartialDate
from loaders.model.records import TABLES, Record
from loaders.tables import dictionary
from loaders.tables.datasets import DATA, Dataset, datasets
from ontology import LANGUAGES

_DATE = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"


def described(dataset: Dataset) -> dict[str, Any]:
    """Return the data package of a data set with the schema of each of its tables."""
    resources = [
        {
            "name": Path(resource["path"]).stem.replace("_", "-"),
            "path": resource["path"],
            "profile": "tabular-data-resource",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": table_schema(dataset.folder / resource["path"], dataset),
        }
        for resource in dataset.descriptor["resources"]
    ]
    return {**dataset.descriptor, "profile": "tabular-data-package", "resources": resources}


def table_schema(path: Path, dataset: Dataset) -> dict[str, Any]:
    """Return the Frictionless Table Schema of a table: its columns in their order, types, constraints, keys."""
    record = TABLES[path.stem]
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    here = {other.stem for other in dataset.paths}
    foreign = [
        {"fields": name, "reference": {"resource": to.replace("_", "-"), "fields": TABLES[to].key[0]}}
        for name in header
        for to in _refers(record, name)
        if to in here
    ]
    schema: dict[str, Any] = {
        "fields": [_field(record, name) for name in header],
        "primaryKey": list(record.key),
        "missingValues": [""],
    }
    return schema | ({"foreignKeys": foreign} if foreign else {})


def _field(record: type[Record], name: str) -> dict[str, Any]:
    types = list(_parts(record.model_fields[name].annotation))
    constraints: dict[str, Any] = {"required": True} if record.model_fields[name].is_required() else {}
    kind = "integer" if int in types else "number" if Decimal in types else "string"
    of, form = _marker(record, name, Of), _marker(record, name, Form)
    if PartialDate in types:
        constraints["pattern"] = _DATE
    elif _many(record, name):
        item = f"({'|'.join(of.slugs)})" if of else "[^;]+"
        constraints["pattern"] = f"{item}(;{item})*"
    elif of:
        constraints["enum"] = list(of.slugs)
    elif form:
        constraints["pattern"] = form.pattern
    field = {"name": name, "type": kind, **_descriptions(dictionary.column(record.table, name))}
    return field | ({"constraints": constraints} if constraints else {})


def _descriptions(said: dictionary.Texts) -> dict[str, str]:
    """Return what a column means in properties of a field; Table Schema knows a description in one language alone."""
    return {f"description{'' if language == 'en' else f'_{language}'}": said[language] for language in LANGUAGES}


def _refers(record: type[Record], name: str) -> tuple[str, ...]:
    """Return the one table that a column with single values refers to."""
    ref = _marker(record, name, Ref)
    return ref.tables if ref and len(ref.tables) == 1 and not _many(record, name) else ()


def _many(record: type[Record], name: str) -> bool:
    return any(get_origin(part) is tuple for part in _parts(record.model_fields[name].annotation))


def _marker(record: type[Record], name: str, kind: Any) -> Any:
    field = record.model_fields[name]
    found = [*field.metadata, *(m for part in _parts(field.annotation) for m in getattr(part, "__metadata__", ()))]
    return next((marker for marker in found if isinstance(marker, kind)), None)


def _parts(annotation: Any) -> Iterator[Any]:
    """Yield a type and the types within it."""
    yield annotation
    for inner in get_args(annotation):
        if not isinstance(inner, Of | Ref | Form):
            yield from _parts(inner)


def write() -> None:
    """Write the schemas into the data packages."""
    for dataset in datasets(DATA):
        text = json.dumps(described(dataset), ensure_ascii=False, indent=2) + "\n"
        (dataset.folder / "datapackage.json").write_text(text, "utf-8")


if __name__ == "__main__":
    write()
