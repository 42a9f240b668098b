"""The front page: the figures that matter, the network and the map, for whom no partner is known, what is new."""

from collections.abc import Iterator

from pyoxigraph import NamedNode

from graph.ask.as_of import Names
from graph.draw.drawing import text_in
from graph.site.access_map import LocalityAccess, locality_access
from graph.site.facts import Facts, facts
from graph.site.language_site import LanguageSite, Page
from graph.site.programmes import standing
from ontology import coop, schema, thing

NEWEST = 8
"""How many of the latest documents are named."""


def pages(site: LanguageSite) -> Iterator[Page]:
    """Yield the front page, in one language."""
    known, found = facts(site.snapshot), locality_access(site.snapshot, site.day)
    names = Names(site.store, site.language, site.day, site.labels)
    yield site.page(
        "overview", "index.html", site.words["overview"], "overview", figures=_figures(known, found),
        alone=_alone(found), newest=[(tie, names.now(tie)) for tie in _newest(known)],
        standing=standing(site),
        drawing=text_in(site.snapshot.plan, site.language, address=lambda one: site.href(thing[one])),
    )  # fmt: skip


def _figures(known: Facts, found: list[LocalityAccess]) -> list[tuple[str, int, str]]:
    """Return words, number, and the page that has more."""
    counted = {
        "Agreement": ("Agreement", "ties"), "Exchange": ("Exchange", "ties"), "Project": ("Project", "projects"),
        "Membership": ("Network", "networks"), "sources": ("Source", "sources"),
    }  # fmt: skip
    return [
        ("overview_places", sum(one.partner for one in found), "places.html"),
        *((word, len(known.things(coop[name])), f"{file}.html") for word, (name, file) in counted.items()),
    ]


def _alone(found: list[LocalityAccess]) -> dict[str, list[NamedNode]]:
    """Return the provincial units without any known partner: country -> localities."""
    alone = [one for one in found if one.size == "provincial" and not one.partner]
    return {
        country: [one.place for one in alone if one.unit.country == country]
        for country in dict.fromkeys(one.unit.country for one in found)
    }


def _newest(known: Facts) -> list[NamedNode]:
    """Return the documents signed last, the latest first."""
    dated = [(known.text(one, schema.startDate), one.value, one) for one in known.things(coop.Agreement)]
    return [node for _, _, node in sorted(dated, reverse=True)[:NEWEST]]
