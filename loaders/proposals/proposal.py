"""A proposal: a fact that a text states, as our table would hold it, with all that a person needs to decide on it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from loaders.model.localities import Locality
from loaders.model.record import filled
from loaders.model.records import FormerPeriod, Network
from loaders.proposals.known import Known, Verdict, named
from loaders.reading.context.stated import NotOurs
from loaders.reading.names.resolving import Resolved
from loaders.reading.reader import Fact, Reader, Reading
from loaders.tables.catalogue import Catalogue
from loaders.texts.documents import Document

TABLES = {"agreement": "ties", "event": "events", "project": "projects", "membership": "memberships"}
"""The table that a fact of each type belongs to."""

_EVENT_KINDS = {"visit": "delegation-visit"}
_PROJECT_STATES = {"launch": "ongoing"}


@dataclass(frozen=True)
class NamedParty:
    """A locality as a text names it.

    Attributes:
        name: the words of the text.
        id: the id of the locality; nothing if it is left open which is meant.
        candidates: the ids of those that may be meant, if several.
    """

    name: str
    id: str | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A fact that a text states.

    Attributes:
        text: the file or address.
        type: agreement, event, project or membership.
        vn: the locality of Vietnam; nothing where that side is none.
        jp: the locality of Japan, likewise.
        kind: the kind of agreement or event, the state of a project, the role in a network.
        date: when, in ISO 8601 at the precision told; empty if it is not.
        network: the name of the network of a membership.
        unsure: what of it is not told in so many words: party, level, partner,
            namesake, kind, date, year, project; model, if only a model reads it so.
        spans: where it stands: from and to, in characters of the text.
        quotes: what stands there.
        verdict: what it is beside what is known.
        record: the row, by the columns of our table.
    """

    text: str
    type: str
    vn: NamedParty | None
    jp: NamedParty | None
    kind: str
    date: str
    network: str
    unsure: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    quotes: tuple[str, ...]
    verdict: Verdict
    record: dict[str, str] = field(default_factory=dict)

    @property
    def certain(self) -> bool:
        """Whether all of it is told in so many words."""
        return not self.unsure

    def plain(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        sides = {side: party for side, party in (("vn", self.vn), ("jp", self.jp)) if party}
        return {
            "text": self.text, "type": self.type, "vn": self.vn.id if self.vn else None,
            "jp": self.jp.id if self.jp else None, "kind": self.kind, "date": self.date, "network": self.network,
            "status": self.verdict.status, "certain": self.certain, "spans": [list(span) for span in self.spans],
            "unsure": list(self.unsure), "quotes": list(self.quotes),
            "parties": {
                side: {"name": party.name, "id": party.id, "candidates": list(party.candidates)}
                for side, party in sides.items()
            },
            "known": named(self.verdict.records),
            "otherwise": [
                {"column": column, "said": said, "recorded": recorded}
                for column, said, recorded in self.verdict.otherwise
            ],
            "table": TABLES[self.type], "record": self.record,
        }  # fmt: skip


class Proposer:
    """Makes proposals of texts.

    Args:
        catalogue: all that is known.

    Attributes:
        reader: what finds in a text what it states.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue, self._known = catalogue, Known(catalogue)
        networks = catalogue.of(Network)
        self.reader = Reader(catalogue.gazetteer, networks, self._known.acquainted)
        self._localities: dict[str, Locality] = {row.id: row for row in catalogue.of(Locality)}
        self._networks = {one.network_id: one.name for one in networks}

    def read(self, document: Document) -> tuple[list[Proposal], list[NotOurs]]:
        """Return what a text states, and what it tells that is none of ours."""
        reading: Reading = self.reader.read(document.text, document.title, document.published, document.heading)
        return [self.proposal(document, fact) for fact in reading.facts], reading.others

    def proposal(self, document: Document, fact: Fact) -> Proposal:
        """Return a fact of a text as a proposal."""
        stated, (vn, jp) = fact.stated, fact.ids
        spans = tuple((begin, end) for begin, end in stated.spans if begin >= 0)
        verdict = self._known.verdict(
            stated.type, vn, jp, stated.kind, stated.date, stated.network, document.published
        )  # fmt: skip
        return Proposal(
            document.address, stated.type, _party(fact.vn, stated.vn), _party(fact.jp, stated.jp), stated.kind,
            stated.date, self._networks.get(stated.network, ""), tuple(_unsure(fact)), spans,
            tuple(document.text[begin:end] for begin, end in spans) or (document.title,), verdict,
            filled(self._cells(fact)),
        )  # fmt: skip

    def _cells(self, fact: Fact) -> dict[str, str]:
        """Return a fact by the columns of our table, the localities as they were called on the day."""
        stated, (vn, jp) = fact.stated, fact.ids
        if stated.type == "membership":
            return {
                "network_id": stated.network, **self._called(vn or jp, ("name", "level", "parent"), stated.date),
                "country": (vn or jp or "")[:2].upper(), "since": stated.date, "role": stated.kind,
            }  # fmt: skip
        names = {
            **self._called(vn, ("vn_name", "vn_level", "vn_province"), stated.date),
            **self._called(jp, ("jp_name", "jp_level", "jp_prefecture"), stated.date),
        }
        if stated.type == "agreement":
            return {**names, "kind": stated.kind, "signed": stated.date}
        if stated.type == "event":
            return {"date": stated.date, "kind": _EVENT_KINDS.get(stated.kind, stated.kind), **names}
        column = "end" if stated.kind == "completed" else "start"
        return {column: stated.date, "status": _PROJECT_STATES.get(stated.kind, stated.kind), **names}

    def _called(self, locality: str | None, columns: tuple[str, str, str], day: str) -> dict[str, str]:
        if not locality:
            return {}
        then = self._then(locality, day)
        whole = self._then(then.part_of, day) if then.part_of else then
        return dict(zip(columns, (then.name, then.level, whole.name), strict=True))

    def _then(self, locality: str, day: str) -> Locality | FormerPeriod:
        """Return what a locality was on a day; what it is now, or was last, if none is given."""
        for period in self._catalogue.former_periods.get(locality, ()) if day else ():
            if day <= period.valid_until.latest:
                return period
        return self._localities[locality]


def _party(found: Resolved | None, named_as: Any) -> NamedParty | None:
    if not found:
        return None
    return NamedParty(
        named_as.mention.phrase, found.place.id if found.place else None, tuple(one.id for one in found.candidates)
    )


def _unsure(fact: Fact) -> Iterator[str]:
    """Yield what of a fact is not told in so many words."""
    sides = [one for one in (fact.vn, fact.jp) if one]
    if any(not one.place for one in sides):
        yield "namesake"
    if any(one.by_partner for one in sides):
        yield "partner"
    if any(one.by_level for one in sides):
        yield "level"
    yield from dict.fromkeys("party" if one in {"vn", "jp", "party"} else one for one in fact.stated.weak)
    if not fact.stated.date:
        yield "date"
    elif fact.stated.day and not fact.stated.day.sure:
        yield "year"
