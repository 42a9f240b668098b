"""Who acts, if that is nobody who stands for a locality; which names are those of persons; who holds an office."""

import re

from loaders.model.languages import has_japanese, is_english, is_japanese
from loaders.model.name_readings import key
from loaders.reading.context.passages import Party, Passage
from loaders.reading.context.pronouns import LEVELS, is_of
from loaders.reading.context.roles import role_of
from loaders.reading.context.states import VIETNAMESE
from loaders.reading.language.lexicon import pattern
from loaders.reading.language.sentences import LONGEST
from loaders.reading.names.mentions import Mention

IN_EITHER_COUNTRY = re.compile(
    "[^、。]{0,4}(?:(?:ベトナム|ハノイ|ホーチミン市?|日本)(?:では|で、|においては|に(?:移|戻))"
    "|ベトナムの?[・]?[ァ-ヺー]+(?:・[ァ-ヺー]+)*[省市]と[はも、])"
)
"""How a report of a journey to several countries goes on to one of the two."""
ENVOY_ACTS = re.compile("(?:[^、。はが]{1,30}、)?[^、。はが]{0,25}(?:大使|総領事|首相|大臣|主席)[はが]")
ENVOY_IN_TITLE = re.compile("(?<!名誉)総領事|(?:駐|在|日本国?|特命全権)[^、。]{0,6}大使")
DEPARTMENT = re.compile(
    "(?:庁|役所)?[^、。\\s（）()はがをにで]{0,14}(?:課|局|部|室|議会|広報|公室)(?=[)）\\s]|$)", re.MULTILINE
)
FOR_OTHERS = re.compile(
    "(?:連盟|協会|会議所|組合|大学|会社)(?:の(?:活動|事業|会員|一員))?として(?:の|、|は)"
    r"|(?:連盟|協会|会議所|組合)からは?、?\d+[名人]が"
)
OFFICES = re.compile(
    "[本当][市県町村]|知事|[市町村]長|[都道府県市区町村]議会|県庁|市役所|[町村]役場|国際課|国際交流課|交流推進課|(?:秘書|広報|企画)課"
)
_GOVERNOR = re.compile("副?知事")
_NEAR_SUBJECT = 48
_HEAD_OF_OFFICE = "長"


def others_act(text: str, at: int) -> bool:
    """Whether the last subject before a verb is a company, a school, its head, pupils: 市内の高校生が訪れた."""
    if not is_japanese(text):
        return False
    at += text[at : at + 1] in {"は", "が"}  # with which some words for a visit are found
    if pattern("groups_of_others").search(text):
        return True
    return bool(pattern("other_actors").search(text[max(at - _NEAR_SUBJECT, 0) : at]))


_SUBJECT = re.compile(
    r"(?<!日)(?<!日に)(?<!年)(?<!月)(?<!年度)(?<!と)(?<!へ)(?<!で)(?<!から)(?<!県に)(?<!市に)(?<!省に)(?<!現在)"
    r"(?<!まで)(?<!年に)(?<!度に)(?<!月に)(?<!後に)(?<!際に)(?<!中に)(?<!では)(?<!回)(?<!度)(?<!^)(?:は|が(?![らりるれっげご]))(?=[、\u3040-\u9fff])"
)


def lacks_subject(text: str, at: int) -> bool:
    """Whether a Japanese sentence does not say who acts: whoever it was spoken of."""
    return has_japanese(text) and not _SUBJECT.search(text[:at])


def leaves_out_whose(text: str, at: int) -> bool:
    """Whether a Japanese sentence does not say for whom those act who do: nobody is named, or some of a staff."""
    return lacks_subject(text, at) or bool(_STAFF.search(text[:at]))


_STAFF = re.compile(
    r"(?:^|、)[^、。はが]{0,16}(?:[部局課室]長|職員|係長|担当者)(?:ら|など)?(?:\d+[人名])?[がは][^。はが]{0,40}$"
)


def is_of_a_journey(one: Mention, text: str) -> bool:
    """Whether a locality is only where somebody had been: ホイアンを訪れた知事."""
    return bool(_BEEN_TO.match(text, one.end))


_BEEN_TO = re.compile("[をに](?:訪れた|訪ねた|訪問した|視察した|訪問中の|滞在中の)(?=[一-鿿ァ-ヺ])")


def is_of_an_organisation(mention: Mention, text: str) -> bool:
    """Whether a Japanese name is part of that of something else, as that of a bay or a school."""
    return has_japanese(mention.name[:1]) and role_of(mention, text, False, False) == "part"


def without_people(named: list[Mention], text: str) -> list[Mention]:
    """Return mentions without those that are names of people; see `without_mayors` and `without_persons`."""
    return without_persons(without_mayors(named, text), text) if named else []


def without_mayors(named: list[Mention], text: str) -> list[Mention]:
    """Return mentions without those that are the name of a mayor: 山田市長, where the text is about another city.

    Args:
        named: the mentions.
        text: where they are.
    """
    others = {one.ids for one in named if one.country == "jp" and one.sure and not _is_of_a_head(one, text)}
    if not any(len(ids) for ids in others):
        return named
    return [one for one in named if not _is_of_a_head(one, text) or one.ids in others]


