"""What the lines of a Japanese notice tell together: labels with a day, a document, the years of a project.

A notice is a list of labels (締結日, 相手方, 実施期間) and not of sentences. Who they are about is told once, in the
title, in another line, or by whose page it is.
"""

import re
from collections.abc import Iterable, Iterator

from loaders.proposals.days import Day
from loaders.proposals.discourse import Discourse
from loaders.proposals.lexicon import pattern
from loaders.proposals.passages import SIDES, Party, Passage
from loaders.proposals.signed_documents import named_documents
from loaders.proposals.stated import Stated

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
    both = _both(discourse)
    lines = [one for one in read if one.line and not one.sentence.title]
    if not both or len(lines) < 2:
        return
    dated = {(one.kind, one.date) for one in stated if one.type == "agreement" and one.date}
    signed = next(_agreements(lines, read, both), None)
    if signed and not any(signed.kind == kind or signed.date == day for kind, day in dated):
        yield signed
    if not any(one.type == "project" for one in stated) and any(pattern("projects").search(one.text) for one in read):
        yield from _projects(lines, both, published)


def _both(discourse: Discourse) -> dict[str, Party]:
    """Return the one locality of each side that a notice is about; nothing if it names several of one."""
    found = {side: one for side in SIDES if (one := discourse.sole(side))}
    return found if len(found) == len(SIDES) else {}


def _agreements(lines: list[Passage], read: list[Passage], both: dict[str, Party]) -> Iterator[Stated]:
    for line in lines:
        for day in line.days:
            told = _SIGNED_ON.match(line.text[: day.start]) or _SIGNED_THEN.match(line.text, day.end)
            kind = _kind([line, *read]) if told and day.date else ""
            if kind:
                yield Stated(
                    "agreement", kind, both["vn"], both["jp"], day, spans=[_where(line)], weak=["party", "kind"]
                )
                return


def _kind(read: Iterable[Passage]) -> str:
    """Return the kind of the first document that names one."""
    return next((one.kind for passage in read for one in named_documents(passage.text) if one.kind), "")


def _projects(lines: list[Passage], both: dict[str, Party], published: str) -> Iterator[Stated]:
    for line in lines:
        years = _period(line)
        if years:
            ended = bool(published) and str(years[1].date) <= published
            state, day = ("completed", years[1]) if ended else ("ongoing", years[0])
            yield Stated("project", state, both["vn"], both["jp"], day, spans=[_where(line)], weak=["party", "project"])
            return


def _date_from_period(read: list[Passage], stated: list[Stated]) -> None:
    """Have a project without a day be of the years that a sentence of its own tells: 期間は2022年から3年間。."""
    for passage in read:
        days = [day for day in passage.days if day.date]
        if not days or not _PERIOD_IS.search(passage.text[: days[0].start]):
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


def _where(line: Passage) -> tuple[int, int]:
    return line.sentence.start, line.sentence.start + len(line.text)
