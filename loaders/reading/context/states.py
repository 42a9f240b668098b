"""Whether somebody of one of the two states takes part in what a sentence tells: its envoys, government, parliament."""

import re

from loaders.model.languages import is_japanese
from loaders.reading.language.lexicon import countries, pattern

_HIGH = re.compile(
    r"prime minister|national assembly|\bpm\b|\bna\b|government leader|head of (?:the )?government|top legislator"
    r"|thủ tướng|quốc hội|chủ tịch nước|tổng bí thư|bộ trưởng|thứ trưởng|^bộ\s|首相|国会|国家主席|政府",
    re.IGNORECASE,
)
_IN_THE_CAPITAL = re.compile("ハノイ市?内?(?:で|の)[^。]{1,30}省の?(?:[ァ-ヺー・]+)?副?$")
"""Where a Japanese text has a minister met whose state it does not name."""
VIETNAMESE = re.compile(
    r"\b(?:Nguy[eễ]n|Ph[aạ]m|Tr[aầ]n|L[eê]|V[uũ]|V[oõ]|[DĐ]o[aà]n|Ng[oô]|Ho[aà]ng|B[uù]i|[DĐ][aặ]ng|Phan"
    r"|Hu[yỳ]nh|L[uư][oơ]ng|V[uư][oơ]ng|T[oô]|[DĐ]inh|[DĐ][aà]o|Mai|Tr[uư][oơ]ng|Cao(?!\s(?:Bằng|Lãnh))|L[uư]u|L[yý]"
    r"|Tr[iị]nh|[DĐ][oỗ]|D[uư][oơ]ng|T[aạ]|Chu|T[oố]ng|Ph[uù]ng|Qu[aá]ch|H[aà](?!\s(?:N[oộ]i|Nam|Giang|T[iĩ]nh|Ti[eê]n))"
    r"|H[oồ](?!\sCh[ií]))\s[A-ZĐ]"
    r"|グエン|ファム|チャン|ヴォー|ダン・|クオン|ヴー・|ズオン|ヒエウ"
)
"""How names of people from Vietnam begin: those of its ambassadors, where no state is named."""
_POSTED_TO = re.compile("[駐在](?:ベトナム(?:社会主義共和国)?|越|ハノイ|ホーチミン市?|ダナン)$|駐日$")
"""What stands before an envoy of whom it is told where he is posted, and not of which state: that is the other."""
_MINISTRIES_OF_JAPAN = {"METI", "MAFF", "MLIT"}
_OF_ANOTHER = re.compile(r"(?:\sgeneral)?\s(?:of|của)\s(?:the\s)?", re.IGNORECASE)
"""What stands between an envoy and the state that he is of."""
_BODIES_OF_VIETNAM = ("省", "投資庁")
"""How the words for bodies of a state end that are named in Japanese texts and that Vietnam alone has."""
_PLACED = re.compile(
    r"(?:\bat|\btại|\bở|\b(?:fund|financ|sponsor)ed\sby|\b(?:aid|grants?|fund(?:s|ing)|support|assistance|help)\s(?:of|from))"
    r"\s+(?:the\s+)?(?:Japanese\s|Vietnamese\s)?$",
    re.IGNORECASE,
)
"""What stands before a body of a state that is no more than where something is, or who pays for it."""
_STATES = re.compile(
    r"(?P<jp>japan(?:ese)?|nhật(?: bản)?|日本)|(?P<vn>viet ?nam(?:ese)?|việt nam|ベトナム|越)", re.IGNORECASE
)


def _is_of_vietnam(before: str) -> bool:
    """Whether the name before an office of a state is one of Vietnam: in katakana, and no third country."""
    name = _KATAKANA_PERSON.search(before)
    return name is not None and not name[0].startswith("ベトナム") and not countries(name[0])


