"""What a cell may hold, and what is said of one that is wrong: the message names what would be right."""

import re
from decimal import Decimal

import pytest
from conftest import all_records
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from loaders.model.columns import LEVELS
from loaders.model.dates import PartialDate
from loaders.model.records import TABLES, Allocation, Record, Tie, columns
from loaders.tables.catalogue import Catalogue
from loaders.tables.integrity import References, sound_rows
from loaders.tables.rows import Problem, Row, Table
from ontology import concepts

RIGHT: dict[str, dict[str, str]] = {
    "localities": {"id": "jp/osaka/sakai", "level": "designated-city", "name": "Sakai"},
    "former_periods": {
        "locality": "jp/osaka/sakai", "level": "city", "name": "Sakai", "valid_until": "2006-03-31", "sources": "s",
    },
    "regions": {"locality": "vn/da-nang", "region": "southeast", "sources": "s"},
    "successions": {"predecessor": "vn/ha-tay", "successor": "vn/hanoi", "date": "2008-08-01", "sources": "s"},
    "names": {"locality": "vn/da-nang", "name": "Tourane", "language": "fr", "sources": "s"},
    "links": {"locality": "vn/da-nang", "scheme": "wikidata", "value": "Q25282", "sources": "s"},
    "sources": {"source_id": "s", "title": "Sakai and Da Nang"},
    "ties": {
        "tie_id": "da-nang--sakai", "vn_name": "Da Nang", "jp_name": "Sakai", "jp_prefecture": "Osaka",
        "kind": "friendship-city", "sources": "s",
    },
    "events": {
        "event_id": "e", "date": "2013", "kind": "meeting", "vn_name": "Da Nang", "title": "A visit", "sources": "s",
    },
    "funders": {"funder_id": "f", "name": "A fund", "kind": "foundation", "sources": "s"},
    "programmes": {"programme_id": "p", "name": "A programme", "sources": "s"},
    "calls": {"call_id": "c", "programme_id": "p", "year": "2026", "sources": "s"},
    "projects": {"project_id": "p", "title": "Clean water", "sources": "s"},
    "project_participants": {"project_id": "p", "name": "Da Nang", "country": "VN", "role": "partner"},
    "networks": {"network_id": "n", "name": "A network", "kind": "network", "sources": "s"},
    "memberships": {
        "membership_id": "m", "network_id": "n", "name": "Da Nang", "country": "VN", "role": "member", "sources": "s",
    },
    "network_events": {"event_id": "e", "network_id": "n", "date": "2013", "title": "A congress", "sources": "s"},
    "allocations": {
        "allocation_id": "a", "tie_id": "da-nang--sakai", "locality": "vn/da-nang", "kind": "budget", "sources": "s",
    },
    "claims": {"claim_id": "c", "fact_id": "da-nang--sakai", "property": "signed", "value": "2010", "sources": "s"},
    "corroborations": {"fact_id": "da-nang--sakai", "sources": "s"},
    "observations": {"locality": "vn/da-nang", "date": "2024", "population": "3065628", "sources": "s"},
    "sites": {"site_id": "s", "kind": "airport", "name": "Airport", "localities": "vn/da-nang", "sources": "s"},
    "offices": {"office_id": "o", "kind": "embassy", "name": "The embassy", "sources": "s"},
    "office_areas": {"office_id": "o", "locality": "vn/da-nang", "sources": "s"},
}  # fmt: skip
"""The least that a row of each table needs."""

GAZETTEER = all_records().gazetteer

Reading = tuple[list[Record], list[Problem]]


def reading(catalogue: Catalogue, table: str, *rows: dict[str, str]) -> Reading:
    """Read rows of a table; a cell given as "" is empty."""
    problems: list[Problem] = []
    filled = ({column: cell for column, cell in row.items() if cell} for row in rows)
    opened = Table("table.csv", TABLES[table], (Row(number, cells) for number, cells in enumerate(filled, 2)))
    records = sound_rows(opened, catalogue.gazetteer, References(), problems.append)
    return [record for _, record in records], problems


