"""The types of columns: which values a cell may hold, and how they are parsed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema
from pydantic_core.core_schema import ValidationInfo
from pyoxigraph import Literal, NamedNode
from rapidfuzz import process

from loaders.model.gazetteer import country_name
from loaders.model.messages import gettext as _
from loaders.model.messages import gettext_noop, joined
from ontology import concepts


def wrong(message: str, column: str = "") -> PydanticCustomError:
    """Return the error with ``message`` about a cell (of ``column``, where the whole row was checked)."""
    return PydanticCustomError("cell", "{message}", {"message": message, "column": column})


def closest(value: str, known: Sequence[str]) -> str:
    """Return the word that a value may have meant; empty if none is like it."""
    found = process.extractOne(value, known, score_cutoff=60)
    return found[0] if found else ""


LEVELS = {
    "vn": ("province", "central-city", "special-zone", "district-city", "district-town", "district"),
    "jp": ("prefecture", "designated-city", "city", "town", "village", "special-ward"),
}
"""The levels that the localities of each country have."""


@dataclass(frozen=True)
class Of:
    """A column whose values are slugs of a concept scheme of the ontology (or one of ``others``).

    Attributes:
        scheme: the concept scheme.
        others: what else the column takes.
        country: the country whose levels alone it takes, or the column that gives it (or an id that begins with it).
    """

    scheme: str
    others: tuple[str, ...] = ()
    country: str = ""

    @property
    def slugs(self) -> tuple[str, ...]:
        """The values the column takes, whatever the values of other columns."""
        return LEVELS.get(self.country) or _slugs(self.scheme, self.others)

    def meant(self, value: str) -> str:
        """Return the slug that a value spells in another way: its case, blanks for hyphens, a label in any language."""
        return concepts.meant(self.scheme, _plain).get(_plain(value), "")

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Check cells as they are validated."""
        return core_schema.with_info_after_validator_function(self._check, handler(source))

    def _check(self, value: str, info: ValidationInfo) -> str:
        country = (info.context or {}).get(self.country, self.country)[:2].lower() if self.country else ""
        slugs = LEVELS.get(country) or self.slugs
        if value in slugs:
            return value
        near = closest(self.meant(value) or _plain(value), slugs)
        if near:
            told = _("“{value}” is not {what} (did you mean “{near}”?); write one of: {slugs}")
        else:
            told = _("“{value}” is not {what}; write one of: {slugs}")
        ours = country in LEVELS
        what = _(_LEVEL_OF).format(country=country_name(country)) if ours else _(_CALLED[self.scheme])
        raise wrong(told.format(value=value, what=what, near=near, slugs=joined(slugs)))


_LEVEL_OF = gettext_noop("a level of {country}")
_CALLED = {
    "level": gettext_noop("a level"),
    "region": gettext_noop("a region"),
    "agreement-kind": gettext_noop("an agreement kind"),
    "event-kind": gettext_noop("an event kind"),
    "funder-kind": gettext_noop("a funder kind"),
    "network-kind": gettext_noop("a network kind"),
    "allocation-kind": gettext_noop("an allocation kind"),
    "project-status": gettext_noop("a project status"),
    "programme-status": gettext_noop("a programme status"),
    "office-kind": gettext_noop("an office kind"),
    "participation-role": gettext_noop("a participation role"),
    "membership-role": gettext_noop("a membership role"),
    "applicant": gettext_noop("an applicant"),
    "change-kind": gettext_noop("a kind of change"),
    "confidence": gettext_noop("a confidence"),
    "field": gettext_noop("a field"),
    "industry": gettext_noop("an industry"),
    "site-kind": gettext_noop("a kind of site"),
    "site-rank": gettext_noop("a rank of a site"),
    "identifier-scheme": gettext_noop("an identifier scheme"),
}
"""What the values of a column are, by the scheme that they are concepts of."""


@cache
def _slugs(scheme: str, others: tuple[str, ...]) -> tuple[str, ...]:
    return (*concepts.slugs(scheme), *others)


def _plain(value: str) -> str:
    return "-".join(value.casefold().replace("_", " ").split())


