"""Text and addresses of facts made harmless for a page."""

import re
from functools import cache
from urllib.parse import unquote

from rich.cells import cell_len, set_cell_size

_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
"""Controls, directions of writing, invisible signs, what is no sign at all, halves of a pair; joiners and soft hyphens
are part of words."""

_BYTES = re.compile("(?:%[89A-Fa-f][0-9A-Fa-f])+")
"""Letters beyond those of ASCII, as addresses spell them."""

_WEB = re.compile(r"https?://[^\s]+", re.IGNORECASE)


def visible(text: str) -> str:
    """Return text in which nothing acts: controls that turn the direction of writing or move the cursor are named.

    >>> visible("abc\\u202ecba")
    'abc⟨U+202E⟩cba'
    """
    if text.isprintable():  # no control is; and it is quicker told than searched for
        return text
    return _ACTING.sub(lambda sign: f"⟨U+{ord(sign[0]):04X}⟩", text)


def web(address: str) -> str:
    """Return an address if it is one of the web in which nothing acts, else nothing: no other kind becomes a link."""
    return address if _WEB.fullmatch(address) and visible(address) == address else ""


def readable(address: str) -> str:
    """Return an address with the letters that it spells as bytes, where it stays one address all the same.

    >>> readable("https://example.org/%E8%A6%9A%E6%9B%B8?a=%20b")
    'https://example.org/覚書?a=%20b'
    """
    return _BYTES.sub(lambda spelt: _letters(spelt[0]), address)


def _letters(spelt: str) -> str:
    letters = unquote(spelt, errors="replace")
    return letters if letters.isprintable() and "\ufffd" not in letters else spelt


@cache
def shortened(text: str, cells: int = 34) -> str:
    """Return text cut to so many columns of a terminal, a kanji being two, with an ellipsis where it was cut."""
    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, cells - 1).rstrip() + "…"
