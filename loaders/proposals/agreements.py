"""The agreements that a sentence states: what was signed, what two localities are, what it takes for granted."""

import re
from collections.abc import Iterator
from itertools import pairwise, product

from loaders.proposals.days import Day, opening
from loaders.proposals.events import lacks_subject
from loaders.proposals.lexicon import fields, pattern, topics
from loaders.proposals.listed_documents import labelled_day, listed_day
from loaders.proposals.listings import owner
from loaders.proposals.moods import mood
from loaders.proposals.passages import OTHER, SIDES, Discourse, Party, Passage
from loaders.proposals.sentences import clause_around, in_vietnamese
from loaders.proposals.signed_documents import LETTERS, Document, named_documents
from loaders.proposals.signings import (
    both_by_office,
    day_of_relative,
    days_since,
    is_looked_back_on,
    is_paired_elsewhere,
    is_partner_behind,
    is_talked_of,
    of_assemblies,
    rests_on,
    stands_between,
)
from loaders.proposals.stated import NotOurs, Stated, nearest

_ASSEMBLY = re.compile(
    r"people['’]s council|\bcouncil\b|assembl(?:y|ies)|hội đồng nhân dân|hđnd|hội đồng tỉnh|hội đồng thành phố"
    r"|hội đồng (?:dân biểu|nghị (?:sĩ|sỹ|viên))|nghị viện"
    r"|cơ quan dân cử|elected bodies|議会|人民評議会",
    re.IGNORECASE,
)
_ASSEMBLIES = re.compile(r"assemblies|elected bodies|cơ quan dân cử|両議会", re.IGNORECASE)
_CONTINUES = re.compile(
    r"^(?:tại đây|dịp này|nhân dịp này|sau khi|sau đó|tiếp đó|tại buổi|cũng|hai bên (?:đã )?ký"
    r"|trước sự chứng kiến|kết thúc (?:buổi|cuộc|hội|chuyến)|ngay sau|sau (?:hội đàm|buổi|cuộc)"
    r"|cũng (?:tại|trong)|trong khuôn khổ|nhân (?:chuyến|buổi|dịp)"
    r"|on this occasion|at the (?:meeting|ceremony|event)|on the occasion|there|the deal|(?:after"
    r"|following|during|at the (?:close|end) of|before)\s(?:the|their|his|her|these|those)\s(?:talks"
    r"|meeting|visit|session|reception)|afterwards|then\b"
    r"|この機会|席上|その後|会談後|これに|会談(?:に先立|の(?:後|席|場))|終了後|引き続き|続いて|最後に"
    r"|あわせて|併せて|式(?:で|に先立))",
    re.IGNORECASE,
)
_ON_A_TRIP = re.compile(
    r"(?<!\w)(?:trong|nhân|vào)\s(?:dịp\s|khuôn khổ\s)?(?:chuyến|đợt)\s(?:thăm|đi|công tác|làm việc|công du)",
    re.IGNORECASE,
)
_THEN_AND_THERE = re.compile(
    r"(?<!\w)(?:dịp này|tại đây|tại đó|tại (?:buổi|cuộc|lễ|hội đàm|hội nghị)|ngay sau (?:đó|hội đàm|buổi|cuộc)|sau đó"
    r"|sau (?:hội đàm|buổi|cuộc|khi trao đổi)|(?:trước|với|dưới) sự chứng kiến|cũng trong (?:buổi|ngày|dịp)"
    r"|kết thúc)(?!\w)",
    re.IGNORECASE,
)
"""What says that something was on the occasion of which the text has just told."""
_ON_THAT_OCCASION = re.compile(
    r"(?:dịp|chuyến(?:\s\w+){0,4}|lần|buổi|hôm)\s(?:đó|ấy)(?!\w)|\b(?:on|during)\sthat\s(?:occasion|visit|trip|tour)\b"
    "|その(?:際|折|時|とき|訪問|席)",
    re.IGNORECASE,
)
"""What says that something was when that was of which the sentence before tells."""
_BEFOREHAND = re.compile(r"(?:ngay\s)?sau khi\s[^,]*$", re.IGNORECASE)
_ANNIVERSARY = re.compile(r"\d+\s?(?:周年|年目|years)|anniversary", re.IGNORECASE)
_YEARS_SINCE = re.compile(
    r"(?:\banniversary\sof\s[^,.;]{0,30}|kỷ niệm (?:lần thứ )?\d+ năm [^,.;]{0,30})$", re.IGNORECASE
)
"""What stands before a document that is looked back on, so that the day is that of the looking back."""
_SINCE = re.compile(
    r"^[^.。;]{0,90}(?:\bsigned\s(?:in|on)|\bsince|\bdated|\bof"
    r"|có từ(?: ngày)?|từ(?: năm| ngày)?|ký(?: kết)?(?: năm| ngày)?)\s$",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"^[^,;]{0,80}\b(?:(?:on|about|for)\s\w+ing|to\shold|to\sorganise|(?:về|nhằm)\s(?:việc\s)?tổ chức)\b[^,;]*$",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"(?:\b(?:an(?:other|\searlier)|(?:the|an?)\s(?:earlier|previous|former|first|old))|(?:以前|前回|従来"
    r"|当初)の)\s?$",
    re.IGNORECASE,
)
_HAVE = re.compile(
    r"(?:have|has|had|có|đã có)\s+(?:(?:had\s+)?(?:an?\s+)?(?:\w+\s+){0,2}"
    r"|(?:\w+\s){0,3}(?:văn bản|văn kiện|thỏa thuận|thoả thuận|bản ghi nhớ)(?:\s\w+){0,4}:\s?[“\"][^.;]*)$",
    re.IGNORECASE,
)


