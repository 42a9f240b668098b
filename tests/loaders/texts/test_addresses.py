"""A text at an address is fetched once, with the guards of every fetch, whatever encoding or form it has."""

import pytest
from fickle import fickle, in_a_circle, of_another_kind

from loaders.sources.fetch import FetchError, Patience
from loaders.texts.addresses import fetched

PATIENCE = Patience(attempts=1, timeout=5)
BODY = "横浜市とダナン市は平成25年4月9日、都市づくりに関する覚書を締結した。両市は技術協力を進める。"


@pytest.mark.parametrize("charset", ["utf-8", "shift_jis", "euc_jp"])
def test_a_page_is_read_in_its_encoding(charset: str) -> None:
    page = f"<html><head><meta charset='{charset}'><title>覚書</title></head><body><p>{BODY}</p></body></html>"
    with fickle(body=page.encode(charset), kind=f"text/html; charset={charset}") as server:
        [found] = fetched(server.url, PATIENCE)
        assert found.address == server.url
        assert BODY in found.text
        assert [method for method, _headers, _body in server.requests] == ["GET"]


def test_so_are_a_feed_and_a_plain_text() -> None:
    feed = f"<rss><channel><item><title>覚書の締結</title><description>{BODY}</description></item></channel></rss>"
    for content, kind in ((feed, "application/rss+xml"), (BODY, "text/plain; charset=utf-8")):
        with fickle(body=content.encode(), kind=kind) as server:
            assert [one.text for one in fetched(server.url, PATIENCE)] == [BODY]


@pytest.mark.parametrize("fault", [in_a_circle, of_another_kind])
def test_where_an_answer_leads_elsewhere_or_is_no_text_it_is_refused(fault: object) -> None:
    with fickle(body=BODY.encode(), always=fault) as server, pytest.raises(FetchError):
        list(fetched(server.url, PATIENCE))