@dataclass(frozen=True)
class Form:
    """A column whose values have a form, given as a pattern, with the message about a {cell} of another form."""

    pattern: str
    words: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Have cells checked by pydantic itself, which is several times faster than to call back."""
        form = core_schema.str_schema(pattern=rf"\A(?:{self.pattern})\z")
        return core_schema.custom_error_schema(
            form, "form", custom_error_message="{words}", custom_error_context={"words": self.words}
        )

    def fits(self, value: str) -> bool:
        """Whether a value has the form."""
        return re.fullmatch(self.pattern, value) is not None


@dataclass(frozen=True)
class Ref:
    """A column that names rows of other tables by their id."""

    tables: tuple[str, ...]

    def __init__(self, *tables: str) -> None:
        object.__setattr__(self, "tables", tables)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


@lru_cache(maxsize=10_000)  # the same few ids stand in many cells
def ids(cell: str, form: Form, many: bool) -> tuple[str, ...]:
    """Return the ids in a cell that takes one or several."""
    return tuple(named for named in dict.fromkeys(_parts(cell) if many else (cell,)) if form.fits(named))


NOT_A_LANGUAGE = gettext_noop("“{cell}” is not a language code; write vi, ja, en or another of BCP 47")


def split_cell(cell: object) -> object:
    """Return the values in a cell that takes several, parted by “;”."""
    return _parts(cell) if isinstance(cell, str) else cell


def _whole_address(cell: str) -> str:
    try:
        NamedNode(cell)
    except ValueError as error:
        told = _("“{cell}” is not a web address ({error}); copy it whole from the browser")
        raise wrong(told.format(cell=cell, error=error)) from None
    return cell


def _known_form(cell: str) -> str:
    try:
        Literal("", language=cell)
    except ValueError:
        raise wrong(_(NOT_A_LANGUAGE).format(cell=cell)) from None
    return cell


def digits(cell: object) -> object:
    """Let a cell pass that is a number in digits alone."""
    if isinstance(cell, str) and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell):
        raise wrong(_("“{cell}” is not a number; write digits alone, as in 1200000 or 16.07").format(cell=cell))
    return cell


Text = Annotated[str, Field(min_length=1)]
_ID = "[a-z0-9]+(-+[a-z0-9]+)*"
Id = Annotated[
    str, Form(_ID, gettext_noop("“{cell}” is not an id; use a-z, 0-9 and hyphens, as in da-nang--sakai--mou--2009"))
]
OneOfSeveral = Annotated[
    str,
    Form(_ID, gettext_noop("“{cell}” is not an id; it has a-z, 0-9 and hyphens, and several are parted by “;”")),
]
LocalityId = Annotated[
    str,
    Form(
        "(vn|jp)(/[a-z0-9]+(-[a-z0-9]+)*){1,2}",
        gettext_noop("“{cell}” is not the id of a locality; write it as in jp/osaka/sakai"),
    ),
]
Url = Annotated[
    str,
    Form(
        r"https?://[^\s<>\"{}|\\^`]+",
        gettext_noop("“{cell}” is not a web address; write it whole, as in https://www.city.sakai.lg.jp/"),
    ),
    AfterValidator(_whole_address),
]
CountryCode = Annotated[
    str, Form("[A-Z]{2}", gettext_noop("“{cell}” is not a country code; write VN, JP or another of ISO 3166"))
]
Currency = Annotated[
    str, Form("[A-Z]{3}", gettext_noop("“{cell}” is not a currency code; write JPY, VND or another of ISO 4217"))
]
OurCountry = Annotated[
    str, Form("VN|JP", gettext_noop("“{cell}” is not VN or JP; only localities of these two are recorded here"))
]
Language = Annotated[str, Form("[a-z]{2,3}(-[A-Za-z]+)?", NOT_A_LANGUAGE), AfterValidator(_known_form)]
GeoNamesId = Annotated[
    str, Form("[0-9]+", gettext_noop("“{cell}” is not a GeoNames id; it is a number, as in 1583992"))
]
Following = Annotated[
    str, Form("renews|upgrades|continues", gettext_noop("“{cell}” is not one of renews, upgrades, continues"))
]
Year = Annotated[int, BeforeValidator(digits), Field(ge=1000, le=9999)]
Count = Annotated[int, BeforeValidator(digits), Field(ge=0)]
Amount = Annotated[Decimal, BeforeValidator(digits), Field(ge=0)]
Latitude = Annotated[Decimal, BeforeValidator(digits), Field(ge=-90, le=90)]
Longitude = Annotated[Decimal, BeforeValidator(digits), Field(ge=-180, le=180)]
Level = Annotated[str, Of("level", country="country")]
VietnameseLevel = Annotated[str, Of("level", country="vn")]
JapaneseLevel = Annotated[str, Of("level", country="jp")]
Confidence = Annotated[str, Of("confidence")]
Fields = Annotated[tuple[Annotated[str, Of("field")], ...], BeforeValidator(split_cell)]
Sources = Annotated[
    tuple[Annotated[OneOfSeveral, Ref("sources")], ...], BeforeValidator(split_cell), Field(min_length=1)
]
Funders = Annotated[tuple[Annotated[OneOfSeveral, Ref("funders")], ...], BeforeValidator(split_cell)]
Countries = Annotated[tuple[OurCountry, ...], BeforeValidator(split_cell)]
Applicants = Annotated[tuple[Annotated[str, Of("applicant")], ...], BeforeValidator(split_cell)]
