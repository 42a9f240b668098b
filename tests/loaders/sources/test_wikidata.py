"""What Wikidata has as twinned becomes ties that claim no more than it says; asked of a real server, however it fails.

The numbers of the items are made up; their shape is that of Wikidata's graph.
"""

import csv
import json
from collections.abc import Callable, Iterator
from math import acos, cos, radians, sin
from pathlib import Path
from urllib.parse import parse_qs

import httpx
import pytest
from engines import oxigraph
from fickle import (
    Fickle,
    cut,
    fickle,
    half,
    huge,
    in_a_circle,
    of_another_kind,
    page,
    page_called_data,
    refusing,
    rightly,
    said,
    send,
)
from rdflib import Graph

from loaders.model.records import Tie
from loaders.sources import wikidata, wikidata_sparql
from loaders.sources.patience import FetchError, Patience
from loaders.sources.source import DriftError, Harvest
from loaders.tables.catalogue import Catalogue, load
from loaders.tables.datasets import Dataset, datasets

DAY = "2026-11-22"
VIETNAM, JAPAN, KOREA = "Q881", "Q17", "Q884"
REPORT = "https://www.city.sakai.lg.jp/danang.html"

PREFIXES = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix p: <http://www.wikidata.org/prop/> .
@prefix pq: <http://www.wikidata.org/prop/qualifier/> .
@prefix pqv: <http://www.wikidata.org/prop/qualifier/value/> .
@prefix pr: <http://www.wikidata.org/prop/reference/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdref: <http://www.wikidata.org/reference/> .
@prefix wds: <http://www.wikidata.org/entity/statement/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix wdv: <http://www.wikidata.org/value/> .
@prefix wikibase: <http://wikiba.se/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
"""


def item(number: str, country: str, names: str, **values: str) -> str:
    """An item in Turtle: its labels, such as ``en:Hanoi vi:Hà Nội``, and what its properties hold."""
    lines = [f"wd:{number} wdt:P17 wd:{country} ."]
    for name in names.split("|"):
        language, _, label = name.partition(":")
        lines.append(f'wd:{number} rdfs:label "{label}"@{language} .')
    lines += [f"wd:{number} wdt:{name} {value} ." for name, value in values.items()]
    return "\n".join(lines)


def point(latitude: float, longitude: float) -> str:
    return f'"Point({longitude} {latitude})"^^geo:wktLiteral'


def time(day: str) -> str:
    return f'"{day}T00:00:00Z"^^xsd:dateTime'


def twinned(
    one: str,
    other: str,
    start: str = "",
    end: str = "",
    rank: str = "NormalRank",
    cites: str = "",
    key: str = "a",
) -> str:
    """A statement in Turtle; a date is given as its text and its precision: ``2009-02-01/10``."""
    name = f"wds:{one}-{key}-{other.strip('_:')}"
    lines = [
        f"wd:{one} p:P190 {name} .",
        f"{name} ps:P190 {other if other.startswith('_') else 'wd:' + other} ; wikibase:rank wikibase:{rank} .",
    ]
    if rank != "DeprecatedRank" and not other.startswith("_"):
        lines.append(f"wd:{one} wdt:P190 wd:{other} .")
    for qualifier, date in (("P580", start), ("P582", end)):
        day, _, precision = date.partition("/")
        if date:
            node = f"wdv:{day}-{precision}"
            lines.append(f"{name} pq:{qualifier} {time(day)} ; pqv:{qualifier} {node} .")
            lines.append(f"{node} a wikibase:TimeValue ; wikibase:timeValue {time(day)} .")
            lines.append(f"{node} wikibase:timePrecision {precision} .")
    if cites:
        lines.append(f"{name} prov:wasDerivedFrom wdref:{one} .")
        lines.append(f'wdref:{one} pr:P854 <{cites}> ; pr:P1476 "Sister cities of Sakai"@en .')
        lines.append(f"wdref:{one} pr:P813 {time('2024-05-06')} .")
    return "\n".join(lines)


PROVINCES = {"VN-22": "nghe-an", "VN-25": "quang-tri", "VN-29": "quang-ngai", "VN-33": "dak-lak", "VN-35": "lam-dong",
             "VN-37": "tay-ninh", "VN-44": "an-giang", "VN-49": "vinh-long", "VN-59": "ca-mau", "VN-68": "phu-tho",
             "VN-07": "tuyen-quang", "VN-66": "hung-yen"}  # fmt: skip
PREFECTURES = {"JP-02": "aomori", "JP-06": "yamagata", "JP-09": "tochigi", "JP-10": "gunma", "JP-16": "toyama",
               "JP-21": "gifu", "JP-24": "mie", "JP-29": "nara", "JP-30": "wakayama", "JP-33": "okayama",
               "JP-39": "kochi", "JP-44": "oita"}  # fmt: skip
PLAIN = list(zip(PROVINCES.items(), PREFECTURES.items(), strict=True))
"""Twelve pairs about which there is nothing strange: both sides say so, and agree."""

GRAPH = "\n".join(
    [
        PREFIXES,
        f'wd:{VIETNAM} wdt:P297 "VN" . wd:{JAPAN} wdt:P297 "JP" . wd:{KOREA} wdt:P297 "KR" .',
        # Both say so; one of them knows the month, and cites a page.
        item("Q1001", VIETNAM, "en:Da Nang|vi:Đà Nẵng|ja:ダナン|fr:Đà Nang", P300='"VN-DN"'),
        item("Q2001", JAPAN, "en:Sakai|vi:Sakai|ja:堺市", P429='"271403"', P625=point(34.573, 135.483)),
        twinned("Q1001", "Q2001", start="2009-02-01/10"),
        twinned("Q2001", "Q1001", start="2009-01-01/9", cites=REPORT),
        # One alone says so, and cites nothing.
        item("Q1002", VIETNAM, "en:Hanoi|vi:Hà Nội|ja:ハノイ", P300='"VN-HN"'),
        item("Q2002", JAPAN, "en:Tokyo|ja:東京都", P429='"130001"', P300='"JP-13"'),
        twinned("Q2002", "Q1002", start="1994-05-06/11"),
        # They contradict each other.
        item("Q1003", VIETNAM, "mul:Hải Phòng", P300='"VN-HP"'),
        item("Q2003", JAPAN, "en:Kitakyushu|ja:北九州市", P429='"401005"'),
        twinned("Q1003", "Q2003", start="2009-04-20/11"),
        twinned("Q2003", "Q1003", start="2014-04-18/11"),
        # A province that is no more.
        item("Q1004", VIETNAM, "en:Binh Duong|vi:Bình Dương", P300='"VN-57"', P576=time("2025-06-30")),
        item("Q2004", JAPAN, "en:Yamaguchi Prefecture|ja:山口県", P300='"JP-35"'),
        twinned("Q1004", "Q2004", start="2014-01-01/9", end="2025-06-30/11"),
        twinned("Q2004", "Q1004", start="2014-01-01/9", end="2025-06-01/10"),
        # A former city without a code, which Wikidata has moved to today's city; one end that the other does not know.
        item("Q1005", VIETNAM, "en:Hoi An|vi:Hội An", P131="wd:Q1001", P625=point(15.883, 108.333)),
        item("Q2005", JAPAN, "en:Matsusaka|ja:松阪市", P429='"242047"'),
        twinned("Q1005", "Q2005", end="2020-03-31/11"),
        twinned("Q2005", "Q1005"),
        # A city called as its province is, within it.
        item("Q1016", VIETNAM, "en:Nam Định province|vi:Nam Định", P300='"VN-67"'),
        item("Q1006", VIETNAM, "en:Nam Định|vi:Nam Định", P131="wd:Q1016"),
        item("Q2006", JAPAN, "en:Miyoshi|ja:みよし市", P429='"232360"'),
        twinned("Q1006", "Q2006"),
        # Two of ours are called so, in the same place; nothing tells which one is meant.
        item("Q1007", VIETNAM, "en:Huế|vi:Huế", P625=point(16.462, 107.595)),
        twinned("Q1007", "Q2001", start="1990-01-01/8"),
        # A ward of Chiba, called as the one of Tokyo that lies near.
        item("Q2008", JAPAN, "en:Chūō-ku|ja:中央区", P429='"121011"', P625=point(35.607, 140.123)),
        twinned("Q1001", "Q2008"),
        # Wrong, and marked so.
        item("Q1009", VIETNAM, "en:Cần Thơ|vi:Cần Thơ", P300='"VN-CT"'),
        item("Q2009", JAPAN, "en:Kobe|ja:神戸市", P429='"281000"'),
        twinned("Q1009", "Q2009", rank="DeprecatedRank"),
        # Twinned with somebody unknown, and since a day unknown.
        twinned("Q1009", "_:somebody"),
        twinned("Q1009", "Q2010"),
        "wds:Q1009-a-Q2010 pq:P580 _:someday .",
        # Its code is not known; its name is that of several, its prefecture that of one.
        item("Q2010", JAPAN, "en:Sakai|ja:さかい市", P429="_:somecode", P131="wd:Q2110"),
        item("Q2110", JAPAN, "en:Fukui Prefecture|ja:福井県", P300='"JP-18"'),
        # The statement names an item that has been merged into another.
        item("Q1011", VIETNAM, "en:Vĩnh Phúc|vi:Vĩnh Phúc", P300='"VN-70"'),
        item("Q2011", JAPAN, "en:Akita Prefecture|ja:秋田県", P300='"JP-05"'),
        "wd:Q2911 owl:sameAs wd:Q2011 .",
        twinned("Q1011", "Q2911", start="2001-01-01/9", end="2005-01-01/9"),
        twinned("Q1011", "Q2911", start="2010-01-01/9", key="b"),
        # Its code is that of Nagano, its name that of Matsumoto.
        item("Q2012", JAPAN, "en:Matsumoto|ja:松本市", P429='"202011"'),
        twinned("Q2012", "Q1002"),
        # A name and nothing else; a name in another place; one dissolved, as ours is not.
        item("Q2013", JAPAN, "ja:萩市"),
        twinned("Q2013", "Q1002"),
        item("Q2014", JAPAN, "ja:函館市", P625=point(34.0, 135.0)),
        twinned("Q2014", "Q1002"),
        item("Q2015", JAPAN, "ja:札幌市", P429='"011002"', P576=time("2003-03-31")),
        twinned("Q2015", "Q1002"),
        # Within Vietnam, and with Korea.
        twinned("Q1001", "Q1002"),
        item("Q3001", KOREA, "en:Daegu|ja:大邱広域市", P625=point(35.871, 128.601)),
        twinned("Q1001", "Q3001", start="2004-02-18/11"),
        twinned("Q3001", "Q1007", start="2005-01-01/9"),
        *(
            "\n".join(
                [
                    item(f"Q40{n:02}", VIETNAM, f"en:Province {n}", P300=f'"{vn}"'),
                    item(f"Q50{n:02}", JAPAN, f"en:Prefecture {n}", P300=f'"{jp}"'),
                    twinned(f"Q40{n:02}", f"Q50{n:02}", start=f"20{n:02}-01-01/9"),
                    twinned(f"Q50{n:02}", f"Q40{n:02}", start=f"20{n:02}-01-01/9"),
                ]
            )
            for n, ((vn, _), (jp, _)) in enumerate(PLAIN)
        ),
    ]
)

TIES = {
    ("Q1001", "Q2001"): ("vn/da-nang", "jp/osaka/sakai", "", "medium"),
    ("Q1002", "Q2002"): ("vn/hanoi", "jp/tokyo", "", "low"),
    ("Q1003", "Q2003"): ("vn/hai-phong", "jp/fukuoka/kitakyushu", "", "low"),
    ("Q1004", "Q2004"): ("vn/binh-duong", "jp/yamaguchi", "2025-06-30", "medium"),
    ("Q1005", "Q2005"): ("vn/quang-nam/hoi-an", "jp/mie/matsusaka", "2020-03-31", "low"),
    ("Q1006", "Q2006"): ("vn/nam-dinh/nam-dinh-city", "jp/aichi/miyoshi", "", "low"),
    ("Q1009", "Q2010"): ("vn/can-tho", "jp/fukui/sakai", "", "low"),
    ("Q1011", "Q2011"): ("vn/vinh-phuc", "jp/akita", "", "low"),
} | {(f"Q40{n:02}", f"Q50{n:02}"): (f"vn/{vn}", f"jp/{jp}", "", "medium") for n, ((_, vn), (_, jp)) in enumerate(PLAIN)}
"""The items of each tie that is to come, and: the parties, the end, the confidence."""

NORTH, SOUTH, BETWEEN = radians(41.76864), radians(34), radians(140.72907 - 135)
APART = 6371 * acos(sin(NORTH) * sin(SOUTH) + cos(NORTH) * cos(SOUTH) * cos(BETWEEN))
"""Kilometres from Hakodate to the place that the item of that name is said to be in (spherical law of cosines)."""

LEFT = {
    ("Q1007", "Q2001"): ("Huế (Q1007): it may be any of 2 localities", ("vn/hue", "vn/hue/hue-city")),
    ("Q1001", "Q2008"): ("Chūō-ku (Q2008): no locality we know has its code, 121011", ("jp/tokyo/chuo",)),
    ("Q1002", "Q2012"): (
        "Matsumoto (Q2012): its code is that of one locality, its name that of another",
        ("jp/nagano/matsumoto", "jp/nagano/nagano"),
    ),
    ("Q1002", "Q2013"): (
        "萩市 (Q2013): it is called as jp/yamaguchi/hagi, "
        "which neither a code nor coordinates nor what it is part of confirm",
        ("jp/yamaguchi/hagi",),
    ),
    ("Q1002", "Q2014"): (
        f"函館市 (Q2014): it is called as jp/hokkaido/hakodate, but lies {APART:.0f} km from it",
        ("jp/hokkaido/hakodate",),
    ),
    ("Q1002", "Q2015"): (
        "札幌市 (Q2015): Wikidata has it dissolved on 2003-03-31, and ours goes on",
        ("jp/hokkaido/sapporo",),
    ),
}
STATEMENTS = 2 + 1 + 2 + 2 + 2 + 1 + 1 + 1 + 1 + 2 + 4 + 2 * len(PLAIN)

Harvested = Callable[..., Harvest]


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real SPARQL server that holds the graph."""
    with oxigraph(tmp_path_factory.mktemp("wikidata")) as engine:
        store = engine.query.replace("/query", "/store?default")
        httpx.put(store, content=GRAPH.encode(), headers={"Content-Type": "text/turtle"}).raise_for_status()
        yield engine.query


