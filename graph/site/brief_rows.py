"""The blocks and sources of briefs as HTML; tens of thousands are drawn, for which a template would be too slow."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from markupsafe import Markup, escape
from pyoxigraph import NamedNode

from graph.ask.citations import CitedSource
from graph.ask.text import visible, web
from graph.ask.words import words
from graph.brief.phrases import Block, Line, Phrase, mark, mark_of, title_of
from graph.site.html import cited
from loaders.model.dates import date_text

Link = Callable[[NamedNode, str], Markup | str]
"""Returns a text as a link to the page of a thing, or as it is if that has none."""


def blocks(some: tuple[Block, ...], level: int, language: str, link: Link | None = None) -> Markup:
    """Return blocks of a brief as HTML.

    Args:
        some: the blocks.
        level: that of their headings.
        language: that of the brief.
        link: links what is named; without it nothing is linked.
    """
    return Markup("".join(_block(one, level, language, link) for one in some))  # noqa: S704 - escaped there


def _block(one: Block, level: int, language: str, link: Link | None) -> str:
    name = f"first-{one.name}" if level == 2 else one.name
    more = ""
    if one.more:
        more = f' <span class="more muted">{_shown(words(language)["brief_more"].format(one.more))}</span>'
    return (
        f'<section class="block {one.name}" aria-labelledby="{name}">\n'
        f'<h{level} id="{name}">{_shown(one.title)}{more}</h{level}>\n'
        f"{_table(one, language, link) if one.widths else _list(one, language, link)}</section>\n"
    )


def _list(one: Block, language: str, link: Link | None) -> str:
    return "".join(("<ul>\n", *(f"<li>{_said(line, language, link)}</li>\n" for line, *_ in one.rows), "</ul>\n"))


def _table(one: Block, language: str, link: Link | None) -> str:
    heads = [f'<th scope="col">{_shown(text)}</th>' if text else "<td></td>" for text in one.headings]
    titled = one.name == "portraits" or not one.headings
    return "".join(
        (
            '<div class="scroll"><table>\n<colgroup>',
            *(f'<col class="w{width}">' for width in one.widths),
            "</colgroup>\n",
            f"<thead><tr>{''.join(heads)}</tr></thead>\n" if heads else "",
            "<tbody>\n",
            *(_row([_said(line, language, link) for line in row], titled) for row in one.rows),
            "</tbody></table></div>\n",
        )
    )


def _row(cells: list[str], titled: bool) -> str:
    first, *others = cells
    begun = f'<th scope="row">{first}</th>' if titled else f"<td>{first}</td>"
    return f"<tr>{begun}{''.join(f'<td>{one}</td>' for one in others)}</tr>\n"


def sources(listed: tuple[CitedSource, ...], language: str, marked: bool = True) -> Markup:
    """Return the sources of a page as HTML: the items of a list.

    Args:
        listed: the sources.
        language: that of the page.
        marked: whether it is said in words which other language a page is in.
    """
    return Markup("".join(_source(one, language, marked) for one in listed))  # noqa: S704 - escaped there


@cache
def _shown(text: str) -> str:
    """Return text as HTML; it may come from anybody, and nothing of it acts. Kept: briefs on several pairs say it."""
    return str(escape(visible(text)))


@cache
def _cites(numbers: str) -> str:
    return str(cited(numbers))


def _said(line: Line, language: str, link: Link | None) -> str:
    said = "".join([_phrase(one, language, link) for one in line.phrases])
    if line.cites:
        said += _cites(line.cites)
    for note in line.notes:
        spoken = f' lang="{_shown(note.language)}"' if note.language else ""
        said += f'<div class="note"{spoken}>{_shown(note.text)}{_shown(mark(note, language))}</div>'
    return said


def _phrase(one: Phrase, language: str, link: Link | None) -> str:
    if one.language:
        return f'<bdi lang="{_shown(one.language)}">{_shown(one.text)}</bdi>{_shown(mark(one, language))}'
    if one.node and link:
        linked = link(one.node, one.text)
        return f"<bdi>{linked if isinstance(linked, Markup) else _shown(linked)}</bdi>"
    return f"<bdi>{_shown(one.text)}</bdi>"


def _source(source: CitedSource, language: str, marked: bool) -> str:
    page = _page(replace(source, number=0), language, marked)
    return f'<li id="source-{source.number}" value="{source.number}">{page}</li>\n'


@cache
def _page(source: CitedSource, language: str, marked: bool) -> str:
    """Return a source as HTML without its number; kept, since many pages list it."""
    title, address = title_of(source, language), web(source.url)
    attribute = f' lang="{_shown(title.language)}"' if title.language else ""
    named = f"<bdi{attribute}>{_shown(title.text)}</bdi>"
    if address:
        named = f'<a href="{_shown(address)}">{named}</a>'
    more = "".join(
        f". <bdi>{_shown(one)}</bdi>" for one in (source.publisher, date_text(source.issued, language)) if one
    )
    return f"{named}{_shown(mark_of(source, language)) if marked else ''}{more}"
