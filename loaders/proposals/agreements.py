"""The agreements that a sentence states: what was signed, what two localities are, what it takes for granted."""

import re
from collections.abc import Iterator
from itertools import product

from loaders.proposals.days import Day
from loaders.proposals.events import lacks_subject
from loaders.proposals.lexicon import fields, pattern, topics
from loaders.proposals.listed_documents import labelled_day, listed_day
from loaders.proposals.moods import mood
from loaders.proposals.passages import OTHER, SIDES, Discourse, Party, Passage
from loaders.proposals.sentences import clause_around
from loaders.proposals.signed_documents import LETTERS, Document, named_documents
from loaders.proposals.stated import NotOurs, Stated, nearest

_ASSEMBLY = re.compile(
    r"people['’]s council|\bcouncil\b|assembl(?:y|ies)|hội đồng nhân dân|hđnd|hội đồng tỉnh|hội đồng thành phố"
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
_HAVE = re.compile(r"(?:have|has|had|có|đã có)\s+(?:had\s+)?(?:an?\s+)?(?:\w+\s+){0,2}$", re.IGNORECASE)


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
    if not told and pattern("to_be_signed").search(text, document.start, document.end + 12) and not verb:
        told = "planned"
    ours = [one for one in parties.values() if one]
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
    if (
        not verb
        and document.alone
        and not _day_of_line(document, passage)
        and not _presupposed(document, passage, parties)
    ):
        return
    kind = _kind(document, text)
    weak = (["party"] if carried else []) + ([] if document.kind or kind == "legislative" else ["kind"])
    days = _days(document, passage, discourse)
    listed = _bracket(text, document.start) < 0
    for vn, jp in product(*(passage.listed_with(parties[side]) if listed else [parties[side]] for side in SIDES)):
        for day in [*days, *_renewals(document, passage, days)]:
            stay = day is not None and day.last is not None
            another = bool(_ANOTHER.search(text[: document.start]))
            yield Stated("agreement", kind, vn, jp, day, stay, "", [where], weak, passage.sentence.title, another)


def _renewals(document: Document, passage: Passage, days: list[Day | None]) -> Iterator[Day]:
    """Yield when a document that was signed before was renewed, as the same sentence tells."""
    for found in pattern("renewed").finditer(passage.text):
        begin, end = clause_around(passage.text, found.start())
        own = [day for day in passage.days if day.date and begin <= day.start < end and day not in days]
        if own and found.start() != document.verb and not mood(passage.text, found.start(), found.end()):
            near = [day for day in own if day.start > found.start()] or own[-1:]
            yield near[0]


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
    both = discourse.both(passage, document.start)
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
    if not any(found.values()) and _is_between_the_two(document, passage):
        both = {side: discourse.sole(side) for side in SIDES}
        if all(both.values()) and not discourse.abroad:
            return both, [*SIDES]
    for side in SIDES:
        meant = discourse.meant(side, passage) or (discourse.titled(side) if sheet else None)
        if not meant and document.verb >= 0 and found[OTHER[side]] and bracket < 0:
            meant = discourse.last(side)
        if not meant and (sheet or found[OTHER[side]]) and _leaves_out_who(document, passage):
            meant = discourse.owner(side)
        if not found[side] and meant:
            found[side] = meant
            carried.append(side)
    return found, carried


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
        document.kind
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
        return False
    near = [one for one in parties.values() if one and one.start >= 0 and abs(one.start - document.start) < 90]
    dated = any(abs(day.start - document.start) < 40 and day.date for day in passage.days)
    if not explicit and any(_SINCE.search(passage.text[document.end : day.start]) for day in passage.days if day.date):
        return True
    return len(near) == 2 or (dated and bool(near or document.start >= 0))


def _kind(document: Document, text: str) -> str:
    """Return the kind of agreement that a document is, by its own words and by who signed it."""
    begin, end = clause_around(text, document.start)
    around = text[max(begin - 60, 0) : end]
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
    own = [day for day in days if begin <= day.start < end]
    own = [day for day in own if not _is_of_the_topic(day, document, text)]
    near = own or [day for day in days if 0 < document.start - day.start < 220]
    ahead = [day for day in near if day.start < document.start]
    if line := _day_of_line(document, passage):
        return [line]
    if not document.alone and document.verb < 0:
        return [_become(document, text, own, (begin, end))]
    since = [day for day in days if day.date and _SINCE.search(text[document.end : max(day.start, document.end)])]
    if document.verb < 0 and since:
        return [since[0]]
    chosen = ahead[-1] if ahead else (near[0] if near else None)
    if document.verb < 0 and chosen and abs(chosen.start - document.start) > 80:
        chosen = None
    if not days and discourse.day and (_CONTINUES.search(text) and document.verb >= 0):
        chosen = discourse.day
    return [chosen]


_BECAME = re.compile(r"became|becam|become|trở thành|となっ|となり|になっ", re.IGNORECASE)
_RIGHT_BEHIND = 25


def _become(document: Document, text: str, days: list[Day], clause: tuple[int, int]) -> Day | None:
    """Return since when two localities are something: that is said right behind it, or how they became it."""
    told = [day for day in days if not day.last]
    behind = [day for day in told if 0 <= day.start - document.end <= _RIGHT_BEHIND]
    became = _BECAME.search(text, *clause)
    return next(iter(behind or (told if became else [])), None)


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
