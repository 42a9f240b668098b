"""As what a sentence names a locality: as one that acts, as a place, or as part of the name of something else."""

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from loaders.model.languages import has_japanese, is_japanese
from loaders.model.name_readings import key
from loaders.reading.context.passages import Party
from loaders.reading.language.lexicon import pattern, words
from loaders.reading.language.words import any_of
from loaders.reading.names.mentions import Mention

_BEFORE_NAME = re.compile(r"(?:^|[\s(\"“'‘])([^\W\d_][\w’'.-]*)\s$")
_BEHIND_NAME = re.compile(r"\s([^\W\d_][\w’'-]*)")

_LOCATIVE = re.compile(
    r"\b(?:in|at|near|around|outside|across|throughout|tại|ở|trên địa bàn|quanh|rời|ra|vào)\s+(?:the\s+)?"
    r"(?:central\s+|northern\s+|southern\s+)?$",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"\b(?:in|at|near|from)\s(?:the\s)?(?:[A-ZĐ][\w’'-]+\s){1,4}(?:commune|ward|village|town|district|hotel|hall|park"
    r"|cent(?:re|er)|street|island|school)s?,\s$",
    re.IGNORECASE,
)
"""What stands before the name of what a smaller place lies in: in Xuan Son commune, Son Tay."""
_WITHIN_VI = re.compile(
    r"\b(?:tại|ở)\s(?:quảng trường|trung tâm|nhà|khách sạn|cung|công viên|khu|bảo tàng|hội trường|sân|phố|đường|phường"
    r"|xã|thị trấn|làng|chùa|đền|bãi|trường|tòa nhà|trụ sở)\s[^,.;]{2,60},\s$",
    re.IGNORECASE,
)
"""The same in Vietnamese: tại Quảng trường Lâm Viên, TP Đà Lạt."""
_ACTS_BEHIND_VI = re.compile(r"\s(?:đã|vừa|tiếp|tổ chức|ký|phối hợp|và|cùng|đón|chủ trì)(?!\w)", re.IGNORECASE)
_OFFICE_OF = re.compile(
    r"(?:['’]s)?\s+(?:(?:city|provincial|municipal)\s+)?(?:people['’]s\s(?:committee|council)|city\shall|assembly"
    r"|prefectural\s(?:office|government))",
    re.IGNORECASE,
)
"""The seat of those who act for a locality: at the Da Nang People's Committee."""
_LOCATIVE_JA = re.compile(
    r"(?:(?:と[^、。]{1,12})?の間に(?:位置|ある|あり|挟)|に(?:隣接|接)し|で(?!あ|す|き|は|も)|では(?!な)"
    r"|[^。はがを]{0,24}(?:等|など)とも?(?:連携|協力|調整|相談)(?=し|のうえ|の上|を図)|にて|において|での|における|の[^はがをにへと、。「」]{0,24}(?:(?!人)[一-鿿]省|大使館|首相府|国会|ホテル|会[場館]|会議場|議事堂|劇場|公園|広場|湖畔|空港|団地|博物館|美術館|センター|ホール)|に(?:ある|住む|あるいは|所在|位置))"
)
_SEAT = re.compile(
    r"(?:(?:大学|学院|法人|会社|社|協会|高校|学校|病院|組合|企業|センター|財団|機構|銀行|[ァ-ヺー]{3,})[(（](?:[^()（）]{0,8}[都道府県])?"
    r"|(?:本社|本部|本店|所在地)(?:は|を|[:：・、])?(?:[^、。]{0,4}[都道府県])?)$"
)
"""What stands before the place where an organisation has its seat: 明海大学(千葉県浦安市)."""
_SEATED = re.compile("に(?:本社|本部|本店|事務局|事務所|拠点)[をが]")
"""The same, told behind it: 東京に事務局を置くNGO."""
_DEPARTED = re.compile("から[^、。はがを]{0,14}(?:に到着|に向か|へ向か|に飛|へ飛|入り|経由)|を(?:出発|発っ|経由)")
"""What stands behind a place, told without its level, from which a journey went on to where it led."""
_SMALLER_JA = re.compile("[ァ-ヺー]{2,12}(?:・[ァ-ヺー]{1,8})?[郡県町村区社市]|の[ァ-ヺー]{2,12}[郡県村区社]")
"""What stands behind a locality of Vietnam in which a smaller one acts that is not known: ハイズオン省タインハー郡."""
_SEAT_OF_ANOTHER = re.compile("(?:内?の|にある)(?:県庁|府庁|道庁|都庁)")
"""What makes a city the seat of the prefecture: 水戸市の県庁."""
_DATELINE = re.compile(
    r"(?:,\s(?:Japan|JAPAN|Viet\s?[Nn]am|VIET\s?NAM))?(?:,\s(?:\w+\s){0,3}[\d/.]{1,10}(?:\s\w+\s\d{1,2})?(?:,\s\d{4})?)?"
    r"\s*(?:\([^()]{1,30}\)|/[^/]{1,30}/)?\s*[-–—]{1,2}\s"
)
"""What stands behind the place from which a report was sent: Hanoi, August 14 (VNA) -."""
_BEFORE_DATELINE = re.compile(r"[ (\"“]*(?:[A-Z]{4,}(?:\s[A-Z]{3,})?,\s\w+\.?\s\d{1,2}(?:,\s\d{4})?\s[-–—]\s)?")
"""What may stand before that: nothing, or the country with the day, VIETNAM, August 29 - HÀ NỘI —."""
_DATELINE_JA = re.compile(r"(?:[^】\s]{0,4}[=＝][^】]{1,12}|[^】]{0,4}(?:共同|時事|支局|\d日)[^】]{0,8})】")
_STOPS_VI = re.compile(
    r"[,.;()“”\"]|\b(?:và|với|giữa|cùng|do|thăm|tiếp|đến|sang|ký|mà|cảm ơn|tỉnh|thành phố|tp|ubnd|hđnd|là|có|đã"
    r"|cho|được|bởi|gồm|vào|tại|ở|sẽ|vừa|như)\b",
    re.IGNORECASE,
)
_GOVERNING = re.compile(r"(?:ubnd|hđnd|hội đồng)\s*$", re.IGNORECASE)
_GOVERNED = re.compile(
    r"\b(?:Governor|Mayor|Chairman|Chairwoman|Secretary|Committee|Council|Assembly)"
    r" of (?:the )?$|(?:UBND|HĐND|Tỉnh ủy|Thành ủy)\s*$"
    r"|[Nn]gành\s(?:[^\W\d_A-ZĐ]+\s){1,4}$|(?:Sở|Cục)\s(?:(?!(?:đã|cùng|với|của|do|ký|tiếp|tại|ở|là)\b)[^\W\d_]+[\s,–-]+){1,10}$"
)
"""What stands before a locality that a body of it has in its name: Sở Tài nguyên và Môi trường Đà Nẵng."""
_LIES_IN = re.compile(
    r"(?<!\w)(?:(?:[Tt][Pp]\.?|[Tt]hành phố|[Tt]hị xã|[Hh]uyện|[Qq]uận)\s(?:[A-ZĐ][^\W\d_]*\s){1,4}\("
    r"|(?:UBND|HĐND|[Ll]ãnh đạo|[Cc]hính quyền)\s(?:thành phố|thị xã|huyện|quận)\s(?:[A-ZĐ][^\W\d_]*\s?){1,4},\s)$"
)
"""What stands before the province in which a smaller locality lies that is not known: TP Thủ Dầu Một (Bình Dương)."""
_SEAT_OF_COMPANY = re.compile(
    r"\b(?:[Cc]ông ty|[Tt]ập đoàn|[Đđ]ại học|[Hh]iệp hội)(?:\s(?:cổ phần|TNHH|MTV|thương mại|[A-ZĐ][\w.&-]*)){1,6}"
    r"(?:,|\s(?:tại|ở|của|có trụ sở(?: chính)? (?:tại|ở)))\s$"
)
"""What stands before the place where a company or a university has its seat: Công ty Fujita ở Hiroshima."""
_OF_AN_ORGANISATION = re.compile(
    r"\b(?:(?:University|Port|Bank|Museum|Airport|Institute|Association|Company|Theatre|Theater|Conservatory|Consulate)\s+of"
    r"|(?:Group|Corporation|Company|Co|Ltd|Inc|JSC|Holdings|Chamber|Federation|Association|University|College|School|Bank"
    r"|Club|Union|Hospital|Alliance|League|Society|Industry)\.?,?\s(?:from|in|of)|(?:trade|representative|liaison|branch)\soffice\sof|E(?:xpo|XPO)(?:\s20\d\d)?,?(?:\sin)?)\s+$"
)
_TITLED = re.compile(
    r"\b(?:governor|mayor|chairman|chairwoman|ambassador|secretary|minister|mr|ms|ông|bà)\.?\s$", re.IGNORECASE
)
_CONSULATE = re.compile(
    r"(?:(?:lãnh sự(?: quán)?|tlsq|tlsqvn)(?:\sdanh dự)?(?:\snhật(?: bản)?|\sviệt nam)?\s(?:tại|ở)"
    r"|(?:honorary\sconsul(?:ate|s)?(?:[\s-]general)?|consul(?:ate|s)?[\s-]general)"
    r"(?:\sof\s(?:japan|viet ?nam))?\s(?:in|at))\s+(?:(?:thành phố|tp\.?|tỉnh)\s+)?$",
    re.IGNORECASE,
)
"""What stands before the seat of a consulate, which is that of another state."""
_IN_THE_PARTY = re.compile(
    r"(?:(?:trong đoàn|(?<!trưởng )đoàn(?: còn)?|cùng đi|tháp tùng) (?:có|gồm)(?! (?:buổi|cuộc|chuyến|dịp|lễ)\b)"
    r"|(?:delegation|party|entourage) (?:included?|consist(?:s|ed) of|comprise[sd])|accompanied by)\b[^.;]*$",
    re.IGNORECASE,
)
"""What stands before those who travel with somebody else."""
_ENDED = re.compile(r"[.!?:]\s*$")
_NO_SUCH_WORD = re.sub(r"(\w+)\|?", r"(?<!\1\\s)", "lễ|nghị|quốc|môi|thị|quảng|hiện|lập|công|nông|yêu|nhu|toàn|xã|cơ")
"""Syllables that make another word of the word for an organisation: môi trường is no school, yêu cầu no bridge."""
_NO_MORE = r"(?:(?<!\bhội)|(?!\s(?:đồng|đàm|nghị|thảo|chợ|viên|kiến|nhập|ý|an\b|tụ)))"
"""What makes of “hội” no association: a council, talks, a conference."""
_OFFICE_VI = r"(?:(?:phó\s)?(?:thị trưởng|thống đốc|tỉnh trưởng|chủ tịch(?:\s(?:ubnd|hđnd|hội đồng))?))"
_LEAGUE = re.compile(r"(?:liên minh|hiệp hội|hội|liên hiệp|câu lạc bộ)(?!\w)", re.IGNORECASE)
_SHORT_NAME, _LONG_NAME = 6, 10
"""So many words an organisation has in its name at most, and one that says of whom it is a league."""
_FORMER = re.compile(
    rf"\b(?:nguyên|cựu)\s(?:{_OFFICE_VI}|(?:nghị s[ĩỹ]|đại biểu)(?:\sHội đồng)?)(?:\s(?:của|thành phố|tỉnh))?\s$",
    re.IGNORECASE,
)
"""What stands before the locality for which somebody acted once and acts no more."""
_HEADED = re.compile(r"\b(?:thị trưởng|thống đốc|tỉnh trưởng)\s$", re.IGNORECASE)
_FULL_NAME = re.compile(r"(?:\s[A-ZĐ][^\W\d_]+){2,4}")
"""The name of a person, behind the locality that he heads: Thị trưởng Sakai Nagafuji Hideki."""
_SENT = r"\s+(?:from|of|in|của|đến từ|từ|ở)\s+(?:the\s+)?(?:Japan['’]s\s+)?$"


