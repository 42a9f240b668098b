"""The past is asked without its future, and judged by what the tables say came after."""

import math
from collections import defaultdict

import numpy as np
import pytest
from asking import copy
from pyoxigraph import Literal, NamedNode, Quad, Store
from scipy.optimize import minimize

from graph.suggest import weights
from graph.suggest.backtest import HITS, backtest, first_partners
from graph.suggest.calibration import outcomes
from graph.suggest.features import FEATURES, TIERS, Candidates
from graph.suggest.history import History
from graph.suggest.ranking import ranked
from graph.suggest.weights import choices, learned_weights
from loaders.model.dates import day_before
from loaders.model.records import Event, Participant, Project, Source, Tie
from loaders.tables.catalogue import Catalogue
from ontology import concept, coop, dct, graph, org, rdf, schema, thing, xsd

CUTOFF = "2018-01-01"
TIES = graph["ties"]


@pytest.fixture(scope="module")
def history(store: Store) -> History:
    return History(store)


def planted(store: Store, day: str) -> Store:
    """Return the graph with absurd facts of a day, one dated by its source alone, one of no day."""
    made = copy(store)
    absurd = (thing["vn/ca-mau"], thing["jp/tokyo/ogasawara"])
    date = Literal(day, datatype=xsd.date)
    for name, form in (("tie/absurd", coop.Agreement), ("event/absurd", coop.Event), ("project/absurd", coop.Project),
                       ("tie/undated", coop.Exchange), ("tie/dateless", coop.Exchange)):  # fmt: skip
        fact = thing[name]
        made.add(Quad(fact, rdf.type, form, TIES))
        made.add(Quad(fact, coop.firstDay, date, TIES))
        made.add(Quad(fact, coop.field, concept["field/ports"], TIES))
        made.extend(Quad(fact, coop.party, party, TIES) for party in absurd)
        if name.endswith("absurd"):
            made.add(Quad(fact, schema.startDate, date, TIES))
    made.add(Quad(thing["tie/undated"], dct.source, thing["source/absurd"], TIES))
    made.add(Quad(thing["source/absurd"], dct.issued, date, TIES))
    for party in absurd:
        member = thing[f"membership/absurd-{party.value.rpartition('/')[2]}"]
        _member(made, member, party, date)
    return made


def _member(made: Store, member: NamedNode, party: NamedNode, date: Literal) -> None:
    made.add(Quad(member, rdf.type, coop.Membership, TIES))
    made.add(Quad(member, org.organization, thing["network/citynet"], TIES))
    made.add(Quad(member, coop.party, party, TIES))
    made.add(Quad(member, coop.firstDay, date, TIES))
    made.add(Quad(member, schema.startDate, date, TIES))


def predicted(store: Store, cutoff: str) -> dict[str, list[str]]:
    """Return the weights learned and the order suggested for places of both countries."""
    history, made = History(store), {}
    for country, askers in (("jp", ("vn/ca-mau", "vn/hanoi")), ("vn", ("jp/tokyo/ogasawara", "jp/osaka"))):
        candidates, learned = (
            Candidates(history.on(day_before(cutoff)), country),
            learned_weights(history, day_before(cutoff), country),
        )
        made[country] = [f"{name} {weight!r}" for name, weight in learned.items()]
        made |= {asker: ranked(candidates, asker, learned) for asker in askers}
    return made


@pytest.fixture(scope="module")
def real(store: Store) -> dict[str, list[str]]:
    """What is learned and suggested by the real facts before the cutoff."""
    return predicted(store, CUTOFF)


def test_nothing_after_the_cutoff_leaks(store: Store, real: dict[str, list[str]]) -> None:
    assert predicted(planted(store, CUTOFF), CUTOFF) == real


def test_before_the_cutoff_the_same_facts_would_have_counted(store: Store, real: dict[str, list[str]]) -> None:
    assert predicted(planted(store, day_before(CUTOFF)), CUTOFF)["vn/ca-mau"] != real["vn/ca-mau"]


def test_a_year_is_known_only_when_it_is_over(history: History) -> None:
    interaction = next(
        interaction
        for interaction in history.interactions
        if interaction.known_from == f"{interaction.earliest[:4]}-12-31"
    )
    assert interaction not in history.on(day_before(interaction.known_from)).interactions
    assert interaction in history.on(interaction.known_from).interactions


def documents(catalogue: Catalogue) -> list[tuple[str, str, str, str]]:
    """Return the documents: the Vietnamese party, the Japanese one, the first possible day, the day known by.

    One without a date has no first day, and is known once a source has spoken of it.
    """
    return [
        (row.places["vn"], row.places["jp"], row.signed.earliest if row.signed else "", known_by(row, catalogue))
        for row in catalogue.of(Tie)
        if row.kind != "exchange"
    ]


def known_by(row: Tie | Project, catalogue: Catalogue) -> str:
    """Return the last day that the date of a fact allows, or that of the earliest of its sources."""
    published = {source.source_id: source.date for source in catalogue.of(Source)}
    stated = row.signed if isinstance(row, Tie) else row.start
    dated = [one.latest for one in ([stated] if stated else map(published.get, row.sources)) if one]
    return min(dated, default="9999")


