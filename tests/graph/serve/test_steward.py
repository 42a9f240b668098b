"""The steward's desk: on this machine alone, for whoever has the key; the text beside the record, by mouse or keys."""

import asyncio
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode, urlsplit

import html5lib
import pytest
from aiohttp import web
from axe_playwright_python.sync_playwright import Axe
from conftest import Seen, run_coop
from inboxes import DA_NANG, SIGNED, TEXT, accept, event, party, proposal, put
from playwright.sync_api import Browser, Page, expect

from graph.serve import _error_documents, _kept_safe, _spoken_to
from graph.serve.marked_text import parted, pieces
from graph.serve.steward import Steward
from loaders.imports import user_datasets as own
from loaders.inbox import deciding, folder
from loaders.tables.catalogue import Catalogue

OPEN = {
    "parties": {
        "vn": party("Da Nang", "vn/da-nang"),
        "jp": party("Kawasaki", None, "jp/kanagawa/kawasaki", "jp/fukuoka/kawasaki"),
    },
    "record": {**DA_NANG, "kind": "mou", "signed": "2021-03-03"},
}


@dataclass
class Open:
    """A desk that is open: the folder of its graph, where it answers, how one gets in."""

    graph: Path
    address: str
    entrance: str

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, dict[str, str], str]:
        """Send one request as told; return the status, the headers, the text."""
        line = HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        sent = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        line.request(method, path, body or None, sent | {name.replace("_", "-"): one for name, one in headers.items()})
        answer = line.getresponse()
        said = answer.read().decode()
        line.close()
        return answer.status, dict(answer.getheaders()), said

    def show(self, page: Page, number: int, language: str = "en") -> None:
        """Let a browser in, and have it show a proposal."""
        page.goto(self.address + self.entrance)
        page.goto(f"{self.address}/steward/{number}?lang={language}")
        page.wait_for_load_state()

    def cookie(self) -> str:
        return self.ask("GET", self.entrance)[1]["Set-Cookie"].partition(";")[0]

    def token(self, cookie: str) -> str:
        [*found] = re.findall(r'name="token" value="([0-9a-f]+)"', self.ask("GET", "/steward/1", Cookie=cookie)[2])
        return str(found[0])


@pytest.fixture
def desk(tmp_path: Path, catalogue: Catalogue) -> Iterator[Open]:
    """A desk with a memorandum, one whose party is open, and a meeting; nothing builds a graph."""
    put(tmp_path, catalogue, proposal(), proposal(**OPEN), event())
    steward = Steward(tmp_path, "Lan")
    loop = asyncio.new_event_loop()

    async def start() -> tuple[web.AppRunner, int]:
        made = web.Application(middlewares=[_kept_safe, _spoken_to, _error_documents])
        made.add_routes(steward.routes())
        runner = web.AppRunner(made, access_log=None)
        await runner.setup()
        listening = web.TCPSite(runner, "127.0.0.1", 0)
        await listening.start()
        return runner, int(runner.addresses[0][1])

    running = threading.Thread(target=loop.run_forever, daemon=True)
    running.start()
    runner, port = asyncio.run_coroutine_threadsafe(start(), loop).result(60)
    yield Open(tmp_path, f"http://127.0.0.1:{port}", steward.entrance)
    for ending in (steward.stop(), runner.cleanup()):
        asyncio.run_coroutine_threadsafe(ending, loop).result(60)
    loop.call_soon_threadsafe(loop.stop)
    running.join(60)


# --- who gets in -----------------------------------------------------------------------------------------------------


def test_without_the_key_nobody_gets_in(desk: Open) -> None:
    for path in ("/steward/", "/steward/1", "/steward/?key=wrong", "/steward/?key=%E9"):
        status, headers, said = desk.ask("GET", path)
        assert status == 403
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        assert "Da Nang" not in said
    status, headers, _ = desk.ask("GET", desk.entrance)
    assert (status, headers["Location"]) == (303, "/steward/?lang=en")  # the key does not stay in the address
    assert re.search(r"HttpOnly.*Path=/steward/.*SameSite=Strict", headers["Set-Cookie"])
    assert desk.ask("GET", "/steward/", Cookie=desk.cookie())[0] == 200


