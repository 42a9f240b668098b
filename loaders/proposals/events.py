"""The visits, meetings, festivals and anniversaries that a sentence states."""

import re
from collections.abc import Iterator
from itertools import product

from loaders.proposals.acting import others_act
from loaders.proposals.days import Day, opening
from loaders.proposals.descriptions import is_english
from loaders.proposals.lexicon import countries, pattern
from loaders.proposals.moods import mood
from loaders.proposals.occasions import is_awaited, is_of_organisations, received_there
from loaders.proposals.passages import OTHER, SIDES, Discourse, Party, Passage
from loaders.proposals.sentences import clause_around, in_vietnamese
from loaders.proposals.stated import NotOurs, Stated, nearest
from loaders.proposals.told_days import counted_from, is_taken

_KINDS = ("visits", "meetings")
_OVER = re.compile(r"(?<!\w)(?:đã|vừa)(?!\w)|ed\b|met\b|[\u3040-\u9fff]", re.IGNORECASE)
_NAMES = {
    "gifts": "other",
    "joint": "other",
    "visits": "visit",
    "meetings": "meeting",
    "festivals": "festival",
    "anniversaries": "anniversary",
    "gatherings": "other",
}
FESTIVE = {"festival", "anniversary"}
_HIGH = re.compile(
    r"prime minister|national assembly|thủ tướng|quốc hội|chủ tịch nước|首相|国会|国家主席|政府", re.IGNORECASE
)


_ON_THE_VISIT = re.compile(
    r"(?:(?:nhân|trong|trước|sau)(?:\sdịp)?\schuyến|(?:during|on|after|before)\s(?:the|this|that|his|her"
    r"|their)(?:\s\w+)?|(?:kết thúc|trước|sau|tại|trong)(?:\s(?:cuộc|buổi))?)\s$",
    re.IGNORECASE,
)
_NO_MORE = re.compile(r"\s*(?:lần\s)?(?:này|đó|ấy|ngắn ngày|vừa qua|vừa rồi|nói trên|kể trên)?\s*[,.;]")
"""Words beside a visit that only say when something else was."""


def events(passage: Passage, discourse: Discourse) -> Iterator[Stated | NotOurs]:
    """Yield the event that a sentence states, if it does, or each of its parts, and what it tells of others."""
    parts = list(passage.parts())
    where = (passage.sentence.start, passage.sentence.start + len(passage.text))
    each = len(parts) > 1 and all(_is_of_both(part, discourse) for part in parts)
    for part in parts if each else [passage]:
        yield from _events(part, discourse, where)


def _is_of_both(part: Passage, discourse: Discourse) -> bool:
    """Whether a part of a sentence has a locality, a day and a word for an event of its own."""
    named = bool(part.of("jp", "party", "place") or part.of("vn", "party", "place"))
    return named and bool(part.days) and bool(_triggers(part.text)) and bool(discourse.named)


def _events(passage: Passage, discourse: Discourse, where: tuple[int, int]) -> Iterator[Stated | NotOurs]:
    text = passage.text
    planned, told_on = False, ""
    if is_awaited(text):
        yield NotOurs("planned", *where)
        return
    for kind, start, end in _triggers(text, passage.sentence.title):
        if pattern("in_general").search(text, max(start - 40, 0), end + 40):
            continue
        if _ON_THE_VISIT.search(text[:start]) and _NO_MORE.match(text, end):
            continue
        if kind == "meetings" and _is_of_workers(text, start, end):
            continue
        told = _mood(text, kind, start, end)
        if told or (planned and not _OVER.search(text[max(start - 12, 0) : end + 12])):
            planned = planned or bool(passage.parties)
            continue
        parties, carried = _parties(passage, discourse, (start, end), kind)
        if not parties or (carried and passage.opens_abroad()):
            continue
        elsewhere = "vn" in carried or any(one.start > start for one in parties.values())
        if elsewhere and _OF_A_COUNTRY.search(text[: start + 1]):
            continue
        weak, day = ["party"] if carried else [], _day(passage, start)
        if not day and _BACKGROUND.search(text, end):
            continue
        if told_on and not (_is_own(day, passage, start) and day and day.date != told_on):
            continue
        for vn, jp in product(*(passage.listed_with(parties.get(side)) for side in SIDES)):
            yield Stated("event", _NAMES[kind], vn, jp, day, False, "", [where], weak, passage.sentence.title)
        told_on = str(day.date) if day and day.date else ""
        if not told_on or not _JAPANESE.search(text):
            return
    if planned and not told_on and len({one.side for one in passage.parties if one.role == "party"}) == 2:
        yield NotOurs("planned", *where)