_JAPANESE_OFFICE = re.compile(
    "(?:農林水産|経済産業|国土交通|文部科学|厚生労働)(?:省の?)?副?$|"
    r"(?:^|[、。はがと\s])[一-鿿]{3,6}(?:・?(?:副|内閣府))?(?:外務|農林水産|経済産業|国土交通|法務|文部科学|厚生労働|環境|総務|防衛)?$"
)
"""What stands before an office of a state that is not named: a ministry that Japan has, or the name of a Japanese."""
_KATAKANA_PERSON = re.compile(
    "[ァ-ヺー]{2,}(?:・[ァ-ヺー]+)*(?:駐日|特命全権|在[^、。・]{1,8}|(?!日本|在|駐)[一-鿿]{1,6}・?){0,4}$"
)
"""Who has such a name and an office of a state, in a text about both countries, holds that of Vietnam."""
_ROYAL = re.compile("(?:emperor|empress|crown prince|crown princess|天皇|皇太子|皇嗣|秋篠宮)", re.IGNORECASE)
_OF_A_MINISTRY = re.compile("minister", re.IGNORECASE)
_NAMED_WITHIN = 40
"""So much farther behind a minister his name stands, with that of the ministry between."""
_ENVOY = re.compile(r"ambassador|consul|đại sứ|lãnh sự|大使|領事", re.IGNORECASE)


def meets_the_state(text: str, country: str, envoys: frozenset[str]) -> bool:
    """Whether a body of the state of a country takes part: as the name of the state beside it says, or its rank.

    An envoy whose state is not named there is of the one state whose envoys all of the text speaks of.
    """
    for one in pattern("national").finditer(text):
        far = 12 if is_japanese(text) else 24
        begin, end = max(one.start() - far, 0), one.end() + far
        if pattern("not_national").search(text, begin, end) or _PLACED.search(text[: one.start()]):
            continue
        if not is_japanese(text) and _OF_ANOTHER.match(text, one.end()) and countries(text[one.end() : end]):
            continue
        if posted := _POSTED_TO.search(text[max(one.start() - far, 0) : one.start()]):
            if (country == "jp") == (posted[0] != "駐日"):
                return True
            continue
        near = min(
            (one_of for one_of in _STATES.finditer(text, begin, end) if not _parted(text, one_of, one)),
            key=lambda state: min(abs(state.start() - one.end()), abs(one.start() - state.end())),
            default=None,
        )
        if country == "jp" and one[0] in _MINISTRIES_OF_JAPAN:
            return True
        if one[0].endswith(_BODIES_OF_VIETNAM):
            if country == "vn":
                return True
            continue
        if not near and country == "jp" and _JAPANESE_OFFICE.search(text[: one.start()]):
            return True
        if _is_of_vietnam(text[: one.start()]):
            if country == "vn":
                return True
            continue
        if near and near.lastgroup == country and not (is_japanese(text) and _ROYAL.fullmatch(one[0])):
            return True
        if (near is None or is_japanese(text)) and country == "jp" and _ROYAL.fullmatch(one[0]):
            return True
        behind = end + (_NAMED_WITHIN if _OF_A_MINISTRY.search(one[0]) else 0)
        if country == "vn" and not near and VIETNAMESE.search(text, begin, behind):
            return True
        if not near and _ENVOY.search(one[0]) and (envoys == {country} or (not envoys and country == "jp")):
            return True
        if not near and country == "vn" and (_HIGH.search(one[0]) or _IN_THE_CAPITAL.search(text[: one.start()])):
            return True
    return False


def _parted(text: str, state: "re.Match[str]", office: "re.Match[str]") -> bool:
    """Whether a comma parts the name of a state from an office behind it: days in Japan, the Prime Minister."""
    return not is_japanese(text) and "," in text[state.end() : max(office.start(), state.end())]


_ENVOYS = re.compile(
    r"(?P<jp>(?:japanese\s(?:ambassador|consul)|(?:ambassador|consul[\s-]general)\sof\sjapan|(?:đại sứ"
    r"|lãnh sự)(?: quán)?\snhật|(?:日本国?|[駐在]ベトナム(?:社会主義共和国)?)(?:大使|総領事)))"
    r"|(?P<vn>(?:[ァ-ヺー]{2,}(?:・[ァ-ヺー]+)+(?:駐日|特命全権)*(?:大使|総領事)|駐日大使"
    r"|vietnamese\s(?:ambassador|consul)|(?:ambassador|consul[\s-]general)\sof\sviet ?nam"
    r"|(?:đại sứ|lãnh sự)(?: quán)?\sviệt"
    r"|ベトナム(?:社会主義共和国)?(?:国)?(?:特命全権)?(?:大使|総領事)))",
    re.IGNORECASE,
)


def envoys_in(text: str) -> frozenset[str]:
    """Return of which of the two states a text names envoys."""
    return frozenset(found.lastgroup for found in _ENVOYS.finditer(text) if found.lastgroup)
