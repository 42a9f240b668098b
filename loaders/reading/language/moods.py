"""Whether what a sentence tells has happened: not what is planned, hoped for, asked for, permitted or denied."""

import re

from loaders.model.languages import has_japanese
from loaders.reading.language.lexicon import pattern, plans
from loaders.reading.language.sentences import clause_around

_CHAINED = re.compile(r"(?:し|れ|び|み|き|い|て|で)(?:、|[一-鿿ァ-ヺ])")
_OVER = re.compile(r"(?<!\w)(?:đã|vừa|has|(?<!\bto )have|had)(?!\w)", re.IGNORECASE)
_DONE = re.compile(r"(?:đã|vừa)\s", re.IGNORECASE)
_THEN = re.compile(r"\s*(?:sau đó|rồi|tiếp đó|tiến tới|and then|then|and later)\s", re.IGNORECASE)
_TO = re.compile(r"(?<!\w)to\s(?:be\s)?$", re.IGNORECASE)
_WHILE = re.compile(
    r"\b(?:proposals?|plans?|discussed|proposed|suggested|asked|requested|hoped?|wish(?:es|ed)?|desire|ready|keen|expectations?"
    r"|invited|considered|urged)\b.*\b(?:(?:at|during)\s(?:an?|the|his"
    r"|her|their)\s(?:[\w-]+\s){0,3}|(?:while|when|as)\s(?:(?:s?he|they|it)\s)?)$"
    r"|(?<!\w)(?:(?:trong|tại|ở|nhân|qua)\s(?:buổi|cuộc)|(?<!trước\s)khi|lúc)\s(?:đón\s)?$"
)
"""What stands before the meeting at which somebody asked for something, which has been whatever was asked for."""
_AT = re.compile(r"(?<!\w)(?:trong|tại|nhân|qua)\s$", re.IGNORECASE)
"""The same in Vietnamese, where the meeting is called by a noun: mong muốn … trong buổi tiếp."""
_ASKED_BY = re.compile(
    r"(?<!\w)(?:do\s[^,.;]{3,50}\s(?:đề xuất|đề nghị)"
    r"|(?:theo|đáp lại|nhận|trước|xét)\s(?:lời\s)?(?:đề nghị|đề xuất|mời))$",
    re.IGNORECASE,
)
"""A wish that is the ground of what was done: dự án do tỉnh A đề xuất được chọn, theo đề nghị của B."""
_CAME_TO = re.compile(
    r"\b(?:came together|met|gathered|sat down|came|used|took|chosen|selected|picked"
    r"|held\sa\s(?:\w+\s)?ceremony)(?:\s[\w'-]+){0,4}\sto $",
    re.IGNORECASE,
)
"""What makes of “to sign” what has happened."""
_FIRST_TO = re.compile(
    r"\b(?:first|second|third|only|latest|last|\d+(?:st|nd|rd|th))(?:\s[\w’'-]+){0,7}\sto\s(?:be\s)?$", re.IGNORECASE
)
"""What makes of “to visit” what somebody was the first to do."""
_TO_COME = re.compile("(?:(?:いた|致|され)?し?|を?(?:行い|開き|開催し|実施し|執り行い))ます(?!が)")
"""What an announcement says, of what is to come."""
_SAID = re.compile(
    "(?:し|され)(?:た|まし|てい|、)|(?<=[けれ])た(?=[。、」]|$)|を(?:示し|述べ|伝え|語っ|表し|口にし)た?|な(?:発言|回答|返答|返事|反応|意見)"
)
"""What makes of a hope one that was told, so that the verb before it has happened: 首相を訪ね、協力を要望した."""
_AGREED = re.compile("ること(?:で|を)|..を決め")
"""What two have agreed to do, who have met to do so."""
_BECAME = re.compile("[とに]な(?:り|っ[たて])")
"""What makes of a status one that two have come to have, whatever they plan behind it."""
_THEN_JA = re.compile("て(?=[、「『一-鿿ァ-ヺ])(?!以来|以降)")
_TO_BE_DONE = re.compile("(?:(?<!てい)(?<!であ)(?<!があ)る|[うくぐすつぶむ])(?:という|とのこと(?:だ|です)?|そうだ)。?$")
"""How a Japanese sentence ends that reports what somebody is going to do: 訪問し、覚書を披露するという."""
_AMONG_OTHERS = re.compile("(?:など|等|に至)$")
_REPORTED = re.compile(
    r"(?:した|いた|れた|った|んだ|ました)(?:。|、|こと|と(?:発表|述べ|明らか|い)|$|[」』)）]|(?=[「『一-鿿ァ-ヺ]))"
)


