"""What search engines read of a page: the data, or a locality, in terms of schema.org as JSON-LD."""

from typing import Any

from pyoxigraph import Literal, NamedNode

from graph.ask.as_of import at
from graph.ask.lookup import value, values
from graph.ask.status import facts_as_of
from graph.export.about import LICENCE, version
from graph.site.language_site import LanguageSite
from graph.site.pages.downloads import FOLDER, downloads
from loaders.model.gazetteer import COUNTRIES
from ontology import BASE, LANGUAGES, concept, geo, rdfs, schema

_CONTEXT: dict[str, Any] = {
    "@vocab": schema.iri, **{name: {"@type": "@id"} for name in ("sameAs", "url", "license", "contentUrl")},
}  # fmt: skip
"""It stands in the page, so that whoever reads the page has to ask no other host."""
_CALLED = "vnjp-ties contributors"


def dataset(site: LanguageSite) -> dict[str, Any]:
    """Return the description of the data (schema:Dataset) with the files to take away."""
    files = downloads(site.snapshot)
    folder = f"{site.snapshot.address}{FOLDER}/"
    return {
        "@context": _CONTEXT,
        "@type": "Dataset",
        "@id": f"{folder}dcat.ttl#graph",
        "name": site.words["about_graph"],
        "description": site.words["about_what"],
        "url": f"{site.snapshot.address}{site.language}/about.html",
        "sameAs": BASE,
        "identifier": BASE,
        "license": LICENCE,
        "creator": {"@type": "Organization", "name": _CALLED, "url": BASE},
        "version": version(),
        "dateModified": facts_as_of(site.store),
        "isAccessibleForFree": True,
        "inLanguage": [*LANGUAGES],
        "spatialCoverage": [
            {"@type": "Country", "name": site.labels[concept[f"country/{code}"]], "identifier": code.upper()}
            for code in COUNTRIES
        ],
        "distribution": [
            {"@type": "DataDownload", "name": one.name, "encodingFormat": one.media_type,
             "contentUrl": folder + one.name, "contentSize": f"{len(one.content)} B"}
            for one in files if one.about == "graph"
        ],
    }  # fmt: skip


def locality(site: LanguageSite, place: NamedNode) -> dict[str, Any]:
    """Return the description of a locality (schema:AdministrativeArea)."""
    own = site.labels[place]
    names = {one.value for one in values(site.store, place, rdfs.label) if isinstance(one, Literal)} - {own}
    said: dict[str, Any] = {"@context": _CONTEXT, "@type": "AdministrativeArea", "@id": place.value, "name": own,
                            "alternateName": sorted(names),
                            "sameAs": [one.value for one in values(site.store, place, schema.sameAs)]}  # fmt: skip
    parent = at(site.store, place, schema.containedInPlace, site.day)
    if isinstance(parent, NamedNode):
        said["containedInPlace"] = {"@type": "AdministrativeArea", "@id": parent.value, "name": site.labels[parent]}
    latitude, longitude = (value(site.store, place, one) for one in (geo.lat, geo.long))
    if isinstance(latitude, Literal) and isinstance(longitude, Literal):
        said["geo"] = {"@type": "GeoCoordinates", "latitude": float(latitude.value),
                       "longitude": float(longitude.value)}  # fmt: skip
    return {name: one for name, one in said.items() if one}