def without_persons(named: list[Mention], text: str) -> list[Mention]:
    """Return mentions without those of one word that the text has as the last of a person's: Nguyen Cong Vinh, Vinh."""
    short = {one.name for one in named if one.country == "vn" and not one.level and one.name.isalpha()}
    persons = {name for name in short if _is_of_a_person(name, text)}
    return [one for one in named if one.level or not (one.name in persons or _is_the_president(one, text))]


_PRESIDENT = key("Ho Chi Minh")


def _is_the_president(one: Mention, text: str) -> bool:
    """Whether Ho Chi Minh is named and not the city: that is called so alone only where something is, or comes to."""
    alone = key(one.name) == _PRESIDENT and not text[one.end :].lower().startswith(" city")
    before = text[: one.start]
    return alone and not (_AT.search(before) or (is_english(text) and _PAIRED.search(before)))


_PAIRED = re.compile(r"\s[–-]\s$")


_AT = re.compile(
    r"(?:(?<!\w)(?:in|to|from|at|near|visited|visits?|with|between|and|tại|ở|đến|tới|từ|thăm|với|giữa|và)\s|\w, )$",
    re.IGNORECASE,
)


def _is_of_a_person(name: str, text: str) -> bool:
    """Whether a word is the last of the name of somebody from Vietnam, as told by how that begins."""
    full = re.finditer(rf"(?:[A-ZĐ][^\W\d_]+\s){{2}}{name}(?!\w)", text)
    return any(VIETNAMESE.match(one[0]) for one in full)


def _is_of_a_head(one: Mention, text: str) -> bool:
    """Whether a name is the first part of the word for the head of a locality, and it may be a person's."""
    if one.country == "jp" and not text[: one.end].endswith(tuple("都道府県")) and _GOVERNOR.match(text, one.end):
        return True
    return one.country == "jp" and one.level in {"市", "町", "村"} and text[one.end : one.end + 1] == _HEAD_OF_OFFICE


_HOLDS_OFFICE = re.compile(
    r"(?<!\w)(?:chủ tịch|bí thư|lãnh đạo|ubnd|hđnd|chính quyền)(?:\s(?:ubnd|hđnd))?\s(?:tỉnh|thành phố|tp)(?!\w)"
    r"|\b(?P<english>municipal|provincial)\s(?:people['’]s|party)\s(?:committee|council)\b",
    re.IGNORECASE,
)


def holds_an_office(text: str, begin: int = 0, end: int = LONGEST) -> bool:
    """Whether a part of a Vietnamese text speaks of an office of a locality: Chủ tịch UBND tỉnh."""
    return bool(_HOLDS_OFFICE.search(text, begin, end))


_HEADS = re.compile(r"(?<!\w)(?:thống đốc|tỉnh trưởng|thị trưởng)(?!\w)", re.IGNORECASE)


def heads_act(side: str, text: str, begin: int, end: int) -> bool:
    """Whether the head of a locality of Japan, as Vietnamese calls one, stands in a part of a text."""
    return side == "jp" and bool(_HEADS.search(text, begin, end))


def seats(passage: Passage, side: str) -> list[Party]:
    """Return the places of which it is said behind them that those act, or are met, who hold its offices."""
    return [one for one in passage.of(side, "place") if holds_office(one, passage.text)]


_ADJECTIVES = {"municipal": "city", "provincial": "province"}
_HEAD_OF = {"市": "市長", "町": "町長", "村": "村長", "区": "区長", "県": "知事", "府": "知事", "都": "知事"}
"""What the head of a locality of Japan is called, by the word for its level."""
_HEAD_THERE = re.compile(
    "で(?:(?!同省|[ァ-ヺー]省)[^。]){0,60}?(?:(?<![省市])人民委員|[ァ-ヺー](?:常任|常務)?副?委員長)"
)
"""What stands in Japanese behind a locality of Vietnam whose head has to do with something there."""
_WITHIN_A_PROVINCE = {"district-city", "district-town", "district"}


def holds_office(place: Party, text: str, within: int = LONGEST) -> bool:
    """Whether it is said behind a place, so many characters at most, that somebody holds an office of its country."""
    if is_japanese(text):
        if place.side == "vn":
            return bool(place.mention.level and _HEAD_THERE.match(text, place.mention.end))
        head = _HEAD_OF.get(place.mention.level, "")
        return bool(head) and text.find(head, place.mention.end, place.mention.end + within) >= 0
    holds = _HOLDS_OFFICE if place.side == "vn" else _HEADS
    found = holds.search(text, place.mention.end, place.mention.end + within)
    if not found:
        return False
    states = [state for one in place.mention.places for state in one.states]
    if english := found.groupdict().get("english"):
        return is_of(place.mention, {*LEVELS[_ADJECTIVES[english.lower()]]})
    of_a_city = place.side == "vn" and all(state.level in _WITHIN_A_PROVINCE for state in states)
    return not (of_a_city and found[0].lower().endswith("tỉnh"))
