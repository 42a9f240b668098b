"""Dates ahead: anniversaries every five years, ends of terms and projects, at the precision known."""

from collections.abc import Iterator
from datetime import date

import oracle
import pytest
from conftest import SITE_DAY, run_coop, spreadsheet
from oracle import first_day, last_day
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.ask.labels import short
from graph.brief.calendar import MONTHS, DateAhead, dates_ahead
from graph.brief.calendar_text import CalendarText
from ontology import concept, coop, rdf, schema, thing

PARTNERSHIPS = {"sister-city", "twin-city", "friendship-city", "friendship-cooperation"}
DAYS = (SITE_DAY, "2024-02-29", "2015-01-31")

Known = tuple[str, str, int, str]
"""A date, its occasion, the years, the id of the fact."""


def told(ahead: list[DateAhead]) -> set[Known]:
    return {(one.date, one.occasion, one.years, short(one.fact)) for one in ahead}


# --- by the tables, in plain Python -----------------------------------------------------------------------------------


def known(kind: str, day: str) -> dict[str, oracle.Row]:
    """The rows of the ties or projects that are known by a day, by their ids."""
    from_day = {one.id: one.valid_from for one in (*oracle.ties(), *oracle.projects())}
    rows = {row[f"{kind}_id"]: row for row in oracle.table(f"{kind}s")}
    return {name: row for name, row in rows.items() if from_day[f"{kind}/{name}"] <= day}


def going_on(tie: str, ties: dict[str, oracle.Row], day: str) -> bool:
    """Whether a document, or one that follows it, is neither replaced nor stated to have ended."""
    after = [one for one, row in ties.items() if row["follows"] == tie]
    replaced = any(ties[one]["follows_as"] in {"renews", "upgrades"} for one in after)
    over = ties[tie]["ended"] and last_day(ties[tie]["ended"]) <= day
    return bool(not replaced and not over) or any(going_on(one, ties, day) for one in after)


def anniversaries(day: str, last: str) -> Iterator[Known]:
    ties = known("tie", day)
    for tie, row in ties.items():
        begun, before = row["signed"] or row["since"], ties.get(row["follows"])
        renewed = before and not (
            row["follows_as"] == "upgrades" or (row["kind"] in PARTNERSHIPS and before["kind"] not in PARTNERSHIPS)
        )
        if begun and not renewed and going_on(tie, ties, day):
            for years in range(5, 100, 5):
                when = f"{int(begun[:4]) + years}{begun[4:]}"
                if last_day(when) >= day and first_day(when) <= last:
                    yield when, "anniversary", years, f"tie/{tie}"


def ends(day: str, last: str) -> Iterator[Known]:
    ties = known("tie", day)
    followed = {row["follows"] for row in ties.values()}
    for tie, row in ties.items():
        over = row["ended"] and last_day(row["ended"]) <= day
        if row["expires"] and tie not in followed and not over:
            yield row["expires"], "end of term", 0, f"tie/{tie}"
    for project, row in known("project", day).items():
        come = day < first_day(row["end"] or oracle.NEVER) <= date.today().isoformat()  # nobody knew by the day
        if row["end"] and not come:
            yield row["end"], "end of project", 0, f"project/{project}"


@pytest.mark.parametrize("day", DAYS)
def test_what_is_ahead_is_what_the_tables_say(store: Store, day: str) -> None:
    last = f"{int(day[:4]) + 2}{day[4:]}" if not day.endswith("02-29") else f"{int(day[:4]) + 2}-02-28"
    expected = set(anniversaries(day, last))
    assert len(expected) > 10
    expected |= {one for one in ends(day, last) if last_day(one[0]) >= day and first_day(one[0]) <= last}
    assert told(dates_ahead(store, day)) == expected


def test_the_next_comes_first_and_fewer_months_hold_fewer_dates(store: Store) -> None:
    two_years, half_a_year = dates_ahead(store, SITE_DAY), dates_ahead(store, SITE_DAY, 6)
    dates = [one.date for one in two_years]
    assert [last_day(one) for one in dates] == sorted(map(last_day, dates))
    assert dates.index("2027-12-05") < dates.index("2027") < dates.index("2028-02-20")
    assert {one.date[:4] for one in half_a_year} == {"2026", "2027"}
    assert set(half_a_year) < set(two_years)


