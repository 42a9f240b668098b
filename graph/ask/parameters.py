"""The parameters of questions: from what a user writes to RDF terms, days and levels."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, cast

from pyoxigraph import Literal, NamedNode

from graph.ask.concept_names import known_concept, none_of, slug_or_text
from graph.ask.labels import short, slug
from graph.ask.lookup import text, things
from graph.ask.names import locality
from graph.ask.query import ParameterError, select
from graph.store.folder import Graph
from loaders.model.dates import date_text
from loaders.model.gazetteer import COUNTRIES, country_name
from loaders.model.messages import any_of, joined
from loaders.model.messages import gettext as _
from ontology import LANGUAGES, concept, concepts, coop, rdf, thing, xsd
from queries import Parameter, Question

if TYPE_CHECKING:
    from loaders.model.dates import PartialDate


_FIRST_YEAR = 1990
EXAMPLES = {
    "place": "vn/da-nang",
    "other": "jp/osaka/sakai",
    "fact": "tie/da-nang--sakai--friendship-city--2019",
}
"""What questions that need a place, or a fact, are asked of where nobody has named one."""
MOST = 999
"""Of what can be counted from a day on: dates end with the year 9999."""


def example(question: Question) -> dict[str, str]:
    """Return what a question may be asked of to see what it answers: parameter -> value, of those that it needs."""
    return {one.name: EXAMPLES[one.name] for one in question.parameters if one.required and one.name in EXAMPLES}


def bind(
    store: Graph, question: Question, values: Mapping[str, str], language: str = "en"
) -> dict[str, NamedNode | Literal]:
    """Return the terms that the parameters of a question are bound to; see `ask`."""
    known = {parameter.name: parameter for parameter in question.parameters}
    unknown = [name for name in values if name not in known]
    if unknown:
        has_none = _("{question} has no parameter “{name}”; it takes none")
        takes = _("{question} has no parameter “{name}”; it takes {known}") if known else has_none
        raise ParameterError(takes.format(question=question.name, name=unknown[0], known=joined(known)))
    bound = {}
    for parameter in question.parameters:
        default = language if parameter.type == "language" else parameter.default
        value = values.get(parameter.name, default)
        if value is None and parameter.required:
            needs = _("{question} needs --param {name}=… ({help})")
            raise ParameterError(needs.format(question=question.name, name=parameter.name, help=_(parameter.help)))
        if value is not None:
            bound[parameter.name] = _term(store, parameter, str(value), values.get("as_of", ""))
    if "as_of" in bound:
        refuse_before_horizon(store, bound["as_of"].value, _countries(question, bound))
    return bound


def _countries(question: Question, bound: Mapping[str, NamedNode | Literal]) -> set[str]:
    """Return the countries that a question is asked of: those of its localities, or the one that it is limited to."""
    of = {parameter.name: parameter for parameter in question.parameters}
    terms = [(of[name], term) for name, term in bound.items() if isinstance(term, NamedNode)]
    return {short(term)[:2] for parameter, term in terms if parameter.type == "locality"} | {
        slug(term) for parameter, term in terms if parameter.scheme == "country"
    }


def _term(store: Graph, parameter: Parameter, value: str, as_of: str) -> NamedNode | Literal:
    if parameter.type == "locality":
        return _locality(store, parameter, value, as_of)
    if parameter.type == "date":
        return Literal(day(value), datatype=xsd.date)
    if parameter.type == "integer":
        if not value.isdecimal() or len(value) > len(str(MOST)):
            wrong = _("{name}: “{value}” is not a whole number up to {most}")
            raise ParameterError(wrong.format(name=parameter.name, value=value, most=MOST))
        return Literal(value, datatype=xsd.integer)
    if parameter.type == "language":
        if value not in LANGUAGES:
            raise ParameterError(none_of(parameter.name, value, LANGUAGES))
        return Literal(value)
    if parameter.type == "concept":
        return concept[f"{parameter.scheme}/{known_concept(parameter.scheme, value, parameter.name)}"]
    return _thing(store, parameter, value)


def _locality(store: Graph, parameter: Parameter, value: str, as_of: str) -> NamedNode:
    found = locality(store, value, day(as_of or "today"))
    if not found.startswith(parameter.country):
        wrong = _("{name}: “{value}” is in {there}; here a locality of {wanted} is asked for")
        there, wanted = country_name(found[:2]), country_name(parameter.country)
        raise ParameterError(wrong.format(name=parameter.name, value=value, there=there, wanted=wanted))
    return thing[found]


_NAMED = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT $kind ?thing ?label
WHERE {
  ?thing a $kind .
  OPTIONAL { ?thing rdfs:label ?label }
}"""


FACTS = ("Agreement", "Exchange", "Project", "Membership", "Event", "NetworkEvent", "Network", "Programme",
         "Allocation", "Succession")  # fmt: skip
"""The classes of what a parameter of the kind ``fact`` takes the id or the label of."""
_AN_ID = re.compile(r"[\w./-]+")
"""How ids look: anything else would be no IRI."""


