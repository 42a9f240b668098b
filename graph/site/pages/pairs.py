"""The page of each pair of localities that have done something together: its brief for a meeting."""

from collections.abc import Iterator

from graph.ask.labels import short
from graph.brief.meeting import brief
from graph.brief.phrases import Phrasing
from graph.site import brief_rows
from graph.site.language_site import LanguageSite, Page


def pages(site: LanguageSite) -> Iterator[Page]:
    """Yield the pages, in one language."""
    snapshot = site.snapshot
    say = Phrasing(site.store, site.day, site.language, site.labels, snapshot.briefings)
    for place, other in snapshot.pairs:
        told = brief(site.store, short(place), short(other), site.day, site.language, phrasing=say)
        yield site.page(
            "pair",
            site.pair_address(place, other),
            told.title,
            "places",
            brief=told,
            places=(place, other),
            rows=brief_rows.rows,
            sources=brief_rows.sources,
        )
