"""Localities that an English sentence means by what they are and not by name: the Japanese city, the northern province.

Reporters name a locality once and then describe it, so that a name is not said again. Which one is meant is told by the
country in such words, or by the level, if the text has named that level on one side alone.
"""

from collections.abc import Iterator
from typing import NamedTuple

from loaders.reading.language.lexicon import pattern, words


class Description(NamedTuple):
    """Words that mean a locality which was named before.

    Attributes:
        start: where they begin.
        end: where they end.
        side: ``vn`` or ``jp``; empty if they do not tell it.
        levels: the levels that they may mean, by side.
    """

    start: int
    end: int
    side: str
    levels: dict[str, list[str]]


def descriptions(text: str) -> Iterator[Description]:
    """Yield where a sentence describes a locality, in their order."""
    levels: dict[str, dict[str, list[str]]] = words()["described"]["levels"]
    for one in pattern("described", "expression").finditer(text):
        side = {"j": "jp", "v": "vn"}.get((one["state"] or "")[:1].lower(), "")
        named = one["level"].lower()
        yield Description(one.start(), one.end(), side, {of: by[named] for of, by in levels.items() if named in by})