@pytest.fixture
def server(endpoint: str) -> Iterator[Fickle]:
    """What stands before the server, and may fail."""
    with fickle(behind=endpoint) as told:
        yield told


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def harvest(server: Fickle, catalogue: Catalogue, tmp_path: Path, waits: list[float]) -> Harvested:
    def harvested(*countries: str, max_age: int = 0, before: Harvest | None = None, day: str = DAY) -> Harvest:
        one, other = countries or ("vn", "jp")
        return wikidata.harvest(
            catalogue, tmp_path, countries=(one, other), endpoint=server.url, max_age=max_age, before=before,
            patience=Patience(sleep=waits.append, timeout=10), day=day,
        )  # fmt: skip

    return harvested


@pytest.fixture(scope="module")
def found(endpoint: str, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Harvest:
    """What is harvested when nothing fails."""
    cache, patience = tmp_path_factory.mktemp("cache"), Patience(pause=0)
    return wikidata.harvest(catalogue, cache, endpoint=endpoint, patience=patience, day=DAY)


def pair(found: Harvest, one: str, other: str) -> dict[str, str]:
    """The row of a pair, whatever the countries."""
    (row,) = [row for row in found.tables["pairs"] if {one, other} <= set(row.values())]
    return row


def tie(found: Harvest, one: str, other: str) -> dict[str, str]:
    (row,) = [row for row in found.tables["ties"] if row["tie_id"].endswith(f"{one}-{other}".lower())]
    return row


def test_every_pair_whose_places_are_known_is_one_tie(found: Harvest) -> None:
    assert {
        items: (row["vn_name"], row["jp_name"], row["ended"], row["confidence"])
        for items in TIES
        for row in [tie(found, *items)]
    } == TIES
    assert len(found.tables["ties"]) == len(TIES)


def test_every_other_pair_is_left_with_the_reason_and_what_it_may_be(found: Harvest) -> None:
    assert {
        (left.cells["vn_item"], left.cells["jp_item"]): (left.reason, left.candidates) for left in found.left
    } == LEFT


def test_no_pair_is_lost_and_none_is_of_other_countries(found: Harvest) -> None:
    assert {(row["vn_item"], row["jp_item"]) for row in found.tables["pairs"]} == TIES.keys() | LEFT.keys()
    assert found.counts == {
        "statements": STATEMENTS,
        "pairs": len(TIES) + len(LEFT),
        "ties": len(TIES),
        "left": len(LEFT),
        "names": len({item for items in [*TIES, *LEFT] for item in items}),
        "resolved": len({item for items in TIES for item in items}),
    }


def test_our_own_reader_finds_nothing_wrong_with_the_tables(found: Harvest, tmp_path: Path) -> None:
    for name in ("sources", "ties"):
        rows = found.tables[name]
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(dict.fromkeys(column for row in rows for column in row)))
            writer.writeheader()
            writer.writerows(rows)
    resources = [{"path": "sources.csv"}, {"path": "ties.csv"}]
    catalogue = load([*datasets(), Dataset("wikidata", {**found.about, "resources": resources}, tmp_path)])
    assert catalogue.problems == []
    read = {row.tie_id: row.places for row in catalogue.records["wikidata"] if isinstance(row, Tie)}
    assert {tuple(places.values()) for places in read.values()} == {(vn, jp) for vn, jp, _, _ in TIES.values()}


