"""The agreements that a sentence states: what was signed, what two localities are, what it takes for granted."""

import re
from collections.abc import Iterator
from itertools import product

from loaders.model.languages import has_japanese
from loaders.reading.agreements.agreement_days import (
    day_of_line,
    days_signed,
    is_of_a_trip,
    is_of_an_anniversary,
    renewals,
)
from loaders.reading.agreements.agreement_kinds import both_assemblies, kind_of
from loaders.reading.agreements.between_whom import apposed, behind_semicolon, those_between, without_witnesses
from loaders.reading.agreements.listed_documents import own_days
from loaders.reading.agreements.listings import owner
from loaders.reading.agreements.presupposed import ITEM, STANDS, is_taken_for_granted, presupposed
from loaders.reading.agreements.signed_documents import Document, is_carried_out, is_of_another_clause, named_documents
from loaders.reading.agreements.signers import (
    a_ministry_signs,
    is_paired_elsewhere,
    is_status_of_another,
    names_bodies,
    others_sign,
    reason_unsigned,
    signs_with_a_state,
    signs_with_another,
    who_may_sign,
)
from loaders.reading.agreements.signings import (
    both_by_office,
    is_participle,
    is_partner_behind,
    is_talked_of,
    of_assemblies,
    stands_since,
)
from loaders.reading.agreements.vietnamese_signings import between_the_two, is_with_many
from loaders.reading.context.acting import lacks_subject, seats
from loaders.reading.context.discourse import Discourse
from loaders.reading.context.passages import OTHER, SIDES, Party, Passage
from loaders.reading.context.pronouns import means_a_ministry
from loaders.reading.context.stated import NotOurs, Stated, nearest
from loaders.reading.dates.days import Day
from loaders.reading.language.lexicon import pattern
from loaders.reading.language.moods import mood
from loaders.reading.language.sentences import bracket_around, clause_around

_ANOTHER = re.compile(
    r"(?:\b(?:an(?:other|\searlier)|(?:the|an?)\s(?:earlier|previous|former|first|old))|(?:以前|前回|従来"
    r"|当初)の)\s?$",
    re.IGNORECASE,
)
_ITS_OWN = re.compile(r"\b(?:it|they|the\s(?:city|province|prefecture|town|two))\s(?:also\s)?(?:has|have|had|signed)\b")
"""A subject of its own that makes of a clause one about a locality, whatever organisations stand in those before."""
_AND_WILL = re.compile(
    r"\band\s(?:also\s)?(?:will|would|plans?|hopes?|wants?|expects?|intends?|aims?|wish(?:es)?|is\sto)\b"
    r"|(?:,|;|(?<!\w)(?:và|còn|nhưng))\s(?:\w+\s){0,3}?(?:sẽ|sắp|đang|chuẩn bị|dự kiến|mong muốn|muốn|tiến tới)(?!\w)"
)
"""What stands between what was signed and with whom something is to be."""
_LEADS_ON = re.compile("し?、")
"""What stands behind a Japanese verb that is followed by another: 2月に結び、11月に…を開く."""


def agreements(passage: Passage, discourse: Discourse) -> Iterator[Stated | NotOurs]:
    """Yield the agreements that a sentence states, and what it tells of others."""
    for document in named_documents(passage.text):
        yield from _stated(document, passage, discourse)


