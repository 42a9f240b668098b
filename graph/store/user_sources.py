"""What the user's own data sets are, and what each adds to the known facts."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from graph.store.build import KNOWN, Report
from graph.store.folder import base
from loaders.imports import user_datasets as own
from loaders.imports.mapping import Mapping
from loaders.imports.user_datasets import TO_MEND
from loaders.inbox import DATA_SET
from loaders.model.messages import any_of, gettext_noop, joined
from loaders.model.messages import gettext as _
from loaders.model.records import Claim, Corroboration, Record, Source, Tie
from loaders.tables.catalogue import Catalogue, load
from loaders.tables.datasets import Dataset, datasets
from loaders.tables.matching import Match
from ontology import concepts

PUBLIC = ("wikidata", "localgovjp")
"""The public sources that can be fetched, by the names of their modules in `loaders.sources`."""

COLUMNS = ("source", "title", "loaded", "rows", "new", "known", "contradicting", "to_mend")
CHANGES = ("change", "vietnam", "japan", "kind", "signed", "ended", "tie", "said")

Row = tuple[str, ...]


def catalogue(folder: Path, without: str = "") -> Catalogue:
    """Return all that is known, of the project and of the user, but for one data set of the user's.

    Args:
        folder: the folder of the graph.
        without: the name of that data set.
    """
    return load(datasets(), [one for one in own.own(folder) if one.name != without], base(folder) / KNOWN)


def is_taken(name: str, known: Catalogue) -> bool:
    """Return whether a data set cannot be called so, since another named graph or a source is."""
    sources = (record.source_id for record in known if isinstance(record, Source))
    return name in {*known.records, "ontology", "derived", DATA_SET, *PUBLIC} or name in sources


def counts(folder: Path, name: str) -> dict[str, int]:
    """Return how much a public source held when it was last fetched; nothing if it never was."""
    found = [one.descriptor for one in own.own(folder) if one.name == name]
    return dict(found[0].get("counts", {})) if found else {}


def listing(folder: Path) -> list[Row]:
    """Return the user's own data sets, a row each (`COLUMNS`)."""
    known = catalogue(folder)
    return [listed(one, known) for one in own.own(folder)]


def listed(dataset: Dataset, known: Catalogue | Report) -> Row:
    """Return the row of a data set, from the catalogue or from the report of a build."""
    matches = known.matches[dataset.name]
    rows = sum(number for (name, table), number in known.rows.items() if name == dataset.name and table != "sources")
    counted = Counter(_change(match) for match in matches)
    counted["known"] += known.rows.get((dataset.name, Corroboration.table), 0)
    new = rows - counted.total() + counted["new"]
    about, left = dataset.descriptor, sum(to_mend(dataset).values()) + len(_wrong_now(dataset, known))
    return (
        dataset.name, _(about["title"]), about["created"][:10], str(rows), str(new),
        str(counted["known"] + counted["more exact"]), str(counted["contradicting"]), str(left),
    )  # fmt: skip


def _wrong_now(dataset: Dataset, known: Catalogue | Report) -> set[tuple[str, int]]:
    """Return the rows of a data set that were right when it was loaded: what they name has been dropped since."""
    files = set(map(str, dataset.paths))
    return {(problem.file, problem.row) for problem in known.left if problem.file in files}


def to_mend(dataset: Dataset) -> dict[Path, int]:
    """Return the tables of a data set that hold rows that could not be understood, and how many each holds."""
    counted = {path: _rows(path) for path in sorted(dataset.folder.glob(f"{TO_MEND}*.csv"))}
    return {path: rows for path, rows in counted.items() if rows}


