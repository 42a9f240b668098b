"""Who is whose guest in an English sentence: where somebody stays, and where the state acts and no locality."""

import re

from loaders.proposals.discourse import Discourse
from loaders.proposals.languages import is_english
from loaders.proposals.lexicon import pattern
from loaders.proposals.occasions import acts_for
from loaders.proposals.passages import OTHER, SIDES, Party, Passage
from loaders.proposals.stated import nearest
from loaders.proposals.states import meets_the_state

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


def stayed(passage: Passage, verb: tuple[int, int]) -> dict[str, Party]:
    """Return where somebody who acts for a locality of the other country was, and that locality if it is named.

    Args:
        passage: the sentence.
        verb: where the words for the stay begin and end.
    """
    places = [one for one in passage.parties if one.role != "part" and 0 <= one.start - verb[1] <= _BESIDE]
    if not places:
        return {}
    place = places[0]
    guests = [one for one in passage.of(OTHER[place.side]) if one.start < verb[0] and acts_for(one, passage)]
    if guest := nearest(guests, verb[0]):
        return {place.side: place, guest.side: guest}
    return {place.side: place} if _TRAVELLER.search(passage.text[: verb[0]]) else {}


def is_of_the_state_instead(one: Party, passage: Passage, envoys: frozenset[str]) -> bool:
    """Whether somebody of the state acts before a locality of it is named for which nobody does: he beyond it."""
    text = passage.text
    if not is_english(text) or one.start < 0 or acts_for(one, passage):
        return False
    return meets_the_state(text[: one.start], one.side, envoys)


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


_WHOM = re.compile(
    r"\w+(?:\s(?:with|talks\swith|on|by))?\s(?:him|her|them|(?:his|her|its|the|their)\s(?:\w+\s)?(?:guests?|visitors?"
    r"|delegation|mission|mayor|governor))\b"
)
"""A verb and whom it was who was met, of whom the sentence before has told."""
