"""The pages of the steward's desk: what waits, and one proposal beside its text, with a form."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader

from graph.ask.words import words
from graph.site.html import environment
from graph.site.language_site import address
from graph.store import user_sources
from loaders.imports import user_datasets as own
from loaders.imports.column_types import controlled, takes_several
from loaders.inbox import deciding, shown
from loaders.inbox import folder as kept
from loaders.inbox.folder import NotInInboxError
from loaders.inbox.items import MEMBER, OF_SOURCE, PREFIX, SIDES, Item, editable
from loaders.inbox.rows import Fact, Scales, Weighed
from loaders.model.columns import LEVELS
from loaders.model.messages import LANGUAGE, joined
from loaders.model.problems import Problem
from loaders.model.records import TABLES, Event, Membership, Project, Record, Source, Tie
from loaders.proposals.shown import not_ours, otherwise, status
from loaders.tables.catalogue import concept_label
from loaders.tables.dictionary import column as meaning

_WHOLE = 20_000
"""Characters of a text that are shown whole; of a longer one, what stands around the marks."""
_AROUND = 2_000
_MOST = 500
"""Proposals on the list."""
_FIRST = {
    Tie.table: (*SIDES["vn"], *SIDES["jp"], "kind", "signed", "expires", "ended", "fields", "confidence"),
    Event.table: ("date", "kind", *SIDES["vn"], *SIDES["jp"], "title", "title_vi", "title_ja", "fields"),
    Project.table: (*SIDES["vn"], *SIDES["jp"], "title", "title_vi", "title_ja", "start", "end", "status", "fields",
                    "funder_id", "programme_id"),
    Membership.table: ("network_id", *MEMBER, "country", "since", "until", "role", "designation"),
}  # fmt: skip
"""The columns that a person looks at first; the others are folded away."""


class Piece(NamedTuple):
    """A part of a text, which a fact rests on or not; ``gap`` if something is left out before it."""

    text: str
    marked: bool
    gap: bool = False


@dataclass(frozen=True)
class Field:
    """A cell in a form.

    Attributes:
        name: the column.
        label: what it is called.
        hint: what it means.
        value: what stands in it.
        options: the values that it may take, with what they are called; none if it takes any text.
        candidates: the localities that may be meant, by id.
        wrong: what is wrong with it.
        made: what stands in it if nobody fills it in.
    """

    name: str
    label: str
    hint: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    candidates: tuple[tuple[str, str], ...] = ()
    wrong: str = ""
    made: str = ""


class Done(NamedTuple):
    """What was decided just now: the number of the proposal, what is told of it; ``waits`` if it was taken back."""

    number: int
    told: str
    waits: bool = False


class Desk:
    """Makes the pages, and carries out what is decided on them; may be asked by several threads.

    Args:
        graph: the folder of the graph.
        by: who decides.
    """

    def __init__(self, graph: Path, by: str) -> None:
        self._graph, self._by = graph, by
        self._one_at_a_time = Lock()
        self._read: tuple[bytes, Scales] | None = None

    def _scales(self) -> Scales:
        """Return what proposals are weighed with, read anew if what is known has changed."""
        with self._one_at_a_time:
            state = own.index(self._graph)
            if not self._read or self._read[0] != state:
                self._read = state, deciding.scales_of(self._graph, user_sources.catalogue(self._graph))
            return self._read[1]

    def list_page(self, token: str, done: int = 0, wrong: str = "") -> str:
        """Return the page of what waits.

        Args:
            token: what forms of ours hold.
            done: the number of the proposal that was just decided on.
            wrong: why something could not be done.
        """
        scales = self._scales()
        waiting = deciding.waiting(self._graph, scales)
        rows = [
            {"number": one.item.number, "headline": shown.headline(one, scales.catalogue),
             "status": status(one.verdict), "title": one.item.source.get("title", ""), "unsure": shown.unsure(one)}
            for one in waiting[:_MOST]
        ]  # fmt: skip
        return self._filled(
            "steward_list.html", token, done, rows=rows, count=len(waiting), wrong=wrong,
            first=rows[0]["number"] if rows else None,
        )  # fmt: skip

    def page(
        self, number: int, token: str, done: int = 0, fields: Mapping[str, str] | None = None,
        problems: list[Problem] | None = None, no_reason: str = "",
    ) -> str:  # fmt: skip
        """Return the page of one proposal.

        Args:
            number: its number.
            token: what forms of ours hold.
            done: the number of the proposal that was just decided on.
            fields: what stands in the form, if it is to be sent again.
            problems: why it could not be accepted.
            no_reason: what is told of a rejection without a reason.

        Raises:
            NotInInboxError: there is none of that number.
        """
        item, how = deciding.one(self._graph, number)
        item = item.changed(_cells(item, fields)) if fields else item
        scales = self._scales()
        decided = how.decision if how else item.rejected
        weighed = deciding.as_decided(scales, item, how) if decided else scales.checked(item)
        wrong = problems or weighed.problems
        groups = self._groups(weighed, scales, wrong)
        faulty = [one.name for group in groups.values() for one in group if one.wrong]
        left = deciding.waiting(self._graph, scales)
        before, after = _neighbours(number, left)
        return self._filled(
            "steward_item.html", token, done, number=number, before=before, after=after, decided=decided,
            accepted=bool(how), headline=shown.headline(weighed, scales.catalogue), status=status(weighed.verdict),
            known=_known(weighed.verdict.records, scales), aside=self._aside(item, scales),
            otherwise=list(otherwise(weighed.verdict)),
            unsure=shown.unsure(weighed), adds=self._adds(weighed),
            source={one: item.source.get(one, "") for one in OF_SOURCE}, day=shown.day(item.source.get("date", "")),
            pieces=list(pieces(kept.text_of(self._graph, item), item.proposal["spans"])),
            groups=groups, problems=wrong, refused=bool(problems), focus=faulty[0] if problems and faulty else "",
            reason=decided.reason if decided else "", no_reason=no_reason,
            together=sum(one.item.text == item.text for one in left),
        )  # fmt: skip

    def decide(self, number: int, what: str, fields: Mapping[str, str]) -> int | None:
        """Carry out a decision; return the number of the proposal to look at next, if one waits.

        Args:
            number: the number of the proposal.
            what: accept, edit, reject, reject-text (all that waits of the text) or undo.
            fields: the cells of the form; the reason for a rejection.

        Raises:
            NotAcceptableError: it cannot be accepted as it is.
            NoReasonError: it is rejected without a reason.
            UserError: it has been decided on meanwhile, or is not there.
        """
        if what == "undo":
            return deciding.undo(self._graph, number).number
        item, _how = deciding.one(self._graph, number)
        if what == "reject-text":
            deciding.reject_text(self._graph, number, self._by, fields.get("reason", "")[:500], self._scales())
        elif what == "reject":
            deciding.reject(self._graph, number, self._by, fields.get("reason", "")[:500])
            if item.rejected:
                return number  # for another reason than before
        else:
            cells = _cells(item, fields)
            if what == "edit":
                return deciding.edit(self._graph, number, self._by, cells).number
            deciding.accept(self._graph, number, self._by, lambda: user_sources.catalogue(self._graph), cells)
        return _neighbours(number, deciding.waiting(self._graph, self._scales()))[1]

    def _filled(self, template: str, token: str, done: int, **given: object) -> str:
        language = LANGUAGE.get()
        return _templates().get_template(template).render(
            lang=language, w=words(language), token=token, done=self._done(done), by=self._by, **given
        )  # fmt: skip

    def _done(self, number: int) -> Done | None:
        """Return what was decided on a proposal just now; nothing if there is none of that number."""
        try:
            item, how = deciding.one(self._graph, number)
        except NotInInboxError:
            return None
        said = words(LANGUAGE.get())
        if how:
            weighed = deciding.as_decided(self._scales(), item, how)
            return Done(number, said["inbox_now_accepted"].format(number, shown.outcome(weighed)))
        if item.rejected:
            together = [one.number for one in kept.read(self._graph).items.values() if one.rejected == item.rejected]
            told = said["inbox_now_all_rejected" if len(together) > 1 else "inbox_now_rejected"]
            return Done(number, told.format(joined(map(str, together)), item.rejected.reason))
        return Done(number, said["inbox_now_waits"].format(number), waits=True)

    def _aside(self, item: Item, scales: Scales) -> dict[str, list[tuple[Any, str]]]:
        """Return what of a text does not wait: what is known with its page, what is no fact of ours, with the words."""
        aside, text = kept.aside_of(self._graph, item), kept.text_of(self._graph, item)
        return {
            "known": [(_known(facts, scales), " ".join(quotes)) for facts, quotes in aside.known],
            "others": [(not_ours(why), text[start:end]) for why, start, end in aside.others],
        }

    def _adds(self, weighed: Weighed) -> list[tuple[shown.Adds, list[tuple[str, str, str]]]]:
        """Return what accepting a proposal adds, each with its cells: column, value, its label if that is another."""
        found = []
        for add in shown.adds(weighed):
            called = {column: shown.label(add.table, column, cell) for column, cell in add.cells.items()}
            cells = [(one, cell, called[one] if called[one] != cell else "") for one, cell in add.cells.items()]
            found.append((add, cells))
        return found

    def _groups(self, weighed: Weighed, scales: Scales, problems: list[Problem]) -> dict[str, list[Field]]:
        """Return the fields of a form: those to look at first, the others, those of the source."""
        item, wrong = weighed.item, {one.column: one.message for one in problems}
        first, made = _FIRST[item.table], next(iter(weighed.tables.get(Event.table, [])), {})
        named = {
            MEMBER[0] if item.table == Membership.table else SIDES[side][0]: party["candidates"]
            for side, party in item.proposal.get("parties", {}).items()
            if not party["id"]
        }

        def field(column: str) -> Field:
            candidates = tuple((one, scales.catalogue.called(one, LANGUAGE.get())) for one in named.get(column, ()))
            found = _field(item.table, column, item.record.get(column, ""), candidates, wrong.get(column, ""))
            return replace(found, made=made.get(column, ""))

        others = [column for column in editable(item.table) if column not in first]
        of_source = [
            _field(Source.table, one, item.source.get(one, ""), (), wrong.get(PREFIX + one, ""), PREFIX)
            for one in OF_SOURCE
        ]
        return {"first": [*map(field, first)], "others": [*map(field, others)], "source": of_source}


def _known(records: Iterable[Fact], scales: Scales) -> list[tuple[str, shown.Known]]:
    """Return known facts, each with the address of its row on the site."""
    return [
        (f"/{LANGUAGE.get()}/{address(f'{one.table[:-1]}/{one.id}', has_page=False)}", one)
        for one in shown.known(records, scales.catalogue)
    ]


def _neighbours(number: int, left: list[Weighed]) -> tuple[int | None, int | None]:
    """Return the numbers of the proposals that wait before and behind one, in a circle."""
    others = [one.item.number for one in left if one.item.number != number]
    before = [one for one in others if one < number] or others[-1:]
    after = [one for one in others if one > number] or others[:1]
    return (before[-1] if before else None, after[0] if after else None)


def pieces(text: str, spans: list[list[int]]) -> Iterator[Piece]:
    """Yield a text in pieces, those that spans mark apart; of a long one, what stands around them.

    Args:
        text: the text.
        spans: from and to, in characters; what lies outside of the text does not count.
    """
    at, last = 0, len(text)
    for start, end in _merged(spans, last):
        yield from _unmarked(text, at, start, at > 0, True)
        cut = len(text) > _WHOLE and end - start > _WHOLE
        yield Piece(text[start : start + _WHOLE] if cut else text[start:end], True)
        at = end
    yield from _unmarked(text, at, last, at > 0, False)


def _merged(spans: list[list[int]], last: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(end, last)) for start, end in spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _unmarked(text: str, start: int, end: int, after: bool, before: bool) -> Iterator[Piece]:
    """Yield what lies between marks: whole, or in a long text what stands next to them."""
    if start >= end:
        return
    if len(text) <= _WHOLE or end - start <= 2 * _AROUND:
        yield Piece(text[start:end], False)
        return
    if after or not before:
        yield Piece(text[start : start + _AROUND], False)
    yield Piece(text[end - _AROUND : end] if before else "", False, gap=True)


def _cells(item: Item, fields: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of a form by the columns of a table; what else stands in it does not count."""
    known = {*editable(item.table), *(PREFIX + one for one in OF_SOURCE)}
    return {column: value for column, value in fields.items() if column in known}


