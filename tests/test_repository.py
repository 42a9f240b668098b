"""What those who come to the repository rely on: what it holds, how to cite it, to report a fact, what checks it."""

import datetime as dt
import re
import tomllib
from typing import Any

import yaml
from conftest import FACTS, ROOMS, ROOT, table

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")


def read(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text("utf-8"))


CITATION = read("CITATION.cff")


def test_the_newest_version_of_the_changelog_is_that_of_the_package() -> None:
    versions = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - (\S+)$", CHANGELOG, re.MULTILINE)
    newest, day = versions[0]
    assert newest == VERSION
    assert dt.date.fromisoformat(day).isoformat() == CITATION["date-released"]


def test_the_citation_is_of_this_version_of_the_program_and_of_the_facts() -> None:
    assert CITATION["cff-version"] == "1.2.0"
    assert CITATION["message"]
    assert CITATION["authors"] == [{"name": "the vnjp-ties contributors"}]
    assert (CITATION["type"], CITATION["version"], CITATION["license"]) == ("software", VERSION, "MIT")
    [facts] = CITATION["references"]
    assert (facts["type"], facts["version"], facts["license"]) == ("data", FACTS, "CC-BY-4.0")
    assert facts["date-released"] == FACTS


def test_who_reports_a_fact_is_asked_what_where_what_is_right_and_for_a_source_in_three_languages() -> None:
    form = read(".github/ISSUE_TEMPLATE/fact.yml")
    assert form["name"]
    assert form["description"]
    fields = {part["id"]: part for part in form["body"] if part["type"] != "markdown"}
    assert list(fields) == ["what", "where", "right", "source"]
    for part in fields.values():
        assert part["type"] in {"dropdown", "input", "textarea"}
        assert part["validations"] == {"required": True}
        _, vietnamese, japanese = part["attributes"]["label"].split(" / ")
        assert re.search(r"[\u00c0-\u1ef9]", vietnamese)
        assert re.search(r"[\u3040-\u9fff]", japanese)


def test_what_is_committed_is_held_to_the_style_and_the_tables_are_checked() -> None:
    [ours] = read(".pre-commit-config.yaml")["repos"]
    assert ours["repo"] == "local"
    hooks = {hook["id"]: hook for hook in ours["hooks"]}
    assert set(hooks) == {"ruff-format", "ruff-check", "mypy", "coop-check"}
    assert all(hook["language"] == "system" and hook["name"] for hook in hooks.values())
    checked = re.compile(hooks["coop-check"]["files"])
    assert checked.search("loaders/data/ties/ties.csv")
    assert not checked.search("examples/ties.csv")


def test_ci_runs_what_the_project_runs_with_each_python_and_may_change_nothing() -> None:
    workflow = read(".github/workflows/ci.yml")
    assert workflow["permissions"] == {"contents": "read"}
    [job] = workflow["jobs"].values()
    assert job["strategy"]["matrix"] == {"python": ["3.11", "3.12"]}
    assert "permissions" not in job
    assert [step["run"] for step in job["steps"] if "run" in step] == ["bash .ci/run"]


def test_no_file_is_long_and_the_longest_are_named_with_the_reason() -> None:
    lines = {
        path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines())
        for room in (*ROOMS, "bench")
        for path in (ROOT / room).rglob("*.py")
    }
    named = re.findall(r"^\| `([^`]+\.py)` \| ", (ROOT / "docs" / "design.md").read_text("utf-8"), re.MULTILINE)
    assert set(named) == {path for path, count in lines.items() if count > 300}
    assert max(lines.values()) <= 400


def test_the_readme_counts_what_the_tables_have() -> None:
    exchanges = sum(row["kind"] == "exchange" for row in table("ties"))
    expected = {
        "agreements": len(table("ties")) - exchanges, "exchanges": exchanges, "projects": len(table("projects")),
        "networks": len(table("networks")), "localities": len(table("localities")),
    }  # fmt: skip
    text = (ROOT / "README.md").read_text("utf-8")
    [(day, said)] = re.findall(r"^The facts of (\S+) hold (.*?localities)", text, re.DOTALL | re.MULTILINE)
    assert day == FACTS
    assert {kind: int(number.replace(",", "")) for number, kind in re.findall(r"([\d,]+) ([a-z]+)", said)} == expected
