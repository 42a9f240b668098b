"""The rows of the tables of localities: what each is and was, what it is called, who took it over."""

import re
from typing import Annotated, Self

from pydantic import model_validator

from loaders.model.columns import (
    Amount,
    Confidence,
    Count,
    GeoNamesId,
    Language,
    Latitude,
    LocalityId,
    Longitude,
    Of,
    Ref,
    Sources,
    Text,
    Url,
    Year,
    wrong,
)
from loaders.model.dates import PartialDate
from loaders.model.messages import gettext as _
from loaders.model.record import Record


class Locality(Record):
    """A local government and its territory, as it is now or was at its end.

    It began on ``valid_from`` unless former periods are known of it: then the first of them says when, and a
    ``valid_from`` that lies after the last of them is the day on which it was set up again.
    """

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
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    population: Count | None = None
    population_year: Year | None = None
    area_km2: Amount | None = None
    website: Url | None = None
    geonames_id: GeoNamesId | None = None
    sources: Sources = ()

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
    legal_basis_vi: Text | None = None
    legal_basis_ja: Text | None = None
    note: Text | None = None
    note_vi: Text | None = None
    note_ja: Text | None = None
    sources: Sources


class LocalityRegion(Record):
    """A time in which a provincial unit lies in a region of its country; what is within it lies there too."""

    table = "regions"
    key = ("locality", "region")
    intervals = (("valid_from", "valid_until"),)

    locality: Annotated[LocalityId, Ref("localities")]
    region: Annotated[str, Of("region")]
    valid_from: PartialDate | None = None
    valid_until: PartialDate | None = None
    sources: Sources


class Succession(Record):
    """One locality takes over the territory of another, or a part of it, and what it had if that one ended."""

    table = "successions"
    key = ("predecessor", "successor")

    predecessor: Annotated[LocalityId, Ref("localities")]
    successor: Annotated[LocalityId, Ref("localities")]
    date: PartialDate
    kind: Annotated[str, Of("change-kind")] | None = None
    legal_basis: Text | None = None
    legal_basis_vi: Text | None = None
    legal_basis_ja: Text | None = None
    note: Text | None = None
    note_vi: Text | None = None
    note_ja: Text | None = None
    confidence: Confidence | None = None
    sources: Sources


class Name(Record):
    """A further name of a locality: former, in another script, abbreviated."""

    table = "names"
    key = ("locality", "name", "language")

    locality: Annotated[LocalityId, Ref("localities")]
    name: Text
    language: Language
    note: Text | None = None
    note_vi: Text | None = None
    note_ja: Text | None = None
    sources: Sources


IDENTIFIER_FORMS = {
    "wikidata": ("Q[1-9][0-9]*", "Q25282"),
    "geonames": ("[1-9][0-9]*", "1583992"),
    "estat-sac": ("C[0-9]{5}(-[0-9]{8})?", "C27140"),
    "iso-3166-2": ("(VN|JP)-[0-9A-Z]{1,3}", "JP-27"),
}
"""Identifier scheme -> the form of its identifiers, as a pattern, and an example."""


class Link(Record):
    """What another register calls a locality: the same government or its territory, not the town where it has its seat.

    Where a register has one entry for the territory until a day and another since, each has its time.
    """

    table = "links"
    key = ("locality", "scheme", "value")
    intervals = (("valid_from", "valid_until"),)

    locality: Annotated[LocalityId, Ref("localities")]
    scheme: Annotated[str, Of("identifier-scheme")]
    value: Text
    valid_from: PartialDate | None = None
    valid_until: PartialDate | None = None
    sources: Sources
    confidence: Confidence | None = None

    @model_validator(mode="after")
    def _is_of_the_form_of_its_scheme(self) -> Self:
        pattern, example = IDENTIFIER_FORMS[self.scheme]
        if not re.fullmatch(pattern, self.value):
            told = _("“{value}” is no identifier of {scheme}; write it as in {example}")
            raise wrong(told.format(value=self.value, scheme=self.scheme, example=example), "value")
        return self