def told(catalogue: Catalogue, table: str, **cells: str) -> list[tuple[str, str]]:
    """Return what is wrong in a row that is right but for some cells: column, message."""
    records, problems = reading(catalogue, table, {**RIGHT[table], **cells})
    assert bool(problems) is not bool(records), "a row is either right or told of"
    assert all(problem.file == "table.csv" and problem.row == 2 for problem in problems)
    return [(problem.column, problem.message) for problem in problems]


def test_every_table_has_an_example() -> None:
    assert set(RIGHT) == set(TABLES)


@pytest.mark.parametrize("table", RIGHT)
def test_the_least_that_a_row_needs_is_enough(catalogue: Catalogue, table: str) -> None:
    [record], problems = reading(catalogue, table, RIGHT[table])
    assert problems == []
    assert type(record) is TABLES[table]
    several = {"sources", "localities"}
    assert {column: str(getattr(record, column)) for column in RIGHT[table] if column not in several} == {
        column: cell for column, cell in RIGHT[table].items() if column not in several
    }


NEEDED_HERE = {
    ("ties", "jp_prefecture"): ("jp_name", "“Sakai” may mean 3 localities; add what tells it apart"),
    ("events", "vn_name"): ("vn_name", "no locality is named; give vn_name, jp_name or both"),
    ("observations", "population"): ("population", "no figure is given; fill in at least one, such as population"),
}
"""What not every row needs, but the example does: what is said without it, and of which column."""


@pytest.mark.parametrize(("table", "column"), [(table, column) for table in RIGHT for column in RIGHT[table]])
def test_nothing_less_is(catalogue: Catalogue, table: str, column: str) -> None:
    where, why = NEEDED_HERE.get((table, column), (column, "is empty; every row needs it"))
    found = told(catalogue, table, **{column: ""})
    assert [message for told_of, message in found if told_of == where and message.startswith(why)] != []