def test_a_tie_claims_no_document_and_says_so(found: Harvest) -> None:
    assert {row["kind"] for row in found.tables["ties"]} == {"exchange"}
    assert not any("signed" in row for row in found.tables["ties"])
    assert tie(found, "Q1002", "Q2002")["note"] == (
        "twinned according to Wikidata (P190), on the item of Tokyo (Q2002); of which kind it does not say; "
        "since 1994-05-06"
    )


def test_two_directions_that_agree_are_one_tie_at_the_finer_date(found: Harvest) -> None:
    row = pair(found, "Q1001", "Q2001")
    assert (row["started"], row["disputed"], row["stated_on"]) == ("2009-02", "", "Q1001;Q2001")
    note = tie(found, "Q1001", "Q2001")["note"]
    assert "on the item of Da Nang (Q1001) and Sakai (Q2001)" in note
    assert note.endswith("since 2009-02")


def test_dates_that_contradict_each_other_are_flagged(found: Harvest) -> None:
    row = pair(found, "Q1003", "Q2003")
    assert (row["started"], row["disputed"]) == ("2009-04-20;2014-04-18", "yes")
    assert tie(found, "Q1003", "Q2003")["note"].endswith(
        "since 2009-04-20 or 2014-04-18; its statements disagree: Q1003: 2009-04-20 / Q2003: 2014-04-18"
    )


