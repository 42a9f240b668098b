"""Whether localities of one country are named in one row: A, B (2013) and C; the governor of A and the mayor of B."""

import re

REGION_JA = "(?:[東西南北中]{1,3}部(?:[ァ-ヺー]{2,8})?(?:地方|地域|高原|山岳|沿岸|デルタ)*の?)?"
"""What a Japanese list may have before each: the part of the country, 南部メコンデルタ地方のドンタップ省."""
_BETWEEN = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)*(?:\s?(?:in|on|năm|từ|vào)\s(?:\w+\s){0,2}\d{1,4}(?:,\s\d{4})?)?"
    r"(?:,|、|・|,?\s(?:and|và)\b|及び|および|と|や)\s*(?:(?:as\swell\sas|with|of)\s)?(?:the\s)?"
    r"(?-i:(?:[A-Z][\w.'’-]+\s){1,4}of\s)?(?:(?:leaders?|heads?|officials|representatives|authorities|governors?|mayors?|"
    r"delegat(?:es|ions?))\s(?:of|from)\s|(?:UBND|HĐND|lãnh đạo|chính quyền|đoàn)\s(?:UBND\s)?)?" + REGION_JA,
    re.IGNORECASE,
)
_PERSON = r"(?:,?\s(?:ông|bà|ngài))?(?:\s[A-ZĐ][\w’'-]*){1,5}"
_HEAD = r"(?:[Pp]hó\s)?(?:[Tt]hống đốc|[Tt]hị trưởng|[Tt]ỉnh trưởng|[Cc]hủ tịch)(?:\s(?:UBND|HĐND|Hội đồng))?"
_IN_BRACKETS = r"(?:\s\([^()]{1,20}\))?"
_AND_HIM = r"(?:[,;]|,?\s(?:và|cùng(?: với)?))"
_BETWEEN_HEADS = re.compile(
    rf"{_IN_BRACKETS}{_PERSON}{_IN_BRACKETS}{_AND_HIM}\s{_HEAD}\s"
    rf"|{_IN_BRACKETS}{_AND_HIM}\s(?:ông|bà|ngài)(?:\s[A-ZĐ][\w’'-]*){{1,5}}(?:,|\s[-–])\s{_HEAD}\s"
)
"""What stands between where those who head them are named: Thống đốc tỉnh A Ono Jiro và Thị trưởng thành phố B."""


_OFFICE = r"(?:(?:Vice|Deputy)\s)?(?:Governor|Mayor|Chairman|Chairwoman|Speaker)"
_NAME = r"(?:\s[A-Z][\w’'-]*){1,4}"
_BETWEEN_OFFICES = re.compile(
    rf"(?:{_NAME})?{_IN_BRACKETS}(?:,|,?\sand)\s(?:the\s)?{_OFFICE}(?:{_NAME})?\sof\s(?:the\s)?"
    rf"|(?:['’]s)?\s{_OFFICE}{_NAME}(?:,|,?\sand)\s(?:the\s)?"
)
"""The same in English: Governor of A Omura Hideaki, Governor of B; A Governor Omura Hideaki and B Governor."""
_BETWEEN_HEADS_JA = re.compile(
    r"の?[^、。はがをに]{0,14}(?:知事|[市町村]長|議長|委員長|書記)(?:ら|さん|氏)?(?:、|と|や|及び|および|並びに)(?:[^、。はがをに]{0,6}[県省])?"
)
"""What stands in Japanese between the localities of two heads: 神奈川県の黒岩知事、群馬県の山本知事."""


def in_row(text: str, begin: int, end: int) -> bool:
    """Whether what stands in a sentence between two localities makes a row of them."""
    return any(between.fullmatch(text, begin, end) for between in (_BETWEEN, _BETWEEN_HEADS, _BETWEEN_OFFICES))


def act_in_row(text: str, begin: int, end: int) -> bool:
    """Whether what stands between two localities that act makes a row of them: also their heads in Japanese."""
    return in_row(text, begin, end) or bool(_BETWEEN_HEADS_JA.fullmatch(text, begin, end))
