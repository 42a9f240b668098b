"""What speaks for a pair that is suggested, and how the two could begin, as lines of a brief."""

from collections.abc import Iterator

from pyoxigraph import Store

from graph.ask.text import shortened
from graph.brief.briefing import briefing
from graph.brief.meeting import Brief, brief
from graph.brief.phrases import Line, Phrase
from graph.suggest.prose import SHOWN, SuggestionText
from graph.suggest.suggest import Suggestion, between
from ontology import coop, thing

SUGGESTED = 30
"""Among how many of the localities suggested to either the other has to be, for the reasons to be told."""

_LONGEST = 230
"""How many columns of a terminal a line may take."""


def meeting_brief(store: Store, place: str, other: str | None, day: str, language: str) -> Brief:
    """Return the brief on a locality or on two; of two without a document, with what speaks for one, if anything does.

    That is, as far as either is suggested to the other. Arguments are those of `graph.brief.meeting.brief`.
    """
    signed = other and any(entry.form == coop.Agreement for entry in briefing(store, place, other, day).entries)
    suggested = between(store, place, other, day, SUGGESTED) if other and not signed else None
    if not suggested:
        return brief(store, place, other, day, language)
    asking, found = suggested
    text = SuggestionText(store, asking, day, [found], language)
    return brief(store, place, other, day, language, reasons(text, found), beginning(text, found), asking)


def reasons(told: SuggestionText, found: Suggestion) -> Iterator[Line]:
    """Yield the reasons for a suggestion.

    Args:
        told: puts suggestions to the one that asks into words.
        found: the suggestion.
    """
    for reason, text in zip(found.reasons, told.reasons(found, cite=False), strict=True):
        yield _line(text, reason.facts[:SHOWN])


def beginning(told: SuggestionText, found: Suggestion) -> Iterator[Line]:
    """Yield how often such suggestions came true, the scheme that fits, programmes, and who could introduce the two."""
    programmes = told.programmes(found)
    for text in told.extras(found):
        yield _line(text, found.programmes[:SHOWN] if text == programmes else ())


def _line(text: str, facts: tuple[str, ...]) -> Line:
    return Line((Phrase(shortened(text, _LONGEST)),), tuple(thing[fact] for fact in facts))
