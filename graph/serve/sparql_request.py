"""SPARQL requests: read from HTTP and checked against the rules before the engine gets the query."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from graph.ask.tokens import TOKEN, refuse_deep
from graph.serve.errors import RefusedError
from loaders.model.messages import gettext as _
from loaders.model.messages import gettext_noop

_FROM = re.compile(r"\bfrom\b", re.IGNORECASE)
_VARYING = re.compile(r"(?<![?$:])\b(?:now|rand|uuid|struuid|bnode)\b|\\u", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SERVICE = re.compile(
    r"(?P<named>(?<![^ \t\r\n{}])(?:graph|from|named|describe)[ \t]+)?(?<![?$])service", re.IGNORECASE
)
_BLANK = r"(?:[ \t\r\n]++|#[^\r\n]*+)*+"
_NAME = r"(?:<[^>]*+(?:>|\Z)|[?$]?(?:[^\x00-\x20{}<>#\\,;()\[\]=|/^*!&\"'?$+@`~]++|\\.)++(?<!(?<!\\)\.))"
_CLAUSE = re.compile(rf"{_BLANK}(?:silent{_BLANK})?(?:{_NAME}{_BLANK}(?:\{{|\Z)|\Z)", re.IGNORECASE)
"""The rest of a clause of SERVICE as Oxigraph's grammar has it, which needs no blanks; names may be longer here."""
_CLAUSE_LENGTH = 1_000
"""How far the rest of a clause is read; if it is longer, it is taken for one."""
_IN_TEXT = re.compile(r"(?<!\\)s(?=ervice)", re.IGNORECASE)

_MARK = "\ufeff"
"""What editors on Windows put in front of UTF-8."""

_NO_CALLS = gettext_noop(
    "SERVICE is not allowed here: this server asks no other. Call this endpoint from yours instead, or ask both and "
    "join the answers."
)
_NO_SUCH_PREFIX = gettext_noop(
    "A name that begins with “service” and stands before a brace may be read as a call of another server (SERVICE), "
    "which is not allowed here. Put a dot between them, or give the prefix another name."
)


@dataclass(frozen=True)
class SparqlRequest:
    """A query as the SPARQL 1.1 Protocol has it.

    Attributes:
        query: the text.
        dataset: pairs of ``default-graph-uri`` or ``named-graph-uri`` and an IRI.
    """

    query: str
    dataset: tuple[tuple[str, str], ...] = ()

    @property
    def names_graphs(self) -> bool:
        """Whether the request, or the query (FROM), names the graphs of its data set."""
        # most queries do not hold the word: their tokens need not be gone through
        named = _FROM.search(self.query) and any(one[0].casefold() == "from" for one in TOKEN.finditer(self.query))
        return bool(self.dataset or named)

    @property
    def varies(self) -> bool:
        """Whether its answer may differ each time on the same graph: it calls NOW, RAND, UUID, STRUUID or BNODE."""
        return _VARYING.search(self.query) is not None


def read_request(method: str, content_type: str, in_address: Sequence[tuple[str, str]], body: bytes) -> SparqlRequest:
    """Read a request (SPARQL 1.1 Protocol, 2.1).

    Args:
        method: ``GET``, ``HEAD`` or ``POST``.
        content_type: that of the body, without parameters, in small letters.
        in_address: the parameters of the address.
        body: what was posted.

    Raises:
        RefusedError: it is no query, or one that is not to be run.
        TooDeepError: it is nested too deep.
    """
    if method in {"GET", "HEAD"}:
        found = in_address
    elif content_type == "application/x-www-form-urlencoded":
        found = form(body)
    elif content_type == "application/sparql-query":
        found = [*in_address, ("query", _decoded(body))]
    elif content_type == "application/sparql-update":
        raise _no_updates()
    else:
        kinds = _(
            "Post a query as application/sparql-query, or as the field “query” of a form "
            "(application/x-www-form-urlencoded); this came as “{type}”."
        )
        raise RefusedError(415, kinds.format(type=content_type or _("nothing named")))
    return _checked(found)


