"""The order of names in each language, as a dictionary of it has them."""

import unicodedata
from functools import cache

_VIETNAMESE = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # as in a dictionary: huyền, hỏi, ngã, sắc, nặng
_DAKUTEN = "\u3099\u309a"
_LARGE = str.maketrans("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ")
_VOWELS = dict(zip("AIUEO", "アイウエオ", strict=True))


@cache
def order(text: str, language: str) -> tuple[str, str, str]:
    """Return what to sort by: letters first, then tones or voiced sounds, then the text itself.

    >>> sorted(["Đà Nẵng", "Ea Kar", "Da Nang", "Cà Mau", "Đắk Lắk"], key=lambda name: order(name, "vi"))
    ['Cà Mau', 'Da Nang', 'Đà Nẵng', 'Đắk Lắk', 'Ea Kar']

    Args:
        text: a name; a Japanese one by its reading in kana.
        language: ``en``, ``vi`` or ``ja``.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    letters, marks = {"vi": _vietnamese, "ja": _japanese}.get(language, _latin)(folded)
    return letters, marks, text


def _latin(text: str) -> tuple[str, str]:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(sign for sign in letters if not unicodedata.combining(sign)), text


def _vietnamese(text: str) -> tuple[str, str]:
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text) if sign not in _TONES)
    tones = "".join(sign for sign in unicodedata.normalize("NFD", text) if sign in _TONES)
    letters = unicodedata.normalize("NFC", bare)
    return (
        "".join(chr(ord("a") + _VIETNAMESE.index(sign)) if sign in _VIETNAMESE else sign for sign in letters),
        "".join(str(_TONES.index(sign)) for sign in tones),
    )


def _japanese(text: str) -> tuple[str, str]:
    if unicodedata.name(next(filter(str.isalpha, text), "ア")).startswith("LATIN"):  # after what kana give a place
        return f"\uffff{text}", text
    kana = "".join(chr(ord(sign) + 0x60) if "ぁ" <= sign <= "ゖ" else sign for sign in text)
    letters = "".join(sign for sign in unicodedata.normalize("NFD", kana) if sign not in _DAKUTEN).translate(_LARGE)
    spoken = ""
    for sign in letters:
        spoken += _VOWELS.get(unicodedata.name(spoken[-1], "")[-1:], "") if sign == "ー" and spoken else sign
    return spoken, kana