_WORK = re.compile(r"(?:đã\s)?làm việc|worked", re.IGNORECASE)


def _is_of_workers(text: str, start: int, end: int) -> bool:
    """Whether a word for a working session tells of those who are sent to work somewhere."""
    begin, _end = clause_around(text, start)
    return bool(_WORK.match(text, start, end) and pattern("workers").search(text, begin, start))


_BACKGROUND = re.compile(r"(?:こと|の)(?:から|[がを](?:きっかけ|機に|縁|契機|発端))")
"""What makes of a visit that has no day the ground of something else."""
_OF_A_COUNTRY = re.compile(
    "(?:ベトナム|日本|同国|両国)(?:国内|各地)?[をにへ](?:初めて|再び|相次いで|それぞれ|公式)?.?$"
)
"""What stands before a visit to a country, of which no locality is told."""


def is_of_others(text: str, at: int) -> bool:
    """Whether who acts before a verb, or whom a visit is to, stands for no locality."""
    return bool(_OTHER_HOSTS.search(text[:at])) or others_act(text, at)


def _tells_a_year(day: Day, text: str, at: int) -> bool:
    """Whether a year is that of an event: at the head of a line, or right before its verb: 昨年は知事が訪れた."""
    if not text[: day.start].strip("・●○■◆ "):
        return True
    between = text[day.end : at]
    return bool(_YEAR_OF.match(between)) and "、" not in between[2:]


_YEAR_OF = re.compile("(?:に|は|には|にも|も|の訪問)")


def _is_own(day: Day | None, passage: Passage, at: int) -> bool:
    """Whether a day stands in the clause of a verb: that of a second event in a Japanese sentence."""
    begin, end = clause_around(passage.text, at)
    return day is not None and begin <= day.start < end


def _mood(text: str, kind: str, start: int, end: int) -> str:
    """Return the mood of what is told: of a festival, that in which it is said to have been held."""
    if kind in {*_KINDS, "joint"}:
        return mood(text, start, end)
    if pattern("slated").search(text, end, clause_around(text, end)[1]):
        return "planned"
    if _PRAISED.search(text, clause_around(text, start)[0], start):
        return "praised"
    held = pattern("took_place").search(text)
    return mood(text, held.start(), held.end()) if held else ""


_PRAISED = re.compile(r"(?<!\w)(?:cảm ơn|đánh giá cao|hoan nghênh|khen ngợi|nhắc lại)(?!\w)", re.IGNORECASE)
"""What those who meet say of what was held before."""


def _triggers(text: str, title: bool = False) -> list[tuple[str, int, int]]:
    """Return the words for a visit or a meeting in a sentence, in their order; then those for what was held."""
    found = [(kind, one.start(), one.end()) for kind in _KINDS for one in pattern(kind).finditer(text)]
    said = ((kind, one.start(), one.end()) for kind in _KINDS for one in pattern("headlines", kind).finditer(text))
    found += [one for one in said if title or mood(text, *one[1:])]
    held = pattern("took_place").search(text)
    if held or title:
        found += [
            (kind, one.start(), one.end())
            for kind in ("festivals", "anniversaries")
            for one in pattern(kind).finditer(text)
        ]
    found += [(kind, one.start(), one.end()) for kind in ("gifts", "joint") for one in pattern(kind).finditer(text)]
    if held:
        found += [("gatherings", one.start(), one.end()) for one in pattern("gatherings").finditer(text)]
    order = {
        "visits": 0, "meetings": 0, "joint": 0, "festivals": 1, "anniversaries": 1, "gatherings": 2, "gifts": 2,
    }  # fmt: skip
    return sorted(found, key=lambda one: (order[one[0]], _is_of_a_noun(text, one[2]), one[1]))


