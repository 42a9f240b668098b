"""The folder of the inbox beside the graph: the texts, each in a file that never changes, and what waits, in one file.

Replacing that one file is the only step by which anything comes, changes or goes.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from loaders.files.atomic import one_writer, replaced
from loaders.inbox.items import Item, digest, same_page
from loaders.inbox.remembered import Remembered
from loaders.inbox.rows import Weighed
from loaders.model.messages import gettext as _
from loaders.model.problems import UserError
from loaders.reading.context.stated import NotOurs
from loaders.texts.documents import Document

FOLDER = "inbox"
_STATE = "waiting.json"
_TEXTS = "texts"
_RETURNED = "handed-back.json"


class NotInInboxError(UserError, LookupError):
    """There is no proposal of that number, or the inbox cannot be read."""


@dataclass
class Inbox:
    """What waits, and what was rejected; what was accepted stays here too, to be there again if that is undone.

    Attributes:
        items: by their numbers.
        next: the number of the next.
    """

    items: dict[int, Item] = field(default_factory=dict)
    next: int = 1

    def one(self, number: int) -> Item:
        """Return the item of a number.

        Raises:
            NotInInboxError: there is none.
        """
        if number not in self.items:
            raise NotInInboxError(_("there is no proposal {number} in the inbox").format(number=number))
        return self.items[number]

    def of_page(self, number: int) -> list[Item]:
        """Return all that was proposed from the page that a proposal is from."""
        one = self.one(number)
        page = same_page(one.source.get("url", ""))
        return [
            each
            for each in self.items.values()
            if each.text == one.text or (page and page == same_page(each.source.get("url", "")))
        ]

    def learn(self, number: int, proposal: Mapping[str, Any], source: Mapping[str, str]) -> set[str]:
        """Tell a proposal what its text, read again, tells beside.

        Args:
            number: its number.
            proposal: the fact, proposed again.
            source: what is known of the text; nothing where that is settled.

        Returns:
            What has become known: the address, the date.
        """
        before = self.items[number]
        item = self.items[number] = before.learnt(proposal, source)
        told = {"address": item.source.get("url") != before.source.get("url"),
                "date": item.proposal["date"] != before.proposal["date"]}  # fmt: skip
        return {what for what, is_so in told.items() if is_so}

    def remembered(self, done: Collection[int]) -> Remembered:
        """Return what has been proposed before; ``done`` are the numbers of what was accepted."""
        found = Remembered(done)
        for item in self.items.values():
            found.add(item)
        return found


def read(graph: Path) -> Inbox:
    """Return the inbox beside a graph, which nobody need have made.

    Raises:
        NotInInboxError: it cannot be read.
    """
    path = graph / FOLDER / _STATE
    try:
        plain = json.loads(path.read_bytes())
        items = [Item.of(one) for one in plain["items"]]
        return Inbox({one.number: one for one in items}, int(plain["next"]))
    except (FileNotFoundError, NotADirectoryError):
        return Inbox()
    except (ValueError, TypeError, KeyError) as error:
        told = _("the inbox cannot be read ({file}): {error}")
        raise NotInInboxError(told.format(file=path, error=error)) from None


@contextmanager
def one_decides(graph: Path) -> Iterator[None]:
    """Wait until nobody else changes the inbox, and keep others from it meanwhile."""
    home = graph / FOLDER
    (home / _TEXTS).mkdir(parents=True, exist_ok=True)
    with one_writer(home):
        yield


def write(graph: Path, inbox: Inbox) -> None:
    """Put an inbox in the place of the one before; for who has it alone (`one_decides`)."""
    items = ",\n".join(json.dumps(one.plain(), ensure_ascii=False) for one in inbox.items.values())
    with replaced(graph / FOLDER / _STATE, durable=True) as file:
        file.write(f'{{"next": {inbox.next}, "items": [\n{items}\n]}}\n'.encode("utf-8", "replace"))
    _tidy(graph, inbox)


def keep_text(graph: Path, document: Document, aside: "Aside") -> str:
    """Keep a text with what of it does not wait; return its name."""
    content = json.dumps({"address": document.address, "text": document.text, **aside._asdict()}, ensure_ascii=False)
    name = digest(content)
    path = graph / FOLDER / _TEXTS / f"{name}.json"
    if not path.exists():
        with replaced(path) as file:
            file.write(content.encode("utf-8", "replace"))
    return name


def text_of(graph: Path, item: Item) -> str:
    """Return the text that an item is from; its sentences alone if the text is no more there."""
    try:
        plain = json.loads((graph / FOLDER / _TEXTS / f"{item.text}.json").read_bytes())
        return str(plain["text"])
    except (OSError, ValueError, TypeError, KeyError):
        return "\n".join(item.proposal["quotes"])


class Aside(NamedTuple):
    """What of a text does not wait for a decision.

    Attributes:
        others: what is no fact of ours: why, and from where to where it stands in the text.
        known: what is known with this page: the facts by table and id, and the sentences.
    """

    others: list[tuple[str, int, int]]
    known: list[tuple[list[tuple[str, str]], list[str]]]

    @classmethod
    def of_text(cls, others: Iterable[NotOurs], known: Iterable[Weighed]) -> "Aside":
        """Return what of a text does not wait, by what it tells that is none of ours, and what adds nothing."""
        facts = [([*one.verdict.records[:3]], [*one.item.proposal["quotes"]]) for one in known]
        return cls([(one.reason, one.start, one.end) for one in others], facts)


def aside_of(graph: Path, item: Item) -> Aside:
    """Return what of the text that an item is from does not wait; nothing if that is not kept."""
    try:
        plain = json.loads((graph / FOLDER / _TEXTS / f"{item.text}.json").read_bytes())
        known = [([(table, one) for table, one in facts], quotes) for facts, quotes in plain["known"]]
        return Aside([(why, start, end) for why, start, end in plain["others"]], known)
    except (OSError, ValueError, TypeError, KeyError):
        return Aside([], [])


def handed_back(graph: Path, target: Path) -> dict[str, dict[str, dict[str, str]]]:
    """Return the rows that were written into a folder last, by table and id; nothing if none were, or none is told."""
    try:
        plain: dict[str, dict[str, dict[str, str]]] = json.loads((graph / FOLDER / _RETURNED).read_bytes())[
            str(target.resolve())
        ]
    except (OSError, ValueError, KeyError):
        return {}
    return plain


def keep_handed_back(graph: Path, target: Path, rows: Mapping[str, Mapping[str, Mapping[str, str]]]) -> None:
    """Keep what was written into a folder, by table and id; for who has the inbox alone (`one_decides`)."""
    path = graph / FOLDER / _RETURNED
    try:
        plain = json.loads(path.read_bytes())
    except (OSError, ValueError):
        plain = {}
    with replaced(path) as file:
        file.write(json.dumps(plain | {str(target.resolve()): rows}, ensure_ascii=False).encode())


def _tidy(graph: Path, inbox: Inbox) -> None:
    """Remove texts that nothing waits from, and what a killed process has left."""
    counts = {f"{one.text}.json" for one in inbox.items.values()}
    for path in (graph / FOLDER / _TEXTS).iterdir():
        if path.name not in counts:
            path.unlink(missing_ok=True)
    for left in (graph / FOLDER).glob(f".{_STATE}.*"):
        left.unlink(missing_ok=True)
