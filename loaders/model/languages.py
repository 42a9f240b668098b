"""In which language a sentence is: told by its letters and its small words, whatever names stand in it."""

import re
from functools import lru_cache

LETTERS = "\u3040-\u9fff"
"""The letters of Japanese, kana and kanji, as a range of an expression."""
_LETTER = re.compile(f"[{LETTERS}]")
_HIRAGANA = re.compile("[\u3040-\u309f]")
_ENGLISH = re.compile(r"\b(?:the|of|and|with|was|were|has|have|been|is|are|by|from|its|his|at)\b", re.IGNORECASE)
_MARKED = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữự]", re.IGNORECASE)
_LATELY = 256
"""Of so many sentences it is known what has been asked of them: each rule asks again."""


@lru_cache(maxsize=_LATELY)
def has_japanese(text: str) -> bool:
    """Whether a text has letters of Japanese, as a name or a heading may without a word of grammar."""
    return _LETTER.search(text) is not None


def is_japanese(text: str) -> bool:
    """Whether a sentence is in Japanese: it has hiragana, in which the words of its grammar are written."""
    return _HIRAGANA.search(text) is not None


@lru_cache(maxsize=_LATELY)
def is_english(text: str) -> bool:
    """Whether a text is one in English, whatever names stand in it."""
    return text.isascii() or bool(_ENGLISH.search(text))


def is_vietnamese(text: str) -> bool:
    """Whether a sentence is in Vietnamese, by its letters: names in an English one have not so many of them."""
    return len(_MARKED.findall(text)) > len(text) / 12
