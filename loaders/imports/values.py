"""Parses the cells of foreign tables: notes beside a name, lists of fields, periods, words for our slugs."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from loaders.files.sheet import letters
from loaders.imports.countries import territories
from loaders.imports.headers import beginnings, plain, spelt, vocabulary, words_of
from loaders.imports.phrases import FORMER, read
from loaders.model.columns import Of
from loaders.model.gazetteer import COUNTRIES
from loaders.model.messages import any_of, joined
from loaders.model.messages import gettext as _
from loaders.model.name_readings import key
from ontology import concepts

_BLANKS = re.compile(r"[\s\u200b\u2060\ufeff]+")
_CLEAN = re.compile("(?:[^\\s\u200b\u2060\ufeff０-９\u0300-\u036f\u3099\u309a]++(?: (?!$))?)*")
_APART = re.compile("[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]+")
_WIDE_DIGITS = {ord(c): chr(ord(c) - 0xFEE0) for c in "０１２３４５６７８９"}
_MARKED = re.compile(
    r"\s*(?:[*※†‡].*|[¹²³⁰-⁹⁽⁾]+|\[(?:[a-zA-Z]|\d{1,3}|(?:nb|note|n|注|註)\s?\d{0,3})\]|[(（](?:\d{1,2}|\*+)[)）]|[(（]?注\s?\d*[)）]?|\[注釈\s?\d*\]"
    r"|[(（](?:外部(?:サイト|リンク)|別ウ[イィ]ンドウ|新しいウ[イィ]ンドウ|新規ウ[イィ]ンドウ)[^()（）]*[)）])$"
)
_SIGNS = re.compile(
    r"(?:\s*(?:[*※†‡§¶]+\d{0,2}|[¹²³⁰-⁹⁽⁾ªºᵃ-ᶻ]+|[①-⑳]|\[(?:[a-zA-Z]|\d{1,3}|[*†‡]+"
    r"|(?:nb|note|n|注|註|脚注|注釈|gc|ghi\schú)\s?\d{0,3})\]"
    r"|[(（](?:[a-zA-Z]|\d{1,2}|\*+|[注註]\s?\d{0,2})[)）]|[注註]\s?\d{1,2}))+$"
)
_BRACKETS = re.compile(r"(.+?)\s*[(（]([^()（）]*)[)）]")
_ASIDE = re.compile(
    r"\d|\b(?:xem|từ|nay là|nay thuộc|hiện là|hiện thuộc|sáp nhập vào"
    r"|trước|cũ|chưa|đã|since|see|now|formerly|until|from|not|as of)\b|[旧元現参照年]"
)
_NOW = re.compile(
    r"(.+?)\s*[,、，;]\s*(?:(?:hiện |bây giờ )?nay (?:là|thuộc)|hiện (?:là|thuộc)"
    r"|now(?: part of)?|現(?:在は?)?[・:：]?)\s*\S.*"
)
"""A name with the one of today behind it."""
_WAS = re.compile(r"\b(?:cũ|trước đây|trước kia|former|formerly|previously)\b|[旧元]|前身", re.IGNORECASE)
_NAMED = re.compile(r"(?<!^)(?<=[\s:：])[A-ZĐÀ-Ỹ]\w|[^\W\d_]{2,}[省県府都市郡区町村]")
_PARTED_IN_JAPANESE = re.compile(r"・|(?<=[\u3040-\u9fff]) ")
_SEVERAL = re.compile(r"[;,、，；\n/／]|\s+(?:và|and|&)\s+")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`;、，]+", re.IGNORECASE)


@lru_cache(maxsize=50_000)  # the same few texts stand in many cells
def clean(text: str) -> str:
    """Return a text with plain blanks and digits; all letters stay as they are, each one sign with its marks.

    >>> clean("Đà\\u00a0Nẵng　２０１３"), len(clean("Cu\\u031b\\u0303"))
    ('Đà Nẵng 2013', 2)
    """
    if _CLEAN.fullmatch(text):
        return text
    text = _BLANKS.sub(" ", text).translate(_WIDE_DIGITS).strip()
    return _APART.sub(lambda letter: unicodedata.normalize("NFC", letter[0]), text)


_LONGEST_FILLER = 16
"""Characters that words for nothing, or for the cell above, may have."""


@lru_cache(maxsize=50_000)  # the same few texts stand in many cells
def has_content(text: str) -> bool:
    """Whether a cell has content of its own: not empty, no dash or word for none, no ditto mark."""
    if not any(map(str.isalnum, text)):
        return False
    return len(text) > _LONGEST_FILLER or not (plain(text) in beginnings("nothing") or is_ditto(text))


def is_ditto(text: str) -> bool:
    """Whether a cell is a ditto mark, or a word for the same as above."""
    return plain(text) in beginnings("ditto")


def is_total(texts: list[str]) -> bool:
    """Whether these are the texts of a row that sums up those above it."""
    return bool(texts) and not texts[0].isdigit() and _begins(texts[0], "totals") and not any(map(_worded, texts[1:]))


def is_remark(text: str) -> bool:
    """Whether a text that stands alone in a row speaks of the whole table."""
    return _begins(text, "remarks") or text.startswith(("※", "*", "(*)"))


def numbers_columns(different: list[str]) -> bool:
    """Whether these are the texts of a row that numbers the columns: (1), (2), (3), or A, B, C."""
    bare = [text.strip("()[]. ") for text in different]
    if len(bare) < 3 or bare[0] not in {"1", "A"}:
        return False
    return bare in ([str(at + 1) for at in range(len(bare))], [letters(at) for at in range(len(bare))])


def numbered(different: list[str]) -> tuple[str, str]:
    """Return the number and the one text of a row that has no more, be they in one cell or two; else nothing.

    >>> numbered(["I", "Cấp tỉnh"]), numbered(["B. Cấp huyện"]), numbered(["12", "Kobe"]), numbered(["Kobe", "MoU"])
    (('I', 'Cấp tỉnh'), ('B', 'B. Cấp huyện'), ('12', 'Kobe'), ('', ''))
    """
    if not 0 < len(different) < 3:
        return "", ""
    number, text = (
        (different[0], different[-1]) if len(different) == 2 else (different[0].partition(" ")[0], different[0])
    )
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", number))
    if not found or (len(different) == 1 and (number == text or not found["sign"])):
        return "", ""
    return found["number"], text


_NUMBER = re.compile(r"\(?(?P<number>[IVX]{1,6}|[A-Za-zĐđ]|\d{1,4}|[一二三四五六七八九十]{1,3})(?P<sign>[).:/、]?)")


@lru_cache(maxsize=10_000)
def _begins(text: str, section: str) -> bool:
    """Whether a text begins with one of the words of a section, as a word of its own."""
    folded = plain(text)
    return any(folded.startswith(word) and not folded[len(word) :][:1].isalpha() for word in beginnings(section))


def _worded(text: str) -> bool:
    """Whether a text is more than a number of things, as in 15件."""
    return not re.fullmatch(r"\d[\d.,]*\D{0,20}|[^\w]*", text)


class Named(NamedTuple):
    """A name, and whether something was written beside it."""

    name: str
    aside: bool


@lru_cache(maxsize=10_000)
def name(text: str) -> Named:
    """Return the name in a cell without what is plainly no part of it; a prefecture in brackets stays.

    >>> name("Kawasaki *xem ghi chú*").name, name("Sakai (Osaka)").name, name("Huế (từ 2025)").name
    ('Kawasaki', 'Sakai (Osaka)', 'Huế')
    """
    bare = _MARKED.sub("", text)
    bracketed = _BRACKETS.fullmatch(bare)
    if bracketed and _ASIDE.search(bracketed[2].casefold()) and not _names_another(bracketed[2]):
        bare = bracketed[1]
    elif now := _NOW.fullmatch(bare):
        bare = now[1]
    bare = bare.strip(" .,;:")
    return Named(bare or text, bool(bare) and bare != text.strip(" .,;:"))


def _names_another(aside: str) -> bool:
    """Whether what stands beside a name names the unit that was before, which may be the one that is meant."""
    return bool(_WAS.search(aside) and _NAMED.search(aside))


@lru_cache(maxsize=10_000)
def country(text: str) -> str:
    """Return the code of the country that a cell names, of ours if it names others too; nothing where it is none known.

    >>> country("ベトナム社会主義共和国"), country("N.Bản"), country("CH Pháp / France"), country("Hạ Long")
    ('VN', 'JP', 'FR', '')
    """
    whole = _country(text) or _country(re.sub(r"\([^)]*\)|（[^）]*）", "", text))
    named = {whole} if whole else set(map(_country, _SEVERAL_COUNTRIES.split(text)))
    folded = key(text)
    for ours in OUR_COUNTRIES:
        if ours in named or any(name in folded for name in _long_names(ours)):
            return ours
    return min(filter(None, named), default="")


def names_countries_alone(text: str) -> bool:
    """Whether a cell names one or more countries and nothing else.

    >>> [names_countries_alone(text) for text in ("Hàn Quốc / Korea", "日本", "ベトナムダナン市", "日本・那覇市")]
    [True, True, False, False]
    """
    return bool(_country(text)) or all(map(_country, _SEVERAL_COUNTRIES.split(text)))


OUR_COUNTRIES = tuple(map(str.upper, COUNTRIES))
_SEVERAL_COUNTRIES = re.compile(r"[-–—,、，;；/／・()（）\n]|\s+(?:và|and|&)\s+")


@cache
def _countries() -> dict[str, str]:
    """Return the codes of countries by all their names."""
    names = territories().names | spelt("other_countries") | spelt("countries")
    return {key(code): code for code in names.values() if code in OUR_COUNTRIES} | names


@cache
def _long_names(country: str) -> tuple[str, ...]:
    """Return the names of a country that are long enough to be nothing else within a longer text."""
    names = (name for name, code in _countries().items() if code == country)
    return tuple(name for name in names if len(name) > (4 if name.isascii() else 1))


def _country(text: str) -> str:
    folded = key(text)
    named = _countries().get(folded) or _countries().get(_of_states().sub("", folded))
    return named or territories().codes.get(text.strip(" ."), "")


@cache
def _of_states() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, words_of("states")), key=len, reverse=True))
    return re.compile(f"^(?:{words})+|(?:{words})+$")


_WITHIN_BEFORE = re.compile(r"[(（\[【〔]?([^・:：/／\s()（）\[\]【】〔〕]+)[)）\]】〕・:：/／\s]\s*\S.*")
_LISTED = re.compile(r"[、;；\n](?![^(（]*[)）])")
_BRACKETED = re.compile(r"[(（]([^()（）]*)[)）]")
_BEHIND = re.compile(r"[,、，]\s*([^,、，]+)$")
_PART_OF = re.compile(r"[・、,].*|[^・、,]*[省州道市県区邦](?:[・、,].*)?")
"""What stands behind the name of a country with which a text in brackets begins: 米国ミシガン州・H1.7.1提携."""
_SHORTEST_NAME = {True: 5, False: 2}
"""Characters that the name of a country has at least, in Latin letters or not, which stands behind a name.

