"""OpenRefine completes what is typed, shows what is matched, and adds columns (Reconciliation Service API 0.2).

The schemas were written from the text of the specification, sections 5 to 7.
"""

import json
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

import oracle
import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import Page, expect

from graph.serve.locality_properties import PROPERTIES
from ontology import concepts

pytestmark = pytest.mark.xdist_group("serve")

TEXT = {"type": "string", "minLength": 1}
NAMED: dict[str, Any] = {"type": "object", "required": ["id", "name"], "properties": {"id": TEXT, "name": TEXT}}
SUGGESTED = Draft202012Validator({
    "type": "object",
    "required": ["result"],
    "properties": {
        "result": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "name"],
                "properties": {
                    "id": TEXT,
                    "name": TEXT,
                    "description": TEXT,
                    "notable": {"type": "array", "items": NAMED},
                    "broader": {"type": "array", "items": NAMED},
                },
                "additionalProperties": False,
            },
        }
    },
    "additionalProperties": False,
})  # fmt: skip
PROPOSED = Draft202012Validator({
    "type": "object",
    "required": ["properties"],
    "properties": {
        "properties": {"type": "array", "items": NAMED},
        "type": {"type": "string"},
        "limit": {"type": "number"},
    },
    "additionalProperties": False,
})  # fmt: skip
TIME = r"^\d{4}-(1[0-2]|0[1-9])-(3[01]|0[1-9]|[12]\d)T\d\d:\d\d:\d\dZ$"
VALUES = [
    {"type": "object", "required": [name], "properties": {name: kind}, "additionalProperties": False}
    for name, kind in (
        ("str", TEXT), ("int", {"type": "integer"}), ("float", {"type": "number"}),
        ("date", {"type": "string", "pattern": TIME}),
    )
] + [{**NAMED, "additionalProperties": False}]  # fmt: skip
EXTENDED = Draft202012Validator({
    "type": "object",
    "required": ["meta", "rows"],
    "properties": {
        "meta": {
            "type": "array",
            "items": {**NAMED, "properties": {**NAMED["properties"], "type": NAMED}, "additionalProperties": False},
        },
        "rows": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": {"type": "array", "items": {"oneOf": VALUES}},
            },
        },
    },
    "additionalProperties": False,
})  # fmt: skip


def got(address: str) -> Any:
    with urlopen(address, timeout=60) as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        return json.load(answer)


def manifest(served: str, language: str = "en") -> Any:
    return got(f"{served}/reconcile/{language}")


def suggested(served: str, kind: str, prefix: str, language: str = "en", **more: object) -> list[dict[str, Any]]:
    """Return what is suggested, from the address that the manifest names."""
    where = manifest(served, language)["suggest"][kind]
    said = got(f"{where['service_url']}{where['service_path']}?{urlencode({'prefix': prefix, **more})}")
    SUGGESTED.validate(said)
    return list(said["result"])


def extended(served: str, ids: list[str], properties: list[str], as_of: str = "", method: str = "POST") -> Any:
    """Return the rows of columns that are added."""
    settings = {"settings": {"as_of": as_of}} if as_of else {}
    query = {"ids": ids, "properties": [{"id": one, **settings} for one in properties]}
    fields, address = urlencode({"extend": json.dumps(query)}), f"{served}/reconcile"
    request = Request(address, fields.encode()) if method == "POST" else Request(f"{address}?{fields}")
    with urlopen(request, timeout=60) as answer:
        said = json.load(answer)
    EXTENDED.validate(said)
    assert [one["id"] for one in said["meta"]] == properties
    assert list(said["rows"]) == ids
    assert all(list(row) == properties for row in said["rows"].values())
    return said["rows"]


def status(address: str, body: bytes | None = None) -> int:
    try:
        with urlopen(Request(address, body), timeout=60) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


# --- completing -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prefix", "first"),
    [
        ("Đà Nẵ", "vn/da-nang"),
        ("da nan", "vn/da-nang"),
        ("ダナ", "vn/da-nang"),
        ("Thành phố Đà", "vn/da-nang"),
        ("札", "jp/hokkaido/sapporo"),
        ("Kitakyu", "jp/fukuoka/kitakyushu"),
        ("jp/osaka/sakai", "jp/osaka/sakai"),
        ("Kawasaki, Kanagawa", "jp/kanagawa/kawasaki"),
    ],
)
def test_a_locality_is_completed_in_any_script(served: str, prefix: str, first: str) -> None:
    assert suggested(served, "entity", prefix)[0]["id"] == first


def test_what_is_suggested_says_what_it_is_in_the_language_of_the_service(served: str) -> None:
    [place] = suggested(served, "entity", "Kitakyushu", "vi")
    assert place == {
        "id": "jp/fukuoka/kitakyushu", "name": "Thành phố Kitakyushu",
        "description": "thành phố do Chính phủ chỉ định, Tỉnh Fukuoka",
        "notable": [
            {"id": "level/designated-city", "name": "thành phố do Chính phủ chỉ định"},
            {"id": "level/municipal", "name": "cấp dưới tỉnh"}, {"id": "locality", "name": "Địa phương"},
        ],
    }  # fmt: skip


