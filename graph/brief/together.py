"""What two localities have done together, in small blocks for a meeting: stages, documents, projects, networks."""

from collections.abc import Iterable
from typing import cast

from pyoxigraph import NamedNode

from graph.ask.as_of import first_day, held, known_end
from graph.ask.labels import slug
from graph.ask.lookup import text, things, value
from graph.brief.briefing import Briefing, Entry, end
from graph.brief.particulars import budget
from graph.brief.phrases import Block, Line, Phrase, Phrases, Phrasing
from loaders.model.messages import figure
from ontology import coop, org, schema

_STEPS = 7
"""How many steps the line of stages has at most; of more, those between the first and the latest are left out."""


def began(say: Phrasing, entry: Entry) -> str:
    """Return when a fact began, as precisely as is known (ISO 8601); empty if it is not."""
    return text(say.store, entry.fact, schema.startDate)


def ended_by(say: Phrasing, entry: Entry) -> bool:
    """Whether a fact was over by the day of the brief."""
    last = known_end(say.store, entry.fact)
    return bool(last) and last < say.day


def running(say: Phrasing, entry: Entry) -> bool:
    """Whether a project is under way on the day: by its end, or where none is known, as is recorded."""
    last = known_end(say.store, entry.fact)
    return (
        last >= say.day
        if last
        else slug(cast(NamedNode | None, value(say.store, entry.fact, coop.status))) == "ongoing"
    )


def newest_first(say: Phrasing, about: Briefing, *forms: NamedNode) -> list[Entry]:
    """Return the facts of some classes, the newest first and those without a date last, each once."""
    found = {entry.fact: entry for entry in about.entries if entry.form in forms}
    return sorted(found.values(), key=lambda entry: (began(say, entry), entry.fact.value), reverse=True)


def fields(say: Phrasing, fact: NamedNode) -> list[NamedNode]:
    """Return the fields of cooperation of a fact, in the order of their names."""
    return sorted(things(say.store, fact, coop.field), key=lambda field: say.name(field).text)


