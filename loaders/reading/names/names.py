"""Finds the localities that a running text names: all spellings of the gazetteer at once, the longest at each place.

Words of Latin letters are looked up one behind the other, Japanese by the first two characters; either way a text is
gone through once, whatever the number of names. A name in Vietnamese letters must have their marks where the text has
any, and one in Latin letters begins with a capital.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from loaders.imports.words import toned
from loaders.model.gazetteer import Gazetteer, Place
from loaders.model.name_readings import key
from loaders.reading.names.mentions import (
    BEFORE_VI,
    GOVERNORS,
    LEVEL_SIGNS,
    Mention,
    fitting,
    is_large,
    levelled,
    share_levels,
    signed,
    tell_parents,
)

_WORD = re.compile(r"[^\W\d_\u3005-\u30ff\u3400-\u9fff]+")
_KATAKANA = re.compile(r"[ァ-ヺー]+(?:・[ァ-ヺー]+)*")
_KANJI = "\u3005\u3400-\u9fff"
_KANJI_NAME = re.compile(f"(?=([{_KANJI}ぁ-ゖァ-ヺー]{{2}}))")
_GAP = re.compile(r" ?[-–.]? ?|\s")
_HYPHENED = re.compile(r"[A-ZĐÀ-Ỹ][^\W\d_]*(?:-[^\W\d_]+)+")
_LONGEST_JAPANESE = 12
_REMEMBERED = 10_000

_Entry = tuple[tuple[str, ...], tuple[str, ...], tuple[Place, ...]]


@dataclass
class Names:
    """All names of localities, ready to be found in texts.

    Args:
        gazetteer: the localities.
    """

    gazetteer: Gazetteer
    _looked_up: dict[str, Place | None] = field(init=False, default_factory=dict)

    @cached_property
    def _indexes(
        self,
    ) -> tuple[dict[str, dict[str, list[_Entry]]], dict[str, list[tuple[str, Place]]], dict[str, list[Place]]]:
        """The names in Latin letters by their first word, in kanji by their first two characters, in katakana."""
        latin: dict[tuple[tuple[str, ...], tuple[str, ...]], dict[str, Place]] = defaultdict(dict)
        kanji: dict[str, list[tuple[str, Place]]] = defaultdict(list)
        kana: dict[str, dict[str, Place]] = defaultdict(dict)
        for place in self.gazetteer.places.values():
            for name in place.names:
                if "(" in name or len(name) < 2:
                    continue
                if words := _WORD.findall(name):
                    if sum(map(len, words)) < len(re.sub(r"[\W\d_]", "", name)):
                        continue
                    bare = tuple(map(key, words))
                    latin[bare, tuple(map(toned, words))][place.id] = place
                    if place.country == "vn" and len(words) > 1 and name.isascii():
                        latin[("".join(bare),), ("".join(bare),)][place.id] = place
                elif _KATAKANA.fullmatch(name.rstrip("省市")):
                    kana[key(name.rstrip("省市"))][place.id] = place
                elif (
                    place.country == "jp"
                    and re.fullmatch(f"[{_KANJI}ぁ-ゖァ-ヺー]+", name)
                    and not re.fullmatch("[ぁ-ゖ]+", name)
                ):
                    kanji[name[:2]].append((name, place))
        by_first: dict[str, dict[str, list[_Entry]]] = defaultdict(lambda: defaultdict(list))
        for (bare, marked), places in latin.items():
            by_first[bare[0]][bare[1] if len(bare) > 1 else ""].append((bare, marked, tuple(places.values())))
        for entries in (entries for seconds in by_first.values() for entries in seconds.values()):
            entries.sort(key=lambda entry: -len(entry[0]))
        for named in kanji.values():
            named.sort(key=lambda one: -len(one[0]))
        return by_first, kanji, {name: list(places.values()) for name, places in kana.items()}

    def find(self, text: str) -> list[Mention]:
        """Return where a text names localities, in their order; none lies within another."""
        found = [*self._in_latin(text), *self._in_katakana(text), *self._in_kanji(text)]
        found = [one for one in map(fitting, found) if one]
        found.sort(key=lambda one: (one.start, -one.end))
        kept: list[Mention] = []
        for one in found:
            if not kept or one.start >= kept[-1].end:
                kept.append(one)
        share_levels(kept, text)
        tell_parents(kept, text)
        return _with_short_forms(kept, text)

    # names in Latin letters

    def _in_latin(self, text: str) -> Iterator[Mention]:
        index, words, at = self._indexes[0], list(_WORD.finditer(text)), 0
        while at < len(words):
            word, size = words[at][0], 0
            if word[0].isupper():
                second = key(words[at + 1][0]) if at + 1 < len(words) else ""
                named = index.get(key(word))
                by_size: dict[int, dict[str, Place]] = {}
                for bare, marked, places in (*named.get(second, ()), *named.get("", ())) if named else ():
                    if size and len(bare) < size:
                        break
                    if _stands(words, at, bare, marked, text):
                        size = len(bare)
                        by_size.setdefault(size, {}).update({place.id: place for place in places})
                if size:
                    start, end = words[at].start(), words[at + size - 1].end()
                    yield levelled(text, start, end, tuple(by_size[size].values()))
            at += max(size, 1)
        yield from self._spelt_by_syllables(text)

    def _spelt_by_syllables(self, text: str) -> Iterator[Mention]:
        """Yield names of Japan as Vietnamese texts spell them: tỉnh Ka-ga-oa, for Kagawa."""
        for found in _HYPHENED.finditer(text):
            before = BEFORE_VI.search(text, max(found.start() - 12, 0), found.start())
            if before and not self.gazetteer.ever_called(found[0]):
                try:
                    place = self.gazetteer.resolve(f"{before['word']} {found[0]}", country="jp")
                except LookupError:
                    continue
                yield Mention(
                    before.start(),
                    found.end(),
                    found[0],
                    found.start(),
                    before["word"].lower(),
                    False,
                    (place,),
                    sure=True,
                )

    # names in Japanese letters

    def _in_katakana(self, text: str) -> Iterator[Mention]:
        index = self._indexes[2]
        for run in _KATAKANA.finditer(text):
            if _is_of_a_person(run[0], text, run.end(), index) or _is_of_a_mayor(run, text):
                continue
            parts, start = run[0].split("・"), run.start()
            starts = [start + sum(len(part) + 1 for part in parts[:at]) for at in range(len(parts))]
            at = 0
            while at < len(parts):
                for upto in range(len(parts), at, -1):
                    name = "・".join(parts[at:upto])
                    places = index.get(key(name), ()) if name else ()
                    if places:
                        yield signed(text, starts[at], starts[at] + len(name), tuple(places))
                        break
                else:
                    upto = at + 1
                    if upto == len(parts) and (place := self._respelt(run[0], text[run.end() : run.end() + 1])):
                        yield signed(text, run.start(), run.end(), (place,))
                at = upto

    def _respelt(self, name: str, sign: str) -> Place | None:
        """Return the province or city of Vietnam that a name means which is spelt otherwise: ビンズン省."""
        if sign not in {"省", "市"}:
            return None
        name = name.removeprefix("ベトナム・") + sign
        if name not in self._looked_up:
            if len(self._looked_up) > _REMEMBERED:
                self._looked_up.clear()
            try:
                self._looked_up[name] = self.gazetteer.resolve(name, country="vn")
            except LookupError:
                self._looked_up[name] = None
        return self._looked_up[name]

    def _in_kanji(self, text: str) -> Iterator[Mention]:
        index, last = self._indexes[1], 0
        for found in _KANJI_NAME.finditer(text):
            at = found.start()
            if at < last:
                continue
            ahead = text[at : at + _LONGEST_JAPANESE]
            named = [(name, place) for name, place in index.get(found[1], ()) if ahead.startswith(name)]
            if not named:
                continue
            longest = named[0][0]
            end = at + len(longest)
            places = tuple(dict.fromkeys(place for name, place in named if name == longest))
            levelled = longest[-1] in LEVEL_SIGNS and (len(longest) > 2 or longest[:-1] in places[0].names)
            if not levelled and text[end : end + 1] in tuple("都道府県市区町村") and text[end : end + 1]:
                continue  # of a level that no locality of the name has
            if levelled and _OF_A_PERSON.search(text, max(at - 2, 0), at) and text[end : end + 1] == "長":
                continue
            if levelled and len(longest) == len("下村") and _WITHIN_A_WORD.search(text, 0, at):
                continue
            if levelled and text[end : end + 1] in {"場", "立"} and text[end : end + 2] not in {"立大"}:
                continue
            if levelled:
                last = end
                yield Mention(at, end, longest[:-1], at, longest[-1], False, places, sure=True)
            elif not _touches(text, at, end) and not (
                _OF_A_PERSON.search(text, max(at - 2, 0), at) and _HEAD.match(text, end)
            ):
                last = end
                mention = Mention(at, end, longest, at, "", False, places)
                mention.level = next((word for form, word in GOVERNORS if form.match(text, end)), "")
                mention.sure = bool(mention.level) or any(is_large(place) for place in places)
                yield mention


_OF_ANOTHER = re.compile(r"\b(?!(?:City|Province|Prefecture|Town|Committee|Council)\b)[A-Z][a-z]+\sof\s(?:the\s)?$")
"""What makes a short form one of what holds a name in its own: the University of Danang (UD)."""
_SHORT_FORM = re.compile(r"\s?\(([A-ZĐ]{2,}(?:[-.&]?[A-ZĐ]+)*)\)")


def _with_short_forms(named: list[Mention], text: str) -> list[Mention]:
    """Return mentions with those by a short form that stands in brackets behind a name: Bà Rịa - Vũng Tàu (BR-VT)."""
    found = list(named)
    for one in named:
        short = _SHORT_FORM.match(text, one.end)
        if not short or _OF_ANOTHER.search(text[: one.start]) or any(other.name == short[1] for other in found):
            continue
        for again in re.finditer(rf"(?<![\w-]){re.escape(short[1])}(?![\w-])", text[short.end() :]):
            start = short.end() + again.start()
            found.append(replace(one, start=start, end=start + len(short[1]), name_start=start, sure=True))
    return sorted(found, key=lambda one: one.start) if len(found) > len(named) else named


def _is_of_a_person(name: str, text: str, end: int, index: dict[str, list[Place]]) -> bool:
    """Whether a name of several parts is that of a person: ファム・ビン・ミン副首相, of which no part is a place."""
    parts = name.split("・")
    heads_a_city = text.startswith("市長", end)
    if len(parts) < 2 or (text[end : end + 1] in {"省", "市", "県"} and not heads_a_city):
        return False
    of_places = all(key(part) in index or part == "ベトナム" for part in parts)
    return not of_places or (bool(_TITLE.match(text, end)) and not heads_a_city)


def _is_of_a_mayor(name: "re.Match[str]", text: str) -> bool:
    """Whether a name is that of the mayor of a city that stands right before it: フエ市役所でヴィン市長."""
    return text.startswith("市長", name.end()) and bool(_OF_A_CITY.search(text, 0, name.start()))


_OF_A_CITY = re.compile("市(?:役所|庁舎?|人民委員会)?(?:で|の)、?$")
_TITLE = re.compile(
    "(?:副|元|前|新)?(?:首相|委員長|書記|議長|大臣|主席|国家主席|大使|総領事|次官|局長|知事|市長|社長|氏|さん|上将|国会)"
)
_WITHIN_A_WORD = re.compile(f"[{_KANJI}](?<![都道府県郡市区町村省国旧元前新同現各本両対駐在])$")
"""What stands before a short name that is part of a word: 松下村塾."""
_HEAD = re.compile("(?:副)?知事|市長")
_OF_A_PERSON = re.compile("[都道府県市区町村]の$")
"""What stands before the name of a mayor: in 根室市の石垣市長 no Ishigaki is meant but he."""
_BESIDE_BARE = re.compile("側|役所|役場|訪問|代表|知事|副知事|市長|両|間|等|政府|議会|フェ|祭|県|の")


def _touches(text: str, start: int, end: int) -> bool:
    """Whether a name in kanji without its level is part of a longer word."""
    before, behind = text[start - 1 : start] if start else "", text[end : end + 2]
    part = re.compile(f"[{_KANJI}]")
    if before and part.match(before) and before not in "対在・":
        return True
    return bool(behind and part.match(behind) and not _BESIDE_BARE.match(behind))


def _stands(words: list["re.Match[str]"], at: int, bare: tuple[str, ...], marked: tuple[str, ...], text: str) -> bool:
    """Whether the words of a name stand in a text one behind the other."""
    if at + len(bare) > len(words):
        return False
    for offset in range(len(bare)):
        word = words[at + offset][0]
        hyphened = text[words[at + offset].start() - 1 : words[at + offset].start()] == "-"
        if key(word) != bare[offset] or not (word[0].isupper() or (offset and hyphened)):
            return False
        if offset and not _GAP.fullmatch(text, words[at + offset - 1].end(), words[at + offset].start()):
            return False
        has_marks = toned(word) != bare[offset]
        if has_marks and toned(word) != marked[offset]:
            return False
    return True
