"""Between whom a document is, of those that its sentence names: not who looked on, nor who stands in another clause."""

import re

from loaders.model.languages import is_english
from loaders.reading.agreements.signed_documents import Document
from loaders.reading.context.passages import Party, Passage


def apposed(side: str, document: Document, passage: Passage) -> list[Party]:
    """Return the place that is called what it is to the other party right behind it: in Hai Phong, its sister city."""
    places = [] if document.alone else passage.of(side, "place")
    return [one for one in places if _ITS.fullmatch(passage.text, one.mention.end, document.start)]


_ITS = re.compile(r",\s(?:its|a|an|their|our|the\scity['’]s)\s(?:\w+\s){0,2}")


def behind_semicolon(named: list[Party], document: Document, text: str) -> list[Party]:
    """Return the localities that an English sentence does not name before a semicolon behind which a document is."""
    parted = text.rfind("; ", 0, document.start) if is_english(text) else -1
    return [one for one in named if one.start > parted]


def without_witnesses(named: list[Party], document: Document, text: str) -> list[Party]:
    """Return localities without those before whose people an English sentence says that others signed."""
    signed = document.verb >= 0 and is_english(text)
    before = _BEFORE_WHOM.search(text, max(document.verb, document.end)) if signed else None
    return [one for one in named if one.start < before.end()] if before else named


_BEFORE_WHOM = re.compile(r"\b(?:in\sthe\spresence\sof|witnessed\sby|before\sthe\seyes\sof)\b", re.IGNORECASE)


def those_between(named: list[Party], document: Document, text: str) -> list[Party]:
    """Return those of some localities between whom an English document is said to be; all, if that is not told."""
    if not is_english(text):
        return named
    beside = _WITH_ON if document.alone else _WITH
    with_one = [one for one in named if one.start > document.end and beside.fullmatch(text, document.end, one.start)]
    if with_one:
        return with_one  # twinned with one, whoever else has been named
    between = _RIGHT_BETWEEN.match(text, document.end)
    behind = [one for one in named if between and 0 <= one.start - between.end() < _NEAR]
    return behind or named


_WITH = re.compile(r"\s(?:\w+\s)?(?:with|of)\s(?:the\s)?(?:Japan['’]s\s|Vietnam['’]s\s)?(?:\w+\sof\s)?")
"""What stands between what two are to each other and the other of them."""
_WITH_ON = re.compile(r"(?:\s(?:on|in|for|of|about)\s[^.,;]{3,60}?)?" + _WITH.pattern)
"""The same behind a document, which may tell before it what it is about."""
_RIGHT_BETWEEN = re.compile(r"[^.,;]{0,60}?\sbetween\s")
_NEAR = 45
"""Characters behind “between” in which at least one of the two is named."""
