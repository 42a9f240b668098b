"""The page of each pair of localities that have done something together or could: its brief for a meeting."""

from collections.abc import Iterator

from pyoxigraph import NamedNode

from graph.ask.labels import short
from graph.brief.meeting import Brief, brief
from graph.brief.municipalities import learn_ties_within
from graph.brief.phrases import Phrasing
from graph.site import brief_rows, suggested
from graph.site.language_site import LanguageSite, Page
from graph.suggest.prose import SuggestionText


def pages(site: LanguageSite) -> Iterator[Page]:
    """Yield the pages, in one language."""
    learn_ties_within(site.store, site.snapshot.briefings, site.day)
    say = Phrasing(site.store, site.day, site.language, site.labels, site.snapshot.briefings)
    for place, other in site.snapshot.pair_pages:
        told = _told(site, say, place, other)
        approached = (place, other) in site.snapshot.approaches
        yield site.page(
            "pair", site.pair_address(place, other), told.title, "places", brief=told, places=(place, other),
            drawn=brief_rows, letter=site.letter_address,
            letters=[(place, other), (other, place)] if approached else [],
        )  # fmt: skip


def _told(site: LanguageSite, say: Phrasing, place: NamedNode, other: NamedNode) -> Brief:
    """Return the brief on a pair, with what speaks for a first document if it is suggested."""
    ids, day, language = (short(place), short(other)), site.day, site.language
    if (place, other) not in site.snapshot.approaches:
        return brief(site.store, *ids, day, language, phrasing=say)
    asking, found = site.snapshot.approaches[place, other]
    text = SuggestionText(site.store, asking, day, [found], language, labels=site.labels)
    return brief(
        site.store, *ids, day, language, suggested.reasons(text, found), suggested.beginning(text, found), asking, say
    )
