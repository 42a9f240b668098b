"""The rows of the tables as typed, checked records: one class a table, one attribute a column.

A record knows what a cell may hold, not how it is written in RDF (`loaders.tables.rdf`) or which file it came
from (`loaders.tables.rows`). Messages are for the person who filled the table in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, Self, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)
from pydantic_core.core_schema import ValidationInfo
from rapidfuzz import process

from loaders.model.columns import (
    Amount,
    Applicants,
    Confidence,
    Count,
    CountryCode,
    Currency,
    Fields,
    Following,
    Form,
    Funders,
    GeoNamesId,
    Id,
    JapaneseLevel,
    Language,
    Latitude,
    Level,
    LocalityId,
    Longitude,
    Of,
    OurCountry,
    Ref,
    Sources,
    Text,
    Url,
    VietnameseLevel,
    Year,
    digits,
    ids,
    split_cell,
    wrong,
)
from loaders.model.dates import PartialDate
from loaders.model.messages import gettext as _
from loaders.model.messages import gettext_noop


@dataclass(frozen=True)
class Place:
    """The columns that together name a locality; ``country`` is a country, or the column that gives it."""

    name: str
    level: str
    parent: str
    country: str
    date: str = ""


class Record(BaseModel):
    """What every row has: a table, an id, the columns that name places, the dates that must be in order."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    """The columns that no two rows may share the values of."""
    place_columns: ClassVar[dict[str, Place]] = {}
    intervals: ClassVar[tuple[tuple[str, str], ...]] = ()
    past: ClassVar[tuple[str, ...]] = ()
    """The dates of what has happened; none of them lies in the future."""
    places: dict[str, str] = Field(default_factory=dict)
    """The localities that the row names: role -> locality id."""

    @field_validator("valid_until", "ended", "expires", "end", "until", check_fields=False)
    @classmethod
    def _ends_after_it_begins(cls, value: Any, info: ValidationInfo) -> Any:
        for begin, end in cls.intervals:
            start = info.data.get(begin) if info.field_name == end else None
            if start and value and start.after(value):
                told = _("{end} {value} lies before {begin} {start}; an end comes after its beginning")
                raise wrong(told.format(end=end, value=value, begin=begin, start=start))
        return value

    @classmethod
    def references(cls, cells: dict[str, str]) -> Iterator[tuple[str, tuple[str, ...], str]]:
        """Yield what cells name of other tables: column, those tables, the id named.

        What is no id is told of as the cell is read; it names nothing.
        """
        for column, tables, form, many in _references(cls):
            for named in ids(cells.get(column, ""), form, many):
                yield column, tables, named

    @classmethod
    def key_of(cls, cells: dict[str, str]) -> tuple[str, ...]:
        """Return what identifies a row within its table."""
        return tuple([cells.get(column, "") for column in cls.key])

    @property
    def slug(self) -> str:
        """What identifies the row within its table."""
        return "--".join(str(getattr(self, column)) for column in self.key)


class Dated(Record):
    """A fact with its sources and what they are worth."""

    sources: Sources
    confidence: Confidence | None = None
    note: Text | None = None


class Locality(Record):
    """A local government and its territory, as it is now or was at its end."""

    table = "localities"
    key = ("id",)
    intervals = (("valid_from", "valid_until"),)

    id: LocalityId
    level: Annotated[str, Of("level", country="id")]
    name: Text
    name_vi: Text | None = None
    name_ja: Text | None = None
    name_kana: Text | None = None
    part_of: Annotated[LocalityId, Ref("localities")] | None = None
    valid_from: PartialDate | None = None
    valid_until: PartialDate | None = None
    code: Text | None = None
    iso_3166_2: Text | None = None
    region: Annotated[str, Of("region")] | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    population: Count | None = None
    population_year: Year | None = None
    area_km2: Amount | None = None
    website: Url | None = None
    geonames_id: GeoNamesId | None = None

    @property
    def country(self) -> str:
        """``vn`` or ``jp``."""
        return self.id[:2]


class FormerPeriod(Record):
    """A time in which a locality had another level, name, code, parent or seat than it has now.

    Its position is that of its seat then; where none is given, the seat has not moved. Its population and area are
    those of then; where none are given, they are not known.
    """

    table = "former_periods"
    key = ("locality", "valid_until")
    intervals = (("valid_from", "valid_until"),)

    locality: Annotated[LocalityId, Ref("localities")]
    level: Annotated[str, Of("level", country="locality")]
    name: Text
    name_vi: Text | None = None
    name_ja: Text | None = None
    name_kana: Text | None = None
    part_of: Annotated[LocalityId, Ref("localities")] | None = None
    code: Text | None = None
    valid_from: PartialDate | None = None
    valid_until: PartialDate
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    population: Count | None = None
    population_year: Year | None = None
    area_km2: Amount | None = None
    legal_basis: Text | None = None
    note: Text | None = None
    sources: Sources


class Succession(Record):
    """One locality takes over what another had."""

    table = "successions"
    key = ("predecessor", "successor")

    predecessor: Annotated[LocalityId, Ref("localities")]
    successor: Annotated[LocalityId, Ref("localities")]
    date: PartialDate
    legal_basis: Text | None = None
    note: Text | None = None
    sources: Sources


class Name(Record):
    """A further name of a locality: former, in another script, abbreviated."""

    table = "names"
    key = ("locality", "name", "language")

    locality: Annotated[LocalityId, Ref("localities")]
    name: Text
    language: Language
    note: Text | None = None
    sources: Sources


class Source(Record):
    """A page or document that states a fact."""

    table = "sources"
    key = ("source_id",)
    past = ("date",)

    source_id: Id
    url: Url | None = None
    title: Text
    publisher: Text | None = None
    date: PartialDate | None = None
    language: Language | None = None


class Tie(Dated):
    """A document between two local governments, or a standing exchange without one."""

    table = "ties"
    key = ("tie_id",)
    place_columns: ClassVar = {
        "vn": Place("vn_name", "vn_level", "vn_province", "vn", "signed"),
        "jp": Place("jp_name", "jp_level", "jp_prefecture", "jp", "signed"),
    }
    intervals = (("signed", "ended"), ("signed", "expires"))
    past = ("signed", "ended")

    tie_id: Id
    vn_name: Text
    vn_level: VietnameseLevel | None = None
    vn_province: Text | None = None
    jp_name: Text
    jp_level: JapaneseLevel | None = None
    jp_prefecture: Text | None = None
    kind: Annotated[str, Of("agreement-kind", others=("exchange",))]
    vn_body: Text | None = None
    jp_body: Text | None = None
    signed: PartialDate | None = None
    ended: PartialDate | None = None
    expires: PartialDate | None = None
    follows: Annotated[Id, Ref("ties")] | None = None
    follows_as: Following | None = None
    fields: Fields = ()

    @model_validator(mode="after")
    def _an_exchange_has_no_document(self) -> Self:
        for column in ("signed", "expires", "follows", "vn_body", "jp_body") if self.kind == "exchange" else ():
            if getattr(self, column):
                told = _("an exchange has no document; leave {column} empty, or name the kind of agreement")
                raise wrong(told.format(column=column), column)
        if (self.follows is None) != (self.follows_as is None):
            raise wrong(_("follows and follows_as go together: which document, and how"), "follows_as")
        return self


class Event(Dated):
    """A visit, meeting, festival, signing..."""

    table = "events"
    key = ("event_id",)
    place_columns: ClassVar = {
        "vn": Place("vn_name", "vn_level", "vn_province", "vn", "date"),
        "jp": Place("jp_name", "jp_level", "jp_prefecture", "jp", "date"),
    }
    past = ("date",)

    event_id: Id
    date: PartialDate
    kind: Annotated[str, Of("event-kind")]
    vn_name: Text | None = None
    vn_level: VietnameseLevel | None = None
    vn_province: Text | None = None
    jp_name: Text | None = None
    jp_level: JapaneseLevel | None = None
    jp_prefecture: Text | None = None
    title: Text
    fields: Fields = ()
    held_at: Annotated[Id, Ref("network_events")] | None = None

    @model_validator(mode="after")
    def _somebody_took_part(self) -> Self:
        if not (self.vn_name or self.jp_name):
            raise wrong(_("no locality is named; give vn_name, jp_name or both"), "vn_name")
        return self


class Funder(Dated):
    """Who gives money to projects."""

    table = "funders"
    key = ("funder_id",)

    funder_id: Id
    name: Text
    name_ja: Text | None = None
    name_vi: Text | None = None
    kind: Annotated[str, Of("funder-kind")]
    country: CountryCode | None = None
    website: Url | None = None


class Programme(Dated):
    """A scheme of support that may be applied for."""

    table = "programmes"
    key = ("programme_id",)
    intervals = (("started", "ended"),)

    programme_id: Id
    name: Text
    name_ja: Text | None = None
    funder_id: Funders = ()
    started: PartialDate | None = None
    ended: PartialDate | None = None
    funds: Text | None = None
    applicants: Text | None = None
    max_years: Annotated[int, BeforeValidator(digits), Field(ge=1)] | None = None
    max_budget: Amount | None = None
    currency: Currency | None = None
    website: Url | None = None
    open_to: Applicants = ()


class Project(Dated):
    """Joint work within a fixed time, mostly with a third party's support."""

    table = "projects"
    key = ("project_id",)
    intervals = (("start", "end"),)

    project_id: Id
    title: Text
    title_ja: Text | None = None
    programme_id: Annotated[Id, Ref("programmes")] | None = None
    funder_id: Funders = ()
    implementer: Text | None = None
    counterpart: Text | None = None
    fields: Fields = ()
    start: PartialDate | None = None
    end: PartialDate | None = None
    budget: Amount | None = None
    currency: Currency | None = None
    status: Annotated[str, Of("project-status")] | None = None


