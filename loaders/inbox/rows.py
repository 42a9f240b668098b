"""A proposed fact as rows of our tables: what accepting it adds, and whether `coop check` would take that.

A fact that is known already gets a further source; what is said otherwise of it, or more exactly, becomes claims.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from loaders.imports.column_types import dated
from loaders.imports.user_datasets import slug
from loaders.inbox import DATA_SET
from loaders.inbox.items import KNOWN, MEMBER, NEW, PREFIX, SIDES, Cells, Item
from loaders.inbox.named_rows import meant
from loaders.inbox.pages import Pages, today
from loaders.model.dates import date_in
from loaders.model.gazetteer import UnresolvedPlaceError
from loaders.model.localities import FormerPeriod, Locality
from loaders.model.messages import LANGUAGE, joined
from loaders.model.messages import gettext as _
from loaders.model.problems import Problem
from loaders.model.record import column_in, filled
from loaders.model.records import (
    TABLES,
    Claim,
    Corroboration,
    Event,
    Membership,
    Participant,
    Project,
    Source,
    Tie,
)
from loaders.proposals.known import Known, Verdict
from loaders.tables.catalogue import Catalogue, concept_label
from loaders.tables.check import against_shapes
from loaders.tables.integrity import judged
from loaders.tables.rows import Row, Table
from ontology import LANGUAGES

Fact = tuple[str, str]
"""A table and an id in it."""

DATES = {Tie.table: ("signed",), Event.table: ("date",), Project.table: ("start", "end"), Membership.table: ("since",)}
"""The columns that tell when a fact came about; the first that is filled in counts."""
_KEYS = {table: TABLES[table].key[0] for table in DATES}


@dataclass
class Weighed:
    """What accepting a proposed fact would come to.

    Attributes:
        item: the proposal.
        verdict: what it is beside what is known now.
        alike: the known facts that it may be, before a person says which.
        cells: by our columns, its localities as they were called on the day.
        places: their ids, by side.
        day: when it came about; empty if that is not told.
        tables: the rows that are added, by table.
        supports: the facts accepted before that get a further source.
        source: the id of its source.
        problems: why it cannot be accepted as it is.
    """

    item: Item
    verdict: Verdict
    cells: Cells
    places: dict[str, str]
    alike: tuple[Fact, ...] = ()
    day: str = ""
    tables: dict[str, list[Cells]] = field(default_factory=dict)
    supports: tuple[Fact, ...] = ()
    source: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def matched(self) -> Fact | None:
        """The known fact that it is a further source of, or contradicts; nothing if it is new, or open which it is."""
        held = self.verdict.status in {"known", "contradicts"} and len(self.verdict.records) == 1
        return self.verdict.records[0] if held else None

    @property
    def is_open(self) -> bool:
        """Whether a person has to say which of several known facts it is, or that it is new."""
        return self.verdict.status == "known" and len(self.verdict.records) > 1

    @property
    def adds(self) -> bool:
        """Whether it adds anything to what is known."""
        return bool(self.supports or any(table != Source.table for table in self.tables))

    @property
    def asks(self) -> bool:
        """Whether a person need look at it: it adds something, or somebody is at it already."""
        return self.adds or self.is_open or self.item.edited is not None


class Scales:
    """Weighs proposals against all that is known.

    Args:
        catalogue: all that is known, what has been accepted too.
        accepted: the facts that have been accepted.
        sources: the sources of these that are none of the project's, by their ids.
    """

    def __init__(
        self, catalogue: Catalogue, accepted: Collection[Fact] = (), sources: Mapping[str, Cells] | None = None
    ) -> None:
        self.catalogue = catalogue
        self._accepted, self._pages, self._known = set(accepted), Pages(catalogue, sources or {}), Known(catalogue)
        self._localities: dict[str, Locality] = {row.id: row for row in catalogue.of(Locality)}
        self._cited: dict[Fact, set[str]] = {}
        self._cite: dict[str, list[Fact]] = {}
        for row in catalogue:
            if isinstance(row, Corroboration):
                fact = catalogue.table_of(row.fact_id), row.fact_id
                self._cited.setdefault(fact, set()).update(row.sources)
            elif row.table in _KEYS:
                self._cited.setdefault((row.table, row.slug), set()).update(getattr(row, "sources", ()))
        for one, pages in self._cited.items():
            for page in pages if one in catalogue.by_id else ():
                self._cite.setdefault(page, []).append(one)

    def weighed(self, item: Item) -> Weighed:
        """Return what accepting a proposal would come to; what is wrong with it, `flaws` and `checked` tell."""
        cells, places = self._named(item)
        day = _day(item.table, cells)
        verdict = self._known.verdict(
            str(item.proposal["type"]), places.get("vn"), places.get("jp"), cells.get("kind", ""), day,
            cells.get("network_id", ""), item.source.get("date", ""),
        )  # fmt: skip
        page, fresh = self._pages.row(item)
        if verdict.status == "new" or (verdict.status == "continues" and not day):
            verdict = self._from_the_page(item.table, page, places, cells.get("kind", ""), day) or verdict
        found = Weighed(item, self._chosen(item, verdict, page), cells, places, verdict.records, day, source=page)
        if item.table == Tie.table:
            found.tables = self._document(found, page)
        elif found.matched:
            found.supports, found.tables = self._further(found.matched, page)
            found.tables |= self._claimed(found, page)
        elif not found.is_open:
            found.tables = self._new(item, cells, places, page)
        if found.adds and fresh:
            found.tables = {Source.table: [fresh], **found.tables}
        return found

    def _chosen(self, item: Item, verdict: Verdict, page: str) -> Verdict:
        """Return what a fact is: what a person says, or else, where it may be several, that which cites the page."""
        if chosen := item.record.get(KNOWN):
            return Verdict() if chosen == NEW else Verdict("known", ((item.table, chosen),))
        if verdict.status == "known":
            citing = [one for one in verdict.records if page in self._cited.get(one, ())]
            return replace(verdict, records=(*(citing[:1] or verdict.records),))
        return verdict

    def _further(self, known: Fact, page: str) -> tuple[tuple[Fact, ...], dict[str, list[Cells]]]:
        """Return a known fact as one that gets a further source, if it was accepted; else the row that says so."""
        if page in self._cited.get(known, ()):
            return (), {}
        if known in self._accepted:
            return (known,), {}
        return (), {Corroboration.table: [{"fact_id": known[1], "sources": page, "added": today()}]}

    def _from_the_page(self, table: str, page: str, places: Mapping[str, str], kind: str, day: str) -> Verdict | None:
        """Return what a fact is that nothing like is known of, beside what is known of its parties from this very page.

        What only lacks its day is known; else a person sees what there is: of the same table, or else of others (the
        visit at which a document was signed). Nothing if there is nothing.
        """
        parties, alike, same, others = {*places.values()}, list[Fact](), list[Fact](), list[Fact]()
        for one in self._cite.get(page, ()):
            record = self.catalogue.by_id[one]
            named = {*record.places.values()}
            if parties and parties <= named:
                (alike if one[0] == table else others).append(one)
                if one[0] == table and not day and parties == named and getattr(record, "kind", "") == kind:
                    same.append(one)
        if same:
            return Verdict("known", (same[0],))
        return Verdict("new", (*(alike or others),)) if alike or others else None

    def _document(self, found: Weighed, page: str) -> dict[str, list[Cells]]:
        """Return the rows of an agreement: a new one, or one for the known one that it is a further source of.

        The row for a known one says what is recorded, by which it is matched; claims say what is otherwise.
        """
        item, verdict = found.item, found.verdict
        if not found.matched:
            return self._new(item, found.cells, found.places, page)
        rows = {}
        if page not in self._cited.get(found.matched, ()):
            recorded = self._recorded(found.matched[1]) if verdict.otherwise else {}
            rows = self._new(item, found.cells | recorded, found.places, page)
        return rows | self._claimed(found, page)

    def _recorded(self, tie: str) -> Cells:
        """Return what a known agreement is matched by: its parties, kind and date."""
        record = self.catalogue.by_id[Tie.table, tie]
        return {one: str(getattr(record, one) or "") for one in (*SIDES["vn"], *SIDES["jp"], "kind", "signed")}

    def _claimed(self, found: Weighed, page: str) -> dict[str, list[Cells]]:
        """Return what is said otherwise of a known fact than is recorded, or more exactly, as claims."""
        if not found.matched:
            return {}
        taken, (table, known), rows = self.catalogue.ids.get(Claim.table, ()), found.matched, []
        for column, said in self._otherwise(found, table, known).items():
            made = f"{known}--{column}--{slug(said)[:40].strip('-')}"
            made = f"{made}--{DATA_SET}-{found.item.number}" if made in taken else made  # another page says so too
            rows.append({"claim_id": made, "fact_id": known, "property": column, "value": said, "sources": page,
                         "added": today()})  # fmt: skip
        return {Claim.table: rows} if rows else {}

    def _otherwise(self, found: Weighed, table: str, known: str) -> Cells:
        """Return the columns in which the text, or a person, says otherwise than a known fact has them, and what."""
        said = {column: cell for column, cell, _recorded in found.verdict.otherwise}
        record = self.catalogue.by_id.get((table, known))
        if table == Tie.table or record is None:  # a row of a tie says itself what is told besides
            return said
        for column in sorted(found.item.told - {*SIDES["vn"], *SIDES["jp"], *MEMBER, KNOWN}):
            there, cell = getattr(record, column, None), found.cells.get(column, "")
            recorded = ";".join(there) if isinstance(there, tuple) else str(there or "")
            less_exact = column in dated(type(record)) and recorded.startswith(cell)
            if cell and cell != recorded and not less_exact:
                said[column] = cell
        return said

    def checked(self, item: Item) -> Weighed:
        """Return what accepting a proposal would come to, with all that `coop check` would say against it."""
        found = self.weighed(item)
        found.problems = self.flaws(found, as_facts=True)
        return found

    def flaws(self, found: Weighed, *, as_facts: bool = False) -> list[Problem]:
        """Return what is wrong with the rows of a proposal by themselves and beside what is known.

        Args:
            found: what accepting it would come to.
            as_facts: whether the shapes of complete facts are asked too, which takes longer.
        """
        is_open = [*self._open_sides(found.item), *self._open_facts(found)]
        wrong = is_open or list(self._problems(found.tables, as_facts=as_facts))
        return [*wrong, *self._pages.corrected_there(found.item)]

    # the parties

    def _named(self, item: Item) -> tuple[Cells, dict[str, str]]:
        """Return the cells with the localities as they were called on the day, and their ids by side."""
        cells = {column: meant(column, cell, self.catalogue) for column, cell in item.record.items() if column != KNOWN}
        places, day = dict[str, str](), _day(item.table, cells)
        member = item.table == Membership.table
        sides = {_side_of_member(item): MEMBER} if member else SIDES
        for side, columns in sides.items():
            name, level, parent = (cells.get(column, "") for column in columns)
            if not name:
                continue
            try:
                place = self.catalogue.gazetteer.resolve(name, country=side, level=level, parent=parent, date=day)
            except UnresolvedPlaceError:
                continue  # the check says why
            places[place.country] = place.id  # a person who writes a membership tells no side
            cells |= zip(columns, self._called(place.id, day), strict=True)
            if member:
                cells |= {"country": place.country.upper(), "parent": self._within(place.id, cells["parent"])}
        return cells, places

    def _within(self, locality: str, whole: str) -> str:
        """Return in what a locality lies; nothing of one that lies in no other."""
        return whole if self._localities[locality].part_of else ""

    def _called(self, locality: str, day: str) -> tuple[str, str, str]:
        """Return the name, level and province or prefecture that a locality had on a day."""
        row = self._localities[locality]
        then: Locality | FormerPeriod = row
        for period in self.catalogue.former_periods.get(locality, ()) if day else ():
            if day <= period.valid_until.latest:
                then = period
                break
        whole = self._localities[then.part_of] if then.part_of else row
        return then.name, then.level, whole.name

    def _open_sides(self, item: Item) -> Iterator[Problem]:
        """Yield a problem for each party of which it is open who is meant."""
        for side, party in item.proposal.get("parties", {}).items():
            column = MEMBER[0] if item.table == Membership.table else SIDES[side][0]
            if party["id"] or item.record.get(column):
                continue
            names = [f"{self.catalogue.called(one, LANGUAGE.get())} [{one}]" for one in party["candidates"]]
            told = _("it is open whom “{name}” means; choose one: {places}")
            yield Problem(item.table, 0, column, told.format(name=party["name"], places=joined(names)))

    def _open_facts(self, found: Weighed) -> Iterator[Problem]:
        """Yield a problem if it is open which known fact it is, or it is said to be one that is not known."""
        if found.is_open:
            told = _("it is open which of these it is; choose one, or write {new} if it is none of them: {records}")
            records = joined(one for _table, one in found.verdict.records)
            yield Problem(found.item.table, 0, KNOWN, told.format(new=NEW, records=records))
        elif found.item.record.get(KNOWN) and any(one not in self.catalogue.by_id for one in found.verdict.records):
            told = _("“{named}” is not in {tables}; write the id of the known fact, or {new}")
            named = found.item.record[KNOWN]
            yield Problem(found.item.table, 0, KNOWN, told.format(named=named, tables=found.item.table, new=NEW))

    # the rows

    def _new(self, item: Item, cells: Cells, places: Mapping[str, str], page: str) -> dict[str, list[Cells]]:
        table = item.table
        sides = {column for columns in SIDES.values() for column in columns} if table == Project.table else set()
        row = {column: cell for column, cell in cells.items() if column not in sides}
        if table == Event.table:
            row |= self._titles(row.get("kind", ""), places, row.get("date", "")) | filled(row)
        one = self._id(item, row, places)
        made = {table: [{_KEYS[table]: one, **row, "sources": page, "added": today()}]}
        if table == Project.table:
            made[Participant.table] = [
                {"project_id": one, **dict(zip(MEMBER, (cells.get(column, "") for column in columns), strict=True)),
                 **({"parent": self._within(places[side], cells.get(columns[2], ""))} if side in places else {}),
                 "country": side.upper(), "role": "partner", "added": today()}
                for side, columns in SIDES.items()
                if cells.get(columns[0])
            ]  # fmt: skip
        return {name: [filled(one) for one in rows] for name, rows in made.items()}

    def _id(self, item: Item, cells: Cells, places: Mapping[str, str]) -> str:
        """Return an id in the form that those of a table have; that of a known event or the like is not given twice."""
        table = item.table
        parties = "--".join(places[side][3:].replace("/", "-") for side in SIDES if side in places)
        kind, day = cells.get("kind", ""), _day(table, cells)
        parts = {
            Tie.table: (parties, kind, day or "undated"),
            Event.table: (day, parties),
            Membership.table: (cells.get("network_id", ""), parties, cells.get("role", "")),
            Project.table: (slug(cells.get("title", ""))[:40].strip("-"), parties),
        }[table]
        made = "--".join(filter(None, parts)) or "undated"
        taken = self.catalogue.ids.get(table, ())
        if made not in taken and (table, made) not in self._accepted:  # one that is matched is no record of its own
            return made
        if table == Tie.table:  # it is matched with the known one by what it states
            return f"{made}--{DATA_SET}-{item.number}"
        return f"{made}--{kind}" if table == Event.table else made

    def _titles(self, kind: str, places: Mapping[str, str], day: str) -> Cells:
        """Return what an event is called, in each language: its kind and who took part."""
        titles = {}
        for language in LANGUAGES:
            try:
                called = concept_label("event-kind", kind, language)
            except KeyError:
                called = kind  # the check says that it is none
            parties = " – ".join(self.catalogue.called(one, language, day) for one in places.values())
            title = f"{called[:1].upper()}{called[1:]}: {parties}"
            titles[column_in("title", language)] = title
        return titles

    def _problems(self, tables: Mapping[str, list[Cells]], *, as_facts: bool) -> Iterator[Problem]:
        """Yield what is wrong with rows by themselves, beside what is known, and, if asked, as complete facts."""
        references = self.catalogue.references.beside(())
        for name, rows in tables.items():
            of_source = PREFIX if name == Source.table else ""
            if name == Source.table and rows[0]["source_id"] in self._pages.own:  # it stands there already
                rows = [rows[0] | {"source_id": f"{rows[0]['source_id']}-{DATA_SET}"}]
            table, sound = Table(name, TABLES[name], (Row(0, dict(cells)) for cells in rows)), []
            for read, found in judged(table, self.catalogue.gazetteer, references):
                yield from (replace(one, column=of_source + one.column) for one in found)
                if read.record and not found:
                    sound.append((read.number, read.record))
            no_address = name == Source.table and not rows[0].get("url")
            if no_address:
                lacks = _(
                    "the web address of this text is missing; fill it in, or add the text again with --url ADDRESS"
                )
                yield Problem(name, 0, PREFIX + "url", lacks)
            if sound and as_facts:
                for problem, grave in against_shapes(name, sound, self.catalogue):
                    if grave and not (no_address and problem.column == "url"):
                        yield replace(problem, column=of_source + problem.column)
        yield from references.rest()


def _day(table: str, cells: Mapping[str, str]) -> str:
    """Return when a fact came about; nothing if that is not told, or in no date that there is."""
    return next((cells[column] for column in DATES[table] if date_in(cells.get(column, ""))), "")


def _side_of_member(item: Item) -> str:
    """Return which country a member is of: as the row says, else as the text does."""
    said = item.record.get("country", "").lower()
    return said if said in SIDES else next(iter(item.proposal.get("parties", {})), "")
