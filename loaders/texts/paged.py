"""PDF and Word documents to texts, in a process of their own: what unpacks may be made to take a machine down."""

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from loaders.files.background import EndedError, in_background
from loaders.model.messages import gettext as _
from loaders.texts.documents import LONGEST, Document, UnreadableTextError, clean

_SECONDS = 20
_MEMORY = 1 << 30
_PAGES = 300
_UNPACKED = 64 << 20
_PARTS = 5_000


def paged(path: Path, ending: str) -> Iterator[Document]:
    """Yield the text of a PDF or Word document.

    Args:
        path: the file.
        ending: ``.pdf`` or ``.docx``.

    Raises:
        UnreadableTextError: it is none, is protected, holds no text, or takes too much to read.
    """
    read = _pdf if ending == ".pdf" else _docx
    pieces, length, about = [], 0, {}
    try:
        for piece in in_background(read, path):
            if isinstance(piece, dict):
                about = piece
                continue
            pieces.append(piece)
            length += len(piece)
            if length > LONGEST:
                break
    except EndedError:
        told = _("{address} takes more than {seconds} seconds, or too much memory, to read; give its text")
        raise UnreadableTextError(told.format(address=path, seconds=_SECONDS)) from None
    text = clean("\n".join(pieces))
    if not text.strip():
        told = _("no text was found in {address}; if it is made of pictures, give its text")
        raise UnreadableTextError(told.format(address=path))
    yield Document(str(path), text, clean(about.get("title", "")))


def paged_bytes(content: bytes, address: str) -> Iterator[Document]:
    """Yield the text of a PDF or Word document that is not in a file; see `paged`."""
    ending = ".pdf" if content.startswith(b"%PDF") else ".docx"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"given{ending}"
        path.write_bytes(content)
        for one in paged(path, ending):
            yield Document(address, one.text, one.title, one.published)


def _bound() -> None:
    """Let this process take so much time and memory, where the system can hold it to that."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _pdf(path: Path) -> Iterator[dict[str, str] | str]:
    """Yield what a PDF says of itself, then the text of each page."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    _bound()
    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            raise UnreadableTextError(
                _("{address} is protected by a password; save it without one").format(address=path)
            )
        about: Any = reader.metadata
        yield {"title": str(about.title or "")[:300] if about else ""}
        for number, page in enumerate(reader.pages):
            if number == _PAGES:
                return
            yield page.extract_text()
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, MemoryError, OSError) as error:
        if isinstance(error, UnreadableTextError):
            raise
        raise UnreadableTextError(
            _("{address} cannot be read as a PDF: {error}").format(address=path, error=error)
        ) from None


def _docx(path: Path) -> Iterator[dict[str, str] | str]:
    """Yield what a Word document says of itself, then its paragraphs, those of tables after them."""
    _bound()
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
                told = _("{address} is larger than {size} MB when it is unpacked; give its text")
                raise UnreadableTextError(told.format(address=path, size=_UNPACKED >> 20))
        import docx

        document = docx.Document(str(path))
        yield {"title": (document.core_properties.title or "")[:300]}
        yield from (paragraph.text for paragraph in document.paragraphs)
        for table in document.tables:
            yield from (" - ".join(cell.text for cell in row.cells) for row in table.rows)
    except UnreadableTextError:
        raise
    except (
        zipfile.BadZipFile,
        ValueError,
        KeyError,
        AttributeError,
        RecursionError,
        MemoryError,
        OSError,
        SyntaxError,
    ) as error:
        raise UnreadableTextError(
            _("{address} cannot be read as a Word document: {error}").format(address=path, error=error)
        ) from None
