"""Whom to approach: the reasons are facts known on the day, the order follows from them, nothing later leaks in."""

import json
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import oracle
import pytest
from conftest import table
from pyoxigraph import Store

from graph.store.folder import belongs_to
from graph.suggest import learnt
from graph.suggest.calibration import outcomes
from graph.suggest.features import FEATURES, Candidates
from graph.suggest.history import History, Interaction, Snapshot
from graph.suggest.prose import SuggestionText
from graph.suggest.ranking import ranked
from graph.suggest.suggest import Suggestion, by_field, suggestions
from graph.suggest.weights import FLOOR, PRIOR, learned_weights, some
from loaders.model.dates import PartialDate
from loaders.model.geography import kilometres

TODAY = "2026-11-21"
LIKE = {"alike", "strong", "vietnamese", "japanese"}
"""How the names of the reasons by profiles begin."""
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
    published = {row["source_id"]: row["date"] for row in table("sources")}
    for site in table("sites"):  # one without a day is known from that of a source on
        since = site["since"] or min(published[source] for source in site["sources"].split(";"))
        rows[site["site_id"]] = (since, site["sources"])
    for row in table("observations"):
        for source in row["sources"].split(";"):
            rows[f"{row['locality']}/{row['date']}/{source}"] = (row["date"], source)
    for one in found(store, "vn/da-nang", day) + found(store, "jp/hyogo", day):
        assert one.reasons
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


@pytest.mark.parametrize("place", ["vn/da-nang", "jp/niigata/sanjo", "jp/kanagawa"])
def test_what_contains_a_locality_is_told_from_what_it_contains(store: Store, place: str) -> None:
    told = set()
    for one in found(store, place, TODAY):
        lines = SuggestionText(store, place, TODAY, [one], "vi").reasons(one, cite=False)
        for reason, line in zip(one.reasons, lines, strict=True):
            if reason.feature.endswith("hierarchy"):
                whose = oracle.state_on(place if reason.feature == "own-hierarchy" else one.place, TODAY)
                above = bool(whose and {whose.part_of} == {*reason.about})
                assert ("trực thuộc" in line) == above != (", thuộc " in line)
                told.add(above)
    assert told


def test_the_order_is_met_then_joined_then_score(history: History) -> None:
    candidates = Candidates(history.on(TODAY), "jp")
    weights = learned_weights(history, TODAY, "jp")
    near, features = candidates.tiers("vn/hanoi"), candidates.features("vn/hanoi")
    keys = [
        (near[row], sum(weights[name] * features[row, column] for column, name in enumerate(FEATURES)))
        for row in map(candidates.index.__getitem__, ranked(candidates, "vn/hanoi", weights))
    ]
    assert len({tier for tier, _ in keys}) == 3
    assert [tier for tier, _ in keys] == sorted((tier for tier, _ in keys), reverse=True)
    for (tier, score), (next_tier, next_score) in pairwise(keys):
        assert tier > next_tier or score >= next_score - 1e-9


def test_features_of_nothing_known_are_nothing(history: History) -> None:
    candidates = Candidates(history.on("1985-12-31"), "jp")
    features = candidates.features("vn/ben-tre")
    silent = [
        FEATURES.index(name)
        for name in ("visits", "projects", "own-hierarchy", "their-hierarchy", "their-neighbours", "fields")
    ]
    assert not features[:, silent].any()


def visited(history: History, days: list[str], *places: str) -> Candidates:
    """Return the candidates of Japan after events between some localities on some days."""
    known = history.on(TODAY)
    events = [Interaction(f"event/{day}", "Event", day, day, places, ()) for day in days]
    done, parts = [*known.interactions, *events], known.participations
    return Candidates(Snapshot(TODAY, known.units, done, parts, known.holders, known.locate), "jp")


LEARNT = {name: PRIOR.get(name, 0.0) for name in FEATURES}


def test_one_old_visit_to_its_prefecture_is_not_enough(history: History) -> None:
    """Kofu in Tottori has no network and has met nobody; Ca Mau has never been to Tottori."""
    town = "jp/tottori/kofu"
    assert not {town, "jp/tottori"} & history.on(TODAY).between.get("vn/ca-mau", {}).keys()
    old = visited(history, ["2004-05-01"], "vn/ca-mau", "jp/tottori")
    assert old.features("vn/ca-mau")[old.index[town]][FEATURES.index("their-hierarchy")] > 0
    assert town not in ranked(old, "vn/ca-mau", LEARNT)
    many = visited(history, [f"2026-0{month}-01" for month in range(1, 9)], "vn/ca-mau", "jp/tottori")
    assert town in ranked(many, "vn/ca-mau", LEARNT)