def test_an_end_that_one_side_does_not_know_is_flagged(found: Harvest) -> None:
    note = tie(found, "Q1005", "Q2005")["note"]
    assert note.endswith("ended 2020-03-31; its statements disagree: Q1005: no date to 2020-03-31 / Q2005: no date")


def test_what_ended_and_began_again_has_not_ended(found: Harvest) -> None:
    row = tie(found, "Q1011", "Q2011")
    assert row["ended"] == ""
    assert "since 2001 or 2010; ended 2005; taken up again" in row["note"]


def test_a_date_less_exact_than_a_year_is_told_of_not_taken(found: Harvest) -> None:
    row = pair(found, "Q1007", "Q2001")
    assert (row["started"], row["vague_dates"]) == ("", "1990-01-01/8")


def test_an_end_to_come_is_no_end_yet(harvest: Harvested) -> None:
    row = tie(harvest(day="2025-06-01"), "Q1004", "Q2004")
    assert row["ended"] == ""
    assert "ended 2025-06-30" in row["note"]


def test_every_tie_cites_the_items_that_say_so_and_the_pages_they_cite(found: Harvest) -> None:
    sources = {row["source_id"]: row for row in found.tables["sources"]}
    cited = [sources[name] for name in tie(found, "Q1001", "Q2001")["sources"].split(";")]
    assert [row["url"] for row in cited] == [
        "https://www.wikidata.org/wiki/Q1001",
        "https://www.wikidata.org/wiki/Q2001",
        REPORT,
    ]
    assert [row["date"] for row in cited] == [DAY, DAY, "2024-05-06"]
    assert [row["title"] for row in cited] == [
        "Da Nang (Wikidata, Q1001)", "Sakai (Wikidata, Q2001)", "Sister cities of Sakai",
    ]  # fmt: skip
    assert cited[2]["publisher"] == "www.city.sakai.lg.jp"
    assert tie(found, "Q1002", "Q2002")["sources"] == "wikidata-q2002"
    assert all(name in sources for row in found.tables["ties"] for name in row["sources"].split(";"))


