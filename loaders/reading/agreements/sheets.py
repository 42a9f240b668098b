"""What the lines of a Japanese notice tell together: labels with a day, a document, the years of a project.

A notice is a list of labels (締結日, 相手方, 実施期間) and not of sentences. Who they are about is told once, in the
title, in another line, or by whose page it is.
"""

import re
from collections.abc import Iterable, Iterator

from loaders.reading.agreements.signed_documents import named_documents
from loaders.reading.context.discourse import Discourse
from loaders.reading.context.passages import SIDES, Party, Passage
from loaders.reading.context.stated import Stated
from loaders.reading.dates.days import Day
from loaders.reading.language.lexicon import pattern

_SIGNED_ON = re.compile(
    r"[\s\d()（）.．■□●○◎◆◇・*＊【]{0,6}[^。:：、\d]{0,12}(?:(?:締結|提携|調印|署名)(?:年月)?日|(?:締結|提携|調印|署名)(?:年月|年|時期))"
    r"[】\]]?\s?[:：|]?\s*$"
)
_SIGNED_THEN = re.compile(r"\s?に?(?:提携|締結|調印|署名)(?:[)）])?$")
_PERIOD = re.compile(r"(?:実施|事業|協力|プロジェクト)?期間[】\]]?\s?[:：|]?\s*$")
_UNTIL = re.compile(r"\s?(?:[(（][^()（）]*[)）])?\s?(?:から|より|[~～〜\-–―ー])\s?$")


def of_sheet(read: list[Passage], discourse: Discourse, stated: list[Stated], published: str) -> Iterator[Stated]:
    """Yield what the lines of a notice tell together, besides what each tells alone.

    Args:
        read: the sentences and lines.
        discourse: what the text names.
        stated: what its sentences state.
        published: the day of publication; empty if it is not known.
    """
    _date_from_period(read, stated)
    lines = [one for one in read if one.line and not one.sentence.title]
    of_project = not any(one.type == "project" for one in stated) and _is_of_a_project(read)
    both = (_labelled(lines) if of_project else {}) or _both(discourse)
    if not both or len(lines) < 2:
        return
    dated = {(one.kind, one.date) for one in stated if one.type == "agreement" and one.date}
    signed = next(_agreements(lines, read, both), None)
    if signed and not any(signed.kind == kind or signed.date == day for kind, day in dated):
        yield signed
    if of_project:
        yield from _projects(lines, [one for one in read if one.sentence.title], both, published)


def _both(discourse: Discourse) -> dict[str, Party]:
    """Return the one locality of each side that a notice is about; nothing if it names several of one."""
    found = {side: one for side in SIDES if (one := discourse.sole(side))}
    return found if len(found) == len(SIDES) else {}


def _is_of_a_project(read: list[Passage]) -> bool:
    return any(pattern("projects").search(one.text) for one in read)


def _labelled(lines: list[Passage]) -> dict[str, Party]:
    """Return who does a project by the lines with labels of its sheet, the first of each side: 提案自治体 神戸市."""
    found: dict[str, Party] = {}
    for line in lines:
        if _WHO.match(line.text):
            for side in SIDES:
                for one in line.of(side, "party", "place")[:1]:
                    found.setdefault(side, one)
    return found if len(found) == len(SIDES) else {}


_WHO = re.compile(
    r"[\s\d()（）.．■□●○◎◆◇・*＊【]{0,6}(?:(?:提案|実施|事業|協力|主管)(?:自治体|団体|機関|主体|者|元)"
    r"|(?:日本|ベトナム)側|相手国?(?:側|機関|方|先|都市|自治体)|対象(?:地域|地|都市)|カウンターパート|C/?P|受入れ?(?:機関|先))"
)
"""The label of a line that names who does a project, or where."""


def _agreements(lines: list[Passage], read: list[Passage], both: dict[str, Party]) -> Iterator[Stated]:
    for line in lines:
        for day in line.days:
            told = _SIGNED_ON.match(line.text[: day.start]) or _SIGNED_THEN.match(line.text, day.end)
            kind = _kind([line, *read]) if told and day.date else ""
            if kind:
                yield Stated(
                    "agreement", kind, both["vn"], both["jp"], day, spans=[line.sentence.span], weak=["party", "kind"]
                )
                return


def _kind(read: Iterable[Passage]) -> str:
    """Return the kind of the first document that names one."""
    return next((one.kind for passage in read for one in named_documents(passage.text) if one.kind), "")


def _projects(lines: list[Passage], titles: list[Passage], both: dict[str, Party], published: str) -> Iterator[Stated]:
    for line in lines:
        years = _period(line)
        if years:
            ended = bool(published) and str(years[1].date) <= published
            state, day = ("completed", years[1]) if ended else ("ongoing", years[0])
            yield Stated(
                "project", state, both["vn"], both["jp"], day, spans=[line.sentence.span], weak=["party", "project"]
            )
            return
    for line in [*titles, *lines]:
        if line.days and line.days[0].date and _ADOPTED.search(line.text, line.days[0].end):
            day, weak = line.days[0], ["party", "project"]
            yield Stated("project", "launch", both["vn"], both["jp"], day, spans=[line.sentence.span], weak=weak)
            return


def _date_from_period(read: list[Passage], stated: list[Stated]) -> None:
    """Have a project without a day be of the years that a sentence of its own tells: 期間は2022年から3年間。."""
    for passage in read:
        days = [day for day in passage.days if day.date]
        if not days or "予定" in passage.text or not _PERIOD_IS.search(passage.text[: days[0].start]):
            continue
        for one in stated:
            if one.type == "project" and not one.day:
                one.day = days[-1] if one.kind == "completed" else days[0]


_PERIOD_IS = re.compile("期間は、?$")


def _period(line: Passage) -> tuple[Day, Day] | None:
    """Return the first and last day of a line with a label for a period."""
    days = [day for day in line.days if day.date]
    if len(days) != 2 or not _PERIOD.search(line.text[: days[0].start]):
        return None
    return (days[0], days[1]) if _UNTIL.fullmatch(line.text, days[0].end, days[1].start) else None


_ADOPTED = re.compile("採択")
