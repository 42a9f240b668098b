"""Matches the ties of a data set with the known ones: new, a further source of one, or a contradicting claim.

Two rows speak of one document if the parties, the kind and the date are the same, the date as far as both know it.
A party may be named as it is called today, though its predecessor signed. A row is never held against a tie alone: two
rows of one data set that name different dates, or a party and the one before it, speak of two documents. In which order
they stand makes no difference.
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
        """Whether any of its claims contradicts the known tie."""
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
class KnownTies:
    """The known ties, by their parties.

    Attributes:
        successions: who took over from whom, and when.
    """

    successions: Iterable[Succession] = ()
    _ties: dict[tuple[str, str], list[Tie]] = field(default_factory=lambda: defaultdict(list))
    _matched: set[tuple[str, str]] = field(default_factory=set)
    _spoken_of: dict[tuple[str, str], set[tuple[str, str]]] = field(default_factory=dict)
    _told: dict[str, PartialDate] = field(default_factory=dict)
    _contested: dict[str, PartialDate | None] = field(default_factory=dict)
    _predecessors: dict[str, list[Succession]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Order the successions by who took over."""
        for one in self.successions:
            self._predecessors[one.successor].append(one)

    def add(self, tie: Tie) -> None:
        """Add a tie that later rows may match."""
        self._ties[_parties(tie)].append(tie)

    def matched(self, rows: Iterable[Tie], origin: str) -> Iterator[Match]:
        """Yield the match of each row of a data set with the known ties; a new one is known from then on.

        Rows that agree with a known tie in all come first: no other row of the data set is matched with that tie.

        Args:
            rows: the rows.
            origin: the name of the data set.
        """
        self._contested = {}
        found = [(row, self._as_known(row, origin)) for row in rows]
        self._contested = self._contest(found)
        for row, _known in sorted(found, key=_rank):
            match = self.match(row, origin)
            if match.known:
                self._note(match.known, row, origin)
            else:
                self.add(row)
            self._matched.add((origin, (match.known or row).tie_id))
            yield match

    def _note(self, known: Tie, row: Tie, origin: str) -> None:
        """Take note of a row that speaks of a known tie: under whose names, and of which date."""
        if (origin, known.tie_id) not in self._matched or (origin, known.tie_id) in self._spoken_of:
            self._spoken_of.setdefault((origin, known.tie_id), set()).add(_parties(row))
        if row.signed and self._dates(row, known):
            self._told[known.tie_id] = row.signed

    def _contest(self, rows: Iterable[tuple[Tie, Tie | None]]) -> dict[str, PartialDate | None]:
        """Return the ties of vague dates of which rows tell different ones: by id the date that may be theirs, if any.

        A tie is of one date. Of several that are told it is that which is told of its very kind, if that is one.
        """
        told: dict[str, set[tuple[bool, PartialDate]]] = defaultdict(set)
        for row, known in rows:
            if known and row.signed and self._dates(row, known):
                told[known.tie_id].add((known.kind == row.kind, row.signed))
        contested: dict[str, PartialDate | None] = {}
        for tie, dates in told.items():
            if _one_date(day for _, day in dates) is None:
                contested[tie] = _one_date(day for of_its_kind, day in dates if of_its_kind)
        return contested

    def _dates(self, row: Tie, known: Tie) -> bool:
        """Whether a row tells more exactly than was known when a tie was signed, of which there may be several."""
        return row.kind not in _ONCE and len(row.signed or "") > len(self._when(known) or "")

    def _when(self, tie: Tie) -> PartialDate | None:
        """Return when a tie was signed, by a data set before where that tells it more exactly."""
        return self._told.get(tie.tie_id, tie.signed)

    def match(self, row: Tie, origin: str) -> Match:
        """Return what a row of a data set is beside the known ties."""
        own = self._ties.get(_parties(row), [])
        known = (
            self._as_known(row, origin)
            or _otherwise(row, self._unmatched(own, origin))
            or _otherwise(row, self._unmatched(self._inherited(row), origin))
            or (self._same(row, own, whatever=True) if row.kind == "exchange" else None)
        )
        return Match(row, known, tuple(_claims(row, known, origin))) if known else Match(row)

    def _unmatched(self, ties: Iterable[Tie], origin: str) -> list[Tie]:
        """Return the ties that no row of a data set has been matched with yet."""
        return [tie for tie in ties if (origin, tie.tie_id) not in self._matched and tie.tie_id not in self._contested]

    def _as_known(self, row: Tie, origin: str) -> Tie | None:
        parties = _parties(row)
        own = self._ties.get(parties)
        found = self._same(row, own) if own else None
        if found or not any(party in self._predecessors for party in parties):
            return found
        left = self._left_over(row, origin)
        return self._same(row, left) if left else None

    def _left_over(self, row: Tie, origin: str) -> list[Tie]:
        """Return the inherited ties of which no row of the data set speaks under the name of who signed them."""
        return [tie for tie in self._inherited(row) if self._is_left_over(tie, row, origin)]

    def _is_left_over(self, tie: Tie, row: Tie, origin: str) -> bool:
        spoken_of = self._spoken_of.get((origin, tie.tie_id))
        if spoken_of is None:
            return (origin, tie.tie_id) not in self._matched  # else it is of the data set itself
        return spoken_of <= {_parties(row)}

    def _same(self, row: Tie, ties: list[Tie], whatever: bool = False) -> Tie | None:
        """Return the tie that a row matches: of several, the one whose date is nearest to its.

        A row that knows of no document may speak of any (``whatever``).
        """
        alike = [tie for tie in ties if (whatever or _alike(tie.kind, row.kind)) and self._may_be(row, tie)]
        return min(
            alike,
            key=lambda tie: (tie.signed != row.signed, not tie.signed, tie.kind != row.kind, tie.signed or ""),
            default=None,
        )

    def _may_be(self, row: Tie, tie: Tie) -> bool:
        """Whether the date of a row may be that of a tie, which is not another that is told of it."""
        if not _agree(self._when(tie), row.signed):
            return False
        if tie.tie_id not in self._contested or not row.signed or (tie.signed or "").startswith(row.signed):
            return True
        allowed = self._contested[tie.tie_id]
        return allowed is not None and _agree(allowed, row.signed)

    def _inherited(self, row: Tie) -> Iterator[Tie]:
        """Yield the dated ties of those whom the parties have succeeded since a row was signed."""
        if not row.signed:
            return
        for vn in self._held(row.places["vn"], str(row.signed)):
            for jp in self._held(row.places["jp"], str(row.signed)):
                yield from (tie for tie in self._ties.get((vn, jp), ()) if tie.signed)

    def _held(self, party: str, day: str) -> list[str]:
        """Return the ids of a party and of those that it has succeeded after a day; a cycle is followed once."""
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


