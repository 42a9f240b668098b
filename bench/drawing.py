"""How soon a drawing of the network stands in a browser, and how smoothly it is dragged."""

from pathlib import Path
from shutil import which
from statistics import mean
from typing import Any

_STEPS = 60
_FRAMES = """() => {
  const times = [];
  const frame = time => { times.push(time); if (!window.told) requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
  window.tell = () => { window.told = true; return times.slice(1).map((time, index) => time - times[index]); };
}"""


def measure(file: Path) -> dict[str, float]:
    """Open a file that ``coop draw`` wrote, in Chromium without a screen, and drag the drawing across.

    Returns:
        ``drawn``: seconds from the opening to the first drawing; ``frames``: frames a second while it is dragged;
        ``slowest``: seconds of the slowest frame in twenty.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=which("chromium"))
        page: Any = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(file.as_uri())
        page.wait_for_function("performance.getEntriesByName('drawn').length")
        drawn = page.evaluate("performance.getEntriesByName('drawn')[0].startTime") / 1000
        page.wait_for_timeout(500)
        box = page.locator(".network-canvas").bounding_box()
        x, y = box["x"] + 20, box["y"] + 20
        page.mouse.move(x, y)
        page.mouse.down()
        page.evaluate(_FRAMES)
        for step in range(_STEPS):
            page.mouse.move(x + 4 * step, y + 3 * step)
        apart = sorted(page.evaluate("tell()"))
        page.mouse.up()
        browser.close()
    return {"drawn": drawn, "frames": 1000 / mean(apart), "slowest": apart[len(apart) * 19 // 20] / 1000}
