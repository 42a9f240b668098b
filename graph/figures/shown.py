"""What a notebook shows: figures with their captions as text and a file of their own, tables, findings.

What a figure finds, and what was counted in it, stands beside it as text of the notebook, not in it: a journal sets its
own captions, and text can be searched, copied and read aloud.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure

from graph.ask.output import as_table
from loaders.files.atomic import written_whole

Rows = Sequence[Mapping[str, Any]]

ORANGE, BLUE, GREEN = "#c8783c", "#4a739c", "#5b9a8b"
PALE_ORANGE, PALE_BLUE = "#e8bd97", "#c3d2e0"
INK, GREY, PALE = "#2f3437", "#80878e", "#dcdfe2"

STYLE: Any = {
    "font.family": "DejaVu Sans",  # comes with matplotlib and has every letter of Vietnamese
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.titlesize": 9.5,
    "axes.titlelocation": "left",
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "grid.color": PALE,
    "grid.linewidth": 0.7,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "hatch.linewidth": 0.6,
    "svg.hashsalt": "vnjp-ties",  # the same figure is the same file, byte for byte
}
_PRINT = 200
"""Dots an inch of the image in a notebook."""


class Picture(Figure):
    """A figure with its title and caption as text.

    Attributes:
        title: what it shows, in a sentence worked out from what is drawn.
        note: what was counted, and how.
        name: that of its file, such as ``01-2-partners``; empty if it has none.
    """

    title = note = name = ""

    def __repr__(self) -> str:
        return self.title

    def saved(self, name: str) -> "Picture":
        """Write it as ``figures/NAME.svg`` beside the notebook, and return it to be shown.

        Args:
            name: the numbers of the notebook and of the figure in it, and a word: ``01-2-partners``.
        """
        self.name = name
        with written_whole(Path("figures") / f"{name}.svg") as file:
            file.write(self._drawn("svg", metadata={"Date": None, "Creator": None}))
        return self

    @property
    def caption(self) -> str:
        """The number of the figure, if it has one, its title and note."""
        numbered = re.match(r"(\d+)-(\d+)-", self.name)
        number = f"Figure {int(numbered[1])}.{int(numbered[2])}. " if numbered else ""
        return f"{number}{self.title}. {self.note}"

    def _ipython_display_(self) -> None:
        """Show the caption and the image, at a resolution fit for print."""
        from IPython.display import display

        width, height = (round(inches * self.dpi) for inches in self.get_size_inches())
        image = {"image/png": b64encode(self._drawn("png", dpi=_PRINT)).decode(), "text/plain": self.title}
        about = {"image/png": {"width": width, "height": height, "alt": self.title}}
        display(image, raw=True, metadata=about)  # type: ignore[no-untyped-call]
        head, rest = (escape(part) for part in (self.caption.removesuffix(self.note).strip(), self.note))
        link = f' <a href="figures/{escape(self.name)}.svg">SVG</a>' if self.name else ""
        below = {"text/html": f"<p><b>{head}</b> {rest}{link}</p>", "text/plain": self.caption}
        display(below, raw=True)  # type: ignore[no-untyped-call]

    def _drawn(self, kind: str, **how: Any) -> bytes:
        written = BytesIO()
        with rc_context(STYLE):
            self.savefig(written, format=kind, **how)
        return written.getvalue()


class FigureTable:
    """Rows as a table in a notebook, and as text where that is not shown.

    Args:
        rows: the rows.
        headings: the columns to show -> what stands above them.
    """

    def __init__(self, rows: Rows, headings: Mapping[str, str]) -> None:
        self._headings = list(headings.values())
        self._cells = [[row[column] for column in headings] for row in rows]

    def __repr__(self) -> str:
        return as_table(self._headings, self._cells)

    def _repr_html_(self) -> str:
        def line(cells: Iterable[Any], tag: str) -> str:
            put = ("" if cell is None else escape(str(cell)) for cell in cells)
            return "<tr>" + "".join(f'<{tag} style="text-align: left">{cell}</{tag}>' for cell in put) + "</tr>"

        body = "\n".join(line(cells, "td") for cells in self._cells)
        return f"<table>\n<thead>{line(self._headings, 'th')}</thead>\n<tbody>\n{body}\n</tbody>\n</table>"


HOLDS = {True: "holds", False: "does not hold", None: "cannot be said"}


@dataclass(frozen=True)
class Finding:
    """What is claimed, whether it holds by the test that stands in the evidence, and what that rests on.

    Attributes:
        claim: a sentence without its full stop.
        holds: whether the facts of the day support it; None if they are too few to say.
        evidence: the figures, in sentences.
    """

    claim: str
    holds: bool | None
    evidence: str

    def __repr__(self) -> str:
        return f"{self.claim}: {HOLDS[self.holds]}. {self.evidence}"

    def _repr_html_(self) -> str:
        return f"<p><b>{escape(self.claim)}: {HOLDS[self.holds]}.</b> {escape(self.evidence)}</p>"


def findings(*found: Finding) -> FigureTable:
    """Return several findings as a table, for the end of a notebook."""
    rows = [{"claim": one.claim, "holds": HOLDS[one.holds], "evidence": one.evidence} for one in found]
    return FigureTable(rows, {"claim": "claim", "holds": "by the test", "evidence": "evidence"})
