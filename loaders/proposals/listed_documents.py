"""Documents in the lines of a Japanese notice: a line of a list that has a day and a document, a label with its day.

Such lines have no verb, or a noun for one (2024年8月29日、交流協定を締結), and leave out who signed: they stand on
a page about two localities.
"""

import re

from loaders.proposals.days import Day
from loaders.proposals.languages import has_japanese
from loaders.proposals.lexicon import pattern
from loaders.proposals.passages import Passage
from loaders.proposals.signed_documents import Document

_LONGEST = 80
_LABEL = re.compile(
    r"[\s\d()（）.．■□●○◎◆◇・*＊【]{0,6}[^。:：、\d]{0,24}?"
    r"(?:(?:締結|提携|調印|署名|再締結|更新)(?:年月)?日|(?:締結|提携|調印|署名)(?:年月|年|時期)|年月日)[】\]]?\s?[:：|]?\s*"
)
"""What stands before the day in a line that tells when something was signed."""
_REST = re.compile(r"[」』】)）\s]*(?:[をのに]|の?内容)?\s?(?:[（(][^()（）]*[)）])?(?P<verb>.{0,8})")


def labelled_day(document: Document, passage: Passage) -> Day | None:
    """Return the day that a label has which names a document: 友好提携年月日 2008年2月22日."""
    label = _LABEL.match(passage.text)
    if not label or not has_japanese(passage.text) or document.start >= label.end():
        return None
    return next((day for day in passage.days if day.start == label.end()), None)


def listed_day(document: Document, passage: Passage) -> Day | None:
    """Return the day of a line of a list that tells of a document, before it or behind it."""
    text = passage.text
    if not passage.line or len(text) > _LONGEST or not has_japanese(text):
        return None
    if pattern("plans", "japanese").search(text) or pattern("to_be_signed").search(text):
        return None
    rest = _REST.match(text, document.end)
    ends = bool(rest and rest.end() == len(text) and (not rest["verb"] or pattern("signed").search(rest["verb"])))
    days = [day for day in passage.days if day.date]
    if ends:
        return next((day for day in days if day.start < document.start), None) or next(iter(days), None)
    return next((day for day in days if day.start >= document.end and len(text) - day.end <= 2), None)
