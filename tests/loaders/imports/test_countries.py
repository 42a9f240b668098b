"""Third countries: all of them, in three languages; their rows are passed over and counted."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files

from babel import Locale
from babel.core import get_global

_NOT_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
"""What CLDR names beside countries: unions, remote islands, pseudo-languages, the unknown."""


def of_cldr() -> Iterator[dict[str, str]]:
    """The table as Babel, which has the data of CLDR, would write it."""
    longer = defaultdict(list)
    for code, meant in get_global("territory_aliases").items():
        if len(code) == 3 and code.isalpha() and len(meant) == 1:
            longer[meant[0]].append(code)
    names = {language: Locale(language).territories for language in ("en", "vi", "ja")}
    for code in sorted(names["en"]):
        if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES:
            said = {language: names[language][code] for language in names}
            yield {"code": code, "alpha3": ";".join(sorted(longer[code])), **said}


def test_the_names_of_countries_are_those_of_cldr() -> None:
    """Where CLDR has changed, write the table anew with what this yields."""
    table = (files("loaders.imports") / "territories.csv").read_text("utf-8")
    assert list(csv.DictReader(table.splitlines())) == list(of_cldr())
