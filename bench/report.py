"""The report: what was measured, as Markdown."""

import os
import platform
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from bench.asking import CAP, Asked, Case


@dataclass(frozen=True)
class Figure:
    """A line of the report.

    Attributes:
        what: what was measured.
        value: the figure, with its unit.
        asked: what was asked of it; empty if it is for information.
        holds: whether the figure is what was asked, None if it is for information.
        peer: what the same takes without the project, and the ratio.
    """

    what: str
    value: str
    asked: str = ""
    holds: bool | None = None
    peer: str = ""


def machine() -> str:
    """Return a line on the machine, the day and how busy the machine is."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return (
        f"{date.today().isoformat()}, {os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB, "
        f"Python {platform.python_version()}, {platform.system()}, load {load:.1f}"
    )


def figures(lines: Iterable[Figure]) -> str:
    """Return the table of figures against what was asked."""
    said = {True: "yes", False: "**no**", None: ""}
    rows = [(line.what, line.value, line.asked, said[line.holds], line.peer) for line in lines]
    return table(("what", "figure", "asked", "holds", "peer in the same run, ratio to it"), rows)


def questions(asked: Sequence[tuple[Case, Asked]]) -> str:
    """Return the table of questions, with what each engine took."""
    rows = [(case.name, *_answered(one)) for case, one in asked]
    heads = ("question", "rows", "coop ms", "pyoxigraph ms, substitutions", "pyoxigraph ms, bound text", "ratio",
             "rdflib ms", "times faster", "same rows")  # fmt: skip
    return table(heads, rows)


def _answered(one: Asked) -> tuple[str, ...]:
    rows = "" if one.rows is None else str(one.rows.total())
    same = "" if one.rows is None or one.peer_rows is None else "yes"
    if one.differs and one.peer_rows is not None:
        same = f"**no**, rdflib has {one.peer_rows.total()}"
    ratio = f"{one.ours / one.bare:.2f}" if one.ours and one.bare else ""
    peer = f"{'> ' if one.peer_rows is None else ''}{milliseconds(one.peer)}" if one.peer else ""
    substituted, bound = (milliseconds(way) if way else "other rows" for way in (one.substituted, one.bound))
    return (rows, milliseconds(one.ours), substituted, bound, ratio, peer, times(one), same)


def milliseconds(seconds: float | None) -> str:
    """Return a time in milliseconds; the cap where an engine was stopped."""
    return f"> {CAP},000" if seconds is None else f"{seconds * 1000:,.1f}"


def times(one: Asked) -> str:
    """Return how many times faster than rdflib the answer was; a lower bound where rdflib was stopped."""
    if not one.ours or not one.peer:
        return ""
    return f"{'' if one.peer_rows is not None else '> '}{one.peer / one.ours:,.0f}"


def overhead(asked: Sequence[tuple[Case, Asked]], size: str) -> Figure:
    """Return the median over the questions of what the project adds to bare pyoxigraph."""
    ratios = [one.ours / one.bare for _, one in asked if one.ours and one.bare]
    typical = median(ratios)
    ours = median(one.ours if one.ours else CAP for _, one in asked)
    bare = median(one.bare if one.bare else CAP for _, one in asked)
    value = f"{milliseconds(ours)} ms, {typical:.2f} times the peer"
    peer = f"bare pyoxigraph, whichever text is faster: {milliseconds(bare)} ms, {typical:.2f}"
    return Figure(f"{len(asked)} questions, {size}: median", value, "≤ 1.3 times", typical <= 1.3, peer)


def faster(asked: Sequence[tuple[Case, Asked]], size: str, least: float | None = None) -> Figure:
    """Return the median over the questions of how many times faster than rdflib they are answered."""
    ratios = [one.peer / (one.ours or CAP) for _, one in asked if one.peer]
    stopped = [one.peer for _, one in asked if one.peer and one.peer_rows is None]
    value = f"{median(ratios):,.0f} times faster"
    peer = f"rdflib in memory, {len(stopped)} of {len(asked)} stopped at {max(stopped, default=CAP):g} s and counted so"
    holds = None if least is None else median(ratios) >= least
    return Figure(f"{len(asked)} questions, {size}: against rdflib", value, f"≥ {least:g} times" if least else "",
                  holds, peer)  # fmt: skip


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def spliced(text: str, title: str, part: str) -> str:
    """Return a report with one part of it measured anew; a part that it lacks comes before all others.

    Args:
        text: the report.
        title: the heading of the part.
        part: the part, from the empty line before its heading on.
    """
    old = re.compile(rf"\n## {re.escape(title)}\n.*?(?=\n## )", re.DOTALL)
    if old.search(text):
        return old.sub(lambda _: part, text, count=1)
    head, heading, others = text.partition("\n## ")
    return head + part + heading + others
