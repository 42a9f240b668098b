"""What people write into cells, told from what says nothing."""

import pytest

from loaders.imports import values
from loaders.imports.headers import beginnings


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Đà\u00a0Nẵng　２０１３", "Đà Nẵng 2013"),
        (" a", "a"),
        ("a ", "a"),
        ("a  b\n c", "a b c"),
        ("\ufeffHà\u200bNội", "Hà Nội"),
        ("", ""),
        ("日本 堺市", "日本 堺市"),
    ],
)
def test_blanks_and_digits_are_made_plain_and_letters_are_kept(text: str, clean: str) -> None:
    assert values.clean(text) == clean


def test_a_long_text_is_made_plain_before_the_night_falls() -> None:
    """An expression that tries every way to part a text would not end in a lifetime."""
    assert values.clean("a b" * 100_000 + " ") == "a b" * 100_000
    assert values.clean("a" * 1_000_000 + "  ") == "a" * 1_000_000


@pytest.mark.parametrize(
    "text", ["", "-", "—", "...", "-" * 99, "/", "〃", "N/A", "không có", "chưa rõ", "不明", "同上", "như trên"]
)
def test_what_stands_for_an_empty_cell_or_for_the_one_above_says_nothing_itself(text: str) -> None:
    assert not values.has_content(text)


@pytest.mark.parametrize("text", ["a", "堺市", "không có gì để nói thêm", "0", "same as above, but later"])
def test_all_else_speaks(text: str) -> None:
    assert values.has_content(text)


@pytest.mark.parametrize("word", sorted(beginnings("nothing") | beginnings("ditto")))
def test_every_word_for_nothing_is_known_as_such(word: str) -> None:
    assert not values.has_content(word)
