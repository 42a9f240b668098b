"""The differences between a newer list of Japanese municipalities and ours."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from loaders.model.geography import Point, kilometres
from loaders.model.messages import gettext as _
from loaders.model.messages import joined
from loaders.model.records import Locality
from loaders.sources.source import SourceRow

_SAME_PLACE = 0.005
"""Kilometres that rounding our coordinates to five places may move a point."""

LEVELS = {"市": "city", "町": "town", "村": "village", "区": "special-ward"}


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


def compare(
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


def known_row(our: Locality) -> SourceRow:
    """Return a municipality of ours as a row of the tables to confirm."""
    return {"id": our.id, "code": our.code or "", "name_ja": our.name_ja or ""}


def changes_of(our: Locality, their: Municipality) -> Iterator[SourceRow]:
    """Yield what they have otherwise, cell by cell."""
    for column, we, they in (("name_kana", our.name_kana, their.kana), ("website", our.website, their.website)):
        if (we or "") != they:
            yield known_row(our) | {"column": column, "ours": we or "", "theirs": they, "note": ""}
    apart = _far_from(our)(their)
    if apart > _SAME_PLACE:
        places = {"ours": f"{our.latitude}, {our.longitude}", "theirs": f"{their.point[0]:.5f}, {their.point[1]:.5f}"}
        note = _("{apart:.2f} km apart; ours stays").format(apart=apart)
        yield known_row(our) | {"column": "latitude, longitude", **places, "note": note}


def new_rows(compared: Compared, prefectures: Mapping[str, Locality], source: SourceRow) -> Iterator[SourceRow]:
    """Yield those that are new, as localities whose id and romanised name are for somebody to give."""
    for one in compared.new:
        prefecture = prefectures[one.code[:2]]
        gone = [f"{our.name_ja} ({our.id})" for our in compared.gone if our.part_of == prefecture.id]
        told = _("to confirm: {name} ({code}) is new; none of its prefecture is gone")
        if gone:
            told = _("to confirm: {name} ({code}) is new; gone from the same prefecture: {gone}")
        yield {
            "level": LEVELS[one.name[-1]],
            "name_ja": one.name,
            "name_kana": one.kana,
            "part_of": prefecture.id,
            "code": one.code,
            "latitude": f"{one.point[0]:.5f}",
            "longitude": f"{one.point[1]:.5f}",
            "website": one.website,
            "reason": told.format(name=one.name, code=one.code, gone=joined(gone)),
            "sources": source["source_id"],
        }


def succession_rows(
    compared: Compared, ours: Iterable[Locality], prefectures: Mapping[str, str], source: SourceRow
) -> Iterator[SourceRow]:
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


def former_period_row(our: Locality, their: Municipality, source: SourceRow) -> SourceRow:
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
        "now_level": "" if their.name[-1:] == (our.name_ja or "")[-1:] else LEVELS[their.name[-1]],
        "now_name_ja": their.name,
        "now_name_kana": their.kana,
        "now_code": their.code,
        "reason": told.format(name=our.name_ja, code=our.code, now=their.name, now_code=their.code, apart=apart),
        "sources": source["source_id"],
    }
