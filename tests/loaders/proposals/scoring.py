"""Holds what is read in labelled texts against their labels: ``python scoring.py FILE...`` prints a table.

A fact counts as found if all of it is right: its type, both parties, the kind of an agreement, the network of a
membership, the date at its precision. The form of the texts is told in README.md.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from loaders.proposals.proposal import Proposal, Proposer
from loaders.tables.catalogue import load
from loaders.tables.datasets import datasets
from loaders.texts.documents import Document

Article = dict[str, Any]
Whole = tuple[str, str, str, str, str, str]
"""Type, both parties, the kind of an agreement, date, network."""


class Score(NamedTuple):
    """How many facts were found, proposed though no label has them, and not found."""

    found: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0


def articles(path: Path) -> list[Article]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def document(article: Article) -> Document:
    return Document(article["id"], article["text"], article["title"], article.get("published") or "")


def proposed(article: Article, proposer: Proposer) -> Iterator[Whole]:
    for one in proposer.read(document(article))[0]:
        yield _whole(one)


def _whole(one: Proposal) -> Whole:
    vn, jp = (party.id or "" if party else "" for party in (one.vn, one.jp))
    return one.type, vn, jp, one.kind if one.type == "agreement" else "", one.date, one.network


def labelled(article: Article) -> Iterator[Whole]:
    for one in article["facts"]:
        kind = one["kind"] if one["type"] == "agreement" else ""
        yield one["type"], one["vn_id"], one["jp_id"], kind, one["date"], one.get("network", "")


def scores(texts: Iterable[Article], proposer: Proposer) -> dict[tuple[str, str], Score]:
    """Return the score by language and type."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for article in texts:
        said, meant = Counter(proposed(article, proposer)), Counter(labelled(article))
        for name, facts in (("found", said & meant), ("wrong", said - meant), ("missed", meant - said)):
            for fact in facts.elements():
                counted[article["lang"], fact[0], name] += 1
    keys = {(language, type_of) for language, type_of, _name in counted}
    return {key: Score(*(counted[(*key, name)] for name in Score._fields)) for key in sorted(keys)}


def together(found: Iterable[Score]) -> Score:
    return Score(*map(sum, zip(*found, strict=True)))


def table(texts: list[Article], proposer: Proposer) -> Iterator[str]:
    found = scores(texts, proposer)
    yield f"{'':22}{'found':>7}{'wrong':>7}{'missed':>8}{'precision':>11}{'recall':>8}"
    rows = [(f"{language} {type_of}", score) for (language, type_of), score in found.items()]
    languages = sorted({language for language, _type in found})
    rows += [(one, together(score for key, score in found.items() if key[0] == one)) for one in languages]
    for name, score in [*rows, ("all", together(found.values()))]:
        figures = f"{score.found:>7}{score.wrong:>7}{score.missed:>8}{score.precision:>11.2f}{score.recall:>8.2f}"
        yield f"{name:22}{figures}"


if __name__ == "__main__":
    given = [article for path in sys.argv[1:] for article in articles(Path(path))]
    print("\n".join(table(given, Proposer(load(datasets())))))