def _is_of_a_noun(text: str, end: int) -> bool:
    """Whether a Japanese verb tells of a noun behind it, and the sentence of something else: 訪れた知事と会談した."""
    return bool(_ATTRIBUTE.match(text, end) and _JAPANESE.search(text))


_ATTRIBUTE = re.compile("(?:まし)?(?:た|ている|中の)(?=[「『一-鿿ァ-ヺ])(?!際|時|後|折|ため|上で|と)")


def _parties(
    passage: Passage, discourse: Discourse, verb: tuple[int, int], kind: str
) -> tuple[dict[str, Party], list[str]]:
    """Return who took part in an event, by side; one side may be the other state. Nothing if that is not told."""
    text, found, carried, at = passage.text, {}, [], verb[0]
    if discourse.for_others and lacks_subject(text, at):
        return {}, []
    others = _is_of_others(passage, verb, kind) or (kind in _KINDS and is_of_others(text, at))
    if _OTHER_HOSTS.search(text[:at]) or others:
        return {}, []
    held = kind in {"festivals", "anniversaries"} and _is_named_for(passage, at)
    roles = ("party", "place") if held else ("party",)
    for side in SIDES:
        worked = [
            one
            for one in passage.of(side, "place")
            if (_WORKED_AT.search(text[: one.start]) and not _is_met_by_envoy(text, verb))
            or (kind == "meetings" and _is_met_there(one, text, at))
        ]
        if not meets_the_state(text, side, discourse.envoys):
            worked = worked or received_there(side, passage, at)
        named = passage.of(side, *roles)
        named = [one for one in named if not _is_of_a_journey(one, text)] or named
        one = nearest(named or worked or _seats(passage, side), at)
        if one and not _is_of_the_state_instead(one, passage, at, discourse):
            found[side] = one
    for side in SIDES:
        if side in found or kind in {"gifts", "gatherings"} or _hosted_elsewhere(text, at):
            continue
        if _is_of_others_there(side, passage, at, discourse):
            continue
        meant = (
            discourse.meant(side, passage) if OTHER[side] in found else discourse.meant(side, passage, level_only=True)
        )
        if not meant and OTHER[side] in found and lacks_subject(text, at) and not discourse.of_envoy:
            meant = discourse.last(side) or (discourse.owner(side) if side == "jp" else None)
        if not meant and OTHER[side] in found and _TRAVELLERS.search(text[:at]) and not passage.abroad:
            meant = discourse.of_title(side)
        if meant:
            found[side] = meant
            carried.append(side)
    if not found and _THERE.search(text[:at]) and lacks_subject(text, at):
        found = {side: one for side in SIDES if (one := discourse.last(side))}
        carried = [*found]
    if not found and lacks_subject(text, at):
        meant, owner = discourse.meant("vn", passage), discourse.owner("jp")
        if meant and owner:
            found, carried = {"vn": meant, "jp": owner}, [*SIDES]
    acts = _an_organisation_acts(passage, at) or (is_english(text) and is_of_organisations(passage))
    if organisation_acts(passage, at) or (carried and acts):
        return {}, []
    for side in SIDES:
        if _is_of_others_there(side, passage, at, discourse):
            continue
        if carried == [OTHER[side]] and side not in found and (meant := discourse.meant(side, passage)):
            found[side] = meant
            carried.append(side)
    if len(found) == 2 or kind in {"gifts", "joint"}:
        return (found, carried) if len(found) == 2 else ({}, [])
    for side in SIDES:
        one = found.get(side)
        if not one and lacks_subject(text, at):
            one = discourse.last(side) or (discourse.owner(side) if side == "jp" else None)
        one = one or _consular(passage, side)
        if not one or OTHER[side] in found:
            continue
        by_envoys = OTHER[side] == "jp" and discourse.is_of_envoys("jp") and lacks_subject(text, at)
        on = _PERSON.search(text, *clause_around(text, at)) and discourse.before
        if by_envoys or any(meets_the_state(said, OTHER[side], discourse.envoys) for said in (text, on) if said):
            return {side: one}, carried
    return {}, []


