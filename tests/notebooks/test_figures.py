"""The figures of the notebooks: what their titles say is in their rows, and names do not cover each other."""

import re
from itertools import combinations
from pathlib import Path

import networkx as nx
import oracle
import pytest
import stored
from conftest import ROOT, table
from pyoxigraph import Store

import graph
from graph import figures
from graph.analysis import gaps
from graph.figures import about_access, about_network
from graph.figures.canvas import name_points, picture, when

DAY = "2026-11-21"


def test_a_title_says_what_the_rows_say(store: Store) -> None:
    rows = graph.records(store, gaps.places(store, gaps.LocalityFilter("jp", "municipal"), DAY))
    provincial = graph.records(store, gaps.places(store, gaps.LocalityFilter(), DAY))
    known = [row for row in rows if row["partner_known"]]
    through = [row for row in rows if not row["partner_known"] and row["parent_works_with"]]
    title = repr(figures.left_out(provincial, rows, figures.positions(store)))
    assert title.startswith(f"Of {len(rows):,} municipalities of Japan, a partner in force is known of {len(known)}; ")
    assert f"; of {len(through):,} others" in title


def merger_rows(*days: tuple[str, int, int]) -> list[dict[str, object]]:
    """Return rows of access on days: day, how many units, how many of them have an official relationship."""
    return [
        {"as_of": day, "scheme_id": "concept/scheme/official-relationship", "localities": many, "in_force": n,
         "in_force_dated": n, "in_force_share": n / many, "in_force_now": n}
        for day, many, n in days
    ]  # fmt: skip


@pytest.mark.parametrize(("then", "now", "holds"), [((10, 4), (5, 3), True), ((10, 3), (5, 3), False),
                                                    ((10, 8), (5, 3), False)])  # fmt: skip
def test_a_finding_turns_with_the_facts(then: tuple[int, int], now: tuple[int, int], holds: bool) -> None:
    before = merger_rows(("2025-06-30", *then))
    after = merger_rows(("2024-12-31", *then), ("2025-07-01", *now))
    found = about_access.merged(before, after, "2026-11-21")
    assert found.holds is holds
    assert (": holds. " if holds else ": does not hold. ") in repr(found)
    assert about_access.merged(before, after, "2019-12-31").holds is None
    assert f"2025-06-30: {then[1]} of {then[0]} ({then[1] / then[0]:.0%})" in found.evidence


def test_what_cannot_be_said_is_said_so() -> None:
    nobody = about_network.beyond_numbers([])
    assert repr(nobody).partition(": ")[2].startswith("cannot be said.")
    assert about_network.alike([]).holds is None
    assert "cannot be said" in figures.findings(nobody)._repr_html_()
    nothing: nx.MultiGraph[str] = nx.MultiGraph(as_of="1990-01-01")
    assert "None" not in repr(figures.begun(nothing))


@pytest.mark.parametrize(("rates", "holds"), [((0.01, 0.04), True), ((0.01, 0.06), False), ((0.9, 0.8), False)])
def test_a_finding_that_chance_is_asked_about_holds_if_it_does_by_every_part(
    rates: tuple[float, float], holds: bool
) -> None:
    rows = [
        {"part": part, "nulls": 500, "place": "Huế", "q": rate, "q_below": 1.0, "percentile": 99.0}
        for part, rate in zip(("in_force", "documents"), rates, strict=True)
    ]
    found = about_network.beyond_numbers(rows)
    assert found.holds is holds
    assert ("in force: 1 of 1 (Huế) above chance" in found.evidence) == (rates[0] <= 0.05)
    pairs = [
        {"part": part, "country": "Japan", "pairs": 3, "resembling": int(rate <= 0.05)}
        for part, rate in zip(("in_force", "documents"), rates, strict=True)
    ]
    assert about_network.alike(pairs).holds is holds


def test_lines_step_at_the_mergers() -> None:
    def row(day: str, number: int) -> dict[str, object]:
        return {"as_of": day, "places": number, "largest_component": number, "from_source": 0, "beginning_unknown": 0}

    years = [row("2024-12-31", 9), row("2025-12-31", 5)]
    mergers = [row("2024-12-31", 9), row("2025-06-30", 9), row("2025-07-01", 5)]
    heights = figures.components_by_year(years, mergers).axes[0].lines[0].get_xydata()
    assert [number for _, number in heights] == [9, 9, 5, 5]
    assert heights[2][0] - heights[1][0] == pytest.approx(1 / 365, abs=1e-4)
    earlier = figures.components_by_year(years[:1], mergers).axes[0].lines[0].get_xydata()
    assert [number for _, number in earlier] == [9]


def test_titles_of_projects_stand_whole() -> None:
    [drawn] = (ROOT / "notebooks" / "figures").glob("03-4-*.svg")
    written = " ".join(re.findall(r"<!-- (.*?) -->", drawn.read_text("utf-8")))
    named = {f"project/{row['project_id']}": row["title"] for row in table("projects")}
    titles = {named[one.id] for one in oracle.projects() if one.valid_from <= stored.DAY
              and any("vn/da-nang" in oracle.holders(party, stored.DAY) for party in one.parties)}  # fmt: skip
    assert len(titles) > 30
    for title in titles:
        assert title in written


def test_a_figure_is_the_same_file_byte_for_byte_with_no_day_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    drawn = []
    for _ in range(2):
        figure = picture("One <b>thing</b>", "And how it was counted.", (3, 2))
        figure.subplots().plot([1, 2], [3, 4], label="Đà Nẵng", marker="o")
        figure.saved("07-2-thing")
        drawn.append((tmp_path / "figures" / "07-2-thing.svg").read_bytes())
    assert drawn[0] == drawn[1]
    assert b"<dc:date>" not in drawn[0]
    assert figure.caption == "Figure 7.2. One <b>thing</b>. And how it was counted."


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks" / "figures").glob("*.svg")), ids=lambda path: path.stem)
def test_colours_have_a_key(path: Path) -> None:
    no_key = {"02-2-mergers", "03-5-reasons"}  # lines with their names beside them; one colour
    assert ('id="legend_1"' in path.read_text("utf-8")) == (path.stem not in no_key)


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
