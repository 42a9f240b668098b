"""Japan's local governments as the open list localgovjp has them today, held against ours.

Nothing of ours is changed: what differs is told of, and what has come or gone is proposed, for somebody to confirm.
Which successor a locality has stands in no list; what is proposed is the nearest of the same prefecture.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from loaders.codes import jis
from loaders.datasets import Catalogue
from loaders.distances import Point, kilometres
from loaders.fetching import PATIENT, Patience, fetch, kept
from loaders.harvest import CC0, Expected, Harvest, Left, Row, check, described
from loaders.messages import gettext as _
from loaders.messages import gettext_noop
from loaders.records import Locality
from loaders.references import today

ADDRESS = "https://code4fukui.github.io/localgovjp/localgovjp-utf8.csv"
EXPECTED = Expected(
    source=gettext_noop("localgovjp (local governments of Japan)"),
    where=gettext_noop("EXPECTED in loaders/localgovjp.py"),
    columns=("pid", "pref", "cid", "city", "citykana", "lat", "lng", "url", "lgcode"),
    counts={"rows": (1_850, 2_000), "names": (1_700, 1_760), "prefectures": (47, 47), "new": (0, 30), "gone": (0, 60)},
    resolved=0.97,
    lasting=0,
)
_KINDS = ("text/csv", "text/plain")
_SAME_PLACE = 0.005
"""Kilometres that rounding our coordinates to five places may move a point."""
_LEVELS = {"市": "city", "町": "town", "村": "village", "区": "special-ward"}


def harvest(
    catalogue: Catalogue,
    cache: Path,
    *,
    address: str = ADDRESS,
    max_age: int = 7,
    before: Harvest | Mapping[str, int] | None = None,
    patience: Patience = PATIENT,
    day: str = "",
) -> Harvest:
    """Return how Japan's local governments of today differ from ours.

    Its tables: ``unchanged``; ``changed``, a row for each cell that differs; ``proposed_localities``, those that are
    new; ``proposed_successions``, what has become of those that are gone; ``proposed_former_periods``, those that have
    another name or code; ``sources``, the list itself.

    Args:
        catalogue: our localities.
        cache: the folder in which the list is kept.
        address: where the list is.
        max_age: the days that a kept list may be used for; 0 fetches it anew.
        before: the harvest of last time, or its counts.
        patience: how long the server is waited for.
        day: today, unless the clock knows.

    Raises:
        FetchError: the list cannot be fetched, or what comes is not whole.
        DriftError: what comes is not as expected.
    """

    def fetched() -> str:
        return fetch(address, _KINDS, _whole, patience=patience)

    def understood(text: str, fetched_on: str) -> Harvest:
        found = _harvest(text, catalogue, address, fetched_on)
        check(EXPECTED, found, before)
        return found

    return kept(cache / "localgovjp.json", address, day or today(), max_age, fetched, understood)


@dataclass(frozen=True)
class Municipality:
    """A municipality as the list has it; ``code`` is that of JIS X 0402."""

    prefecture: str
    code: str
    name: str
    kana: str
    website: str
    point: Point

    @property
    def stem(self) -> str:
        """The name without 市, 町, 村, which change with the level."""
        return self.name[:-1]


@dataclass(frozen=True)
class Compared:
    """Our municipalities of today beside theirs.

    Attributes:
        alike: ours and theirs of the same code and name.
        altered: ours and theirs, of which the code or the name is another.
        new: theirs that are none of ours.
        gone: ours that are none of theirs.
    """

    alike: list[tuple[Locality, Municipality]]
    altered: list[tuple[Locality, Municipality]]
    new: list[Municipality]
    gone: list[Locality]


def _whole(text: str) -> str:
    """Return the list, unless it has been cut off within a row."""
    try:
        rows = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error as error:
        raise ValueError(_("it is not CSV ({error})").format(error=_(str(error)))) from None
    if not rows:
        raise ValueError(_("it is empty"))
    if len(rows[-1]) < len(rows[0]):
        told = _("its last row has {cells} cells, its header {header}")
        raise ValueError(told.format(cells=len(rows[-1]), header=len(rows[0])))
    return text


def _harvest(text: str, catalogue: Catalogue, address: str, day: str) -> Harvest:
    localities: list[Locality] = catalogue.of(Locality)
    prefectures = {row.code: row for row in localities if row.level == "prefecture" and row.code}
    ours = [row for row in localities if row.country == "jp" and row.part_of and not row.valid_until]
    columns, rows = _rows(text)
    theirs, left, wards = _read(rows, {code: row.name_ja or "" for code, row in prefectures.items()})
    unread = {(one.cells.get("pref"), one.cells.get("city")) for one in left}
    names = {row.id: row.name_ja or row.name for row in prefectures.values()}
    compared = _compare(ours, theirs, names, unread)
    source = _source(address, day)
    changed = [row for our, their in compared.alike for row in _changes(our, their)]
    altered = {row["id"] for row in changed}
    tables = {
        "sources": [source],
        "unchanged": [_known(our) for our, _ in compared.alike if our.id not in altered],
        "changed": changed,
        "proposed_localities": list(_new(compared, prefectures, source)),
        "proposed_successions": list(_successions(compared, ours, names, source)),
        "proposed_former_periods": [_former_period(our, their, source) for our, their in compared.altered],
    }
    counts = {
        "rows": len(rows),
        "wards": wards,
        "names": len(theirs),
        "prefectures": len({one.prefecture for one in theirs}),
        "resolved": len(compared.alike) + len(compared.altered),
        "changed": len(changed),
        "altered": len(compared.altered),
        "new": len(compared.new),
        "gone": len(compared.gone),
        "left": len(left),
    }
    return Harvest(_about(address, day), tables, left, columns, counts)


def _rows(text: str) -> tuple[tuple[str, ...], list[Row]]:
    """Return the columns of the list, in whatever order, and its rows."""
    header, *rows = csv.reader(io.StringIO(text))
    columns = tuple(column.strip() for column in header)
    return columns, [dict(zip(columns, map(str.strip, row), strict=False)) for row in rows if any(row)]


def _read(rows: Iterable[Row], prefectures: Mapping[str, str]) -> tuple[list[Municipality], list[Left], int]:
    """Return the municipalities, the rows that are not understood, and how many wards of designated cities there are.

    Such a ward is named behind its city (札幌市 中央区); it is no local government.
    """
    found, left, wards = [], [], 0
    seen: Counter[str] = Counter()
    for row in rows:
        if re.search(r"\s", row.get("city", "")):
            wards += 1
            continue
        try:
            one = _municipality(row, prefectures)
        except ValueError as error:
            left.append(Left(row, str(error)))
            continue
        seen[one.code] += 1
        if seen[one.code] > 1:
            left.append(Left(row, _("its code {code} stands in an earlier row too").format(code=one.code)))
        else:
            found.append(one)
    return found, left, wards


def _municipality(row: Row, prefectures: Mapping[str, str]) -> Municipality:
    """Return what a row says, or raise ValueError that says what cannot be right."""
    name, written = row.get("city", ""), row.get("lgcode", "")
    code = jis(written.zfill(6))  # who opens such a list in a spreadsheet loses the zero in front
    if not name or name[-1] not in _LEVELS:
        told = _("“{name}” is not the name of a municipality, which ends with 市, 町, 村 or 区")
        raise ValueError(told.format(name=name))
    if len(code) != 5:
        told = _("“{code}” is not the code of a municipality: six digits, the last of which is a check digit")
        raise ValueError(told.format(code=written))
    if row.get("cid", "").zfill(5) != code:
        told = _("its codes contradict each other: lgcode {lgcode}, cid {cid}")
        raise ValueError(told.format(lgcode=written, cid=row.get("cid", "")))
    if row.get("pid", "").zfill(2) != code[:2] or prefectures.get(code[:2]) != row.get("pref"):
        told = _("its code is one of {ours}, its prefecture {theirs}")
        if code[:2] not in prefectures:
            told = _("its code is one of no prefecture, its prefecture {theirs}")
        theirs = f"{row.get('pid', '')} {row.get('pref', '')}"
        raise ValueError(told.format(ours=prefectures.get(code[:2]), theirs=theirs))
    point = _degrees(row, "lat", 90), _degrees(row, "lng", 180)
    return Municipality(row.get("pref", ""), code, name, row.get("citykana", ""), row.get("url", ""), point)


def _degrees(row: Row, column: str, most: int) -> float:
    written = row.get(column, "")
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", written) or abs(float(written)) > most:
        raise ValueError(_("{column} “{written}” is not a number of degrees").format(column=column, written=written))
    return float(written)


def _compare(
    ours: Iterable[Locality],
    theirs: Iterable[Municipality],
    prefectures: Mapping[str, str],
    unread: set[tuple[str | None, str | None]],
) -> Compared:
    """Put each of ours beside one of theirs: of the same code, else of the same name in the same prefecture.

    Of those whose row was not understood it is not known whether they are gone.
    """
    by_code = {one.code: one for one in theirs}
    alike: list[tuple[Locality, Municipality]] = []
    altered: list[tuple[Locality, Municipality]] = []
    missing = []
    for our in ours:
        their = by_code.pop(our.code or "", None)
        if their is None:
            missing.append(our)
        else:
            (alike if their.name == our.name_ja else altered).append((our, their))
    gone = []
    for our in missing:
        name, prefecture = our.name_ja or "", prefectures.get(our.part_of or "", "")
        namesakes = [one for one in by_code.values() if one.prefecture == prefecture and one.stem == name[:-1]]
        if namesakes:
            their = min(namesakes, key=_far_from(our))
            altered.append((our, by_code.pop(their.code)))
        elif (prefecture, name) not in unread:
            gone.append(our)
    return Compared(alike, altered, list(by_code.values()), gone)


def _point(our: Locality) -> Point:
    return float(our.latitude or 0), float(our.longitude or 0)


def _far_from(our: Locality) -> Callable[[Municipality], float]:
    return lambda their: kilometres(_point(our), their.point)


def _known(our: Locality) -> Row:
    return {"id": our.id, "code": our.code or "", "name_ja": our.name_ja or ""}


def _changes(our: Locality, their: Municipality) -> Iterator[Row]:
    """Yield what they have otherwise, cell by cell."""
    for column, we, they in (("name_kana", our.name_kana, their.kana), ("website", our.website, their.website)):
        if (we or "") != they:
            yield _known(our) | {"column": column, "ours": we or "", "theirs": they, "note": ""}
    apart = _far_from(our)(their)
    if apart > _SAME_PLACE:
        places = {"ours": f"{our.latitude}, {our.longitude}", "theirs": f"{their.point[0]:.5f}, {their.point[1]:.5f}"}
        note = _("{apart:.2f} km apart; ours stays").format(apart=apart)
        yield _known(our) | {"column": "latitude, longitude", **places, "note": note}


def _new(compared: Compared, prefectures: Mapping[str, Locality], source: Row) -> Iterator[Row]:
    """Yield those that are new, as localities whose id and romanised name are for somebody to give."""
    for one in compared.new:
        prefecture = prefectures[one.code[:2]]
        gone = [f"{our.name_ja} ({our.id})" for our in compared.gone if our.part_of == prefecture.id]
        told = _("to confirm: {name} ({code}) is new; none of its prefecture is gone")
        if gone:
            told = _("to confirm: {name} ({code}) is new; gone from the same prefecture: {gone}")
        yield {
            "level": _LEVELS[one.name[-1]],
            "name_ja": one.name,
            "name_kana": one.kana,
            "part_of": prefecture.id,
            "code": one.code,
            "region": prefecture.region or "",
            "latitude": f"{one.point[0]:.5f}",
            "longitude": f"{one.point[1]:.5f}",
            "website": one.website,
            "reason": told.format(name=one.name, code=one.code, gone=", ".join(gone)),
            "sources": source["source_id"],
        }


def _successions(
    compared: Compared, ours: Iterable[Locality], prefectures: Mapping[str, str], source: Row
) -> Iterator[Row]:
    """Yield what may have become of those that are gone: the nearest new one of the prefecture, else of all there."""
    stay = {our.id: their for our, their in (*compared.alike, *compared.altered)}
    ids = {their.code: our for our, their in stay.items()}
    for our in compared.gone:
        prefecture = prefectures.get(our.part_of or "", "")
        new = [one for one in compared.new if one.prefecture == prefecture]
        heirs = new or [one for one in stay.values() if one.prefecture == prefecture]
        heir = min(heirs, key=_far_from(our), default=None)
        yield {
            "predecessor": our.id,
            "predecessor_name_ja": our.name_ja or "",
            "successor": ids.get(heir.code, "") if heir else "",
            "successor_code": heir.code if heir else "",
            "successor_name_ja": heir.name if heir else "",
            "reason": _what_became(our, heir, len(new), len(heirs)),
            "sources": source["source_id"],
        }


def _what_became(our: Locality, heir: Municipality | None, new: int, heirs: int) -> str:
    if heir is None:
        told = _("to confirm: {name} ({code}) is gone; nobody else is in its prefecture")
        return told.format(name=our.name_ja, code=our.code)
    if not new:
        told = _(
            "to confirm: {name} ({code}) is gone; nobody in its prefecture is new, "
            "and {heir} ({heir_code}), {apart:.1f} km away, is the nearest of those there"
        )
    elif heirs > 1:
        told = _(
            "to confirm: {name} ({code}) is gone; {heir} ({heir_code}) is new in its prefecture, "
            "{apart:.1f} km away, the nearest of {heirs}"
        )
    else:
        told = _(
            "to confirm: {name} ({code}) is gone; {heir} ({heir_code}) is new in its prefecture, {apart:.1f} km away"
        )
    return told.format(
        name=our.name_ja, code=our.code, heir=heir.name, heir_code=heir.code, apart=_far_from(our)(heir), heirs=heirs
    )


def _former_period(our: Locality, their: Municipality, source: Row) -> Row:
    """Return what one of ours was until it had another name or code, as a period whose end somebody is to give."""
    told = _("to confirm: {name} ({code}) seems to be {now} ({now_code}), {apart:.1f} km away; or is it another?")
    apart = _far_from(our)(their)
    return {
        "locality": our.id,
        "level": our.level,
        "name": our.name,
        "name_ja": our.name_ja or "",
        "name_kana": our.name_kana or "",
        "part_of": our.part_of or "",
        "code": our.code or "",
        "now_level": "" if their.name[-1:] == (our.name_ja or "")[-1:] else _LEVELS[their.name[-1]],
        "now_name_ja": their.name,
        "now_name_kana": their.kana,
        "now_code": their.code,
        "reason": told.format(name=our.name_ja, code=our.code, now=their.name, now_code=their.code, apart=apart),
        "sources": source["source_id"],
    }


def _source(address: str, day: str) -> Row:
    return {
        "source_id": f"localgovjp-{day}",
        "url": address,
        "title": "localgovjp: local governments of Japan",
        "publisher": "Code for FUKUI",
        "date": day,
        "language": "ja",
    }


def _about(address: str, day: str) -> dict[str, object]:
    return described(
        "localgovjp",
        "Local governments of Japan, as listed today",
        "How the open list localgovjp differs from the local governments recorded here. Nothing is taken over; new, "
        "gone, renamed and renumbered municipalities are proposed, to be confirmed by the act that brought it about.",
        CC0,
        {"title": "localgovjp: local governments of Japan", "path": address},
        day,
    )
