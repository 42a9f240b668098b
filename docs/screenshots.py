"""Take the pictures of the site that the documents show: ``python docs/screenshots.py SITE``."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PICTURES = {
    "overview": ("en/index.html", (1280, 960), "light"),
    "overview-dark-ja": ("ja/index.html", (1280, 960), "dark"),
    "place-vi": ("vi/place/vn/da-nang.html", (1280, 960), "light"),
    "place-phone": ("ja/place/jp/niigata.html", (390, 844), "light"),
    "pair-vi": ("vi/pair/vn/hai-phong/jp/fukuoka/kitakyushu.html", (1280, 960), "light"),
    "calendar": ("ja/calendar.html", (1280, 960), "light"),
    "gaps": ("en/gaps.html", (1280, 1180), "light"),
    "gaps-phone-dark": ("vi/gaps.html", (390, 844), "dark"),
}
"""Name of the picture -> page, size of the window, theme."""


def main(site: Path) -> None:
    """Write the pictures beside this file."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-headless-shell"), args=["--no-sandbox"]
        )
        for name in PICTURES:
            _take(browser, site, name)
        browser.close()


def _take(browser: Browser, site: Path, name: str) -> None:
    path, (width, height), theme = PICTURES[name]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.goto((site / path).absolute().as_uri())
    page.wait_for_timeout(800)  # until it is drawn
    page.screenshot(path=Path(__file__).with_name(f"{name}.png"))
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
