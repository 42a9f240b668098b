"""The network around a locality: what it takes part in on the left, who works with it on the right."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from graph.ask.labels import slug
from graph.brief.briefing import PARTNERSHIPS, Entry

ROW = 22
"""Pixels from one name to the next."""


@dataclass(frozen=True)
class Ray:
    """A line to a neighbour: how it is drawn (``agreement``, ``exchange``, ``project``, ``membership``), how thick."""

    node: NamedNode
    form: str
    number: int
    y: float


@dataclass(frozen=True)
class Star:
    """Neighbours on both sides, those with most in common in the middle; pixels."""

    networks: list[Ray]
    partners: list[Ray]
    height: int


def star(entries: Iterable[Entry]) -> Star:
    """Return the neighbours of a locality by the facts known of it; of several ties the strongest is drawn."""
    known = list(entries)
    networks = Counter(entry.network for entry in known if entry.network)
    partners = Counter(
        partner for entry in known if entry.form in PARTNERSHIPS for partner in dict.fromkeys(entry.partners)
    )
    forms = {
        partner: next(form for form in PARTNERSHIPS if any(e.form == form and partner in e.partners for e in known))
        for partner in partners
    }
    height = max(len(networks), len(partners), 2) * ROW
    return Star(
        _rays([(node, "membership", number) for node, number in networks.most_common() if node], height),
        _rays([(node, slug(forms[node]).lower(), n) for node, n in partners.most_common()], height),
        height,
    )


def _rays(neighbours: list[tuple[NamedNode, str, int]], height: int) -> list[Ray]:
    """Return the lines, evenly over the height, the strongest in the middle."""
    top = (height - len(neighbours) * ROW) / 2
    return [Ray(*one, y=top + (place + 0.5) * ROW) for place, one in enumerate(_middle_out(neighbours))]


def _middle_out(ordered: list[tuple[NamedNode, str, int]]) -> list[tuple[NamedNode, str, int]]:
    return ordered[1::2][::-1] + ordered[::2]
