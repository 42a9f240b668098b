"""The particulars of a fact in words: fields, programme, funder, bodies, budget, status, term."""

from collections.abc import Iterator
from typing import cast

from pyoxigraph import Literal, NamedNode, Store

from graph.ask.labels import Labels
from graph.ask.lookup import text, texts, things, value
from graph.ask.words import words
from loaders.model.dates import date_in, date_text
from loaders.model.messages import figure, joined
from ontology import coop, org


def particulars(
    store: Store, fact: NamedNode, day: str, language: str, labels: Labels, fields: bool = True
) -> Iterator[str]:
    """Yield what is known of a fact beside its kind, parties and dates, each with what it is.

    Args:
        store: the graph.
        fact: a document, exchange, project or event.
        day: the day asked for (ISO 8601); a term that has ended by it is not told here.
        language: ``en``, ``vi`` or ``ja``.
        labels: what things are called in it on the day.
        fields: whether its fields are told; of an exchange they are what it is.
    """
    said = words(language)
    for column, predicate in (("fields", coop.field), ("programme", coop.programme), ("funder", coop.funder)):
        named = sorted(labels[one] for one in things(store, fact, predicate))
        if named and (fields or predicate != coop.field):
            yield f"{said[f'column_{column}']}: {joined(named, language)}"
    for word in ("implementer", "counterpart"):
        for body in texts(store, fact, coop[word], language):
            yield said[word].format(body.value)
    for signatory in things(store, fact, coop.signatory):
        for locality in things(store, signatory, org.unitOf):
            yield said["signatory"].format(labels[locality], labels[signatory])
    if amount := budget(store, fact, language):
        yield f"{said['column_budget']}: {amount}"
    status = value(store, fact, coop.status)
    if isinstance(status, NamedNode):
        yield f"{said['column_status']}: {labels[status]}"
    expires = text(store, fact, coop.expires)
    if (last := date_in(expires)) and last.latest >= day:
        yield f"{said['brief_term']}: {date_text(expires, language)}"


def budget(store: Store, project: NamedNode, language: str) -> str:
    """Return the budget of a project with its currency, in words; empty if it is not known."""
    stated = value(store, project, coop.budget)
    if stated is None:
        return ""
    return money(float(cast(Literal, stated).value), text(store, project, coop.currency), language)


def money(amount: float, currency: str, language: str) -> str:
    """Return a sum with its currency (ISO 4217), in words."""
    return words(language).get(f"amount_{currency}", "{} " + currency).format(figure(amount, language=language))
