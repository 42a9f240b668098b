"""Proposals as `coop propose --format json` has them, made by hand, and an inbox to put them into."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from loaders.imports import user_datasets as own
from loaders.inbox import adding, deciding
from loaders.inbox.rows import Weighed
from loaders.reading.context.stated import NotOurs
from loaders.tables.catalogue import Catalogue, load
from loaders.tables.datasets import datasets
from loaders.texts.documents import Document

TEXT = "On 3 March 2021, the leaders of Da Nang and Kawasaki signed a memorandum on ports. More is to follow."
SIGNED = "On 3 March 2021, the leaders of Da Nang and Kawasaki signed a memorandum on ports."
URL = "https://news.example.org/da-nang-kawasaki.html"
DA_NANG = {"vn_name": "Da Nang", "vn_level": "central-city", "vn_province": "Da Nang"}
HUE = {"vn_name": "Hue", "vn_level": "central-city", "vn_province": "Hue"}
SAKAI = {"jp_name": "Sakai", "jp_level": "designated-city", "jp_prefecture": "Osaka"}


def party(name: str, one: str | None, *candidates: str) -> dict[str, Any]:
    return {"name": name, "id": one, "candidates": list(candidates)}


def proposal(of: str = "agreement", **told: Any) -> dict[str, Any]:
    """A proposal: by default a memorandum of Da Nang and Sakai of 3 March 2021, which no table knows."""
    tables = {"agreement": "ties", "event": "events", "project": "projects", "membership": "memberships"}
    parties = told.pop("parties", {"vn": party("Da Nang", "vn/da-nang"), "jp": party("Sakai", "jp/osaka/sakai")})
    plain = {
        "text": URL, "type": of, "vn": parties.get("vn", {}).get("id"), "jp": parties.get("jp", {}).get("id"),
        "kind": "mou", "date": "2021-03-03", "network": "", "status": "new", "certain": True,
        "spans": [[0, len(SIGNED)]], "unsure": [], "quotes": [SIGNED], "parties": parties, "known": [],
        "otherwise": [], "table": tables[of], "record": {**DA_NANG, **SAKAI, "kind": "mou", "signed": "2021-03-03"},
    }  # fmt: skip
    return plain | told


def event(day: str = "2024-05-06", **told: Any) -> dict[str, Any]:
    """A meeting of Hue and Sakai, which no table knows."""
    parties = {"vn": party("Hue", "vn/hue"), "jp": party("Sakai", "jp/osaka/sakai")}
    return proposal(
        "event", kind="meeting", date=day, parties=parties, record={"date": day, "kind": "meeting", **HUE, **SAKAI},
        **told,
    )  # fmt: skip


def put(graph: Path, catalogue: Catalogue, *proposals: Mapping[str, Any], url: str = URL, **about: Any) -> list[int]:
    """Put proposals into the inbox, from one page; return the numbers of those that wait.

    It was published when the last of them came about, or the day after that on ports.
    """
    published = max(["2021-03-04", *(str(one["date"]) for one in proposals)])
    document = Document(
        url, about.pop("text", TEXT), about.pop("title", "Two ports"), about.pop("published", published)
    )
    others = [NotOurs(*one) for one in about.pop("others", ())]
    return adding.add(graph, [(document, list(proposals), others)], catalogue, **about).waiting


def known(graph: Path) -> Catalogue:
    """All that is known: what the project knows, and what is the user's own."""
    return load(datasets(), own.own(graph))


def accept(graph: Path, number: int, **cells: str) -> Weighed:
    return deciding.accept(graph, number, "Lan", lambda: known(graph), cells)


def waiting(graph: Path) -> list[int]:
    return [one.item.number for one in deciding.waiting(graph, deciding.scales_of(graph, known(graph)))]


def rows(graph: Path, table: str) -> list[dict[str, str]]:
    """The rows of a table of what was accepted, the empty cells left out."""
    path = own.one(graph, "inbox").folder / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: cell for name, cell in row.items() if cell} for row in csv.DictReader(file)]