def _thing(store: Graph, parameter: Parameter, value: str) -> NamedNode:
    """Return the thing of a kind that an id or a name means."""
    from rapidfuzz import process

    of = FACTS if parameter.kind == "fact" else (parameter.kind.title(),)
    prefix = thing.iri if parameter.kind == "fact" else thing[f"{parameter.kind}/"].value
    id_of = value.removeprefix(prefix).removeprefix(parameter.kind + "/")
    if _AN_ID.fullmatch(id_of):
        exact = NamedNode(prefix + id_of)
        if not {coop[kind] for kind in of}.isdisjoint(things(store, exact, rdf.type)):
            return exact
    rows = (row for kind in of for row in select(store, _NAMED, {"kind": coop[kind]}).rows)
    names: dict[str, NamedNode] = {}
    for node, label in cast(Iterable[tuple[NamedNode, Literal | None]], rows):
        names[node.value.removeprefix(prefix)] = node
        names |= {label.value: node} if label else {}
    for name, node in names.items():
        if value.removeprefix(parameter.kind + "/").casefold() == name.casefold():
            return node
    near = dict.fromkeys(
        short(names[found[0]]) for found in process.extract(value, list(names), limit=3, score_cutoff=50)
    )
    there_is_none = _("{name}: there is no {kind} “{value}”")
    perhaps = _("{name}: there is no {kind} “{value}”; did you mean {near}?") if near else there_is_none
    said = {"name": parameter.name, "kind": parameter.kind, "value": value, "near": any_of(near)}
    raise ParameterError(perhaps.format(**said))


def day(text: str) -> str:
    """Return the day meant by a date as a user writes it: ``today``, or ISO 8601; a year or month means its end.

    Raises:
        ParameterError: it is no date.
    """
    return date.today().isoformat() if text.strip() == "today" else _partial(text).latest


def first_day(text: str) -> str:
    """Return the first day meant by a date: of 2018, 2018-01-01.

    Raises:
        ParameterError: it is no date.
    """
    return _partial(text).earliest


def _partial(text: str) -> "PartialDate":
    from loaders.model.dates import PartialDate

    try:
        return PartialDate(text.strip())
    except ValueError as error:
        raise ParameterError(str(error)) from None


def year_ends(until: str) -> list[str]:
    """Return the last day of each year since 1990, and the day at which to stop."""
    return [*(f"{year}-12-31" for year in range(_FIRST_YEAR, int(until[:4]))), until]


_TIES = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
SELECT {} WHERE {{
  VALUES ?form {{ coop:Agreement coop:Exchange coop:Project coop:Membership }}
  ?tie a ?form ; coop:firstDay ?begun .
  {}
}}"""
_BEGUN_BY = _TIES.format("?tie", 'FILTER(STR(?begun) <= "%s")') + " LIMIT 1"
_FIRST = _TIES.format("(MIN(?begun) AS ?first)", "")
"""Asked only where no tie has begun by a day: all are looked at for it."""


def horizon(store: Graph, country: str) -> str:
    """Return the first day (ISO 8601) on which it is known what local governments a country had (``vn``, ``jp``)."""
    return text(store, concept[f"country/{country}"], coop.horizon)


def refuse_before_horizon(store: Graph, day: str, countries: Collection[str] = ()) -> None:
    """Refuse a day on which it is not known what local governments there were.

    Args:
        store: the graph.
        day: the day (ISO 8601).
        countries: the countries asked about, ``vn`` or ``jp``; both if none is given.

    Raises:
        ParameterError: the local governments of one of the countries are recorded from a later day on.
    """
    first, code = max((horizon(store, code), code) for code in countries or COUNTRIES)
    if day < first:
        unknown = _(
            "what local governments {country} had on {day} is not known here: they are recorded from {horizon} on; "
            "ask of a day from then on"
        )
        raise ParameterError(unknown.format(country=country_name(code), day=date_text(day), horizon=date_text(first)))


def known_day(store: Graph, text: str, country: str | None = None) -> str:
    """Return the day meant by a date, which must be one that the graph covers: from the first tie to today.

    Args:
        store: the graph.
        text: the date, as a user writes it.
        country: the one country asked about, ``vn`` or ``jp``; both if none is given.

    Raises:
        ParameterError: it is no date, lies in the future, or before anything is known.
    """
    asked, today = day(text), day("today")
    if asked > today and not today.startswith(text):
        future = _("{day} lies in the future; ask of a day up to today, {today}")
        raise ParameterError(future.format(day=date_text(text), today=date_text(today)))
    refuse_before_horizon(store, asked, [country] if country else ())
    if not select(store, _BEGUN_BY % asked).rows:
        [[first]] = select(store, _FIRST).rows
        if isinstance(first, Literal):  # else there is no tie at all
            early = _("no tie is known by {day}; the first began on {first}, ask of a day from then on")
            raise ParameterError(early.format(day=date_text(text), first=date_text(first.value)))
    return min(asked, today)


_LEVELS = """
PREFIX coop: <https://w3id.org/vnjp-ties/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?one ?level ?under
WHERE {
  { SELECT ?level (SAMPLE(?locality) AS ?one) WHERE { ?locality coop:level ?level } GROUP BY ?level }
  OPTIONAL { ?level skos:broader ?under }
}"""
"""Each level with a locality, or a period of one, that has it: no level is one of both countries."""


def known_levels(store: Graph, level: str, country: str | None = None) -> set[str]:
    """Return the single levels that a level stands for, of those that localities have or had.

    Args:
        store: the graph.
        level: a single level, or one that others are under, such as ``provincial``; or what either is called.
        country: ``vn`` or ``jp``; either if not given.

    Raises:
        ParameterError: the country has no localities of the level.
    """
    rows = cast(list[tuple[NamedNode, NamedNode, NamedNode | None]], select(store, _LEVELS).rows)
    level = slug_or_text("level", level)
    pairs = [(slug(one), slug(under)) for of, one, under in rows if short(of)[:2] == (country or short(of)[:2])]
    found = {single for single, under in pairs if level in {single, under}}
    if found:
        return found
    every = {one for pair in pairs for one in pair}
    known = joined(one for one in concepts.slugs("level") if one in every)
    if country:
        no_level = _("level: “{level}” is no level of {country}; write one of {known}")
        raise ParameterError(no_level.format(level=level, country=country_name(country), known=known))
    no_level = _("level: “{level}” is no level of either country; write one of {known}")
    raise ParameterError(no_level.format(level=level, known=known))
