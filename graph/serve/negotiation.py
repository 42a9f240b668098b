"""Content negotiation: the media type and the language that a client prefers."""

from collections.abc import Sequence

from aiohttp import web
from werkzeug.datastructures import LanguageAccept, MIMEAccept
from werkzeug.http import parse_accept_header

from graph.serve.errors import RefusedError
from graph.serve.forms import FORMS
from loaders.model.messages import gettext as _
from loaders.model.messages import joined
from ontology import LANGUAGES

_ALIKE = 0.94
"""Two types of which one is wanted so much less than the other are wanted alike."""


def best_type(request: web.Request, offered: Sequence[str], last: str = "") -> str:
    """Return the preferred media type of those offered, the first if the client has no preference.

    Args:
        request: what the client says of itself.
        offered: the media types.
        last: one of them that is given only to who wants it markedly more than any other.

    Raises:
        RefusedError: it wants none of them.
    """
    wanted = parse_accept_header(request.headers.get("Accept") or "*/*", MIMEAccept)
    best = wanted.best_match(offered)
    if best is None:
        kinds = _("This can be had as {types}; ask for one of them in Accept.")
        raise RefusedError(406, kinds.format(types=joined(offered)))
    if best == last:
        other = wanted.best_match([one for one in offered if one != last])
        return other if other and wanted[other] >= _ALIKE * wanted[best] else best
    return best


def wants_rdf(request: web.Request) -> bool:
    """Return whether a client names a syntax of RDF and does not want a page as much."""
    wanted = parse_accept_header(request.headers.get("Accept", ""), MIMEAccept)
    asked = max((quality for one, quality in wanted if one in FORMS.values()), default=0)
    return asked > wanted["text/html"]


def best_language(request: web.Request) -> str:
    """Return the preferred language of ``en``, ``vi`` and ``ja``; English if it is another."""
    wanted = parse_accept_header(request.headers.get("Accept-Language", ""), LanguageAccept)
    return wanted.best_match(LANGUAGES, "en") or "en"


def spoken_language(request: web.Request) -> str:
    """Return the language for a client: the parameter ``lang`` if it is one of ours, else the preferred one."""
    asked = request.query.get("lang", "")
    return asked if asked in LANGUAGES else best_language(request)
