"""Celebrations of the ties of the two countries that a locality holds, as English reports tell of them.

Such a day is one of a locality and the other state, whose envoys come to it, though no locality of that is named.
"""

import re

from loaders.proposals.discourse import Discourse
from loaders.proposals.languages import is_english
from loaders.proposals.lexicon import pattern, plans
from loaders.proposals.moods import mood
from loaders.proposals.passages import OTHER, SIDES, Passage
from loaders.proposals.sentences import clause_around
from loaders.proposals.stated import Stated

_OF_THE_STATES = re.compile(
    r"\b(?:anniversary|years|century|decades?)\sof\s(?:the\s)?(?:[\w–-]+\s){0,3}?(?:diplomatic|viet\s?nam|japan)[\w\s–-]{0,40}?"
    r"(?:ties|relations|relationship)\b",
    re.IGNORECASE,
)


def celebrated(passage: Passage, discourse: Discourse) -> Stated | None:
    """Return the celebration of the ties of both countries that a locality held, as a sentence tells with its day."""
    text = passage.text
    if not is_english(text) or passage.sentence.title or passage.abroad or not _OF_THE_STATES.search(text):
        return None
    held = next(iter(pattern("occasion", "celebrations").finditer(text)), None)
    if not held or mood(text, *held.span()) or plans().search(text, held.end(), clause_around(text, held.end())[1]):
        return None
    day = next((one for one in passage.days if one.told and (not one.date or len(one.date) > len("2024-12"))), None)
    named = {side: passage.of(side, "party", "place") for side in SIDES}
    hosts = [side for side in SIDES if named[side] and not named[OTHER[side]] and discourse.has_seats(side)]
    if not day or len(hosts) != 1:
        return None
    vn, jp = named[hosts[0]][-1].alone
    where = passage.sentence.span
    return Stated("event", "anniversary", vn, jp, day, spans=[where], weak=["party", "kind"])
