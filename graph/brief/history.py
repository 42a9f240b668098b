"""The history of localities in words: what each was before, what it came from and what became of it."""

from collections.abc import Iterator
from typing import cast

from pyoxigraph import Literal, NamedNode, Store

from graph.ask import as_of as times
from graph.ask.citations import Citations
from graph.ask.labels import Labels
from graph.ask.lookup import text, things
from graph.ask.query import Cell
from graph.ask.words import words
from graph.brief.briefing import Briefing
from graph.brief.sections import FactText
from loaders.model.dates import date_text, day_after
from loaders.model.messages import joined
from ontology import concept, coop, schema


class HistoryText:
    """The history of the localities that a briefing is about, in a language.

    Args:
        store: the graph.
        about: the briefing.
        language: ``en``, ``vi`` or ``ja``.
        labels: what things are called in it.
        citations: the sources cited so far, to which those of the history are added.
    """

    def __init__(self, store: Store, about: Briefing, language: str, labels: Labels, citations: Citations) -> None:
        self._store, self._about, self._language = store, about, language
        self._labels, self._words, self._citations = labels, words(language), citations

    def lines(self) -> Iterator[FactText]:
        """Yield the lines, the newest first."""
        lines = [*self._former(), *(self._succeeded(step) for step in self._about.successions)]
        yield from sorted(lines, key=lambda line: line.since, reverse=True)

    def _succeeded(self, step: tuple[Cell, ...]) -> FactText:
        predecessor, successor, day, basis, kind = step
        when, law = cast(Literal, day).value, f" ({self._labels[basis]})" if isinstance(basis, NamedNode) else ""
        before, after = (cast(NamedNode, one) for one in (predecessor, successor))
        split = kind == concept["change-kind/split"]
        if self._about.other:
            word = "split_of" if split else "succeeds"
            said = self._words[word].format(*(self._labels.on(one, when) for one in (after, before)))
            return FactText(date_text(when, self._language), said + law, when, about=before)
        takes = after == self._about.place
        other = before if takes else after
        word = ("split_from" if takes else "split_into") if split else "takes" if takes else "passes"
        told = self._words[word].format(self._labels.on(other, when)) + law
        return FactText(date_text(when, self._language), told, when, about=other)

    def _former(self) -> Iterator[FactText]:
        """Yield until when the locality had another name, level or parent, and by what it was changed."""
        about = self._about
        former = [] if about.other else times.former_periods(self._store, about.place, about.as_of)
        for one in former:
            last = text(self._store, one, coop.validThrough)
            after = day_after(last)
            then, now = self._state(last), self._state(after)
            if then != now and times.period(self._store, about.place, after):
                law = "".join(f" ({self._labels[act]})" for act in things(self._store, one, coop.legalBasis))
                name, level, upper = then
                told = self._language == "en" or name == now[0]  # else the level is in the name
                said = self._words["until_then"].format(joined((name, level if told else "", upper), self._language))
                yield FactText(date_text(after, self._language), said + law, after, cites=self._citations.cite(one))

    def _state(self, day: str) -> tuple[str, str, str]:
        """Return the name, level and parent of the locality on a day, in words."""
        place = self._about.place
        said = (times.at(self._store, place, predicate, day) for predicate in (coop.level, schema.containedInPlace))
        level, upper = (self._labels.on(cast(NamedNode, one), day) if one else "" for one in said)
        return self._labels.on(place, day), level, upper