def test_one_visit_long_ago_puts_nobody_before_others_and_one_of_late_does(history: History) -> None:
    town = "jp/tottori/kofu"
    for day, tier in (("2026-05-01", 2), ("2011-12-01", 2), ("2011-10-01", 0)):
        candidates = visited(history, [day], "vn/ca-mau", town)
        assert candidates.tiers("vn/ca-mau")[candidates.index[town]] == tier, day


@pytest.mark.parametrize("place", ["vn/ca-mau", "vn/da-nang", "jp/aomori/aomori"])
def test_what_is_suggested_has_enough_that_speaks_for_it(store: Store, history: History, place: str) -> None:
    candidates = Candidates(history.on(TODAY), "jp" if place.startswith("vn") else "vn")
    for one in found(store, place, TODAY, limit=1_000):
        row = dict(zip(FEATURES, candidates.features(place)[candidates.index[one.place]], strict=True))
        said = {name: value for name, value in row.items() if not name.startswith(("level", "counterparts"))}
        assert sum(PRIOR.get(name, 0) * value for name, value in said.items()) >= FLOOR
        assert one.reasons


def test_what_is_of_the_two_is_told_first_then_likenesses_then_others_and_last_what_is_old(store: Store) -> None:
    days = {row["event_id"]: row["date"] for row in table("events")}
    days |= {row["tie_id"]: row["signed"] for row in table("ties")}
    days |= {row["project_id"]: row["start"] for row in table("projects")}
    of_both, seen = {"visits", "projects", "networks", "designations", "fields"}, []
    for place in ("vn/da-nang", "vn/hue", "jp/hyogo"):
        for one in found(store, place, TODAY, limit=60):
            groups = []
            for reason in one.reasons:
                done = [days[fact.partition("/")[2]] for fact in reason.facts if fact.partition("/")[2] in days]
                if not done or all(done):  # who has no date counts from that of a source
                    old = bool(done) and max(PartialDate(day).latest for day in done) < "2011-11-21"
                    groups.append(3 if old else 0 if reason.feature in of_both else 1 if "-" in reason.feature
                                  and reason.feature.partition("-")[0] in LIKE else 2)  # fmt: skip
            assert groups == sorted(groups), one
            seen += groups
    assert {*seen} == {0, 1, 2, 3}


def test_ports_airports_and_residents_are_those_of_the_tables(store: Store) -> None:
    """Da Nang has a seaport and an airport; where a candidate has one, or many Vietnamese, that is told."""
    sites = table("sites")
    for one in found(store, "vn/da-nang", TODAY, limit=40):
        given = {reason.feature: reason for reason in one.reasons}
        there = {row["site_id"] for row in sites if row["kind"] == "seaport"
                 if any(f"{place}/".startswith(f"{one.place}/") for place in row["localities"].split(";"))}  # fmt: skip
        assert ("alike-seaport" in given) == bool(there)
        if there:
            ours, theirs = given["alike-seaport"].facts
            assert ours == "site/seaport-da-nang"
            assert theirs.removeprefix("site/") in there
        counted = [row for row in table("observations") if row["locality"] == one.place and row["vietnamese_residents"]]
        newest = max(counted, key=lambda row: row["date"], default=None)
        many = newest and int(newest["vietnamese_residents"]) >= 1_000
        assert (given["vietnamese-residents"].number if "vietnamese-residents" in given else None) == (
            int(newest["vietnamese_residents"]) if newest and many else None
        )


@pytest.mark.parametrize(("place", "who"), [("vn/da-nang", "localities-vn"), ("jp/hyogo", "localities-jp")])
def test_only_programmes_that_the_asker_can_apply_for_are_told_with_their_call(
    store: Store, place: str, who: str
) -> None:
    open_to = {f"programme/{row['programme_id']}" for row in table("programmes") if who in row["open_to"].split(";")}
    [one, *_] = suggested = found(store, place, TODAY)
    assert one.programmes
    assert set(one.programmes) <= open_to
    texts = SuggestionText(store, place, TODAY, suggested, "en")
    line = texts.programmes(one)
    assert (
        line.count("call known)")
        + line.count("open until")
        + line.count("next call from")
        + line.count("(ongoing without calls)")
        == 3
    )


