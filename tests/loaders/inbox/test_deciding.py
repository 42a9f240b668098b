"""The inbox: what texts propose waits for a person, and each decision is one step that can be taken back."""

import csv
from pathlib import Path

import pytest
from conftest import run_coop
from inboxes import DA_NANG, HUE, SAKAI, SIGNED, TEXT, URL, accept, event, known, party, proposal, put, rows, waiting

from loaders.imports import user_datasets as own
from loaders.inbox import adding, deciding, shown
from loaders.inbox.accepted import NameTakenError
from loaders.inbox.deciding import DecidedError, NoReasonError, NotAcceptableError
from loaders.inbox.folder import NotInInboxError
from loaders.inbox.handing_back import hand_back
from loaders.inbox.items import ChangedMeanwhileError, NoSuchColumnError
from loaders.model.records import TABLES
from loaders.tables.catalogue import Catalogue
from loaders.texts.documents import Document

OPEN = {
    "parties": {
        "vn": party("Da Nang", "vn/da-nang"),
        "jp": party("Kawasaki", None, "jp/kanagawa/kawasaki", "jp/fukuoka/kawasaki"),
    },
    "record": {**DA_NANG, "kind": "mou", "signed": "2021-03-03"},
}


# --- what comes in ---------------------------------------------------------------------------------------------------


def test_what_a_text_proposes_waits_and_is_no_fact_yet(tmp_path: Path, catalogue: Catalogue) -> None:
    assert put(tmp_path, catalogue, proposal(), event()) == [1, 2]
    assert waiting(tmp_path) == [1, 2]
    assert own.own(tmp_path) == []
    item, how = deciding.one(tmp_path, 1)
    assert how is None
    assert item.source == {
        "title": "Two ports", "publisher": "news.example.org", "date": "2024-05-06", "url": URL, "language": "en",
    }  # fmt: skip


def test_the_publisher_is_whoever_is_known_to_publish_there(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, proposal(), url="https://en.vietnamplus.vn/some-new-page/999999.vnp")
    assert deciding.one(tmp_path, 1)[0].source["publisher"] == "VietnamPlus (VNA)"
    put(tmp_path, catalogue, event(), url="minutes.txt", publisher="Hue Department of Foreign Affairs")
    assert deciding.one(tmp_path, 2)[0].source["publisher"] == "Hue Department of Foreign Affairs"
    assert "url" not in deciding.one(tmp_path, 2)[0].source


@pytest.mark.parametrize(
    ("host", "said", "publisher"),
    [
        ("www.vietnam.vn", "Báo Tuyên Quang (Vietnam.vn)", "Báo Tuyên Quang (Vietnam.vn)"),  # says more
        ("www.vietnam.vn", "", "Vietnam.vn"),
        ("www.sggp.org.vn", "Sài Gòn Giải Phóng", "SGGP"),
        ("expydoc.com", "", "expydoc.com"),  # everybody's documents lie there
        ("expydoc.com", "City of Kobe", "City of Kobe"),
    ],
)
def test_a_page_is_called_as_most_sources_there_are_unless_it_says_more(
    tmp_path: Path, catalogue: Catalogue, host: str, said: str, publisher: str
) -> None:
    page = Document("saved.html", TEXT, url=f"https://{host}/some-new-page", publisher=said)
    adding.add(tmp_path, [(page, [event()], [])], catalogue)
    assert deciding.one(tmp_path, 1)[0].source["publisher"] == publisher


@pytest.mark.parametrize("decided", ["waits", "accepted", "rejected", "edited and accepted"])
def test_the_same_page_does_not_ask_twice(tmp_path: Path, catalogue: Catalogue, decided: str) -> None:
    put(tmp_path, catalogue, proposal())
    if decided == "rejected":
        deciding.reject(tmp_path, [1], "Lan", "it was two ministries")
    elif decided != "waits":
        accept(tmp_path, 1, **({"signed": "2021-03-04"} if decided.startswith("edited") else {}))
    again = known(tmp_path)
    for url in (URL, "http://www.news.example.org/da-nang-kawasaki.html#top", f"{URL}?utm_source=mail", f"{URL}/"):
        assert put(tmp_path, again, proposal(), url=url, text="The page was corrected since.") == []
    assert put(tmp_path, again, proposal(), url="/home/lan/saved.txt") == []  # its sentences say the same
    assert put(tmp_path, again, proposal(text="other.pdf"), url="other.pdf", title="Another title") == []


