"""Who met in a Japanese sentence, whatever its verb is: the heads of a locality of each country, or of one."""

import re
from collections.abc import Iterator

from loaders.reading.context.discourse import Discourse
from loaders.reading.context.passages import OTHER, SIDES, Party, Passage
from loaders.reading.context.stated import Stated
from loaders.reading.context.states import meets_the_state
from loaders.reading.language.lexicon import pattern

_HEAD = {
    "vn": re.compile("[^、。はがをとに]{0,36}(?:委員長|書記|議長)(?:[(（][^()（）]*[)）])?(?:ら|など)?"),
    "jp": re.compile("[^、。はがをとに]{0,24}(?:知事|[市町村]長|議長)(?:[(（][^()（）]*[)）])?(?:ら|など)?"),
}
"""What stands behind a locality whose head is named, by country."""
_SUBJECT = re.compile("[はが]")
_WHOM = re.compile(
    "ら?(?:から|と(?!も|して|の)|とともに|に(?!つい|関|よ)|を[^、。をはが]{0,12}(?:案内|招|出迎|もてな|囲))"
)
"""The particle behind him with whom somebody has to do."""
_ENDS = re.compile("(?:[しいれっけめげえ]た|んだ|ました)。?$")
"""How a sentence ends that tells what was done."""
_WRITES = re.compile("書簡|親書|メッセージ|手紙|電報|[祝弔]電|電話|文書を送|見舞い|宛て|会見で")
"""By what somebody has to do with another whom he does not meet."""


def met_by_office(passage: Passage, discourse: Discourse) -> Iterator[Stated]:
    """Yield the meeting that a sentence tells, of which one head is the subject and the other the object.

    The other may be somebody of his state. A signing as such is none, nor is what was done by letter.

    Args:
        passage: the sentence.
        discourse: what was told before it.
    """
    text = passage.text
    days = [day for day in passage.days if day.is_whole]
    if len(days) < len(passage.days) or not _ENDS.search(text) or passage.abroad:
        return
    if pattern("signed").search(text) or _WRITES.search(text) or pattern("plans", "japanese").search(text):
        return
    heads = {side: _head(side, passage, discourse) for side in SIDES}
    for side in SIDES:
        acting, other = heads[side], heads[OTHER[side]]
        if not acting or not _SUBJECT.match(text, acting[1]):
            continue
        if other and _WHOM.match(text, other[1]):
            parties: dict[str, Party] = {side: acting[0], OTHER[side]: other[0]}
        elif not other and _of_the_state(OTHER[side], passage, acting[1], discourse):
            parties = {side: acting[0]}
        else:
            continue
        where, day = [passage.sentence.span], next(iter(days), None)
        yield Stated("event", "meeting", parties.get("vn"), parties.get("jp"), day, spans=where, weak=["kind"])
        return


def _of_the_state(side: str, passage: Passage, begin: int, discourse: Discourse) -> bool:
    """Whether somebody of the state of a side is named behind a place as he with whom somebody has to do."""
    if passage.of(side):
        return False
    whom = any(_WHOM.match(passage.text, one.end()) for one in pattern("national").finditer(passage.text, begin))
    return whom and meets_the_state(passage.text, side, discourse.envoys)


def _head(side: str, passage: Passage, discourse: Discourse) -> tuple[Party, int] | None:
    """Return the one locality of a side whose head a sentence names, and where what it calls him ends."""
    told = ((one, _HEAD[side].match(passage.text, one.mention.end)) for one in passage.of(side))
    found = [(one, head.end()) for one, head in told if head]
    if not found and (same := _OF_THE_SAME.search(passage.text)) and (meant := discourse.meant(side, passage)):
        head = _HEAD[side].match(passage.text, same.end())
        return (meant, head.end()) if head else None
    return found[0] if len(found) == 1 else None


_OF_THE_SAME = re.compile("同[省市県](?=人民|党|の)")
"""What stands for a locality named before whose head is named: 同省人民委員会の…委員長."""
