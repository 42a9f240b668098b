"""Which localities a sentence says belong to a network, of those that it names or means."""

import re

from loaders.model.languages import is_japanese
from loaders.reading.context.discourse import Discourse
from loaders.reading.context.passages import SIDES, Party, Passage
from loaders.reading.context.roles import is_sent_from
from loaders.reading.language.lexicon import pattern
from loaders.reading.language.moods import mood
from loaders.reading.language.words import Word
from loaders.reading.names.rows import REGION_JA

_LISTED_OF_ITS_OWN = re.compile(
    "(?:[^、。]{0,8}年に?)?[一-鿿ァ-ヺー]{2,12}(?<![都道府県市町村区省国名側])[はが](?![、今昨])"
)
_OF_ITS_FOUNDERS = re.compile("[^、。はが]{0,12}が[^、。]{1,20}[たるうくぐすつぶむ](?:世界の)?「?$")
"""What stands between those who founded a network and its name."""
_NO_MEMBER = re.compile(
    "(?:に)?よ(?:ると|れば)|(?:[とや、][^、。はが]{1,8})?が(?:呼びかけ|提唱|設立し|創設し|主導|中心[とに]な)|の[^、。はが]{1,20}(?<!台地)(?<!高原)(?<!ジオパーク)(?<!保護区)(?<!保存地域)[はが](?![、今昨])|で[^は、。]"
    "|の[^、。はがを]{1,16}を(?:加え|含)"
)
"""What makes of a locality where what is listed lies (ニンビン省の景観は…), or who tells it (広島市によると).

A geopark or a reserve is a designation of the land itself.
"""
_IS_ONE = re.compile(
    r"\s?(?:,|[-–]|(?:hiện |đã )?là|(?:đã |chính thức )*trở thành)\s(?:một (?:trong những )?)?", re.IGNORECASE
)
"""What stands in Vietnamese between a locality and the designation that it holds: Hà Nội – thành phố sáng tạo …"""
_FOUNDS = re.compile(
    r"(?:\s(?:và|cùng)\s[\w ]{1,20})?\s(?:khởi xướng|sáng lập|phát động|làm chủ tịch)(?!\w)", re.IGNORECASE
)
"""What stands in Vietnamese behind those who founded a network, or lead it."""
_OF_ITS_OWN = re.compile("(?<![市省県町村名国])が(?![、今昨])")
"""The subject of what is listed, if that is no locality: 金山が世界遺産に登録され."""
_LISTED = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:,\swhich\s[^,.;]{1,40})?(?:,|、|・|,?\s*\b(?:and|và|lẫn|cùng(?:\svới)?)\b|や|と|および|及び"
    r"|\)(?:,|;|\s(?:và|and))\s(?-i:(?:[A-ZĐ][^\W\d_]*\s){1,5})\((?:tỉnh\s)?"
    r"|[^.;]{0,120}?\b(?:(?:together|along)\swith|as\swell\sas|alongside)\b)\s*(?:the\s+)?(?:cities\s+of\s+)?"
    + REGION_JA,
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"(?:\s\([^()]*\))?,?\s(?:and|và|lẫn)\s(?:the\s)?|(?:\([^()]*\))?(?:と|や|、(?:日本|ベトナム|国内|同国)(?:から)?は)",
    re.IGNORECASE,
)
"""What stands between localities of both countries that are told of together."""
_ENUMERATED = re.compile(
    r"members\s(?:are|include)|among\sthem|including|such\sas|namely|: |\bgồm|trong đó có|cụ thể là", re.IGNORECASE
)
FURTHER = re.compile(r"(?<!\w)(?:còn có|có thêm|đến lượt)\s", re.IGNORECASE)
_ACTS = re.compile(r"(?:\([^()]*\))?(?:など|ら|等)?(?:[がはも]|のほか|に(?:次|続)|の\d+(?:都市|市|自治体|市町))")


