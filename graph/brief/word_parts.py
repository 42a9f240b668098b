"""Documents of Word, as an office has them: A4, fonts for every script, languages, links, the same bytes each time.

Written with python-docx; what it has no call for is written in the elements of the format (ECMA-376).
"""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from graph.ask.text import visible

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

TAGS = {"en": "en-GB", "vi": "vi-VN", "ja": "ja-JP"}
"""The languages of texts, as Word names them."""
_LATIN, _EAST_ASIAN = "Arial", "Yu Gothic"
_INK, _MUTED, _LINK, _LINE = "1F2A33", "5C656D", "1D5583", "B9C0C6"
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time of all files within, so that the same brief is the same bytes; the first that the format can tell."""


def text_of(said: str) -> str:
    """Return text that may stand in XML 1.0: what acts is named, what is no character is left out."""
    return visible(said).replace("\ufffe", "").replace("\uffff", "")


def new_document(title: str, language: str, day: str) -> "Document":
    """Return an empty document: A4, with our styles, in a language, of a day (ISO 8601)."""
    import docx
    from docx.shared import Mm

    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin, section.bottom_margin = Mm(11), Mm(13)
    section.header_distance, section.footer_distance = Mm(6), Mm(6)
    _properties(made, title, language, day)
    _styles(made, language)
    return made


def _properties(made: "Document", title: str, language: str, day: str) -> None:
    """State what the document is, without what the library says of itself."""
    said, when = made.core_properties, datetime.fromisoformat(day)
    said.title, said.author, said.last_modified_by = text_of(title), "vnjp-ties", "vnjp-ties"
    said.comments = said.subject = said.keywords = ""
    said.language, said.revision = TAGS.get(language, language), 1
    said.created = said.modified = when
    for name, relation in list(made.part.package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del made.part.package.rels[name]


def _styles(made: "Document", language: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    for element in made.styles.element.iter(qn("w:lang")):
        for attribute in ("w:val", "w:eastAsia"):
            element.set(qn(attribute), TAGS.get(language, language) if language != "ja" or attribute == "w:eastAsia"
                        else TAGS["ja"])  # fmt: skip
    _style(made, "Normal", 8.5, 11.25)
    _style(made, "Title", 15, 19, bold=True)
    _style(made, "Heading 1", 10, 13, bold=True, before=5, color=_LINK)
    _style(made, "Heading 2", 9.5, 13, bold=True, before=7, color=_LINK)
    _style(made, "List Bullet", 8.5, 11.25)
    made.styles["List Bullet"].paragraph_format.left_indent = Pt(10)
    made.styles["List Bullet"].paragraph_format.first_line_indent = Pt(-10)


def _style(
    made: "Document", name: str, size: float, line: float, bold: bool = False, before: float = 0, color: str = _INK
) -> None:
    """Set a style of paragraphs; lines have a fixed height, whichever font a machine has."""
    from docx.enum.text import WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style: Any = made.styles[name]
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(color)
    fonts(style.element.get_or_add_rPr())
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)


def fonts(properties: Any) -> None:
    """Have text in the fonts of Latin and of East Asian scripts, in the place of those of a theme."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    made = OxmlElement("w:rFonts")
    for attribute, font in (("ascii", _LATIN), ("hAnsi", _LATIN), ("cs", _LATIN), ("eastAsia", _EAST_ASIAN)):
        made.set(qn(f"w:{attribute}"), font)
    properties.insert(0, made)


def run(paragraph: "Paragraph", said: str, language: str = "", muted: bool = False, bold: bool = False) -> "Run":
    """Add text to a paragraph, marked with its language if that is another than the one of the document."""
    from docx.shared import RGBColor

    added = paragraph.add_run(text_of(said))
    if muted:
        added.font.color.rgb = RGBColor.from_string(_MUTED)
    if bold:
        added.font.bold = True
    if language:
        _tag(added, language)
    return added


