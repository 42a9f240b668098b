"""A brief for a meeting: what stands on its first page, in which order, as of which day, and that it fits."""

import re
from collections.abc import Iterator
from functools import cache

import oracle
import pytest
from pyoxigraph import Store

from graph.ask.labels import short
from graph.ask.words import words
from graph.brief import meeting
from graph.brief.briefing import briefing
from graph.brief.calendar import dates_ahead
from graph.brief.due import due_block
from graph.brief.meeting import Brief
from graph.brief.one_page import LINES, fitted, height
from graph.brief.phrases import Block, Line, Phrase, Phrasing, marked
from graph.brief.plain_text import plain_text
from graph.brief.portrait import portrait
from graph.brief.talking_points import TalkingPoints
from graph.brief.together import Together
from loaders.model.dates import date_text
from ontology import dct, thing

DAY = "2026-11-29"
PAIRS = [
    ("vn/da-nang", "jp/osaka/sakai"),
    ("vn/hanoi", "jp/fukuoka"),
    ("jp/osaka/osaka", "vn/ho-chi-minh-city"),
    ("vn/hai-phong", "jp/fukuoka/kitakyushu"),
]
ENDED = [("vn/ba-ria-vung-tau", "jp/niigata/sanjo"), ("jp/tochigi/ashikaga", "vn/binh-dinh/quy-nhon")]
LANGUAGES = ("en", "vi", "ja")
brief = cache(meeting.brief)
"""The same brief is looked at in several ways."""


def both(pair: tuple[str, str]) -> tuple[str, str]:
    """The Vietnamese locality of a pair, then the Japanese one."""
    vietnam, japan = sorted(pair, reverse=True)
    return vietnam, japan


def documents(pair: tuple[str, str], day: str = DAY) -> list[oracle.Tie]:
    """The documents of a pair as the tables have them, the newest first; of a unit that has ended, its own."""
    return sorted(
        (tie for tie in oracle.agreements(day) if both(pair) in {tie.parties, *tie.between(day)}),
        key=lambda tie: tie.since or "",
        reverse=True,
    )


def facts(made: Brief) -> Iterator[str]:
    for block in made.first:
        for row in block.rows:
            for line in row:
                yield from map(short, line.facts)


def together(store: Store, pair: tuple[str, str], day: str = DAY) -> Together:
    return Together(Phrasing(store, day, "en"), briefing(store, *pair, day))


