"""A place in a text where a locality is named, with the word for its level and what it lies in."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from loaders.model.gazetteer import Place
from loaders.model.name_readings import levels_named
from loaders.reading.names.beside import acts_there
from loaders.reading.names.rows import in_row

LEVEL_SIGNS = "都道府県市区町村省郡"

BEFORE_VI = re.compile(
    r"(?:\b(?P<word>tỉnh|thành phố|tp|t\.p|thủ đô|thị xã|tx|huyện|quận|đặc khu|thị trấn|làng|phủ|xã|phường)\b\.?\s?)$",
    re.IGNORECASE,
)
_BEFORE_EN = re.compile(
    r"\b(?P<word>cit(?:y|ies)|prefectures?|provinces?|towns?|villages?|districts?|municipalit(?:y|ies)|wards?)"
    r"\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?:\s+|-)(?P<word>city|cities|prefectures?|provinces?|towns?|villages?|districts?|wards?|metropolis|metropolitan"
    r"|prefectural|provincial|ken|shi|fu)\b(?!\s+of\s+(?!Japan|Viet)[A-ZĐ])",
    re.IGNORECASE,
)
_GOVERNED = (
    (re.compile(r"\bgovernor\s+of\s+$", re.IGNORECASE), "prefecture"),
    (re.compile(r"\bmayor\s+of\s+$", re.IGNORECASE), "city"),
)
GOVERNORS = (
    (re.compile(r"(?:['’]s)?\s+(?:(?:vice|deputy)[\s-])?governor\b", re.IGNORECASE), "prefecture"),
    (re.compile(r"(?:['’]s)?\s+(?:(?:vice|deputy)[\s-])?mayor\b", re.IGNORECASE), "city"),
    (re.compile(r"(?:副)?知事"), "県"),
)
_ENGLISH = {
    "cities": "city", "prefectures": "prefecture", "provinces": "province", "towns": "town", "villages": "village",
    "districts": "district", "wards": "ward", "municipality": "city", "municipalities": "city",
    "prefectural": "prefecture", "provincial": "province", "metropolitan": "prefecture",
    "metropolis": "prefecture",
}  # fmt: skip
_OF_ONE = {"city", "prefecture", "province", "town", "village", "district", "municipality", "ward"}
"""English words before a name that are meant for it alone: in “the city of Izumisano, Osaka” that is no city."""
_MISTITLED = {"province": "prefecture", "city": "", "thành phố": "", "tp": "", "tỉnh": ""}
"""What texts of Vietnam call a prefecture, or a large city: thành phố Tokyo."""
_OF_COUNTRY = re.compile(
    r"\s*(?:[,(（、]|của\b)?\s*(?:japan|nhật bản|日本|viet ?nam|việt nam|ベトナム)\b", re.IGNORECASE
)


@dataclass(slots=True)
class Mention:
    """A place in a text where a locality is named.

    Attributes:
        start: where it begins, with the word for its level.
        end: where it ends.
        name: the name as it stands in the text.
        name_start: where the name itself begins.
        level: the word for its level; empty if there is none.
        shared: whether that word may be meant for those that follow in a list.
        places: the localities that have the name, of whatever level and time.
        parent: the name of what contains it, if that stands beside it.
        sure: whether it is a name of a locality and nothing else: by its level, its country, its size.
        namesakes: the localities that have the name, of whatever level, where the word beside it fits but some.
        whole: what contains it, as it is named beside it.
    """

    start: int
    end: int
    name: str
    name_start: int
    level: str = ""
    shared: bool = False
    places: tuple[Place, ...] = ()
    parent: str = ""
    sure: bool = False
    namesakes: tuple[Place, ...] = ()
    whole: "Mention | None" = None

    @property
    def country(self) -> str:
        """``vn`` or ``jp``; of a name of both, the first."""
        return self.places[0].country

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the localities that have the name."""
        return frozenset(place.id for place in self.places)

    @property
    def begin(self) -> int:
        """Where it begins with what contains it, if that is named right before it."""
        return min(self.start, self.whole.start) if self.whole else self.start

    @property
    def last(self) -> int:
        """Where it ends with what contains it, if that stands beside it."""
        return max(self.end, self.whole.end) if self.whole else self.end

    @property
    def phrase(self) -> str:
        """The name with the word for its level, as the gazetteer reads it."""
        if not self.level:
            return self.name
        if self.level in LEVEL_SIGNS:
            return self.name + self.level
        behind = self.level.isascii() and self.level not in {"tp", "tx"}
        return f"{self.name} {self.level}" if behind else f"{self.level} {self.name}"


