"""How each command grows from our facts to ten times as many, though nothing was added to what it is asked about."""

import shutil
from collections.abc import Callable
from pathlib import Path

from bench import report, synthetic
from bench.building import COOP
from bench.measuring import Used, process, worker
from graph.store.folder import CURRENT, fingerprint

TITLE = "From our facts to ten times as many"
MARK = synthetic.tag(3)
PLACE, OTHER = "vn/da-nang", "jp/osaka/sakai"
OF_A_PLACE = (
    "show {place}", "show {place} {other}", "query partners-of --param place={place}", "brief {place} {other}",
    "letter {place} {other} --output {folder}/letter.docx",
    "calendar {place}", "news {place} --since 2024-01-01", "suggest {place}",
    "compare {place}",
)  # fmt: skip
"""The commands that are asked about a place or two: what they are to cost is what there is to say of these."""
OF_ALL = (
    "status", "sources", "calendar", "rank", "rank --show years", "gaps", "gaps --show years --country vn",
    "query agreements-by-kind-and-year", "backtest --cutoff 2018-01-01", "export {folder}/facts.nq",
    "export {folder}/tables", "draw --output {folder}/all.html",
)  # fmt: skip
"""The commands that go through all facts, which may cost ten times as much."""


def section(folder: Path, ten: Path, scratch: Path, env: dict[str, str], runs: int, note: Callable[[str], None]) -> str:
    """Return the part of the report.

    Args:
        folder: where the graph of our facts is kept.
        ten: where one of ten times as many is kept; it is marked as one that need not be built anew.
        scratch: a folder to write in.
        env: the environment of the processes.
        runs: how often each command is run.
        note: called with what is measured.
    """
    generation, _, _ = (ten / CURRENT).read_text("utf-8").partition(" ")
    (ten / CURRENT).write_text(f"{generation.strip()} {fingerprint(ten)}\n", "utf-8")
    learnt = [worker(env, "learn", where)["seconds"] for where in (folder, ten)]
    rows = [
        _row(line, most, folder, ten, scratch, env, runs, note)
        for lines, most in ((OF_A_PLACE, 2), (OF_ALL, 10))
        for line in lines
    ]
    heads = ("command", "our facts", "ten times as many", "times", "asked")
    told = "What suggestions learn, once a build: {:.1f} s of CPU, from ten times as many {:.1f} s.".format(*learnt)
    return f"\n## {TITLE}\n\n{report.machine()}.\n\n{report.table(heads, rows)}\n\n{told}\n"


def _row(
    line: str, most: int, folder: Path, ten: Path, scratch: Path, env: dict[str, str], runs: int,
    note: Callable[[str], None],
) -> tuple[str, ...]:  # fmt: skip
    """Measure a command on both graphs, in turn; ten times as many facts have its place under a mark."""
    note(line)
    marked = {"place": synthetic.marked_locality(PLACE, MARK), "other": synthetic.marked_locality(OTHER, MARK)}
    asked = ((folder, {"place": PLACE, "other": OTHER}), (ten, marked))
    taken: tuple[list[Used], list[Used]] = ([], [])
    for _ in range(runs):
        for used, (where, places) in zip(taken, asked, strict=True):
            written = scratch / "written"
            shutil.rmtree(written, ignore_errors=True)
            written.mkdir(parents=True)
            told = [part.format(folder=written, **places) for part in line.split()]
            used.append(process([str(COOP), *told], {**env, "COOP_STORE": str(where)})[0])
    one, other = map(Used.typical, taken)
    times = other.cpu / one.cpu
    shown = line.format(folder="DIR", place="da-nang", other="sakai")
    return (
        f"`coop {shown}`", *map(_said, (one, other)), f"{times:.1f}",
        f"≤ {most}" + ("" if times <= most else " **no**"),
    )  # fmt: skip


def _said(used: Used) -> str:
    return f"{used.seconds:.2f} s (CPU {used.cpu:.2f} s), {used.megabytes:.0f} MB"


def tenfold(scratch: Path, env: dict[str, str]) -> Path:
    """Build the graph of ten times our facts; return where it is kept."""
    synthetic.write(scratch / "tables")
    worker(env, "build", scratch / "tables", scratch / "ten")
    return scratch / "ten"
