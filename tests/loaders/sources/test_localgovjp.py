"""The list of Japan's local governments is held against ours: what differs is told, what came or went is proposed."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fickle import Fickle, cut, fickle, half, huge, in_a_circle, page, page_called_data, refusing

from loaders.sources import localgovjp
from loaders.sources.patience import FetchError, Patience
from loaders.sources.source import DriftError, Harvest
from loaders.tables.catalogue import Catalogue
from loaders.tables.datasets import DATA

DAY = "2026-11-22"
COLUMNS = ["pid", "pref", "cid", "city", "citykana", "lat", "lng", "url", "phrase", "lgcode"]
WEIGHTS = (6, 5, 4, 3, 2)

Rows = list[dict[str, str]]


def lgcode(code: str) -> str:
    """The code with its check digit, as JIS X 0402 (annex) has it: 11 less the rest of the weighted sum by 11."""
    rest = sum(int(digit) * weight for digit, weight in zip(code, WEIGHTS, strict=True)) % 11
    return code + str(11 - rest)[-1]


def ours() -> dict[str, dict[str, str]]:
    """Our municipalities of today as the table has them, by their code."""
    with (DATA / "japan" / "localities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["code"]: row for row in rows if row["part_of"] and not row["valid_until"]}


@pytest.fixture
def rows() -> Rows:
    """The list as it is if nothing differs, with two of the wards that it has for designated cities."""
    with (DATA / "japan" / "localities.csv").open(encoding="utf-8", newline="") as file:
        prefectures = {row["id"]: row["name_ja"] for row in csv.DictReader(file) if not row["part_of"]}
    found = [
        {
            "pid": str(int(code[:2])),
            "pref": prefectures[row["part_of"]],
            "cid": str(int(code)),
            "city": row["name_ja"],
            "citykana": row["name_kana"],
            "lat": row["latitude"],
            "lng": row["longitude"],
            "url": row["website"],
            "phrase": "緑、と水のまち",
            "lgcode": lgcode(code),
        }
        for code, row in sorted(ours().items())
    ]
    wards = [("27141", "堺市 堺区"), ("27142", "堺市 中区")]
    return found + [
        {**found[0], "pid": "27", "pref": "大阪府", "cid": code, "city": name, "lgcode": lgcode(code)}
        for code, name in wards * 80
    ]


def row_of(rows: Rows, name: str) -> dict[str, str]:
    return next(row for row in rows if row["city"] == name)


def renamed(row: dict[str, str], name: str, code: str) -> None:
    row |= {"city": name, "cid": str(int(code)), "lgcode": lgcode(code)}


def written(rows: Rows, columns: list[str] = COLUMNS) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


@pytest.fixture
def server() -> Iterator[Fickle]:
    with fickle() as told:
        yield told


@pytest.fixture
def harvest(server: Fickle, catalogue: Catalogue, tmp_path: Path) -> Callable[..., Harvest]:
    """What is harvested of rows, or of a text, from a server on this machine."""

    def harvested(rows: Rows | bytes, *, max_age: int = 0, before: Harvest | None = None) -> Harvest:
        server.body = rows if isinstance(rows, bytes) else written(rows)
        patience = Patience(sleep=lambda seconds: None)
        return localgovjp.harvest(
            catalogue, tmp_path, address=server.url, max_age=max_age, before=before, patience=patience, day=DAY
        )

    return harvested


Harvested = Callable[..., Harvest]


def test_a_list_as_ours_has_nothing_to_tell(harvest: Harvested, rows: Rows) -> None:
    found = harvest(rows)
    assert {row["id"] for row in found.tables["unchanged"]} == {row["id"] for row in ours().values()}
    assert [name for name, table in found.tables.items() if table] == ["sources", "unchanged"]
    assert found.left == []
    assert found.counts["names"] == found.counts["resolved"] == len(ours()) == 1741
    assert (found.counts["rows"], found.counts["wards"], found.counts["prefectures"]) == (1901, 160, 47)


def test_it_says_what_it_is_and_of_which_day(harvest: Harvested, rows: Rows, server: Fickle) -> None:
    found = harvest(rows)
    assert found.about["name"] == "vnjp-ties-localgovjp"
    assert found.about["licenses"][0]["name"] == "CC0-1.0"
    assert found.about["created"] == f"{DAY}T00:00:00Z"
    assert found.about["sources"][0]["path"] == server.url
    assert found.tables["sources"][0]["date"] == DAY


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("columns", [COLUMNS[::-1], ["mayor", *COLUMNS, "fax"], [c for c in COLUMNS if c != "phrase"]])
def test_order_and_further_columns_and_a_byte_order_mark_do_not_matter(
    harvest: Harvested, rows: Rows, columns: list[str], mark: bytes
) -> None:
    assert harvest(mark + written(rows, columns)).tables == harvest(rows).tables


def test_a_list_that_lost_its_leading_zeros_is_understood(harvest: Harvested, rows: Rows) -> None:
    stripped = [row | {"lgcode": row["lgcode"].lstrip("0")} for row in rows]
    assert harvest(stripped).tables == harvest(rows).tables


def test_another_website_and_reading_are_told(harvest: Harvested, rows: Rows) -> None:
    row_of(rows, "見附市").update(url="https://mitsuke.example/", citykana="みっけし")
    found = harvest(rows)
    mitsuke = {"id": "jp/niigata/mitsuke", "code": "15211", "name_ja": "見附市"}
    assert found.tables["changed"] == [
        mitsuke | {"column": "name_kana", "ours": "みつけし", "theirs": "みっけし", "note": ""},
        mitsuke | {"column": "website", "ours": ours()["15211"]["website"], "theirs": "https://mitsuke.example/"}
        | {"note": ""},
    ]  # fmt: skip
    assert "jp/niigata/mitsuke" not in {row["id"] for row in found.tables["unchanged"]}


def test_other_coordinates_are_told_and_ours_stay(harvest: Harvested, rows: Rows) -> None:
    row = row_of(rows, "見附市")
    row["lat"] = str(float(row["lat"]) + 0.1)  # a tenth of a degree of a meridian of 20,015 km: 11.12 km
    (changed,) = harvest(rows).tables["changed"]
    assert (changed["column"], changed["note"]) == ("latitude, longitude", "11.12 km apart; ours stays")
    assert changed["ours"] == f"{ours()['15211']['latitude']}, {ours()['15211']['longitude']}"


def test_coordinates_that_are_more_exact_than_ours_are_the_same(harvest: Harvested, rows: Rows) -> None:
    more_exact = [row | {"lat": row["lat"] + "04", "lng": row["lng"] + "04"} for row in rows]
    assert harvest(more_exact).tables["changed"] == []


def test_one_of_the_same_code_and_another_name_is_proposed_as_renamed(harvest: Harvested, rows: Rows) -> None:
    row_of(rows, "見附市")["city"] = "新見附市"
    found = harvest(rows)
    (period,) = found.tables["proposed_former_periods"]
    assert (period["locality"], period["name_ja"], period["code"]) == ("jp/niigata/mitsuke", "見附市", "15211")
    assert (period["now_name_ja"], period["now_code"], period["now_level"]) == ("新見附市", "15211", "")
    assert period["reason"].startswith("to confirm: 見附市 (15211) seems to be 新見附市 (15211), 0.0 km away")
    assert found.tables["proposed_localities"] == found.tables["proposed_successions"] == []


def test_a_town_that_became_a_city_is_proposed_as_the_same(harvest: Harvested, rows: Rows) -> None:
    before = ours()["15307"]
    assert before["name_ja"] == "聖籠町"
    renamed(row_of(rows, "聖籠町"), "聖籠市", "15230")
    found = harvest(rows)
    (period,) = found.tables["proposed_former_periods"]
    assert (period["locality"], period["level"], period["code"]) == (before["id"], "town", "15307")
    assert (period["now_level"], period["now_name_ja"], period["now_code"]) == ("city", "聖籠市", "15230")
    assert found.tables["proposed_localities"] == found.tables["proposed_successions"] == []


def test_of_several_of_its_name_it_is_the_nearest(harvest: Harvested, rows: Rows) -> None:
    near, far = row_of(rows, "聖籠町"), {**row_of(rows, "佐渡市")}
    renamed(near, "聖籠市", "15230")
    renamed(far, "聖籠村", "15599")
    found = harvest([far, *rows])
    assert [row["now_code"] for row in found.tables["proposed_former_periods"]] == ["15230"]
    assert [row["code"] for row in found.tables["proposed_localities"]] == ["15599"]


def test_two_that_merged_into_a_new_one_are_proposed_with_it_as_their_successor(harvest: Harvested, rows: Rows) -> None:
    """見附市 and the nearby 田上町 become 中越市, on the site of 見附市; 佐渡市 on its island stays."""
    merged = {**row_of(rows, "見附市"), "citykana": "ちゅうえつし"}
    renamed(merged, "中越市", "15299")
    left = [row for row in rows if row["city"] not in {"見附市", "田上町"}]
    found = harvest([*left, merged])
    (new,) = found.tables["proposed_localities"]
    assert (new["name_ja"], new["code"], new["level"], new["part_of"]) == ("中越市", "15299", "city", "jp/niigata")
    gone = "gone from the same prefecture: 見附市 (jp/niigata/mitsuke), 田上町 (jp/niigata/tagami)"
    assert new["reason"] == f"to confirm: 中越市 (15299) is new; {gone}"
    successions = found.tables["proposed_successions"]
    assert [(row["predecessor"], row["successor_code"]) for row in successions] == [
        ("jp/niigata/mitsuke", "15299"),
        ("jp/niigata/tagami", "15299"),
    ]
    reason = "to confirm: 見附市 (15211) is gone; 中越市 (15299) is new in its prefecture, 0.0 km away"
    assert successions[0]["reason"] == reason
    assert all(row["sources"] == found.tables["sources"][0]["source_id"] for row in [new, *successions])


def test_of_several_new_ones_the_nearest_is_proposed(harvest: Harvested, rows: Rows) -> None:
    here, far = {**row_of(rows, "見附市")}, {**row_of(rows, "佐渡市")}
    renamed(here, "中越市", "15299")
    renamed(far, "金山町", "15399")
    left = [row for row in rows if row["city"] != "見附市"]
    (row,) = harvest([*left, far, here]).tables["proposed_successions"]
    assert row["successor_code"] == "15299"
    assert row["reason"].endswith("中越市 (15299) is new in its prefecture, 0.0 km away, the nearest of 2")


def test_one_that_is_gone_with_nobody_new_may_have_joined_its_neighbour(harvest: Harvested, rows: Rows) -> None:
    """粟島浦村 is an island before 村上市, from whose coast its boats go: no other of 新潟県 is nearer."""
    (row,) = harvest([row for row in rows if row["city"] != "粟島浦村"]).tables["proposed_successions"]
    assert (row["predecessor"], row["successor"]) == ("jp/niigata/awashimaura", "jp/niigata/murakami")
    assert "nobody in its prefecture is new, and 村上市 (15212), " in row["reason"]


def test_a_namesake_in_another_prefecture_is_no_successor(harvest: Harvested, rows: Rows) -> None:
    """池田町 of 岐阜県 is gone; one that is new in 福島県 is not that."""
    new = {**row_of(rows, "双葉町")}
    renamed(new, "池田町", "07999")
    left = [row for row in rows if not (row["city"] == "池田町" and row["pref"] == "岐阜県")]
    found = harvest([*left, new])
    assert found.tables["proposed_former_periods"] == []
    (succession,) = found.tables["proposed_successions"]
    assert succession["successor"].startswith("jp/gifu/")
    assert found.tables["proposed_localities"][0]["reason"].endswith("none of its prefecture is gone")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"lgcode": "152110"}, "“152110” is not the code of a municipality: six digits"),
        ({"lgcode": ""}, "“” is not the code of a municipality"),
        ({"cid": "15212"}, "its codes contradict each other: lgcode 152111, cid 15212"),
        ({"pref": "長野県"}, "its code is one of 新潟県, its prefecture 15 長野県"),
        ({"lat": ""}, "lat “” is not a number of degrees"),
        ({"lng": "1387.9"}, "lng “1387.9” is not a number of degrees"),
        ({"city": "見附"}, "“見附” is not the name of a municipality, which ends with 市, 町, 村 or 区"),
    ],
)
def test_a_row_that_cannot_be_is_left_with_the_reason(
    harvest: Harvested, rows: Rows, cells: dict[str, str], reason: str
) -> None:
    row_of(rows, "見附市").update(cells)
    (left,) = harvest(rows).left
    assert left.reason.startswith(reason)
    assert left.cells["citykana"] == "みつけし"


def test_one_whose_row_is_not_understood_is_not_said_to_be_gone(harvest: Harvested, rows: Rows) -> None:
    row_of(rows, "見附市")["lgcode"] = "15211?"
    assert harvest(rows).tables["proposed_successions"] == []


def test_a_code_that_stands_twice_is_left(harvest: Harvested, rows: Rows) -> None:
    (left,) = harvest([*rows, row_of(rows, "見附市")]).left
    assert left.reason == "its code 15211 stands in an earlier row too"


def test_a_column_that_has_another_name_is_an_alarm(harvest: Harvested, rows: Rows) -> None:
    good = harvest(rows)
    with pytest.raises(DriftError) as error:
        harvest(written([{**row, "code": row["lgcode"]} for row in rows], [*COLUMNS[:-1], "code"]), before=good)
    told = str(error.value)
    assert "lgcode is missing among pid, pref, cid, city, citykana, lat, lng, url, phrase, code" in told
    assert "names: expected 1,700 to 1,760, came 0" in told
    assert "names 1,741 → 0" in told


def test_a_list_of_half_the_country_is_an_alarm(harvest: Harvested, rows: Rows) -> None:
    with pytest.raises(DriftError, match=r"prefectures: expected 47 to 47, came 23"):
        harvest([row for row in rows if int(row["pid"]) <= 23])


def test_a_list_of_other_places_is_an_alarm(harvest: Harvested, rows: Rows) -> None:
    for number, row in enumerate(rows[:100]):
        renamed(row, f"新{row['city']}", f"019{number:02}")
    with pytest.raises(DriftError, match="expected at least 97% to be localities we know"):
        harvest(rows)


FAILURES = [
    pytest.param(refusing(503), "503 Service Unavailable; tried 5 times", id="503 for ever"),
    pytest.param(page, "sent text/html instead of text/csv or text/plain", id="a page"),
    pytest.param(half, "is not the whole document", id="half"),
    pytest.param(cut, "was cut before the answer was whole", id="cut"),
    pytest.param(in_a_circle, "has moved (302 Found)", id="redirect"),
    pytest.param(huge, "more than 32 MB", id="200 MB"),
]


@pytest.mark.parametrize(("fault", "told"), FAILURES)
def test_after_a_failure_the_list_that_was_kept_is_as_it_was(
    harvest: Harvested, rows: Rows, server: Fickle, tmp_path: Path, fault: object, told: str
) -> None:
    harvest(rows)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    server.always = fault  # type: ignore[assignment]
    with pytest.raises(FetchError, match=f"what came on {DAY} is still kept") as error:
        harvest(written(rows).rstrip())
    assert told in str(error.value)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_neither_does_drift_replace_what_was_kept(
    harvest: Harvested, rows: Rows, server: Fickle, tmp_path: Path
) -> None:
    harvest(rows)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    server.faults = [page_called_data]
    with pytest.raises(DriftError, match=r"pid, .* is missing among <!doctype html>"):
        harvest(rows)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_young_list_is_not_fetched_again(harvest: Harvested, rows: Rows, server: Fickle) -> None:
    assert harvest(rows, max_age=7) == harvest(b"", max_age=7)
    assert len(server.requests) == 1


def test_ours_is_never_changed(harvest: Harvested, rows: Rows, catalogue: Catalogue) -> None:
    before = [row.model_dump() for row in catalogue]
    row_of(rows, "見附市").update(url="https://mitsuke.example/", lat="0", city="新見附市")
    harvest(rows)
    assert [row.model_dump() for row in catalogue] == before
