"""`coop check` of facts written by hand in Turtle: what they name must be known, what they say be theirs to say."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import table as known

from graph.cli.main import main

PREFIXES = """\
@prefix coop: <https://w3id.org/vnjp-ties/ontology#> .
@prefix agreement-kind: <https://w3id.org/vnjp-ties/concept/agreement-kind/> .
@prefix confidence: <https://w3id.org/vnjp-ties/concept/confidence/> .
@prefix field: <https://w3id.org/vnjp-ties/concept/field/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
RIGHT = """\
<tie/new> a coop:Agreement ;
    rdfs:label "Da Nang – Sakai"@en , "Đà Nẵng – Sakai"@vi , "ダナン – 堺市"@ja ;
    coop:party <vn/da-nang> , <jp/osaka/sakai> ;
    coop:kind agreement-kind:mou ;
    coop:signed "2013-04"^^xsd:gYearMonth ; schema:startDate "2013-04"^^xsd:gYearMonth ;
    coop:field field:water ;
    coop:confidence confidence:high ;
    dct:source <source/da-nang-mitsuke> .
"""
LINE = PREFIXES.count("\n") + 1


def check(*paths: Path, language: str = "en") -> tuple[int, list[dict[str, str]], str]:
    """Check files; return the exit status, the findings and what was said at the end."""
    arguments = ["check", *map(str, paths), "--format", "json"]
    result = CliRunner().invoke(main, arguments, env={"COOP_LANG": language})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, json.loads(result.stdout), result.stderr


def write(path: Path, text: str) -> Path:
    path.write_text(PREFIXES + text, "utf-8")
    return path


def test_facts_that_are_right_and_complete_are_passed_in_silence(tmp_path: Path) -> None:
    status, findings, said = check(write(tmp_path / "facts.ttl", RIGHT))
    assert (status, findings) == (0, [])
    assert said.startswith("1 row is right, 0 problems, 0 facts could be completer")


WRONG = [
    ("coop:field field:water", "coop:field field:watter", "field", "A field is unknown", "concept/field/watter"),
    ("confidence:high", "confidence:sure", "confidence", "The confidence is unknown", "concept/confidence/sure"),
    ("<vn/da-nang> ,", "<vn/da-nangg> ,", "party", "A party is not a locality of Vietnam or Japan", "id/vn/da-nangg"),
    ("<source/da-nang-mitsuke>", "<source/nowhere>", "source", "No source is named, or it is none of the recorded ones",
     "id/source/nowhere"),
    ("agreement-kind:mou", "agreement-kind:moo", "kind", "The kind of agreement is missing or unknown",
     "concept/agreement-kind/moo"),
    ('schema:startDate "2013-04"^^xsd:gYearMonth', 'schema:startDate "2014"^^xsd:gYear', "signed",
     "The day of signing and the beginning are not the same", ""),
    ('"2013-04"^^xsd:gYearMonth', '"2120"^^xsd:gYear', "signed", "2120 lies in the future", ""),
    ('"2013-04"^^xsd:gYearMonth', '"1013"^^xsd:gYear', "signed", "1013 is before 1945-09-02", ""),
    ('"2013-04"^^xsd:gYearMonth', '"2120"^^xsd:gYear', "startDate", "The beginning is not one date of the", "2120"),
    ("coop:field", "coop:maxYears 3 ; coop:field", "maxYears", "Something is said here that is not said of", "3"),
    ("coop:field", "coop:feild", "feild", "Something is said here that is not said of", "concept/field/water"),
    ("a coop:Agreement", "a coop:Agrement", "type", "“Agrement” is no class of facts (did you mean “Agreement”?)", ""),
    ("<tie/new>", "[]", "type", "has no id; give it one, as in <tie/da-nang--sakai--mou--2009>", ""),
    ("a coop:Agreement ;", "", "type", "does not say what it is; give its class, as in a coop:Agreement", ""),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "column", "message", "value"), WRONG, ids=[row[1] for row in WRONG])
def test_what_is_wrong_is_named_by_line_and_property(
    tmp_path: Path, right: str, wrong: str, column: str, message: str, value: str
) -> None:
    assert right in RIGHT
    path = write(tmp_path / "facts.ttl", RIGHT.replace(right, wrong))
    status, findings, said = check(path)
    assert status == 1
    told = [one for one in findings if one["column"] == column and one["message"].startswith(message)]
    assert told, findings
    assert all(value in one["message"] for one in told)
    assert {(one["file"], one["row"]) for one in findings} == {(str(path), LINE)}
    assert said.startswith("0 rows are right")


def test_what_is_wrong_is_told_in_the_language_of_the_reader(tmp_path: Path) -> None:
    path = write(tmp_path / "facts.ttl", RIGHT.replace("field:water", "field:watter"))
    assert [one["message"][:12] for one in check(path, language="vi")[1]] == ["Có lĩnh vực "]
    assert [one["message"][:12] for one in check(path, language="ja")[1]] == ["一覧にない分野があります"]


def test_what_is_not_complete_is_told_but_is_not_wrong(tmp_path: Path) -> None:
    path = write(tmp_path / "facts.ttl", RIGHT.replace("coop:field field:water ;", ""))
    status, findings, _ = check(path)
    assert (status, [(one["severity"], one["column"]) for one in findings]) == (0, [("incomplete", "field")])


def test_facts_may_name_those_of_another_file_and_ours(tmp_path: Path) -> None:
    ties = write(tmp_path / "ties.ttl", RIGHT.replace("source/da-nang-mitsuke", "source/mine"))
    page = """<source/mine> a coop:Source ; dct:title "A" ; schema:url <https://a.jp/> ; dct:publisher "A" ;
        dct:language "ja" .\n"""
    sources = write(tmp_path / "sources.ttl", page)
    assert check(ties)[0] == 1
    assert check(ties, sources)[:2] == check(sources, ties)[:2] == (0, [])


def test_nothing_is_asked_of_what_is_only_named(tmp_path: Path) -> None:
    """What we know already is not found incomplete because a file names it, nor judged by what a file adds to it."""
    tie = known("ties")[0]["tie_id"]
    path = write(tmp_path / "facts.ttl", f"<tie/{tie}> dct:source <source/da-nang-mitsuke> .\n")
    assert check(path)[:2] == (0, [])


@pytest.mark.parametrize(
    ("name", "text", "row"),
    [("facts.ttl", "<tie/new> a coop:Agreement\n<tie/x>", LINE + 1), ("facts.nt", "no triple", 1)],
)
def test_a_file_that_cannot_be_read_is_told_with_the_line(tmp_path: Path, name: str, text: str, row: int) -> None:
    path = tmp_path / name
    path.write_text((PREFIXES if name.endswith(".ttl") else "") + text, "utf-8")
    status, [finding], _ = check(path)
    assert (status, finding["row"]) == (1, row)
    assert finding["message"].startswith("cannot be read: ")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert check(tmp_path / "none.ttl")[1][0]["message"] == "there is no such file"


def test_tables_and_rdf_can_be_checked_at_once(tmp_path: Path) -> None:
    table = tmp_path / "pages.csv"
    table.write_text("source_id,url,title,publisher,language\nmine,https://a.jp/,A,A,ja\n", "utf-8")
    status, findings, said = check(table, write(tmp_path / "facts.ttl", RIGHT))
    assert (status, findings) == (0, [])
    assert said.startswith("2 rows are right")