def _is_of_others_there(side: str, passage: Passage, at: int, discourse: Discourse) -> bool:
    """Whether a clause has somebody of a side who is no locality, so that none that was named before is meant."""
    text = passage.text
    if pattern("pronouns", "both").search(text):
        return False
    of_state = {one for one in SIDES if meets_the_state(text, one, discourse.envoys)}
    only = side in of_state if _JAPANESE.search(text) else of_state == {side}
    return only or passage.names_organisation_of(side, clause_around(text, at)[0], len(text))


_OBJECT = 60
"""So far behind a Vietnamese verb the head of its object stands: “tiếp Đoàn đại biểu cấp cao Hội hữu nghị …”."""


_HOLDS_OFFICE = re.compile(
    r"(?<!\w)(?:chủ tịch|bí thư|lãnh đạo|ubnd|hđnd|chính quyền)(?:\s(?:ubnd|hđnd))?\s(?:tỉnh|thành phố|tp)(?!\w)",
    re.IGNORECASE,
)


_HEADS = re.compile(r"(?<!\w)(?:thống đốc|tỉnh trưởng|thị trưởng)(?!\w)", re.IGNORECASE)


def _seats(passage: Passage, side: str) -> list[Party]:
    """Return the places of which it is said behind them that those were met who hold its offices."""
    holds = _HOLDS_OFFICE if side == "vn" else _HEADS
    return [one for one in passage.of(side, "place") if holds.search(passage.text, one.mention.end)]


_AT_HOME = re.compile(r"(?<!\w)(?:thành ủy|thành phố|ubnd tp|hđnd tp)(?!\w)", re.IGNORECASE)
_OF_A_CONSUL = re.compile(r"lãnh sự[^,.;]{0,30}\s(?:tại|ở)\s(?:\w+\s){0,2}$", re.IGNORECASE)


def _consular(passage: Passage, side: str) -> Party | None:
    """Return the city in which a consul resides, where he meets those of the city, of which no other is named."""
    if passage.of(side) or passage.of(side, "place") or not _AT_HOME.search(passage.text):
        return None
    residing = [one for one in passage.of(side, "part") if _OF_A_CONSUL.search(passage.text[: one.start])]
    return Party(residing[0].mention, "party", residing[0].start) if residing else None


def _is_of_others(passage: Passage, verb: tuple[int, int], kind: str) -> bool:
    """Whether a Vietnamese clause tells of a meeting with somebody of a third country, or with an organisation."""
    text, (at, behind) = passage.text, verb
    if kind not in _KINDS or _JAPANESE.search(text):
        return False
    begin, end = clause_around(text, at)
    here = {one.side for one in passage.parties if one.role == "party" and begin <= one.start < end}
    if any(begin <= one < end for one in passage.abroad) and len(here) < 2:
        return True
    if _BY_WHOM.search(text, max(at - 8, 0), at):
        return False
    upto = min([behind + _OBJECT, *(one.start for one in passage.parties if one.role == "party" and one.start > at)])
    met = [one.start() for one in pattern("signers").finditer(text, at, upto)]
    return in_vietnamese(text) and any(not _OF_THE_STATE.match(text, one) for one in met)