WRONG = [
    # a value that is of no list: the list, and the nearest of it
    ("ties", {"kind": "sistercity"}, "kind",
     "“sistercity” is not an agreement kind (did you mean “sister-city”?); write one of: sister-city, "),
    ("ties", {"kind": "MOU"}, "kind", "“MOU” is not an agreement kind (did you mean “mou”?)"),
    ("ties", {"kind": "MoU"}, "kind", "“MoU” is not an agreement kind (did you mean “mou”?)"),
    ("ties", {"kind": "Memorandum of Understanding"}, "kind", "(did you mean “mou”?)"),
    ("ties", {"kind": "友好都市"}, "kind", "(did you mean “friendship-city”?)"),
    ("ties", {"kind": "bản ghi nhớ"}, "kind", "(did you mean “mou”?)"),
    ("ties", {"kind": "Exchange"}, "kind", "(did you mean “exchange”?)"),
    ("ties", {"kind": "agreement"}, "kind", "legislative, exchange"),
    ("ties", {"fields": "water;tourisme"}, "fields", "“tourisme” is not a field (did you mean “tourism”?)"),
    ("ties", {"fields": "water,tourism"}, "fields", "“water,tourism” is not a field"),
    ("ties", {"confidence": "hig"}, "confidence", "(did you mean “high”?); write one of: high, medium, low"),
    ("localities", {"level": "centralcity"}, "level", "“centralcity” is not a level of Japan (did you mean “city”?)"),
    # a level is of the country that the column means, or another column says
    ("ties", {"jp_level": "City"}, "jp_level",
     "“City” is not a level of Japan (did you mean “city”?); write one of: prefecture, designated-city, city, town, "),
    ("ties", {"jp_level": "province"}, "jp_level", "“province” is not a level of Japan; write one of: prefecture, "),
    ("ties", {"jp_level": "都道府県"}, "jp_level", "(did you mean “prefecture”?)"),
    ("ties", {"vn_level": "Central City"}, "vn_level",
     "“Central City” is not a level of Vietnam (did you mean “central-city”?); write one of: province, central-city, "),
    ("ties", {"vn_level": "CENTRAL_CITY"}, "vn_level", "(did you mean “central-city”?)"),
    ("ties", {"vn_level": "thị xã"}, "vn_level", "(did you mean “district-town”?)"),
    ("ties", {"vn_level": "provincial"}, "vn_level", "(did you mean “province”?)"),
    ("memberships", {"level": "town"}, "level", "“town” is not a level of Vietnam (did you mean “district-town”?)"),
    ("project_participants", {"level": "City"}, "level", "is not a level of Vietnam (did you mean “central-city”?)"),
    ("network_events", {"host_name": "Sapporo", "host_country": "JP", "host_level": "central-city"}, "host_level",
     "“central-city” is not a level of Japan (did you mean “city”?)"),
    ("former_periods", {"level": "Town"}, "level", "“Town” is not a level of Japan (did you mean “town”?)"),
    ("events", {"kind": "visit"}, "kind", "is not an event kind (did you mean “delegation-visit”?)"),
    ("events", {"kind": "delegation visit"}, "kind", "(did you mean “delegation-visit”?)"),
    ("funders", {"kind": "fundation"}, "kind", "is not a funder kind (did you mean “foundation”?)"),
    ("networks", {"kind": "网络"}, "kind",
     "“网络” is not a network kind; write one of: network, forum, conference, designation"),
    ("memberships", {"role": "membre"}, "role", "is not a membership role (did you mean “member”?)"),
    ("project_participants", {"role": "leader"}, "role", "is not a participation role (did you mean “lead”?)"),
    ("projects", {"status": "complete"}, "status", "is not a project status (did you mean “completed”?)"),
    ("programmes", {"open_to": "localities"}, "open_to", "“localities” is not an applicant"),
    ("allocations", {"kind": "money"}, "kind", "“money” is not an allocation kind; write one of: budget, staff"),
    ("observations", {"strong_industries": "manufacture"}, "strong_industries",
     "“manufacture” is not an industry (did you mean “manufacturing”?)"),
    ("observations", {"elderly_share": "101"}, "elderly_share", "“101”: input should be less than or equal to 100"),
    ("observations", {"grdp": "12"}, "currency", "a sum of money and its currency go together"),
    ("observations", {"currency": "JPY"}, "currency", "a sum of money and its currency go together"),
    ("sites", {"kind": "port"}, "kind", "“port” is not a kind of site"),
    ("sites", {"rank": "first"}, "rank", "“first” is not a rank of a site"),
    ("sites", {"iata": "VVDN"}, "iata", "“VVDN” is not an airport code of IATA; it has three letters, as in DAD"),
    ("sites", {"icao": "DAD"}, "icao", "“DAD” is not an airport code of ICAO; it has four letters, as in VVDN"),
    ("sites", {"localities": "Da Nang"}, "localities", "“Da Nang” is not the id of a locality"),
    ("regions", {"region": "kansai"}, "region", "“kansai” is not a region"),
    ("ties", {"follows": "x", "follows_as": "replaces"}, "follows_as",
     "“replaces” is not one of renews, upgrades, continues"),
    ("claims", {"property": "sined"}, "property",
     "“sined” is no column of ties, projects, memberships, events, networks, network_events or programmes "
     "(did you mean “signed”?)"),
    # dates
    ("ties", {"signed": "2009/02"}, "signed", "“2009/02” is not a date; write 2013, 2013-04 or 2013-04-09"),
    ("ties", {"signed": "16.2.2009"}, "signed", "“16.2.2009” is not a date"),
    ("ties", {"signed": "2009-02-30"}, "signed", "“2009-02-30” does not exist"),
    ("ties", {"expires": "soon"}, "expires", "“soon” is not a date"),
    ("events", {"date": "平成25年"}, "date", "“平成25年” is not a date"),
    ("former_periods", {"valid_until": "2006-3-31"}, "valid_until", "“2006-3-31” is not a date"),
    # an end before its beginning, at whatever precision both are known
    ("ties", {"signed": "2009-02", "ended": "2009-01"}, "ended",
     "ended 2009-01 lies before signed 2009-02; an end comes after its beginning"),
    ("ties", {"signed": "2009-02", "ended": "2008"}, "ended", "ended 2008 lies before signed 2009-02"),
    ("ties", {"signed": "2009-02", "expires": "2009-01-31"}, "expires",
     "expires 2009-01-31 lies before signed 2009-02"),
    ("projects", {"start": "2013", "end": "2012-12-31"}, "end", "end 2012-12-31 lies before start 2013"),
    ("memberships", {"since": "2013-04-09", "until": "2013-04-08"}, "until", "until 2013-04-08 lies before since"),
    ("programmes", {"started": "2013", "ended": "2012"}, "ended", "ended 2012 lies before started 2013"),
    ("allocations", {"start": "2013-04", "end": "2013-03-31"}, "end", "end 2013-03-31 lies before start 2013-04"),
    ("localities", {"valid_from": "2001", "valid_until": "2000"}, "valid_until", "valid_until 2000 lies before"),
    ("former_periods", {"valid_from": "2007"}, "valid_until", "valid_until 2006-03-31 lies before valid_from 2007"),
    # web addresses
    ("sources", {"url": "www.city.sakai.lg.jp"}, "url",
     "“www.city.sakai.lg.jp” is not a web address; write it whole, as in https://"),
    ("sources", {"url": "https://a b"}, "url", "“https://a b” is not a web address"),
    ("sources", {"url": "ftp://example.org/"}, "url", "is not a web address"),
    ("sources", {"url": "javascript:alert(1)"}, "url", "is not a web address"),
    ("sources", {"url": "https://example.org/<x>"}, "url", "is not a web address"),
    ("sources", {"url": "https://example.org/100%"}, "url", "is not a web address"),
    ("sources", {"url": "https://[example.org/"}, "url", "is not a web address"),
    ("sources", {"url": "https://example.org/\x01"}, "url", "is not a web address"),
    ("programmes", {"status": "shut"}, "status", "“shut” is not a programme status"),
    ("programmes", {"countries": "VN;KR"}, "countries", "“KR” is not VN or JP"),
    ("calls", {"opens": "2026-04", "closes": "2026-03"}, "closes", "closes 2026-03 lies before opens 2026-04"),
    ("offices", {"kind": "person"}, "kind", "“person” is not an office kind"),
    ("links", {"scheme": "wikipedia"}, "scheme", "“wikipedia” is not an identifier scheme (did you mean “wiki"),
    ("links", {"value": "25282"}, "value", "“25282” is no identifier of wikidata; write it as in Q25282"),
    ("links", {"scheme": "geonames", "value": "Q1"}, "value", "“Q1” is no identifier of geonames; write it as"),
    ("links", {"valid_from": "2013", "valid_until": "2012"}, "valid_until", "lies before valid_from 2013"),
    ("programmes", {"website": "none"}, "website", "“none” is not a web address"),
    # numbers
    ("projects", {"budget": "1,200,000"}, "budget",
     "“1,200,000” is not a number; write digits alone, as in 1200000 or 16.07"),
    ("projects", {"budget": "12 million"}, "budget", "“12 million” is not a number"),
    ("projects", {"budget": "JPY 500"}, "budget", "is not a number"),
    ("projects", {"budget": "1.200.000"}, "budget", "is not a number"),
    ("projects", {"budget": "1e6"}, "budget", "is not a number"),
    ("projects", {"budget": "1_000"}, "budget", "is not a number"),
    ("projects", {"budget": "NaN"}, "budget", "is not a number"),
    ("projects", {"budget": "Infinity"}, "budget", "is not a number"),
    ("projects", {"budget": "-1"}, "budget", "greater than or equal to 0"),
    ("programmes", {"max_years": "3.5"}, "max_years", "“3.5” is not a number"),
    ("programmes", {"max_years": "0"}, "max_years", "greater than or equal to 1"),
    ("localities", {"population": "many"}, "population", "“many” is not a number"),
    ("localities", {"population_year": "24"}, "population_year", "greater than or equal to 1000"),
    ("localities", {"latitude": "91"}, "latitude", "less than or equal to 90"),
    ("localities", {"longitude": "-180.1"}, "longitude", "greater than or equal to -180"),
    ("localities", {"latitude": "34°34′"}, "latitude", "“34°34′” is not a number"),
    # ids and codes
    ("ties", {"tie_id": "Đà Nẵng"}, "tie_id",
     "“Đà Nẵng” is not an id; use a-z, 0-9 and hyphens, as in da-nang--sakai--mou--2009"),
    ("ties", {"tie_id": "a b"}, "tie_id", "“a b” is not an id"),
    ("ties", {"tie_id": "-a"}, "tie_id", "“-a” is not an id"),
    ("ties", {"tie_id": "a/b"}, "tie_id", "“a/b” is not an id"),
    ("localities", {"id": "sakai"}, "id", "“sakai” is not the id of a locality; write it as in jp/osaka/sakai"),
    ("localities", {"id": "kr/seoul"}, "id", "“kr/seoul” is not the id of a locality"),
    ("localities", {"part_of": "Osaka"}, "part_of", "“Osaka” is not the id of a locality"),
    ("localities", {"geonames_id": "Q1"}, "geonames_id", "“Q1” is not a GeoNames id; it is a number, as in 1583992"),
    ("funders", {"country": "Japan"}, "country", "“Japan” is not a country code; write VN, JP or another of ISO 3166"),
    ("projects", {"currency": "¥"}, "currency", "“¥” is not a currency code; write JPY, VND or another of ISO 4217"),
    ("sources", {"language": "Japanese"}, "language", "“Japanese” is not a language code; write vi, ja, en or another"),
    ("names", {"language": "ja-x"}, "language", "“ja-x” is not a language code"),
    ("names", {"language": "en-abcdefghij"}, "language", "“en-abcdefghij” is not a language code"),
    ("claims", {"property": "Date of signing"}, "property", "is not the name of a column, as in signed"),
    ("ties", {"sources": "jica-partnership-program, spf-project-16389"}, "sources",
     "“jica-partnership-program, spf-project-16389” is not an id; it has a-z, 0-9 and hyphens, and several are parted"),
    ("ties", {"sources": "a;https://a.jp/"}, "sources", "“https://a.jp/” is not an id"),
    ("projects", {"funder_id": "jica, clair"}, "funder_id", "“jica, clair” is not an id; it has a-z, 0-9 and hyphens"),
    ("projects", {"programme_id": "a b"}, "programme_id", "“a b” is not an id"),
    # sources
    ("ties", {"sources": ";"}, "sources", "is empty; name at least one, and separate several by “;”"),
    ("claims", {"sources": " ; ; "}, "sources", "is empty; name at least one, and separate several by “;”"),
    # what does not go together
    ("ties", {"kind": "exchange", "signed": "2009"}, "signed",
     "an exchange has no document; leave signed empty, or name the "),
    ("ties", {"follows": "x"}, "follows_as", "follows and follows_as go together: which document, and how"),
    ("ties", {"follows_as": "renews"}, "follows_as", "follows and follows_as go together: which document, and how"),
    ("events", {"vn_name": ""}, "vn_name", "no locality is named; give vn_name, jp_name or both"),
    # members and participants are localities of the two countries; a meeting may have been held anywhere
    ("memberships", {"name": "Seoul", "country": "KR"}, "country", "“KR” is not VN or JP"),
    ("memberships", {"country": "vn"}, "country", "“vn” is not VN or JP"),
    ("project_participants", {"name": "Bangkok", "country": "TH"}, "country", "“TH” is not VN or JP"),
    # places
    ("ties", {"vn_name": "Da Nag"}, "vn_name", "“Da Nag” is no locality we know; close to it: Da Nang [vn/da-nang]"),
    ("ties", {"jp_prefecture": ""}, "jp_name", "“Sakai” may mean 3 localities; add what tells it apart"),
    ("ties", {"jp_name": "Hanoi", "jp_prefecture": ""}, "jp_name",
     "“Hanoi” is in Vietnam, and here stands a locality of Japan"),
    ("ties", {"vn_name": "Sakai, Osaka"}, "vn_name", "is in Japan, and here stands a locality of Vietnam; it is Sakai"),
    ("ties", {"jp_prefecture": "Kyoto"}, "jp_name", "“Sakai” is not known as Kyoto, Japan; known is "),
    ("ties", {"vn_level": "province"}, "vn_name",
     "“Da Nang” is not known as province, Vietnam; known is Da Nang [vn/da-nang]"),
    # a column that the table has not
    ("ties", {"remarks": "x"}, "remarks", "“x”: extra inputs are not permitted"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "cells", "column", "message"), WRONG)
