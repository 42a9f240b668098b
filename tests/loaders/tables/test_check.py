"""`coop check`: whatever is in a file, every problem is named by file, row, column and what would be right."""

import csv
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from conftest import COOP, Done, run_coop, spreadsheet
from conftest import table as known

import loaders.tables.check as checking
from loaders.model.records import TABLES, columns
from loaders.tables.datasets import DATA

HEADER = "tie_id,vn_name,vn_province,jp_name,jp_prefecture,kind,signed,ended,fields,confidence,sources"
SOURCE = "da-nang-mitsuke"
RIGHT = f"new,Đà Nẵng,,堺市,大阪府,mou,2013-04,,water,high,{SOURCE}"

WRONG = f"""\
date,Da Nang,,Sakai,Osaka,mou,2013/04/09,,water,high,{SOURCE}
kind,Da Nang,,Sakai,Osaka,sistercity,2013,,water,high,{SOURCE}
unresolved,Da Nag,,Sakai,Osaka,mou,2013,,water,high,{SOURCE}
ambiguous,Da Nang,,Kawasaki,,mou,2013,,water,high,{SOURCE}
both-vietnamese,Da Nang,,Hai Phong,,mou,2013,,water,high,{SOURCE}
ends-first,Da Nang,,Sakai,Osaka,mou,2013-04,2012,water,high,{SOURCE}
twice,Da Nang,,Sakai,Osaka,mou,2013,,water,high,{SOURCE}
twice,Da Nang,,Sakai,Osaka,mou,2014,,water,high,{SOURCE}
no-source,Da Nang,,Sakai,Osaka,mou,2013,,water,high,
new-source,Da Nang,,Sakai,Osaka,mou,2013,,water,high,nowhere-to-be-found
exchange,Da Nang,,Sakai,Osaka,exchange,2013,,water,high,{SOURCE}
field,Da Nang,,Sakai,Osaka,mou,2013,,watter,high,{SOURCE}
good,Da Nang,,Sakai,Osaka,mou,2013,,water,high,{SOURCE}
"""

TOLD = [
    (2, "signed", "“2013/04/09” is not a date; write 2013, 2013-04 or 2013-04-09"),
    (3, "kind", "“sistercity” is not an agreement kind (did you mean “sister-city”?); write one of: sister-city, "),
    (4, "vn_name", "“Da Nag” is no locality we know; close to it: Da Nang [vn/da-nang]"),
    (5, "jp_name", "“Kawasaki” may mean 3 localities; add what tells it apart (its level, its prefecture or province)"),
    (6, "jp_name", "“Hai Phong” is in Vietnam, and here stands a locality of Japan; it is Hai Phong [vn/hai-phong]"),
    (7, "ended", "ended 2012 lies before signed 2013-04; an end comes after its beginning"),
    (9, "tie_id", "“twice” stands in row 8 too"),
    (10, "sources", "is empty; every row needs it"),
    (11, "sources", "“nowhere-to-be-found” is not in sources; add it there, or correct it"),
    (12, "signed", "an exchange has no document; leave signed empty, or name the "),
    (13, "fields", "“watter” is not a field (did you mean “water”?)"),
]

Run = Callable[..., Done]


def in_process(*arguments: str, **environment: str) -> Done:
    return run_coop("check", *arguments, **environment)


def as_subprocess(*arguments: str, **environment: str) -> Done:
    done = subprocess.run(
        [COOP, "check", *arguments], capture_output=True, env={**os.environ, **environment}, check=False
    )
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@pytest.fixture(params=[in_process, as_subprocess], ids=["in-process", "subprocess"])
def both_ways(request: pytest.FixtureRequest) -> Run:
    """Run ``coop check`` in this process and, as a user does, in one of its own."""
    return request.param


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")
    return path


def found(outcome: Done) -> list[tuple[int | None, str | None, str]]:
    """What a check in JSON found to be wrong: row, column, message."""
    return [(f["row"], f["column"], f["message"]) for f in json.loads(outcome.out) if f["severity"] == "problem"]


def check(path: Path) -> list[tuple[int | None, str | None, str]]:
    """Check a file in which something is wrong; return what."""
    outcome = in_process(str(path), "--format", "json")
    assert outcome.status == 1
    assert "Traceback" not in outcome.out + outcome.err
    problems = found(outcome)
    assert problems
    assert all(f["file"].startswith(str(path)) for f in json.loads(outcome.out))
    assert counts(outcome)[1] == len(problems)
    return problems


def counts(outcome: Done) -> tuple[int, int, int]:
    """How many rows a check found right, how many problems, how many facts that could be completer."""
    told = re.match(r"([\d,]+) rows? (?:is|are) right, ([\d,]+) problems?, ([\d,]+) facts? ", outcome.err)
    assert told, outcome.err
    rows, problems, incomplete = (int(number.replace(",", "")) for number in told.groups())
    return rows, problems, incomplete


# --- a table with everything wrong -------------------------------------------------------------------------------


def test_each_problem_is_named_by_file_row_column_and_what_would_be_right(both_ways: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "facts.csv", WRONG.strip())
    outcome = both_ways(str(path))
    assert outcome.status == 1
    lines = outcome.out.splitlines()
    assert len(lines) == len(TOLD), outcome.out
    for row, column, message in TOLD:
        assert [line for line in lines if line.startswith(f"{path}: row {row}, {column}: {message}")], (row, column)
    assert counts(outcome) == (2, 11, 0)
    assert len(outcome.err.splitlines()) == 1
    assert "Traceback" not in outcome.out + outcome.err


