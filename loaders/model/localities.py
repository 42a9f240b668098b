"""The rows of the tables of localities: what each is and was, what it is called, who took it over."""

from typing import Annotated

from loaders.model.columns import (
    Amount,
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
)
from loaders.model.dates import PartialDate
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
    region: Annotated[str, Of("region")] | None = None
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