def members(passage: Passage, discourse: Discourse, network: Word | None, cue: int) -> list[Party]:
    """Return whom a sentence says to be members.

    Args:
        passage: the sentence.
        discourse: what the text has named before it.
        network: where the sentence names the network; None if it was named before.
        cue: where the words stand that say so.
    """
    begin = _quoted_from(passage.text, cue)
    if network and (one := holder(passage, network)) and cue == network.start:
        return [one]
    named = [
        one
        for side in SIDES
        for one in passage.of(side, "party", "place")
        if not is_sent_from(one, passage.text)
        and not _within(one, network, passage.text)
        and one.start >= begin
        and not _NO_MEMBER.match(passage.text, one.mention.end)
        and not _FOUNDS.match(passage.text, one.mention.end)
        and not (one.role == "place" and _FOUNDED_IN.search(passage.text[: one.start]))
        and not (network and _OF_ITS_FOUNDERS.match(passage.text[one.mention.end : network.start]))
    ]
    besides = others_besides(passage, [])
    named = [one for one in named if one not in besides] or named
    if passage.text.startswith(",", cue):
        last = [one for one in named if one.start < cue][-1:]
        return [one for one in last if _UP_TO_APPOSED.fullmatch(passage.text, one.mention.last, cue)]
    if named and not _is_of_what_lies_there(named, passage.text, cue):
        return _meant(sorted(named, key=lambda one: one.start), passage.text, cue)
    if named or (is_japanese(passage.text) and _OF_ITS_OWN.search(passage.text, begin, cue)):
        return []
    if not network and any(one.role == "part" for one in passage.parties):
        return []
    meant = [one for side in SIDES if (one := discourse.meant(side, passage))]
    meant = meant if pattern("pronouns", "both").match(passage.text) else meant[:1]
    owner = discourse.owner("jp") if passage.line and passage.days and not meant else None
    if not meant and discourse.topic and not discourse.abroad and _leaves_out_who(passage.text, cue):
        return [discourse.topic]
    return [owner] if owner else meant


def others_besides(passage: Passage, named: list[Party]) -> list[Party]:
    """Return those whom a sentence tells to have been members before the ones that it is about.

    Args:
        passage: the sentence: two cities joined, which brings their number to five, in addition to A, B and C.
        named: those that it is about.
    """
    text = passage.text
    for told in _AFTER_WHOM.finditer(text):
        first = [
            one for one in passage.parties if told.start("who") <= one.start < told.end("who") and one.role != "part"
        ]
        if first and (first[0].start, first[-1].mention.end) == told.span("who"):
            return first
    if is_japanese(text):
        known = [one for one in passage.parties if one.role != "part"] if _AFTER_JA.search(text) else []
        return next((row for row in rows(known, text) if _AFTER_JA.match(text, row[-1].mention.end)), [])
    before = _BESIDES.search(text)
    if not before:
        return []
    behind = [one for one in passage.parties if one.start >= before.end() and one.role != "part" and one not in named]
    end = behind[-1].mention.end if behind else 0
    return behind if behind and (_JOINED_TOO.match(text, end) or not _VERB.search(text, end)) else []


_UP_TO_APPOSED = re.compile(r"(?:['’]s)?[^,;.]{0,40}")
"""What stands between a locality and the comma behind which it is said what that is, or what lies in it."""
_FOUNDED_IN = re.compile(
    r"\b(?:founded|established|set\sup|launched|created|headquarter\w*|based|held|hosted|secretariat|office"
    r"|ceremony|conference|meeting|congress|summit|forum|session|gathering|took\splace)\b[^,;]{0,40}$",
    re.IGNORECASE,
)
"""What stands before the place where a network was founded, or has its seat."""
_BESIDES = re.compile(
    r"\b(?:in\saddition\sto|besides|alongside|apart\sfrom"
    r"|(?:second|third|fourth|fifth|sixth|\d+th)\s[^.;]{3,80},?\s(?:after|following|behind)"
    r"|thứ (?:hai|ba|tư|năm|sáu|bảy|tám|\d+)\s[^.;]{3,80},?\s(?:sau|cùng với|bên cạnh)"
    r"|(?:after|following)(?=\s[^,.;]{2,40}(?:,\swhich\s(?:joined|became|was|followed)\b|\s\(\d{4}\b)))\s",
    re.IGNORECASE,
)
_AFTER_JA = re.compile("[(（)）]?[)）]?に(?:次[ぎぐい]|続[きくい])")
"""What stands in Japanese behind those who were members before the ones of whom the sentence is."""
_JOINED_TOO = re.compile(r",\swhich\s(?:joined|became|was|followed)\b")
_AFTER_WHOM = re.compile(
    r"(?:^(?:\([^()]*\)\s)?|\()(?:trước|sau|tiếp sau|cùng với|ngoài|bên cạnh)\s(?P<who>[^,()]{3,60})[,)]", re.IGNORECASE
)
"""How a Vietnamese sentence tells who was a member before those of whom it is, or joined after: Sau Hà Nội, Đà Lạt …"""
_VERB = re.compile(r"\b(?:has|have|had|was|were|is|are|will|\w+ed)\b")


