"""Who took part in an event: the localities that its sentence names or means, or one of them and the other state."""

import re

from loaders.model.languages import is_english, is_japanese, is_vietnamese
from loaders.reading.context.acting import heads_act, is_of_a_journey, lacks_subject, leaves_out_whose, seats
from loaders.reading.context.discourse import Discourse
from loaders.reading.context.organisations import (
    KINDS,
    OTHER_HOSTS,
    an_organisation_acts,
    before_next_verb,
    guest_is_of_organisation,
    hosted_elsewhere,
    is_of_next_verb,
    is_of_others,
    met_others,
    organisation_acts,
)
from loaders.reading.context.passages import OTHER, SIDES, Party, Passage
from loaders.reading.context.stated import nearest
from loaders.reading.context.states import meets_the_state
from loaders.reading.events.guests import (
    are_both_meant,
    goes_on_alone,
    holds,
    is_behind,
    is_named_for,
    is_of_the_state_instead,
    is_stay,
    met_by_office,
    named_before,
    stayed,
    without_a_destination,
    without_topics,
)
from loaders.reading.events.occasions import is_of_organisations, received_there
from loaders.reading.language.lexicon import pattern
from loaders.reading.language.sentences import clause_around

FESTIVE = {"festivals", "anniversaries"}
Found = tuple[dict[str, Party], list[str]]
"""Localities by side, and the sides of those that were named before."""


def participants(passage: Passage, discourse: Discourse, verb: tuple[int, int], kind: str) -> Found:
    """Return who took part in an event, by side; one side may be the other state. Nothing if that is not told.

    Args:
        passage: the sentence.
        discourse: what was named before.
        verb: where the word for the event begins and ends.
        kind: what that word is one of, by `vocabulary.yaml`.
    """
    text, at = passage.text, verb[0]
    others = met_others(passage, verb, kind) or (kind in KINDS and is_of_others(text, at))
    others = others or guest_is_of_organisation(passage, verb, kind)
    if others or OTHER_HOSTS.search(text[:at]) or (discourse.for_others and lacks_subject(text, at)):
        return {}, []
    found = _named(passage, discourse, verb, kind)
    carried = _carried(found, passage, discourse, at, kind)
    acts = an_organisation_acts(passage, at) or (is_english(text) and is_of_organisations(passage))
    if organisation_acts(passage, at) or (carried and acts):
        return {}, []
    for side in SIDES:
        if carried != [OTHER[side]] or side in found or _is_of_others_there(side, passage, at, discourse):
            continue
        if meant := discourse.meant(side, passage):
            found[side] = meant
            carried.append(side)
    if len(carried) == len(SIDES) and is_english(text) and not are_both_meant(passage, discourse, at):
        return {}, []
    if is_stay(text, verb) and (len(found) < len(SIDES) or len(carried) == len(SIDES)):
        return {}, []
    if len(found) == len(SIDES):
        return found, carried
    if kind == "joint" or (kind == "gifts" and not is_vietnamese(text)):
        return {}, []
    if kind == "gifts":
        found = {side: one for side, one in found.items() if one.start > at}
    return _with_the_state(found, passage, discourse, at), carried


def _named(passage: Passage, discourse: Discourse, verb: tuple[int, int], kind: str) -> dict[str, Party]:
    """Return the localities that a sentence names as those who took part."""
    text, at, found = passage.text, verb[0], {}
    if is_stay(text, verb):
        return stayed(passage, discourse, verb)
    held = kind in FESTIVE and is_named_for(passage, at) and not holds(passage, at)
    for side in SIDES:
        met = [one for one in passage.of(side, "place") if _is_met(one, text, verb, kind)]
        met = met or received_there(side, passage, at, discourse.envoys)
        hosts = passage.of(side)
        named = passage.of(side, "party", "place") if held and not (hosts and is_vietnamese(text)) else hosts
        named = [one for one in named if not is_of_a_journey(one.mention, text)] or named
        if kind in KINDS and not _between(text, verb):
            named = _apart_from_topics(named, text, side, discourse)
        named = [
            one for one in named if not (is_behind(one, passage, verb[1]) or _FORMERLY.match(text, one.mention.end))
        ]
        named = without_a_destination(named, text, verb) if kind == "visits" else named
        named = [one for one in named if not is_of_next_verb(one, text, verb[1])] if kind in KINDS else named
        if is_vietnamese(text) and met and all(one.start > met[0].start > at for one in named):
            named = met  # where they worked first; the other stands behind
        one = nearest(named or met or seats(passage, side), at)
        if one and not _is_of_the_state_instead(one, passage, at, discourse):
            found[side] = one
    return found


_FORMERLY = re.compile(r"\s(?:trước đây|trước kia)(?!\w)", re.IGNORECASE)
"""What stands in Vietnamese behind a locality of whose past is spoken: quan hệ với tỉnh Bình Dương trước đây."""


