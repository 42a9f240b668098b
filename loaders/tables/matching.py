"""What the ties of somebody else's table are beside those known: new, a further source of one, or another word on it.

Two rows speak of one document if the parties, the kind and the date are the same, the date as far as both know it.
A party may be named as it is called today, though its predecessor signed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from loaders.model.dates import PartialDate
from loaders.model.records import Claim, Corroboration, Record, Succession, Tie

_ONCE = {"sister-city", "friendship-city", "twin-city"}
"""Kinds of which two localities sign one document: another date is another word on it, not another document."""

_SAME_FORM = {"mou", "sectoral"}
"""Kinds that one document may well be of both: one says its form, the other that it is about one field."""

_STATED = ("signed", "ended", "expires")


@dataclass(frozen=True)
class Match:
    """A row, and what it is beside the known ties.

    Attributes:
        row: the row.
        known: the tie that it speaks of; nothing if it is new.
        claims: what it says otherwise, or more exactly.
    """

    row: Tie
    known: Tie | None = None
    claims: tuple[Claim, ...] = ()

    @property
    def contradicts(self) -> bool:
        """Whether it says anything that cannot be true together with what is known."""
        return any(not _agree(getattr(self.known, claim.property), claim.value) for claim in self.claims)

    @property
    def records(self) -> Iterator[Record]:
        """What it adds to the facts."""
        if not self.known:
            yield self.row
            return
        yield Corroboration(
            fact_id=self.known.tie_id, fields=self.row.fields, note=self.row.note, sources=self.row.sources
        )
        yield from self.claims


@dataclass
class Known:
    """The ties that are known, by their parties.

    Attributes:
        successions: who took over from whom, and when.
    """

    successions: Iterable[Succession] = ()
    _ties: dict[tuple[str, str], list[Tie]] = field(default_factory=lambda: defaultdict(list))
    _spoken_of: set[tuple[str, str]] = field(default_factory=set)
    _predecessors: dict[str, list[Succession]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Order the successions by who took over."""
        for one in self.successions:
            self._predecessors[one.successor].append(one)

    def add(self, tie: Tie) -> None:
        """Take note of a tie that later rows may speak of."""
        self._ties[_parties(tie)].append(tie)

    def matched(self, rows: Iterable[Tie], origin: str) -> Iterator[Match]:
        """Yield what each row of a data set is beside the known ties, of which the new ones are from then on.

        Those that speak of a tie as it is known come first: what they speak of, no other row tells in another way.

        Args:
            rows: the rows.
            origin: the name of the data set.
        """
        for row in sorted(rows, key=lambda row: self._as_known(row) is None):
            match = self.match(row, origin)
            if not match.known:
                self.add(row)
            self._spoken_of.add((origin, (match.known or row).tie_id))
            yield match

    def match(self, row: Tie, origin: str) -> Match:
        """Return what a row of a data set is beside the known ties."""
        own = self._ties.get(_parties(row), [])
        known = (
            self._as_known(row)
            or _otherwise(row, self._untold(own, origin))
            or _otherwise(row, self._untold(self._inherited(row), origin))
            or (_same(row, own, whatever=True) if row.kind == "exchange" else None)
        )
        return Match(row, known, tuple(_claims(row, known, origin))) if known else Match(row)

    def _untold(self, ties: Iterable[Tie], origin: str) -> list[Tie]:
        """Return those of which no row of a data set has spoken yet."""
        return [tie for tie in ties if (origin, tie.tie_id) not in self._spoken_of]

    def _as_known(self, row: Tie) -> Tie | None:
        own = self._ties.get(_parties(row), [])
        return _same(row, own) or _same(row, list(self._inherited(row)))

    def _inherited(self, row: Tie) -> Iterator[Tie]:
        """Yield the dated ties of those whom the parties have succeeded since a row was signed."""
        if not row.signed:
            return
        for vn in self._held(row.places["vn"], str(row.signed)):
            for jp in self._held(row.places["jp"], str(row.signed)):
                yield from (tie for tie in self._ties.get((vn, jp), ()) if tie.signed)

    def _held(self, party: str, day: str) -> list[str]:
        """Return a party and those whom it has succeeded after a day; a circle of them is gone round once."""
        found = [party]
        for holder in found:
            later = (one.predecessor for one in self._predecessors.get(holder, ()) if day < one.date.earliest)
            found += [one for one in later if one not in found]
        return found


def _parties(tie: Tie) -> tuple[str, str]:
    return tie.places["vn"], tie.places["jp"]


def _agree(one: str | None, other: str | None) -> bool:
    """Return whether two dates may be the same: one is not known, or the other to a finer precision."""
    return not one or not other or one.startswith(other) or other.startswith(one)


def _same(row: Tie, ties: list[Tie], whatever: bool = False) -> Tie | None:
    """Return the tie of those that a row speaks of: of several that it may be, the one whose date is nearest to its.

    A row that knows of no document may speak of any (``whatever``).
    """
    alike = [tie for tie in ties if (whatever or _alike(tie.kind, row.kind)) and _agree(tie.signed, row.signed)]
    return min(
        alike,
        key=lambda tie: (tie.signed != row.signed, not tie.signed, tie.kind != row.kind, tie.signed or ""),
        default=None,
    )


def _alike(kind: str, other: str) -> bool:
    """Return whether two kinds may be said of one document."""
    return kind == other or {kind, other} == _SAME_FORM


def _otherwise(row: Tie, ties: list[Tie]) -> Tie | None:
    """Return the one tie that a row tells of in another way: another day within a year, or another kind of that day."""
    alike = [tie for tie in ties if _alike(tie.kind, row.kind) and (row.kind in _ONCE or _near(tie.signed, row.signed))]
    that_day = [tie for tie in ties if row.signed and row.signed.precision == "day" and tie.signed == row.signed]
    found = alike or that_day
    return found[0] if len(found) == 1 else None


def _near(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Return whether two dates lie less than a year apart, and are known well enough to tell."""
    if not one or not other or "year" in {one.precision, other.precision}:
        return False
    return abs((date.fromisoformat(one.earliest) - date.fromisoformat(other.earliest)).days) < 365


def _claims(row: Tie, known: Tie, origin: str) -> Iterator[Claim]:
    """Yield what a row says otherwise, or more exactly, than the tie does."""
    if row.kind != "exchange" and not _alike(row.kind, known.kind):
        yield _claim(row, known, "kind", row.kind, origin)
    for column in _STATED:
        said, recorded = getattr(row, column), getattr(known, column)
        if said and not (recorded and recorded.startswith(said)):
            yield _claim(row, known, column, said, origin)


def _claim(row: Tie, known: Tie, column: str, said: str, origin: str) -> Claim:
    recorded = getattr(known, column)
    note = None if recorded and not _agree(recorded, said) else "more exact than what is recorded"
    return Claim(
        claim_id=f"{known.tie_id}--{column}--{said}--{origin}", fact_id=known.tie_id, property=column, value=said,
        note=note, sources=row.sources,
    )  # fmt: skip
