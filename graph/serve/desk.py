"""The pages of the steward's desk: what waits, and one proposal beside its text, with a form."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader

from graph.ask.words import words
from graph.serve.marked_text import Piece, parted, pieces
from graph.serve.record_form import groups
from graph.site.html import environment
from graph.site.language_site import address
from graph.store import user_sources
from loaders.imports import user_datasets as own
from loaders.inbox import adding, deciding, shown
from loaders.inbox import folder as kept
from loaders.inbox.folder import NotInInboxError
from loaders.inbox.items import OF_SOURCE, Cells, Item, to_fill_in
from loaders.inbox.rows import Fact, Scales, Weighed
from loaders.model.messages import LANGUAGE, joined
from loaders.model.problems import Problem
from loaders.proposals.proposal import TABLES
from loaders.proposals.shown import not_ours, otherwise, type_of

PATH = "/steward/"
_MOST = 500
"""Proposals on the list."""


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
        """Return the page of what waits, with what has been decided on behind it.

        Args:
            token: what forms of ours hold.
            done: the number of the proposal that was just decided on.
            wrong: why something could not be done.
        """
        scales = self._scales()
        waiting = deciding.waiting(self._graph, scales)
        rows = [
            {"number": one.item.number, "headline": shown.headline(one, scales.catalogue),
             "status": shown.status(one), "title": one.item.source.get("title", ""), "unsure": shown.unsure(one),
             "wrong": [deciding.why_not(each) for each in scales.flaws(one)]}
            for one in waiting[:_MOST]
        ]  # fmt: skip
        settled = deciding.settled(self._graph, scales)
        decided = [
            {"number": one.item.number, "headline": shown.headline(one, scales.catalogue),
             "title": one.item.source.get("title", ""), "decision": decision, "accepted": bool(how),
             "told": "" if decision else shown.status(one)}
            for one, how in settled[: -_MOST - 1 : -1]
            for decision in [how.decision if how else one.item.rejected]
        ]  # fmt: skip
        return self._filled(
            "steward_list.html", token, done, rows=rows, count=len(waiting), wrong=wrong, decided=decided,
            decided_count=len(settled), first=rows[0]["number"] if rows else None,
        )  # fmt: skip

    def refusal(self, why: str, typed: Mapping[str, str], again: str = "") -> str:
        """Return the page for who is not let in, or asks for what is not there.

        Args:
            why: what is wrong, and what would be right.
            typed: what was typed into a form that was not taken, to be sent again.
            again: where it was sent.
        """
        return self._filled("steward_refused.html", "", 0, by="", why=why, typed=typed, again=again)

    def page(
        self, number: int, token: str, done: int = 0, fields: Mapping[str, str] | None = None,
        problems: list[Problem] | None = None, no_reason: str = "", told: str = "",
    ) -> str:  # fmt: skip
        """Return the page of one proposal.

        Args:
            number: its number.
            token: what forms of ours hold.
            done: the number of the proposal that was just decided on.
            fields: what stands in the form, if it is to be sent again.
            problems: why it could not be accepted.
            no_reason: what is told of a rejection without a reason.
            told: why the form was not taken.

        Raises:
            NotInInboxError: there is none of that number.
        """
        item, how = deciding.one(self._graph, number)
        decided = how.decision if how else item.rejected
        stands = item.cells
        item = item.changed(_typed(item, fields)[0]) if fields and not decided else item
        scales = self._scales()
        weighed = deciding.as_decided(scales, item, how) if decided else scales.checked(item)
        wrong = problems or weighed.problems
        form = groups(weighed, scales.catalogue, wrong)
        faulty = [one for group in form.values() for one in group if one.wrong]
        named = {one.name for one in faulty}
        left = deciding.waiting(self._graph, scales)
        before, after = _neighbours(number, left)
        return self._filled(
            "steward_item.html", token, done, here=f"{PATH}{number}", number=number, before=before, after=after,
            decided=decided, accepted=bool(how), headline=shown.headline(weighed, scales.catalogue),
            status=shown.status(weighed), known=_known(weighed.verdict.records, scales),
            aside=self._aside(item, scales), otherwise=list(otherwise(weighed.verdict)),
            unsure=shown.unsure(weighed), adds=self._adds(weighed),
            source={one: item.source.get(one, "") for one in OF_SOURCE}, day=shown.day(item.source.get("date", "")),
            pieces=self._pieces(item),
            groups=form, faulty=faulty, problems=[one for one in wrong if one.column not in named],
            refused=bool(problems), focus=faulty[0].name if problems and faulty else "",
            outcome=shown.outcome(weighed) if weighed.adds else "", edited=bool(item.edited), told=told,
            reason=(fields or {}).get("reason") or (decided.reason if decided else ""), no_reason=no_reason,
            types={one: type_of(one) for one in TABLES},
            seen=json.dumps(stands, ensure_ascii=False),
            together=sum(one.item.text == item.text for one in left),
        )  # fmt: skip

    def decide(self, number: int, what: str, fields: Mapping[str, str]) -> int | None:
        """Carry out a decision; return the number of the proposal to look at next, if one waits.

        Args:
            number: the number of the proposal.
            what: accept, edit, reject, reject-text (all that waits of the text), undo, or write-event and the like
                for another fact of the text.
            fields: the cells of the form; the reason for a rejection.

        Raises:
            NotAcceptableError: it cannot be accepted as it is.
            NoReasonError: it is rejected without a reason.
            ChangedMeanwhileError: somebody changed meanwhile what is changed here.
            UserError: it has been decided on meanwhile, or is not there.
        """
        if what == "undo":
            deciding.undo(self._graph, number)
            return number
        if what.startswith("write-"):
            kind_of, known = what.removeprefix("write-"), self._scales().catalogue
            return adding.write(self._graph, kind_of, number, {}, self._by, known).number
        item, _how = deciding.one(self._graph, number)
        if what == "reject-text":
            deciding.reject_text(self._graph, number, self._by, fields.get("reason", "")[:500], self._scales())
        elif what == "reject":
            deciding.reject(self._graph, [number], self._by, fields.get("reason", "")[:500])
            if item.rejected:
                return number  # for another reason than before
        else:
            cells, seen = _typed(item, fields)
            if what == "edit":
                return deciding.edit(self._graph, number, self._by, cells, seen).number
            deciding.accept(self._graph, number, self._by, lambda: user_sources.catalogue(self._graph), cells, seen)
        return _neighbours(number, deciding.waiting(self._graph, self._scales()))[1]

    def _filled(self, template: str, token: str, done: int, **given: object) -> str:
        language = LANGUAGE.get()
        return _templates().get_template(template).render(
            **{"lang": language, "w": words(language), "token": token, "done": self._done(done), "by": self._by,
               "here": PATH, **given}
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

    def _pieces(self, item: Item) -> list[tuple[Piece, list[tuple[str, bool]]]]:
        """Return the text in pieces, which the fact rests on or not, each in parts: names of its parties or not."""
        names = sorted((str(one["name"]) for one in item.proposal.get("parties", {}).values()), key=len, reverse=True)
        found = pieces(kept.text_of(self._graph, item), item.proposal["spans"])
        return [(piece, list(parted(piece.text, names))) for piece in found]

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


def _known(records: Iterable[Fact], scales: Scales) -> list[tuple[str, shown.Known]]:
    """Return known facts, each with the address of its row on the site."""
    return [
        (f"/{LANGUAGE.get()}/{address(f'{one.table[:-1]}/{one.id}', has_page=False)}", one)
        for one in shown.known(records, scales.catalogue)
    ]


def _neighbours(number: int, left: list[Weighed]) -> tuple[int | None, int | None]:
    """Return the numbers of the proposals that wait before and behind one."""
    numbers = [one.item.number for one in left]
    return max((one for one in numbers if one < number), default=None), min(
        (one for one in numbers if one > number), default=None
    )


def _typed(item: Item, fields: Mapping[str, str]) -> tuple[Cells, Cells | None]:
    """Return the cells of a form that a person changed, and all as they stood when the form was made, if it tells."""
    cells = {column: value for column, value in fields.items() if column in to_fill_in(item.table)}
    try:
        told = json.loads(fields.get("seen", ""))
        seen = {str(column): str(cell) for column, cell in told.items()}
    except (ValueError, AttributeError):
        return cells, None
    return {column: cell for column, cell in cells.items() if cell != seen.get(column, "")}, seen


@cache
def _templates() -> Environment:
    """Return the templates of these pages, filled in as those of the site are."""
    return environment().overlay(loader=PackageLoader("graph.serve", "assets"))
