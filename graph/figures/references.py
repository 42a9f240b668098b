"""The references of the notebooks, from ``references.yaml``."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, cast

import yaml


@cache
def _known() -> dict[str, dict[str, Any]]:
    text = files("graph.figures").joinpath("references.yaml").read_text("utf-8")
    return {one["id"]: one for one in yaml.safe_load(text)["references"]}


class References:
    """A list of references: shown as Markdown in a notebook, and as text where that is not shown.

    Args:
        keys: the ids of what is cited, such as ``barber2007``; all if none are given.

    Raises:
        KeyError: there is no such reference.
    """

    def __init__(self, *keys: str) -> None:
        self.keys = sorted(keys or _known())
        self._texts = [_text(_known()[key]) for key in self.keys]

    def __repr__(self) -> str:
        return "\n".join(self._texts)

    def _repr_markdown_(self) -> str:
        return "".join(f"- {text}\n" for text in self._texts)


def _text(one: dict[str, Any]) -> str:
    """Return a reference as: Author and Author (year). Title. Journal volume(issue), pages. https://doi.org/…"""
    where = cast(str, one.get("container-title") or one["publisher"])
    if "volume" in one:
        where += f" {one['volume']}" + (f"({one['issue']})" if "issue" in one else "")
    if "page" in one:
        where += f", {one['page']}"
    address = f" https://doi.org/{one['DOI']}" if "DOI" in one else ""
    return f"{_names(one['author'])} ({one['issued']}). {one['title']}. {where}.{address}"


def _names(authors: Iterable[dict[str, str]]) -> str:
    *others, last = (f"{one['family']}, {one['given']}" for one in authors)
    return f"{'; '.join(others)}; {last}" if others else last
