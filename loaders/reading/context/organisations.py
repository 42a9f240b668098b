"""Whether who acts, or is met, is an organisation and no locality: a company, a school, an association."""

import re

from loaders.model.languages import is_english, is_japanese, is_vietnamese
from loaders.reading.context.acting import others_act
from loaders.reading.context.passages import Party, Passage
from loaders.reading.language.lexicon import pattern
from loaders.reading.language.sentences import clause_around

KINDS = ("visits", "meetings")
"""The kinds of words for events at which some meet others."""


def is_of_others(text: str, at: int) -> bool:
    """Whether who acts before a verb, or whom a visit is to, stands for no locality."""
    return bool(OTHER_HOSTS.search(text[:at])) or others_act(text, at)


def met_others(passage: Passage, verb: tuple[int, int], kind: str) -> bool:
    """Whether a Vietnamese clause tells of a meeting with somebody of a third country, or with an organisation."""
    text, (at, behind) = passage.text, verb
    if kind not in KINDS or is_japanese(text):
        return False
    if passage.is_abroad(*clause_around(text, at)):
        return True
    if _BY_WHOM.search(text, max(at - 8, 0), at):
        return False
    upto = min([behind + _OBJECT, *(one.start for one in passage.parties if one.role == "party" and one.start > at)])
    met = [one.start() for one in pattern("signers").finditer(text, at, upto)]
    return is_vietnamese(text) and any(not _OF_THE_STATE.match(text, one) for one in met)


_OBJECT = 60
"""So far behind a Vietnamese verb the head of its object stands: “tiếp Đoàn đại biểu cấp cao Hội hữu nghị …”."""
_BY_WHOM = re.compile(r"(?:được|do)\s(?:\w+\s)?$", re.IGNORECASE)


def guest_is_of_organisation(passage: Passage, verb: tuple[int, int], kind: str) -> bool:
    """Whether an English verb has for its object, or its subject if it is passive, somebody of an organisation alone.

    Args:
        passage: the sentence.
        verb: where the word for the meeting begins and ends.
        kind: what that word is one of.
    """
    text = passage.text
    if kind != "meetings" or not is_english(text):
        return False
    acting = [one.start for one in passage.parties if one.role == "party"]
    if (said := _SAID_BY.search(text[: verb[0]])) and not any(said.start() <= at < verb[0] for at in acting):
        return pattern("occasion", "leagues").search(text, said.start(), verb[0]) is not None
    if (led := _LED_BY.search(text, verb[1])) and _is_of_a_league(text[led.end() : led.end() + _GUEST]):
        return True
    begin, end = verb[1], min([verb[1] + _GUEST, *(at for at in acting if at >= verb[1])])
    if text[verb[0] : verb[1]].endswith(" by"):
        begin, end = 0, verb[0]
    guest = pattern("occasion", "leagues").search(text, begin, end)
    if not guest or _OF_A_STATE.search(text, begin, end):
        return False
    beside = any(at > guest.end() and _AND_ALSO.fullmatch(text, guest.end(), at) for at in acting)
    return not beside and not any(begin <= at < guest.start() for at in acting)


_LED_BY = re.compile(r"\b(?:led|headed)\sby\s")
_ACTS_FOR_ONE = re.compile(r"\b(?:mayor|governor|assembly|council|prefectur|provinc|municipal|city)", re.IGNORECASE)


def _is_of_a_league(text: str) -> bool:
    """Whether who leads a delegation, as told behind, does so for a chamber, a company or the like alone."""
    told = _CLAUSE_OF_LEADER.match(text)
    leader = told[0] if told else ""
    return bool(pattern("occasion", "leagues").search(leader)) and not _ACTS_FOR_ONE.search(leader)


_CLAUSE_OF_LEADER = re.compile(r"[^,.;]*(?:,\s(?:[\w-]+\s){0,5}(?:of|at)\s[^,.;]*)?")
_AND_ALSO = re.compile(r"[^,.;]{0,30}?,?\sand\s(?:the\s)?(?:\w+\sof\s)?")


def is_with_organisation(passage: Passage) -> bool:
    """Whether an English sentence tells of a meeting with somebody of an organisation, and of no locality."""
    met = pattern("meetings").finditer(passage.text) if is_english(passage.text) else ()
    return any(guest_is_of_organisation(passage, one.span(), "meetings") for one in met)


