"""What is told of a proposal is so: what the text says and what a person does, what is known, what is left to doubt."""

from pathlib import Path

import pytest
from inboxes import DA_NANG, HUE, SAKAI, SIGNED, accept, event, known, party, proposal, put, rows, waiting

from loaders.inbox import deciding, shown
from loaders.inbox.deciding import NotAcceptableError
from loaders.inbox.rows import Weighed
from loaders.model.records import Event, Tie
from loaders.tables.catalogue import Catalogue


def weighed(graph: Path, number: int) -> Weighed:
    return deciding.scales_of(graph, known(graph)).checked(deciding.one(graph, number)[0])


# --- what a value rests on -------------------------------------------------------------------------------------------


def test_what_a_person_filled_in_rests_on_no_sentence(tmp_path: Path, catalogue: Catalogue) -> None:
    undated = proposal("event", kind="meeting", date="", record={"kind": "meeting", **HUE, **SAKAI})
    put(tmp_path, catalogue, undated)
    accept(tmp_path, 1, date="2024-05-06", title="Mayors meet", jp_name="Kobe")
    quotes = {row["column"]: row.get("quote", "") for row in rows(tmp_path, "evidence")}
    assert {column for column, quote in quotes.items() if not quote} == {
        "date", "title", "jp_name", "jp_level", "jp_prefecture"
    }  # fmt: skip
    assert quotes["kind"] == quotes["vn_name"] == SIGNED


def test_a_party_of_a_project_that_a_person_named_rests_on_no_sentence(tmp_path: Path, catalogue: Catalogue) -> None:
    plain = proposal(
        "project", kind="ongoing", date="2024", record={"start": "2024", "status": "ongoing", **DA_NANG, **SAKAI}
    )
    put(tmp_path, catalogue, plain)
    accept(tmp_path, 1, title="Cleaner harbours", jp_name="Kobe")
    names = [row for row in rows(tmp_path, "evidence") if row["column"] == "name"]
    assert {row["value"]: row.get("quote", "") for row in names} == {"Da Nang": SIGNED, "Kobe": ""}


# --- what is left to doubt -------------------------------------------------------------------------------------------


def test_a_doubt_stays_until_a_person_tells_what_was_in_doubt(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, event(unsure=["date", "kind"]))
    assert shown.unsure(weighed(tmp_path, 1)) == [
        "the date is not told in full, but follows from the day of publication or an earlier sentence",
        "the kind is not named",
    ]
    deciding.edit(tmp_path, 1, "Lan", {"date": "6 of May", "kind": "ceremonial"})
    assert shown.unsure(weighed(tmp_path, 1)) == []


def test_a_party_that_was_taken_away_is_not_named(tmp_path: Path, catalogue: Catalogue) -> None:
    parties = {"vn": party("Huế", None, "vn/hue", "vn/thua-thien-hue"), "jp": party("Sakai", "jp/osaka/sakai")}
    put(
        tmp_path, catalogue, event(), event("2024-05-07") | {"parties": parties, "record": {"kind": "meeting", **SAKAI}}
    )
    assert shown.parties(weighed(tmp_path, 2), catalogue)["vn"] == "“Huế”"
    deciding.edit(tmp_path, 1, "Lan", {"vn_name": ""})
    assert shown.headline(weighed(tmp_path, 1), catalogue) == "Event: Sakai (Osaka), meeting, 6 May 2024"


def test_a_wrong_kind_is_all_that_is_wrong_with_an_event(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, event())
    with pytest.raises(NotAcceptableError) as refused:
        accept(tmp_path, 1, kind="ceremony")
    assert [one.column for one in refused.value.problems] == ["kind"]


def test_who_gives_a_title_in_one_language_has_those_in_the_others_still(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, event())
    accept(tmp_path, 1, title="Mayors meet")
    [row] = rows(tmp_path, "events")
    assert row["title"] == "Mayors meet"
    assert row["title_ja"] == "会談: トゥアティエン・フエ省 – 堺市"
    assert row["title_vi"]


# --- what is known ---------------------------------------------------------------------------------------------------


@pytest.fixture
def meeting(catalogue: Catalogue) -> Event:
    [one] = [one for one in catalogue.of(Event) if one.event_id == "2023-11-08--hanoi--asahikawa"]
    return one


def told(meeting: Event, **cells: str) -> dict[str, object]:
    """The meeting as another text tells it."""
    parties = {"vn": party("Hanoi", "vn/hanoi"), "jp": party("Asahikawa", "jp/hokkaido/asahikawa")}
    record = {"date": str(meeting.date), "kind": meeting.kind, "vn_name": "Hanoi", "jp_name": "Asahikawa"} | cells
    record = {column: cell for column, cell in record.items() if cell}
    return proposal("event", kind=record["kind"], date=record.get("date", ""), parties=parties, record=record)


