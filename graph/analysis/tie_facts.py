"""What is said of ties beside whom they join: whose they were, whether in force, since when known, from what source."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from pyoxigraph import NamedNode, Store

from graph.analysis.selection import tie_state
from graph.ask.as_of import first_day, known_end, known_from, tenures
from graph.ask.labels import short, slug
from graph.ask.lookup import subjects, text, things, value
from loaders.model.dates import PartialDate
from ontology import concepts, coop, dct, rdf, schema, thing

if TYPE_CHECKING:
    import networkx as nx


def state(store: Store, tie: NamedNode, day: str) -> str:
    """Return which of the `graph.analysis.selection.STATES` a tie is in on a day (ISO 8601)."""
    form = "Project" if coop.Project in things(store, tie, rdf.type) else ""
    return tie_state(store, tie, form, day)


def told_end(store: Store, tie: NamedNode, day: str) -> str:
    """Return when a tie ended by a day, or is to end by its term or plan, as precisely as is known; empty if unknown.

    An end that came after the day, and was not foreseen, is not told.
    """
    if known_end(store, tie) <= day or _slug_of(store, tie, coop.status) == "ongoing":
        return text(store, tie, schema.endDate)
    return text(store, tie, coop.expires)


def parties_held(store: Store, tie: NamedNode, holder: NamedNode, day: str) -> list[NamedNode]:
    """Return of the localities that entered into a tie those whose part in it a locality holds on a day."""
    return [
        party
        for party in things(store, tie, coop.party)
        if any(one.holder == holder and one.first <= day <= one.last for one in tenures(store, party))
    ]


def is_shared(store: Store, party: NamedNode, holder: NamedNode) -> bool:
    """Whether a locality holds what another entered into beside others, all parts of what was divided."""
    return any(
        text(store, tenure, coop.shared) == "true"
        for tenure in subjects(store, coop.tenureOf, party)
        if holder in things(store, tenure, coop.heldBy)
    )


def confidence(store: Store, ties: Iterable[NamedNode]) -> str:
    """Return the highest confidence that any of some ties has, by its slug; empty if none is stated."""
    stated = {_slug_of(store, tie, coop.confidence) for tie in ties}
    return next((one for one in concepts.slugs("confidence") if one in stated), "")


def sources(store: Store, ties: Iterable[NamedNode]) -> list[str]:
    """Return the ids of the sources of some ties, each once."""
    return list(dict.fromkeys(short(one) for tie in ties for one in things(store, tie, dct.source)))


def describe_ties(store: Store, network: "nx.MultiGraph[str]", day: str) -> None:
    """Say of each edge of a network of ties what the tables say of the tie, as far as it is known on a day.

    ``vn_party`` and ``jp_party`` entered into it (several parted by ``;``), ``vn_holder`` and ``jp_holder`` hold it on
    the day. ``until`` is left out where the end came after the day and was not foreseen. The rest is of `_grounds`.
    """
    for *ends, key, said in network.edges(keys=True, data=True):
        tie = thing[key]
        for holder in ends:
            said[f"{holder[:2]}_party"] = _ids(parties_held(store, tie, thing[holder], day))
            said[f"{holder[:2]}_holder"] = holder
        said.pop("until", None)
        said.update(_grounds(store, [tie], day))


def describe_parts(store: Store, network: "nx.Graph[str]", day: str) -> None:
    """Say the same of each edge between a locality and what it takes part in, by all its ``parts``."""
    for *ends, said in network.edges(data=True):
        [holder] = (end for end in ends if network.nodes[end].get("bipartite") == 0)
        parts = [thing[one] for one in said["parts"].split(";")]
        held = (party for part in parts for party in parties_held(store, part, thing[holder], day))
        said.update(party=_ids(held), holder=holder, **_grounds(store, parts, day))


def _grounds(store: Store, ties: list[NamedNode], day: str) -> dict[str, Any]:
    """Return what an edge rests on.

    ``until``, when all ended or are to end, where that is told (`told_end`); ``valid_from``, the first day from which
    it is known to hold; ``known_from``, the day from which it is known; ``in_force`` (1 or 0); ``confidence`` and the
    ids of its ``sources``, parted by ``;``, where there are any.
    """
    ends = [told_end(store, tie, day) for tie in ties]
    stated = {
        "until": max(ends, key=lambda end: PartialDate(end).latest) if all(ends) else "",
        "confidence": confidence(store, ties),
        "sources": ";".join(sources(store, ties)),
    }
    return {
        "valid_from": min(first_day(store, tie) for tie in ties),
        "known_from": min(known_from(store, tie) for tie in ties),
        "in_force": int(any(state(store, tie, day) == "active" for tie in ties)),
        **{name: value for name, value in stated.items() if value},
    }


def _ids(places: Iterable[NamedNode]) -> str:
    return ";".join(dict.fromkeys(map(short, places)))


def _slug_of(store: Store, tie: NamedNode, predicate: NamedNode) -> str:
    return slug(cast(NamedNode | None, value(store, tie, predicate)))
