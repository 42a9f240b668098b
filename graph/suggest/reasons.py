"""The reasons for a suggestion: facts of the graph that a person can check, and localities that could introduce."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.suggest.features import NEAR_KM, OLD, designations, shared
from graph.suggest.history import Interaction, Snapshot


@dataclass(frozen=True)
class Reason:
    """A reason to approach a candidate.

    Attributes:
        feature: the feature that it explains, one of `graph.suggest.features.FEATURES`; or ``seeking``, an activity; or
            ``on-field``, work on the field asked for; or what `graph.suggest.alike` yields, which no weight is learnt
            for.
        facts: ids of the facts, the latest first.
        about: ids of the places, networks or fields it is about.
        latest: the day from which the latest of the facts is known (ISO 8601); empty if they go on, as networks do.
        number: the figure that the fact states, if it states one.
    """

    feature: str
    facts: tuple[str, ...]
    about: tuple[str, ...] = ()
    latest: str = ""
    number: int | None = None


_OF_BOTH = {"visits", "projects", "networks", "designations", "fields"}
_OF_OTHERS = {"own-hierarchy", "their-hierarchy", "neighbours", "their-neighbours", "activity", "seeking", "openness"}


def in_order(reasons: Iterable[Reason], contributions: dict[str, float], day: str) -> list[Reason]:
    """Return reasons in the order in which they are told, in each group those first that contributed most.

    First what was done on the field asked for, then what the two have in common, then in what they are alike, then what
    others did, last what is older than `OLD` years before the day (ISO 8601).
    """
    old = f"{int(day[:4]) - OLD}{day[4:]}"

    def order(reason: Reason) -> tuple[bool, bool, int, float]:
        group = 0 if reason.feature in _OF_BOTH else 2 if reason.feature in _OF_OTHERS else 1
        weight = contributions.get("activity" if reason.feature == "seeking" else reason.feature, 0.0)
        return reason.feature != "on-field", bool(reason.latest) and reason.latest < old, group, -weight

    return sorted(reasons, key=order)


def reasons_for(snapshot: Snapshot, place: str, other: str, about: str) -> Iterator[Reason]:
    """Yield the reasons for a locality to approach another.

    Args:
        snapshot: what was known on a day.
        place: the id of the locality that asks.
        other: the id of the candidate.
        about: a field of cooperation, by its slug, whose facts come first; empty if any.
    """
    on_field = (one for one in snapshot.interactions_of.get(other, ()) if about in one.fields)
    yield from _done("on-field", on_field, about, (f"concept/field/{about}",))
    together = snapshot.between.get(place, {}).get(other, [])
    for feature, forms in (("visits", {"Event"}), ("projects", {"Project", "Exchange"})):
        yield from _done(feature, (one for one in together if one.form in forms), about)
    named = designations(snapshot, place) & designations(snapshot, other)
    for network in shared(snapshot, place, other):
        alike = [designation for name, designation in sorted(named) if name == network]
        facts = tuple(_part(snapshot, one, network, alike) for one in (place, other))
        yield Reason("designations" if alike else "networks", facts, (network, *alike))
    for feature, pairs in (
        ("own-hierarchy", [(unit, other) for unit in snapshot.parent_or_children(place)]),
        ("their-hierarchy", [(unit, place) for unit in snapshot.parent_or_children(other)]),
        ("neighbours", [(near, other) for near in snapshot.near(place, NEAR_KM)]),
        ("their-neighbours", [(near, place) for near in snapshot.near(other, NEAR_KM)]),
    ):
        met = {one: snapshot.between[one][their] for one, their in pairs if their in snapshot.between.get(one, {})}
        yield from _done(feature, (one for interactions in met.values() for one in interactions), about, tuple(met))
    if same := sorted(fields_of(snapshot, place) & fields_of(snapshot, other), key=lambda slug: (slug != about, slug)):
        yield Reason("fields", (), tuple(f"concept/field/{slug}" for slug in same))
    yield from _elsewhere(snapshot, place, other, about)
    if alone := sorted(set(snapshot.participations_of.get(other, ())) - set(shared(snapshot, place, other))):
        yield Reason("openness", tuple(_part(snapshot, other, network, []) for network in alone), tuple(alone))


def _done(feature: str, done: Iterable[Interaction], about: str, by: tuple[str, ...] = ()) -> Iterator[Reason]:
    """Yield the reason that something was done, if it was."""
    interactions = list(done)
    if interactions:
        latest = max(one.known_from for one in interactions)
        yield Reason(feature, _latest(interactions, about), by, latest)


def _part(snapshot: Snapshot, place: str, network: str, alike: list[str]) -> str:
    """Return the latest participation of a locality in a network, of those with a shared designation if any has."""
    participations = [c for c in snapshot.participations_of[place][network] if not alike or c.designation in alike]
    return max(participations, key=lambda participation: (participation.known_from, participation.fact)).fact


def _elsewhere(snapshot: Snapshot, place: str, other: str, about: str) -> Iterator[Reason]:
    """Yield the reason that a candidate works with others than the asker, the partners in the order of the facts."""
    met = {one: interactions for one, interactions in snapshot.between.get(other, {}).items() if one != place}
    interactions = [interaction for interactions in met.values() for interaction in interactions]
    of = {interaction.fact: one for one, interactions in met.items() for interaction in interactions}
    partners = tuple(dict.fromkeys(of[fact] for fact in _latest(interactions, about)))
    yield from _done("activity" if snapshot.partners(other) else "seeking", interactions, about, partners)


def _latest(interactions: Iterable[Interaction], about: str) -> tuple[str, ...]:
    """Return the facts, those about a field first (if one is asked for), then the latest."""
    ordered = sorted(
        interactions,
        key=lambda interaction: (about in interaction.fields, interaction.known_from, interaction.fact),
        reverse=True,
    )
    return tuple(dict.fromkeys(interaction.fact for interaction in ordered))


def fields_of(snapshot: Snapshot, place: str) -> set[str]:
    """Return the fields that a locality has worked on, by their slugs."""
    return {field for interaction in snapshot.interactions_of.get(place, ()) for field in interaction.fields}


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