def test_it_says_what_it_is_and_of_which_day(found: Harvest) -> None:
    assert found.about["name"] == "vnjp-ties-wikidata"
    assert found.about["licenses"][0]["name"] == "CC0-1.0"
    assert found.about["created"] == f"{DAY}T00:00:00Z"


def test_names_stand_in_our_languages_as_the_source_has_them(found: Harvest) -> None:
    row = pair(found, "Q1001", "Q2001")
    names = [row[f"vn_name_{language}"] for language in ("en", "vi", "ja", "mul")]
    assert names == ["Da Nang", "Đà Nẵng", "ダナン", ""]
    assert pair(found, "Q1003", "Q2003")["vn_name_mul"] == "Hải Phòng"


def test_any_two_countries_can_be_asked_for(harvest: Harvested) -> None:
    found = harvest("KR", "vn")
    assert found.tables["ties"] == found.left == []
    assert found.about["name"] == "vnjp-ties-wikidata-vn-kr"
    (daegu_da_nang, hue_daegu) = found.tables["pairs"]
    assert (daegu_da_nang["vn_locality"], daegu_da_nang["kr_item"]) == ("vn/da-nang", "Q3001")
    assert (daegu_da_nang["kr_name_en"], daegu_da_nang["started"]) == ("Daegu", "2004-02-18")
    assert (daegu_da_nang["kr_latitude"], daegu_da_nang["kr_longitude"]) == ("35.871", "128.601")
    assert (hue_daegu["vn_item"], hue_daegu["started"], hue_daegu["stated_on"]) == ("Q1007", "2005", "Q3001")
    assert hue_daegu["vn_unresolved"] == "it may be any of 2 localities"