def _leaves_out_who(text: str, cue: int) -> bool:
    """Whether a Japanese sentence does not say who joined: 連合には22年に加盟しました。"""
    return is_japanese(text) and not _SUBJECT.search(text, 0, cue)


_SUBJECT = re.compile("(?<![にでと])は|が(?![らりるれっげご])")


def holder(passage: Passage, network: Word) -> Party | None:
    """Return the locality of which a Vietnamese sentence says right before a designation that it holds it."""
    named = (one for one in passage.parties if one.role != "part")
    return next((one for one in named if _IS_ONE.fullmatch(passage.text, one.mention.end, network.start)), None)


def _meant(named: list[Party], text: str, cue: int) -> list[Party]:
    """Return those who are listed as members, each once: the list that is nearest to the words that say so."""
    if further := FURTHER.search(text):
        named = [one for one in named if one.start >= further.end()] or named
    lists = rows(named, text)
    found: dict[str, Party] = {}
    telling = _ENUMERATED.search(text)
    chosen = [one for one in named if telling and one.start >= telling.end()]
    if is_japanese(text):
        acting = [row for row in lists if _ACTS.match(text, row[-1].mention.end)]
        chosen = [one for row in acting for one in row]
        lists = acting or lists
    for one in (
        chosen
        if len(chosen) > 1
        else min(lists, key=lambda row: (-min(len(row), 3), min(abs(each.start - cue) for each in row)))
    ):
        found.setdefault(one.mention.phrase.casefold(), one)
    return list(found.values())


def rows(named: list[Party], text: str) -> list[list[Party]]:
    """Return localities by the lists in which they are named."""
    lists: list[list[Party]] = []
    for one in named:
        last = lists[-1][-1] if lists else None
        listed = _BOTH if last and last.side != one.side else _LISTED
        ends = (last.mention.end, last.mention.last) if last else ()
        if any(listed.fullmatch(text, end, one.mention.begin) for end in ends):
            lists[-1].append(one)
        else:
            lists.append([one])
    return lists


def _within(party: Party, network: Word | None, text: str) -> bool:
    """Whether a locality is named only in what a network is called: Osaka's Business Partner City."""
    if network is None:
        return False
    owns = bool(re.fullmatch(r"['’]s\s+", text[party.mention.end : network.start]))
    return owns or network.start <= party.mention.name_start < network.end


def _is_of_what_lies_there(named: list[Party], text: str, cue: int) -> bool:
    """Whether the Japanese clause of a listing has a subject of its own: フエは古都で、建物は世界遺産だ."""
    begin = text.rfind("、", 0, cue) + 1
    return bool(_LISTED_OF_ITS_OWN.match(text, begin, cue)) and not any(one.start >= begin for one in named)


def _quoted_from(text: str, cue: int) -> int:
    """Return where the Japanese sentence begins in which something is said, of several in one quotation."""
    return text.rfind("。", 0, cue) + 1 if is_japanese(text) else 0


def is_candidate(text: str, cue: int, network: Word | None) -> bool:
    """Whether a sentence is about becoming a member: applying, hoping, being examined."""
    near = text[max(cue - 60, 0) : cue + 40]
    if is_japanese(text):  # which says so behind, in what follows from the cue
        near = _TOLD_APART.split(text[cue : cue + 40], maxsplit=1)[0]
    if (
        _TALKS_OF.search(text[:cue])
        or pattern("candidates").search(near)
        or _ABOUT_JOINING.search(text, 0, cue + len("joining"))
    ):
        return True
    return bool(mood(text, cue, cue + 4))


_TOLD_APART = re.compile("(?:て(?:から|以来|おり|いる(?:が|ほか))|た(?:が|後|ほか|のに続き|のを受け))、")
"""What ends a clause that tells of what has been, so that who applies behind it is somebody else."""
_ABOUT_JOINING = re.compile(r"\b(?:about|on|for|of|towards?|considers?|considering)\sjoining$", re.IGNORECASE)
_TALKS_OF = re.compile(
    r"(?<!\w)(?:về việc|khả năng|lộ trình|thủ tục|chủ trương|xin ý kiến)\s(?:[^,.;]{0,40}\s)?$", re.IGNORECASE
)
"""What stands in Vietnamese before a joining of which there is only talk."""
