"""A brief as text to paste: the first page, the details, the sources."""

from collections.abc import Iterator

from rich.cells import cell_len

from graph.ask.citations import CitedSource
from graph.ask.text import visible
from graph.ask.words import words
from graph.brief.meeting import Brief
from graph.brief.phrases import Block, Line, mark_of, marked
from loaders.model.dates import date_text

_INDENT = "  "
_READ = 3
"""Tables of more columns are told row by row, each cell under its heading."""


def plain_text(brief: Brief) -> str:
    """Return a brief as text that a terminal or an e-mail shows, each source by its number."""
    said = words(brief.language)
    lines = [brief.title, brief.lead]
    for block in brief.first:
        lines += ["", block.title, *_block(block, brief.language)]
    lines += ["", said["brief_details"]]
    for block in brief.details:
        lines += ["", block.title, *_block(block, brief.language)]
    if brief.lacking:
        lines += ["", brief.lacking]
    if brief.sources:
        lines += ["", said["sources"], *(_source(source, brief.language) for source in brief.sources)]
    return "\n".join(map(visible, lines)) + "\n"


def _said(line: Line, language: str) -> str:
    return "".join(marked(phrase, language) for phrase in line.phrases) + line.cites


def _block(block: Block, language: str) -> Iterator[str]:
    rows = [[_said(line, language) for line in row] for row in block.rows]
    if len(block.headings) > _READ:
        for row in rows:
            yield _INDENT + row[0]
            yield from (f"{_INDENT * 2}{name}: {cell}" for name, cell in zip(block.headings[1:], row[1:], strict=True))
    else:
        width = max((cell_len(row[0]) for row in rows), default=0) if block.widths else 0
        for row, lines in zip(rows, block.rows, strict=True):
            padded = row[0] + " " * (width - cell_len(row[0]))
            yield _INDENT + (_INDENT.join(filter(None, (padded, *row[1:]))) if block.widths else f"- {row[0]}")
            for note in (note for line in lines for note in line.notes):
                yield " " * (width + len(_INDENT) * 2) + marked(note, language)
    if block.more:
        yield _INDENT + words(language)["brief_more"].format(block.more)


def _source(source: CitedSource, language: str) -> str:
    title = source.title + mark_of(source, language)
    told = dict.fromkeys(filter(None, (title, source.publisher, date_text(source.issued, language), source.url)))
    return f"{_INDENT}[{source.number}] {'. '.join(told)}"
