"""Holds what a text states against what is known: new, known, contradicting, continuing an earlier document.

Agreements are held against the known ones as the rows of a loaded list are (`loaders.tables.matching`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from loaders.model.dates import PartialDate, date_in
from loaders.model.records import Event, Membership, Participant, Project, Record, Tie
from loaders.tables.catalogue import Catalogue
from loaders.tables.matching import KnownTies

_ORIGIN = "proposal"
_FORMS = {"mou", "sectoral", "friendship-cooperation", "letter-of-intent"}
"""Kinds of which one document may be said to be either, by its form or by what it is about."""


@dataclass(frozen=True)
class Verdict:
    """What a fact is beside what is known.

    Attributes:
        status: ``new``, ``known``, ``contradicts`` or ``continues``.
        records: the known facts that it is held against, by table and id.
        otherwise: what it says otherwise than they, or more exactly: the column, what is said, what is recorded.
    """

    status: str = "new"
    records: tuple[tuple[str, str], ...] = ()
    otherwise: tuple[tuple[str, str, str], ...] = ()


@dataclass
class Known:
    """All that is known, ready to be held against.

    Args:
        catalogue: all records.
    """

    catalogue: Catalogue
    _ties: KnownTies = field(init=False)
    _documents: dict[tuple[str, str], list[Tie]] = field(init=False, default_factory=lambda: defaultdict(list))
    _events: dict[tuple[str, str], list[Event]] = field(init=False, default_factory=lambda: defaultdict(list))
    _members: dict[str, list[Membership]] = field(init=False, default_factory=lambda: defaultdict(list))
    _projects: dict[str, Project] = field(init=False, default_factory=dict)
    _takes_part: dict[str, set[str]] = field(init=False, default_factory=lambda: defaultdict(set))
    _before: dict[str, list[str]] = field(init=False, default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Order the records by who takes part."""
        takeovers = list(self.catalogue.takeovers())
        self._ties = KnownTies(takeovers)
        for one in takeovers:
            self._before[one.successor].append(one.predecessor)
        for record in self.catalogue:
            self._add(record)

    def _add(self, record: Record) -> None:
        places = record.places
        if isinstance(record, Tie):
            self._ties.add(record)
            if record.kind != "exchange":
                self._documents[places["vn"], places["jp"]].append(record)
        elif isinstance(record, Event):
            self._events[places.get("vn", ""), places.get("jp", "")].append(record)
        elif isinstance(record, Membership) and "member" in places:
            self._members[record.network_id].append(record)
        elif isinstance(record, Project):
            self._projects[record.project_id] = record
        elif isinstance(record, Participant) and "participant" in places:
            self._takes_part[places["participant"]].add(record.project_id)

    def acquainted(self, party: str, candidates: Iterable[str]) -> list[str]:
        """Return those of several localities of the other country with whom a party is known to have agreed or worked.

        Args:
            party: the id of a locality.
            candidates: the ids of those that may be meant.
        """
        line = list(self._line(party))
        return [
            one
            for one in candidates
            if any((mine, one) in self._documents or (one, mine) in self._documents for mine in line)
            or any(self._takes_part.get(mine, set()) & self._takes_part.get(one, set()) for mine in line)
        ]

    def verdict(
        self, kind_of: str, vn: str | None, jp: str | None, kind: str, date: str, network: str, published: str = ""
    ) -> Verdict:
        """Return what a fact is beside what is known; one of whose parties it is left open who is, is new.

        Args:
            kind_of: agreement, event, project or membership.
            vn: the id of the locality of Vietnam.
            jp: that of the locality of Japan.
            kind: the kind of agreement.
            date: the date, at any precision; empty if it is not told.
            network: the id of the network.
            published: when the text was published, at any precision: no event after that is the one it tells of.
        """
        if kind_of == "agreement":
            return self._agreement(vn, jp, kind, date) if vn and jp else Verdict()
        if kind_of == "event":
            return self._event(vn or "", jp or "", date, date_in(published))
        if kind_of == "project":
            return self._project(vn, jp, date) if vn and jp else Verdict()
        return self._membership(vn or jp or "", network, date)

    def _agreement(self, vn: str, jp: str, kind: str, date: str) -> Verdict:
        signed = PartialDate(date) if date else None
        row = Tie.model_construct(
            tie_id=_ORIGIN,
            vn_name=vn,
            jp_name=jp,
            kind=kind,
            signed=signed,
            sources=(_ORIGIN,),
            places={"vn": vn, "jp": jp},
        )
        match = self._ties.match(row, _ORIGIN)
        if match.known:
            recorded = match.known
            otherwise = tuple(
                (claim.property, str(claim.value), str(getattr(recorded, claim.property) or ""))
                for claim in match.claims
            )
            status = "contradicts" if match.contradicts else "known"
            return Verdict(status, ((Tie.table, recorded.tie_id),), otherwise)
        held = [
            tie for one in self._line(vn) for other in self._line(jp) for tie in self._documents.get((one, other), ())
        ]  # fmt: skip
        that_day = [tie for tie in held if date and tie.signed and _agree(date, str(tie.signed))]
        if len(that_day) == 1:
            [tie] = that_day
            status = "known" if {kind, tie.kind} <= _FORMS else "contradicts"
            finer = [("signed", date, str(tie.signed))] if len(date) > len(str(tie.signed)) else []
            return Verdict(status, ((Tie.table, tie.tie_id),), (("kind", kind, tie.kind), *finer))
        earlier = [tie for tie in held if not (signed and tie.signed) or not tie.signed.after(signed)]
        return Verdict("continues", tuple((Tie.table, tie.tie_id) for tie in earlier)) if earlier else Verdict()

    def _event(self, vn: str, jp: str, date: str, published: PartialDate | None) -> Verdict:
        alike = [
            event
            for one in self._line(vn)
            for other in self._line(jp)
            for event in self._events.get((one, other), ())
            if date and _agree(date, str(event.date)) and not (published and event.date.after(published))
        ]
        recorded = str(alike[0].date) if len(alike) == 1 else date
        finer = (("date", date, recorded),) if len(date) > len(recorded) else ()
        return Verdict("known", tuple((Event.table, one.event_id) for one in alike), finer) if alike else Verdict()

    def _project(self, vn: str, jp: str, date: str) -> Verdict:
        ours = [self._takes_part.get(one, set()) for one in (vn, jp)]
        alike = sorted(one for one in ours[0] & ours[1] if one in self._projects and _runs(self._projects[one], date))
        return Verdict("known", tuple((Project.table, one) for one in alike)) if alike else Verdict()

    def _membership(self, member: str, network: str, date: str) -> Verdict:
        line = list(self._line(member))
        for one in self._members.get(network, ()):
            if one.places["member"] not in line:
                continue
            found = ((Membership.table, one.membership_id),)
            since = str(one.since or "")
            if one.places["member"] != member:
                return Verdict("continues", found)
            if date and since and not _agree(date, since):
                return Verdict("contradicts", found, (("since", date, since),))
            return Verdict("known", found, (("since", date, ""),) if date and not since else ())
        return Verdict()

    def _line(self, party: str) -> Iterator[str]:
        """Yield the id of a party and of all that it took over."""
        found = [party]
        for one in found:
            yield one
            found += [before for before in self._before.get(one, ()) if before not in found]


def _agree(one: str, other: str) -> bool:
    """Whether two dates may be the same."""
    return one.startswith(other) or other.startswith(one)


def _runs(project: Project, date: str) -> bool:
    """Whether a project may have been under way at a date."""
    begin, end = str(project.start or ""), str(project.end or "")
    return not date or not ((begin and date < begin[: len(date)]) or (end and date > end[: len(date)]))


def named(records: Iterable[tuple[str, str]]) -> list[str]:
    """Return records by table and id, as in ties/da-nang--sakai--mou--2019."""
    return [f"{table}/{slug}" for table, slug in records]