def agreements(passage: Passage, discourse: Discourse) -> Iterator[Stated | NotOurs]:
    """Yield the agreements that a sentence states, and what it tells of others."""
    for document in named_documents(passage.text):
        yield from _stated(document, passage, discourse)


def _stated(document: Document, passage: Passage, discourse: Discourse) -> Iterator[Stated | NotOurs]:
    text, start = passage.text, passage.sentence.start
    where = (start, start + len(text))
    parties, carried = _parties(document, passage, discourse)
    verb = pattern("signed").match(text, document.verb) if document.verb >= 0 else None
    verb = verb or (pattern("ceremonies").match(text, document.start) if document.verb >= 0 else None)
    told = mood(text, document.verb, verb.end()) if verb else mood(text, document.start, document.end)
    if not told and mood(text, document.start, document.end) == "denied":
        told = "denied"
    if not told and pattern("to_be_signed").search(text, document.start, document.end + 12) and not verb:
        told = "planned"
    told = told or ("planned" if verb and _is_still_to_come(text, verb) else "")
    told = told or ("planned" if is_talked_of(document, text) else "")
    ours = [one for one in parties.values() if one]
    if carried and (is_paired_elsewhere(parties.values(), passage) or passage.opens_abroad()):
        return
    clause = clause_around(text, document.start)
    here = {one.side for one in ours if clause[0] <= one.start < clause[1]}
    if any(clause[0] <= at < clause[1] for at in passage.abroad) and len(here) < 2:
        if verb and ours:
            yield NotOurs("abroad", *where)
        return
    if told and (ours or carried):
        yield NotOurs(told, *where)
        return
    if not all(parties.values()):
        if verb and ours:
            yield NotOurs(_reason(passage, document), *where)
        return
    if verb and _others_sign(passage, document, parties):
        yield NotOurs("organisation", *where)
        return
    if (
        carried
        and pattern("signers").search(text, 0, document.end + 60)
        and (passage.abroad or not _names_bodies(text))
    ):
        yield NotOurs("organisation", *where)
        return
    stands = _day_of_line(document, passage) or owner(passage, discourse)
    if not verb and document.alone and not (stands or _presupposed(document, passage, parties)):
        return
    kind = "legislative" if of_assemblies(parties.values(), text) else _kind(document, text)
    if len(carried) == len(SIDES) and _both_assemblies(discourse.before):
        kind = "legislative"
    weak = (["party"] if carried else []) + ([] if document.kind or kind == "legislative" else ["kind"])
    days = _days(document, passage, discourse)
    listed = _bracket(text, document.start) < 0
    for vn, jp in product(*(passage.listed_with(parties[side]) if listed else [parties[side]] for side in SIDES)):
        own = next((day for one in (vn, jp) if (day := _of_its_own(one, passage))), None) if listed else None
        for day in [own] if own else [*days, *_renewals(document, passage, days)]:
            stay = day is not None and (day.last is not None or _is_of_a_trip(document, passage, day))
            another = bool(_ANOTHER.search(text[: document.start]))
            yield Stated(
                "agreement", kind, vn, jp, day, stay, "", [where], weak, passage.sentence.title, another, bool(verb)
            )


