"""Joint projects that two Japanese sentences tell together.

The first may name but one of the two (市は支援事業に取り組む。対象はソンラ市。), or tell what is done, of which the
next says that it is a project (市は研修を行った。JICAの技術協力の一環。).
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from loaders.model.languages import has_japanese
from loaders.reading.context.acting import others_act
from loaders.reading.context.passages import OTHER, SIDES, Party, Passage
from loaders.reading.context.stated import Stated
from loaders.reading.language.lexicon import pattern
from loaders.reading.language.moods import mood
from loaders.reading.projects.projects import day_of, states_in

_BEHIND = 2
"""Sentences behind that on a project that may name with whom it is done."""
_WITH = re.compile(
    "連携|協力|支援|対象|相手|カウンターパート|とともに|共同|指導|主管|パートナー|派遣|研修|手を携え|組み、"
)
"""What is said of those with whom a project is done."""
_AS_PART = re.compile(
    "[^。]{0,12}JICA[^。]{0,16}(?:技術協力|草の根|事業|プロジェクト)"
    "|[^。]{0,6}(?:技術協力|草の根)[^。]{0,8}(?:として|の一環)"
)
"""How a sentence opens that says of what the one before told that it is a project."""


def told_together(read: list[Passage], stated: list[Stated]) -> Iterator[Stated]:
    """Yield the project that no sentence of a Japanese text states alone.

    Args:
        read: the sentences.
        stated: what they state, each alone.
    """
    if any(one.type == "project" for one in stated):
        return
    body = [one for one in read if not one.sentence.title and has_japanese(one.text)]
    for at, passage in enumerate(body):
        if found := _told_with(passage, body[at + 1 : at + 1 + _BEHIND]):
            yield found
            return
    for passage, following in pairwise(body):
        both = {side: _sole(passage, side) for side in SIDES}
        alone = not pattern("projects").search(passage.text) and _AS_PART.match(following.text)
        if alone and all(both.values()) and (found := _stated(passage, both)):
            yield found
            return


def _told_with(passage: Passage, following: list[Passage]) -> Stated | None:
    """Return the project of a sentence that names one of the two, with the other that one behind it names."""
    here = {side: one for side in SIDES if (one := _sole(passage, side))}
    if not here and following and not passage.abroad and pattern("projects").search(passage.text):
        both = {side: _sole(following[0], side) for side in SIDES}
        return _stated(passage, both) if all(both.values()) and _WITH.search(following[0].text) else None
    if len(here) != 1 or passage.abroad or not pattern("projects").search(passage.text):
        return None
    missing = OTHER[next(iter(here))]
    for behind in following:
        other = _sole(behind, missing)
        if other and not behind.abroad and _WITH.search(behind.text):
            return _stated(passage, {**here, missing: other})
    return None


def _sole(passage: Passage, side: str) -> Party | None:
    """Return the one locality of a side that a sentence names."""
    named = passage.of(side, "party", "place")
    same = all(one.mention.ids & named[0].mention.ids for one in named)
    return named[0] if named and same else None


def _stated(passage: Passage, both: dict[str, Party | None]) -> Stated | None:
    """Return the project of which a sentence tells in what state it is, unless that is planned or of others."""
    for state in states_in(passage.text):
        for found in pattern("project_states", state).finditer(passage.text):
            if others_act(passage.text, found.start()) or mood(passage.text, found.start(), found.end()):
                return None
            where = passage.sentence.span
            day = day_of(passage, state, found.start())
            return Stated("project", state, both["vn"], both["jp"], day, spans=[where], weak=["project", "party"])
    return None