def _stated(document: Document, passage: Passage, discourse: Discourse) -> Iterator[Stated | NotOurs]:
    text, where = passage.text, passage.sentence.span
    if not document.alone and is_status_of_another(document, passage):
        return
    parties, carried = _parties(document, passage, discourse)
    verb = pattern("signed").match(text, document.verb) if document.verb >= 0 else None
    verb = verb or (pattern("ceremonies").match(text, document.start) if document.verb >= 0 else None)
    against = _reason_against(document, verb, passage, parties, carried, discourse)
    if against:
        yield NotOurs(against, *where)
    if against is not None:
        return
    stands = day_of_line(document, passage) or owner(passage, discourse)
    if not verb and document.alone and not (stands or presupposed(document, passage, parties)):
        return
    starts = [one.start for one in parties.values() if one]
    if not verb and not document.alone and is_of_another_clause(document, passage.text, starts):
        return
    assemblies = len(carried) == len(SIDES) and bool(verb) and both_assemblies(discourse.before)
    kind = "legislative" if assemblies or of_assemblies(parties.values(), text) else kind_of(document, text)
    weak = (["party"] if carried else []) + ([] if document.kind or kind == "legislative" else ["kind"])
    another = bool(_ANOTHER.search(text[: document.start]))
    for vn, jp, day in _each_dated(document, passage, discourse, parties):
        stay = day is not None and (day.last is not None or is_of_a_trip(document, passage, day))
        yield Stated(
            "agreement", kind, vn, jp, day, stay, "", [where], weak, passage.sentence.title, another, bool(verb)
        )


def _reason_against(
    document: Document,
    verb: "re.Match[str] | None",
    passage: Passage,
    parties: dict[str, Party | None],
    carried: list[str],
    discourse: Discourse,
) -> str | None:
    """Return why a document is none of ours; empty if there is nothing to tell of it, None if it is one."""
    text, clause = passage.text, clause_around(passage.text, document.start)
    ours = [one for one in parties.values() if one]
    told = _mood(document, verb, passage)
    if told == "planned" and verb and _LEADS_ON.match(text, verb.end()) and discourse.is_over(passage, verb.start()):
        told = ""
    told = told or ("planned" if any(_AND_WILL.search(text[document.end : max(one.start, 0)]) for one in ours) else "")
    if carried and (is_paired_elsewhere(parties.values(), passage) or passage.opens_abroad()):
        return ""
    if _is_abroad(document, passage, ours, clause):
        return "abroad" if verb and ours else ""
    if told and (ours or carried):
        return told
    if not all(parties.values()):
        return reason_unsigned(passage) if verb and passage.parties else ""
    if verb and (others_sign(passage, document, parties) or signs_with_another(parties.values(), document, passage)):
        return "organisation"
    if verb and carried and (signs_with_a_state(text, verb.end()) or is_with_many(document, text)):
        return "unnamed"
    if a_ministry_signs(text, parties.values(), carried):
        return "ministry"
    begin = clause[0] if _ITS_OWN.search(text, *clause) else 0
    upto = document.verb if document.verb >= 0 and has_japanese(text) else document.end + 60
    upto = document.end if is_taken_for_granted(document, text, [one.start for one in ours]) else upto
    signers = carried and pattern("signers").search(text, begin, upto)
    return "organisation" if signers and (passage.abroad or not names_bodies(text)) else None


def _is_abroad(document: Document, passage: Passage, ours: list[Party], clause: tuple[int, int]) -> bool:
    """Whether a third country is named in the clause of a document, and not both of ours, nor one right behind it."""
    here = {one.side for one in ours if clause[0] <= one.start < clause[1]}
    with_ours = any(
        _OF_OURS.match(passage.text, one.mention.end)
        or (is_partner_behind(document, one, passage.text) and not passage.is_abroad(document.end, one.start))
        for one in ours
    )
    abroad = any(clause[0] <= at < clause[1] for at in passage.abroad)
    return abroad and len(here) < len(SIDES) and not with_ours


_OF_OURS = re.compile(r",?\s\(?(?:Viet\s?[Nn]am|Japan)(?!\w)")
"""What tells right behind a locality of which of our countries it is, in a list of those of several."""


def _each_dated(
    document: Document, passage: Passage, discourse: Discourse, parties: dict[str, Party | None]
) -> Iterator[tuple[Party | None, Party | None, Day | None]]:
    """Yield all pairs of those who are listed as parties to a document, with each day on which they signed it."""
    days = days_signed(document, passage, discourse)
    listed = bracket_around(passage.text, document.start) < 0
    rows = [passage.listed_with(parties[side]) if listed else [parties[side]] for side in SIDES]
    dated = [zip(row, own_days(row, passage) if listed else [None] * len(row), strict=True) for row in rows]
    for (vn, day_vn), (jp, day_jp) in product(*dated):
        own = day_vn or day_jp
        for day in [own] if own else [*days, *renewals(document, passage, days)]:
            yield vn, jp, day


