"""In what two localities are alike, or have to do with each other, by their profiles.

These are reasons to talk that a person can check. They do not move the order: the figures are of the last years alone,
so that nothing can be learnt from the past about what they foretell.
"""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Store

from graph.ask.labels import short, slug
from graph.ask.lookup import texts
from graph.ask.profile import Profile, Site, profile
from graph.suggest.history import Snapshot
from graph.suggest.reasons import Reason, fields_of
from ontology import rdfs, skos, thing

SITES = {"seaport": "", "airport": "", "world-heritage": "network/unesco-world-heritage"}
"""Kind of site -> the network that all localities with such a site are in, if it is one: it speaks for itself."""
RESIDENTS = {"jp": "vietnamese-residents", "vn": "japanese-residents"}
"""Country -> the indicator of those who live there and come from the other."""
MANY = 1_000
"""So many residents are worth telling."""
INDUSTRIES = {
    "agriculture": "agriculture-forestry", "forestry": "agriculture-forestry", "fisheries": "fishing",
    "tourism": "hotels-food", "transport": "transport", "ports": "transport", "trade": "trade",
    "digital": "information", "education": "education", "health": "health-welfare", "elderly-care": "health-welfare",
}  # fmt: skip
"""Field of cooperation -> the industry that works in it."""


def alike(store: Store, snapshot: Snapshot, place: str, other: str) -> Iterator[Reason]:
    """Yield in what a locality and a candidate are alike on the day of a snapshot.

    Both have a seaport, an airport (that of the prefecture or province will do), a site of world heritage; one is
    strong in an industry in whose field the other works; many people of the asker's country live there.
    """
    ours, theirs = (profile(store, thing[one], snapshot.day) for one in (place, other))
    shared = set(snapshot.participations_of.get(place, ())) & set(snapshot.participations_of.get(other, ()))
    for kind, network in SITES.items():
        sites = [_site(store, thing[one], [site for site in of.sites if site.kind == kind])
                 for one, of in ((place, ours), (other, theirs))]  # fmt: skip
        if network not in shared and (facts := tuple(short(site.node) for site in sites if site)) and all(sites):
            yield Reason(f"alike-{kind}", facts)
    yield from _strong(theirs, fields_of(snapshot, place), "strong-there")
    yield from _strong(ours, fields_of(snapshot, other), "strong-here")
    yield from _residents(theirs, other)


def _site(store: Store, place: NamedNode, sites: list[Site]) -> Site | None:
    """Return the site that speaks for a locality: its own, the only one of its prefecture, or that named after it.

    Which of several airports of a prefecture serves a town is not known: none is named then.
    """
    own = [site for site in sites if site.place == place] or (sites if len(sites) == 1 else [])
    name, *_ = [one.value for one in texts(store, place, skos.prefLabel, "en")] or [""]
    called = (
        site for site in sites if name and any(name in one.value for one in texts(store, site.node, rdfs.label, "en"))
    )
    return next(iter(own), None) or next(called, None)


def _strong(one: Profile, fields: set[str], feature: str) -> Iterator[Reason]:
    """Yield that a locality is strong in industries in whose fields another works."""
    for observation in one.observations:
        strong = {slug(industry) for industry in observation.industries}
        if common := sorted(field for field in fields if INDUSTRIES.get(field) in strong):
            yield Reason(feature, (short(observation.node),), tuple(f"concept/field/{field}" for field in common))


def _residents(one: Profile, place: str) -> Iterator[Reason]:
    indicator = RESIDENTS[place[:2]]
    for observation in one.observations:
        number = observation.figures.get(indicator)
        if number and number >= MANY and observation.place == thing[place]:
            yield Reason(indicator, (short(observation.node),), number=int(number))
            return
