"""Parts a text into the longest words that are known: kinds, what is said of ties, days, words that say no more."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from loaders.imports.date_formats import written
from loaders.imports.headers import vocabulary
from loaders.model.dates import PartialDate
from loaders.model.name_readings import key
from ontology import concepts

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAYS = re.compile(
    r"(?<![0-9a-zà-ỹ.])(?:"
    r"(?:ng[àa]y\s)?\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}"
    r"|\d{4}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{1,2}"
    r"|(?:(?:ng[àa]y\s)?\d{1,2}\s)?th[áa]ng\s\d{1,2}(?:,?\sn[ăa]m\s?|\s?[/.-]\s?|,?\s)\d{4}"
    r"|(?:\d{4}|(?:昭和|平成|令和)\s?(?:\d{1,2}|元))\s?年度?(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?)?"
    r"|[shr]\d{1,2}\.\d{1,2}(?:\.\d{1,2})?"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?(?:{_MONTHS})[a-z]*\.?\s(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s)?\d{{4}}"
    r"|\d{1,2}\s?[/-]\s?\d{4}|\d{4}-(?:0\d|1[0-2])|\d{4}/\d{1,2}|(?:n[ăa]m\s|year\s)?\d{4}"
    r")(?!\d)"
)
_NUMBERED = re.compile(r"(?<!\w)(?:no|nr|số)\s?\.?\s?\d+(?!\w)")
_TOKENS = re.compile(
    r"(?P<cjk>[\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff])|(?P<sign>[?×✕✗✘☓❌])"
    r"|\d+|[^\W\d_\u3005-\u9fff]+"
)
_STOPS = re.compile(r"[(){}\[\]【】〔〕「」,;:、\n]")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


class _Token(NamedTuple):
    """A word, a character of Japanese or a sign: without diacritics, with them, and where it stands."""

    bare: str
    toned: str
    start: int
    end: int


class Piece(NamedTuple):
    """Some words that are known, or one that is not.

    Attributes:
        what: kind, status, until, stem (half a word for a kind), party (which names one), about and about_before
            (what a document is about follows or precedes), day, topic_day (of what it is about), filler (which says no
            more), rest (which is not known).
        meaning: the slug, or the day.
        start: where it begins in the text.
        end: where it ends.
        clause: the number of the clause: signs and brackets part them.
        turned: whether it is two that turn each other, as in “chưa hết hạn”.
    """

    what: str
    meaning: str
    start: int
    end: int
    clause: int
    turned: bool = False


def _tokens(text: str, begin: int, end: int) -> Iterator[_Token]:
    for found in _TOKENS.finditer(text, begin, end):
        word = found[0]
        bare = word if found["sign"] or found["cjk"] else key(word)  # パートナーシップ has no なし in it
        yield _Token(bare, bare if found["cjk"] else toned(word), found.start(), found.end())


@lru_cache(maxsize=100_000)
def toned(word: str) -> str:
    """Return a word with the marks of its tones behind it, wherever they stand: huỷ is hủy."""
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(c for c in letters if c not in _TONES) + "".join(sorted(c for c in letters if c in _TONES))


@cache
def _known() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...], str, str]]]:
    """Return the words that are known, by their first token, the longest first: tokens, toned, what, meaning."""
    known: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], str, str]]] = {}
    for what, meaning, words in _vocabulary():
        for word in words:
            plain = unicodedata.normalize("NFKC", word)
            tokens = list(_tokens(plain, 0, len(plain)))
            if tokens:
                entry = tuple(one.bare for one in tokens), tuple(one.toned for one in tokens), what, meaning
                known.setdefault(tokens[0].bare, []).append(entry)
    for entries in known.values():
        entries.sort(key=lambda entry: -len(entry[0]))  # stable: of the same length, the first comes first
    return known


def _vocabulary() -> Iterator[tuple[str, str, Iterable[str]]]:
    """Yield all words with what they are and mean; what comes first counts, where a word is several."""
    words = vocabulary()
    yield from (("kind", slug, said) for slug, said in words["values"]["kind"].items())
    yield from (("kind", slug, said) for slug, said in concepts.names("agreement-kind").items())
    yield from (("status", slug, said) for slug, said in words["statuses"].items())
    yield from (("until", slug, said) for slug, said in words["until"].items())
    yield from (("stem", slug, said) for slug, said in words["stems"].items())
    yield "party", "", words["parties"]
    yield "about", "", words["about"]
    yield "about_before", "", words["about_before"]
    yield "filler", "", words["fillers"]
    exchange = tuple(word.casefold() for word in words["values"]["kind"]["exchange"])
    for said in (*words["values"]["fields"].values(), *concepts.names("field").values()):
        yield "filler", "", [word for word in said if not any(one in word.casefold() for one in exchange)]


def pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of a text (in NFC) in their order."""
    folded = text.lower()
    folded = folded if len(folded) == len(text) else text  # a letter that is two in small
    clause, at = 0, 0
    marks = [(found.start(), found.end(), "filler") for found in _NUMBERED.finditer(folded)]
    marks += [(found.start(), found.end(), "day") for found in _DAYS.finditer(folded) if _day(found[0])]
    marks += [(found.start(), found.end(), "stop") for found in _STOPS.finditer(folded)]
    for start, end, what in sorted(marks):
        if start < at:
            continue
        yield from _worded(text, at, start, clause)
        clause += what == "stop"
        at = end
        if what != "stop":
            yield Piece(what, str(_day(folded[start:end]) or ""), start, end, clause)
    yield from _worded(text, at, len(text), clause)


def _day(text: str) -> PartialDate | None:
    try:
        return written(text)
    except ValueError:
        return None


def _worded(text: str, begin: int, end: int, clause: int) -> Iterator[Piece]:
    """Yield the words between two days or stops, the longest that are known."""
    tokens = list(_tokens(text, begin, end))
    marked = any(one.bare != one.toned for one in _tokens(text, 0, len(text)))
    at = 0
    while at < len(tokens):
        what, meaning, size = _longest(tokens[at:], marked)
        yield Piece(what, meaning, tokens[at].start, tokens[at + size - 1].end, clause)
        at += size


def _longest(tokens: list[_Token], marked: bool) -> tuple[str, str, int]:
    """Return what the longest words are that tokens begin with, and how many tokens these have."""
    for bare, toned, what, meaning in _known().get(tokens[0].bare, ()):
        ahead = tokens[: len(bare)]
        if tuple(one.bare for one in ahead) != bare:
            continue
        if what in {"kind", "stem"} or not marked or tuple(one.toned for one in ahead) == toned:
            return what, meaning, len(bare)
    number = tokens[0].bare.isdigit() and len(tokens[0].bare) < 3
    return "filler" if number else "rest", "", 1