def test_another_page_or_another_fact_asks(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, proposal())
    deciding.reject(tmp_path, [1], "Lan", "no fact")
    assert put(tmp_path, catalogue, proposal(), url="https://other.example.org/") == [2]
    assert put(tmp_path, catalogue, proposal(date="2021-03-05")) == [3]
    assert put(tmp_path, catalogue, proposal(quotes=["Otherwise said."]), url="mine.txt") == [4]
    assert put(tmp_path, catalogue, proposal(**OPEN)) == [5]


def test_what_is_known_and_cites_the_page_does_not_ask(tmp_path: Path, catalogue: Catalogue) -> None:
    """Da Nang and Sakai signed a memorandum by our table; another page that tells of it is a further source."""
    [tie] = [one for one in catalogue.of(TABLES["ties"]) if one.tie_id == "da-nang--sakai--mou--2009"]
    day = str(tie.signed)
    signed = proposal(kind=tie.kind, date=day, record={**DA_NANG, **SAKAI, "kind": tie.kind, "signed": day})
    cited = str(catalogue.sources[tie.sources[0]].url)
    assert put(tmp_path, catalogue, signed, url=cited) == []
    assert put(tmp_path, catalogue, signed, url="https://other.example.org/") == [1]
    weighed = accept(tmp_path, 1)
    assert weighed.verdict.status == "known"
    assert put(tmp_path, known(tmp_path), signed, url="https://third.example.org/") == [2]
    accept(tmp_path, 2)
    assert [one.known for one in known(tmp_path).matches["inbox"]] == [tie, tie]
    assert not known(tmp_path).left


def test_a_saved_page_stands_where_it_says_itself_and_is_known_with_that(tmp_path: Path, catalogue: Catalogue) -> None:
    saved = Document("saved.html", TEXT, url=URL, publisher="The Harbour Times", published="2021-03")
    adding.add(tmp_path, [(saved, [proposal()], [])], catalogue)
    item, _ = deciding.one(tmp_path, 1)
    assert (item.source["url"], item.source["publisher"]) == (URL, "The Harbour Times")
    assert put(tmp_path, catalogue, proposal(quotes=["Otherwise said."])) == []  # the page of that address
    adding.add(tmp_path, [(saved, [event()], [])], catalogue, url="https://elsewhere.example.org/")
    assert deciding.one(tmp_path, 2)[0].source["url"] == "https://elsewhere.example.org/"  # a person says so
    accept(tmp_path, 1)
    [source] = rows(tmp_path, "sources")
    assert (source["url"], source["date"]) == (URL, "2021-03")


def test_a_text_without_an_address_says_so_until_it_is_told(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, proposal(), event(), url="saved.txt")
    deciding.edit(tmp_path, 1, "Lan", {"source_title": "A better title"})
    with pytest.raises(NotAcceptableError, match="source_url: the web address of this text is missing; fill it in"):
        accept(tmp_path, 1)
    deciding.reject(tmp_path, [2], "Lan", "no fact")
    read = Document("saved.txt", TEXT, "Two ports", "2021-03-04")
    added = adding.add(tmp_path, [(read, [proposal(), event()], [])], catalogue, url=URL)
    assert (added.waiting, added.before, added.addressed) == ([], 2, 1)
    source = deciding.one(tmp_path, 1)[0].source
    assert (source["url"], source["title"]) == (URL, "A better title")
    assert "url" not in deciding.one(tmp_path, 2)[0].source
    accept(tmp_path, 1)