class Together:
    """The blocks of what two localities have done together.

    Args:
        phrasing: puts them into words.
        about: what is known between the two.
    """

    def __init__(self, phrasing: Phrasing, about: Briefing) -> None:
        self._say, self._about, self._store = phrasing, about, phrasing.store

    def stages(self) -> Block:
        """Return the line of stages: the first contact, the documents, where it stands on the day."""
        say = self._say
        dated = sorted(
            (entry for entry in self._about.entries if entry.form not in NETWORKS and began(say, entry)),
            key=lambda entry: (first_day(self._store, entry.fact), entry.fact.value),
        )
        documents = [entry for entry in dated if entry.form == coop.Agreement]
        steps: list[tuple[Phrases, NamedNode]] = []
        if dated and dated[0].form != coop.Agreement:
            steps.append((say.filled(say["brief_first"], say.date(began(say, dated[0])), self._called(dated[0])),
                          dated[0].fact))  # fmt: skip
        steps += [((Phrase(say.date(began(say, one)) + " "), self._called(one)), one.fact) for one in documents]
        if len(steps) > _STEPS:
            steps = [*steps[:2], ((Phrase("…"),), steps[2][1]), *steps[3 - _STEPS :]]
        now = self._now()
        if not steps and not now:
            return Block("stages", say["brief_stages"], ())
        phrases: list[Phrase] = []
        for step, _ in steps:
            phrases += [Phrase(" → ")] if phrases else []
            phrases += step
        if now:
            phrases.append(Phrase((" → " if phrases else "") + now))
        return Block("stages", say["brief_stages"], ((Line(tuple(phrases), tuple(fact for _, fact in steps)),),))

    def _called(self, entry: Entry) -> Phrase:
        return self._say.name(entry.kind if entry.kind and entry.form == coop.Agreement else entry.fact, 80)

    def _now(self) -> str:
        """Return how many documents are in force on the day, and how many projects are under way."""
        say, counted = self._say, []
        documents = [one for one in newest_first(say, self._about, coop.Agreement) if not ended_by(say, one)]
        ongoing = [one for one in newest_first(say, self._about, coop.Project) if running(self._say, one)]
        for key, number in (("brief_in_force", len(documents)), ("brief_running", len(ongoing))):
            if number:
                counted.append(say[key].format(figure(number, language=say.language)))
        return say["brief_today"].format(say["separator"].join(counted)) if counted else ""

    def documents(self) -> Block:
        """Return the documents: when, what kind, who signed under which name, on which fields, until when."""
        say = self._say
        rows = [
            (
                Line((Phrase(say.date(began(say, one))),)),
                Line(self._kind(one), (one.fact,)),
                Line(self._signed_by(one)),
                Line(say.several(fields(say, one.fact)) or say.none().phrases),
                Line((Phrase(self._term(one)),)),
            )
            for one in newest_first(say, self._about, coop.Agreement)
        ]
        keys = ("column_signed", "column_document", "brief_signed_by", "column_fields", "brief_term")
        return Block("documents", say["Agreement"], tuple(rows), tuple(say[key] for key in keys), (16, 20, 31, 21, 12))

    def _kind(self, entry: Entry) -> Phrases:
        kind = (self._say.name(entry.kind),) if entry.kind else ()
        for how in ("renews", "upgrades", "continues"):
            earlier = value(self._store, entry.fact, coop[how])
            if isinstance(earlier, NamedNode):
                when = self._say.date(text(self._store, earlier, coop.signed))
                return self._say.listed([kind, (Phrase(self._say[how].format(when)),)])
        return kind

    def _signed_by(self, entry: Entry) -> Phrases:
        """Return who signed, each under the name of that day with the body that signed for it, if one is known."""
        say, begun = self._say, first_day(self._store, entry.fact)
        units = {
            cast(NamedNode, value(self._store, unit, org.unitOf)): unit
            for unit in things(self._store, entry.fact, coop.signatory)
        }
        sides: list[Phrase] = []
        for party in (*entry.parties, *entry.counterparts):
            sides += [Phrase(" – ")] if sides else []
            named = say.party(party, begun)
            body = say.name(units[party], 60) if party in units else None
            sides += say.filled(say["brief_part"], named, body) if body else named
        return tuple(sides)

    def _term(self, entry: Entry) -> str:
        say = self._say
        stated, last = text(self._store, entry.fact, coop.expires), end(self._store, entry.fact, say.day)
        if ended_by(say, entry):
            return f"{say['expired']} {say.date(last.value) if last else ''}".strip()
        if stated:
            return say["draw_until"].format(say.date(stated))
        return say["none"]

    def projects(self) -> Block:
        """Return the projects, those under way first: when, what, by which programme and funder, with what budget."""
        say = self._say
        found = newest_first(say, self._about, coop.Project)
        found.sort(key=lambda one: not running(self._say, one))
        rows = [
            (
                Line((Phrase(self._when(one)),)),
                Line((say.name(one.fact),), (one.fact,)),
                Line(self._support(one.fact) or say.none().phrases),
                Line((Phrase(budget(say.store, one.fact, say.language) or say["none"]),)),
            )
            for one in found
        ]
        keys = ("when", "column_project", "brief_support", "column_budget")
        return Block("projects", say["Project"], tuple(rows), tuple(say[key] for key in keys), (20, 40, 25, 15))

    def _when(self, entry: Entry) -> str:
        last = end(self._store, entry.fact, self._say.day)
        span = self._say.span(began(self._say, entry), last.value if last else "")
        return f"{span}{self._say['brief_ongoing']}" if running(self._say, entry) else span

    def _support(self, project: NamedNode) -> Phrases:
        programmes, funders = (things(self._store, project, one) for one in (coop.programme, coop.funder))
        return self._say.several([*programmes, *funders], 3, 60)

    def meetings(self) -> Block:
        """Return the meetings and visits, the last first: when, what."""
        say = self._say
        found = newest_first(say, self._about, coop.Event)
        rows = tuple((Line((Phrase(say.date(began(say, one))),)), Line((say.name(one.fact),), (one.fact,)))
                     for one in found)  # fmt: skip
        return Block("meetings", say["brief_meetings"], rows, widths=(17, 83))

    def networks(self) -> Block:
        """Return the networks and designations that both have now, or had: the network, and the part of each."""
        found: dict[NamedNode, list[Entry]] = {}
        for entry in self._about.entries:
            if entry.form == coop.Membership and entry.network and not ended_by(self._say, entry):
                found.setdefault(entry.network, []).append(entry)
        sides = self._sides()
        both = [one for one, entries in found.items()
                if all(any(side.intersection(e.parties) for e in entries) for side in sides)]  # fmt: skip
        both.sort(key=lambda one: (not self._designated(found[one]), self._say.name(one).text))
        rows = tuple((self._network(one, found[one]),) for one in both)
        return Block("networks", self._say["brief_networks"], rows)

    def _sides(self) -> list[frozenset[NamedNode]]:
        about = self._about
        return [held(self._store, one, about.as_of) for one in (about.place, about.other) if one]

    def _designated(self, entries: Iterable[Entry]) -> bool:
        return any(text(self._store, one.fact, coop.designation) for one in entries)

    def _network(self, network: NamedNode, entries: list[Entry]) -> Line:
        """Return a network with the part of each side in it: under its name of today, with all that it is known for."""
        say, sides = self._say, []
        for place, side in zip(filter(None, (self._about.place, self._about.other)), self._sides(), strict=True):
            parts: dict[str, Phrases] = {}
            for entry in entries:
                if side.intersection(entry.parties):
                    part = self._part(entry)
                    parts["".join(one.text for one in part)] = part
            extra = say.listed([part for name, part in parts.items() if name])
            sides.append(say.filled(say["brief_part"], say.name(place), extra) if extra else (say.name(place),))
        return Line(say.filled(say["brief_network"], say.name(network), say.listed(sides)),
                    tuple(one.fact for one in entries))  # fmt: skip

    def _part(self, entry: Entry) -> Phrases:
        """Return for what a membership is, or else in which role, if that is more than to belong."""
        designation = self._say.stated(entry.fact, coop.designation, 60)
        plain = entry.kind is None or slug(entry.kind) in {"member", "designated"}
        return designation or (() if plain else (self._say.name(cast(NamedNode, entry.kind)),))


NETWORKS = (coop.Membership, coop.NetworkEvent)


def beyond_networks(about: Briefing) -> bool:
    """Whether the two have done anything together but be in the same networks."""
    return any(one.form not in NETWORKS for one in about.entries)