def test_csv_and_json_say_the_same_as_the_table(tmp_path: Path) -> None:
    less = f"less,Da Nang,,Sakai,Osaka,mou,2013,,,,{SOURCE}"
    path = write(tmp_path / "facts, “quoted”.csv", WRONG.strip(), less)
    as_csv, as_json, shown = (in_process(str(path), "--format", style) for style in ("csv", "json", "table"))
    assert as_csv.status == as_json.status == shown.status == 1
    objects = json.loads(as_json.out)
    rows = spreadsheet(as_csv.out)
    assert list(rows[0]) == list(objects[0]) == ["severity", "file", "row", "column", "message"]
    assert rows == [{key: "" if cell is None else str(cell) for key, cell in one.items()} for one in objects]
    assert {one["severity"] for one in objects} == {"problem", "incomplete"}
    assert {one["file"] for one in objects} == {str(path)}
    assert shown.out.splitlines() == [
        f"{one['file']}: row {one['row']}, {one['column']}: {one['message']}"
        + (" (incomplete)" if one["severity"] == "incomplete" else "")
        for one in objects
    ]
    assert as_csv.err == as_json.err == shown.err
    assert "\x1b" not in as_csv.out + as_csv.err


def test_checking_changes_nothing(tmp_path: Path, folder: Path) -> None:
    """Neither the graph nor the folders where one would be made."""
    path = write(tmp_path / "facts.csv", WRONG.strip(), RIGHT)
    home, fresh = tmp_path / "home", tmp_path / "fresh"
    home.mkdir()
    before = {file: file.stat().st_mtime_ns for file in folder.rglob("*")}
    where = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "LOCALAPPDATA": str(home)}
    as_subprocess(str(path), COOP_STORE=str(folder), **where)
    in_process(str(path), COOP_STORE=str(fresh), **where)
    as_subprocess(str(path), **where)
    assert {file: file.stat().st_mtime_ns for file in folder.rglob("*")} == before
    assert not fresh.exists()
    assert list(home.rglob("*")) == []
    assert path.read_text("utf-8").startswith(HEADER)


# --- a table that is right ---------------------------------------------------------------------------------------


def test_a_table_that_is_right_and_complete_is_passed_in_silence(both_ways: Run, tmp_path: Path) -> None:
    outcome = both_ways(str(write(tmp_path / "facts.csv", RIGHT)))
    assert (outcome.status, outcome.out) == (0, "")
    assert counts(outcome) == (1, 0, 0)
    assert len(outcome.err.splitlines()) == 1


def test_what_could_be_completer_is_told_but_is_not_wrong(both_ways: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "facts.csv", RIGHT, f"less,Da Nang,,Sakai,Osaka,mou,,,,,{SOURCE}")
    outcome = both_ways(str(path))
    assert outcome.status == 0
    lines = outcome.out.splitlines()
    assert all(line.startswith(f"{path}: row 3, ") and line.endswith(" (incomplete)") for line in lines)
    assert {line.split(": ")[1].split(", ")[1] for line in lines} == {"signed", "fields", "confidence"}
    assert counts(outcome) == (2, 0, 3)


def test_without_findings_csv_is_a_header_and_json_an_empty_list(tmp_path: Path) -> None:
    path = str(write(tmp_path / "facts.csv", RIGHT))
    assert in_process(path, "--format", "csv").out == "\ufeffseverity,file,row,column,message\n"
    assert json.loads(in_process(path, "--format", "json").out) == []


def test_what_is_incomplete_is_told_by_the_columns_of_the_table(tmp_path: Path) -> None:
    """Not by the properties of the graph, which whoever fills in a table need not know."""
    rows = {
        "ties": f"tie_id,vn_name,jp_name,kind,sources\na,Hanoi,Sapporo,mou,{SOURCE}",
        "projects": f"project_id,title,sources\na,T,{SOURCE}",
        "programmes": f"programme_id,name,sources\na,T,{SOURCE}",
        "memberships": f"membership_id,network_id,name,country,role,sources\na,citynet,Hanoi,VN,member,{SOURCE}",
        "network_events": f"event_id,network_id,date,title,sources\na,citynet,2013,T,{SOURCE}",
        "events": f"event_id,date,kind,title,vn_name,sources\na,2013,meeting,T,Hanoi,{SOURCE}",
        "localities": "id,level,name,part_of\nvn/hanoi/new,district,New,vn/hanoi",
        "sources": "source_id,url,title\na,https://a.jp/,A",
        "successions": f"predecessor,successor,date,sources\nvn/ha-tay,vn/hai-phong,2013,{SOURCE}",
    }
    for table, text in rows.items():
        path = tmp_path / f"{table}.csv"
        path.write_text(text + "\n", "utf-8")
        outcome = in_process(str(path), "--format", "json")
        assert outcome.status == 0, outcome.out
        findings = json.loads(outcome.out)
        assert findings, table
        assert {one["row"] for one in findings} == {2}
        assert {one["column"] for one in findings} <= {None, *columns(TABLES[table])}, table


def test_findings_stand_in_the_order_of_the_rows(tmp_path: Path) -> None:
    rows = [f"r{9 - n},Da Nang,,Sakai,Osaka,mou,2013,,,,{SOURCE}" for n in range(9)]
    outcome = in_process(str(write(tmp_path / "facts.csv", *rows)), "--format", "json")
    numbers = [one["row"] for one in json.loads(outcome.out)]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(2, 11))


def test_our_own_tables_are_right() -> None:
    """Those small enough to be quick; the build reads all."""
    outcome = in_process(*(str(DATA / "ties" / f"{name}.csv") for name in ("claims", "funders", "allocations")))
    assert outcome.status == 0, outcome.out


# --- rows that name rows -----------------------------------------------------------------------------------------


def test_rows_may_name_rows_of_other_files_and_of_ours(tmp_path: Path) -> None:
    ties = write(tmp_path / "facts.csv", RIGHT.replace(SOURCE, "mine"))
    sources = tmp_path / "pages.csv"
    sources.write_text("source_id,url,title,publisher,language\nmine,https://a.jp/,A,A,ja\n", "utf-8")
    assert in_process(str(ties)).status == 1
    assert in_process(str(ties), str(sources)).status == 0
    assert in_process(str(sources), str(ties)).status == 0


