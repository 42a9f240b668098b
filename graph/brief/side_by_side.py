"""Two places side by side: their figures, partners, fields of work, programmes and networks."""

from collections.abc import Iterator
from typing import cast

from pyoxigraph import Literal, NamedNode, Store

from graph.analysis.networks import affiliations
from graph.analysis.partnerships import fields_of, partnerships
from graph.analysis.selection import ALL
from graph.ask.profile import profile
from graph.ask.query import Answer, Cell
from graph.ask.words import words
from graph.brief.profile import amount, unit_of
from loaders.model.dates import date_text
from loaders.model.messages import figure
from ontology import concept, concepts, thing

ASPECTS = ("figures", "partners", "fields", "programmes", "networks")
"""What is compared, in its order."""

THINGS = ("what",)

_PARTS = {"national-universities", "public-universities", "private-universities", "foreign-guest-nights"}
"""Indicators that say something only beside the one before them."""

Facts = dict[tuple[str, NamedNode], str]
"""Aspect and thing -> what is known of it, in words."""


class Comparison:
    """What localities are compared by, in one language, read from the graph once.

    Args:
        store: the graph.
        day: the day (ISO 8601).
        language: ``en``, ``vi`` or ``ja``.
    """

    def __init__(self, store: Store, day: str, language: str) -> None:
        self._store, self._day, self._language, self._words = store, day, language, words(language)
        self._partnerships, self._joined = partnerships(store, day), affiliations(store, day, ALL)

    def facts(self, place: str) -> Facts:
        """Return what is known of a locality, in the order of `ASPECTS`."""
        found = {
            "figures": self._figures(place),
            "partners": self._partners(place),
            "fields": self._fields(place),
            "programmes": self._takes_part(place, "programme"),
            "networks": self._takes_part(place, "network"),
        }
        return {(aspect, what): said for aspect in ASPECTS for what, said in found[aspect]}

    def _figures(self, place: str) -> Iterator[tuple[NamedNode, str]]:
        known = profile(self._store, thing[place], self._day)
        own = [one for one in known.observations if one.place == thing[place] and not one.borders_until]
        for indicator in (one for one in concepts.slugs("indicator") if one not in _PARTS):
            unit = unit_of(self._store, indicator)
            for one in [one for one in own if indicator in one.figures][:1]:
                said = amount(one.figures[indicator], unit, one.currency, self._language)
                yield concept[f"indicator/{indicator}"], f"{said} ({date_text(one.date, self._language)})"
        for site in known.sites:
            if site.place == thing[place]:
                yield site.node, date_text(site.since, self._language) or self._words["yes"]

    def _partners(self, place: str) -> Iterator[tuple[NamedNode, str]]:
        for one in self._partnerships.get(place, ()):
            yield thing[one.partner], self._words[f"state_{one.state}"]

    def _fields(self, place: str) -> Iterator[tuple[NamedNode, str]]:
        own = self._partnerships.get(place, [])
        for field in concepts.slugs("field"):
            if field in fields_of(own):
                number = sum(field in one.fields for one in own)
                yield (
                    concept[f"field/{field}"],
                    self._words["partners_on_field"].format(figure(number, language=self._language)),
                )

    def _takes_part(self, place: str, kind: str) -> Iterator[tuple[NamedNode, str]]:
        if place not in self._joined:
            return
        for other, said in sorted(self._joined[place].items()):
            if self._joined.nodes[other].get("kind") == kind:
                yield thing[other], said.get("since") or self._words["yes"]


def table(store: Store, one: str, other: str, day: str, language: str, named: tuple[str, str]) -> Answer:
    """Return two localities side by side: a row for each thing that is known of either.

    Args:
        store: the graph.
        one, other: the ids of the localities.
        day: the day (ISO 8601).
        language: that of what is said.
        named: the headings of their columns.
    """
    comparison = Comparison(store, day, language)
    mine, theirs = comparison.facts(one), comparison.facts(other)
    rows = [
        (Literal(words(language)[f"aspect_{aspect}"]), what, _said(mine, aspect, what), _said(theirs, aspect, what))
        for aspect in ASPECTS
        for what in dict.fromkeys(key[1] for key in (*mine, *theirs) if key[0] == aspect)
    ]
    return Answer(("aspect", "what", *named), cast(list[tuple[Cell, ...]], rows))


def _said(known: Facts, aspect: str, what: NamedNode) -> Literal | None:
    return Literal(known[aspect, what]) if (aspect, what) in known else None
