"""The types of localities that OpenRefine may ask for: all of them, a group of levels, a single level."""

from collections.abc import Iterable
from typing import Any, cast

from pyoxigraph import NamedNode

from graph.ask.labels import Labels, slug
from graph.ask.lookup import value
from graph.store.caches import cached
from graph.store.folder import Graph
from ontology import concept, concepts, coop, skos

ROOT = "locality"
"""The type of every locality."""

_LEVEL = "level/"

Type = dict[str, Any]
"""A type as the protocol has it: ``id``, ``name``, ``broader``."""


def all_types(store: Graph, language: str) -> dict[str, Type]:
    """Return every type by its id, the broader ones first.

    Args:
        store: the graph.
        language: that of their names (``en``, ``vi`` or ``ja``).
    """
    labels = Labels(store, language)
    names = {ROOT: labels[coop.Locality]} | {
        f"{_LEVEL}{one}": labels[concept[f"{_LEVEL}{one}"]] for one in concepts.slugs("level")
    }
    found: dict[str, Type] = {one: {"id": one, "name": name} for one, name in names.items()}
    for one, (upper, *_) in _broader(store).items():
        found[one] |= {"broader": [{"id": upper, "name": names[upper]}]}
    return dict(sorted(found.items(), key=lambda item: len(_broader(store).get(item[0], ()))))


def types_of(store: Graph, levels: Iterable[str]) -> list[str]:
    """Return the ids of the types of a locality that has or had some levels (their slugs), the narrowest first."""
    own = [f"{_LEVEL}{one}" for one in dict.fromkeys(levels)]
    above = [upper for one in own for upper in _broader(store).get(one, (ROOT,))]
    return list(dict.fromkeys([*own, *sorted(above, key=ROOT.__eq__)]))


def single_level(store: Graph, wanted: Iterable[str]) -> str:
    """Return the level (its slug) that types ask for, if they ask for a single one that localities have; else empty."""
    found = [one for one in wanted if len(_broader(store).get(one, ())) > 1]
    return found[0].removeprefix(_LEVEL) if len(found) == len(list(wanted)) == 1 else ""


@cached
def _broader(store: Graph) -> dict[str, tuple[str, ...]]:
    """Return the id of each type but the root -> those of the types that it is under, the nearest first."""
    found: dict[str, tuple[str, ...]] = {}
    for one in concepts.slugs("level"):
        upper = slug(cast(NamedNode | None, value(store, concept[f"{_LEVEL}{one}"], skos.broader)))
        found[f"{_LEVEL}{one}"] = (f"{_LEVEL}{upper}", ROOT) if upper else (ROOT,)
    return found