def _is_still_to_come(text: str, signing: "re.Match[str]") -> bool:
    """Whether a signing that is named by a noun is said behind it to be scheduled, or put off."""
    noun = pattern("signing_nouns").match(text, signing.start())
    return bool(noun and pattern("slated").search(text, signing.end()))


_ITS_YEAR = re.compile(r"\s*(?:\([^()]{1,40}\)\s*)?\((?:[^()\d]{0,25})$")


def _of_its_own(party: Party | None, passage: Passage) -> Day | None:
    """Return the date in brackets right behind a locality of a list: Sakai (2009), Mitsuke (2013)."""
    if not party or party.start < 0 or LETTERS.search(passage.text):
        return None
    behind = [day for day in passage.days if day.start > party.mention.end]
    return next((day for day in behind[:1] if _ITS_YEAR.fullmatch(passage.text, party.mention.end, day.start)), None)


def _is_of_a_trip(document: Document, passage: Passage, day: Day) -> bool:
    """Whether a document was signed on some day of a trip, of which the text has told one day."""
    begin, end = clause_around(passage.text, document.start)
    return day not in passage.days and bool(_ON_A_TRIP.search(passage.text, begin, end))


def _renewals(document: Document, passage: Passage, days: list[Day | None]) -> Iterator[Day]:
    """Yield when a document that was signed before was renewed, as the same sentence tells."""
    for found in pattern("renewed").finditer(passage.text):
        begin, end = clause_around(passage.text, found.start())
        own = [day for day in passage.days if day.date and begin <= day.start < end and day not in days]
        again = found.start() != document.verb or any(day and day.start < found.start() for day in days)
        if own and again and not mood(passage.text, found.start(), found.end()):
            near = [day for day in own if day.start > found.start()] or own[-1:]
            yield near[0]
            yield from _in_row_behind(near, passage)


def _in_row_behind(days: list[Day], passage: Passage) -> Iterator[Day]:
    """Yield the dates that stand in one row behind the first of some: các năm 2016, 2019 và 2022."""
    beyond = [day for day in passage.days if day.start > days[0].start and day.date]
    for last, day in pairwise([days[0], *beyond]):
        if not _ROW.fullmatch(passage.text, last.end, day.start):
            return
        yield day


_ROW = re.compile(r"\s?(?:,|、|,?\s(?:and|và))\s?(?:năm\s|in\s)?", re.IGNORECASE)


def _others_sign(passage: Passage, document: Document, parties: dict[str, Party | None]) -> bool:
    """Whether those who are said to sign, before the verb, are organisations, and localities stand only behind it."""
    text = passage.text
    begin, _end = clause_around(text, document.verb)
    if LETTERS.search(text[document.verb : document.verb + 2]) or not pattern("signers").search(
        text, begin, document.verb
    ):
        return False
    named = [one for one in parties.values() if one and one.start >= 0]
    return not any(one.start < document.verb for one in named) and not _BETWEEN.search(text, document.verb)


_BETWEEN = re.compile(r"\b(?:between|giữa)\b", re.IGNORECASE)


