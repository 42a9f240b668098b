"""A backtest: how well suggestions would have predicted the partners found after a day, beside simple rules.

Everything that became known from the day on is hidden, as `coop suggest --as-of` hides it (`suggest.history`). Each
locality that signed its first document with somebody after it asks for suggestions; it is a hit at k if one of those is
among the first k. What is not suggested at all, since too little speaks for it, is no hit.
"""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from pyoxigraph import Literal, Store

from graph.ask.query import Answer, Cell, ParameterError
from graph.suggest.features import Candidates, rank_of
from graph.suggest.history import History, Snapshot
from graph.suggest.ranking import ranked
from graph.suggest.weights import learned_weights
from loaders.model.dates import date_text, day_before
from loaders.model.messages import gettext as _
from loaders.model.messages import gettext_noop
from ontology import concept

Scorer = Callable[[str, list[str]], list[float]]
HITS = (1, 5, 10, 20)
SEED = 20251121


@dataclass(frozen=True)
class Result:
    """How well one method of suggesting did.

    Attributes:
        method: its name.
        asked: how many localities asked.
        hits: the share of them that it would have served among the first k, for each of `HITS`.
        reciprocal_rank: the mean of 1/rank of the first that came true (mean reciprocal rank).
    """

    method: str
    asked: int
    hits: tuple[float, ...]
    reciprocal_rank: float


def table(store: Store, days: Sequence[str]) -> Answer:
    """Return the results of each method from each day on (ISO 8601), for those who ask in Vietnam and in Japan.

    If there are several days, their means follow.

    Raises:
        ParameterError: no first document is known from one of the days on.
    """
    history = History(store)
    rows: list[tuple[Cell, ...]] = []
    for asking, country in (("vn", "jp"), ("jp", "vn")):
        results = {day: backtest(history, day, country) for day in days}
        for day, found in results.items():
            if not found[0].asked:
                none = _("no first document is known from {day} on; ask of an earlier day")
                raise ParameterError(none.format(day=date_text(day)))
        if len(days) > 1:
            results[gettext_noop("mean")] = [_mean(several) for several in zip(*results.values(), strict=True)]
        for day, found in results.items():
            rows += [(Literal(day), concept[f"country/{asking}"], *_cells(one)) for one in found]
    return Answer(("cutoff", "asking", "method", "asked", *(f"hits_at_{k}" for k in HITS), "reciprocal_rank"), rows)


def _mean(results: Sequence[Result]) -> Result:
    hits = tuple(fmean(column) for column in zip(*(one.hits for one in results), strict=True))
    rank = fmean(one.reciprocal_rank for one in results)
    return Result(results[0].method, sum(one.asked for one in results), hits, rank)


def _cells(one: Result) -> tuple[Cell, ...]:
    figures = (Literal(round(figure, 3)) for figure in (*one.hits, one.reciprocal_rank))
    return (Literal(one.method), Literal(one.asked), *figures)


def first_partners(history: History, day: str, country: str) -> dict[str, set[str]]:
    """Return asker -> those in a country with whom it signed a first document from a day on, by their ids."""
    snapshot = history.on(day_before(day))
    found: dict[str, set[str]] = {}
    for interaction in history.interactions:
        if interaction.form == "Agreement" and interaction.earliest >= day:
            for asker in interaction.parties:
                new = {p for p in interaction.parties if p[:2] == country != asker[:2]} - snapshot.partners(asker)
                if new and asker in snapshot.units:
                    found.setdefault(asker, set()).update(new)
    return dict(sorted(found.items()))


def backtest(history: History, day: str, country: str) -> list[Result]:
    """Return the results of each method for those who look for a partner in a country from a day on.

    Args:
        history: all facts, with the days from which they are known.
        day: everything from it on is hidden.
        country: where the partners are sought: ``jp`` by localities of Vietnam, ``vn`` by those of Japan.
    """
    wanted = first_partners(history, day, country)
    candidates = Candidates(history.on(day_before(day)), country)
    return [_result(name, scorer, wanted, candidates) for name, scorer in _scorers(history, candidates).items()]