MERGED = {
    "en": {"formed": "Formed on {} by the merger of ", "merged": "Merged with ", "absorbed": "Absorbed "},
    "vi": {"formed": "Thành lập ngày {} trên cơ sở hợp nhất ", "merged": "Hợp nhất với ", "absorbed": "Nhận sáp nhập "},
    "ja": {"formed": "の新設合併により発足", "merged": "と合併", "absorbed": "を編入"},
}
"""What is said of a unit that a merger made, of one that goes on after it, of one that absorbed others."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "place",
    ["jp/niigata/sanjo", "jp/shizuoka/hamamatsu", "jp/niigata/niigata", "vn/hai-phong", "vn/tuyen-quang", "vn/hanoi"],
)
def test_how_others_were_taken_over_is_told_by_the_kind_of_the_change(store: Store, place: str, language: str) -> None:
    rows = [row for row in oracle.table("successions")
            if row["successor"] == place and row["kind"] in {"merger", "absorbed"} and row["date"] <= DAY]  # fmt: skip
    day = max(row["date"] for row in rows)
    [kind] = {row["kind"] for row in rows if row["date"] == day}
    made = [row for row in oracle.table("localities") if row["id"] == place and row["valid_from"] == day]
    how = "absorbed" if kind == "absorbed" else "formed" if made else "merged"
    said = portrait(Phrasing(store, DAY, language), thing[place])["mergers"].text
    assert MERGED[language][how].format(date_text(day, language)) in said
    for other in {"formed", "absorbed"} - {how}:
        assert MERGED[language][other].partition("{")[0] not in said
    for law in {row["legal_basis_vi"] for row in rows if row["date"] == day} if language == "vi" else ():
        assert law in said


# --- what is told ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pair", [*PAIRS, *ENDED])
def test_the_documents_of_two_stand_newest_first(store: Store, pair: tuple[str, str]) -> None:
    shown = [short(row[1].facts[0]) for row in together(store, pair).documents().rows]
    expected = documents(pair)
    assert expected
    assert {*shown} == {tie.id for tie in expected}
    dates = [next(tie.since or "" for tie in expected if tie.id == one) for one in shown]
    assert dates == sorted(dates, reverse=True)


def test_who_signed_is_named_as_on_that_day_with_who_holds_it_now(store: Store) -> None:
    [row] = together(store, ("vn/binh-dinh/quy-nhon", "jp/tochigi/ashikaga")).documents().rows
    assert row[2].text == "Quy Nhon (now Gia Lai) – Ashikaga"


@pytest.mark.parametrize("pair", [*PAIRS[:2], *ENDED])
def test_either_order_tells_the_same_facts(store: Store, pair: tuple[str, str]) -> None:
    one, other = (brief(store, *order, DAY, "en") for order in (pair, pair[::-1]))
    assert {*facts(one)} == {*facts(other)}
    assert one.title == " – ".join(reversed(other.title.split(" – ")))


@pytest.mark.parametrize("day", ["2012-06-30", "2018-12-31"])
def test_nothing_is_told_that_came_after_the_day(store: Store, day: str) -> None:
    known = {one.id: one.valid_from for one in (*oracle.ties(), *oracle.projects(), *oracle.events(),
                                                *oracle.memberships())}  # fmt: skip
    told = [*facts(brief(store, "vn/da-nang", "jp/osaka/sakai", day, "en"))]
    dated = [known[one] for one in told if one in known]
    assert dated
    assert max(dated) <= day


def test_it_begins_with_where_it_stands_and_with_no_network(store: Store) -> None:
    for pair in PAIRS:
        assert next(block.name for block in brief(store, *pair, DAY, "en").first) == "stages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_two_without_anything_it_says_so_and_who_they_are(store: Store, language: str) -> None:
    made = brief(store, "vn/ca-mau", "jp/hokkaido/otaru", DAY, language)
    names = [block.name for block in made.first]
    assert names[0] == "nothing"
    assert {"portraits", "contacts"} <= {*names}
    said = made.first[0].rows[0][0].text
    assert said == words(language)["brief_nothing"].format(*(made.title.split(" – ")))


def test_a_place_alone_has_its_partners_those_with_most_documents_first(store: Store) -> None:
    made = brief(store, "vn/da-nang", None, DAY, "en")
    [partners] = [block for block in made.first if block.name == "partners"]
    held = [tie for tie in oracle.agreements(DAY) if oracle.last_day(tie.until or "9999") >= DAY]

    def number(name: str) -> int:
        ids = [row for row in oracle.localities() if name.startswith(oracle.localities()[row]["name"])]
        return max(sum(("vn/da-nang", one) in tie.between(DAY) for tie in held) for one in ids)

    numbers = [number(row[0].text) for row in partners.rows]
    assert numbers[0] > 1
    assert numbers == sorted(numbers, reverse=True)


# --- what comes due, what to raise -----------------------------------------------------------------------------------


@pytest.mark.parametrize("pair", PAIRS)
def test_what_comes_due_is_what_the_calendar_has_of_the_pair(store: Store, pair: tuple[str, str]) -> None:
    """What the calendar has is held against the tables in test_calendar."""
    ahead = dates_ahead(store, DAY, 36, *(thing[one] for one in pair))
    block = due_block(Phrasing(store, DAY, "en"), briefing(store, *pair, DAY))
    assert [row[1].facts[0] for row in block.rows] == [one.fact for one in ahead] or (not ahead and len(block.rows) < 2)
    for one, row in zip(ahead, block.rows, strict=False):
        assert date_text(one.date, "en") == row[0].text
        assert str(one.years or "") in row[1].text


@pytest.mark.parametrize("pair", PAIRS)
def test_what_was_promised_and_not_followed_is_what_the_tables_leave_open(store: Store, pair: tuple[str, str]) -> None:
    points = TalkingPoints(Phrasing(store, DAY, "en"), briefing(store, *pair, DAY))
    acts = [one for one in (*oracle.projects(), *oracle.events(), *(t for t in oracle.ties() if t.form == "Exchange"))
            if both(pair) in one.between(DAY) and one.valid_from <= DAY]  # fmt: skip
    expected, named = set(), set()
    for tie in documents(pair):
        if tie.valid_through < DAY or not tie.since:
            continue
        for field in tie.fields:
            last = [oracle.NEVER if not one.since else one.valid_through if one.until else one.valid_from
                    for one in acts if field in one.fields]  # fmt: skip
            if field not in named and not any(day >= tie.valid_from for day in last):
                expected.add(field)
        named |= {*tie.fields}
    assert {short(one).removeprefix("concept/") for one in points.unfollowed()} == {
        one.removeprefix("concept/") for one in expected
    }


@pytest.mark.parametrize("pair", [*PAIRS, *ENDED, ("vn/ho-chi-minh-city", "jp/niigata/sanjo"), ("vn/hue", "jp/kyoto")])
def test_the_last_contact_is_a_meeting_a_visit_or_a_signing_whichever_came_last(
    store: Store, pair: tuple[str, str]
) -> None:
    met = [one for one in oracle.events() if both(pair) in {both(each) for each in one.between(DAY)}]
    last = max(one.since for one in (*documents(pair), *met) if one.since)
    points = TalkingPoints(Phrasing(store, DAY, "en"), briefing(store, *pair, DAY)).block()
    told = [line.text for row in points.rows for line in row if line.text.startswith("The last meeting")]
    if oracle.last_day(last) >= oracle.years_from(DAY, -3):
        assert told == []
    else:
        [said] = told
        assert date_text(last, "en") in said


def test_who_holds_the_ties_of_one_that_has_ended_is_told_with_its_own_document(store: Store) -> None:
    made = brief(store, "vn/binh-duong", "jp/yamaguchi", DAY, "en")
    [points] = [block for block in made.first if block.name == "points"]
    own = [tie.id for tie in oracle.agreements(DAY) if tie.parties == ("vn/ho-chi-minh-city", "jp/yamaguchi")]
    assert any(own[0] in map(short, row[0].facts) for row in points.rows)


# --- its form --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pair", [PAIRS[0], PAIRS[2], ENDED[0], ("vn/ho-chi-minh-city", None)])
def test_the_first_page_fits_and_what_it_leaves_out_is_counted(
    store: Store, pair: tuple[str, str | None], language: str
) -> None:
    made = brief(store, *pair, DAY, language)
    assert sum(map(height, made.first)) <= LINES
    assert all(block.rows for block in made.first)
    shown = {block.name: block for block in made.first}
    if pair[1]:
        known = Together(Phrasing(store, DAY, language), briefing(store, pair[0], pair[1], DAY)).documents()
        assert len(shown["documents"].rows) + shown["documents"].more == len(known.rows)


@pytest.mark.parametrize("pair", [PAIRS[0], ("vn/da-nang", None)])
def test_what_is_more_below_stands_below(store: Store, pair: tuple[str, str | None]) -> None:
    made = brief(store, *pair, DAY, "en")
    below = {block.name: block for block in made.details}
    cut = [block for block in made.first if block.more and block.name in {"due", "points", "new", "partners"}]
    assert cut
    for block in cut:
        assert len(below[block.name].rows) == len(block.rows) + block.more
        assert [row[-1].text for row in below[block.name].rows[: len(block.rows)]] == [r[-1].text for r in block.rows]


def test_rows_are_given_up_where_there_are_most_until_it_fits() -> None:
    def lines(name: str, number: int) -> Block:
        return Block(name, name, tuple((Line((Phrase(f"{name} {at}"),)),) for at in range(number)))

    found = {block.name: block for block in fitted([lines("points", 4), lines("partners", 12), lines("contacts", 60)])}
    assert len(found["contacts"].rows) == 60
    assert found["points"].more + found["partners"].more > 0
    for name, number in (("points", 4), ("partners", 12)):
        kept = found[name].rows
        assert kept == lines(name, number).rows[: len(kept)]
        assert found[name].more == number - len(kept) < number


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pair", [PAIRS[0], ENDED[1], ("jp/fukuoka/kitakyushu", None)])
def test_each_fact_has_its_sources_numbered_as_they_first_stand(
    store: Store, pair: tuple[str, str | None], language: str
) -> None:
    made = brief(store, *pair, DAY, language)
    cited = []
    for block in (*made.first, *made.details):
        for row in block.rows:
            for line in row:
                numbers = [int(one) for one in re.findall(r"\[(\d+)\]", line.cites)]
                expected = {source for fact in line.facts for source in _sources(store, fact)}
                assert len(numbers) == len({*numbers}) >= len(expected)
                cited += numbers
    assert [*dict.fromkeys(cited)] == [source.number for source in made.sources] == [*range(1, len({*cited}) + 1)]


def _sources(store: Store, fact: object) -> list[str]:
    return [str(quad.object) for quad in store.quads_for_pattern(fact, dct.source, None, None)]  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "said"), [("en", "in Japanese"), ("vi", "tiếng Nhật")])
def test_a_text_in_another_language_says_which(store: Store, language: str, said: str) -> None:
    [title] = Phrasing(store, DAY, language).stated(thing["source/123zoviet-2025-06-osaka-city"], dct.title)
    assert title.language == "ja"
    assert marked(title, language) == f"{title.text} ({said})"


@pytest.mark.parametrize(("language", "said"), [("en", "in {}"), ("vi", "tiếng {}"), ("ja", "{}語")])
def test_a_source_says_in_which_language_its_page_is_whatever_its_title_is_in(
    store: Store, language: str, said: str
) -> None:
    called = {"in {}": ("English", "Japanese"), "tiếng {}": ("Anh", "Nhật"), "{}語": ("英", "日本")}[said]
    spoken = {row["source_id"]: row["language"] for row in oracle.table("sources")}
    made = brief(store, *ENDED[0], DAY, language)
    text = plain_text(made)
    for source in made.sources:
        name = dict(zip(("en", "ja"), called, strict=True)).get(spoken[source.id.removeprefix("source/")])
        [line] = re.findall(rf"^  \[{source.number}\] (.*)$", text, re.MULTILINE)
        if name and spoken[source.id.removeprefix("source/")] != language:
            assert line.startswith(f"{source.title} ({said.format(name)})"), line
        else:
            assert f"({said.format(called[0])})" not in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_as_text_it_has_both_days_the_first_page_the_details_and_the_sources(store: Store, language: str) -> None:
    made = brief(store, *PAIRS[0], "2025-12-31", language)
    text, said = plain_text(made), words(language)
    places = [text.index(one) for one in (made.title, made.lead, said["brief_stages"], said["brief_who"],
                                          f"\n{said['brief_details']}\n", f"\n{said['sources']}\n  [1] ")]  # fmt: skip
    assert places == sorted(places)
    assert tuple(re.findall(r"20\d\d", made.lead)) == ("2025", "2026")