def test_a_wrong_cell_is_told_with_what_would_be_right(
    catalogue: Catalogue, table: str, cells: dict[str, str], column: str, message: str
) -> None:
    found = told(catalogue, table, **cells)
    assert [words for where, words in found if where == column and message in words], found
    assert [where for where, _ in found] == [column], "and nothing else is"


def test_every_wrong_cell_of_a_row_is_told(catalogue: Catalogue) -> None:
    wrong = {"tie_id": "A", "vn_name": "Atlantis", "kind": "x", "signed": "x", "ended": "x", "fields": "x;y"}
    found = told(catalogue, "ties", **wrong, sources="")
    assert sorted(column for column, _ in found) == [
        "ended", "fields", "fields", "kind", "signed", "sources", "tie_id", "vn_name",
    ]  # fmt: skip


RIGHT_TOO = [
    ("ties", {"signed": "2009", "ended": "2009-01"}),  # nobody knows which came first
    ("ties", {"signed": "2009-02-16", "ended": "2009-02"}),
    ("ties", {"signed": "2009-02-16", "expires": "2009"}),
    ("ties", {"signed": "2009-02-16", "ended": "2009-02-16"}),
    ("ties", {"ended": "2019", "signed": ""}),
    ("ties", {"kind": "exchange", "signed": ""}),
    ("ties", {"follows": "x", "follows_as": "upgrades"}),
    ("ties", {"fields": " water ; tourism ;"}),
    ("events", {"vn_name": "", "jp_name": "Sapporo"}),
    ("projects", {"budget": "0"}),
    ("projects", {"budget": "16.07"}),
    ("sources", {"url": "http://xn--wgv71a.jp/%E5%A0%BA?a=b&c=d#e"}),
    ("sources", {"url": "https://例え.jp/堺市_(大阪府)"}),
    ("names", {"language": "zh-Hant"}),
    ("network_events", {"host_name": "Bangkok", "host_country": "TH"}),
    ("localities", {"latitude": "-34.5", "longitude": "135"}),
]