def _names_bodies(text: str) -> bool:
    """Whether a sentence names bodies of localities, beside others that sign documents."""
    return bool(
        _ASSEMBLY.search(text)
        or re.search(
            r"ubnd|people['’]s committee|governor|mayor|chủ tịch|知事|市長|両|(?<![一-鿿])[省市県町]と[省市県町]",
            text,
            re.IGNORECASE,
        )
    )


def _reason(passage: Passage, document: Document) -> str:
    text = passage.text
    if passage.abroad:
        return "abroad"
    if pattern("ministries").search(text):
        return "ministry"
    return "organisation" if pattern("signers").search(text) else "unnamed"


def _parties(document: Document, passage: Passage, discourse: Discourse) -> tuple[dict[str, Party | None], list[str]]:
    """Return who is party to a document, by side, and the sides that were named before."""
    text, carried = passage.text, []
    found: dict[str, Party | None] = {}
    bracket = _bracket(text, document.start)
    both = discourse.both(passage, document.start) or both_by_office(document, passage, discourse)
    if both and bracket < 0:
        return both, [*SIDES]
    for side in SIDES:
        named = passage.of(side)
        if bracket >= 0 and (inside := [one for one in named if bracket - 4 <= one.mention.end <= bracket]):
            named = inside
        elif bracket >= 0:
            named = [one for one in named if one.start < bracket]
        clause = clause_around(text, document.start)
        close = [one for one in named if clause[0] <= one.start < clause[1]]
        found[side] = nearest(close or named, document.verb if document.verb >= 0 else document.start)
    sheet = bool(_day_of_line(document, passage))
    if whose := owner(passage, discourse):
        found[whose.side] = whose
    if not any(found.values()) and _is_between_the_two(document, passage):
        both = {side: discourse.sole(side) for side in SIDES}
        if all(both.values()) and not discourse.abroad:
            return both, [*SIDES]
    for side in SIDES:
        if not found[side] and passage.names_organisation_of(side, *clause_around(text, document.start)):
            continue
        meant = discourse.meant(side, passage) or (discourse.titled(side) if sheet else None)
        told = document.verb >= 0 or _ITEM.match(text)
        if not meant and told and found[OTHER[side]] and bracket < 0:
            meant = discourse.last(side)
        if not meant and is_partner_behind(document, found[OTHER[side]], text):
            meant = discourse.of_title(side) or discourse.last(side)
        if not meant and (sheet or found[OTHER[side]]) and _leaves_out_who(document, passage):
            meant = discourse.owner(side)
        if not found[side] and meant:
            found[side] = meant
            carried.append(side)
    return found, carried


_ITEM = re.compile(r"(?:\(?\d{1,2}[.)]|[-–•*+])\s")
"""How an item of a list begins, of which the heading tells whose list it is."""
_LABEL = re.compile(r"[^.。:：]{0,90}[:：]\s?")


def _day_of_line(document: Document, passage: Passage) -> Day | None:
    """Return the day of a document in a line of a sheet or list: Sisterhood with X: 24 December 2014."""
    label = _LABEL.match(passage.text)
    if label and document.end <= label.end():
        return next((day for day in passage.days if day.start == label.end()), None)
    return labelled_day(document, passage) or listed_day(document, passage)


def _is_between_the_two(document: Document, passage: Passage) -> bool:
    """Whether a Japanese sentence names nobody with whom a document was signed: those whom all of the text is about."""
    begin, _end = clause_around(passage.text, document.start)
    told = (
        (document.kind or passage.days)
        and document.verb >= document.end - 1
        and not passage.line
        and not passage.abroad
        and _leaves_out_who(document, passage)
    )
    return bool(told) and not _WITH.search(passage.text, begin, document.start)


_WITH = re.compile("(?<![こも])と(?!も|して|とも)")


def _leaves_out_who(document: Document, passage: Passage) -> bool:
    """Whether a Japanese sentence does not say who signed, as a page of a locality does of itself."""
    at = document.verb if document.verb >= 0 else document.start
    unsaid = passage.line or lacks_subject(passage.text, at)
    return unsaid and not pattern("signers").search(passage.text)


