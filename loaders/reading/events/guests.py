"""Who is whose guest in an English sentence: where somebody stays, and where the state acts and no locality."""

import re

from loaders.model.languages import is_english, is_japanese, is_vietnamese
from loaders.reading.context.acting import holds_an_office
from loaders.reading.context.discourse import Discourse
from loaders.reading.context.passages import OTHER, SIDES, Party, Passage
from loaders.reading.context.stated import nearest
from loaders.reading.context.states import meets_the_state
from loaders.reading.events.occasions import acts_for
from loaders.reading.language.lexicon import pattern
from loaders.reading.language.sentences import clause_around

_STAY = re.compile(r"(?:was|were|is|are|been|arrived|came|come|went|flew|travell?ed)\s(?:in|to)", re.IGNORECASE)
_TRAVELLER = re.compile(
    r"(?:^|[,;]\s|\b(?:where|when|as)\s)(?:he|she|they|the\s(?:\w+\s)?(?:delegation|mission|party|group|guests|mayor"
    r"|governor|chairman|leaders))\s(?:\w+\s)?$",
    re.IGNORECASE,
)
"""Who was spoken of and stays, right before the verb."""
_BESIDE = 3
"""Characters between the words for a stay and the name of the place."""


def is_stay(text: str, verb: tuple[int, int]) -> bool:
    """Whether the word for a visit says no more than that somebody was in a place, or came to it."""
    return bool(_STAY.fullmatch(text, *verb))


def stayed(passage: Passage, discourse: Discourse, verb: tuple[int, int]) -> dict[str, Party]:
    """Return where somebody who acts for a locality of the other country was, and that locality if it is named.

    Args:
        passage: the sentence.
        discourse: the text, which tells whether it speaks of those who govern there.
        verb: where the words for the stay begin and end.
    """
    places = [one for one in passage.parties if one.role != "part" and 0 <= one.start - verb[1] <= _BESIDE]
    if not places:
        return {}
    place = places[0]
    if _TO_ANOTHER_END.search(passage.text, place.mention.end) and not discourse.has_seats(place.side):
        return {}
    guests = [one for one in passage.of(OTHER[place.side]) if one.start < verb[0] and acts_for(one, passage)]
    if guest := nearest(guests, verb[0]):
        return {place.side: place, guest.side: guest}
    return {place.side: place} if _TRAVELLER.search(passage.text[: verb[0]]) else {}


def comes_for_another_end(passage: Passage, discourse: Discourse) -> bool:
    """Whether an English sentence tells of somebody who came to a place for something else than to meet those of it."""
    text = passage.text
    return any(
        _COMES.search(text[: one.start])
        and _TO_ANOTHER_END.search(text, one.mention.end)
        and not discourse.has_seats(one.side)
        for one in passage.parties
    )


_COMES = re.compile(r"\b(?:was|were|is|are|arrived|came|went|flew|fly|travell?ed)\s(?:in|to)\s$")
_TO_ANOTHER_END = re.compile(
    r"\b(?:to\s(?:promote|attend|take\spart|participate|join|introduce|present|advertise|sell|market)"
    r"|for\s(?:an?|the)\s(?:[\w-]+\s){0,4}(?:fair|conference|forum|seminar|festival|expo|exhibition|summit|congress))\b"
)
"""What somebody may have come for who does not meet those who govern a place."""


def is_of_the_state_instead(one: Party, passage: Passage, envoys: frozenset[str]) -> bool:
    """Whether somebody of the state acts before a locality of it is named for which nobody does: he beyond it."""
    text = passage.text
    if is_vietnamese(text):
        return _is_talked_of(one, text)
    if not is_english(text) or one.start < 0 or acts_for(one, passage):
        return False
    return meets_the_state(text[: one.start], one.side, envoys)


def _is_talked_of(one: Party, text: str) -> bool:
    """Whether a locality is only spoken of where somebody of its state is met: gặp Thủ tướng, …, quan hệ với Huế."""
    end = max(one.start, 0)
    if one.side == "vn" and any(_SAYS.search(text, state.end(), end) for state in _STATE_SPEAKS.finditer(text, 0, end)):
        return not holds_an_office(text, max(end - _NEAR, 0), one.mention.end)
    met = _MET_THE_STATE[one.side].search(text, 0, end)
    if not met or "," not in text[met.end() : one.start]:
        return False
    return bool(_SAYS.search(text, met.end(), one.start))


