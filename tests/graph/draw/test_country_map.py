"""Maps show points and no land; they are fitted to the points, and to what of a base map lies close by."""

from itertools import combinations, pairwise
from math import hypot

import oracle
import pytest

from graph.draw.apart import apart, settled
from graph.draw.country_map import HEIGHT, MARGIN, CountryMap, country_map

TRUONG_SA = [(114.3, 9.8), (114.5, 9.8), (114.5, 9.9), (114.3, 9.8)]
NORTHERN_TERRITORIES = [(148.0, 45.0), (148.8, 45.5), (148.2, 45.4), (148.0, 45.0)]
SENKAKU = [(123.4, 25.7), (123.6, 25.8), (123.5, 25.7)]
AUSTRALIA = [(115.0, -30.0), (150.0, -30.0), (140.0, -12.0), (115.0, -30.0)]


def seats(country: str) -> list[tuple[float, float]]:
    """Return latitude and longitude of all localities of a country, by the tables."""
    rows = oracle.localities().values()
    return [
        (float(row["latitude"]), float(row["longitude"]))
        for row in rows
        if row["id"].startswith(country) and row["latitude"]
    ]


def drawn(country: str) -> tuple[CountryMap, list[tuple[float, float]]]:
    made = country_map(country, seats(country))
    return made, [made.at(longitude, latitude) for latitude, longitude in seats(country)]


@pytest.mark.parametrize("country", ["vn", "jp"])
def test_the_points_fill_the_map_and_no_land_is_drawn(country: str) -> None:
    made, points = drawn(country)
    assert made.outlines == ()
    across, down = zip(*points, strict=True)
    assert min(down) >= MARGIN
    assert max(down) <= made.height - MARGIN
    assert max(down) - min(down) == pytest.approx(HEIGHT - 2 * MARGIN, abs=1)
    assert min(across) >= MARGIN
    assert max(across) == pytest.approx(made.width - MARGIN, abs=1)


def test_the_north_is_above_and_shapes_are_kept() -> None:
    made, _ = drawn("vn")
    hanoi, haiphong, hue = made.at(105.85, 21.03), made.at(106.68, 20.86), made.at(107.59, 16.46)
    assert hanoi[1] < haiphong[1] < hue[1]
    assert hanoi[0] < haiphong[0] < hue[0]
    # 89 km from Hanoi to Hai Phong, 540 km to Hue: the ratio holds on the map
    assert hypot(hue[0] - hanoi[0], hue[1] - hanoi[1]) / hypot(haiphong[0] - hanoi[0], haiphong[1] - hanoi[1]) == (
        pytest.approx(540 / 89, rel=0.04)
    )


def test_far_islands_have_frames_that_cover_nothing() -> None:
    made, points = drawn("jp")
    assert [frame.at(*{0: (127.68, 26.21), 1: (142.19, 27.09)}[number]) for number, (_, frame) in
            enumerate(made.islands)] == [made.at(127.68, 26.21), made.at(142.19, 27.09)]  # fmt: skip
    for (_, one), (_, other) in combinations(made.islands, 2):
        assert one.box[2] <= other.box[0] or one.box[3] <= other.box[1] or other.box[2] <= one.box[0]
    for (latitude, longitude), (x, y) in zip(seats("jp"), points, strict=True):
        framed = latitude < 29.9 and longitude < 144.1 and latitude < 29 + (longitude < 140)
        inside = [box for _, frame in made.islands if (box := frame.box)[0] < x < box[2] and box[1] < y < box[3]]
        assert len(inside) == framed, (latitude, longitude)


def test_two_places_alone_are_not_drawn_as_far_apart_as_two_ends_of_a_country() -> None:
    made = country_map("vn", [(21.03, 105.85), (20.86, 106.68)])
    one, other = made.at(105.85, 21.03), made.at(106.68, 20.86)
    assert 100 < hypot(one[0] - other[0], one[1] - other[1]) < HEIGHT / 2
    [islands_alone] = [country_map("jp", [(26.21, 127.68)])]
    assert islands_alone.islands == ()


# --- a base map -------------------------------------------------------------------------------------------------------


def test_what_of_a_base_map_lies_close_by_is_drawn_whole_and_the_rest_is_left_out() -> None:
    for country, theirs in (("vn", [TRUONG_SA]), ("jp", [NORTHERN_TERRITORIES, SENKAKU])):
        made = country_map(country, seats(country), [TRUONG_SA, NORTHERN_TERRITORIES, SENKAKU, AUSTRALIA])
        assert len(made.outlines) == len(theirs)
        for line in made.outlines:
            assert all(0 <= x <= made.width and 0 <= y <= made.height for x, y in line)


def test_points_of_a_base_map_too_close_to_tell_apart_are_left_out() -> None:
    fine = [(105 + step / 10_000, 20.0) for step in range(10_001)]
    [line] = country_map("vn", seats("vn"), [fine]).outlines
    assert len(line) < 100
    assert min(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line)) > 0.7


# --- what lies close together -----------------------------------------------------------------------------------------


def test_discs_are_moved_apart_and_no_further_than_needed() -> None:
    discs = [((0.0, 0.0), 5.0), ((0.0, 0.0), 5.0), ((8.0, 0.0), 5.0), ((100.0, 100.0), 5.0)]
    one, other, third, far = apart(discs)
    assert min(hypot(a[0] - b[0], a[1] - b[1]) for a, b in ((one, other), (one, third), (other, third))) > 9.5
    assert far == (100.0, 100.0)


def test_a_hundred_in_one_spot_find_the_free_spots_around_it_and_cover_nothing() -> None:
    taken = [((0.0, 0.0), 7.0), ((11.0, 3.0), 4.5)]
    found = settled([(0.0, 0.0)] * 100 + [(500.0, 400.4)], 2.0, taken)
    assert found[-1] == (500.0, 400.0)
    discs = [*taken, *((point, 2.0) for point in found)]
    for (one, radius), (other, others) in combinations(discs, 2):
        assert hypot(other[0] - one[0], other[1] - one[1]) >= radius + others - (one in dict(taken)) * 1e-9 or (
            radius + others == 11.5  # the two that stood there
        )
    assert max(hypot(*point) for point in found[:-1]) < 45, "as near as there is room: a hundred discs fill some 28"