def test_what_its_very_page_is_a_source_of_and_lacks_the_date_alone_is_known(
    tmp_path: Path, catalogue: Catalogue, meeting: Event
) -> None:
    page, other = str(catalogue.sources[meeting.sources[0]].url), "https://other.example.org/"
    assert put(tmp_path, catalogue, told(meeting, date=""), url=page) == []
    assert put(tmp_path, catalogue, told(meeting, date=""), url=other) == [1]
    assert put(tmp_path, catalogue, told(meeting, date="2023-12-24"), url=page) == [2]
    assert shown.status(weighed(tmp_path, 1)) == "new: nothing like it is known"
    assert weighed(tmp_path, 2).verdict.status == "new"
    assert shown.status(weighed(tmp_path, 2)) == (
        "new, but this page is a source already of what is known of the same parties: "
        "events/2023-11-08--hanoi--asahikawa"
    )
    [beside] = shown.known(weighed(tmp_path, 2).verdict.records, catalogue)
    assert beside.said.startswith("meeting, 8 November 2023")


def test_a_signing_that_the_page_tells_of_a_known_meeting_is_told_beside_that(
    tmp_path: Path, catalogue: Catalogue, meeting: Event
) -> None:
    parties = {"vn": party("Hanoi", "vn/hanoi"), "jp": party("Asahikawa", "jp/hokkaido/asahikawa")}
    record = {"vn_name": "vn/hanoi", "jp_name": "Asahikawa", "kind": "mou", "signed": "1999-01-02"}
    signed = proposal(parties=parties, date="1999-01-02", record=record)
    put(tmp_path, catalogue, signed, url=str(catalogue.sources[meeting.sources[0]].url))
    assert shown.status(weighed(tmp_path, 1)) == (
        "new, but this page is a source already of what is known of the same parties: "
        "events/2023-11-08--hanoi--asahikawa"
    )


def test_a_document_that_lacks_its_date_is_told_beside_those_that_its_page_is_a_source_of(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    one = "da-nang--kisarazu--friendship-cooperation--2019"
    [tie] = [each for each in catalogue.of(Tie) if each.tie_id == one]
    parties = {"vn": party("Da Nang", "vn/da-nang"), "jp": party("Kisarazu", "jp/chiba/kisarazu")}
    undated = proposal(parties=parties, date="", record={"vn_name": "vn/da-nang", "jp_name": "Kisarazu", "kind": "mou"})
    put(tmp_path, catalogue, undated)
    put(tmp_path, catalogue, undated, url=str(catalogue.sources[tie.sources[0]].url))
    assert shown.status(weighed(tmp_path, 1)) == f"goes on from what is known: ties/{one}"
    assert shown.status(weighed(tmp_path, 2)) == (
        f"new, but this page is a source already of what is known of the same parties: ties/{one}"
    )


def test_what_a_page_says_otherwise_of_what_it_is_a_source_of_is_no_further_source(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    one = "phu-tho--nara--friendship-cooperation--2014"
    [tie] = [each for each in catalogue.of(Tie) if each.tie_id == one]
    parties = {"vn": party("Phu Tho", "vn/phu-tho"), "jp": party("Nara", "jp/nara")}
    record = {"vn_name": "vn/phu-tho", "jp_name": "jp/nara", "kind": "mou", "signed": str(tie.signed)}
    said = proposal(parties=parties, date=str(tie.signed), record=record)
    cited = [str(catalogue.sources[each].url) for each in tie.sources]
    assert put(tmp_path, catalogue, said, url=cited[0]) == [1]
    assert shown.status(weighed(tmp_path, 1)) == f"known already, and this page is a source of it: ties/{one}"
    assert shown.outcome(accept(tmp_path, 1)) == (
        f"what it says otherwise of ties/{one}, or more exactly: kind = memorandum of understanding"
    )


def test_what_is_right_and_known_can_be_accepted_and_adds_nothing(
    tmp_path: Path, catalogue: Catalogue, meeting: Event
) -> None:
    page = str(catalogue.sources[meeting.sources[0]].url)
    put(tmp_path, catalogue, told(meeting, date="2023-12-24"), url=page)
    deciding.edit(tmp_path, 1, "Lan", {"date": str(meeting.date)})
    said = "known already, and accepting it adds nothing: events/2023-11-08--hanoi--asahikawa"
    assert shown.status(weighed(tmp_path, 1)) == said
    assert weighed(tmp_path, 1).problems == []
    assert shown.outcome(accept(tmp_path, 1)) == said
    assert rows(tmp_path, "events") == rows(tmp_path, "sources") == []
    assert waiting(tmp_path) == []
    assert not known(tmp_path).left
    assert put(tmp_path, known(tmp_path), told(meeting, date="2023-12-24"), url=page) == []
    deciding.undo(tmp_path, 1)
    assert waiting(tmp_path) == [1]