def form(body: bytes) -> list[tuple[str, str]]:
    """Return the fields of a form that was posted.

    Raises:
        RefusedError: it is none.
    """
    try:
        return parse_qsl(_decoded(body), keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError:
        usual = _("The form is not of the usual kind: name=value, joined by &, in UTF-8.")
        raise RefusedError(400, usual) from None


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        wrong = _("The query is not UTF-8: byte {number} cannot be read.")
        raise RefusedError(400, wrong.format(number=error.start + 1)) from None


def _checked(found: Sequence[tuple[str, str]]) -> SparqlRequest:
    queries = [value.removeprefix(_MARK) for name, value in found if name == "query"]
    if any(name == "update" for name, _ in found):
        raise _no_updates()
    if len(queries) != 1:
        one = _("Send one query, as the parameter “query”; there are {number} here.")
        raise RefusedError(400, one.format(number=len(queries)))
    refuse_deep(queries[0])
    if calls_out(queries[0]):
        raise RefusedError(403, _(_NO_CALLS) if _by_grammar(queries[0]) else _(_NO_SUCH_PREFIX))
    query = _disarmed(queries[0])
    dataset = tuple(pair for pair in found if pair[0] in {"default-graph-uri", "named-graph-uri"})
    return SparqlRequest(query, dataset)


def _no_updates() -> RefusedError:
    return RefusedError(403, _("This endpoint only answers questions; it takes no updates."))


def calls_out(query: str) -> bool:
    """Return whether a query would have the engine call another host (SERVICE), by either of two readings.

    The engine reads `?a<?b#>` as a comparison and a comment where the standard's tokens give an IRI, so that what one
    reading takes for text may be a pattern in the other. A query is safe if it holds no clause of SERVICE anywhere,
    texts and comments included, or if neither reading finds SERVICE in it; one that names it and that rdflib cannot
    read is taken to call.
    """
    plain = _plain(query)
    if not _holds_clause(query) and not _holds_clause(plain):
        return False
    outside = (one for one in (query, plain) if _holds_clause(_without_texts(one)))
    return any(map(_by_tokens, outside)) or _by_grammar(query)


def _disarmed(query: str) -> str:
    """Return an equivalent query without any SERVICE clause, not in texts and comments either.

    So the engine can find none, however it reads.

    Raises:
        RefusedError: there is no such query.
    """
    if not _holds_clause(query):
        return query
    found = TOKEN.sub(lambda token: "" if token[0][0] == "#" else _escaped(token[0]), query)
    if _holds_clause(found):
        raise RefusedError(403, _(_NO_SUCH_PREFIX))
    return found


def _without_texts(query: str) -> str:
    """Return a query without what its tokens tell to be comments and texts."""
    return TOKEN.sub(lambda token: {"#": "", '"': '""', "'": "''"}.get(token[0][0], token[0]), query)


def _escaped(token: str) -> str:
    return _IN_TEXT.sub(lambda found: f"\\u{ord(found[0]):04X}", token) if token[0] in "\"'" else token


def _plain(query: str) -> str:
    return _ESCAPE.sub(lambda found: chr(min(int(found[1] or found[2], 16), 0x10FFFF)), query)


def _holds_clause(query: str) -> bool:
    """Return whether a query holds a SERVICE clause anywhere, even in a text.

    For the engine ``service:x {`` is one, even if a prefix of that name is declared: its keywords need no blank behind
    them. After GRAPH and the like, with blanks between, it is a name for the engine too, or both are in a text.
    """
    text = f"{query}}}"  # so that no name ends it
    starts = (found.end() for found in _SERVICE.finditer(text) if not found["named"])
    return any(_CLAUSE.match(text, start, start + _CLAUSE_LENGTH) for start in starts)


def _by_tokens(query: str) -> bool:
    # engines read 1SERVICE, SERVICE:x and a:SERVICE:x as several tokens where they can, so no name may hold it
    names = (token[0] for token in TOKEN.finditer(query) if token["word"] or token[0][0] == ":")
    return any("service" in name.casefold() for name in names)


def _by_grammar(query: str) -> bool:
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parser import parseQuery
    from rdflib.plugins.sparql.parserutils import CompValue

    def names_it(part: object) -> bool:
        if isinstance(part, CompValue):
            return part.name == "ServiceGraphPattern" or any(map(names_it, part.values()))
        return isinstance(part, list | tuple | ParseResults) and any(map(names_it, part))

    try:
        return names_it(parseQuery(query))
    except Exception:  # whatever a hostile text does to the parser, it is not run
        return True
