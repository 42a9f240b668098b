"""What comes due between two localities, or for one, as a block of a brief: see `graph.brief.calendar`."""

from graph.brief.briefing import PARTNERSHIPS, Briefing, Entry
from graph.brief.calendar import ANNIVERSARY, PROJECT, DateAhead, dates_ahead
from graph.brief.phrases import Block, Line, Phrase, Phrases, Phrasing

_AHEAD, _FAR = 36, 120
"""How many months ahead are told; if nothing comes due in them, the next of so many."""


def due_block(say: Phrasing, about: Briefing) -> Block:
    """Return the block of what comes due, the next first."""
    near = _ahead(say, about, _AHEAD) or _ahead(say, about, _FAR)[:1]
    entries = {entry.fact: entry for entry in about.entries}
    rows = tuple(
        (Line((Phrase(say.date(one.date)),)), _line(say, one, entries[one.fact], about))
        for one in near
        if one.fact in entries
    )
    return Block("due", say["brief_due"], rows, widths=(17, 83))


def _ahead(say: Phrasing, about: Briefing, months: int) -> list[DateAhead]:
    known = {entry.fact for entry in about.entries if entry.form in PARTNERSHIPS}
    if not known:
        return []
    places = (about.place, about.other) if about.other else (about.place,)
    return [one for one in dates_ahead(say.store, say.day, months, *places) if one.fact in known]


def _line(say: Phrasing, one: DateAhead, entry: Entry, about: Briefing) -> Line:
    """Return what a date is of; of a tie whose term ran out, that it did."""
    if one.occasion == PROJECT:
        return say.line("brief_project_ends", say.name(one.fact, 70), _with(say, about, entry), facts=[one.fact])
    what = say.name(entry.kind or entry.form)
    if one.occasion != ANNIVERSARY:
        return say.line("brief_expires", what, say.date(one.since), _with(say, about, entry), facts=[one.fact])
    parts = str(one.years), what, say.date(one.since), _with(say, about, entry)
    line = say.line("brief_anniversary", *parts, facts=[one.fact])
    lapsed = (Phrase(f" ({say['lapsed'].format(say.date(one.lapsed))})"),) if one.lapsed else ()
    return Line((*line.phrases, *lapsed), line.facts)


def _with(say: Phrasing, about: Briefing, entry: Entry) -> Phrases:
    """Return with whom, in a brief on one locality."""
    if about.other:
        return ()
    partners = say.several(entry.partners or entry.counterparts, 2)
    return say.filled(say["brief_with"], partners) if partners else ()
