"""The drawing in a browser: it needs nothing from elsewhere, shows what is asked for, and answers the hand."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from asking import copy
from oracle import TODAY
from playwright.sync_api import expect
from pyoxigraph import Literal, Quad, Store

from graph.draw.drawing import EVERYTHING, DrawingFilter, drawing
from graph.site.drawing_page import page
from ontology import graph, rdfs, thing

pytestmark = pytest.mark.xdist_group("drawing")  # what they share is made once

Page = Any
SAID = ".network-said"
PATIENCE = 120
"""How many seconds are waited for what does not come, however busy the machine is."""


class Shown:
    """A drawing that a browser shows, with what it complained of and asked for."""

    def __init__(self, browser: Any, file: Path, **settings: Any) -> None:
        self.page = browser.new_page(viewport={"width": 1200, "height": 900}, reduced_motion="reduce", **settings)
        self.page.set_default_timeout(PATIENCE * 1000)
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append("alert"), dialog.dismiss()))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(file.as_uri())
        self.until(lambda: self.page.evaluate("performance.getEntriesByName('drawn').length"))

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds; the page's policy forbids to wait within it."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, "in vain"
            self.page.wait_for_timeout(50)

    @property
    def said(self) -> str:
        """What the page says is shown, when it has come to rest."""
        self.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return str(self.page.inner_text(SAID))

    @property
    def lines(self) -> int:
        """How many lines are drawn."""
        return int(self.page.evaluate("drawing.lines.get({filter: line => !line.hidden}).length"))

    def spot(self, thing: str) -> tuple[float, float]:
        """Where something stands in the window."""
        box = self.page.locator(".network-canvas").bounding_box()
        at = self.page.evaluate("id => drawing.network.canvasToDOM(drawing.network.getPosition(id))", thing)
        return box["x"] + at["x"], box["y"] + at["y"]


@pytest.fixture(scope="module")
def files(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with drawings: of everything, around Da Nang, and of names that would act if they were let."""
    where = tmp_path_factory.mktemp("drawings")
    (where / "ties.html").write_text(page(drawing(store, TODAY, "en"), "en"), "utf-8")
    around = drawing(store, TODAY, "ja", DrawingFilter("vn/da-nang"))
    (where / "da-nang.html").write_text(page(around, "ja"), "utf-8")
    hostile = copy(store)
    name = '</script><img src="x:y" onerror="alert(1)"><b>' + "long " * 2000
    for node in ("vn/da-nang", "tie/da-nang--sakai--mou--2009", "jp/osaka/sakai"):
        for quad in list(hostile.quads_for_pattern(thing[node], rdfs.label, None, None)):
            hostile.remove(quad)
        hostile.add(Quad(thing[node], rdfs.label, Literal(name, language="en"), graph["ties"]))
    (where / "hostile.html").write_text(page(drawing(hostile, TODAY, "en", EVERYTHING), "en"), "utf-8")
    return where


@pytest.fixture(scope="module")
def everything(browser: Any, files: Path) -> Iterator[Shown]:
    """The drawing of everything, for tests that leave it as it was."""
    shown = Shown(browser, files / "ties.html")
    yield shown
    assert shown.complaints == []
    assert len(shown.asked) == 1, "nothing but the file itself"


def numbers(said: str) -> list[int]:
    """Return the numbers in a sentence."""
    return [int(part) for part in said.replace(",", "").split() if part.isdecimal()]


def test_ties_are_shown_first_and_memberships_on_demand(everything: Shown) -> None:
    localities, ties = numbers(everything.said)
    everything.page.check("[value=intercity-network]")
    more = numbers(everything.said)
    assert more[0] > localities
    assert more[1] == ties
    assert more[2] > more[3] > 0
    everything.page.uncheck("[value=intercity-network]")
    assert numbers(everything.said) == [localities, ties]


def test_each_filter_hides_and_brings_back(everything: Shown) -> None:
    before, lines = everything.said, everything.lines
    for name, value in (("kind", "mou"), ("field", "water"), ("level", "designated-city")):
        everything.page.select_option(f"[name={name}]", value)
        assert numbers(everything.said) < numbers(before)
        assert 0 < everything.lines < lines
        everything.page.select_option(f"[name={name}]", "")
    for box in (
        "[value=official-relationship]",
        "[value=third-party-support]",
        "[name=scheme][value='']",
        "[name=ended]",
    ):
        everything.page.uncheck(box)
        assert 0 < numbers(everything.said)[1] < numbers(before)[1]
        everything.page.check(box)
    assert everything.said == before


def test_the_slider_goes_through_the_years(everything: Shown) -> None:
    before = everything.said
    ties = []
    for year in (1995, 2010, 2020):
        everything.page.locator("[name=year]").fill(str(year))
        assert everything.page.input_value("[name=year]") == str(year)
        ties.append(numbers(everything.said)[1])
        assert everything.page.inner_text(".network-year strong") == str(year)
    assert ties == sorted(set(ties))
    everything.page.locator("[name=year]").fill(TODAY[:4])
    assert everything.said == before


