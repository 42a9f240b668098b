"""The ties that had begun by a day, between one party of each country and whoever holds their parts on the day."""

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from pyoxigraph import NamedNode, Store

from graph.analysis.frames import Column, date_cells, date_columns, frame, named
from graph.analysis.tie_facts import confidence, is_shared, sources, state, told_end
from graph.ask.as_of import Names, first_day, known_from, tenures
from graph.ask.labels import Labels, short, slug
from graph.ask.lookup import subjects, text, things, value
from graph.ask.status import facts_as_of
from ontology import LANGUAGES, coop, rdf, schema

if TYPE_CHECKING:
    import pandas as pd

_FORMS = ("Agreement", "Exchange", "Project")

_SIDES = {"vn": "Vietnam", "jp": "Japan"}
COLUMNS: dict[str, Column] = {
    "tie": Column(
        "string", "the id of the document, exchange or project; it stands in several rows if it joins several"
    ),
    "form": Column("form", "Agreement (a document), Exchange (standing, without one) or Project"),
    "kind": Column("agreement-kind", "the kind of a document"),
    "scheme": Column("scheme", "the scheme of access that it counts under; none of an exchange"),
    **{f"label_{language}": Column("string", "what the tie is called") for language in LANGUAGES},
    **{
        name: made
        for side, country in _SIDES.items()
        for name, made in {
            f"{side}_party": Column("string", f"the id of who entered into it in {country}"),
            **named(f"{side}_party_"),
            f"{side}_holder": Column("string", "the id of who holds that part on the day: the party or its successor"),
            **named(f"{side}_holder_"),
            f"{side}_shared": Column("boolean", "whether others hold that part too, since the party was divided"),
        }.items()
    },
    **date_columns("since", "when it was signed or began"),
    **date_columns("until", "when it ended by the day, or is to end by its term or plan"),
    "dated": Column("boolean", "whether it is stated when it began; if not, growth must not be read off it"),
    "valid_from": Column(
        "datetime64[s]", "the first day from which it is known to hold: that of since, or of a source"
    ),
    "known_from": Column(
        "datetime64[s]", "the day from which it is known: the last of since, or of its earliest source"
    ),
    "in_force": Column("boolean", "whether it is in force on the day, as far as is known"),
    "state": Column("state", "active (in force), unclear (a project without an end or status) or former"),
    "confidence": Column("confidence", "how well the sources support it"),
    "sources": Column("string", "the ids of its sources"),
    "sources_number": Column("Int64", "how many they are"),
    "fields": Column("string", "on what they work, by the slugs of the fields"),
    "programme": Column("string", "the id of the programme of a project"),
    "funders": Column("string", "the ids of who funds a project"),
    "budget": Column("Float64", "the budget of a project, in currency"),
    "currency": Column("string", "that of the budget (ISO 4217)"),
    "status": Column("project-status", "the status recorded of a project, whatever the day asked for"),
}
"""What stands in each column."""


class HeldPart(NamedTuple):
    """A tie between one party of each country, and who holds the part of each on the day."""

    tie: NamedNode
    vn_party: NamedNode
    jp_party: NamedNode
    vn_holder: NamedNode
    jp_holder: NamedNode


def ties(store: Store, day: str) -> "pd.DataFrame":
    """Return the ties that had begun by a day (ISO 8601), by tie, parties and holders; see `COLUMNS`.

    Projects with localities of one country alone join nobody, and are left out.
    """
    return frame(rows(store, day), COLUMNS, day, facts_as_of(store))


def parts(store: Store, day: str) -> Iterator[HeldPart]:
    """Yield the ties in the hands of those who hold them on a day."""
    known = {tie for form in _FORMS for tie in subjects(store, rdf.type, coop[form])}
    for tie in sorted(known, key=str):
        if first_day(store, tie) <= day:
            sides = (_held(store, tie, country, day) for country in _SIDES)
            for (vn_party, vn_holder), (jp_party, jp_holder) in product(*sides):
                yield HeldPart(tie, vn_party, jp_party, vn_holder, jp_holder)


def _held(store: Store, tie: NamedNode, country: str, day: str) -> list[tuple[NamedNode, NamedNode]]:
    """Return the parties of a tie in a country, each with whoever holds its part on a day."""
    return [
        (party, one)
        for party in things(store, tie, coop.party)
        if short(party).startswith(country)
        for one in dict.fromkeys(own.holder for own in tenures(store, party) if own.first <= day <= own.last)
    ]


def rows(store: Store, day: str) -> Iterator[dict[str, Any]]:
    """Yield what is known of each tie and its parties, by column."""
    called = {language: Names(store, language, day) for language in LANGUAGES}
    labels = {language: Labels(store, language, day) for language in LANGUAGES}
    of_ties: dict[NamedNode, dict[str, Any]] = {}
    for one in parts(store, day):
        if one.tie not in of_ties:
            named_so = {f"label_{language}": own[one.tie] for language, own in labels.items()}
            of_ties[one.tie] = named_so | _of_tie(store, one.tie, day)
        row = dict(of_ties[one.tie])
        for side, party, holder in (("vn", one.vn_party, one.vn_holder), ("jp", one.jp_party, one.jp_holder)):
            row |= {f"{side}_party": short(party), f"{side}_holder": short(holder)}
            row[f"{side}_shared"] = is_shared(store, party, holder)
            begun = first_day(store, one.tie)
            for language in LANGUAGES:
                row[f"{side}_party_name_{language}"] = called[language].party(party, begun).name
                row[f"{side}_holder_name_{language}"] = labels[language][holder]
        yield row


def _of_tie(store: Store, tie: NamedNode, day: str) -> dict[str, Any]:
    """Return what is known of a tie on a day, whoever holds it."""
    since, budget, found = text(store, tie, schema.startDate), text(store, tie, coop.budget), sources(store, [tie])
    return {
        "tie": short(tie),
        "form": next(form for form in _FORMS if coop[form] in things(store, tie, rdf.type)),
        **{name: _slug(store, tie, coop[name]) for name in ("kind", "scheme", "status")},
        **date_cells("since", since),
        **date_cells("until", told_end(store, tie, day)),
        "dated": bool(since),
        "valid_from": first_day(store, tie),
        "known_from": known_from(store, tie),
        "in_force": state(store, tie, day) == "active",
        "state": state(store, tie, day),
        "confidence": confidence(store, [tie]),
        "sources": ";".join(found),
        "sources_number": len(found),
        "fields": ";".join(sorted(map(slug, things(store, tie, coop.field)))),
        "programme": ";".join(map(short, things(store, tie, coop.programme))),
        "funders": ";".join(map(short, things(store, tie, coop.funder))),
        "budget": float(budget) if budget else None,
        "currency": text(store, tie, coop.currency),
    }


def _slug(store: Store, tie: NamedNode, predicate: NamedNode) -> str:
    return slug(cast(NamedNode | None, value(store, tie, predicate)))
