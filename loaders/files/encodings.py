"""In which encoding a text file is: UTF-8, or another that tells itself; read if it is sure, named if it is likely.

An encoding of several bytes is sure by its mark, or by zero bytes where ASCII has them. One of single letters is sure
if all of the beginning is text in it, and words that our lists have stand there: what is read in a wrong encoding has
none.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from loaders.files.vietnamese_letters import OLD_LETTERS, words

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
"""The marks at the beginning of a file, the longer first."""

_OF_MAIL = re.compile(rb"\x1b\$[@B]|\x1b\([JI]")
"""What begins Japanese text in seven bits, which has no other use for the sign of an escape."""

_JAPANESE = re.compile("[×\u2010-\u27bf\u3000-\u33ff\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60]+")
_NARROW = re.compile("[\uff61-\uff9f]+")
_VIETNAMESE = re.compile("(?i:[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ“”‘’–—…])+")
_JAPANESE_WORDS = re.compile(
    "都市|姉妹|友好|交流|提携|締結|協定|覚書|相手|備考|市町村|自治体|区分|種別|年月日|国名|出典|"
    "ベトナム|ハノイ|ホーチミン|ダナン|ハイフォン|フエ|クアンナム|カントー|東京|大阪|神奈川|愛知|北海道|福岡|広島|横浜"
)
_SURE = 2
"""Different words of our lists in a text that leave no doubt."""


class Encoding(NamedTuple):
    """An encoding that a file is read in.

    Attributes:
        name: what it is called.
        decode: returns a line in it.
        wide: its name in Python, if a letter takes several bytes of which one may be that of a line's end.
    """

    name: str
    decode: Callable[[bytes], str]
    wide: str = ""


UTF8 = Encoding("", bytes.decode)


def _vietnamese(line: bytes) -> str:
    return unicodedata.normalize("NFC", line.decode("cp1258"))


def _in_old_letters(read: Callable[[str], str]) -> Callable[[bytes], str]:
    return lambda line: read(line.decode("cp1252"))


_OF_LETTERS = (
    Encoding("cp932", lambda line: line.decode("cp932")),
    Encoding("EUC-JP", lambda line: line.decode("euc_jp")),
    Encoding("cp1258", _vietnamese),
    *(Encoding(name, _in_old_letters(read)) for name, read in OLD_LETTERS.items()),
)
_OF_JAPAN = _OF_LETTERS[:2]


def encoding(begins: bytes) -> Encoding:
    """Return the encoding of a file; UTF-8, if it is no other for sure.

    Args:
        begins: its beginning, some thousands of bytes.
    """
    for mark, name in _MARKS:
        if begins.startswith(mark):
            return Encoding(name.upper(), lambda line, name=name: line.decode(name), name)  # type: ignore[misc]
    if _OF_MAIL.search(begins):
        return Encoding("ISO-2022-JP", lambda line: line.decode("iso2022_jp_ext"))
    if b"\0" in begins:
        return _without_mark(begins)
    lines = begins.rpartition(b"\n")[0] or begins
    try:
        lines.decode("utf-8")
    except UnicodeDecodeError:
        sure = [one for one in _OF_LETTERS if _words(one, lines) >= _SURE]
        return sure[0] if len(sure) == 1 else UTF8
    return UTF8


def likely(line: bytes) -> str:
    """Return what a line that is not UTF-8 seems to be encoded in: what programs in our two countries write, if it can.

    A line is too short to tell by how often letters occur; so it is asked whether it would be text in each.
    """
    from charset_normalizer import from_bytes  # slow to import, and few files need it

    found = {one.name: _words(one, line) for one in _OF_LETTERS}
    best = max(found, key=lambda name: found[name])
    if found[best] > 0:
        return best
    for name in ("cp932", "cp1258"):
        if found[name] == 0:
            return name
    guess = from_bytes(line).best()
    return guess.encoding if guess else ""


def _words(one: Encoding, text: bytes) -> int:
    """Return how many words of our lists stand in a text if it is in an encoding; -1 if it is no text in it."""
    try:
        read = one.decode(text)
    except UnicodeDecodeError:
        return -1
    letters = "".join(c for c in read if not c.isascii())
    if one in _OF_JAPAN:
        found = len(set(_JAPANESE_WORDS.findall(read)))
        is_text = _JAPANESE.fullmatch(_NARROW.sub("", letters) if found else letters)
    else:
        found, is_text = words(read), _VIETNAMESE.fullmatch(letters)
    return found if is_text else -1


def _without_mark(begins: bytes) -> Encoding:
    """Return the encoding of several bytes a letter that a text with zero bytes is in; UTF-8 if it is in none."""
    for name in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        try:
            text = codecs.getincrementaldecoder(name)().decode(begins)
        except UnicodeDecodeError:
            continue
        if {"\n", "\r"} & set(text) and all(c in "\t\r\n" or not unicodedata.category(c).startswith("C") for c in text):
            return Encoding(name.upper()[:6], lambda line, name=name: line.decode(name), name)  # type: ignore[misc]
    return UTF8
