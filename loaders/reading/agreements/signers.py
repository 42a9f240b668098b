"""Whether those who sign a document are no two localities: an organisation, a ministry, a state, somebody else."""

import re
from collections.abc import Collection, Iterable

from loaders.model.languages import has_japanese, is_english, is_vietnamese
from loaders.reading.agreements.agreement_kinds import ASSEMBLY
from loaders.reading.agreements.signed_documents import Document
from loaders.reading.context.passages import SIDES, Party, Passage
from loaders.reading.context.roles import makes_a_name
from loaders.reading.language.lexicon import pattern
from loaders.reading.language.sentences import clause_around

_RIGHT_BETWEEN = re.compile(r"\s(?:\w+\s)?between\s", re.IGNORECASE)
"""What makes a document one between those who follow: not a deal on flights between them."""
_PAIR_BEFORE = re.compile(r"\b([A-Z][\w-]+)\sand\s(?:the\s)?$")
_PAIR_BEHIND = re.compile(r"\sand\s(?:the\s)?(?:[Cc]ity\sof\s)?([A-Z][\w-]+)")


def is_paired_elsewhere(parties: Iterable[Party | None], passage: Passage) -> bool:
    """Whether the one locality that a sentence names stands in a pair with something else: Busan and Da Nang."""
    text = passage.text
    for one in parties:
        if one is None or one.start < 0 or not is_english(text):
            continue
        pair = _PAIR_BEFORE.search(text[: one.start]) or _PAIR_BEHIND.match(text, one.mention.end)
        if pair and makes_a_name(pair[1]) and not _is_named_at(pair.start(1), pair.end(1), passage):
            return True
    return False


def signs_with_another(parties: Iterable[Party | None], document: Document, passage: Passage) -> bool:
    """Whether a locality signs with something else, so that one that is named besides only stands there."""
    with_whom = _WITH_WHOM.match(passage.text, document.end)
    if with_whom and pattern("signers").match(passage.text, with_whom.end()):
        return True
    if _is_with_a_body(document, passage) or _is_of_a_body(document, passage):
        return True
    if _WITH_FIRMS.search(passage.text[: document.start]):
        return True
    named = [one for one in parties if one and one.start >= 0]
    ahead = [one for one in named if one.start < document.verb]
    beside = _RIGHT_BETWEEN.match(passage.text, document.end)
    alone = len(ahead) == 1 < len(named) and not beside
    return alone and (is_paired_elsewhere(ahead, passage) or _is_paired_with_a_body(ahead[0], document, passage.text))


_WITH_FIRMS = re.compile(
    "(?:企業|(?<!公)社|大学|高校|学校|病院|協会|銀行|法人|組合|会議所|商工会)(?:[(（][^()（）]{1,20}[)）])?"
    "と(?:の間で|の間に|の)?[^、。はがを]{0,24}$"
)
"""What stands before a Japanese document with whom it is, if that is no locality: 同省の企業との協力覚書."""


def _is_paired_with_a_body(one: Party, document: Document, text: str) -> bool:
    """Whether an organisation stands between the first locality and the English verb: A and the JTB company signed."""
    if not is_english(text):
        return False
    pair = _AND_THEN.search(text, one.mention.end, document.verb)
    return bool(pair and pattern("signers").search(text, pair.end(), document.verb))


_AND_THEN = re.compile(r"(?:,|\band)\s(?:the\s)?")


def others_sign(passage: Passage, document: Document, parties: dict[str, Party | None]) -> bool:
    """Whether those who are said to sign, before the verb, are organisations, and localities stand only behind it."""
    text = passage.text
    begin, _end = clause_around(text, document.verb)
    if has_japanese(text[document.verb : document.verb + 2]) or not pattern("signers").search(
        text, begin, document.verb
    ):
        return False
    if is_vietnamese(text) and _signs_itself(text, begin, document.verb):
        return True
    named = [one for one in parties.values() if one and one.start >= 0]
    return not any(one.start < document.verb for one in named) and not _BETWEEN_WHOM.search(text, document.verb)


def _signs_itself(text: str, begin: int, verb: int) -> bool:
    """Whether an organisation stands right before a Vietnamese verb, as who signs: việc Hội hữu nghị hai bên ký."""
    last = [found.end() for found in pattern("signers").finditer(text, begin, verb)][-1:]
    return bool(last) and bool(_OF_ITS_NAME.fullmatch(text, last[0], verb))


_OF_ITS_NAME = re.compile(r"(?:\s(?!và\b|cùng\b|với\b|tỉnh\b|thành phố\b)[^\s,.;]+){0,4}\s")
_BETWEEN_WHOM = re.compile(r"\b(?:between|giữa)\b", re.IGNORECASE)


_WITH_WHOM = re.compile(r"[^.,;]{0,40}?\s(?:với|cùng)\s(?:(?:các|những|một số|hai|ba)\s)?", re.IGNORECASE)
"""What stands in Vietnamese between a document and with whom it was signed."""


