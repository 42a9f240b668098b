"""Measure everything and write the report: ``python -m bench [--quick]``; one part: ``--networks``, ``--site``,
``--serving``, ``--loading``, ``--growth``, ``--research``."""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench import asking, building, drawing, growth, loading, networks, report, research, serving, synthetic
from bench.asking import Asked, Case
from bench.building import Built
from bench.measuring import Used, process, surroundings
from bench.report import Figure

RESULTS = Path(__file__).parent / "RESULTS.md"
Answers = list[tuple[Case, Asked]]


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="fewer runs, rdflib stopped sooner, and not at ten times the data"
    )
    parser.add_argument(
        "--networks", action="store_true", help="only the part on networks, put in its place in the report that stands"
    )
    parser.add_argument("--site", action="store_true", help="likewise the part on the site and its pictures")
    parser.add_argument("--serving", action="store_true", help="likewise the part on the endpoint under load")
    parser.add_argument("--loading", action="store_true", help="likewise the part on loading a million rows")
    parser.add_argument("--growth", action="store_true", help="likewise the part on ten times as many facts")
    parser.add_argument("--research", action="store_true", help="likewise the part on the research questions")
    chosen = parser.parse_args()
    quick = chosen.quick
    parts = {
        "networks": (networks.TITLE, _networks), "site": (drawing.TITLE, _site), "serving": (serving.TITLE, _serving),
        "loading": (loading.TITLE, _loading), "growth": (growth.TITLE, _growth),
        "research": (research.TITLE, _research),
    }  # fmt: skip
    for title, measured in (part for name, part in parts.items() if getattr(chosen, name)):
        with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
            part = measured(Path(scratch), quick)
        RESULTS.write_text(report.spliced(RESULTS.read_text("utf-8"), title, part), "utf-8")
        print(part)
        return
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        text = _report(Path(scratch), quick)
    minutes = (time.perf_counter() - begun) / 60
    text += (
        f"\nMeasured in {minutes:.0f} minutes by `python -m bench{' --quick' if quick else ''}`; {report.machine()}.\n"
    )
    RESULTS.write_text(text, "utf-8")
    print(text)


def _networks(scratch: Path, quick: bool) -> str:
    """Measure the networks alone."""
    env = surroundings(scratch / "compiled")
    process([str(building.COOP), "build", "--store", str(scratch / "store")], env)
    return networks.section(scratch / "store", env, 3 if quick else 5, _note)


def _site(scratch: Path, quick: bool) -> str:
    """Measure the site and its pictures alone."""
    env = surroundings(scratch / "compiled")
    process([str(building.COOP), "build", "--store", str(scratch / "store")], env)
    ten = None
    if not quick:
        ten = scratch / "ten"
        synthetic.write(scratch / "tables")
        building.tenfold(scratch / "tables", ten, env, scratch, 1)
    return drawing.section(scratch / "store", ten, env, scratch, 3, _note)


def _serving(scratch: Path, quick: bool) -> str:
    """Measure the endpoint alone."""
    env = surroundings(scratch / "compiled")
    process([str(building.COOP), "build", "--store", str(scratch / "store")], env)
    return serving.section(scratch / "store", scratch, 2 if quick else 10, _note)


