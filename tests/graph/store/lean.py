"""Half of our facts, for what is not about them: a build takes half as long. As a program it is `coop` on those."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from loaders.tables.datasets import Dataset, datasets

LEFT_OUT = {"links", "successions"}
"""The tables on Japan that are left out: identifiers in other registers, and how units changed."""


def lean_datasets() -> list[Dataset]:
    """Return our data sets without what half of all triples tell: figures, and the tables left out."""
    found = []
    for one in datasets():
        kept = [of for of in one.descriptor["resources"] if one.name != "japan" or of["name"] not in LEFT_OUT]
        found.append(Dataset(one.name, {**one.descriptor, "resources": kept}, one.folder))
    return [one for one in found if one.name != "statistics"]


@contextmanager
def reading_lean() -> Iterator[None]:
    """Have whatever is built or loaded in this process rest on them."""
    with (
        patch("graph.store.build.datasets", lean_datasets),
        patch("graph.store.user_sources.datasets", lean_datasets),
    ):
        yield


if __name__ == "__main__":
    from graph.cli.main import main

    with reading_lean():
        main(sys.argv[1:])
