"""Feeds and pages are watched for what is new; what they yield no more is told, and nothing is read twice or lost."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from pages_server import Pages, serving_pages

from loaders.proposals import watches
from loaders.proposals.watches import Watch, WatchError, one_at_a_time
from loaders.proposals.watching import Looked, first_look, look
from loaders.sources import web
from loaders.sources.manners import Visitor
from loaders.sources.patience import FetchError, Patience
from loaders.texts.documents import Document, UnreadableTextError

MONDAY, TUESDAY = "2026-11-30", "2026-12-01"


def article(number: int) -> str:
    return (
        f"<!doctype html><html><head><title>News number {number} of the city</title></head><body><article>"
        f"<h1>News number {number} of the city</h1><p>On {number} October 2026 the city of Sakai received a delegation "
        f"of Da Nang, number {number} of this year, and talked about schools, trees and trams for an hour.</p>"
        "</article></body></html>"
    )


def rss(url: str, *numbers: int) -> str:
    items = "".join(
        f"<item><title>News {n}</title><guid>tag:{n}</guid><link>{url}/news/{n}</link>"
        f"<pubDate>Mon, {n} Oct 2026 09:00:00 +0900</pubDate><description>Short {n}.</description></item>"
        for n in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>City</title>{items}</channel></rss>'


def atom(url: str, *numbers: int) -> str:
    entries = "".join(
        f"<entry><title>News {n}</title><id>urn:{n}</id><link href='{url}/news/{n}'/>"
        f"<updated>2026-10-{n:02}T09:00:00Z</updated><summary>Short {n}.</summary></entry>"
        for n in numbers
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>City</title>{entries}</feed>'


def rdf(url: str, *numbers: int) -> str:
    items = "".join(
        f'<item rdf:about="{url}/news/{n}"><title>News {n}</title><link>{url}/news/{n}</link>'
        f"<dc:date>2026-10-{n:02}T09:00:00+09:00</dc:date></item>"
        for n in numbers
    )
    names = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f'<?xml version="1.0"?><rdf:RDF {names} xmlns="http://purl.org/rss/1.0/">{items}</rdf:RDF>'


def index(*numbers: int) -> str:
    links = "".join(
        f'<li><a href="/news/{n}?utm_source=top">News number {n} of the city of Sakai</a></li>' for n in numbers
    )
    return (
        '<!doctype html><html><body><nav><a href="/">Home</a> <a href="/about">About us</a></nav>'
        f'<ul>{links}</ul><a href="https://elsewhere.example/ad">An advertisement of somebody else</a></body></html>'
    )


def notice(*lines: str) -> str:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f"<!doctype html><html><head><title>Sister cities</title></head><body><article>{body}</article></body></html>"
    )


@dataclass
class Reader:
    """A person who watches, and notes what there is to read."""

    visitor: Visitor
    texts: list[Document] = field(default_factory=list)
    fresh: list[list[str]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def add(self, address: str) -> Watch:
        return first_look(address, self.visitor, True, MONDAY)

    def take(self, document: Document, fresh: Collection[tuple[int, int]] | None) -> int:
        self.texts.append(document)
        self.fresh.append([document.text[begin:end] for begin, end in fresh or ()])
        return 1

    def look(self, watch: Watch, most: int = 30) -> Looked:
        return look(watch, self.visitor, TUESDAY, self.take, lambda problem: self.told.append(str(problem)), most)

    def read(self) -> list[str]:
        """Return the paths of the texts that were read since it was asked last."""
        paths = ["/" + one.address.split("/", 3)[-1] for one in self.texts]
        self.texts.clear()
        return paths


@pytest.fixture
def server() -> Iterator[Pages]:
    with serving_pages() as there:
        for number in range(1, 20):
            there.put(f"/news/{number}", article(number))
        yield there


@pytest.fixture
def reader() -> Reader:
    return Reader(Visitor(Patience(attempts=1, timeout=5, sleep=lambda _: None)))


@pytest.mark.parametrize("form", [rss, atom, rdf], ids=["RSS 2", "Atom", "RSS 1"])
def test_the_entries_of_a_feed_are_read_on_their_pages_the_oldest_first_and_once(
    server: Pages, reader: Reader, form: type
) -> None:
    feed = server.put("/feed", form(server.url, 3, 2, 1), "application/xml")
    watch = reader.add(feed)
    assert (watch.form, watch.entries, watch.seen) == ("feed", 3, ())
    first = reader.look(watch)
    assert (first.read, first.proposed, first.left, first.trouble) == (3, 3, 0, "")
    assert [one.published for one in reader.texts] == ["2026-10-01", "2026-10-02", "2026-10-03"]
    assert "talked about schools" in reader.texts[0].text
    assert reader.read() == ["/news/1", "/news/2", "/news/3"]
    server.put("/feed", form(server.url, 5, 4, 3, 2), "application/xml")
    second = reader.look(first.watch)
    assert (second.read, second.watch.found, second.watch.looked) == (2, TUESDAY, TUESDAY)
    assert reader.read() == ["/news/4", "/news/5"]


def test_a_feed_that_has_not_changed_is_not_sent_again(server: Pages, reader: Reader) -> None:
    feed = server.put("/feed", rss(server.url, 1), "application/xml")
    first = reader.look(reader.add(feed))
    asked = len(server.asked)
    second = reader.look(first.watch)
    assert (second.read, second.trouble, second.watch.found) == (0, "", TUESDAY)
    assert server.requests[-1][1]["if-none-match"] == server.pages["/feed"].etag
    assert len(server.asked) == asked + 1


def test_an_entry_whose_page_is_gone_is_told_and_read_as_far_as_the_feed_holds_it(
    server: Pages, reader: Reader
) -> None:
    long = "A delegation of Da Nang visited Sakai. " * 3
    item = f"<item><title>Gone</title><link>{server.url}/gone/1</link><description>{long}</description></item>"
    feed = server.put("/feed", f"<rss><channel>{item}</channel></rss>", "application/xml")
    looked = reader.look(reader.add(feed))
    assert looked.read == 1
    assert reader.texts[0].text.startswith("A delegation of Da Nang")
    assert len(reader.told) == 1
    assert "/gone/1" in reader.told[0]
    assert "404" in reader.told[0]
    server.put("/feed", rss(server.url, 1).replace("<item>", item + "<item>"), "application/xml")
    reader.read()
    reader.look(looked.watch)
    assert reader.read() == ["/news/1"], "what is gone is not asked for again"


def test_an_entry_that_fails_for_a_while_is_read_the_next_time(server: Pages, reader: Reader) -> None:
    server.put("/news/2", "", "text/plain", 503)
    feed = server.put("/feed", rss(server.url, 2, 1), "application/xml")
    first = reader.look(reader.add(feed))
    assert reader.read() == ["/news/1"]
    server.put("/news/2", article(2))
    reader.look(first.watch)
    assert reader.read() == ["/news/2"]


def test_what_no_server_stands_behind_is_tried_once_in_a_run_and_what_is_no_text_never_again(
    server: Pages, reader: Reader
) -> None:
    film = server.put("/film", "", "video/mp4")
    links = [film, *(f"http://127.0.0.1:9/{number}" for number in range(4))]
    items = "".join(f"<item><title>T</title><link>{link}</link></item>" for link in links)
    feed = server.put("/feed", f"<rss><channel>{items}</channel></rss>", "application/xml")
    first = reader.look(reader.add(feed))
    assert reader.read() == ["/film"], "its headline is read"
    assert len(reader.told) == 5
    assert sum("tried" in told for told in reader.told) == 4
    reader.look(first.watch)
    assert server.asked.count("/film") == 1


HOSTILE = (
    "javascript:alert(1)", "file:///etc/hostname", "data:text/html,x", "http://[::1", "http://[bad]/", "http://a..b/",
    "http://x:99999999/", "http://user:secret@127.0.0.1/", "//", "http://", "\x00", "ftp://127.0.0.1/", "mailto:a@b.c",
    "http://\udc80/", "x" * 100_000, "http://" + "a" * 300 + ".example/", "#", "http://127.0.0.1:0/",
)  # fmt: skip


@pytest.mark.parametrize("link", HOSTILE, ids=range(len(HOSTILE)))
def test_a_link_that_leads_nowhere_stops_nothing(server: Pages, reader: Reader, link: str) -> None:
    written = escape(link.encode("utf-8", "replace").decode().replace("\x00", "&#0;"), {'"': "&quot;"})
    written = written.replace("&amp;#0;", "")
    feed = rss(server.url, 2, 1).replace(f"{server.url}/news/2", written)
    looked = reader.look(reader.add(server.put("/feed", feed, "application/xml")))
    assert looked.read + len(reader.told) >= 2
    assert reader.texts[0].text.count("talked about schools") == 1
    assert "secret" not in " ".join(reader.told)
    reader.told.clear()
    page = index(1, 2, 3, 4, 5, 6).replace("/news/3?", written)
    looked = reader.look(reader.add(server.put("/index", page)))
    assert looked.read >= 5


def test_no_more_than_asked_for_is_read_and_the_rest_waits(server: Pages, reader: Reader) -> None:
    feed = server.put("/feed", rss(server.url, *range(9, 0, -1)), "application/xml")
    first = reader.look(reader.add(feed), most=4)
    assert (first.read, first.left) == (4, 5)
    assert reader.read() == ["/news/6", "/news/7", "/news/8", "/news/9"]
    second = reader.look(first.watch, most=9)
    assert (second.read, second.left) == (5, 0)


def test_a_page_of_headlines_is_watched_by_its_links_on_its_own_site(server: Pages, reader: Reader) -> None:
    page = server.put("/index", index(5, 4, 3, 2, 1))
    watch = reader.add(page)
    assert (watch.form, watch.entries) == ("links", 5)
    first = reader.look(watch)
    assert reader.read() == [f"/news/{n}" for n in range(1, 6)]
    server.put("/index", index(6, 5, 4, 3, 2))
    reader.look(first.watch)
    assert reader.read() == ["/news/6"]


def test_a_page_of_text_is_watched_by_its_lines(server: Pages, reader: Reader) -> None:
    old = "Sakai has been a friend of Da Nang for many years, and delegations visit each other."
    new = "On 3 October 2026 Sakai and Da Nang signed a memorandum of understanding on tourism."
    page = server.put("/sister", notice(old))
    watch = reader.add(page)
    assert watch.form == "page"
    first = reader.look(watch)
    assert reader.fresh.pop() == [old]
    server.put("/sister", notice(old, new).replace("<p>", '<p class="x">'))
    second = reader.look(first.watch)
    assert second.read == 1
    assert reader.fresh.pop() == [new]
    server.put("/sister", notice(old, new))
    assert reader.look(second.watch).read == 0


DRIFTS = {
    "gone": {"body": "no", "kind": "text/plain", "status": 410},
    "moved": {"body": "", "kind": "text/plain", "status": 301, "Location": "/other"},
    "unreachable": {"body": "no", "kind": "text/plain", "status": 500},
    "unreadable": {"body": "<?xml version='1.0'?><rss><channel><item>", "kind": "application/xml"},
    "empty": {"body": "<rss><channel><title>City</title></channel></rss>", "kind": "application/xml"},
    "changed": {"body": index(1, 2, 3, 4, 5, 6)},
}


@pytest.mark.parametrize("trouble", DRIFTS)
def test_a_feed_that_is_not_what_it_was_is_told_of_and_known_as_before(
    server: Pages, reader: Reader, trouble: str
) -> None:
    feed = server.put("/feed", rss(server.url, 3, 2, 1), "application/xml")
    first = reader.look(reader.add(feed))
    server.put("/feed", **DRIFTS[trouble])
    drifted = reader.look(first.watch)
    assert (drifted.watch.trouble, drifted.watch.troubled, drifted.read) == (trouble, TUESDAY, 0)
    assert drifted.trouble
    assert drifted.watch.seen == first.watch.seen
    server.put("/feed", rss(server.url, 4, 3, 2, 1), "application/xml")
    healed = reader.look(drifted.watch)
    assert (healed.watch.trouble, healed.watch.troubled, healed.read) == ("", "", 1)


def test_a_page_without_its_headlines_is_told_of(server: Pages, reader: Reader) -> None:
    page = server.put("/index", index(*range(1, 13)))
    first = reader.look(reader.add(page))
    server.put("/index", index(12, 11))
    few = reader.look(first.watch)
    assert few.watch.trouble == "few"
    assert "2 now, 12 before" in few.trouble
    assert reader.look(few.watch).watch.trouble == "few", "it stays so until it is what it was"
    server.put("/index", index())
    assert reader.look(few.watch).watch.trouble == "empty"


def test_a_page_whose_news_cannot_be_read_is_told_of(server: Pages, reader: Reader) -> None:
    for number in range(1, 6):
        server.put(f"/news/{number}", "<html></html>")
    looked = reader.look(reader.add(server.put("/index", index(1, 2, 3, 4, 5))))
    assert (looked.read, looked.watch.trouble) == (0, "unreadable")
    assert len(reader.told) == 5


def test_what_is_not_public_is_not_read_unless_that_was_allowed(
    server: Pages, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    feed = server.put("/feed", rss(server.url, 1), "application/xml")
    with pytest.raises(FetchError, match="not public"):
        first_look(feed, reader.visitor, False, MONDAY)
    assert server.requests == []
    looked = reader.look(Watch(feed, "feed", False, MONDAY))
    assert (looked.watch.trouble, server.requests) == ("private", [])


def test_nobody_is_led_to_what_is_not_public(server: Pages, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_by_proxy", lambda _: False)
    monkeypatch.setattr(web, "_is_private", lambda address: address == "127.0.0.2")  # the server is public, for once
    secret = server.url.replace("127.0.0.1", "127.0.0.2") + "/secret"
    server.put("/news/2", "", "text/plain", 302, Location=secret)
    feed = rss(server.url, 3, 2, 1).replace(f"{server.url}/news/3", secret).replace("Short 3.", "")
    watch = first_look(server.put("/feed", feed, "application/xml"), reader.visitor, False, MONDAY)
    looked = reader.look(watch)
    assert [one.text[:4] for one in reader.texts] == ["News", "Shor", "News"], (
        "their own page, the summary, the headline"
    )
    assert sum("not public" in told for told in reader.told) == 2
    assert "/secret" not in server.asked
    reader.told.clear()
    server.put("/feed", "", "text/plain", 301, Location=secret)
    moved = reader.look(looked.watch)
    assert moved.watch.trouble == "moved"
    assert "/secret" not in server.asked


def test_an_address_with_nothing_in_it_is_not_watched(server: Pages, reader: Reader) -> None:
    with pytest.raises(UnreadableTextError):
        reader.add(server.put("/empty", "<rss><channel></channel></rss>", "application/xml"))
    with pytest.raises(FetchError):
        reader.add(f"{server.url}/nowhere")


def test_what_is_watched_is_kept_whole_and_who_is_killed_reads_again(
    tmp_path: Path, server: Pages, reader: Reader
) -> None:
    feed = server.put("/feed", rss(server.url, 2, 1), "application/xml")
    watches.write(tmp_path, [reader.add(feed), Watch("https://other.example/", "page", False, MONDAY)])
    assert [one.address for one in watches.watches(tmp_path)] == [feed, "https://other.example/"]
    reader.look(watches.watches(tmp_path)[0])  # and killed before it is kept
    again = reader.look(watches.watches(tmp_path)[0])
    assert again.read == 2
    watches.put(tmp_path, again.watch)
    kept = watches.watches(tmp_path)
    assert kept[0] == again.watch
    assert kept[1].address == "https://other.example/"
    watches.put(tmp_path, Watch("https://removed.example/", "page", False, MONDAY))
    assert len(watches.watches(tmp_path)) == 2


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        '{"watches": [{"address": 1}]}',
        '{"watches": [{"address": "a", "form": "x", "private": false, "added": ""}]}',
    ],
)
def test_a_damaged_file_is_told_of(tmp_path: Path, content: str) -> None:
    (tmp_path / "watches.json").write_text(content)
    with pytest.raises(WatchError, match="damaged"):
        watches.watches(tmp_path)


def test_two_do_not_look_at_once(tmp_path: Path) -> None:
    with one_at_a_time(tmp_path), pytest.raises(WatchError, match="another"), one_at_a_time(tmp_path):
        pass
