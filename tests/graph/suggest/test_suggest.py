"""Whom to approach: the reasons are facts known on the day, the order follows from them, nothing later leaks in."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from conftest import table
from pyoxigraph import Store

from graph.suggest.features import FEATURES, Candidates
from graph.suggest.history import History
from graph.suggest.prose import SuggestionText
from graph.suggest.suggest import Suggestion, ranked, suggestions
from graph.suggest.weights import learned_weights
from loaders.model.geography import kilometres

TODAY = "2026-11-21"
KEYS = {"events": ("event_id", "date"), "ties": ("tie_id", "signed"), "projects": ("project_id", "start"),
        "memberships": ("membership_id", "since"), "network_events": ("event_id", "date")}  # fmt: skip
"""Of each table of facts: the column of the id, the column of the day."""


@pytest.fixture(scope="module")
def history(store: Store) -> History:
    return History(store)


def found(store: Store, place: str, day: str, limit: int = 10, about: str = "") -> list[Suggestion]:
    return suggestions(store, place, day, limit, about)


@pytest.mark.parametrize(
    ("asker", "other", "day"),
    [
        ("jp/hokkaido/asahikawa", "vn/hanoi", "2023-12-31"),
        ("vn/hanoi", "jp/hokkaido/asahikawa", "2023-12-31"),
        ("vn/hanoi", "jp/hokkaido/asahikawa", TODAY),
    ],
)
def test_asahikawa_and_hanoi_find_each_other(store: Store, asker: str, other: str, day: str) -> None:
    """They are two cities of design in one network, and one of them has been to see the other."""
    [suggestion] = [one for one in found(store, asker, day) if one.place == other]
    reasons = {reason.feature: reason for reason in suggestion.reasons}
    assert reasons["designations"].about == ("network/unesco-creative-cities", "design")
    [met] = (row for row in table("events") if row["date"] == "2023-11-08" and row["jp_name"] == "Asahikawa")
    assert reasons["visits"].facts == (f"event/{met['event_id']}",)
    assert suggestion.scheme == "official-relationship"


def test_before_they_met_the_network_alone_spoke_for_it(store: Store) -> None:
    [suggestion] = [one for one in found(store, "jp/hokkaido/asahikawa", "2023-06-30") if one.place == "vn/hanoi"]
    assert "visits" not in {reason.feature for reason in suggestion.reasons}
    assert suggestion.scheme == "intercity-network"


@pytest.mark.parametrize(
    "place", ["vn/ca-mau", "vn/da-nang", "jp/niigata", "jp/hokkaido/asahikawa", "jp/aomori/aomori"]
)
@pytest.mark.parametrize("day", [TODAY, "2025-06-30", "2015-01-01"])
def test_every_suggestion_is_of_the_other_country_and_new(store: Store, history: History, place: str, day: str) -> None:
    partners = history.on(day).partners(place)
    places = [one.place for one in found(store, place, day)]
    assert len(places) == len(set(places)) == 10
    assert all(one[:2] != place[:2] and one not in partners for one in places)
    assert all(one in history.on(day).units for one in places)


@pytest.mark.parametrize("day", [TODAY, "2023-12-31", "2015-01-01"])
def test_every_reason_was_known_on_the_day_and_cites_a_source(store: Store, day: str) -> None:
    rows = {
        row[key]: (row[day_column], row["sources"]) for name, (key, day_column) in KEYS.items() for row in table(name)
    }
    for one in found(store, "vn/da-nang", day) + found(store, "jp/hyogo", day):
        for reason in one.reasons:
            for fact in reason.facts:
                stated, sources = rows[fact.partition("/")[2]]
                assert stated <= day, "a year or month sorts before any day of it"
                assert sources


def test_a_field_narrows_the_choice_to_who_works_on_it(store: Store, history: History) -> None:
    about_water = {f"event/{row['event_id']}" for row in table("events") if "water" in row["fields"].split(";")}
    about_water |= {f"tie/{row['tie_id']}" for row in table("ties") if "water" in row["fields"].split(";")}
    about_water |= {f"project/{row['project_id']}" for row in table("projects") if "water" in row["fields"].split(";")}
    interactions = history.on(TODAY).interactions_of
    all_of_them = [one.place for one in found(store, "jp/niigata", TODAY, limit=1_000)]
    working = [
        place
        for place in all_of_them
        if about_water & {interaction.fact for interaction in interactions.get(place, ())}
    ]
    assert 10 < len(working) < len(all_of_them)
    assert working[:10] != all_of_them[:10]
    assert [one.place for one in found(store, "jp/niigata", TODAY, about="water")] == working[:10]


def test_a_place_without_any_tie_is_told_whom_to_approach(store: Store, history: History) -> None:
    assert not history.on(TODAY).between.get("jp/aomori/aomori")
    assert all(one.programmes for one in found(store, "jp/aomori/aomori", TODAY))


def test_who_could_introduce_works_with_both_or_contains_one_of_them(store: Store, history: History) -> None:
    snapshot, suggested = history.on(TODAY), found(store, "vn/hanoi", TODAY)
    assert any(one.introducers for one in suggested)
    for one in suggested:
        for friend in one.introducers:
            ours = friend in snapshot.between["vn/hanoi"] and friend in snapshot.parent_or_children(one.place)
            theirs = friend in snapshot.between[one.place]
            assert ours or theirs


def test_the_order_is_met_then_joined_then_peers_then_score(history: History) -> None:
    candidates = Candidates(history.on(TODAY), "jp")
    weights = learned_weights(history, TODAY, "jp")
    near, features = candidates.tiers("vn/hanoi"), candidates.features("vn/hanoi")
    keys = [
        (near[row], sum(weights[name] * features[row, column] for column, name in enumerate(FEATURES)))
        for row in map(candidates.index.__getitem__, ranked(candidates, "vn/hanoi", weights))
    ]
    assert [tier for tier, _ in keys] == sorted((tier for tier, _ in keys), reverse=True)
    for (tier, score), (next_tier, next_score) in pairwise(keys):
        assert tier > next_tier or score >= next_score - 1e-9


def test_features_of_nothing_known_are_nothing(history: History) -> None:
    candidates = Candidates(history.on("1985-12-31"), "jp")
    features = candidates.features("vn/ben-tre")
    silent = [
        FEATURES.index(name)
        for name in ("visits", "recent", "projects", "own-hierarchy", "their-hierarchy", "fields", "seeking")
    ]
    assert not features[:, silent].any()


def test_the_same_day_counts_and_the_next_does_not(history: History) -> None:
    visit = date(2023, 11, 8)
    for day, met in ((visit, True), (visit - timedelta(days=1), False)):
        snapshot = history.on(day.isoformat())
        assert ("vn/hanoi" in snapshot.between.get("jp/hokkaido/asahikawa", {})) is met


def test_distances_are_those_of_the_globe() -> None:
    assert kilometres((21.03, 105.85), (35.68, 139.69)) == pytest.approx(3672, rel=0.01)  # Hanoi to Tokyo
    assert kilometres((0, 0), (0, 180)) == pytest.approx(20_015, rel=0.001)


@pytest.mark.parametrize("language", ["en", "vi", "ja"])
def test_it_is_told_in_three_languages(store: Store, language: str) -> None:
    text = str(
        SuggestionText(
            store, "jp/hokkaido/asahikawa", "2023-12-31", found(store, "jp/hokkaido/asahikawa", "2023-12-31"), language
        )
    )
    assert {"en": "Hanoi", "vi": "Thành phố Hà Nội", "ja": "ハノイ市"}[language] in text
    assert {"en": "Both are designated alike", "vi": "cùng mang danh hiệu", "ja": "同じ分野の認定"}[language] in text
    assert "https://dfa.hanoi.gov.vn/" in text