@pytest.mark.parametrize(
    ("name", "header", "row", "column", "message"),
    [
        ("successions", "predecessor,successor,date,sources", f"vn/atlantis,vn/hanoi,2020,{SOURCE}", "predecessor",
         "“vn/atlantis” is not in localities; add it there, or correct it"),
        ("names", "locality,name,language,sources", f"vn/atlantis,Atlantis,en,{SOURCE}", "locality", "is not in"),
        ("former_periods", "locality,level,name,valid_until,sources", f"vn/atlantis,province,A,1999,{SOURCE}",
         "locality", "is not in localities"),
        ("localities", "id,level,name,part_of", "vn/atlantis/a,district,A,vn/atlantis", "part_of", "is not in"),
        ("memberships", "membership_id,network_id,name,country,role,sources", f"m,nil,Hanoi,VN,member,{SOURCE}",
         "network_id", "“nil” is not in networks"),
        ("allocations", "allocation_id,tie_id,locality,kind,sources", f"a,nil,vn/atlantis,staff,{SOURCE}", "locality",
         "“vn/atlantis” is not in localities"),
        ("allocations", "allocation_id,tie_id,locality,kind,sources", f"a,nil,vn/hanoi,staff,{SOURCE}", "tie_id",
         "“nil” is not in ties or projects"),
        ("claims", "claim_id,fact_id,property,value,sources", f"c,nil,signed,2013,{SOURCE}", "fact_id",
         "“nil” is not in ties or projects or memberships or events"),
        ("project_participants", "project_id,name,country,role", "nil,Hanoi,VN,partner", "project_id",
         "“nil” is not in projects"),
        ("project_participants", "project_id,name,country,role", "nil,Seoul,KR,partner", "country", "“KR” is not VN"),
        ("memberships", "membership_id,network_id,name,country,role,sources", f"m,citynet,Seoul,KR,member,{SOURCE}",
         "country", "“KR” is not VN"),
        ("sources", "source_id,url,title", "s,https://a.jp/%,A", "url", "is not a web address"),
        ("names", "locality,name,language,sources", f"vn/hanoi,A,en-abcdefghij,{SOURCE}", "language",
         "is not a language code"),
    ],
)  # fmt: skip
def test_what_names_a_thing_that_is_not_there_is_told(
    tmp_path: Path, name: str, header: str, row: str, column: str, message: str
) -> None:
    path = tmp_path / f"{name}.csv"
    path.write_text(f"{header}\n{row}\n", "utf-8")
    assert [told for at, where, told in check(path) if (at, where) == (2, column) and message in told]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("jica-partnership-program, spf-project-16389",
         "“jica-partnership-program, spf-project-16389” is not an id; it has a-z, 0-9 and hyphens, and several are "
         "parted by “;”"),
        ("jica partnership", "“jica partnership” is not an id; it has a-z, 0-9 and hyphens, and several are parted by"),
        (f"{SOURCE};<x>", "“<x>” is not an id"),
        ("https://www.jica.go.jp/", "“https://www.jica.go.jp/” is not an id"),
        ("Đà Nẵng", "“Đà Nẵng” is not an id"),
    ],
)  # fmt: skip
def test_a_source_that_is_no_id_is_told(tmp_path: Path, cell: str, told: str) -> None:
    path = write(tmp_path / "facts.csv", f'new,Da Nang,,Sakai,Osaka,mou,2013,,water,high,"{cell}"')
    [(row, column, message)] = check(path)
    assert (row, column) == (2, "sources")
    assert message.startswith(told)


NASTY = ("a b", "a,b", "<a>", 'a"b', "a\\b", "a{b}", "a|b", "a^b", "a`b", "a%zz", "a\nb", "Đ", "\u200b", "../a", "a/b")
LEAST: dict[str, dict[str, str]] = {
    "localities": {"id": "jp/osaka/new", "level": "city", "name": "New", "part_of": "jp/osaka"},
    "former_periods": {"locality": "jp/osaka/sakai", "level": "city", "name": "Sakai", "valid_until": "1899",
                       "part_of": "jp/osaka", "sources": SOURCE},
    "regions": {"locality": "jp/osaka/sakai", "region": "kinki", "sources": SOURCE},
    "successions": {"predecessor": "vn/ha-tay", "successor": "vn/hue", "date": "2008", "sources": SOURCE},
    "names": {"locality": "vn/da-nang", "name": "New", "language": "en", "sources": SOURCE},
    "links": {"locality": "vn/da-nang", "scheme": "wikidata", "value": "Q1", "sources": SOURCE},
    "sources": {"source_id": "new", "url": "https://a.jp/", "title": "T"},
    "ties": {"tie_id": "new", "vn_name": "Da Nang", "jp_name": "Sapporo", "kind": "mou", "sources": SOURCE,
             "follows": "x", "follows_as": "renews"},
    "events": {"event_id": "new", "date": "2013", "kind": "meeting", "vn_name": "Da Nang", "title": "T",
               "held_at": "x", "sources": SOURCE},
    "funders": {"funder_id": "new", "name": "F", "kind": "foundation", "sources": SOURCE},
    "programmes": {"programme_id": "new", "name": "P", "funder_id": "x", "sources": SOURCE},
    "calls": {"call_id": "new", "programme_id": "x", "year": "2026", "sources": SOURCE},
    "projects": {"project_id": "new", "title": "T", "programme_id": "x", "funder_id": "x", "sources": SOURCE},
    "project_participants": {"project_id": "x", "name": "Da Nang", "country": "VN", "role": "partner"},
    "networks": {"network_id": "new", "name": "N", "kind": "network", "sources": SOURCE},
    "memberships": {"membership_id": "new", "network_id": "x", "name": "Da Nang", "country": "VN", "role": "member",
                    "sources": SOURCE},
    "network_events": {"event_id": "new", "network_id": "x", "date": "2013", "title": "T", "sources": SOURCE},
    "allocations": {"allocation_id": "new", "tie_id": "x", "locality": "vn/hue", "kind": "budget", "sources": SOURCE},
    "claims": {"claim_id": "new", "fact_id": "x", "property": "signed", "value": "2010", "sources": SOURCE},
    "corroborations": {"fact_id": "x", "sources": SOURCE},
    "observations": {"locality": "vn/hue", "date": "2024", "population": "1", "sources": SOURCE},
    "sites": {"site_id": "new", "kind": "airport", "name": "A", "localities": "vn/hue", "sources": SOURCE},
    "offices": {"office_id": "new", "kind": "embassy", "name": "O", "located_in": "vn/hue", "sources": SOURCE},
    "office_areas": {"office_id": "x", "locality": "vn/hue", "sources": SOURCE},
}  # fmt: skip
"""A row of each table with an id in every column that takes one."""
NO_IDS = {"name", "language", "valid_until", "country", "level", "parent", "scheme", "value", "region", "date"}
"""What stands in the key of a table, but is no id of ours."""
IDS = sorted({
    (table, column)
    for table, record in TABLES.items()
    for column in (*record.key, *(name for name, *_ in record.references(dict.fromkeys(columns(record), "vn/a"))),
                   *(name for name, *_ in record.references(dict.fromkeys(columns(record), "a"))))
    if column in LEAST[table] and column not in NO_IDS
})  # fmt: skip


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("table", TABLES)
def test_no_cell_that_should_be_an_id_makes_it_fail(tmp_path: Path, table: str, ending: str) -> None:
    """Each is told by its row and column, in whatever file it stands."""
    places = [(column, nasty) for one, column in IDS if one == table for nasty in NASTY]
    assert places
    rows = [{**LEAST[table], column: nasty} for column, nasty in places]
    path = tmp_path / f"{table}.{ending}"
    if ending == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(LEAST[table]))
            writer.writeheader()
            writer.writerows(rows)
    else:
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet.append(list(LEAST[table]))
        for row in rows:
            sheet.append(list(row.values()))
        book.save(path)
    told = {
        (row, column) for row, column, message in check(path) if "is not an id" in message or "is not the id" in message
    }
    assert told >= {(number, column) for number, (column, _) in enumerate(places, 2)}


