"""What a locality may propose to another: by which scheme, on which fields, with which programme."""

from dataclasses import dataclass
from typing import cast

from pyoxigraph import Literal, NamedNode

import queries
from graph.ask.as_of import first_day, known_end
from graph.ask.labels import short
from graph.ask.lookup import subjects, things
from graph.ask.programmes import availability, said
from graph.ask.questions import ask
from graph.brief.briefing import FORMS, Briefing, Entry
from graph.brief.phrases import Phrasing
from graph.brief.talking_points import TalkingPoints
from graph.brief.together import Together, beyond_networks, newest_first
from ontology import coop

_LATELY = 2
"""How many years back the last call may lie for another to be expected."""
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
        theirs: what the receiver has done last with others in the field asked for, if the sender has done nothing.
    """

    scheme: str
    fields: tuple[NamedNode, ...]
    common: tuple[CommonField, ...]
    programmes: tuple[NamedNode, ...]
    theirs: Entry | None = None

    def available(self, say: Phrasing, programme: NamedNode) -> str:
        """Return in words whether a programme takes applications, or when it will."""
        return said(say.store, programme, say.day, say.language, say.labels)


def proposal(say: Phrasing, about: Briefing, wanted: NamedNode | None = None) -> Proposal:
    """Return what the first of two localities may propose to the other.

    Args:
        say: the graph, the day.
        about: what is known between the two.
        wanted: the field that it is to be about; all that suggest themselves if it is not given.
    """
    points = TalkingPoints(say, about)
    common = tuple(CommonField(*one) for one in points.common())
    between = [one.fact for one in newest_first(say, about, *FORMS)]
    networks = dict.fromkeys(one.network for one in about.entries if one.network)
    own = {field: None for one in (*between, *networks) for field in things(say.store, one, coop.field)}
    fields = tuple(dict.fromkeys([*points.unfollowed(), *own, *(one.field for one in common)]))
    fields = fields or tuple(points.fields_of(cast(NamedNode, about.other)))[:3]
    theirs = None
    if wanted:
        common, fields = tuple(one for one in common if one.field == wanted), (wanted,)
        theirs = None if common else points.last_on(cast(NamedNode, about.other), wanted)
    met = beyond_networks(about)
    scheme = "official-relationship" if met else "third-party-support"
    if not met and Together(say, about).networks().rows:
        scheme = "intercity-network"
    return Proposal(scheme, fields[:4], common, _programmes(say, about.place, fields), theirs)


def _programmes(say: Phrasing, sender: NamedNode, fields: tuple[NamedNode, ...]) -> tuple[NamedNode, ...]:
    """Return the programmes to which a locality may apply itself: those with a call first, then by field and use."""
    answer = ask(say.store, queries.question("programmes-open-to"), {"place": short(sender), "as_of": say.day})
    found: dict[NamedNode, tuple[int, int, int]] = {}
    for row in answer.rows:
        told = dict(zip(answer.columns, row, strict=True))
        programme = cast(NamedNode, told["programme"])
        of = things(say.store, programme, coop.field)
        shared = len(set(fields).intersection(of))
        near = _nearness(say, programme)
        if cast(Literal, told["applies"]).value == "true" and near is not None and (shared or not of or not fields):
            found[programme] = (near, -shared, -len(subjects(say.store, coop.programme, programme)))
    return tuple(sorted(found, key=lambda one: (*found[one], one.value))[:_PROGRAMMES])


def _nearness(say: Phrasing, programme: NamedNode) -> int | None:
    """Return how soon a programme can be had: 0 with a call open or announced, 1 otherwise; None if that is doubtful.

    It is for one of which no status is known, or whose last call lies years back.
    """
    found = availability(say.store, programme, say.day)
    if found.status == "open" or found.ahead:
        return 0
    if found.status == "ongoing":
        return 1
    last = _last(say, found.call) if found.status == "between-calls" and found.call else ""
    return 1 if last >= f"{int(say.day[:4]) - _LATELY:04}{say.day[4:]}" else None


def _last(say: Phrasing, call: NamedNode) -> str:
    return known_end(say.store, call) or first_day(say.store, call)