def fitting(mention: Mention) -> Mention | None:
    """Return a mention with the places that its level fits; nothing if a word before it is not of its name.

    In “Hội đồng tỉnh Yanai Shungaku” the province is one that was named before, and Yanai a person.
    """
    levels = levels_named(mention.phrase) if mention.level else frozenset()
    places = tuple(place for place in mention.places if not levels or any(s.level in levels for s in place.states))
    if not places and mention.level in LEVEL_SIGNS:
        return replace(mention, level="", end=mention.end - 1, sure=is_large(mention.places[0]))
    if not places and mention.level in _MISTITLED and mention.country == "jp" and is_large(mention.places[0]):
        return replace(mention, level=_MISTITLED[mention.level], sure=True)
    if not places and mention.level:
        bare = replace(mention, level="", end=mention.name_start + len(mention.name), sure=False)
        return None if mention.shared else bare
    return replace(mention, places=places, namesakes=mention.places)


def moved(mention: Mention, by: int) -> Mention:
    """Return a mention as it stands in a text that begins elsewhere."""
    whole = moved(mention.whole, by) if mention.whole else None
    return replace(
        mention, start=mention.start + by, end=mention.end + by, name_start=mention.name_start + by, whole=whole
    )


def is_large(place: Place) -> bool:
    """Whether a locality is so well known that its name alone is not doubted."""
    return place.country == "vn" or any(state.level in {"prefecture", "designated-city"} for state in place.states)


def levelled(text: str, start: int, end: int, places: tuple[Place, ...]) -> Mention:
    """Return a mention in Latin letters with the word for its level, before or behind it."""
    mention = Mention(start, end, text[start:end], start, places=places)
    near = text[max(start - 30, 0) : start]
    if before := BEFORE_VI.search(near) or _BEFORE_EN.search(near):
        word = before["word"].lower()
        mention.level, mention.shared = _word(word), word not in _OF_ONE
        mention.start = start - (len(near) - before.start())
    elif behind := _BEHIND.match(text, end):
        mention.level = _word(behind["word"].lower())
        mention.end = behind.end()
    else:
        mention.level = next((word for form, word in _GOVERNED if form.search(near)), "") or next(
            (word for form, word in GOVERNORS if form.match(text, end)), ""
        )
        if mention.level == "prefecture" and mention.country == "vn":
            mention.level = ""
    if not mention.level and (told := _APPOSED.match(text, mention.end)):
        mention.level = _word(told["word"].lower())
    qualified = _OF_COUNTRY.match(text, mention.end) or re.search(r"\b(?:Japan(?:['’]s|ese)|Japanese \w+ of)\s+$", near)
    acts = acts_there(near, text, mention.end)
    stands = len(places) == 1 and _STANDS_IN.search(near) and not re.match(r"\s[A-Z]", text[mention.end :])
    mention.sure = bool(mention.level or qualified or acts or stands) or any(map(is_large, places))
    return mention


def _word(word: str) -> str:
    word = word.replace(".", "")
    return {"thủ đô": "", "xã": "xã", "phường": "phường"}.get(word, _ENGLISH.get(word, word))


def signed(text: str, start: int, end: int, places: tuple[Place, ...]) -> Mention:
    """Return a mention in Japanese letters with the sign for its level behind it."""
    sign = text[end : end + 1]
    level = sign if sign and sign in LEVEL_SIGNS else ""
    return Mention(start, end + len(level), text[start:end], start, level, False, places, sure=True)


_LISTED = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*)?(?:,|、|・|,?\s+(?:and|và|lẫn|&|-|–)|(?<=\)\s)(?:and|và)|や|と|及び|および)\s*(?:the\s+)?"
)
_BESIDE = re.compile(r"\s(?:và|and|with|với|[-–])\s")
_PLURAL = re.compile(r"(?:cities|prefectures|provinces|towns)$", re.IGNORECASE)
_COUNTED = re.compile(
    r"\b(?:\w+|\d+)\s+(?P<word>cities|prefectures|provinces|towns)\b"
    r"(?:\s+(?:in|of)\s+(?:japan|vietnam|viet nam))?\s*[,:–-]\s*$",
    re.IGNORECASE,
)  # fmt: skip


def _in_row(one: Mention, other: Mention, text: str) -> bool:
    """Whether one is named beside another of its country, or together with one of the other country."""
    if one.country != other.country:
        return bool(_BESIDE.fullmatch(text, one.end, other.start))
    beside = _LISTED.fullmatch(text, one.end, other.start) or _BESIDE.fullmatch(text, one.end, other.start)
    return bool(beside) or in_row(text, one.end, other.start)