def test_a_day_that_is_told_later_makes_no_other_facts(tmp_path: Path, catalogue: Catalogue) -> None:
    """A text without its day is read first, and then again with --published: its dates are in full then."""
    undated = event("") | {"record": {"kind": "meeting", **HUE, **SAKAI}}
    late = event("2024-05-07")
    put(tmp_path, catalogue, undated, proposal(date=""), url="page.html", published="")
    deciding.edit(tmp_path, 1, "Lan", {"jp_name": "Kobe", "title": "Mayors meet"})
    deciding.reject(tmp_path, [2], "Lan", "no fact")
    document = Document("page.html", TEXT, "Two ports", "2024-05-08")
    added = adding.add(tmp_path, [(document, [event(), proposal(), late], [])], catalogue)
    assert (added.before, added.dated, added.waiting) == (2, 2, [3])  # the sentence tells of two meetings
    item, _ = deciding.one(tmp_path, 1)
    assert (item.record["date"], item.record["jp_name"], item.record["title"]) == ("2024-05-06", "Kobe", "Mayors meet")
    assert "jp_level" not in item.record
    assert item.source["date"] == "2024-05-08"
    assert waiting(tmp_path) == [1, 3]
    assert put(tmp_path, catalogue, undated, event(), proposal(), late, url="page.html") == []


# --- accepting -------------------------------------------------------------------------------------------------------


