"""Understands headings by the words that they are put together of, where every one of these is known.

Nothing is taken at half its words: a heading with a word that is not known means nothing here.
"""

import re
import unicodedata
from functools import cache, lru_cache

from loaders.model.name_readings import key
from loaders.model.packaged import packaged

_LONGEST = 60
"""Characters of a heading that may be put together of words."""
_CAMEL = re.compile("(?<=[a-z])(?=[A-Z])")
"""Where a word begins in the name of a variable, as in cityLabel, which query services put above a column."""
_TIMES = (("end", "ended"), ("expire", "expires"), ("period", "period"))
_OTHERS = {"source": "sources", "note": "note", "field": "fields"}
_PLACES = {"name", "parent", "country"}
_WHOSE = ("vn", "jp", "own", "partner")
_OF_TIES = {"relation", "exchange", "sign", "start"}


@lru_cache(maxsize=10_000)
def composed(text: str) -> str:
    """Return what a heading means by its words; nothing if one of them is not known, or they do not go together.

    >>> [composed(text) for text in ("提携先都市名", "Năm kết nghĩa", "Partner municipality", "Ngày sinh")]
    ['partner', 'signed', 'partner', '']
    """
    parts = _parts(text)
    return _meant(parts) if parts else ""


def _meant(parts: list[str]) -> str:
    """Return what the parts of a heading mean together; in Japanese what is meant comes last."""
    has = set(parts)
    if "other" in has:
        return "number"
    if time := _time(has):
        return time
    for part, meaning in _OTHERS.items():
        if part in has:
            return meaning
    if "kind" in has or ("document" in has and not has & _PLACES):
        return "" if has & _PLACES - {"name"} else "kind"
    return _whose(parts, has)


def _time(has: set[str]) -> str:
    for part, meaning in _TIMES:
        if part in has and not has & {"field", "note", "source", "kind"}:
            return meaning
    if "date" in has and not has & {"kind", "country", "parent", "level"}:
        return "since" if {"exchange", "start"} <= has else "signed"
    return ""


def _whose(parts: list[str], has: set[str]) -> str:
    """Return which party, or what about which, a heading names."""
    side = next((one for one in _WHOSE if one in has), "partner" if has & _OF_TIES else "")
    what = [part for part in parts if part in _PLACES or part == "level"]
    if {"name", "country"} <= has and what[-1] != "name":
        return ""
    if "country" in has and "name" not in has:
        return "country"
    if "level" in has:
        return f"{side}_level" if side in {"vn", "jp"} else "level"
    if "name" in has:
        return f"{side}_name" if side in {"vn", "jp"} else side or "place"
    if "parent" in has:
        return {"vn": "vn_province", "jp": "jp_prefecture", "": "parent"}.get(side, f"{side}_parent")
    if has & {"vn", "jp"}:
        return f"{side}_name"
    return side if has & {"own", "partner"} else ""


def _parts(text: str) -> list[str]:
    """Return the parts that the words of a heading play, in their order; nothing if it has a word that is not known."""
    plain = unicodedata.normalize("NFKC", text[: 2 * _LONGEST])
    plain = _CAMEL.sub(" ", plain)
    words = [word for word in map(key, re.split(r"[\W_]+", plain)) if word]
    if any(word.isascii() and word not in _single_words() for word in words):
        return []  # as most cells of tables, which are looked at too where the headings are searched for
    line = " ".join(words)[:_LONGEST]
    fewest: list[list[str] | None] = [None] * len(line) + [[]]
    for at in range(len(line) - 1, -1, -1):
        ways = (fewest[end] for end in [at + 1] if line[at] == " ")
        found = [way for way in ways if way is not None]
        for end in range(at + 1, min(len(line), at + _longest_word()) + 1):
            rest, part = fewest[end], _words().get(line[at:end])
            if rest is not None and part is not None and _is_whole(line, at, end):
                found.append([part, *rest])
        fewest[at] = min(found, key=len, default=None)
    return [part for part in fewest[0] or [] if part]


def _is_whole(line: str, at: int, end: int) -> bool:
    """Whether what stands there is no part of a longer word in Latin letters."""
    before, after = line[at - 1 : at], line[end : end + 1]
    return not (
        (before.isascii() and before.isalnum() and line[at].isascii())
        or (after.isascii() and after.isalnum() and line[end - 1].isascii())
    )


@cache
def _words() -> dict[str, str]:
    """Return the part that each word plays, as its words are spelt at their simplest."""
    parts = packaged("loaders.imports", "heading_words.yaml")
    return {" ".join(map(key, str(word).split())): part for part, words in parts.items() for word in words}


@cache
def _single_words() -> frozenset[str]:
    return frozenset(word for words in _words() for word in words.split())


@cache
def _longest_word() -> int:
    return max(map(len, _words()))