def test_what_a_cell_names_is_looked_up_in_rows_that_are_wrong_too(tmp_path: Path) -> None:
    path = write(tmp_path / "facts.csv", "wrong,Da Nag,,Sakai,Osaka,mou,2013/04,,watr,high,nil;nihil, nihilo;" + SOURCE)
    path.write_text(path.read_text("utf-8").replace("nil;", '"nil;').replace(SOURCE, f'{SOURCE}"'), "utf-8")
    assert [(column, message[:25]) for _, column, message in check(path)] == [
        ("vn_name", "“Da Nag” is no locality w"),
        ("sources", "“nihil, nihilo” is not an"),
        ("signed", "“2013/04” is not a date; "),
        ("fields", "“watr” is not a field (di"),
        ("sources", "“nil” is not in sources; "),
    ]


def test_a_row_that_names_what_is_nowhere_is_not_right(tmp_path: Path) -> None:
    outcome = in_process(str(write(tmp_path / "facts.csv", RIGHT.replace(SOURCE, "nil"))))
    assert counts(outcome) == (0, 1, 0)
    outcome = in_process(
        str(write(tmp_path / "facts.csv", RIGHT.replace(SOURCE, "nil;nihil"), RIGHT.replace("new", "n")))
    )
    assert counts(outcome) == (1, 2, 0)


def test_problems_of_a_file_come_in_the_order_of_its_rows(tmp_path: Path) -> None:
    """Whatever it takes to find them: the cell, another row, the rows of another file, the shapes."""
    first = write(
        tmp_path / "first.csv",
        "a,Da Nang,,Sakai,Osaka,mou,2013,,water,high,nil",
        f"b,Da Nang,,Sakai,Osaka,moo,2013,,water,high,{SOURCE}",
        f"c,Da Nang,,Sakai,Osaka,mou,2013,,,,{SOURCE}",
        "a,Da Nang,,Sakai,Osaka,mou,2013,,water,high,nihil",
        f"d,Da Nag,,Sakai,Osaka,mou,2013,,water,high,{SOURCE}",
    )
    second = write(tmp_path / "second.csv", "e,Da Nag,,Sakai,Osaka,mou,2013,,water,high,nil")
    told = json.loads(in_process(str(first), str(second), "--format", "json").out)
    assert [(Path(one["file"]).name, one["row"], one["column"]) for one in told] == [
        ("first.csv", 2, "sources"),
        ("first.csv", 3, "kind"),
        ("first.csv", 4, "confidence"),
        ("first.csv", 4, "fields"),
        ("first.csv", 5, "tie_id"),
        ("first.csv", 5, "sources"),
        ("first.csv", 6, "vn_name"),
        ("second.csv", 2, "vn_name"),
        ("second.csv", 2, "sources"),
    ]


