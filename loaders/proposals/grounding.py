"""Holds what a model says against the text: it counts only as far as the text bears it out.

The quotation must stand in the text, word for word; the names must stand in it, and be those of localities there, not
parts of other names; the day must stand in it, as it is or as the day of publication makes it complete. What the text
tells as planned, denied or of others is not taken from a model either.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from loaders.model.dates import PartialDate
from loaders.proposals.model_answers import Claim
from loaders.reading.context.discourse import Discourse
from loaders.reading.context.passages import SIDES, Party, Passage
from loaders.reading.context.stated import NotOurs, Stated
from loaders.reading.dates.days import Day
from loaders.reading.language.lexicon import documents, statuses, topics
from loaders.reading.reader import Fact, Reader, passages
from loaders.texts.documents import Document, clean
from ontology import concepts

KINDS = {
    "agreement": frozenset(concepts.labels()["agreement-kind"]) - {"exchange"},
    "event": frozenset(concepts.labels()["event-kind"]) - {"delegation-visit", "signing"} | {"visit"},
    "project": frozenset({"launch", "ongoing", "completed"}),
    "membership": frozenset(concepts.labels()["membership-role"]),
}
"""The kinds that a fact of each type may have."""
_SHORTEST_QUOTE = 6
_ALSO_CALLED = {"delegation-visit": "visit"}
_FURTHEST = (
    "quote",
    "party",
    "part",
    "network",
    "date",
    "open",
    "planned",
    "denied",
    "organisation",
    "ministry",
    "abroad",
)
"""Of several reasons, the later tells more: what was borne out before it."""
_NOT_TAKEN = {"planned", "denied", "organisation", "ministry", "abroad"}


class UngroundedError(Exception):
    """The text does not bear out what a model says.

    Attributes:
        reason: why: form, quote, party, part, date, network, open, or as `NotOurs` has it.
        what: what is not borne out, by the words of the model.
    """

    def __init__(self, reason: str, what: str = "") -> None:
        super().__init__(reason)
        self.reason, self.what = reason, what


@dataclass(frozen=True)
class _Found:
    """A place of a quotation: from and to in a passage."""

    passage: Passage
    begin: int
    end: int

    @property
    def said(self) -> str:
        return self.passage.text[self.begin : self.end]


class Grounds:
    """A text, ready to have statements held against it.

    Args:
        reader: what finds names, days and networks in it.
        document: the text.
        others: what the text tells that is no fact of ours.
        stated: where facts stand that are read without the model.
    """

    def __init__(
        self, reader: Reader, document: Document, others: Iterable[NotOurs], stated: Iterable[tuple[int, int]]
    ) -> None:
        self._reader, self._document = reader, document
        self._discourse: Discourse = reader.begun(document.text, document.title, document.published)
        self._passages = list(passages(document.text, document.title, document.heading, self._discourse))
        taken = set(stated)
        self._others = [one for one in others if one.reason in _NOT_TAKEN and (one.start, one.end) not in taken]

    def fact(self, claim: Claim) -> Fact:
        """Return the fact that a model states, as the text has it.

        Raises:
            UngroundedError: the text does not bear it out.
        """
        claim = replace(claim, kind=_ALSO_CALLED.get(claim.kind, claim.kind))
        _check_form(claim)
        if claim.quotes or claim.spans:
            return self._borne_out(claim, self._spans(claim))
        error = UngroundedError(reason="quote")
        for one in self._passages:  # where it stands is not told, so it must stand in one sentence
            start = one.sentence.start if one.sentence.start >= 0 else -len(one.text) - 1
            try:
                return self._borne_out(claim, [(start, start + len(one.text))])
            except UngroundedError as other:
                error = max(error, other, key=lambda each: _FURTHEST.index(each.reason))
        raise error

    def _borne_out(self, claim: Claim, spans: list[tuple[int, int]]) -> Fact:
        """Return the fact that a model states, as it stands in parts of the text."""
        found = [one for span in spans for one in self._places(*span)]
        sides = {side: self._party(found, side, named) for side in SIDES if (named := getattr(claim, side))}
        day = _day(found, claim.date) if claim.date else None
        for other in self._others:
            if any(_is_of(span, other) for span in spans[:1]):
                raise UngroundedError(reason=other.reason)
        stated = Stated(
            claim.type, claim.kind, sides.get("vn"), sides.get("jp"), day, network=self._network(found, claim),
            spans=[span for span in dict.fromkeys(spans) if span[0] >= 0], weak=_weak(claim, found),
        )  # fmt: skip
        fact = self._reader.fact(stated, self._document.published, self._discourse.levels)
        if not any(fact.ids):
            raise UngroundedError(reason="open")
        return fact

    def _spans(self, claim: Claim) -> list[tuple[int, int]]:
        """Return where a statement stands by what the model tells of that."""
        if claim.quotes:
            return [self._span(quote) for quote in claim.quotes]
        if any(end > len(self._document.text) for _begin, end in claim.spans):
            raise UngroundedError(reason="quote")
        return list(claim.spans)

    def _span(self, quote: str) -> tuple[int, int]:
        """Return where a quotation stands; before the text, if it stands in a title that is no part of it."""
        words = [re.escape(word) for word in clean(quote).split()]
        if sum(map(len, words)) < _SHORTEST_QUOTE:
            raise UngroundedError(reason="quote", what=quote)
        wanted = re.compile(r"\s+".join(words))
        if found := wanted.search(self._document.text):
            return found.start(), found.end()
        if found := wanted.search(self._document.title):
            return found.start() - len(self._document.title) - 1, found.end() - len(self._document.title) - 1
        raise UngroundedError(reason="quote", what=quote)

    def _places(self, begin: int, end: int) -> Iterable[_Found]:
        for one in self._passages:
            sentence, titled = one.sentence, one.sentence.start < 0
            start = -len(sentence.text) - 1 if titled else sentence.start
            if begin < start + len(sentence.text) and start < end:
                yield _Found(one, max(begin - start, 0), min(end - start, len(sentence.text)))

    def _party(self, found: list[_Found], side: str, named: str) -> Party:
        """Return the locality of a side that is named in quotations: in these words, or else by another name of it."""
        words = r"\s+".join(re.escape(word) for word in clean(named).split())
        if not words:
            raise UngroundedError(reason="party", what=named)
        called = self._reader.localities(clean(named))
        wanted = {named, *called[0].ids} if len(called) == 1 else {named}
        here = [(place, one) for place in found for one in place.passage.parties if one.side == side]
        within = [
            (place, one) for place, one in here if place.begin <= one.mention.start < one.mention.end <= place.end
        ]
        verbatim = [
            one
            for place, one in within
            for at in re.finditer(words, place.passage.text, re.IGNORECASE)
            if at.start() <= one.mention.name_start and one.mention.name_start + len(one.mention.name) <= at.end()
        ]
        meant = verbatim or [one for _place, one in within if wanted & one.mention.ids]
        acting = [one for one in meant if one.role != "part"]
        if not acting:
            raise UngroundedError(reason="part" if meant else "party", what=named)
        return acting[0]

    def _network(self, found: list[_Found], claim: Claim) -> str:
        if claim.type != "membership":
            return ""
        meant = {claim.network, *(word.meaning for word in self._reader.networks(clean(claim.network)))}
        here = {word.meaning for one in found for word in self._reader.networks(one.said)}
        if len(meant & here) != 1:
            raise UngroundedError(reason="network", what=claim.network)
        return (meant & here).pop()


def _is_of(span: tuple[int, int], other: NotOurs) -> bool:
    """Whether a quotation is one of a sentence: most of it, or of the sentence, is the same."""
    common = min(span[1], other.end) - max(span[0], other.start)
    return common * 2 > min(span[1] - span[0], other.end - other.start)


def _check_form(claim: Claim) -> None:
    """Refuse what no fact of ours can be."""
    if claim.kind not in KINDS.get(claim.type, ()):
        raise UngroundedError(reason="form", what=f"{claim.type} {claim.kind}".strip())
    sides = bool(claim.vn) + bool(claim.jp)
    least, most = {"membership": (1, 1), "event": (1, 2)}.get(claim.type, (2, 2))
    if not least <= sides <= most:
        raise UngroundedError(reason="form", what=claim.type)
    if claim.date:
        try:
            PartialDate(claim.date)
        except ValueError:
            raise UngroundedError(reason="date", what=claim.date) from None


def _day(found: list[_Found], date: str) -> Day:
    """Return the day in the quotations that is the one told, or lies in the month or year that is."""
    for place in found:
        for day in place.passage.days:
            if place.begin <= day.start <= day.end <= place.end and day.date:
                if date in {str(day.date), str(day.last)}:
                    return day._replace(date=PartialDate(date))
                if str(day.date).startswith(date):
                    return day._replace(date=PartialDate(date), sure=False)
    raise UngroundedError(reason="date", what=date)


def _weak(claim: Claim, found: list[_Found]) -> list[str]:
    """Return what of a statement is not told in so many words; that only a model makes it is one of it."""
    weak = ["model"]
    if claim.type == "agreement":
        told = {
            word.meaning
            for one in found
            for words in (documents(), statuses(), topics())
            for word in words.find(one.said)
        }
        weak += [] if claim.kind in told else ["kind"]
    if claim.type == "project":
        weak.append("project")
    return weak
