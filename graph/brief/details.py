"""The details of a brief: all that is known, by kind, in the blocks that every rendering knows."""

from collections.abc import Iterator

from graph.ask.as_of import Party
from graph.brief.phrases import Block, Line, Phrase, Phrases, Phrasing
from graph.brief.prose import Prose
from graph.brief.sections import FactText, Section
from loaders.model.messages import joined

_WHOLE = 100_000
"""How many columns of a terminal a text may take here: whatever it does."""


def details(say: Phrasing, prose: Prose) -> Iterator[Block]:
    """Yield the sections of a briefing as blocks: when, with whom, what.

    Args:
        say: puts names into phrases.
        prose: the briefing in words, whose sources are cited already.
    """
    for section in prose.sections():
        if section.name == "offices":
            rows = tuple((_what(say, line),) for line in section.lines)
            yield Block(section.name, section.title, rows)
        else:
            yield _table(say, section)


def _table(say: Phrasing, section: Section) -> Block:
    """Return a section as a table; the column of partners stands where any is named."""
    partnered = any(line.partners for line in section.lines)
    rows = []
    for line in section.lines:
        partners = (Line(say.listed([_party(say, one) for one in line.partners])),) if partnered else ()
        rows.append((Line((Phrase(line.when),)), *partners, _what(say, line)))
    keys = ("when", "partner", "what") if partnered else ("when", "what")
    widths = (20, 25, 55) if partnered else (20, 80)
    return Block(section.name, section.title, tuple(rows), tuple(say[key] for key in keys), widths)


def _party(say: Phrasing, party: Party) -> Phrases:
    then = Phrase(party.name, node=party.place)
    holders = say.listed([(say.name(one),) for one in party.holders])
    return say.filled(say["now_held"], then, holders) if holders else (then,)


def _what(say: Phrasing, line: FactText) -> Line:
    what = Phrase(line.what)
    if line.fact and line.what == say.labels[line.fact]:
        what = say.name(line.fact, _WHOLE)  # which knows in which language it is
    told = say.listed([(one,) for one in (what, *map(Phrase, line.terms)) if one.text])
    notes = [Phrase(note.value, note.language or "" if note.language != say.language else "") for note in line.notes]
    before, after = joined(line.particulars, say.language, of_lists=True), line.page
    notes = [*([Phrase(before)] if before else []), *notes, *([Phrase(after)] if after else [])]
    return Line(told, (), line.cites, tuple(notes))
