"""A text with the sentences marked that a fact rests on, and its parties; of a long one, what stands around them."""

import re
from collections.abc import Iterable, Iterator
from itertools import cycle
from typing import NamedTuple

from loaders.model.languages import has_japanese

_WHOLE = 20_000
"""Characters of a text that are shown whole; of a longer one, what stands around the marks."""
_AROUND = 2_000


class Piece(NamedTuple):
    """A part of a text, which a fact rests on or not; ``gap`` if something is left out before it."""

    text: str
    marked: bool
    gap: bool = False


def pieces(text: str, spans: list[list[int]]) -> Iterator[Piece]:
    """Yield a text in pieces, those that spans mark apart; of a long one, what stands around them.

    Args:
        text: the text.
        spans: from and to, in characters; what lies outside of the text does not count.
    """
    at, last = 0, len(text)
    for start, end in _merged(spans, last):
        yield from _unmarked(text, at, start, at > 0, True)
        cut = len(text) > _WHOLE and end - start > _WHOLE
        yield Piece(text[start : start + _WHOLE] if cut else text[start:end], True)
        at = end
    yield from _unmarked(text, at, last, at > 0, False)


def parted(text: str, parties: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield a text in parts, each with whether it is the name of a party.

    Args:
        text: the text.
        parties: what it calls the parties, the longest first.
    """
    names = [re.escape(one) if has_japanese(one) else rf"(?<!\w){re.escape(one)}(?!\w)" for one in parties if one]
    parts = re.split(f"({'|'.join(names)})", text) if names else [text]
    yield from ((part, is_name) for part, is_name in zip(parts, cycle((False, True)), strict=False) if part)


def _merged(spans: list[list[int]], last: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(end, last)) for start, end in spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _unmarked(text: str, start: int, end: int, after: bool, before: bool) -> Iterator[Piece]:
    """Yield what lies between marks: whole, or in a long text what stands next to them."""
    if start >= end:
        return
    if len(text) <= _WHOLE or end - start <= 2 * _AROUND:
        yield Piece(text[start:end], False)
        return
    if after or not before:
        yield Piece(text[start : start + _AROUND], False)
    yield Piece(text[end - _AROUND : end] if before else "", False, gap=True)
