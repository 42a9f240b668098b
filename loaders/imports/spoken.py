"""What cells say of ties in words: kinds, status, names with something beside them, days and terms."""

import re
from contextlib import suppress

from loaders.imports import values as cells
from loaders.imports.column_types import controlled
from loaders.imports.date_formats import roughly, written
from loaders.imports.facts import Facts
from loaders.imports.mapping import Mapping
from loaders.imports.phrases import FORMER, UNTIL, Phrase, Statement, read
from loaders.imports.status import STATUS, Said, beside
from loaders.imports.terms import parted, period
from loaders.model.columns import Of
from loaders.model.dates import PartialDate
from loaders.model.messages import gettext as _
from loaders.model.name_readings import key
from loaders.model.records import Tie

_CONDITION = re.compile(
    r"\b(?:nếu|trừ khi|trừ trường hợp|if|unless|provided)\b|場合|ない限り|なければ|とき", re.IGNORECASE
)
"""What a term says that is to happen under a condition has not happened."""

_FURTHER = re.compile(r"[,、;；(（]")
_OVER = {"ended", "expired", FORMER}


class Spoken:
    """What the cells of a table of ties say in words.

    Args:
        mapping: how the table is read, with what its words mean.
        epoch: as in `written`.
    """

    def __init__(self, mapping: Mapping, epoch: int) -> None:
        self._mapping, self._epoch = mapping, epoch
        self._kinds = controlled(Tie)["kind"]
        self._said = mapping.meanings

    def kind(self, text: str, facts: Facts) -> None:
        """Read a cell that says of which kind a tie is."""
        bare, said = _unmarked(text), self._said.get("kind", {})
        phrase = read(bare)
        doubted = phrase.statements or "?" in phrase.rest
        for one in (text, bare):
            if key(one) in said and not (doubted and one not in self._mapping.values["kind"]):
                facts.cells["kind"] = said[key(one)]
                return
        self._hear(bare, phrase, facts)
        barred = [one for _text, one in facts.said if one.slug not in {"in-force", "renewed"}]
        left = (*phrase.rest, *phrase.unclear)
        if (meant := cells.meant("kind", self._kinds, bare)) is not None:
            facts.cells["kind"] = meant
        elif phrase.kinds and left:
            told = _(
                "“{text}”: what “{words}” says is not understood; say in the mapping which kind it is (values: kind)"
            )
            raise ValueError(told.format(text=text, words=" ".join(left)))
        elif not barred or left:
            raise ValueError(cells.not_known("kind", self._kinds, text))
        if phrase.days or self._is_remark(phrase):
            facts.notes.append(f"“{text}”")

    def status(self, text: str, facts: Facts) -> None:
        """Read a cell that says whether a tie holds."""
        bare, said = _unmarked(text), self._said.get("status", {})
        for one in (text, bare):
            if key(one) in said:
                if slug := said[key(one)]:
                    facts.said.append(Said(text, Statement(slug, bare)))
                return
        phrase = read(bare)
        self._hear(bare, phrase, facts)
        barred = any(one.slug in {"planned", "denied", "suspended"} for _text, one in facts.said)
        if not barred and (phrase.rest or not (phrase.statements or phrase.unclear)):
            raise ValueError(cells.not_known("status", STATUS, text))
        if phrase.days or self._is_remark(phrase):
            facts.notes.append(f"{self._mapping.called('status')}: {text}")

    def name(self, text: str, facts: Facts) -> str:
        """Return the name in a cell; what is said beside it of the tie is heard."""
        found = beside(text)
        if not found:
            return text
        if found.phrase.rest:
            raise ValueError(_not_understood(text, found.words))
        if any(one.slug == UNTIL for one in found.phrase.statements):
            told = _(
                "“{text}”: “{words}” may be said of the tie or of the locality; write the end into a column of its own"
            )
            raise ValueError(told.format(text=text, words=found.words))
        self._hear(text, found.phrase, facts)
        facts.notes.append(f"“{text}”")
        return found.name

    def day(self, column: str, text: str, facts: Facts) -> str | None:
        """Return the day in a cell that says more than that, and hear what it says of the tie; nothing if it does not.

        Raises:
            ValueError: what it says is not understood.
        """
        phrase, kept = read(text), f"{self._mapping.called(column)}: {text}"
        if phrase.statements and (phrase.rest or phrase.kinds):
            raise ValueError(_not_understood(text, " ".join(phrase.rest or [text])))
        if phrase.statements:
            facts.notes.append(kept)
            over = {UNTIL, *_OVER} if column in {"ended", "expires"} else set()
            if ends := [one.day for one in phrase.statements if one.day and one.slug in over]:
                return str(ends[0])
            self._hear(text, phrase, facts)
            return self._day_in(column, text, phrase)
        term, bracketed = parted(text)
        if read(bracketed).days:  # two dates, of which neither may be passed over
            return str(written(text, self._mapping.order_in(column), epoch=self._epoch))
        with suppress(ValueError):
            day = (
                roughly(term, self._mapping.order_in(column), epoch=self._epoch)
                if bracketed
                else self._since(column, text)
            )
            facts.notes.append(kept)
            return str(day)
        return None

    def _day_in(self, column: str, text: str, phrase: Phrase) -> str:
        """Return the one day in a text that says more: that of “signed 2013”, the 2013 of “2013, renewed 2018”."""
        days = list(phrase.days)
        if column == "signed" and all(one.slug == "in-force" for one in phrase.statements):
            days += [one.day for one in phrase.statements if one.day]
        if len(days) != 1:
            with suppress(ValueError):
                days = [written(_FURTHER.split(text, 1)[0], self._mapping.order_in(column), epoch=self._epoch)]
        return str(days[0]) if len(days) == 1 else ""

    def _since(self, column: str, text: str) -> PartialDate:
        """Return the day since when a document without an end is valid, which is when it was signed."""
        begin, end = period(text, self._mapping.order_in(column), self._epoch)
        if not begin or end or column != "signed":
            raise ValueError
        return begin

    def term(self, text: str, facts: Facts) -> None:
        """Read a cell that says from when to when a document is valid; what is not understood is kept in the note."""
        term, bracketed = parted(text)
        kept = f"{self._mapping.called('period')}: {text}"
        phrase = read(bracketed) if bracketed else Phrase()
        try:
            begin, end = period(term, self._mapping.order_in("period"), self._epoch)
        except ValueError:
            begin, end, phrase = None, None, read(text)
        says = any(one.slug != "in-force" for one in phrase.statements) and not _CONDITION.search(text)
        if says and phrase.rest:
            raise ValueError(_not_understood(text, " ".join(phrase.rest)))
        if says:
            self._hear(text, phrase, facts)
        for column, day in (("signed", begin), ("expires", end)):
            if day and column not in self._mapping.columns:
                facts.cells[column] = str(day)
        open_ended = begin and not end and "signed" in self._mapping.columns
        if bracketed or open_ended or not (begin or end):
            facts.notes.append(kept)
        elif begin and "signed" in self._mapping.columns:
            facts.begins = begin
        facts.term = kept

    def _hear(self, text: str, phrase: Phrase, facts: Facts) -> None:
        """Take note of what is said of a tie, with what the mapping says of the words."""
        said = self._said.get("status", {})
        for one in phrase.statements:
            slug = said.get(key(one.words), said.get(key(text)))
            if slug != "":
                facts.said.append(Said(text, one._replace(slug=slug) if slug else one))

    def _is_remark(self, phrase: Phrase) -> bool:
        """Whether a phrase says more of a tie than that it holds."""
        return any(one.slug != "in-force" or one.turned for one in phrase.statements)


def _not_understood(text: str, words: str) -> str:
    """Return what is told of a cell of which some words are not understood."""
    told = _("“{text}”: what “{words}” says is not understood; write it into a column of its own")
    return told.format(text=text, words=words)


def _unmarked(text: str) -> str:
    """Return a cell without the sign of a footnote and what it says, if that is nothing of the tie."""
    bare = cells.unmarked(text)
    return text if read(text[len(bare) :]).statements else bare


def is_told(column: str, about: Of, text: str) -> bool:
    """Whether a text of a column says of its tie what no word of ours for the column does, so that none need be chosen.

    Args:
        column: our column.
        about: what it takes.
        text: what stands in a cell.
    """
    if about.scheme not in {"agreement-kind", STATUS.scheme}:
        return False
    phrase = read(text)
    if about is STATUS:
        dated = bool(phrase.days) or any(one.day for one in phrase.statements)
        return bool(phrase.statements) and not phrase.rest and (dated or len(phrase.statements) > 1)
    return bool(phrase.statements) and len(phrase.kinds) < 2