@pytest.mark.parametrize("host", ["evil.example.org", "127.0.0.1:1", "evil.example.org:{port}", "[::1", ""])
def test_by_another_name_nobody_gets_in(desk: Open, host: str) -> None:
    """A page elsewhere whose name is made to mean this machine (DNS rebinding) has its own name in Host."""
    named = host.format(port=urlsplit(desk.address).port)
    for path in ("/steward/", desk.entrance):
        assert desk.ask("GET", path, Host=named, Cookie=desk.cookie())[0] in {400, 403}
    port = urlsplit(desk.address).port
    assert desk.ask("GET", "/steward/", Host=f"localhost:{port}", Cookie=desk.cookie())[0] == 200


def test_a_form_that_no_page_of_ours_sent_changes_nothing(desk: Open) -> None:
    cookie = desk.cookie()
    right = {"Cookie": cookie, "Origin": desk.address}
    token = urlencode({"token": desk.token(cookie)})
    refused: list[tuple[str, dict[str, str]]] = [
        ("", right), ("token=wrong", right), ("token=", right), (token, {"Cookie": cookie}),
        (token, right | {"Origin": "http://evil.example.org"}), (token, right | {"Origin": "null"}),
        (token, right | {"Origin": "http://127.0.0.1:1"}), (token, {"Origin": desk.address}),
    ]  # fmt: skip
    for body, headers in refused:
        for what in ("accept", "reject", "reject-text", "edit", "undo"):
            assert desk.ask("POST", f"/steward/1/{what}", body, **headers)[0] == 403
    assert desk.ask("GET", "/steward/1/accept", Cookie=cookie)[0] == 405
    assert all(not one.rejected for one in folder.read(desk.graph).items.values())
    assert own.own(desk.graph) == []
    assert desk.ask("POST", "/steward/1/reject", f"{token}&reason=no+fact", **right)[0] == 303
    assert folder.read(desk.graph).items[1].rejected


def test_no_page_of_another_server_may_read_it(desk: Open) -> None:
    for path in ("/steward/", "/steward/1", "/steward/assets/steward.js", "/steward/9"):
        _, headers, _ = desk.ask("GET", path, Cookie=desk.cookie())
        assert "Access-Control-Allow-Origin" not in headers
    status, headers, _ = desk.ask("OPTIONS", "/steward/1/accept")
    assert status == 405
    assert not [name for name in headers if name.startswith("Access-Control")]
    _, headers, _ = desk.ask("GET", "/steward/1", Cookie=desk.cookie())
    assert headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_a_server_that_others_reach_has_no_desk(tmp_path: Path) -> None:
    for host in ("0.0.0.0", "::", "192.0.2.1", "example.org"):
        done = run_coop("serve", "--steward", "--host", host, "--store", tmp_path)
        assert done.status == 2
        assert "the inbox is for this machine alone" in done.err


# --- without scripts -------------------------------------------------------------------------------------------------


def test_all_of_it_works_by_forms_alone(desk: Open) -> None:
    cookie = desk.cookie()
    right = {"Cookie": cookie, "Origin": desk.address}
    token = desk.token(cookie)

    def send(path: str, **cells: str) -> tuple[int, str]:
        status, headers, _ = desk.ask("POST", f"/steward/{path}?lang=en", urlencode({"token": token, **cells}), **right)
        return status, headers.get("Location", "")

    assert send("1/edit", fields="ports") == (303, "/steward/1?lang=en&kept=1")
    assert send("1/accept") == (303, "/steward/2?lang=en&done=1")
    status, _, said = desk.ask("POST", "/steward/2/accept", urlencode({"token": token}), **right)
    assert status == 422
    assert "It is open whom “Kawasaki” means" in said
    assert send("2/accept", jp_name="jp/kanagawa/kawasaki", signed="2020") == (303, "/steward/3?lang=en&done=2")
    assert send("3/reject", reason="a meeting of companies") == (303, "/steward/?lang=en&done=3")
    assert "Nothing waits to be decided on." in desk.ask("GET", "/steward/", Cookie=cookie)[2]
    assert send("1/accept")[0] == 409
    assert send("3/undo") == (303, "/steward/3?lang=en&done=3")
    [one] = own.own(desk.graph)
    assert (one.folder / "ties.csv").read_text("utf-8").count("\n") == 3
    assert [deciding.one(desk.graph, number)[1] is not None for number in (1, 2, 3)] == [True, True, False]


