"""The drawing of the network around a locality: its networks on the left, its partners on the right."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from graph.ask.labels import slug
from graph.brief.briefing import PARTNERSHIPS, Entry

ROW = 22
"""Pixels from one name to the next."""


@dataclass(frozen=True)
class Neighbour:
    """A network or partner, and its line: ``agreement``, ``exchange``, ``project`` or ``membership``.

    ``number`` (its width) is how many facts they have in common, ``y`` the height of its name in pixels.
    """

    node: NamedNode
    form: str
    number: int
    y: float


@dataclass(frozen=True)
class Neighbours:
    """The networks and partners of a locality, those with most facts in common in the middle; ``height`` in pixels."""

    networks: list[Neighbour]
    partners: list[Neighbour]
    height: int


def neighbours(entries: Iterable[Entry]) -> Neighbours:
    """Return the neighbours of a locality from the facts of its briefing; of several ties the strongest is drawn."""
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
    return Neighbours(
        _placed([(node, "membership", number) for node, number in networks.most_common() if node], height),
        _placed([(node, slug(forms[node]).lower(), n) for node, n in partners.most_common()], height),
        height,
    )


def _placed(neighbours: list[tuple[NamedNode, str, int]], height: int) -> list[Neighbour]:
    """Return neighbours with their heights: even distances, the strongest in the middle."""
    top = (height - len(neighbours) * ROW) / 2
    return [Neighbour(*one, y=top + (place + 0.5) * ROW) for place, one in enumerate(_middle_out(neighbours))]


def _middle_out(ordered: list[tuple[NamedNode, str, int]]) -> list[tuple[NamedNode, str, int]]:
    return ordered[1::2][::-1] + ordered[::2]
