"""The figures of the site are saved as files that stand by themselves: SVG, and PNG twice as fine."""

import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import Seen
from playwright.sync_api import Page

SVG = "{http://www.w3.org/2000/svg}"


def saved(page: Page, figure: str, ending: str) -> tuple[str, bytes]:
    with page.expect_download() as started:
        page.locator(f'.figure-tools button[aria-label="Save the figure as {ending}"]').first.click()
    return started.value.suggested_filename, Path(started.value.path()).read_bytes()


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


@pytest.mark.parametrize(
    ("file", "figure"),
    [("place/vn/da-nang.html", "da-nang"), ("gaps.html", "vn"), ("access-by-year.html", "access-vn-provincial")],
)
def test_a_drawing_is_saved(site: Path, page: Page, seen: Seen, file: str, figure: str) -> None:
    page.goto(f"file://{site}/en/{file}")
    drawing = page.locator(f'svg[data-figure="{figure}"]')
    name, svg = saved(page, figure, "SVG")
    assert name == f"{figure}.svg"
    root = ElementTree.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    texts = ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]
    assert texts == [one.text_content() for one in drawing.locator("text").all()]
    assert not any("href" in one.attrib or "file:" in str(one.attrib) for one in root.iter())
    assert all("fill:" in one.attrib["style"] for one in root.iter(f"{SVG}path"))
    name, png = saved(page, figure, "PNG")
    assert name == f"{figure}.png"
    width, height = (float(root.attrib[one]) for one in ("width", "height"))
    assert size(png) == (round(width * 2), round(height * 2))
    assert len(png) > 10_000  # it is not empty
    assert not seen.complaints


def test_the_network_is_saved_as_it_is_seen(site: Path, page: Page, seen: Seen) -> None:
    page.goto(f"file://{site}/en/index.html")
    page.wait_for_selector(".network-canvas canvas")
    name, png = saved(page, "network", "PNG")
    assert name == "network.png"
    assert list(size(png)) == page.evaluate(
        "() => { const drawn = document.querySelector('.network-canvas canvas'); return [drawn.width, drawn.height]; }"
    )
    assert not seen.complaints
