"""Who is left out: which of the three schemes each locality has reached, and who has no partner at all."""

from collections.abc import Iterator

from pyoxigraph import Literal, Store

import queries
from graph.names import Labels
from graph.questions import Answer, Cell, ask
from ontology import concept, xsd

SCHEMES = ("official_relationship", "third_party_support", "intercity_network")
THINGS = ("place",)
COUNTRIES = ("vn", "jp")


def gaps(store: Store, country: str | None, level: str, scheme: str | None, as_of: str) -> tuple[Answer, list[str]]:
    """Return the localities that lack a scheme, and a sentence on each country.

    Args:
        store: the graph.
        country: ``vn`` or ``jp``; both if not given.
        level: a level, or ``provincial`` or ``municipal`` for all under it.
        scheme: the slug of the scheme that they lack; any of the three if not given.
        as_of: the day.

    Returns:
        A row for each locality that lacks one, those that lack most first: how many ties it has under each
        scheme, and whether it a partner of it in the other country is known. Nothing known counts as lacking.
    """
    wanted = (scheme.replace("-", "_"),) if scheme else SCHEMES
    found: list[tuple[Cell, ...]] = []
    sentences = []
    for one in (country,) if country else COUNTRIES:
        rows = list(_access(store, {"country": one, "level": level, "as_of": as_of}))
        sentences.append(_sentence(store, one, level, as_of, rows))
        found += [tuple(row.values()) for row in rows if any(_number(row[name]) == 0 for name in wanted)]
    found.sort(key=lambda row: sum(_number(cell) > 0 for cell in row[1:4]))
    return Answer(("place", *SCHEMES, "partner_known"), found), sentences


def _access(store: Store, values: dict[str, str]) -> Iterator[dict[str, Cell]]:
    access = ask(store, queries.question("scheme-access"), values)
    alone = {row[0] for row in ask(store, queries.question("unconnected"), values).rows}
    for row in access.rows:
        cells = dict(zip(access.columns, row, strict=True))
        yield {
            **cells,
            "partner_known": Literal(str(cells["place"] not in alone).lower(), datatype=xsd.boolean),
        }


def _number(cell: Cell) -> int:
    return int(cell.value) if isinstance(cell, Literal) and cell.datatype == xsd.integer else 0


def _sentence(store: Store, country: str, level: str, as_of: str, rows: list[dict[str, Cell]]) -> str:
    labels = Labels(store, "en")
    reached = {name: sum(_number(row[name]) > 0 for row in rows) for name in SCHEMES}
    alone = sum(isinstance(row["partner_known"], Literal) and row["partner_known"].value == "false" for row in rows)
    what = _units(labels, country, level, len(rows))
    return (
        f"{what} as of {as_of}: {reached['official_relationship']} with an official relationship, "
        f"{reached['third_party_support']} with third-party support, {reached['intercity_network']} in intercity "
        f"networks; for {alone} no partner in the other country is known."
    )


def _units(labels: Labels, country: str, level: str, number: int) -> str:
    name = labels[concept[f"country/{country}"]]
    unit = "prefecture" if (country, level) == ("jp", "provincial") else f"{level} unit" if level in {
        "provincial", "municipal"} else labels[concept[f"level/{level}"]]  # fmt: skip
    return f"{number:,} {unit}{'' if number == 1 else 's'} of {name}"
