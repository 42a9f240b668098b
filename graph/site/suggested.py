"""What speaks for a pair that is suggested, and how the two could begin, as lines of a brief."""

from collections.abc import Iterator

from graph.ask.text import shortened
from graph.brief.phrases import Line, Phrase
from graph.suggest.prose import SHOWN, SuggestionText
from graph.suggest.suggest import Suggestion
from ontology import thing

_LONGEST = 230
"""How many columns of a terminal a line may take."""


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
