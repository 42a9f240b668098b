"""Names stand on a map where there is room, the most important first, and cover nothing that matters."""

from itertools import combinations
from math import hypot

import pytest
from rich.cells import cell_len

from graph.site.map_names import SIZE, Name, names

MAP = (300.0, 200.0)


def box(name: Name) -> tuple[float, float, float, float]:
    """Return what a name covers, a letter being half as wide as it is high at least."""
    wide = cell_len(name.text) * 0.5 * SIZE
    left = name.x - {"start": 0.0, "middle": wide / 2, "end": wide}[name.anchor]
    return left, name.y - 0.8 * SIZE, left + wide, name.y + 0.1 * SIZE


def crossing(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def test_a_name_stands_at_the_right_of_its_sign_or_where_else_there_is_room() -> None:
    [first] = names([("Huế", (100, 100), 7)], MAP, [], [])
    assert (first.anchor, first.x > 107, abs(first.y - 100) < SIZE) == ("start", True, True)
    [at_the_edge] = names([("Nghệ An", (290, 100), 7)], MAP, [], [])
    assert at_the_edge.anchor == "end"
    assert at_the_edge.x < 283


def test_names_cover_neither_signs_nor_each_other_and_the_most_important_have_theirs() -> None:
    signs = [(f"Place {number}", (60 + 13.0 * (number % 12), 60 + 15.0 * (number // 12)), 5.0) for number in range(60)]
    found = names(signs, MAP, [], [])
    assert found[0].text == "Place 0"
    assert 5 < len(found) < 60
    for one, other in combinations(found, 2):
        assert not crossing(box(one), box(other))
    for name in found:
        for _, (x, y), radius in signs:
            assert not crossing(box(name), (x - radius + 1, y - radius + 1, x + radius - 1, y + radius - 1))
        left, top, right, bottom = box(name)
        assert left >= 0
        assert top >= 0
        assert right <= MAP[0]
        assert bottom <= MAP[1]


def test_a_name_avoids_dots_if_it_can_and_the_edge_of_a_frame_always() -> None:
    dots = [(120.0 + step, 100.0) for step in range(0, 40, 4)]
    [name] = names([("大阪市", (100, 100), 7)], MAP, dots, [])
    assert name.anchor != "start"
    [name] = names([("大阪市", (100, 100), 7)], MAP, [], [(115, 0, 300, 200)])
    assert not crossing(box(name), (115, 0, 116, 200))


def test_the_first_may_stand_further_off_with_a_line_that_crosses_no_name() -> None:
    ring = [(f"{number}", (150 + 16 * across, 100 + 16 * down), 8.0) for number, (across, down) in enumerate(
        (across, down) for across in range(-2, 3) for down in range(-2, 3))]  # fmt: skip
    middle = [one for one in ring if one[1] == (150, 100)]
    signs = [("Tokyo", *middle[0][1:]), *(one for one in ring if one not in middle)]
    assert "Tokyo" not in {name.text for name in names(signs, MAP, [], [])}
    [led] = [name for name in names(signs, MAP, [], [], leading=1) if name.text == "Tokyo"]
    assert led.leader
    assert hypot(led.leader[0] - 150, led.leader[1] - 100) == pytest.approx(8, abs=0.2), "it begins at the sign"
    assert (led.leader[2], led.leader[3]) == (led.x, pytest.approx(led.y - 0.35 * SIZE, abs=0.2))


def test_what_has_no_name_or_no_room_has_none_on_the_map() -> None:
    assert (
        names([("", (100, 100), 7), ("a name that is longer than the whole map is " * 2, (150, 60), 7)], MAP, [], [])
        == []
    )
