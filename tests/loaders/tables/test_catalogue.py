"""The data sets: their packages are valid for other tools, say what they are, and cite their sources."""

import datetime as dt
import json
import shutil
from pathlib import Path

import frictionless
import pytest
from conftest import table

from loaders.model.records import TABLES, Locality, Source
from loaders.tables import integrity
from loaders.tables.catalogue import Catalogue, concept_label, load
from loaders.tables.datasets import DATA, Dataset, datasets
from loaders.tables.places import first_days
from loaders.tables.schemas import described
from ontology import LANGUAGES, concepts

SETS = datasets()
BACKGROUND = {
    "localgovjp", "localgovjp-csv",  # what whole columns of the localities were taken from
    "laodong-2025-06-12-34-provinces", "laodong-2025-07-law-72-2025-qh15", "vietnam-travel-2025-34-provinces",
    "decree-98-2008-nd-cp", "resolution-34-2009-nq-cp", "resolution-113-2013-nq-cp",
    "mong-cai-city-2008", "tam-ky-city-2006",  # how towns became cities, before any of their ties
}  # fmt: skip
"""Sources that stand behind the localities as a whole; no single row cites them."""


def name(dataset: Dataset) -> str:
    return dataset.name


def test_there_are_four_data_sets() -> None:
    assert [one.name for one in SETS] == ["japan", "statistics", "ties", "vietnam"]


@pytest.mark.parametrize("dataset", SETS, ids=name)
def test_a_data_package_is_valid_for_frictionless(dataset: Dataset) -> None:
    """Types, patterns, required cells, keys and references between the tables of a package all hold."""
    report = frictionless.Package(str(dataset.folder / "datapackage.json")).validate()
    wrong = [*report.errors, *(error for task in report.tasks for error in task.errors)]
    assert [error.message for error in wrong] == []
    assert report.valid
    assert report.stats["tasks"] == len(dataset.paths)


@pytest.mark.parametrize("dataset", SETS, ids=name)
def test_frictionless_would_notice_a_wrong_cell(dataset: Dataset, tmp_path: Path) -> None:
    """The schemas say what a cell may hold: a package with a wrong one is not valid."""
    shutil.copytree(dataset.folder, tmp_path / "copy")
    changed = next(
        path for path in (tmp_path / "copy").glob("*.csv") if path.stem in {"successions", "events", "observations"}
    )
    lines = changed.read_text("utf-8").splitlines()
    header, row = lines[0].split(","), lines[1].split(",")
    row[header.index("date")] = "yesterday"
    changed.write_text("\n".join([lines[0], ",".join(row), *lines[2:]]) + "\n", "utf-8")
    assert not frictionless.Package(str(tmp_path / "copy" / "datapackage.json")).validate().valid


@pytest.mark.parametrize("dataset", SETS, ids=name)
def test_a_data_package_lists_exactly_the_tables_in_its_folder(dataset: Dataset) -> None:
    assert sorted(dataset.paths) == sorted(dataset.folder.glob("*.csv"))
    assert len(dataset.paths) == len(set(dataset.paths))
    assert all(path.stem in TABLES for path in dataset.paths)
    others = {path.name for path in dataset.folder.iterdir()} - {path.name for path in dataset.paths}
    assert others == {"datapackage.json"}


@pytest.mark.parametrize("dataset", SETS, ids=name)
def test_the_schemas_are_those_of_the_records(dataset: Dataset) -> None:
    """If not: ``python -m loaders.descriptors``."""
    assert described(dataset) == dataset.descriptor


@pytest.mark.parametrize("dataset", SETS, ids=name)
def test_a_data_package_says_what_it_is_under_which_licence_and_from_where(dataset: Dataset) -> None:
    about = dataset.descriptor
    assert about["name"] == f"vnjp-ties-{dataset.name}"
    assert about["title"]
    assert about["description"]
    assert len(about["created"][:10]) == 10
    for licence in about["licenses"]:
        assert licence["name"] in {"CC-BY-4.0", "CC0-1.0"}
        assert licence["path"].startswith("https://creativecommons.org/")
        assert licence["title"]
    assert about["licenses"]
    assert about["sources"]
    assert all(source["title"] and source["path"].startswith("https://") for source in about["sources"])


def test_the_licences_are_told_beside_the_data() -> None:
    text = (DATA / "LICENSE.md").read_text("utf-8")
    for dataset in SETS:
        for licence in dataset.descriptor["licenses"]:
            assert licence["name"].replace("-", " ") in text, dataset.name