def test_a_tie_is_told_of_who_signed_it_and_of_who_holds_it(store: Store) -> None:
    def of(place: str, other: str = "") -> set[Known]:
        return told(dates_ahead(store, SITE_DAY, MONTHS, *(thing[one] for one in (place, other) if one)))

    signed = ("2027-12-05", "anniversary", 10, "tie/ba-ria-vung-tau--sanjo--mou--2017")
    assert signed in of("jp/niigata/sanjo")
    assert signed in of("vn/ba-ria-vung-tau")
    assert signed in of("vn/ho-chi-minh-city", "jp/niigata/sanjo") == of("vn/ba-ria-vung-tau", "jp/niigata/sanjo")
    assert not of("jp/niigata/sanjo", "vn/da-nang")


# --- what counts, on documents made up for it -------------------------------------------------------------------------


def document(
    name: str, signed: str, kind: str = "mou", expires: str = "", ended: str = "", form: NamedNode = coop.Agreement,
    **earlier: str,
) -> list[Quad]:  # fmt: skip
    """A document; ``renews="a"`` says which earlier one it follows, and how."""
    node = thing[f"tie/{name}"]
    said = [(rdf.type, form), (coop.kind, concept[f"agreement-kind/{kind}"]),
            (coop.firstDay, Literal(first_day(signed) if signed else "2001-01-01"))]  # fmt: skip
    said += [(schema.startDate, Literal(signed))] if signed else []
    said += [(coop.expires, Literal(expires))] if expires else []
    said += [(coop.ended, Literal(ended))] if ended else []
    for how, one in earlier.items():
        said += [(coop.follows, thing[f"tie/{one}"]), (coop[how], thing[f"tie/{one}"])]
    return [Quad(node, predicate, value) for predicate, value in said]


def ahead_of(*documents: list[Quad], day: str = "2026-01-01", months: int = 24) -> list[tuple[str, int, str, str]]:
    """The dates ahead of a day: date, years, the name of the document, the term that ran out."""
    store = Store()
    store.extend(quad for one in documents for quad in one)
    return [(one.date, one.years, short(one.fact).removeprefix("tie/"), one.lapsed)
            for one in dates_ahead(store, day, months)]  # fmt: skip


@pytest.mark.parametrize(
    ("signed", "when"), [("2016-09-13", "2026-09-13"), ("2016-09", "2026-09"), ("2016", "2026"), ("", None)]
)
def test_a_date_keeps_its_precision_and_what_has_none_has_no_anniversary(signed: str, when: str | None) -> None:
    assert ahead_of(document("a", signed)) == ([(when, 10, "a", "")] if when else [])


@pytest.mark.parametrize(
    ("day", "months", "there"),
    [("2026-09-13", 1, True), ("2026-09-14", 1, False), ("2026-08-13", 1, True), ("2026-08-12", 1, False)],
)
def test_the_day_itself_and_the_last_day_count(day: str, months: int, there: bool) -> None:
    assert bool(ahead_of(document("a", "2016-09-13"), day=day, months=months)) == there


@pytest.mark.parametrize(("signed", "there"), [("2016-09", True), ("2016", True), ("2016-08", False)])
def test_what_is_known_to_the_month_or_year_is_ahead_until_it_is_over(signed: str, there: bool) -> None:
    assert bool(ahead_of(document("a", signed), day="2026-09-20", months=3)) == there


def test_a_leap_day_is_kept_on_the_last_day_of_its_month() -> None:
    assert ahead_of(document("a", "2024-02-29"), day="2028-12-01", months=3) == [("2029-02-28", 5, "a", "")]
    assert ahead_of(document("a", "2008-02-29"), day="2027-12-01", months=3) == [("2028-02-29", 20, "a", "")]


def test_every_anniversary_within_the_time_asked_of_is_told() -> None:
    assert ahead_of(document("a", "1995-05-05"), months=132) == [
        ("2030-05-05", 35, "a", ""), ("2035-05-05", 40, "a", ""),
    ]  # fmt: skip


def test_what_renews_or_continues_has_none_of_its_own() -> None:
    first = document("first", "2012-03-01")
    assert ahead_of(first, document("second", "2017-02-01", renews="first"), months=24) == [
        ("2027-03-01", 15, "first", "")
    ]
    assert ahead_of(first, document("second", "2017-02-01", continues="first")) == [("2027-03-01", 15, "first", "")]


@pytest.mark.parametrize(
    ("how", "kind"), [("upgrades", "mou"), ("continues", "sister-city"), ("renews", "friendship-city")]
)
def test_what_opens_a_new_stage_has_its_own(how: str, kind: str) -> None:
    found = ahead_of(document("first", "2012-03-01"), document("second", "2017-02-01", kind, **{how: "first"}))
    assert found == [("2027-02-01", 10, "second", ""), ("2027-03-01", 15, "first", "")]