def test_findings_that_are_too_many_do_not_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All are told all the same, and counted."""
    monkeypatch.setattr(checking, "HELD", 3)
    rows = [f"r{n},Da Nang,,Sakai,Osaka,{'moo' if n % 2 else 'mou'},2013,,water,high,nil{n}" for n in range(20)]
    told = check(write(tmp_path / "facts.csv", *rows))
    assert len(told) == 30
    assert counts(in_process(str(tmp_path / "facts.csv"))) == (0, 30, 0)


# --- what is known already -------------------------------------------------------------------------------------


def test_a_row_that_is_known_already_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "facts.csv", RIGHT.replace("new", "da-nang--sakai--mou--2009"))
    number = [row["tie_id"] for row in known("ties")].index("da-nang--sakai--mou--2009") + 2
    assert check(path) == [
        (2, "tie_id", f"“da-nang--sakai--mou--2009” is known already (ties/ties.csv, row {number}); correct it there, "
                      "or give this row an id of its own"),
    ]  # fmt: skip
    path = tmp_path / "names.csv"
    path.write_text(f"locality,name,language,sources\nvn/da-nang,Tourane,fr,{SOURCE}\n", "utf-8")
    [(row, column, message)] = check(path)
    assert (row, column) == (2, "locality")
    assert re.fullmatch(
        r"“vn/da-nang--Tourane--fr” is known already \(vietnam/names.csv, row \d+\); correct it there", message
    )


def test_our_tables_are_not_said_to_be_known_already(tmp_path: Path) -> None:
    """Neither where they stand nor in a copy of their data set; a table that is no more than called so is."""
    shutil.copytree(DATA / "ties", tmp_path / "copy")
    assert in_process(str(tmp_path / "copy" / "networks.csv")).status == 0
    for package in ("{}", "[]", "nothing", '{"name": "another"}', '{"name": ["vnjp-ties-ties"]}'):
        (tmp_path / "copy" / "datapackage.json").write_text(package, "utf-8")
        assert all("is known already" in message for *_, message in check(tmp_path / "copy" / "networks.csv"))


def test_an_id_that_stands_in_two_files_is_told(tmp_path: Path) -> None:
    first, second = write(tmp_path / "first.csv", RIGHT), write(tmp_path / "second.csv", "", RIGHT)
    outcome = in_process(str(first), str(second), "--format", "json")
    assert found(outcome) == [(3, "tie_id", f"“new” stands in {first}, row 2 too")]
    assert counts(outcome)[:2] == (1, 1)
    assert in_process(str(first), str(first), f"{tmp_path}/./first.csv").status == 0, "a file is read once"


def test_an_id_that_stands_in_two_sheets_is_told(tmp_path: Path) -> None:
    book = plain_workbook()
    sheet = book.create_sheet("More")
    sheet.append(HEADER.split(","))
    sheet.append(RIGHT.split(","))
    path = tmp_path / "facts.xlsx"
    book.save(path)
    assert check(path) == [(2, "tie_id", f"“new” stands in {path}[Sheet], row 2 too")]


# --- documents in time -----------------------------------------------------------------------------------------

TIES = "tie_id,vn_name,vn_level,jp_name,jp_prefecture,kind,signed,ended,follows,follows_as,fields,confidence,sources"


def ties(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([TIES, *(f"{row},water,high,{SOURCE}" for row in rows)]) + "\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("rows", "column", "message"),
    [
        (["a,Da Nang,,Sakai,Osaka,mou,2013,,a,renews"], "follows",
         "“a” is this document itself; name the earlier one, or leave follows and follows_as empty"),
        (["a,Da Nang,,Sakai,Osaka,mou,2999-01-01,,,"], "signed",
         "2999-01-01 lies in the future; record what has happened, once it has"),
        (["a,Da Nang,,Sakai,Osaka,mou,2013,2999,,"], "ended", "2999 lies in the future"),
        (["a,Da Nang,,Sakai,Osaka,mou,1945-08,,,"], "signed",
         "1945-08 is before 1945-09-02, when Vietnam declared its independence"),
        (["a,Quang Nam,,Sakai,Osaka,mou,2026-01-01,,,"], "vn_name",
         "Quang Nam [vn/quang-nam] was no more on 2026-01-01: it was succeeded by Da Nang [vn/da-nang] on 2025-07-01; "
         "name the successor, or correct signed"),
        (["a,Quy Nhon,,Ashikaga,,mou,2025-11,,,"], "vn_name", "it was succeeded by Gia Lai [vn/gia-lai] on 2025-07-01"),
        (["a,Da Nang,,Hirara,Okinawa,mou,2006,,,"], "jp_name", "was no more on 2006: it was succeeded by Miyakojima ["),
        (["a,Quang Nam-Da Nang,,Sakai,Osaka,mou,1999,,,"], "vn_name",
         "it was succeeded by Quang Nam [vn/quang-nam] and Da Nang [vn/da-nang] on 1997-01-01"),
        (["a,Quang Nam,,Sakai,Osaka,mou,1996-12,,,"], "vn_name",
         "Quang Nam [vn/quang-nam] was not there yet on 1996-12: it began on 1997-01-01; name what was there before, "
         "or correct signed"),
        (["a,Da Nang,,Sakai,Osaka,mou,2004,,da-nang--sakai--mou--2009,renews"], "follows",
         "“da-nang--sakai--mou--2009” was signed 2009-02-20, after this one (2004); a document follows an earlier one"),
        (["a,Da Nang,,Sakai,Osaka,mou,2004,,b,renews", "b,Da Nang,,Sakai,Osaka,mou,2009,,,"], "follows",
         "“b” was signed 2009, after this one (2004)"),
        (["a,Da Nang,,Yokohama,Kanagawa,mou,2019,,da-nang--sakai--mou--2009,renews"], "follows",
         "“da-nang--sakai--mou--2009” was signed by Sakai (Osaka) [jp/osaka/sakai], which is not Yokohama (Kanagawa) "
         "[jp/kanagawa/yokohama], nor was succeeded by it; a document follows one between the same parties"),
        (["a,Hanoi,,Sakai,Osaka,mou,2019,,b,upgrades", "b,Hue,district-city,Sakai,Osaka,mou,2009,,,"], "follows",
         "“b” was signed by Hue (district-level city) [vn/hue/hue-city], which is not Hanoi [vn/hanoi]"),
        (["a,Da Nang,,Sakai,Osaka,mou,2019,,b,renews", "b,Quang Nam,,Sakai,Osaka,mou,2009,,,"], "follows",
         "“b” was signed by Quang Nam [vn/quang-nam], which is not Da Nang [vn/da-nang], nor was succeeded by it"),
    ],
)  # fmt: skip
def test_documents_that_cannot_have_been_are_told(tmp_path: Path, rows: list[str], column: str, message: str) -> None:
    [(row, where, told)] = check(ties(tmp_path / "facts.csv", *rows))
    assert (row, where) == (2, column)
    assert message in told


@pytest.mark.parametrize(
    "rows",
    [
        ["a,Da Nang,,Sakai,Osaka,mou,2025-08,,b,renews", "b,Quang Nam,,Sakai,Osaka,mou,2009,,,"],
        ["a,Da Nang,,Sakai,Osaka,mou,2025,,b,renews", "b,Quang Nam-Da Nang,,Sakai,Osaka,mou,1990,,,"],
        ["a,Da Nang,,Sakai,Osaka,mou,2025,,b,renews", "b,Hoi An,,Sakai,Osaka,mou,2009,,,"],
        ["a,Quang Nam,,Sakai,Osaka,mou,2025,,,", "b,Quang Nam,,Sakai,Osaka,mou,1997,,,"],
        ["a,Da Nang,,Sakai,Osaka,mou,2009,,da-nang--sakai--mou--2009,renews"],
        ["a,Da Nang,,Sakai,Osaka,mou,,,da-nang--sakai--mou--2009,renews"],
    ],
)
def test_a_successor_may_follow_and_dates_are_held_against_each_other_as_far_as_known(
    tmp_path: Path, rows: list[str]
) -> None:
    outcome = in_process(str(ties(tmp_path / "facts.csv", *rows)), "--format", "json")
    assert found(outcome) == []


def test_a_succession_that_is_given_with_the_document_counts(tmp_path: Path) -> None:
    rows = ("a,Hanoi,,Sakai,Osaka,mou,2025-08,,b,renews", "b,Vinh,,Sakai,Osaka,mou,2009,,,")
    facts = ties(tmp_path / "facts.csv", *rows)
    more = tmp_path / "more.csv"
    more.write_text(f"predecessor,successor,date,sources\nvn/nghe-an/vinh,vn/hanoi,2025-07-01,{SOURCE}\n", "utf-8")
    assert len(check(facts)) == 1
    assert found(in_process(str(facts), str(more), "--format", "json")) == []


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("event_id,date,kind,title,vn_name,sources\na,2999-01-01,meeting,T,Hanoi,{}", "date"),
        ("event_id,date,kind,title,vn_name,sources\na,2025-07-01,meeting,T,Quang Nam,{}", "vn_name"),
        ("membership_id,network_id,name,country,role,since,sources\na,citynet,Hanoi,VN,member,2999,{}", "since"),
        ("membership_id,network_id,name,country,role,since,sources\na,citynet,Quang Nam,VN,member,2026,{}", "name"),
        ("event_id,network_id,date,title,sources\na,citynet,2999,T,{}", "date"),
        ("source_id,url,title,date\na,https://a.jp/,T,2999-01", "date"),
    ],
)
def test_nothing_has_happened_tomorrow_nor_to_who_is_no_more(tmp_path: Path, text: str, column: str) -> None:
    path = tmp_path / "facts.csv"
    path.write_text(text.format(SOURCE) + "\n", "utf-8")
    [(row, where, message)] = check(path)
    assert (row, where) == (2, column)
    assert "lies in the future" in message or "was no more on" in message


def test_what_is_planned_may_lie_in_the_future(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text(f"project_id,title,start,end,sources\na,T,2099,2099,{SOURCE}\n", "utf-8")
    assert in_process(str(path)).status == 0
    expiring = HEADER.replace("ended", "expires")
    path.write_text(f"{expiring}\n{RIGHT.replace('2013-04,', '2013-04,2099')}\n", "utf-8")
    assert in_process(str(path)).status == 0


# --- files that are no table -------------------------------------------------------------------------------------


def encoded(encoding: str) -> bytes:
    text = f"{HEADER}\nnew,Da Nang,,堺市,大阪府,mou,2013,,water,high,{SOURCE}\n"
    if encoding == "cp1258":
        text = text.replace("堺市", "Sakai").replace("大阪府", "Osaka").replace("Da Nang", "Đà Nang")
    return text.encode(encoding)


def merged() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER.split(","))
    sheet.append(RIGHT.split(","))
    sheet.append(RIGHT.replace("new", "newer").split(","))
    sheet.merge_cells("B2:B3")
    return saved(book)


def titled() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Ties of 2013"])
    sheet.append(HEADER.split(","))
    sheet.append(RIGHT.split(","))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def plain_workbook() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER.split(","))
    sheet.append(RIGHT.split(","))
    return book


def bomb(megabytes: int, part_name: str = "xl/worksheets/sheet1.xml") -> bytes:
    """A small workbook with a large member."""
    out = io.BytesIO()
    whole = io.BytesIO(saved(plain_workbook()))
    with zipfile.ZipFile(whole) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for part in book.infolist():
            if part.filename != part_name:
                z.writestr(part, book.read(part))
        with z.open(part_name, "w", force_zip64=True) as sheet:
            for _ in range(megabytes):
                sheet.write(b" " * (1 << 20))
    return out.getvalue()


FILES: dict[str, tuple[bytes, int | None, str, str]] = {
    "japanese.csv": (encoded("cp932"), 2, "is not UTF-8", "save the file as “CSV UTF-8”"),
    "vietnamese.csv": (encoded("cp1258"), 2, "is not UTF-8", "save the file as “CSV UTF-8”"),
    "utf-16.csv": (encoded("utf-16"), 1, "is not UTF-8", "save the file as “CSV UTF-8”"),
    "utf-16-without-bom.csv": (encoded("utf-16-le"), 1, "is not UTF-8 (it seems to be UTF-16)",
                               "save the file as “CSV UTF-8”"),
    "utf-32.csv": (encoded("utf-32"), 1, "is not UTF-8", "save the file as “CSV UTF-8”"),
    "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000), None, "is an old Excel file (.xls); save it as ",
                "save it as .xlsx or CSV"),
    "old-or-locked.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000), None,
                           "is an old Excel file (.xls) or protected by a password", "save it as .xlsx or CSV"),
    "too-few-cells.csv": (f"{HEADER}\nfew,Da Nang\n".encode(), 2, "has 2 cells, the header has 11",
                          "keep the separators of empty cells"),
    "semicolons.csv": (f"{HEADER}\n{RIGHT}\n".replace(",", ";").encode(), 1, "columns are separated by “;”",
                       "separate them by commas"),
    "quote.csv": (f'{HEADER}\n{RIGHT}\n"{RIGHT}\n'.encode(), 3, "is not CSV", "is a quotation mark open?"),
    "quote-in-a-cell.csv": (f'{HEADER}\n{RIGHT.replace("new", chr(34) + "a" + chr(34) + "b")}\n'.encode(), 2,
                            "is not CSV", "is a quotation mark open?"),
    "old-macintosh.csv": (f"{HEADER}\r{RIGHT}\r".encode(), 1, "line ends", "save the file as “CSV UTF-8”"),
    "titled.csv": (f"Ties of 2013,,,\n{HEADER}\n{RIGHT}\n".encode(), 1, "these headings are of none of our tables",
                   "ties: tie_id, vn_name,"),
    "titled.xlsx": (titled(), 1, "these headings are of none of our tables", "ties: tie_id, vn_name,"),
    "empty.csv": (b"", None, "is empty", "a table begins with a row of headings"),
    "blank.csv": (b"\n\n , ,\n", None, "is empty", "a table begins with a row of headings"),
    "bom-alone.csv": (b"\xef\xbb\xbf", None, "is empty", "a table begins with a row of headings"),
    "empty.xlsx": (saved(openpyxl.Workbook()), None, "is empty", "a table begins with a row of headings"),
    "header.csv": (f"{HEADER}\n".encode(), None, "has headings, but no rows", ""),
    "header-and-blanks.csv": (f"{HEADER}\n\n,,,\n".encode(), None, "has headings, but no rows", ""),
    "garbage.csv": (random.Random(1).randbytes(5_000), 1, "is not UTF-8", "save the file as “CSV UTF-8”"),
    "garbage.xlsx": (random.Random(1).randbytes(5_000), None, "cannot be read as a workbook", ""),
    "text.xlsx": (f"{HEADER}\n{RIGHT}\n".encode(), None, "cannot be read as a workbook", ""),
    "none.xlsx": (b"", None, "cannot be read as a workbook", ""),
    "workbook.csv": (saved(plain_workbook()), None, "is a workbook, another document or an archive", "save its"),
    "truncated.xlsx": (saved(plain_workbook())[:-400], None, "cannot be read as a workbook", ""),
    "bomb.xlsx": (bomb(201), None, "unpacks to 201 MB", "at most 200 are read"),
    "bomb-of-texts.xlsx": (bomb(51, "xl/sharedStrings.xml"), None, "has 51 MB of texts and styles", "at most 50 are"),
    "no-sheet-in-it.xlsx": (bomb(1), None, "cannot be read as a workbook", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_table_is_told_so_and_nothing_else(tmp_path: Path, name: str) -> None:
    content, row, what, right = FILES[name]
    path = tmp_path / name
    path.write_bytes(content)
    [(number, column, message)] = check(path)
    assert (number, column) == (row, None)
    assert what in message
    assert right in message
    assert len(message) < 2_000


def test_merged_cells_are_told_beside_what_they_leave_empty(tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    path.write_bytes(merged())
    assert check(path) == [
        (2, None, "the cells B2:B3 are merged; unmerge them and fill in each"),
        (3, "vn_name", "is empty; every row needs it"),
    ]


def test_a_folder_and_a_file_that_is_not_there_are_told(tmp_path: Path) -> None:
    assert check(tmp_path) == [(None, None, "is a folder; name the files in it")]
    assert check(tmp_path / "nothing.csv") == [(None, None, "there is no such file")]


def test_one_bad_file_does_not_keep_the_others_from_being_checked(tmp_path: Path) -> None:
    good, bad = write(tmp_path / "good.csv", RIGHT), tmp_path / "bad.csv"
    bad.write_bytes(b"\xff\xfe")
    outcome = in_process(str(tmp_path / "nothing.csv"), str(bad), str(good))
    assert outcome.status == 1
    assert len(outcome.out.splitlines()) == 2
    assert counts(outcome)[:2] == (1, 2)


def tone_apart(letter: str) -> str:
    """Write a Vietnamese letter as Windows does: its tone as a sign of its own."""
    signs = unicodedata.normalize("NFD", letter)
    tones = "".join(sign for sign in signs if sign in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", "".join(sign for sign in signs if sign not in tones)) + tones


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("堺市", "cp932"), ("大阪府", "cp932"), ("ダナン市との友好協力関係に関する覚書", "cp932"), ("さかい", "cp932"),
        ("ベトナム・ダナン市①（第１回）", "cp932"), ("髙﨑", "cp932"),
        ("Đà Nẵng", "cp1258"), ("Thỏa thuận hợp tác hữu nghị", "cp1258"), ("Ủy ban nhân dân tỉnh Quảng Nam", "cp1258"),
        ("Bà Rịa – Vũng Tàu", "cp1258"), ("Huế", "cp1258"),
        ("堺市とダナン市の友好都市提携について", "euc_jp"),
    ],
)  # fmt: skip
def test_the_guess_of_the_encoding_names_what_excel_writes_in_our_countries(
    tmp_path: Path, text: str, encoding: str
) -> None:
    path = tmp_path / "facts.csv"
    row = RIGHT.replace("Đà Nẵng", "Da Nang").replace("堺市", "Sakai").replace("大阪府", "Osaka")
    if encoding == "cp1258":  # which has marks that stand apart, as Windows writes them
        text = "".join(map(tone_apart, text))
    path.write_bytes(f"{HEADER},note\n{row},".encode() + text.encode(encoding) + b"\n")
    [(_, _, message)] = check(path)
    if encoding == "euc_jp":
        assert "cp932" not in message
        assert "cp1258" not in message
    else:
        assert f"(it seems to be {encoding})" in message


def test_no_traceback_reaches_the_user(both_ways: Run, tmp_path: Path) -> None:
    for name, (content, *_) in FILES.items():
        (tmp_path / name).write_bytes(content)
    outcome = both_ways(*(str(tmp_path / name) for name in FILES))
    assert outcome.status == 1
    assert "Traceback" not in outcome.out + outcome.err
    assert len(outcome.err.splitlines()) == 1
    assert len(outcome.out.splitlines()) == len(FILES)


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="file names are text there")
@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8:surrogateescape",
        "utf-8:strict",
    ],
)
def test_a_file_whose_name_is_no_text_is_checked(tmp_path: Path, encoding: str) -> None:
    name = os.fsencode(tmp_path) + b"/\xff.csv"
    Path(os.fsdecode(name)).write_text(f"{HEADER}\n{RIGHT.replace('mou', 'moo')}\n", "utf-8")
    where = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run([COOP.encode(), b"check", name], capture_output=True, check=False, env=where)
    assert done.returncode == 1
    assert b"row 2, kind" in done.stdout
    assert b"Traceback" not in done.stderr


def test_a_terminal_is_not_taken_over_by_what_a_cell_holds(tmp_path: Path) -> None:
    path = write(tmp_path / "facts.csv", RIGHT.replace("mou", "\x1b[31m\x1b]0;title\x07"))
    outcome = in_process(str(path))
    assert outcome.status == 1
    assert not {"\x1b", "\x07"} & set(outcome.out)


# --- files that are too much ---------------------------------------------------------------------------------------

MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
sys.stdout.buffer.write(done.stdout[-2_000:])
sys.stderr.buffer.write(done.stderr[-2_000:])
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print("", done.returncode, usage.ru_maxrss // 1024, round(usage.ru_utime + usage.ru_stime, 1), sep="\\n")
"""


