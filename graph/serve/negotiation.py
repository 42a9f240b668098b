"""What a client would rather have: a media type, a language."""

from collections.abc import Sequence

from aiohttp import web
from werkzeug.datastructures import LanguageAccept, MIMEAccept
from werkzeug.http import parse_accept_header

from graph.serve.refusal import RefusedError
from ontology import LANGUAGES


def best_type(request: web.Request, offered: Sequence[str]) -> str:
    """Return the media type that is wanted most of those offered, the first if the client does not mind.

    Raises:
        RefusedError: it wants none of them.
    """
    wanted = parse_accept_header(request.headers.get("Accept") or "*/*", MIMEAccept)
    best = wanted.best_match(offered)
    if best is None:
        raise RefusedError(406, f"This can be had as {', '.join(offered)}; ask for one of them in Accept.")
    return best


def best_language(request: web.Request) -> str:
    """Return the language of ours that is wanted most; English if it is none."""
    wanted = parse_accept_header(request.headers.get("Accept-Language", ""), LanguageAccept)
    return wanted.best_match(LANGUAGES, "en") or "en"