def test_the_order_of_the_countries_does_not_matter(harvest: Harvested, found: Harvest) -> None:
    assert harvest("jp", "VN").tables == found.tables


@pytest.mark.parametrize("countries", [("vn", "VN"), ("vn", "japan"), ("vn", ""), ("vn", '"}')])
def test_what_are_not_two_countries_is_refused(harvest: Harvested, server: Fickle, countries: tuple[str, str]) -> None:
    with pytest.raises(FetchError, match="name two countries by their codes in ISO 3166-1, such as vn, jp or kr"):
        harvest(*countries)
    assert server.requests == []


def test_a_country_that_there_is_not_is_an_error(harvest: Harvested) -> None:
    with pytest.raises(FetchError, match="no country has the code “xx”; write one of ISO 3166-1"):
        harvest("vn", "xx")


@pytest.mark.parametrize(("pages", "batch"), [(7, 5), (STATEMENTS, 100)])
def test_page_by_page_it_is_the_same(
    harvest: Harvested, found: Harvest, monkeypatch: pytest.MonkeyPatch, pages: int, batch: int
) -> None:
    monkeypatch.setattr(wikidata_sparql, "PAGE", pages)
    monkeypatch.setattr(wikidata_sparql, "BATCH", batch)
    assert harvest().tables == found.tables