def test_dots_are_as_large_as_what_is_shown_of_them(everything: Shown) -> None:
    """By partners and ties, the year shown counts; before the first memorandum of Da Nang others were larger."""
    measured = "[...drawing.things.values()].filter(one => one.shown).map(one => [one.id, one.radius])"
    for year, size in (("2003", "degree"), ("2003", "strength"), (TODAY[:4], "degree")):
        everything.page.select_option("[name=size]", size)
        everything.page.locator("[name=year]").fill(year)
        assert everything.said
        sizes = dict(everything.page.evaluate(measured))
        largest = max(sizes, key=sizes.__getitem__)
        assert largest == ("vn/da-nang" if year == TODAY[:4] else "vn/ho-chi-minh-city")
    everything.page.select_option("[name=size]", "degree")


def test_on_the_map_the_north_is_above_the_countries_stand_side_by_side_and_it_is_explained(everything: Shown) -> None:
    note = everything.page.locator(".network-map-note")
    assert not note.is_visible()
    everything.page.check("[value=map]")
    assert everything.said
    assert note.is_visible()
    hanoi, hue, sapporo = (everything.spot(one) for one in ("vn/hanoi", "vn/hue", "jp/hokkaido/sapporo"))
    assert hanoi[1] < hue[1]
    assert hanoi[0] < hue[0] < sapporo[0]
    spots = everything.page.evaluate(
        "[...drawing.things.values()].filter(one => one.shown && one.map)"
        ".map(one => drawing.network.canvasToDOM(drawing.network.getPosition(one.id)))"
    )
    box = everything.page.locator(".network-canvas").bounding_box()
    for side, length in (("x", box["width"]), ("y", box["height"])):
        along = [spot[side] for spot in spots]
        assert 0 < min(along) < max(along) < length
        assert max(along) - min(along) > 0.7 * length, "it fills the frame"
    everything.page.check("[value=network]")
    note.wait_for(state="hidden")


def test_dragging_moves_everything(everything: Shown) -> None:
    everything.page.click("[name=whole]")
    before = everything.spot("vn/hue")
    box = everything.page.locator(".network-canvas").bounding_box()
    corner = (box["x"] + 30, box["y"] + 30)
    everything.page.mouse.move(*corner)
    everything.page.mouse.down()
    everything.page.mouse.move(corner[0] + 80, corner[1] + 50, steps=5)
    everything.page.mouse.up()
    moved = pytest.approx((before[0] + 80, before[1] + 50), abs=2)
    everything.until(lambda: everything.spot("vn/hue") == moved)
    everything.page.click("[name=whole]")
    everything.until(lambda: everything.spot("vn/hue") == pytest.approx(before, abs=1))


def test_the_pointer_is_told_what_it_is_on(everything: Shown) -> None:
    everything.page.mouse.move(*everything.spot("vn/da-nang"))
    tip = everything.page.locator(".network-tip")
    expect(tip).to_contain_text("centrally-run city, Vietnam")
    assert tip.inner_text().startswith("Da Nang")
    everything.page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_the_keyboard_reaches_all(everything: Shown) -> None:
    scale = "drawing.network.getScale()"
    before = everything.page.evaluate(scale)
    everything.page.focus("[name=in]")
    everything.page.keyboard.press("Enter")
    everything.until(lambda: everything.page.evaluate(scale) > before)
    everything.page.focus("[name=whole]")
    everything.page.keyboard.press("Enter")
    everything.page.focus("[role=application]")
    assert "Drag to move" in everything.page.get_attribute("[role=application]", "aria-label")
    everything.page.focus("summary >> nth=-1")
    everything.page.keyboard.press("Enter")
    rows = everything.page.locator(".network-list tbody tr")
    rows.first.wait_for()
    ties = everything.page.evaluate("JSON.parse(document.getElementById('drawing').textContent).ties")
    expect(rows).to_have_count(sum(tie["form"] != "Membership" for tie in ties))
    assert everything.page.locator(".network-list tbody a").first.get_attribute("href").startswith("http")
    everything.page.keyboard.press("Enter")


def test_around_a_place_its_networks_are_shown_too_and_it_stands_in_the_middle(browser: Any, files: Path) -> None:
    shown = Shown(browser, files / "da-nang.html", color_scheme="dark")
    box = shown.page.locator(".network-canvas").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert shown.spot("vn/da-nang") == pytest.approx(middle, abs=2)
    assert shown.page.title().startswith("ダナン市の交流・協力")
    assert shown.page.is_checked("[value=intercity-network]")
    lines = shown.lines
    shown.page.uncheck("[value=intercity-network]")
    assert shown.said
    assert 0 < shown.lines < lines
    assert shown.complaints == []
    assert len(shown.asked) == 1


def test_names_that_would_act_are_text(browser: Any, files: Path) -> None:
    shown = Shown(browser, files / "hostile.html")
    shown.page.mouse.move(*shown.spot("vn/da-nang"))
    tip = shown.page.locator(".network-tip")
    expect(tip).to_be_visible()
    assert tip.inner_text().startswith('</script><img src="x:y" onerror="alert(1)"><b>long')
    assert tip.bounding_box()["height"] < 400
    shown.page.click("summary >> nth=-1")
    shown.page.locator(".network-list td").first.wait_for()  # until it is seen
    assert shown.page.locator("img, b").count() == 0
    assert shown.complaints == []
    assert len(shown.asked) == 1
