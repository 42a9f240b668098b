"""What a locality may propose to another: by which scheme, on which fields, with which programme."""

from dataclasses import dataclass
from typing import cast

from pyoxigraph import NamedNode

import queries
from graph.ask.labels import short, slug
from graph.ask.lookup import subjects, things
from graph.ask.programmes import availability, said
from graph.ask.questions import ask
from graph.brief.briefing import Briefing, Entry
from graph.brief.phrases import Phrasing
from graph.brief.talking_points import TalkingPoints
from graph.brief.together import Together, newest_first
from ontology import coop

_OFFERED = ("open", "between-calls", "ongoing")
"""What a programme is that can be had, what can be had soonest first."""
_PROGRAMMES = 2


@dataclass(frozen=True)
class CommonField:
    """A field in which both have worked with others: what either has done last."""

    field: NamedNode
    sender: Entry
    receiver: Entry


@dataclass(frozen=True)
class Proposal:
    """What may be proposed.

    Attributes:
        scheme: the scheme, by its slug.
        fields: the fields, those named in a document and not followed by anything first.
        common: the fields in which both have worked with others.
        programmes: those that the sender may apply to itself and that can be had.
    """

    scheme: str
    fields: tuple[NamedNode, ...]
    common: tuple[CommonField, ...]
    programmes: tuple[NamedNode, ...]

    def available(self, say: Phrasing, programme: NamedNode) -> str:
        """Return in words whether a programme takes applications, or when it will."""
        return said(say.store, programme, say.day, say.language, say.labels)


def proposal(say: Phrasing, about: Briefing) -> Proposal:
    """Return what the first of two localities may propose to the other.

    Args:
        say: the graph, the day.
        about: what is known between the two.
    """
    points = TalkingPoints(say, about)
    common = tuple(CommonField(*one) for one in points.common())
    documents = newest_first(say, about, coop.Agreement)
    own = {field: None for one in documents for field in things(say.store, one.fact, coop.field)}
    fields = tuple(dict.fromkeys([*points.unfollowed(), *(one.field for one in common), *own]))
    fields = fields or tuple(points.fields_of(cast(NamedNode, about.other)))[:3]
    met = any(one.form not in {coop.Membership, coop.NetworkEvent} for one in about.entries)
    scheme = "official-relationship" if met else "third-party-support"
    if not met and Together(say, about).networks().rows:
        scheme = "intercity-network"
    return Proposal(scheme, fields[:4], common, _programmes(say, about.place, fields))


def _programmes(say: Phrasing, sender: NamedNode, fields: tuple[NamedNode, ...]) -> tuple[NamedNode, ...]:
    """Return the programmes to which a locality may apply itself: the open ones first, then by field and use."""
    answer = ask(say.store, queries.question("programmes-open-to"), {"place": short(sender), "as_of": say.day})
    at = {name: answer.columns.index(name) for name in ("programme", "applies", "status")}
    found: dict[NamedNode, tuple[int, bool, int, int]] = {}
    for row in answer.rows:
        programme, status = cast(NamedNode, row[at["programme"]]), slug(cast(NamedNode, row[at["status"]]))
        if str(getattr(row[at["applies"]], "value", "")) == "true" and status in _OFFERED:
            shared = len(set(fields).intersection(things(say.store, programme, coop.field)))
            ahead = availability(say.store, programme, say.day).ahead
            used = len(subjects(say.store, coop.programme, programme))
            found[programme] = (_OFFERED.index(status), not ahead, -shared, -used)
    return tuple(sorted(found, key=lambda one: (*found[one], one.value))[:_PROGRAMMES])
