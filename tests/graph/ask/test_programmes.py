"""Whether a programme can be had on a day: by its calls, its end, and what is recorded of it; as the tables have it."""

import oracle
import pytest
from pyoxigraph import Store

from graph.ask.labels import Labels
from graph.ask.programmes import availability, said
from ontology import thing

DAYS = (oracle.TODAY, "2026-02-10", "2025-09-15", "2024-06-30", "2023-05-01", "2013-01-01", "2008-12-31")


@pytest.mark.parametrize("day", DAYS)
def test_a_programme_has_the_status_and_the_call_of_the_day(store: Store, day: str) -> None:
    for row in oracle.table("programmes"):
        status, call = oracle.availability(row, day)
        found = availability(store, thing[f"programme/{row['programme_id']}"], day)
        named = found.call.value.removeprefix(thing.iri) if found.call else None
        assert (found.status, named) == (status, call.id if call else None), row["programme_id"]


def test_every_status_is_met() -> None:
    met = {oracle.availability(row, day)[0] for day in DAYS for row in oracle.table("programmes")}
    assert met == {"open", "between-calls", "ongoing", "ended", "unknown"}


def test_what_has_ended_is_told_as_ended() -> None:
    ended = [row for row in oracle.table("programmes") if row["ended"] or row["status"] == "ended"]
    assert len(ended) >= 4
    assert {oracle.availability(row, oracle.TODAY)[0] for row in ended} == {"ended"}


@pytest.mark.parametrize(
    ("programme", "day", "words"),
    [
        ("moej-city-to-city", "2026-02-10", {
            "en": "open until 27 February 2026", "vi": "nhận hồ sơ đến 27/02/2026", "ja": "募集中、2026年2月27日まで"}),
        ("moej-city-to-city", "2026-02-28", {
            "en": "no open calls, last call until 27 February 2026",
            "vi": "hiện không có đợt nhận hồ sơ, đợt gần nhất đến 27/02/2026",
            "ja": "現在は公募期間外、前回は2026年2月27日まで"}),
        ("jica-partnership-support", oracle.TODAY, {
            "en": "no open calls, last call of 2025", "vi": "hiện không có đợt nhận hồ sơ, đợt gần nhất năm 2025",
            "ja": "現在は公募期間外、前回は2025年度"}),
        ("jica-partnership-support", "2025-12-30", {
            "en": "no open calls, last call of 2024", "vi": "hiện không có đợt nhận hồ sơ, đợt gần nhất năm 2024",
            "ja": "現在は公募期間外、前回は2024年度"}),
        ("spf-local-exchange", oracle.TODAY, {"en": "ended", "vi": "đã kết thúc", "ja": "終了"}),
        ("jica-technical-cooperation", oracle.TODAY, {
            "en": "ongoing without calls", "vi": "thường xuyên không theo đợt", "ja": "随時(公募なし)"}),
        ("jetro-rit", oracle.TODAY, {"en": "", "vi": "", "ja": ""}),
    ],
)  # fmt: skip
def test_it_is_said_in_the_language_of_the_reader(
    store: Store, programme: str, day: str, words: dict[str, str]
) -> None:
    """Of a call of which only the year is known, it is known by the last day of that."""
    node = thing[f"programme/{programme}"]
    found = {one: said(store, node, day, one, Labels(store, one, day)) for one in ("en", "vi", "ja")}
    assert found == words