_NEAR = 40
_STATE_SPEAKS = re.compile(
    r"(?<!\w)(?:(?:phó )?thủ tướng(?: chính phủ| thường trực)?|(?:phó )?chủ tịch (?:nước|quốc hội)|bộ trưởng"
    r"|thứ trưởng)(?!\w)(?!\s(?:nhật|abe|kishida|suga|fukuda))",
    re.IGNORECASE,
)
"""Somebody of the state of Vietnam, who may speak of its localities."""


_MET_THE_STATE = {
    "vn": re.compile(
        r"(?<!\w)(?:gặp|tiếp kiến|chào|hội kiến|hội đàm với|làm việc với)\s(?:thủ tướng|chủ tịch (?:nước|quốc hội)"
        r"|phó thủ tướng|bộ trưởng|thứ trưởng)",
        re.IGNORECASE,
    ),
    "jp": re.compile(r"(?<!\w)(?:gặp|tiếp|đón|hội đàm với|làm việc với)\s(?:đại sứ|tổng lãnh sự) nhật", re.IGNORECASE),
}
_SAYS = re.compile(
    r"(?<!\w)(?:nói|cho biết|nhấn mạnh|khẳng định|cho rằng|đánh giá|bày tỏ|đề nghị|mong|cảm ơn|hoan nghênh"
    r"|kêu gọi|ghi nhận)(?!\w)",
    re.IGNORECASE,
)


def met_by_office(passage: Passage, discourse: Discourse, at: int) -> dict[str, Party]:
    """Return both localities where a sentence names neither, but the head of one who meets those of whom was told.

    Args:
        passage: the sentence.
        discourse: what was named before.
        at: where the word for the meeting begins.
    """
    text = passage.text
    if not is_english(text) or discourse.state or pattern("national").search(text):
        return {}
    heads = [side for side in SIDES if pattern("occasion", "seats", side).search(text)]
    if len(heads) < len(SIDES) and not (heads and _WHOM.match(text, at)):
        return {}
    both = {side: one for side in SIDES if (one := discourse.last(side))}
    return both if len(both) == len(SIDES) else {}


def are_both_meant(passage: Passage, discourse: Discourse, at: int) -> bool:
    """Whether an English sentence that names neither locality means both: “the city” alone is but one of them."""
    both = pattern("pronouns", "both").search(passage.text) or _RECEIVED_BY.match(passage.text)
    return bool(both or met_by_office(passage, discourse, at))


_RECEIVED_BY = re.compile(
    r"(?:They|It|He|She|The\s(?:\w+\s)?(?:guests?|delegation|group|mission|visitors?))\s(?:was|were)\s(?:\w+ly\s)?"
    r"(?:received|welcomed|greeted|hosted)\sby\b"
)
"""How an English sentence opens that tells who received those of whom the one before has told."""


_WHOM = re.compile(
    r"\w+(?:\s(?:with|talks\swith|on|by))?\s(?:him|her|it|them|(?:his|her|its|the|their)\s(?:\w+\s)?(?:guests?|visitors?"
    r"|delegation|mission|mayor|governor))\b"
)
"""A verb and whom it was who was met, of whom the sentence before has told."""


def without_topics(parties: list[Party], text: str) -> list[Party]:
    """Return parties without those whose relations a sentence is about: on cooperation between A and B."""
    form = _RELATIONS if is_english(text) else _RELATIONS_VI if is_vietnamese(text) else None
    if not form:
        return parties
    topics = [(one.end(), clause_around(text, one.end())[1]) for one in form.finditer(text)]
    return [one for one in parties if not any(begin <= one.start < end for begin, end in topics)]


_RELATIONS = re.compile(
    r"\b(?:cooperation|co-operation|collaboration|exchanges?|relations?|relationship|ties|friendship|partnership|links|bonds?)"
    r"\s(?:(?!deals?|agreements?|pact|accord|memorand|mou|documents?)\w+\s){0,2}between\s",
    re.IGNORECASE,
)


_RELATIONS_VI = re.compile(
    r"(?<!\w)(?:quan hệ|hợp tác|giao lưu|hữu nghị|kết nghĩa|ghi nhớ|thỏa thuận|văn bản|văn kiện)"
    r"(?:\s(?!giữa\b)[\w-]+){0,8}?\s(?:giữa|với|của)\s",
    re.IGNORECASE,
)