@pytest.mark.parametrize("path", sorted(DATA.glob("*/*")), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_file_is_plain_utf8_with_unix_line_ends(path: Path) -> None:
    content = path.read_bytes()
    assert content.decode("utf-8").endswith("\n")
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content


def test_every_source_cited_exists(catalogue: Catalogue) -> None:
    known = {source.source_id for source in catalogue.of(Source)}
    for row in catalogue:
        assert set(getattr(row, "sources", ())) <= known, row


def test_every_source_is_cited_or_background(catalogue: Catalogue) -> None:
    cited = {source for row in catalogue for source in getattr(row, "sources", ())}
    assert {source.source_id for source in catalogue.of(Source)} - cited == BACKGROUND


def test_every_fact_cites_a_source(catalogue: Catalogue) -> None:
    for row in catalogue:
        field = type(row).model_fields.get("sources")
        if field and field.is_required():  # of a locality of today that has not changed, the data set names them
            assert getattr(row, "sources", ()), row


def test_no_two_rows_of_a_table_have_the_same_id(catalogue: Catalogue) -> None:
    """Not even in different data sets, which meet in one graph."""
    seen = set()
    for row in catalogue:
        assert (row.table, row.slug) not in seen
        seen.add((row.table, row.slug))


def test_every_locality_below_the_first_level_is_part_of_one_of_its_country(catalogue: Catalogue) -> None:
    rows = {row.id: row for row in catalogue.of(Locality)}
    first = {"province", "central-city", "special-zone", "prefecture"}
    for row in rows.values():
        assert (row.level in first) is (row.part_of is None), row.id
        if row.part_of:
            assert rows[row.part_of].level in first
            assert row.part_of.startswith(row.country)
            assert row.id.startswith(f"{row.country}/")


def test_a_concept_has_a_label_in_every_language() -> None:
    for scheme, found in concepts.labels().items():
        for slug in found:
            assert all(concept_label(scheme, slug, language) for language in LANGUAGES)


# --- data sets of one's own ------------------------------------------------------------------------------------


def own(folder: Path, **tables: str) -> list[Dataset]:
    """Write a data set beside ours and return all."""
    where = folder / "own"
    where.mkdir()
    for stem, text in tables.items():
        (where / f"{stem}.csv").write_text(text, "utf-8")
    package = {"name": "own", "resources": [{"name": stem, "path": f"{stem}.csv"} for stem in tables]}
    (where / "datapackage.json").write_text(json.dumps(package), "utf-8")
    return [*SETS, *datasets(folder)]


def test_data_sets_are_read_once_until_one_of_their_files_changes(tmp_path: Path) -> None:
    [*_, mine] = own(tmp_path, sources="source_id,url,title\nnew,https://example.org/,New\n")
    first = load([mine])
    assert load([mine]) is first
    (mine.folder / "sources.csv").write_text("source_id,url,title\nnow,https://example.org/,New\n", "utf-8")
    assert (first.ids["sources"], load([mine]).ids["sources"]) == ({"new"}, {"now"})


def test_what_is_read_beside_ours_leaves_ours_as_they_are(tmp_path: Path) -> None:
    ours = load(SETS)
    before = ours.ids, dict(ours.labels), dict(ours.rows), ours.gazetteer.places.keys()
    place = "id,level,name,name_ja,part_of\njp/osaka/new-sakai,city,New Sakai,新堺市,jp/osaka\n"
    tie = "tie_id,vn_name,jp_name,kind,signed,sources\nx,Đà Nẵng,New Sakai,mou,2026,da-nang-mitsuke\n"
    [*_, mine] = own(tmp_path, localities=place, ties=tie)
    both = load(SETS, [mine])
    assert [str(problem) for problem in both.left] == []
    assert (both.labels["jp/osaka/new-sakai"]["en"], "x" in both.ids["ties"]) == ("New Sakai", True)
    again = load(SETS)
    assert again is ours
    assert (again.ids, again.labels, again.rows, again.gazetteer.places.keys()) == before
    assert both.gazetteer.places.keys() - before[3] == {"jp/osaka/new-sakai"}
    assert load(SETS, [mine]).left == [], "nothing of the first reading is known in the second"


def test_a_data_set_of_ones_own_is_read_with_ours(tmp_path: Path) -> None:
    """Its rows may name ours, its localities resolve in all tables, whatever comes first."""
    tie = "tie_id,vn_name,jp_name,kind,signed,sources\nx,Đà Nẵng,New Sakai,mou,2026,new\n"
    place = "id,level,name,name_ja,part_of\njp/osaka/new-sakai,city,New Sakai,新堺市,jp/osaka\n"
    source = "source_id,url,title\nnew,https://example.org/,New\n"
    loaded = load(own(tmp_path, ties=tie, localities=place, sources=source))
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.rows["own", "ties"] == 1
    assert loaded.by_id["ties", "x"].places == {"vn": "vn/da-nang", "jp": "jp/osaka/new-sakai"}
    assert loaded.labels["jp/osaka/new-sakai"] == {"en": "New Sakai", "vi": "Thành phố New Sakai", "ja": "新堺市"}


def test_a_row_that_names_what_is_nowhere_is_told(tmp_path: Path) -> None:
    tie = "tie_id,vn_name,jp_name,kind,signed,sources,follows,follows_as\nx,Hanoi,Sapporo,mou,2026,nil,nihil,renews\n"
    loaded = load(own(tmp_path, ties=tie))
    assert {(problem.row, problem.column, problem.message) for problem in loaded.problems} == {
        (2, "sources", "“nil” is not in sources; add it there, or correct it"),
        (2, "follows", "“nihil” is not in ties; add it there, or correct it"),
    }


def test_what_a_build_reads_is_held_against_each_other_as_in_a_check(tmp_path: Path) -> None:
    """Across files and data sets: ids that stand twice, documents that cannot follow each other, the future."""
    head = "tie_id,vn_name,jp_name,jp_prefecture,kind,signed,follows,follows_as,sources\n"
    rows = (
        "da-nang--sakai--mou--2009,Da Nang,Sakai,Osaka,mou,2009,,,{}\n"
        "a,Da Nang,Sakai,Osaka,mou,2004,da-nang--sakai--mou--2009,renews,{}\n"
        "b,Quang Nam,Sakai,Osaka,mou,2026,,,{}\n"
        "c,Da Nang,Sakai,Osaka,mou,2999,,,{}\n"
        "d,Da Nang,Sakai,Osaka,mou,2025,e,renews,{}\n"
        "e,Hanoi,Sakai,Osaka,mou,2024,,,{}\n"
    )
    loaded = load(own(tmp_path, ties=head + rows.replace("{}", "da-nang-mitsuke")))
    told = [(problem.row, problem.column, problem.message.partition(" [")[0]) for problem in loaded.problems]
    assert [(row, column) for row, column, _ in told] == [
        (2, "tie_id"), (3, "follows"), (4, "vn_name"), (5, "signed"), (6, "follows"),
    ]  # fmt: skip
    ours = next(path for dataset in SETS for path in dataset.paths if path.stem == "ties")
    assert told[0][2].startswith(f"“da-nang--sakai--mou--2009” stands in {ours}, row ")
    assert told[1][2].startswith("“da-nang--sakai--mou--2009” was signed 2009-02-20, after this one (2004)")
    assert told[2][2] == "Quang Nam"
    assert told[4][2] == "“e” was signed by Hanoi"


def test_a_clock_that_is_behind_makes_no_fact_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is not before the day on which a data set was made."""
    monkeypatch.setattr(integrity, "datetime", Clock)
    assert integrity.today() == "2020-01-01"
    loaded = load(SETS)
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.references.today == max(dataset.descriptor["created"][:10] for dataset in SETS)


class Clock(dt.datetime):
    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> "Clock":
        """Late in the year 2019 in Greenwich, where the new year has begun in Japan."""
        return cls(2019, 12, 31, 16, tzinfo=dt.UTC).astimezone(tz)


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    sets = own(tmp_path, sources="source_id,url,title\nnew,https://example.org/,New\n")
    sets[-1].paths[0].unlink()
    [problem] = load(sets).problems
    assert (problem.file, problem.message) == (str(sets[-1].paths[0]), "there is no such file")


def test_the_periods_of_a_locality_follow_each_other_without_a_gap(catalogue: Catalogue) -> None:
    """Where nobody knows when a period began, it began on the day after the one before it ended."""
    rows = {row.id: row for row in catalogue.of(Locality)}
    begun = {
        locality: list(first_days(rows[locality], [*periods, rows[locality]]))
        for locality, periods in catalogue.former_periods.items()
    }
    assert begun["vn/hue"] == ["", "1989-07-01", "2025-01-01"], "it was set up again, so the gap is stated"
    assert begun["vn/hanoi/son-tay"] == ["", "2007-08-02", "2008-08-01", "2009-05-08"]
    assert begun["jp/hyogo/tamba-sasayama"] == ["1999-04-01", "2019-05-01"]
    for days in begun.values():
        assert days == sorted(days)


def test_each_of_our_own_sources_is_a_page_that_can_be_visited() -> None:
    assert [row["source_id"] for row in table("sources") if not row["url"].startswith("http")] == []
