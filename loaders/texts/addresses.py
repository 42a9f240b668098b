"""Texts at web addresses, fetched only when a person names one: with the guards of `loaders.sources.fetch`."""

from collections.abc import Iterator

from loaders.sources.fetch import fetch_bytes
from loaders.sources.patience import PATIENT, Patience
from loaders.texts.documents import Document, read_bytes

KINDS = (
    "text/html", "application/xhtml+xml", "text/plain", "application/pdf", "application/rss+xml",
    "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)  # fmt: skip


def fetched(url: str, patience: Patience = PATIENT) -> Iterator[Document]:
    """Yield the texts at an address.

    Raises:
        FetchError: there is no such server, it refuses, or what it sends is none of the documents that are read.
        UnreadableTextError: there is no text in it.
    """
    yield from read_bytes(fetch_bytes(url, KINDS, patience), url)
