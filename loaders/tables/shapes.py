"""Facts held against the shapes (SHACL): what is wrong with them, and what they lack."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from loaders.model.messages import LANGUAGE
from ontology import concept, coop, org, qb, rdf, thing

if TYPE_CHECKING:
    import rdflib


class Violation(NamedTuple):
    """What the shapes find.

    Attributes:
        subject: the IRI of what it is about.
        property: the IRI of the property, if it is a single one.
        message: what is wrong and what would be right, in the language of the reader.
        grave: whether it makes the fact wrong, or only leaves it incomplete.
        value: the value that is wrong, if it is one.
    """

    subject: str
    property: str
    message: str
    grave: bool
    value: str


_CLASSES: dict[str, tuple[NamedNode, ...]] = {
    "vn": (coop.Locality, coop.Funder), "jp": (coop.Locality, coop.Funder), "source": (coop.Source,),
    "tie": (coop.Agreement, coop.Exchange), "project": (coop.Project,), "membership": (coop.Membership,),
    "event": (coop.Event,), "network": (coop.Network,), "network-event": (coop.NetworkEvent,),
    "programme": (coop.Programme,), "funder": (coop.Funder,), "call": (coop.Call,), "office": (coop.ContactOffice,),
    "legal-basis": (coop.LegalBasis,), "change": (coop.Change,), "cube": (qb.DataSet,),
}  # fmt: skip
"""What a thing may be, by how its id begins."""
_PARTS = {"period": coop.LocalityPeriod, "participation": coop.Participation, "signatory": org.OrganizationalUnit}
"""What a part of a thing is, by what stands between the two in its id."""


def taken_as_known(stated: Iterable[Triple]) -> Iterator[Triple]:
    """Yield the classes of the things that facts name, and of localities the country, by their ids.

    Whether they are there is known already.
    """
    named = {term for triple in stated for term in (triple.subject, triple.object) if isinstance(term, NamedNode)}
    for one in named:
        if one.value.startswith(thing.iri):
            parts = one.value.removeprefix(thing.iri).split("/")
            part = next((_PARTS[name] for name in parts[1:] if name in _PARTS), None)
            for of in (part,) if part else _CLASSES.get(parts[0], ()):
                yield Triple(one, rdf.type, of)
            if not part and parts[0] in ("vn", "jp"):
                yield Triple(one, coop.country, concept[f"country/{parts[0]}"])


@cache
def classes() -> frozenset[str]:
    """Return the names of the classes that facts are of."""
    _, targets = _shapes(LANGUAGE.get())
    return frozenset(of.removeprefix(coop.iri) for of in targets)


def violations(stated: list[Triple], known: Iterable[Triple]) -> Iterator[Violation]:
    """Hold facts against the shapes.

    Args:
        stated: the facts, with the class of each thing that they are about.
        known: the classes of other things, which the facts may name; nothing is asked of those.
    """
    import pyshacl
    import rdflib
    from rdflib.namespace import SH

    shapes, targets = _shapes(LANGUAGE.get())
    about = [
        (targets[triple.object.value], SH.targetNode, rdflib.URIRef(triple.subject.value))
        for triple in stated
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode)
        if triple.predicate == rdf.type and triple.object.value in targets
    ]
    data = rdflib.Graph().parse(data=serialize([*stated, *known], format=RdfFormat.N_TRIPLES), format="nt")
    for target in about:
        shapes.add(target)
    try:
        _, found, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False)
    finally:
        shapes.remove((None, SH.targetNode, None))
    if not isinstance(found, rdflib.Graph):
        raise TypeError(f"the shapes could not be applied: {found!r}")
    yield from sorted({_violation(found, result) for result in found.objects(None, SH.result)})


def _violation(report: "rdflib.Graph", result: "rdflib.term.Node") -> Violation:
    import rdflib
    from rdflib.namespace import SH

    path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
    return Violation(
        str(report.value(result, SH.focusNode)),
        str(path) if isinstance(path, rdflib.URIRef) else "",
        str(report.value(result, SH.resultMessage)),
        report.value(result, SH.resultSeverity) == SH.Violation,
        str(value or ""),
    )


@cache
def _shapes(language: str) -> tuple["rdflib.Graph", dict[str, "rdflib.term.Node"]]:
    """Return the shapes, and which of them is for which class.

    Their messages stand in one language alone, which are twice as fast to apply, and they are asked of the things
    named to them instead of all of a class: what is only known beside the facts is not to be judged.
    """
    import rdflib
    from rdflib.namespace import SH

    shapes = rdflib.Graph().parse(data=files("ontology").joinpath("shapes.ttl").read_bytes(), format="turtle")
    for triple in list(shapes.triples((None, SH.message, None))) + list(shapes.triples((None, SH.name, None))):
        if getattr(triple[2], "language", None) != language:
            shapes.remove(triple)
    _patterns_for_lists(shapes)
    targets = {str(of): shape for shape, of in shapes.subject_objects(SH.targetClass)}
    shapes.remove((None, SH.targetClass, None))
    return shapes, targets


def _patterns_for_lists(shapes: "rdflib.Graph") -> None:
    """Put a pattern in the place of each list of concepts: pySHACL reads a list anew for every thing it looks at."""
    import rdflib
    from rdflib.namespace import SH

    for shape, values in list(shapes.subject_objects(SH["in"])):
        iris = "|".join(re.escape(str(one)) for one in shapes.items(values))
        if isinstance(shape, rdflib.URIRef):
            shapes.remove((shape, SH["in"], None))
            shapes.add((shape, SH.nodeKind, SH.IRI))
            shapes.add((shape, SH.pattern, rdflib.Literal(f"^({iris})$")))