@pytest.mark.parametrize(("table", "cells"), RIGHT_TOO)
def test_what_is_unusual_is_not_wrong(catalogue: Catalogue, table: str, cells: dict[str, str]) -> None:
    assert told(catalogue, table, **cells) == []


def test_cells_become_values(catalogue: Catalogue) -> None:
    [tie], _ = reading(
        catalogue, "ties", {**RIGHT["ties"], "signed": "2009-02", "fields": "water; tourism", "sources": "a;b"}
    )
    assert (tie.fields, tie.sources) == (("water", "tourism"), ("a", "b"))
    assert isinstance(tie.signed, PartialDate)
    assert tie.places == {"vn": "vn/da-nang", "jp": "jp/osaka/sakai"}
    assert tie.slug == "da-nang--sakai"
    [project], _ = reading(catalogue, "projects", {**RIGHT["projects"], "budget": "16.070"})
    assert project.budget == Decimal("16.07")
    [host], _ = reading(
        catalogue, "network_events", {**RIGHT["network_events"], "host_name": "Bangkok", "host_country": "TH"}
    )
    assert host.places == {}, "a place elsewhere in the world is none of ours"


@pytest.mark.parametrize("table", RIGHT)
def test_a_row_that_stands_twice_is_told_with_the_row_of_the_first(catalogue: Catalogue, table: str) -> None:
    records, problems = reading(catalogue, table, RIGHT[table], RIGHT[table])
    assert len(records) == 1
    [problem] = problems
    assert (problem.row, problem.column) == (3, TABLES[table].key[0])
    assert re.fullmatch("“.+” stands in row 2 too", problem.message)