def _between(text: str, verb: tuple[int, int]) -> bool:
    """Whether the words for a meeting say between whom it was: talks between A and B took place."""
    return text[verb[0] : verb[1]].endswith("between")


def _apart_from_topics(named: list[Party], text: str, side: str, discourse: Discourse) -> list[Party]:
    """Return localities without those of which is only talked; in Vietnamese, if others act or one of the state."""
    apart = without_topics(named, text)
    if apart or meets_the_state(text, side, discourse.envoys):
        return apart
    return named if not is_english(text) or pattern("occasion", "seats", side).search(text) else apart


def _is_met(place: Party, text: str, verb: tuple[int, int], kind: str) -> bool:
    """Whether those who act for a locality are met where it is named as a place."""
    if _WORKED_AT.search(text[: place.start]) and not _is_met_by_envoy(text, verb):
        return True
    return kind == "meetings" and _is_met_there(place, text, verb[0])


def _carried(found: dict[str, Party], passage: Passage, discourse: Discourse, at: int, kind: str) -> list[str]:
    """Add the localities that a sentence means and does not name; return their sides."""
    text, carried = passage.text, []
    for side in SIDES:
        if side in found or kind in {"gifts", "gatherings"} or hosted_elsewhere(text, at):
            continue
        if kind in FESTIVE and holds(passage, at):
            continue
        if _is_of_others_there(side, passage, at, discourse):
            continue
        if meant := _meant(side, found, passage, discourse, at):
            found[side] = meant
            carried.append(side)
    if "jp" in found and "vn" not in found and _TO_THERE.search(text[: at + 1]) and (last := discourse.last("vn")):
        found["vn"] = last
        carried.append("vn")
    if not found and _THERE.search(text[:at]) and lacks_subject(text, at):
        found.update({side: one for side in SIDES if (one := discourse.last(side))})
        carried = [*found]
    if not found and lacks_subject(text, at):
        guest, owner = discourse.meant("vn", passage), discourse.owner("jp")
        if guest and owner:
            found.update(vn=guest, jp=owner)
            carried = [*SIDES]
    if not found and kind in KINDS and (both := met_by_office(passage, discourse, at)):
        found.update(both)
        carried = [*SIDES]
    return carried


def _meant(side: str, found: dict[str, Party], passage: Passage, discourse: Discourse, at: int) -> Party | None:
    """Return the locality of a side that a sentence means: by a word for it, or as who is spoken of."""
    if OTHER[side] not in found:
        return discourse.meant(side, passage, level_only=True)
    if meant := discourse.meant(side, passage):
        return meant
    if leaves_out_whose(passage.text, at) and not (discourse.of_envoy or (side == "vn" and discourse.envoy_lead)):
        meant = discourse.last(side) or (discourse.owner(side) if side == "jp" else None)
    if not meant and _TRAVELLERS.search(passage.text[:at]) and not passage.abroad:
        meant = discourse.of_title(side)
    return meant or named_before(side, passage, discourse)


def _with_the_state(found: dict[str, Party], passage: Passage, discourse: Discourse, at: int) -> dict[str, Party]:
    """Return the one locality that met somebody of the other state; nothing if that is not told."""
    text = passage.text
    unsaid = lacks_subject(text, at)
    for side in SIDES:
        one = found.get(side)
        if not one and unsaid:
            one = discourse.last(side) or (discourse.owner(side) if side == "jp" else None)
        one = one or _consular(passage, side)
        if not one or OTHER[side] in found:
            continue
        by_envoys = OTHER[side] == "jp" and discourse.is_of_envoys("jp") and unsaid
        by_envoys = by_envoys or (_WITH_JAPAN.match(text, one.mention.end) is not None and "jp" in discourse.envoys)
        on = (_PERSON.search(text, *clause_around(text, at)) or goes_on_alone(text, at)) and discourse.before
        on = discourse.envoy_lead if unsaid and discourse.envoy_lead else on
        if by_envoys or any(meets_the_state(said, OTHER[side], discourse.envoys) for said in (text, on) if said):
            return {side: one}
    return {}


_WITH_JAPAN = re.compile(r"\s[-–]\s(?:Nhật(?:\sBản)?|Japan)(?!\w)")
"""What stands behind a locality in the name of what it holds with Japan: Giao lưu văn hóa Hội An - Nhật Bản."""
_OBJECT = 120
"""So far behind a Vietnamese verb its object reaches."""


def _is_of_others_there(side: str, passage: Passage, at: int, discourse: Discourse) -> bool:
    """Whether a clause has somebody of a side who is no locality, so that none that was named before is meant."""
    text = passage.text
    if pattern("pronouns", "both").search(text):
        return False
    here = before_next_verb(text, at)
    of_state = {one for one in SIDES if meets_the_state(here, one, discourse.envoys)}
    only = side in of_state if is_japanese(text) else of_state == {side}
    begin, _end = clause_around(text, at)
    upto = at + _OBJECT if is_vietnamese(text) else len(text)
    return only or (not heads_act(side, text, begin, at) and passage.names_organisation_of(side, begin, upto))


