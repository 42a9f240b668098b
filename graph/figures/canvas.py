"""What the drawing of all figures has in common: their look, keys, names that do not overlap, dates on an axis."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox

from graph.figures.shown import BLUE as BLUE
from graph.figures.shown import GREEN as GREEN
from graph.figures.shown import GREY as GREY
from graph.figures.shown import INK as INK
from graph.figures.shown import ORANGE as ORANGE
from graph.figures.shown import PALE as PALE
from graph.figures.shown import PALE_BLUE as PALE_BLUE
from graph.figures.shown import PALE_ORANGE as PALE_ORANGE
from graph.figures.shown import STYLE
from graph.figures.shown import Picture as Picture
from graph.figures.shown import Rows as Rows
from loaders.model.dates import PartialDate
from loaders.model.gazetteer import COUNTRIES

Asked = ParamSpec("Asked")
Drawn = TypeVar("Drawn")

OF_COUNTRY = {"vn": ORANGE, "jp": BLUE}

MERGED = 2025.5
"""1 July 2025, when Vietnam's provincial units became 34 and its district level ended."""
MERGER_DAYS = ("2025-06-30", "2025-07-01")
"""The day before it, and the day itself."""


def having(rows: Rows, column: str, value: Any = None) -> list[Mapping[str, Any]]:
    """Return the rows that have a value in a column; if none is given, those that have anything but no or nothing."""
    return [row for row in rows if (row[column] if value is None else row[column] == value)]


def styled(draw: Callable[Asked, Drawn]) -> Callable[Asked, Drawn]:
    """Draw in the look of all figures, whatever the reader has set."""

    @wraps(draw)
    def drawn(*args: Asked.args, **kwargs: Asked.kwargs) -> Drawn:
        with rc_context(STYLE):
            return draw(*args, **kwargs)

    return drawn


def picture(title: str, note: str, size: tuple[float, float]) -> Picture:
    """Return an empty figure (inches) with a title, what is found, and a note, what was counted: both as text."""
    figure = Picture(figsize=size, dpi=100, layout="constrained")
    FigureCanvasAgg(figure)
    figure.title, figure.note = title, note
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


def merger_line(axes: Axes, last: float) -> None:
    """Mark Vietnam's mergers of July 2025 on an axis of years, if what is drawn ends after them."""
    if last < MERGED:
        return
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
