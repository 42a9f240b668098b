"""The documents that no verb says were signed, and that a sentence takes for granted nevertheless."""

import re

from loaders.model.languages import has_japanese
from loaders.reading.agreements.agreement_days import SINCE
from loaders.reading.agreements.signed_documents import Document, is_carried_out
from loaders.reading.agreements.signings import (
    is_named_besides,
    is_of_the_two,
    is_partner_behind,
    is_with,
    rests_on,
    stands_between,
)
from loaders.reading.agreements.vietnamese_signings import is_a_reply
from loaders.reading.context.passages import Party, Passage

_HAVE = re.compile(
    r"(?:have|has|had|có|đã có)\s+(?:(?:had\s+)?(?:an?\s+)?(?:\w+\s+){0,4}"
    r"|(?:\w+\s){0,3}(?:văn bản|văn kiện|thỏa thuận|thoả thuận|bản ghi nhớ)(?:\s\w+){0,4}:\s?[“\"][^.;]*)$",
    re.IGNORECASE,
)


_NAMELY = re.compile(r"\b(?:including|such\sas|namely|among\sthem|among\swhich)\b[^.;]{0,40}$")
"""What stands between what somebody has with several and those of them who are named."""
_NEAR = 40
ITEM = re.compile(r"(?:\(?\d{1,2}[.)]|[-–•*+])\s")
"""How an item of a list begins, of which the heading tells whose list it is."""
_WITH_OF = re.compile("[都道府県市町村区省ァ-ヺー]との(?:間の)?[^、。]{0,12}$")
STANDS = re.compile(
    "」?(?:に(?:触れ|言及|基づ|もとづ|沿っ|より|よる|のっと)|の(?:下|もと|枠組み)|を(?:踏まえ|もと|基|結んで|生か|活用|更新))"
)
"""What follows a document with a partner that is told as one there is: ハノイ市との覚書に基づき."""


def is_taken_for_granted(document: Document, text: str, named: list[int]) -> bool:
    """Whether a document with one of those named is what somebody has besides what is told, or is to carry out."""
    carried_out = is_carried_out(document, text) and is_with(document, text, named)
    return carried_out or is_named_besides(document, text, named)


def presupposed(document: Document, passage: Passage, parties: dict[str, Party | None]) -> bool:
    """Whether a document that is not said to be signed is one of two parties: it has a kind, and them beside it."""
    explicit = [one.start for one in parties.values() if one and one.start >= 0]
    if (document.kind and is_carried_out(document, passage.text)) or is_of_the_two(document, passage.text):
        return True
    if has_japanese(passage.text) and any(at > document.end for at in explicit):
        return False  # whose it is stands before it
    if _HAVE.search(passage.text[: document.start]) and (
        document.kind or (explicit and not is_a_reply(document, passage.text))
    ):
        return all(at < document.end + _NEAR or _NAMELY.search(passage.text, document.end, at) for at in explicit)
    if not document.kind:
        if is_taken_for_granted(document, passage.text, explicit):
            return True
        return stands_between(document, passage.text, explicit) or rests_on(document, passage.text, explicit)
    if any(is_partner_behind(document, one, passage.text) for one in parties.values()):
        return any(day.date for day in passage.days) or is_named_besides(document, passage.text, explicit)
    with_one = document.kind and len(explicit) == 1 and _WITH_OF.search(passage.text, explicit[0], document.start)
    if with_one and STANDS.match(passage.text, document.end):
        return True
    near = [one for one in parties.values() if one and one.start >= 0 and abs(one.start - document.start) < 90]
    dated = any(abs(day.start - document.start) < 40 and day.date for day in passage.days)
    if not explicit and any(SINCE.search(passage.text[document.end : day.start]) for day in passage.days if day.date):
        return True
    if near and ITEM.match(passage.text) and any(day.date for day in passage.days):
        return True
    return len(near) == 2 or (dated and bool(near or document.start >= 0))
