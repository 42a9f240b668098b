"""Documents are fetched politely, and are whole or not there at all; what is kept survives whatever happens."""

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from fickle import (
    Fickle,
    cut,
    fickle,
    half,
    huge,
    hung_up,
    in_a_circle,
    of_another_kind,
    page,
    refusing,
    send,
    trickling,
)

from loaders.sources.cache import kept
from loaders.sources.fetch import fetch
from loaders.sources.patience import FetchError, Patience

TEXT = "code,name\n271403,堺市\n"


@pytest.fixture
def server() -> Iterator[Fickle]:
    with fickle(body=TEXT.encode()) as told:
        yield told


@pytest.fixture
def waits() -> list[float]:
    """The seconds waited between attempts; nobody really waits."""
    return []


@pytest.fixture
def patience(waits: list[float]) -> Patience:
    return Patience(sleep=waits.append, timeout=5)


def whole(text: str) -> str:
    if not text.endswith("\n"):
        raise ValueError("its last line is cut")
    return text


def got(server: Fickle, patience: Patience) -> str:
    return fetch(server.url, ("text/csv",), whole, patience=patience)


def refusal(server: Fickle, patience: Patience) -> str:
    with pytest.raises(FetchError) as error:
        got(server, patience)
    return str(error.value)


def test_what_is_right_is_returned_at_once(server: Fickle, patience: Patience, waits: list[float]) -> None:
    assert got(server, patience) == TEXT
    assert len(server.requests) == 1
    assert waits == []


def test_the_server_learns_who_asks_and_where_to_complain(server: Fickle, patience: Patience) -> None:
    got(server, patience)
    method, headers, _ = server.requests[0]
    assert method == "GET"
    assert headers["user-agent"].startswith("vnjp-ties/")
    assert "https://w3id.org/vnjp-ties/" in headers["user-agent"]
    assert headers["accept"] == "text/csv"


def test_a_form_is_posted(server: Fickle, patience: Patience) -> None:
    fetch(server.url, ("text/csv",), whole, {"query": "SELECT *"}, patience)
    assert server.requests[0][0] == "POST"
    assert server.requests[0][2] == b"query=SELECT+%2A"


def test_a_byte_order_mark_is_no_part_of_the_text(server: Fickle, patience: Patience) -> None:
    server.body = b"\xef\xbb\xbf" + server.body
    assert got(server, patience) == TEXT


def test_a_packed_answer_is_unpacked(server: Fickle, patience: Patience) -> None:
    server.faults = [lambda to, told, sent: send(to, 200, told.kind, gzip.compress(told.body), Content_Encoding="gzip")]
    assert got(server, patience) == TEXT


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_fails_twice_in_passing_is_asked_for_again_after_twice_as_long(
    server: Fickle, patience: Patience, waits: list[float], status: int
) -> None:
    server.faults = [refusing(status), refusing(status)]
    assert got(server, patience) == TEXT
    assert waits == [2, 4]


@pytest.mark.parametrize("fault", [half, cut, hung_up])
def test_what_is_not_whole_is_asked_for_again(server: Fickle, patience: Patience, fault: object) -> None:
    server.faults = [fault]  # type: ignore[list-item]
    assert got(server, patience) == TEXT
    assert len(server.requests) == 2


def test_the_wait_asked_for_in_seconds_is_kept(server: Fickle, patience: Patience, waits: list[float]) -> None:
    server.faults = [refusing(429, Retry_After="37")]
    assert got(server, patience) == TEXT
    assert waits == [37]


def test_the_wait_asked_for_by_a_date_is_kept(server: Fickle, patience: Patience, waits: list[float]) -> None:
    then = format_datetime(datetime.now(UTC) + timedelta(seconds=50), usegmt=True)
    server.faults = [refusing(503, Retry_After=then)]
    assert got(server, patience) == TEXT
    assert waits == [pytest.approx(49, abs=2)]


@pytest.mark.parametrize("nonsense", ["soon", "-5", "", "Sat, 01 Jan 2000 00:00:00 GMT"])
def test_a_wait_that_means_nothing_is_as_none(
    server: Fickle, patience: Patience, waits: list[float], nonsense: str
) -> None:
    server.faults = [refusing(429, Retry_After=nonsense)]
    assert got(server, patience) == TEXT
    assert waits == [2]


def test_who_asks_for_too_long_a_wait_is_left_alone(server: Fickle, patience: Patience, waits: list[float]) -> None:
    server.always = refusing(429, Retry_After="86400")
    told = refusal(server, patience)
    assert "429 Too Many Requests and asks to wait for 86400 seconds; tried once, try again later" in told
    assert (len(server.requests), waits) == (1, [])


def test_who_fails_for_ever_is_asked_five_times(server: Fickle, patience: Patience, waits: list[float]) -> None:
    server.always = refusing(503)
    assert "answered 503 Service Unavailable; tried 5 times, try again later" in refusal(server, patience)
    assert len(server.requests) == 5
    assert waits == [2, 4, 8, 16]


def test_no_wait_is_longer_than_the_longest(server: Fickle, waits: list[float]) -> None:
    server.always = refusing(500)
    refusal(server, Patience(attempts=6, first=10, longest=30, sleep=waits.append))
    assert waits == [10, 20, 30, 30, 30]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (refusing(403, "You have been banned until tomorrow"), "403 Forbidden: You have been banned until tomorrow"),
        (refusing(404), "404 Not Found"),
        (page, "sent text/html instead of text/csv"),
        (of_another_kind, "sent application/octet-stream instead of text/csv"),
        (in_a_circle, "has moved (302 Found) to http://127.0.0.1"),
        (huge, "sent more than 32 MB"),
    ],
)
def test_what_would_not_go_better_is_asked_for_once(
    server: Fickle, patience: Patience, fault: object, told: str
) -> None:
    server.always = fault  # type: ignore[assignment]
    assert told in refusal(server, patience)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (half, "is not the whole document: its last line is cut; tried 5 times"),
        (cut, "was cut before the answer was whole; tried 5 times"),
        (hung_up, "was cut before the answer was whole; tried 5 times"),
    ],
)
def test_what_never_is_whole_is_an_error(server: Fickle, patience: Patience, fault: object, told: str) -> None:
    server.always = fault  # type: ignore[assignment]
    assert told in refusal(server, patience)