@pytest.mark.parametrize("cutoff", ["2015-01-01", "2018-01-01", "2021-01-01"])
def test_who_is_asked_for_is_who_found_a_new_partner(history: History, catalogue: Catalogue, cutoff: str) -> None:
    signed = documents(catalogue)
    before = {(vietnam, japan) for vietnam, japan, _, last in signed if last < cutoff}
    wanted = defaultdict(set)
    for vietnam, japan, first, _ in signed:
        if first >= cutoff and (vietnam, japan) not in before:
            wanted[vietnam].add(japan)
    assert first_partners(history, cutoff, "jp") == wanted


def test_popularity_and_activity_are_counted_from_the_tables(history: History, catalogue: Catalogue) -> None:
    """The rules beside the suggestions, and how all are judged, once more in plain Python."""
    signed = documents(catalogue)
    before = {(vietnam, japan) for vietnam, japan, _, last in signed if last < CUTOFF}
    interactions = [(row.places.get("jp"), row.date.latest) for row in catalogue.of(Event)]
    starts = {row.project_id: known_by(row, catalogue) for row in catalogue.of(Project)}
    interactions += [(row.places["participant"], starts[row.project_id]) for row in catalogue.of(Participant)]
    popular, active = defaultdict(float), defaultdict(float)
    for _, japan in before:
        popular[japan] += 1
        active[japan] += 1
    for place, when in interactions:
        if when < CUTOFF:
            active[place] += 1
    places = history.on(day_before(CUTOFF)).candidates("jp")
    for place in places:
        active[place] += 0.5 * (place.count("/") == 1)
    results = {result.method: result for result in backtest(history, CUTOFF, "jp")}
    for method, count in (("popularity", popular), ("activity", active)):
        ranks = []
        for asker, partners in first_partners(history, CUTOFF, "jp").items():
            open_to = sorted((p for p in places if (asker, p) not in before), key=lambda p: (-count[p], p))
            ranks.append(min((open_to.index(p) + 1 for p in partners if p in open_to), default=math.inf))
        assert results[method].asked == len(ranks)
        assert results[method].hits == pytest.approx([sum(r <= k for r in ranks) / len(ranks) for k in HITS])
        assert results[method].reciprocal_rank == pytest.approx(sum(1 / r for r in ranks) / len(ranks))


def test_asking_twice_gives_the_same(store: Store) -> None:
    first, second = (backtest(History(store), CUTOFF, "vn") for _ in range(2))
    assert first == second


@pytest.mark.parametrize("country", ["vn", "jp"])
def test_the_weights_are_the_most_likely_ones(history: History, country: str) -> None:
    """Held against scipy's optimiser and a likelihood written out choice by choice."""
    made = choices(history, day_before(CUTOFF), country)

    prior = np.array([weights.PRIOR.get(name, 0.0) for name in FEATURES])
    free = [name.startswith("level") or name == "counterparts" for name in FEATURES]

    def negative_log_likelihood(given: np.ndarray) -> float:
        value = weights.PRECISION * sum((given - prior) ** 2) / 2
        for choice in made:
            scores = choice.features @ given
            total = math.log(choice.counts @ np.exp(scores - scores.max()))
            value -= choice.weight * (scores[choice.chosen] - scores.max() - total)
        return value

    ours = np.array(list(learned_weights(history, day_before(CUTOFF), country).values()))
    bounds = [(None, None) if one else (0, None) for one in free]
    theirs = minimize(negative_log_likelihood, ours + 0.01, method="SLSQP", bounds=bounds)
    assert negative_log_likelihood(ours) <= theirs.fun + 1e-6
    assert all(weight >= 0 for weight, one in zip(ours, free, strict=True) if not one)


def test_what_became_of_suggestions_is_counted_from_the_tables(history: History, catalogue: Catalogue) -> None:
    """Once more in plain Python: the first ten of each who asks on five days, beside the documents of the tables."""
    signed = documents(catalogue)
    counted = dict.fromkeys(TIERS, (0, 0))
    for year in (2005, 2010):
        cutoff, before = f"{year}-01-01", f"{year - 1}-12-31"
        candidates, learned = Candidates(history.on(before), "vn"), learned_weights(history, before, "vn")
        known = candidates.snapshot
        then = {(japan, vietnam) for vietnam, japan, first, last in signed
                if cutoff <= first < f"{year + 5}-01-01" and last <= "2015-06-30"}  # fmt: skip
        for asker in known.units:
            if asker.startswith("jp/") and (asker in known.interactions_of or asker in known.participations_of):
                tiers = candidates.tiers(asker)
                for place in ranked(candidates, asker, learned)[:10]:
                    tier = TIERS[tiers[candidates.ids.index(place)]]
                    suggested, came = counted[tier]
                    counted[tier] = (suggested + 1, came + ((asker, place) in then))
    found = outcomes(history, "2015-06-30", "vn")
    assert sum(suggested for suggested, _ in counted.values()) > 500
    earlier = outcomes(history, "2005-06-30", "vn")  # of 2000 alone: what 2005 and 2010 add is what is left
    assert {tier: (one.suggested - earlier[tier].suggested) for tier, one in found.items()} == {
        tier: suggested for tier, (suggested, _) in counted.items()
    }
    assert {tier: one.signed for tier, one in found.items()} == {tier: came for tier, (_, came) in counted.items()}
