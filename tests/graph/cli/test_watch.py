"""Feeds and pages are watched by commands, and what is new in them is proposed; so it is with a model behind."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import spreadsheet
from fickle import Fickle, fickle, refusing
from pages_server import Pages, serving_pages
from test_second_reader import GUESTS, KEY, SIGNED, TEXT, stating
from test_watching import index, notice, rss

from graph.cli.main import main
from loaders.sources import manners
from loaders.sources.manners import Visitor
from loaders.sources.patience import Patience

Run = Callable[..., Result]


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    quick = Patience(attempts=1, timeout=5, sleep=lambda _: None)
    monkeypatch.setattr(manners, "Visitor", lambda: Visitor(quick))
    with serving_pages() as there:
        there.put("/news/1", notice(TEXT))
        yield there


@pytest.fixture
def coop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in ("http_proxy", "https_proxy", "all_proxy", "OPENAI_BASE_URL", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)

    def run(*arguments: str, status: int = 0, **env: str) -> Result:
        done = CliRunner(env={"COOP_STORE": str(tmp_path), **env}).invoke(main, arguments)
        assert done.exit_code == status, done.output
        return done

    return run


def watched(coop: Run) -> list[dict[str, str]]:
    return spreadsheet(coop("watch", "list", "--format", "csv").stdout)


def waiting(coop: Run) -> list[tuple[str, str, str]]:
    """What waits in the inbox: the type, the partner in Japan, the day."""
    rows = spreadsheet(coop("inbox", "list", "--format", "csv").stdout)
    return [(row["type"], row["japan"], row["date"]) for row in rows]


def test_a_feed_is_watched_read_listed_and_watched_no_more(coop: Run, pages: Pages) -> None:
    feed = pages.put("/feed", rss(pages.url, 1), "application/xml")
    assert "a feed; entries: 1" in coop("watch", "add", feed, "--private").stderr
    assert "watched already" in coop("watch", "add", feed, "--private").stderr
    assert "1 new text read" in coop("watch", "run").stderr
    assert ("agreement", "Sakai (Osaka)", "2019-11-15") in waiting(coop)
    [row] = watched(coop)
    assert (row["address"], row["watched_as"], row["entries"], row["trouble"]) == (feed, "feed", "1", "")
    assert row["since"] == row["looked"] == row["new_on"]
    before = waiting(coop)
    assert "0 new texts read" in coop("watch", "run", feed).stderr
    assert waiting(coop) == before
    coop("watch", "remove", feed)
    assert watched(coop) == []
    coop("watch", "add", feed, "--private")
    assert "proposed before" in coop("watch", "run").stderr
    assert waiting(coop) == before, "what was asked once is not asked again"
    coop("watch", "remove", feed)
    assert "Nothing is watched" in coop("watch", "run").stderr


def test_of_a_page_only_what_is_new_is_proposed(coop: Run, pages: Pages) -> None:
    old = "On 15 November 2019 Da Nang and the city of Sakai signed a memorandum of understanding on tourism."
    new = "On 3 March 2020 Hai Phong and Niigata signed a memorandum of understanding on agriculture."
    page = pages.put("/ties", notice(old))
    coop("watch", "add", page, "--private")
    coop("watch", "run")
    first = waiting(coop)
    assert [place for _type, place, _day in first] == ["Sakai (Osaka)"]
    pages.put("/ties", notice(old, new))
    said = coop("watch", "run").stderr
    assert "1 fact proposed" in said
    [further] = set(waiting(coop)) - set(first)
    assert further[1:] == ("Niigata Prefecture", "2020-03-03")


def test_what_yields_nothing_any_more_is_an_alarm_that_others_do_not_suffer_from(coop: Run, pages: Pages) -> None:
    gone = pages.put("/index", index(1, 2, 3, 4, 5))
    for number in range(2, 6):
        pages.put(f"/news/{number}", notice(TEXT))
    feed = pages.put("/feed", rss(pages.url, 1), "application/xml")
    coop("watch", "add", gone, feed, "--private")
    coop("watch", "run", gone)
    pages.put("/index", index())
    said = coop("watch", "run", status=1).stderr
    assert f"{gone}: yields nothing any more" in said
    assert f"{feed}: 1 new text read" in said
    assert [row["trouble"] for row in watched(coop)] == ["empty", ""]
    for language, words in (("vi", "không còn cho gì nữa"), ("ja", "何も得られなくなりました")):
        assert words in coop("watch", "list", "--lang", language).stdout


def test_an_address_of_this_machine_is_not_watched_unless_that_is_said(coop: Run, pages: Pages) -> None:
    feed = pages.put("/feed", rss(pages.url, 1), "application/xml")
    assert "not public" in coop("watch", "add", feed, status=1).stderr
    assert watched(coop) == []
    assert pages.requests == []


def test_what_is_not_watched_cannot_be_run_or_removed(coop: Run) -> None:
    for command in ("run", "remove"):
        assert "is not watched" in coop("watch", command, "https://nowhere.example/", status=2).stderr


# --- a model as a second reader --------------------------------------------------------------------------------------


@pytest.fixture
def model() -> Iterator[Fickle]:
    with fickle(kind="application/json", body=stating(SIGNED, GUESTS, SIGNED | {"jp": "Kyoto"})) as server:
        yield server


@pytest.fixture
def text(tmp_path: Path) -> str:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, "utf-8")
    return str(path)


def test_a_model_reads_behind_and_what_is_not_borne_out_is_told(coop: Run, model: Fickle, text: str) -> None:
    env = {"OPENAI_BASE_URL": model.url, "OPENAI_API_KEY": KEY}
    alone = json.loads(coop("propose", text, "--format", "json").stdout)
    assert model.requests == []
    done = coop("propose", text, "--format", "json", "--model", "a-model", **env)
    both = json.loads(done.stdout)
    assert both[: len(alone)] == alone
    [only] = both[len(alone) :]
    assert (only["type"], only["vn"], only["certain"]) == ("event", "vn/hai-phong", False)
    assert "model" in only["unsure"]
    assert "Kyoto" in done.stderr
    shown = coop("propose", text, "--model", "a-model", "--lang", "ja", **env)
    assert "モデルだけがそう読んでいます" in shown.stdout
    assert "本文で裏付けられない" in shown.stderr


def test_what_only_the_model_reads_waits_in_the_inbox_as_such(coop: Run, model: Fickle, text: str) -> None:
    said = coop("inbox", "add", text, "--model", "a-model", OPENAI_BASE_URL=model.url).stderr
    assert "Kyoto" in said
    [row] = [
        row for row in spreadsheet(coop("inbox", "list", "--format", "csv").stdout) if row["vietnam"] == "Hai Phong"
    ]
    assert row["certain"] == "no"
    assert "only the model reads it so" in coop("inbox", "show", row["proposal"]).stdout


def test_a_model_that_fails_loses_nothing(coop: Run, model: Fickle, text: str) -> None:
    alone = coop("propose", text, "--format", "json").stdout
    model.always = refusing(401)
    done = coop(
        "propose", text, "--format", "json", "--model", "a-model", OPENAI_BASE_URL=model.url, OPENAI_API_KEY=KEY
    )
    assert done.stdout == alone
    assert "OPENAI_API_KEY" in done.stderr
    assert KEY not in done.output
    assert "OPENAI_BASE_URL" in coop("propose", text, "--model", "a-model", status=1).stderr