_AT_HOME = re.compile(r"(?<!\w)(?:thành ủy|thành phố|ubnd tp|hđnd tp)(?!\w)", re.IGNORECASE)
_OF_A_CONSUL = re.compile(r"lãnh sự[^,.;]{0,30}\s(?:tại|ở)\s(?:\w+\s){0,2}$", re.IGNORECASE)


def _consular(passage: Passage, side: str) -> Party | None:
    """Return the city in which a consul resides, where he meets those of the city, of which no other is named."""
    if passage.of(side) or passage.of(side, "place") or not _AT_HOME.search(passage.text):
        return None
    residing = [one for one in passage.of(side, "part") if _OF_A_CONSUL.search(passage.text[: one.start])]
    return Party(residing[0].mention, "party", residing[0].start) if residing else None


_PERSON = re.compile(
    r"(?<!\w)(?:ông|bà|ngài|khách)\s(?:\w+\s){0,2}(?:đã|vừa|lần lượt|cũng|tiếp|gặp|thăm|đến|tới|có|được|hội)",
    re.IGNORECASE,
)
"""Somebody who acts that the sentence before has named."""
_TRAVELLERS = re.compile(
    r"(?:^|[,;:]\s|\b[Ii]n\s(?:the\s)?[A-Z]\w+,?\s)(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Tt]he\s(?:delegation|party|guests|mission|group)"
    r"|(?:[Mm]rs?\.?\s)?[A-ZĐ][\w’'-]+)\s(?:(?:then|also|later|has|had|have|first)\s){0,2}$"
)
"""How a report on a journey calls those who travel, of whose locality only the title speaks by name."""


def _is_of_the_state_instead(one: Party, passage: Passage, at: int, discourse: Discourse) -> bool:
    """Whether somebody of the state meets, and a locality is but talked of, or stands before the clause of the verb."""
    begin, _end = clause_around(passage.text, at)
    if is_of_the_state_instead(one, passage, discourse.envoys):
        return True
    if not is_japanese(passage.text) or one.side != "vn":
        return False
    if _TALKED_OF.match(passage.text, one.mention.end):
        return meets_the_state(passage.text, one.side, discourse.envoys)
    if not one.mention.level and _BEEN_THERE.match(passage.text, one.mention.end):
        behind = passage.text[one.mention.end :]
        of_state = meets_the_state(behind, one.side, discourse.envoys)
        return of_state and not pattern("local_leaders", one.side).search(behind)
    if one.start >= begin:
        return False
    return meets_the_state(_ITS_HOUSE.sub("", passage.text[begin:at]), one.side, discourse.envoys)


_ITS_HOUSE = re.compile("(?:大使|領事)館(?:と|や|および|及び|など|$)")
"""What is visited beside a locality, so that it is not the state who acts: 在大阪総領事館と堺市を訪問した."""

_BEEN_THERE = re.compile("(?:を|に)(?:訪れ|訪問し|訪ね|入り|入っ)|入りし")
"""What stands behind the name of the capital where those of the state are met: ハノイを訪れ、首相と会談した."""
_TALKED_OF = re.compile("と(?:の)?[^、。]{0,14}(?:について|に関し|を話題|を(?:紹介|説明))")


def _is_met_there(place: Party, text: str, at: int) -> bool:
    """Whether somebody who holds an office is met at a place, as a Japanese report says: 省で委員長と会談した."""
    if not is_japanese(text) or place.start > at:
        return False
    between = text[place.mention.end : at]
    led = pattern("local_leaders", place.side).search(between)
    if not led or pattern("national").search(between) or _OF_A_BODY.search(between[: led.start()]):
        return False
    of_whole = place.mention.level == "市" and _OF_ITS_PROVINCE.match(between)
    return not of_whole and len(between) < _NEAR_PLACE


_OF_A_BODY = re.compile("(?:団体|企業|社|協会|連盟|会議所|大学|銀行|工場)の?[^、。はがを]{0,6}$")
"""What stands before the head of something else that is met at a place: 東京で商工団体の幹部と会談した."""


_NEAR_PLACE = 60
_OF_ITS_PROVINCE = re.compile("で、?同?省(?:人民|共産|党|政府|の)")
"""What stands behind a city in which those are met who hold the offices of its province: ダラット市で省人民委員会の…"""


_WORKED_AT = re.compile(r"(?:làm việc|công tác)\s+tại\s+$|\bworked\s+in\s+$", re.IGNORECASE)
_WHOM = 25
"""So far behind a verb those begin at the latest who are met."""


def _is_met_by_envoy(text: str, verb: tuple[int, int]) -> bool:
    """Whether somebody of a state is met, so that the place where that was is none of those who meet."""
    return bool(pattern("national").search(text, verb[1], verb[1] + _WHOM))


_THERE = re.compile("現地|同地")
_TO_THERE = re.compile("(?:現地|同地)(?:を|へ|に(?:赴|入|派遣))")
