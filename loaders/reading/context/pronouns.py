"""The words that stand for a locality named before: the sign of its level alone, 同市, 両市."""

import re

from loaders.model.languages import is_japanese
from loaders.reading.context.passages import SIDES, Party, Passage
from loaders.reading.language.lexicon import pattern
from loaders.reading.names.mentions import Mention

OF_OTHER_SIDE = {
    "vn": re.compile("[都道府県市町村]議会の?[一-鿿]{0,6}$"),
    "jp": re.compile("人民(?:評議会|委員会)の?(?:副|常任副)?$"),
}
"""What stands before a chair who is of the other side."""
SIGNS = {
    what: re.compile(
        rf"(?:(?<![\u3005\u3400-\u9fffァ-ヺー])|(?<=\d日))(?:{signs})(?=側|議会|人民|政府|庁|役[所場]|[はがのをとにへも])"
    )
    for what, signs in (("city", "市"), ("province", "省"), ("prefecture", "[県府道都]"), ("town", "[町村]"))
}
"""The sign of a level alone, which is no part of another name: 市は, but not 国土交通省は."""
SAME = {level: re.compile(f"同(?:{sign})") for level, sign in (
    ("city", "市"), ("province", "省"), ("prefecture", "県|府"), ("town", "町|村"))
}  # fmt: skip
"""A word for the locality of a level that was named last, of whichever country: 同市."""
OF_ITS_SIDE = {"vn": re.compile("人民|共産党|党委"), "jp": re.compile("議会|役所|庁|教育委員会|国際課")}
"""What stands behind 同市 where it tells of which country that is."""
LEVELS_OF = {"vn": ("province", "city"), "jp": ("prefecture", "city", "town")}
LEVELS = {
    "city": ("city", "designated-city", "central-city", "district-city"),
    "province": ("province", "central-city"), "prefecture": ("prefecture",),
    "town": ("town", "village", "district-town"),
}  # fmt: skip

TOPIC = re.compile("(?:で)?は|が(?!.を|らみ)|も")
"""What stands behind the locality of which a text speaks, until it turns to another."""


def means_a_ministry(before: str, text: str) -> bool:
    """Whether 同省 in a Japanese sentence means a ministry, named last of all whose names end like that."""
    same = SAME["province"].search(text)
    named = [*_ENDS_LIKE_ONE.finditer(before + text[: same.start()])] if same else []
    return bool(named) and bool(pattern("ministries").search(named[-1][0]))


_ENDS_LIKE_ONE = re.compile("[ァ-ヺー一-鿿・]+省")


def is_of(mention: Mention, levels: set[str]) -> bool:
    """Whether a mention may be of one of some levels."""
    return not levels or any(state.level in levels for place in mention.places for state in place.states)


def both_named_before(passage: Passage, at: int) -> dict[str, Party | None]:
    """Return the last locality of each side that a Japanese sentence names before a word for both, a clause before."""
    if not is_japanese(passage.text) or "、" not in passage.text[:at]:
        return {}
    named = {side: [one for one in passage.of(side, "party", "place") if one.start < at] for side in SIDES}
    return {side: of[-1] for side, of in named.items()} if all(named.values()) else {}


def refers(passage: Passage, begin: int, end: int, what: str, but: "re.Pattern[str] | None" = None) -> bool:
    """Return whether a part of a sentence has a word for somebody named before, which is no part of a name here.

    Args:
        passage: the sentence.
        begin: where the part begins.
        end: where it ends.
        what: whom the word is for.
        but: what stands before a word that is for somebody else.
    """
    named = [one.mention for one in passage.parties]
    said = [found.start() for found in pattern("pronouns", what).finditer(passage.text, begin, end)]
    if what in SIGNS:
        said += [found.start() for found in SIGNS[what].finditer(passage.text, begin, end)]
    said = [at for at in said if not but or not but.search(passage.text[:at])]
    said = [at for at in said if what == "both" or not _SEVERAL.search(passage.text[:at])]
    return any(not any(one.start <= at < one.end for one in named) for at in said)


_SEVERAL = re.compile(
    r"(?<!\w)(?:các|những|nhiều|một số|mọi|mỗi|từng|hơn \d+|\d+)\s(?:lãnh đạo\s)?(?:tỉnh,?\s)?$", re.IGNORECASE
)
"""What makes of a Vietnamese word for a locality one for many: các thành phố, 12 tỉnh."""
