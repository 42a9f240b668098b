"""Data sets as they were read are kept in a file and come back the same; a file of others runs nothing."""

import os
import pickle
from pathlib import Path

import pytest

from loaders.tables import kept
from loaders.tables.catalogue import Catalogue, load
from loaders.tables.datasets import datasets


@pytest.fixture(scope="module")
def file(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kept") / "known"
    kept.keep(catalogue, path)
    return path


def test_what_was_read_comes_back_as_it_was(catalogue: Catalogue, file: Path) -> None:
    again = kept.read(file, catalogue.state)
    assert again is not None
    assert again.records == catalogue.records
    assert again.rows == catalogue.rows
    assert again.labels == catalogue.labels
    assert again.references == catalogue.references.continued()
    for name in ("ダナン", "jp/osaka/sakai", "Gia Lai"):
        assert again.gazetteer.resolve(name) == catalogue.gazetteer.resolve(name)


def test_what_was_read_of_other_data_sets_is_not_taken_for_it(catalogue: Catalogue, file: Path) -> None:
    assert kept.read(file, b"other") is None
    fewer = datasets()[1:]
    assert load(fewer, (), file).records.keys() == {one.name for one in fewer}


def test_a_file_that_is_cut_off_or_not_there_is_passed_over(catalogue: Catalogue, file: Path, tmp_path: Path) -> None:
    part = tmp_path / "part"
    part.write_bytes(file.read_bytes()[:5000])
    for path in (part, tmp_path / "nowhere", part / "within"):
        assert kept.read(path, catalogue.state) is None


class Harmful:
    """Makes a folder when it is unpickled by who does not look."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> object:
        return os.mkdir, (str(self.folder),)


def test_a_file_of_somebody_else_runs_nothing(catalogue: Catalogue, tmp_path: Path) -> None:
    made = tmp_path / "made"
    (tmp_path / "known").write_bytes(pickle.dumps((catalogue.state, Harmful(made))))
    assert kept.read(tmp_path / "known", catalogue.state) is None
    assert not made.exists()
