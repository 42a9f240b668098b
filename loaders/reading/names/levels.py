"""Of what level a text speaks: on each side as a whole, and beside each name."""

import re

from loaders.model.name_readings import key
from loaders.reading.names.mentions import Mention

_PREFECTURE = re.compile(r"\bgovernor|\bprefectur|thống đốc|tỉnh trưởng|tỉnh (?:này|bạn)|知事|県", re.IGNORECASE)
_MAYOR = re.compile(r"\bmayors?\b|thị trưởng|thành phố bạn|市長", re.IGNORECASE)
_PROVINCE = re.compile(r"\bprovinc|\btỉnh|省", re.IGNORECASE)
_CITY = re.compile(r"\bmunicipal|\bthành phố|\btp\b|市", re.IGNORECASE)


def levels_of(text: str) -> dict[str, str]:
    """Return the level that a text speaks of on each side, where it speaks of one alone."""
    found = {}
    for side, (first, second), levels in (
        ("jp", (_PREFECTURE, _MAYOR), ("prefecture", "city")), ("vn", (_PROVINCE, _CITY), ("province", "city")),
    ):  # fmt: skip
        one, other = bool(first.search(text)), bool(second.search(text))
        if one != other:
            found[side] = levels[0] if one else levels[1]
    return found


def is_seat(mention: Mention, text: str) -> bool:
    """Whether a city is only where something is, so that its name alone is that of its province: in Ben Tre city."""
    return len(mention.namesakes) > 1 and bool(_IN[mention.country].search(text[: mention.start][-4:]))


_IN = {"vn": re.compile(r"\b(?:in|at)\s$"), "jp": re.compile(r"(?<!\w)tại\s$")}


def levels_in(mentions: list[Mention]) -> dict[str, dict[str, Mention]]:
    """Return the mentions that tell a level, by the key of their name and that level."""
    found: dict[str, dict[str, Mention]] = {}
    for one in mentions:
        if one.level or one.parent:
            told = found.setdefault(key(one.name), {})
            first = told.setdefault(one.level or one.parent, one)
            if one.parent and not first.parent:
                told[one.level] = one  # which tells more of whom that name is
    return found
