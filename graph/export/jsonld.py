"""The graph as JSON-LD 1.1, in the terms of the context that the ontology comes with.

Each subject becomes one flat object in its named graph, blank nodes too; that takes a tenth of the time of a serializer
for every kind of context.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from ontology import rdf, xsd

_NUMBER = re.compile("0|-?[1-9][0-9]{0,14}")
"""Whole numbers that every reader of JSON takes for what they are."""


@dataclass(frozen=True)
class _Term:
    """A name of the context: what it is short for, and how its values are written."""

    name: str
    type: str = ""
    by_language: bool = False


_NONE = _Term("")
"""What a predicate without a name in the context has for one."""


class _Context:
    """The names of a context.

    Args:
        entries: what stands in ``@context``.
    """

    def __init__(self, entries: dict[str, Any]) -> None:
        self._known: dict[str, str] = {}
        self._prefixes = {name: iri for name, iri in entries.items() if isinstance(iri, str) and "://" in iri}
        said = {name: entry for name, entry in entries.items() if isinstance(entry, dict)}
        self._terms = {
            self._whole(entry["@id"]): _Term(
                name, self._whole(entry.get("@type", "")), entry.get("@container") == "@language"
            )
            for name, entry in said.items()
        }

    def _whole(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return self._prefixes[prefix] + local if prefix in self._prefixes else name

    def short(self, iri: str) -> str:
        """Return an IRI with a prefix if there is one for it."""
        if iri not in self._known:
            spaces = ((prefix, space) for prefix, space in self._prefixes.items() if iri.startswith(space))
            self._known[iri] = next((f"{prefix}:{iri[len(space) :]}" for prefix, space in spaces), iri)
        return self._known[iri]

    def entry(self, predicate: NamedNode, value: NamedNode | BlankNode | Literal) -> tuple[str, str, Any]:
        """Return the key of a value in the context, its language if the key has a language map, and the value."""
        term = self._terms.get(predicate.value, _NONE)
        name = term.name or self.short(predicate.value)
        if predicate == rdf.type and isinstance(value, NamedNode):
            return "type", "", self.short(value.value)
        if not isinstance(value, Literal):
            if term.type == "@id":
                return name, "", _id(value)
            return self.short(predicate.value) if term.by_language else name, "", {"id": self.short(_id(value))}
        if term.by_language and value.language:
            return name, value.language, value.value
        if term.type and term.type == value.datatype.value:
            return name, "", value.value
        # what the term says of its values does not hold of this one, so it stands under the IRI of the predicate
        other = term.type or term.by_language
        return self.short(predicate.value) if other else name, "", self._literal(value)

    def _literal(self, value: Literal) -> Any:
        if value.language:
            return {"@language": value.language, "@value": value.value}
        if value.datatype == xsd.string:
            return value.value
        if value.datatype == xsd.integer and _NUMBER.fullmatch(value.value):
            return int(value.value)
        if value.datatype == xsd.boolean and value.value in {"true", "false"}:
            return value.value == "true"
        return {"@value": value.value, "type": self.short(value.datatype.value)}


def document(quads: Iterable[Quad], address: str = "") -> bytes:
    """Return quads as a document: the named graphs, a line for each subject; all in order, since RDF has none.

    Args:
        quads: what is said.
        address: where the context can be had, if it is not to stand in the document.
    """
    entries = json.loads(files("ontology").joinpath("context.jsonld").read_text("utf-8"))["@context"]
    context = _Context(entries)
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        graphs["" if isinstance(quad.graph_name, DefaultGraph) else _id(quad.graph_name)].append(quad)
    default = [_lines(context, graphs.pop(""))] if "" in graphs else []
    named = [
        f'{{"id": {_text(name)}, "@graph": [\n{_lines(context, stated)}\n]}}' for name, stated in sorted(graphs.items())
    ]
    content = ",\n".join([*default, *named])
    return f'{{"@context": {_text(address or entries)},\n"@graph": [\n{content}\n]}}\n'.encode()


def _lines(context: _Context, quads: Iterable[Quad]) -> str:
    """Return what one graph states, a line for each subject."""
    found: dict[str, dict[str, Any]] = defaultdict(lambda: defaultdict(list))
    for node, predicate, stated, _ in quads:
        name, language, value = context.entry(predicate, stated)
        subject = found[_id(node)]
        if language:
            subject.setdefault(name, defaultdict(list))[language].append(value)
        else:
            subject[name].append(value)
    return ",\n".join(_text({"id": node, **_compact(said)}) for node, said in sorted(found.items()))


def _text(value: Any) -> str:
    return _ENCODER.encode(value)


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def _id(node: NamedNode | BlankNode) -> str:
    return node.value if isinstance(node, NamedNode) else str(node)


def _compact(said: dict[str, Any]) -> dict[str, Any]:
    """Return a node with single values instead of arrays of one."""
    return {
        name: _compact(values) if isinstance(values, dict) else values[0] if len(values) == 1 else _ordered(values)
        for name, values in said.items()
    }


def _ordered(values: list[Any]) -> list[Any]:
    return sorted(values, key=_text) if len(values) > 1 else values