def test_another_engine_gives_the_same(harvest: Harvested, found: Harvest, server: Fickle) -> None:
    graph = Graph().parse(data=GRAPH, format="turtle")

    def rdflib(to: object, told: Fickle, sent: bytes) -> None:
        query = parse_qs(sent.decode())["query"][0]
        send(to, 200, "application/sparql-results+json", graph.query(query).serialize(format="json"))  # type: ignore[arg-type]

    server.always = rdflib  # type: ignore[assignment]
    assert harvest() == found


def test_queries_are_such_as_any_engine_understands(harvest: Harvested, server: Fickle) -> None:
    harvest()
    queries = [parse_qs(sent.decode())["query"][0] for _, _, sent in server.requests]
    assert len(queries) >= 6
    for query in queries:
        assert not {"SERVICE", "bd:", "hint:", "OFFSET"} & set(query.replace("(", " ").split())
        assert "ORDER BY" in query or "COUNT(" in query


def test_the_service_is_asked_one_thing_at_a_time_with_a_pause(
    harvest: Harvested, server: Fickle, waits: list[float]
) -> None:
    harvest()
    assert waits == [1] * (len(server.requests) - 1)
    assert all(headers["user-agent"].startswith("vnjp-ties/") for _, headers, _ in server.requests)


@pytest.mark.parametrize(
    ("faults", "waited"),
    [
        pytest.param([refusing(429, Retry_After="7")], [7], id="429 with Retry-After"),
        pytest.param([refusing(500), refusing(500)], [2, 4], id="500 twice"),
        pytest.param([cut], [2], id="cut"),
        pytest.param([half], [2], id="half"),
        pytest.param([page_called_data], [2], id="a page called JSON"),
    ],
)
def test_after_a_passing_failure_the_harvest_is_right(
    harvest: Harvested, found: Harvest, server: Fickle, waits: list[float], faults: list[object], waited: list[float]
) -> None:
    server.faults = faults  # type: ignore[assignment]
    assert harvest() == found
    assert [wait for wait in waits if wait != 1] == waited


def withheld(text: str) -> str:
    """An answer that is sound JSON, and lacks a row."""
    answer = json.loads(text)
    answer["results"]["bindings"] = answer["results"]["bindings"][1:]
    return json.dumps(answer)


ELSEWHERE = '{"head": {"vars": ["weather"]}, "results": {"bindings": []}}'
FAILURES = [
    pytest.param(refusing(503), "503 Service Unavailable; tried 5 times", id="503 for ever"),
    pytest.param(refusing(429, Retry_After="3600"), "asks to wait for 3600 seconds; tried once", id="429 for an hour"),
    pytest.param(cut, "was cut before the answer was whole", id="cut"),
    pytest.param(half, "is not the whole document", id="half"),
    pytest.param(page, "sent text/html instead of application/sparql-results+json", id="a page"),
    pytest.param(page_called_data, "is not the whole document: Expecting value", id="a page called JSON"),
    pytest.param(said(lambda text: "[]"), "it is JSON, but no results of a SPARQL query", id="other JSON"),
    pytest.param(said(lambda text: text.replace("vars", "other")), "no results of a SPARQL query", id="no head"),
    pytest.param(said(lambda text: ELSEWHERE), "it tells weather instead of", id="another question"),
    pytest.param(said(lambda text: "[" * 100_000), "is not the whole document", id="a deep hole"),
    pytest.param(in_a_circle, "has moved (302 Found)", id="redirect"),
    pytest.param(of_another_kind, "sent application/octet-stream instead of", id="another kind"),
    pytest.param(huge, "sent more than 32 MB", id="200 MB"),
]


