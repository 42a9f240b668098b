"""The sources of what texts propose: which page a text is, and the row of it."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from urllib.parse import urlsplit

from loaders.imports.user_datasets import slug
from loaders.inbox.items import PREFIX, Cells, Item, digest, same_page
from loaders.model.messages import gettext as _
from loaders.model.problems import Problem
from loaders.model.record import filled
from loaders.model.records import Source
from loaders.tables.catalogue import Catalogue


class Pages:
    """The pages that are sources, by their addresses.

    Args:
        catalogue: all that is known, what has been accepted too.
        own: the sources of what was accepted that are none of the project's, by their ids.
    """

    def __init__(self, catalogue: Catalogue, own: Mapping[str, Cells]) -> None:
        self.own, self._known = own, catalogue.sources
        self._ids = {same_page(str(one.url)): one.source_id for one in self._known.values() if one.url}

    def row(self, item: Item) -> tuple[str, Cells | None]:
        """Return the id of the source of a proposal, and its row unless others than what was accepted have it.

        Each fact that is accepted brings the row along, as a person corrected it last.
        """
        said, one = item.source, self._id(item)
        if one in self.own:
            return one, filled(self.own[one] | item.corrected)
        return one, None if one in self._known else {"source_id": one, **said, "added": today()}

    def corrected_there(self, item: Item) -> Iterator[Problem]:
        """Yield a problem for each correction of a source that is not corrected here."""
        one = self._id(item)
        recorded = self._known.get(one)
        if not recorded or one in self.own:
            return
        for column, cell in item.corrected.items():
            there = str(getattr(recorded, column) or "")
            if cell and column != "url" and cell != there:
                told = _(
                    "the page is known as {source}, where it says “{recorded}”; correct it there, and leave it here"
                )
                yield Problem(Source.table, 0, PREFIX + column, told.format(source=one, recorded=there or "—"))

    def _id(self, item: Item) -> str:
        """Return the id of a source: that of its page where that is known, else made of host, day and address."""
        said = item.source
        page = same_page(said.get("url", ""))
        host = urlsplit(f"//{page}").hostname or "" if page else ""
        about = digest(page or "\n".join(said.get(one, "") for one in ("title", "publisher", "date")))[:8]
        made = slug("-".join(filter(None, [host or "text", said.get("date", ""), about])))
        return self._ids.get(page, made)


def today() -> str:
    """Return the day of today, UTC."""
    return datetime.now(UTC).date().isoformat()