def test_rows_without_an_id_are_not_said_to_have_the_same(catalogue: Catalogue) -> None:
    row = {**RIGHT["ties"], "tie_id": ""}
    _, problems = reading(catalogue, "ties", row, row)
    assert [(problem.row, problem.message) for problem in problems] == [
        (2, "is empty; every row needs it"),
        (3, "is empty; every row needs it"),
    ]


def test_a_cell_as_long_as_a_book_is_not_quoted_whole(catalogue: Catalogue) -> None:
    [(column, message)] = told(catalogue, "ties", signed="2009 " * 100_000)
    assert column == "signed"
    assert len(message) < 2_000
    assert message.endswith("write 2013, 2013-04 or 2013-04-09")


@pytest.mark.parametrize("table", RIGHT)
def test_the_columns_of_a_table_are_its_attributes(table: str) -> None:
    names = columns(TABLES[table])
    assert "places" not in names
    assert len(set(names)) == len(names)
    assert set(TABLES[table].key) <= set(names)
    for place in TABLES[table].place_columns.values():
        assert {place.name, place.level, place.parent} <= set(names)
    for interval in TABLES[table].intervals:
        assert set(interval) <= set(names)
        begin, end = map(names.index, interval)
        assert begin < end, "a beginning is checked before its end"


def test_a_row_names_the_rows_that_it_refers_to() -> None:
    row = {**RIGHT["ties"], "follows": "x", "follows_as": "renews", "sources": "a;b"}
    assert list(Tie.references(row)) == [
        ("sources", ("sources",), "a"),
        ("sources", ("sources",), "b"),
        ("follows", ("ties",), "x"),
    ]
    assert ("tie_id", ("ties", "projects"), "da-nang--sakai") in set(Allocation.references(RIGHT["allocations"]))


