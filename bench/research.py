"""The research questions, asked of the graph on disk: how much processor time each takes."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import queries
from bench import report
from graph.ask.query import select
from graph.store.folder import open_store

TITLE = "Research questions"
MOST = 200
"""Milliseconds of processor time that a question may take."""
ROUNDS = 5


def section(folder: Path, note: Callable[[str], None]) -> str:
    """Return the part of the report; processor time, since other work on the machine adds to any other.

    Args:
        folder: where the graph of our facts is kept.
        note: called with what is measured.
    """
    rows = [_row(folder, name, note) for name in queries.research_names()]
    heads = ("question", "rows", "CPU ms", "asked")
    return f"\n## {TITLE}\n\n{report.machine()}. Medians of {ROUNDS}.\n\n{report.table(heads, rows)}\n"


def _row(folder: Path, name: str, note: Callable[[str], None]) -> tuple[str, ...]:
    note(name)
    store, sparql = open_store(folder), queries.question(name).sparql
    taken, rows = [], 0
    for _ in range(ROUNDS):
        begun = time.process_time()
        rows = len(select(store, sparql).rows)
        taken.append((time.process_time() - begun) * 1000)
    used = median(taken)
    return name, str(rows), f"{used:,.1f}", f"≤ {MOST}" + ("" if used <= MOST else " **no**")
