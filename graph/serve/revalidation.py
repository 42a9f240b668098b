"""Whether a client that has a document already has the current one: ETag and Last-Modified (RFC 9110, 13)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from importlib.metadata import version

from aiohttp import web

from graph.serve.engine import Engine


@dataclass(frozen=True)
class Edition:
    """What tells one state of a document from others.

    Attributes:
        tag: the same for the same content.
        modified: when the graph that it is made of was put in place.
    """

    tag: str
    modified: datetime

    def stamp(self, answer: web.Response) -> web.Response:
        """Return an answer that says which edition it is, and that caches are to ask before they use it again."""
        answer.etag = self.tag
        answer.last_modified = self.modified
        answer.headers["Cache-Control"] = "no-cache"
        return answer

    def is_known(self, request: web.Request) -> bool:
        """Return whether a client says that it has this edition; what it says of tags counts before dates."""
        if tags := request.if_none_match:
            return any(one.value in {self.tag, "*"} for one in tags)
        since = request.if_modified_since
        return since is not None and self.modified <= since


def edition(engine: Engine, *parts: str) -> Edition:
    """Return the edition of a document.

    Args:
        engine: that on the graph that it is made of.
        parts: what else it depends on, such as its address.
    """
    digest = blake2b(digest_size=12)
    for part in (version("vnjp-ties"), engine.folder.name, *parts):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return Edition(digest.hexdigest(), datetime.fromtimestamp(int(engine.built), UTC))
