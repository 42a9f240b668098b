"""The known names that are like one which no locality has."""

from collections.abc import Collection, Iterator
from itertools import chain

from loaders.model.name_readings import key, readings

_SHORT = 3
"""Letters of a name of which one that differs is much, and of one that may stand in any text."""

_ALIKE, _ALIKE_IF_SHORT = 72, 60
"""How like a name another is that may be meant, of 100: the letters that both have, in order."""


def nearest_of(name: str, known: Collection[str]) -> list[str]:
    """Return the keys of known names that are most like a name, at most three, the most like first.

    If none is like it, those of which it says more: Da Nang in *Department of Foreign Affairs of Da Nang*.
    """
    from rapidfuzz import fuzz, process  # only who mistypes a name waits for it

    whole = key(name)
    least = _ALIKE if len(whole) > _SHORT else _ALIKE_IF_SHORT
    found = process.extract(whole, list(known), scorer=fuzz.ratio, limit=3, score_cutoff=least)
    return [spelling for spelling, *_ in found] or [one for one in _held(name, whole) if one in known][:3]


def _held(name: str, whole: str) -> Iterator[str]:
    """Yield the keys that a name may hold: those it can be read as, then how it begins and ends, the longest first."""
    for reading in readings(name):
        yield from (reading.key, *chain.from_iterable(reading.within))
    least = _SHORT if whole.isascii() else 1
    for length in range(len(whole) - 1, least, -1):
        yield from (whole[:length], whole[-length:])
