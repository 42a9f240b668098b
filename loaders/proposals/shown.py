"""Shows proposals to a person, in the language of the reader: what a text states, where, and how sure that is."""

from collections.abc import Iterator

from loaders.model.dates import date_text
from loaders.model.messages import LANGUAGE, gettext_noop, joined, quoted
from loaders.model.messages import gettext as _
from loaders.proposals.known import Verdict, named
from loaders.proposals.proposal import NamedParty, Proposal
from loaders.reading.context.stated import NotOurs
from loaders.tables.catalogue import Catalogue, concept_label
from loaders.texts.documents import Document
from ontology import concepts

_TYPES = {
    "agreement": gettext_noop("Agreement"), "event": gettext_noop("Event"), "project": gettext_noop("Project"),
    "membership": gettext_noop("Membership"),
}  # fmt: skip
_KINDS = {"visit": "delegation-visit"}
_SCHEMES = {"agreement": "agreement-kind", "event": "event-kind", "membership": "membership-role"}
_STATES = {
    "launch": gettext_noop("begun or adopted"), "ongoing": gettext_noop("under way"),
    "completed": gettext_noop("completed"),
}  # fmt: skip
_STATUS = {
    "new": gettext_noop("new: nothing like it is known"),
    "known": gettext_noop("known already, so this is a further source: {records}"),
    "contradicts": gettext_noop("says otherwise than what is known: {records}"),
    "continues": gettext_noop("goes on from what is known: {records}"),
}
_UNSURE = {
    "party": gettext_noop("a party is named in another sentence"),
    "level": gettext_noop("whether the city or what it lies in is meant is told by the rest of the text"),
    "partner": gettext_noop(
        "which of several localities of the name is meant is told by whom the other party works with"
    ),
    "namesake": gettext_noop("it is open which locality is meant"),
    "kind": gettext_noop("the kind is not named"),
    "date": gettext_noop("the date is not told"),
    "year": gettext_noop(
        "the date is not told in full, but follows from the day of publication or an earlier sentence"
    ),
    "project": gettext_noop("which project it is has to be told by a person"),
    "model": gettext_noop("only the model reads it so"),
}
_NOT_OURS = {
    "planned": gettext_noop("is planned, hoped for or asked for, and has not happened"),
    "denied": gettext_noop("is denied, or has not come about"),
    "organisation": gettext_noop("is of a company, university, association or the like, not of two local governments"),
    "ministry": gettext_noop("is of a ministry, not of two local governments"),
    "abroad": gettext_noop("is with a third country"),
    "open": gettext_noop("leaves open which locality is meant"),
    "unnamed": gettext_noop("names no local government on one side"),
}
_COLUMNS = {
    "kind": gettext_noop("kind"), "signed": gettext_noop("signed"), "since": gettext_noop("since"),
    "date": gettext_noop("date"),
}  # fmt: skip
"""The columns that a text may tell otherwise than they are recorded."""
_LONGEST_QUOTE = 300


def lines(document: Document, proposals: list[Proposal], others: list[NotOurs], catalogue: Catalogue) -> Iterator[str]:
    """Yield what was read in a text, line by line.

    Args:
        document: the text.
        proposals: the facts that it states.
        others: what it tells that is no fact of ours.
        catalogue: what localities are called.
    """
    yield document.address + (f" ({date_text(document.published)})" if document.published else "")
    if not proposals:
        yield "  " + _("No fact of ours was found in it.")
    for number, one in enumerate(proposals, 1):
        yield ""
        yield f"  {number}. {_headline(one, catalogue)}"
        yield f"     {status(one.verdict)}"
        yield from (f"     {line}" for line in otherwise(one.verdict))
        yield from (f"     ? {unsure(why)}" for why in one.unsure)
        yield from _open(one, catalogue)
        for quote, span in zip(one.quotes, one.spans or [(0, 0)], strict=False):
            where = f" [{span[0]}–{span[1]}]" if one.spans else ""
            yield f"     {quoted(_short(quote))}{where}"
    if others:
        yield ""
        yield "  " + _("Not proposed:")
    for other in others:
        yield f"     {not_ours(other.reason)}: {quoted(_short(document.text[other.start : other.end]))}"


def type_of(fact: str) -> str:
    """Return what a type of fact is called: agreement, event, project, membership."""
    return _(_TYPES[fact])


def status(verdict: Verdict) -> str:
    """Return what a fact is beside what is known."""
    records = joined(named(verdict.records[:3])) + ("…" if len(verdict.records) > 3 else "")
    return _(_STATUS[verdict.status]).format(records=records)


def otherwise(verdict: Verdict) -> Iterator[str]:
    """Yield what is said otherwise than is recorded, or more exactly."""
    for column, said, recorded in verdict.otherwise:
        told = _("{column}: here {said}, recorded {recorded}") if recorded else _("{column}: {said}, more exactly")
        here, there = _in_words(column, said), _in_words(column, recorded)
        yield told.format(column=_(_COLUMNS[column]), said=here, recorded=there)


def _in_words(column: str, value: str) -> str:
    """Return a value as the reader calls it: a kind by its label, a date as people write it."""
    if column != "kind" or not value:
        return date_text(value)
    try:
        return concept_label("agreement-kind", value, LANGUAGE.get())
    except KeyError:  # a person wrote it, and it is none
        return value


def unsure(why: str) -> str:
    """Return in words what of a fact is not told in so many words; nothing of what has none."""
    return _(_UNSURE[why]) if why in _UNSURE else ""


def not_ours(reason: str) -> str:
    """Return in words why something that a text tells is no fact of ours; nothing of a reason that has none."""
    return _(_NOT_OURS[reason]) if reason in _NOT_OURS else ""


def _headline(one: Proposal, catalogue: Catalogue) -> str:
    parties = " – ".join(_called(party, one.date, catalogue) for party in (one.vn, one.jp) if party)
    if one.type == "project":
        kind = _(_STATES[one.kind])
    else:
        kind = concepts.labels()[_SCHEMES[one.type]][_KINDS.get(one.kind, one.kind)][LANGUAGE.get()]
    return f"{type_of(one.type)}: {joined([parties, one.network, kind, date_text(one.date)])}"


def _called(party: NamedParty, day: str, catalogue: Catalogue) -> str:
    return catalogue.called(party.id, LANGUAGE.get(), day) if party.id else quoted(party.name)


def _open(one: Proposal, catalogue: Catalogue) -> Iterator[str]:
    """Yield whom a name may mean, where that is left open."""
    for party in (one.vn, one.jp):
        if party and not party.id and party.candidates:
            names = [f"{catalogue.called(each, LANGUAGE.get())} [{each}]" for each in party.candidates]
            yield "     " + _("“{name}” may be: {places}").format(name=party.name, places=joined(names))


def _short(text: str) -> str:
    """Return a quotation of one line, not too long, without signs that command a terminal."""
    plain = "".join(c if c.isprintable() else " " for c in text)
    plain = " ".join(plain.split())
    return plain if len(plain) <= _LONGEST_QUOTE else f"{plain[:_LONGEST_QUOTE]}…"