def _field(
    table: str, column: str, value: str, candidates: tuple[tuple[str, str], ...], wrong: str, prefix: str = ""
) -> Field:
    language = LANGUAGE.get()
    participant = column in {*SIDES["vn"], *SIDES["jp"]}
    hint = meaning(Tie.table if participant else table, column)[language]
    label = _label(TABLES[table], column) or hint.split(". ")[0].split("。")[0].rstrip(".")
    return Field(f"{prefix}{column}", label, hint, value, _options(table, column, value), candidates, wrong)


def _label(record: type[Record], column: str) -> str:
    """Return what a column is called, with its language if the table has it in three; nothing if there is no word."""
    said, base = words(LANGUAGE.get()), column.removesuffix("_vi").removesuffix("_ja")
    called = said.get(f"column_{base}") or said.get(f"inbox_{base}", "")
    if not called or f"{base}_vi" not in record.model_fields:
        return said.get(f"column_{column}", called)
    return f"{called} ({said['inbox_tongue_' + (column[len(base) + 1 :] or 'en')]})"


def _options(table: str, column: str, value: str) -> tuple[tuple[str, str], ...]:
    """Return the values that a column takes with what they are called, and the one that stands there."""
    record = Tie if column in {*SIDES["vn"], *SIDES["jp"]} else TABLES[table]
    about = controlled(record).get(column)
    if not about or (column in record.model_fields and takes_several(record, column)):
        return ()
    slugs = tuple(LEVELS.get(about.country[:2], about.slugs))
    named = [(one, _called(about.scheme, one)) for one in slugs]
    return (("", "—"), *named, *([(value, value)] if value and value not in slugs else []))


def _called(scheme: str, slug: str) -> str:
    try:
        return concept_label(scheme, slug, LANGUAGE.get())
    except KeyError:
        return slug


@cache
def _templates() -> Environment:
    """Return the templates of these pages, filled in as those of the site are."""
    return environment().overlay(loader=PackageLoader("graph.serve", "assets"))
