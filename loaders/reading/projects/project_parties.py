"""Whose work a project is: the locality of each country that a sentence names for it, or means."""

import re

from loaders.model.languages import is_english
from loaders.reading.context.acting import lacks_subject
from loaders.reading.context.discourse import ABOUT_PROJECTS, Discourse
from loaders.reading.context.passages import OTHER, SIDES, Party, Passage
from loaders.reading.context.stated import nearest
from loaders.reading.language.lexicon import pattern


def whose_it_is(passage: Passage, discourse: Discourse, at: int) -> tuple[dict[str, Party], list[str]]:
    """Return the locality of each country whose work it is; nothing where one has none."""
    found: dict[str, Party] = {}
    for side in SIDES:
        if one := nearest(passage.of(side) or passage.of(side, "place") or _served(passage, side), at):
            found[side] = _with_its_part(one, passage)
    if not found and _of_organisations_before(discourse):
        return {}, []
    if not found and (both := discourse.both(passage, at) or _meant_there(passage, discourse)):
        return {side: one for side, one in both.items() if one}, ["party"]
    just_told = discourse.of_projects == ABOUT_PROJECTS and _THE_PROJECT.match(passage.text)
    if not found and (just_told or (discourse.of_projects and _is_of_the_work(passage.text, at))):
        found = {side: one for side in SIDES if (one := discourse.last(side))}
        return (found, ["party"]) if len(found) == 2 else ({}, [])
    carried = []
    for side in SIDES:
        if side not in found and OTHER[side] in found and (meant := _meant(side, passage, discourse, at)):
            found[side] = meant
            carried.append("party")
    return (found, carried) if len(found) == 2 else ({}, [])


def _is_of_the_work(text: str, at: int) -> bool:
    """Whether a Japanese sentence names nobody who acts before some words, or the work that was told before."""
    return lacks_subject(text, at) or bool(_WORK_IS.search(text[:at]))


def _of_organisations_before(discourse: Discourse) -> bool:
    """Whether an English sentence before tells what an organisation does, so that the two sides are not both ours."""
    if not is_english(discourse.before):
        return False
    return any(one[0] not in _WHO_PAYS for one in pattern("signers").finditer(discourse.before))


_WHO_PAYS = {"JICA", "Agency"}
_DEPARTMENT = re.compile(r"(?<!\w)Sở\s[A-ZĐ]")
"""A Vietnamese department, which is that of the locality spoken of where none is named."""


def _meant(side: str, passage: Passage, discourse: Discourse, at: int) -> Party | None:
    """Return whom a sentence means; in a text about projects, whoever it was spoken of where no subject is told."""
    meant = discourse.meant(side, passage)
    text = passage.text
    of_work = _is_of_the_work(text, at) or _DEPARTMENT.search(text) or _WORK_TOPIC.match(text)
    on = (discourse.of_projects and of_work) or _OF_THAT.match(passage.text)
    return meant or (discourse.last(side) if on else None)


_THE_PROJECT = re.compile(
    r"(?:Dự án|Chương trình|Công trình|Mô hình)\s(?:này\s)?(?:đã |đang |hiện )?"
    r"(?:được|do|triển khai|thực hiện|kéo dài|kết thúc|hoàn thành)\s"
    r"|(?:(?:The|This)\s(?:[\w-]+\s){0,4}?(?:phase|project|programme|program|scheme|pilot)|It|Its\s\w+\sphase)\b"
)
"""How a Vietnamese or English sentence opens that goes on about the project told before."""
_WORK_IS = re.compile(
    "(?:^|、)[^、。はが]{0,12}(?:事業|プロジェクト|協力|取り組み|プログラム|「[^「」]{4,60}」)(?:[(（][^()（）]*[)）])?"
    "(?:で?は|には|が)[^。はが]{0,40}$"
)
"""How a Japanese clause opens whose subject is the project that was told before: 本県の提案事業が採択され."""
_WORK_TOPIC = re.compile("(?:この|同|本)?(?:事業|プロジェクト|プログラム|取り組み)(?:は|では)")
"""How one opens that tells of that project who runs it: 事業は北九州市が2023年から実施している."""
_OF_THAT = re.compile("(?:その|この|同[市省県])[^、。はが]{1,14}[をにへ]")
"""How one opens that tells what is done there of which the sentence before told: その排水対策を福岡市が支える事業が…"""


def _with_its_part(one: Party, passage: Passage) -> Party:
    """Return the city whose plant one is of which brackets tell in which part of it that stands: (ハノイ市ソンタイ)."""
    if not passage.text.startswith((")", "）"), one.mention.end):
        return one
    return next((city for city in passage.of(one.side, one.role) if city.mention.end == one.start), one)


def _served(passage: Passage, side: str) -> list[Party]:
    """Return the localities of Vietnam for whose people or schools a Japanese sentence says that work is done."""
    named = passage.of(side, "part") if side == "vn" and passage.of("jp") else []
    return [one for one in named if one.mention.level and _FOR_WHOM.match(passage.text, one.mention.end)]


_FOR_WHOM = re.compile("の[^、。はがを]{1,16}(?:[にへで]|を対象)")


def _meant_there(passage: Passage, discourse: Discourse) -> dict[str, Party | None]:
    """Return both localities where a Japanese sentence says what one of Japan does there: 県が市内で建設を支援した."""
    one = discourse.meant("jp", passage, level_only=True) if _THERE.search(passage.text) else None
    other = discourse.last("vn") if one else None
    return {"vn": other, "jp": one} if other else {}


_THERE = re.compile("[市省]内[でに]|現地[でに]")
