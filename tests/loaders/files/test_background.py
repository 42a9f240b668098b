"""A generator may run in another process: what it yields and raises comes here, and it ends when nobody asks."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders.files.background import EndedError, in_background
from loaders.imports.mapping import MappingError


def numbers(many: int) -> Iterator[int]:
    yield from range(many)


def processes() -> Iterator[int]:
    """Yield the process that this runs in, again and again."""
    while True:
        yield os.getpid()


def broken(after: int) -> Iterator[int]:
    yield from range(after)
    raise MappingError("there is no column “Ngày”")


def gone() -> Iterator[int]:
    yield from range(500)
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("many", [0, 1, 499, 500, 501, 2_000])
def test_all_is_yielded_in_order(many: int) -> None:
    assert list(in_background(numbers, many)) == list(range(many))


def test_it_runs_in_another_process_which_ends_when_nobody_asks_for_more() -> None:
    items = in_background(processes)
    other = next(items)
    assert other != os.getpid()

    items.close()  # type: ignore[attr-defined]

    for _ in range(100):
        if not Path(f"/proc/{other}").exists():
            return
        time.sleep(0.05)
    pytest.fail("the other process still runs")


def test_what_it_raises_is_raised_here_once_all_before_has_come() -> None:
    items = in_background(broken, 500)

    assert [next(items) for _ in range(500)] == list(range(500))
    with pytest.raises(MappingError, match="there is no column “Ngày”"):
        next(items)


def test_a_process_that_is_killed_is_told_of() -> None:
    with pytest.raises(EndedError, match="was killed, or was short of memory"):
        list(in_background(gone))


def test_nothing_is_imported_from_the_folder_that_the_user_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit('hijacked')")
    monkeypatch.chdir(tmp_path)

    assert list(in_background(numbers, 3)) == [0, 1, 2]
