"""A source that has changed its form, or lost what it had, is told of; nobody takes an empty table for the truth."""

from typing import Any

import pytest

from loaders.sources.source import DriftError, Expected, Harvest, check

EXPECTED = Expected(
    source="a list of towns",
    where="EXPECTED in towns.py",
    columns=("code", "name"),
    counts={"rows": (90, 110), "ties": (1, 1_000)},
    resolved=0.8,
    lasting=0.5,
)
GOOD = {"rows": 100, "ties": 40, "names": 50, "resolved": 48}


def harvest(columns: tuple[str, ...] = ("code", "name"), **counts: int) -> Harvest:
    return Harvest({}, {}, [], columns, GOOD | counts)


def drift(*args: Any, **kwargs: Any) -> list[str]:
    with pytest.raises(DriftError) as error:
        check(EXPECTED, *args, **kwargs)
    first, *rest, last = str(error.value).splitlines()
    assert first == "a list of towns is not what it was, so nothing of it is taken over:"
    assert last == "If the source is right as it is now, say so in EXPECTED in towns.py."
    return rest


def test_what_is_as_expected_passes() -> None:
    check(EXPECTED, harvest())
    check(EXPECTED, harvest(rows=90, resolved=40))
    check(EXPECTED, harvest(rows=110))


def test_more_columns_in_another_order_pass() -> None:
    check(EXPECTED, harvest(columns=("mayor", "name", "code")))


def test_a_column_that_is_missing_is_named_beside_those_that_came() -> None:
    told = drift(harvest(columns=("kode", "name")))
    assert told == ["- it must tell code, name; code is missing among kode, name"]
    assert drift(harvest(columns=())) == ["- it must tell code, name; code, name is missing among nothing"]


@pytest.mark.parametrize("rows", [0, 89, 111, 5000])
def test_too_few_and_too_many_are_told_with_what_was_expected(rows: int) -> None:
    assert drift(harvest(rows=rows)) == [f"- rows: expected 90 to 110, came {rows:,}"]


def test_a_count_that_is_not_told_is_none() -> None:
    assert drift(Harvest({}, {}, [], ("code", "name"), {"rows": 100})) == ["- ties: expected 1 to 1,000, came 0"]


def test_too_few_names_resolved_are_told() -> None:
    wanted = "- names: expected at least 80% to be localities we know, came 39 of 50"
    assert drift(harvest(resolved=39)) == [wanted]


def test_what_has_changed_since_last_time_is_told_too() -> None:
    told = drift(harvest(rows=12, resolved=12), before=GOOD)
    assert told == [
        "- rows: expected 90 to 110, came 12",
        "- names: expected at least 80% to be localities we know, came 12 of 50",
        "- since last time: rows 100 → 12, resolved 48 → 12",
    ]


def test_the_harvest_of_last_time_does_as_well_as_its_counts() -> None:
    assert drift(harvest(rows=12), before=harvest()) == drift(harvest(rows=12), before=GOOD)


def test_a_loss_is_told_though_enough_is_left() -> None:
    check(EXPECTED, harvest(ties=20), before=GOOD)
    told = drift(harvest(ties=19), before=GOOD)
    assert told == ["- ties: expected at least 50% of last time's 40, came 19", "- since last time: ties 40 → 19"]


def test_a_drift_that_was_there_last_time_says_that_nothing_has_changed() -> None:
    assert drift(harvest(rows=5), before=GOOD | {"rows": 5})[-1] == "- since last time: no count has changed"
