"""A web server on this machine with pages that a test puts there, takes away and changes."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(frozen=True)
class Page:
    """What stands at a path."""

    body: bytes
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def etag(self) -> str:
        return f'"{sha256(self.body).hexdigest()[:16]}"'


@dataclass
class Pages:
    """The server: its pages by their paths, and the path and headers of each request that it had."""

    url: str = ""
    pages: dict[str, Page] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def put(
        self, path: str, body: str, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str
    ) -> str:
        """Put a page at a path, and return its address."""
        self.pages[path] = Page(body.encode(), kind, status, {k.replace("_", "-"): v for k, v in headers.items()})
        return self.url + path

    @property
    def asked(self) -> list[str]:
        """The paths that were asked for, but for robots.txt."""
        return [path for path, _ in self.requests if path != "/robots.txt"]


@contextmanager
def serving_pages() -> Iterator[Pages]:
    """Run such a server."""
    there = Pages()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            there.requests.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            page = there.pages.get(self.path, Page(b"not here", "text/plain", 404))
            unchanged = page.status == 200 and self.headers.get("if-none-match") == page.etag
            body = b"" if unchanged else page.body
            with suppress(BrokenPipeError, ConnectionResetError):
                self.send_response(304 if unchanged else page.status)
                for name, value in {"Content-Type": page.kind, "ETag": page.etag, **page.headers}.items():
                    self.send_header(name, value)
                if not unchanged:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    there.url = f"http://127.0.0.1:{server.server_address[1]}"
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield there
    server.shutdown()
    server.server_close()