def role_of(mention: Mention, text: str, shouted: bool, first: bool) -> str:
    """Return as what a locality is named; see `Party`."""
    before, behind = text[: mention.start], text[mention.end :]
    japanese = has_japanese(mention.name[:1])
    if japanese:
        if pattern("organisations", "japanese").match(behind) and not (mention.level and behind.startswith("大")):
            return "part"
        if _SEAT.search(before[-24:]) or _SEATED.match(behind) or (not mention.level and _DEPARTED.match(behind)):
            return "part"
        smaller = _SMALLER_JA.match(behind) if mention.country == "vn" else None
        if smaller and _LOCATIVE_JA.match(behind, smaller.end()):
            return "place"
        if smaller or before.endswith("在") or (before.endswith("対") and "館" in behind[:12]):
            return "part"
        if before.endswith("【") and _DATELINE_JA.match(behind):
            return "place"
        return "place" if _LOCATIVE_JA.match(behind) or _SEAT_OF_ANOTHER.match(behind) else "party"
    if _is_part(mention, before, behind, shouted):
        return "part"
    if first and _BEFORE_DATELINE.fullmatch(before) and is_dateline(behind):
        return "place"
    located = bool(_LOCATIVE.search(before) or _WITHIN.search(before))
    located = located or bool(_WITHIN_VI.search(before) and not _ACTS_BEHIND_VI.match(behind))
    return "place" if located and not _OFFICE_OF.match(behind) else "party"


