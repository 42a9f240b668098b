"""Changes of localities are events: what they were out of, what they became, bound to periods; successions follow."""

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from conftest import table
from pyoxigraph import NamedNode, Store

from ontology import coop, dct, org, rdf, thing


class Event(NamedTuple):
    """A change as it stands in the graph: its day, and the ids of the localities before and after."""

    day: str
    before: frozenset[str]
    after: frozenset[str]


def objects(store: Store, subject: NamedNode, predicate: NamedNode) -> frozenset[str]:
    return frozenset(
        quad.object.value.removeprefix(thing.iri) for quad in store.quads_for_pattern(subject, predicate, None, None)
    )


@pytest.fixture(scope="module")
def events(store: Store) -> dict[str, Event]:
    """All changes of the real graph."""
    found = (quad.subject for quad in store.quads_for_pattern(None, rdf.type, coop.Change, None))
    return {
        node.value: Event(
            next(iter(objects(store, node, dct.date))),
            objects(store, node, org.originalOrganization),
            objects(store, node, org.resultingOrganization),
        )
        for node in found
    }


def test_a_succession_is_a_part_of_the_change_of_its_day(store: Store, events: dict[str, Event]) -> None:
    rows = table("successions")
    for row in rows:
        parts = (row["predecessor"].replace("/", "-"), row["successor"].replace("/", "-"))
        node = thing["succession/" + "--".join(parts)]
        [of] = store.quads_for_pattern(node, coop.change, None, None)
        event = events[of.object.value]
        assert event.day == row["date"]
        assert row["predecessor"] in event.before
        assert row["successor"] in event.after
    assert len(rows) > 2000


SAID_BY_SUCCESSIONS_ALONE = {
    "1975-12-27--vn-hoang-lien-son": "Nghia Lo was divided between the new province and Son La, which went on",
    "1991-08-12--vn-ba-ria-vung-tau": "it was made of a zone that ended and of a part of Dong Nai, which went on",
    "1997-01-01--vn-da-nang": "Da Nang had been there before, as a city of the province that was divided",
    "2006-03-01--jp-yamanashi-fujikawaguchiko": "Kamikuishiki was divided between two; Nakamichi went to one of them",
}
"""The changes in which not all that ended went to all that came of it: who has what stands in their successions."""


def test_successions_follow_from_the_changes(events: dict[str, Event]) -> None:
    """What ended went to all that came of it; of what went on, all that is new came."""
    stated = defaultdict(set)
    for row in table("successions"):
        stated[row["date"]].add((row["predecessor"], row["successor"]))
    odd = set()
    for iri, (day, before, after) in events.items():
        follows = {(one, other) for one in before - after for other in after}
        follows |= {(one, other) for one in before & after for other in after - before}
        here = {pair for pair in stated[day] if pair[0] in before and pair[1] in after}
        odd |= {iri.rpartition("/")[2]} if follows != here else set()
    assert odd == {*SAID_BY_SUCCESSIONS_ALONE}


def test_a_locality_names_the_changes_that_it_took_part_in(store: Store) -> None:
    for one, other in ((org.changedBy, org.originalOrganization), (org.resultedFrom, org.resultingOrganization)):
        named = {(quad.object, quad.subject) for quad in store.quads_for_pattern(None, one, None, None)}
        events = {quad.subject for quad in store.quads_for_pattern(None, rdf.type, coop.Change, None)}
        told = {
            (quad.subject, quad.object)
            for quad in store.quads_for_pattern(None, other, None, None)
            if quad.subject in events
        }
        assert named == told
        assert len(named) > 1000


def test_a_period_ends_with_the_change_of_the_day_after(store: Store, events: dict[str, Event]) -> None:
    """Every period that ended did so with a change, of which the next is the first day, or the month or year is one."""
    ended = 0
    for row in [*table("former_periods"), *table("localities")]:
        if not (last := row["valid_until"]):
            continue
        locality = row.get("locality") or row["id"]
        after = (date.fromisoformat(last) + timedelta(days=1)).isoformat() if len(last) == 10 else last
        assert [event for event in events.values() if event.day == after and locality in event.before], row
        ended += 1
    assert len(list(store.quads_for_pattern(None, coop.endEvent, None, None))) == ended


def test_a_period_begins_with_a_change_unless_it_begins_with_the_records(store: Store) -> None:
    begun = {quad.subject for quad in store.quads_for_pattern(None, coop.startEvent, None, None)}
    without = {
        (quad.subject.value.removeprefix(thing.iri)[:10], quad.object.value)
        for quad in store.quads_for_pattern(None, coop.validFrom, None, None)
        if isinstance(quad.subject, NamedNode) and "/period/" in quad.subject.value and quad.subject not in begun
    }
    assert without == {("jp/okinawa", "1972-05-15")}, "Okinawa's return is the one beginning that is no change"
