"""The labelled texts are of the form that README.md tells, and name what our tables know."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, table

from loaders.model.dates import PartialDate

HERE = Path(__file__).parent
EACH = {
    **{name: (number,) * 3 for name, number in {
        "articles": 20, "held-1": 10, "held-2": 10, "held-3": 10, "press": 50, "press-2": 80, "press-3": 40,
        "press-4": 15, "press-5": 25,
    }.items()},
    "press-6": (14, 18, 18), "press-7": (18, 20, 22), "press-8": (14, 14, 13),
}  # fmt: skip
"""How many texts a file has in English, Japanese and Vietnamese."""
FILES: dict[str, list[dict[str, Any]]] = {
    name: [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()] for name in EACH
}
ARTICLES = [article for articles in FILES.values() for article in articles]
FACTS = [(article, fact) for article in ARTICLES for fact in article["facts"]]
KEYS = [
    "id", "url", "lang", "title", "text", "facts", "note", "published", "text_kind", "in_sources_csv", "publisher",
]  # fmt: skip
PARTS = ["type", "vn", "jp", "kind", "date", "quote", "vn_level", "vn_id", "jp_level", "jp_id"]
UNTITLED = 20
TEASERS = {"press-4", "press-5", "press-7", "press-8"}
SHARED = 80
"""So many characters in a row may stand in one text only: words of a text are its own."""


def kinds(resource: str, column: str) -> set[str]:
    """Return the values that the schema of a table of ties allows in a column."""
    package = json.loads((ROOT / "loaders/data/ties/datapackage.json").read_text("utf-8"))
    [schema] = [each["schema"] for each in package["resources"] if each["name"] == resource]
    [field] = [each for each in schema["fields"] if each["name"] == column]
    return set(field["constraints"]["enum"])


ALLOWED = {
    "agreement": kinds("ties", "kind") - {"exchange"},  # which has no document
    "event": kinds("events", "kind") - {"delegation-visit", "signing"} | {"visit"},
    "project": {"launch", "ongoing", "completed"},
    "membership": kinds("memberships", "role"),
}


def test_each_text_has_the_keys_and_stands_in_the_order_of_its_id() -> None:
    assert all(list(article) == KEYS for article in ARTICLES)
    for articles in FILES.values():
        ids = [article["id"] for article in articles]
        assert ids == sorted(ids)
    assert len({article["id"] for article in ARTICLES}) == len(ARTICLES)
    assert all(article["id"].startswith(f"{article['lang']}-") for article in ARTICLES)
    for article in ARTICLES:
        assert article["publisher"]
        assert article["note"]
        assert article["text_kind"] == "restated"
        assert article["url"].startswith(("http://", "https://"))
    assert len({(article["url"], article["lang"]) for article in ARTICLES}) == len(ARTICLES)
    assert sum(not article["title"] for article in ARTICLES) == UNTITLED


def test_every_file_here_is_read() -> None:
    assert {path.stem for path in HERE.glob("*.jsonl")} == set(EACH)


@pytest.mark.parametrize("name", EACH)
def test_each_language_has_as_many_texts_and_a_quarter_to_a_third_state_nothing(name: str) -> None:
    each = dict(zip(("en", "ja", "vi"), EACH[name], strict=True))
    assert Counter(article["lang"] for article in FILES[name]) == each
    empty = Counter(article["lang"] for article in FILES[name] if not article["facts"])
    assert all(each[language] // 4 <= number <= each[language] // 3 + 1 for language, number in empty.items())


@pytest.mark.parametrize(
    ("name", "japanese", "other"),
    [(name, 1500, 3500) if name.startswith("held") else (name, 700, 1800) for name in EACH],
)
def test_a_text_is_as_long_as_a_report(name: str, japanese: int, other: int) -> None:
    shortest = (150, 200) if name in TEASERS else (170, 480)
    for article in FILES[name]:
        least, most = (shortest[0], japanese) if article["lang"] == "ja" else (shortest[1], other)
        assert least <= len(article["text"]) <= most, article["id"]


def test_it_is_said_truly_which_pages_our_sources_have() -> None:
    ours = {row["url"] for row in table("sources")}
    assert all(article["in_sources_csv"] == (article["url"] in ours) for article in ARTICLES)


def test_a_fact_has_the_keys_and_is_told_once() -> None:
    for article in ARTICLES:
        facts = article["facts"]
        assert all(list(fact) in (PARTS, [*PARTS, "network"]) for fact in facts)
        told = Counter((f["type"], f["vn_id"], f["jp_id"], f["kind"], f["date"], f.get("network")) for f in facts)
        assert set(told.values()) <= {1}, article["id"]


def test_the_quote_of_a_fact_stands_in_the_text() -> None:
    for article, fact in FACTS:
        assert fact["quote"], article["id"]
        assert fact["quote"] in article["text"], article["id"]


def test_the_parties_are_those_that_a_fact_of_the_type_has() -> None:
    for article, fact in FACTS:
        sides = [bool(fact[f"{side}_id"]) for side in ("vn", "jp")]
        count = {"agreement": {2}, "project": {2}, "event": {1, 2}, "membership": {1}}[fact["type"]]
        assert sum(sides) in count, article["id"]
        assert ("network" in fact) == (fact["type"] == "membership")


@pytest.mark.parametrize("side", ["vn", "jp"])
def test_a_party_is_a_locality_of_ours_with_a_level_and_a_name_that_it_has_or_had(side: str) -> None:
    rows = [(row["id"], row) for row in table("localities")]
    rows += [(row["locality"], row) for row in table("former_periods")]
    levels = {(which, row["level"]) for which, row in rows}
    names = {(which, row["name"]) for which, row in rows}
    names |= {(row["locality"], row["name"]) for row in table("names")}
    for article, fact in FACTS:
        which, level, name = fact[f"{side}_id"], fact[f"{side}_level"], fact[side]
        if which:
            assert which.startswith(f"{side}/"), article["id"]
            assert (which, level) in levels, article["id"]
            assert (which, name) in names, article["id"]
        else:
            assert (level, name) == ("", ""), article["id"]


def test_kinds_and_networks_are_those_of_our_tables() -> None:
    networks = {row["name"] for row in table("networks")}
    for article, fact in FACTS:
        assert fact["kind"] in ALLOWED[fact["type"]], article["id"]
        assert fact.get("network", "CITYNET") in networks, article["id"]


def test_dates_exist_and_none_lies_after_the_publication() -> None:
    for article, fact in FACTS:
        published = article["published"] and PartialDate(article["published"])
        if fact["date"]:
            day = PartialDate(fact["date"])
            assert not published or day.earliest <= published.latest, article["id"]


def test_no_text_has_a_long_run_of_characters_in_common_with_another() -> None:
    owner: dict[str, str] = {}
    for article in ARTICLES:
        text = article["text"]
        for start in range(len(text) - SHARED + 1):
            assert owner.setdefault(text[start : start + SHARED], article["id"]) == article["id"]