def share_levels(mentions: list[Mention], text: str) -> None:
    """Have the word for the level before a list, or behind it, mean all that are in it."""
    for at, one in enumerate(mentions):
        before = text[max(one.start - 40, 0) : one.start]
        if at and mentions[at - 1].sure and _in_row(mentions[at - 1], one, text):
            one.sure = True
        if not one.level and (counted := _COUNTED.search(before)):
            one.level, one.shared, one.sure = _word(counted["word"].lower()), True, True
        if at and not one.level:
            last = mentions[at - 1]
            gap = text[last.end : one.start]
            bracket = re.fullmatch(r"\s*\([^()]*\)(.*)", gap, re.DOTALL)
            if last.shared and _LISTED.fullmatch(bracket[1] if bracket else gap) and last.country == one.country:
                one.level, one.shared, one.sure = last.level, True, True
    for one, following in reversed([*pairwise(mentions)]):
        one.sure = one.sure or (following.sure and _in_row(one, following, text))
        plural = not one.level and _PLURAL.search(text, following.start, following.end)
        if plural and one.country == following.country and _LISTED.fullmatch(text, one.end, following.start):
            one.level, one.sure = following.level, True


_STANDS_IN = re.compile(
    r"(?:\b(?:in|In|[Vv]isited|[Rr]eached|toured|near|looked in on)"
    r"|\b(?:went|came|trip|visit|visits|travelled|journey|flew|moved) to)\s$"
)
"""What English has before a place and not before a person, so that a rare name is that of the place."""
_APPOSED = re.compile(
    r"(?:,|\s(?:is|was|has been|became))\s(?:an?\s|the\s|một\s)(?:\w+\s){0,3}"
    r"(?P<word>city|province|prefecture|town|tỉnh|thành phố)\b",
    re.IGNORECASE,
)
_CITIES = {"city", "市", "thành phố", "tp"}
_PARENT_GAP = re.compile(
    r"(?:\s(?:ancient\s)?(?:town|city))?\s*(?:[,(（]|,?\s*(?:also\s+)?(?:thuộc|của|in|of)\b|, (?:the )?capital of)\s*"
    r"(?:thuộc\s+|the\s+)?(?:(?:Japan|Viet\s?[Nn]am)['’]s\s)?(?:(?:\w+ern|\w+most|[\w-]*central|coastal|mountain(?:ous)?|Mekong\sDelta|[Cc]entral\s[Hh]ighlands"
    r"|Red\sRiver\sDelta|neighbou?ring|Japanese|Vietnamese)\s){0,3}"
)


def tell_parents(mentions: list[Mention], text: str) -> None:
    """Take out mentions that only say in which unit that beside them lies: Niihama (tỉnh Ehime), 栃木県足利市."""
    gone: list[Mention] = []
    for one, other in pairwise(mentions):
        gap = text[one.end : other.start]
        if one.country != other.country or one in gone:
            continue
        if gap == " " and (told := _LEVEL_OF.match(text, other.start)) and _is_within_namesake(one, other):
            one.level, one.parent, one.end = _word(told["word"].lower()), other.name, told.end("word")
            one.whole = other
            one.places, one.sure = (fitting(one) or one).places, True
            gone.append(other)
            continue
        governs = any(form.match(text, other.end) for form, _word in GOVERNORS)
        if _PARENT_GAP.fullmatch(gap) and not _contains(other, one):
            _take_out_of_its_level(one, other)
        if _PARENT_GAP.fullmatch(gap) and _contains(other, one) and not governs:
            one.parent, one.sure, one.whole = _called(other), True, other
            gone.append(other)
        elif not gap and not other.level and _THING.match(text, other.end) and _contains(one, other):
            gone.append(other)  # ハロン湾 is what lies in the province, which acts
        elif (gap in _OWNED or (gap == " " and _LEVEL_OF.match(text, other.start))) and _contains(one, other):
            other.parent, other.sure, other.whole = _called(one), True, one
            gone += [] if gap == "の" else [one]
    mentions[:] = [one for one in mentions if one not in gone]


_THING = re.compile("[湾港湖川島駅城]|空港|市場|大学|高原")
_OWNED = {"", "の", "・", "'s ", "’s "}
_LEVEL_OF = re.compile(r"(?P<word>city|town|village|district|ward)\sof\s", re.IGNORECASE)


def _is_within_namesake(one: Mention, other: Mention) -> bool:
    """Whether a name lies in one that the next name may mean: of Narita city of Chiba the first is the city."""
    wholes = {place.id for place in other.namesakes or other.places}
    return not one.level and any(state.parent in wholes for place in one.places for state in place.states)


def _called(whole: Mention) -> str:
    """Return the name by which what contains another is known: with its level, if that is part of it, as in 北海道."""
    return whole.name if any(whole.name in place.names for place in whole.places) or not whole.level else whole.phrase


def _take_out_of_its_level(one: Mention, whole: Mention) -> None:
    """Have a name mean what has it in the unit beside it, if of another level: a town that is called a city."""
    within = tuple(one for one in one.namesakes if any(state.parent in whole.ids for state in one.states))
    if one.level and len(within) == 1:
        one.places, one.level = within, ""


def _contains(whole: Mention, part: Mention) -> bool:
    within = any(state.parent in whole.ids for place in part.places for state in place.states)
    return within and whole.level not in _CITIES
