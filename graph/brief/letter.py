"""A draft of a letter to the other side: in its language, the sender's beside it.

Its forms are those of the offices of each country: Decree 30/2020/ND-CP on clerical work in Vietnam (the nation and its
motto, number, place and date, *Kính gửi*, *Nơi nhận*); the letters of Japanese local governments (date, addressee with
様, sender, 拝啓 and 敬具). What it states are facts of the graph, what it proposes follows from them; where only a
person knows, a blank stands in brackets.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import cast

from pyoxigraph import NamedNode, Store

from graph.ask import offices
from graph.ask.as_of import at
from graph.ask.citations import Citations, CitedSource
from graph.ask.labels import slug
from graph.ask.lookup import texts, things
from graph.brief.around import Neighbour, neighbours, slug_of
from graph.brief.briefing import Briefing, Entry, briefing
from graph.brief.phrases import Line, Phrase, Phrases, Phrasing, plain, within
from graph.brief.portrait import ROWS, portrait
from graph.brief.proposal import CommonField, Proposal, proposal
from graph.brief.together import Together, began, beyond_networks, fields, newest_first
from ontology import concept, coop, skos, thing

LANGUAGES = {"vn": "vi", "jp": "ja"}
"""Country -> the language in which its local governments are written to."""
_EACH = 3
"""How many documents, projects and meetings the letter names."""

_WHOLE = 400
"""No title of a fact is longer: a letter cuts none."""

Parts = Callable[[Phrasing], Sequence[str | Phrase | Iterable[Phrase]]]


@dataclass(frozen=True)
class Part:
    """A paragraph of a letter, in both languages.

    Attributes:
        kind: ``right`` (set to the right), ``bold``, ``heading``, ``item`` (of a list) or ``text``.
        theirs: in the language of the receiver.
        ours: in the language of the sender.
    """

    kind: str
    theirs: Line
    ours: Line


@dataclass(frozen=True)
class Letter:
    """The draft of a letter.

    Attributes:
        title: who writes to whom, in the language of the receiver.
        languages: of the receiver, of the sender.
        as_of: of which day its facts are (ISO 8601).
        office: what stands above a letter of a Vietnamese office, left and right, a line each; empty for another's.
        parts: its paragraphs.
        sources: what its facts rest on, by number.
        file_name: a name for its file, without ending.
    """

    title: str
    languages: tuple[str, str]
    as_of: str
    office: tuple[tuple[str, ...], tuple[str, ...]] | tuple[()]
    parts: tuple[Part, ...]
    sources: tuple[CitedSource, ...]
    file_name: str


def letter(store: Store, sender: str, receiver: str, day: str, field: str = "") -> Letter:
    """Return the draft of a letter.

    Args:
        store: the graph.
        sender: the id of the locality that writes.
        receiver: the id of the one that is written to, in the other country; both exist on the day.
        day: of which its facts are (ISO 8601).
        field: the field of cooperation that it is to be about, by its slug; any if it is empty.
    """
    theirs, ours = LANGUAGES[receiver[:2]], LANGUAGES[sender[:2]]
    says = (Phrasing(store, day, theirs), Phrasing(store, day, ours))
    about = briefing(store, sender, receiver, day)
    citations = Citations(store)
    draft = _Draft(says, about, concept[f"field/{field}"] if field else None)
    parts = tuple(Part(one.kind, one.theirs.cited(citations), one.ours.cited(citations)) for one in draft.parts())
    names = [says[0].labels[thing[one]] for one in (sender, receiver)]
    called = "-".join(filter(None, ("letter", *(one.rpartition("/")[2] for one in (sender, receiver)), field)))
    office = _office(says[1], about.place) if sender.startswith("vn/") else ()
    return Letter(" → ".join(names), (theirs, ours), day, office, parts, tuple(citations), called)


def _office(say: Phrasing, place: NamedNode) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what stands above a letter of a Vietnamese office: issuer and number; the nation and its motto."""
    issuer = (say["letter_committee"], _plain(say, place).upper(), say["letter_number"])
    return issuer, (say["letter_nation"], say["letter_motto"])


def _plain(say: Phrasing, place: NamedNode) -> str:
    """Return what a locality is called within a sentence of a letter to it: without what tells it from namesakes."""
    return within(plain(say.labels[place]), say.language)


def _bare(say: Phrasing, place: NamedNode) -> str:
    """Return the name of a locality without the word for its level, as it stands before a date."""
    return next((one.value for one in texts(say.store, place, skos.prefLabel, say.language)), _plain(say, place))


def _named(node: NamedNode, say: Phrasing) -> Sequence[Phrase]:
    return (say.name(node),)


