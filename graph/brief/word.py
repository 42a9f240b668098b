"""A brief as a document of Word: headings, tables, sources as notes at the end to which each number leads."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from graph.ask.citations import CitedSource
from graph.ask.text import web
from graph.ask.words import words
from graph.brief import word_parts as parts
from graph.brief.meeting import Brief
from graph.brief.phrases import Block, Line, mark_of, marked, title_of
from loaders.model.dates import date_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_CITED = re.compile(r"\[(\d+)\]")


def word(brief: Brief) -> bytes:
    """Return a brief as a file of Word (.docx): its first part on one page, the details and the sources behind."""
    from docx.shared import Pt

    said, language = words(brief.language), brief.language
    made = parts.new_document(brief.title, language, brief.about.as_of)
    parts.page_numbers(made, brief.title)
    made.add_paragraph(parts.text_of(brief.title), "Title")
    parts.run(made.add_paragraph(), brief.lead, muted=True).font.size = Pt(8)
    for block in brief.first:
        _block(made, block, language, "Heading 1")
    made.add_heading(said["brief_details"], 1).paragraph_format.page_break_before = True
    for block in brief.details:
        _block(made, block, language, "Heading 2")
    if brief.lacking:
        made.add_paragraph(parts.text_of(brief.lacking)).paragraph_format.space_before = Pt(6)
    if brief.sources:
        made.add_heading(said["sources"], 1)
        source_notes(made, brief.sources, language)
    return parts.saved(made)


def _block(made: "Document", block: Block, language: str, style: str) -> None:
    from docx.shared import Pt

    heading = made.add_paragraph(parts.text_of(block.title), style)
    heading.paragraph_format.keep_with_next = True
    if block.more:
        more = parts.run(heading, f"  {words(language)['brief_more'].format(block.more)}", muted=True)
        more.font.size, more.font.bold = Pt(8), False
    if block.widths:
        table = parts.table(made, block.widths, block.headings)
        for row in block.rows:
            named = block.name == "portraits" or not block.headings  # the first column names the rows
            for at, (cell, line) in enumerate(zip(parts.row(table, block.widths), row, strict=True)):
                write_line(cell.paragraphs[0], line, language, bold=named and not at)
                for note in line.notes:
                    parts.run(cell.add_paragraph(), marked(note, language), note.language, muted=True)
    else:
        for row in block.rows:
            paragraph = made.add_paragraph(style="List Bullet")
            write_line(paragraph, row[0], language)
            for note in row[0].notes:
                paragraph.add_run().add_break()
                parts.run(paragraph, marked(note, language), note.language, muted=True)


def write_line(
    paragraph: "Paragraph", line: Line, language: str, own: str = "", muted: bool = False, bold: bool = False
) -> None:
    """Write a line into a paragraph, the numbers of its sources raised and linked to them.

    Args:
        paragraph: where it goes.
        line: the line.
        language: that of the line.
        own: the same, if the document is in another.
        muted: whether it is paler than the rest.
        bold: whether it is bold.
    """
    for phrase in line.phrases:
        parts.run(paragraph, marked(phrase, language), phrase.language or own, muted=muted, bold=bold)
    for number in _CITED.findall(line.cites):
        parts.link(paragraph, f"[{number}]", anchor=_anchor(number), raised=True)


def source_notes(made: "Document", sources: Iterable[CitedSource], language: str) -> None:
    """Write the sources as a list, to which the numbers in the text lead."""
    for source in sources:
        _source(made.add_paragraph(), source, language)


def _anchor(number: "str | int") -> str:
    return f"source_{number}"


def _source(paragraph: "Paragraph", source: CitedSource, language: str) -> None:
    """Write a source: the number by which it is cited, its title with a link to its page, who published it, when."""
    from docx.shared import Pt

    parts.bookmark(paragraph, _anchor(source.number), source.number)
    form: Any = paragraph.paragraph_format
    form.left_indent, form.first_line_indent = Pt(22), Pt(-22)
    parts.run(paragraph, f"[{source.number}] ")
    title = title_of(source, language)
    if web(source.url):
        parts.link(paragraph, title.text, address=source.url, language=title.language)
    else:
        parts.run(paragraph, title.text, title.language)
    parts.run(paragraph, mark_of(source, language))
    more = ". ".join(filter(None, (source.publisher, date_text(source.issued, language))))
    if more:
        parts.run(paragraph, f". {more}", muted=True)