def mood(text: str, start: int, end: int) -> str:
    """Return whether what stands somewhere in a sentence is ``planned`` or ``denied``; nothing if it has happened.

    Args:
        text: the sentence.
        start: where the words for it begin.
        end: where they end.
    """
    if pattern("by_plan").match(text) and not _OVER.search(text, 0, start):
        return "planned"
    if has_japanese(text[start:end]):
        return "denied" if text[:start].endswith("未") else _in_japanese(text, end)
    begin, _end = clause_around(text, start)
    before = text[begin:start]
    if pattern("denials", "latin").search(before[-25:]):
        return "denied"
    if _TO.search(before) and not (_CAME_TO.search(before) or _FIRST_TO.search(before)):
        return "planned"
    if begin and _THEN.match(before):
        return mood(text, begin - 1, begin)  # of what is to follow it says as little
    while_met = _WHILE.search(before) or (_AT.search(before) and text.startswith(("buổi", "cuộc"), start))
    planned = [] if while_met else list(plans().finditer(before))
    if _DONE.match(text, start):
        return ""  # “sẽ thực hiện thỏa thuận đã ký”: what is to be done with it, it was signed before
    planned = [one for one in planned if not _ASKED_BY.search(before, 0, one.end())]
    if planned and not _OVER.search(before, planned[-1].end()):
        return "planned"
    return ""


def _is_of_an_itinerary(text: str, end: int) -> bool:
    """Whether a word leads on, by 、 or の, to a present at the end of the sentence, and no past stands between."""
    if text[:end].endswith(("た", "だ")):
        return False  # 協定を結んだ県は、職員を派遣する。
    coming = pattern("itineraries").search(text, max(end - _STEM, 0))
    leads_on = (
        _LEADS_ON.match(text, end) or _PRESENT.match(text, end) or _CHAINED.match(text[max(end - 1, 0) : end + 1])
    )
    return bool(coming and leads_on) and not _PAST.search(text, end)


_STEM = 4
_PRESENT = re.compile("(?:する|を行う|される)。")
_LEADS_ON = re.compile("[、のと]|(?:し|され)?て?(?:、|[一-鿿ァ-ヺ])")
_PAST = re.compile("(?:[しいれっき]た|んだ|ました|てい[るた]|ており)(?:[。、」)）]|$)")


def _is_done_towards(plan: "re.Match[str]", text: str) -> bool:
    """Whether what was done is told behind a plan, towards which it was: 締結に向けて協議することで一致した."""
    return bool(_TOWARDS.search(plan[0]) and _DONE_AT_LAST.search(text) and not _ANNOUNCED.search(text))


_TOWARDS = re.compile("向け|目指")
_DONE_AT_LAST = re.compile("(?:した|った|んだ|れた|いた|ました|て(?:いる|います|おり、.*))。?$")
_ANNOUNCED = re.compile("(?:明らかに|発表|表明|述べ|語|話|示|伝え|決め|説明|固め)[^、。]{0,8}。?$")


def _in_japanese(text: str, end: int) -> str:
    """Tell by what follows: the verb that ends the clause, or the sentence if the clause leads on to it."""
    if _AMONG_OTHERS.search(text, 0, end) and text[end : end + 1] not in {"を", "の", "し"}:
        return ""
    if _BECAME.match(text, end):
        return ""
    if _TO_COME.match(text, end) and text[end - 2 : end] not in {"てい", "でい"}:
        return "planned"
    end -= text[end - 1 : end] == "、"
    behind = text[max(end - 2, 0) :]
    if _is_of_an_itinerary(text, end):
        return "planned"
    own = behind.split("、", 1)[0] if not behind[:3].endswith("、") else behind[:3]
    if own.endswith("を"):  # whose verb stands behind the comma
        own = "、".join(behind.split("、", 2)[:2])
    if pattern("denials", "japanese").search(own if "、" in own[:-1] else own[:14]):
        return "denied"
    if _REPORTED.search(own[:6]):
        return ""
    if pattern("plans", "japanese").search(own):
        return "planned"
    rest = text[end:]
    leads_on = _CHAINED.match(text[max(end - 1, 0) : end + 1]) or _THEN_JA.match(rest)
    if leads_on and _TO_BE_DONE.search(rest):
        return "planned"
    done = re.search(r"(?:した|いた|れた|った|んだ|ました|ている|ていた|ており)(?:[。、」)）]|$)", rest)
    plans_behind = pattern("plans", "japanese").finditer(rest)
    late = next(
        (
            one
            for one in plans_behind
            if not (_SAID.match(rest, one.end()) or _AGREED.match(one[0]) or _is_done_towards(one, rest))
        ),
        None,
    )
    if leads_on and late and not (done and done.start() < late.start()):
        return "planned"
    return ""
