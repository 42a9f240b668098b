"""A tie of a city is not one of its prefecture: a briefing says what lies in what, whose municipalities have ties."""

from collections import defaultdict
from pathlib import Path

import oracle
import pytest
from click.testing import CliRunner
from pyoxigraph import Store

from graph.ask.labels import Labels, short
from graph.ask.words import words
from graph.brief.briefing import briefing
from graph.brief.municipalities import ties_within
from graph.brief.prose import Prose
from graph.cli import main
from ontology import LANGUAGES, coop, thing

DAYS = (oracle.TODAY, oracle.BEFORE_THE_MERGERS, oracle.LONG_AGO)
DA_NANG, NIIGATA, MITSUKE = "vn/da-nang", "jp/niigata", "jp/niigata/mitsuke"


def tied(day: str) -> dict[str, dict[str, set[str]]]:
    """Return province or prefecture -> municipality of it -> partners by a document, exchange or project."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for fact in (*oracle.ties(), *oracle.projects()):
        for pair in fact.between(day) if fact.valid_from <= day else ():
            for one, other in (pair, pair[::-1]):
                state = oracle.state_on(one, day)
                if state and state.part_of:
                    found[state.part_of][one].add(other)
    return found


@pytest.mark.parametrize("day", DAYS)
def test_the_municipalities_with_ties_are_those_of_the_tables(store: Store, day: str) -> None:
    found = {
        place: {short(one.municipality): set(map(short, one.partners)) for one in ties_within(store, thing[place], day)}
        for place in oracle.places(day, "provincial")
    }
    assert {place: some for place, some in found.items() if some} == tied(day)
    assert len(tied(day)) > 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pair_without_ties_of_its_own_names_the_municipality_that_has_a_tie(store: Store, language: str) -> None:
    """Da Nang and Niigata: nothing between the two but networks, but Mitsuke lies in Niigata."""
    labels, told = Labels(store, language), words(language)
    for pair in ((DA_NANG, NIIGATA), (NIIGATA, DA_NANG)):
        about = briefing(store, *pair, oracle.TODAY)
        assert {entry.form for entry in about.entries} <= {coop.Membership, coop.NetworkEvent}
        text = str(Prose(store, about, language))
        niigata, da_nang, mitsuke = (labels[thing[one]] for one in (NIIGATA, DA_NANG, MITSUKE))
        assert told["municipal_ties_with"].format("1", niigata, mitsuke, da_nang) in text


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Mitsuke: part of Niigata Prefecture"), ("vi", "Thành phố Mitsuke: thuộc Tỉnh Niigata"),
     ("ja", "見附市: 新潟県内の自治体")],
)  # fmt: skip
def test_a_municipality_says_in_what_it_lies(store: Store, language: str, said: str) -> None:
    for other in (None, DA_NANG):
        assert said in str(Prose(store, briefing(store, MITSUKE, other, oracle.TODAY), language)).splitlines()


def test_what_has_ended_lay_in_what_was_then(store: Store) -> None:
    text = str(Prose(store, briefing(store, "vn/hue/hue-city", None, oracle.TODAY), "vi"))
    assert "Thành phố Huế (tỉnh Thừa Thiên Huế): thuộc Tỉnh Thừa Thiên Huế" in text


def test_of_a_prefecture_all_its_municipalities_with_ties_are_named(store: Store) -> None:
    labels = Labels(store, "en")
    text = str(Prose(store, briefing(store, NIIGATA, None, oracle.TODAY), "en"))
    [line] = [one for one in text.splitlines() if one.startswith("Municipalities of Niigata Prefecture")]
    known = tied(oracle.TODAY)[NIIGATA]
    assert line.startswith(f"Municipalities of Niigata Prefecture with ties of their own ({len(known)}): ")
    for municipality, partners in known.items():
        assert f"{labels[thing[municipality]]} (with " in line
        assert all(labels[thing[one]] in line for one in partners)


def test_it_is_shown_on_the_command_line(folder: Path) -> None:
    shown = CliRunner().invoke(main, ["show", "da-nang", "niigata prefecture", "--as-of", oracle.TODAY],
                               env={"COOP_STORE": str(folder), "COOP_LANG": "en"})  # fmt: skip
    assert shown.exit_code == 0
    assert "Municipalities of Niigata Prefecture with ties to Da Nang (1): Mitsuke" in shown.stdout
