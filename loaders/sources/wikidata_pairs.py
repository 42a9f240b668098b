"""Pairs of twinned places from the statements of Wikidata."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loaders.model.dates import PartialDate
from loaders.sources.wikidata_sparql import Item, Reference, WikidataStatement


@dataclass(frozen=True)
class Pair:
    """Two items that are twinned, one of each country, with the statements on both.

    Attributes:
        items: the item of the first country and that of the second.
        statements: the statements of both directions.
    """

    items: tuple[Item, Item]
    statements: tuple[WikidataStatement, ...]

    @property
    def statement_items(self) -> list[Item]:
        """The items that have a statement of the twinning."""
        return [item for item in self.items if any(said.one == item.id for said in self.statements)]

    @property
    def started(self) -> list[PartialDate]:
        """The dates on which it began: several if the statements disagree."""
        return _finest(day for said in self.statements for day in said.started)

    @property
    def ended(self) -> list[PartialDate]:
        """The dates on which it ended: several if the statements disagree."""
        return _finest(day for said in self.statements for day in said.ended)

    @property
    def references(self) -> list[Reference]:
        """The pages cited."""
        return list(dict.fromkeys(one for said in self.statements for one in said.references))

    @property
    def began_again(self) -> bool:
        """Whether a beginning is later than every end."""
        return any(all(begin.after(end) for end in self.ended) for begin in self.started if self.ended)

    @property
    def disputed(self) -> bool:
        """Whether the statements contradict each other: by their dates, or in that one has it ended and one not."""
        ends = {bool(said.ended) for said in self.statements}
        return len(self.started) > 1 or len(self.ended) > 1 or len(ends) > 1


def _finest(days: Iterable[PartialDate]) -> list[PartialDate]:
    """Return the different dates among some, each as exact as any of them has it.

    >>> _finest(map(PartialDate, ("2009", "2009-02", "2010")))
    ['2009-02', '2010']
    """
    different = sorted(set(days))
    return [day for day in different if not any(other != day and other.startswith(day) for other in different)]


def pairs_of(statements: Iterable[WikidataStatement], items: Mapping[str, Item], first: str) -> list[Pair]:
    """Join the statements of both directions, the item of the first country in front."""
    joined: dict[tuple[str, str], list[WikidataStatement]] = {}
    for said in statements:
        ends = (said.one, said.other) if said.side == first else (said.other, said.one)
        joined.setdefault(ends, []).append(said)
    return [
        Pair((items.get(one) or Item(one), items.get(other) or Item(other)), tuple(said))
        for (one, other), said in sorted(joined.items())
    ]