def _is_part(mention: Mention, before: str, behind: str, shouted: bool) -> bool:
    """Whether a name in Latin letters is part of that of a person, an organisation, a thing."""
    if _CONSULATE.search(before) or _IN_THE_PARTY.search(before) or _FORMER.search(before):
        return True
    if _LIES_IN.search(before) or _SEAT_OF_COMPANY.search(before):
        return True
    governed = _GOVERNED.search(before)
    if not governed and _organised(before) and not (mention.level and _GOVERNING.search(before)):
        return True
    if (
        behind.startswith("-based")
        or comes_from(before)
        or (_expressions().lower.match(behind) and mention.start == mention.name_start)
        or _expressions().behind.match(behind)
    ):
        return True
    if _OF_AN_ORGANISATION.search(before):
        return True
    if shouted:
        return bool(_TITLED.search(before)) and mention.start == mention.name_start
    if mention.start < mention.name_start or governed:
        return False
    if _HEADED.search(before) and _FULL_NAME.match(behind):
        return False
    if _TITLED.search(before):
        return True
    following, last = _BEHIND_NAME.match(behind), _BEFORE_NAME.search(before)
    suffixed = mention.end > mention.name_start + len(mention.name)
    if following and makes_a_name(following[1]) and not suffixed:
        return True
    owned = mention.whole and mention.whole.end < mention.start  # Okayama's Maniwa
    if not last or suffixed or owned or not makes_a_name(last[1]):
        return False
    ahead = before[: last.start(1)]
    return not ahead.strip() or not _ENDED.search(ahead)