class Participant(Record):
    """A locality's part in a project."""

    table = "project_participants"
    key = ("project_id", "name", "level", "parent", "country")
    place_columns: ClassVar = {"participant": Place("name", "level", "parent", "country")}

    project_id: Annotated[Id, Ref("projects")]
    name: Text
    level: Level | None = None
    parent: Text | None = None
    country: OurCountry
    role: Annotated[str, Of("participation-role")]


class Network(Dated):
    """An intercity network, forum, conference or designation."""

    table = "networks"
    key = ("network_id",)

    network_id: Id
    name: Text
    acronym: Text | None = None
    name_ja: Text | None = None
    name_vi: Text | None = None
    founded: PartialDate | None = None
    founder: Text | None = None
    secretariat: Text | None = None
    kind: Annotated[str, Of("network-kind")]
    fields: Fields = ()
    website: Url | None = None


class Membership(Dated):
    """A locality's membership of, or part in, a network."""

    table = "memberships"
    key = ("membership_id",)
    place_columns: ClassVar = {"member": Place("name", "level", "parent", "country", "since")}
    intervals = (("since", "until"),)
    past = ("since",)

    membership_id: Id
    network_id: Annotated[Id, Ref("networks")]
    name: Text
    level: Level | None = None
    parent: Text | None = None
    country: OurCountry
    since: PartialDate | None = None
    until: PartialDate | None = None
    role: Annotated[str, Of("membership-role")]
    designation: Text | None = None


