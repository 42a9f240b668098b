"""Dates ahead as a file for calendar programs: read by a library, and line by line as RFC 5545 has it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import FACTS, SITE_DAY, run_coop
from icalendar import Calendar
from oracle import first_day, last_day
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.ask.text import visible
from graph.brief.calendar import DateAhead, dates_ahead
from graph.brief.calendar_file import CalendarFile
from graph.brief.calendar_text import CalendarText
from ontology import coop, dct, rdf, rdfs, schema, thing

HOSTILE = (
    "END:VEVENT\r\nBEGIN:VALARM\nACTION:AUDIO;X=\"a\",b\\n\\;c:d\u2028e\u202ef\x07g",
    "三条市とバリア・ブンタウ省の、とても長い題名" * 20,
    "=HYPERLINK(1);<script>",
)  # fmt: skip


@pytest.fixture(scope="module")
def ahead(store: Store) -> list[DateAhead]:
    """The dates of the site's day."""
    return dates_ahead(store, SITE_DAY)


def made(store: Store, ahead: list[DateAhead], language: str = "en", name: str = "Dates") -> bytes:
    return CalendarFile(CalendarText(store, SITE_DAY, language)).calendar(ahead, name)


def lines(text: bytes) -> list[tuple[str, str]]:
    """The lines of a calendar unfolded, as name (with parameters) and value as it stands: a parser of a few lines."""
    whole = text.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    return [(line.partition(":")[0], line.partition(":")[2]) for line in whole]


def plain(value: str) -> str:
    """What a text says, its escapes taken away."""
    out, signs = "", iter(value)
    for sign in signs:
        escaped = next(signs) if sign == "\\" else ""
        out += {"n": "\n", "N": "\n"}.get(escaped, escaped) if escaped else sign
    return out


def events(text: bytes) -> list[dict[str, str]]:
    """The events of a calendar by that parser."""
    found: list[dict[str, str]] = []
    for name, value in lines(text):
        if (name, value) == ("BEGIN", "VEVENT"):
            found.append({})
        elif found:
            found[-1][name] = plain(value)
    return found


@pytest.mark.parametrize("language", ["en", "vi", "ja"])
def test_two_readers_find_the_same_days_and_words(store: Store, ahead: list[DateAhead], language: str) -> None:
    text, told = made(store, ahead, language), CalendarText(store, SITE_DAY, language)
    expected = [
        (first_day(one.date), (date.fromisoformat(last_day(one.date)) + timedelta(days=1)).isoformat(), told.title(one))
        for one in ahead
        if len(one.date) > 4
    ]
    assert len(expected) > 20
    library = [
        (str(one["dtstart"].dt), str(one["dtend"].dt), str(one["summary"])) for one in Calendar.from_ical(text).events
    ]
    own = [(_day(one["DTSTART;VALUE=DATE"]), _day(one["DTEND;VALUE=DATE"]), one["SUMMARY"]) for one in events(text)]
    assert library == own
    for (begin, end, title), (first, after, said) in zip(own, expected, strict=True):
        assert (begin, end) == (first, after)
        assert title.startswith(said)


def _day(basic: str) -> str:
    return f"{basic[:4]}-{basic[4:6]}-{basic[6:]}"


def test_what_is_known_to_the_month_says_so_and_what_is_known_to_the_year_is_counted_not_shown(
    store: Store, ahead: list[DateAhead]
) -> None:
    text = made(store, ahead)
    months = [one for one in ahead if len(one.date) == 7]
    assert months
    unsure = [one["SUMMARY"] for one in events(text) if "day not known" in one["SUMMARY"]]
    assert len(unsure) == len(months)
    for one, said in zip(months, unsure, strict=True):
        assert f"(in {date.fromisoformat(f'{one.date}-01'):%B %Y}, day not known)" in said
    years = sum(len(one.date) == 4 for one in ahead)
    assert dict(lines(text))["X-WR-CALDESC"].endswith(f": {years}")
    assert (
        "not in the calendar file"
        not in dict(lines(made(store, [one for one in ahead if len(one.date) > 4])))["DESCRIPTION"]
    )


def test_the_ids_are_iris_of_facts_that_stay_and_the_stamp_is_the_day_of_the_facts(
    store: Store, ahead: list[DateAhead]
) -> None:
    found = events(made(store, ahead))
    ids = [one["UID"] for one in found]
    assert len(set(ids)) == len(ids)
    assert "https://w3id.org/vnjp-ties/id/tie/ba-ria-vung-tau--sanjo--mou--2017#anniversary-10" in ids
    assert ids == [one["UID"] for one in events(made(store, ahead, "ja"))]
    assert {one["DTSTAMP"] for one in found} == {FACTS.replace("-", "") + "T000000Z"}
    assert made(store, ahead) == made(store, ahead)


def test_each_event_names_its_sources(store: Store, ahead: list[DateAhead]) -> None:
    assert all("\nSources\n  [1] " in one["DESCRIPTION"] for one in events(made(store, ahead)))


def test_lines_end_and_are_folded_as_the_standard_has_it(store: Store, ahead: list[DateAhead]) -> None:
    for language in ("vi", "ja"):
        text = made(store, ahead, language)
        assert text.endswith(b"\r\n")
        assert text.count(b"\n") == text.count(b"\r") == text.count(b"\r\n")
        assert max(map(len, text.split(b"\r\n"))) <= 75
        for line in text.split(b"\r\n"):
            line.decode()  # no letter is cut in two
    names = [name for name, _ in lines(text)]
    assert names[:2] == ["BEGIN", "VERSION"]
    assert names.count("PRODID") == 1


@pytest.mark.parametrize("said", HOSTILE)
def test_whatever_a_text_says_it_stays_a_text(said: str) -> None:
    store, tie, source = Store(), thing["tie/a"], thing["source/a"]
    store.extend(
        Quad(subject, predicate, value)
        for subject, predicate, value in (
            (tie, rdf.type, coop.Agreement), (tie, rdfs.label, Literal(said, language="en")),
            (tie, coop.firstDay, Literal("2017-05-05")), (tie, schema.startDate, Literal("2017-05-05")),
            (tie, dct.source, source), (source, dct.title, Literal(said)), (source, schema.url, NamedNode("http://a.b/c")),
        )
    )  # fmt: skip
    text = made(store, dates_ahead(store, SITE_DAY), name=said)
    assert [name for name, _ in lines(text)].count("BEGIN") == 2
    [one] = events(text)
    [same] = Calendar.from_ical(text).events
    assert one["SUMMARY"] == str(same["summary"]) == f"10 years: {visible(said)}"
    assert visible(said) in one["DESCRIPTION"]
    assert {plain(value) for name, value in lines(text) if name in {"NAME", "X-WR-CALNAME"}} == {visible(said)}
    assert max(map(len, text.split(b"\r\n"))) <= 75


def test_the_command_writes_the_file_whole_and_no_other_kind(folder: Path, tmp_path: Path) -> None:
    asked = ("calendar", "da nang", "--as-of", SITE_DAY, "--store", folder)
    done = run_coop(*asked, "--output", tmp_path / "new" / "da-nang.ics", "--lang", "vi")
    assert (done.status, done.out) == (0, "")
    assert "Đà Nẵng" in str(Calendar.from_ical((tmp_path / "new" / "da-nang.ics").read_bytes())["x-wr-calname"])
    refused = run_coop(*asked, "--output", tmp_path / "da-nang.pdf")
    assert refused.status == 2
    assert ".ics" in refused.err
    assert not (tmp_path / "da-nang.pdf").exists()