_OFFICE = (
    r"(?:Peoples?|People['’]s|Party|City|Vice|Deputy|Governor|Mayor|Chair\w*|Secretary|Municipal|Provincial"
    r"|Prefectural)"
)
"""What stands between a locality and somebody who acts for it, so that no organisation behind has its name."""


def is_dateline(behind: str) -> bool:
    """Whether what stands behind a name at the head of a text makes it the place from which a report was sent."""
    return bool(_DATELINE.match(behind))


def is_sent_from(party: Party, text: str) -> bool:
    """Whether a locality is but the place from which a report was sent."""
    return party.role == "place" and party.start <= _HEAD and is_dateline(text[party.mention.end :])


def is_in(mention: Mention, country: int, text: str) -> bool:
    """Whether a name is that of a place in the third country that is named there: Hanam (Hàn Quốc) is no Hà Nam."""
    if not 0 < country - mention.end < _BESIDE or not _IS_IN.fullmatch(text, mention.end, country):
        return False
    return not (text.startswith(",", mention.end) and _IN_A_LIST.search(text[: mention.start]))


_BESIDE = 4
_IS_IN = re.compile(r"\s?[(（,]\s?")
_IN_A_LIST = re.compile(r"(?:[,:;]|\b(?:and|và|gồm|with|với))\s$")
_HEAD = 30
"""Characters at the head of a report in which that place stands."""


