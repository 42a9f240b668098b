"""The figures of the notebooks: what their titles say is in their rows, and names do not cover each other."""

from itertools import combinations

import pytest
from pyoxigraph import Store

import graph
from graph import figures
from graph.analysis import gaps
from graph.figures.canvas import name_points, picture, when

DAY = "2026-11-21"


def test_a_title_says_what_the_rows_say(store: Store) -> None:
    rows = graph.records(store, gaps.places(store, gaps.LocalityFilter("jp", "municipal"), DAY))
    provincial = graph.records(store, gaps.places(store, gaps.LocalityFilter(), DAY))
    known = [row for row in rows if row["partner_known"]]
    through = [row for row in rows if not row["partner_known"] and row["parent_works_with"]]
    title = repr(figures.left_out(provincial, rows, figures.positions(store)))
    assert title.startswith(f"{len(known)} of {len(rows):,} municipalities")
    assert f"; {len(through):,} others" in title


def test_the_merger_title_holds_whatever_the_shares() -> None:
    schemes = ("official-relationship", "third-party-support", "intercity-network", "")
    days = [
        [{"as_of": day, "scheme_id": scheme and f"concept/scheme/{scheme}", "localities": many, "in_force": n,
          "in_force_share": n / many} for scheme in schemes]
        for day, many, n in (("2025-06-30", 10, 4), ("2025-07-01", 5, 3), ("2026-11-21", 5, 5))
    ]  # fmt: skip
    assert "from 40% of Vietnam's provincial units to 60%: from 4 of 10 to 3 of 5" in repr(figures.mergers(*days))


def test_names_never_overlap() -> None:
    axes = picture("Names", "", (4, 3)).subplots()
    points = [(x / 10, y / 10) for x in range(10) for y in range(10)]
    axes.scatter([x for x, _ in points], [y for _, y in points])
    name_points(axes, [(x, y, f"Place {x:.1f} {y:.1f}", 36.0) for x, y in points], points)
    boxes = [text.get_window_extent() for text in axes.texts]
    assert len(boxes) > 10
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_a_table_shows_what_it_is_given_and_no_markup_of_it() -> None:
    table = figures.FigureTable(
        [{"place": "<b>Huế</b>", "ties": None, "hidden": 1}], {"place": "locality", "ties": "ties"}
    )
    html = table._repr_html_()
    assert "&lt;b&gt;Huế&lt;/b&gt;" in html
    assert "hidden" not in html
    assert "Huế" in repr(table)


@pytest.mark.parametrize(("date", "years"), [("2025", 2025.5), ("2025-07", 2025.54), ("2025-07-01", 2025.5)])
def test_a_partial_date_stands_in_the_middle_of_what_it_allows(date: str, years: float) -> None:
    assert when(date) == pytest.approx(years, abs=0.01)