@pytest.mark.parametrize("sound", [0, 3])
@pytest.mark.parametrize(("fault", "told"), FAILURES)
def test_after_a_failure_what_was_kept_is_as_it_was(
    harvest: Harvested, server: Fickle, tmp_path: Path, fault: Callable[..., None], told: str, sound: int
) -> None:
    """Whether it fails at once, or after some of the answers have come."""
    good = harvest()
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    asked = len(server.requests)

    def failing(to: object, fickle: Fickle, sent: bytes) -> None:
        (rightly if len(server.requests) <= asked + sound else fault)(to, fickle, sent)  # type: ignore[operator]

    server.always = failing  # type: ignore[assignment]
    with pytest.raises(FetchError, match=f"what came on {DAY} is still kept") as error:
        harvest()
    assert told in str(error.value)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
    server.always = None
    assert harvest(max_age=7) == good


def test_an_answer_that_lacks_a_row_is_noticed(harvest: Harvested, server: Fickle, tmp_path: Path) -> None:
    def failing(to: object, fickle: Fickle, sent: bytes) -> None:
        first_page = b"LIMIT" in sent and len([1 for _, _, body in server.requests if b"LIMIT" in body]) == 1
        (said(withheld) if first_page else rightly)(to, fickle, sent)  # type: ignore[arg-type]

    server.always = failing  # type: ignore[assignment]
    with pytest.raises(FetchError, match=f"has {STATEMENTS} statements and gave {STATEMENTS - 1} of them"):
        harvest()
    assert list(tmp_path.iterdir()) == []


def test_a_service_that_gives_the_same_page_again_and_again_is_noticed(harvest: Harvested, server: Fickle) -> None:
    pages: list[str] = []

    def stuck(text: str) -> str:
        if '"side"' in text:
            pages.append(text)
            return pages[0]
        return text

    server.always = said(stuck)
    with pytest.raises(FetchError, match="gives the same page again and again"):
        harvest()


def test_answers_are_kept_for_a_week_and_not_longer(harvest: Harvested, server: Fickle) -> None:
    first = harvest(max_age=7)
    asked = len(server.requests)
    assert harvest(max_age=7, day="2026-11-28") == first
    assert len(server.requests) == asked
    assert harvest(max_age=7, day="2026-11-29").about["created"] == "2026-11-29T00:00:00Z"
    assert len(server.requests) == 2 * asked


def test_a_property_that_is_no_longer_used_is_an_alarm(harvest: Harvested, server: Fickle, tmp_path: Path) -> None:
    good = harvest()
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    server.always = said(lambda text: text.replace("/P300", "/P625"))
    with pytest.raises(DriftError) as error:
        harvest(before=good)
    told = str(error.value)
    assert "it must tell label, P429, P300, P131, P625; P300 is missing among label, P131, P429, P576, P625" in told
    assert "expected at least 70% to be localities we know" in told
    assert f"ties {len(TIES)} → " in told
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_few_that_are_left_of_many_are_an_alarm(harvest: Harvested) -> None:
    good = harvest()
    many = {**good.counts, "ties": 10 * len(TIES)}
    with pytest.raises(DriftError, match=rf"ties: expected at least 70% of last time's {10 * len(TIES)}, came"):
        harvest(before=many)  # type: ignore[arg-type]
