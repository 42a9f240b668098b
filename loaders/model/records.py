"""The rows of the tables as typed, checked records: one class a table, one attribute a column."""

from typing import Annotated, ClassVar, Self

from pydantic import (
    field_validator,
    model_validator,
)

from loaders.model.columns import (
    Amount,
    Currency,
    Fields,
    Following,
    Form,
    Id,
    JapaneseLevel,
    Language,
    LocalityId,
    Of,
    Ref,
    Text,
    Url,
    VietnameseLevel,
    closest,
    wrong,
)
from loaders.model.dates import PartialDate
from loaders.model.localities import FormerPeriod, Link, Locality, LocalityRegion, Name, Succession
from loaders.model.messages import gettext as _
from loaders.model.messages import gettext_noop
from loaders.model.offices import ContactOffice, OfficeArea
from loaders.model.projects import Call, Funder, Membership, Network, NetworkEvent, Participant, Programme, Project
from loaders.model.record import Dated, Place, Record, columns
from loaders.model.statistics import Observation, Site

__all__ = [
    "TABLES",
    "Allocation",
    "Call",
    "Claim",
    "ContactOffice",
    "Corroboration",
    "Dated",
    "Event",
    "FormerPeriod",
    "Funder",
    "Link",
    "Locality",
    "LocalityRegion",
    "Membership",
    "Name",
    "Network",
    "NetworkEvent",
    "Observation",
    "OfficeArea",
    "Participant",
    "Place",
    "Programme",
    "Project",
    "Record",
    "Site",
    "Source",
    "Succession",
    "Tie",
    "columns",
]


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
    title_language: Language | None = None
    """The language of the title where it is not the page's: of one that we describe."""


FIRST_DAY = "1945-09-02"
"""The day on which Vietnam declared its independence: no local government of it has agreed to anything before."""


class Tie(Dated):
    """A document between two local governments, or a standing exchange without one."""

    table = "ties"
    key = ("tie_id",)
    place_columns: ClassVar = {
        "vn": Place("vn_name", "vn_level", "vn_province", "vn", "signed"),
        "jp": Place("jp_name", "jp_level", "jp_prefecture", "jp", "signed"),
    }
    intervals = (("signed", "ended"), ("since", "ended"), ("signed", "expires"))
    past = ("signed", "since", "ended")
    earliest = FIRST_DAY

    tie_id: Id
    vn_name: Text
    vn_level: VietnameseLevel | None = None
    vn_province: Text | None = None
    jp_name: Text
    jp_level: JapaneseLevel | None = None
    jp_prefecture: Text | None = None
    kind: Annotated[str, Of("agreement-kind", others=("exchange",))]
    vn_body: Text | None = None
    vn_body_vi: Text | None = None
    vn_body_ja: Text | None = None
    jp_body: Text | None = None
    jp_body_vi: Text | None = None
    jp_body_ja: Text | None = None
    signed: PartialDate | None = None
    since: PartialDate | None = None
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
        if self.since and self.kind != "exchange":
            raise wrong(_("a document begins when it is signed; leave since empty"), "since")
        if (self.follows is None) != (self.follows_as is None):
            raise wrong(_("follows and follows_as go together: which document, and how"), "follows_as")
        return self

    @property
    def begun(self) -> PartialDate | None:
        """When it began: a document on the day of its signing."""
        return self.signed or self.since


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
    title_vi: Text | None = None
    title_ja: Text | None = None
    fields: Fields = ()
    held_at: Annotated[Id, Ref("network_events")] | None = None

    @model_validator(mode="after")
    def _somebody_took_part(self) -> Self:
        if not (self.vn_name or self.jp_name):
            raise wrong(_("no locality is named; give vn_name, jp_name or both"), "vn_name")
        return self


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


CLAIMED: dict[str, type[Record]] = {
    record.table: record for record in (Tie, Project, Membership, Event, Network, NetworkEvent, Programme)
}
"""The tables of the facts of which it can be told what single sources state of them."""


class Claim(Dated):
    """What a source states of a recorded fact: what is recorded of it, or otherwise."""

    table = "claims"
    key = ("claim_id",)

    claim_id: Id
    fact_id: Annotated[Id, Ref(*CLAIMED)]
    property: Annotated[
        str, Form("[a-z][a-z0-9_]*", gettext_noop("“{cell}” is not the name of a column, as in signed"))
    ]
    locality: Annotated[LocalityId, Ref("localities")] | None = None
    value: Text
    value_vi: Text | None = None
    value_ja: Text | None = None

    @field_validator("property")
    @classmethod
    def _is_a_column(cls, value: str) -> str:
        known = sorted({column for record in CLAIMED.values() for column in columns(record)})
        if value in known:
            return value
        near = closest(value, known)
        if near:
            told = _(
                "“{value}” is no column of ties, projects, memberships, events, networks, network_events or programmes "
                "(did you mean “{near}”?)"
            )
        else:
            told = _(
                "“{value}” is no column of ties, projects, memberships, events, networks, network_events or programmes"
            )
        raise wrong(told.format(value=value, near=near))


class Corroboration(Dated):
    """A further source of a fact that is recorded elsewhere, and what it adds to it.

    Of a tie it is found by `loaders.tables.matching`; of other facts it stands in a table.
    """

    table = "corroborations"
    key = ("fact_id", "sources")

    fact_id: Annotated[Id, Ref("ties", "events", "projects", "memberships")]
    fields: Fields = ()


TABLES: dict[str, type[Record]] = {
    record.table: record
    for record in (
        Locality, FormerPeriod, LocalityRegion, Succession, Name, Link, Source, Tie, Event, Funder, Programme, Call,
        Project, Participant, Network, Membership, NetworkEvent, Allocation, Claim, ContactOffice, OfficeArea,
        Observation, Site, Corroboration,
    )
}  # fmt: skip
"""The class of each table's rows, by the table's name."""
