"""What a page shows is printed on A4 too: every row, legibly, nothing cut, whichever window it is printed from."""

import json
import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import cycle, product
from pathlib import Path
from typing import Any

import numpy as np
import oracle
import pytest
from conftest import SITE_DAY
from playwright.sync_api import Browser, Page
from pyoxigraph import Store
from scipy import ndimage

from graph.draw.drawing import DrawingFilter, drawing
from graph.site.drawing_page import page as drawn_page
from loaders.model.dates import date_text

A4 = (595.28, 841.89)  # points
MARGIN = 12 / 25.4 * 72
DESKTOP = {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"}
PHONE = {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"}

LARGE = [
    ("en/ties.html", DESKTOP),
    ("vi/places.html", PHONE),
    ("ja/projects.html", DESKTOP),
    ("vi/networks.html", PHONE),
    ("en/sources.html", PHONE),
    ("ja/gaps.html", DESKTOP),
    ("en/gaps-2025-06-30.html", PHONE),
]
LONG = [("vi/ontology.html", DESKTOP), QUESTION := ("ja/question/co-members-without-agreement.html", PHONE)]
SMALL = ("index.html", "programmes.html", "questions.html", "question/partners-of.html", "about.html",
         "place/vn/da-nang.html", "place/vn/ca-mau.html")  # fmt: skip
DRAWING = "drawing.html"

_NOT_ON_PAPER = {"contents", "tabs", "around", "table-tools", "network-filters", "network-stage", "network-hint",
                 "network-list", "no-print", "visually-hidden"}  # fmt: skip
"""What leads about the page, works on a screen alone, or shows what is listed elsewhere on it."""
_VOID = {"br", "input", "img", "link", "meta", "circle", "path", "line", "rect", "col"}


def letters(text: str) -> str:
    """Return the letters and digits of a text alone: how lines and pages break it makes no difference."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())


class Reader(HTMLParser):
    """Reads what a page says: the rows of its tables, without their heads; and all else, block by block."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.heads: list[str] = []
        self.tables: list[list[list[str]]] = []
        self.blocks: list[str] = []
        self._open: list[tuple[str, str]] = []  # what we are in: tag and classes
        self._address = ""
        self._left_out = 0
        self.feed(path.read_text("utf-8").partition("<main")[2].partition("</main>")[0].partition(">")[2])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in _VOID:
            return
        classes = said.get("class", "")
        if (
            self._left_out
            or {*classes.split()} & _NOT_ON_PAPER
            or tag in {"script", "title", "sup"}
            or "hidden" in said
        ):
            self._left_out += 1
        self._open.append((tag, classes))
        if tag == "table":
            self.tables.append([])
            self.heads.append("")
        elif tag == "tr" and not self._within("thead"):
            self.tables[-1].append([])
        elif tag in {"th", "td"} and not self._within("thead"):
            self.tables[-1][-1].append("")
        elif tag in {"p", "li", "h1", "h2", "h3", "caption", "dt", "dd", "pre", "ul"}:
            self.blocks.append("")
        elif tag == "a":
            self._address = said["href"] if said["href"].startswith("http") else ""

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if tag == "a" and self._address and any({"table", "sources"} & {*one.split()} for _, one in self._open):
            self.handle_data(self._address)  # paper is not clicked
        while self._open.pop()[0] != tag:
            self._left_out -= bool(self._left_out)
        self._left_out -= bool(self._left_out)

    def handle_data(self, data: str) -> None:
        if self._left_out or not self._open:
            return
        if self._within("thead"):
            self.heads[-1] += data
        elif self._within("td") or self._within("th"):
            self.tables[-1][-1][-1] += data
        elif self.blocks:
            self.blocks[-1] += data

    def _within(self, name: str) -> bool:
        return any(name == tag or name in classes.split() for tag, classes in self._open)


@dataclass
class Paper:
    """A print: the letters on each sheet in the order in which they were written, and where each word stands."""

    file: Path
    sheets: list[str] = field(init=False)
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.sheets = [letters(sheet) for sheet in _run("pdftotext", "-raw", self.file, "-").split("\f")[:-1]]
        self.text = "".join(self.sheets)

    def sizes(self) -> set[tuple[float, float]]:
        """How wide and high the sheets are, in points."""
        said = _run("pdfinfo", "-f", "1", "-l", "9999", self.file)
        return {(float(w), float(h)) for w, h in re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+) pts", said)}

    def words(self) -> Iterator[tuple[float, float, float, float, str]]:
        """Yield of each word how wide its sheet is, where it begins and ends, how high it is, and the word."""
        wide = 0.0
        for line in _run("pdftotext", "-bbox", self.file, "-").splitlines():
            numbers = [float(number) for number in re.findall(r'(?:width|xMin|yMin|xMax|yMax)="([-\d.]+)"', line)]
            if line.lstrip().startswith("<page"):
                wide = numbers[0]
            elif line.lstrip().startswith("<word"):
                yield wide, numbers[0], numbers[2], numbers[3] - numbers[1], line

    def dots(self, fineness: int = 50) -> bytes:
        """What is seen on the first sheet with so many dots to an inch, as PPM."""
        command = ["pdftoppm", "-l", "1", "-r", str(fineness), str(self.file)]
        return subprocess.run(command, capture_output=True, check=True).stdout


def largest_dot(image: bytes, colour: tuple[int, int, int]) -> tuple[int, int]:
    """Return how wide and high the largest spot of a colour is."""
    _, size, _, pixels = image.split(b"\n", 3)
    wide, high = map(int, size.split())
    same = (np.frombuffer(pixels, np.uint8).reshape(high, wide, 3) == colour).all(axis=2)
    spots, _ = ndimage.label(same)
    down, across = max(ndimage.find_objects(spots), key=lambda spot: (spots[spot] > 0).sum())
    return across.stop - across.start, down.stop - down.start


def _run(*command: str | Path) -> str:
    return subprocess.run([*map(str, command)], capture_output=True, check=True).stdout.decode()


def data_of(file: Path) -> dict[str, Any]:
    """Return what a page says to the program that draws."""
    data: dict[str, Any] = json.loads(file.read_text("utf-8").partition('id="drawing">')[2].partition("</script>")[0])
    return data


def wait_until_drawn(page: Page) -> None:
    while not page.evaluate("performance.getEntriesByName('drawn').length"):
        page.wait_for_timeout(50)


Printed = Callable[..., Paper]


@pytest.fixture(scope="module")
def where(store: Store, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, and drawings of their own beside it."""
    folder = tmp_path_factory.mktemp("print")
    for language in ("en", "vi", "ja"):
        (folder / language).symlink_to(site / language)
        around = drawing(
            store, SITE_DAY, language, DrawingFilter("vn/da-nang"), layout="map" if language == "vi" else "network"
        )
        (folder / f"{language}-{DRAWING}").write_text(drawn_page(around, language), "utf-8")
    (folder / "assets").symlink_to(site / "assets")
    return folder


@pytest.fixture(scope="module")
def printed(browser: Browser, where: Path, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """Prints a page from a window, after something was done there; once for all tests if nothing was."""
    if not shutil.which("pdftotext"):
        pytest.skip("nothing on this machine to read PDF files with; on Debian: apt-get install poppler-utils")
    kept: dict[str, Paper] = {}

    def to_paper(name: str, window: dict[str, Any], act: Callable[[Page], Any] | None = None) -> Paper:
        key = f"{name}{window}"
        if act or key not in kept:
            with browser.new_context(**window, reduced_motion="reduce") as context:
                page = context.new_page()
                page.goto((where / name).as_uri())
                if page.locator(".network").count():
                    wait_until_drawn(page)
                if act:
                    act(page)
                target = tmp_path_factory.mktemp("paper") / "page.pdf"
                page.pdf(path=target, prefer_css_page_size=True)
            if act:
                return Paper(target)
            kept[key] = Paper(target)
        return kept[key]

    return to_paper


WINDOWS = {"en": DESKTOP, "vi": PHONE, "ja": PHONE}
EVERY = bool(os.environ.get("COOP_LARGE"))
TABLES = LARGE if EVERY else LARGE[:6]
PRINTS = [*TABLES, *LONG]
PRINTS += [
    (f"{language}/{name}", WINDOWS[language])
    for language, name in (product(WINDOWS, SMALL) if EVERY else zip(cycle(WINDOWS), SMALL))
]
"""What is printed: each small page in one of the languages, by ``COOP_LARGE=1`` in all, and one more of the large."""


@pytest.mark.parametrize(("name", "window"), PRINTS)
def test_every_row_and_every_sentence_is_printed(
    where: Path, printed: Printed, name: str, window: dict[str, Any]
) -> None:
    said, paper = Reader(where / name), printed(name, window)
    for rows in said.tables:
        at = 0
        for number, row in enumerate(rows):
            text = letters("".join(row))
            assert text in paper.text[at:], f"lost after {number} of {len(rows)} rows: {row}"
            at = paper.text.index(text, at) + len(text)
    lost = [block for block in said.blocks if letters(block) not in paper.text]
    assert not lost, lost[:5]
    assert letters(oracle.spoken(SITE_DAY, name[:2])) in paper.text, "paper does not know what day it was"


@pytest.mark.parametrize(
    ("name", "window"), [*PRINTS, *((f"{language}-{DRAWING}", PHONE) for language in ("en", "vi", "ja"))]
)
def test_the_sheets_are_a4_and_hold_all_words_legibly_within_their_margins(
    printed: Printed, name: str, window: dict[str, Any]
) -> None:
    paper = printed(name, window)
    assert all(sorted(size) == pytest.approx(A4, abs=0.5) for size in paper.sizes())
    assert len(paper.sizes()) == 1
    for wide, left, right, high, word in paper.words():
        assert left > MARGIN - 1, word
        assert right < wide - MARGIN + 1, word
        assert high > 6, word


@pytest.mark.parametrize(("name", "window"), TABLES)
def test_every_sheet_of_a_table_has_its_headings(
    where: Path, printed: Printed, name: str, window: dict[str, Any]
) -> None:
    said = Reader(where / name)
    heads = [letters(head) for head in said.heads]
    sheets = printed(name, window).sheets[1:-1]  # a lead may fill the first, the day stands on the last
    assert sheets
    without = [sheet for sheet in sheets if not any(head in sheet for head in heads)]
    rows = [letters("".join(row)) for table in said.tables for row in table]
    assert not [sheet[:60] for sheet in without if any(row in sheet for row in rows)], "a map alone has none"


@pytest.mark.parametrize("name", ["en/index.html", "vi/place/vn/da-nang.html", "ja/programmes.html", f"ja-{DRAWING}"])
def test_whatever_it_is_printed_from_the_paper_is_the_same(printed: Printed, name: str) -> None:
    assert printed(name, PHONE).dots() == printed(name, DESKTOP).dots()


def test_what_a_reader_has_filtered_away_stays_away_and_the_paper_says_so(where: Path, printed: Printed) -> None:
    rows = Reader(where / "en/ties.html").tables[0]
    kept = [row for row in rows if row[2] == "letter of intent"]
    assert 0 < len(kept) < len(rows)

    def choose(page: Page) -> None:
        page.locator("#ties .choices select").first.select_option("letter of intent")

    text = printed("en/ties.html", DESKTOP, choose).text
    ties = text.partition(letters("Visits and other events"))[0]
    assert [row for row in rows if letters("".join(row)) in ties] == kept
    assert letters(f"Kind letter of intent {len(kept)} of {len(rows)} rows") in ties
    assert "Filter" not in ties


def test_a_question_says_that_it_shows_the_first_rows_alone(printed: Printed) -> None:
    assert letters("全1132行のうち最初の200行") in printed(*QUESTION).text


@pytest.mark.parametrize("window", [DESKTOP, PHONE])
@pytest.mark.parametrize("name", ["vi/index.html", f"en-{DRAWING}", f"vi-{DRAWING}"])
def test_the_drawing_keeps_its_shape_and_names(
    where: Path, printed: Printed, name: str, window: dict[str, Any]
) -> None:
    paper = printed(name, window)
    drawn = data_of(where / name)
    wide, high = largest_dot(paper.dots(150), (0xC8, 0x78, 0x3C))  # --vn-fill by day
    assert wide > 20
    assert wide == pytest.approx(high, abs=2), "a circle"
    lines = [drawn["lines"][tie["line"]] for tie in drawn["ties"] if tie["scheme"] in drawn["shown"]]
    shown = {end for line in lines for end in (line["from"], line["to"])}
    names = [letters(node.get("short", node["label"])) for node in drawn["nodes"] if node["id"] in shown]
    least = 0.3 if drawn["layout"] == "map" else 0.8  # on the map they are crowded, and networks stand nowhere
    assert sum(name in paper.sheets[0] for name in names) >= least * len(names)
    assert all(letters(called) in paper.text for slug, called in drawn["schemes"].items() if slug in drawn["shown"])


def test_the_ties_that_are_drawn_are_printed_if_their_list_is_open(where: Path, printed: Printed) -> None:
    name = f"en-{DRAWING}"
    drawn = data_of(where / name)

    def open_list(page: Page) -> None:
        page.locator(".network-list summary").click()
        page.locator(".network-list tr").last.wait_for()

    opened = printed(name, PHONE, open_list).text
    for tie in drawn["ties"]:
        sources = "".join("".join(drawn["sources"][number]) for number in tie["sources"])
        assert letters(tie["title"]) + letters(date_text(tie["since"] or "", "en")) in opened
        assert letters(sources) in opened
    assert letters(drawn["ties"][0]["title"]) not in printed(name, PHONE).text


def test_after_it_was_printed_the_drawing_is_as_it_was(browser: Browser, where: Path) -> None:
    state = """() => {
      const [{network}, {theme}] = [drawing, document.documentElement.dataset];
      const [{width, height}, {open}] = ["canvas", ".network-more"].map((one) => document.querySelector(one));
      return [network.getPositions(), network.getScale(), network.getViewPosition(), theme, width, height, open];
    }"""
    with browser.new_context(**PHONE, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto((where / f"en-{DRAWING}").as_uri())
        wait_until_drawn(page)
        page.click("[name=in]")
        before = page.evaluate(state)
        page.pdf(prefer_css_page_size=True)
        page.wait_for_timeout(200)
        assert page.evaluate(state) == before