def test_bytes_that_are_not_text_are_an_error(server: Fickle, patience: Patience) -> None:
    server.body = "堺市\n".encode("cp932")
    assert "is not text in UTF-8" in refusal(server, patience)


def test_an_answer_that_trickles_is_given_up(server: Fickle, waits: list[float]) -> None:
    server.always = trickling
    """However steadily: each byte comes long before anybody would give up waiting for it."""
    told = refusal(server, Patience(attempts=1, timeout=1.5, sleep=waits.append))
    assert "did not answer in time (1.5 seconds); tried once" in told


def test_nobody_there_is_an_error_that_says_so(patience: Patience) -> None:
    with fickle() as gone:
        pass
    assert "no server answers at" in refusal(gone, patience)


@pytest.mark.parametrize("address", ["", "wikidata", "ftp://x.org/", "http://"])
def test_what_is_no_address_is_not_asked(patience: Patience, address: str) -> None:
    with pytest.raises(FetchError, match="is no web address; write it as in https://"):
        fetch(address, ("text/csv",), whole, patience=patience)


def test_a_password_has_no_place_in_an_address_nor_in_the_message(patience: Patience) -> None:
    with pytest.raises(FetchError, match=r"^leave name and password out of the address") as error:
        fetch("http://me:secret@x.org/", ("text/csv",), whole, patience=patience)
    assert "secret" not in str(error.value)


def test_what_may_be_a_key_is_not_told(server: Fickle, patience: Patience) -> None:
    server.always = refusing(404)
    server.url += "?key=secret"
    assert "secret" not in refusal(server, patience)


class Documents:
    """A document that is another each time it is fetched, and the file that keeps it."""

    def __init__(self, folder: Path) -> None:
        self.path, self.fetched, self.url = folder / "deep" / "list.json", 0, "http://x.org/"

    def fetch(self) -> str:
        self.fetched += 1
        return f"edition {self.fetched}"

    def on(self, day: str, max_age: int = 7) -> tuple[str, str]:
        return kept(self.path, self.url, day, max_age, self.fetch, lambda text, fetched_on: (text, fetched_on))


@pytest.fixture
def documents(tmp_path: Path) -> Documents:
    return Documents(tmp_path)


def test_a_document_is_used_while_it_is_young_with_the_day_it_is_of(documents: Documents) -> None:
    assert documents.on("2026-11-01") == ("edition 1", "2026-11-01")
    assert documents.on("2026-11-07") == ("edition 1", "2026-11-01")
    assert documents.on("2026-11-08") == ("edition 2", "2026-11-08")


def test_max_age_zero_fetches_anew_and_one_uses_that_of_today(documents: Documents) -> None:
    documents.on("2026-11-01")
    assert documents.on("2026-11-01", max_age=1)[0] == "edition 1"
    assert documents.on("2026-11-01", max_age=0)[0] == "edition 2"


def test_a_document_of_tomorrow_is_not_believed(documents: Documents) -> None:
    documents.on("2027-01-01")
    assert documents.on("2026-11-01")[0] == "edition 2"


def test_a_document_from_elsewhere_is_not_used(documents: Documents) -> None:
    documents.on("2026-11-01")
    documents.url = "http://y.org/"
    assert documents.on("2026-11-01")[0] == "edition 2"


@pytest.mark.parametrize("spoilt", ["", "null", "{}", "[1]", "half"])
def test_a_spoilt_file_is_as_none(documents: Documents, spoilt: str) -> None:
    documents.on("2026-11-01")
    text = documents.path.read_text("utf-8")
    documents.path.write_text(text[: len(text) // 2] if spoilt == "half" else spoilt, "utf-8")
    assert documents.on("2026-11-01")[0] == "edition 2"


def test_a_file_that_somebody_changed_is_as_none(documents: Documents) -> None:
    documents.on("2026-11-01")
    documents.path.write_text(documents.path.read_text("utf-8").replace("edition 1", "edition X"), "utf-8")
    assert documents.on("2026-11-01")[0] == "edition 2"


def test_what_is_not_understood_is_not_kept(documents: Documents) -> None:
    documents.on("2026-11-01")
    before = documents.path.read_bytes()

    def puzzled(text: str, day: str) -> str:
        raise ValueError("what is that?")

    with pytest.raises(ValueError, match="what is that"):
        kept(documents.path, documents.url, "2026-11-20", 7, documents.fetch, puzzled)
    assert documents.path.read_bytes() == before
    assert list(documents.path.parent.iterdir()) == [documents.path]


def test_a_failure_leaves_what_is_kept_and_says_so(documents: Documents) -> None:
    documents.on("2026-11-01")
    before = documents.path.read_bytes()

    def failing() -> str:
        raise FetchError("the server is tired")

    with pytest.raises(FetchError, match=r"^the server is tired; what came on 2026-11-01 is still kept$"):
        kept(documents.path, documents.url, "2026-11-20", 7, failing, lambda text, day: text)
    assert documents.path.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "deep").write_text("a file where the folder should be")
    documents = Documents(tmp_path)
    with pytest.raises(FetchError, match=r"deep/list.json cannot be written: .+; name a cache folder that can"):
        documents.on("2026-11-01")
