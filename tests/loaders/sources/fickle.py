"""A server on this machine that stands before another, or before a text, and fails as it is told to."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx

BEHIND = httpx.Client(timeout=60)
Fault = Callable[[BaseHTTPRequestHandler, "Fickle", bytes], None]


@dataclass
class Fickle:
    """What the server does.

    Attributes:
        behind: the address that it hands on to; nothing if it answers with `body` itself.
        faults: what it does instead, one for each request to come.
        always: what it does instead, whatever comes.
        requests: the method, the headers and the body of each request.
    """

    url: str = ""
    behind: str = ""
    body: bytes = b""
    kind: str = "text/csv; charset=utf-8"
    faults: list[Fault] = field(default_factory=list)
    always: Fault | None = None
    requests: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    def right(self, sent: bytes) -> tuple[str, bytes]:
        """Return the right answer: its kind and its body."""
        if not self.behind:
            return self.kind, self.body
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/sparql-results+json"}
        answer = BEHIND.post(self.behind, content=sent, headers=headers)
        assert answer.is_success, answer.text
        return answer.headers["content-type"], answer.content


@contextmanager
def fickle(**about: Any) -> Iterator[Fickle]:
    """Run such a server."""
    told = Fickle(**about)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            sent = self.rfile.read(int(self.headers.get("content-length", 0)))
            told.requests.append((self.command, {k.lower(): v for k, v in self.headers.items()}, sent))
            fault = told.always or (told.faults.pop(0) if told.faults else None)
            with suppress(BrokenPipeError, ConnectionResetError):
                (fault or rightly)(self, told, sent)

        do_GET = do_POST = answer  # noqa: N815 - http.server calls them so

        def log_message(self, *_: Any) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.url = f"http://127.0.0.1:{server.server_address[1]}/list"
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield told
    server.shutdown()
    server.server_close()


def send(to: BaseHTTPRequestHandler, status: int, kind: str, body: bytes, **headers: str) -> None:
    to.send_response(status)
    to.send_header("Content-Type", kind)
    to.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        to.send_header(name.replace("_", "-"), value)
    to.end_headers()
    to.wfile.write(body)


def rightly(to: BaseHTTPRequestHandler, told: Fickle, sent: bytes) -> None:
    send(to, 200, *told.right(sent))


def refusing(status: int, said: str = "", **headers: str) -> Fault:
    return lambda to, told, sent: send(to, status, "text/plain", said.encode(), **headers)


def page(to: BaseHTTPRequestHandler, told: Fickle, sent: bytes) -> None:
    """A page in place of data, and all is well with it."""
    send(to, 200, "text/html; charset=utf-8", b"<!doctype html><title>Please log in</title>")


def page_called_data(to: BaseHTTPRequestHandler, told: Fickle, sent: bytes) -> None:
    """A page that is said to be the data."""
    send(to, 200, told.right(sent)[0], b"<!doctype html><title>Please log in</title>")


def of_another_kind(to: BaseHTTPRequestHandler, told: Fickle, sent: bytes) -> None:
    send(to, 200, "application/octet-stream", told.right(sent)[1])


def half(to: BaseHTTPRequestHandler, told: Fickle, sent: bytes) -> None:
    """The first half of the answer, as if it were the whole."""
    kind, body = told.right(sent)
    send(to, 200, kind, body[: len(body) // 2])


def cut(to: BaseHTTPRequestHandler, told: Fickle, sent: bytes) -> None:
    """The connection is cut within the answer."""
    kind, body = told.right(sent)
    to.send_response(200)
    to.send_header("Content-Type", kind)
    to.send_header("Content-Length", str(len(body)))
    to.end_headers()
    to.wfile.write(body[: len(body) // 2])
    to.close_connection = True


def hung_up(to: BaseHTTPRequestHandler, told: Fickle, sent: bytes) -> None:
    """The connection is cut before a word."""
    to.close_connection = True


def in_a_circle(to: BaseHTTPRequestHandler, told: Fickle, sent: bytes) -> None:
    send(to, 302, "text/plain", b"", Location=told.url)


def huge(to: BaseHTTPRequestHandler, told: Fickle, sent: bytes) -> None:
    """An answer of 200 MB."""
    to.send_response(200)
    to.send_header("Content-Type", told.right(sent)[0])
    to.send_header("Content-Length", str(200 << 20))
    to.end_headers()
    for _ in range(200):
        to.wfile.write(b" " * (1 << 20))


def trickling(to: BaseHTTPRequestHandler, told: Fickle, sent: bytes) -> None:
    """An answer that comes byte by byte, and would take a quarter of a minute."""
    to.close_connection = True
    to.send_response(200)
    to.send_header("Content-Type", told.right(sent)[0])
    to.end_headers()
    for _ in range(150):
        to.wfile.write(b" ")
        time.sleep(0.1)


def said(answer: Callable[[str], str]) -> Fault:
    """The right answer, changed."""

    def fault(to: BaseHTTPRequestHandler, told: Fickle, sent: bytes) -> None:
        kind, body = told.right(sent)
        send(to, 200, kind, answer(body.decode()).encode())

    return fault
