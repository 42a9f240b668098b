"""Names that are the same but for how they are spelt: older, official and foreign spellings, variants of kanji.

What is spelt otherwise is looked for only if no name is known as it is written, and what several names may be stays
unclear. The spellings are regularities of the languages; the variants of kanji are those that the package ja-itaiji
lists (Unihan and tables of 異体字).
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import islice, product

_Rules = tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]


def _rules(*rules: tuple[str, str]) -> _Rules:
    """Return what tells whether any of some rules applies, and the rules: a pattern and how it is written."""
    any_of = re.compile("|".join(f"(?:{pattern})" for pattern, _ in rules))
    return any_of, tuple((re.compile(pattern), written) for pattern, written in rules)


_LATIN = {
    "vn": _rules(("c(?!h)", "k"), ("(?<=[bdghklmnprstvx])y", "i"), ("(?<=qu)y", "i")),  # Đắc Lắc, Mỹ, Lý, Qui Nhơn
    "jp": _rules(
        ("oh(?![aiueoy])|o[uo]+", "o"), ("uu", "u"), ("ii", "i"), ("aa", "a"),  # Kouchi, Ohtsu
        ("s(?=i)|sy(?=[auo])", "sh"), ("t(?=i)|ty(?=[auo])", "ch"), ("tu", "tsu"), ("tch", "cch"),  # Tiba, Hokkaidô
        ("zi", "ji"), ("[zj]y(?=[auo])", "j"), ("du|dzu", "zu"), ("(?<![sc])hu", "fu"), ("wo", "o"),
        ("m(?=[bpm])", "n"),  # Gumma
    ),
}  # fmt: skip
"""Spellings of names in Latin letters, without diacritics, that are brought to one: by country, in this order."""

_KANA = {
    "vn": _rules(
        ("ッ", ""), ("ク(?=[カキクケコ])|プ(?=[パピプペポ])", ""),  # バッカン, バックカン
        ("(?<=[アカサタナハマヤラワガザダバパ])イン", "ン"), ("クワ", "クア"), ("イエ", "エ"),  # カインホア, クワンナム
        ("ズオン", "ズン"), ("ジヤ", "ザ"), ("ジユ", "ズ"), ("ジヨ", "ゾ"), ("テイ", "チ"), ("デイ", "ジ"),
        ("トウ", "ツ"), ("ドウ", "ズ"),
    ),
    "jp": _rules(
        ("ッ", "ツ"), ("ヅ", "ズ"), ("ヂ", "ジ"), ("(?<=[オコソトノホモヨロゴゾドボポ])[ウオ]", ""),  # トーキョー
        ("(?<=[ウクスツヌフムユルグズブプ])ウ", ""), ("(?<=[イキシチニヒミリギジビピ])イ", ""),
        ("(?<=[アカサタナハマヤラワガザダバパ])ア", ""), ("(?<=[エケセテネヘメレゲゼデベペ])[エイ]", ""),
        ("(?<=[㐀-鿿々])[ケヶガカヵ个個箇](?=[㐀-鿿])", ""),  # 関ヶ原
        ("(?<=[㐀-鿿々])[之乃](?=[㐀-鿿])", "ノ"),  # 山之内
    ),
}  # fmt: skip
"""The same for names in kana and kanji, as `key` leaves them; Chinese leaves out what stands between two kanji."""

_TWICE_COMMON = (
    "雲云 後后 葉叶 富冨 刈苅 園薗 野埜 峰峯 島嶋 荘庄 総惣 曽曾 湧涌 滝瀧 竜龍 淵渕 頴穎 秋穐 築筑 館舘"
    " 兎菟 梅楳 坂阪 亘亙 祢禰 於于"
)
"""The kanji of level 1 of JIS X 0208 that are variants of others of it; of the rest of these each is its own."""

_MOST = 256
"""Ways to write one name that are looked for."""


class Respelling:
    """The known names that are the same as others but for how they are spelt.

    Args:
        known: the keys of all names, with the countries whose localities have them.
    """

    def __init__(self, known: Mapping[str, Collection[str]]) -> None:
        self._by_form: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key, countries in known.items():
            for country in countries:
                self._by_form[country, _form(key, country)].append(key)
        self._letters = frozenset(sign for key in known for sign in key if _is_kanji(sign))

    def alike(self, key: str) -> tuple[str, ...]:
        """Return the keys of the known names that a name may be, by its key; the same key first if it is known."""
        found = [
            known
            for written in self._in_known_letters(key)
            for country in _LATIN
            for known in self._by_form.get((country, _form(written, country)), ())
        ]
        return tuple(dict.fromkeys(sorted(found, key=lambda known: known != key)))

    def _in_known_letters(self, key: str) -> Iterator[str]:
        """Yield a key as it is written with the kanji that known names have."""
        if not any(map(_is_kanji, key)):
            yield key
            return
        options = [self._known_forms(sign) if _is_kanji(sign) else (sign,) for sign in key]
        yield from map("".join, islice(product(*options), _MOST))

    @cached_property
    def _known_variants(self) -> dict[str, set[str]]:
        """The kanji of known names by each of their variants."""
        found: dict[str, set[str]] = defaultdict(set)
        for letter in self._letters:
            for variant in _variants(letter):
                found[variant].add(letter)
        return found

    def _known_forms(self, sign: str) -> Sequence[str]:
        """Return the kanji of known names that are the same letter as one, or else those that are as one of its own."""
        variants = {sign, *_variants(sign)}
        near = (variants & self._letters) | self._known_variants.get(sign, set())
        if near:
            return sorted(near)
        further = (self._known_variants.get(one, set()) for one in variants if not _is_common(one))
        return sorted(set().union(*further)) or (sign,)


def _form(key: str, country: str) -> str:
    """Return what all spellings of a name in a country have in common."""
    any_of, rules = (_LATIN if key.isascii() else _KANA)[country]
    if any_of.search(key):
        for pattern, written in rules:
            key = pattern.sub(written, key)
    return key


def _is_kanji(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" or sign >= "\U00020000"


@cache
def _is_common(sign: str) -> bool:
    """Whether a kanji is of level 1 of JIS X 0208, which has those in everyday use."""
    code = sign.encode("euc_jp", "replace")
    return len(code) == 2 and code[0] < 0xD0


@cache
def _variants(sign: str) -> frozenset[str]:
    """Return the kanji that are the same letter in another form."""
    from ja_itaiji.ja_itaiji import Itaiji  # only who writes names otherwise waits for it

    common = _is_common(sign)
    others = {one for one in Itaiji.dictionary.get(sign, ()) if len(one) == 1 and not (common and _is_common(one))}
    pairs = (pair for pair in _TWICE_COMMON.split() if sign in pair)
    return frozenset(others.union(*pairs) - {sign})
