"""Parts a text into sentences and these into clauses, in Vietnamese, Japanese and English, with where each stands."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

LONGEST = 2_000
"""Characters of a sentence; a longer one, such as a line without an end, is read in pieces."""

_ENDS = re.compile(r"[。!?！？](?![」』）)])|(?<![A-Z])\.(?=\s|$)|(?<=[A-Z]{2})\.(?=\s|$)|\n+|(?<=\.)[”\"](?=\s)")
_SHORTENED = (
    "Mr", "Mrs", "Ms", "Dr", "St", "TP", "Gov", "Gen", "Rep", "Sen", "Hon",
    "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
)  # fmt: skip
"""What has a full stop behind it that ends nothing."""
_ABBREVIATED = re.compile(
    r"(?:\b(?:T\.P|Tp|TX|Q|P|No|vs|etc|Prof|Ph\.D|TS|ThS|PGS|GS|Co|Inc|Ltd|Jr|Vol|"
    + "|".join(_SHORTENED)
    + r")|\b[A-Z])\.$"
)
_CLAUSES = re.compile(
    r"[;；]|[、，]|,(?!\d{3}|\s(?:Nhật Bản|Việt Nam)(?!\w)|\s(?:in|on)\s(?:\w+\s){0,2}\d{1,4}(?:[,.]|$)"
    r"|\s[A-Z][\w-]+,\s(?:in|on)\s(?:\w+\s){0,2}\d{1,4}(?:[,.]|$))"
    r"|(?:(?<=[^\w\s])\s[-–—]|\s[-–—](?=\s[^A-ZĐ]))\s|[:：]\s|(?<=[^\d])\.(?<!\b[A-Z]\.)"
    + "".join(rf"(?<!\b{word}\.)" for word in _SHORTENED)
    + r"\s"
)
_RELATED = re.compile(
    r"(?:(?:các )?(?:tin|bài)(?: viết)? (?:liên quan|khác|đã đưa|mới hơn|cũ hơn|cùng (?:mục|chủ đề))"
    r"|tin cùng chuyên mục|xem thêm"
    r"|related (?:news|articles|stories|posts)|see also|read more"
    r"|関連(?:記事|ニュース|リンク|情報)|あわせて読みたい)[ \t]{0,5}(?:[:：\n]|$)",
    re.IGNORECASE,
)
"""What stands behind a text that is of other texts."""


class Sentence(NamedTuple):
    """A sentence.

    Attributes:
        text: what it says.
        start: where it begins in the whole text.
        title: whether it is the title.
    """

    text: str
    start: int
    title: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """Where it begins and ends in the whole text."""
        return self.start, self.start + len(self.text)


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text, without the titles of other texts that are named at its end.

    >>> [one.text for one in sentences("Sáng 2/8, TP. Hội An tiếp đoàn. Hai bên ký biên bản.")]
    ['Sáng 2/8, TP. Hội An tiếp đoàn.', 'Hai bên ký biên bản.']
    """
    related = _RELATED.search(text)
    end_of_text, start = related.start() if related else len(text), 0
    for found in _ENDS.finditer(text, 0, end_of_text):
        if found[0] == "." and _ABBREVIATED.search(text, max(start, found.end() - 8), found.end()):
            continue
        if found[0] == "." and text[start : found.start()].strip().isdigit():
            continue  # the number of an item, or of a heading
        yield from _pieces(text, start, found.end())
        if found[0] in _IN_QUOTES and _is_within_quotes(text, start, found.end()):
            continue
        start = found.end()
    yield from _pieces(text, start, end_of_text)


_IN_QUOTES = "。!?！？"
_LONGEST_QUOTE = 300


def _is_within_quotes(text: str, start: int, at: int) -> bool:
    """Whether a place is within Japanese quotation marks, which close soon: 「…。…」と述べた is one sentence."""
    opened = text.rfind("「", start, at)
    if opened < 0 or text.find("」", opened, at) >= 0:
        return False
    closed = text.find("」", at, at + _LONGEST_QUOTE)
    return closed >= 0 and "\n" not in text[at:closed]


def _pieces(text: str, start: int, end: int) -> Iterator[Sentence]:
    while start < end and text[start].isspace():
        start += 1
    while start < end:
        piece = text[start : min(end, start + LONGEST)]
        if piece.strip():
            yield Sentence(piece.rstrip(), start)
        start += LONGEST


def clause_around(text: str, at: int) -> tuple[int, int]:
    """Return where the clause begins and ends in which something stands in a sentence."""
    begin, end = 0, len(text)
    for start, stop in _between_clauses(text):
        if stop <= at:
            begin = stop
        elif start >= at:
            end = start
            break
    return begin, end


@lru_cache(maxsize=256)
def _between_clauses(text: str) -> list[tuple[int, int]]:
    """Return where in a sentence one clause ends and the next begins; it is asked about each word of a sentence."""
    return [found.span() for found in _CLAUSES.finditer(text)]


def bracket_around(text: str, at: int) -> int:
    """Return where the bracket opens in which something stands; -1 if it stands in none."""
    opened = max(text.rfind("(", 0, at), text.rfind("（", 0, at))
    closed = max(text.rfind(")", 0, at), text.rfind("）", 0, at))
    return opened if opened > closed else -1