_PERSON = re.compile(
    r"(?<!\w)(?:ông|bà|ngài|khách)\s(?:\w+\s){0,2}(?:đã|vừa|lần lượt|cũng|tiếp|gặp|thăm|đến|tới|có|được|hội)",
    re.IGNORECASE,
)
"""Somebody who acts that the sentence before has named."""
_BY_WHOM = re.compile(r"(?:được|do)\s(?:\w+\s)?$", re.IGNORECASE)
_TRAVELLERS = re.compile(
    r"(?:^|[,;:]\s|\b[Ii]n\s(?:the\s)?[A-Z]\w+,?\s)(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Tt]he\s(?:delegation|party|guests|mission|group)"
    r"|(?:[Mm]rs?\.?\s)?[A-ZĐ][\w’'-]+)\s(?:(?:then|also|later|has|had|have|first)\s){0,2}$"
)
"""How a report on a journey calls those who travel, of whose locality only the title speaks by name."""


def _is_of_the_state_instead(one: Party, passage: Passage, at: int, discourse: Discourse) -> bool:
    """Whether the clause of a Japanese verb names somebody of the state, and a locality stands before that clause."""
    begin, _end = clause_around(passage.text, at)
    if one.start >= begin or not _JAPANESE.search(passage.text) or one.side != "vn":
        return False
    return meets_the_state(passage.text[begin:at], one.side, discourse.envoys)


def _is_of_a_journey(one: Party, text: str) -> bool:
    """Whether a locality is only where somebody had been: ホイアンを訪れた知事."""
    return bool(_BEEN_TO.match(text, one.mention.end))


_BEEN_TO = re.compile("[をに](?:訪れた|訪ねた|訪問した|視察した|訪問中の|滞在中の)(?=[一-鿿ァ-ヺ])")


def _is_met_there(place: Party, text: str, at: int) -> bool:
    """Whether somebody who holds an office is met at a place, as a Japanese report says: 省で委員長と会談した."""
    if not _JAPANESE.search(text) or place.start > at:
        return False
    between = text[place.mention.end : at]
    led = pattern("local_leaders", place.side).search(between) and not pattern("national").search(between)
    return bool(led) and len(between) < _NEAR_PLACE


_NEAR_PLACE = 60


def _is_named_for(passage: Passage, at: int) -> bool:
    """Whether a festival has the name of a locality in its own: the Kanagawa Festival in Hanoi."""
    named = [one.mention for one in passage.parties if one.role != "part"]
    behind = 0 if _JAPANESE.search(passage.text) else 12
    return any(0 <= at - one.end <= 2 or 0 < one.start - at <= behind for one in named)


_WORKED_AT = re.compile(r"(?:làm việc|công tác)\s+tại\s+$|\bworked\s+in\s+$", re.IGNORECASE)
_WHOM = 25
"""So far behind a verb those begin at the latest who are met."""


def _is_met_by_envoy(text: str, verb: tuple[int, int]) -> bool:
    """Whether somebody of a state is met, so that the place where that was is none of those who meet."""
    return bool(pattern("national").search(text, verb[1], verb[1] + _WHOM))


_SUBJECT = re.compile(
    r"(?<!日)(?<!日に)(?<!年)(?<!月)(?<!年度)(?<!と)(?<!へ)(?<!で)(?<!から)(?<!県に)(?<!市に)(?<!省に)(?<!現在)"
    r"(?<!まで)(?<!年に)(?<!度に)(?<!月に)(?<!後に)(?<!際に)(?<!中に)(?<!では)(?:は|が)(?=[、\u3040-\u9fff])"
)
_JAPANESE = re.compile("[\u3040-\u309f]")


def lacks_subject(text: str, at: int) -> bool:
    """Whether a Japanese sentence does not say who acts: whoever it was spoken of."""
    return bool(_JAPANESE.search(text)) and not _SUBJECT.search(text[:at])


_SUBJECT_WITHIN = 20
_THERE = re.compile("現地|同地")


def organisation_acts(passage: Passage, at: int) -> bool:
    """Whether who acts in a Vietnamese clause, whose subject stands before its verb, is an organisation."""
    return in_vietnamese(passage.text) and _an_organisation_acts(passage, at)


