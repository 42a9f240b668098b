"""Whom a locality could approach next: why, by which scheme, through whom.

Those come first who have met or worked together without a document, then those whom kin or a network joins, then
counterparts of the same standing, then all others; among them, the sum of the signals decides, each times its weight
(`graph.weights`). These steps were chosen by how well they foretell the documents signed before 2015. What is said for
a candidate are facts of the graph that a person can check.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import cast

import numpy as np
from pyoxigraph import Literal, NamedNode, Store

import queries
from graph.as_of import Names, at, holders
from graph.citations import Citations
from graph.evidence import Deed, Evidence, Known
from graph.names import Labels, short
from graph.questions import Answer, Cell, ParameterError, ask
from graph.said import value
from graph.signals import LEVELS, NAMES, NEAR_KM, Field, designations, shared
from graph.weights import learnt
from graph.words import words
from loaders.messages import LANGUAGE, any_of
from loaders.messages import gettext as _
from ontology import concept, coop, schema, thing

THINGS = ("place", "level", "scheme")
COLUMNS = ("rank", "place", "level", "score", "scheme", "reasons", "programmes", "introduced_by", "sources")
SHOWN = 3
"""How many facts are told for one reason, how many programmes and go-betweens; the others are counted."""


@dataclass(frozen=True)
class Reason:
    """Something that speaks for a candidate.

    Attributes:
        signal: the signal it stands behind; one of `graph.signals.NAMES`.
        facts: ids of the facts, the latest first.
        about: ids of the places or networks it is about.
    """

    signal: str
    facts: tuple[str, ...]
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """A locality to approach.

    Attributes:
        place: its id.
        score: the sum of its weighted signals, its level apart.
        counted: how much each signal counted.
        scheme: the scheme that fits, by its slug.
        reasons: what speaks for it, what counted most first.
        programmes: ids of programmes that are open to such a pair.
        introducers: ids of localities that work with both, or of relatives of one that work with the other.
    """

    place: str
    score: float
    counted: dict[str, float]
    scheme: str
    reasons: tuple[Reason, ...]
    programmes: tuple[str, ...]
    introducers: tuple[str, ...]


def suggestions(store: Store, place: str, day: str, limit: int = 10, about: str = "") -> list[Suggestion]:
    """Return whom a locality could approach, the best first.

    Args:
        store: the graph.
        place: the id of the locality that asks.
        day: nothing that became known after it counts.
        limit: how many.
        about: a field of cooperation, by its slug; only candidates that have worked on it.

    Raises:
        ParameterError: the locality did not exist on the day.
    """
    evidence = _evidence(store)
    known = evidence.on(day)
    if place not in known.units:
        raise ParameterError(_not_there(store, known, place))
    there = _field(store, day, "jp" if place.startswith("vn") else "vn")
    weights = learnt(evidence, day, there.country)
    partners = known.partners(place)
    ordered = (one for one in order(there, place, weights) if one not in partners and _works_on(known, one, about))
    programmes = _programmes(store, day, place[:2])
    return [_suggestion(there, place, other, weights, programmes, about) for other in islice(ordered, limit)]


@cache
def _evidence(store: Store) -> Evidence:
    """Read the facts once for all who ask of a store."""
    return Evidence(store)


@cache
def _field(store: Store, day: str, country: str) -> Field:
    return Field(_evidence(store).on(day), country)


def _not_there(store: Store, known: Known, place: str) -> str:
    labels = Labels(store, LANGUAGE.get(), known.day)
    heirs = [one for one in holders(store, thing[place], known.day) if one != thing[place]]
    said = (
        _("{place} did not exist on {day}; what it had is held by {heirs}, ask for that")
        if heirs
        else _("{place} did not exist on {day}; ask of a day on which it did")
    )
    named = any_of(f"{labels[heir]} [{short(heir)}]" for heir in heirs)
    return said.format(place=labels[thing[place]], day=known.day, heirs=named)


def order(there: Field, asker: str, weights: dict[str, float]) -> list[str]:
    """Return all candidates, the best first; equals by id."""
    nearness, scores = there.nearness(asker), there.signals(asker) @ np.array([weights[name] for name in NAMES])
    rows = sorted(range(len(scores)), key=lambda row: (-nearness[row], -scores[row], row))
    return [there.candidates[row] for row in rows]


def _works_on(known: Known, place: str, about: str) -> bool:
    return not about or any(about in deed.fields for deed in known.of.get(place, ()))


def _suggestion(
    there: Field, place: str, other: str, weights: dict[str, float], programmes: "_Programmes", about: str
) -> Suggestion:
    known, signals = there.known, there.signals(place)[there.index[other]]
    counted = {name: weights[name] * float(value) for name, value in zip(NAMES, signals, strict=True)}
    score = sum(value for name, value in counted.items() if name not in LEVELS)
    reasons = sorted(_reasons(known, place, other, about), key=lambda reason: -counted[reason.signal])
    together = known.between.get(place, {}).get(other, [])
    both = shared(known, place, other)
    scheme = "official-relationship" if together else "intercity-network" if both else "third-party-support"
    return Suggestion(
        other,
        score,
        counted,
        scheme,
        tuple(reasons),
        programmes.fitting(known, place, other),
        tuple(_introducers(known, place, other)),
    )


def _reasons(known: Known, place: str, other: str, about: str) -> Iterator[Reason]:
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


def _introducers(known: Known, place: str, other: str) -> Iterator[str]:
    """Yield who could introduce the two: relatives of one that work with the other, then partners of both sides."""
    theirs, ours = known.between.get(other, {}), known.between.get(place, {})
    found = [kin for kin in known.kin(place) if kin in theirs] + [kin for kin in known.kin(other) if kin in ours]
    strength: dict[str, int] = defaultdict(int)
    for partner in ours:  # a partner of ours, and somebody at home who works with both
        for friend in known.between.get(partner, {}):
            if friend != place and friend in theirs:
                strength[friend] += min(len(known.between[partner][friend]), len(theirs[friend]))
    yield from dict.fromkeys([*found, *sorted(strength, key=lambda one: (-strength[one], one))])


@dataclass(frozen=True)
class _Programmes:
    """The programmes open to a locality or its partner, those that it may apply to itself first; project -> its one."""

    open_to: tuple[str, ...]
    of: dict[str, str]

    def fitting(self, known: Known, *places: str) -> tuple[str, ...]:
        """Return them for a pair: those that either has used most come first."""
        used = Counter(self.of.get(deed.fact) for place in places for deed in known.of.get(place, ()))
        return tuple(sorted(self.open_to, key=lambda one: -used[one]))


@cache
def _programmes(store: Store, day: str, country: str) -> _Programmes:
    """Return them for the localities of a country, which are all alike in this."""
    place = next(one for one in _evidence(store).on(day).units if one.startswith(f"{country}/"))
    answer = ask(store, queries.question("programmes-open-to"), {"place": place, "as_of": day})
    return _Programmes(tuple(dict.fromkeys(short(cast(NamedNode, row[0])) for row in answer.rows)), _supported(store))


@cache
def _supported(store: Store) -> dict[str, str]:
    """Return project -> the programme that supports it."""
    quads = store.quads_for_pattern(None, coop.programme, None, None)
    return {short(cast(NamedNode, quad.subject)): short(cast(NamedNode, quad.object)) for quad in quads}


class Told:
    """Suggestions in words, with the sources cited.

    Args:
        store: the graph.
        place: the id of the locality that asks.
        day: the day.
        found: the suggestions.
        language: ``en``, ``vi`` or ``ja``.
        citations: the sources cited before, if this stands behind other text.
        labels: what things are called, if that has been read already.
    """

    def __init__(
        self, store: Store, place: str, day: str, found: list[Suggestion], language: str,
        citations: Citations | None = None, labels: Labels | None = None,
    ) -> None:  # fmt: skip
        self._store, self._place, self._day, self._found = store, place, day, found
        self._labels, self._words = labels or Labels(store, language, day), words(language)
        self._parties = Names(store, language, day, self._labels)
        self._citations = citations or Citations(store)

    def __str__(self) -> str:
        title = self._words["suggest_title"].format(self._name(self._place), self._day)
        lines = [title]
        for number, one in enumerate(self._found, 1):
            level = self._labels[self._level(one.place)]
            lines += ["", f"{number:2}  {self._name(one.place)} ({level})"]
            lines += [f"      {reason}" for reason in self.reasons(one)]
            lines += [f"      {extra}" for extra in self.extras(one)]
        if not self._found:
            lines += ["", self._words["none"]]
        sources = [str(source) for source in self._citations]
        lines += ["", self._words["sources"], *sources] if sources else []
        return "\n".join(lines) + "\n"

    def answer(self) -> Answer:
        """Return the suggestions as a table: the same in columns, sources as addresses."""
        rows: list[tuple[Cell, ...]] = []
        for number, one in enumerate(self._found, 1):
            facts = [fact for reason in one.reasons for fact in reason.facts[:SHOWN]]
            pages = dict.fromkeys(page for fact in facts for page in self._citations.of(thing[fact]))
            texts = [
                "; ".join(self.reasons(one, cite=False)),
                self._names(one.programmes),
                self._names(one.introducers),
            ]
            rows.append(
                (Literal(number), thing[one.place], self._level(one.place), Literal(round(one.score, 3)),
                 concept[f"scheme/{one.scheme}"], *map(Literal, texts),
                 Literal(" ".join(u.value for p in pages if (u := self._of(p, schema.url))))),
            )  # fmt: skip
        return Answer(COLUMNS, rows)

    def reasons(self, one: Suggestion, cite: bool = True) -> Iterator[str]:
        """Yield what speaks for a suggestion, a line for each reason."""
        for reason in one.reasons:
            about = self._named(reason)
            facts = [self._fact(fact, cite) for fact in reason.facts[:SHOWN]]
            more = len(reason.facts) - SHOWN
            facts += [self._words["more"].format(more)] if more > 0 else []
            yield self._words[f"because_{reason.signal}"].format(about, "; ".join(facts))

    def _named(self, reason: Reason) -> str:
        if reason.signal == "designations":
            network, *designations = reason.about
            return f"{self._name(network)} ({', '.join(designations)})"
        return self._names(reason.about)

    def extras(self, one: Suggestion) -> Iterator[str]:
        """Yield the scheme that fits, the programmes open to the two, who could introduce them, a line for each."""
        yield self._words["scheme_fits"].format(self._labels[concept[f"scheme/{one.scheme}"]])
        if one.programmes:
            yield self._words["programmes_open"].format(self._names(one.programmes))
        if one.introducers:
            yield self._words["introduced_by"].format(self._names(one.introducers))

    def _fact(self, fact: str, cite: bool) -> str:
        node = thing[fact]
        since = self._of(node, schema.startDate)
        text = self._labels[node]
        dated = f"{since.value} {text}" if since and since.value not in text else text
        dated += self._parties.now(node)
        if not cite:
            return dated
        return dated + self._citations.cite(node)

    def _names(self, ids: Iterable[str]) -> str:
        every = [self._name(one) for one in ids]
        more = [self._words["more"].format(len(every) - SHOWN)] if len(every) > SHOWN else []
        return ", ".join([*every[:SHOWN], *more])

    def _name(self, one: str) -> str:
        return self._labels[concept[one.removeprefix("concept/")] if one.startswith("concept/") else thing[one]]

    def _level(self, place: str) -> NamedNode:
        return cast(NamedNode, at(self._store, thing[place], coop.level, self._day))

    def _of(self, node: NamedNode, predicate: NamedNode) -> Literal | None:
        return cast(Literal | None, value(self._store, node, predicate))
