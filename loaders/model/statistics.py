"""The rows of the tables of statistics: figures of a locality on a day, and the sites and facilities that it has."""

from decimal import Decimal
from functools import cached_property
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from loaders.model.columns import (
    Amount,
    Count,
    Currency,
    Form,
    Id,
    LocalityId,
    Of,
    Ref,
    Text,
    digits,
    split_cell,
    wrong,
)
from loaders.model.dates import PartialDate
from loaders.model.messages import gettext as _
from loaders.model.messages import gettext_noop
from loaders.model.record import Dated

Percentage = Annotated[Decimal, BeforeValidator(digits), Field(ge=0, le=100)]
Change = Annotated[Decimal, BeforeValidator(digits)]
"""A change in per cent, which may be below nought."""

Industries = Annotated[tuple[Annotated[str, Of("industry")], ...], BeforeValidator(split_cell)]
Localities = Annotated[
    tuple[Annotated[LocalityId, Ref("localities")], ...], BeforeValidator(split_cell), Field(min_length=1)
]
IataCode = Annotated[
    str, Form("[A-Z]{3}", gettext_noop("“{cell}” is not an airport code of IATA; it has three letters, as in DAD"))
]
IcaoCode = Annotated[
    str, Form("[A-Z]{4}", gettext_noop("“{cell}” is not an airport code of ICAO; it has four letters, as in VVDN"))
]
_MONEY = ("grdp", "income-per-head")


class Observation(Dated):
    """What was counted or estimated of a locality for a day, month or year: a figure for each indicator.

    Attributes:
        date: what the figures are of; those of a year are known once it is over.
        boundaries: the day whose borders they are given in, if these are not the borders of ``date``.
        currency: of the sums of money among them.
        strong_industries: those in which the source finds the locality to be strong.
    """

    table = "observations"
    key = ("locality", "date", "sources")
    past = ("date",)

    locality: Annotated[LocalityId, Ref("localities")]
    date: PartialDate
    boundaries: PartialDate | None = None
    population: Count | None = None
    elderly_share: Percentage | None = None
    foreign_residents: Count | None = None
    vietnamese_residents: Count | None = None
    japanese_residents: Count | None = None
    workers_primary: Count | None = None
    workers_secondary: Count | None = None
    workers_tertiary: Count | None = None
    employees: Count | None = None
    strong_industries: Industries = ()
    area: Amount | None = None
    grdp: Amount | None = None
    income_per_head: Amount | None = None
    currency: Currency | None = None
    grdp_growth: Change | None = None
    gdp_share: Percentage | None = None
    universities: Count | None = None
    national_universities: Count | None = None
    public_universities: Count | None = None
    private_universities: Count | None = None
    university_sites: Count | None = None
    university_students: Count | None = None
    guest_nights: Count | None = None
    foreign_guest_nights: Count | None = None
    cultivated_land: Amount | None = None
    port_terminals: Count | None = None

    @model_validator(mode="after")
    def _has_figures_and_the_currency_of_money(self) -> Self:
        if not self.figures:
            raise wrong(_("no figure is given; fill in at least one, such as population"), "population")
        if any(slug in self.figures for slug in _MONEY) != (self.currency is not None):
            raise wrong(_("a sum of money and its currency go together"), "currency")
        return self

    @property
    def cube(self) -> tuple[str, ...]:
        """What it shares with the other rows of its cube: the sources, and the indicators of which it has a figure."""
        return (*self.sources, *self.figures)

    @cached_property
    def figures(self) -> dict[str, int | Decimal]:
        """The figures that are known: slug of the indicator -> value, in the order of the columns."""
        known = self.model_fields_set
        return {slug: getattr(self, column) for column, slug in INDICATORS.items() if column in known}


class Site(Dated):
    """A port, an airport or a World Heritage site, and the localities that it is in."""

    table = "sites"
    key = ("site_id",)
    past = ("since",)

    site_id: Id
    kind: Annotated[str, Of("site-kind")]
    name: Text
    name_vi: Text | None = None
    name_ja: Text | None = None
    localities: Localities
    rank: Annotated[str, Of("site-rank")] | None = None
    since: PartialDate | None = None
    iata: IataCode | None = None
    icao: IcaoCode | None = None


INDICATORS: dict[str, str] = {
    column: column.replace("_", "-")
    for column in Observation.model_fields
    if column not in {*Dated.model_fields, "locality", "date", "boundaries", "strong_industries", "currency"}
}
"""The columns that hold figures -> the slug of the indicator that each is a figure of."""
