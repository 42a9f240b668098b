"""The reasons for a suggestion: facts of the graph that a person can check, and localities that could introduce."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.suggest.features import NEAR_KM, designations, shared
from graph.suggest.history import Interaction, Snapshot


@dataclass(frozen=True)
class Reason:
    """A reason to approach a candidate.

    Attributes:
        feature: the feature that it explains; one of `graph.suggest.features.FEATURES`.
        facts: ids of the facts, the latest first.
        about: ids of the places or networks it is about.
    """

    feature: str
    facts: tuple[str, ...]
    about: tuple[str, ...] = ()


def reasons_for(snapshot: Snapshot, place: str, other: str, about: str) -> Iterator[Reason]:
    """Yield the reasons for a locality to approach another.

    Args:
        snapshot: what was known on a day.
        place: the id of the locality that asks.
        other: the id of the candidate.
        about: a field of cooperation, by its slug, whose facts come first; empty if any.
    """
    together = snapshot.between.get(place, {}).get(other, [])
    for feature, forms in (("visits", {"Event"}), ("projects", {"Project", "Exchange"})):
        if facts := _latest((interaction for interaction in together if interaction.form in forms), about):
            yield Reason(feature, facts)
    named = designations(snapshot, place) & designations(snapshot, other)
    for network in shared(snapshot, place, other):
        alike = [designation for name, designation in sorted(named) if name == network]
        facts = tuple(_part(snapshot, one, network, alike) for one in (place, other))
        yield Reason("designations" if alike else "networks", facts, (network, *alike))
    for feature, pairs in (
        ("own-hierarchy", [(unit, other) for unit in snapshot.parent_or_children(place)]),
        ("their-hierarchy", [(unit, place) for unit in snapshot.parent_or_children(other)]),
        ("neighbours", [(near, other) for near in snapshot.near(place, NEAR_KM)]),
    ):
        met = {one: snapshot.between[one][their] for one, their in pairs if their in snapshot.between.get(one, {})}
        if met:
            yield Reason(
                feature,
                _latest((interaction for interactions in met.values() for interaction in interactions), about),
                tuple(met),
            )
    if same := _common_fields(snapshot, place, other, about):
        yield Reason("fields", (), tuple(f"concept/field/{slug}" for slug in same))
    yield from _elsewhere(snapshot, place, other, about)


def _part(snapshot: Snapshot, place: str, network: str, alike: list[str]) -> str:
    """Return the latest participation of a locality in a network, of those with a shared designation if any has."""
    participations = [c for c in snapshot.participations_of[place][network] if not alike or c.designation in alike]
    return max(participations, key=lambda participation: (participation.known_from, participation.fact)).fact


def _elsewhere(snapshot: Snapshot, place: str, other: str, about: str) -> Iterator[Reason]:
    """Yield the reason that a candidate works with others than the asker, the partners in the order of the facts."""
    met = {one: interactions for one, interactions in snapshot.between.get(other, {}).items() if one != place}
    facts = _latest((interaction for interactions in met.values() for interaction in interactions), about)
    if facts:
        of = {interaction.fact: one for one, interactions in met.items() for interaction in interactions}
        yield Reason(
            "activity" if snapshot.partners(other) else "seeking", facts, tuple(dict.fromkeys(of[f] for f in facts))
        )


def _latest(interactions: Iterable[Interaction], about: str) -> tuple[str, ...]:
    """Return the facts, those about a field first (if one is asked for), then the latest."""
    ordered = sorted(
        interactions,
        key=lambda interaction: (about in interaction.fields, interaction.known_from, interaction.fact),
        reverse=True,
    )
    return tuple(dict.fromkeys(interaction.fact for interaction in ordered))


def _common_fields(snapshot: Snapshot, place: str, other: str, about: str) -> list[str]:
    ours, theirs = (
        {f for interaction in snapshot.interactions_of.get(one, ()) for f in interaction.fields}
        for one in (place, other)
    )
    return sorted(ours & theirs, key=lambda slug: (slug != about, slug))


def introducers_of(snapshot: Snapshot, place: str, other: str) -> Iterator[str]:
    """Yield the ids of those who could introduce the two.

    First the units that contain one, or that it contains, and work with the other; then the partners of both.
    """
    theirs, ours = snapshot.between.get(other, {}), snapshot.between.get(place, {})
    found = [unit for unit in snapshot.parent_or_children(place) if unit in theirs] + [
        unit for unit in snapshot.parent_or_children(other) if unit in ours
    ]
    strength: dict[str, int] = defaultdict(int)
    for partner in ours:  # a partner of ours, and somebody at home who works with both
        for friend in snapshot.between.get(partner, {}):
            if friend != place and friend in theirs:
                strength[friend] += min(len(snapshot.between[partner][friend]), len(theirs[friend]))
    yield from dict.fromkeys([*found, *sorted(strength, key=lambda one: (-strength[one], one))])
