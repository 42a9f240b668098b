"""From the tables to the graph: load, derive, report."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import cast

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
)
from pyoxigraph import Dataset as RdfDataset

import queries
from graph.store.folder import fingerprint, replace
from loaders.imports.user_datasets import own as own_sets
from loaders.model.messages import LANGUAGE, figure
from loaders.model.messages import gettext as _
from loaders.model.problems import Problem, UserError
from loaders.tables import rdf as triples
from loaders.tables.catalogue import Catalogue, load
from loaders.tables.datasets import Dataset, datasets
from loaders.tables.matching import Match
from ontology import LANGUAGES, dcat, graph, prov, rdf, rdfs, void

ONTOLOGY = graph["ontology"]
DERIVED = graph["derived"]

_SIZES = "SELECT ?graph (COUNT(*) AS ?size) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"

Step = Callable[[str], None]


class TablesWrongError(UserError, ValueError):
    """The tables hold rows that are wrong, so nothing was built.

    Attributes:
        problems: every one of them.
    """

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        said = _("{number} problems in the tables; nothing was changed")
        super().__init__(said.format(number=figure(len(problems))))


@dataclass
class Report:
    """What a build did.

    Attributes:
        rows: how many rows were read, by data set and table.
        left: what is wrong in the user's own tables.
        matches: what the ties of each of the user's own data sets are beside those known before.
        derived: how many triples each rule added, by its summary.
    """

    rows: dict[tuple[str, str], int]
    left: list[Problem] = field(default_factory=list)
    matches: dict[str, list[Match]] = field(default_factory=dict)
    derived: dict[str, int] = field(default_factory=dict)


def build(
    folder: Path,
    sets: Iterable[Dataset] | None = None,
    step: Step = lambda _: None,
    keep: Callable[[Store, Path], None] = lambda _store, _folder: None,
) -> Report:
    """Load the data sets, derive what follows, and put the new graph in the place of the old.

    Args:
        folder: where the graph is kept.
        sets: the data sets; those that come with the project, and the user's own beside the graph, if not given.
        step: called with a word on each step, in the reader's language.
        keep: writes what is computed once from the graph into its folder.

    Raises:
        TablesWrongError: the tables hold problems; the graph stays as it was.
    """
    origin = fingerprint(folder) if sets is None else ""
    chosen = list(datasets() if sets is None else sets)
    own = own_sets(folder) if sets is None else []
    step(_("reading the tables"))
    catalogue = load(chosen, own)
    if catalogue.problems:
        raise TablesWrongError(catalogue.problems)
    sets = [*chosen, *own]
    return replace(
        folder, lambda store, where: fill(store, sets, catalogue, step, lambda whole: keep(whole, where)), origin
    )


def fill(
    store: Store,
    sets: Iterable[Dataset],
    catalogue: Catalogue,
    step: Step = lambda _: None,
    learn: Callable[[Store], None] = lambda _: None,
) -> Report:
    """Write the ontology, the facts and what follows from them into an empty store; have learnt what can be from them.

    They are put together in memory and written at once: a store on disk that is written in pieces has to be
    tidied before it is fast.
    """
    report = Report(catalogue.rows, catalogue.left, catalogue.matches)
    step(_("writing the facts"))
    whole = Store()
    whole.bulk_extend(_quads(sets, catalogue))
    for rule in queries.rules():
        step(_("deriving: {rule}").format(rule=rule.text_in(LANGUAGE.get()).summary))
        derived = cast(QueryTriples, whole.query(rule.sparql, use_default_graph_as_union=True))
        quads = [Quad(t.subject, t.predicate, t.object, DERIVED) for t in derived]
        whole.extend(quads)
        report.derived[rule.summary] = len(set(quads))
    whole.extend(_sizes(whole))
    learn(whole)
    step(_("putting it in place"))
    store.bulk_extend(whole)
    return report


def _quads(sets: Iterable[Dataset], catalogue: Catalogue) -> Iterator[Quad]:
    yield from _ontology()
    for dataset in sets:
        name = graph[dataset.name]
        for subject, predicate, value in triples.describe(dataset):
            yield Quad(subject, predicate, value, name)
        for record in catalogue.records.get(dataset.name, ()):
            for subject, predicate, value in triples.triples(record, catalogue):
                yield Quad(subject, predicate, value, name)
    yield from _described(ONTOLOGY, "Ontology", "Bản thể học (ontology)", "オントロジー")
    yield from _described(DERIVED, "What follows from the facts", "Những gì suy ra từ dữ kiện", "事実から導かれたもの")
    yield from (Quad(DERIVED, prov.wasDerivedFrom, graph[dataset.name], DERIVED) for dataset in sets)


def _sizes(whole: Store) -> Iterator[Quad]:
    """Yield how many triples each graph holds (VoID), this one among them: counted once, not whenever it is asked."""
    sizes = cast(QuerySolutions, whole.query(_SIZES))
    for name, size in cast(Iterable[tuple[NamedNode, Literal]], sizes):
        yield Quad(name, void.triples, Literal(int(size.value) + 1), name)


def _described(name: NamedNode, *called: str) -> Iterator[Quad]:
    yield Quad(name, rdf.type, dcat.Dataset, name)
    for language, label in zip(LANGUAGES, called, strict=True):
        yield Quad(name, rdfs.label, Literal(label, language=language), name)


def _ontology() -> RdfDataset:
    """Return the ontology, its blank nodes named alike in every build (RDF Dataset Canonicalization 1.0)."""
    terms = parse(files("ontology").joinpath("coop.ttl").read_bytes(), format=RdfFormat.TURTLE)
    named = RdfDataset(Quad(term.subject, term.predicate, term.object, ONTOLOGY) for term in terms)
    named.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return named
