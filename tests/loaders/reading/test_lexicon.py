"""Words of several languages are found together, those of Japanese only where a text has its letters."""

from collections.abc import Iterator

import pytest
from conftest import ROOT

from loaders.reading.language.lexicon import words
from loaders.reading.language.words import Words

BOTH = Words(["signed", "ký kết", "覚書"], "inks?", "締結し")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Both SIGNED it and ink it", ["SIGNED", "ink"]),
        ("Hai bên ký kết", ["ký kết"]),
        ("覚書を締結した", ["覚書", "締結し"]),
        ("MOU を締結し, signed", ["締結し", "signed"]),
        ("designed", []),
    ],
)
def test_words_are_found_in_each_language(text: str, found: list[str]) -> None:
    assert [one[0] for one in BOTH.finditer(text)] == found
    assert bool(BOTH.search(text)) == bool(found)


def test_words_of_japanese_alone_are_not_in_other_texts() -> None:
    words = Words(["覚書"])
    assert not words.search("A memorandum")
    assert not list(words.finditer("A memorandum"))
    assert words.match("覚書を")
    assert words.fullmatch("覚書")


def test_a_word_is_found_however_the_text_writes_what_it_begins_with() -> None:
    words = Words(["sister-city", "People's Committee", "Ủy ban", "MOU"])
    for text in ("a Sister-City tie", "the PEOPLE'S committee", "tại ủy ban tỉnh", "(MOU)", "two MOU's"):
        assert words.search(text), text
    for text in ("sistercity", "the people", "uy ban", "MOUs"):
        assert not words.search(text), text
    assert Words(["ink"], "(?<!p)en").search("open") is None
    assert Words(["ink"], "(?<!p)en").fullmatch("en")


def test_the_vocabulary_can_be_read_and_breaks_nothing_where_a_line_ends() -> None:
    lines = (ROOT / "loaders" / "reading" / "language" / "vocabulary.yaml").read_text("utf-8").splitlines()
    assert [line for line in lines if len(line) > 120 or line != line.rstrip()] == []
    assert all("\n" not in said for said in texts(words()))


def texts(said: object) -> Iterator[str]:
    """All words and expressions below a place of the vocabulary."""
    if isinstance(said, str):
        yield said
    for one in said.values() if isinstance(said, dict) else said if isinstance(said, list) else ():
        yield from texts(one)
