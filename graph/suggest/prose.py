"""Suggestions in words, with the sources cited."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import cast

from pyoxigraph import Literal, NamedNode, Store

from graph.ask.as_of import Names, at
from graph.ask.citations import Citations
from graph.ask.labels import Labels, slug
from graph.ask.lookup import text, things, value
from graph.ask.programmes import availability, said
from graph.ask.query import Answer, Cell
from graph.ask.status import days
from graph.ask.words import words
from graph.store.caches import cached
from graph.suggest.learnt import outcomes_on
from graph.suggest.reasons import Reason
from graph.suggest.suggest import Suggestion
from loaders.model.dates import date_text
from loaders.model.messages import figure, joined
from ontology import concept, coop, rdf, schema, thing

THINGS = ("place", "level", "scheme")
COLUMNS = ("rank", "place", "level", "score", "scheme", "reasons", "programmes", "introduced_by", "sources")
SHOWN = 3
"""How many facts of a reason, programmes and introducers are named; the others are counted."""


class SuggestionText:
    """Suggestions in words, with the sources cited.

    Args:
        store: the graph.
        place: the id of the locality that asks.
        day: the day.
        found: the suggestions.
        language: ``en``, ``vi`` or ``ja``.
        citations: the sources cited before, if this text follows another.
        labels: the names of things, if they have been read already.
        about: the field of cooperation that was asked for, by its slug; empty if any.
    """

    def __init__(
        self, store: Store, place: str, day: str, found: list[Suggestion], language: str,
        citations: Citations | None = None, labels: Labels | None = None, about: str = "",
    ) -> None:  # fmt: skip
        self._store, self._place, self._day, self._found = store, place, day, found
        self._language, self._about = language, about
        self._labels, self._words = labels or Labels(store, language, day), words(language)
        self._citations = citations or Citations(store)

    def __str__(self) -> str:
        lines = [self._title(), days(self._store, self._day, self._language)]
        lines += ["", common] if (common := self.of_all()) else []
        for number, one in enumerate(self._found, 1):
            raised = self.raised(one)
            lines += ["", f"{number:2}  {self._with_level(one.place)}{raised and f' – {raised}'}"]
            lines += [f"      {reason}" for reason in self.reasons(one)]
            lines += [f"      {extra}" for extra in self.extras(one)]
        if not self._found:
            lines += ["", self._words["none"]]
        lines += self._citations.listed(self._words["sources"], self._language)
        return "\n".join(lines) + "\n"

    def _title(self) -> str:
        place, about = self._name(self._place), self._about
        if not about:
            return self._words["suggest_title"].format(place)
        return self._words["suggest_title_on"].format(place, self._name(f"concept/field/{about}"))

    def raised(self, one: Suggestion) -> str:
        """Return that there is exchange, which a document would raise, if it is so; else an empty text."""
        facts = [thing[fact] for reason in one.reasons if reason.feature == "projects" for fact in reason.facts]
        exchange = any(coop.Exchange in things(self._store, fact, rdf.type) for fact in facts)
        return self._words["suggest_exchange"] if exchange else ""

    @cached_property
    def _alike(self) -> str:
        """What is said of the programmes for most, of two at least; it is the same for them and said once for all."""
        said = Counter(filter(None, map(self.programmes, self._found))).most_common(1)
        return said[0][0] if said and said[0][1] > 1 else ""

    def of_all(self) -> str:
        """Return what is said once of all suggestions: the programmes for most; empty if there is nothing."""
        return f"{self._words['programmes_of_all']}: {self._alike}" if self._alike else ""

    def answer(self) -> Answer:
        """Return the suggestions as a table: the same in columns, sources as addresses."""
        rows: list[tuple[Cell, ...]] = []
        for number, one in enumerate(self._found, 1):
            facts = [fact for reason in one.reasons for fact in reason.facts[:SHOWN]]
            pages = dict.fromkeys(page for fact in facts for page in self._citations.of(thing[fact]))
            texts = [
                self._several(self.reasons(one, cite=False)),
                self._programmes(one.programmes),
                self._names(one.introducers),
            ]
            rows.append(
                (Literal(number), thing[one.place], self._level(one.place), Literal(round(one.score, 3)),
                 concept[f"scheme/{one.scheme}"], *map(Literal, texts),
                 Literal(" ".join(u.value for p in pages if (u := self._of(p, schema.url))))),
            )  # fmt: skip
        return Answer(COLUMNS, rows)

    def reasons(self, one: Suggestion, cite: bool = True) -> Iterator[str]:
        """Yield the reasons for a suggestion, a line each."""
        for reason in one.reasons:
            about = self._named(reason)
            facts = [self._fact(fact, cite) for fact in reason.facts[:SHOWN]]
            more = len(reason.facts) - SHOWN
            facts += [self._words["more"].format(figure(more, language=self._language))] if more > 0 else []
            whose = self._name(self._place if reason.feature == "own-hierarchy" else one.place)
            yield self._words[f"because_{self._told_as(reason)}"].format(about, self._several(facts), whose)

    def _told_as(self, reason: Reason) -> str:
        """Return which words tell a reason: nobody takes part in a designation, such as World Heritage.

        What contains a locality, its prefecture or province, is told apart from those that it contains.
        """
        if reason.feature.endswith("hierarchy"):
            above = all(unit.count("/") == 1 for unit in reason.about)
            return f"{reason.feature}_{'above' if above else 'below'}"
        listed = reason.feature in {"networks", "openness"} and any(
            slug(cast(NamedNode | None, value(self._store, thing[one], coop.kind))) == "designation"
            for one in reason.about
        )
        return {"networks": "listed", "openness": "openness_listed"}[reason.feature] if listed else reason.feature

    def outcome(self, one: Suggestion) -> str:
        """Return how often such suggestions came true, in words; empty if none was ever made."""
        found = outcomes_on(self._store, self._day, one.place[:2])[one.tier]
        if not found.suggested:
            return ""
        numbers = (figure(number, language=self._language) for number in (found.suggested, found.signed))
        return self._words[f"outcome_{one.tier}"].format(*numbers)

    def _named(self, reason: Reason) -> str:
        if reason.number is not None:
            return figure(reason.number, language=self._language)
        if reason.feature == "designations":
            network, *designations = reason.about
            return f"{self._name(network)} ({joined(designations, self._language)})"
        return self._names(reason.about)

    def extras(self, one: Suggestion) -> Iterator[str]:
        """Yield a line each on how often that came true, the scheme that fits, programmes, who could introduce them.

        Programmes that `of_all` names are left out.
        """
        if outcome := self.outcome(one):
            yield outcome
        yield self._words["scheme_fits"].format(self._labels[concept[f"scheme/{one.scheme}"]])
        if (programmes := self.programmes(one)) and programmes != self._alike:
            yield programmes
        if one.introducers:
            yield self._words["introduced_by"].format(self._names(one.introducers))

    def programmes(self, one: Suggestion) -> str:
        """Return the programmes for which the asker can apply itself, in words; empty if there are none."""
        return self._words["programmes_open"].format(self._programmes(one.programmes)) if one.programmes else ""

    def _fact(self, fact: str, cite: bool) -> str:
        node = thing[fact]
        dated = _dated(self._store, node, self._day, self._language, self._labels)
        return dated + self._citations.cite(node) if cite else dated

    def _names(self, ids: Iterable[str]) -> str:
        own = tuple(ids)
        return self._first([self._name(one) for one in own[:SHOWN]], len(own))

    def _programmes(self, ids: Iterable[str]) -> str:
        """Return the first programmes, each with whether it can be had."""
        own = tuple(ids)
        had = (_available(self._store, thing[one], self._day, self._language, self._labels) for one in own[:SHOWN])
        return self._first([self._name(one) + told for one, told in zip(own, had, strict=False)], len(own))

    def _first(self, named: list[str], number: int) -> str:
        """Return the first names of so many as a list."""
        more = number - len(named)
        counted = [self._words["more"].format(figure(more, language=self._language))] if more else []
        return joined([*named, *counted], self._language)

    def _several(self, said: Iterable[str]) -> str:
        return joined(said, self._language, of_lists=True)

    def _name(self, one: str) -> str:
        return self._labels[concept[one.removeprefix("concept/")] if one.startswith("concept/") else thing[one]]

    def _with_level(self, place: str) -> str:
        """Return the name of a locality with its level, which names have in them in Vietnamese and Japanese."""
        name, level = self._name(place), self._labels[self._level(place)]
        told = self._language != "en" or level.casefold() in name.casefold()
        return name if told else f"{name} ({level})"

    def _level(self, place: str) -> NamedNode:
        return cast(NamedNode, at(self._store, thing[place], coop.level, self._day))

    def _of(self, node: NamedNode, predicate: NamedNode) -> Literal | None:
        return cast(Literal | None, value(self._store, node, predicate))


@cached
def _available(store: Store, programme: NamedNode, day: str, language: str, labels: Labels) -> str:
    """Return whether a programme can be had, and by which call, in brackets."""
    found, known = said(store, programme, day, language, labels), availability(store, programme, day)
    if known.status in {"open", "ongoing"} or known.ahead:  # what goes on without calls has no next one
        return f" ({found})"
    spoken = words(language)
    return f" ({spoken['no_call'].format(found)})" if found else f" ({spoken['no_call_at_all']})"


@cached
def _dated(store: Store, fact: NamedNode, day: str, language: str, labels: Labels) -> str:
    """Return a fact with its date and who its parties are now; kept, since it speaks for several suggestions."""
    since, observed = (text(store, fact, predicate) for predicate in (schema.startDate, coop.refPeriod))
    called = date_text(observed, language) if observed else labels[fact]
    begun = date_text(since, language)
    return (called if begun in called else f"{begun} {called}") + Names(store, language, day, labels).now(fact)
