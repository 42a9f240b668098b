"""Japan's local governments in the open list localgovjp of today, compared with ours.

Nothing of ours is changed: what differs is told of, and what has come or gone is proposed, for somebody to confirm.
Which successor a locality has stands in no list; what is proposed is the nearest of the same prefecture.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from loaders.model.geography import jis
from loaders.model.messages import gettext as _
from loaders.model.messages import gettext_noop
from loaders.model.records import Locality
from loaders.sources.cache import kept
from loaders.sources.fetch import fetch
from loaders.sources.localgovjp_changes import (
    LEVELS,
    Municipality,
    changes_of,
    compare,
    former_period_row,
    known_row,
    new_rows,
    succession_rows,
)
from loaders.sources.patience import PATIENT, Patience
from loaders.sources.source import CC0, Expected, Harvest, SourceRow, UnresolvedRow, check, described
from loaders.tables.catalogue import Catalogue
from loaders.tables.integrity import today

ADDRESS = "https://code4fukui.github.io/localgovjp/localgovjp-utf8.csv"
EXPECTED = Expected(
    source=gettext_noop("localgovjp (local governments of Japan)"),
    where=gettext_noop("EXPECTED in loaders/sources/localgovjp.py"),
    columns=("pid", "pref", "cid", "city", "citykana", "lat", "lng", "url", "lgcode"),
    counts={"rows": (1_850, 2_000), "names": (1_700, 1_760), "prefectures": (47, 47), "new": (0, 30), "gone": (0, 60)},
    resolved=0.97,
    lasting=0,
)
_KINDS = ("text/csv", "text/plain")


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
    compared = compare(ours, theirs, names, unread)
    source = _source(address, day)
    changed = [row for our, their in compared.alike for row in changes_of(our, their)]
    altered = {row["id"] for row in changed}
    tables = {
        "sources": [source],
        "unchanged": [known_row(our) for our, _ in compared.alike if our.id not in altered],
        "changed": changed,
        "proposed_localities": list(new_rows(compared, prefectures, source)),
        "proposed_successions": list(succession_rows(compared, ours, names, source)),
        "proposed_former_periods": [former_period_row(our, their, source) for our, their in compared.altered],
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


def _rows(text: str) -> tuple[tuple[str, ...], list[SourceRow]]:
    """Return the columns of the list, in whatever order, and its rows."""
    header, *rows = csv.reader(io.StringIO(text))
    columns = tuple(column.strip() for column in header)
    return columns, [dict(zip(columns, map(str.strip, row), strict=False)) for row in rows if any(row)]


def _read(
    rows: Iterable[SourceRow], prefectures: Mapping[str, str]
) -> tuple[list[Municipality], list[UnresolvedRow], int]:
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
            left.append(UnresolvedRow(row, str(error)))
            continue
        seen[one.code] += 1
        if seen[one.code] > 1:
            left.append(UnresolvedRow(row, _("its code {code} stands in an earlier row too").format(code=one.code)))
        else:
            found.append(one)
    return found, left, wards


def _municipality(row: SourceRow, prefectures: Mapping[str, str]) -> Municipality:
    """Return what a row says, or raise ValueError that says what cannot be right."""
    name, written = row.get("city", ""), row.get("lgcode", "")
    code = jis(written.zfill(6))  # who opens such a list in a spreadsheet loses the zero in front
    if not name or name[-1] not in LEVELS:
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


def _degrees(row: SourceRow, column: str, most: int) -> float:
    written = row.get(column, "")
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", written) or abs(float(written)) > most:
        raise ValueError(_("{column} “{written}” is not a number of degrees").format(column=column, written=written))
    return float(written)


def _source(address: str, day: str) -> SourceRow:
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
