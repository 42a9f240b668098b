"""What the user loads stands beside the graph, each data set whole or not at all, whatever is killed."""

import json
import subprocess
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import pytest

from loaders.imports import user_datasets as own
from loaders.imports.user_datasets import NoSuchSourceError

ABOUT = {"title": "list.csv", "created": "2026-11-22T00:00:00Z", "licenses": [], "sources": []}


def keep(graph: Path, name: str, *titles: str, **about: object) -> bool:
    """Keep a data set with sources of those titles; return whether that changes anything."""
    with own.draft(graph, name) as draft:
        add = draft.table("sources", ["source_id", "title"])
        for number, title in enumerate(titles):
            add({"source_id": f"{name}-{number}", "title": title})
        return draft.keep({**ABOUT, **about})


def files(graph: Path) -> dict[str, bytes]:
    """All that is kept, by its path."""
    return {str(path.relative_to(graph)): path.read_bytes() for path in sorted(graph.rglob("*")) if path.is_file()}


def said(graph: Path) -> dict[str, list[str]]:
    """The lines of the table of each data set."""
    return {
        one.name: (one.folder / "sources.csv").read_text("utf-8").splitlines()[1:] for one in own.own(graph)
    }  # fmt: skip


def test_where_nothing_was_loaded_there_is_nothing(tmp_path: Path) -> None:
    assert (own.index(tmp_path), own.own(tmp_path)) == (b"", [])
    assert (own.index(tmp_path / "nowhere"), own.own(tmp_path / "nowhere")) == (b"", [])
    with pytest.raises(NoSuchSourceError, match="there is no source “mine”; nothing of your own has been loaded"):
        own.one(tmp_path, "mine")
    with pytest.raises(NoSuchSourceError):
        own.drop(tmp_path, "mine")
    assert list(tmp_path.iterdir()) == []


def test_a_data_set_has_the_form_that_ours_have(tmp_path: Path) -> None:
    keep(tmp_path, "mine", "Đà Nẵng, “a page”")
    one = own.one(tmp_path, "mine")
    written = 'source_id,title\nmine-0,"Đà Nẵng, “a page”"\n'.encode()
    assert (one.folder / "sources.csv").read_bytes() == written
    assert one.descriptor == {
        **ABOUT,
        "name": "mine",
        "resources": [
            {"name": "sources", "path": "sources.csv", "mediatype": "text/csv", "encoding": "utf-8",
             "bytes": len(written), "hash": f"blake2b:{blake2b(written).hexdigest()}"},
        ],
    }  # fmt: skip
    assert [path.name for path in one.paths] == ["sources.csv"]


def test_tables_that_are_not_ours_are_kept_for_people_to_read(tmp_path: Path) -> None:
    given = tmp_path / "Bảng.XLSX"
    given.write_bytes(b"as it came")
    with own.draft(tmp_path, "mine") as draft:
        for name in ("sources", "to-mend", "proposals"):
            draft.table(name, ["source_id"])
        draft.keep(ABOUT, given)
    one = own.one(tmp_path, "mine")
    assert {path.name for path in one.folder.iterdir()} == {
        "sources.csv", "to-mend.csv", "proposals.csv", "given.xlsx", "datapackage.json"
    }  # fmt: skip
    assert [path.name for path in one.paths] == ["sources.csv"]
    assert (one.folder / "given.xlsx").read_bytes() == b"as it came"


def test_the_same_again_changes_nothing_not_even_the_day(tmp_path: Path) -> None:
    assert keep(tmp_path, "mine", "a page")
    before = files(tmp_path)
    assert not keep(tmp_path, "mine", "a page", created="2030-01-01T00:00:00Z")
    assert files(tmp_path) == before


@pytest.mark.parametrize("how", [{"title": "other.csv"}, {"mapping": [{"sheet": "1"}]}])
def test_what_is_said_of_it_belongs_to_it(tmp_path: Path, how: dict[str, object]) -> None:
    keep(tmp_path, "mine", "a page")
    before = own.index(tmp_path)
    assert keep(tmp_path, "mine", "a page", **how)
    assert own.index(tmp_path) != before
    assert how.items() <= own.one(tmp_path, "mine").descriptor.items()


def test_another_edition_takes_the_place_of_the_first(tmp_path: Path) -> None:
    keep(tmp_path, "theirs", "b")
    keep(tmp_path, "mine", "a")
    first = files(tmp_path)
    assert keep(tmp_path, "mine", "c")
    assert said(tmp_path) == {"mine": ["mine-0,c"], "theirs": ["theirs-0,b"]}
    keep(tmp_path, "mine", "a")
    assert files(tmp_path) == first


def test_dropping_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    keep(tmp_path, "theirs", "b")
    before = files(tmp_path)
    keep(tmp_path, "mine", "a")
    own.drop(tmp_path, "mine")
    assert files(tmp_path) == before
    with pytest.raises(NoSuchSourceError, match=r"there is no source “mine”; there are: theirs \(list.csv\)"):
        own.drop(tmp_path, "mine")