def test_a_renewed_partnership_is_no_new_stage() -> None:
    first = document("first", "2012-03-01", "friendship-cooperation")
    assert ahead_of(first, document("second", "2017-02-01", "friendship-cooperation", renews="first")) == [
        ("2027-03-01", 15, "first", "")
    ]


def test_what_follows_on_an_undated_document_does_not_begin_the_tie() -> None:
    assert ahead_of(document("first", ""), document("second", "2017-02-01", renews="first")) == []


def test_a_later_document_is_not_known_before_its_day() -> None:
    first = document("first", "2012-03-01", expires="2017-06")
    second = document("second", "2017-05-01", "sister-city", upgrades="first")
    assert ahead_of(first, second, day="2016-12-01", months=12) == [
        ("2017-03-01", 5, "first", ""), ("2017-06", 0, "first", ""),
    ]  # fmt: skip


def test_a_tie_that_has_ended_has_none_and_one_of_which_the_term_ran_out_says_so() -> None:
    assert ahead_of(document("a", "2016-09-13", ended="2020")) == []
    assert ahead_of(document("a", "2016-09-13", expires="2020-08")) == [("2026-09-13", 10, "a", "2020-08")]
    assert ahead_of(document("a", "2016-09-13", expires="2019"), document("b", "2020", expires="2023", renews="a")) == [
        ("2026-09-13", 10, "a", "2023")
    ]


def test_what_carries_on_a_document_without_replacing_it_does_not_end_it() -> None:
    plan = document("plan", "2019", expires="2021", continues="a")
    assert ahead_of(document("a", "2016-09-13"), plan) == [("2026-09-13", 10, "a", "")]


def test_an_exchange_has_the_anniversaries_of_its_beginning() -> None:
    assert ahead_of(document("a", "2017", form=coop.Exchange)) == [("2027", 10, "a", "")]


# --- in words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "10 years: Quang Nam – Nagasaki Prefecture: friendship and cooperation (5 June 2017) (Quang Nam is now "
               "Da Nang)"),
        ("vi", "Kỷ niệm 10 năm: Tỉnh Quảng Nam – Tỉnh Nagasaki: "),
        ("ja", "10周年: クアンナム省 – 長崎県: "),
    ],
)  # fmt: skip
def test_a_date_is_told_in_words_with_who_holds_the_tie_now(store: Store, language: str, said: str) -> None:
    [one] = [one for one in dates_ahead(store, SITE_DAY) if one.date == "2027-06-05"]
    assert CalendarText(store, SITE_DAY, language).title(one).startswith(said)


def test_a_term_that_ran_out_and_a_day_that_sources_dispute_are_told_beside() -> None:
    store, tie, claim = Store(), thing["tie/a"], thing["claim/a"]
    store.extend(document("a", "2016-09-13", expires="2020-08"))
    store.extend([Quad(claim, coop.about, tie), Quad(claim, coop.claimedProperty, coop.signed),
                  Quad(claim, coop.claimedValue, Literal("2016-09-12"))])  # fmt: skip
    [one] = dates_ahead(store, "2026-01-01")
    text = "; ".join(CalendarText(store, "2026-01-01", "en").remarks(one))
    assert "August 2020" in text
    assert oracle.spoken("2016-09-12") in text


# --- on the command line ----------------------------------------------------------------------------------------------


def test_the_command_tells_the_same_as_a_table_for_programs_with_ids(folder: str) -> None:
    done = run_coop("calendar", "Sanjo", "--as-of", SITE_DAY, "--store", folder, "--format", "csv")
    rows = spreadsheet(done.out)
    assert [(row["date"], row["occasion"], row["years"], row["fact_id"]) for row in rows] == [
        ("2026", "anniversary", "10", "tie/ba-ria-vung-tau--sanjo--sectoral--2016"),
        ("2026", "end of term", "", "tie/ba-ria-vung-tau--sanjo--mou--2024"),
        ("2027-12-05", "anniversary", "10", "tie/ba-ria-vung-tau--sanjo--mou--2017"),
    ]
    assert {(row["vietnam"], row["vietnam_id"], row["japan_id"]) for row in rows} == {
        ("Ba Ria-Vung Tau (now Ho Chi Minh City)", "vn/ba-ria-vung-tau", "jp/niigata/sanjo")
    }
    assert all(row["sources"] for row in rows)


@pytest.mark.parametrize(("language", "words"), [("en", "anniversary"), ("vi", "kỷ niệm"), ("ja", "周年")])
def test_for_people_it_is_in_their_language(folder: str, language: str, words: str) -> None:
    done = run_coop("calendar", "--months", "12", "--as-of", SITE_DAY, "--store", folder, "--lang", language)
    assert words in done.out
    assert oracle.spoken("2027-11-29", language) in done.out.splitlines()[0]
