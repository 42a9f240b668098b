"""The joint projects of localities that a sentence says have been adopted, are run or have ended."""

import re
from collections.abc import Iterable, Iterator
from itertools import product

from loaders.model.languages import has_japanese, is_english, is_japanese
from loaders.reading.context.acting import lacks_subject, others_act
from loaders.reading.context.discourse import Discourse
from loaders.reading.context.organisations import is_done_by_others
from loaders.reading.context.passages import SIDES, Passage
from loaders.reading.context.stated import NotOurs, Stated
from loaders.reading.dates.days import Day
from loaders.reading.language.lexicon import pattern, plans
from loaders.reading.language.moods import mood
from loaders.reading.language.sentences import clause_around
from loaders.reading.projects.project_parties import whose_it_is

_STATES = ("launch", "completed", "ongoing")
_FAR = 120


_NAME_OF_A_DOCUMENT = re.compile("「[^「」]{1,60}(?:覚書|協定書?|合意書|議定書|確認書)」")


_UNNAMED = re.compile(
    r"\bprojects\b"
    r"|(?<=(?:một|các) )(?:dự án|chương trình)(?:\s(?:hợp tác|khác|đầu tiên|chung|hỗ trợ|viện trợ|ODA|của JICA))*"
    r"(?:\W|\s(?:với|giữa|của|tại|ở|và|đang|đã)\s)|(?<=(?:nhiều|những) )(?:dự án|chương trình)(?!\w)",
    re.IGNORECASE,
)
"""Joint work of which it is not said which it is: under JICA projects, với một dự án của JICA."""


_SIGNED_PROGRAMME = re.compile(
    r"(?:chương trình|kế hoạch)\s(?:\w+\s)?hợp tác(?=[^.,;]{0,80}?\s(?:ký|ký kết)(?!\w))", re.IGNORECASE
)
"""A Vietnamese programme that is a document: chương trình hợp tác giữa A và B ký năm 2017."""


def projects(passage: Passage, discourse: Discourse) -> Iterator[Stated | NotOurs]:
    """Yield the project that a sentence states, if it does."""
    text = passage.text
    forms = (_NAME_OF_A_DOCUMENT, _UNNAMED, _SIGNED_PROGRAMME)
    others = [one.span() for form in forms for one in form.finditer(text)]
    found_works = pattern("projects").finditer(text)
    works = [one.start() for one in found_works if not (one[0] == "JICA" and is_japanese(text))]
    works = [at for at in works if not any(begin <= at < end for begin, end in others)]
    if not works:
        if discourse.of_projects:
            yield from _helped(passage)
        return
    where = passage.sentence.span
    if not is_japanese(text) and (kept := _kept_up(passage, discourse)):
        yield kept
    if passage.line and (row := _run_of_years(passage, discourse)):
        yield row
        return
    for state in states_in(text):
        for found in _dated_first(pattern("project_states", state).finditer(text), passage):
            if min(abs(found.start() - at) for at in works) > _FAR:
                continue
            parties, carried = whose_it_is(passage, discourse, found.start())
            if not parties or others_act(text, found.start()) or _is_run_by_others(passage, found.start()):
                continue
            if _IN_IT.match(found[0]) and plans().search(text, found.end()):
                continue
            if told := mood(text, found.start(), found.end()) or _is_scheduled(text, state):
                yield NotOurs(told, *where)
                if is_japanese(text) and found.end() < works[-1]:
                    continue  # another clause may tell what was done
                return
            state = _over(state, found[0], text)
            day = day_of(passage, state, found.start()) or (_day_adopted(discourse) if state == "launch" else None)
            weak, title = ["project", *carried], passage.sentence.title
            ends = [*_ends_before(passage, found.start())] if state == "completed" else []
            rows = [passage.listed_with(parties[side]) for side in SIDES]
            for vn, jp in product(*rows):
                for one in [*ends, day]:
                    yield Stated("project", state, vn, jp, one, spans=[where], weak=weak, title=title)
            return


_IN_IT = re.compile(r"(?:under|as\spart\sof|through)\s", re.IGNORECASE)
"""What says in English only in which project something is done, which behind it may be planned."""


def _day_adopted(discourse: Discourse) -> Day | None:
    """Return the day on which the sentence before says that it was told what is adopted; else the fiscal year."""
    told = discourse.day_before if _ADOPTING.search(discourse.before) else None
    return told if told and told.is_whole else discourse.fiscal_year


_ADOPTING = re.compile("(?:採択|選定|委託先|事業|案件)[^。]{0,20}を(?:発表|公表|決定)し")


