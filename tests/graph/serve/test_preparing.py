"""Who comes before the site is written is told so by a page that asks again by itself; programs are told when to."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path

import pytest
from aiohttp.test_utils import make_mocked_request
from aiohttp.web import Response, StreamResponse
from conftest import speaking

from graph.serve.errors import RefusedError
from graph.serve.pages import Site
from graph.site import MARK
from graph.store.folder import built_from

TOLD = {"en": "The pages are being prepared.", "vi": "Đang chuẩn bị các trang.", "ja": "ページを準備しています。"}


def asked(site: Path, accept: str, path: str = "") -> StreamResponse:
    request = make_mocked_request("GET", f"/{path}", headers={"Accept": accept}, match_info={"path": path})
    with ThreadPoolExecutor(1) as apart:  # the browser of other tests has an event loop in this thread
        return apart.submit(copy_context().run, asyncio.run, Site(site.parent, site).file(request)).result()


@pytest.mark.parametrize("language", TOLD)
def test_a_browser_gets_a_page_that_loads_itself_again(tmp_path: Path, language: str) -> None:
    with speaking(language):
        answer = asked(tmp_path / "site", "text/html,*/*;q=0.8")
    assert isinstance(answer, Response)
    assert answer.status == 503
    assert answer.content_type == "text/html"
    assert int(answer.headers["Refresh"]) > 0
    text = answer.text or ""
    assert f'<html lang="{language}">' in text
    assert TOLD[language] in text


def test_a_program_is_told_when_to_ask_again(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="being prepared") as refused:
        asked(tmp_path / "site", "application/json")
    assert refused.value.status == 503
    assert "Retry-After" in refused.value.headers


def test_what_is_not_in_a_site_that_is_written_is_not_found(tmp_path: Path) -> None:
    (tmp_path / MARK).write_text("facts")
    with pytest.raises(RefusedError) as refused:
        asked(tmp_path, "text/html", "no-such-page.html")
    assert refused.value.status == 404


@pytest.mark.parametrize(
    ("mark", "address", "current"),
    [("{}", "", True), ("{}\nhttps://a.example.org/", "", True), ("{}", "https://a.example.org/", False),
     ("{}\nhttps://a.example.org/", "https://a.example.org/", True),
     ("{}\nhttps://b.example.org/", "https://a.example.org/", False), ("others", "", False)],
)  # fmt: skip
def test_a_site_is_written_anew_for_other_facts_or_another_address(
    folder: Path, tmp_path: Path, mark: str, address: str, current: bool
) -> None:
    (tmp_path / MARK).write_text(mark.format(built_from(folder)), "utf-8")
    assert Site(folder, tmp_path, address).is_current() is current


@pytest.mark.slow
def test_a_server_that_ends_leaves_nothing_of_a_site_that_is_still_being_written(folder: Path, tmp_path: Path) -> None:
    async def ended_half_way() -> None:
        writing = asyncio.create_task(Site(folder, tmp_path / "site").renew())
        await until(lambda: any(tmp_path.glob(".site.*/new")))
        writing.cancel()
        await until(lambda: not any(tmp_path.iterdir()))

    async def until(come: Callable[[], bool]) -> None:
        async with asyncio.timeout(60):
            while not come():
                await asyncio.sleep(0.1)

    with ThreadPoolExecutor(1) as apart:  # as above
        apart.submit(asyncio.run, ended_half_way()).result()
