"""The rows of the tables of projects and networks: who funds them, who takes part."""

from typing import Annotated, ClassVar

from pydantic import (
    BeforeValidator,
    Field,
)

from loaders.model.columns import (
    Amount,
    Applicants,
    Countries,
    CountryCode,
    Currency,
    Fields,
    Funders,
    Id,
    Level,
    LocalityId,
    Of,
    OurCountry,
    Ref,
    Text,
    Url,
    Year,
    digits,
)
from loaders.model.dates import PartialDate
from loaders.model.record import Dated, Place, Record


class Funder(Dated):
    """Who gives money to projects; a local government that does is the locality that it names."""

    table = "funders"
    key = ("funder_id",)

    funder_id: Id
    name: Text
    name_ja: Text | None = None
    name_vi: Text | None = None
    kind: Annotated[str, Of("funder-kind")]
    locality: Annotated[LocalityId, Ref("localities")] | None = None
    country: CountryCode | None = None
    website: Url | None = None


class Programme(Dated):
    """A scheme of support that may be applied for."""

    table = "programmes"
    key = ("programme_id",)
    intervals = (("started", "ended"),)

    programme_id: Id
    name: Text
    name_vi: Text | None = None
    name_ja: Text | None = None
    funder_id: Funders = ()
    started: PartialDate | None = None
    ended: PartialDate | None = None
    funds: Text | None = None
    funds_vi: Text | None = None
    funds_ja: Text | None = None
    applicants: Text | None = None
    applicants_vi: Text | None = None
    applicants_ja: Text | None = None
    max_years: Annotated[int, BeforeValidator(digits), Field(ge=1)] | None = None
    max_budget: Amount | None = None
    currency: Currency | None = None
    website: Url | None = None
    open_to: Applicants = ()
    status: Annotated[str, Of("programme-status")] | None = None
    countries: Countries = ()
    fields: Fields = ()
    office: Text | None = None
    office_vi: Text | None = None
    office_ja: Text | None = None


class Call(Dated):
    """A time in which a programme takes applications: of which year, from when to when, as far as that is known.

    ``year`` is the one that the programme counts it by, which may begin in April.
    """

    table = "calls"
    key = ("call_id",)
    intervals = (("opens", "closes"),)

    call_id: Id
    programme_id: Annotated[Id, Ref("programmes")]
    year: Year
    opens: PartialDate | None = None
    closes: PartialDate | None = None


class Project(Dated):
    """Joint work within a fixed time, mostly with a third party's support."""

    table = "projects"
    key = ("project_id",)
    intervals = (("start", "end"),)

    project_id: Id
    title: Text
    title_vi: Text | None = None
    title_ja: Text | None = None
    programme_id: Annotated[Id, Ref("programmes")] | None = None
    funder_id: Funders = ()
    implementer: Text | None = None
    implementer_vi: Text | None = None
    implementer_ja: Text | None = None
    counterpart: Text | None = None
    counterpart_vi: Text | None = None
    counterpart_ja: Text | None = None
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
    founder_vi: Text | None = None
    founder_ja: Text | None = None
    secretariat: Text | None = None
    secretariat_vi: Text | None = None
    secretariat_ja: Text | None = None
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
    designation_vi: Text | None = None
    designation_ja: Text | None = None


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
    title_vi: Text | None = None
    title_ja: Text | None = None
    host_name: Text | None = None
    host_name_vi: Text | None = None
    host_name_ja: Text | None = None
    host_level: Annotated[str, Of("level", country="host_country")] | None = None
    host_parent: Text | None = None
    host_country: CountryCode | None = None