def test_how_often_that_came_true_is_told_with_its_number(store: Store, history: History) -> None:
    suggested = found(store, "jp/hokkaido/asahikawa", "2015-12-31")
    expected = outcomes(history, "2015-12-31", "vn")
    for language, ending in (("en", "signed within five years"), ("vi", "trong vòng năm năm"), ("ja", "件")):
        texts = SuggestionText(store, "jp/hokkaido/asahikawa", "2015-12-31", suggested, language)
        for one in suggested:
            said = texts.outcome(one)
            assert said.endswith(ending)
            numbers = said.replace(",", "").replace(".", "")
            assert f"{expected[one.tier].suggested}" in numbers
            assert f"{expected[one.tier].signed}" in numbers


def test_each_field_names_the_first_who_have_worked_on_it(store: Store) -> None:
    fields = by_field(store, "jp/niigata", TODAY, 3)
    assert len(fields) > 10
    for about in ("water", "tourism", "agriculture"):
        assert fields[about] == [one.place for one in found(store, "jp/niigata", TODAY, 3, about)]


def test_what_a_build_keeps_is_what_would_be_learnt_and_only_of_its_days(store: Store, tmp_path: Path) -> None:
    """What is kept is marked, so that it is seen where it is used."""
    learnt.keep(store, tmp_path)
    kept = json.loads((tmp_path / learnt.FILE).read_text("utf-8"))
    assert kept["weights"]["jp"] == learned_weights(History(store), kept["last"], "jp")
    signed = [row["signed"] for row in table("ties") if row["kind"] != "exchange" and row["signed"]]
    assert kept["first"] == max(f"{date.today().year}-01-01", *(day for day in signed if len(day) == 10))
    assert kept["first"] <= date.today().isoformat() <= kept["last"]
    empty = Store()
    belongs_to(empty, tmp_path)
    kept["weights"]["jp"]["visits"] = 99.0
    (tmp_path / learnt.FILE).write_text(json.dumps(kept), "utf-8")
    assert learnt.weights_on(empty, kept["first"], "jp")["visits"] == 99
    assert learnt.weights_on(empty, kept["last"], "jp")["visits"] == 99
    assert learnt.weights_on(empty, "2004-12-31", "jp") == LEARNT, "nothing is known there but the prior"


def test_the_same_day_counts_and_the_next_does_not(history: History) -> None:
    visit = date(2023, 11, 8)
    for day, met in ((visit, True), (visit - timedelta(days=1), False)):
        snapshot = history.on(day.isoformat())
        assert ("vn/hanoi" in snapshot.between.get("jp/hokkaido/asahikawa", {})) is met


def test_distances_are_those_of_the_globe() -> None:
    assert kilometres((21.03, 105.85), (35.68, 139.69)) == pytest.approx(3672, rel=0.01)  # Hanoi to Tokyo
    assert kilometres((0, 0), (0, 180)) == pytest.approx(20_015, rel=0.001)


def test_what_is_the_same_for_all_is_said_once(store: Store) -> None:
    suggested = found(store, "vn/da-nang", TODAY)
    texts = SuggestionText(store, "vn/da-nang", TODAY, suggested, "en")
    said = [texts.programmes(one) for one in suggested]
    most = max(said, key=said.count)
    assert said.count(most) > 1
    assert str(texts).count(most) == 1
    assert all(str(texts).count(other) >= 1 for other in said)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "in exchange already"), ("vi", "nâng quan hệ lên thỏa thuận"), ("ja", "交流あり: 協定等の締結へ")],
)
def test_of_those_in_exchange_already_it_says_so_beside_the_name(store: Store, language: str, said: str) -> None:
    exchanges = {pair for tie in oracle.ties() if tie.form == "Exchange" for pair in tie.between(TODAY)}
    suggested = found(store, "vn/da-nang", TODAY)
    texts = SuggestionText(store, "vn/da-nang", TODAY, suggested, language)
    told = [one.place for one in suggested if said in texts.raised(one)]
    assert told == [one.place for one in suggested if ("vn/da-nang", one.place) in exchanges]
    assert told
    assert len(re.findall(f"^ ?\\d+  .* – .*{said}", str(texts), re.MULTILINE)) == len(told)


