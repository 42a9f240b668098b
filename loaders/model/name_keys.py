"""What all spellings of a name have in common: one form of its letters, without case, width, blanks and diacritics."""

import re
import unicodedata
from functools import lru_cache

_NO_LETTERS = re.compile("[^\\w\u3099\u309a]|_")  # without the marks of voiced kana
_KATAKANA = {hiragana: hiragana + 0x60 for hiragana in range(ord("ぁ"), ord("ゖ") + 1)}
_TWO_WAYS = (("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"), ("ー", ""))
_SMALL_KANA = str.maketrans("ァィゥェォャュョヮ", "アイウエオヤユヨワ")
ALIKE = {
    **dict.fromkeys("’ʻʼ", "'"), **dict.fromkeys("‐‑–—−", "-"),
    **dict(zip("縣县區廳廰厅", "県県区庁庁庁", strict=True)), **dict.fromkeys("ÐƉ", "Đ"), **dict.fromkeys("ðɖ", "đ"),
    **dict(zip("АВЕКМНОРСТУХІЈЅаеорсухіјѕ", "ABEKMHOPCTYXIJSaeopcyxijs", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True)),
}  # fmt: skip
"""Signs that are written for others: they look the same (Unicode Technical Standard 39) or are older or Chinese."""

ONE_SIGN = str.maketrans(ALIKE)


def fold(text: str) -> str:
    """Fold width, case, spaces and typographic marks; keep diacritics."""
    text = unicodedata.normalize("NFKC", text).translate(ONE_SIGN).casefold()
    return " ".join(unicodedata.normalize("NFC", text).split())


class _Unmarked(dict[int, str]):
    """Letters without their diacritics, as they are met."""

    def __missing__(self, sign: int) -> str:
        self[sign] = unicodedata.normalize("NFD", chr(sign))[0].replace("đ", "d")
        return self[sign]


_UNMARKED = _Unmarked()


def bare(folded: str) -> str:
    """Return a folded text without diacritics, character by character."""
    return folded.translate(_UNMARKED)


def _kana(text: str) -> str:
    """Fold hiragana into katakana, and katakana that is written in two ways into one."""
    text = text.translate(_KATAKANA)
    for one, other in _TWO_WAYS:
        text = text.replace(one, other)
    return text.translate(_SMALL_KANA)


@lru_cache(maxsize=200_000)
def key(name: str) -> str:
    """Return what all spellings of a name have in common.

    >>> {key(name) for name in ("Đà Nẵng", "Da Nang", "DANANG", "đà-nẵng")}
    {'danang'}
    """
    letters = unicodedata.normalize("NFD", fold(name).replace("đ", "d")).translate(ONE_SIGN)
    letters = _NO_LETTERS.sub("", letters)
    return letters if letters.isascii() else _kana(unicodedata.normalize("NFC", letters))