def _rows(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


def held(folder: Path, name: str) -> tuple[str, int] | None:
    """Return of which day what is kept under a name is, and how many rows it has; None if nothing is."""
    for dataset in own.own(folder):
        if dataset.name == name:
            rows = sum(_rows(path) for path in dataset.paths if path.stem != Source.table)
            return dataset.descriptor["created"][:10], rows
    return None


def changes(folder: Path, name: str, language: str = "en", in_words: bool = False) -> list[Row]:
    """Return what a data set adds to the known facts, says otherwise, and only repeats, a row each (`CHANGES`).

    Args:
        folder: the folder of the graph.
        name: the name of the data set.
        language: that of the names of localities.
        in_words: tell the kinds in words of the language, for people, and not by their slugs.

    Raises:
        NoSuchSourceError: there is none of that name.
    """
    dataset, known = own.one(folder, name), catalogue(folder)
    matches, records = known.matches[dataset.name], known.records[dataset.name]
    matched = {claim.claim_id for match in matches for claim in match.claims}
    found = [
        *_match_rows(known, matches, language),
        *(("new", *_told(row, known, language), "") for row in records if row.table not in _MATCH_TABLES),
        *(_claimed(row, known, language) for row in records if isinstance(row, Claim) and row.claim_id not in matched),
        *(("known", *_told(known.by_id[one], known, language), "") for one in _corroborated(records, known)),
    ]
    ordered = sorted(found, key=lambda row: (_ORDER.index(row[0]), row[1:]))
    return [(*row[:3], _kind_in_words(row[3], language), *row[4:]) for row in ordered] if in_words else ordered


def _kind_in_words(kind: str, language: str) -> str:
    """Return what a kind of agreement or event is called; a title, or what else tells what a fact is, as it stands."""
    schemes = (concepts.labels()[scheme] for scheme in ("agreement-kind", "event-kind"))
    return next((labels[kind][language] for labels in schemes if kind in labels), kind)


_BEGUN = ("signed", "date", "start", "since")
_ENDED = ("ended", "end", "until")
_MATCH_TABLES = {"ties", "claims", "corroborations", "sources"}
_ORDER = (gettext_noop("contradicting"), gettext_noop("more exact"), gettext_noop("new"), gettext_noop("known"))


def _change(match: Match) -> str:
    if not match.known:
        return "new"
    return "contradicting" if match.contradicts else "more exact" if match.claims else "known"


def _match_rows(known: Catalogue, matches: list[Match], language: str) -> Iterator[Row]:
    for match in matches:
        tie = match.known or match.row
        said = "; ".join(map(_claim_text, match.claims))
        yield (
            _change(match),
            *_parties(tie, known, language),
            tie.kind,
            tie.signed or "",
            tie.ended or "",
            tie.tie_id,
            said,
        )


def _told(row: Record, known: Catalogue, language: str) -> Row:
    """Return what is told of a record in a row: of whom it is, what it is, when, and its table and id."""
    sides = [
        joined(_called(place, known, language) for place in row.places.values() if place.startswith(f"{side}/"))
        for side in ("vn", "jp")
    ]
    kind, begun, ended = (
        next(filter(None, (getattr(row, column, None) for column in columns)), "")
        for columns in (("kind", f"title_{language}", "title", "network_id", "table"), _BEGUN, _ENDED)
    )
    return *sides, kind, begun, ended, f"{row.table}/{row.slug}"


def _claimed(claim: Claim, known: Catalogue, language: str) -> Row:
    """Return the row of what is said otherwise of a known fact, or more exactly, by no row of the data set itself."""
    fact = known.by_id[known.table_of(claim.fact_id), claim.fact_id]
    exact = claim.value.startswith(str(getattr(fact, claim.property, None) or claim.value))
    return "more exact" if exact else "contradicting", *_told(fact, known, language), _claim_text(claim)


def _corroborated(records: Iterable[Record], known: Catalogue) -> list[tuple[str, str]]:
    """Return the known facts, by table and id, that get a further source, but for ties, of which the matches tell."""
    facts = {row.fact_id: known.table_of(row.fact_id) for row in records if isinstance(row, Corroboration)}
    return [(table, fact) for fact, table in facts.items() if table != Tie.table]


def _claim_text(claim: Claim) -> str:
    return f"{claim.property}: {claim.value}"


def _parties(tie: Tie, known: Catalogue, language: str) -> Iterator[str]:
    for role in ("vn", "jp"):
        yield _called(tie.places[role], known, language)


def _called(place: str, known: Catalogue, language: str) -> str:
    names = known.labels[place]
    return names.get(language) or names["en"]


def understood(how: Iterable[Mapping]) -> list[Row]:
    """Return what the columns of sheets are taken for, a row each: the sheet, its heading, what is read from it."""
    found: list[Row] = []
    every_row, not_known, nothing, not_read = _("(every row)"), _("(not known)"), _("(nothing)"), _("(not read)")
    for sheet in how:
        found += [
            (sheet.sheet, theirs, f"{sheet.table}: {ours}") for ours, some in sheet.columns.items() for theirs in some
        ]
        found += [(sheet.sheet, every_row, f"{sheet.table}: {ours} = {said}") for ours, said in sheet.fixed.items()]
        found += [
            (sheet.sheet, f"“{word}”", f"{ours}: {not_known if meant is None else meant or nothing}")
            for ours, words in sheet.values.items()
            for word, meant in words.items()
        ]
        found += [(sheet.sheet, theirs, said) for theirs, said in (*sheet.doubtful, *sheet.unseen)]
        found += [(sheet.sheet, theirs, not_read) for theirs in sheet.left_out]
        if sheet.lacking:
            lacking = _("(not loaded: no column says {columns})").format(columns=any_of(sheet.lacking))
            found.append((sheet.sheet, every_row, lacking))
    return found