def _mood(document: Document, verb: "re.Match[str] | None", passage: Passage) -> str:
    """Return whether a document is ``planned`` or ``denied``; one that is to be carried out has been signed."""
    text = passage.text
    if is_of_an_anniversary(document, text) or (not verb and stands_since(document, text)):
        return ""
    own = mood(text, document.start, document.end)
    told = mood(text, verb.start(), verb.end()) if verb else own
    if own == "denied" or is_carried_out(document, text) or is_participle(document, passage):
        return own if own == "denied" else ""
    if not told and not verb and pattern("to_be_signed").search(text, document.start, document.end + 12):
        return "planned"
    if not told and ((verb and _is_still_to_come(text, verb)) or is_talked_of(document, text)):
        return "planned"
    return told


def _is_still_to_come(text: str, signing: "re.Match[str]") -> bool:
    """Whether a signing that is named by a noun is said behind it to be scheduled, or put off."""
    noun = pattern("signing_nouns").match(text, signing.start())
    return bool(noun and pattern("slated").search(text, signing.end()))


def _parties(document: Document, passage: Passage, discourse: Discourse) -> tuple[dict[str, Party | None], list[str]]:
    """Return who is party to a document, by side, and the sides that were named before."""
    text, carried = passage.text, []
    found: dict[str, Party | None] = {}
    bracket = bracket_around(text, document.start)
    both = discourse.both(passage, document.start) or both_by_office(document, passage, discourse)
    if both and bracket < 0:
        return both, [*SIDES]
    for side in SIDES:
        named = passage.of(side) or apposed(side, document, passage) or seats(passage, side)
        if bracket >= 0 and (inside := [one for one in named if bracket - 4 <= one.mention.end <= bracket]):
            named = inside
        elif bracket >= 0:
            named = [one for one in named if one.start < bracket]
        named = behind_semicolon(who_may_sign(named, document, text), document, text)
        named = those_between(without_witnesses(named, document, text), document, text)
        clause = clause_around(text, document.start)
        close = [one for one in named if clause[0] <= one.start < clause[1]]
        found[side] = nearest(close or named, document.verb if document.verb >= 0 else document.start)
    sheet = bool(day_of_line(document, passage))
    if whose := owner(passage, discourse):
        found[whose.side] = whose
    if not any(found.values()) and _is_between_the_two(document, passage):
        both = {side: discourse.sole(side) for side in SIDES}
        if all(both.values()) and not discourse.abroad:
            return both, [*SIDES]
    if not any(found.values()) and (pair := between_the_two(document, passage, discourse)):
        return pair, [*SIDES]
    for side in (*SIDES, *SIDES):  # again, since who is meant may hang on who the other is
        if not found[side] and passage.names_organisation_of(side, *clause_around(text, document.start)):
            continue
        meant = discourse.meant(side, passage) or (discourse.titled(side) if sheet else None)
        told = document.verb >= 0 or ITEM.match(text) or (document.kind and STANDS.match(text, document.end))
        if not meant and told and found[OTHER[side]] and bracket < 0 and not means_a_ministry(discourse.before, text):
            meant = discourse.last(side)
        if not meant and is_partner_behind(document, found[OTHER[side]], text):
            meant = discourse.of_title(side) or discourse.last(side)
        if not meant and (sheet or found[OTHER[side]]) and _leaves_out_who(document, passage):
            meant = discourse.owner(side) if side == "jp" else None
        if not found[side] and meant:
            found[side] = meant
            carried.append(side)
    return found, carried


def _is_between_the_two(document: Document, passage: Passage) -> bool:
    """Whether a Japanese sentence names nobody with whom a document was signed: those whom all of the text is about."""
    begin, _end = clause_around(passage.text, document.start)
    told = (
        (document.kind or passage.days)
        and document.verb >= document.end - 1
        and not (passage.line or passage.sentence.title)
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
