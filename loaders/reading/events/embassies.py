"""The embassies and consulates of one country that hold something together with a locality of the other."""

import re

from loaders.reading.context.passages import Party

_BODY = r"(?:Embassy|Consulate(?:[\s-]General)?)"
_EMBASSY = {
    side: rf"(?:(?:{state})\s{_BODY}|{_BODY}\sof\s(?:{state}))(?!\w)"
    for side, state in (("jp", r"Vietnamese|Viet\s?[Nn]am"), ("vn", "Japanese|Japan"))
}
"""How the embassy of the other state is named, by the side of the locality beside which it stands."""
_BEFORE = {
    side: re.compile(rf"{embassy}(?:\sin\s[A-Z]\w+)?\sand\s(?:the\s)?(?:\w+\sof\s)?$")
    for side, embassy in _EMBASSY.items()
}
_BEHIND = {
    side: re.compile(
        rf"(?:['’]s|\s(?:[a-z]+|Government|People['’]s\sCommittee)){{0,2}}(?:,|\sand)\s(?:the\s)?{embassy}"
    )
    for side, embassy in _EMBASSY.items()
}


def is_beside_an_embassy(one: Party, text: str) -> bool:
    """Whether an English text names a locality together with the embassy of the other state, as those who act."""
    if one.role != "party" or ("mbassy" not in text and "onsulate" not in text):
        return False
    behind = _BEHIND[one.side].match(text, one.mention.end)
    return bool(behind or _BEFORE[one.side].search(text[: max(one.start, 0)]))
