"""A model as a second reader of texts: what it says is held against the text, and against what is read without it.

What both read is one proposal, as it is without the model. What only the model reads is never certain. What the text
does not bear out is dropped, and told. If the model fails, what is read without it stays as it is.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from loaders.model.messages import figure, gettext_noop
from loaders.model.messages import gettext as _
from loaders.proposals.grounding import Grounds, UngroundedError
from loaders.proposals.model_answers import LONGEST, Claim, claims, question
from loaders.proposals.model_endpoint import Endpoint, ModelError
from loaders.proposals.proposal import NamedParty, Proposal, Proposer
from loaders.reading.context.stated import NotOurs
from loaders.reading.language.lexicon import pattern
from loaders.tables.catalogue import Catalogue
from loaders.texts.documents import Document

_FAILURES = 3
"""Failures in a row after which a model is not asked any more."""
_FESTIVE = {"festival", "anniversary"}
_REASONS = {
    "form": gettext_noop("it is no fact of the form asked for"),
    "quote": gettext_noop("the text does not have the sentence"),
    "party": gettext_noop("no locality of that side is named so in the sentence"),
    "part": gettext_noop("the name there is part of that of a person, an organisation or a thing"),
    "date": gettext_noop("the sentence does not tell that date"),
    "network": gettext_noop("the sentence names no network that is known by that name"),
    "open": gettext_noop("it is open which localities are meant"),
    "planned": gettext_noop("the text tells it as planned, hoped for or asked for"),
    "denied": gettext_noop("the text tells it as denied, or as not come about"),
    "organisation": gettext_noop("the text tells it of a company, university, association or the like"),
    "ministry": gettext_noop("the text tells it of a ministry"),
    "abroad": gettext_noop("the text tells it of a third country"),
    "machine": gettext_noop("the text speaks to programs that read it, so what only the model says is not taken"),
}


@dataclass(frozen=True)
class Dropped:
    """What a model says and the text does not bear out.

    Attributes:
        claim: what it says.
        reason: why it is dropped; see `UngroundedError`, or ``machine``.
        what: the words that are not borne out.
    """

    claim: Claim
    reason: str
    what: str = ""

    def __str__(self) -> str:
        what = f" (“{_plain(self.what)}”)" if self.what else ""
        return f"{_plain(str(self.claim))}: {_(_REASONS[self.reason])}{what}"


@dataclass
class Second:
    """What two readers read in a text.

    Attributes:
        proposals: the proposals.
        dropped: what the model says and the text does not bear out.
        troubles: what went wrong with the model, in words.
    """

    proposals: list[Proposal]
    dropped: list[Dropped] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


@dataclass
class SecondReader:
    """Reads texts with a model, behind what reads them without.

    Args:
        proposer: what reads them without.
        endpoint: the model.
    """

    proposer: Proposer
    endpoint: Endpoint
    _failed: int = 0

    def read(self, document: Document, first: list[Proposal], others: Iterable[NotOurs]) -> Second:
        """Return what both readers read in a text.

        Args:
            document: the text.
            first: what is read without the model.
            others: what the text tells that is no fact of ours.
        """
        second = Second(list(first))
        if self._failed >= _FAILURES:
            return second
        try:
            said, amiss = claims(self.endpoint.ask(*question(document)))
        except ModelError as error:
            self._failed = _FAILURES if error.lasting else self._failed + 1
            second.troubles.append(str(error))
            if self._failed >= _FAILURES:
                second.troubles.append(_("the model is not asked any more; the rest is read without it"))
            return second
        self._failed = 0
        if amiss:
            told = _("{number} of what the model answered is not of the form asked for, and passed over")
            second.troubles.append(told.format(number=figure(amiss)))
        if len(document.text) > LONGEST:
            told = _("only the first {number} characters were sent to the model")
            second.troubles.append(told.format(number=figure(LONGEST)))
        self._hold(document, said, list(others), second)
        return second

    def _hold(self, document: Document, said: list[Claim], others: list[NotOurs], second: Second) -> None:
        """Hold the statements of a model against a text, and put those that are borne out beside the others."""
        stated = [span for one in second.proposals for span in one.spans]
        grounds = Grounds(self.proposer.reader, document, others, stated)
        speaks = bool(pattern("to_machines").search(f"{document.title}\n{document.text}"))
        for claim in said:
            try:
                found = self.proposer.proposal(document, grounds.fact(claim))
            except UngroundedError as error:
                second.dropped.append(Dropped(claim, error.reason, error.what))
                continue
            same = next((at for at, one in enumerate(second.proposals) if _is_same(one, found)), None)
            if same is None and speaks:
                second.dropped.append(Dropped(claim, "machine"))
            elif same is None:
                second.proposals.append(found)
            elif (
                found.date
                and not second.proposals[same].date
                and found.kind == second.proposals[same].kind
                and not speaks
            ):
                second.proposals[same] = _completed(second.proposals[same], found)


def _is_same(one: Proposal, other: Proposal) -> bool:
    """Whether two proposals are of one fact: of the same parties, and of dates that may be the same."""
    if (one.type, one.network) != (other.type, other.network):
        return False
    if not (_may_be(one.vn, other.vn) and _may_be(one.jp, other.jp)):
        return False
    if one.type == "agreement" and one.kind != other.kind and "kind" not in {*one.unsure, *other.unsure}:
        return False
    if one.type == "event" and (one.kind in _FESTIVE) != (other.kind in _FESTIVE):
        return False
    return one.date.startswith(other.date) or other.date.startswith(one.date)


def _may_be(one: NamedParty | None, other: NamedParty | None) -> bool:
    if one is None or other is None:
        return one is other
    return (
        one.id == other.id
        or (not one.id and other.id in one.candidates)
        or (not other.id and one.id in other.candidates)
    )


def _completed(one: Proposal, dated: Proposal) -> Proposal:
    """Return a proposal with the date that only the model reads."""
    unsure = tuple(dict.fromkeys(why for why in (*one.unsure, *dated.unsure) if why != "date"))
    spans = tuple(dict.fromkeys((*one.spans, *dated.spans)))
    quotes = tuple(dict.fromkeys((*one.quotes, *dated.quotes)))
    if not one.spans or not dated.spans:
        spans, quotes = dated.spans, dated.quotes
    return replace(dated, unsure=unsure, spans=spans, quotes=quotes, record={**dated.record, **one.record})


class Read(NamedTuple):
    """What is read in a text.

    Attributes:
        proposals: the facts that it states.
        others: what it tells that is no fact of ours.
        told: what a person is told of the model, line by line.
    """

    proposals: list[Proposal]
    others: list[NotOurs]
    told: tuple[str, ...] = ()


def reading(known: Catalogue, model: str | None = None) -> Callable[[Document], Read]:
    """Return what reads a text, with a model behind it if one is named.

    Args:
        known: all that is known.
        model: the name of the model, at the address that the environment tells.

    Raises:
        ModelError: the environment tells no address.
    """
    proposer = Proposer(known)
    second = SecondReader(proposer, Endpoint.of_environment(model)) if model else None

    def read(document: Document) -> Read:
        proposals, others = proposer.read(document)
        if not second:
            return Read(proposals, others)
        both = second.read(document, proposals, others)
        return Read(both.proposals, others, tuple(_told(both)))

    return read


def _told(second: Second) -> Iterator[str]:
    for one in second.troubles:
        yield _("The model: {message}").format(message=_plain(one))
    if second.dropped:
        yield _("Said by the model, but not borne out by the text:")
    yield from (f"  {one}" for one in second.dropped)


def _plain(text: str) -> str:
    """Return words of a stranger in one line, without signs that command a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:300]
