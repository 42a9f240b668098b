"""The vocabulary of the project: its IRIs and prefixes."""

from pyoxigraph import NamedNode

BASE = "https://w3id.org/vnjp-ties/"
"""Everything the project names stands under this IRI."""

CONTEXT = "context.jsonld"
"""Where the context of our JSON-LD stands, under the base and on a server."""

LANGUAGES = ("en", "vi", "ja")


class Namespace:
    """A namespace whose terms are its attributes or, where a name is no identifier, its items.

    >>> Namespace("https://schema.org/").startDate.value
    'https://schema.org/startDate'
    """

    def __init__(self, iri: str) -> None:
        self.iri = iri

    def __getitem__(self, name: str) -> NamedNode:
        return NamedNode(self.iri + name)

    def __getattr__(self, name: str) -> NamedNode:
        """Make a term when it is first asked for; from then on it is an ordinary attribute."""
        if name.startswith("__"):
            raise AttributeError(name)
        term = self[name]
        setattr(self, name, term)
        return term


coop = Namespace(BASE + "ontology#")
concept = Namespace(BASE + "concept/")
thing = Namespace(BASE + "id/")
graph = Namespace(BASE + "graph/")

adms = Namespace("http://www.w3.org/ns/adms#")
dcat = Namespace("http://www.w3.org/ns/dcat#")
dct = Namespace("http://purl.org/dc/terms/")
foaf = Namespace("http://xmlns.com/foaf/0.1/")
geo = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
geosparql = Namespace("http://www.opengis.net/ont/geosparql#")
hydra = Namespace("http://www.w3.org/ns/hydra/core#")
org = Namespace("http://www.w3.org/ns/org#")
owl = Namespace("http://www.w3.org/2002/07/owl#")
prov = Namespace("http://www.w3.org/ns/prov#")
qb = Namespace("http://purl.org/linked-data/cube#")
rdf = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
rdfs = Namespace("http://www.w3.org/2000/01/rdf-schema#")
schema = Namespace("https://schema.org/")
skos = Namespace("http://www.w3.org/2004/02/skos/core#")
skosxl = Namespace("http://www.w3.org/2008/05/skos-xl#")
void = Namespace("http://rdfs.org/ns/void#")
xsd = Namespace("http://www.w3.org/2001/XMLSchema#")

PREFIXES: dict[str, str] = {
    "adms": adms.iri,
    "coop": coop.iri,
    "dcat": dcat.iri,
    "dct": dct.iri,
    "foaf": foaf.iri,
    "geo": geo.iri,
    "geosparql": geosparql.iri,
    "org": org.iri,
    "owl": owl.iri,
    "prov": prov.iri,
    "qb": qb.iri,
    "rdf": rdf.iri,
    "rdfs": rdfs.iri,
    "schema": schema.iri,
    "skos": skos.iri,
    "skosxl": skosxl.iri,
    "void": void.iri,
    "xsd": xsd.iri,
}
"""Prefixes as they stand in queries and exports."""
