"""The headings of tables that people keep for themselves, in Vietnamese, Japanese and English, and what they mean.

The words are data (`vocabulary.yaml`); a heading means a column of ours, or one that it takes the whole table to place.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from loaders.files.sheet import SheetRow, letters
from loaders.imports.heading_words import composed
from loaders.model.name_readings import key
from loaders.model.packaged import packaged
from loaders.model.records import TABLES, columns

_LOOKED_AT = 40
"""How many rows are searched for the headings: there may be titles above them."""
_DEEPEST = 3
"""Rows that headings take at most."""
PARENTS = {"vn": "vn_province", "jp": "jp_prefecture"}
"""Our columns for what the localities of each country are part of."""
_NAMES = {"vn_name", "jp_name", "own", "partner", "place"}
_VARIABLE = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where the words of the variable of a query part, as in twinCountryLabel; Wikidata's answers are headed so."""
_PIECES = re.compile(r"[/\n|()\[\]:;–—・]|\s-\s")


_JAPANESE_PART = re.compile(r"(?<![年月])([年月日])$")
DATES = ("signed", "since", "ended", "expires")
"""The columns of ties that hold dates."""


_WIDEST = 256
"""Columns of a sheet that are looked at."""


class Headings(NamedTuple):
    """Where the headings of a sheet are, and what they mean.

    Attributes:
        rows: the numbers of their rows.
        texts: the heading of each column, those of several rows in one; unlike any other.
        meanings: what each means; empty where it is not known.
        table: the table whose columns these are.
    """

    rows: tuple[int, ...]
    texts: list[str]
    meanings: list[str]
    table: str


@cache
def vocabulary() -> dict[str, Any]:
    """Return the words that people use."""
    words: dict[str, Any] = packaged("loaders.imports", "vocabulary.yaml")
    return words


@cache
def spelt(section: str, column: str = "") -> dict[str, str]:
    """Return what words mean by what all their spellings have in common.

    Args:
        section: a section of the vocabulary.
        column: one of its parts, where it has several.
    """
    words = vocabulary()[section]
    meanings = words.get(column, {}) if column else words
    return {key(phrase): meaning for meaning, phrases in meanings.items() for phrase in phrases}


@cache
def words_of(section: str) -> frozenset[str]:
    """Return what all spellings of the words of a section that is a mere list have in common."""
    return frozenset(map(key, vocabulary()[section]))


@cache
def beginnings(section: str) -> frozenset[str]:
    """Return the words of a section that is a mere list, folded."""
    return frozenset(plain(word) for word in vocabulary()[section])


def plain(text: str) -> str:
    """Return a text without differences of width, case and blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def find(lines: Sequence[SheetRow], states_facts: Callable[[SheetRow], bool]) -> Headings | None:
    """Return the headings among the first rows of a sheet: the rows in which most is understood, as few as can be.

    Args:
        lines: the first rows.
        states_facts: whether a row is none of headings, by what stands in it; asked of those that may be headings.
    """
    best, score = None, 1
    for start in range(min(len(lines), _LOOKED_AT)):
        for depth in range(1, _DEEPEST + 1):
            within = lines[start : start + depth]
            if len(within) < depth or within[-1].number - within[0].number >= depth or is_title(within[0]):
                break
            found = read(within)
            understood = len({one for one in found.meanings if one}) if _is_a_table(found) else 0
            if understood > score and not any(map(states_facts, within)):
                best, score = found, understood
    return best


def is_title(line: SheetRow) -> bool:
    """Whether a row has one text alone, be it in merged cells."""
    return len({cell for cell in line.cells if cell}) == 1


def _is_a_table(found: Headings) -> bool:
    """Whether the headings of other people's tables name a party; those of ours need not."""
    named = {*found.meanings}
    return found.table != "ties" or bool(_NAMES & named) or "tie_id" in named or {*PARENTS.values()} <= named


def read(lines: Sequence[SheetRow]) -> Headings:
    """Return the headings in some rows."""
    rows = tuple(line.number for line in lines)
    stacks = _stacks(lines)
    texts = _made_unique([" / ".join(dict.fromkeys(part for part in stack if part)) for stack in stacks])
    own = _own_table(texts)
    if own:
        ours = [text if text in columns(TABLES[own]) else "" for text in texts]
        if own == "ties":  # who added a column of status to a table of ours means it
            ours = [
                one or ("status" if _meaning_of(text) == "status" else "")
                for one, text in zip(ours, texts, strict=True)
            ]
        return Headings(rows, texts, ours, own)
    return Headings(rows, texts, [meaning(stack) for stack in stacks], "ties")


def _stacks(lines: Sequence[SheetRow]) -> list[list[str]]:
    """Return the headings above each column; an upper heading reaches to the next, merged or not."""
    wide = min(max((len(line.cells) for line in lines), default=0), _WIDEST)
    padded = [
        [" ".join(cell.split()) for cell in line.cells[:wide]] + [""] * (wide - len(line.cells)) for line in lines
    ]
    for upper, lower in pairwise(padded):
        for column in range(1, wide):
            if not upper[column] and lower[column]:
                upper[column] = upper[column - 1]
    return [list(stack) for stack in zip(*padded, strict=True)]