@dataclass
class Measured(Done):
    """What a run came to, and what it took."""

    megabytes: int
    seconds: float


def only_if_asked() -> None:
    """Leave out what takes minutes and much room on the disk, unless somebody wants it."""
    if "COOP_LARGE" not in os.environ:
        pytest.skip("checks files of up to 200 MB; set COOP_LARGE=1 to run it")


def measure(path: Path) -> Measured:
    """Check a file in a process of its own; tell the end of its output, its memory and its time."""
    only_if_asked()
    pytest.importorskip("resource")
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, COOP, "check", str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=900,
    )
    out, status, megabytes, seconds = done.stdout.rsplit("\n", 4)[:4]
    outcome = Measured(int(status), out, done.stderr, int(megabytes), float(seconds))
    print(f"{path.name}: {path.stat().st_size >> 20} MB, {outcome.megabytes} MB of memory, {outcome.seconds} s")
    return outcome


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Path]:
    """A folder whose files are removed at once: they are large."""
    yield tmp_path
    for path in tmp_path.iterdir():
        path.unlink()


def large(path: Path, *parts: bytes, megabytes: int = 200) -> Path:
    """Write a file that repeats its last part until it is large."""
    only_if_asked()
    *first, repeated = parts
    with path.open("wb") as file:
        file.writelines(first)
        block = repeated * max(1, (1 << 20) // len(repeated))
        for _ in range(megabytes * (1 << 20) // len(block)):
            file.write(block)
    return path


HEAD = f"{HEADER}\n".encode()
LARGE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "one-line.csv": (lambda path: large(path, b"x"), "is longer than 1 MB; it is no row of a table"),
    "one-line-after-the-header.csv": (lambda path: large(path, HEAD, b"x,"), "is longer than 1 MB"),
    "one-line.tsv": (lambda path: large(path, HEAD.replace(b",", b"\t"), b"x\t"), "is longer than 1 MB"),
    "open-quote.csv": (lambda path: large(path, HEAD, b'"', f"{RIGHT}\n".encode()), "is a quotation mark open?"),
    "endless-row.csv": (lambda path: large(path, HEAD, b'"\n",'), "a row goes on for more than 1 MB"),
    "old-line-ends.csv": (lambda path: large(path, f"{RIGHT}\r".encode()), "is longer than 1 MB"),
    "zeros.csv": (lambda path: large(path, b"\0"), "is longer than 1 MB"),
    "wide-header.csv": (lambda path: large(path, HEAD.strip(), b",", megabytes=1), ""),
    "many-headings.csv": (lambda path: large(path, HEAD.strip(), b",tie", megabytes=1), "is longer than 1 MB"),
    "blank-lines.csv": (lambda path: large(path, HEAD, b"\n" * 1000, megabytes=2), "has headings, but no rows"),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_file_too_large_to_be_a_table_is_refused_quickly_and_in_little_memory(room: Path, name: str) -> None:
    make, message = LARGE[name]
    outcome = measure(make(room / name))
    assert outcome.status == 1
    assert message in outcome.out
    assert "Traceback" not in outcome.err
    assert outcome.megabytes < 400


def test_a_table_of_200_megabytes_is_checked_row_by_row(room: Path) -> None:
    """Every row is wrong and has a long note, so that it is quick; rows that are right take about 10 ms each."""
    row = f'{RIGHT.replace("2013-04", "2013/04")},"{"Đà Nẵng – 堺市, " * 1_000}"\n'
    outcome = measure(large(room / "facts.csv", f"{HEADER},note\n".encode(), row.encode()))
    assert outcome.status == 1
    assert "“2013/04” is not a date; write 2013, 2013-04 or 2013-04-09" in outcome.out
    assert counts(outcome)[0] == 0
    assert outcome.megabytes < 400


@pytest.mark.parametrize("last", [(1_048_576, 6), (1_048_576, 16_384)], ids=["row", "corner"])
def test_a_blank_in_the_last_cell_of_a_sheet_makes_no_huge_table(room: Path, last: tuple[int, int]) -> None:
    book = plain_workbook()
    sheet = book.active
    assert sheet is not None
    sheet.cell(*last).value = " "  # type: ignore[index]
    path = room / "facts.xlsx"
    path.write_bytes(saved(book))
    outcome = measure(path)
    assert outcome.status == 0, outcome.out
    assert outcome.megabytes < 400


def test_a_workbook_that_unpacks_to_much_is_read_row_by_row(room: Path) -> None:
    """A small file; its sheet is 60 MB of rows that are no facts."""
    path = room / "facts.xlsx"
    cells = b"".join(b'<c t="inlineStr"><is><t>%s</t></is></c>' % (b"x" * 2_000) for _ in range(9))
    whole = io.BytesIO(saved(plain_workbook()))
    with zipfile.ZipFile(whole) as book, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for part in book.infolist():
            content = book.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                before, after = content.split(b"</sheetData>")
                row = b"<row>" + cells + b"</row>"
                content = before + row * ((60 << 20) // len(row)) + b"</sheetData>" + after
            z.writestr(part, content)
    outcome = measure(path)
    assert outcome.status == 1
    assert outcome.megabytes < 400


def test_a_name_as_long_as_a_book_takes_no_time(tmp_path: Path) -> None:
    begun = time.process_time()
    path = write(tmp_path / "facts.csv", RIGHT.replace("Đà Nẵng", "-" * 900_000))
    [(row, column, message)] = check(path)
    assert (row, column) == (2, "vn_name")
    assert "is too long for a name" in message
    assert len(message) < 2_000
    assert time.process_time() - begun < 20


def test_ours_are_the_ids_that_the_tests_name() -> None:
    assert SOURCE in {row["source_id"] for row in known("sources")}