def _bracket(text: str, at: int) -> int:
    """Return where the bracket opens in which something stands; -1 if it stands in none."""
    opened = max(text.rfind("(", 0, at), text.rfind("（", 0, at))
    closed = max(text.rfind(")", 0, at), text.rfind("）", 0, at))
    return opened if opened > closed else -1


def _presupposed(document: Document, passage: Passage, parties: dict[str, Party | None]) -> bool:
    """Whether a document that is not said to be signed is one of two parties: it has a kind, and them beside it."""
    explicit = [one.start for one in parties.values() if one and one.start >= 0]
    if _HAVE.search(passage.text[: document.start]):
        return all(at < document.end + 40 for at in explicit)
    if not document.kind:
        return stands_between(document, passage.text, explicit) or rests_on(document, passage.text, explicit)
    if any(is_partner_behind(document, one, passage.text) for one in parties.values()):
        return any(day.date for day in passage.days)
    near = [one for one in parties.values() if one and one.start >= 0 and abs(one.start - document.start) < 90]
    dated = any(abs(day.start - document.start) < 40 and day.date for day in passage.days)
    if not explicit and any(_SINCE.search(passage.text[document.end : day.start]) for day in passage.days if day.date):
        return True
    if near and _ITEM.match(passage.text) and any(day.date for day in passage.days):
        return True
    return len(near) == 2 or (dated and bool(near or document.start >= 0))


def _kind(document: Document, text: str) -> str:
    """Return the kind of agreement that a document is, by its own words and by who signed it."""
    begin, end = clause_around(text, document.start)
    around = text[max(begin - (120 if in_vietnamese(text) else 60), 0) : end]
    one = re.search(r"\bone\b.*", text[: document.start])
    if _ASSEMBLY.search(around if not one else text[max(0, document.start - 10) : end]) and _both_assemblies(around):
        return "legislative"
    if document.kind:
        return document.kind
    topic = topics().find(text[document.start : end])
    if topic:
        return topic[0].meaning
    window = text[max(document.start - 25, 0) : document.end + 50]
    return "sectoral" if _is_of_a_field(window) else "friendship-cooperation"


def _both_assemblies(text: str) -> bool:
    return len(_ASSEMBLY.findall(text)) > 1 or bool(_ASSEMBLIES.search(text))


_TOPIC_JA = re.compile(
    r"(?P<of>[^「」『』、。()（）はが\d\s年月・]{2,30})(?:に関する|についての|に係る|に向けた)[^「」、。]{0,4}(?:協定|合意書|確認書|議定書|文書|取り?決め)"
)
_AT_LARGE = re.compile(
    "友好|親善|交流|協力|関係|連携|相互|両|更なる|さらなる|強化|発展|推進|促進|構築|樹立|確立|包括的?|及び|地方|自治体|間|都市|都?道?府?県|市|省|[・のなにをと等]|「"
)
"""Words of cooperation at large: what else a document is about is a field."""


def _is_of_a_field(text: str) -> bool:
    """Whether a document is about a field that is named, and not about cooperation at large."""
    if (topic := _TOPIC_JA.search(text)) and _AT_LARGE.sub("", topic["of"]):
        return True
    about = re.search(r"\b(?:on|in|về|trong lĩnh vực)\s+(.{0,50})|(.{0,25})に関する", text)
    return bool(about and fields().search(about[0])) or bool(re.search(r"[・、](?:.{1,6})に関する", text))


