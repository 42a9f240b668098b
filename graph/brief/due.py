"""What comes due: anniversaries of documents by five years, terms that end, projects that end."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.ask.lookup import text
from graph.brief.briefing import Briefing, Entry
from graph.brief.phrases import Block, Line, Phrase, Phrases, Phrasing
from graph.brief.together import began, ended_by
from loaders.model.dates import date_in
from ontology import coop, schema

STEP = 5
"""Of how many years the anniversaries are that are kept."""
_AHEAD = 3
"""How many years ahead are told; if nothing comes due in them, what comes next."""


@dataclass(frozen=True)
class Due:
    """Something that comes due: when (ISO 8601, as precisely as is known), what, and the fact."""

    when: str
    what: Line
    entry: Entry

    @property
    def day(self) -> str:
        """The first day that it can be."""
        found = date_in(self.when)
        return found.earliest if found else self.when


def anniversary(stated: str, day: str) -> tuple[str, int] | None:
    """Return the next anniversary of a date by `STEP` years: when, and of how many years; None if there is no date.

    One that may be on the day itself is the next.

    >>> anniversary("2009-02-20", "2026-11-29"), anniversary("2012", "2027-01-05")
    (('2029-02-20', 20), ('2027', 15))
    """
    if not date_in(stated):
        return None
    first = int(stated[:4])
    for years in range(STEP, 1000, STEP):
        when = f"{first + years:04}{stated[4:]}"
        found = date_in(when) or date_in(when.replace("-02-29", "-02-28"))
        if found and found.latest >= day:
            return str(found), years
    return None


def due(say: Phrasing, about: Briefing) -> list[Due]:
    """Return what comes due between two localities, or for one, the nearest first."""
    found = {(one.when, one.what, one.entry.fact): one for entry in about.entries for one in _of(say, about, entry)}
    return sorted(found.values(), key=lambda one: (one.day, one.entry.fact.value))


def _of(say: Phrasing, about: Briefing, entry: Entry) -> Iterator[Due]:
    if entry.form == coop.Agreement and entry.kind:
        kind, begun = say.name(entry.kind), began(say, entry)
        whose = _with(say, about, entry)
        if (not ended_by(say, entry) or _followed(say, entry)) and (coming := anniversary(begun, say.day)):
            when, years = coming
            yield Due(when, say.line("brief_anniversary", str(years), kind, say.date(begun), whose), entry)
        last = date_in(text(say.store, entry.fact, coop.expires))
        if last and last.latest >= say.day and not ended_by(say, entry):
            yield Due(str(last), say.line("brief_expires", kind, say.date(begun), whose), entry)
    if entry.form == coop.Project:
        last = date_in(text(say.store, entry.fact, schema.endDate))
        if last and last.latest >= say.day:
            told = say.line("brief_project_ends", say.name(entry.fact, 70), _with(say, about, entry))
            yield Due(str(last), told, entry)


def _followed(say: Phrasing, entry: Entry) -> bool:
    """Whether a later document builds on this one."""
    return any(text(say.store, quad.subject, coop.validFrom) <= say.day  # type: ignore[arg-type]
               for quad in say.store.quads_for_pattern(None, coop.follows, entry.fact, None))  # fmt: skip


def _with(say: Phrasing, about: Briefing, entry: Entry) -> Phrases:
    """Return with whom, in a brief on one locality."""
    if about.other:
        return ()
    partners = say.several(entry.partners or entry.counterparts, 2)
    return say.filled(say["brief_with"], partners) if partners else ()


def due_block(say: Phrasing, about: Briefing) -> Block:
    """Return the block of what comes due."""
    coming = due(say, about)
    horizon = f"{int(say.day[:4]) + _AHEAD:04}{say.day[4:]}"
    near = [one for one in coming if one.day <= horizon] or coming[:1]
    rows = tuple((Line((Phrase(say.date(one.when)),)), Line(one.what.phrases, (one.entry.fact,))) for one in near)
    return Block("due", say["brief_due"], rows, widths=(17, 83))
