"""The names of all countries and territories in three languages, from Unicode's CLDR (`territories.csv`)."""

import csv
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from loaders.model.name_readings import key


class Countries(NamedTuple):
    """What names and codes mean.

    Attributes:
        names: the code of a country (ISO 3166, two letters) by the keys of its names.
        codes: the same by its other codes and itself, in capital letters.
        written: the names as they are written.
    """

    names: dict[str, str]
    codes: dict[str, str]
    written: frozenset[str]


@cache
def territories() -> Countries:
    """Return the names and codes of all countries."""
    names: dict[str, str] = {}
    codes: dict[str, str] = {}
    written: set[str] = set()
    table = (files("loaders.imports") / "territories.csv").read_text("utf-8")
    for row in csv.DictReader(table.splitlines()):
        codes |= dict.fromkeys([row["code"], *filter(None, row["alpha3"].split(";"))], row["code"])
        for language in ("en", "vi", "ja"):
            written.add(row[language])
            names |= {key(name): row["code"] for name in _spellings(row[language])}
    return Countries(names, codes, frozenset(written))


def _spellings(name: str) -> list[str]:
    """Return a name as CLDR has it, with “and” in full, and without what stands in brackets."""
    bare = re.sub(r"\s*[(（][^()（）]*[)）]", "", name)
    full = [one.replace("&", word).replace("St.", "Saint") for one in (name, bare) for word in ("and", "và")]
    return [name, bare, *full]