def _is_run_by_others(passage: Passage, at: int) -> bool:
    """Whether it is said by whom something is done, in Vietnamese right before the verb, and that is no locality."""
    if is_english(passage.text):
        return is_done_by_others(passage, at)
    agent = _BY_WHOM.search(passage.text[:at])
    acts = agent and pattern("signers").match(passage.text, agent.end("by"))
    return bool(acts) and not any(one.start > agent.end("by") for one in passage.of("jp") if agent and one.start < at)


_BY_WHOM = re.compile(r"(?P<by>(?<!\w)do\s)[^,.;]{3,80}$")


def _over(state: str, verb: str, text: str) -> str:
    """Return that a project has ended, where an English sentence tells in the past from when to when it went on."""
    ended = state == "ongoing" and _PAST.fullmatch(verb) and _FROM_TO.search(text)
    return "completed" if ended else state


_PAST = re.compile(r"ran|run from|carried out|worked (?:on|with)|lasted", re.IGNORECASE)
_FROM_TO = re.compile(r"\bfrom\s(?:[a-z]+\s)?\d{4}\s(?:to|until|through)\s(?:[a-z]+\s)?\d{4}\b", re.IGNORECASE)


def day_of(passage: Passage, state: str, at: int) -> Day | None:
    """Return when a project came into the state of which a word tells: by the first day beside it, or the last."""
    begin, end = clause_around(passage.text, at)
    days = [day for day in passage.days if not _SIGNED_ON.search(passage.text[: day.start])]
    if state == "ongoing":
        days = [day for day in days if day.end]  # what goes on is not of the day that was told before the sentence
    own = [day for day in days if begin <= day.start < end and day.date]
    before = [day for day in days if day.start < begin and day.date and day.start < _FAR]
    own = own or [day for day in before if not _signs(passage, day, begin)]
    own = own or [day for day in days if day.date and _SINCE.search(passage.text[: day.start])]
    if state == "completed":
        own = [day for day in own if not _BEGINS.match(passage.text, day.end)]
    else:
        own = [day for day in own if not _ENDS.match(passage.text, day.end)]
    if state == "completed" and is_japanese(passage.text):
        own = own or [day for day in passage.days if day.start > at and day.date]
    return (own[-1] if state == "completed" else own[0]) if own else None


_SIGNED_ON = re.compile(r"(?<!\w)(?:ký|ký kết)\s(?:(?:vào|hồi|ngày|tháng|năm)\s){0,2}$", re.IGNORECASE)
"""What stands in Vietnamese before the day of a document under which a project is run."""


def _signs(passage: Passage, day: Day, begin: int) -> bool:
    """Whether a Japanese day before a clause is that of a signing, or a bid: 2015年に締結し、以後、支援を続けた."""
    ahead = passage.text[day.end : begin]
    return is_japanese(ahead) and bool(pattern("signed").search(ahead) or _BID.search(ahead))


_BID = re.compile("応募|申請|公募")


_BEGINS = re.compile("の?[初前後年末度]{0,2}(?:から|より)")
"""What stands behind the day on which something began, and so not behind that on which it ended."""
_SINCE = re.compile(r"\bsince\s(?:\w+\s)?$")
"""What stands in English before the day since which something goes on, whatever clause that is in."""
_ENDS = re.compile("(?:の?[前後年末度]){0,2}まで(?!に)")
"""What stands behind the day on which something is to end, and so not behind that on which it began."""


def _ends_before(passage: Passage, at: int) -> Iterator[Day]:
    """Yield when those projects ended that a Japanese verb has before its last: 16年まで「A」を、20年まで「B」を."""
    begin = 0
    for one in _BESIDES.finditer(passage.text, 0, at):
        yield from [day for day in passage.days if begin <= day.start < one.start() and day.date][-1:]
        begin = one.end()


_BESIDES = re.compile("」を、")


_DATED = 6
"""Characters between the word for a state and its date: adopted in December 2016."""
_BESIDE = 40
"""Characters between a word that something goes on and that for what does."""


def _dated_first(found: Iterable["re.Match[str]"], passage: Passage) -> list["re.Match[str]"]:
    """Return words for a state in their order, but first those that have a date right behind them."""
    dated = [day.start for day in passage.days if day.date]
    return sorted(found, key=lambda one: not any(0 <= at - one.end() <= _DATED for at in dated))


