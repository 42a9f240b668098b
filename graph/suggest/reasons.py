"""What speaks for approaching a locality: facts of the graph that a person can check."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.suggest.features import NEAR_KM, designations, shared
from graph.suggest.history import Deed, Known


@dataclass(frozen=True)
class Reason:
    """Something that speaks for a candidate.

    Attributes:
        signal: the signal it stands behind; one of `graph.suggest.features.NAMES`.
        facts: ids of the facts, the latest first.
        about: ids of the places or networks it is about.
    """

    signal: str
    facts: tuple[str, ...]
    about: tuple[str, ...] = ()


def reasons_for(known: Known, place: str, other: str, about: str) -> Iterator[Reason]:
    """Yield what speaks for approaching a locality, by what was known."""
    together = known.between.get(place, {}).get(other, [])
    for signal, forms in (("visits", {"Event"}), ("projects", {"Project", "Exchange"})):
        if facts := _latest((deed for deed in together if deed.form in forms), about):
            yield Reason(signal, facts)
    named = designations(known, place) & designations(known, other)
    for network in shared(known, place, other):
        alike = [designation for name, designation in sorted(named) if name == network]
        facts = tuple(_part(known, one, network, alike) for one in (place, other))
        yield Reason("designations" if alike else "networks", facts, (network, *alike))
    for signal, pairs in (
        ("own-kin", [(kin, other) for kin in known.kin(place)]),
        ("their-kin", [(kin, place) for kin in known.kin(other)]),
        ("neighbours", [(near, other) for near in known.near(place, NEAR_KM)]),
    ):
        met = {one: known.between[one][their] for one, their in pairs if their in known.between.get(one, {})}
        if met:
            yield Reason(signal, _latest((deed for deeds in met.values() for deed in deeds), about), tuple(met))
    if same := _common_fields(known, place, other, about):
        yield Reason("fields", (), tuple(f"concept/field/{slug}" for slug in same))
    yield from _elsewhere(known, place, other, about)


def _part(known: Known, place: str, network: str, alike: list[str]) -> str:
    """Return the latest part that a locality had in a network, of those that designate it alike, if any does."""
    circles = [c for c in known.rounds[place][network] if not alike or c.designation in alike]
    return max(circles, key=lambda circle: (circle.known, circle.fact)).fact


def _elsewhere(known: Known, place: str, other: str, about: str) -> Iterator[Reason]:
    """Tell what a candidate does with others than the one who asks, the partners in the order of the facts."""
    met = {one: deeds for one, deeds in known.between.get(other, {}).items() if one != place}
    facts = _latest((deed for deeds in met.values() for deed in deeds), about)
    if facts:
        of = {deed.fact: one for one, deeds in met.items() for deed in deeds}
        yield Reason(
            "activity" if known.partners(other) else "seeking", facts, tuple(dict.fromkeys(of[f] for f in facts))
        )


def _latest(deeds: Iterable[Deed], about: str) -> tuple[str, ...]:
    """Return the facts, those about a field first (if one is asked for), then the latest."""
    ordered = sorted(deeds, key=lambda deed: (about in deed.fields, deed.known, deed.fact), reverse=True)
    return tuple(dict.fromkeys(deed.fact for deed in ordered))


def _common_fields(known: Known, place: str, other: str, about: str) -> list[str]:
    ours, theirs = ({f for deed in known.of.get(one, ()) for f in deed.fields} for one in (place, other))
    return sorted(ours & theirs, key=lambda slug: (slug != about, slug))


def introducers_of(known: Known, place: str, other: str) -> Iterator[str]:
    """Yield who could introduce the two: relatives of one that work with the other, then partners of both sides."""
    theirs, ours = known.between.get(other, {}), known.between.get(place, {})
    found = [kin for kin in known.kin(place) if kin in theirs] + [kin for kin in known.kin(other) if kin in ours]
    strength: dict[str, int] = defaultdict(int)
    for partner in ours:  # a partner of ours, and somebody at home who works with both
        for friend in known.between.get(partner, {}):
            if friend != place and friend in theirs:
                strength[friend] += min(len(known.between[partner][friend]), len(theirs[friend]))
    yield from dict.fromkeys([*found, *sorted(strength, key=lambda one: (-strength[one], one))])