class NetworkEvent(Dated):
    """A meeting of a network, wherever in the world it was held."""

    table = "network_events"
    key = ("event_id",)
    place_columns: ClassVar = {"host": Place("host_name", "host_level", "host_parent", "host_country", "date")}
    past = ("date",)

    event_id: Id
    network_id: Annotated[Id, Ref("networks")]
    date: PartialDate
    title: Text
    host_name: Text | None = None
    host_level: Annotated[str, Of("level", country="host_country")] | None = None
    host_parent: Text | None = None
    host_country: CountryCode | None = None


class Allocation(Dated):
    """Budget or staff that a locality has set aside for a tie."""

    table = "allocations"
    key = ("allocation_id",)
    intervals = (("start", "end"),)

    allocation_id: Id
    tie_id: Annotated[Id, Ref("ties", "projects")]
    locality: Annotated[LocalityId, Ref("localities")]
    kind: Annotated[str, Of("allocation-kind")]
    amount: Amount | None = None
    currency: Currency | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None


class Claim(Dated):
    """What a source says of a fact where it contradicts what is recorded."""

    table = "claims"
    key = ("claim_id",)

    claim_id: Id
    fact_id: Annotated[Id, Ref("ties", "projects", "memberships", "events")]
    property: Annotated[
        str, Form("[a-z][a-z0-9_]*", gettext_noop("“{cell}” is not the name of a column, as in signed"))
    ]
    locality: Annotated[LocalityId, Ref("localities")] | None = None
    value: Text

    @field_validator("property")
    @classmethod
    def _is_a_column(cls, value: str) -> str:
        known = sorted({column for record in (Tie, Project, Membership, Event) for column in columns(record)})
        if value in known:
            return value
        near = process.extractOne(value, known, score_cutoff=60)
        if near:
            told = _("“{value}” is no column of ties, projects, memberships or events (did you mean “{near}”?)")
        else:
            told = _("“{value}” is no column of ties, projects, memberships or events")
        raise wrong(told.format(value=value, near=near and near[0]))


class Corroboration(Dated):
    """A further source of a tie that is recorded elsewhere, and what it adds to it.

    It is found by `loaders.tables.matching`, never read from a table.
    """

    table = "corroborations"
    key = ("fact_id", "sources")

    fact_id: Annotated[Id, Ref("ties")]
    fields: Fields = ()


@cache
def _references(record: type[Record]) -> tuple[tuple[str, tuple[str, ...], Form, bool], ...]:
    """Return the columns of a table that refer to others: those others, the form of an id, whether it takes several."""
    found = []
    for name, field in record.model_fields.items():
        parts = [*field.metadata, *_metadata(field.annotation)]
        many = any(isinstance(part, BeforeValidator) and part.func is split_cell for part in parts)
        form = next((part for part in parts if isinstance(part, Form)), None)
        found += [(name, part.tables, form, many) for part in parts if isinstance(part, Ref) and form]
    return tuple(found)


def _metadata(annotation: Any) -> Iterator[Any]:
    """Yield what is annotated to a type or to the types within it."""
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _metadata(inner)


TABLES: dict[str, type[Record]] = {
    record.table: record
    for record in (
        Locality, FormerPeriod, Succession, Name, Source, Tie, Event, Funder, Programme, Project,
        Participant, Network, Membership, NetworkEvent, Allocation, Claim,
    )
}  # fmt: skip
"""The class of each table's rows, by the table's name."""


def columns(record: type[Record]) -> tuple[str, ...]:
    """Return the names of a table's columns, as its header has them."""
    names = [name for name in record.model_fields if name != "places"]
    return tuple(sorted(names, key=lambda name: name in Dated.model_fields))
