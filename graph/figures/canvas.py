"""What all figures have in common: their look, their title and note, names that do not overlap, dates on an axis."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from html import escape
from math import ceil
from textwrap import fill
from typing import Any, ParamSpec, TypeVar, cast

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox

from graph.ask.output import as_table
from loaders.model.dates import PartialDate
from loaders.model.gazetteer import COUNTRIES

Rows = Sequence[Mapping[str, Any]]
Asked = ParamSpec("Asked")
Drawn = TypeVar("Drawn")

ORANGE, BLUE, GREEN = "#c8783c", "#4a739c", "#5b9a8b"
PALE_ORANGE, PALE_BLUE = "#e8bd97", "#c3d2e0"
INK, GREY, PALE = "#2f3437", "#80878e", "#dcdfe2"
OF_COUNTRY = {"vn": ORANGE, "jp": BLUE}

MERGED = 2025.5
"""1 July 2025, when Vietnam's provincial units became 34 and its district level ended."""

_STYLE: Any = {
    "font.family": "DejaVu Sans",  # comes with matplotlib and has every letter of Vietnamese
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "grid.color": PALE,
    "grid.linewidth": 0.7,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "hatch.linewidth": 0.6,
}


class Picture(Figure):
    """A figure that says its finding in words where it cannot be seen."""

    def __repr__(self) -> str:
        return " ".join(self.get_suptitle().split())


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


def having(rows: Rows, column: str, value: Any = None) -> list[Mapping[str, Any]]:
    """Return the rows that have a value in a column; if none is given, those that have anything but no or nothing."""
    return [row for row in rows if (row[column] if value is None else row[column] == value)]


def styled(draw: Callable[Asked, Drawn]) -> Callable[Asked, Drawn]:
    """Draw in the look of all figures, whatever the reader has set."""

    @wraps(draw)
    def drawn(*args: Asked.args, **kwargs: Asked.kwargs) -> Drawn:
        with rc_context(_STYLE):
            return draw(*args, **kwargs)

    return drawn


def picture(title: str, note: str, size: tuple[float, float]) -> Picture:
    """Return an empty figure (inches) with a title, what is found, and a note below, what was counted."""
    figure = Picture(figsize=size, dpi=100, layout="constrained")
    FigureCanvasAgg(figure)
    lines = ceil(len(title) / (size[0] * 9.3))
    words = fill(title, ceil(len(title) / lines) + 5 * (lines > 1), break_on_hyphens=False)
    figure.suptitle(words, x=0.01, ha="left", weight="bold", size=12)
    figure.supxlabel(fill(note, int(size[0] * 15.5)), x=0.01, ha="left", size=8, color=GREY)
    return figure


def labelled_bars(bars: Sequence[tuple[str, int, str, str]], title: str, note: str) -> Picture:
    """Draw bars (name, number, words, colour) with words beside each."""
    lines = [fill(words, 84).splitlines() for _, _, words, _ in bars]
    figure = picture(title, note, (9.5, 1.2 + 0.15 * (len(bars) + sum(map(len, lines)))))
    axes, longest = figure.subplots(), max(number for _, number, _, _ in bars)
    middles, top = [], 0.0
    for (_, number, _, colour), words in zip(bars, lines, strict=True):
        middles.append(top + len(words) / 2)
        top += len(words) + 0.9
        axes.barh(middles[-1], number, color=colour, height=1)
        beside(axes, str(number), (number, middles[-1]), weight="bold")
        axes.text(longest * 1.2, middles[-1], "\n".join(words), va="center", size=8.5, linespacing=1.3)
    axes.set_yticks(middles, [name for name, _, _, _ in bars])
    axes.set(ylim=(top, -0.4), xlim=(0, longest * 3.6))
    bare(axes)
    return figure


def beside(axes: Axes, words: str, at: tuple[float, float], gap: float = 4, **look: Any) -> None:
    """Write words to the right of a point, so many points away."""
    axes.annotate(words, at, xytext=(gap, 0), textcoords="offset points", va="center", **look)


def bare(axes: Axes) -> None:
    """Leave out the axis along the bars: their numbers stand beside them."""
    axes.tick_params(length=0)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)


def no_spines(axes: Axes) -> None:
    """Leave out the frame and the ticks."""
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)


def merger_line(axes: Axes) -> None:
    """Mark Vietnam's mergers of July 2025 on an axis of years."""
    axes.axvline(MERGED, color=GREY, lw=0.9, ls=":")
    axes.text(MERGED, 0.98, "mergers of \nJuly 2025 ", transform=axes.get_xaxis_transform(), ha="right", va="top",
              color=GREY, size=8)  # fmt: skip


def dot(colour: str, words: str, **look: Any) -> Line2D:
    """Return a line of a legend with a dot."""
    return Line2D([], [], ls="", **{"marker": "o", "color": colour, "label": words, "ms": 6.5, **look})


def country_dots() -> list[Line2D]:
    """Return the legend of the countries."""
    return [dot(colour, COUNTRIES[country][0]) for country, colour in OF_COUNTRY.items()]


def when(date: str) -> float:
    """Return a partial date as a number of years, at the middle of what it allows."""
    stated = PartialDate(date)
    first, last = (np.datetime64(day) for day in (stated.earliest, stated.latest))
    return float(
        1970 + ((first - np.datetime64("1970")) / np.timedelta64(1, "D") + (last - first).astype(int) / 2) / 365.2425
    )


_AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (0.8, 0.8), (-0.8, 0.8), (0.8, -0.8), (-0.8, -0.8))


def name_points(
    axes: Axes,
    names: Sequence[tuple[float, float, str, float]],
    marks: Iterable[tuple[float, float]],
    colour: str = INK,
) -> None:
    """Name points where no other name stands and the fewest marks are covered; leave a name out if there is no room.

    Args:
        axes: with everything else drawn.
        names: x, y, name and the size of the mark (its area, as of scatter), the most important first.
        marks: all points that are better not covered.
        colour: of the names.
    """
    figure = cast(Picture, axes.get_figure())
    figure.draw_without_rendering()
    covered = axes.transData.transform(np.array(list(marks)))
    taken: list[Bbox] = []
    for x, y, words, size in names:
        label = axes.annotate(
            words, (x, y), xytext=(0, 0), textcoords="offset points", size=8.5, zorder=9, ha="center", va="center",
            color=colour, path_effects=[withStroke(linewidth=2.2, foreground="white")],
        )  # fmt: skip
        label.set_in_layout(False)
        box = label.get_window_extent()
        tried = []
        for number, (far, across, up) in enumerate((far, *way) for far in (5, 9, 14) for way in _AROUND):
            reach, points = size**0.5 / 2 + far, 72 / figure.dpi
            shift = (across * (reach + box.width / 2 * points), up * (reach + box.height / 2 * points))
            moved = box.translated(shift[0] / points, shift[1] / points).padded(3)
            inside = axes.bbox.containsx(moved.x0) and axes.bbox.containsx(moved.x1)
            cost = moved.count_contains(covered) + 2 * (far > 5) + 3 * (not inside)
            if not any(moved.overlaps(other) for other in taken):
                tried.append((cost, number, shift, moved))
        if tried:
            _, _, shift, moved = min(tried)
            label.set_position(shift)
            taken.append(moved)
        else:
            label.remove()
