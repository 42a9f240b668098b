"""What was accepted: a data set of the user's own, with the sources, and what each value rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from loaders.imports import user_datasets as own
from loaders.inbox import DATA_SET
from loaders.inbox.items import MEMBER, SIDES, Cells, Decision
from loaders.inbox.rows import Fact, Weighed
from loaders.model.messages import gettext as _
from loaders.model.messages import gettext_noop
from loaders.model.problems import UserError
from loaders.model.records import TABLES, Claim, Corroboration, Membership, Participant, Source, Tie, columns

EVIDENCE = "evidence"
EVIDENCE_COLUMNS = ("table", "id", "column", "value", "quote", "start", "end", "source", "by", "at")


class NameTakenError(UserError):
    """A list that somebody loaded has the name of the data set."""


@dataclass(frozen=True)
class Accepted:
    """A proposal that was accepted.

    Attributes:
        number: that of the proposal.
        decision: who accepted it, and when.
        tables: the rows that it added, by table.
        supports: the facts accepted before that it is a further source of, by table and id.
        source: the id of its source.
        evidence: what each value rests on, by `EVIDENCE_COLUMNS`.
        known: the known fact that it is a further source of, if it is one.
        record: the cells as they were accepted.
        told: what was told of the source then.
    """

    number: int
    decision: Decision
    tables: dict[str, list[Cells]]
    supports: tuple[Fact, ...] = ()
    source: str = ""
    evidence: list[Cells] = field(default_factory=list)
    known: tuple[Fact, ...] = ()
    record: Cells = field(default_factory=dict)
    told: Cells = field(default_factory=dict)

    @property
    def facts(self) -> list[Fact]:
        """The facts that it added, by table and id."""
        return [
            (table, "--".join(TABLES[table].key_of(row)))
            for table, rows in self.tables.items()
            for row in rows
            if table != Source.table
        ]  # fmt: skip

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "Accepted":
        """Return what JSON holds."""
        facts = {name: tuple((table, one) for table, one in plain.get(name, ())) for name in ("supports", "known")}
        return cls(**{**plain, **facts, "decision": Decision(**plain["decision"])})


def accepted(weighed: Weighed, decision: Decision) -> Accepted:
    """Return a proposal as accepted by a person."""
    item, known = weighed.item, (weighed.matched,) if weighed.matched else ()
    return Accepted(
        item.number, decision, weighed.tables, weighed.supports, weighed.source, list(_evidence(weighed, decision)),
        known, item.record, item.source,
    )  # fmt: skip


def read(graph: Path) -> list[Accepted]:
    """Return all that was accepted, in the order in which it was.

    Raises:
        NameTakenError: the data set of that name is a list that somebody loaded.
    """
    for one in own.own(graph):
        if one.name == DATA_SET:
            if "accepted" not in one.descriptor:
                told = _("“{name}” is a list that you have loaded; load it under another name, then drop this one")
                raise NameTakenError(told.format(name=DATA_SET))
            return [Accepted.of(plain) for plain in one.descriptor["accepted"]]
    return []


def write(graph: Path, all_of: list[Accepted]) -> None:
    """Keep all that was accepted as a data set, in the place of the one before, in one step."""
    if not all_of:
        own.drop(graph, DATA_SET)
        return
    with own.draft(graph, DATA_SET) as draft:
        for table, rows in tables(all_of).items():
            add = draft.table(table, columns(TABLES[table]))
            for row in rows:
                add(row)
        add = draft.table(EVIDENCE, EVIDENCE_COLUMNS)
        for one in all_of:
            for row in one.evidence:
                add(row)
        draft.keep(_about(all_of))


def _about(all_of: list[Accepted]) -> dict[str, Any]:
    return {
        "title": gettext_noop("Facts accepted from texts"),
        "description": "Proposed from texts, and accepted by a person each.",
        "created": max(one.decision.at for one in all_of)[:19] + "Z",
        "licenses": [],
        "sources": [],
        "accepted": [asdict(one) for one in all_of],
    }


def tables(all_of: Iterable[Accepted]) -> dict[str, list[Cells]]:
    """Return the rows of all tables, each once, with all the sources that they have by now."""
    found: dict[str, dict[str, Cells]] = {}
    for one in all_of:
        for table, rows in one.tables.items():
            for row in rows:
                key, known = "--".join(TABLES[table].key_of(row)), found.setdefault(table, {})
                if key not in known or table == Source.table:  # of a source, as it was corrected last
                    known[key] = dict(row)
        for table, fact in one.supports:
            if row := found.get(table, {}).get(fact, {}):
                row["sources"] = ";".join(dict.fromkeys([*row["sources"].split(";"), one.source]))
    return {table: list(rows.values()) for table, rows in found.items()}


def _evidence(weighed: Weighed, decision: Decision) -> Iterable[Cells]:
    """Yield a row for each value of a fact and each sentence that it rests on, or for who told it."""
    otherwise = {column for column, _said, _recorded in weighed.verdict.otherwise}  # they stand in claims
    item, told = weighed.item, {"source": weighed.source, "by": decision.by, "at": decision.at}
    quotes = list(zip(item.proposal["quotes"], item.proposal["spans"] or [["", ""]], strict=False))
    facts = [(table, row) for table, rows in weighed.tables.items() for row in rows
             if table not in {Source.table, Corroboration.table}]  # fmt: skip
    supported = (weighed.matched,) if weighed.matched and Corroboration.table in weighed.tables else weighed.supports
    facts += [(table, {TABLES[table].key[0]: one}) for table, one in supported]
    for table, row in facts:
        about = {"table": table, "id": "--".join(TABLES[table].key_of(row)), **told}
        if table == Tie.table and weighed.matched:  # the row is no record of its own
            about["id"] = weighed.matched[1]
        for column, value in row.items():
            if column in {"sources", "added"} or (column == TABLES[table].key[0] and len(row) > 1):
                continue
            if table == Tie.table and column in otherwise:
                continue
            cell, proposed = {**about, "column": column, "value": value}, _proposed_as(table, row, column)
            if proposed in item.told:
                yield cell  # a person told it, not the text
                continue
            for quote, (start, end) in _of_party(proposed, item.proposal, quotes):
                yield {**cell, "quote": quote, "start": str(start), "end": str(end)}


def _proposed_as(table: str, row: Cells, column: str) -> str:
    """Return the column of a proposal that a column of its rows is about."""
    if table == Claim.table and column == "value":
        return row["property"]
    if table == Participant.table and column in MEMBER:
        return SIDES[row["country"].lower()][MEMBER.index(column)]
    return column


def _of_party(column: str, proposal: Mapping[str, Any], quotes: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Return the sentences that name a party, where a column is about one; else all."""
    for side, party in proposal.get("parties", {}).items():
        ours = MEMBER if proposal["table"] == Membership.table else SIDES[side]
        if column in ours:
            return [one for one in quotes if party["name"] in one[0]] or quotes
    return quotes