def _days(document: Document, passage: Passage, discourse: Discourse) -> list[Day | None]:
    """Return when a document was signed; several documents are told by several dates in a row."""
    text, days = passage.text, passage.days
    if _ANNIVERSARY.search(text, document.end, max(document.end, document.verb) + 16):
        return [None]
    if _YEARS_SINCE.search(text[: document.start]):
        return [None]
    bracket = _bracket(text, document.start)
    if bracket >= 0:
        closing = text.find(")", bracket)
        return [next((day for day in days if bracket < day.start < (closing if closing > 0 else len(text))), None)]
    if document.end < len(text) and (behind := re.match(r"\s?\(", text[document.end :])):
        inside = [day for day in days if document.end <= day.start <= document.end + behind.end() + 2]
        if inside:
            return [inside[0]]
    row = _row_before(days, document, text)
    if len(row) > 1:
        return list(row)
    begin, end = clause_around(text, document.verb if document.verb >= 0 else document.start)
    its_own = clause_around(text, document.start)
    if not LETTERS.search(text) and any(its_own[0] <= day.start < its_own[1] for day in days):
        begin, end = its_own
    own = [day for day in days if begin <= day.start < end]
    own = [day for day in own if not _is_of_the_topic(day, document, text)]
    near = own or [day for day in days if 0 < document.start - day.start < 220]
    ahead = [day for day in near if day.start < document.start]
    if line := _day_of_line(document, passage):
        return [line]
    if not document.alone and document.verb < 0:
        return [_become(document, text, own or opening(days, text) or [d for d in days if not d.start], (begin, end))]
    since = [day for day in days if day.date and _SINCE.search(text[document.end : max(day.start, document.end)])]
    if document.verb < 0 and since:
        return [since[0]]
    if not days and document.verb >= 0 and _ON_THAT_OCCASION.search(text, 0, document.verb) and discourse.day_before:
        return [discourse.day_before]
    chosen = ahead[-1] if ahead else (near[0] if near else None)
    if document.verb < 0 and chosen and abs(chosen.start - document.start) > 80:
        chosen = None
    if not chosen and document.verb >= 0 and not LETTERS.search(text):
        chosen = day_of_relative(document, days, text)
    looked_back = document.verb >= 0 and is_looked_back_on(document, text)
    if not chosen and len(days) == 1 and owner(passage, discourse):
        chosen = days[0]
    if not days and discourse.day and document.verb >= 0 and not looked_back and _is_on_that_occasion(document, text):
        chosen = discourse.day
    if not chosen and _BEFOREHAND.search(text[: document.start]):
        chosen = next((day for day in days if day.start > document.end), None)
    return [chosen]


def _is_on_that_occasion(document: Document, text: str) -> bool:
    """Whether a document was signed when that was of which the sentences before tell."""
    begin, end = clause_around(text, document.start)
    said = (_THEN_AND_THERE.search(text, 0, end), _ON_A_TRIP.search(text, begin, end), _CONTINUES.search(text))
    return any(said)


_BECAME = re.compile(
    r"became|becam|become|\b(?:raised|elevated|upgraded|lifted|turned|made|established|formed|entered)\b"
    r"|trở thành|thiết lập|xác lập|kết nghĩa (?:với|từ)|được nâng|となっ|となり|になっ",
    re.IGNORECASE,
)
_RIGHT_BEHIND = 25


def _become(document: Document, text: str, days: list[Day], clause: tuple[int, int]) -> Day | None:
    """Return since when two localities are something: that is said right behind it, or how they became it."""
    told = [day for day in days if not day.last]
    behind = [day for day in told if 0 <= day.start - document.end <= _RIGHT_BEHIND]
    became = _BECAME.search(text, *clause)
    since = days_since(told, text)
    return next(iter(behind or (told if became else since)), None)


def _is_of_the_topic(day: Day, document: Document, text: str) -> bool:
    """Whether a year is that of what a document is about: a memorandum on holding a congress in 2025."""
    return bool(day.date and len(day.date) == 4 and _TOPIC.match(text[document.end : day.start]))


def _row_before(days: list[Day], document: Document, text: str) -> list[Day]:
    """Return the dates that stand in a row before a document: 2010年、2013年、2018年の覚書."""
    row: list[Day] = []
    for day in reversed([day for day in days if day.end <= document.start + 1]):
        gap = text[day.end : row[0].start if row else document.start]
        if (not row and len(gap) < 16 and "、" not in gap) or (
            row and re.fullmatch(r"\s*(?:、|,|and|và|と|および|及び)*\s*", gap)
        ):
            row.insert(0, day)
        else:
            break
    return row
