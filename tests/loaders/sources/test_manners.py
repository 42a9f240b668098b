"""Pages of others are read as their robots.txt asks for, not in a hurry, and never those of this machine unasked."""

from collections.abc import Iterator
from http import HTTPStatus

import httpx
import pytest
from pages_server import Pages, serving_pages

from loaders.sources import web
from loaders.sources.fetch import get
from loaders.sources.manners import DisallowedError, Visitor
from loaders.sources.patience import FetchError, Patience, PrivateError

KINDS = ("text/html",)


@pytest.fixture
def server() -> Iterator[Pages]:
    with serving_pages() as there:
        there.put("/news", "<p>news")
        yield there


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def visitor(waits: list[float]) -> Visitor:
    return Visitor(Patience(attempts=1, timeout=5, sleep=waits.append), clock=lambda: 100.0)


def visit(visitor: Visitor, url: str) -> bytes:
    return visitor.visit(url, KINDS, private=True).content


def test_a_page_is_read_once_robots_txt_has_been_which_is_read_once(server: Pages, visitor: Visitor) -> None:
    assert visit(visitor, f"{server.url}/news") == b"<p>news"
    visit(visitor, f"{server.url}/news")
    assert [path for path, _ in server.requests] == ["/robots.txt", "/news", "/news"]
    assert all(headers["user-agent"].startswith("vnjp-ties/") for _, headers in server.requests)


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: *\nDisallow: /news", False),
        ("User-agent: *\nDisallow: /*ews$", False),
        ("User-agent: vnjp-ties\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: vnjp-ties\nAllow: /", True),
        ("User-agent: *\nDisallow: /admin", True),
        ("\ufffd no rules at all", True),
    ],
)
def test_what_robots_txt_forbids_is_not_read(server: Pages, visitor: Visitor, rules: str, allowed: bool) -> None:
    server.put("/robots.txt", rules, "text/plain")
    if allowed:
        visit(visitor, f"{server.url}/news")
    else:
        with pytest.raises(DisallowedError, match=r"robots\.txt"):
            visit(visitor, f"{server.url}/news")
    assert server.asked == (["/news"] if allowed else [])


def test_a_server_whose_robots_txt_fails_is_left_alone(server: Pages, visitor: Visitor) -> None:
    server.put("/robots.txt", "", status=503)
    with pytest.raises(FetchError):
        visit(visitor, f"{server.url}/news")
    assert server.asked == []


@pytest.mark.parametrize(
    ("rules", "pause"), [("", 1), ("User-agent: *\nCrawl-delay: 7", 7), ("User-agent: *\nCrawl-delay: 9000", 30)]
)
def test_between_two_requests_there_is_as_much_time_as_is_asked_for_up_to_half_a_minute(
    server: Pages, visitor: Visitor, waits: list[float], rules: str, pause: float
) -> None:
    server.put("/robots.txt", rules, "text/plain")
    visit(visitor, f"{server.url}/news")
    visit(visitor, f"{server.url}/news")
    assert waits == [pause]


def test_a_redirect_is_followed_to_what_may_be_read_and_no_further(server: Pages, visitor: Visitor) -> None:
    server.put("/robots.txt", "User-agent: *\nDisallow: /secret", "text/plain")
    moved = server.put("/old", "", status=301, Location="/news")
    assert visit(visitor, moved) == b"<p>news"
    secret = server.put("/older", "", status=302, Location="/secret")
    with pytest.raises(DisallowedError):
        visit(visitor, secret)
    circle = server.put("/round", "", status=302, Location="/round")
    with pytest.raises(FetchError, match="has moved"):
        visit(visitor, circle)
    elsewhere = server.put("/file", "", status=302, Location="file:///etc/hostname")
    with pytest.raises(FetchError, match="has moved"):
        visit(visitor, elsewhere)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "10.1.2.3", "192.168.0.1", "169.254.169.254", "[fd00::1]", "0.0.0.0",
     "[::ffff:127.0.0.1]", "[2002:7f00:1::]", "100.64.0.1", "224.0.0.1", "2130706433"],
)  # fmt: skip
def test_an_address_that_is_not_public_is_refused_before_anything_is_sent(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_proxy(monkeypatch)
    with pytest.raises(PrivateError, match="not public"):
        get(f"http://{host}/", KINDS, public=True)


def test_a_name_that_stands_for_this_machine_when_it_is_connected_to_is_refused_by_who_answers(
    server: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_proxy(monkeypatch)
    monkeypatch.setattr(
        web, "refuse_private", lambda *_: None
    )  # as if its name stood for another when it was looked up
    with pytest.raises(PrivateError):
        get(f"{server.url}/news", KINDS, public=True)


def test_a_public_address_is_not_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    no_proxy(monkeypatch)
    for host in ("93.184.216.34", "[2606:2800:21f:cb07:6820:80da:af6b:8b2c]"):
        web.refuse_private(httpx.URL(f"https://{host}/"), PrivateError)


def test_what_was_had_before_is_not_sent_again(server: Pages) -> None:
    first = get(f"{server.url}/news", KINDS)
    again = get(f"{server.url}/news", KINDS, headers={"If-None-Match": first.headers["etag"]})
    assert (first.unchanged, again.unchanged, again.content) == (False, True, b"")


def test_an_error_says_what_the_server_answered(server: Pages) -> None:
    for status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        gone = server.put("/gone", "", "text/plain", status)
        with pytest.raises(FetchError) as error:
            get(gone, KINDS)
        assert error.value.status == status


def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
