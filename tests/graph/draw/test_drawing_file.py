"""What is drawn is what the tables say, stands where there is room, and is harmless whatever it is called."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from itertools import combinations, pairwise
from math import hypot
from operator import sub
from pathlib import Path
from typing import Any

import oracle
import pytest
from asking import copy
from click.testing import CliRunner, Result
from oracle import BEFORE_THE_MERGERS, LONG_AGO, TODAY
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.ask.query import ParameterError
from graph.cli.main import main
from graph.draw.drawing import EVERYTHING, KINDS, DrawingFilter, drawing
from graph.site.drawing_page import page
from ontology import LANGUAGES, graph, rdfs, schema, thing

Drawn = dict[str, Any]
Draw = Callable[..., Drawn]
HOSTILE = (
    "</script><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "<!--<script>",
    "\u202etxet desrever",
    "long " * 2000,
)


@pytest.fixture(scope="module")
def draw(store: Store) -> Draw:
    """Draws, each drawing once."""
    return cache(lambda day=TODAY, wanted=EVERYTHING, language="en": drawing(store, day, language, wanted))


def joined(drawn: Drawn) -> set[tuple[str, str, str]]:
    """Return what joins whom."""
    ends = {line["id"]: (line["from"], line["to"]) for line in drawn["lines"]}
    found = {(*ends[tie["line"]], tie["id"]) for tie in drawn["ties"]}
    assert len(found) == len(drawn["ties"]), "nothing is drawn twice"
    return found


def in_the_tables(day: str, partner: str = "") -> set[tuple[str, str, str]]:
    """Return what joins whom on a day, by the tables."""
    ties = {(vietnam, japan, fact.id) for fact in oracle.cooperation(day) for vietnam, japan in fact.between(day)}
    memberships = {
        (holder, member.network, member.id)
        for member in oracle.memberships() if member.valid_from <= day
        for party in member.parties for holder in oracle.holders(party, day)
    }  # fmt: skip
    return ties | memberships


@pytest.mark.parametrize("day", [TODAY, BEFORE_THE_MERGERS, LONG_AGO])
def test_all_that_joins_two_on_a_day_is_drawn_and_nothing_else(draw: Draw, day: str) -> None:
    drawn = draw(day)
    found = joined(drawn)
    assert found == in_the_tables(day)
    assert {node["id"] for node in drawn["nodes"]} == {end for one, other, _ in found for end in (one, other)}


def test_what_has_ended_says_so_and_what_has_no_date_says_since_when_it_is_known(draw: Draw) -> None:
    facts = {fact.id: fact for fact in (*oracle.cooperation(TODAY), *oracle.memberships())}
    for tie in draw()["ties"]:
        assert tie["begun"] == facts[tie["id"]].valid_from
        assert tie["scheme"] == (oracle.scheme(facts[tie["id"]]) or "").removeprefix("scheme/")
    assert any(tie["until"] for tie in draw()["ties"])
    assert any(not tie["since"] for tie in draw()["ties"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same(draw: Draw, language: str) -> None:
    drawn = draw(TODAY, EVERYTHING, language)
    assert joined(drawn) == joined(draw())
    assert [(node["x"], node["y"]) for node in drawn["nodes"]] == [(node["x"], node["y"]) for node in draw()["nodes"]]
    sakai = next(tie for tie in drawn["ties"] if tie["id"] == "tie/da-nang--sakai--mou--2009")
    assert {"en": "Da Nang", "vi": "Thành phố Đà Nẵng", "ja": "ダナン市"}[language] in sakai["title"]


# --- a part of it -----------------------------------------------------------------------------------------------------


def test_around_a_place_are_its_partners_and_networks(draw: Draw) -> None:
    found = joined(draw(TODAY, DrawingFilter("vn/da-nang")))
    shown = {end for one, other, _ in found for end in (one, other)}
    every = in_the_tables(TODAY)
    assert shown == {end for one, other, _ in every if "vn/da-nang" in (one, other) for end in (one, other)}
    assert found == {row for row in every if row[0] in shown and row[1] in shown}


def test_two_hops_lead_to_the_partners_of_the_partners(draw: Draw) -> None:
    near = {node["id"] for node in draw(TODAY, DrawingFilter("vn/lam-dong"))["nodes"]}
    further = {node["id"] for node in draw(TODAY, DrawingFilter("jp/osaka/sakai", hops=2))["nodes"]}
    assert near == {"vn/lam-dong", *(o if v == "vn/lam-dong" else v for v, o, _ in in_the_tables(TODAY)
                                     if "vn/lam-dong" in (v, o))}  # fmt: skip
    assert {"vn/da-nang", "jp/kanagawa/yokohama"} <= further


@pytest.mark.parametrize("kinds", [("mou",), ("exchange", "project"), ("membership",)])
def test_only_what_joins_by_a_kind(draw: Draw, kinds: tuple[str, ...]) -> None:
    drawn = draw(TODAY, DrawingFilter(kinds=kinds))
    assert {tie["kind"] or tie["form"].lower() for tie in drawn["ties"]} == set(kinds)
    every = draw()["ties"]
    assert len(drawn["ties"]) == sum((tie["kind"] or tie["form"].lower()) in kinds for tie in every)


def test_only_what_came_about_by_a_scheme(draw: Draw) -> None:
    drawn = draw(TODAY, DrawingFilter(scheme="third-party-support"))
    assert {tie["id"] for tie in drawn["ties"]} == {
        fact.id
        for fact in oracle.cooperation(TODAY)
        if oracle.scheme(fact) == "scheme/third-party-support" and fact.between(TODAY)
    }


def test_of_a_place_without_ties_nothing_can_be_drawn(draw: Draw) -> None:
    with pytest.raises(ParameterError, match="not to say that there is none"):
        draw(TODAY, DrawingFilter("jp/tokyo/ogasawara"))


# --- where it stands --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wanted", [EVERYTHING, DrawingFilter("vn/da-nang"), DrawingFilter("vn/hanoi"), DrawingFilter(kinds=("membership",))]
)
def test_nothing_covers_anything(draw: Draw, wanted: DrawingFilter) -> None:
    spots = [(node["x"], node["y"]) for node in draw(TODAY, wanted)["nodes"]]
    assert [pair for pair in combinations(spots, 2) if hypot(*map(sub, *pair)) < 40] == []


@pytest.mark.parametrize("place", ["vn/da-nang", "vn/hanoi", "jp/osaka/sakai"])
def test_a_place_stands_in_the_middle_and_the_closer_a_partner_the_nearer(draw: Draw, place: str) -> None:
    spots = {node["id"]: (node["x"], node["y"]) for node in draw(TODAY, DrawingFilter(place, hops=2))["nodes"]}
    assert spots[place] == (0, 0)
    every = in_the_tables(TODAY)
    ties = Counter(one if other == place else other for one, other, _ in every if place in (one, other))
    far = {node: hypot(*spot) for node, spot in spots.items() if not node.startswith("network/")}
    partners = sorted((node for node in far if ties[node]), key=far.__getitem__)
    for nearer, further in pairwise(partners):
        assert ties[nearer] >= ties[further] or far[nearer] == pytest.approx(far[further], abs=2)
    assert max(far[node] for node in partners) <= min(far[node] for node in far if not ties[node] and node != place) + 2
    assert min(hypot(*spot) for node, spot in spots.items() if node.startswith("network/")) > max(far.values())


def test_another_process_draws_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """Python gives texts other hashes, and with them sets another order, in every process."""
    for number in (1, 2):
        command = ["draw", "--as-of", TODAY, "--output", str(tmp_path / f"{number}.html"), "--store", str(folder)]
        code = f"from graph.cli import main\nmain({command!r}, standalone_mode=False)"
        settings = {**os.environ, "PYTHONHASHSEED": str(number)}
        subprocess.run([sys.executable, "-c", code], env=settings, capture_output=True, check=True)
    assert (tmp_path / "1.html").read_bytes() == (tmp_path / "2.html").read_bytes()


# --- the page ---------------------------------------------------------------------------------------------------------


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the texts of its scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self._within = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._within = tag
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within == "script":
            self.scripts[-1] += data


def test_the_page_needs_nothing_from_elsewhere(draw: Draw) -> None:
    for _, said in Elements(page(draw(), "en")).found:
        assert "src" not in said
        assert (said.get("href") or "data:,") == "data:,"
        assert not [name for name in said if name.startswith("on") or name == "style"]


def test_the_map_has_points_and_no_land(draw: Draw) -> None:
    drawn = draw()
    assert {country: sheet["outlines"] for country, sheet in drawn["maps"].items()} == {"vn": [], "jp": []}
    seats = {place for place, row in oracle.localities().items() if row["latitude"]}
    localities = {node["id"] for node in drawn["nodes"] if node["kind"] == "locality"}
    assert {node["id"] for node in drawn["nodes"] if "map" in node} == localities & seats
    for node in drawn["nodes"]:
        if "map" in node:
            width, height = drawn["maps"][node["country"]]["size"]
            assert 0 < node["map"][0] < width
            assert 0 < node["map"][1] < height


def test_the_page_has_no_address_but_those_of_the_web(draw: Draw) -> None:
    for _, address in draw()["sources"]:
        assert re.fullmatch(r"(https?://\S+)?", address)


@pytest.fixture(scope="module")
def hostile(store: Store) -> Store:
    """The graph, with names and addresses that would act if they were let."""
    made = copy(store)
    ties = graph["ties"]
    named = ("vn/da-nang", "jp/osaka/sakai", "tie/da-nang--sakai--mou--2009", "network/citynet", "jp/hyogo/kobe")
    for node, name in zip(named, HOSTILE, strict=True):
        for quad in list(made.quads_for_pattern(thing[node], rdfs.label, None, None)):
            made.remove(quad)
        made.add(Quad(thing[node], rdfs.label, Literal(name, language="en"), ties))
    for quad in list(made.quads_for_pattern(None, schema.url, None, None))[:400]:
        made.remove(quad)
        made.add(Quad(quad.subject, quad.predicate, NamedNode("javascript:alert(1)"), ties))
    return made


def test_no_name_ends_the_script_that_it_stands_in(hostile: Store) -> None:
    drawn = drawing(hostile, TODAY, "en", DrawingFilter("vn/da-nang"))
    plain = Elements(page(drawing(hostile, TODAY, "en", DrawingFilter("vn/gia-lai")), "en"))
    made = Elements(page(drawn, "en"))
    assert [tag for tag, _ in made.found].count("script") == [tag for tag, _ in plain.found].count("script") == 3
    read = json.loads(next(text for text in made.scripts if text.startswith("{")))
    assert read["title"] == f"The ties of {HOSTILE[0]}", "it is text, whole"
    assert not any(said for _, said in made.found if set(said) & {"onmouseover"})
    assert "\u202e" not in page(drawn, "en")


def test_no_address_of_another_kind_becomes_a_link(hostile: Store) -> None:
    drawn = drawing(hostile, TODAY, "en")
    assert "javascript:" not in json.dumps(drawn["sources"])
    assert any(not address for _, address in drawn["sources"])


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def coop(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs ``coop draw`` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, ["draw", *arguments, "--store", str(folder)])


def test_the_file_is_called_after_the_place(coop: Callable[..., Result], tmp_path: Path) -> None:
    result = coop("Đà Nẵng", "--as-of", TODAY, "--lang", "ja", "--layout", "map", "--by", "strength")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "da-nang.html に書き出しました\n")
    text = (tmp_path / "da-nang.html").read_text("utf-8")
    assert '<html lang="ja">' in text
    assert re.search(r'value="map" checked', text)
    assert re.search(r'value="strength" selected', text)


def test_a_base_map_is_drawn_if_one_is_given(coop: Callable[..., Result], tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[105, 20], [106, 20], [106, 21]]}
    (tmp_path / "map.geojson").write_text(json.dumps(line), "utf-8")
    assert coop("hue", "--as-of", TODAY, "--outlines", "map.geojson").exit_code == 0
    text = (tmp_path / "hue.html").read_text("utf-8")
    [outlines] = json.loads(next(one for one in Elements(text).scripts if one.startswith("{")))["maps"]["vn"][
        "outlines"
    ]
    assert len(outlines) == 6


def test_the_whole_network_is_ties(coop: Callable[..., Result], tmp_path: Path) -> None:
    assert coop("--as-of", TODAY, "--kind", "mou", "--kind", "sectoral").stderr == "wrote ties.html\n"
    assert [path.name for path in tmp_path.iterdir()] == ["ties.html"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("atlantis",), "“atlantis” is no locality"),
        (("--kind", "marriage"), f"“marriage” is none of {', '.join(KINDS)}"),
        (("ogasawara",), "no tie of Ogasawara is known by"),
        (("ogasawara", "--kind", "mou"), "no tie of this kind of Ogasawara is known by"),
        (("quy nhon",), "what it had is held by Gia Lai [vn/gia-lai]"),
        (("--output", "."), "is a folder"),
        (("--as-of", "2099-01-01"), "lies in the future"),
        (("--outlines", "none.geojson"), "none.geojson: there is no such file"),
    ],
)
def test_a_mistake_is_answered_in_the_users_words(
    coop: Callable[..., Result], tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = coop(*arguments)
    assert result.exit_code == 1
    assert message in result.stderr
    assert list(tmp_path.iterdir()) == []
