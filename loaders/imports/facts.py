"""What a foreign row, or one of its cells, states under our columns."""

from dataclasses import dataclass, field

from loaders.imports.phrases import read
from loaders.imports.status import Said, settled
from loaders.model.dates import PartialDate
from loaders.model.messages import gettext as _


@dataclass
class Facts:
    """What a row, or a cell, states.

    Attributes:
        cells: our cells.
        notes: what goes into its note.
        faults: what is not understood.
        said: what is said of the tie beside its kind.
        begins: when the term of a document begins.
        term: the words of the term, or of its end.
        beside: what stands beside the name of a party.
    """

    cells: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    begins: PartialDate | None = None
    term: str = ""
    beside: list[str] = field(default_factory=list)

    def add(self, other: "Facts") -> None:
        """Take in what another cell of the row states."""
        self.cells |= other.cells
        if other.notes or other.faults or other.said:
            self.beside += other.beside
            self.notes += other.notes
            self.faults += other.faults
            self.said += other.said
        self.begins = self.begins or other.begins
        self.term = self.term or other.term

    def settle(self, kind: str) -> None:
        """Draw the conclusion of what is said of the tie in all cells of its row.

        Args:
            kind: the kind of the tie where no cell of the row tells it.
        """
        if self.begins and not _agree(self.cells.get("signed", ""), self.begins):
            self.notes.append(self.term)
        self.faults += self._otherwise(self.cells.get("kind") or kind)
        if self.said and not self.faults:
            found = settled({"kind": kind, **self.cells}, self.said)
            if self.term and self.cells.get("expires") and "expires" in found.cells:
                self.notes.append(self.term)  # what does not hold any more
            self.cells |= found.cells
            self.faults += found.faults

    def _otherwise(self, kind: str) -> list[str]:
        """Return what stands beside a name and says that the tie is of another kind."""
        told = _("“{text}” says another kind of tie than {kind}; write it into a column of its own")
        kinds = {text: read(text).kinds for text in self.beside if kind}
        return [told.format(text=text, kind=kind) for text, said in kinds.items() if said and kind not in said]


def _agree(signed: str, begins: str) -> bool:
    """Whether a term begins when its document was signed, as far as both are known."""
    return bool(signed) and (signed.startswith(begins) or begins.startswith(signed))