def _loading(scratch: Path, quick: bool) -> str:
    """Measure loading alone."""
    return loading.section(scratch, surroundings(scratch / "compiled"), loading.ROWS // (10 if quick else 1), _note)


def _growth(scratch: Path, quick: bool) -> str:
    """Measure growth alone."""
    env = surroundings(scratch / "compiled")
    process([str(building.COOP), "build", "--store", str(scratch / "store")], env)
    return growth.section(scratch / "store", growth.tenfold(scratch, env), scratch, env, 1 if quick else 3, _note)


def _research(scratch: Path, quick: bool) -> str:
    """Measure the research questions alone; they take no longer than a quick run may."""
    env = surroundings(scratch / "compiled")
    process([str(building.COOP), "build", "--store", str(scratch / "store")], env)
    return research.section(scratch / "store", _note)


def _report(scratch: Path, quick: bool) -> str:
    """Measure: first the processes, while this one is small, and rdflib last, as it makes this one large."""
    head = f"# How fast and how small\n\nMedians of several runs on {report.machine()}.\n\n"
    env = surroundings(scratch / "compiled")
    one, ten = scratch / "1x", scratch / "10x"
    one.mkdir()
    ten.mkdir()
    _note("building")
    built = building.command(one / "store", env, one, 3 if quick else 5)
    _note("starting")
    started = building.starts(one / "store", env, 11)
    part = networks.section(one / "store", env, 3 if quick else 5, _note)
    _note("building from ten times the data")
    synthetic.write(ten / "tables")
    tenfold = building.tenfold(ten / "tables", ten / "store", env, ten, 1 if quick else 3)
    part += drawing.section(one / "store", None if quick else ten / "store", env, scratch, 3, _note)
    part += serving.section(one / "store", one, 2 if quick else 10, _note)
    part += research.section(one / "store", _note)
    part += "" if quick else growth.section(one / "store", ten / "store", scratch, env, 3, _note)
    (scratch / "own").mkdir()
    part += _loading(scratch / "own", quick)
    mark = synthetic.tag(3)
    answers = _ask(one / "store", asking.cases()), _ask(ten / "store", asking.cases(mark))
    wide = _ask(one / "store", asking.wide_cases()), _ask(ten / "store", asking.wide_cases())
    _compare(one, answers[0], 2 if quick else 10)
    if not quick:
        _compare(ten, answers[1], asking.CAP)
    return head + _figures(built, tenfold, started, answers) + part + _details(built, tenfold, answers, wide)


def _ask(folder: Path, cases: list[Case]) -> Answers:
    answers = []
    for case in cases:
        _note(f"{case.name}: Oxigraph")
        answers.append((case, asking.oxigraph(folder, case)))
    return answers


def _note(doing: str) -> None:
    print(doing, file=sys.stderr)


def _compare(folder: Path, answers: Answers, cap: float) -> None:
    graph = asking.in_memory(folder / "triples.nt")
    for case, asked in answers:
        _note(f"{case.name}: rdflib")
        asking.rdflib(graph, folder / "store", case, asked, cap)


def _figures(
    built: Built, tenfold: Built, started: dict[str, tuple[Used, Used]], answers: tuple[Answers, Answers]
) -> str:
    used = Used.typical(built.used)
    load, ratio = median(tenfold.bare), tenfold.ratio
    lines = [
        Figure("`coop build`: time", f"{used.seconds:.2f} s (CPU {used.cpu:.2f} s)", "≤ 4 s", used.seconds <= 4,
               f"bulk_load of the same quads: {median(built.bare):.2f} s, {built.ratio:.1f}"),
        Figure("`coop build`: peak memory", f"{used.megabytes:.0f} MB", "≤ 400 MB", used.megabytes <= 400),
        Figure("build, ten times the data", f"{median(tenfold.ours):.1f} s, {ratio:.1f} times the peer", "≤ 5 times",
               ratio <= 5, f"bulk_load of the same quads: {load:.1f} s, {ratio:.1f}"),
        report.overhead(answers[0], "real data"),
        report.overhead(answers[1], "ten times the data"),
        *(report.faster(answer, size, least) for answer, size, least in zip(
            answers, ("real data", "ten times the data"), (None, 30), strict=True) if any(a.peer for _, a in answer)),
        *(_started(line, *pair) for line, pair in started.items()),
    ]  # fmt: skip
    return report.figures(lines)


def _started(line: str, ours: Used, peer: Used) -> Figure:
    most = 0.15 if line.endswith("--help") else 0.4
    what = "`import click`" if line.endswith("--help") else "bare pyoxigraph, same query"
    value = f"{ours.seconds:.2f} s (CPU {ours.cpu:.2f} s)"
    ratio = ours.seconds / peer.seconds
    return Figure(f"`{line}`", value, f"≤ {most} s", ours.seconds <= most, f"{what}: {peer.seconds:.2f} s, {ratio:.1f}")


def _details(built: Built, tenfold: Built, answers: tuple[Answers, Answers], wide: tuple[Answers, Answers]) -> str:
    steps = [(step, f"{median(seconds):.2f}") for step, seconds in tenfold.steps.items()]
    parts = [
        f"The build at ten times the data, step by step ({tenfold.quads:,} quads; the real data are {built.quads:,})",
        report.table(("step", "seconds"), [*steps, ("bulk_load of all, bare", f"{median(tenfold.bare):.2f}")]),
        "Questions, real data", report.questions([*answers[0], *wide[0]]),
        "Questions, ten times the data", report.questions([*answers[1], *wide[1]]),
    ]  # fmt: skip
    titles = iter(parts)
    return "".join(f"\n## {title}\n\n{next(titles)}" for title in titles)


if __name__ == "__main__":
    main()