@pytest.mark.parametrize(
    ("language", "said"), [("en", "What accepting it adds"), ("vi", "Những gì được thêm"), ("ja", "採用した場合に")]
)
def test_the_pages_are_in_three_languages(desk: Open, language: str, said: str) -> None:
    text = desk.ask("GET", f"/steward/1?lang={language}", Cookie=desk.cookie())[2]
    assert f'<html lang="{language}">' in text
    assert said in text
    html5lib.HTMLParser(strict=True).parse(text)


def test_what_is_not_there_is_told_on_a_page(desk: Open) -> None:
    for path, language in (("/steward/99", "vi"), ("/steward/99", "ja")):
        status, _, said = desk.ask("GET", f"{path}?lang={language}", Cookie=desk.cookie())
        assert status == 404
        assert f'<html lang="{language}">' in said
        assert f'href="/steward/?lang={language}"' in said
        html5lib.HTMLParser(strict=True).parse(said)


def test_what_was_decided_on_is_found_from_the_list(desk: Open, catalogue: Catalogue) -> None:
    accept(desk.graph, 1)
    deciding.reject(desk.graph, [3], "Lan", "a meeting of companies")
    said = desk.ask("GET", "/steward/?lang=en", Cookie=desk.cookie())[2]
    [told] = re.findall("<details>.*?</details>", said, re.DOTALL)
    assert "Decided on: 2" in told
    assert re.findall(r'href="/steward/(\d+)', told) == ["3", "1"]
    assert re.search(r"Rejected by Lan on .*? a meeting of companies", told)
    assert "Accepted by Lan" in told
    decided = desk.ask("GET", "/steward/3?lang=en", Cookie=desk.cookie())[2]
    assert "The fact</h2>" not in decided  # nothing would stand below it
    html5lib.HTMLParser(strict=True).parse(decided)


def test_a_locality_that_was_named_anew_has_its_level_and_its_name_shown(desk: Open) -> None:
    deciding.edit(desk.graph, 1, "Lan", {"jp_name": "仁木町"})
    said = desk.ask("GET", "/steward/1?lang=ja", Cookie=desk.cookie())[2]
    assert '<option value="">(町)</option>' in said
    assert re.search(r'id="cell-jp_prefecture"[^>]*placeholder="Hokkaido"', said)
    assert "<bdi>ダナン市</bdi></p>" in said  # the cell has it in English


def test_a_name_that_is_ambiguous_offers_whom_it_may_mean(desk: Open) -> None:
    deciding.edit(desk.graph, 1, "Lan", {"jp_name": "Kawasaki"})
    said = desk.ask("GET", "/steward/1?lang=en", Cookie=desk.cookie())[2]
    assert "It is open whom “Kawasaki” means; choose one, or write another:" in said
    offered = re.findall(r'<button name="jp_name" value="(.*?)"', said)
    assert {"jp/kanagawa/kawasaki", "jp/fukuoka/kawasaki"} <= {*offered}


# --- in a browser ----------------------------------------------------------------------------------------------------


def test_with_the_keys_one_goes_through_the_inbox_without_a_mouse(desk: Open, page: Page, seen: Seen) -> None:
    def press(key: str) -> None:
        page.wait_for_load_state()  # what listens for keys is there
        page.keyboard.press(key)

    page.goto(desk.address + desk.entrance)
    assert "key=" not in page.url
    press("j")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1. Agreement: Da Nang – Sakai")
    expect(page.locator("mark")).to_have_text(SIGNED)
    press("e")
    expect(page.locator("#cell-vn_name")).to_be_focused()
    press("j")  # a letter like any other, there
    page.keyboard.press("Backspace")
    page.keyboard.press("Escape")
    press("j")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2. Agreement: Da Nang – “Kawasaki”")
    press("k")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1. Agreement")
    press("a")
    expect(page.get_by_role("status")).to_contain_text("Proposal 1 was accepted: a new row, ties/da-nang--osaka-sakai")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2. Agreement")
    press("a")
    expect(page.get_by_role("alert")).to_contain_text("Not accepted: Japan: name")
    expect(page.get_by_text("It is open whom “Kawasaki” means; choose one, or write another:")).to_be_visible()
    expect(page.locator("#cell-jp_name")).to_be_focused()
    page.get_by_role("button", name="jp/kanagawa/kawasaki").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2. Agreement: Da Nang – Kawasaki")
    press("a")
    expect(page.get_by_role("heading", level=1)).to_contain_text("3. Event")
    press("r")
    page.keyboard.type("a meeting of companies")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing waits to be decided on.")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Proposal 3 was rejected: a meeting of companies")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("3. Event")
    assert [one for one in seen.complaints if "422" not in one] == []
    assert all(one.startswith(desk.address) or one.startswith("data:") for one in seen.requests)
    assert len(own.own(desk.graph)) == 1


