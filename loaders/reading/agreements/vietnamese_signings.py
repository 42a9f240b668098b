"""When and between whom a document was signed, as Vietnamese sentences tell it that do not say it in one clause."""

import re

from loaders.model.languages import is_vietnamese
from loaders.reading.agreements.signed_documents import Document
from loaders.reading.context.discourse import Discourse
from loaders.reading.context.passages import SIDES, Party, Passage
from loaders.reading.dates.days import Day
from loaders.reading.language.lexicon import pattern
from loaders.reading.language.sentences import clause_around

_PERIOD = re.compile(
    r"(?<!\w)(?:(?:giai đoạn|nhiệm kỳ|niên khóa)(?: từ)?(?: năm)? (?:\d{4}\s?[-–]\s?|\d{4} (?:đến|tới) )?"
    r"|tầm nhìn (?:đến )?(?:năm )?|(?:có (?:hiệu lực|giá trị)|kéo dài|gia hạn|thời hạn|hết hạn)"
    r"(?: từ)?(?: đến| tới)?(?: hết)?(?: ngày| tháng| năm)? )$",
    re.IGNORECASE,
)
_WAS_SIGNED = re.compile(
    r"(?:\s(?!và\b|hai\b|các\b)[\w-]+){0,4}?\s(?:mà\s(?:[\w-]+\s){1,4})?(?:đã|vừa)\s(?:được\s)?(?:ký|ký kết)"
    r"\s(?=giữa|với|trước|từ|trong|năm|tháng|ngày|[,.])",
    re.IGNORECASE,
)
_BEHIND_A_COMMA = re.compile(
    r",\s(?:(?!(?:đã|hai|được|sẽ|ông|bà|đoàn|tỉnh|thành phố|các|để|nhằm|là|từ đó"
    r"|đến|tới|trong đó|sáng|trưa|chiều|tối)\b)[\w-]+\s){0,6}",
    re.IGNORECASE,
)
_THERE = re.compile(r"\W*$|[,.;)]|\s(?:tại|ở|nhân|trong|với|do|giữa|dưới|trước)\s", re.IGNORECASE)
"""What stands behind a date that is of what was told before it, and not of what follows."""


_REPLIES = re.compile(r"\s(?:đồng ý|chấp thuận|cho phép|gửi|yêu cầu|đề nghị|chỉ đạo|hướng dẫn|trả lời|báo cáo)(?!\w)")


def is_a_reply(document: Document, text: str) -> bool:
    """Whether a document that is called by no kind is one that one side wrote: có văn bản đồng ý cho Sở đón đoàn."""
    return not document.kind and bool(_REPLIES.match(text, document.end))


def is_of_a_period(day: Day, text: str) -> bool:
    """Whether a date is one of the years for which a document holds: giai đoạn 2025 - 2028."""
    return bool(_PERIOD.search(text[: day.start]))


def is_with_many(document: Document, text: str) -> bool:
    """Whether a document is one with several who are not named: văn bản hợp tác với các địa phương Nhật Bản."""
    return bool(_WITH_MANY.match(text, document.end))


_WITH_MANY = re.compile(
    r"[^.,;]{0,40}?\s(?:với|cùng)\s(?:các|những|nhiều|một số|hơn \d+|\d+|hai|ba|bốn|năm|sáu)\s"
    r"(?:địa phương|tỉnh|thành phố|đối tác|tổ chức|đơn vị|nước|quốc gia)(?!\w)[^:;.]{0,25}(?:[;.,]|$)",
    re.IGNORECASE,
)


def is_of_a_former(document: Document, day: Day, text: str) -> bool:
    """Whether a day is that of a document which is replaced by another: bản ghi nhớ thay thế văn bản ký năm 2013."""
    return bool(_FORMER.search(text[document.end : max(day.start, document.end)]))


_FORMER = re.compile(
    r"(?<!\w)(?:thay thế|thay cho|kế thừa|nối tiếp|tiếp nối|trên cơ sở|dựa trên|bổ sung)\s[^.,;]{3,60}$", re.IGNORECASE
)


def was_signed(document: Document, text: str) -> bool:
    """Whether it is said right behind a document that it was signed before: thỏa thuận đã ký giữa hai tỉnh."""
    return bool(_WAS_SIGNED.match(text, document.end))


def right_behind(document: Document, text: str, days: list[Day]) -> list[Day]:
    """Return the date behind a comma, and no verb, behind a document and the words on it: …, vào tháng 2/2009."""
    if not is_vietnamese(text):
        return []
    upto = clause_around(text, max(document.start, document.verb))[1]
    behind = [day for day in days if day.date and _BEHIND_A_COMMA.fullmatch(text, upto, day.start)]
    return [day for day in behind[:1] if _THERE.match(text, day.end)]


def between_the_two(document: Document, passage: Passage, discourse: Discourse) -> dict[str, Party | None]:
    """Return the pair that all of a text is about, where a dated document of a kind is told and nobody named.

    So reports and pages of city halls go on: bản ghi nhớ được ký ngày 20/11; nối tiếp bản ghi nhớ đầu tiên năm 2013.
    """
    text = passage.text
    told = document.kind and document.alone and any(day.date for day in passage.days)
    if not told or not is_vietnamese(text) or passage.sentence.title or passage.abroad or discourse.abroad:
        return {}
    if any(one.role != "place" for one in passage.parties) or pattern("pronouns", "province").search(text):
        return {}
    if any(pattern("signers").search(said) for said in (text, discourse.before)):
        return {}
    both = {side: _only_party(side, discourse) for side in SIDES}
    return both if all(both.values()) else {}


def _only_party(side: str, discourse: Discourse) -> Party | None:
    """Return the one locality of a side that acts in what a text has told so far, wherever else something was."""
    named = [one for one in discourse.named if one.side == side and one.role == "party"]
    same = named and all(one.mention.ids & named[0].mention.ids for one in named)
    return Party(named[-1].mention, "party", -1) if same else discourse.sole(side)
