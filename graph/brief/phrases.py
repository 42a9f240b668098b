"""The words of a brief: phrases that know their language, lines that know their facts, blocks of lines."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from string import Formatter

from pyoxigraph import NamedNode, Store

from graph.ask.as_of import Names, Party
from graph.ask.citations import Citations, CitedSource
from graph.ask.labels import Labels, is_locality, short
from graph.ask.lookup import texts
from graph.ask.text import shortened
from graph.ask.words import words
from graph.brief.briefing import Briefing, briefing
from loaders.model.dates import date_text
from ontology import rdfs

LONGEST = 110
"""How many columns of a terminal a text of the data may take on the first page; the whole stands in the details."""

_NAME = 60
"""The same of the name of a locality."""
_QUALIFIER = re.compile(r"\s*\([^()]*\)$")
_LEVEL = re.compile(r"(Thành phố|Tỉnh|Thị xã|Thị trấn|Huyện|Quận|Phường|Xã|Làng) ")
"""How names of localities in Vietnamese begin: with the word for the level."""


@dataclass(frozen=True)
class Phrase:
    """A piece of text.

    Attributes:
        text: what it says.
        language: its language (BCP 47), if that is another than the one of the brief.
        node: the thing that it names, if it names one.
    """

    text: str
    language: str = ""
    node: NamedNode | None = None


Phrases = tuple[Phrase, ...]


@dataclass(frozen=True)
class Line:
    """A line, or the cell of a table.

    Attributes:
        phrases: what it says.
        facts: the things whose sources it rests on.
        cites: the numbers of these sources, once they are cited: `` [1] [4]``.
        notes: what else is to be said, each in a line below.
    """

    phrases: Phrases = ()
    facts: tuple[NamedNode, ...] = ()
    cites: str = ""
    notes: Phrases = ()

    @property
    def text(self) -> str:
        """What it says, as text."""
        return "".join(one.text for one in self.phrases)

    def cited(self, citations: Citations) -> "Line":
        """Return the line with the numbers of its sources, each once."""
        if not self.facts:
            return self
        numbers = dict.fromkeys(number for fact in self.facts for number in citations.numbers(fact))
        return Line(self.phrases, self.facts, "".join(f" [{number}]" for number in numbers), self.notes)


@dataclass(frozen=True)
class Block:
    """A small section of the first page: a list of lines, or a table.

    Attributes:
        name: by which its kind is known, such as ``documents``.
        title: what stands above it.
        rows: its rows; a list has one cell in each.
        headings: the heads of the columns of a table; empty if it has none.
        widths: how wide the columns are, in per cent; empty for a list.
        more: how many rows more there are, which stand only in the details.
    """

    name: str
    title: str
    rows: tuple[tuple[Line, ...], ...]
    headings: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    more: int = 0

    def shorter(self) -> "Block":
        """Return the block without its last row."""
        return replace(self, rows=self.rows[:-1], more=self.more + 1)

    def first(self, number: int) -> "Block":
        """Return the block with its first rows alone."""
        return replace(self, rows=self.rows[:number], more=self.more + max(0, len(self.rows) - number))


class Phrasing:
    """Puts things of the graph into phrases of a language, as of a day.

    Args:
        store: the graph.
        day: the day (ISO 8601).
        language: ``en``, ``vi`` or ``ja``.
        labels: what things are called in it on the day, if that has been read already.
        known: what is known of localities on the day, as far as that has been read already.
    """

    def __init__(
        self, store: Store, day: str, language: str, labels: Labels | None = None,
        known: Mapping[NamedNode, Briefing] | None = None,
    ) -> None:  # fmt: skip
        self.store, self.day, self.language = store, day, language
        self.labels, self.words = labels or Labels(store, language, day), words(language)
        self.names = Names(store, language, day, self.labels)
        self._known = dict(known or {})
        self._names: dict[tuple[NamedNode, int], Phrase] = {}

    def known(self, place: NamedNode) -> Briefing:
        """Return what is known of a locality on the day."""
        if place not in self._known:
            self._known[place] = briefing(self.store, short(place), None, self.day)
        return self._known[place]

    def __getitem__(self, key: str) -> str:
        """Return one of our own texts, by its key in ``words.yaml``."""
        return self.words[key]

    def line(self, key: str, *parts: "str | Phrase | Iterable[Phrase]", facts: Iterable[NamedNode] = ()) -> Line:
        """Return one of our own texts as a line, filled in; it begins with a capital."""
        first, *others = self.filled(self.words[key], *parts)
        return Line((replace(first, text=first.text[:1].upper() + first.text[1:]), *others), tuple(facts))

    def filled(self, form: str, *parts: "str | Phrase | Iterable[Phrase]") -> Phrases:
        """Return a text in which ``{}``, or ``{0}``, stand for phrases."""
        found: list[Phrase] = []
        for at, (before, name, _, _) in enumerate(Formatter().parse(form)):
            if before:
                found.append(Phrase(before))
            if name is not None:
                found += phrases(parts[int(name) if name else at])
        return tuple(found)

    def name(self, node: NamedNode, cells: int = LONGEST) -> Phrase:
        """Return what a thing is called, marked with the language of the name if it has none in that of the brief."""
        if (node, cells) not in self._names:
            self._names[node, cells] = self._named(node, cells)
        return self._names[node, cells]

    def _named(self, node: NamedNode, cells: int) -> Phrase:
        if is_locality(node):
            return Phrase(shortened(self.labels[node], _NAME), node=node)
        known = texts(self.store, node, rdfs.label, self.language)
        label = known[0] if known else None
        language = (label.language or "") if label else ""
        text = shortened(label.value if label else self.labels[node], cells)
        return Phrase(text, language if language != self.language else "", node)

    def stated(self, node: NamedNode, predicate: NamedNode, cells: int = LONGEST) -> Phrases:
        """Return the texts of a predicate of a thing, those in other languages marked."""
        found = texts(self.store, node, predicate, self.language)
        said = [
            (Phrase(shortened(one.value, cells), (one.language or "") if one.language != self.language else ""),)
            for one in found
        ]
        return self.listed(said)

    def party(self, place: NamedNode, begun: str = "", now: bool = True) -> Phrases:
        """Return a locality under its name of a day; with today's holder beside it where that is another."""
        party: Party = self.names.party(place, begun)
        then = Phrase(shortened(party.name, _NAME), node=party.place)
        if not (party.holders and now):
            return (then,)
        holders = self.listed([(self.name(one),) for one in party.holders])
        return self.filled(self.words["now_held"], then, holders)

    def listed(self, several: Sequence[Phrases]) -> Phrases:
        """Return phrases as a list, as the language has it."""
        found: list[Phrase] = []
        for one in several:
            found += [Phrase(self.words["separator"])] if found else []
            found += one
        return tuple(found)

    def several(self, nodes: Sequence[NamedNode], most: int = 5, cells: int = 50) -> Phrases:
        """Return the names of things as a list, and how many more there are."""
        named = [(self.name(one, cells),) for one in nodes[:most]]
        more = [(Phrase(self.words["more"].format(len(nodes) - most)),)] if len(nodes) > most else []
        return self.listed([*named, *more])

    def date(self, stated: str) -> str:
        """Return a date as prose has it; that it is not known if it is empty."""
        return date_text(stated, self.language) if stated else self.words["undated"]

    def span(self, since: str, until: str) -> str:
        """Return from when to when, as prose has it."""
        begun = date_text(since, self.language) if since else "?"
        return self.date(since) if not until or since == until else f"{begun} – {date_text(until, self.language)}"

    def none(self) -> Line:
        """Return that nothing is known."""
        return Line((Phrase(self.words["none"]),))


