"""The page of each pair of localities that have done something together: its brief for a meeting."""

from collections.abc import Iterator

from graph.ask.labels import short
from graph.brief.meeting import brief
from graph.site.language_site import LanguageSite, Page


def pages(site: LanguageSite) -> Iterator[Page]:
    """Yield the pages, in one language."""
    snapshot = site.snapshot
    for place, other in snapshot.pairs:
        told = brief(
            site.store, short(place), short(other), site.day, site.language, labels=site.labels,
            known=snapshot.briefings,
        )  # fmt: skip
        yield site.page(
            "pair", site.pair_address(place, other), told.title, "places", brief=told, places=(place, other)
        )
