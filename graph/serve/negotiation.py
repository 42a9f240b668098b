"""Content negotiation: the media type and the language that a client prefers."""

from collections.abc import Sequence

from aiohttp import web
from werkzeug.datastructures import LanguageAccept, MIMEAccept
from werkzeug.http import parse_accept_header

from graph.serve.errors import RefusedError
from loaders.model.messages import gettext as _
from loaders.model.messages import joined
from ontology import LANGUAGES


def best_type(request: web.Request, offered: Sequence[str]) -> str:
    """Return the preferred media type of those offered, the first if the client has no preference.

    Raises:
        RefusedError: it wants none of them.
    """
    wanted = parse_accept_header(request.headers.get("Accept") or "*/*", MIMEAccept)
    best = wanted.best_match(offered)
    if best is None:
        kinds = _("This can be had as {types}; ask for one of them in Accept.")
        raise RefusedError(406, kinds.format(types=joined(offered)))
    return best


def best_language(request: web.Request) -> str:
    """Return the preferred language of ``en``, ``vi`` and ``ja``; English if it is another."""
    wanted = parse_accept_header(request.headers.get("Accept-Language", ""), LanguageAccept)
    return wanted.best_match(LANGUAGES, "en") or "en"


def spoken_language(request: web.Request) -> str:
    """Return the language for a client: the parameter ``lang`` if it is one of ours, else the preferred one."""
    asked = request.query.get("lang", "")
    return asked if asked in LANGUAGES else best_language(request)
