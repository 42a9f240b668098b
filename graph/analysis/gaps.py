"""Gaps: which of the three schemes each locality has reached, which have no partner, which ties are dormant.

Nothing known counts as not reached; it is not known that there is nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from pyoxigraph import Literal, NamedNode, Store

import queries
from graph.analysis.access import DOMESTIC, SCHEMES, Access, LocalityFilter, Unit, access_of
from graph.analysis.pairs import PairTie, pair_ties, partners
from graph.analysis.selection import IN_FORCE, Selection
from graph.ask.labels import Labels, short
from graph.ask.query import Answer, Cell, ParameterError
from graph.ask.questions import ask
from graph.ask.words import words
from graph.store.caches import cached
from loaders.model.dates import date_text
from loaders.model.gazetteer import COUNTRIES
from loaders.model.messages import figure
from loaders.model.messages import gettext as _
from ontology import concept, coop, org, thing, xsd

THINGS = ("place", "country", "level", "region")
_MOST_YEARS = 100


def places(
    store: Store,
    wanted: LocalityFilter,
    day: str,
    years: int = 5,
    behind: bool = False,
    language: str = "en",
    ended: bool = False,
) -> Answer:
    """Return the localities with what they have reached and what threatens it, those that lack most first.

    Args:
        store: the graph.
        wanted: which localities.
        day: the day.
        years: a tie counts as dormant after so many years without a sign of life, as expiring if it does within them.
        behind: whether to name the partners, programmes and networks behind the three schemes.
        language: that of the names in it (``en``, ``vi`` or ``ja``).
        ended: whether ties count that have ended, and projects that are not known to be under way (`Selection`).

    Returns:
        A row for each: how many ties it has under each scheme, and how many memberships of networks in which no
        member of the other country is known; whether a partner in the other country is known, with whom its
        prefecture or province works, which of its counterparts have since been merged into another, how many of its
        ties are dormant, of how many documents and exchanges in force, and how many expire.

    Raises:
        ParameterError: there are no such localities, or no so many years.
    """
    if not 1 <= years <= _MOST_YEARS:
        raise ParameterError(_("years: {years} is not a number from 1 to {most}").format(years=years, most=_MOST_YEARS))
    access, known, labels = access_of(store), _ties(store, day), Labels(store, language, day)
    ties, standing = Selection(ended).among(store, known, day), _standing(store, known, day)
    reached, partners_of = access.reached(day) if ended else access.in_force(day), partners(ties)
    merged, dormant, expiring = _merged(store, ties, day), _counted(store, "dormant-ties", day, years), _counted(
        store, "expiring-ties", day, years)  # fmt: skip
    named = _behind(store, access.held(day, ended), ties) if behind else {}

    def called(ids: Iterable[str]) -> Cell:
        names = [labels[thing[one]] for one in ids]
        return Literal("; ".join(sorted(names))) if names else None

    rows: list[tuple[Cell, ...]] = []
    for unit in sorted(access.asked(wanted, day), key=lambda u: (_reached(reached, u.place), u.place)):
        own = reached.get(unit.place, Counter())
        upper = partners_of.get(unit.parent, ())
        rows.append(
            (
                thing[unit.place], concept[f"level/{unit.level}"],
                concept[f"region/{unit.region}"] if unit.region else None,
                *(Literal(own[scheme]) for scheme in (*SCHEMES, DOMESTIC)),
                Literal(str(unit.place in partners_of).lower(), datatype=xsd.boolean),
                called(upper), called(merged.get(unit.place, ())),
                Literal(dormant[unit.place]), Literal(len(standing[unit.place])), Literal(expiring[unit.place]),
                *(called(named.get((unit.place, scheme), ())) for scheme in SCHEMES if behind),
            )
        )  # fmt: skip
    columns = ("place", "level", "region", *SCHEMES, DOMESTIC, "partner_known", "parent_works_with",
               "counterpart_merged", "dormant", "dormant_of", "expiring")  # fmt: skip
    return Answer((*columns, *(("partners", "programmes", "networks") if behind else ())), rows)


def lacking(answer: Answer, scheme: str | None) -> Answer:
    """Return the rows of `places` that lack a scheme (its slug), or any of the three."""
    wanted = (scheme.replace("-", "_"),) if scheme else SCHEMES
    indices = [answer.columns.index(name) for name in wanted]
    return Answer(answer.columns, [row for row in answer.rows if any(_number(row[i]) == 0 for i in indices)])


def shares(store: Store, wanted: LocalityFilter, day: str, by: str, ended: bool = False) -> Answer:
    """Return how many localities have a tie under each scheme, and which share of them, by ``level`` or ``region``."""
    access = access_of(store)
    groups: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in access.asked(wanted, day):
        groups[unit.country, unit.level if by == "level" else unit.region].append(unit)
    reached = access.reached(day) if ended else access.in_force(day)
    rows = [
        (concept[f"country/{country}"], concept[f"{by}/{name}"] if name else None, *_shares(units, reached))
        for (country, name), units in sorted(groups.items())
    ]
    return Answer(("country", by, *_SHARES), rows)


_SHARES = ("localities", *(f"{scheme}{end}" for scheme in (*SCHEMES, "any") for end in ("", "_share")))


def _shares(units: list[Unit], reached: dict[str, Counter[str]]) -> list[Cell]:
    cells: list[Cell] = [Literal(len(units))]
    for wanted in (*((scheme,) for scheme in SCHEMES), SCHEMES):
        number = sum(any(reached.get(unit.place, Counter())[one] for one in wanted) for unit in units)
        cells += [Literal(number), Literal(round(number / len(units), 4))]
    return cells


@dataclass(frozen=True)
class Headline:
    """How many localities of a country have reached what.

    Attributes:
        country: ``vn`` or ``jp``.
        units: how many there are.
        reached: of each of `SCHEMES`, how many have ever reached it.
        in_force: of each, how many have a tie under it that is in force.
        alone: of how many no partner in the other country is known.
        alone_now: of how many none is known by a tie that is in force.
    """

    country: str
    units: int
    reached: tuple[int, ...]
    in_force: tuple[int, ...]
    alone: int
    alone_now: int

    def text(self, labels: Labels, language: str, wanted: LocalityFilter, day: str) -> str:
        """Return it in a sentence.

        Args:
            labels: what things are called in the language.
            language: ``en``, ``vi`` or ``ja``.
            wanted: which localities they are.
            day: the day.
        """
        texts, where = words(language), labels[concept[f"country/{self.country}"]]
        if wanted.region:
            where = texts["within"].format(labels[concept[f"region/{wanted.region}"]], where)
        unit = texts.get(f"unit_{self.country}_{wanted.level}") or labels[concept[f"level/{wanted.level}"]]
        several = plural(unit) if language == "en" and self.units != 1 else unit
        units = texts["units_of"].format(figure(self.units, language=language), several, where)
        numbers = [one for pair in zip(self.reached, self.in_force, strict=True) for one in pair]
        numbers += [self.alone, self.alone_now]
        return texts["gaps_headline"].format(
            units, date_text(day, language), *(figure(one, language=language) for one in numbers)
        )


def headlines(
    access: Access, wanted: LocalityFilter, day: str, partner_known: Container[str], partner_now: Container[str]
) -> Iterator[Headline]:
    """Yield how many of the localities asked about have reached what, country by country.

    Args:
        access: what has been reached.
        wanted: which localities.
        day: the day.
        partner_known: the ids of those of which a partner in the other country is known.
        partner_now: the ids of those of which one is known by a tie that is in force.
    """
    ever, now = access.reached(day), access.in_force(day)
    for country in COUNTRIES:
        own = [unit.place for unit in access.units(wanted, day) if unit.country == country]
        if own:
            alone, alone_now = (sum(one not in known for one in own) for known in (partner_known, partner_now))
            yield Headline(country, len(own), _having(own, ever), _having(own, now), alone, alone_now)


def _reached(reached: dict[str, Counter[str]], place: str) -> int:
    """Return how many of the schemes a locality has reached."""
    return sum(reached.get(place, Counter())[scheme] > 0 for scheme in SCHEMES)


def _having(places: list[str], reached: dict[str, Counter[str]]) -> tuple[int, ...]:
    """Return of each scheme how many of some localities have reached it."""
    return tuple(sum(reached.get(place, Counter())[scheme] > 0 for place in places) for scheme in SCHEMES)


def sentences(store: Store, wanted: LocalityFilter, day: str, years: int, language: str) -> list[str]:
    """Return a sentence on each country of `places`, and one on how many ties are dormant."""
    ties = _ties(store, day)
    labels, now = Labels(store, language, day), partners(IN_FORCE.among(store, ties, day))
    countries = headlines(access_of(store), wanted, day, partners(ties), now)
    dormant, standing = dormancy(store, day, years)
    asleep = words(language)["gaps_dormant"].format(
        *(figure(one, language=language) for one in (dormant, standing, years))
    )
    return [*(one.text(labels, language, wanted, day) for one in countries), asleep]


def dormancy(store: Store, day: str, years: int = 5) -> tuple[int, int]:
    """Return how many agreements and exchanges in force show no sign of life of some years, and of how many.

    Signs are those of the question ``dormant-ties``.
    """
    dormant = {row[0] for row in _answer(store, "dormant-ties", day, years).rows}
    return len(dormant), len(set().union(*_standing(store, _ties(store, day), day).values()))


@cached
def _ties(store: Store, day: str) -> tuple[PairTie, ...]:
    return tuple(next(pair_ties(store, [day])))


@cached
def _answer(store: Store, question: str, day: str, years: int) -> Answer:
    return ask(store, queries.question(question), {"as_of": day, "years": str(years)})


def _standing(store: Store, ties: Iterable[PairTie], day: str) -> dict[str, set[NamedNode]]:
    """Return the agreements and exchanges in force that each locality holds."""
    found: dict[str, set[NamedNode]] = defaultdict(set)
    for one in IN_FORCE.among(store, ties, day):
        if one.form != "Project":
            found[one.vietnam].add(one.tie)
            found[one.japan].add(one.tie)
    return found


def plural(noun: str) -> str:
    """Return an English noun in the plural.

    >>> plural("city"), plural("prefecture")
    ('cities', 'prefectures')
    """
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def _merged(store: Store, ties: list[PairTie], day: str) -> dict[str, set[str]]:
    """Return the counterparts of each locality that have been merged into another since the tie was made."""
    inherited = ask(store, queries.question("inherited-ties"), {"as_of": day})
    at = {column: inherited.columns.index(column) for column in ("place", "tie", "party")}
    found: dict[str, set[str]] = defaultdict(set)
    holding: dict[NamedNode, list[tuple[str, str]]] = defaultdict(list)
    for one in ties:
        holding[one.tie] += [(one.vietnam, one.japan), (one.japan, one.vietnam)]
    for row in cast(list[tuple[NamedNode, ...]], inherited.rows):
        holder, party = short(row[at["place"]]), short(row[at["party"]])
        for place, other in holding[row[at["tie"]]]:
            if place == holder:
                found[other].add(party)
    return found


def _counted(store: Store, question: str, day: str, years: int) -> Counter[str]:
    """Return how many ties of each locality are in the answer to a question."""
    answer = _answer(store, question, day, years)
    at = [answer.columns.index(side) for side in ("vietnam", "japan")]
    ties = {(short(cast(NamedNode, row[side])), row[0]) for row in answer.rows for side in at}
    return Counter(place for place, _ in ties)


def _behind(store: Store, held: Iterable[tuple[str, str, str]], ties: list[PairTie]) -> dict[tuple[str, str], set[str]]:
    """Return the partners, programmes (or else funders) and networks behind the schemes of each locality."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for own, theirs in partners(one for one in ties if one.form == "Agreement").items():
        found[own, "official_relationship"] = theirs
    for place, scheme, tie in held:
        if scheme != "official_relationship":
            found[place, scheme] |= _supporters(store, tie)
    return found


def _supporters(store: Store, tie: str) -> set[str]:
    """Return the network of a membership, the programme of a project, or else who pays for it but local governments."""
    for predicate in (org.organization, coop.programme, coop.funder):
        named = [cast(NamedNode, quad.object) for quad in store.quads_for_pattern(thing[tie], predicate, None, None)]
        if named:
            own = concept["funder-kind/local-government"]
            return {short(one) for one in named if not any(store.quads_for_pattern(one, coop.kind, own, None))}
    return set()


def _number(cell: Cell) -> int:
    return int(cell.value) if isinstance(cell, Literal) and cell.datatype == xsd.integer else 0
