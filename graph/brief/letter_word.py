"""The draft of a letter as a document of Word: the receiver's language, the sender's beside it; then notes."""

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.ask.words import words
from graph.brief import word_parts as parts
from graph.brief.letter import Letter, Part
from graph.brief.phrases import Line
from graph.brief.word import source_notes, write_line
from loaders.model.dates import date_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

_WIDTHS = (52, 48)
_SIZE = 9.5


def letter_word(letter: Letter) -> bytes:
    """Return the draft of a letter as a file of Word (.docx)."""
    theirs, ours = letter.languages
    made = parts.new_document(letter.title, theirs, letter.as_of)
    parts.page_numbers(made, letter.title)
    drafts = " / ".join(words(one)["letter_draft"] for one in letter.languages)
    header = made.sections[0].header.paragraphs[0]
    header.alignment = 2
    parts.run(header, drafts, muted=True)
    if letter.office:
        _office(made, letter.office, ours)
    table = parts.table(made, _WIDTHS, (), lines=False)
    for part in letter.parts:
        cells = parts.row(table, _WIDTHS)
        for cell, line, language, other in zip(
            cells, (part.theirs, part.ours), (theirs, ours), ("", ours), strict=True
        ):
            _cell(cell, part, line, language, other)
    _notes(made, letter)
    return parts.saved(made)


def _notes(made: "Document", letter: Letter) -> None:
    """Write, on a page of its own and in the sender's language, on what each statement rests: it is not sent."""
    language = letter.languages[1]
    heading = made.add_heading(words(language)["letter_sources"].format(date_text(letter.as_of, language)), 1)
    heading.paragraph_format.page_break_before = True
    for part in letter.parts:
        if part.ours.cites:
            write_line(made.add_paragraph(style="List Bullet"), part.ours, language)
    source_notes(made, letter.sources, language)


def _cell(cell: "_Cell", part: Part, line: Line, language: str, other: str) -> None:
    """Write a paragraph in one language; the sender's, beside the other, is paler."""
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    form = paragraph.paragraph_format
    form.space_before, form.space_after = Pt(7 if part.kind == "heading" else 1), Pt(2)
    form.line_spacing = Pt(13.5)
    if part.kind == "right":
        paragraph.alignment = 2
    if part.kind == "item":
        form.left_indent, form.first_line_indent = Pt(9), Pt(-9)
        parts.run(paragraph, "・" if language == "ja" else "- ", other)
    write_line(paragraph, replace(line, cites=""), language, other, muted=bool(other))
    for run in paragraph.runs:
        run.font.size = Pt(_SIZE)
        if part.kind in {"bold", "heading"}:
            run.font.bold = True


def _office(made: "Document", office: tuple[tuple[str, ...], tuple[str, ...]], language: str) -> None:
    """Write what stands above a letter of a Vietnamese office, in its language: issuer and number; nation and motto."""
    from docx.shared import Pt

    table = parts.table(made, (42, 58), (), lines=False)
    for cell, lines in zip(parts.row(table, (42, 58)), office, strict=True):
        for number, text in enumerate(lines):
            paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
            paragraph.alignment = 1
            paragraph.paragraph_format.line_spacing = Pt(14)
            parts.run(paragraph, text, language, bold=number < 2).font.size = Pt(10.5)
    made.add_paragraph()
