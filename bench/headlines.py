"""Run the titles of all sources with their days through `coop propose` as headlines: ``python -m bench.headlines``.

What a title states is held against what is known: found again, new, otherwise, going on. ``--new FILE`` writes the new
proposals as a table, to be looked at by a person.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from loaders.model.records import Event, Membership, Project, Source, Tie
from loaders.proposals.proposal import Proposal, Proposer
from loaders.tables.catalogue import Catalogue, load
from loaders.tables.datasets import datasets
from loaders.texts.documents import Document, clean

TYPES = ("agreement", "event", "project", "membership")
STATUSES = ("known", "new", "continues", "contradicts")


def main() -> None:
    """Print how many known facts are found again by the titles alone, and how many proposals are new."""
    parser = argparse.ArgumentParser(prog="bench.headlines", description=__doc__)
    parser.add_argument("--new", type=Path, metavar="FILE", help="write the new proposals there, as CSV")
    chosen = parser.parse_args()
    known = load(datasets())
    found = list(proposals(known))
    print(report(known, found))
    if chosen.new:
        write(chosen.new, [(source, one) for source, one in found if one.verdict.status == "new"])


def proposals(known: Catalogue) -> Iterator[tuple[Source, Proposal]]:
    """Yield what the titles of sources state, each with its source."""
    proposer = Proposer(known)
    for source in known.of(Source):
        title = clean(source.title)
        document = Document(source.url or source.source_id, title, "", str(source.date or ""), len(title))
        for one in proposer.read(document)[0]:
            yield source, one


def report(known: Catalogue, found: list[tuple[Source, Proposal]]) -> str:
    """Return a table of the proposals by type and status, and what of the known facts they find again."""
    counted = Counter((one.type, one.verdict.status) for _source, one in found)
    lines = [f"| | {' | '.join(STATUSES)} | all |", f"| --- {'| ---: ' * (len(STATUSES) + 1)}|"]
    for kind in TYPES:
        row = [counted[kind, status] for status in STATUSES]
        lines.append(f"| {kind} | {' | '.join(map(str, row))} | {sum(row)} |")
    row = [sum(counted[kind, status] for kind in TYPES) for status in STATUSES]
    lines.append(f"| all | {' | '.join(map(str, row))} | {sum(row)} |")
    again = {record for _source, one in found if one.verdict.status == "known" for record in one.verdict.records}
    cited = dict(_cited(known))
    told = {
        record
        for source, one in found
        for record in one.verdict.records
        if one.verdict.status == "known" and source.source_id in cited.get(record, ())
    }
    new = [(source, one) for source, one in found if one.verdict.status == "new"]
    parties = set(_parties(known))
    recorded = sum((source.source_id, one.type, *_ids(one)) in parties for source, one in new)
    read = {source.source_id for source, _one in found}
    sources = list(known.of(Source))
    dated = sum(bool(source.date) for source in sources)
    lines += [
        "",
        f"{len(sources)} titles, {dated} with a day; {len(read)} of them state a fact. {len(again)} known facts are "
        f"found again, {len(told)} of them in the title of a source that they cite. {len(new)} proposals are new; of "
        f"{recorded} of them a fact of the same type and parties cites that source, with a day that no title tells.",
    ]
    return "\n".join(lines)


def _cited(known: Catalogue) -> Iterator[tuple[tuple[str, str], frozenset[str]]]:
    """Yield the known facts by table and id, with the sources that each cites."""
    for kind in (Tie, Event, Project, Membership):
        for record in known.of(kind):
            yield (kind.table, getattr(record, kind.key[0])), frozenset(record.sources)


def _parties(known: Catalogue) -> Iterator[tuple[str, str, str, str]]:
    """Yield the source, type and parties of each known fact between two, once for each source."""
    for kind, named in ((Tie, "agreement"), (Event, "event")):
        for record in known.of(kind):
            for source in record.sources:
                yield source, named, record.places.get("vn", ""), record.places.get("jp", "")


def _ids(one: Proposal) -> tuple[str, str]:
    return (one.vn.id or "" if one.vn else "", one.jp.id or "" if one.jp else "")


def write(path: Path, new: list[tuple[Source, Proposal]]) -> None:
    """Write proposals as CSV, a row each."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["source_id", "day", "title", "type", "vn", "jp", "kind", "date", "network", "unsure"])
        for source, one in new:
            sides = [side.id or f"? {side.name}" if side else "" for side in (one.vn, one.jp)]
            rows.writerow([
                source.source_id, source.date or "", source.title, one.type, *sides, one.kind, one.date, one.network,
                " ".join(one.unsure),
            ])  # fmt: skip


if __name__ == "__main__":
    main()
