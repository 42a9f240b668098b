"""The store is replaced whole or not at all."""

import gc
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Store

from graph.ask.lookup import values
from graph.store.folder import NoGraphError, built_from, fingerprint, generation, open_store, replace

MOMENTS = ("reading the tables", "writing the facts", "deriving", "putting it in place", "_point_to", "_drop_all_but")
"""Steps of a build, and what is done when the new graph is complete, before each of which one is killed."""

KILLS = MOMENTS if os.environ.get("COOP_LARGE") else ("writing the facts", "_point_to", "_drop_all_but")

BUILD = """
import os, signal, sys
from pathlib import Path
from pyoxigraph import NamedNode, Quad
from graph.store import folder as store
from graph.store.build import build

folder, moment = Path(sys.argv[1]), sys.argv[2]

def reached(step):
    if step.startswith(moment):
        os.kill(os.getpid(), signal.SIGSTOP)

def told(name):
    work = getattr(store, name)
    setattr(store, name, lambda *arguments: (reached(name), work(*arguments)))

told("_point_to")
told("_drop_all_but")
if moment.startswith("_"):
    thing, two = (NamedNode(f"https://example.org/{name}") for name in ("thing", "2"))
    store.replace(folder, lambda made, _: made.add(Quad(thing, NamedNode("https://example.org/is"), two, thing)))
else:
    build(folder, step=reached)
"""
"""A build that stops at a moment, where it waits to be killed; or, with a fact alone, what it does in the end."""

ENDLESS = """
import sys
from itertools import count
from pathlib import Path
from pyoxigraph import NamedNode, Quad
from graph.store.folder import replace

def fill(store, _):
    for number in count():
        one = NamedNode(f"https://example.org/{number}")
        store.add(Quad(one, one, one, one))

replace(Path(sys.argv[1]), fill)
"""
"""A build that never ends."""

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
    replace(tmp_path, lambda store, _: store.add(one_fact(1)))
    replace(tmp_path, lambda store, _: store.add(one_fact(2)))
    assert facts(tmp_path) == [one_fact(2)]
    assert len(list(tmp_path.glob("generation-*"))) == 1


def test_a_failed_build_changes_nothing_and_leaves_nothing_behind(tmp_path: Path) -> None:
    replace(tmp_path, lambda store, _: store.add(one_fact(1)))

    def fail(store: Store, _: Path) -> None:
        store.add(one_fact(2))
        raise RuntimeError("half-way")

    with pytest.raises(RuntimeError):
        replace(tmp_path, fail)
    assert facts(tmp_path) == [one_fact(1)]
    assert len(list(tmp_path.glob("generation-*"))) == 1


def test_a_reader_keeps_its_graph_while_a_new_one_is_put_in_place(tmp_path: Path) -> None:
    replace(tmp_path, lambda store, _: store.add(one_fact(1)))
    reader = open_store(tmp_path)
    replace(tmp_path, lambda store, _: store.add(one_fact(2)))
    assert list(reader.quads_for_pattern(None, None, None, None)) == [one_fact(1)]


def test_a_graph_is_opened_once_and_closed_when_another_has_taken_its_place(tmp_path: Path) -> None:
    """Whoever asks a hundred times, or serves for a year, holds one graph open, though answers are cached."""

    def read() -> Store:
        store = open_store(tmp_path)
        assert len(values(store, THING, NamedNode("https://example.org/is"))) == 1
        return store

    replace(tmp_path, lambda store, _: store.add(one_fact(1)))
    first = read()
    open_files = len(list(Path("/proc/self/fd").iterdir()))
    assert read() is first
    del first
    for number in range(2, 12):
        replace(tmp_path, lambda store, _, number=number: store.add(one_fact(number)))
        read()
    gc.collect()
    assert len(list(Path("/proc/self/fd").iterdir())) <= open_files


def test_a_damaged_pointer_is_no_graph(tmp_path: Path) -> None:
    (tmp_path / "current").write_text("../elsewhere\n")
    with pytest.raises(NoGraphError):
        generation(tmp_path)


def test_the_graph_remembers_what_it_was_built_from(folder: Path) -> None:
    assert built_from(folder) == fingerprint(folder)


def put_in_place_after_all(folder: Path) -> None:
    replace(folder, lambda store, _: store.add(one_fact(3)))
    assert facts(folder) == [one_fact(3)]
    assert len(list(folder.glob("generation-*"))) == 1
    assert len(list(folder.glob("current*"))) == 1


@pytest.mark.slow
@pytest.mark.parametrize("moment", KILLS)
def test_killed_at_any_step_the_previous_graph_still_answers(moment: str, tmp_path: Path) -> None:
    replace(tmp_path, lambda store, _: store.add(one_fact(1)))
    build = subprocess.Popen([sys.executable, "-c", BUILD, str(tmp_path), moment])
    _, status = os.waitpid(build.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status), "it has ended before that moment"
    build.kill()
    assert build.wait() == -signal.SIGKILL
    if moment == "_drop_all_but":
        assert facts(tmp_path) == [one_fact(2)], "the new one is complete and in its place"
    else:
        assert facts(tmp_path) == [one_fact(1)]
    put_in_place_after_all(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("megabytes", [1, 5, 20] if os.environ.get("COOP_LARGE") else [5])
def test_killed_while_it_writes_the_previous_graph_still_answers(megabytes: int, tmp_path: Path) -> None:
    replace(tmp_path, lambda store, _: store.add(one_fact(1)))
    before = generation(tmp_path)
    with subprocess.Popen([sys.executable, "-c", ENDLESS, str(tmp_path)]) as build:
        while written(tmp_path, before) < megabytes << 20:
            assert build.poll() is None
            time.sleep(0.01)
        build.kill()
    assert build.returncode == -signal.SIGKILL
    assert facts(tmp_path) == [one_fact(1)]
    put_in_place_after_all(tmp_path)


def written(folder: Path, before: Path) -> int:
    """How many bytes stand in generations that were begun since."""
    size = 0
    for file in (file for one in folder.glob("generation-*") if one != before for file in one.iterdir()):
        with suppress(FileNotFoundError):  # the engine takes files away too
            size += file.stat().st_size
    return size
