"""What has been proposed before, and is not asked again: the same fact from the same page."""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from loaders.inbox.items import SIDES, Item, digest, same_page


@dataclass
class Remembered:
    """What has been proposed before: by fact and source, not by the name of a file.

    A page is the same if its address is; of a text without one, or held against one without, if the sentences are. A
    date that was not told before, or is not told now, makes no other fact of the same sentences, unless it was accepted
    without.

    Attributes:
        accepted: the numbers of what was accepted.
    """

    accepted: Collection[int] = ()
    _seen: dict[tuple[str, ...], list[Item]] = field(default_factory=dict)

    def find(self, proposal: Mapping[str, Any], url: str) -> int | None:
        """Return the number of a fact that was proposed before from the same page; nothing if none was."""
        seen = self._seen.get(fact(proposal), [])
        same = [one for one in seen if _is_of_page(one, proposal, url)]
        if found := next((one for one in same if one.proposal["date"] == proposal["date"]), None):
            return found.number
        for one in same:
            read_before = one.text and one.number not in self.accepted
            dated = one.proposal["date"] and proposal["date"]
            if read_before and not dated and _words(one.proposal) == _words(proposal):
                seen[seen.index(one)] = replace(one, proposal=dict(proposal))  # it is of this date alone
                return one.number
        return None

    def add(self, item: Item) -> None:
        """Remember what is proposed now."""
        self._seen.setdefault(fact(item.proposal), []).append(item)


def _is_of_page(item: Item, proposal: Mapping[str, Any], url: str) -> bool:
    """Whether a proposal is from the page that an item is from."""
    one, other = same_page(item.source.get("url", "")), same_page(url)
    return one == other if one and other else _words(item.proposal) == _words(proposal)


def fact(proposal: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what makes two proposals speak of one fact, beside its date: type, parties, kind, network."""
    parties = [_party(proposal, side) for side in SIDES]
    return (proposal["type"], *parties, proposal["kind"], proposal["network"])


def _party(proposal: Mapping[str, Any], side: str) -> str:
    named = proposal.get("parties", {}).get(side) or {}
    return str(proposal.get(side) or " ".join(str(named.get("name", "")).casefold().split()))


def _words(proposal: Mapping[str, Any]) -> str:
    plain = unicodedata.normalize("NFKC", " ".join(proposal["quotes"])).casefold()
    return digest("".join(plain.split()))
