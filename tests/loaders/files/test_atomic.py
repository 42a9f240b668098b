"""A folder that is written beside its place is gone in the end, even if its writer was killed."""

import subprocess
import sys
from pathlib import Path

import pytest

from loaders.files.atomic import folder_beside

WRITER = """
import sys
from pathlib import Path
from loaders.files.atomic import folder_beside
with folder_beside(Path(sys.argv[1])) as beside:
    (beside / "half.html").write_text("<p>half")
    print(flush=True)
    sys.stdin.read()
"""


def test_what_is_written_beside_is_removed_though_the_writing_fails(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), folder_beside(tmp_path / "site") as beside:
        (beside / "page.html").rename(tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_writer_left_is_removed_by_the_next_and_not_what_one_at_work_has(tmp_path: Path) -> None:
    (others := tmp_path / ".site.of-another-program").mkdir()
    command = [sys.executable, "-c", WRITER, str(tmp_path / "site")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        with folder_beside(tmp_path / "site"):
            assert [one.name for one in tmp_path.glob(".site.*/half.html")] == ["half.html"]
        writer.kill()
    assert len(list(tmp_path.iterdir())) == 2
    with folder_beside(tmp_path / "site"):
        pass
    assert list(tmp_path.iterdir()) == [others]
