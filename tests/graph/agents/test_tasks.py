"""What officers and researchers ask for through an agent is answered rightly: each task as calls of tools.

The right answers are worked out from the tables in plain Python (`oracle`); the calls go through the client of the
protocol's own library.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import oracle
import pytest
from anyio.from_thread import start_blocking_portal
from conftest import FACTS, table
from mcp import Client

from graph.agents.server import agent_server
from graph.serve.limits import Limits
from ontology import BASE

DAY = "2026-11-29"
Agent = Callable[..., Any]


@pytest.fixture(scope="module")
def agent(folder: Path) -> Iterator[Agent]:
    """A function that calls a tool, of `DAY` if of no other, and returns its structured answer."""
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(agent_server(folder, Limits()))) as client,
    ):

        def called(tool: str, **arguments: Any) -> Any:
            asked = {} if tool == "sparql" else {"as_of": DAY}
            result = portal.call(partial(client.call_tool, tool, asked | arguments))
            assert not result.is_error, result.content
            assert result.structured_content is not None
            assert result.structured_content["facts_of"] == FACTS
            return result.structured_content

        yield called


def everything(agent: Agent, tool: str, listed: str, **arguments: Any) -> list[Any]:
    """Return what a tool lists, page by page."""
    first = agent(tool, limit=100, **arguments)
    assert first["total"]
    found = list(first[listed])
    while len(found) < first["total"]:
        found += agent(tool, limit=100, offset=len(found), **arguments)[listed]
    return found


def ids(facts: list[Any]) -> set[str]:
    return {one["id"] for one in facts}


def held_on(place: str, facts: Any, day: str = DAY) -> set[str]:
    """Return the facts known by a day that a locality holds on it."""
    return {
        fact.id
        for fact in facts
        if fact.valid_from <= day and any(place in oracle.holders(party, day) for party in fact.parties)
    }


def asked(agent: Agent, query: str) -> list[list[Any]]:
    """Return the rows of an answer to SPARQL, IRIs of ours without their base."""
    answer = agent("sparql", query=query, limit=500)
    assert len(answer["rows"]) == answer["total"]
    return [
        [cell.removeprefix(BASE).removeprefix("id/") if isinstance(cell, str) else cell for cell in row]
        for row in answer["rows"]
    ]


# --- an officer -------------------------------------------------------------------------------------------------------


def test_an_officer_finds_a_place_by_its_name_in_another_script(agent: Agent) -> None:
    [place] = agent("find_place", name="堺市", language="vi")["places"]
    assert (place["id"], place["names"]["ja"], place["country"]) == ("jp/osaka/sakai", "堺市", "jp")
    assert (place["name"], place["within"]) == ("Thành phố Sakai (tỉnh Osaka)", "Tỉnh Osaka")


def test_an_officer_is_told_which_places_share_a_name_and_chooses(agent: Agent) -> None:
    alike = {
        row["id"]
        for row in table("localities")
        if row["name"] == "Kawasaki" and row["id"].startswith("jp/") and not row["valid_until"]
    }
    answer = agent("find_place", name="Kawasaki")
    assert not answer["exact"]
    assert ids(answer["places"]) == alike
    assert ids(agent("find_place", name="Kawasaki", within="Kanagawa")["places"]) == {"jp/kanagawa/kawasaki"}


def test_an_officer_learns_who_took_over_a_city_that_has_ended(agent: Agent) -> None:
    [place] = agent("find_place", name="Quy Nhơn")["places"]
    assert set(place["held_by"]) == oracle.holders(place["id"], DAY)
    assert place["last_day"] == oracle.states(place["id"])[-1].last


def test_an_officer_lists_all_documents_that_the_city_holds_inherited_ones_too(agent: Agent) -> None:
    facts = everything(agent, "ties", "facts", place="Da Nang", form="agreement")
    assert ids(facts) == held_on("vn/da-nang", oracle.agreements())
    inherited = {one["id"] for one in facts if "vn/da-nang" not in ids(one["vietnam"])}
    assert inherited == {one.id for one in oracle.agreements() if "vn/da-nang" not in one.parties} & ids(facts)
    assert all(one["vietnam"][0]["holders"] == ["vn/da-nang"] for one in facts if one["id"] in inherited)


def test_an_officer_asks_which_documents_are_in_force(agent: Agent) -> None:
    facts = everything(agent, "ties", "facts", place="ho chi minh city", form="agreement", in_force=True)
    lasting = [one for one in oracle.agreements() if oracle.lasts(one, DAY)]
    assert ids(facts) == held_on("vn/ho-chi-minh-city", lasting)
    assert {one["state"] for one in facts} == {"in force"}


def test_an_officer_reads_what_the_province_had_before_the_merger(agent: Agent) -> None:
    day = "2025-06-30"
    answer = everything(agent, "ties", "facts", place="Quảng Nam", form="agreement", as_of=day)
    assert ids(answer) == held_on("vn/quang-nam", oracle.agreements(), day)


def test_an_officer_lists_what_is_known_with_a_partner(agent: Agent) -> None:
    facts = everything(agent, "pair", "facts", place="Hai Phong", other="Kitakyushu")
    both = {
        fact.id
        for fact in (*oracle.ties(), *oracle.projects(), *oracle.events())
        if fact.valid_from <= DAY and ("vn/hai-phong", "jp/fukuoka/kitakyushu") in fact.between(DAY)
    }
    assert {one for one in ids(facts) if not one.startswith(("membership/", "network-event/"))} == both


def test_an_officer_checks_on_which_pages_a_document_rests(agent: Agent) -> None:
    [document, *_] = [one for one in oracle.agreements() if len(one.sources) > 2]
    party = next(iter(oracle.holders(document.parties[1], DAY)))
    answer = agent("ties", place=party, form="agreement", limit=100)
    [fact] = [one for one in answer["facts"] if one["id"] == document.id]
    urls = {row["source_id"]: row["url"] for row in table("sources")}
    cited = {one["number"]: one["url"] for one in answer["sources"]}
    assert {cited[number] for number in fact["sources"]} == {urls[one] for one in document.sources}


def test_an_officer_lists_the_projects_on_water(agent: Agent) -> None:
    facts = everything(agent, "ties", "facts", place="Hải Phòng", form="project", field="nước")
    on_water = [one for one in oracle.projects() if "field/water" in one.fields]
    assert ids(facts) == held_on("vn/hai-phong", on_water)


def test_an_officer_lists_the_networks_of_the_city(agent: Agent) -> None:
    facts = everything(agent, "ties", "facts", place="Huế", form="membership")
    assert ids(facts) == held_on("vn/hue", oracle.memberships())


def test_an_officer_sees_which_projects_end_within_a_year(agent: Agent) -> None:
    answer = agent("calendar", months=12, limit=100)
    ends = {
        (one.id, one.until)
        for one in oracle.projects()
        if one.valid_from <= DAY and one.until and one.valid_through >= DAY
        and oracle.first_day(one.until) <= oracle.years_from(DAY, 1)
    }  # fmt: skip
    told = [one for one in answer["dates"] if one["occasion"] == "end of project"]
    assert ends
    assert answer["total"] == len(answer["dates"])
    assert {(one["id"], one["date"]) for one in told} == ends


def test_an_officer_sees_the_round_anniversaries_of_what_stands_alone(agent: Agent) -> None:
    """Of documents that follow on none, and that none follows."""
    followed = {one.follows for one in oracle.ties()}
    alone = {
        one.id: one
        for one in oracle.agreements(DAY)
        if not one.follows and one.id not in followed and one.since and not one.until
    }
    coming = {
        (one.id, str(years))
        for one in alone.values()
        for years in range(5, 100, 5)
        if oracle.last_day(oracle.years_from(one.since or "", years)) >= DAY
        and oracle.first_day(oracle.years_from(one.since or "", years)) <= oracle.years_from(DAY, 1)
    }
    dates = agent("calendar", months=12, limit=100)["dates"]
    told = {(one["id"], str(one["years"])) for one in dates if one["occasion"] == "anniversary" and one["id"] in alone}
    assert coming
    assert told == coming


def test_an_officer_asks_which_programmes_take_applications(agent: Agent) -> None:
    day = "2025-10-01"
    rows = oracle.programmes_open_to("jp/osaka/sakai", day)
    answer = agent("programmes", place="Sakai, Osaka", only_open=True, as_of=day, limit=100)
    told = {(one["id"], one.get("closes")) for one in answer.get("programmes", [])}
    assert told == {(row[0], row[6]) for row in rows if row[3] == "programme-status/open"}
    assert told


def test_an_officer_asks_for_which_programmes_the_province_applies_itself(agent: Agent) -> None:
    rows = oracle.programmes_open_to("vn/ca-mau", DAY)
    answer = agent("programmes", place="Ca Mau", limit=100)
    assert ids(answer["programmes"]) == {row[0] for row in rows}
    assert {one["id"] for one in answer["programmes"] if one["applies"]} == {row[0] for row in rows if row[2]}


def test_an_officer_asks_for_whom_no_document_is_known(agent: Agent) -> None:
    rows = everything(agent, "gaps", "rows", country="vn", scheme="official-relationship")
    having = oracle.in_force(DAY, "official_relationship")
    assert {row["place_id"] for row in rows} == set(oracle.places(DAY, "provincial", "vn")) - having
    assert {row["place_id"] for row in rows if not row["partner_known"]} == set(
        oracle.without_partner(DAY, "provincial", "vn")
    )


def test_an_officer_is_not_told_to_approach_who_has_signed_already(agent: Agent) -> None:
    answer = agent("suggest", place="Huế", limit=30)
    suggested = [one["place"]["id"] for one in answer["candidates"]]
    assert len(suggested) == 30
    assert {one[:3] for one in suggested} == {"jp/"}
    assert not {("vn/hue", one) for one in suggested} & oracle.agreed(DAY)


def test_an_officer_takes_a_page_to_a_meeting_whose_numbers_lead_to_sources(agent: Agent) -> None:
    answer = agent("brief", place="hanoi", other="asahikawa", language="ja")
    said = "\n".join(cell for block in answer["blocks"] for row in block["rows"] for cell in row)
    [visit] = [row for row in table("events") if row["event_id"].startswith("2023-11-08--hanoi--asahikawa")]
    urls = {row["source_id"]: row["url"] for row in table("sources")}
    numbers = {one["url"]: one["number"] for one in answer["sources"]}
    assert oracle.spoken(visit["date"], "ja") in said
    assert all(f"[{numbers[urls[one]]}]" in said for one in oracle.parts(visit["sources"]))


# --- a researcher -----------------------------------------------------------------------------------------------------


def test_a_researcher_counts_documents_by_kind(agent: Agent) -> None:
    rows = asked(agent, "SELECT ?kind (COUNT(?f) AS ?n) { ?f a coop:Agreement ; coop:kind ?kind } GROUP BY ?kind")
    assert {kind.removeprefix("concept/"): n for kind, n in rows} == Counter(one.kind for one in oracle.agreements())


def test_a_researcher_counts_documents_by_decade(agent: Agent) -> None:
    rows = asked(
        agent,
        "SELECT ?decade (COUNT(?f) AS ?n) { ?f a coop:Agreement ; coop:signed ?day . "
        'BIND(CONCAT(SUBSTR(STR(?day), 1, 3), "0") AS ?decade) } GROUP BY ?decade',
    )
    dated = (row["signed"] for row in table("ties") if row["kind"] != "exchange" and row["signed"])
    assert dict(rows) == Counter(f"{day[:3]}0" for day in dated)


def test_a_researcher_adds_up_budgets_by_currency(agent: Agent) -> None:
    rows = asked(
        agent,
        "SELECT ?currency (SUM(?budget) AS ?sum) { ?p a coop:Project ; coop:budget ?budget ; coop:currency ?currency } "
        "GROUP BY ?currency",
    )
    sums: Counter[str] = Counter()
    for row in table("projects"):
        if row["budget"]:
            sums[row["currency"]] += int(float(row["budget"]))
    assert dict(rows) == pytest.approx(sums)


def test_a_researcher_lists_members_of_a_network_with_their_sources(agent: Agent) -> None:
    answer = agent(
        "sparql", limit=500,
        query=f"SELECT ?m ?place {{ ?m org:organization <{BASE}id/network/citynet> ; coop:currentParty ?place }}",
    )  # fmt: skip
    members = [one for one in oracle.memberships() if one.network == "network/citynet"]
    told = {(m.removeprefix(f"{BASE}id/"), place.removeprefix(f"{BASE}id/")) for m, place in answer["rows"]}
    assert told == {(one.id, holder) for one in members for holder in oracle.last_holders(one.parties[0])}
    assert all(answer["names"][place] for _, place in answer["rows"])
    cited = {one["number"] for one in answer["sources"]}
    assert cited
    assert {number for numbers in answer["cited"].values() for number in numbers} <= cited


def test_a_researcher_asks_of_a_day_in_the_past(agent: Agent) -> None:
    day = "2015-12-31"
    rows = asked(
        agent,
        f"SELECT DISTINCT ?f {{ ?f a coop:Agreement ; coop:firstDay ?a ; coop:lastDay ?z "
        f'FILTER(?a <= "{day}"^^xsd:date && ?z >= "{day}"^^xsd:date) }}',
    )
    assert {row[0] for row in rows} == {one.id for one in oracle.agreements(day) if one.valid_through >= day}


def test_a_researcher_counts_projects_by_programme(agent: Agent) -> None:
    rows = asked(agent, "SELECT ?p (COUNT(?f) AS ?n) { ?f a coop:Project ; coop:programme ?p } GROUP BY ?p")
    assert dict(rows) == Counter(one.programme for one in oracle.projects() if one.programme)
