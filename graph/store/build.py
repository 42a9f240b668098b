"""From the tables to the graph: load, derive, report."""

import shutil
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
from graph.store.bulk import write
from graph.store.folder import base, base_built, fingerprint, replace
from graph.store.own_facts import OwnFacts, only_facts
from graph.store.parties import DERIVED
from loaders.files.atomic import one_writer
from loaders.imports.user_datasets import own as own_sets
from loaders.model.messages import LANGUAGE, figure
from loaders.model.messages import gettext as _
from loaders.model.problems import Problem, UserError
from loaders.tables import rdf as triples
from loaders.tables.catalogue import Catalogue, load
from loaders.tables.datasets import Dataset, datasets
from loaders.tables.kept import keep as keep_read
from loaders.tables.matching import Match
from ontology import LANGUAGES, dcat, graph, prov, rdf, rdfs, void

ONTOLOGY = graph["ontology"]
KNOWN = "known.pickle"
"""The records of the project's own facts, in the folder of the base."""

_SIZES = """
SELECT ?graph (COUNT(*) AS ?size)
WHERE { %s GRAPH ?graph { ?s ?p ?o } }
GROUP BY ?graph ORDER BY ?graph"""

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
    """

    rows: dict[tuple[str, str], int]
    left: list[Problem] = field(default_factory=list)
    matches: dict[str, list[Match]] = field(default_factory=dict)


def build(
    folder: Path,
    sets: Iterable[Dataset] | None = None,
    step: Step = lambda _: None,
    keep: Callable[[Store, Path], None] = lambda _store, _folder: None,
    anew: bool = False,
) -> Report:
    """Load the data sets, derive what follows, and put the new graph in the place of the old.

    The project's own facts are built once, and what the user's own data sets add is added to a copy; where these tell
    of more than facts, such as of localities, all is built.

    Args:
        folder: where the graph is kept.
        sets: the data sets; those that come with the project, and the user's own beside the graph, if not given.
        step: called with a word on each step, in the reader's language.
        keep: writes what is computed once from the project's own facts into the folder of their graph.
        anew: build the project's own facts anew too, though they have not changed.

    Raises:
        TablesWrongError: the tables hold problems; the graph stays as it was.
    """
    if sets is not None:
        chosen = list(sets)
        catalogue = _read(chosen, [], step)
        return replace(folder, lambda store, where: fill(store, chosen, catalogue, step, lambda one: keep(one, where)))
    origin, own = fingerprint(folder), own_sets(folder)
    learn = (lambda _store, _folder: None) if own else keep  # from all facts, by who asks first
    folder.mkdir(parents=True, exist_ok=True)
    with one_writer(folder):  # before the user's own are read: so it takes less memory
        _base(folder, step, learn, anew)
    catalogue = _read(datasets(), own, step, base(folder) / KNOWN)
    if own and not only_facts(own, catalogue):
        chosen = [*datasets(), *own]
        return replace(
            folder, lambda store, where: fill(store, chosen, catalogue, step, lambda one: learn(one, where)), origin
        )
    return replace(
        folder, lambda store, where: _continue(store, where, base(folder), own, catalogue, step), origin,
        lambda: _base(folder, step, learn),
    )  # fmt: skip


def _base(folder: Path, step: Step, keep: Callable[[Store, Path], None], anew: bool = False) -> Path:
    """Return where the project's own facts stand, and what follows from them; build that if it is not there."""

    def made(store: Store, where: Path) -> None:
        known = _read(datasets(), [], step)
        fill(store, datasets(), known, step, lambda whole: keep(whole, where))
        keep_read(known, where / KNOWN)

    return base_built(folder, made, anew)


def _read(sets: list[Dataset], own: list[Dataset], step: Step, kept: Path | None = None) -> Catalogue:
    """Return all records.

    Raises:
        TablesWrongError: the tables hold problems.
    """
    step(_("reading the tables"))
    catalogue = load(sets, own, kept)
    if catalogue.problems:
        raise TablesWrongError(catalogue.problems)
    return catalogue


def _continue(store: Store, where: Path, begun: Path, own: list[Dataset], catalogue: Catalogue, step: Step) -> Report:
    """Write what the user's own data sets add into a copy of the base; what was learnt holds if they add nothing."""
    if own:
        step(_("writing the facts"))
        added = OwnFacts(Store.read_only(str(begun)), own, catalogue)
        write(store, added)
        for quad in added.gone:
            store.remove(quad)
        _count_anew(store, [DERIVED, *(graph[dataset.name] for dataset in own)])
    else:
        for path in begun.glob("*.json"):
            shutil.copy(path, where)
    return Report(catalogue.rows, catalogue.left, catalogue.matches)


def _count_anew(store: Store, names: Iterable[NamedNode]) -> None:
    for name in names:
        for quad in store.quads_for_pattern(name, void.triples, None, name):
            store.remove(quad)
        store.extend(_sizes(store, name))


def fill(
    store: Store,
    sets: Iterable[Dataset],
    catalogue: Catalogue,
    step: Step = lambda _: None,
    learn: Callable[[Store], None] = lambda _: None,
) -> Report:
    """Write the ontology, the facts and what follows from them into an empty store; have learnt what can be from them.

    They are put together in memory first, where the rules run faster.
    """
    report = Report(catalogue.rows, catalogue.left, catalogue.matches)
    step(_("writing the facts"))
    whole = Store()
    whole.bulk_extend(_quads(sets, catalogue))
    for rule in queries.rules():
        step(_("deriving: {rule}").format(rule=rule.text_in(LANGUAGE.get()).summary))
        derived = cast(QueryTriples, whole.query(rule.sparql, use_default_graph_as_union=True))
        whole.extend(Quad(t.subject, t.predicate, t.object, DERIVED) for t in derived)
    whole.extend(_sizes(whole))
    learn(whole)
    step(_("putting it in place"))
    write(store, whole)
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


def _sizes(whole: Store, of: NamedNode | None = None) -> list[Quad]:
    """Return how many triples each graph, or one, holds (VoID), this one too: counted once, not when it is asked."""
    return list(_counted(cast(QuerySolutions, whole.query(_SIZES % (f"VALUES ?graph {{ {of} }}" if of else "")))))


def _counted(sizes: QuerySolutions) -> Iterator[Quad]:
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