def _rank(found: tuple[Tie, Tie | None]) -> tuple[bool, bool, int, str, str, str]:
    """Return what rows are ordered by: first those that are known, by the very parties, of the finest dates."""
    row, known = found
    signed = row.signed or ""
    own = known is not None and _parties(known) == _parties(row)
    return known is None, not own, -len(signed), signed, row.kind, row.tie_id


def _one_date(dates: Iterable[PartialDate]) -> PartialDate | None:
    """Return the finest of dates that may all be the same; nothing if there are none, or they are not."""
    known = sorted(dates, key=len)
    return known[-1] if known and all(known[-1].startswith(one) for one in known) else None


def _alike(kind: str, other: str) -> bool:
    """Return whether one document may be of both kinds."""
    return kind == other or {kind, other} == _SAME_FORM


def _otherwise(row: Tie, ties: list[Tie]) -> Tie | None:
    """Return the one tie that a row states differently: another day within a year, or another kind on that day."""
    alike = [tie for tie in ties if _alike(tie.kind, row.kind) and (row.kind in _ONCE or _near(tie.signed, row.signed))]
    that_day = [tie for tie in ties if row.signed and row.signed.precision == "day" and tie.signed == row.signed]
    found = alike or that_day
    return found[0] if len(found) == 1 else None


def _near(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Return whether two dates are less than a year apart, at precisions at which that can be decided."""
    if not one or not other or "year" in {one.precision, other.precision}:
        return False
    return abs((date.fromisoformat(one.earliest) - date.fromisoformat(other.earliest)).days) < 365


def _claims(row: Tie, known: Tie, origin: str) -> Iterator[Claim]:
    """Yield the claims of a row that differ from the tie, or are more exact."""
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
