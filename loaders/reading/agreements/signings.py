"""When and by whom a document was signed, as English sentences tell it that do not say it in one clause."""

import re
from collections.abc import Iterable

from loaders.model.languages import has_japanese, is_english, is_vietnamese
from loaders.reading.agreements.signed_documents import Document
from loaders.reading.context.discourse import Discourse
from loaders.reading.context.passages import SIDES, Party, Passage
from loaders.reading.context.stated import Stated
from loaders.reading.dates.days import Day
from loaders.reading.language.lexicon import documents, pattern, plans
from loaders.reading.language.moods import mood
from loaders.reading.language.sentences import clause_around

_LOOKED_BACK = re.compile(
    r"\b(?:have|has|had|already|previously|earlier|once)\s(?!just\b)(?:\w+\s){0,2}?(?!just\b)\w+$", re.IGNORECASE
)
"""What makes of a verb of signing one of what was done before: had signed, have already been signed."""
_BETWEEN = re.compile(r"\s(?:(?!này\b|đó\b|ấy\b)[\w,'’-]+\s){0,12}?(?:between|giữa)\s", re.IGNORECASE)
_SINCE = re.compile(
    r"\b(?:since|dat(?:es|ed|ing)\s(?:from|back\sto)|g(?:oes|oing)\sback\sto|beg[au]n\sin|started\sin"
    r"|(?:established|formed|concluded|entered\sinto|sealed|agreed|signed|founded)\s(?:in|on))\s(?:early\s|late\s|mid-)?$|\($",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:until|till|by|before|from|through|for|to)\s(?:the\send\sof\s)?$", re.IGNORECASE)
_WITH = re.compile(r"[^.,;]{0,40}?\s(?:with\s(?:the\s)?|với\s)", re.IGNORECASE)
_HAD = re.compile(r"\b(?:had|already|previously|earlier|once|ago)\b", re.IGNORECASE)
_RESTS_ON = re.compile(
    r"\b(?:under|(?:basis|footing|strength|ground|framework)\sof|(?:based|rests?|builds?|founded)\s(?:up)?on"
    r"|in\sline\swith|in\saccordance\swith|thanks\sto|provided\sfor\s(?:in|by))\s(?:an?\s|the\s|their\s)(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:we|both|they)\s(?:\w+\s){0,3}$", re.IGNORECASE)
"""What stands before the verb of those who sign and were named before."""
_BESIDE = 45
"""Characters between the name of a locality and its assembly."""
_BEFORE = 2
"""Sentences before it that may tell of the meeting at which a document was signed."""
_BEHIND = 2
"""Sentences behind that on a document that may tell its day."""


def is_talked_of(document: Document, text: str) -> bool:
    """Whether there is only talk of a document that is not said to be signed: exploring a sister-city tie."""
    begin, _end = clause_around(text, document.start)
    return document.verb < 0 and bool(pattern("talk_of").search(text, begin, document.start))


def is_participle(document: Document, passage: Passage) -> bool:
    """Whether a verb only says of a document that it was signed, whatever is to be done under it."""
    text = passage.text
    if document.verb <= document.end or not is_english(text) or not _SIGNED.match(text, document.verb):
        return False
    between = text[document.end : document.verb]
    undone = plans().search(between) or pattern("denials", "latin").search(between)
    return bool(_THAT_WAS.fullmatch(between)) and not undone


def is_signed_behind(document: Document, text: str) -> bool:
    """Whether a clause behind an English document tells that it was signed: the deal on rice, which was signed …"""
    if document.verb <= document.end or not is_english(text):
        return False
    return bool(_WHICH_WAS.fullmatch(text, document.end, document.verb) and _SIGNED.match(text, document.verb))


_WHICH_WAS = re.compile(
    r"[^.,;]{0,60},\s(?:which|that)\s(?:(?:the\stwo(?:\ssides)?|they|both\ssides)\s)?(?:ha[ds]\s|have\s)?(?:been\s)?"
)
_SIGNED = re.compile(r"(?:(?:was|were|has|have|had)\s)?(?:signed|inked|concluded|sealed|exchanged|renewed)(?!\w)")
_THAT_WAS = re.compile(
    r"(?:\s(?:on|in|for|of|about|between|by)\s[^.,;:]{1,80})?\s(?:(?:that|which)\s)?"
    r"(?:(?:the\stwo(?:\s(?:sides|cities|localities|provinces|parties))?|the\ssides|both\ssides|they|it)\s)?"
    r"(?:(?:was|were|has|have|had|been|recently|newly|just|already|officially)\s){0,3}"
)
"""What stands between a document and the word that says that it was signed: the deal on trade that was just signed."""