def _made_unique(texts: list[str]) -> list[str]:
    """Return texts of which no two are the same, however many columns are called alike."""
    seen: dict[str, int] = {}
    told = []
    for text in texts:
        seen[text] = seen.get(text, 0) + 1
        told.append(f"{text} ({seen[text]})" if text and seen[text] > 1 else text)
    return told


def lettered(texts: Sequence[str]) -> list[str]:
    """Return the headings of all columns, with the letter of the column where there is none.

    >>> lettered(["Partner", "", "Kind"])[:4]
    ['Partner', '(B)', 'Kind', '(D)']
    """
    return [text or f"({letters(at)})" for at, text in enumerate([*texts, *[""] * (_WIDEST - len(texts))])]


def padded(found: Headings, wide: int) -> Headings:
    """Return headings with those of all columns of a sheet, which may reach further than they do."""
    more = [""] * (min(wide, _WIDEST) - len(found.texts))
    return found._replace(texts=[*found.texts, *more], meanings=[*found.meanings, *more])


def _own_table(texts: list[str]) -> str:
    """Return whose own column names these are."""
    known = {name: len(ours.intersection(texts)) for name, ours in _columns_of_tables().items()}
    name = max(known, key=lambda table: known[table])
    return name if known[name] > 1 and known[name] * 2 > sum(map(bool, texts)) else ""


@cache
def _columns_of_tables() -> dict[str, frozenset[str]]:
    return {name: frozenset(columns(record)) for name, record in TABLES.items()}


@lru_cache(maxsize=10_000)
def _meaning_of(text: str) -> str:
    """Return what a heading of one line means: as a whole, or by what stands in brackets or behind a stroke."""
    known = spelt("headings")
    if text.strip() in {"#", "№"}:
        return "number"
    text = _VARIABLE.sub(" ", text.removesuffix("Label"))
    bare = re.sub(r"\([^)]*\)|（[^）]*）", "", text)
    found = known.get(key(text)) or composed(text) or known.get(key(bare)) or composed(bare)
    pieces = () if found else map(key, _PIECES.split(unicodedata.normalize("NFKC", text)))
    return found or next((known[piece] for piece in pieces if known.get(piece)), "")


def meaning(stack: Iterable[str]) -> str:
    """Return what headings that stand above each other mean together.

    >>> meaning(["Phía Nhật Bản", "Tên"]), meaning(["Phía Nhật Bản", "Tỉnh"]), meaning(["締結日"]), meaning(["Màu sắc"])
    ('jp_name', 'jp_prefecture', 'signed', '')
    """
    parts = list(dict.fromkeys(part for part in stack if part))
    if not parts:
        return ""
    if len(parts) == 1:
        alone = spelt("date_parts").get(key(parts[0])) if key(parts[0]) not in spelt("headings") else ""
        return f"date:{alone}" if alone else _meaning_of(parts[0])
    if (part := spelt("date_parts").get(key(parts[-1]))) and (when := meaning(parts[:-1])) in DATES:
        return f"{when}:{part}"
    side = next(filter(None, map(_side, parts[:-1])), "")
    part = spelt("parts").get(key(parts[-1]), "")
    if side and part:
        return _of_side(side, part)
    return _meaning_of(" ".join(parts)) or _meaning_of(parts[-1])


def _side(text: str) -> str:
    """Return whose the columns below an upper heading are; nothing if it does not tell."""
    meant = spelt("sides").get(key(text)) or _meaning_of(text).removesuffix("_name")
    return meant if meant in {*spelt("sides").values()} else ""


@lru_cache(maxsize=10_000)
def date_part(text: str) -> str:
    """Return which part of a date a heading names, if it may be a part: era, year, month or day.

    >>> [date_part(text) for text in ("年", "締結月", "Ngày ký", "Month signed", "年月日", "種別")]
    ['year', 'month', 'day', 'month', '', '']
    """
    if whole := spelt("date_parts").get(key(text)):
        return whole
    if (found := _JAPANESE_PART.search(text)) and composed(text):
        return {"年": "year", "月": "month", "日": "day"}[found[1]]
    words = plain(re.sub(r"\([^)]*\)", "", text)).split()
    named = {part for word in words if (part := spelt("date_parts").get(key(word)))}
    return named.pop() if len(named) == 1 and _meaning_of(text) in {*DATES, ""} and words[0] != text else ""


def _of_side(side: str, part: str) -> str:
    """Return the meaning of a column of one side."""
    if part == "country":
        return part
    if part == "parent" and side in PARENTS:
        return PARENTS[side]
    return side if part == "name" and side not in PARENTS else f"{side}_{part}"