@pytest.mark.parametrize(
    ("language", "title", "reason"),
    [
        ("en", "Possible partners of Da Nang on water", "It has worked on water"),
        ("vi", "Gợi ý đối tác cho Thành phố Đà Nẵng về cấp thoát nước", "Địa phương này đã hợp tác về cấp thoát nước"),
        ("ja", "ダナン市の交流・協力先の候補(上下水道・水環境の分野)", "上下水道・水環境の分野で協力実績あり"),
    ],
)
def test_the_field_asked_for_is_in_the_title_and_the_first_reason_of_each(
    store: Store, history: History, language: str, title: str, reason: str
) -> None:
    suggested = found(store, "vn/da-nang", TODAY, about="water")
    texts = SuggestionText(store, "vn/da-nang", TODAY, suggested, language, about="water")
    assert str(texts).startswith(title)
    work = history.on(TODAY).interactions_of
    for one in suggested:
        assert next(texts.reasons(one)).startswith(reason)
        assert {*one.reasons[0].facts} == {done.fact for done in work[one.place] if "water" in done.fields}


def test_no_airport_far_from_a_town_speaks_for_it(store: Store) -> None:
    """Of the airports of its prefecture, it is the one named after it: Naha's is not that of Aguni."""
    for one in found(store, "vn/da-nang", TODAY, limit=150):
        for reason in one.reasons:
            if reason.feature == "alike-airport":
                assert "site/airport-agj" not in reason.facts or one.place == "jp/okinawa"
                if one.place == "jp/okinawa/naha":
                    assert reason.facts[1] == "site/airport-oka"


@pytest.mark.parametrize(
    ("language", "listed", "joined"),
    [
        ("en", "Both are listed or designated in UNESCO World Heritage", r"Both have taken part in [^:]*UNESCO|member"),
        (
            "vi",
            "Cả hai đều được ghi danh, công nhận trong Di sản thế giới",
            r"đã từng tham gia [^:]*(Di sản|sinh quyển)",
        ),
        ("ja", "共に世界遺産の登録・認定あり", r"共に(世界遺産|生物圏)[^:]*に参加|世界遺産: 会員"),
    ],
)
def test_nobody_takes_part_in_a_designation_or_is_its_member(
    store: Store, language: str, listed: str, joined: str
) -> None:
    texts = SuggestionText(store, "vn/da-nang", TODAY, found(store, "vn/da-nang", TODAY), language)
    [gunma] = [one for one in found(store, "vn/da-nang", TODAY) if one.place == "jp/gunma"]
    lines = [*texts.reasons(gunma)]
    assert any(line.startswith(listed) for line in lines)
    of_networks = [line for line, reason in zip(lines, gunma.reasons, strict=True) if reason.feature == "networks"]
    assert of_networks
    assert not any(re.search(joined, line) for line in of_networks)


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


@pytest.mark.parametrize(
    ("language", "asks", "expected"),
    [
        ("en", "jp/niigata/niigata", {"Hanoi (centrally-run city)", "Ho Chi Minh City (centrally-run city)"}),
        ("en", "vn/da-nang", {"Kanagawa Prefecture", "Kitakyushu (designated city)"}),
        ("vi", "jp/niigata/niigata", {"Thành phố Hà Nội", "Thành phố Hồ Chí Minh"}),
        ("vi", "vn/da-nang", {"Tỉnh Kanagawa", "Thành phố Kitakyushu"}),
        ("ja", "jp/niigata/niigata", {"ハノイ市", "ホーチミン市"}),
        ("ja", "vn/da-nang", {"神奈川県", "北九州市"}),
    ],
)
def test_the_level_of_whom_is_suggested_is_said_once(
    store: Store, language: str, asks: str, expected: set[str]
) -> None:
    text = str(SuggestionText(store, asks, TODAY, found(store, asks, TODAY, 60), language))
    assert expected <= {line.strip() for line in re.findall(r"^ ?\d+  (.*?)(?: – .*)?$", text, re.MULTILINE)}


def test_where_nothing_is_kept_who_asks_first_has_it_learnt_and_kept(store: Store, tmp_path: Path) -> None:
    again = Store()
    again.bulk_extend(store)
    belongs_to(again, tmp_path)
    assert learnt.weights_on(again, TODAY, "jp") == learnt.weights_on(store, TODAY, "jp")
    assert set(json.loads((tmp_path / learnt.FILE).read_text("utf-8"))) == {"first", "last", "weights", "outcomes"}


def test_of_many_documents_evenly_chosen_ones_are_learnt_from() -> None:
    assert list(some(range(10), 10)) == list(range(10))
    assert list(some(range(10), 4)) == [0, 3, 6, 9]
    assert list(some([], 4)) == []
    assert max(len(some(range(number), 400)) for number in range(1, 2000)) == 400