_SAID_BY = re.compile(r"(?:,|[”\"])\s(?:said|according\sto)\s(?:(?!,\ssaid\s).)*$")
"""Who spoke, as told between his speech and the verb: …, said A, Chairman of B, at a meeting with C."""
_OF_A_STATE = re.compile(r"ambassador|consul|embassy|minister", re.IGNORECASE)
_GUEST = 120
"""So far behind an English verb it is told of what organisation a guest is."""


def organisation_acts(passage: Passage, at: int) -> bool:
    """Whether who acts in a Vietnamese clause, whose subject stands before its verb, is an organisation."""
    return is_vietnamese(passage.text) and an_organisation_acts(passage, at)


def an_organisation_acts(passage: Passage, at: int) -> bool:
    """Whether who acts, before the verb, is an organisation and nobody else that is named."""
    begin, _end = clause_around(passage.text, at)
    if is_japanese(passage.text):
        return False
    acts = pattern("signers").search(passage.text, begin, at)
    named = any(begin <= one.start < at for one in passage.parties if one.role == "party")
    if not acts or named or acts.start() - begin > _SUBJECT_WITHIN:
        return False
    return not _OF_THE_STATE.match(passage.text, acts.start())


def hosted_elsewhere(text: str, at: int) -> bool:
    """Whether who meets is said to be no locality: a company, a school, an association."""
    if is_japanese(text):
        return bool(OTHER_HOSTS.search(text[:at])) or bool(pattern("signers").search(text[at : at + 70]))
    met = _NEXT_VERB.split(text[at : at + 70], maxsplit=1)[0]
    hosts = [one.start() for one in pattern("signers").finditer(met)]
    return any(not _OF_THE_STATE.match(text, at + host) for host in hosts)


def before_next_verb(text: str, at: int) -> str:
    """Return an English sentence up to where its subject goes on to do something else: met A and paid a visit to B."""
    onward = _GOES_ON.search(text, at) if is_english(text) else None
    return text[: onward.start()] if onward else text


_GOES_ON = re.compile(r"\sand\s(?:also\s|then\s|later\s)?(?:paid|visited|attended|toured|called|went|laid)\s")


def is_of_next_verb(one: Party, text: str, end: int) -> bool:
    """Whether a locality stands behind the verb that follows one in English: was received by the chairman and saw A."""
    return is_english(text) and one.start > end and bool(_OBJECT_OF_NEXT.search(text[end : one.start]))


_OBJECT_OF_NEXT = re.compile(r"\sand\s\w+ed\s(?:the\s)?(?:ancient\s|old\s|city\sof\s|town\sof\s)?$")
_NEXT_VERB = re.compile(r"\sand\s(?:\w+ed|said|told)\b")
OTHER_HOSTS = re.compile(
    r"(?:名誉領事館?|大学|高校|学校|企業|会社|協会|商工会議?所?|病院|工場|団体|農家|農園|農場)(?:[(（]\d+[)）])?(?:を|へ"
    r"|に|と)(?:初めて|新たに|それぞれ|相次いで)?、?$"
    r"|(?:理事長|会長|社長|学長|総長|校長|院長|頭取|支店長|所長|理事|取締役)(?:[(（][^()（）]*[)）])?ら?(?:を|へ|に|と)(?:初めて|それぞれ)?、?$"
    r"|(?:大学|会社|協会|連盟|銀行|会議所|機構|財団|法人|グループ|施設|病院|工場|企業|学校|団体|農園|団地|JICA|JETRO)の[^、。はがを]{1,24}と(?:初めて|それぞれ)?、?$"
    r"|(?:大学|高校|学校|企業|会社|協会|病院|工場|団体)を、[^をへ。]*$"
)
"""Whom a visit was to, right before its verb, if that is no locality."""
_OF_THE_STATE = re.compile(r"bộ\s|ministr", re.IGNORECASE)
_SUBJECT_WITHIN = 20


def is_done_by_others(passage: Passage, at: int) -> bool:
    """Whether an English clause has an organisation behind a verb and “by”, with no locality before it or beside it."""
    agent = _DONE_BY.match(passage.text, at)
    if not agent:
        return False
    named = [one for one in passage.parties if one.role == "party" and one.start >= agent.end()]
    upto = min((one.start for one in named), default=len(passage.text))
    others = pattern("signers").search(passage.text, agent.end(), upto)
    return bool(others and others[0] != "JICA") and not (named and _AND.search(passage.text, agent.end(), upto))


_DONE_BY = re.compile(r"\w+(?:\s(?:out|jointly|on))?\sby\s", re.IGNORECASE)
_AND = re.compile(r"(?:,|\band)\s(?:the\s)?(?:(?:Japanese|Vietnamese)\s)?(?:[Cc]ity\sof\s)?$")
