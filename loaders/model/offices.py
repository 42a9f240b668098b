"""The rows of the tables of contact offices: whom to write to, and for which localities."""

from typing import Annotated

from loaders.model.columns import Id, LocalityId, Of, OurCountry, Ref, Sources, Text, Url
from loaders.model.record import Dated, Record


class ContactOffice(Dated):
    """An office that is in charge of the foreign relations of localities; an office, never a person.

    ``located_in`` is the locality in which it sits, which a department for foreign relations is part of; ``country``
    the one that it serves as a whole.
    """

    table = "offices"
    key = ("office_id",)

    office_id: Id
    kind: Annotated[str, Of("office-kind")]
    name: Text
    name_vi: Text | None = None
    name_ja: Text | None = None
    website: Url | None = None
    located_in: Annotated[LocalityId, Ref("localities")] | None = None
    country: OurCountry | None = None


class OfficeArea(Record):
    """A locality that a contact office is in charge of."""

    table = "office_areas"
    key = ("office_id", "locality")

    office_id: Annotated[Id, Ref("offices")]
    locality: Annotated[LocalityId, Ref("localities")]
    sources: Sources
