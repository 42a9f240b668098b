"""Translation of messages (errors, prompts, progress) into the language of the reader.

A message stands in the code in English, as gettext has it; ``messages.yaml`` gives its Vietnamese and its Japanese.
Values are filled in after it has been translated: ``gettext("{file} is empty").format(file=name)``.
"""

from collections.abc import Iterable
from contextvars import ContextVar
from functools import cache, reduce

from loaders.model.packaged import packaged

LANGUAGE: ContextVar[str] = ContextVar("language", default="en")
"""The language of messages (``en``, ``vi`` or ``ja``); the command line or a request sets it."""


def gettext(message: str) -> str:
    """Return a message in the language of the reader; in English where it has not been translated."""
    language = LANGUAGE.get()
    return message if language == "en" else _translations().get(message, {}).get(language, message)


def gettext_noop(message: str) -> str:
    """Mark a message that is translated when it is shown, such as a constant of a module; returns it unchanged."""
    return message


_SWAPPED = str.maketrans(",.", ".,")


def figure(number: float, decimals: int = 0, language: str = "") -> str:
    """Return a number as the reader writes it: 1,234.5 in English and Japanese, 1.234,5 in Vietnamese.

    Args:
        number: the number.
        decimals: how many digits stand behind the point.
        language: that of the reader, if it is another than that of messages (`LANGUAGE`).
    """
    written = f"{number:,.{decimals}f}"
    return written.translate(_SWAPPED) if (language or LANGUAGE.get()) == "vi" else written


_SEPARATORS = {", ": "、", "; ": "；"}
"""How names in a list, and lists in a list, are parted -> the same in Japanese."""


def separator(language: str = "", of_lists: bool = False) -> str:
    """Return what stands between names in a list: a comma, 、 in Japanese.

    Args:
        language: that of the reader, if it is another than that of messages (`LANGUAGE`).
        of_lists: whether what is listed may have commas itself; a semicolon then stands between.
    """
    sign = "; " if of_lists else ", "
    return _SEPARATORS[sign] if (language or LANGUAGE.get()) == "ja" else sign


def joined(names: Iterable[str], language: str = "", of_lists: bool = False) -> str:
    """Return names in a list, without those that are empty; see `separator`."""
    return separator(language, of_lists).join(filter(None, names))


def quoted(text: str) -> str:
    """Return words in the quotation marks of the language of the reader."""
    return f"「{text}」" if LANGUAGE.get() == "ja" else f"“{text}”"


def any_of(names: Iterable[str]) -> str:
    """Return the names of things of which one is meant: “a or b”."""
    return _listed(gettext("{one} or {other}"), names)


def all_of(names: Iterable[str]) -> str:
    """Return the names of things that are meant together: “a and b”."""
    return _listed(gettext("{one} and {other}"), names)


def _listed(form: str, names: Iterable[str]) -> str:
    first, *others = [*names] or [""]
    return reduce(lambda one, other: form.format(one=one, other=other), others, first)


@cache
def _translations() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = packaged("loaders.model", "messages.yaml")
    return found