def _an_organisation_acts(passage: Passage, at: int) -> bool:
    """Whether who acts, before the verb, is an organisation and nobody else that is named."""
    begin, _end = clause_around(passage.text, at)
    if _JAPANESE.search(passage.text):
        return False
    acts = pattern("signers").search(passage.text, begin, at)
    named = any(begin <= one.start < at for one in passage.parties if one.role == "party")
    if not acts or named or acts.start() - begin > _SUBJECT_WITHIN:
        return False
    return not _OF_THE_STATE.match(passage.text, acts.start())


def _hosted_elsewhere(text: str, at: int) -> bool:
    """Whether who meets is said to be no locality: a company, a school, an association."""
    if _JAPANESE.search(text):
        return bool(_OTHER_HOSTS.search(text[:at])) or bool(pattern("signers").search(text[at : at + 70]))
    hosts = [one.start() for one in pattern("signers").finditer(text[at : at + 70])]
    return any(not _OF_THE_STATE.match(text, at + host) for host in hosts)


_OTHER_HOSTS = re.compile(
    r"(?:名誉領事館?|大学|高校|学校|企業|会社|協会|商工会議?所?|病院|工場|団体)(?:[(（]\d+[)）])?(?:を|へ"
    r"|に|と)(?:初めて|新たに|それぞれ|相次いで)?、?$"
    r"|(?:理事長|会長|社長|学長|総長|校長|院長|頭取|支店長|所長)(?:[(（][^()（）]*[)）])?ら?(?:を|へ|に|と)(?:初めて|それぞれ)?、?$"
)
"""Whom a visit was to, right before its verb, if that is no locality."""
_OF_THE_STATE = re.compile(r"bộ\s|ministr", re.IGNORECASE)
_VIETNAMESE = re.compile(
    r"\b(?:Nguy[eễ]n|Ph[aạ]m|Tr[aầ]n|L[eê]|V[uũ]|V[oõ]|[DĐ]o[aà]n|Ng[oô]|Ho[aà]ng|B[uù]i|[DĐ][aặ]ng|Phan"
    r"|Hu[yỳ]nh|L[uư][oơ]ng)\s[A-ZĐ]"
    r"|グエン|ファム|チャン|ヴォー|ダン・|クオン|ヴー・|ズオン|ヒエウ"
)
"""How names of people from Vietnam begin: those of its ambassadors, where no state is named."""
_PLACED = re.compile(r"(?:\bat|\btại|\bở)\s+(?:the\s+)?$", re.IGNORECASE)
_STATES = re.compile(
    r"(?P<jp>japan(?:ese)?|nhật(?: bản)?|日本)|(?P<vn>viet ?nam(?:ese)?|việt nam|ベトナム|越)", re.IGNORECASE
)


def _is_of_vietnam(before: str) -> bool:
    """Whether the name before an office of a state is one of Vietnam: in katakana, and no third country."""
    name = _KATAKANA_PERSON.search(before)
    return name is not None and not name[0].startswith("ベトナム") and not countries(name[0])


_KANJI_PERSON = re.compile(
    r"(?:^|[、。はがと\s])[一-鿿]{3,6}(?:・?(?:副|内閣府))?(?:外務|農林水産|経済産業|国土交通|法務|文部科学|厚生労働|環境|総務|防衛)?$"
)
"""Who holds an office of a state that is not named, with the name of a Japanese."""
_KATAKANA_PERSON = re.compile(
    "[ァ-ヺー]{2,}(?:・[ァ-ヺー]+)*(?:駐日|特命全権|在[^、。・]{1,8}|計画投資|内務|外務|商工|副|常任)*$"
)
"""Who has such a name and an office of a state, in a text about both countries, holds that of Vietnam."""
_ENVOY = re.compile(r"ambassador|consul|đại sứ|lãnh sự|大使|領事", re.IGNORECASE)


