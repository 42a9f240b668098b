"""Who a locality is, in the few lines of a table that a meeting needs: level, mergers, people, economy, seat."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import cast

from pyoxigraph import NamedNode

from graph.ask.as_of import at, container, first_day, holders, last_day, region
from graph.ask.labels import slug
from graph.ask.lookup import subjects, things, value
from graph.ask.profile import Observation, profile
from graph.ask.seats import position
from graph.brief.briefing import PARTNERSHIPS, Briefing
from graph.brief.phrases import Line, Phrase, Phrases, Phrasing, plain, within
from graph.brief.profile import amount, unit_of
from graph.store.caches import cached
from loaders.model.dates import day_before
from loaders.model.messages import figure, separator
from ontology import concept, coop, org, rdf, schema

ROWS = ("level", "mergers", "people", "economy", "sites", "partners")
"""The rows of the table, in their order; each is the end of a key of ``words.yaml``."""
_RESIDENTS = {"vn": "japanese-residents", "jp": "vietnamese-residents"}
_SITES = ("airport", "seaport", "world-heritage")
_NAMED = 3
"""How many names of a kind stand in a cell."""


@cached
def portrait(say: Phrasing, place: NamedNode, whole: bool = True) -> dict[str, Line]:
    """Return what the table of who they are says of a locality; kept, since the briefs on all its pairs say it.

    Args:
        say: puts it into words.
        place: the locality; one that has ended is told of as it was at its end.
        whole: as a brief has it; if not, as a locality tells of itself: not where its seat lies, nor what is known
            of its prefecture or province alone, and no list cut.

    Returns:
        Row of the table -> what it says; rows of which nothing is known are left out.
    """
    return _Portrait(say, place, whole).cells()


class _Portrait:
    """See `portrait`."""

    def __init__(self, phrasing: Phrasing, place: NamedNode, whole: bool) -> None:
        self._say, self._store, self._place, self._whole = phrasing, phrasing.store, place, whole
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
        day, by_kind = max(taken), dict[str, list[tuple[NamedNode, NamedNode]]]()
        for one in taken[day]:
            by_kind.setdefault(self._how(one[1], day), []).append(one)
        parts = [self._merged(how, day, group) for how, group in by_kind.items()]
        return Line(self._joined(one.phrases for one in parts), tuple(fact for one in parts for fact in one.facts))

    def _how(self, succession: NamedNode, day: str) -> str:
        """Return how others were taken over: a new unit was made, it merged and goes on, absorbed or succeeded them."""
        kind = slug(cast(NamedNode | None, value(self._store, succession, coop.kind)))
        if kind == "merger":
            return "formed" if first_day(self._store, self._place) == day else "merged"
        return "absorbed" if kind == "absorbed" else "continued"

    def _merged(self, how: str, day: str, group: list[tuple[NamedNode, NamedNode]]) -> Line:
        """Return what a locality took over on a day in one way, with the act of law."""
        say, gone = self._say, [predecessor for predecessor, _ in group]
        most = _NAMED if self._whole else len(gone)
        called = (within(plain(say.labels.on(one, day_before(day))), say.language) for one in gone)
        named = [(Phrase(name, node=one),) for name, one in zip(called, gone[:most], strict=False)]
        more = len(gone) - most
        named += [(Phrase(say["more"].format(more)),)] if more > 0 else []
        facts = [succession for _, succession in group]
        told = say.line(f"brief_{how}", say.date(day), say.listed(named), facts=facts)
        acts = dict.fromkeys(act for fact in facts for act in things(self._store, fact, coop.legalBasis))
        law = say["separator"].join(say.labels[act] for act in acts)
        return Line(say.filled(say["brief_part"], told.phrases, law), told.facts) if law else told

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
            if one.place != self._place and not self._whole:
                continue
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
                said.append(self._say["brief_strong"].format("".join(phrase.text for phrase in named)))
                facts.append(one.node)
                break
        return Line((Phrase("; ".join(said)),), tuple(facts)) if said else Line()

    def _sites(self) -> Line:
        """Return its airports, seaports and World Heritage, by kind; those of its prefecture or province as such."""
        named: list[Phrases] = []
        facts: list[NamedNode] = []
        upper = container(self._store, self._place, self._day)
        for kind in _SITES:
            sites = [site for site in self._profile.sites if site.kind == kind]
            found = [site.node for site in sites if self._whole or site.place != upper]
            if found:
                most = 2 if self._whole else len(found)
                told = self._say.several(found, most, 60 if self._whole else 200)
                if upper and all(site.place == upper for site in sites):
                    told = self._say.filled(self._say["brief_part"], told, self._say.labels.on(upper, self._day))
                named.append(told)
                facts += found[:most]
        return Line(self._joined(named), tuple(facts))

    def _partners(self) -> Line:
        return partners_in_figures(self._say, self._say.known(self._place))

    def _seat(self) -> str:
        found = position(self._store, self._place, self._day) if self._whole else None
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
