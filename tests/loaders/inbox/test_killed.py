"""Whatever is killed, and wherever: a decision has been made or it has not, and the next one finds all in order."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from inboxes import accept, event, proposal, put

from loaders.imports import user_datasets as own
from loaders.inbox import accepted, deciding, folder
from loaders.tables.catalogue import Catalogue

KILLED = """
import json, os, sys, tempfile
from pathlib import Path
import filelock  # before it is killed again and again
from inboxes import event, proposal, put
from loaders.inbox import deciding, folder
from loaders.tables.catalogue import load
from loaders.tables.datasets import datasets

what_is_known = load(datasets())
scales = deciding.scales_of(Path("nowhere"), what_is_known)
deciding.scales_of = lambda *_: scales  # they take longest
with tempfile.TemporaryDirectory() as passing:
    put(Path(passing), what_is_known, proposal())
    checked = scales.checked(folder.read(Path(passing)).items[1])
scales.checked = lambda _: checked
for line in sys.stdin:
    steps, doing, where = json.loads(line)
    graph = Path(where)
    if not (child := os.fork()):  # to start Python anew for each step would take long
        break
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
else:
    sys.exit()

def watch(name, arguments):
    global steps
    if name.startswith(("open", "os.", "shutil.")) and str(graph) in str(arguments[0]):
        if not steps:
            os._exit(9)
        steps -= 1

sys.addaudithook(watch)
if doing == "add":
    put(graph, what_is_known, event(), url="https://other.example.org/", text="Another text.")
elif doing == "accept":
    deciding.accept(graph, 1, "Lan", lambda: what_is_known)
elif doing == "edit":
    deciding.edit(graph, 1, "Lan", {"fields": "ports"})
elif doing == "reject":
    deciding.reject(graph, [1], "Lan", "no fact")
else:
    deciding.undo(graph)
os._exit(0)
"""

State = tuple[list[int], list[str], dict[int, str]]
BEFORE: State = ([1], [], {1: ""})
AFTER: dict[str, State] = {
    "add": ([1, 2], [], {1: "", 2: ""}), "accept": ([], ["inbox"], {1: ""}), "edit": ([1], [], {1: "ports"}),
    "reject": ([], [], {1: ""}), "undo": ([1], [], {1: ""}),
}  # fmt: skip


def state(graph: Path) -> State:
    """What waits, which data sets there are, what has been corrected."""
    done, items = {one.number for one in accepted.read(graph)}, folder.read(graph).items.values()
    left = [one.number for one in items if not one.rejected and one.number not in done]
    return left, [one.name for one in own.own(graph)], {one.number: one.record.get("fields", "") for one in items}


@pytest.mark.parametrize("doing", AFTER)
def test_killed_before_any_step_on_disk_the_old_state_stands_or_the_new(
    tmp_path: Path, catalogue: Catalogue, doing: str
) -> None:
    begun, before = tmp_path / "begun", BEFORE
    put(begun, catalogue, proposal())
    if doing == "undo":
        accept(begun, 1)
        before = AFTER["accept"]
    seen, steps, status, here = [], 0, 9, Path(__file__).parent
    paths = os.pathsep.join(map(str, (Path(own.__file__).parents[2], here)))
    killed = subprocess.Popen(
        [sys.executable, "-c", KILLED], cwd=here, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )  # fmt: skip
    assert killed.stdin
    assert killed.stdout
    while status == 9:
        graph = Path(shutil.copytree(begun, tmp_path / str(steps)))
        print(json.dumps([steps, doing, str(graph)]), file=killed.stdin, flush=True)
        status = int(killed.stdout.readline())
        assert status in {0, 9}
        seen.append(state(graph))
        for number in seen[-1][0]:
            deciding.reject(graph, [number], "Lan", "no fact")
        if not seen[-1][0]:
            deciding.undo(graph)
        assert not list((graph / "inbox").glob(".*"))
        texts = {one.text for one in folder.read(graph).items.values()}
        kept = {path.stem for path in (graph / "inbox" / "texts").iterdir()}
        assert kept == texts if seen[-1][0] else texts <= kept
        steps += 1
    killed.communicate()
    turned = seen.index(AFTER[doing])
    assert seen == [before] * turned + [AFTER[doing]] * (steps - turned)
    assert turned > 0


def test_of_two_who_decide_at_once_one_is_told_of_the_other(tmp_path: Path, catalogue: Catalogue) -> None:
    from concurrent.futures import ThreadPoolExecutor

    numbers = put(tmp_path, catalogue, *(event(f"2024-05-{day:02}") for day in range(1, 7)))

    def decide(number: int) -> str:
        try:
            deciding.reject(tmp_path, [number], "Lan", "no fact")
        except deciding.DecidedError:
            return "decided"
        return "rejected"

    with ThreadPoolExecutor(4) as several:
        told = list(several.map(decide, numbers * 2))
    assert sorted(told) == ["decided"] * 6 + ["rejected"] * 6
    assert all(one.rejected for one in folder.read(tmp_path).items.values())
