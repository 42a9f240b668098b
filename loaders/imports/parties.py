"""Who signed, where a cell names a locality with the one before it, or several localities."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import product

from loaders.model.gazetteer import Gazetteer, Place, UnresolvedPlaceError
from loaders.model.messages import gettext as _
from loaders.model.messages import joined
from loaders.model.name_readings import levels_named
from loaders.model.records import Succession, Tie
from loaders.tables.rows import Row

_LOCATED = r"(?:(?:thuộc|khu vực|địa bàn|in|the)\s+)?"
_FORMERLY = re.compile(
    r"(?P<heir>[^(（\[［]+?)\s*[(（\[［]\s*(?:"
    r"(?:(?:tên|ngày|hồi)\s(?:gọi\s)?)?"
    r"(?:trước đây|trước kia|trước|nguyên|tiền thân|vốn|xưa|cũ|formerly|former|previously|previous|before|old|ex[\s-])"
    rf"(?:\s*(?:là|gọi là|known as|called|as|name))?[\s:：]*{_LOCATED}(?P<behind>[^\d\s()（）][^()（）]*?)"
    rf"|{_LOCATED}(?P<before>[^\d\s()（）][^()（）]*?)[\s,]*(?:cũ|trước đây|trước kia)"
    r"|(?:旧称|旧名|旧|元|前身は|前身)[:：・]?\s?(?P<kanji>[^\d\s()（）][^()（）]*?)"
    r")\s*[)）\]］]\s*",
    re.IGNORECASE,
)
_BEFORE_THAT = re.compile(r"\s*(?:cũ|trước đây|trước kia|former|formerly)\s*$", re.IGNORECASE)
_ALONE = re.compile(
    r"(?:旧[:：・]?\s?|former(?:ly)?\s+|ex[\s-]|(?:nguyên|cựu)\s+)(?P<behind>.+)"
    r"|(?P<before>.+?)\s+(?:cũ|trước đây|trước kia)",
    re.IGNORECASE,
)
"""A unit that is named alone as one that was."""
_PARTED = (
    re.compile(r"\s*[;；\n]\s*"),
    re.compile(r"\s*[;；\n]\s*|\s+(?:và|and|&|với)\s+|\s*(?:及び|および|並びに|ならびに)\s*"),
    re.compile(r"\s*[;；\n,、，/／・+＋&＆]\s*|\s+(?:và|and|với)\s+|\s*(?:及び|および|並びに|ならびに)\s*"),
)
"""How several names in a cell are parted, the plainest first."""
_LISTED = re.compile(r"[;；\n、]|\s(?:và|and|&|với)\s|及び|および|並びに|ならびに")
"""What stands between several names, and not between a name and what contains it."""
_PLAINLY = re.compile(r"[;；]|\s(?:và|and|&|với)\s|及び|および|並びに|ならびに")
"""What parts two of which one may contain the other."""


def former_name(text: str) -> tuple[str, str] | None:
    """Return the name of a locality and that of the one before it, which stands beside it.

    >>> former_name("Gia Lai (tỉnh Bình Định cũ)"), former_name("Gia Lai (formerly Binh Dinh)")
    (('Gia Lai', 'tỉnh Bình Định'), ('Gia Lai', 'Binh Dinh'))
    """
    found = _FORMERLY.fullmatch(unicodedata.normalize("NFC", text)) if re.search(r"[(（\[［]", text) else None
    if not found:
        return None
    before = found["behind"] or found["before"] or found["kanji"]
    return found["heir"], _BEFORE_THAT.sub("", before)


class Parties:
    """Tells who the parties of rows are, where a cell names more than one.

    Args:
        gazetteer: what names are resolved with.
        successions: who took over from whom.
    """

    def __init__(self, gazetteer: Gazetteer, successions: Iterable[Succession]) -> None:
        self._gazetteer = gazetteer
        self._before: dict[str, list[str]] = defaultdict(list)
        for one in successions:
            self._before[one.successor].append(one.predecessor)

    def settled(self, rows: Iterable[Row], may_be_parted: bool = True) -> Iterator[Row]:
        """Yield rows with one party in each cell, one row for each where a cell names several plainly.

        Args:
            rows: rows of ties under our columns.
            may_be_parted: whether a row may become several; one with an id of its own may not.
        """
        columns = [about.name for about in Tie.place_columns.values()]
        for row in rows:
            several = [name for name in columns if name in row.cells and _may_be_several(row.cells[name])]
            if row.fault or not several:
                yield row
            else:
                yield from self._each(row, {name: row.cells[name] for name in several}, may_be_parted)

    def _each(self, row: Row, several: dict[str, str], may_be_parted: bool) -> Iterator[Row]:
        try:
            parties = {name: self._parties(name[:2], text, row.cells) for name, text in several.items()}
        except ValueError as error:
            yield row._replace(fault=str(error), cells={})
            return
        if sum(len(found) > 1 for found in parties.values()) > 1 or (
            not may_be_parted and any(len(found) > 1 for found in parties.values())
        ):
            told = _("“{text}” names several; give each pair of localities a row of its own")
            yield row._replace(fault=told.format(text=joined(several.values(), of_lists=True)), cells={})
            return
        for chosen in product(*parties.values()):
            yield row._replace(cells=row.cells | dict(zip(parties, chosen, strict=True)))

    def _parties(self, country: str, text: str, cells: dict[str, str]) -> list[str]:
        """Return what the parties that a cell names are called.

        Raises:
            ValueError: it cannot be told who is meant.
        """
        if one := former_name(text):
            return [self._who_signed(country, text, one, cells)]
        whole = " ".join(text.split())
        if was := self._that_was(country, whole, cells):
            return [was]
        # a name of two lines, or with what contains it in the second
        alone = next((one for one in (whole, ", ".join(text.split("\n"))) if self._place(country, one, cells)), "")
        if alone and not _LISTED.search(text):
            return [alone]
        found = [*([[alone]] if alone else []), *self._parted(country, text, cells)]
        if len(found) > 1:
            told = _("“{text}” may name {one}, or {other}; give each a row of its own")
            ways = [joined(names, of_lists=True) for names in found]
            raise ValueError(told.format(text=whole, one=ways[0], other=ways[1]))
        return found[0] if found else [self._unparted(country, whole, text, cells)]

    def _that_was(self, country: str, text: str, cells: dict[str, str]) -> str:
        """Return the id of a unit that is named as one that was, if it was; nothing if it is not so named."""
        found = _ALONE.fullmatch(unicodedata.normalize("NFC", text))
        place = found and self._place(country, found["behind"] or found["before"], cells)
        return place.id if place and not place.exists("") else ""

    def _parted(self, country: str, text: str, cells: dict[str, str]) -> list[list[str]]:
        """Return the ways in which a text is names that are all known; those that mean the same are one."""
        ways: dict[frozenset[Place], list[str]] = {}
        for form in _PARTED:
            parts = [part for part in form.split(text) if part.strip()]
            places = [self._place(country, part, cells) for part in parts]
            if len(parts) > 1 and all(places) and not _names_whole_and_part(parts, places):
                known = [place for place in places if place]
                ways.setdefault(frozenset(known), [place.id for place in dict.fromkeys(known)])
                if not _PLAINLY.search(text) and (inner := _inner(known)):
                    ways.setdefault(frozenset(inner), [place.id for place in inner])
                if not _PLAINLY.search(text) and (before := self._not_taken_over(known)):
                    ways.setdefault(frozenset(before), [place.id for place in before])
                if form is _PARTED[0]:
                    break
        return list(ways.values())

    def _not_taken_over(self, places: list[Place]) -> list[Place]:
        """Return localities without those that took over from others of them; nothing if there are none such."""
        before = [one for one in places if not any(o is not one and o.id in self._all_before(one.id) for o in places)]
        return before if len(before) < len(places) else []

    def _unparted(self, country: str, whole: str, text: str, cells: dict[str, str]) -> str:
        """Return a text that is not plainly several names, to be resolved, or told of, as one.

        Raises:
            ValueError: some of its parts are names that are known.
        """
        for form in _PARTED:
            parts = [part for part in form.split(text) if part.strip()]
            known = [part for part in parts if self._place(country, part, cells)]
            unknown = [part for part in parts if part not in known]
            if known and unknown and len(parts) > 1 and (len(known) > 1 or form is not _PARTED[2]):
                told = _("“{text}” seems to name several, and one is not plain; give each a row of its own: {reason}")
                raise ValueError(told.format(text=whole, reason=self._reason(country, unknown[0], cells)))
        return whole

    def _who_signed(self, country: str, text: str, names: tuple[str, str], cells: dict[str, str]) -> str:
        """Return the id of the one of two that signed: by the words the former, if it was there on the day.

        Raises:
            ValueError: the day does not tell it, or one does not come after the other.
        """
        heir = self._place(country, names[0], {}) or self._place(country, names[0], cells)
        before = self._place(country, names[1], cells) or self._place(country, names[1], {})
        signed = cells.get("signed", "")
        if not heir or not before:
            raise ValueError(self._reason(country, names[1] if heir else names[0], {}))
        if before is not heir and before.id not in self._all_before(heir.id):
            told = _(
                "“{text}” names two localities, of which the one is not known to come after the other; name who signed"
            )
            raise ValueError(told.format(text=text))
        if before is heir or (signed and not before.exists(signed)):
            return heir.id
        ended = before.states[-1].last
        if signed and (len(signed) == len(ended) or not ended.startswith(signed)):
            return before.id
        told = _("“{text}” names two localities, and the day does not tell which of them signed; name the one that did")
        raise ValueError(told.format(text=text))

    def _all_before(self, heir: str) -> list[str]:
        found = [heir]
        for one in found:
            found += [before for before in self._before.get(one, ()) if before not in found]
        return found

    def _place(self, country: str, name: str, cells: dict[str, str]) -> Place | None:
        """Return the locality that a name means beside the other cells of its row; nothing if that is not one."""
        with suppress(UnresolvedPlaceError):
            return self._resolved(country, name, cells)
        return None

    def _reason(self, country: str, name: str, cells: dict[str, str]) -> str:
        """Return why a name does not mean exactly one locality."""
        try:
            return self._resolved(country, name, cells).shown
        except UnresolvedPlaceError as error:
            return str(error)

    def _resolved(self, country: str, name: str, cells: dict[str, str]) -> Place:
        about = next(about for about in Tie.place_columns.values() if about.country == country)
        return self._gazetteer.resolve(
            name.strip(), country=country, level=cells.get(about.level, ""), parent=cells.get(about.parent, ""),
            date=cells.get("signed", ""),
        )  # fmt: skip


def _inner(places: list[Place]) -> list[Place]:
    """Return localities without those in which others of them lie; nothing if there are none such."""
    wholes = {state.parent for place in places for state in place.states}
    inner = [place for place in places if place.id not in wholes]
    return inner if len(inner) < len(places) else []


def _names_whole_and_part(parts: list[str], places: Sequence[Place | None]) -> bool:
    """Whether names that seem to mean one locality are of a unit and of what it lies in, by the words for levels."""
    levels = list(map(levels_named, parts))
    return len(set(places)) == 1 and any(one and other and not one & other for one in levels for other in levels)


_ID = re.compile("(?:vn|jp)/[a-z0-9/-]+")
_SIGNS = re.compile(
    r"^旧|^former|^ex[\s-]|^nguyên\s|^cựu\s|\s(?:cũ|trước đây|trước kia)$"
    r"|[\[［;；\n,、，/／・+＋&＆(（]|\s(?:và|and|với)\s|及び|および|並びに|ならびに",
    re.IGNORECASE,
)


@lru_cache(maxsize=100_000)  # the same few names stand in many cells
def _may_be_several(text: str) -> bool:
    """Whether a cell may name more than one locality; an id of ours names one."""
    return bool(_SIGNS.search(unicodedata.normalize("NFC", text))) and not _ID.fullmatch(text)