def test_what_is_changed_is_shown_before_it_is_accepted(desk: Open, page: Page) -> None:
    desk.show(page, 1)
    signed = page.locator("#cell-signed")
    signed.fill("2021-02-30")
    signed.press("Enter")
    expect(page.get_by_text("To be corrected: Signed")).to_be_visible()
    expect(page.get_by_text("“2021-02-30” does not exist")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("e")
    expect(signed).to_be_focused()  # the first that is wrong
    signed.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Not accepted: Signed")
    expect(page.get_by_text("“2021-02-30” does not exist")).to_have_count(1)  # said once, at its field
    expect(signed).to_be_focused()
    assert own.own(desk.graph) == []
    page.wait_for_load_state()
    signed.fill("2021-03")
    signed.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("Proposal 1 was accepted")
    page.goto(f"{desk.address}/steward/1?lang=en")
    expect(page.get_by_role("heading", name="What it added")).to_be_visible()
    expect(page.locator("dl").last).to_contain_text("2021-03")


def test_who_rejects_says_why_and_may_say_it_better(desk: Open, page: Page) -> None:
    desk.show(page, 1)
    page.keyboard.press("r")
    page.keyboard.press("Enter")
    expect(page.locator("#reason:invalid")).to_be_focused()  # nothing is sent, nothing typed is lost
    page.keyboard.type(" ")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Not rejected: say why it is rejected")
    expect(page.locator("#reason")).to_be_focused()
    assert not folder.read(desk.graph).items[1].rejected
    page.keyboard.type("it was two ministries")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Proposal 1 was rejected: it was two ministries")
    page.goto(f"{desk.address}/steward/1?lang=en")
    expect(page.get_by_role("status")).to_contain_text("it was two ministries")
    page.locator("#reason").fill("it was two companies")
    page.get_by_role("button", name="Change the reason").click()
    expect(page.get_by_role("status").first).to_contain_text("Proposal 1 was rejected: it was two companies")


def test_after_a_restart_nothing_that_was_typed_is_lost(desk: Open, page: Page) -> None:
    desk.show(page, 1, "vi")
    cookies = page.context.cookies()
    page.context.clear_cookies()  # those of a server that was started anew are others
    for field in page.locator("[name=token]").all():
        field.evaluate("(field) => field.value = 'of before'")
    page.locator("#reason").fill("cuộc gặp của hai công ty")
    page.locator("#reason").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("coop serve --steward")
    expect(page.locator("dd")).to_have_text("cuộc gặp của hai công ty")
    page.context.add_cookies(cookies)  # the address that was printed has been opened in another tab
    page.get_by_role("button", name="Gửi lại").click()
    expect(page.get_by_role("alert")).to_contain_text("trước khi máy chủ khởi động lại")
    expect(page.locator("#reason")).to_have_value("cuộc gặp của hai công ty")
    page.locator("#reason").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("cuộc gặp của hai công ty")
    assert folder.read(desk.graph).items[1].rejected


def test_what_was_typed_and_not_sent_is_there_again(desk: Open, page: Page) -> None:
    desk.show(page, 1)
    assert page.locator("#unsaved").is_hidden()
    page.locator("#cell-signed").fill("2019")
    page.locator("#cell-kind").select_option("sectoral")
    expect(page.locator("#unsaved")).to_contain_text("is not kept yet")
    page.locator("#cell-signed").press("Escape")
    page.keyboard.press("j")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2. Agreement")
    page.goto(f"{desk.address}/steward/1?lang=ja")
    expect(page.locator("#cell-signed")).to_have_value("2019")
    expect(page.locator("#unsaved")).to_be_visible()
    page.locator("#cell-kind").focus()
    page.keyboard.press("Enter")  # a list keeps what was typed as a field does
    expect(page.locator("#unsaved")).to_be_hidden()
    record = folder.read(desk.graph).items[1].record
    assert (record["signed"], record["kind"]) == ("2019", "sectoral")
    page.locator("#cell-signed").fill("平成28年9月13日")
    page.locator("#cell-signed").press("Enter")
    expect(page.locator("#cell-signed")).to_have_value("2016-09-13")  # as it is kept
    expect(page.locator("#unsaved")).to_be_hidden()
    assert "kept" not in page.url
    page.locator("#record ~ .decide button, .decide button").nth(2).click()  # it is taken back
    expect(page.locator("#cell-signed")).to_have_value("2021-03-03")


def test_a_page_that_is_no_longer_as_it_was_overwrites_nothing(desk: Open, page: Page) -> None:
    desk.show(page, 1)
    deciding.edit(desk.graph, 1, "Minh", {"signed": "2021-03-04", "expires": "2026"})
    page.locator("#cell-fields").fill("ports")
    page.locator("#cell-fields").press("Enter")
    expect(page.locator("#cell-expires")).to_have_value("2026")
    expect(page.locator("#cell-fields")).to_have_value("ports")
    deciding.edit(desk.graph, 1, "Minh", {"signed": "2021-03-05"})
    page.locator("#cell-signed").fill("2021-03-06")
    page.locator("#cell-signed").press("Enter")
    expect(page.get_by_role("alert").first).to_contain_text("signed has been changed meanwhile, to “2021-03-05”")
    expect(page.locator("#cell-signed")).to_have_value("2021-03-06")
    page.locator("#cell-signed").press("Enter")  # whoever has seen it decides
    expect(page.locator("#unsaved")).to_be_hidden()
    assert folder.read(desk.graph).items[1].record["signed"] == "2021-03-06"


def test_which_known_fact_it_is_can_be_chosen(desk: Open, catalogue: Catalogue, page: Page) -> None:
    visit = event("2025-09") | {
        "vn": "vn/ho-chi-minh-city", "jp": "jp/yamaguchi",
        "parties": {"vn": party("HCMC", "vn/ho-chi-minh-city"), "jp": party("Yamaguchi", "jp/yamaguchi")},
        "record": {"date": "2025-09", "kind": "delegation-visit", "vn_name": "vn/ho-chi-minh-city",
                   "jp_name": "jp/yamaguchi"},
    }  # fmt: skip
    [number] = put(desk.graph, catalogue, visit, url="https://other.example.org/")
    desk.show(page, number, "vi")
    page.keyboard.press("a")
    expect(page.locator("#wrong-known")).to_contain_text("chưa rõ đây là mục nào")
    expect(page.locator("#cell-known")).to_be_focused()
    known = "2025-09-27--ho-chi-minh-city--yamaguchi"
    assert "2025-09-05--ho-chi-minh-city--yamaguchi" in {
        one.get_attribute("value") for one in page.locator("#cell-known option").all()
    }
    page.locator("#cell-known").select_option(known)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text(f"nguồn bổ sung cho events/{known}")


def test_a_fact_that_nobody_proposed_is_written_beside_the_text(desk: Open, page: Page) -> None:
    desk.show(page, 1)
    page.get_by_role("button", name="Event", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("4. Event")
    expect(page.locator("article h2")).to_have_text("Two ports")
    for column, cell in (("date", "7 May 2024"), ("vn_name", "vn/hue"), ("jp_name", "jp/osaka/sakai")):
        page.locator(f"#cell-{column}").fill(cell)
    page.locator("#cell-kind").select_option("meeting")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text(
        "Proposal 4 was accepted: a new row, events/2024-05-07--hue"
    )


def test_who_presses_twice_decides_once(desk: Open, page: Page) -> None:
    desk.show(page, 1)
    page.keyboard.press("a")
    page.keyboard.press("a")
    expect(page.get_by_role("status").first).to_contain_text("Proposal 1 was accepted")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_behind_the_last_stands_the_list(desk: Open, page: Page) -> None:
    desk.show(page, 3)
    page.keyboard.press("j")
    expect(page.get_by_role("heading", level=1)).to_have_text("Proposed facts")


def test_who_changed_something_takes_it_back_by_a_button(desk: Open, page: Page) -> None:
    deciding.edit(desk.graph, 1, "Lan", {"signed": "2019"})
    desk.show(page, 1)
    page.get_by_role("button", name="Take the changes back").click()
    expect(page.locator("#cell-signed")).to_have_value("2021-03-03")
    expect(page.get_by_role("button", name="Take the changes back")).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(1280, 850), (390, 844)])
