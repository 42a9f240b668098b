"""How a fact of each kind is written in RDF: a row, and exactly the triples that state it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, RdfFormat, Triple, parse, serialize

from loaders.model.records import TABLES, Record
from loaders.tables.catalogue import Catalogue
from loaders.tables.datasets import datasets
from loaders.tables.rdf import describe, triples
from ontology import PREFIXES, concept, coop, dct, foaf, graph, org, schema, skos, thing, xsd

LOCALITIES = [
    {"id": "vn/da-nang", "level": "central-city", "name": "Da Nang", "name_vi": "Đà Nẵng", "name_ja": "ダナン"},
    {"id": "vn/ha-tay", "level": "province", "name": "Ha Tay", "valid_until": "2008-07-31"},
    {"id": "jp/osaka", "level": "prefecture", "name": "Osaka", "name_ja": "大阪府"},
    {"id": "jp/osaka/sakai", "level": "city", "name": "Sakai", "name_ja": "堺市", "part_of": "jp/osaka"},
]
SPACES = {
    **PREFIXES, "t": thing.iri, "vn": f"{thing.iri}vn/", "jp": f"{thing.iri}jp/", "source": f"{thing.iri}source/",
    "kind": f"{concept.iri}agreement-kind/", "event-kind": f"{concept.iri}event-kind/", "field": f"{concept.iri}field/",
    "level": f"{concept.iri}level/", "country": f"{concept.iri}country/", "confidence": f"{concept.iri}confidence/",
    "c": concept.iri, "graph": graph.iri,
}  # fmt: skip


def record(table: str, **cells: object) -> Record:
    return TABLES[table].model_validate(cells)


def known(*more: Record) -> Catalogue:
    """A catalogue of four localities and some records."""
    return Catalogue({"test": [*(record("localities", **row) for row in LOCALITIES), *more]})


def stated(row: Record, *more: Record) -> set[Triple]:
    """What states a row, in a catalogue of it and some more records."""
    found = [Triple(*one) for one in triples(row, known(row, *more))]
    assert len(found) == len(set(found)), "nothing is said twice"
    return set(found)


def turtle(text: str) -> set[Triple]:
    """Read Turtle; ``<...>`` stands below the things of the project."""
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in SPACES.items())
    quads = parse(head + text, format=RdfFormat.TURTLE, base_iri=thing.iri)
    return {Triple(quad.subject, quad.predicate, quad.object) for quad in quads}


def test_a_tie() -> None:
    tie = record(
        "ties", tie_id="a", vn_name="Da Nang", jp_name="Sakai", kind="friendship-city", signed="2009-02-16",
        expires="2014-02", follows="z", follows_as="upgrades", jp_body="Sakai City Council", fields="water;tourism",
        note="renewed", confidence="high", sources="s1;s2", places={"vn": "vn/da-nang", "jp": "jp/osaka/sakai"},
    )  # fmt: skip
    assert stated(tie) == turtle("""
        <tie/a> a coop:Agreement ;
            rdfs:label "Da Nang – Sakai: friendship city (16 February 2009)"@en ,
                "Thành phố Đà Nẵng – Thành phố Sakai: thỏa thuận thành phố hữu nghị (16/02/2009)"@vi ,
                "ダナン市 – 堺市: 友好都市 (2009年2月16日)"@ja ;
            coop:party <vn/da-nang> , <jp/osaka/sakai> ;
            coop:kind kind:friendship-city ;
            coop:signed "2009-02-16"^^xsd:date ;
            coop:expires "2014-02"^^xsd:gYearMonth ;
            schema:startDate "2009-02-16"^^xsd:date ;
            schema:endDate "2014-02"^^xsd:gYearMonth ;
            coop:firstDay "2009-02-16"^^xsd:date ;
            coop:lastDay "2014-02-28"^^xsd:date ;
            coop:follows <tie/z> ;
            coop:upgrades <tie/z> ;
            coop:field field:water , field:tourism ;
            dct:source source:s1 , source:s2 ;
            coop:confidence confidence:high ;
            skos:note "renewed"@en ;
            coop:signatory <tie/a/signatory/jp> .
        <tie/a/signatory/jp> a org:OrganizationalUnit ;
            rdfs:label "Sakai City Council"@en ;
            org:unitOf <jp/osaka/sakai> .
    """)


def test_an_exchange_has_no_kind_and_no_date_of_signing() -> None:
    tie = record(
        "ties", tie_id="a", vn_name="Da Nang", jp_name="Osaka", kind="exchange", sources="s",
        places={"vn": "vn/da-nang", "jp": "jp/osaka"},
    )  # fmt: skip
    assert stated(tie) == turtle("""
        <tie/a> a coop:Exchange ;
            rdfs:label "Da Nang – Osaka Prefecture: exchange"@en , "Thành phố Đà Nẵng – Tỉnh Osaka: giao lưu"@vi ,
                "ダナン市 – 大阪府: 交流"@ja ;
            coop:party <vn/da-nang> , <jp/osaka> ;
            coop:lastDay "9999-12-31"^^xsd:date ;
            dct:source source:s .
    """)


@pytest.mark.parametrize(
    ("signed", "literal", "first"),
    [
        ("2013", Literal("2013", datatype=xsd.gYear), "2013-01-01"),
        ("2013-04", Literal("2013-04", datatype=xsd.gYearMonth), "2013-04-01"),
        ("2013-04-09", Literal("2013-04-09", datatype=xsd.date), "2013-04-09"),
    ],
)
def test_a_date_is_stated_as_exactly_as_it_is_known_and_as_a_day_to_compare(
    signed: str, literal: Literal, first: str
) -> None:
    tie = record(
        "ties", tie_id="a", vn_name="Da Nang", jp_name="Osaka", kind="mou", signed=signed, sources="s",
        places={"vn": "vn/da-nang", "jp": "jp/osaka"},
    )  # fmt: skip
    subject = thing["tie/a"]
    assert Triple(subject, coop.signed, literal) in stated(tie)
    assert Triple(subject, coop.firstDay, Literal(first, datatype=xsd.date)) in stated(tie)


def test_an_event() -> None:
    event = record(
        "events", event_id="e", date="2013-04", kind="meeting", jp_name="Sakai", title="Talks", fields="water",
        held_at="forum", note="by video", confidence="low", sources="s", places={"jp": "jp/osaka/sakai"},
    )  # fmt: skip
    assert stated(event) == turtle("""
        <event/e> a coop:Event ;
            rdfs:label "Talks"@en ;
            coop:kind event-kind:meeting ;
            dct:date "2013-04"^^xsd:gYearMonth ;
            schema:startDate "2013-04"^^xsd:gYearMonth ;
            coop:firstDay "2013-04-01"^^xsd:date ;
            coop:lastDay "2013-04-30"^^xsd:date ;
            coop:party <jp/osaka/sakai> ;
            schema:superEvent <network-event/forum> ;
            coop:field field:water ;
            dct:source source:s ;
            coop:confidence confidence:low ;
            skos:note "by video"@en .
    """)


def test_a_source() -> None:
    source = record(
        "sources", source_id="s", url="https://例え.jp/%E5%A0%BA", title="堺市", publisher="Sakai", date="2009",
        language="ja",
    )  # fmt: skip
    assert stated(source) == turtle("""
        <source/s> a coop:Source ;
            rdfs:label "堺市" ;
            dct:title "堺市"@ja ;
            schema:url <https://例え.jp/%E5%A0%BA> ;
            dct:publisher "Sakai" ;
            dct:issued "2009"^^xsd:gYear ;
            dct:language "ja" .
    """)


def test_a_funder() -> None:
    funder = record(
        "funders", funder_id="f", name="Fund", name_ja="基金", name_vi="Quỹ", kind="foundation", country="JP",
        website="https://example.org/", sources="s",
    )  # fmt: skip
    assert stated(funder) == turtle("""
        <funder/f> a coop:Funder ;
            rdfs:label "Fund"@en , "基金"@ja , "Quỹ"@vi ;
            coop:kind <../concept/funder-kind/foundation> ; org:classification <../concept/funder-kind/foundation> ;
            coop:country country:jp ;
            schema:addressCountry "JP" ;
            foaf:homepage <https://example.org/> ;
            dct:source source:s .
    """)


def test_a_funder_that_is_a_locality() -> None:
    """It is the locality itself, which says in its own row what it is called and where it lies."""
    funder = record(
        "funders", funder_id="sakai-city", name="City of Sakai", kind="local-government", locality="jp/osaka/sakai",
        country="JP", sources="s",
    )  # fmt: skip
    assert stated(funder) == turtle("""
        <jp/osaka/sakai> a coop:Funder ;
            coop:kind <../concept/funder-kind/local-government> ;
            org:classification <../concept/funder-kind/local-government> ;
            dct:source source:s .
    """)
    project = record("projects", project_id="p", title="Clean water", funder_id="sakai-city;f", sources="s")
    assert turtle("<project/p> coop:funder <jp/osaka/sakai> , <funder/f> .") <= stated(project, funder)


def test_a_home_page_that_several_share_is_a_page_of_each() -> None:
    """foaf:homepage is inverse functional: what has the same one would be the same thing."""
    page = "https://example.org/"
    fund = record("funders", funder_id="f", name="Fund", kind="foundation", website=page, sources="s")
    programme = record("programmes", programme_id="p", name="Programme", website=page, sources="s")
    assert turtle(f"<funder/f> foaf:homepage <{page}> .") <= stated(fund)
    assert turtle(f"<funder/f> foaf:page <{page}> .") <= stated(fund, programme)
    assert turtle(f"<programme/p> foaf:page <{page}> .") <= stated(programme, fund)
    for row, other in ((fund, programme), (programme, fund)):
        assert foaf.homepage not in {one.predicate for one in stated(row, other)}


def test_a_country_that_is_neither_is_a_code_alone() -> None:
    funder = record("funders", funder_id="f", name="Fund", kind="foundation", country="KR", sources="s")
    assert turtle('<funder/f> schema:addressCountry "KR" .') <= stated(funder)
    assert coop.country not in {one.predicate for one in stated(funder)}


def test_a_programme() -> None:
    programme = record(
        "programmes", programme_id="p", name="Programme", name_ja="事業", funder_id="f;g", started="2002",
        ended="2008-03", funds="joint work", funds_vi="làm chung",
        funds_ja="共同", applicants="cities", max_years="3", max_budget="30000000", currency="JPY",
        website="https://example.org/", open_to="localities-jp;ngos-jp", sources="s",
    )  # fmt: skip
    assert stated(programme) == turtle("""
        <programme/p> a coop:Programme ;
            rdfs:label "Programme"@en , "事業"@ja ;
            coop:funder <funder/f> , <funder/g> ;
            schema:startDate "2002"^^xsd:gYear ;
            schema:endDate "2008-03"^^xsd:gYearMonth ;
            coop:firstDay "2002-01-01"^^xsd:date ;
            coop:lastDay "2008-03-31"^^xsd:date ;
            coop:funds "joint work"@en , "làm chung"@vi , "共同"@ja ;
            coop:applicants "cities"@en ;
            coop:openTo <../concept/applicant/localities-jp> , <../concept/applicant/ngos-jp> ;
            coop:maxYears 3 ;
            coop:maxBudget "30000000"^^xsd:decimal ;
            coop:currency "JPY" ;
            foaf:homepage <https://example.org/> ;
            dct:source source:s .
    """)


def test_whether_a_programme_can_be_had() -> None:
    programme = record(
        "programmes", programme_id="p", name="Programme", status="between-calls", countries="JP;VN", fields="water",
        office="The office", office_vi="Văn phòng", office_ja="事務所", sources="s",
    )  # fmt: skip
    assert stated(programme) == turtle("""
        <programme/p> a coop:Programme ;
            coop:firstDay "0001-01-01"^^xsd:date ;
            coop:lastDay "9999-12-31"^^xsd:date ;
            rdfs:label "Programme"@en ;
            coop:applicantCountry country:jp , country:vn ;
            coop:status <../concept/programme-status/between-calls> ;
            coop:inquiries "The office"@en , "Văn phòng"@vi , "事務所"@ja ;
            coop:field field:water ;
            dct:source source:s .
    """)


@pytest.mark.parametrize(
    ("dates", "known", "through"),
    [
        ({"opens": "2026-02-02", "closes": "2026-02-27"}, "2026-02-02", "2026-02-27"),
        ({"opens": "2026-02"}, "2026-02-01", ""),
        ({"closes": "2025-10"}, "2025-10-31", "2025-10-31"),
        ({}, "2026-12-31", ""),
    ],
)
def test_a_call(dates: dict[str, str], known: str, through: str) -> None:
    """It is known to have been made once its dates, or else its year, leave no doubt."""
    programme = record("programmes", programme_id="p", name="Programme", name_ja="事業", sources="s")
    call = record(
        "calls", call_id="c", programme_id="p", year="2026", note="First call.", note_vi="Đợt 1.", note_ja="1次公募。",
        confidence="high", sources="s", **dates,
    )  # fmt: skip
    types = {4: "gYear", 7: "gYearMonth", 10: "date"}
    written = "".join(
        f'<call/c> schema:{predicate} "{dates[column]}"^^xsd:{types[len(dates[column])]} .\n'
        for column, predicate in (("opens", "startDate"), ("closes", "endDate"))
        if column in dates
    )
    assert stated(call, programme) == turtle(f"""
        <programme/p> coop:call <call/c> .
        <call/c> a coop:Call ;
            rdfs:label "Programme (2026)"@en , "Programme (2026)"@vi , "事業 (2026)"@ja ;
            coop:callYear 2026 ;
            coop:firstDay "{known}"^^xsd:date ;
            skos:note "First call."@en , "Đợt 1."@vi , "1次公募。"@ja ;
            coop:confidence confidence:high ; dct:source source:s .
        {written}
        <call/c> coop:lastDay "{through or "9999-12-31"}"^^xsd:date .
    """)


def test_a_contact_office() -> None:
    department = record(
        "offices", office_id="sakai", kind="international-relations", name="Division", name_vi="Phòng", name_ja="課",
        website="https://example.org/", located_in="jp/osaka/sakai", note="A", note_vi="B", note_ja="C", sources="s",
    )  # fmt: skip
    assert stated(department) == turtle("""
        <office/sakai> a coop:ContactOffice ;
            rdfs:label "Division"@en , "Phòng"@vi , "課"@ja ;
            coop:kind <../concept/office-kind/international-relations> ;
            org:classification <../concept/office-kind/international-relations> ;
            org:unitOf <jp/osaka/sakai> ;
            foaf:homepage <https://example.org/> ;
            skos:note "A"@en , "B"@vi , "C"@ja ;
            dct:source source:s .
    """)
    embassy = record(
        "offices", office_id="e", kind="embassy", name="Embassy", located_in="jp/osaka", country="JP", sources="s"
    )
    assert stated(embassy) == turtle("""
        <office/e> a coop:ContactOffice ; rdfs:label "Embassy"@en ; coop:kind <../concept/office-kind/embassy> ;
            org:classification <../concept/office-kind/embassy> ;
            schema:location <jp/osaka> ; coop:country country:jp ; dct:source source:s .
    """)
    area = record("office_areas", office_id="sakai", locality="jp/osaka/sakai", sources="t")
    assert stated(area) == turtle("<office/sakai> coop:serves <jp/osaka/sakai> ; dct:source source:t .")


def test_a_project() -> None:
    project = record(
        "projects", project_id="p", title="Clean water", title_ja="水", programme_id="q", funder_id="f",
        implementer="Sakai", counterpart="Da Nang", fields="water", start="2013", end="2014-03-31", budget="16.070",
        currency="JPY", status="completed", note="two years", note_vi="hai năm",
        note_ja="2年", remark="as the list says", added="2026-11-29", confidence="medium", sources="s",
    )  # fmt: skip
    assert stated(project) == turtle("""
        <project/p> a coop:Project ;
            rdfs:label "Clean water"@en , "水"@ja ;
            coop:programme <programme/q> ;
            coop:funder <funder/f> ;
            coop:implementer "Sakai"@en ;
            coop:counterpart "Da Nang"@en ;
            coop:field field:water ;
            schema:startDate "2013"^^xsd:gYear ;
            schema:endDate "2014-03-31"^^xsd:date ;
            coop:firstDay "2013-01-01"^^xsd:date ;
            coop:lastDay "2014-03-31"^^xsd:date ;
            coop:budget "16.070"^^xsd:decimal ;
            coop:currency "JPY" ;
            coop:status <../concept/project-status/completed> ;
            dct:source source:s ;
            coop:confidence confidence:medium ;
            skos:note "two years"@en , "hai năm"@vi , "2年"@ja ;
            coop:recorded "2026-11-29"^^xsd:date .
    """)


def test_a_part_in_a_project() -> None:
    part = record(
        "project_participants", project_id="p", name="Sakai", parent="Osaka", country="JP", role="lead",
        places={"participant": "jp/osaka/sakai"},
    )  # fmt: skip
    assert stated(part) == turtle("""
        <project/p> coop:party <jp/osaka/sakai> ;
            coop:participation <project/p/participation/jp/osaka/sakai> .
        <project/p/participation/jp/osaka/sakai> a coop:Participation ;
            coop:participant <jp/osaka/sakai> ;
            coop:role <../concept/participation-role/lead> .
    """)


def test_a_network() -> None:
    network = record(
        "networks", network_id="n", name="Network", acronym="NW", name_ja="網", name_vi="Mạng", founded="1987",
        founder="Yokohama", secretariat="Seoul", kind="forum", fields="climate", website="https://example.org/",
        sources="s",
    )  # fmt: skip
    assert stated(network) == turtle("""
        <network/n> a coop:Network ;
            rdfs:label "Network"@en , "網"@ja , "Mạng"@vi ;
            coop:acronym "NW" ;
            coop:kind <../concept/network-kind/forum> ; org:classification <../concept/network-kind/forum> ;
            schema:startDate "1987"^^xsd:gYear ;
            coop:founder "Yokohama"@en ;
            coop:secretariat "Seoul"@en ;
            coop:field field:climate ;
            foaf:homepage <https://example.org/> ;
            coop:confidence confidence:medium ; coop:confidenceAssumed true ;
            dct:source source:s .
    """)


def test_a_membership() -> None:
    membership = record(
        "memberships", membership_id="m", network_id="n", name="Da Nang", country="VN", since="2013-04", until="2014",
        role="observer", designation="design", sources="s", places={"member": "vn/da-nang"},
    )  # fmt: skip
    network = record("networks", network_id="n", name="Network", name_ja="網", kind="network", sources="s")
    assert stated(membership, network) == turtle("""
        <membership/m> a coop:Membership ;
            rdfs:label "Da Nang – Network: observer (April 2013)"@en ,
                "Thành phố Đà Nẵng – Network: quan sát viên (04/2013)"@vi ,
                "ダナン市 – 網: オブザーバー (2013年4月)"@ja ;
            org:member <vn/da-nang> ;
            coop:party <vn/da-nang> ;
            org:organization <network/n> ;
            coop:role <../concept/membership-role/observer> ; org:role <../concept/membership-role/observer> ;
            schema:startDate "2013-04"^^xsd:gYearMonth ;
            schema:endDate "2014"^^xsd:gYear ;
            coop:firstDay "2013-04-01"^^xsd:date ;
            coop:lastDay "2014-12-31"^^xsd:date ;
            coop:designation "design"@en ;
            dct:source source:s .
    """)


def test_a_meeting_of_a_network_at_home_and_elsewhere() -> None:
    cells = {"event_id": "e", "network_id": "n", "date": "2013", "title": "Congress", "sources": "s"}
    everywhere = """
        <network-event/e> a coop:NetworkEvent ;
            coop:confidence confidence:medium ; coop:confidenceAssumed true ;
            rdfs:label "Congress"@en ;
            coop:network <network/n> ;
            dct:date "2013"^^xsd:gYear ;
            schema:startDate "2013"^^xsd:gYear ;
            coop:firstDay "2013-01-01"^^xsd:date ;
            coop:lastDay "2013-12-31"^^xsd:date ;
            dct:source source:s ;
    """
    here = record("network_events", **cells, host_name="Sakai", host_country="JP", places={"host": "jp/osaka/sakai"})
    assert stated(here) == turtle(
        everywhere + 'coop:host <jp/osaka/sakai> ; coop:hostPlace "Sakai"@en ; coop:hostCountry "JP" .'
    )
    elsewhere = record("network_events", **cells, host_name="Seoul", host_country="KR")
    assert stated(elsewhere) == turtle(everywhere + 'coop:hostPlace "Seoul"@en ; coop:hostCountry "KR" .')


def test_an_allocation_to_a_tie_and_to_a_project() -> None:
    project = record("projects", project_id="p", title="Clean water", sources="s")
    to_tie, to_project = (
        record("allocations", allocation_id="a", tie_id=one, locality="jp/osaka/sakai", kind="staff", amount="1",
               currency="JPY", start="2017-04", end="2018-03", sources="s")
        for one in ("t", "p")
    )  # fmt: skip
    both = """
        <allocation/a> a coop:Allocation ;
            rdfs:label "Sakai: staff (April 2017)"@en , "Thành phố Sakai: nhân sự (04/2017)"@vi ,
                "堺市: 人員 (2017年4月)"@ja ;
            coop:allocatedBy <jp/osaka/sakai> ;
            coop:kind <../concept/allocation-kind/staff> ;
            coop:amount "1"^^xsd:decimal ;
            coop:currency "JPY" ;
            schema:startDate "2017-04"^^xsd:gYearMonth ;
            schema:endDate "2018-03"^^xsd:gYearMonth ;
            coop:firstDay "2017-04-01"^^xsd:date ;
            coop:lastDay "2018-03-31"^^xsd:date ;
            dct:source source:s ;
    """
    assert stated(to_tie, project) == turtle(both + "coop:allocatedTo <tie/t> .")
    assert stated(to_project, project) == turtle(both + "coop:allocatedTo <project/p> .")


@pytest.mark.parametrize(
    ("table", "cells", "source", "worth"),
    [
        ("events", {"date": "2013-04"}, {"date": "2013-03-31"}, "low"),
        ("events", {"date": "2013-04"}, {"date": "2013-04"}, "medium"),
        ("events", {"date": "2013-04"}, {"date": "2013"}, "medium"),
        ("events", {"date": "2013-04"}, {}, "medium"),
        ("network_events", {"date": "2013"}, {"date": "2012-12"}, "low"),
        ("networks", {"website": "https://www.example.org/"}, {"url": "https://example.org/about"}, "high"),
        ("networks", {"website": "https://www.example.org/"}, {"url": "https://example.com/"}, "medium"),
        ("networks", {}, {"url": "https://example.com/"}, "medium"),
        ("successions", {"legal_basis": "Law 1"}, {}, "high"),
        ("successions", {}, {}, "medium"),
        ("successions", {"sources": "estat-haichi"}, {}, "high"),
    ],
)
def test_what_nobody_has_judged_is_worth_what_its_sources_can_know(
    table: str, cells: dict[str, object], source: dict[str, object], worth: str
) -> None:
    facts: dict[str, tuple[str, dict[str, object]]] = {
        "events": ("event/x", {"event_id": "x", "kind": "meeting", "title": "Talks", "vn_name": "Da Nang"}),
        "network_events": ("network-event/x", {"event_id": "x", "network_id": "n", "title": "Congress"}),
        "networks": ("network/x", {"network_id": "x", "name": "Network", "kind": "forum"}),
        "successions": ("succession/vn-ha-tay--vn-da-nang",
                        {"predecessor": "vn/ha-tay", "successor": "vn/da-nang", "date": "2008-08-01"}),
    }  # fmt: skip
    named, fact = facts[table]
    page = record("sources", source_id="s", title="Page", **source)
    row = record(table, **{"sources": "s", **fact, **cells})
    assert turtle(f"<{named}> coop:confidence confidence:{worth} ; coop:confidenceAssumed true .") <= stated(row, page)
    judged = record(table, **{"sources": "s", **fact, **cells, "confidence": "low"})
    found = stated(judged, page)
    assert turtle(f"<{named}> coop:confidence confidence:low .") <= found
    assert not [triple for triple in found if triple.predicate == coop.confidenceAssumed]


def test_an_event_of_which_a_source_was_read_for_the_day_is_of_high_confidence() -> None:
    event = record(
        "events", event_id="x", date="2013-04", kind="meeting", title="Talks", vn_name="Da Nang", sources="s"
    )
    claim = record("claims", claim_id="c", fact_id="x", property="date", value="2013-04", sources="s")
    assert turtle("<event/x> coop:confidence confidence:high .") <= stated(event, claim)


@pytest.mark.parametrize(
    ("table", "about"),
    [
        ("ties", "tie/x"),
        ("projects", "project/x"),
        ("memberships", "membership/x"),
        ("events", "event/x"),
        ("network_events", "network-event/x"),
        ("programmes", "programme/x"),
    ],
)
def test_a_claim_is_about_a_fact_of_any_kind(table: str, about: str) -> None:
    facts = {
        "ties": {"tie_id": "x", "vn_name": "Da Nang", "jp_name": "Sakai", "kind": "mou"},
        "projects": {"project_id": "x", "title": "Clean water"},
        "memberships": {"membership_id": "x", "network_id": "n", "name": "Hue", "country": "VN", "role": "member"},
        "events": {"event_id": "x", "date": "2013", "kind": "meeting", "title": "Talks", "vn_name": "Da Nang"},
        "network_events": {"event_id": "x", "network_id": "n", "date": "2013", "title": "Congress"},
        "programmes": {"programme_id": "x", "name": "Programme"},
    }
    claim = record("claims", claim_id="c", fact_id="x", property="title", value="Water", note="so", sources="s")
    assert stated(claim, record(table, **facts[table], sources="s")) == turtle(f"""
        <claim/c> a coop:Claim ;
            coop:about <{about}> ;
            coop:claimedProperty rdfs:label ;
            coop:claimedValue "Water" ;
            coop:stance <../concept/stance/against> ;
            skos:note "so"@en ;
            dct:source source:s .
    """)


@pytest.mark.parametrize(
    ("table", "column", "value", "stated_as"),
    [
        ("ties", "signed", "2013-04", 'coop:claimedValue "2013-04"^^xsd:gYearMonth'),
        ("ties", "signed", "2013-04-09", 'coop:claimedValue "2013-04-09"^^xsd:date'),
        ("ties", "signed", "in spring", 'coop:claimedValue "in spring"'),
        ("ties", "kind", "sister-city", "coop:claimedConcept kind:sister-city"),
        ("ties", "kind", "confirmation paper", 'coop:claimedValue "confirmation paper"'),
        ("ties", "jp_level", "city", "coop:claimedConcept level:city"),
        ("events", "kind", "meeting", "coop:claimedConcept event-kind:meeting"),
        ("projects", "budget", "49000", 'coop:claimedValue "49000"^^xsd:decimal'),
        ("projects", "budget", "50000 USD", 'coop:claimedValue "50000 USD"'),
        ("projects", "level", "city", "coop:claimedConcept level:city"),
        ("memberships", "role", "observer", "coop:claimedConcept <../concept/membership-role/observer>"),
    ],
)
def test_the_value_of_a_claim_is_typed_as_its_column_is(table: str, column: str, value: str, stated_as: str) -> None:
    claim = record("claims", claim_id="c", fact_id="x", property=column, value=value, sources="s")
    assert turtle(f"<claim/c> {stated_as} .") <= stated(claim, record(table, **CLAIMED_FACTS[table], sources="s"))


CLAIMED_FACTS: dict[str, dict[str, object]] = {
    "ties": {"tie_id": "x", "vn_name": "Da Nang", "jp_name": "Sakai", "kind": "mou", "signed": "2013-04-09",
             "fields": "water;tourism"},
    "projects": {"project_id": "x", "title": "Clean water", "budget": "16.070", "currency": "JPY"},
    "memberships": {"membership_id": "x", "network_id": "n", "name": "Hue", "country": "VN", "role": "member"},
    "events": {"event_id": "x", "date": "2013", "kind": "meeting", "title": "Talks", "vn_name": "Da Nang"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("table", "column", "value", "stance"),
    [
        ("ties", "signed", "2013-04-09", "for"), ("ties", "signed", "2013", "for"),
        ("ties", "signed", "2013-04-10", "against"), ("ties", "ended", "2014", "against"),
        ("events", "date", "2013-05", "against"), ("ties", "kind", "mou", "for"),
        ("ties", "kind", "sectoral", "against"),
        ("ties", "fields", "tourism", "for"), ("ties", "fields", "ports", "against"),
        ("projects", "budget", "16.07", "for"),
        ("projects", "budget", "17", "against"), ("projects", "budget", "some", "against"),
        ("ties", "jp_name", "sakai", "for"), ("memberships", "role", "observer", "against"),
    ],
)  # fmt: skip
def test_a_claim_is_for_what_is_recorded_if_it_states_the_same_or_less(
    table: str, column: str, value: str, stance: str
) -> None:
    claim = record("claims", claim_id="c", fact_id="x", property=column, value=value, sources="s")
    expected = turtle(f"<claim/c> coop:stance <../concept/stance/{stance}> .")
    assert expected <= stated(claim, record(table, **CLAIMED_FACTS[table], sources="s"))


@pytest.mark.parametrize(
    ("column", "claimed"),
    [
        ("signed", "coop:signed"), ("ended", "coop:ended"), ("kind", "coop:kind"), ("start", "schema:startDate"),
        ("since", "schema:startDate"), ("end", "schema:endDate"), ("until", "schema:endDate"), ("date", "dct:date"),
        ("budget", "coop:budget"), ("fields", "coop:field"), ("jp_level", "coop:level"), ("level", "coop:level"),
        ("designation", "coop:designation"), ("implementer", "coop:implementer"), ("name", "coop:party"),
        ("vn_name", "coop:party"), ("jp_name", "coop:party"),
    ],
)  # fmt: skip
def test_a_claim_names_the_property_that_a_column_stands_for(column: str, claimed: str) -> None:
    claim = record("claims", claim_id="c", fact_id="x", property=column, value="?", sources="s")
    assert turtle(f"<claim/c> coop:claimedProperty {claimed} .") <= stated(claim)


def test_a_succession() -> None:
    succession = record(
        "successions", predecessor="vn/ha-tay", successor="vn/da-nang", date="2008-08-01", kind="absorbed",
        legal_basis="Resolution 15/2008", legal_basis_vi="Nghị quyết 15/2008", legal_basis_ja="決議15/2008号",
        note="merged", note_ja="合併", sources="s",
    )  # fmt: skip
    assert stated(succession) == turtle("""
        <succession/vn-ha-tay--vn-da-nang> a coop:Succession ;
            coop:confidence confidence:high ; coop:confidenceAssumed true ;
            rdfs:label "Ha Tay → Da Nang"@en , "Tỉnh Ha Tay → Thành phố Đà Nẵng"@vi ,
                "Ha Tay省 → ダナン市"@ja ;
            org:originalOrganization <vn/ha-tay> ;
            org:resultingOrganization <vn/da-nang> ;
            dct:date "2008-08-01"^^xsd:date ;
            coop:firstDay "2008-08-01"^^xsd:date ;
            coop:lastDay "2008-08-01"^^xsd:date ;
            coop:kind <../concept/change-kind/absorbed> ;
            coop:change <change/2008-08-01--vn-da-nang> ;
            coop:legalBasis <legal-basis/resolution-15-2008> ;
            skos:note "merged"@en , "合併"@ja ;
            dct:source source:s .
        <legal-basis/resolution-15-2008> a coop:LegalBasis ;
            rdfs:label "Resolution 15/2008"@en , "Nghị quyết 15/2008"@vi , "決議15/2008号"@ja .
        <change/2008-08-01--vn-da-nang> a coop:Change ;
            rdfs:label "Da Nang, Ha Tay → Da Nang"@en , "Thành phố Đà Nẵng, Tỉnh Ha Tay → Thành phố Đà Nẵng"@vi ,
                "ダナン市, Ha Tay省 → ダナン市"@ja ;
            org:originalOrganization <vn/da-nang> , <vn/ha-tay> ;
            org:resultingOrganization <vn/da-nang> ;
            dct:date "2008-08-01"^^xsd:date ;
            coop:firstDay "2008-08-01"^^xsd:date ;
            coop:lastDay "2008-08-01"^^xsd:date ;
            coop:kind <../concept/change-kind/absorbed> ;
            coop:legalBasis <legal-basis/resolution-15-2008> ;
            dct:source source:s .
        <vn/da-nang> org:changedBy <change/2008-08-01--vn-da-nang> ; org:resultedFrom <change/2008-08-01--vn-da-nang> .
        <vn/ha-tay> org:changedBy <change/2008-08-01--vn-da-nang> .
    """)


def test_a_change_joins_the_successions_of_a_day_that_share_a_locality() -> None:
    """Ha Tay is divided between Da Nang and Sakai, and Sakai takes in Osaka too; another day is another change."""
    rows = [
        record("successions", predecessor=one, successor=other, date=date, kind=kind, sources=source)
        for one, other, date, kind, source in (
            ("vn/ha-tay", "jp/osaka/sakai", "2008-08-01", "split", "s1"),
            ("vn/ha-tay", "vn/da-nang", "2008-08-01", "split", "s2"),
            ("jp/osaka", "jp/osaka/sakai", "2008-08-01", "absorbed", "s1"),
            ("jp/osaka", "vn/ha-tay", "2008-08-02", "absorbed", "s1"),
        )
    ]
    found = {triple for row in rows for triple in (Triple(*one) for one in triples(row, known(*rows)))}
    changes = {triple.object for triple in found if triple.predicate == coop.change}
    assert {node.value.rpartition("/")[2] for node in changes} == {
        "2008-08-01--jp-osaka-sakai",
        "2008-08-02--vn-ha-tay",
    }
    of_first = {(t.predicate, t.object) for t in found if t.subject == thing["change/2008-08-01--jp-osaka-sakai"]}
    there = {"vn/ha-tay", "vn/da-nang", "jp/osaka", "jp/osaka/sakai"}
    assert {o for p, o in of_first if p == org.originalOrganization} == {thing[one] for one in there}
    assert {o for p, o in of_first if p == org.resultingOrganization} == {thing[one] for one in there - {"vn/ha-tay"}}
    assert {o for p, o in of_first if p == coop.kind} == {
        concept[f"change-kind/{one}"] for one in ("split", "absorbed")
    }
    assert {o for p, o in of_first if p == dct.source} == {thing["source/s1"], thing["source/s2"]}


def test_a_further_name() -> None:
    name = record("names", locality="vn/da-nang", name="Tourane", language="fr", note="colonial", sources="s")
    assert stated(name) == turtle("""
        <vn/da-nang> skos:altLabel "Tourane"@fr ; skosxl:altLabel <vn/da-nang/name/fr/Tourane> .
        <vn/da-nang/name/fr/Tourane> a skosxl:Label ; skosxl:literalForm "Tourane"@fr ;
            skos:note "colonial"@en ; dct:source source:s .
    """)


@pytest.mark.parametrize(
    ("scheme", "value", "iri"),
    [
        ("wikidata", "Q193428", "http://www.wikidata.org/entity/Q193428"),
        ("geonames", "1853167", "https://sws.geonames.org/1853167/"),
        ("estat-sac", "C27140", "http://data.e-stat.go.jp/lod/sac/C27140"),
        ("iso-3166-2", "JP-27", ""),
    ],
)
def test_a_link(scheme: str, value: str, iri: str) -> None:
    link = record(
        "links", locality="jp/osaka/sakai", scheme=scheme, value=value, confidence="medium", remark="by name",
        added="2026-11-29", sources="s",
    )  # fmt: skip
    assert stated(link) == turtle(f"""
        <jp/osaka/sakai> adms:identifier <jp/osaka/sakai/identifier/{scheme}/{value}> .
        {f"<jp/osaka/sakai> schema:sameAs <{iri}> ." if iri else ""}
        <jp/osaka/sakai/identifier/{scheme}/{value}> a coop:Identifier ; skos:notation "{value}" ;
            coop:identifierScheme <../concept/identifier-scheme/{scheme}> ;
            coop:confidence confidence:medium ; dct:source source:s ; coop:recorded "2026-11-29"^^xsd:date .
    """)


def test_an_identifier_that_another_took_the_place_of_is_the_same_as_nothing_of_today() -> None:
    link = record(
        "links", locality="vn/da-nang", scheme="geonames", value="1905468", valid_until="2025-06-30", sources="s"
    )
    assert turtle("""<vn/da-nang/identifier/geonames/1905468> coop:validThrough "2025-06-30"^^xsd:date .""") <= stated(
        link
    )
    assert schema.sameAs not in {one.predicate for one in stated(link)}


def test_a_locality_and_its_periods() -> None:
    former = record(
        "former_periods", locality="jp/osaka/kita", level="town", name="Kita", name_ja="北町", name_kana="きたまち",
        part_of="jp/osaka", code="27999", valid_until="2006-03-31", latitude="34.51", longitude="135.2",
        population="900", population_year="2000", area_km2="11.5", legal_basis="Law 1", note="grew", sources="s",
    )  # fmt: skip
    locality = record(
        "localities", id="jp/osaka/kita", level="city", name="Kita", name_vi="Ki-ta", name_ja="北市",
        name_kana="きたし", part_of="jp/osaka", valid_until="2020-04", code="27998", iso_3166_2="JP-27",
        latitude="34.50", longitude="135.1", population="1000", population_year="2015", area_km2="12.5", website="https://example.org/",
        geonames_id="12",
    )  # fmt: skip
    name = record("names", locality="jp/osaka/kita", name="North City", language="en", sources="s")
    found = stated(locality, former, name)
    assert found == turtle("""
        <jp/osaka/kita> a coop:Locality ;
            rdfs:label "Kita"@en , "Thành phố Ki-ta"@vi , "北市"@ja ;
            skos:prefLabel "Kita"@en , "Ki-ta"@vi , "北市"@ja ;
            skos:altLabel "北" , "北町" , "きたし" , "きたまち" ;
            coop:searchKey "kita" , "thanhphokita" , "北" , "北市" , "北町" , "キタシ" , "キタマチ" , "northcity" ;
            coop:country country:jp ;
            coop:level level:city ;
            org:classification level:city ;
            coop:isoCode "JP-27" ;
            geo:lat "34.50"^^xsd:decimal ;
            geo:long "135.1"^^xsd:decimal ;
            coop:population 1000 ;
            coop:populationYear 2015 ;
            coop:areaKm2 "12.5"^^xsd:decimal ;
            geosparql:hasGeometry <jp/osaka/kita/geometry> ;
            foaf:homepage <https://example.org/> ;
            foaf:based_near <https://sws.geonames.org/12/> ;
            schema:containedInPlace <jp/osaka> ;
            coop:validThrough "2020-04-30"^^xsd:date ;
            coop:firstDay "0001-01-01"^^xsd:date ;
            coop:lastDay "2020-04-30"^^xsd:date ;
            coop:period <jp/osaka/kita/period/1> , <jp/osaka/kita/period/2> ;
            org:changedBy <change/2006-04-01--jp-osaka-kita> ; org:resultedFrom <change/2006-04-01--jp-osaka-kita> .
        <jp/osaka/kita/geometry> geosparql:asWKT "POINT(135.100000 34.500000)"^^geosparql:wktLiteral .
        <jp/osaka/kita/period/1> a coop:LocalityPeriod ;
            skos:prefLabel "Kita"@en , "北町"@ja ;
            rdfs:label "Kita"@en , "Thị trấn Kita"@vi , "北町"@ja ;
            skos:altLabel "きたまち" ;
            coop:level level:town ;
            geo:lat "34.51"^^xsd:decimal ;
            geo:long "135.2"^^xsd:decimal ;
            coop:population 900 ;
            coop:populationYear 2000 ;
            coop:areaKm2 "11.5"^^xsd:decimal ;
            schema:containedInPlace <jp/osaka> ;
            skos:notation "27999" ;
            coop:validThrough "2006-03-31"^^xsd:date ;
            coop:firstDay "0001-01-01"^^xsd:date ;
            coop:lastDay "2006-03-31"^^xsd:date ;
            coop:endEvent <change/2006-04-01--jp-osaka-kita> ;
            coop:legalBasis <legal-basis/law-1> ;
            skos:note "grew"@en ;
            dct:source source:s .
        <change/2006-04-01--jp-osaka-kita> a coop:Change ;
            rdfs:label "Kita → Kita"@en , "Thị trấn Kita → Thành phố Ki-ta"@vi , "北町 → 北市"@ja ;
            org:originalOrganization <jp/osaka/kita> ;
            org:resultingOrganization <jp/osaka/kita> ;
            dct:date "2006-04-01"^^xsd:date ;
            coop:firstDay "2006-04-01"^^xsd:date ;
            coop:lastDay "2006-04-01"^^xsd:date ;
            coop:kind <../concept/alteration-kind/new-level> , <../concept/alteration-kind/new-code> ;
            coop:legalBasis <legal-basis/law-1> ;
            dct:source source:s .
        <legal-basis/law-1> a coop:LegalBasis ; rdfs:label "Law 1"@en .
        <jp/osaka/kita/period/2> a coop:LocalityPeriod ;
            skos:prefLabel "Kita"@en , "Ki-ta"@vi , "北市"@ja ;
            coop:level level:city ;
            schema:containedInPlace <jp/osaka> ;
            skos:notation "27998" ;
            coop:validFrom "2006-04-01"^^xsd:date ;
            coop:startEvent <change/2006-04-01--jp-osaka-kita> ;
            coop:validThrough "2020-04-30"^^xsd:date ;
            coop:firstDay "2006-04-01"^^xsd:date ;
            coop:lastDay "2020-04-30"^^xsd:date .
    """)


@pytest.mark.parametrize(
    ("was", "kinds"),
    [
        pytest.param({"level": "town", "name_ja": "北町"}, {"new-level"}, id="the word for the level is no new name"),
        pytest.param({"name": "Nishi", "name_ja": "西市"}, {"new-name"}, id="another name"),
        pytest.param({"part_of": "jp/osaka/sakai"}, {"new-parent"}, id="another upper unit"),
        pytest.param({"code": "27999"}, {"new-code"}, id="another code"),
        pytest.param({"code": None}, set(), id="a code that is not known is no other one"),
        pytest.param({"latitude": "34.51"}, set(), id="another seat"),
    ],
)
def test_a_locality_that_goes_on_has_a_change_of_its_own(was: dict[str, str | None], kinds: set[str]) -> None:
    now = {"level": "city", "name": "Kita", "name_ja": "北市", "part_of": "jp/osaka", "code": "27998"}
    former = record("former_periods", locality="jp/osaka/kita", **{**now, **was}, valid_until="2006-03-31", sources="s")
    found = stated(record("localities", id="jp/osaka/kita", **now), former)
    change = thing["change/2006-04-01--jp-osaka-kita"]
    assert {t.object for t in found if t.subject == change and t.predicate == coop.kind} == {
        concept[f"alteration-kind/{kind}"] for kind in kinds
    }
    assert {t.object for t in found if t.predicate in {coop.startEvent, coop.endEvent}} == {change}


def test_the_change_of_several_is_that_of_their_periods() -> None:
    """Kita takes in Minami on the day on which it becomes a city: one event, which ended two periods, and began one."""
    kita = record("localities", id="jp/osaka/kita", level="city", name="Kita", name_ja="北市", part_of="jp/osaka")
    was = record(
        "former_periods", locality="jp/osaka/kita", level="town", name="Kita", name_ja="北町", part_of="jp/osaka",
        valid_until="2006-03-31", sources="s",
    )  # fmt: skip
    minami = record(
        "localities", id="jp/osaka/minami", level="town", name="Minami", name_ja="南町", part_of="jp/osaka",
        valid_until="2006-03-31",
    )  # fmt: skip
    taken = record(
        "successions", predecessor="jp/osaka/minami", successor="jp/osaka/kita", date="2006-04-01", kind="absorbed",
        sources="s",
    )  # fmt: skip
    rows = kita, minami, was, taken
    found = {Triple(*one) for row in rows for one in triples(row, known(*rows))}
    bound = {(t.subject, t.predicate, t.object) for t in found if t.predicate in {coop.startEvent, coop.endEvent}}
    change = thing["change/2006-04-01--jp-osaka-kita"]
    assert bound == {
        (thing["jp/osaka/kita/period/1"], coop.endEvent, change),
        (thing["jp/osaka/minami/period/1"], coop.endEvent, change),
        (thing["jp/osaka/kita/period/2"], coop.startEvent, change),
    }
    assert {t.object for t in found if t.predicate == coop.kind and t.subject == change} == {
        concept["change-kind/absorbed"]
    }


def test_a_region_has_its_time_and_that_of_today_is_the_localitys_own() -> None:
    locality = record("localities", id="vn/x", level="province", name="X", name_vi="X", name_ja="X")
    first = record("regions", locality="vn/x", region="central-highlands", valid_until="2025-10-04", sources="s")
    then = record(
        "regions", locality="vn/x", region="south-central-coast-and-central-highlands", valid_from="2025-10-05",
        sources="s;t",
    )  # fmt: skip
    found = stated(then, locality, first) | stated(first, locality, then) | stated(locality, first, then)
    assert found >= turtle("""
        <vn/x> coop:region <../concept/region/south-central-coast-and-central-highlands> ;
            coop:regionPeriod <vn/x/region/1> , <vn/x/region/2> .
        <vn/x/region/1> a coop:RegionPeriod ;
            coop:region <../concept/region/central-highlands> ;
            coop:validThrough "2025-10-04"^^xsd:date ;
            dct:source source:s .
        <vn/x/region/2> a coop:RegionPeriod ;
            coop:region <../concept/region/south-central-coast-and-central-highlands> ;
            coop:validFrom "2025-10-05"^^xsd:date ;
            dct:source source:s , source:t .
    """)
    assert len([one for one in found if one[1] == coop.region]) == 3


def test_a_locality_that_was_set_up_again_has_a_gap_between_its_periods() -> None:
    former = record(
        "former_periods", locality="vn/hue", level="province", name="Hue", valid_until="1976-02", sources="s"
    )
    locality = record("localities", id="vn/hue", level="province", name="Hue", valid_from="1989-07-01", sources="s;t")
    found = stated(locality, former)
    assert not [triple for triple in found if triple.subject == thing["vn/hue"] and triple.predicate == coop.validFrom]
    assert (
        turtle("""
        <vn/hue> dct:source source:s , source:t .
        <vn/hue/period/1> coop:validThrough "1976-02-29"^^xsd:date .
        <vn/hue/period/2> coop:validFrom "1989-07-01"^^xsd:date .
    """)
        <= found
    )


def test_a_former_period_is_stated_with_its_locality() -> None:
    former = record(
        "former_periods", locality="jp/osaka/sakai", level="town", name="Sakai", valid_until="1889", sources="s"
    )
    assert stated(former) == set()


def test_what_is_not_recorded_yet_is_labelled_by_its_id() -> None:
    """So it is when a table is checked before those that it names are loaded."""
    succession = record("successions", predecessor="vn/atlantis", successor="vn/da-nang", date="2020", sources="s")
    label = turtle('<succession/vn-atlantis--vn-da-nang> rdfs:label "vn/atlantis → Da Nang"@en .')
    assert label <= stated(succession)
    membership = record(
        "memberships", membership_id="m", network_id="new", name="Hue", country="VN", role="member", sources="s",
        places={"member": "vn/da-nang"},
    )  # fmt: skip
    assert turtle('<membership/m> rdfs:label "Da Nang – new: member"@en .') <= stated(membership)
    allocation = record("allocations", allocation_id="a", tie_id="t", locality="vn/atlantis", kind="staff", sources="s")
    assert turtle('<allocation/a> rdfs:label "vn/atlantis: staff"@en .') <= stated(allocation)


def test_what_is_said_of_a_data_set() -> None:
    for dataset in datasets():
        text = {Triple(*one) for one in describe(dataset)}
        [issued] = [one.object for one in text if one.predicate.value.endswith("/issued")]
        assert issued == Literal(dataset.descriptor["created"][:10], datatype=xsd.date)
        horizon = dataset.descriptor.get("horizon", {})
        found = {one for one in text if one.subject != graph[dataset.name]}
        assert found == {
            Triple(concept[f"country/{one}"], coop.horizon, Literal(day, datatype=xsd.date))
            for one, day in horizon.items()
        }


# --- any text survives ------------------------------------------------------------------------------------------


def survives(text: str) -> bool:
    """Whether a note comes back from N-Triples as it went in."""
    event = record(
        "events", event_id="e", date="2013", kind="meeting", vn_name="Da Nang", title=text, note=text, sources="s",
        places={"vn": "vn/da-nang"},
    )  # fmt: skip
    written = serialize(stated(event), format=RdfFormat.N_TRIPLES)
    assert len(written.splitlines()) == len(stated(event)), "a triple a line, whatever the text"
    read = {Triple(q.subject, q.predicate, q.object) for q in parse(written, format=RdfFormat.N_TRIPLES)}
    return read == stated(event) and Triple(thing["event/e"], skos.note, Literal(text, language="en")) in read


@pytest.mark.parametrize(
    "text",
    [
        'a "quoted" word', "it's", "one\ntwo", "one\r\ntwo\rthree", "a\ttab", "back\\slash \\n \\u0041", "<b>&amp;</b>",
        "<https://example.org/> .", '" . <a> <b> "c', "@en", '"@en', "^^xsd:date", "# no comment", "{}{0}%s%(a)s",
        "Đà Nẵng", "D\u0323a\u0300", "ダナン・ﾀﾞﾅﾝ", "𠮷野家", "\U0001f468\u200d\U0001f469\u200d\U0001f467 🇻🇳🇯🇵",
        "\N{RIGHT-TO-LEFT MARK}עברית\N{RIGHT-TO-LEFT OVERRIDE}", "\N{ZERO WIDTH JOINER}", "\ufeff", "\ufffe\uffff",
        "\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}\x85", "\x01\x1b[31m\x7f",
    ],
)  # fmt: skip
def test_signs_survive(text: str) -> None:
    assert survives(text)


@given(st.text(st.characters(codec="utf-8"), min_size=1))
@example("\\")
@example('"')
@example("\n")
def test_any_text_survives(text: str) -> None:
    assert survives(text)


@given(st.decimals(min_value=0, max_value=10**15, allow_nan=False, places=4))
def test_a_number_is_written_with_digits_alone(number: object) -> None:
    project = record("projects", project_id="p", title="x", budget=number, sources="s")
    [budget] = [one.object.value for one in stated(project) if one.predicate == coop.budget]
    assert set(budget) <= set("0123456789.")
