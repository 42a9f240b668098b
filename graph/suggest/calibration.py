"""How often suggestions came true: of localities suggested in the past, how many signed.

At the beginning of every fifth year, the last of them five years before the year of the day, everything later is hidden
and each locality of which anything is known is told whom to approach, by the code that does so today (`ranking`). Of
those among the first ten, by what speaks for them (`features.TIERS`), it is counted with how many it signed a first
document within five years. Of more than `weights.MOST` who could ask on a day, so many ask, evenly chosen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, Store

from graph.ask.query import Answer, Cell
from graph.store.caches import cached
from graph.suggest.features import TIERS, Candidates
from graph.suggest.history import History
from graph.suggest.ranking import ranked
from graph.suggest.weights import FIRST_YEAR, MOST, learned_weights, some
from loaders.model.dates import day_before
from loaders.model.messages import gettext_noop
from ontology import concept

YEARS = 5
"""Within how many years a document is to be signed, and how many lie between two days on which suggestions are made."""
FIRST = 10
"""How many suggestions count of each who asks."""


_BASIS = {
    "met": gettext_noop("met or worked together"),
    "joined": gettext_noop("joined by a network, or a unit above or below"),
    "others": gettext_noop("what they do with others alone"),
}
"""What the tiers are called in the table."""


@dataclass(frozen=True)
class Outcome:
    """How many were suggested, and with how many of them a first document was signed within `YEARS`."""

    suggested: int
    signed: int

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.suggested + other.suggested, self.signed + other.signed)


def cutoffs(day: str) -> list[str]:
    """Return the days on which suggestions are made, of which it is known on a day (ISO 8601) what became of them.

    >>> cutoffs("2026-11-29")
    ['2001-01-01', '2006-01-01', '2011-01-01', '2016-01-01', '2021-01-01']
    """
    last = int(day[:4]) - YEARS
    return [f"{year}-01-01" for year in sorted(range(last, FIRST_YEAR + YEARS - 1, -YEARS))]


@cached
def outcomes(history: History, day: str, country: str) -> dict[str, Outcome]:
    """Return name of a tier -> what became of suggestions in the years before a day.

    Args:
        history: all facts, with the days from which they are known.
        day: nothing that became known after it counts (ISO 8601).
        country: that of the candidates, ``vn`` or ``jp``.
    """
    found = dict.fromkeys(reversed(TIERS), Outcome(0, 0))
    for cutoff in cutoffs(day):
        for tier, outcome in _outcomes_from(history, cutoff, day, country):
            found[tier] += outcome
    return found


def _outcomes_from(history: History, cutoff: str, day: str, country: str) -> Iterator[tuple[str, Outcome]]:
    """Yield the outcome of each suggestion made on the day before a cutoff, with the name of its tier."""
    before = day_before(cutoff)
    candidates, weights = Candidates(history.on(before), country), learned_weights(history, before, country)
    signed = _signed(history, cutoff, day)
    known = candidates.snapshot.interactions_of.keys() | candidates.snapshot.participations_of.keys()
    askers = sorted(place for place in known & candidates.snapshot.units.keys() if place[:2] != country)
    for asker in some(askers, MOST):
        tiers = candidates.tiers(asker)
        for place in ranked(candidates, asker, weights)[:FIRST]:
            yield TIERS[tiers[candidates.index[place]]], Outcome(1, int((asker, place) in signed))


def _signed(history: History, cutoff: str, day: str) -> set[tuple[str, str]]:
    """Return the pairs that signed within `YEARS` of a cutoff, as far as is known on a day."""
    end = f"{int(cutoff[:4]) + YEARS}{cutoff[4:]}"
    return {
        (one, other)
        for interaction in history.interactions
        if interaction.form == "Agreement" and cutoff <= interaction.earliest < end and interaction.known_from <= day
        for one in interaction.parties
        for other in interaction.parties
        if one[:2] != other[:2]
    }


def table(store: Store, days: Sequence[str]) -> Answer:
    """Return what became of suggestions as known on some days (ISO 8601): a row for each tier, asking in each country.

    ``share`` is that of those suggested with whom a document was signed; empty if none was suggested.
    """
    history = History(store)
    rows: list[tuple[Cell, ...]] = []
    for day in days:
        for asking, country in (("vn", "jp"), ("jp", "vn")):
            for tier, one in outcomes(history, day, country).items():
                share = Literal(round(one.signed / one.suggested, 3)) if one.suggested else None
                rows.append((Literal(day), concept[f"country/{asking}"], Literal(_BASIS[tier]), Literal(one.suggested),
                             Literal(one.signed), share))  # fmt: skip
    return Answer(("cutoff", "asking", "basis", "suggested", "signed_in_time", "share"), rows)