def test_what_is_accepted_is_a_row_with_its_source_its_evidence_and_who_accepted_it_when(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    put(tmp_path, catalogue, proposal())
    accept(tmp_path, 1, fields="ports", signed="2021-03")
    [tie] = rows(tmp_path, "ties")
    [source] = rows(tmp_path, "sources")
    _, how = deciding.one(tmp_path, 1)
    assert how is not None
    today = how.decision.at[:10]
    assert tie == {
        "tie_id": "da-nang--osaka-sakai--mou--2021-03", **DA_NANG, **SAKAI, "kind": "mou", "signed": "2021-03",
        "fields": "ports", "sources": source["source_id"], "added": today,
    }  # fmt: skip
    assert source == {
        "source_id": source["source_id"], "title": "Two ports", "publisher": "news.example.org", "date": "2021-03-04",
        "url": URL, "language": "en", "added": today,
    }  # fmt: skip
    evidence = {row["column"]: row for row in rows(tmp_path, "evidence")}
    assert set(evidence) == {*DA_NANG, *SAKAI, "kind", "signed", "fields"}
    assert {row["by"] for row in evidence.values()} == {"Lan"}
    assert {row["at"] for row in evidence.values()} == {how.decision.at}
    assert {row["source"] for row in evidence.values()} == {source["source_id"]}
    kind = evidence["kind"]
    assert (kind["quote"], kind["start"], kind["end"]) == (SIGNED, "0", str(len(SIGNED)))
    assert "quote" not in evidence["signed"]  # a person told it
    assert waiting(tmp_path) == []
    assert [(one.known, one.row.tie_id) for one in known(tmp_path).matches["inbox"]] == [(None, tie["tie_id"])]


def test_an_event_without_a_title_is_called_by_its_kind_and_parties_in_three_languages(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    put(tmp_path, catalogue, event())
    accept(tmp_path, 1)
    [row] = rows(tmp_path, "events")
    assert row["title"] == "Meeting: Thua Thien Hue – Sakai (Osaka)"  # as it was called that day
    assert row["title_vi"].endswith(": Tỉnh Thừa Thiên Huế – Thành phố Sakai (tỉnh Osaka)")
    assert row["title_ja"] == "会談: トゥアティエン・フエ省 – 堺市"
    assert row["vn_name"] == "Thua Thien Hue"


def test_a_project_has_its_two_sides_as_participants(tmp_path: Path, catalogue: Catalogue) -> None:
    plain = proposal(
        "project", kind="ongoing", date="2024", record={"start": "2024", "status": "ongoing", **DA_NANG, **SAKAI}
    )
    put(tmp_path, catalogue, plain)
    with pytest.raises(NotAcceptableError, match="title: is empty; every row needs it"):
        accept(tmp_path, 1)
    accept(tmp_path, 1, title="Cleaner harbours")
    [row] = rows(tmp_path, "projects")
    parts = rows(tmp_path, "project_participants")
    assert (row["title"], row["start"], row["status"]) == ("Cleaner harbours", "2024", "ongoing")
    assert [(one["project_id"], one["name"], one["country"], one["role"]) for one in parts] == [
        (row["project_id"], "Da Nang", "VN", "partner"), (row["project_id"], "Sakai", "JP", "partner"),
    ]  # fmt: skip
    assert not known(tmp_path).left


def test_a_membership_is_of_one_side(tmp_path: Path, catalogue: Catalogue) -> None:
    record = {"network_id": "citynet", "name": "Sakai", "level": "designated-city", "parent": "Osaka", "role": "member"}
    one = proposal("membership", kind="member", date="", network="CITYNET", record=record,
                   parties={"jp": party("Sakai", "jp/osaka/sakai")})  # fmt: skip
    assert put(tmp_path, catalogue, one) == [1]
    accept(tmp_path, 1)
    [row] = rows(tmp_path, "memberships")
    assert (row["network_id"], row["name"], row["country"]) == ("citynet", "Sakai", "JP")
    assert not known(tmp_path).left


@pytest.mark.parametrize(
    ("cells", "file", "header"),
    [
        ({"signed": "2024-02-30"}, "ties.csv", "tie_id,vn_name,jp_name,kind,signed,sources"),
        ({"signed": "2034-02-03"}, "ties.csv", "tie_id,vn_name,jp_name,kind,signed,sources"),
        ({"kind": "marriage"}, "ties.csv", "tie_id,vn_name,jp_name,kind,signed,sources"),
        ({"jp_name": "Kawasaki"}, "ties.csv", "tie_id,vn_name,jp_name,kind,signed,sources"),
        ({"jp_name": "Atlantis"}, "ties.csv", "tie_id,vn_name,jp_name,kind,signed,sources"),
        ({"expires": "2020"}, "ties.csv", "tie_id,vn_name,jp_name,kind,signed,expires,sources"),
        ({"follows": "nothing-like-it"}, "ties.csv", "tie_id,vn_name,jp_name,kind,signed,follows,sources"),
    ],
)
def test_what_check_would_refuse_is_refused_with_its_words(
    tmp_path: Path, catalogue: Catalogue, cells: dict[str, str], file: str, header: str
) -> None:
    put(tmp_path, catalogue, proposal())
    with pytest.raises(NotAcceptableError) as refused:
        accept(tmp_path, 1, **cells)
    assert own.own(tmp_path) == []
    assert waiting(tmp_path) == [1]
    row = {"tie_id": "x", "vn_name": "Da Nang", "jp_name": "jp/osaka/sakai", "kind": "mou", "signed": "2021-03-03",
           "sources": "da-nang-mitsuke", **cells}  # fmt: skip
    (tmp_path / file).write_text(f"{header}\n{','.join(row[one] for one in header.split(','))}\n", "utf-8")
    done = run_coop("check", tmp_path / file)
    said = {line.partition("row 2, ")[2] for line in done.out.splitlines() if "row 2" in line}
    said = {line for line in said if not line.endswith("(incomplete)")}
    assert said
    assert said == {f"{one.column}: {one.message}" for one in refused.value.problems}


def test_where_it_is_open_whom_a_name_means_somebody_says_so_first(tmp_path: Path, catalogue: Catalogue) -> None:
    put(
        tmp_path,
        catalogue,
        proposal(**OPEN),
        event() | {"parties": OPEN["parties"], "record": {"date": "2024-05-06", "kind": "meeting", **HUE}},
    )
    told = (
        r"jp_name: it is open whom “Kawasaki” means; choose one: .*\[jp/kanagawa/kawasaki\], .*\[jp/fukuoka/kawasaki\]"
    )
    for number in (1, 2):  # an event may have one side alone, but not because the other is not understood
        with pytest.raises(NotAcceptableError, match=told):
            accept(tmp_path, number)
    accept(tmp_path, 1, jp_name="jp/kanagawa/kawasaki")
    [row] = rows(tmp_path, "ties")
    assert (row["jp_name"], row["jp_level"], row["jp_prefecture"]) == ("Kawasaki", "designated-city", "Kanagawa")


def test_a_second_page_of_an_accepted_event_becomes_a_further_source_of_it(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    put(tmp_path, catalogue, event())
    put(tmp_path, catalogue, event(), url="https://other.example.org/")
    accept(tmp_path, 1)
    assert waiting(tmp_path) == [2]
    accept(tmp_path, 2)
    [row] = rows(tmp_path, "events")
    assert row["sources"].split(";") == [one["source_id"] for one in rows(tmp_path, "sources")]
    assert len(row["sources"].split(";")) == 2
    with pytest.raises(DecidedError, match="proposal 2 is a further source of what 1 added; undo that first"):
        deciding.undo(tmp_path, 1)


def test_a_second_and_a_third_page_of_an_accepted_document_become_further_sources_of_it(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    pages = [URL, "https://second.example.org/", "https://third.example.org/"]
    for url in pages:
        put(tmp_path, catalogue, proposal(), url=url)
    for number in (1, 2, 3):
        accept(tmp_path, number)
    read = known(tmp_path)
    assert not read.left
    [new, *others] = read.matches["inbox"]
    assert new.known is None
    assert [one.known for one in others] == [new.row, new.row]
    back = hand_back(tmp_path, tmp_path / "back", catalogue)
    assert {path.name: one.added for path, one in back.items() if path.stem != "evidence"} == {
        "sources.csv": 3, "ties.csv": 1
    }  # fmt: skip
    with (tmp_path / "back" / "ties.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert len(row["sources"].split(";")) == 3


@pytest.mark.parametrize(
    ("told", "claimed"),
    [
        ({"kind": "mou", "signed": "2014-01"}, {"kind": "mou"}),  # its form; friendship-cooperation is recorded
        ({"kind": "sister-city", "signed": "2014-01"}, {"kind": "sister-city"}),
        ({"kind": "friendship-cooperation", "signed": "2014-01-23"}, {"signed": "2014-01-23"}),
        ({"kind": "friendship-cooperation", "signed": "2014"}, {}),
    ],
)
def test_a_known_document_gets_a_further_source_and_what_it_says_otherwise_as_claims(
    tmp_path: Path, catalogue: Catalogue, told: dict[str, str], claimed: dict[str, str]
) -> None:
    one = "phu-tho--nara--friendship-cooperation--2014"
    parties = {"vn": party("Phu Tho", "vn/phu-tho"), "jp": party("Nara", "jp/nara")}
    names = {"vn_name": "vn/phu-tho", "jp_name": "jp/nara"}
    said = proposal(parties=parties, kind=told["kind"], date=told["signed"], record=names | told)
    for number, url in ((1, URL), (2, "https://second.example.org/")):
        put(tmp_path, catalogue, said, url=url)
        weighed = accept(tmp_path, number)
        came = f"a further source of ties/{one}"
        for column, value in claimed.items():
            called = shown.label("ties", column, value)
            came += f", what it says otherwise of ties/{one}, or more exactly: {column} = {called}"
        assert shown.outcome(weighed) == came
    read = known(tmp_path)
    assert not read.left
    assert [match.known.tie_id for match in read.matches["inbox"] if match.known] == [one, one]
    assert [match.claims for match in read.matches["inbox"]] == [(), ()]
    claims = [row for row in rows(tmp_path, "claims") if row["fact_id"] == one]
    assert [{row["property"]: row["value"]} for row in claims] == ([claimed] * 2 if claimed else [])
    evidence = [row for row in rows(tmp_path, "evidence") if row["table"] == "ties"]
    assert not {row["column"] for row in evidence} & claimed.keys()
    assert {row["id"] for row in evidence} == {one}  # as in what is handed back
    back = hand_back(tmp_path, tmp_path / "back", catalogue)
    assert "ties.csv" not in {path.name for path in back}


def test_what_was_accepted_stays_as_it_was_accepted(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, proposal())
    weighed = accept(tmp_path, 1, signed="2021-03", fields="ports", source_title="Ports")
    assert shown.outcome(weighed) == "a new row, ties/da-nang--osaka-sakai--mou--2021-03"
    item, how = deciding.one(tmp_path, 1)
    assert (item.record["signed"], item.record["fields"], item.source["title"]) == ("2021-03", "ports", "Ports")
    scales = deciding.scales_of(tmp_path, known(tmp_path))
    added = [*shown.adds(deciding.as_decided(scales, item, how))]
    assert [(one.table, one.cells.get("fields", "")) for one in added] == [("sources", ""), ("ties", "ports")]
    assert deciding.undo(tmp_path, 1)[0].record["signed"] == "2021-03"  # what was typed is kept
    assert deciding.undo(tmp_path, 1)[0].record["signed"] == "2021-03-03"


def test_what_is_told_with_a_decision_that_is_refused_is_kept(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, proposal(), event())
    with pytest.raises(NotAcceptableError):
        accept(tmp_path, 1, signed="2021-02-30", fields="ports", source_title="Ports")
    item, _ = deciding.one(tmp_path, 1)
    assert (item.record["signed"], item.record["fields"], item.source["title"]) == ("2021-02-30", "ports", "Ports")
    assert deciding.one(tmp_path, 2)[0].source["title"] == "Ports"  # it is the same page
    accept(tmp_path, 1, signed="2021-02")
    own.drop(tmp_path, "inbox")
    assert deciding.one(tmp_path, 1)[0].record["signed"] == "2021-02"


def test_what_another_person_changes_meanwhile_is_not_lost(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, proposal())
    seen = deciding.one(tmp_path, 1)[0].cells
    deciding.edit(tmp_path, 1, "Minh", {"signed": "2021-03-04", "expires": "2026"})
    with pytest.raises(ChangedMeanwhileError, match="signed has been changed meanwhile, to “2021-03-04”"):
        deciding.edit(tmp_path, 1, "Lan", {"signed": "2021-03-05"}, seen)
    item = deciding.edit(tmp_path, 1, "Lan", {"fields": "ports", "signed": "2021-03-04"}, seen)
    assert (item.record["signed"], item.record["expires"], item.record["fields"]) == ("2021-03-04", "2026", "ports")


# --- correcting, rejecting, taking back ------------------------------------------------------------------------------


def test_who_names_another_locality_has_its_level_and_province_looked_up(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, proposal())
    item = deciding.edit(tmp_path, 1, "Lan", {"jp_name": "Kobe", "source_title": "  A better\ttitle "})
    assert item.record["jp_name"] == "Kobe"
    assert "jp_level" not in item.record
    assert item.source["title"] == "A better title"
    accept(tmp_path, 1)
    [row] = rows(tmp_path, "ties")
    assert (row["jp_name"], row["jp_level"], row["jp_prefecture"]) == ("Kobe", "designated-city", "Hyogo")
    assert rows(tmp_path, "sources")[0]["title"] == "A better title"


@pytest.mark.parametrize("said", ["29/1/2018", "29 January 2018", "平成30年1月29日", "ngày 29 tháng 1 năm 2018"])
def test_a_date_may_be_written_as_people_write_it(tmp_path: Path, catalogue: Catalogue, said: str) -> None:
    put(tmp_path, catalogue, proposal())
    item = deciding.edit(tmp_path, 1, "Lan", {"signed": said, "source_date": said, "fields": said})
    assert (item.record["signed"], item.source["date"], item.record["fields"]) == ("2018-01-29", "2018-01-29", said)
    assert deciding.edit(tmp_path, 1, "Lan", {"signed": "in January"}).record["signed"] == "in January"


@pytest.mark.parametrize(
    ("said", "recorded"),
    [
        ("agriculture, human resources", "agriculture;human-resources"),
        ("Nông nghiệp; nguồn nhân lực", "agriculture;human-resources"),
        ("農業、上下水道・水環境", "agriculture;water"),
        ("agriculture;no field of ours", "agriculture;no field of ours"),
    ],
)
def test_a_field_of_cooperation_may_be_called_as_it_is_in_any_language(
    tmp_path: Path, catalogue: Catalogue, said: str, recorded: str
) -> None:
    put(tmp_path, catalogue, proposal())
    item = deciding.edit(tmp_path, 1, "Lan", {"fields": said, "kind": "覚書", "jp_level": "thành phố chỉ định"})
    assert (item.record["fields"], item.record["kind"]) == (recorded, "mou")


def test_a_column_that_is_none_is_refused_with_the_one_that_may_be_meant(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, proposal())
    with pytest.raises(NoSuchColumnError, match=r"“sinned” is no column of ties; did you mean “signed”?"):
        deciding.edit(tmp_path, 1, "Lan", {"sinned": "2024"})
    with pytest.raises(NoSuchColumnError, match="“tie_id” is no column of ties"):
        deciding.edit(tmp_path, 1, "Lan", {"tie_id": "mine"})


def test_a_decision_is_made_once_and_can_be_taken_back(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, proposal(), event())
    with pytest.raises(DecidedError, match="nothing has been decided yet"):
        deciding.undo(tmp_path)
    accept(tmp_path, 1)
    deciding.reject(tmp_path, [2], "Lan", "a meeting of companies")
    for number in (1, 2):
        with pytest.raises(DecidedError, match=f"proposal {number} has been decided on already, by Lan on"):
            accept(tmp_path, number)
        with pytest.raises(DecidedError):
            deciding.reject(tmp_path, [number], "Minh", "a meeting of companies")
        with pytest.raises(DecidedError):
            deciding.edit(tmp_path, number, "Minh", {"fields": "ports"})
    with pytest.raises(NotInInboxError, match="there is no proposal 3 in the inbox"):
        accept(tmp_path, 3)
    assert deciding.undo(tmp_path)[0].number == 2
    assert deciding.undo(tmp_path)[0].number == 1
    assert waiting(tmp_path) == [1, 2]
    assert own.own(tmp_path) == []
    accept(tmp_path, 1)


def test_a_rejection_has_a_reason_which_can_be_changed(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, proposal())
    for reason in ("", " \n"):
        with pytest.raises(NoReasonError, match="say why it is rejected"):
            deciding.reject(tmp_path, [1], "Lan", reason)
    deciding.reject(tmp_path, [1], "Lan", "two ministries")
    with pytest.raises(DecidedError):
        deciding.reject(tmp_path, [1], "Minh", "two ministries")
    rejected = deciding.reject(tmp_path, [1], "Minh", "two companies")[0].rejected
    assert rejected
    assert (rejected.by, rejected.reason) == ("Minh", "two companies")


def test_all_that_waits_of_a_text_is_rejected_and_taken_back_in_one_decision(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    put(tmp_path, catalogue, proposal(), event(), event("2024-05-07"))
    put(tmp_path, catalogue, event("2024-05-08"), url="https://other.example.org/", text="Another text.")
    accept(tmp_path, 1)
    scales = deciding.scales_of(tmp_path, known(tmp_path))
    with pytest.raises(DecidedError):
        deciding.reject(tmp_path, [2, 1], "Lan", "of companies")
    assert waiting(tmp_path) == [2, 3, 4]
    assert deciding.reject_text(tmp_path, 3, "Lan", "of companies", scales) == [2, 3]
    assert waiting(tmp_path) == [4]
    assert [one.number for one in deciding.undo(tmp_path)] == [2, 3]
    deciding.reject(tmp_path, [4, 3], "Lan", "of companies")
    assert [one.number for one in deciding.undo(tmp_path, 3)] == [3, 4]
    assert waiting(tmp_path) == [2, 3, 4]


def test_taking_back_what_was_corrected_brings_the_proposal_as_it_was(tmp_path: Path, catalogue: Catalogue) -> None:
    put(tmp_path, catalogue, proposal())
    deciding.edit(tmp_path, 1, "Lan", {"signed": "2023"})
    deciding.reject(tmp_path, [1], "Lan", "no fact")
    assert deciding.undo(tmp_path, 1)[0].record["signed"] == "2023"
    assert deciding.undo(tmp_path, 1)[0].record["signed"] == "2021-03-03"
    with pytest.raises(DecidedError, match="proposal 1 waits, and nothing of it was changed"):
        deciding.undo(tmp_path, 1)


def test_dropping_the_data_set_takes_all_acceptances_back_and_no_rejection(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    put(tmp_path, catalogue, proposal(), event())
    accept(tmp_path, 1)
    deciding.reject(tmp_path, [2], "Lan", "no fact")
    own.drop(tmp_path, "inbox")
    assert waiting(tmp_path) == [1]


def test_a_list_of_that_name_which_somebody_loaded_is_left_alone(tmp_path: Path, catalogue: Catalogue) -> None:
    with own.draft(tmp_path, "inbox") as draft:
        draft.table("sources", ["source_id", "title"])({"source_id": "inbox", "title": "mine"})
        draft.keep({"title": "inbox.csv"})
    with pytest.raises(NameTakenError, match="“inbox” is a list that you have loaded"):
        put(tmp_path, catalogue, proposal())
    assert rows(tmp_path, "sources") == [{"source_id": "inbox", "title": "mine"}]