def _result(name: str, scorer: Scorer, wanted: dict[str, set[str]], candidates: Candidates) -> Result:
    ranks = []
    for asker, partners in wanted.items():
        open_to = [place for place in candidates.ids if place not in candidates.snapshot.partners(asker)]
        scores = dict(zip(open_to, scorer(asker, open_to), strict=True))
        ordered = sorted(open_to, key=lambda place: (-scores[place], place))
        suggested = (ordered.index(one) + 1 for one in partners if scores.get(one, -math.inf) > -math.inf)
        ranks.append(min(suggested, default=math.inf))
    number = max(len(ranks), 1)
    hits = tuple(sum(rank <= k for rank in ranks) / number for k in HITS)
    return Result(name, len(ranks), hits, sum(1 / rank for rank in ranks) / number)


def _scorers(history: History, candidates: Candidates) -> dict[str, Scorer]:
    """Return name -> method of suggesting."""
    snapshot, day = candidates.snapshot, candidates.snapshot.day
    weights = learned_weights(history, day, candidates.country)

    def suggested(asker: str, places: list[str]) -> list[float]:
        rank = {place: -float(number) for number, place in enumerate(ranked(candidates, asker, weights))}
        return [rank.get(place, -math.inf) for place in places]

    def chance(asker: str, places: list[str]) -> list[float]:
        drawn = random.Random(f"{SEED} {asker}")  # noqa: S311 (no secret)
        return [drawn.random() for _ in places]

    def popularity(asker: str, places: list[str]) -> list[float]:
        return [len(snapshot.partners(place)) for place in places]

    def activity(asker: str, places: list[str]) -> list[float]:
        return [_activity(snapshot, place) + 0.5 * (rank_of(snapshot.units[place].level) == 0) for place in places]

    def large_first(asker: str, places: list[str]) -> list[float]:
        return [_activity(snapshot, place) + 1e6 * (rank_of(snapshot.units[place].level) == 0) for place in places]

    return {
        gettext_noop("suggest"): suggested,
        gettext_noop("random"): chance,
        gettext_noop("popularity"): popularity,
        gettext_noop("activity"): activity,
        gettext_noop("large units first, by activity"): large_first,
        **_link_prediction(snapshot),
    }


def _activity(snapshot: Snapshot, place: str) -> int:
    """Return how many partners a place has, and in how many events and projects it took part."""
    interactions = snapshot.interactions_of.get(place, ())
    return len(snapshot.partners(place)) + sum(interaction.form in {"Event", "Project"} for interaction in interactions)


def _link_prediction(snapshot: Snapshot) -> dict[str, Scorer]:
    """Return networkx's link predictions on the network of documents, projects and shared networks."""
    import networkx as nx

    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(snapshot.units)
    for place, others in snapshot.between.items():
        network.add_edges_from((place, other) for other in others)
    for place, participations_of in snapshot.participations_of.items():
        network.add_edges_from((place, name) for name in participations_of)

    def scorer(measure: str) -> Scorer:
        predict = getattr(nx, measure)
        return lambda asker, places: [float(p) for _, _, p in predict(network, [(asker, place) for place in places])]

    neighbours: Scorer = lambda asker, places: [  # noqa: E731
        float(len(set(nx.common_neighbors(network, asker, place)))) for place in places
    ]
    return {
        gettext_noop("common neighbours"): neighbours,
        gettext_noop("jaccard coefficient"): scorer("jaccard_coefficient"),
        gettext_noop("adamic adar index"): scorer("adamic_adar_index"),
        gettext_noop("preferential attachment"): scorer("preferential_attachment"),
        gettext_noop("resource allocation index"): scorer("resource_allocation_index"),
    }
