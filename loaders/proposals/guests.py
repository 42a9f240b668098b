"""Who is whose guest in an English sentence: where somebody stays, and where the state acts and no locality."""

import re

from loaders.proposals.languages import is_english
from loaders.proposals.occasions import acts_for
from loaders.proposals.passages import OTHER, Party, Passage
from loaders.proposals.stated import nearest
from loaders.proposals.states import meets_the_state

_STAY = re.compile(r"(?:was|were|is|are|been|arrived|came|come|went|flew|travell?ed)\s(?:in|to)", re.IGNORECASE)
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
    guest = nearest(guests, verb[0])
    return {place.side: place, guest.side: guest} if guest else {place.side: place}


def is_of_the_state_instead(one: Party, passage: Passage, envoys: frozenset[str]) -> bool:
    """Whether somebody of the state acts before a locality of it is named for which nobody does: he beyond it."""
    text = passage.text
    if not is_english(text) or one.start < 0 or acts_for(one, passage):
        return False
    return meets_the_state(text[: one.start], one.side, envoys)