def _tag(added: "Run", language: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made: Any = OxmlElement("w:lang")
    for attribute in ("w:val", "w:eastAsia"):
        made.set(qn(attribute), TAGS.get(language, language))
    added._r.get_or_add_rPr().append(made)


def link(
    paragraph: "Paragraph", said: str, anchor: str = "", address: str = "", language: str = "", raised: bool = False
) -> None:
    """Add a link to a paragraph: to a bookmark of the document, or to an address of the web."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    made: Any = OxmlElement("w:hyperlink")
    if anchor:
        made.set(qn("w:anchor"), anchor)
    else:
        made.set(qn("r:id"), paragraph.part.relate_to(text_of(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    added = run(paragraph, said, language)
    added.font.color.rgb = RGBColor.from_string(_LINK)
    if raised:
        added.font.superscript = True
    made.append(added._r)
    paragraph._p.append(made)


def bookmark(paragraph: "Paragraph", name: str, number: int) -> None:
    """Let links lead to a paragraph."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("Start", "End"):
        made: Any = OxmlElement(f"w:bookmark{kind}")
        made.set(qn("w:id"), str(number))
        if kind == "Start":
            made.set(qn("w:name"), name)
        paragraph._p.append(made)


def table(made: "Document", widths: Sequence[int], headings: Sequence[str], lines: bool = True) -> Any:
    """Add a table; return it, its head (if it has one) written already.

    Args:
        made: the document.
        widths: of the columns, in per cent of the text.
        headings: the heads of the columns; they are repeated on every page.
        lines: whether thin lines stand between its rows.
    """
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    added = made.add_table(rows=1 if headings else 0, cols=len(widths))
    added.autofit = False
    for column, share in zip(added.columns, widths, strict=True):
        column.width = Mm(180 * share / 100)
    if lines:
        added._tbl.tblPr.append(_borders("w:tblBorders", ("top", "bottom", "insideH")))
    added._tbl.tblPr.append(_margins())
    if headings:
        head = added.rows[0]
        for cell, heading, share in zip(head.cells, headings, widths, strict=True):
            cell.width = Mm(180 * share / 100)
            run(cell.paragraphs[0], heading, bold=True)
        repeated: Any = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        head._tr.get_or_add_trPr().append(repeated)
    return added


def row(added: Any, widths: Sequence[int]) -> "Sequence[_Cell]":
    """Add a row to a table, which no page breaks; return its cells."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    made = added.add_row()
    made._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, share in zip(made.cells, widths, strict=True):
        cell.width = Mm(180 * share / 100)
    return list(made.cells)


def _borders(name: str, sides: Iterable[str]) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made: Any = OxmlElement(name)
    for side in sides:
        line: Any = OxmlElement(f"w:{side}")
        for attribute, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _LINE)):
            line.set(qn(f"w:{attribute}"), value)
        made.append(line)
    return made


def _margins() -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made: Any = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        width: Any = OxmlElement(f"w:{side}")
        width.set(qn("w:w"), "60")
        width.set(qn("w:type"), "dxa")
        made.append(width)
    return made


def page_numbers(made: "Document", title: str) -> None:
    """Write the title and the number of the page below each page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph = made.sections[0].footer.paragraphs[0]
    paragraph.alignment = 2  # on the right
    run(paragraph, f"{title} · ", muted=True).font.size = Pt(8)
    number = run(paragraph, "", muted=True)
    number.font.size = Pt(8)
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        part: Any = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = code
        number._r.append(part)


def saved(made: "Document") -> bytes:
    """Return the file of a document; what is the same is so to the byte."""
    first, last = io.BytesIO(), io.BytesIO()
    made.save(first)
    with ZipFile(first) as found, ZipFile(last, "w", ZIP_DEFLATED) as written:
        for entry in found.infolist():
            told = ZipInfo(entry.filename, _BEGINNING)
            told.compress_type, told.external_attr = ZIP_DEFLATED, 0o600 << 16
            written.writestr(told, found.read(entry.filename))
    return last.getvalue()