def test_every_locality_is_suggested_by_its_name_and_by_its_id(served: str) -> None:
    rows = oracle.table("localities")
    for row in rows[:: len(rows) // 40]:
        assert row["id"] in [one["id"] for one in suggested(served, "entity", row["id"])]
        named = [suggested(served, "entity", row["name"], cursor=cursor) for cursor in (0, 25)]
        assert row["id"] in [one["id"] for some in named for one in some]


def test_a_cursor_passes_over_what_has_been_seen(served: str) -> None:
    first, second = (suggested(served, "entity", "k", cursor=cursor) for cursor in (0, 25))
    assert len(first) == len(second) == 25
    assert not {one["id"] for one in first} & {one["id"] for one in second}
    assert suggested(served, "entity", "k", cursor=999_999) == []


@pytest.mark.parametrize("prefix", ["", "   ", "zzzz", "x" * 5_000, "\x00", "%_*?", "<script>", "vn/", "../"])
def test_what_begins_no_name_is_suggested_nothing_or_little(served: str, prefix: str) -> None:
    for kind in ("entity", "type", "property"):
        assert len(suggested(served, kind, prefix)) <= 25


@pytest.mark.parametrize("cursor", ["x", "-1", "1.5", "9999999999"])
def test_a_cursor_that_is_no_number_is_refused(served: str, cursor: str) -> None:
    assert status(f"{served}/reconcile/suggest/entity?prefix=da&cursor={cursor}") == 400


def test_types_are_completed_with_what_they_are_under(served: str) -> None:
    assert suggested(served, "type", "designated") == [
        {"id": "level/designated-city", "name": "designated city",
         "broader": [{"id": "level/municipal", "name": "municipal level"}]}
    ]  # fmt: skip
    cities = {one["id"] for one in suggested(served, "type", "city")}
    assert cities == {f"level/{one}" for one in ("city", "central-city", "district-city", "designated-city")}
    assert [one["name"] for one in suggested(served, "type", "政令", "ja")] == ["政令指定都市"]
    every = {one["id"] for prefix in ("level/", "locality") for one in suggested(served, "type", prefix)}
    assert every == {"locality", *(f"level/{one}" for one in concepts.slugs("level"))}


def test_properties_are_completed_by_name_in_any_language(served: str) -> None:
    assert [one["id"] for one in suggested(served, "property", "popu")] == ["population"]
    assert suggested(served, "property", "dân", "ja")[0] == {"id": "population", "name": "人口"}


# --- previews ---------------------------------------------------------------------------------------------------------


def test_a_match_is_previewed_in_a_frame_of_another_page(served: str, page: Page, tmp_path: Path) -> None:
    said = manifest(served, "ja")["preview"]
    address = said["url"].replace("{{id}}", quote("vn/da-nang", safe=""))
    framed = f'<iframe src="{address}" width="{said["width"]}" height="{said["height"]}"></iframe>'
    (tmp_path / "index.html").write_text(framed, "utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=tmp_path)) as openrefine:
        Thread(target=openrefine.serve_forever, daemon=True).start()
        page.goto(f"http://127.0.0.1:{openrefine.server_port}/")
        frame = page.frame_locator("iframe")
        expect(frame.get_by_role("heading")).to_have_text("ダナン市")
        openrefine.shutdown()
    documents = {fact.id for fact in oracle.agreements() for party in fact.parties if "vn/da-nang" in
                 oracle.holders(party, oracle.TODAY)}  # fmt: skip
    expect(frame.get_by_role("row").filter(has_text="協定")).to_contain_text(str(len(documents)))
    html = frame.locator("html")
    assert html.evaluate("one => one.scrollWidth <= one.clientWidth")


@pytest.mark.parametrize("identifier", ["vn/nowhere", "", "<b>", "../../etc/passwd", "x" * 1_000])
def test_what_is_not_there_has_no_preview(served: str, identifier: str) -> None:
    for address in ("preview?", "flyout/entity?", "flyout/type?", "flyout/property?"):
        assert status(f"{served}/reconcile/{address}{urlencode({'id': identifier})}") == 404


@pytest.mark.parametrize(
    ("kind", "identifier", "said"),
    [
        ("entity", "jp/osaka/sakai", "designated city, Osaka Prefecture"),
        ("type", "level/city", "city"),
        ("type", "locality", "Locality"),
        ("property", "population", "Population"),
    ],
)
def test_what_is_suggested_has_a_note(served: str, kind: str, identifier: str, said: str) -> None:
    where = manifest(served)["suggest"][kind]
    path = where["flyout_service_path"].replace("${id}", quote(identifier, safe=""))
    told = got(where["service_url"] + path)
    assert told["id"] == identifier
    assert said in told["html"]


# --- columns ----------------------------------------------------------------------------------------------------------


def test_the_columns_that_can_be_added_are_proposed(served: str) -> None:
    where = manifest(served)["extend"]["propose_properties"]
    address = f"{where['service_url']}{where['service_path']}?type=locality"
    told = got(address)
    PROPOSED.validate(told)
    assert [one["id"] for one in told["properties"]] == list(PROPERTIES)
    assert len({one["name"] for one in told["properties"]}) == len(PROPERTIES)
    few = got(f"{address}&limit=2")
    assert (few["limit"], len(few["properties"])) == (2, 2)


def test_every_column_of_some_localities_is_of_the_form(served: str) -> None:
    ids = [
        "vn/da-nang",
        "vn/quang-nam",
        "vn/gia-lai/quy-nhon",
        "jp/osaka",
        "jp/osaka/sakai",
        "jp/chiba/minamiboso",
        "none",
    ]
    rows = extended(served, ids, list(PROPERTIES))
    assert not any(rows["none"].values())
    filled = {name for row in rows.values() for name, values in row.items() if values}
    assert filled >= set(PROPERTIES) - set(concepts.slugs("indicator")) | {"population"}


def test_what_a_locality_is_stands_in_columns(served: str) -> None:
    columns = ["country", "level", "parent", "region", "name_vi", "name_ja", "code", "estat-sac", "latitude", "website"]
    row = extended(served, ["jp/osaka/sakai"], columns)["jp/osaka/sakai"]
    [told] = [one for one in oracle.table("localities") if one["id"] == "jp/osaka/sakai"]
    assert row["country"] == [{"str": "Japan"}]
    assert row["level"] == [{"str": "designated city"}]
    assert row["parent"] == [{"id": "jp/osaka", "name": "Osaka Prefecture"}]
    assert row["name_ja"] == [{"str": "堺市"}]
    assert row["name_vi"] == [{"str": "Thành phố Sakai (tỉnh Osaka)"}]
    assert row["code"] == [{"str": told["code"]}]
    assert row["latitude"] == [{"float": float(told["latitude"])}]
    assert row["website"] == [{"str": told["website"]}]
    codes = [one["value"] for one in oracle.table("links") if one["locality"] == "jp/osaka/sakai"
             and one["scheme"] == "estat-sac" and not one["valid_until"]]  # fmt: skip
    assert row["estat-sac"] == [{"str": one} for one in codes]


@pytest.mark.parametrize("day", [oracle.TODAY, oracle.BEFORE_THE_MERGERS])
@pytest.mark.parametrize("place", ["vn/da-nang", "vn/gia-lai", "jp/osaka/sakai", "jp/hokkaido"])
def test_whom_it_works_with_stands_in_columns_as_of_a_day(served: str, place: str, day: str) -> None:
    row = extended(served, [place], ["partners", "agreements", "projects", "population"], day)[place]
    assert {one["id"] for one in row["partners"]} == set(oracle.partners(place, day))
    for column, facts in (("agreements", oracle.agreements(day)), ("projects", oracle.projects())):
        held = {
            fact.id
            for fact in facts
            if fact.valid_from <= day and any(place in oracle.holders(party, day) for party in fact.parties)
        }
        assert row[column] == [{"int": len(held)}]


def test_what_has_ended_names_its_last_day_and_who_holds_what_it_had(served: str) -> None:
    row = extended(served, ["vn/quang-nam"], ["valid_through", "held_by", "partners"], oracle.TODAY)["vn/quang-nam"]
    assert row["valid_through"] == [{"date": f"{oracle.BEFORE_THE_MERGERS}T00:00:00Z"}]
    assert {one["id"] for one in row["held_by"]} == oracle.holders("vn/quang-nam", oracle.TODAY)
    before = extended(served, ["vn/quang-nam"], ["valid_through", "held_by"], oracle.LONG_AGO)["vn/quang-nam"]
    assert before == {"valid_through": [], "held_by": []}


def test_a_query_may_stand_in_the_address(served: str) -> None:
    same = [extended(served, ["vn/hue"], ["level", "region"], method=method) for method in ("GET", "POST")]
    assert same[0] == same[1]


@pytest.mark.parametrize(
    "query",
    [
        "{",
        "[]",
        "{}",
        '{"ids": ["vn/hue"]}',
        '{"ids": "vn/hue", "properties": []}',
        '{"ids": [5], "properties": []}',
        '{"ids": [], "properties": ["level"]}',
        '{"ids": [], "properties": [{"id": 5}]}',
        '{"ids": [], "properties": [{"id": "level", "settings": "x"}]}',
        '{"ids": ["vn/hue"], "properties": [{"id": "level", "settings": {"as_of": "the day"}}]}',
        "[" * 100_000,
    ],
    ids=lambda query: query[:60],
)
def test_what_is_no_query_for_columns_is_refused(served: str, query: str) -> None:
    assert status(f"{served}/reconcile", f"extend={quote(query, safe='[')}".encode()) == 400


def test_a_query_for_columns_has_a_largest_size(served: str) -> None:
    many = json.dumps({"ids": ["vn/hue"] * 1_001, "properties": [{"id": "level"}]})
    assert status(f"{served}/reconcile", urlencode({"extend": many}).encode()) == 413
