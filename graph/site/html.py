"""The templates of all pages, with their filters: text is escaped, and nothing is loaded from other hosts."""

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from graph.ask.text import readable, shortened, visible, web
from graph.brief.phrases import mark, title_of
from loaders.model.dates import date_text
from loaders.model.messages import figure

LANGUAGE_NAMES = {"en": "English", "vi": "Tiếng Việt", "ja": "日本語"}

_CITED = re.compile(r"\[(\d+)\]")


def data(value: Any) -> Markup:
    """Return JSON that may stand in a script element of HTML: no character of it can end the element."""
    text = json.dumps(_visible_within(value), ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - made harmless just above


def _visible_within(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, Mapping):
        return {name: _visible_within(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_visible_within(one) for one in value]
    return value


def cited(text: str) -> Markup:
    """Return text with its citations, ``[3]``, linked to the list of sources on the page."""
    return Markup(_CITED.sub(r'<a class="cite" href="#source-\1">[\1]</a>', str(escape(visible(text)))))  # noqa: S704


def asset(name: str) -> str:
    """Return a style sheet or script of ours."""
    return files("graph.site").joinpath("assets", name).read_text("utf-8")


def vis_network(ending: str) -> str:
    """Return vis-network as it comes with pyvis: its ``js`` or its ``css``."""
    folder = Path(str(files("pyvis"))) / "templates" / "lib" / "vis-9.1.2"
    return (folder / {"js": "vis-network.min.js", "css": "vis-network.css"}[ending]).read_text("utf-8")


def policy(scripts: tuple[str, ...] = (), styles: tuple[str, ...] = ()) -> str:
    """Return a Content-Security-Policy: nothing but the page's own files, or else the texts given that stand in it."""
    allowed = {
        kind: " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts) or "'self'"
        for kind, texts in (("script", scripts), ("style", styles))
    }
    return (
        f"default-src 'none'; script-src {allowed['script']}; style-src {allowed['style']}; img-src 'self' data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _finalized(value: Any) -> Any:
    if value is None:
        return ""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def assets() -> dict[str, str]:
    """Return all style sheets and scripts of a site by their names: ours, and vis-network."""
    names = sorted(file.name for file in files("graph.site").joinpath("assets").iterdir())
    return {name: asset(name) for name in names} | {"vis-network.js": vis_network("js")}


@cache
def environment() -> Environment:
    """Return how templates are filled in: everything is escaped but what is `Markup` already."""
    made = Environment(
        loader=PackageLoader("graph.site"), autoescape=True, undefined=StrictUndefined, finalize=_finalized,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.filters |= {"data": data, "cited": cited, "web": web, "readable": readable, "shortened": shortened,
                     "figure": figure, "mark": mark, "title_of": title_of, "day": date_text}  # fmt: skip
    made.globals |= {"language_names": LANGUAGE_NAMES, "policy": policy()}
    return made
