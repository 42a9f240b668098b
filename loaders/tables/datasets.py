"""The data sets that come with the project: a folder of tables each, with its data package."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Any

DATA = Path(str(files("loaders"))) / "data"
DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True)
class Dataset:
    """A set of facts with one origin, kept in a named graph of its own.

    Attributes:
        name: its short name, which is its folder's and its graph's too.
        descriptor: its data package: title, version, licence, sources, tables.
        folder: where its tables stand.
    """

    name: str
    descriptor: dict[str, Any]
    folder: Path

    @property
    def paths(self) -> list[Path]:
        """The files of its tables."""
        return [self.folder / resource["path"] for resource in self.descriptor["resources"]]


def datasets(data: Path = DATA) -> list[Dataset]:
    """Return the data sets in a folder, by name."""
    return [dataset(path.parent.name, path.parent) for path in sorted(data.glob(f"*/{DESCRIPTOR}"))]


def facts_as_of() -> str:
    """Return the day that the facts are of: that of the newest data set (ISO 8601)."""
    return max(str(one.descriptor["created"])[:10] for one in datasets())


def dataset(name: str, folder: Path) -> Dataset:
    """Return the data set that stands in a folder."""
    return Dataset(name, json.loads((folder / DESCRIPTOR).read_text("utf-8")), folder)


def state_of(sets: Iterable[Dataset]) -> bytes:
    """Return the fingerprint of what data sets hold."""
    digest = blake2b(digest_size=16)
    for one in sets:
        digest.update(f"{one.name}\0{one.folder}\0{json.dumps(one.descriptor)}\0".encode())
        for path in filter(Path.is_file, one.paths):
            digest.update(path.read_bytes())
    return digest.digest()