def test_what_is_no_id_names_no_row() -> None:
    """It is told of as the cell is read; what stands beside it is looked up all the same."""
    assert list(Tie.references({"sources": "a; b c; d,e ;f;", "follows": "x y"})) == [
        ("sources", ("sources",), "a"),
        ("sources", ("sources",), "f"),
    ]


@pytest.mark.parametrize("slug", concepts.slugs("agreement-kind"))
def test_every_kind_of_agreement_of_the_ontology_may_be_written(catalogue: Catalogue, slug: str) -> None:
    assert told(catalogue, "ties", kind=slug) == []


def test_every_level_of_the_ontology_is_of_a_country_or_stands_for_several() -> None:
    assert {*LEVELS["vn"], *LEVELS["jp"], "provincial", "municipal"} == set(concepts.slugs("level"))


@given(st.text(st.characters(codec="utf-8"), min_size=1).map("https://example.org/".__add__))
def test_every_accepted_web_address_can_be_written_as_an_iri(text: str) -> None:
    wrong = _problems_of("sources", {**RIGHT["sources"], "url": text.strip()})
    if not wrong:
        assert NamedNode(text.strip()).value == text.strip()


@given(st.sampled_from(sorted(RIGHT)), st.data())
def test_no_cell_makes_it_fail(table: str, data: st.DataObject) -> None:
    """Any text in any column is either taken or told of."""
    column = data.draw(st.sampled_from(columns(TABLES[table])))
    text = data.draw(st.text(min_size=1).map(str.strip).filter(bool))
    for problem in _problems_of(table, {**RIGHT[table], column: text}):
        assert problem.message
        assert problem.column in columns(TABLES[table])


def _problems_of(table: str, row: dict[str, str]) -> list[Problem]:
    problems: list[Problem] = []
    opened = Table("table.csv", TABLES[table], iter([Row(2, row)]))
    list(sound_rows(opened, GAZETTEER, References(), problems.append))
    return problems
