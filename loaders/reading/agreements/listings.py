"""What English lists and notices tell that are no sentences: partners line by line, and what labels name.

A list has a heading that says what all in it are (Sister cities of Da Nang), and a line for each. A notice has a label
before each thing that it tells (Parties: ..., Period: ...), so that no line of it states the fact.
"""

import re
from collections.abc import Iterator
from itertools import product

from loaders.model.languages import has_japanese
from loaders.reading.agreements.signed_documents import named_documents
from loaders.reading.context.discourse import Discourse
from loaders.reading.context.passages import OTHER, SIDES, Party, Passage
from loaders.reading.context.stated import Stated
from loaders.reading.dates.days import Day
from loaders.reading.language.lexicon import pattern, statuses

_LABEL = re.compile(r"\W{0,3}(?P<label>[A-Za-z][\w '’/-]{1,40}?)\s?[:|]\s")
_ENTRY = re.compile(r"\s*(?:[-•*·■●○|]|\(?\d{1,2}[.)]\s|[A-Z][\w ]{2,25}\s?:\s)")
_LONGEST_LINE = 160


def is_line(passage: Passage) -> bool:
    """Whether a passage is a line of a list and no sentence: it has no full stop, or a mark or label before it."""
    text = passage.text
    if has_japanese(text) or len(text) > _LONGEST_LINE or passage.sentence.title:
        return False
    return bool(_ENTRY.match(text)) or not text.rstrip(' "”').endswith((".", "!", "?", ":"))


def owner(passage: Passage, discourse: Discourse) -> Party | None:
    """Return whose partners a list has of which a line names some: the one locality in the title."""
    if not is_line(passage):
        return None
    sides = {one.side for one in passage.parties if one.role == "party"}
    if len(sides) != 1:
        return None
    other = OTHER[sides.pop()]
    return None if discourse.of_title(OTHER[other]) else discourse.of_title(other)


class Listing:
    """The list that is being read, under the heading that says what all in it are."""

    def __init__(self) -> None:
        self._kind = ""
        self._owner: Party | None = None

    def read(self, passage: Passage) -> Iterator[Stated]:
        """Yield the agreements that a line tells of under its heading."""
        text = passage.text
        status = statuses().find(text)
        named = {side: passage.of(side) for side in SIDES}
        owners = [one for of in named.values() for one in of]
        if status and len(owners) == 1 and (passage.sentence.title or text.rstrip().endswith(":")):
            self._kind, self._owner = status[0].meaning, owners[0]
            return
        if not self._owner or passage.sentence.title:
            return
        if not is_line(passage):
            self._owner = None if len(text) > _LONGEST_LINE else self._owner  # running text has begun
            return
        if not passage.abroad and not status and not named[self._owner.side]:
            for one in named[OTHER[self._owner.side]]:
                yield self._agreement(one, self._owner, passage)

    def _agreement(self, one: Party, whose: Party, passage: Passage) -> Stated:
        vn, jp = (one, whose) if one.side == "vn" else (whose, one)
        behind = [day for day in passage.days if day.start > one.start and day.date]
        where = passage.sentence.span
        return Stated("agreement", self._kind, vn, jp, next(iter(behind), None), spans=[where], weak=["party", "kind"])


class Notice:
    """The lines of a notice with labels, as they are read."""

    def __init__(self) -> None:
        self._parties: dict[str, list[Party]] = {}
        self._kind, self._project, self._of_projects = "", False, False
        self._when: Day | None = None
        self._where: tuple[int, int] = (0, 0)

    def read(self, passage: Passage) -> None:
        """Take note of what a label names, or a heading."""
        text = passage.text
        label = _LABEL.match(text)
        if not label:
            if passage.sentence.title or is_line(passage):
                self._take_kind(text)
                self._of_projects = self._of_projects or bool(pattern("notices", "projects").search(text))
            return
        if pattern("notices", "subjects").search(label["label"]):
            self._take_kind(text)
        if pattern("notices", "projects").search(label["label"]) or (
            self._of_projects and pattern("notices", "implementers").search(label["label"])
        ):
            self._project = True
        if pattern("notices", "parties").search(label["label"]):
            for one in passage.parties:
                if one.role == "party":
                    self._parties.setdefault(one.side, []).append(one)
            self._where = passage.sentence.span
        if pattern("notices", "days").search(label["label"]) and passage.days:
            self._when = self._when or passage.days[0]

    def _take_kind(self, text: str) -> None:
        self._kind = self._kind or next((one.kind for one in named_documents(text) if one.kind), "")

    def stated(self, stated: list[Stated], published: str) -> Iterator[Stated]:
        """Yield the agreement or project of a notice whose lines state none, unless it is still to come.

        Args:
            stated: what its lines state.
            published: the day of publication.
        """
        begun = str(self._when.date) if self._when and self._when.date else ""
        if begun and published and begun[: len(published)] > published[: len(begun)]:
            return
        kinds = {one.type for one in stated if not one.title}
        type_of = "project" if self._project else "agreement" if self._kind else ""
        if not type_of or type_of in kinds or len(self._parties) < len(SIDES):
            return
        kind = "ongoing" if self._project else self._kind
        for vn, jp in product(self._parties["vn"], self._parties["jp"]):
            yield Stated(type_of, kind, vn, jp, self._when, spans=[self._where], weak=["party", "kind"])