def _kept_up(passage: Passage, discourse: Discourse) -> Stated | None:
    """Return the project of which a plan, or a wish, says that it goes on, so that it is under way."""
    text = passage.text
    works = list(pattern("projects").finditer(text))
    for found in pattern("project_goes_on").finditer(text):
        if any(0 <= work.start() - found.end() <= _BESIDE for work in works) and mood(text, found.start(), found.end()):
            parties, carried = whose_it_is(passage, discourse, found.start())
            if parties:
                where = passage.sentence.span
                weak = ["project", *carried]
                return Stated("project", "ongoing", parties["vn"], parties["jp"], spans=[where], weak=weak)
    return None


def date_projects(stated: list[Stated], read: list[Passage]) -> None:
    """Date the projects whose day is told in the sentence behind: It started in June 2015."""
    dated = {one.spans[0][0] for one in stated if one.type == "project" and one.day}
    for one in stated:
        if one.type != "project" or one.day:
            continue
        at = next((n for n, passage in enumerate(read) if passage.sentence.start == one.spans[0][0]), -1)
        behind = read[at + 1] if 0 <= at < len(read) - 1 else None
        if (
            behind
            and behind.sentence.start not in dated
            and (pattern("project_meant").search(behind.text) or _is_told_on(behind))
        ):
            one.day = _told_behind(behind)
            one.weak += ["date"] if one.day else []


def _is_told_on(passage: Passage) -> bool:
    """Whether a Japanese sentence leaves out what it is about, so that it is the project told before: 4月に採択され…"""
    return lacks_subject(passage.text, passage.text.find("、")) and not any(
        one.role == "party" for one in passage.parties
    )


def _told_behind(passage: Passage) -> Day | None:
    """Return the day on which a sentence says that a project has begun or ended, which is in the same clause."""
    text = passage.text
    for state in _STATES[:2] if not _RUNS_FROM.search(text) else _STATES:
        for found in pattern("project_states", state).finditer(text):
            begin, end = clause_around(text, found.start())
            days = [day for day in passage.days if begin <= day.start < end and day.date]
            if days and not mood(text, found.start(), found.end()):
                return days[0]
    return None


_RUNS_FROM = re.compile(r"\b(?:runs|ran|lasts|lasted)\sfrom\b", re.IGNORECASE)
_UNTIL = re.compile(r"\s?(?:年度?)?\s?[~〜～\-–―ー]\s?$")


_SCHEDULED = re.compile(
    r"(?:まで|から|間)の(?:予定|計画)(?:で(?!(?:始|スタート|開始|実施し|進め|取り組ん))|だ|です|。)|\b(?:is|are)\s(?:due|scheduled|to)\s(?:to\s)?(?:run|last|start)\b"
)


def _is_scheduled(text: str, state: str) -> str:
    """Return that a project is planned, where a sentence says for when it is scheduled, and not that it was adopted."""
    return "planned" if state == "launch" and _SCHEDULED.search(text) else ""


def _run_of_years(passage: Passage, discourse: Discourse) -> Stated | None:
    """Return the project of a line of a Japanese chronology that tells its years: 2007年 協力事業 (~2009年)."""
    last = next((day for day in passage.days[1:] if _UNTIL.search(passage.text[: day.start]) and day.date), None)
    both = {
        side: next(iter(passage.of(side)), None) or discourse.titled(side) or discourse.sole(side) for side in SIDES
    }
    if not last or not all(both.values()) or not has_japanese(passage.text):
        return None
    where = passage.sentence.span
    return Stated("project", "completed", both["vn"], both["jp"], last, spans=[where], weak=["project", "party"])


def states_in(text: str) -> tuple[str, ...]:
    """Return the states in the order in which they count: what was begun and then ended has ended."""
    ended, begun = (pattern("project_states", state).search(text) for state in ("completed", "launch"))
    return ("completed", "launch", "ongoing") if ended and begun and ended.start() > begun.start() else _STATES


def _helped(passage: Passage) -> Iterator[Stated]:
    """Yield what a sentence behind one about projects tells of each: which locality helps which, clause by clause."""
    text = passage.text
    where = passage.sentence.span
    for jp in passage.of("jp"):
        begin, end = clause_around(text, jp.start)
        helps = pattern("helps").search(text, jp.mention.end, min(jp.mention.end + 40, end))
        first = helps.end() if helps and is_english(text) else begin  # whom English names behind the verb
        helped = [one for one in passage.of("vn", "party", "place") if first <= one.start < end]
        if helps and helped and not mood(text, helps.start(), helps.end()):
            vn = min(helped, key=lambda one: abs(one.start - helps.end()))
            yield Stated(
                "project", "ongoing", vn, jp, None, spans=[where], weak=["project"], title=passage.sentence.title
            )
