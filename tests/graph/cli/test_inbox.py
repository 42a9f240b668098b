"""`coop inbox`: texts come in, a person decides, what was accepted is in the graph and can be handed back."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Done, copied, run_coop
from test_language import english

NEWS = ROOT / "examples" / "news.txt"
PAGE = "https://news.example.org/can-tho"


@pytest.fixture
def coop(folder: Path, tmp_path: Path) -> Callable[..., Done]:
    """Runs ``coop inbox`` on a copy of the graph of all facts."""
    graph = copied(folder, tmp_path / "graph")
    return lambda *arguments, **settings: run_coop(
        *arguments, **{"COOP_STORE": str(graph), "COOP_STEWARD": "Lan"} | settings
    )


def test_what_is_accepted_is_in_the_graph_until_that_is_taken_back(coop: Callable[..., Done], tmp_path: Path) -> None:
    assert coop("inbox", "add", NEWS, "--url", PAGE, "--publisher", "Can Tho City").status == 0
    assert "3 were proposed before" in coop("inbox", "add", NEWS, "--url", PAGE).err
    listed = json.loads(coop("inbox", "list", "--format", "json").out)
    assert [(one["proposal"], one["change"], one["vietnam_id"], one["japan_id"]) for one in listed] == [
        ("1", "new", "vn/can-tho", "jp/fukuoka/kitakyushu"), ("2", "new", "vn/can-tho", "jp/fukuoka/kitakyushu"),
        ("3", "known", "vn/hai-phong", "jp/fukuoka/kitakyushu"),
    ]  # fmt: skip
    assert "+ a new row: ties/can-tho--fukuoka-kitakyushu--mou--2026-05-05" in coop("inbox", "show", 2).out
    accepted = coop("inbox", "accept", 2, "fields=water")
    assert accepted.status == 0
    assert "1 fact accepted" in accepted.err
    assert "2: a new row, ties/can-tho--fukuoka-kitakyushu--mou--2026-05-05" in accepted.err
    refused = coop("inbox", "reject", 1)
    assert refused.status == 2
    assert "say why with --reason TEXT" in refused.err
    assert coop("inbox", "reject", 1, "--reason", "a courtesy call").status == 0
    told = coop("show", "can-tho", "kitakyushu", "--as-of", "2026-11-29").out
    assert "5 May 2026" in told
    assert PAGE in told
    assert "water" in told.lower()
    assert "accepted by Lan on" in coop("inbox", "show", 2).out
    assert "memorandum of understanding" in coop("diff", "inbox").out
    assert "bản ghi nhớ" in coop("diff", "inbox", "--lang", "vi").out
    assert json.loads(coop("diff", "inbox", "--format", "json").out)[0]["kind"] == "mou"
    both = coop("inbox", "show", 1, 2).out
    assert "a courtesy call" in both
    assert "2. Agreement: Can Tho – Kitakyushu" in both
    everything = json.loads(coop("inbox", "list", "--all", "--format", "json").out)
    assert {one["proposal"]: (one["change"], one["decision"], one["reason"]) for one in everything} == {
        "1": ("new", "rejected", "a courtesy call"), "2": ("new", "accepted", ""), "3": ("known", "", ""),
    }  # fmt: skip
    assert "a courtesy call" in coop("inbox", "list", "--all").out
    assert coop("inbox", "list").out.splitlines() == [
        "3. Agreement: Hai Phong – Kitakyushu, sister city, 2014",
        "  known already, so this is a further source: ties/hai-phong--kitakyushu--sister-city--2014",
        "  Can Tho and Kitakyushu agree on clean water, Can Tho City",
    ]
    assert coop("inbox", "export", tmp_path / "back").status == 0
    shown = coop("inbox", "show", 3).out
    assert "  = ties/hai-phong--kitakyushu--sister-city--2014: sister city, 18 April 2014, " in shown
    checked = run_coop("check", *sorted((tmp_path / "back").glob("*.csv")))
    assert (checked.status, checked.err.partition(",")[0]) == (0, "2 rows are right")
    assert coop("inbox", "undo", 2).status == 0
    assert PAGE not in coop("show", "can-tho", "kitakyushu", "--as-of", "2026-11-29").out


def test_a_text_is_told_its_address_and_what_is_changed_can_be_taken_back(coop: Callable[..., Done]) -> None:
    assert "Nothing waits to be decided on." in coop("inbox", "list").err
    coop("inbox", "add", NEWS)
    assert "  ! source_url: the web address of this text is missing" in coop("inbox", "list").out
    assert "source_url: the web address of this text is missing" in coop("inbox", "show", 2).out
    told = coop("inbox", "add", NEWS, "--url", PAGE).err
    assert "3 were proposed before, of 3 of them the address is known now" in told
    assert "! " not in coop("inbox", "show", 2).out
    coop("inbox", "edit", 2, "signed=2026-05")
    assert "proposal 2 is again as it was proposed" in coop("inbox", "undo", 2).err
    coop("inbox", "reject", 2, "--reason", "two companies")
    assert "proposal 2 waits again" in coop("inbox", "undo", 2).err
    coop("inbox", "reject", 1, 2, "--reason", "two companies")
    assert "proposals 1, 2 wait again" in coop("inbox", "undo").err


def test_an_address_is_that_of_one_text(coop: Callable[..., Done]) -> None:
    refused = coop("inbox", "add", NEWS, NEWS, "--url", PAGE)
    assert refused.status == 2
    assert "--url: is the address of one text; add it alone" in refused.err
    assert "Nothing waits to be decided on." in coop("inbox", "list").err


def test_what_is_known_and_does_not_ask_is_named(coop: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("On 8 November 2023, the Mayor of Asahikawa visited Hanoi.\n", "utf-8")
    page = "https://en.doanhnghiephoinhap.vn/hanoi-collaborates-and-establishes-ties-with-asahikawa-city-japan.html"
    told = coop("inbox", "add", tmp_path / "page.txt", "--url", page).err
    assert "0 facts wait to be looked at, 1 is known" in told
    assert (
        "  = Event: Hanoi – Asahikawa, delegation visit, 8 November 2023: events/2023-11-08--hanoi--asahikawa" in told
    )


def test_a_fact_that_nobody_proposed_is_written(coop: Callable[..., Done], tmp_path: Path) -> None:
    coop("inbox", "add", NEWS, "--url", PAGE)
    done = coop("inbox", "write", "event", 1, "vn_name=Can Tho", "jp_name=jp/fukuoka/kitakyushu", "date=2026-05-07",
                "kind=meeting")  # fmt: skip
    assert "4. Event: Can Tho – Kitakyushu, meeting, 7 May 2026" in done.out
    assert "Can Tho and Kitakyushu agree on clean water" in done.out
    (tmp_path / "silent.txt").write_text("A mayor plans to visit Da Nang.\n", "utf-8")
    told = coop("inbox", "add", tmp_path / "silent.txt").err
    assert "silent.txt: No fact of ours was found in it." in told
    done = coop(
        "inbox", "write", "event", tmp_path / "silent.txt", "vn_name=Da Nang", "date=2026-05-07", "kind=meeting"
    )
    assert done.out.startswith("5. Event: Da Nang, meeting, 7 May 2026")
    assert "source_url: the web address of this text is missing" in done.out
    (tmp_path / "another.txt").write_text("Another text.\n", "utf-8")
    refused = coop("inbox", "write", "event", tmp_path, "date=2026")
    assert refused.status == 2
    assert "TEXT: " in refused.err


def test_what_cannot_be_accepted_is_told_and_the_rest_is_accepted(
    coop: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.cli.inbox.build_graph", lambda _: None)
    coop("inbox", "add", NEWS, "--url", PAGE)
    coop("inbox", "edit", 1, "date=2026-02-30")
    done = coop("inbox", "accept", 1, 2)
    assert done.status == 1
    assert "proposal 1 cannot be accepted as it is: date: “2026-02-30” does not exist" in done.err
    assert "1 fact accepted" in done.err
    coop("inbox", "undo", 2)
    done = coop("inbox", "accept", 2, 9)
    assert done.status == 1
    assert "1 fact accepted" in done.err
    assert "there is no proposal 9 in the inbox" in done.err
    taken = coop("load", ROOT / "examples" / "ties.csv", "--name", "inbox", "--yes")
    assert taken.status == 2
    assert "“inbox” is the name of something else in the graph" in taken.err


@pytest.mark.parametrize("language", ["vi", "ja"])
def test_all_of_it_is_told_in_the_language(
    coop: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str
) -> None:
    monkeypatch.setattr("graph.cli.inbox.build_graph", lambda _: None)
    for arguments, status in (
        (("add", NEWS, "--url", PAGE), 0), (("add", NEWS, "--url", PAGE), 0), (("list",), 0), (("accept", 2), 0),
        (("reject", 1), 2), (("reject", 1, "--reason", "4 × 5"), 0), (("reject", 1, "--reason", "4 × 5"), 1),
        (("undo", 1), 0), (("accept", "x"), 2), (("show", 3), 0),
        (("accept", 3, "sinned=2"), 1), (("edit", 3, "x"), 2),
        (("undo",), 0), (("export", tmp_path / "back"), 0), (("show", 9), 1),
    ):  # fmt: skip
        done = coop("inbox", *arguments, COOP_LANG=language)
        assert done.status == status, done.err
        if arguments == ("accept", 2):
            assert {"vi": "đã duyệt", "ja": "採用した"}[language] in coop("sources", COOP_LANG=language).out
        lines = [line for line in done.err.splitlines() if not line.startswith(("Usage", "Cách dùng", "使い方", "Try"))]
        assert english("\n".join(lines)) == []
    shown = coop("inbox", "list", COOP_LANG=language).out.splitlines()
    assert english("\n".join(one for one in shown if "Can Tho and Kitakyushu" not in one)) == []
