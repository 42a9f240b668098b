"""The tokens of SPARQL queries, to refuse those that are nested too deep for an engine."""

import re
from dataclasses import dataclass

from loaders.model.messages import gettext as _
from loaders.model.problems import UserError

_IRI = r"<[^<>\"{}|^`\\\x00-\x20]*>"
_TEXT = r'"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\'|"(?:[^"\\\r\n]|\\.)*"|\'(?:[^\'\\\r\n]|\\.)*\''
_REMARK = r"#[^\r\n]*"
_VARIABLE = r"[?$]\w+|@[A-Za-z-]+"
_LOCAL = r"(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*"
_WORD = rf"(?P<word>\w+)(?::(?:{_LOCAL})?)?"
_SIGNS = r"(?P<open><<\(|<<|[{(\[])|(?P<close>\)>>|>>|[})\]])|(?P<joint>\|\||&&|[-+*/|!^,;]|\.(?!\d))"
TOKEN = re.compile(rf"{_IRI}|{_TEXT}|{_REMARK}|{_VARIABLE}|{_WORD}|:{_LOCAL}|{_SIGNS}", re.DOTALL)
"""A token; other signs, and blanks, are left out. ``word`` is what is no text, name of a thing or variable."""

NESTED = 128
"""Brackets within brackets. Oxigraph, which goes down the stack with each, ends at 800 (of 8 MB; at 400 of 2 MB)."""
JOINED = 1_000
"""Parts that are joined one by one, such as those of a sum, and so nested for the engine; it ends at 2,600."""

_JOINTS = {"union", "optional", "minus", "filter", "graph", "service", "values", "lateral", "having"}
_OF_PATTERNS, _OF_LISTS = {"/", "|", "!", "^", ".", ",", ";"}, {".", ",", ";"}


class TooDeepError(UserError, ValueError):
    """A query is nested so deep that an engine might not survive it."""


def refuse_deep(query: str) -> None:
    """Let a query pass, unless it is nested too deep.

    Raises:
        TooDeepError: it is; says how to write it.
    """
    if len(query) < JOINED and sum(map(query.count, "{([")) < NESTED and "<<" not in query:
        return
    nested, joined = _depth(query)
    if nested > NESTED:
        raise TooDeepError(
            _(
                "The query nests brackets {nested:,} deep; at most {most:,} are read. Take brackets away that change "
                "nothing, or ask in several queries."
            ).format(nested=nested, most=NESTED)
        )
    if joined > JOINED:
        raise TooDeepError(
            _(
                "The query joins {joined:,} parts one by one (by a dot, UNION, FILTER, || or /); at most {most:,} are "
                "read. List values in VALUES or IN, or ask in several queries."
            ).format(joined=joined, most=JOINED)
        )


@dataclass
class _Level:
    """What stands within a bracket: how many parts are joined there, and on the longest way further down."""

    bracket: str = ""
    joined: int = 0
    below: int = 0

    def take(self, other: "_Level") -> None:
        """Have another level be below this one."""
        self.below = max(self.below, other.joined + other.below)


def _depth(query: str) -> tuple[int, int]:
    """Return how many brackets stand within one another, and how many parts are joined on the longest way down."""
    most, levels = 0, [_Level()]
    for token in TOKEN.finditer(query):
        level, word = levels[-1], (token["word"] or "") and token[0].casefold()
        if token["open"]:
            levels.append(_Level(token[0]))
            most = max(most, len(levels) - 1)
        elif (token["close"] or (token[0] == "," and level.bracket == "(")) and len(levels) > 1:
            levels.pop()
            levels[-1].take(level)
            if token[0] == ",":  # another argument begins, which stands beside the one before
                levels.append(_Level("("))
        elif token["joint"]:
            level.joined += token[0] not in _OF_LISTS if level.bracket == "(" else token[0] in _OF_PATTERNS
        elif word in _JOINTS:
            level.joined += 1
        elif word == "as":  # (… AS ?x) joins what is around it
            levels[-2:][0].joined += 1
    while len(levels) > 1:
        level = levels.pop()
        levels[-1].take(level)
    return most, levels[0].joined + levels[0].below
