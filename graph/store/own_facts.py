"""What the user's own data sets add to the graph of the project's facts: their quads, and what follows from them.

The graph comes to what a build of all facts makes of it, quad by quad, at the cost of what is added. The rules run in
small graphs, each with some of the facts and with what is known of what these name: their parties, and who holds what
those entered into; their sources; the documents that they follow. That is all that a rule reads of a fact, as long as
nothing is added that tells of localities, projects or networks themselves; `only_facts` says whether anything does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import cast

from pyoxigraph import NamedNode, Quad, Store

from graph.store.parties import DERIVED, TENURE, Parties, concluded, read_by_rules
from loaders.model.records import Allocation, Claim, Corroboration, Event, Membership, Project, Record, Source, Tie
from loaders.tables import rdf as triples
from loaders.tables.catalogue import Catalogue
from loaders.tables.datasets import Dataset
from loaders.tables.rdf_claims import recorded
from ontology import coop, dct, graph, prov, thing

_AT_ONCE = 10_000
"""Facts in one small graph: enough to be fast, few enough to stay small."""
_OF_LOCALITIES = {"3-succeeded-by", TENURE, "9-figures-from"}
"""The rules that tell of localities; all others tell of facts."""
_FACTS = (Tie, Event, Allocation, Membership)
"""The records from each of which something follows by itself."""

Stated = tuple[str, Record]
"""The name of a data set, and a record of it."""


def only_facts(own: Iterable[Dataset], catalogue: Catalogue) -> bool:
    """Return whether data sets state nothing but facts, their sources, and what is said of facts besides."""
    records = [record for dataset in own for record in catalogue.records.get(dataset.name, ())]
    return all(_tells_of_facts(record, catalogue) for record in records)


def _tells_of_facts(record: Record, catalogue: Catalogue) -> bool:
    if isinstance(record, Corroboration):
        return catalogue.table_of(record.fact_id) != Project.table
    return isinstance(record, (*_FACTS, Claim, Source))


class OwnFacts:
    """The quads that data sets add to the graph of the project's facts.

    Args:
        known: that graph, which is only read.
        own: the data sets.
        catalogue: all records, theirs too.

    Attributes:
        gone: what followed from the project's facts alone and does so no more; known when all quads have been made.
    """

    def __init__(self, known: Store, own: Collection[Dataset], catalogue: Catalogue) -> None:
        self.gone: list[Quad] = []
        self._known, self._catalogue, self._parties = known, catalogue, Parties(known)
        self._records = {dataset.name: catalogue.records.get(dataset.name, []) for dataset in own}
        self._sets = [
            *(Quad(*said, graph[dataset.name]) for dataset in own for said in triples.describe(dataset)),
            *(Quad(DERIVED, prov.wasDerivedFrom, graph[dataset.name], DERIVED) for dataset in own),
        ]
        self._issued = [
            quad for quad in known.quads_for_pattern(None, dct.issued, None) if quad.subject == quad.graph_name
        ]
        self._dated: dict[NamedNode, list[Quad]] = {}
        self._further: dict[NamedNode, list[Stated]] = defaultdict(list)
        named = {record.follows for _, record in self._all() if isinstance(record, Tie)}
        self._followed: dict[NamedNode, Stated] = {}
        for name, record in self._all():
            if isinstance(record, Corroboration):
                self._further[recorded(record, catalogue)].append((name, record))
            elif isinstance(record, Source) and record.date:
                self._dated[thing[f"source/{record.source_id}"]] = self._quads(name, record)
            elif isinstance(record, Tie) and record.tie_id in named:
                self._followed[thing[f"tie/{record.tie_id}"]] = name, record

    def __iter__(self) -> Iterator[Quad]:
        """Yield all quads, a few more than once."""
        yield from self._sets
        own: set[NamedNode] = set()
        told = ((name, record) for name, record in self._all() if isinstance(record, _FACTS))
        while some := list(islice(told, _AT_ONCE)):
            facts = {_subject(record): (name, record) for name, record in some}
            own.update(fact for fact in facts if fact in self._further)
            yield from self._with_conclusions(facts, facts)
        others = iter([fact for fact in self._further if fact not in own])
        while known := list(islice(others, _AT_ONCE)):
            yield from self._with_conclusions(known, {})
        for name, record in self._all():
            if isinstance(record, Source | Claim):
                yield from self._quads(name, record)

    def _all(self) -> Iterator[Stated]:
        for name, records in self._records.items():
            for record in records:
                yield name, record

    def _quads(self, name: str, record: Record) -> list[Quad]:
        of = graph[name]
        return [Quad(*statement, of) for statement in triples.triples(record, self._catalogue)]

    def _own(self, fact: NamedNode, facts: Mapping[NamedNode, Stated]) -> list[Quad]:
        """Return what data sets state of a fact."""
        stated = facts.get(fact) or self._followed.get(fact)
        own = self._quads(*stated) if stated else []
        for name, record in self._further.get(fact, ()):
            own += self._quads(name, record)
        return own

    def _with_conclusions(self, chosen: Collection[NamedNode], facts: Mapping[NamedNode, Stated]) -> Iterator[Quad]:
        """Yield what data sets state of some facts, and what follows from all that is known of them."""
        asked, small = read_by_rules(), [*self._issued, *self._sets]
        before: set[Quad] = set()
        every = dict.fromkeys(chosen)
        waiting = list(every)
        for fact in waiting:
            own = self._own(fact, facts)
            if fact in chosen:
                yield from own
            if fact not in facts:
                known = set(self._known.quads_for_pattern(fact, None, None))
                before |= {quad for quad in known if quad.graph_name == DERIVED}
                own += known - before
            read = [quad for quad in own if quad.predicate in asked]
            small += read
            earlier = [one for one in _objects(read, coop.follows) if one not in every]
            every.update(dict.fromkeys(earlier))
            waiting += earlier
        small += self._named_by(small)
        yield from self._parties.tenures()
        after = set(concluded(small, without=_OF_LOCALITIES))
        self.gone += before - after
        yield from after

    def _named_by(self, stated: Iterable[Quad]) -> list[Quad]:
        """Return what is known of the parties and the sources of facts."""
        parties, sources = _objects(stated, coop.party), _objects(stated, dct.source)
        return [
            *(quad for party in parties for quad in self._parties[party]),
            *(quad for source in sources for quad in self._known.quads_for_pattern(source, dct.issued, None)),
            *(quad for source in sources for quad in self._dated.get(source, ())),
        ]


def _objects(stated: Iterable[Quad], predicate: NamedNode) -> set[NamedNode]:
    """Return the things that quads name by a predicate."""
    return {cast(NamedNode, quad.object) for quad in stated if quad.predicate == predicate}


def _subject(record: Record) -> NamedNode:
    """Return the thing that a fact is."""
    return thing[f"{_KINDS[type(record)]}/{record.slug}"]


_KINDS: dict[type[Record], str] = {Tie: "tie", Event: "event", Allocation: "allocation", Membership: "membership"}
