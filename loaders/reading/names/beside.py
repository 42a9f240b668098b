"""The words beside a name that tell of those who act there, so that it is the name of a locality."""

import re


def acts_there(before: str, text: str, end: int) -> bool:
    """Whether it is said beside a name that somebody acts for what is called so, or heads it.

    Args:
        before: what stands right before the name.
        text: the text.
        end: where the name ends in it.
    """
    if _ACTS_BEFORE.search(before) or _ACTS_BEHIND.match(text, end) or _NAMED_HEAD.search(before):
        return True
    return bool(_HEADED_BY.search(before) and _BY_FULL_NAME.match(text, end))


_ACTS_BEFORE = re.compile(
    r"\b(?:đoàn(?: đại biểu| công tác)?|visit(?:s|ed)|thăm|kết nghĩa với|mayor (?-i:(?:[A-Z]\w+ ){1,3})of)\s+$",
    re.IGNORECASE,
)
_HEADED_BY = re.compile(r"\b(?:thị trưởng|thống đốc|tỉnh trưởng)\s+$", re.IGNORECASE)
_NAMED_HEAD = re.compile(r"[A-Z]\w+ [A-Z]\w+(?:,| [-–]| là) (?:[Pp]hó )?(?:[Tt]hị|[Tt]ỉnh) trưởng $")
"""What stands before the locality that somebody heads who has been named: ông Kimura Tetsuya, Thị trưởng Matsudo."""
_BY_FULL_NAME = re.compile(r"(?:\s[A-ZĐ][^\W\d_]+){2}")
"""The name of a person behind the locality that he heads: Thị trưởng Sakai Nagafuji Hideki."""
_ACTS_BEHIND = re.compile(
    r"(?:['’]s)?\s(?:city\s)?(?:delegation|mission|council|officials?|assembly|authorities|administration)\b",
    re.IGNORECASE,
)