def _is_with_a_body(document: Document, passage: Passage) -> bool:
    """Whether an English document is called one with a body that is named before any locality: with the Ministry."""
    text = passage.text
    if not is_english(text) or not (with_whom := _WITH_A_BODY.match(text, document.end)):
        return False
    body = pattern("signers").search(text, with_whom.end(), with_whom.end() + _NAMED_WITHIN)
    if not body or "," in text[with_whom.end() : body.start()]:
        return False
    if any(one.start > body.end() and _AND_WITH.search(text[: one.start]) for one in passage.parties):
        return False
    return not any(with_whom.end() <= one.start < body.start() for one in passage.parties if one.role != "part")


def _is_of_a_body(document: Document, passage: Passage) -> bool:
    """Whether a document is one between one locality and an organisation: between the province and a bank."""
    text = passage.text
    between = None if has_japanese(text) else _BETWEEN.match(text, document.end)
    if not between:
        return False
    begin, end = between.end(), clause_around(text, between.end())[1]
    end = verb.start() if (verb := _NO_LONGER_WHO.search(text, begin, end)) else end
    of = {one.side for one in passage.parties if one.role == "party" and begin <= one.start < end}
    if len(of) == len(SIDES):
        return False
    if is_english(text):
        return bool(pattern("signers").search(text, begin, end))
    firsts = (begin, *(one.end() for one in _AND_VI.finditer(text, begin, end)))
    return any(pattern("signers").match(text, first) for first in firsts)


_AND_WITH = re.compile(r"\sand\swith\s(?:the\s)?(?:\w+\sof\s)?$")
"""What stands before somebody else with whom one has signed as well."""
_AND_VI = re.compile(r"\s(?:và|với)\s")
_NO_LONGER_WHO = re.compile(
    r"\s(?:was|were|is|has|had|will|signed|inked|which|that|before|at|on|được|đã|ký|dưới|trước|tại|ngày|về)\s"
)
"""What stands behind those between whom a document is."""
_BETWEEN = re.compile(r"[^.,;]{0,60}?\s(?:between|giữa)\s")
_WITH_A_BODY = re.compile(r"[^.,;]{0,40}?\swith\s")
_NAMED_WITHIN = 45
"""So far behind the word for it the kind of a body stands: with the Vietnamese Ministry, with the Esuhai company."""


def _is_named_at(begin: int, end: int, passage: Passage) -> bool:
    return any(begin < one.mention.end and one.start < end for one in passage.parties)


def is_status_of_another(document: Document, passage: Passage) -> bool:
    """Whether a Japanese status is that of a place right behind it that is none of ours: 姉妹都市のデンバー市."""
    other = _OF_WHICH.match(passage.text, document.end)
    if not other:
        return False
    return not any(one.start < other.end() and other.start() < one.mention.end for one in passage.parties)


_OF_WHICH = re.compile("の[ァ-ヺー・]{2,14}[市州郡]")


def a_ministry_signs(text: str, parties: Collection[Party | None], carried: list[str]) -> bool:
    """Whether a Japanese clause has a ministry sign, and not both localities are named in it."""
    ministry = pattern("ministries").search(text) if has_japanese(text) else None
    if not ministry or any(one and one.side == "vn" and one.start > ministry.end() for one in parties):
        return False
    if carried:
        return True
    begin, _end = clause_around(text, ministry.end())
    return bool(_SIGNS.match(text, ministry.end())) and not all(one and one.start >= begin for one in parties)


_SIGNS = re.compile("(?:の[^、。]{0,20})?(?:と|が|は)")


def signs_with_a_state(text: str, at: int) -> bool:
    """Whether an English text names behind the word for the signing a state, or nobody by name, as the partner."""
    return bool(_WITH_A_STATE.match(text, at))


_WITH_A_STATE = re.compile(
    r"\s(?:with|by)\s(?:the\s)?(?:(?:Viet\s?[Nn]am|Japan)(?=[,.;]|\sand\b|$)"
    r"|(?:Vietnamese|Japanese)\s(?:side|government|part(?:y|ners?)|ministr(?:y|ies)|agenc(?:y|ies)|authorities)\b)"
)
"""What stands behind the word for the signing if the partner is a state, or not named."""


def names_bodies(text: str) -> bool:
    """Whether a sentence names bodies of localities, beside others that sign documents."""
    return bool(
        ASSEMBLY.search(text)
        or re.search(
            r"ubnd|hđnd|hai (?:tỉnh|thành phố|địa phương)|people['’]s committee|governor|mayor|chủ tịch"
            r"|知事|市長|両|(?<![一-鿿])[省市県町]と[省市県町]",
            text,
            re.IGNORECASE,
        )
    )


def reason_unsigned(passage: Passage) -> str:
    """Return whose a document is that is not of two localities."""
    text = passage.text
    if passage.abroad:
        return "abroad"
    if pattern("ministries").search(text):
        return "ministry"
    return "organisation" if pattern("signers").search(text) else "unnamed"


def who_may_sign(named: list[Party], document: Document, text: str) -> list[Party]:
    """Return the localities that a Japanese verb may be of: those before it, or in the noun right behind it."""
    if document.verb < 0 or not has_japanese(text):
        return named
    behind = text.find("、", document.verb + 2)
    return [one for one in named if one.start < document.verb or behind < 0 or one.start < behind]