def is_behind(one: Party, passage: Passage, end: int) -> bool:
    """Whether a locality stands behind a verb in what was said, or behind a Japanese one and what that leads on to."""
    led_on = one.start > end and is_japanese(passage.text) and _LEADS_ON.search(passage.text, end - 2, one.start)
    return bool(led_on) or is_spoken_of(one, passage, end)


_LEADS_ON = re.compile("(?:し|[いっ]て|[んい]で|[びきみりえけげせべめれねい]|ほか|あと|[たる]が|おり)、|[会談敬見]や")


def is_spoken_of(one: Party, passage: Passage, end: int) -> bool:
    """Whether a sentence names a locality only in what somebody said behind the verb, and nobody of it."""
    if one.start < end or is_japanese(passage.text):
        return False
    if is_vietnamese(passage.text):
        told = _SAYS.search(passage.text, end, one.start)
        return bool(told and not pattern("offices").search(passage.text, told.end(), one.mention.end + _NEAR))
    if acts_for(one, passage):
        return False
    return bool(_SAID.search(passage.text, end, one.start))


_SAID = re.compile(
    r"\b(?:said|says|saying|noted|noting|recalled|stressed|affirmed|added|stated|expressed|praised|spoke|emphasi[sz]ed)\b"
)


def named_before(side: str, passage: Passage, discourse: Discourse) -> Party | None:
    """Return the locality for which somebody acts whom a sentence calls by the last name alone, told in full before."""
    last = discourse.last(side) if is_english(passage.text) else None
    if not last or last.mention.name not in discourse.before:
        return None
    names = (one["name"] for one in _LAST_NAME.finditer(passage.text))
    return last if any(re.search(rf"[A-ZĐ][^\W\d_]+\s{name}(?!\w)", discourse.before) for name in names) else None


_LAST_NAME = re.compile(
    r"(?:^|[,;]\s|\b(?:while|when|as|after)\s)(?:(?:Mr|Ms|Mrs)\.?\s|(?:Vice\s)?Chair(?:man|woman)\s|(?:Mayor|Governor"
    r"|Secretary)\s)?(?P<name>[A-ZĐ][^\W\d_]+)\s(?=(?:also\s|then\s)?(?:said|told|met|\w+ed|\w+s)\b)"
)
"""Who does something in English, by the last name: “…, Tam expressed her hope”."""


def goes_on_alone(text: str, at: int) -> bool:
    """Whether an English sentence begins with somebody of no office named, of whom the one before has told."""
    return is_english(text) and bool(_ALONE.fullmatch(text, 0, at))


_ALONE = re.compile(
    r"(?:[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}|He|She|The\s(?:diplomat|ambassador|envoy|consul(?:\sgeneral)?|minister))"
    r"\s(?:(?:also|then|later)\s)?"
)


def holds(passage: Passage, at: int) -> bool:
    """Whether an English sentence says right before a festival which one locality holds it, wherever that is."""
    before = passage.text[:at]
    return any(one.role == "party" and _HOLDS.fullmatch(before, one.mention.end) for one in passage.parties)


_HOLDS = re.compile(r"(?:\s\w+){0,3}\s(?:held|organi[sz]ed|hosted|staged)\s(?:an?|its|the)\s(?:[\w-]+\s){0,4}")


def without_a_destination(parties: list[Party], text: str, verb: tuple[int, int]) -> list[Party]:
    """Return parties without those to which something is said to lead, behind an English verb and whom it is of."""
    if not is_english(text):
        return parties
    return [one for one in parties if one.start < verb[1] or not _LEADS_TO.search(text[verb[1] : one.start])]


_LEADS_TO = re.compile(
    r"\b(?:tourism|flights?|tours?|routes?|trips?|travel|exports?|investment|back|return\w*)\s(?:to|in)\s(?:the\s)?$"
)


def is_named_for(passage: Passage, at: int) -> bool:
    """Whether a festival has the name of a locality in its own: the Kanagawa Festival in Hanoi."""
    named = [one.mention for one in passage.parties if one.role != "part"]
    behind = 0 if is_japanese(passage.text) else 12
    near = (one for one in named if 0 <= at - one.end <= 2 or 0 < one.start - at <= behind)
    return any(not _HELD_AT.match(passage.text, one.end) for one in near)


_HELD_AT = re.compile("で|に|を")
"""What makes of a locality before a festival the place where that is held, and no part of its name."""
