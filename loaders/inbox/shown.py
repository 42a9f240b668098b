"""What waits in the inbox, in words: who with whom, what is open, what accepting it would add."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from loaders.imports.column_types import controlled
from loaders.inbox.items import MEMBER, SIDES, Cells
from loaders.inbox.rows import DATES, Fact, Weighed
from loaders.model.dates import date_in, date_text
from loaders.model.messages import LANGUAGE, joined, quoted
from loaders.model.messages import gettext as _
from loaders.model.record import column_in
from loaders.model.records import TABLES, Claim, Corroboration, Event, Membership, Network, Project, Source, Tie
from loaders.proposals.known import named
from loaders.proposals.shown import status as beside_known
from loaders.proposals.shown import type_of
from loaders.proposals.shown import unsure as in_words
from loaders.tables.catalogue import Catalogue, concept_label

_NAMING = {Tie.table: "kind", Event.table: "kind", Membership.table: "role", Project.table: "status"}
"""The column that tells of which kind a fact is."""

_OF_KNOWN = {*SIDES["vn"], *SIDES["jp"], "kind", "signed", "added"}
"""What a known agreement has already, of whatever is a further source of it."""


class Known(NamedTuple):
    """A known fact that a proposal is held against.

    Attributes:
        table: its table.
        id: its id there.
        said: what it is: kind, date and sources, in words.
    """

    table: str
    id: str
    said: str


class Adds(NamedTuple):
    """What accepting a proposal adds.

    Attributes:
        words: what it is.
        table: the table of a row that is added, or of the fact that gets a source.
        id: its id.
        cells: its other cells.
    """

    words: str
    table: str
    id: str
    cells: Cells


def parties(weighed: Weighed, catalogue: Catalogue) -> dict[str, str]:
    """Return the parties by side: as they were called on the day, or in the words of the text if it is open who is."""
    found = dict[str, str]()
    told = weighed.item.told
    for side, party in {**weighed.item.proposal.get("parties", {}), **weighed.places}.items():
        if side in weighed.places:
            found[side] = catalogue.called(weighed.places[side], LANGUAGE.get(), weighed.day)
        else:
            column = MEMBER[0] if weighed.item.table == Membership.table else SIDES[side][0]
            name = weighed.item.record.get(column, "")
            if name or column not in told:  # else a person has taken it away
                found[side] = quoted(name or party["name"])
    return {side: found[side] for side in SIDES if side in found}


def kind(weighed: Weighed, catalogue: Catalogue) -> str:
    """Return the kind of an agreement or event, the network of a membership with the role, the state of a project."""
    return _kind(weighed.item.table, weighed.cells, catalogue)


def _kind(table: str, cells: Mapping[str, str], catalogue: Catalogue) -> str:
    column = _NAMING[table]
    said = label(table, column, cells.get(column, ""))
    if table != Membership.table:
        return said
    return joined([_network(cells.get("network_id", ""), catalogue), said])


def _network(one: str, catalogue: Catalogue) -> str:
    """Return what a network is called in the language of the reader, or else in English; its id if it is not known."""
    network = catalogue.by_id.get((Network.table, one))
    if not isinstance(network, Network):
        return one
    return getattr(network, column_in("name", LANGUAGE.get())) or network.name


def label(table: str, column: str, value: str) -> str:
    """Return what a value is called where a column takes concepts; else, and of what is none, as it stands."""
    about = controlled(TABLES[table]).get(column)
    if not about:
        return value
    try:
        return joined(concept_label(about.scheme, one.strip(), LANGUAGE.get()) for one in value.split(";"))
    except KeyError:
        return value


def known(records: Iterable[Fact], catalogue: Catalogue, most: int = 3) -> Iterator[Known]:
    """Yield known facts by table and id, the first few, with their kind, date and sources; a project with its title."""
    for table, one in [*records][:most]:
        record = catalogue.by_id.get((table, one))
        if record is None:  # it has been taken out since
            continue
        cells = {column: str(value) for column, value in record if isinstance(value, str)}
        sources = [catalogue.sources[each] for each in getattr(record, "sources", ()) if each in catalogue.sources]
        cited = [each.publisher or each.title for each in sources[:3]]
        begun = next((cells[column] for column in DATES[table] if cells.get(column)), "")
        title = (
            getattr(record, column_in("title", LANGUAGE.get())) or record.title if isinstance(record, Project) else ""
        )
        said = filter(None, [title, _kind(table, cells, catalogue), day(begun), *dict.fromkeys(cited)])
        yield Known(table, one, joined(said))


def outcome(weighed: Weighed) -> str:
    """Return what accepting a proposal comes to: a new row, a further source, what it says otherwise, and of which."""
    rows = [(table, row[TABLES[table].key[0]]) for table, found in weighed.tables.items() for row in found
            if table == weighed.item.table]  # fmt: skip
    known = [weighed.matched] if weighed.matched else []
    if rows and not known:
        return _("a new row, {records}").format(records=joined(named(rows)))
    said = []
    if further := [*weighed.supports] or (known if rows or Corroboration.table in weighed.tables else []):
        said.append(_("a further source of {records}").format(records=joined(named(further))))
    if claims := weighed.tables.get(Claim.table):
        cells = joined(f"{one['property']} = {label(known[0][0], one['property'], one['value'])}" for one in claims)
        said.append(_("what it says otherwise of {records}, or more exactly: {cells}").format(
            records=joined(named(known)), cells=cells))  # fmt: skip
    return joined(said) if said else status(weighed)


def status(weighed: Weighed) -> str:
    """Return what a proposal is beside what is known."""
    records = joined(named(weighed.verdict.records[:3])) + ("…" if len(weighed.verdict.records) > 3 else "")
    if weighed.is_open:
        return _("known already, but it is open which of these it is: {records}").format(records=records)
    if weighed.matched and not weighed.adds:
        return _("known already, and accepting it adds nothing: {records}").format(records=records)
    cites = weighed.supports or weighed.tables.keys() & {weighed.item.table, Corroboration.table}
    if weighed.matched and not cites:
        return _("known already, and this page is a source of it: {records}").format(records=records)
    if weighed.verdict.status == "new" and records:
        return _("new, but this page is a source already of what is known of the same parties: {records}").format(
            records=records
        )
    return beside_known(weighed.verdict)


def headline(weighed: Weighed, catalogue: Catalogue) -> str:
    """Return a proposal in one line."""
    said = [" – ".join(parties(weighed, catalogue).values()), kind(weighed, catalogue), day(weighed.day)]
    return f"{type_of(str(weighed.item.proposal['type']))}: {joined(said)}"


def day(text: str) -> str:
    """Return a date as people write it; what is none as it stands."""
    known = date_in(text) if text else None
    return date_text(known) if known else text


def unsure(weighed: Weighed) -> list[str]:
    """Return what of a proposal the text does not tell in so many words, and nobody has told since."""
    item, told = weighed.item, set[str]()
    if all(side in weighed.places for side in item.proposal.get("parties", {})):
        told.add("namesake")
    if item.told & {*DATES[item.table]}:
        told |= {"date", "year"}
    if "kind" in item.told:
        told.add("kind")
    left = ("year" if why == "date" and weighed.day else why for why in item.proposal["unsure"] if why not in told)
    return [*filter(None, map(in_words, dict.fromkeys(left)))]


def adds(weighed: Weighed) -> Iterator[Adds]:
    """Yield what accepting a proposal would add to the graph."""
    known = weighed.matched
    for table, rows in weighed.tables.items():
        for row in rows:
            (one, *_key), cells = row.values(), dict(list(row.items())[1:])
            if table == Source.table:
                yield Adds(_("a source"), table, one, cells)
            elif table == Claim.table and known:
                said = {cells["property"]: cells["value"], "sources": cells["sources"]}
                yield Adds(_("what it says otherwise, or more exactly"), *known, said)
            elif table == Corroboration.table and known:
                yield Adds(_("a further source of what is known"), *known, {"sources": cells["sources"]})
            elif table == Tie.table and known:
                more = {column: cell for column, cell in cells.items() if column not in _OF_KNOWN}
                yield Adds(_("a further source of what is known"), *known, more)
            else:
                yield Adds(_("a new row"), table, one, cells)
    for table, one in weighed.supports:
        yield Adds(_("a further source of what was accepted before"), table, one, {"sources": weighed.source})