def is_partner_behind(document: Document, party: Party | None, text: str) -> bool:
    """Whether a document is called one with a locality, so that the other party is whom the text is about."""
    if party is None or party.start < document.end or not document.kind:
        return False
    return bool(_WITH.fullmatch(text, document.end, party.start))


def is_looked_back_on(document: Document, text: str) -> bool:
    """Whether the signing of a document is told as something done before: the statement that the two have signed."""
    verb = pattern("signed").match(text, document.verb)
    return bool(verb and _LOOKED_BACK.search(text[: verb.end()]))


def day_of_relative(document: Document, days: list[Day], text: str) -> Day | None:
    """Return the one day of a sentence, if it is told beside its verb in another clause: bound since Thursday, when."""
    past = [day for day in days if day.date and not _UNTIL.search(text[: day.start])]
    if len(past) != 1 or len(days) > 1 or is_looked_back_on(document, text):
        return None
    return past[0] if past[0].is_whole else None


def days_since(days: list[Day], text: str) -> list[Day]:
    """Return the days from which on something is said to be, or that stand in brackets or as label beside it."""
    labels = [day for day in days if not day.start and text.startswith(":", day.end)]
    return labels or [day for day in days if _SINCE.search(text[: day.start])]


def stands_since(document: Document, text: str) -> bool:
    """Whether a Japanese sentence tells since when a document stands, whatever is planned with it: 97年に結んだ提携."""
    return bool(_SINCE_THEN.search(text[: document.start]))


_SINCE_THEN = re.compile(
    r"年(?:\d+月)?(?:\d+日)?(?:に(?:始ま|結[んば]|締結|調印|交わ)[^、。はがを]{0,16}|(?:以来|から)の[^、。はがを]{0,8})$"
)


def stands_between(document: Document, text: str, named: list[int]) -> bool:
    """Whether a document that is called by no kind is said to be one between two that are named there."""
    between = _BETWEEN.match(text, document.end)
    if not between or len(named) != len(SIDES) or not all(at >= between.end() for at in named):
        return False
    return not _SUCH_AS.search(text, between.end(), min(named))


_SUCH_AS = re.compile(r"\b(?:such\sas|like|including)\b")
"""What makes of those who are named some of the many between whom documents are."""


def is_named_besides(document: Document, text: str, named: list[int]) -> bool:
    """Whether a document with somebody is what a locality has besides what is told: besides an agreement with Kobe."""
    before = text[: document.start]
    if has_japanese(text) or not (_BESIDE_VI.search(before) if is_vietnamese(text) else _BESIDE_EN.search(before)):
        return False
    return is_with(document, text, named)


def is_with(document: Document, text: str, named: list[int]) -> bool:
    """Whether it is said right behind a document that it is with one of those who are named."""
    return any(_WITH_WHOM.fullmatch(text, document.end, at) for at in named)


_BESIDE_VI = re.compile(
    r"(?<!\w)(?:ngoài|bên cạnh|cùng với|song song với|nhờ|theo)\s"
    r"(?:(?:có|việc|các|những|một|bản|đã ký|ký(?: kết)?)\s){0,3}$",
    re.IGNORECASE,
)
_BESIDE_EN = re.compile(
    r"\b(?:besides|in\saddition\sto|a(?:part|side)\sfrom|(?:together|along)\swith|thanks\sto|under|through|as\spart\sof"
    r"|in\s(?:line|accordance)\swith|pursuant\sto|on\sthe\sbasis\sof|within\sthe\sframework\sof)"
    r"\s(?:an?|the|its|their|this|that)\s(?:[\w-]+\s){0,4}$",
    re.IGNORECASE,
)
_WITH_WHOM = re.compile(
    r"[^.,;]{0,60}?\s(?:với|giữa|with|between)\s(?:[^.,;]{3,60}\sand\s)?(?:(?:thành phố|tp\.?|tỉnh|the|Japan['’]s)\s)?"
    r"(?:(?:\w+ern|central)\s)?(?:\w+\sof\s)?",
    re.IGNORECASE,
)


def rests_on(document: Document, text: str, named: list[int]) -> bool:
    """Whether two that are named are said to work together on the ground of a document that is called by no kind."""
    return len(named) == len(SIDES) and bool(_RESTS_ON.search(text[: document.start]))


def is_of_the_two(document: Document, text: str) -> bool:
    """Whether something is said to rest on an English document between two that were named before."""
    before = text[: document.start]
    given = _RESTS_ON.search(before) or _BESIDE_EN.search(before)
    return bool(given and is_english(text) and _OF_THE_TWO.match(text, document.end))


_OF_THE_TWO = re.compile(r"[^.,;]{0,40}?\sbetween\s(?:the\stwo|both|them|the\ssides)\b")