@pytest.mark.parametrize("called", ["table-8cd146d097a5", "姉妹都市一覧", "姉妹都市一覧.xlsx"])
def test_a_data_set_is_found_by_its_name_and_by_that_of_its_file(tmp_path: Path, called: str) -> None:
    keep(tmp_path, "table-8cd146d097a5", "a", title="姉妹都市一覧.xlsx")
    keep(tmp_path, "theirs", "b", title="theirs.csv")
    assert own.one(tmp_path, called).name == "table-8cd146d097a5"
    own.drop(tmp_path, called)
    assert [one.name for one in own.own(tmp_path)] == ["theirs"]


def test_of_two_files_of_one_name_neither_is_guessed(tmp_path: Path) -> None:
    keep(tmp_path, "one", "a", title="danh-sach.xlsx")
    keep(tmp_path, "other", "b", title="danh-sach.xlsx")
    with pytest.raises(NoSuchSourceError, match=r"there are: one \(danh-sach.xlsx\), other \(danh-sach.xlsx\)"):
        own.drop(tmp_path, "danh-sach")


def test_a_draft_that_fails_or_is_not_kept_leaves_nothing(tmp_path: Path) -> None:
    keep(tmp_path, "mine", "a")
    before = files(tmp_path)
    with suppress(KeyboardInterrupt), own.draft(tmp_path, "mine") as draft:
        draft.table("sources", ["source_id"])({"source_id": "half"})
        raise KeyboardInterrupt
    assert files(tmp_path) == before
    with own.draft(tmp_path, "theirs") as draft:
        draft.table("sources", ["source_id"])
    assert files(tmp_path) == before


def test_one_writes_at_a_time(tmp_path: Path) -> None:
    import filelock

    with own.draft(tmp_path, "mine"), pytest.raises(filelock.Timeout):
        filelock.FileLock(tmp_path / "tables" / "lock", is_singleton=False).acquire(timeout=0.05)


KILLED = """
import os, sys
from pathlib import Path
import filelock  # before it is killed again and again
from loaders.imports import user_datasets as own

doing, given = sys.argv[1], Path(sys.argv[2])
for line in sys.stdin:
    steps, _, folder = line.strip().partition(" ")
    graph, steps = Path(folder), int(steps)
    if not (child := os.fork()):  # to start Python anew for each step would take long
        break
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
else:
    sys.exit()

def watch(event, arguments):
    global steps
    if event == "open" and str(arguments[0]) == str(graph / "tables" / "index") and "w" in (arguments[1] or ""):
        os._exit(1)  # what is read is never written to: half of it might be read
    if event.startswith(("open", "os.", "shutil.")) and str(graph) in str(arguments[0]):
        if not steps:
            os._exit(9)
        steps -= 1

sys.addaudithook(watch)
if doing == "drop":
    own.drop(graph, "mine")
else:
    with own.draft(graph, "mine") as draft:
        draft.table("sources", ["source_id", "title"])({"source_id": "mine-0", "title": "second"})
        draft.keep({"title": "mine.csv"}, given)
os._exit(0)
"""


@pytest.mark.parametrize(("doing", "after"), [("load", ["mine-0,second"]), ("drop", None)])
def test_killed_before_any_step_on_disk_the_old_state_stands_or_the_new(
    tmp_path: Path, doing: str, after: list[str] | None
) -> None:
    """What a killed process has begun counts for nothing, and the next one removes it."""
    seen, steps, status = [], 0, 9
    given = tmp_path / "mine.csv"
    given.write_text("as it came", "utf-8")
    killed = subprocess.Popen(
        [sys.executable, "-c", KILLED, doing, str(given)],
        cwd=Path(own.__file__).parents[2], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert killed.stdin
    assert killed.stdout
    while status == 9:
        graph = tmp_path / str(steps)
        keep(graph, "mine", "first")
        keep(graph, "theirs", "b")
        print(steps, graph, file=killed.stdin, flush=True)
        status = int(killed.stdout.readline())
        assert status in {0, 9}
        state = said(graph)
        assert state.pop("theirs") == ["theirs-0,b"]
        seen.append(state.get("mine"))
        keep(graph, "mine", "third")
        assert said(graph) == {"mine": ["mine-0,third"], "theirs": ["theirs-0,b"]}
        assert {path.parts[1] for path in map(Path, files(graph))} == {
            "index", "lock", *(one.folder.name for one in own.own(graph))
        }  # fmt: skip
        assert not list(graph.rglob(".*"))
        steps += 1
    killed.communicate()
    turned = seen.index(after)
    assert seen == [["mine-0,first"]] * turned + [after] * (steps - turned)
    assert 0 < turned < steps - 1  # killed before it counts, and after


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đối tác Nhật Bản 2024", "doi-tac-nhat-ban-2024"),
        ("  ../../etc/passwd ", "etc-passwd"),
        ("A--B", "a-b"),
        ("Ｓakai", "sakai"),
    ],
)
def test_a_name_is_what_can_stand_in_an_id(text: str, expected: str) -> None:
    assert own.slug(text) == expected


def test_names_that_have_nothing_of_the_kind_stay_apart() -> None:
    one, other = own.slug("姉妹都市"), own.slug("友好都市")
    assert one != other
    assert one == own.slug("姉妹都市")
    assert {one.partition("-")[0], other.partition("-")[0]} == {"table"}
    assert json.dumps(one).isascii()