def plain(name: str) -> str:
    """Return the name of a locality without what tells it from namesakes, which stands in brackets at its end."""
    return _QUALIFIER.sub("", name)


def within(name: str, language: str) -> str:
    """Return the name of a locality as it stands within a sentence.

    In Vietnamese the word for its level is small there, but for Ho Chi Minh City (Decree 30/2020/ND-CP, annex II).

    >>> within("Tỉnh Kanagawa", "vi"), within("Thành phố Hồ Chí Minh", "vi")
    ('tỉnh Kanagawa', 'Thành phố Hồ Chí Minh')
    """
    small = language == "vi" and _LEVEL.match(name) and name != "Thành phố Hồ Chí Minh"
    return name[0].lower() + name[1:] if small else name


def phrases(part: "str | Phrase | Iterable[Phrase]") -> Phrases:
    """Return a text, a phrase or several as phrases."""
    if isinstance(part, str):
        return (Phrase(part),)
    return (part,) if isinstance(part, Phrase) else tuple(part)


def marked(phrase: Phrase, language: str) -> str:
    """Return a phrase with the language that it is in, if that is another than the reader's: ``… (in Japanese)``."""
    return phrase.text + mark(phrase, language)


def mark(phrase: Phrase, language: str) -> str:
    """Return what stands behind a phrase in another language than the reader's: `` (in Japanese)``."""
    if not phrase.language:
        return ""
    code = phrase.language.partition("-")[0].lower()
    return f" ({words(language).get(f'in_{code}', code)})"


def title_of(source: CitedSource, language: str) -> Phrase:
    """Return the title of a source."""
    return Phrase(source.title, source.language if source.language not in {"", language} else "")


def mark_of(source: CitedSource, language: str) -> str:
    """Return what stands behind a source whose page is in another language than the reader's: `` (in Japanese)``."""
    return mark(Phrase("", source.page if source.page != language else ""), language)
