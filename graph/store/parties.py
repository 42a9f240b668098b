"""What is known of the parties of facts, and what the rules conclude from a few facts."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import cast

from pyoxigraph import NamedNode, Quad, QueryTriples, Store

import queries
from ontology import coop, graph, org, rdf

DERIVED = graph["derived"]
TENURE = "4-tenure"
"""The rule by which somebody holds what a locality entered into."""


def concluded(stated: Iterable[Quad], without: Collection[str] = ()) -> Iterator[Quad]:
    """Yield what follows from some facts by the rules.

    Args:
        stated: the facts, with all that the rules read of what they name.
        without: the names of the rules that are left out.
    """
    small = Store()
    small.bulk_extend(stated)
    for rule in queries.rules():
        if rule.name not in without:
            found = cast(QueryTriples, small.query(rule.sparql, use_default_graph_as_union=True))
            quads = [Quad(one.subject, one.predicate, one.object, DERIVED) for one in found]
            small.extend(quads)
            yield from quads


@cache
def read_by_rules() -> frozenset[NamedNode]:
    """Return the predicates that the rules name: no other triple makes a difference to them."""
    found = {rdf.type}
    for rule in queries.rules():
        namespaces = dict(re.findall(r"PREFIX ([\w-]+): <(\S+)>", rule.sparql))
        names = re.findall(r"([\w-]+):(\w[\w-]*)", queries.headless(rule.sparql))
        found |= {NamedNode(namespaces[prefix] + name) for prefix, name in names if prefix in namespaces}
    return frozenset(found)


class Parties:
    """What is known of localities that are named as parties: of them, of who took over from them, and who holds what.

    Args:
        known: the graph of the project's facts.
    """

    def __init__(self, known: Store) -> None:
        self._known = known
        self._read: dict[NamedNode, list[Quad]] = {}
        self._tenures: list[Quad] = []

    def __getitem__(self, party: NamedNode) -> list[Quad]:
        """Return what the rules that tell of facts read of a party."""
        if party not in self._read:
            heirs = self._heirs(party)
            said = [quad for one in heirs for quad in self._about(one)]
            tenures = self._of_known(coop.tenureOf, party) or self._begun(party, heirs, said)
            self._read[party] = said + tenures
        return self._read[party]

    def tenures(self) -> Iterator[Quad]:
        """Yield the tenures that are in the graph only since somebody entered into something; each is yielded once."""
        yield from self._tenures
        self._tenures.clear()

    def _about(self, subject: NamedNode) -> list[Quad]:
        asked = read_by_rules()
        return [quad for quad in self._known.quads_for_pattern(subject, None, None) if quad.predicate in asked]

    def _of_known(self, predicate: NamedNode, party: NamedNode) -> list[Quad]:
        """Return all that is said of the things of which a predicate states a party."""
        found = [cast(NamedNode, quad.subject) for quad in self._known.quads_for_pattern(None, predicate, party)]
        return [quad for subject in found for quad in self._about(subject)]

    def _heirs(self, party: NamedNode) -> list[NamedNode]:
        """Return a locality and all that took over from it, in turn."""
        found = [party]
        for one in found:
            heirs = (
                cast(NamedNode, quad.object) for quad in self._known.quads_for_pattern(one, coop.succeededBy, None)
            )
            found += [heir for heir in heirs if heir not in found]
        return found

    def _begun(self, party: NamedNode, heirs: Iterable[NamedNode], said: Iterable[Quad]) -> list[Quad]:
        """Return the tenures of a locality that had ended, and of which nothing was known that it entered into."""
        successions = [quad for one in heirs for quad in self._of_known(org.originalOrganization, one)]
        entered = Quad(DERIVED, coop.party, party, DERIVED)
        others = {rule.name for rule in queries.rules()} - {TENURE}
        found = list(concluded([*said, *successions, entered], without=others))
        own = {quad.subject for quad in found if quad.predicate == coop.tenureOf and quad.object == party}
        tenures = [quad for quad in found if quad.subject in own]
        self._tenures += tenures
        return tenures
