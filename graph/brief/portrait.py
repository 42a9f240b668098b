"""Who a locality is, in the few lines of a table that a meeting needs: level, mergers, people, economy, seat."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import cast

from pyoxigraph import NamedNode

from graph.ask.as_of import at, container, first_day, holders, last_day, position, region
from graph.ask.labels import slug
from graph.ask.lookup import subjects, things, value
from graph.ask.profile import Observation, profile
from graph.brief.briefing import PARTNERSHIPS, Briefing
from graph.brief.phrases import Line, Phrase, Phrases, Phrasing
from graph.brief.profile import amount, unit_of
from loaders.model.dates import day_before
from loaders.model.messages import figure, separator
from ontology import concept, coop, org, rdf, schema

ROWS = ("level", "mergers", "people", "economy", "sites", "partners")
"""The rows of the table, in their order; each is the end of a key of ``words.yaml``."""
_RESIDENTS = {"vn": "japanese-residents", "jp": "vietnamese-residents"}
_SITES = ("airport", "seaport", "world-heritage")
_NAMED = 3
"""How many names of a kind stand in a cell."""


@cache
def portrait(say: Phrasing, place: NamedNode, seat: bool = True) -> dict[str, Line]:
    """Return what the table of who they are says of a locality; kept, since the briefs on all its pairs say it.

    Args:
        say: puts it into words.
        place: the locality; one that has ended is told of as it was at its end.
        seat: whether it is told where its seat lies.

    Returns:
        Row of the table -> what it says; rows of which nothing is known are left out.
    """
    return _Portrait(say, place, seat).cells()


class _Portrait:
    """See `portrait`."""

    def __init__(self, phrasing: Phrasing, place: NamedNode, seat: bool) -> None:
        self._say, self._store, self._place, self._seated = phrasing, phrasing.store, place, seat
        self._last = last_day(self._store, place)
        self._day = min(phrasing.day, self._last)
        self._profile = profile(self._store, place, self._day)

    def cells(self) -> dict[str, Line]:
        found = {row: getattr(self, f"_{row}")() for row in ROWS}
        return {row: line for row, line in found.items() if line.phrases}

    def _level(self) -> Line:
        level = cast(NamedNode, at(self._store, self._place, coop.level, self._day))
        said: list[Phrases] = [(self._say.name(level),)]
        upper = container(self._store, self._place, self._day)
        if upper:
            said.append((Phrase(self._say.labels.on(upper, self._day), node=upper),))
        elif where := region(self._store, self._place, self._day):
            said.append((self._say.name(where),))
        seat = self._seat()
        return Line(self._joined([self._say.listed(said), (Phrase(seat),) if seat else ()]), (self._place,))

    def _mergers(self) -> Line:
        if self._last < self._say.day:
            heirs = holders(self._store, self._place, self._say.day)
            ended = self._say.date(self._last)
            if not heirs:
                return self._say.line("until_day", ended, facts=[self._place])
            return self._say.line("brief_ended", ended, self._say.several(heirs, _NAMED), facts=[self._place])
        taken = self._taken_over()
        if not taken:
            return Line()
        day = max(taken)
        gone = [predecessor for predecessor, _ in taken[day]]
        named = [(Phrase(self._say.labels.on(one, day_before(day)), node=one),) for one in gone[:_NAMED]]
        more = len(gone) - _NAMED
        named += [(Phrase(self._say["more"].format(more)),)] if more > 0 else []
        facts = [succession for _, succession in taken[day]]
        return self._say.line("brief_merged", self._say.date(day), self._say.listed(named), facts=facts)

    def _taken_over(self) -> dict[str, list[tuple[NamedNode, NamedNode]]]:
        """Return day -> the localities that were taken over on it from outside, each with its succession."""
        found: dict[str, list[tuple[NamedNode, NamedNode]]] = {}
        upper = container(self._store, self._place, self._day)
        for succession in sorted(subjects(self._store, org.resultingOrganization, self._place), key=str):
            if coop.Succession not in things(self._store, succession, rdf.type):
                continue
            day = first_day(self._store, succession)
            for one in things(self._store, succession, org.originalOrganization):
                split = slug(cast(NamedNode | None, value(self._store, succession, coop.kind))) == "split"
                within = cast(NamedNode | None, value(self._store, one, schema.containedInPlace))
                district = within and not upper  # it lay in a province that was taken over with it
                if day <= self._day and self._place not in {one, within} and not (split or district):
                    found.setdefault(day, []).append((one, succession))
        return found

    def _figure(self, indicators: Iterable[str]) -> Iterator[tuple[Observation, str, Decimal]]:
        """Yield the newest figure of each indicator of which there is one: its observation, the indicator, it."""
        for indicator in indicators:
            for one in self._profile.observations:
                if one.figures.get(indicator):
                    yield one, indicator, one.figures[indicator]
                    break

    def _amount(self, one: Observation, indicator: str, number: Decimal) -> str:
        unit = unit_of(self._store, indicator)
        said = amount(number, unit, one.currency, self._say.language)
        return self._say["brief_part"].format(said, self._say.date(one.date)) if one.date else said

    def _people(self) -> Line:
        """Return how many live there, how many did before the last merger, and how many come from the other country."""
        parts = [one for one in (self._population(), self._before(), self._residents()) if one.phrases]
        return Line(self._joined(one.phrases for one in parts), tuple(fact for one in parts for fact in one.facts))

    def _population(self) -> Line:
        for one, indicator, number in self._figure(["population"]):
            told = self._amount(one, indicator, number)
            if one.borders_until:
                told = self._say["brief_borders"].format(told, self._say.date(one.borders_until))
            return Line((Phrase(told),), (one.node,))
        known = at(self._store, self._place, coop.population, self._day)
        if not known:
            return Line()
        year = at(self._store, self._place, coop.populationYear, self._day)
        told = self._say["unit_people"].format(figure(float(known.value), language=self._say.language))
        dated = self._say["brief_part"].format(told, self._say.date(year.value)) if year else told
        return Line((Phrase(dated),), (self._place,))

    def _before(self) -> Line:
        """Return the population before the last merger; nothing if there was none, or it is what is known of now."""
        shown = {one.node for one, _, _ in self._figure(["population"])}
        for day in sorted(self._taken_over(), reverse=True)[:1]:
            for one in profile(self._store, self._place, day_before(day)).observations:
                if one.figures.get("population") and one.node not in shown and one.place == self._place:
                    told = self._amount(one, "population", one.figures["population"])
                    return self._say.line("brief_before", self._say.date(day), told, facts=[one.node])
        return Line()

    def _residents(self) -> Line:
        country = slug(cast(NamedNode, value(self._store, self._place, coop.country)))
        for one, indicator, number in self._figure([_RESIDENTS[country]]):
            label = self._say.name(concept[f"indicator/{indicator}"])
            of = self._say.labels[one.place] if one.place != self._place else ""
            unit = amount(number, unit_of(self._store, indicator), "", self._say.language)
            dated = self._say["separator"].join(filter(None, (of, self._say.date(one.date))))
            return Line(
                (Phrase(f"{_capital(label.text)}: {self._say['brief_part'].format(unit, dated)}"),), (one.node,)
            )
        return Line()

    def _economy(self) -> Line:
        said: list[str] = []
        facts: list[NamedNode] = []
        for one, indicator, number in self._figure(["grdp"]):
            label = self._say.name(concept[f"indicator/{indicator}"]).text
            said.append(f"{_capital(label)}: {self._amount(one, indicator, number)}")
            facts.append(one.node)
        for one in self._profile.observations:
            if one.industries:
                named = self._say.listed([(self._say.name(industry),) for industry in one.industries[:_NAMED]])
                said.append("".join(phrase.text for phrase in named))
                facts.append(one.node)
                break
        return Line((Phrase("; ".join(said)),), tuple(facts)) if said else Line()

    def _sites(self) -> Line:
        """Return its airports, seaports and World Heritage, by kind."""
        named: list[Phrases] = []
        facts: list[NamedNode] = []
        for kind in _SITES:
            found = [site.node for site in self._profile.sites if site.kind == kind]
            if found:
                named.append(self._say.several(found, 2, 60))
                facts += found[:2]
        return Line(self._joined(named), tuple(facts))

    def _partners(self) -> Line:
        return partners_in_figures(self._say, self._say.known(self._place))

    def _seat(self) -> str:
        found = position(self._store, self._place, self._day) if self._seated else None
        if not found:
            return ""
        north, east = (f"{one:.2f}".replace(".", "," if self._say.language == "vi" else ".") for one in found)
        return self._say["brief_position"].format(north, east)

    def _joined(self, parts: Iterable[Phrases]) -> Phrases:
        """Return parts of a cell that may be lists themselves."""
        found: list[Phrase] = []
        for part in filter(None, parts):
            found += [Phrase(separator(self._say.language, of_lists=True))] if found else []
            found += part
        return tuple(found)


def partners_in_figures(say: Phrasing, about: Briefing) -> Line:
    """Return how many partners a locality has in the other country, with how many documents and projects."""
    if not about.partners:
        return Line()
    numbers = (len(about.partners), *(about.number(form) for form in (PARTNERSHIPS[0], PARTNERSHIPS[2])))
    return say.line("brief_in_figures", *(figure(one, language=say.language) for one in numbers))


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]