def meets_the_state(text: str, country: str, envoys: frozenset[str]) -> bool:
    """Whether a body of the state of a country takes part: as the name of the state beside it says, or its rank.

    An envoy whose state is not named there is of the one state whose envoys all of the text speaks of.
    """
    for one in pattern("national").finditer(text):
        far = 12 if _JAPANESE.search(text) else 24
        begin, end = max(one.start() - far, 0), one.end() + far
        if pattern("not_national").search(text, begin, end) or _PLACED.search(text[: one.start()]):
            continue
        near = min(
            (one_of for one_of in _STATES.finditer(text, begin, end) if not _parted(text, one_of, one)),
            key=lambda state: min(abs(state.start() - one.end()), abs(one.start() - state.end())),
            default=None,
        )
        if not near and country == "jp" and _KANJI_PERSON.search(text[: one.start()]):
            return True
        if _is_of_vietnam(text[: one.start()]):
            if country == "vn":
                return True
            continue
        if near and near.lastgroup == country:
            return True
        if country == "vn" and not near and _VIETNAMESE.search(text, begin, end):
            return True
        if not near and _ENVOY.search(one[0]) and (envoys == {country} or (not envoys and country == "jp")):
            return True
        if not near and country == "vn" and _HIGH.search(one[0]):
            return True
    return False


def _parted(text: str, state: "re.Match[str]", office: "re.Match[str]") -> bool:
    """Whether a comma parts the name of a state from an office behind it: days in Japan, the Prime Minister."""
    return not _JAPANESE.search(text) and "," in text[state.end() : max(office.start(), state.end())]


def _day(passage: Passage, at: int) -> Day | None:
    """Return the day of an event: that in its clause, or else the nearest in the sentence before it."""
    begin, end = clause_around(passage.text, at)
    own = [day for day in passage.days if begin <= day.start < end and _is_day(day)]
    if _JAPANESE.search(passage.text):
        return _day_in_japanese(passage, at, own)
    before = [day for day in passage.days if day.start < at and _is_day(day)]
    behind = [day for day in passage.days if day.start >= at and _is_day(day)]
    found = own or before[-1:] or behind or _of_a_chronology(passage) or _years_of(passage, begin, at)
    return counted_from(found[0], passage.text, at) if found else None


def _years_of(passage: Passage, begin: int, at: int) -> list[Day]:
    """Return the one year before a verb in its clause, if the sentence tells no other."""
    years = [day for day in passage.days if day.date]
    return [day for day in years if begin <= day.start < at and len(years) == 1]


def _of_a_chronology(passage: Passage) -> list[Day]:
    """Return the year that stands before a colon at the beginning of a line, as in a chronology."""
    return [day for day in opening(passage.days, passage.text) if passage.text[day.end :].lstrip().startswith(":")]


def _day_in_japanese(passage: Passage, at: int, own: list[Day]) -> Day | None:
    """Return the day of an event: that in its clause, one before it, one at all; a year only at the head of a line."""
    free = [day for day in passage.days if not is_taken(day, passage.text, at)]
    days = [day for day in free if _is_day(day)]
    if any(not day.last and day.start < at for day in days):
        days = [day for day in days if not day.last]  # a day on a stay is told more closely than the stay
    if here := [day for day in own if day in days]:
        return here[0]
    head = (day for day in free if day.date and _tells_a_year(day, passage.text, at))
    before = _first_of_row([day for day in days if day.start <= at], passage.text)
    return before or next(iter(days), None) or next(head, None)


_CHAINED = re.compile("[しりびきえいみちけめげせれてで]、")


def _first_of_row(days: list[Day], text: str) -> Day | None:
    """Return the last of some days; of those that one verb has, the first: 16日に首相、18日に大臣と面会した."""
    found = days[-1:]
    for day in reversed(days[:-1]):
        if _CHAINED.search(text, day.end, found[0].start):
            break
        found = [day]
    return next(iter(found), None)


def _is_day(day: Day) -> bool:
    return day.date is None or len(day.date) >= 7
