"""Reads the phrases that say of which kind a tie is, and whether there is one: “MOU (đã chấm dứt năm 2015)”.

The words are those of `vocabulary.yaml`. What is left over is told, so that nobody takes a phrase at half its words.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from loaders.imports.words import Piece, pieces
from loaders.model.dates import PartialDate

LONGEST = 300
"""Characters that are read as a phrase; a longer text is a story."""

FORMER = "former"
"""What is said of a tie that was, or of a locality that was."""

UNTIL = "until"
SLUGS = ("in-force", "renewed", "ended", "expired", "suspended", "planned", "denied")
"""What may be said of a tie."""

_PLAINLY = {"signed": "in-force", "no-longer": "ended", "not-yet": "planned"}
"""What words mean by themselves that turn others, or are turned by them, in a way of their own."""

_OVER = ("ended", "expired", "suspended")
_TURNED = {
    **{(one, other): "in-force" for one in ("denied", "not-yet", "planned") for other in _OVER},
    **{("denied", one): "denied" for one in ("signed", "planned")},
    **{("not-yet", one): "planned" for one in ("signed", "planned", "in-force")},
    **{("planned", one): "planned" for one in ("signed", "planned")},
    **{(one, "renewed"): "expired" for one in ("denied", "not-yet", "no-longer")},
    **{(one, other): "ended" for one in ("denied", "no-longer") for other in ("in-force", "signed")},
    ("planned", "renewed"): "in-force", ("denied", "signed"): "denied", ("former", "signed"): "ended",
}  # fmt: skip
"""What two words mean that stand beside each other: not yet expired, renewal planned, no longer active."""

_RANGE = re.compile(r"\s*(?:[-–—~〜]|đến|tới|to|から)\s*")


class Statement(NamedTuple):
    """What is said of a tie.

    Attributes:
        slug: which of `SLUGS` it is; `FORMER`, of a tie that has ended unless it is said of a locality; `UNTIL`, for
            a day up to which there was, or will be, a tie.
        words: the words that say so.
        day: the day on which it ended or ends, that up to which it was renewed; nothing if that is not said.
        turned: whether words that say something else by themselves say it together, as in “renewal pending”.
    """

    slug: str
    words: str
    day: PartialDate | None = None
    turned: bool = False


class Phrase(NamedTuple):
    """What a text says.

    Attributes:
        kinds: the kinds of agreement that it names.
        statements: what it says of the tie.
        days: the days in it that belong to none of these.
        rest: the words that are not understood.
        unclear: the words that say that something is not known.
    """

    kinds: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    days: tuple[PartialDate, ...] = ()
    rest: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()


@lru_cache(maxsize=10_000)  # the same few texts stand in many cells
def read(text: str) -> Phrase:
    """Return what a text says of a tie.

    >>> read("MOU (đã chấm dứt năm 2015)").statements
    (Statement(slug='ended', words='đã chấm dứt', day='2015'),)
    >>> read("Chưa kết nghĩa").statements[0].slug, read("chưa hết hạn").statements[0].slug, read("姉妹友好都市").kinds
    ('planned', 'in-force', ('friendship-city', 'sister-city'))
    """
    if len(text) > LONGEST:
        return Phrase(rest=(text,))
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text))
    found = _without_topics(list(pieces(plain)), plain)
    kinds = {piece.meaning for piece in found if piece.what == "kind"}
    if len(kinds) > 1 and not _is_talk(found):
        kinds -= {"exchange"}  # what a document is about is no kind of it
    stems = {piece.meaning for piece in found if piece.what == "stem"}
    rest = [plain[piece.start : piece.end] for piece in found if piece.what == "rest"]
    if stems - kinds and len(stems | kinds) == 1:  # half a word for a kind is none
        rest += [plain[piece.start : piece.end] for piece in found if piece.what == "stem"]
    else:
        kinds |= stems
    unclear = [plain[piece.start : piece.end] for piece in found if piece.what == "status" and not piece.meaning]
    statements, days = _statements(found, plain)
    return Phrase(tuple(sorted(kinds)), tuple(statements), tuple(days), tuple(rest), tuple(unclear))


def _without_topics(found: list[Piece], text: str) -> list[Piece]:
    """Return pieces without the words for what a document is about, whatever they are."""
    dropped: set[int] = set()
    shouted = text == text.upper()
    for at, piece in enumerate(found):
        if piece.what == "party" and not shouted:
            dropped |= {
                one
                for one in range(at, len(found))
                if found[one].clause == piece.clause and text[found[one].start].isupper() and found[one].what == "rest"
            }
        if piece.what == "about":
            bracket = re.search(r"[()\[\]【】]", text[piece.end :])
            last = piece.end + bracket.start() if bracket else len(text)
            dropped |= {one for one in range(at, len(found)) if found[one].start < last}
        if piece.what == "about_before":
            dropped |= {one for one in range(at) if found[one].clause == piece.clause}
    kept = [(at, one) for at, one in enumerate(found) if not (at in dropped and one.what == "rest")]
    return [one._replace(what="topic_day") if at in dropped and one.what == "day" else one for at, one in kept]


def _is_talk(found: list[Piece]) -> bool:
    """Whether an exchange is about another kind, as in “Trao đổi về kết nghĩa”."""
    about = next((at for at, piece in enumerate(found) if piece.what == "about"), 0)
    return {piece.meaning for piece in found[:about] if piece.what == "kind"} == {"exchange"}


# --- what is said of the tie ---------------------------------------------------------------------------------------


def _statements(found: list[Piece], text: str) -> tuple[list[Statement], list[PartialDate]]:
    """Return what is said of a tie, each with its day, and the days that are left."""
    statements, left = [], []
    clauses = [_turned(list(within), text) for _, within in groupby(found, key=lambda piece: piece.clause)]
    taken = -1
    for at, clause in enumerate(clauses):
        days = [piece for piece in clause if piece.what == "day"] if at != taken else []
        said = [piece for piece in clause if piece.what == "status" and piece.meaning]
        ahead = clauses[at + 1] if at + 1 < len(clauses) else []
        behind = [piece for piece in ahead if piece.what == "day"] if said and not days and _is_a_day(ahead) else []
        if len(behind) > 1 or not any(piece.what == "kind" for piece in clause):
            days, taken = (behind, at + 1) if behind else (days, taken)
        end = _end(clause if days != behind else said, said, days, text)
        statements += [Statement(one.meaning, text[one.start : one.end], end, one.turned) for one in said]
        until = next((piece for piece in clause if piece.what == "until"), None)
        if until and not said and len(days) == 1:
            end = PartialDate(days[0].meaning)
            slug = "expired" if until.meaning == "expired" else UNTIL
            statements.append(Statement(slug, text[min(until.start, days[0].start) : max(until.end, days[0].end)], end))
        elif not said and _is_range(days, text):
            end = PartialDate(days[1].meaning)
            statements.append(Statement(UNTIL, text[days[0].start : days[1].end], end))
            left.append(PartialDate(days[0].meaning))
        left += [] if end else [PartialDate(day.meaning) for day in days]
        left += [PartialDate(piece.meaning) for piece in clause if piece.what == "topic_day"]
    return statements, left


def _is_range(days: list[Piece], text: str) -> bool:
    """Whether two days are those of a time from when to when."""
    return len(days) == 2 and bool(_RANGE.fullmatch(text[days[0].end : days[1].start].lower()))


def _is_a_day(clause: list[Piece]) -> bool:
    """Whether a clause has one day, or a time from when to when, and nothing else."""
    return any(one.what == "day" for one in clause) and all(one.what in {"day", "filler", "until"} for one in clause)


def _end(clause: list[Piece], said: list[Piece], days: list[Piece], text: str) -> PartialDate | None:
    """Return the day in a clause that belongs to the one thing that is said in it: the last of a time."""
    if len(said) != 1 or not days:
        return None
    [status] = said
    ranged = _is_range(days, text)
    if status.meaning == "renewed":
        until = any(piece.what == "until" for piece in clause)
        return PartialDate(days[-1].meaning) if ranged or (until and len(days) == 1) else None
    if len(days) > 1 and not ranged:
        return None
    kanji = any("\u3040" <= c <= "\u9fff" for c in text[status.start : status.end])
    named = any(piece.what in {"kind", "stem"} and piece.end > days[0].end for piece in clause)
    behind = days[0].start > status.end and not (named and not kanji)
    alone = not any(piece.what == "kind" for piece in clause)
    return PartialDate(days[-1].meaning) if behind or kanji or alone else None


def _turned(clause: list[Piece], text: str) -> list[Piece]:
    """Return a clause in which words that turn others are one with them."""
    found: list[Piece] = []
    for piece in clause:
        before = next((at for at in range(len(found) - 1, -1, -1) if found[at].what != "filler"), None)
        one = found[before] if before is not None else None
        if one and piece.what == one.what == "status" and (meaning := _together(one, piece, text)):
            found[before:] = [one._replace(meaning=meaning, end=piece.end, turned=True)]
        else:
            found.append(piece)
    return [piece._replace(meaning=_PLAINLY.get(piece.meaning, piece.meaning)) for piece in found]


def _together(one: Piece, other: Piece, text: str) -> str:
    """Return what two words mean that stand beside each other; nothing if each says something of its own."""
    if meaning := _TURNED.get((one.meaning, other.meaning), ""):
        return meaning
    kanji = "\u3040" <= text[other.start] <= "\u9fff"
    turns_back = other.meaning == "planned" or (other.meaning in {"denied", "no-longer"} and kanji)
    if turns_back and one.meaning not in {"in-force", "signed"}:
        return _TURNED.get((other.meaning, one.meaning), "")
    if turns_back and other.meaning == "denied":
        return _TURNED.get((other.meaning, one.meaning), "")
    return one.meaning if one.meaning == other.meaning else ""