Shorter ones (*Úc*, *Lào*, *Peru*) are countries only as they are written there, with all marks and capitals.
"""


@cache
def _short_names() -> frozenset[str]:
    further = (vocabulary()[section].values() for section in ("countries", "other_countries"))
    names = {*territories().written, *(name for phrases in chain.from_iterable(further) for name in phrases)}
    return frozenset(name for name in names if len(name) < 5 and not (name.isascii() and name.isupper()))


@lru_cache(maxsize=10_000)
def abroad(name: str) -> str:
    """Return the third country that stands beside the name of a locality, as it is written; nothing if none does.

    >>> abroad("Zagreb, Croatia"), abroad("インド・コチ市"), abroad("Sakai (Osaka)"), abroad("Bang Tây Úc (Úc)")
    ('Croatia', 'インド', '', 'Úc')
    """
    several = _LISTED.split(name)
    if len(several) > 1:  # one of them may be of ours
        each = [abroad(one) for one in several if one.strip()]
        return each[0] if each and all(each) else ""
    bare = unmarked(_BRACKETED.sub("", unmarked(name)).strip(" .")).strip(" .")
    behind = _BEHIND.search(bare)
    said = [*_BRACKETED.findall(name), *([behind[1]] if behind else [])]
    if found := next((one for one in map(str.strip, said) if _is_third(one, name)), ""):
        return found
    before = _WITHIN_BEFORE.fullmatch(name)
    said_before = before[1] if before else ""
    is_long = len(key(said_before)) >= _SHORTEST_NAME[key(said_before).isascii()]
    return said_before if is_long and _country(said_before) not in {"", *OUR_COUNTRIES} else ""


def _is_third(said: str, name: str) -> bool:
    """Whether words behind a name are those of a third country."""
    if len(key(said)) < _SHORTEST_NAME[key(said).isascii()] and (said not in _short_names() or name.startswith(said)):
        return False
    if code := _country(said):
        return code not in OUR_COUNTRIES
    begins = (said[:end] for end in range(len(said) - 1, 1, -1) if _PART_OF.fullmatch(said[end:]))
    return not said.isascii() and next(filter(None, map(_country, begins)), OUR_COUNTRIES[0]) not in OUR_COUNTRIES


def of_vietnam(name: str) -> str:
    """Return a name with the country beside it where its characters alone do not tell that.

    >>> of_vietnam("河南省"), of_vietnam("ハナム省"), of_vietnam("Hà Nam")
    ('ベトナム・河南省', 'ハナム省', 'Hà Nam')
    """
    return f"ベトナム・{name}" if IN_HAN.fullmatch(name) else name


IN_HAN = re.compile(r"[\u3400-\u9fff々]+")
"""A name in Chinese characters alone, as places in China and Korea have it too."""


def unmarked(text: str) -> str:
    """Return a cell without the sign of a footnote at its end."""
    return _MARKED.sub("", text) or text


def without_signs(text: str) -> str:
    """Return a cell without all signs of footnotes at its end, where these say nothing themselves.

    >>> [without_signs(text) for text in ("1999[b]", "1999*", "1999¹", "1999※1", "1999[1][2]", "1999 *see below")]
    ['1999', '1999', '1999', '1999', '1999', '1999 *see below']
    """
    return _SIGNS.sub("", text) or text


def addresses(text: str) -> tuple[list[str], str]:
    """Return the web addresses in a cell, and the rest of its text."""
    return [found.rstrip(".,)") for found in _ADDRESS.findall(text)], " ".join(_ADDRESS.sub(" ", text).split()).strip(
        " ;,()"
    )


@lru_cache(maxsize=10_000)
def meant(column: str, about: Of, text: str) -> str | None:
    """Return what a cell means in a column that takes words of ours alone; nothing where that is not known.

    Args:
        column: our column.
        about: what it takes.
        text: what people write.

    Raises:
        ValueError: it may mean several.
    """
    if text in about.slugs:
        return text
    phrase = read(text)
    if about.scheme == "tie-status":
        plain = len(phrase.statements) == 1 and not (phrase.rest or phrase.days or phrase.statements[0].day)
        slug = phrase.statements[0].slug if plain else ""
        return ("ended" if slug == FORMER else slug) or (None if phrase.rest or not phrase.unclear else "")
    words = spelt("values", column)
    folded = key(text)
    doubted = "?" in phrase.rest and about.scheme == "agreement-kind"  # signs have no part in a key
    if folded in words and not doubted:
        return words[folded]
    if (slug := concepts.meant(about.scheme, key).get(folded, "")) in about.slugs and not doubted:
        return slug
    if about.scheme != "agreement-kind":
        return contained(column, text)
    if len(phrase.kinds) > 1:
        raise ValueError(_several_meant(column, text, phrase.kinds))
    return phrase.kinds[0] if phrase.kinds and not (phrase.rest or phrase.unclear) else None


def contained(column: str, text: str) -> str | None:
    """Return the one meaning whose words a longer text holds, whatever else it says.

    Raises:
        ValueError: it holds the words of several.
    """
    folded = key(text)
    words = {word: slug for word, slug in spelt("values", column).items() if slug}
    apart = set(re.findall(r"\w+", plain(text)))
    held = [word for word in words if word in (apart if len(word) < 4 and word.isascii() else folded)]
    longest = [word for word in held if not any(word != other and word in other for other in held)]
    found = {words[word] for word in longest}
    slugs = sorted(found - {"exchange"} or found)  # what a document is about is no kind of it
    if len(slugs) > 1:
        raise ValueError(_several_meant(column, text, slugs))
    return slugs[0] if slugs else None


def not_known(column: str, about: Of, text: str) -> str:
    """Return what is told of a text that is no word of ours for a column, with the words that are."""
    told = _("“{text}” is not known; write {slugs}, or say in the mapping which it is (values: {column})")
    return told.format(text=text, slugs=joined(about.slugs), column=column)


def _several_meant(column: str, text: str, slugs: Iterable[str]) -> str:
    told = _("“{text}” may be {meanings}; say in the mapping which it is (values: {column})")
    return told.format(text=text, meanings=any_of(slugs), column=column)


@lru_cache(maxsize=10_000)
def several(text: str, about: Of) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of ours for several things in one cell, and those that we have none for.

    >>> several("Kinh tế, du lịch và bóng đá", Of("field"))
    (('economy', 'tourism'), ('bóng đá',))
    """
    labels = concepts.meant(about.scheme, key) | spelt("values", "fields" if about.scheme == "field" else about.scheme)
    known, unknown = set(), []
    for part in _parts(text, labels):
        if slug := labels.get(key(part)):
            known.add(slug)
        else:
            unknown.append(part)
    return tuple(sorted(known)), tuple(unknown)


_PARTED_LABEL = 3
"""How many parts a label may have that holds the sign or word that others are parted by."""


def _whole(pieces: list[str], labels: dict[str, str]) -> Iterator[str]:
    """Yield the parts of a list, a label whole: pieces are parts and, at the odd places, what stands between them."""
    at = 0
    while at < len(pieces):
        runs = {end: "".join(pieces[at:end]) for end in range(at + 2 * _PARTED_LABEL - 1, at, -2) if end <= len(pieces)}
        end = next((end for end, run in runs.items() if key(run) in labels), at + 1)
        yield runs[end]
        at = end + 1


def _parts(text: str, labels: dict[str, str]) -> list[str]:
    """Return the parts of a list; some labels hold the sign that others are parted by."""
    parts = [part.strip(" .-–") for part in _whole(re.split(f"({_SEVERAL.pattern})", text), labels)]
    inner = [[part] if key(part) in labels else _PARTED_IN_JAPANESE.split(part) for part in parts]
    return [part.strip() for group in inner for part in group if part.strip()]