class _Draft:
    """The paragraphs of a letter.

    Args:
        says: puts them into the language of the receiver, and of the sender.
        about: what is known between the two, the sender first.
        field: the field that it is to be about; any if it is not given.
    """

    def __init__(self, says: tuple[Phrasing, Phrasing], about: Briefing, field: NamedNode | None) -> None:
        self._says, self._about, self._field = says, about, field
        self._store, self._sender = says[0].store, about.place
        self._receiver = cast(NamedNode, about.other)
        self._proposal: Proposal = proposal(says[0], about, field)

    def parts(self) -> Iterator[Part]:
        """Yield the paragraphs, from the date to the signature."""
        yield from self._opening()
        yield from self._who_we_are()
        yield from self._links()
        yield from self._proposed()
        yield from self._introducers()
        yield from self._answer_to()
        yield from self._closing()

    def _both(self, kind: str, key: str, parts: Parts = lambda _: (), facts: Iterable[NamedNode] = ()) -> Part:
        """Return one of our own texts as a paragraph, filled in in each language."""
        known = tuple(facts)
        theirs, ours = (say.line(key, *parts(say), facts=known) for say in self._says)
        return Part(kind, theirs, ours)

    def _opening(self) -> Iterator[Part]:
        if self._sender.value.startswith(thing["jp/"].value):
            yield self._both("right", "letter_number_jp")
        yield self._both("right", "letter_date", lambda say: (say.day[:4], _bare(say, self._sender)))
        yield self._both("bold", "letter_to", lambda say: (self._head(say, self._receiver),))
        if office := self._own_office(self._receiver):
            yield self._both("text", "letter_through", partial(_named, office))
        yield Part("right", *(  # a Vietnamese letter says who it is from in its head and signature alone
            Line() if say.language == "vi" else say.line("letter_from", self._head(say, self._sender))
            for say in self._says
        ))  # fmt: skip
        again = "_again" if beyond_networks(self._about) else ""
        if field := self._field:
            yield self._both("heading", "letter_subject_on", lambda say: (*self._two(say), say.name(field)))
        else:
            yield self._both("heading", f"letter_subject{again}", self._two)
        yield self._both("text", f"letter_greeting{again}", self._two)

    def _two(self, say: Phrasing) -> tuple[str, str]:
        return _plain(say, self._sender), _plain(say, self._receiver)

    def _head(self, say: Phrasing, place: NamedNode) -> str:
        """Return who stands at the head of a locality: its People's Committee, its governor, its mayor."""
        level = slug(cast(NamedNode, at(self._store, place, coop.level, say.day)))
        country = "vn" if place.value.startswith(thing["vn/"].value) else "jp"
        kind = "committee" if country == "vn" else level if level in _HEADS else "city"
        return say[f"letter_head_{kind}"].format(_plain(say, place))

    def _own_office(self, place: NamedNode) -> NamedNode | None:
        found = offices.offices(self._store, place, self._about.as_of)
        return next((one for one in found if offices.kind(self._store, one) == "international-relations"), None)

    def _who_we_are(self) -> Iterator[Part]:
        yield self._both("heading", "letter_who")
        theirs, ours = (portrait(say, self._sender, whole=False) for say in self._says)
        for row in ROWS:
            if row in theirs and row != "partners":
                yield Part("item", *(
                    Line((Phrase(f"{say[f'brief_row_{row}']}: "), *cells[row].phrases), cells[row].facts)
                    for say, cells in zip(self._says, (theirs, ours), strict=True)
                ))  # fmt: skip

    def _links(self) -> Iterator[Part]:
        yield self._both("heading", "letter_links" if beyond_networks(self._about) else "letter_links_common")
        known = [*self._facts()]
        yield from known
        for field in self._proposal.common[:2]:
            ours, theirs = field.sender, field.receiver
            yield self._both("item", "letter_both_work", partial(self._work, field), [ours.fact, theirs.fact])
        if their := self._proposal.theirs:
            yield self._both("item", "letter_their_work", partial(self._their_work, their), [their.fact])
        if not known and not self._proposal.common and not their:
            yield self._both("item", "letter_no_link")

    def _facts(self) -> Iterator[Part]:
        """Yield the documents, the projects, the meetings and the shared networks of the two, the newest of each."""
        for form, key in ((coop.Agreement, "letter_document"), (coop.Project, "letter_project"),
                          (coop.Exchange, "letter_exchange"), (coop.Event, "letter_meeting")):  # fmt: skip
            for entry in self._on_field_first(newest_first(self._says[0], self._about, form))[:_EACH]:
                yield self._both("item", key, partial(self._fact, entry), [entry.fact])
        theirs, ours = (Together(say, self._about).networks().rows for say in self._says)
        for one, other in list(zip(theirs, ours, strict=True))[:2]:
            yield Part("item", *(say.line("letter_network", line.phrases, facts=line.facts)
                                 for say, line in zip(self._says, (one[0], other[0]), strict=True)))  # fmt: skip

    def _on_field_first(self, entries: Iterable[Entry]) -> list[Entry]:
        return sorted(entries, key=lambda one: self._field not in things(self._store, one.fact, coop.field))

    def _fact(self, entry: Entry, say: Phrasing) -> Sequence[Phrases]:
        """Return what a fact is, who entered into it if that is another unit by now, and when it began if known."""
        named = entry.kind if entry.form == coop.Agreement and entry.kind else entry.fact
        told: Phrases = (say.name(named, _WHOLE),)
        if entry.form == coop.Exchange:  # it is called by its parties, who know each other
            told = say.several(about, len(about)) if (about := fields(say, entry.fact)) else told
        begun = began(say, entry)
        entered = [one for one in (*entry.parties, *entry.counterparts) if one not in {self._sender, self._receiver}]
        passed = [phrases for one in entered if len(phrases := say.party(one, begun)) > 1]
        rest = [*passed, *([(Phrase(say.date(begun)),)] if begun else [])]
        return (say.filled(say["brief_part"], told, say.listed(rest)) if rest else told,)

    def _proposed(self) -> Iterator[Part]:
        found = self._proposal
        yield self._both("heading", "letter_propose")
        signed = any(one.form == coop.Agreement for one in self._about.entries)
        again = "_again" if signed and found.scheme == "official-relationship" else ""
        yield self._both("item", f"letter_scheme_{found.scheme.replace('-', '_')}{again}")
        yield self._both("item", "letter_fields", lambda say: (say.several(found.fields, 4) or say["letter_blank"],))
        for programme in found.programmes:
            yield self._both("item", "letter_programme", partial(self._offered, programme), [programme])
        yield self._both("item", "letter_next_step")

    def _introducers(self) -> Iterator[Part]:
        """Yield who works with the one and is near the other, and the missions that serve both."""
        found = [*self._near(self._receiver, self._sender), *self._near(self._sender, self._receiver)]
        missions = [one for one in offices.offices(self._store, self._receiver, self._about.as_of)
                    if offices.kind(self._store, one) in {"consulate", "embassy"}][:1]  # fmt: skip
        if found or missions:
            yield self._both("heading", "letter_introduce")
        for one in found:
            yield self._both("item", "letter_knows", partial(self._knows, one), [one.entries[0].fact])
        for mission in missions:
            yield self._both("item", "letter_mission", partial(_named, mission), [mission])

    def _near(self, of: NamedNode, near: NamedNode) -> list[Neighbour]:
        """Return two partners of a locality near the other, those who work with it on the field asked for first."""
        found = [replace(one, entries=tuple(self._on_field_first(one.entries)))
                 for one in neighbours(self._says[0], of, near)]  # fmt: skip
        on_field = [one.place for one in found if self._field in things(self._store, one.entries[0].fact, coop.field)]
        return sorted(found, key=lambda one: one.place not in on_field)[:2]

    def _knows(self, one: Neighbour, say: Phrasing) -> Sequence[Phrase | Phrases | str]:
        """Return a neighbour, with whom of the two it works, what they do and since when."""
        entry = one.entries[0]
        kind = say.name(entry.kind) if entry.form == coop.Agreement and entry.kind else Phrase(say[slug_of(entry)])
        year = began(say, entry)[:4]
        told = say.listed([(kind,), (Phrase(say.date(year)),)] if year else [(kind,)])
        return say.name(one.place), _plain(say, one.of), told

    def _work(self, one: CommonField, say: Phrasing) -> Sequence[Phrase | Phrases | str]:
        """Return a field, and with whom either works on it."""
        sender, receiver = self._two(say)
        return (say.name(one.field), sender, self._partners(say, one.sender), receiver,
                self._partners(say, one.receiver))  # fmt: skip

    def _their_work(self, entry: Entry, say: Phrasing) -> Sequence[Phrase | Phrases | str]:
        """Return the field asked for, and with whom the receiver works on it."""
        return say.name(cast(NamedNode, self._field)), self._two(say)[1], self._partners(say, entry)

    def _partners(self, say: Phrasing, entry: Entry) -> Phrases:
        """Return some of the others that a fact is with, as they are called within a sentence."""
        two = {self._sender, self._receiver}
        named = [say.name(one) for one in entry.partners if one not in two][:_EACH]
        return say.listed([(replace(one, text=within(one.text, say.language)),) for one in named])

    def _offered(self, programme: NamedNode, say: Phrasing) -> Sequence[Phrase | str]:
        """Return a programme, and whether it takes applications or when it will."""
        return say.name(programme), self._proposal.available(say, programme)

    def _answer_to(self) -> Iterator[Part]:
        yield self._both("heading", "letter_answer")
        office = self._own_office(self._sender)
        if office:
            yield self._both("text", "letter_office", partial(_named, office), [office])
        else:
            yield self._both("text", "letter_office", lambda say: (say["letter_blank"],))
        yield self._both("text", "letter_contact")

    def _closing(self) -> Iterator[Part]:
        yield self._both("text", "letter_close", self._two)
        yield self._both("right", "letter_end")
        yield self._both("right", "letter_signature", lambda say: (self._head(say, self._sender),))
        if self._sender.value.startswith(thing["vn/"].value):
            yield self._both("text", "letter_copies")


_HEADS = {"prefecture", "city", "town", "village", "special-ward"}
"""The levels of Japan whose head has a title of its own; that of a designated city is a mayor like others."""
