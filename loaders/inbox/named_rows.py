"""Networks, funders and programmes that a person names in place of their id."""

from loaders.model.record import column_in
from loaders.model.records import TABLES, Record
from loaders.tables.catalogue import Catalogue
from ontology import LANGUAGES

_TABLES = {"network_id": "networks", "funder_id": "funders", "programme_id": "programmes"}
"""The columns that take an id of one, and the tables that hold them."""


def meant(column: str, cell: str, catalogue: Catalogue) -> str:
    """Return a cell with the id of what it names by name or acronym, in any language; any other as it stands.

    Args:
        column: the column of a fact.
        cell: what a person wrote there.
        catalogue: what is known.
    """
    table = _TABLES.get(column)
    if not table or (table, cell) in catalogue.by_id:
        return cell
    said = cell.casefold()
    named = [one for one in catalogue.of(TABLES[table]) if said in map(str.casefold, _names(one))]
    return named[0].slug if len(named) == 1 else cell


def _names(record: Record) -> list[str]:
    """Return what it is called: JICA too of “Japan International Cooperation Agency (JICA)”, and what stands before."""
    columns = ("acronym", *(column_in("name", language) for language in LANGUAGES))
    called = [name for column in columns if (name := getattr(record, column, None))]
    parts = [part.rstrip(")") for name in called if " (" in name for part in name.split(" (", 1)]
    return [*called, *parts]