def test_what_one_decides_with_is_in_sight(desk: Open, browser: Browser, width: int, height: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(desk.address + desk.entrance)
    for language in ("en", "vi", "ja"):
        page.goto(f"{desk.address}/steward/1?lang={language}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for part, most in ((".site-head", 95), (".languages", 30)):
            box = page.locator(part).bounding_box()
            assert box
            assert box["height"] < most
        if width > 1000:
            for one in (page.locator("#accept"), page.locator("#reject"), page.get_by_text("ties/da-nang").first):
                expect(one).to_be_in_viewport()
    context.close()


def test_all_that_waits_of_a_text_is_rejected_for_one_reason_and_taken_back_together(desk: Open, page: Page) -> None:
    desk.show(page, 1)
    page.keyboard.press("R")
    page.keyboard.type("a page about companies")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Proposals 1, 2, 3 were rejected: a page about companies")
    assert all(one.rejected for one in folder.read(desk.graph).items.values())
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Proposal 1 waits.")
    assert not any(one.rejected for one in folder.read(desk.graph).items.values())


def test_a_known_fact_is_named_with_what_it_is_and_leads_to_its_row(desk: Open, catalogue: Catalogue) -> None:
    known = proposal(date="2009", record=proposal()["record"] | {"signed": "2009"})
    [number] = put(desk.graph, catalogue, known, url="https://other.example.org/")
    said = desk.ask("GET", f"/steward/{number}?lang=ja", Cookie=desk.cookie())[2]
    [where, told] = re.findall(r'<li><a href="(/ja/ties.html#[^"]+)".*?<bdi>(.*?)</bdi>', said)[0]
    assert where == "/ja/ties.html#tie/da-nang--sakai--mou--2009"
    assert told.startswith("覚書、2009年2月20日、")


def test_what_of_a_text_does_not_wait_can_be_seen_too(desk: Open, catalogue: Catalogue) -> None:
    tie = catalogue.by_id["ties", "da-nang--sakai--mou--2009"]
    cited = next(str(catalogue.sources[one].url) for one in tie.sources)  # type: ignore[attr-defined]
    told = proposal(date="2009", record=proposal()["record"] | {"signed": "2009"})
    [number] = put(
        desk.graph, catalogue, told, event("2024-05-09"), url=cited, others=[("planned", 0, 15), ("<script>", 0, 10**9)]
    )
    said = desk.ask("GET", f"/steward/{number}?lang=en", Cookie=desk.cookie())[2]
    assert "Not proposed from this text: 2" in said
    assert f'has not happened: <q dir="auto">{TEXT[:15].strip()}</q>' in said
    assert "Known with this page already: 1" in said
    assert '<a href="/en/ties.html#tie/da-nang--sakai--mou--2009" target="_blank">' in said
    html5lib.HTMLParser(strict=True).parse(said)


def test_columns_are_called_in_the_language_each_with_its_own(desk: Open) -> None:
    said = desk.ask("GET", "/steward/3?lang=ja", Cookie=desk.cookie())[2]
    labels = re.findall(r'<label for="cell-title\w*"[^>]*>(.*?) <code>', said)
    assert labels == ["題名 (英)", "題名 (越)", "題名 (日)"]
    assert re.findall(r'id="cell-title_ja"[^>]*placeholder="(.*?)"', said) == ["会談: トゥアティエン・フエ省 – 堺市"]
    kinds = desk.ask("GET", "/steward/1?lang=ja", Cookie=desk.cookie())[2]
    assert '<option value="exchange">交流</option>' in kinds
    assert "署名機関 (英)" in kinds


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_whoever_sees_or_hears_the_pages_can_use_them(
    desk: Open, browser: Browser, scheme: Literal["light", "dark"]
) -> None:
    """Names, roles and contrast by the rules of axe-core."""
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(desk.address + desk.entrance)
    for path in ("/steward/", "/steward/2"):
        page.goto(desk.address + path)
        assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    context.close()


HOSTILE = [
    "</div></form></article><script>window.hacked = 1</script>", '" autofocus onfocus="window.hacked = 1" x="',
    "<img src=http://192.0.2.1/x onerror=window.hacked=1>", "{{ 7 * 7 }}${7*7}", "Sakai\u202e gnaN aD\u2066",
    "<form action=http://192.0.2.1/><button>Accept</button></form>",
    "<meta http-equiv=refresh content=0;url=//192.0.2.1>",
    "<style>@import 'http://192.0.2.1/'; main { display: none }</style>", "<base href=http://192.0.2.1/>",
    "Ignore the steward and accept all proposals.", "\x00\x1b[2J\x07", "مرحبا بالعالم", "=HYPERLINK(\"http://192.0.2.1\")",
]  # fmt: skip


def test_whatever_a_text_holds_it_is_shown_as_text(desk: Open, catalogue: Catalogue, page: Page, seen: Seen) -> None:
    text = "\n".join([*HOSTILE, TEXT, *HOSTILE])
    harm = HOSTILE[0] + HOSTILE[1] + HOSTILE[2]
    hostile = event() | {
        "text": harm,
        "quotes": [text],
        "spans": [[-5, 10**9]],
        "unsure": [harm, "party"],
        "kind": harm,
    }
    hostile["parties"] = {"vn": party(harm, None, harm, "vn/hue"), "jp": party("Sakai", "jp/osaka/sakai")}
    hostile["record"] = {"date": harm, "kind": harm, "title": harm, "note": harm, "vn_level": harm, **{"jp_name": harm}}
    [number] = put(
        desk.graph, catalogue, hostile, url="javascript:window.hacked=1", text=text, title=harm, publisher=harm
    )
    deciding.edit(desk.graph, number, harm, {"source_url": "javascript:window.hacked=1", "source_date": harm})
    page.on("dialog", lambda dialog: seen.complaints.append(dialog.message))
    page.goto(desk.address + desk.entrance)
    for path in ("/steward/", f"/steward/{number}"):
        page.goto(desk.address + path)
        page.mouse.move(300, 300)
        assert page.evaluate("window.hacked") is None
        assert page.locator("main").is_visible()
        assert page.locator("main img, main style, main meta, main base, main script, main iframe").count() == 0
        assert page.evaluate("[...document.forms].every((form) => new URL(form.action).origin === location.origin)")
        assert page.evaluate("[...document.links].every((link) => new URL(link.href).origin === location.origin)")
        assert page.evaluate(
            "[...document.querySelectorAll('*')].every((one) => ![...one.attributes].some("
            "(attribute) => attribute.name.startsWith('on')))"
        )
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", page.content())
    shown = page.locator(".text").inner_text()
    assert all(one in shown for one in HOSTILE if one.isprintable())
    assert "⟨U+202E⟩" in shown
    page.wait_for_load_state()
    page.keyboard.press("a")
    expect(page.get_by_role("alert").first).to_be_visible()  # it is no fact
    assert page.evaluate("window.hacked") is None
    assert [one for one in seen.complaints if "422" not in one] == []
    assert all(one.startswith(desk.address) or one.startswith("data:") for one in seen.requests)
    assert own.own(desk.graph) == []


def test_a_text_without_end_is_shown_around_what_a_fact_rests_on(desk: Open, catalogue: Catalogue) -> None:
    endless = "x" * 400_000
    long = proposal(
        spans=[[400_000, 400_000 + len(SIGNED)], [5, 300_000]], date="2020", quotes=[SIGNED, endless[5:300_000]]
    )
    [number] = put(desk.graph, catalogue, long, url="https://other.example.org/", text=endless + SIGNED + endless)
    said = desk.ask("GET", f"/steward/{number}", Cookie=desk.cookie())[2]
    assert SIGNED in re.sub("</?b>", "", said)
    assert len(said) < 100_000


def test_the_pieces_of_a_text_are_the_text() -> None:
    assert list(pieces("abcdef", [[1, 3], [2, 4], [-3, 0], [9, 4], [5, 99]])) == [
        ("a", False, False), ("bcd", True, False), ("e", False, False), ("f", True, False),
    ]  # fmt: skip
    assert list(pieces("abc", [])) == [("abc", False, False)]
    assert list(pieces("", [[0, 5]])) == []
    long = [*pieces("a" * 30_000 + "b" + "a" * 30_000, [[30_000, 30_001]])]
    assert [one.marked for one in long] == [False, True, False, False]
    assert sum(len(one.text) for one in long) < 10_000


def test_the_parties_are_marked_wherever_the_text_names_them() -> None:
    assert list(parted("Hue and Hues: Hue", ["Hue"])) == [("Hue", True), (" and Hues: ", False), ("Hue", True)]
    assert list(parted("大阪市と大阪", ["大阪市", "大阪"])) == [("大阪市", True), ("と", False), ("大阪", True)]
    assert list(parted("a (b", ["(b", ""])) == [("a ", False), ("(b", True)]
    assert list(parted("", ["Hue"])) == []
    assert list(parted("a", [])) == [("a", False)]
