"""Finds words of several languages in a text, many at once, by what they mean if asked."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from loaders.model.languages import LETTERS, has_japanese

_LETTER = rf"[^\W{LETTERS}]"
"""What goes on a word of Latin letters: Japanese stands beside it without a blank, as in MOUを締結."""
_BEGINS, _ENDS = f"(?-i:(?<!{_LETTER}))", f"(?-i:(?!{_LETTER}))"
"""Where a word of Latin letters begins and ends; where case did not count, each letter of a range would be compiled."""


_NOTHING = "(?!)"
"""What is found nowhere."""


def any_of(said: Iterable[str], expression: str = "") -> re.Pattern[str]:
    """Return what finds any of some words: whole words of Latin letters, the longest first, Japanese ones as they are.

    Args:
        said: the words.
        expression: a further expression.
    """
    longest_first = sorted({word.strip() for word in said if word.strip()}, key=lambda word: (-len(word), word))
    latin = [word for word in longest_first if not has_japanese(word)]
    others = [_of_letters(word) for word in longest_first if has_japanese(word)]
    others += [expression.strip()] if expression else []
    parts = ([f"{_BEGINS}(?:{_of_words(latin)}){_ENDS}"] if latin else []) + others
    return re.compile("|".join(parts) or _NOTHING, re.IGNORECASE)


def _of_words(words: Iterable[str]) -> str:
    """Return what finds words of Latin letters; LOI in capitals alone, for Loi is a name."""
    capitals = [word for word in words if word.isupper() and len(word) < 5]
    others = dict.fromkeys(word for word in words if word not in capitals)
    parts = [f"(?-i:{'|'.join(map(re.escape, capitals))})"] if capitals else []
    return "|".join([_shared(list(others)), *parts] if others else parts)


def _shared(words: list[str]) -> str:
    """Return what finds any of some words, the longest first; what they begin with alike is looked at once.

    Of hundreds of words written one behind the other, each is tried at each place of a text.
    """
    ends, by_letter = "" in words, dict[str, list[str]]()
    for word in words:
        if word:
            by_letter.setdefault(word[0], []).append(word[1:])
    parts = [(r"\s" if first == " " else re.escape(first)) + _shared(rest) for first, rest in by_letter.items()]
    if not parts:
        return ""
    if len(parts) == 1 and not ends:
        return parts[0]
    return f"(?:{'|'.join(parts)}){'?' if ends else ''}"


def _of_letters(word: str) -> str:
    """Return what finds a Japanese word; one in katakana is no part of a longer one."""
    return rf"(?<![ァ-ヺー]){re.escape(word)}(?![ァ-ヺー])" if re.fullmatch("[ァ-ヺー・]+", word) else re.escape(word)


class Words:
    """Words and expressions that are looked for together: those of Japanese only where a text has its letters.

    Args:
        said: the words.
        expression: an expression for further ones, in letters of any kind.
        japanese: one for those of Japanese alone.
    """

    def __init__(self, said: Iterable[str], expression: str = "", japanese: str = "") -> None:
        self._said, self._expression = list(said), expression.strip()
        # with its case: where that does not count, each kanji of a range is looked at when it is compiled
        self._japanese = f"(?-i:{japanese.strip()})" if japanese else ""

    @cached_property
    def _all(self) -> re.Pattern[str]:
        return any_of(self._said, "|".join(filter(None, (self._japanese, self._expression))))

    @cached_property
    def _latin(self) -> re.Pattern[str]:
        return any_of((word for word in self._said if not has_japanese(word)), self._expression)

    @cached_property
    def _alone(self) -> re.Pattern[str] | None:
        """What finds the expression; nothing if there is none."""
        return re.compile(self._expression, re.IGNORECASE) if self._expression else None

    @cached_property
    def _firsts(self) -> frozenset[str]:
        """What the words in Latin letters begin with: without one of these in a text, none of them is there."""
        return frozenset(found[0] for word in self._said if (found := _PARTS.search(word.lower())))

    def _of(self, text: str) -> re.Pattern[str] | None:
        """Return what finds them in a text; nothing if none can be there."""
        if has_japanese(text):
            return self._all
        return self._alone if self._firsts.isdisjoint(_parts(text)) else self._latin

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> "re.Match[str] | None":
        """Return where they stand first in a text, or a part of it."""
        of = self._of(text)
        return of.search(text, start, end) if of else None

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> "re.Match[str] | None":
        """Return them if they stand right at a place of a text."""
        of = self._of(text)
        return of.match(text, start, end) if of else None

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> "re.Match[str] | None":
        """Return them if they are all of a text, or of a part of it."""
        of = self._of(text)
        return of.fullmatch(text, start, end) if of else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator["re.Match[str]"]:
        """Return wherever they stand in a text, or a part of it."""
        of = self._of(text)
        return of.finditer(text, start, end) if of else iter(())


_PARTS = re.compile(r"\w+")


@lru_cache(maxsize=256)
def _parts(text: str) -> frozenset[str]:
    """Return the words of a text in small letters; each rule asks of the same sentence."""
    return frozenset(_PARTS.findall(text.lower()))


class Word(NamedTuple):
    """A word in a text: what it means, where it stands."""

    meaning: str
    start: int
    end: int


class Meanings:
    """Words of several meanings, found at once, the longest at each place.

    Args:
        said: the words by what they mean; of one that means several, the first counts.
    """

    def __init__(self, said: Mapping[str, Iterable[str]]) -> None:
        self._meant: dict[str, str] = {}
        written: dict[str, str] = {}
        for meaning, named in said.items():
            for word in named:
                folded = " ".join(word.casefold().split())
                self._meant.setdefault(folded, meaning)
                written.setdefault(folded, word)
        self._words = Words(written.values())

    def find(self, text: str) -> list[Word]:
        """Return the words in a text, in their order."""
        return [
            Word(self._meant[" ".join(found[0].casefold().split())], found.start(), found.end())
            for found in self._words.finditer(text)
            if " ".join(found[0].casefold().split()) in self._meant
        ]