def both_by_office(document: Document, passage: Passage, discourse: Discourse) -> dict[str, Party | None]:
    """Return both localities where a sentence names none, but a document that their heads sign, or that was signed."""
    text = passage.text
    if is_of_the_two(document, text) and not discourse.abroad and not any(p.role == "party" for p in passage.parties):
        both = {side: discourse.last(side) for side in SIDES}
        return both if all(both.values()) else {}
    if document.verb < 0 or discourse.abroad or not is_english(text) or any(p.role != "part" for p in passage.parties):
        return {}
    heads = all(pattern("occasion", "seats", side).search(text) for side in SIDES) or _WE.search(text[: document.verb])
    passive = document.verb > document.start and discourse.pair_is_titled()
    by_others = pattern("signers").search(text) or pattern("signers").search(discourse.before)
    if not (heads or passive) or by_others or passage.abroad:
        return {}
    both = {side: discourse.last(side) for side in SIDES}
    return both if all(both.values()) else {}


def of_assemblies(parties: Iterable[Party | None], text: str) -> bool:
    """Whether of both localities the assembly is named beside them, wherever in the sentence: then it is that signs."""
    if not is_english(text):
        return False
    beside = pattern("assemblies")
    return all(
        one is not None
        and one.start >= 0
        and bool(beside.search(text, max(one.start - _BESIDE, 0), one.mention.end + _BESIDE))
        for one in parties
    )


def date_signings(stated: Iterable[Stated], told: Day | None, read: list[Passage]) -> None:
    """Date the documents of an English report of whose day their own sentences are silent.

    Args:
        stated: what the report states.
        told: the day that it tells of.
        read: its sentences.
    """
    stated = list(stated)
    for one in stated:
        if one.type != "agreement" or one.day:
            continue
        at = next((n for n, passage in enumerate(read) if passage.sentence.start == one.spans[0][0]), -1)
        if at < 0 or read[at].days:
            continue
        if is_vietnamese(read[at].text):
            one.day = _day_behind(read[at + 1 : at + 2])
        if not is_english(read[at].text):
            continue
        if _is_old(read[at].text) and not (_is_titled(read) and not _HAD.search(read[at].text)):
            continue
        own = {
            other.spans[0][0]
            for other in stated
            if other.type == "agreement" and other.day and "kind" not in other.weak
        }
        behind = [passage for passage in read[at + 1 : at + 1 + _BEHIND] if passage.sentence.start not in own]
        one.day = _day_behind(behind) or (told if _is_scene(read, at) else None)
        if not one.day and one.done and not read[at].sentence.title:
            one.day = _day_of_event(one, stated, read[max(at - _BEFORE, 0) : at])
            one.month_only = bool(one.day and one.day.last)
        if one.day:
            one.weak.append("date")


def _is_old(text: str) -> bool:
    return any(_LOOKED_BACK.search(text[: found.end()]) for found in pattern("signed").finditer(text))


def _day_behind(following: list[Passage]) -> Day | None:
    """Return the day on which a sentence behind says that the signing was: The ceremony took place on May 8."""
    for passage in following:
        says = pattern("signing_told").match(passage.text) or _signs_alone(passage.text)
        dated = [day for day in passage.days if day.date and says]
        if dated:
            return dated[0]
    return None


def _day_of_event(signing: Stated, stated: list[Stated], before: list[Passage]) -> Day | None:
    """Return the day of the visit or meeting of those who sign, of which the sentences right before tell."""
    starts = {passage.sentence.start for passage in before}
    names = _names_in(signing)
    same = [one for one in stated if one.type == "event" and one.spans[0][0] in starts and _names_in(one) == names]
    return same[-1].day if same else None


def _names_in(one: Stated) -> list[frozenset[str]]:
    """Return whom the names of a statement may mean, side by side."""
    return [party.mention.ids if party else frozenset() for party in (one.vn, one.jp)]


def _signs_alone(text: str) -> bool:
    """Whether a sentence has somebody sign what it does not name: the document that the one before has told of."""
    found = pattern("signed").search(text)
    return bool(found and not documents().find(text) and not mood(text, found.start(), found.end()))


def _is_scene(read: list[Passage], at: int) -> bool:
    """Whether the signing is what the report was at: its title says so, or a sentence tells who looked on."""
    if not pattern("signed").search(read[at].text) and not read[at].sentence.title:
        return False
    return _is_titled(read) or bool(pattern("signing_scene").search(read[at].text))


def _is_titled(read: list[Passage]) -> bool:
    """Whether the title of a report is about a signing."""
    titles = (passage.text for passage in read if passage.sentence.title)
    return any(pattern("signing_titled").search(text) for text in titles)