def makes_a_name(word: str) -> bool:
    """Whether a word beside a name is of a longer name: it begins with a capital and governs nothing."""
    return word[0].isupper() and key(word) not in _expressions().beside


def comes_from(before: str) -> bool:
    """Whether words before a name say that people or firms come from there, who do not act for it."""
    told = _expressions().senders.search(before) or _NATIVE.search(before) or pattern("people_from").search(before)
    return bool(told)


_NATIVE = re.compile(r"(?<!\w)(?:người|quê(?: ở)?|gốc)\s(?:(?:tỉnh|thành phố|tp\.?)\s)?$", re.IGNORECASE)
"""What stands in Vietnamese before where somebody was born: chị Lan, người Hải Dương."""


class _Expressions(NamedTuple):
    """What finds words beside names: of organisations before and behind them, of senders; what may stand there."""

    before: re.Pattern[str]
    behind: re.Pattern[str]
    lower: re.Pattern[str]
    senders: re.Pattern[str]
    beside: frozenset[str]


@cache
def _expressions() -> _Expressions:
    named = words()["organisations"]
    before = any_of(named["vietnamese"]).pattern
    return _Expressions(
        re.compile(rf"{_NO_SUCH_WORD}{before}{_NO_MORE}([^,.;()]{{0,45}})$", re.IGNORECASE),
        re.compile(
            rf"(?:['’]s)?(?:\s?[-–]\s?(?:Viet\s?[Nn]am|Japan))?(?:\s(?!{_OFFICE}\b)[A-ZĐ][\w-]+){{0,4}}?\s+"
            + any_of(named["latin"]).pattern
            + rf"|(?:['’]s)?(?:\s(?!{_OFFICE}\b)[A-ZĐ][\w-]+){{1,3}}\s+"
            + any_of(named["lower"]).pattern
        ),
        re.compile(
            r"(?:['’]s)?(?:\s?[-–]\s?(?:Viet\s?[Nn]am|Japan)(?:\sfriendship)?)?\s+" + any_of(named["lower"]).pattern
        ),
        re.compile(any_of(named["senders"]).pattern + _SENT, re.IGNORECASE),
        frozenset(map(key, words()["beside_names"])),
    )


def _organised(before: str) -> bool:
    """Whether the words before a name in Vietnamese are those of an organisation that has it in its name."""
    near = before[-60:].removesuffix("(")  # in brackets behind an organisation stands where that is
    found = _expressions().before.search(near)
    while found:
        longest = _LONG_NAME if _LEAGUE.match(found[0]) else _SHORT_NAME
        if not _STOPS_VI.search(found[1]) and len(found[1].split()) < longest:
            return True
        found = _expressions().before.search(near, found.start() + 1)
    return False


_ENDS_LIST = re.compile(r"\s?[.;)]|\s?$")
"""Behind which nobody acts who is named last in a list of places: tại Đà Nẵng, TP Hồ Chí Minh."""
_LIST = re.compile(r"\s*(?:,|、|,?\s+(?:and|và))\s*")


def share_roles(parties: list[Party], text: str) -> None:
    """Have all in a list be what the first is, if that is a place, or where people come from."""
    sent = False  # whether the list so far is of where people come from
    for one, following in pairwise(parties):
        listed = one.side == following.side and _LIST.fullmatch(text, one.mention.end, following.mention.start)
        if listed and following.role == "place" and one.role == "party" and is_japanese(text):
            one.role = "place"  # the particle behind a list is of all in it
        if not listed or following.role != "party" or one.role == "party":
            sent = False
            continue
        sent = sent or comes_from(text[: one.mention.start])
        ends = one.role == "place" and (not following.mention.level or _ENDS_LIST.match(text, following.mention.end))
        if ends or sent:
            following.role = one.role
