"""The site and its pictures: how long it takes to write, how soon the overview is drawn, how smoothly it is dragged.

The peer is pyvis with its defaults on the same graph, which lays it out in the browser while one looks on.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from shutil import which
from statistics import mean, median
from typing import Any

from bench import report
from bench.building import COOP
from bench.measuring import Used, process
from bench.report import Figure

TITLE = "The site and its pictures"
PATIENCE = 120
"""Seconds after which a drawing that still moves is not waited for any more."""

_STEPS = 60
_FRAMES = """() => {
  const times = [];
  const frame = time => { times.push(time); if (!window.told) requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
  window.tell = () => { window.told = true; return times.slice(1).map((time, index) => time - times[index]); };
}"""


def section(folder: Path, tenfold: Path | None, env: dict[str, str], scratch: Path, runs: int,
            note: Callable[[str], None]) -> str:  # fmt: skip
    """Return the part of the report on the site.

    Args:
        folder: where the graph is kept.
        tenfold: where that of ten times the data is kept, if it is to be drawn too.
        env: the environment of the processes.
        scratch: a folder to write to.
        runs: how often each thing is done.
        note: is called with what is measured, and why something is not.
    """
    note("coop site")
    site = scratch / "site"
    written = Used.typical(
        [process([str(COOP), "site", "--store", str(folder), str(site)], env)[0] for _ in range(runs)]
    )
    lines = [Figure("`coop site`, three languages", f"{written.seconds:.1f} s (CPU {written.cpu:.1f} s, "
                    f"{written.megabytes:.0f} MB)", "≤ 15 s", written.seconds <= 15)]  # fmt: skip
    left_out = ""
    if which("chromium"):
        note("the overview in a browser")
        lines += _overview(site / "en" / "index.html", _plain(folder, scratch / "plain.html", env), runs)
        if tenfold:
            note("ten times the data in a browser")
            lines += _tenfold(tenfold, scratch, env)
    else:
        left_out = "\nWhat a browser takes is left out: there is no Chromium on this machine.\n"
        note(left_out.strip())
    return f"\n## {TITLE}\n\n{report.machine()}.\n\n{report.figures(lines)}{left_out}"


def _overview(page: Path, plain: Path, runs: int) -> list[Figure]:
    ours, peer = [measure(page) for _ in range(runs)], measure_plain(plain)
    drawn, size = median(one["drawn"] for one in ours), ours[0]["bytes"] / 1e6
    return [
        Figure("overview: all that it loads", f"{size:.2f} MB", "≤ 2.5 MB", size <= 2.5,
               f"plain pyvis: {plain.stat().st_size / 1e6:.2f} MB and what it asks the net for"),
        Figure("overview: opened and drawn", f"{drawn:.2f} s", "≤ 1.5 s", drawn <= 1.5,
               f"plain pyvis, until it stands still: {peer['still']:.1f} s"),
        Figure("the same: dragging", f"{median(one['frames'] for one in ours):.0f} frames a second", "", None,
               f"plain pyvis: {peer['frames']:.0f}"),
    ]  # fmt: skip


def _tenfold(folder: Path, scratch: Path, env: dict[str, str]) -> list[Figure]:
    page = scratch / "tenfold.html"
    used, _ = process([sys.executable, "-m", "bench.drawing", "ours", str(folder), str(page)], env)
    ours, peer = measure(page), measure_plain(_plain(folder, scratch / "plain-tenfold.html", env))
    still = f"{peer['still']:.0f} s" if peer["still"] < PATIENCE else f"not within {PATIENCE} s"
    frames = f"{peer['frames']:.1f}" if "frames" in peer else f"answers no mouse within {PATIENCE} s more"
    return [
        Figure("ten times the data: drawing and writing", f"{used.seconds:.1f} s"),
        Figure("ten times the data: opened and drawn", f"{ours['drawn']:.2f} s", "", None,
               f"plain pyvis, until it stands still: {still}"),
        Figure("ten times the data: dragging", f"{ours['frames']:.0f} frames a second", "", None,
               f"plain pyvis: {frames}"),
    ]  # fmt: skip


def _plain(folder: Path, page: Path, env: dict[str, str]) -> Path:
    process([sys.executable, "-m", "bench.drawing", "plain", str(folder), str(page)], env)
    return page


def write_plain(folder: Path, page: Path) -> None:
    """Write the network of a graph as plain pyvis does, with its defaults."""
    import networkx as nx
    from pyvis.network import Network

    from graph.ask.parameters import day
    from graph.draw.drawing import drawing
    from graph.store.folder import open_store

    drawn = drawing(open_store(folder), day("today"), "en")
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from((node["id"], {"label": node["label"]}) for node in drawn["nodes"])
    network.add_edges_from((line["from"], line["to"]) for line in drawn["lines"])
    plain = Network(cdn_resources="in_line")
    plain.from_nx(network)
    page.write_text(plain.generate_html(), "utf-8")


def measure(file: Path) -> dict[str, float]:
    """Open a page with a drawing of ours in Chromium without a screen, and drag the drawing across.

    Returns:
        ``drawn``: seconds from the opening to the first drawing; ``frames``: frames a second while it is dragged,
        missing if the page does not answer within `PATIENCE`; ``bytes``: of all that the page loads.
    """

    def drawn(page: Any) -> dict[str, float]:
        while not (milliseconds := page.evaluate("(performance.getEntriesByName('drawn')[0] || {}).startTime")):
            page.wait_for_timeout(50)  # not waited for by a function, which the page's policy would not let in
        page.wait_for_timeout(500)
        return {"drawn": milliseconds / 1000}

    return _measured(file, drawn, ".network-canvas")


def measure_plain(file: Path) -> dict[str, float]:
    """Do the same with a page of plain pyvis; ``still``: seconds until nothing moves, at most `PATIENCE`."""

    from playwright.sync_api import TimeoutError as TooLongError

    def still(page: Any) -> dict[str, float]:
        stands = "window.network && network.physics && network.physics.stabilized ? performance.now() : 0"
        try:
            return {"still": page.wait_for_function(stands, polling=50).json_value() / 1000}
        except TooLongError:
            return {"still": PATIENCE}

    return _measured(file, still, "#mynetwork")


def _measured(file: Path, wait: Callable[[Any], dict[str, float]], canvas: str) -> dict[str, float]:
    from playwright.sync_api import TimeoutError as TooLongError
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=which("chromium"))
        page: Any = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(PATIENCE * 1000)
        page.route("http*://**", lambda route: route.abort())  # what plain pyvis asks for from elsewhere
        loaded: set[str] = set()
        page.on("request", lambda request: loaded.add(request.url) if request.url.startswith("file:") else None)
        page.goto(file.as_uri(), wait_until="commit")
        found = wait(page)
        with suppress(TooLongError):
            found["frames"] = _dragged(page, canvas)
        browser.close()
    return {**found, "bytes": float(sum(Path(url.removeprefix("file://")).stat().st_size for url in loaded))}


def _dragged(page: Any, canvas: str) -> float:
    """Return how many frames a second are drawn while a drawing is dragged by its ground."""
    box = page.locator(canvas).bounding_box()
    x, y = box["x"] + 20, box["y"] + 20
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(_FRAMES)
    for step in range(_STEPS):
        page.mouse.move(x + 4 * step, y + 3 * step)
    apart = page.evaluate("tell()")
    page.mouse.up()
    return 1000 / mean(apart)


def write_ours(folder: Path, page: Path) -> None:
    """Write the same as ``coop draw`` does, which would first build the project's own facts."""
    from graph.ask.parameters import day
    from graph.draw.drawing import drawing
    from graph.site.drawing_page import page as html
    from graph.store.folder import open_store

    page.write_text(html(drawing(open_store(folder), day("today"), "en"), "en"), "utf-8")


if __name__ == "__main__":
    {"ours": write_ours, "plain": write_plain}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
