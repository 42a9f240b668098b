"""What is new: facts by the day on which they happened and by the day on which they entered, as the tables have it."""

from collections import Counter

import oracle
import pytest
from conftest import SITE_DAY, run_coop, spreadsheet
from oracle import first_day, last_day
from pyoxigraph import Literal, Quad, Store

from graph.ask.labels import short
from graph.brief.news import NewsItem, entered, entered_by_day, happened, news
from ontology import coop, dct, graph, rdf, thing

PLACE = "jp/niigata/sanjo"
COUNTED = {
    "allocations": "Allocation", "networks": "Network", "programmes": "Programme", "calls": "Call", "funders": "Funder",
    "offices": "ContactOffice", "claims": "Claim", "sources": "Source", "projects": "Project",
    "memberships": "Membership", "events": "Event", "network_events": "NetworkEvent",
}  # fmt: skip
"""Table -> the class of its rows, where they have but one."""


def expected(day: str) -> set[tuple[str, str, str]]:
    """The id of each fact known by a day, when it happened, when it entered."""
    known = [
        (one.id, one.since or "", one.recorded)
        for one in (*oracle.ties(), *oracle.projects(), *oracle.memberships(), *oracle.events())
        if one.valid_from <= day
    ]
    known += [
        (f"network-event/{row['event_id']}", row["date"], row["added"])
        for row in oracle.table("network_events")
        if first_day(row["date"]) <= day
    ]
    return {(fact, on, late if late <= day else "") for fact, on, late in known}


@pytest.fixture(scope="module")
def found(store: Store) -> list[NewsItem]:
    """The news of the site's day."""
    return news(store, SITE_DAY)


@pytest.mark.parametrize("day", [SITE_DAY, "2026-11-21", "2020-06-30"])
def test_the_news_are_the_facts_of_the_tables_with_both_days(store: Store, day: str) -> None:
    assert {(short(one.fact), one.date, one.entered) for one in news(store, day)} == expected(day)


def test_what_happened_last_comes_first_and_what_has_no_day_not_at_all(found: list[NewsItem]) -> None:
    dates = [one.date for one in happened(found)]
    assert dates == sorted(dates, reverse=True)
    assert Counter(dates) == Counter(on for _, on, _ in expected(SITE_DAY) if on)
    since = happened(found, "2026-06-15")
    assert {one.date for one in since} == {on for on in dates if last_day(on) >= "2026-06-15"}


def test_what_entered_on_the_same_day_stands_by_the_day_on_which_it_happened(found: list[NewsItem]) -> None:
    ordered = [(one.entered, one.date) for one in entered(found)]
    assert ordered == sorted(ordered, reverse=True)
    assert Counter(late for late, _ in ordered) == Counter(late for _, _, late in expected(SITE_DAY))
    assert {one.entered for one in entered(found, "2026-11-22")} == {"2026-11-29"}


def test_nothing_had_entered_before_it_did(store: Store) -> None:
    assert entered(news(store, "2020-06-30")) == []
    assert entered_by_day(store, "2020-06-30") == []


def test_what_does_not_say_when_it_entered_did_so_with_its_data_set() -> None:
    store, tie, own = Store(), thing["tie/a"], graph["own-list"]
    store.extend([Quad(tie, rdf.type, coop.Exchange, own), Quad(tie, coop.firstDay, Literal("2020-01-01"), own),
                  Quad(own, dct.issued, Literal("2026-05"), own)])  # fmt: skip
    assert [(one.date, one.entered) for one in news(store, SITE_DAY)] == [("", "2026-05-31")]
    assert [(one.date, one.entered) for one in news(store, "2026-05-30")] == [("", "")]


def test_how_much_entered_on_which_day_is_counted_by_kind(store: Store) -> None:
    counted = {(on, short(form).removeprefix("coop:")): number for on, form, number in entered_by_day(store, SITE_DAY)}
    rows = Counter((row["added"], kind) for table, kind in COUNTED.items() for row in oracle.table(table))
    kinds = Counter(
        (row["added"], "Exchange" if row["kind"] == "exchange" else "Agreement") for row in oracle.table("ties")
    )
    assert {pair: number for pair, number in counted.items() if pair[1] != "Source"} == {
        pair: number for pair, number in (rows | kinds).items() if pair[1] != "Source"
    }
    days = [on for on, _, _ in entered_by_day(store, SITE_DAY)]
    assert days == sorted(days, reverse=True)


def test_the_news_of_a_place_are_of_what_it_holds(store: Store, found: list[NewsItem]) -> None:
    ours = {short(one.fact) for one in news(store, SITE_DAY, thing[PLACE])}
    rows = [row for row in oracle.table("ties") if row["jp_name"] == "Sanjo"]
    assert rows
    assert {f"tie/{row['tie_id']}" for row in rows} <= ours
    inherited = {short(one.fact) for one in news(store, SITE_DAY, thing["vn/ho-chi-minh-city"])}
    assert "tie/ba-ria-vung-tau--sanjo--mou--2017" in inherited & ours


# --- on the command line ----------------------------------------------------------------------------------------------


def test_the_command_lists_the_newest_and_says_how_many_there_are(folder: str) -> None:
    done = run_coop("news", "--as-of", SITE_DAY, "--store", folder, "--format", "csv", "--limit", 5)
    rows = spreadsheet(done.out)
    dates = sorted((on for _, on, _ in expected(SITE_DAY) if on), reverse=True)
    assert [row["date"] for row in rows] == dates[:5]
    assert f"{len(dates):,}" in done.err


def test_the_command_asks_by_entry_of_one_place_since_a_day(folder: str) -> None:
    done = run_coop("news", "Ehime prefecture", "--by", "entered", "--since", "2026-11-22", "--as-of", SITE_DAY,
                    "--store", folder, "--format", "csv", "--limit", 100)  # fmt: skip
    rows = spreadsheet(done.out)
    assert "tie/vinh-long--ehime--mou--2026" in {row["fact_id"] for row in rows}
    assert {row["entered"] for row in rows} == {"2026-11-29"}
    assert all("jp/ehime" in row["japan_id"].split(";") for row in rows)


@pytest.mark.parametrize(("language", "title"), [("vi", "Dữ liệu mới nhập"), ("ja", "最近登録された情報")])
def test_for_people_it_is_in_their_language(folder: str, language: str, title: str) -> None:
    done = run_coop("news", "--by", "entered", "--limit", 3, "--store", folder, "--as-of", SITE_DAY, "--lang", language)
    assert done.out.startswith(title)
