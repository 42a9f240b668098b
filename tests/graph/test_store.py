"""The store is replaced whole or not at all."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Store

from graph.store import NoGraphError, built_from, fingerprint, generation, open_store, replace

MOMENTS = [step / 4 for step in range(1, 17)] if os.environ.get("COOP_LARGE") else [0.3, 0.8, 1.3, 1.8, 2.4, 3.2]
"""After how many seconds a build is killed, which takes about three."""

THING = NamedNode("https://example.org/thing")


def one_fact(number: int) -> Quad:
    return Quad(THING, NamedNode("https://example.org/is"), NamedNode(f"https://example.org/{number}"), THING)


def facts(folder: Path) -> list[Quad]:
    return list(open_store(folder).quads_for_pattern(None, None, None, None))


def test_where_nothing_was_built_there_is_no_graph_and_the_message_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoGraphError, match="coop build"):
        open_store(tmp_path)
    with pytest.raises(NoGraphError):
        open_store(tmp_path / "nowhere")


def test_a_new_graph_takes_the_place_of_the_old(tmp_path: Path) -> None:
    replace(tmp_path, lambda store: store.add(one_fact(1)))
    replace(tmp_path, lambda store: store.add(one_fact(2)))
    assert facts(tmp_path) == [one_fact(2)]
    assert len(list(tmp_path.glob("generation-*"))) == 1


def test_a_failed_build_changes_nothing_and_leaves_nothing_behind(tmp_path: Path) -> None:
    replace(tmp_path, lambda store: store.add(one_fact(1)))

    def fail(store: Store) -> None:
        store.add(one_fact(2))
        raise RuntimeError("half-way")

    with pytest.raises(RuntimeError):
        replace(tmp_path, fail)
    assert facts(tmp_path) == [one_fact(1)]
    assert len(list(tmp_path.glob("generation-*"))) == 1


def test_a_reader_keeps_its_graph_while_a_new_one_is_put_in_place(tmp_path: Path) -> None:
    replace(tmp_path, lambda store: store.add(one_fact(1)))
    reader = open_store(tmp_path)
    replace(tmp_path, lambda store: store.add(one_fact(2)))
    assert list(reader.quads_for_pattern(None, None, None, None)) == [one_fact(1)]


def test_a_damaged_pointer_is_no_graph(tmp_path: Path) -> None:
    (tmp_path / "current").write_text("../elsewhere\n")
    with pytest.raises(NoGraphError):
        generation(tmp_path)


def test_the_graph_remembers_what_it_was_built_from(folder: Path) -> None:
    assert built_from(folder) == fingerprint(folder)


@pytest.mark.parametrize("after", MOMENTS)
def test_killed_at_any_moment_the_previous_graph_still_answers(after: float, tmp_path: Path) -> None:
    replace(tmp_path, lambda store: store.add(one_fact(1)))
    build = subprocess.Popen(
        [sys.executable, "-c", f"from graph.cli import main; main(['build', '--store', {str(tmp_path)!r}])"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(after)
    os.killpg(build.pid, signal.SIGKILL)
    finished = build.wait() == 0
    assert facts(tmp_path) == [one_fact(1)] or len(facts(tmp_path)) > 50_000
    assert not finished or len(facts(tmp_path)) > 50_000
    replace(tmp_path, lambda store: store.add(one_fact(3)))
    assert facts(tmp_path) == [one_fact(3)]
    assert len(list(tmp_path.glob("generation-*"))) == 1
