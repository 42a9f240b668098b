"""The documents that a sentence names, and what two localities are to each other, with the verbs of signing."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from loaders.model.languages import has_japanese
from loaders.reading.language.lexicon import documents, pattern, statuses, topics
from loaders.reading.language.sentences import clause_around
from loaders.reading.language.words import Word

_RANK = (
    "mou", "sister-city", "twin-city", "friendship-city", "letter-of-intent", "legislative", "friendship-cooperation",
    "sectoral",
)  # fmt: skip
"""Of several kinds that the words of one document name, the first of these is meant."""
_BESIDE = 12
_MOST = 20
"""Documents that are looked for in a sentence: one that names more is no sentence."""
_ONE = re.compile(r"one\b", re.IGNORECASE)
_SEVERAL = re.compile(r"(?:agreements|documents|pacts|deals)$", re.IGNORECASE)
_COUNTED = re.compile(r"(?<!\w)(?:hai|ba|bốn|năm|sáu|bảy|tám|các|những|nhiều|loạt|\d+)\s$", re.IGNORECASE)
"""What makes several of a Vietnamese document: “bốn văn bản, trong đó có bản ghi nhớ với …”."""
_CARRIED_OUT = re.compile(
    r"(?<!\w)(?<!và )(?:triển khai|thực hiện|cụ thể hóa|trên cơ sở|dựa trên|trong khuôn khổ|căn cứ|theo)\s"
    r"(?:(?:các|những|hiệu quả|tốt|nội dung|việc)\s){0,3}$"
    r"|(?<!and\s)(?<!\w)(?:implement|reali[sz]|fulfil|execut|carry)\w*\s(?:out\s)?(?:the|its|their|this|an?)\s(?:[\w'’]+\s(?:and\s\w+\s)?){0,2}$",
    re.IGNORECASE,
)
"""What stands before a document that is carried out, so that the verb of signing before it is of another."""
_SAID_AGAIN = re.compile(r"\s(?:này|đó|nói trên|kể trên|trên đây)(?!\w)", re.IGNORECASE)
_OF_PORTS = re.compile(r"港$|(?<!\w)cảng\s(?:kết nghĩa|hữu nghị)$|\bports?$", re.IGNORECASE)
"""How words end that name what two ports are to each other, and not two localities."""
_MUCH = re.compile(r"\b(?:great|good)\sdeal$", re.IGNORECASE)
_OF_JAPANESE = "ja"


class Document(NamedTuple):
    """A document or status that a sentence names, with the words that say it was signed.

    Attributes:
        kind: the kind of agreement; empty if its words name none.
        start: where its words begin.
        end: where they end.
        verb: where the verb stands that says it was signed; -1 if none does.
        alone: whether it is a document, and not what two localities are to each other.
    """

    kind: str
    start: int
    end: int
    verb: int
    alone: bool


def named_documents(text: str) -> Iterator[Document]:
    """Yield the documents that a sentence names; a Japanese verb is that of the nearest, if another is of no kind."""
    found = list(_named_documents(text))
    if not has_japanese(text):
        yield from found
        return
    found = [*_sharing_a_verb(found, text)]
    for one in found:
        others = [other for other in found if other.verb == one.verb and other is not one]
        nearer = any(_apart(other) < _apart(one) for other in others)
        yield one._replace(verb=-1) if one.verb >= 0 and nearer and not one.kind else one


def _sharing_a_verb(found: list[Document], text: str) -> Iterator[Document]:
    """Yield documents, one that is but an object with the verb of the next: A省と覚書を、B省とも覚書を締結した."""
    verb = -1
    for one in reversed(found):
        shared = one.alone and one.verb < 0 <= verb and text.startswith(("を、", "」を、"), one.end)
        verb = verb if shared else one.verb
        yield one._replace(verb=verb) if shared else one


def _apart(document: Document) -> int:
    return max(document.verb - document.end, document.start - document.verb)


def _named_documents(text: str) -> Iterator[Document]:
    """Yield the documents that a sentence names, each once: those of one verb are one, unless each has parties."""
    named, status = (
        [
            word
            for word in documents().find(text)
            if not (_OF_PORTS.search(text[: word.end]) or _MUCH.search(text[: word.end]))
        ][:_MOST],
        [word for word in statuses().find(text) if not _OF_PORTS.search(text[: word.end])][:_MOST],
    )
    named = [word for word in named if not _is_of_one_side(word, text)]
    if status or any(word.meaning for word in named):
        named = [word for word in named if not pattern("papers").fullmatch(text, word.start, word.end)]
    verbs = [found.start() for found in islice(pattern("signed").finditer(text), _MOST)]
    for word in status:
        if any(one.meaning and _NAMED_FOR.fullmatch(text, word.end, one.start) for one in named):
            continue  # the memorandum on what they are to each other
        begin, end = clause_around(text, word.start)
        here = [at for at in verbs if begin <= at < end] or [
            _near(verbs, paper, text) for paper in named if len(status) == 1 and _is_paper_of(paper, word, text)
        ]
        yield Document(word.meaning, word.start, word.end, _near(here, _spoken(word, text), text), False)
    clusters = [*_clusters([word for word in named if not any(s.start <= word.start < s.end for s in status)], text)]
    for at, cluster in enumerate(clusters):
        first, last = cluster[0], cluster[-1]
        kinds = [word.meaning for word in cluster if word.meaning] or _topic_before(first, text)
        told_apart = any(word.meaning for other in clusters[at + 1 :] for word in other)
        several = _SEVERAL.search(text[first.start : last.end]) or _COUNTED.search(text[: first.start])
        if not kinds and told_apart and several:
            continue  # “agreements with two prefectures”, of which each is told
        if not kinds and any(_is_beside(first, one, text) for one in status):
            continue  # the agreement on what they are to each other
        if not kinds and len(status) == 1 and _is_paper_of(first, status[0], text):
            continue  # the document by which they are that
        if set(kinds) <= {"friendship-cooperation"} and any(_leads_to(last, one, text) for one in status):
            continue  # the same, said the other way round
        kind = min(kinds, key=_RANK.index) if kinds else ""
        verb = _near(_here(verbs, first.start, text), _spoken(Word("", first.start, last.end), text), text)
        if verb < first.start and _CARRIED_OUT.search(text[: first.start]):
            verb = -1
        yield Document(kind, first.start, last.end, verb, True)
    if not named and not status and (held := pattern("ceremonies").search(text)):
        yield Document("", held.start(), held.end("said"), held.start("said"), True)
        return
    if not named and not status:
        for word in topics().find(text):
            at = _near(verbs, _spoken(word, text), text)
            ahead = has_japanese(text[word.start : word.end]) and at < word.start  # 結ばれた友好関係 is no document
            if at >= 0 and abs(at - word.start) < 80 and not ahead:
                yield Document(word.meaning, word.start, word.end, at, True)
                return


def _is_of_one_side(word: Word, text: str) -> bool:
    """Whether a plan is one that one side made for itself: vừa ban hành kế hoạch hợp tác với tỉnh A."""
    return bool(_PLAN.match(text, word.start) and _MADE_ALONE.search(text[: word.start]))


_PLAN = re.compile("kế hoạch|chương trình", re.IGNORECASE)
_MADE_ALONE = re.compile(
    r"(?<!\w)(?<!cùng )(?:ban hành|xây dựng|lập|soạn(?: thảo)?|trình|phê duyệt)\s(?:\w+\s)?$", re.IGNORECASE
)


def _here(verbs: list[int], at: int, text: str) -> list[int]:
    """Return the verbs that in English no semicolon parts from a place."""
    return verbs if has_japanese(text) else [verb for verb in verbs if "; " not in text[min(verb, at) : max(verb, at)]]


def _topic_before(word: Word, text: str) -> list[str]:
    """Return the kind that the words right before an English document name: friendship and cooperation deals."""
    if has_japanese(text[word.start : word.end]):
        return []
    beside = [one for one in topics().find(text[: word.start]) if one.end == word.start - 1]
    return [one.meaning for one in beside if "friend" in text[one.start : one.end].lower()][-1:]


def _is_paper_of(word: Word, status: Word, text: str) -> bool:
    """Whether an English document behind a status is that which made it: sister cities, the agreement was signed …"""
    return bool(
        not word.meaning and _THE.fullmatch(text, status.end, word.start) and not _ON_FIELDS.match(text, word.end)
    )


def _is_beside(word: Word, status: Word, text: str) -> bool:
    """Whether a document stands beside what two are to each other, and is no second one: “…” và “Biên bản …”."""
    near = -_BESIDE <= word.start - status.end <= _BESIDE
    return near and not _QUOTED_APART.search(text, status.end, max(word.start, status.end))


_QUOTED_APART = re.compile(r"”\s(?:và|and)\s“")
_THE = re.compile(r"[^.;()]{0,80}(?:\b(?:the|an?|their)\s(?:\w+\s)?|\()", re.IGNORECASE)
_ON_FIELDS = re.compile(r"\s(?:on|about|for|in|covering|concerning|regarding)\s", re.IGNORECASE)


_NAMED_FOR = re.compile("(?:提携|締結|関係)?(?:の|に関する|に係る|へ?の?提携の)")
"""What stands between a status and the Japanese document that makes it."""


def is_carried_out(document: Document, text: str) -> bool:
    """Whether a document is said to be carried out, which was signed before: triển khai bản ghi nhớ giữa hai tỉnh."""
    return document.verb < 0 and bool(_CARRIED_OUT.search(text[: document.start]))


def is_of_another_clause(document: Document, text: str, parties: Iterable[int]) -> bool:
    """Whether a Japanese clause tells a status, and the next of somebody else: 姉妹都市は大連市で、ダナン市とは…

    Args:
        document: the status.
        text: the sentence.
        parties: where the parties stand in it.
    """
    behind = [at for at in parties if at > document.end]
    return has_japanese(text) and any(_NEXT_CLAUSE.search(text, document.end, at) for at in behind)


_NEXT_CLAUSE = re.compile("(?:で|が|[しりきいてえけせ])、")


_SIGNED_WITH = re.compile(r"\b(?:signed|ký(?: kết)?)\s(?:\w+\s){0,2}$", re.IGNORECASE)
"""What stands before a document that a list of partners follows, so that it is no label of a line."""
_ABOUT = re.compile(r"[^,.;:()“”、。]{0,24}")


def _leads_to(word: Word, status: Word, text: str) -> bool:
    """Whether a document is one on what two are to each other, as told right behind it: thỏa thuận kết nghĩa."""
    return word.end <= status.start and bool(_ABOUT.fullmatch(text, word.end, status.start))


def _clusters(named: list[Word], text: str) -> Iterator[list[Word]]:
    """Yield words for documents together that name one: those in a row without brackets or signs between."""
    cluster: list[Word] = []
    for word in named:
        if text[word.end : word.end + 2].startswith(":") and not _SIGNED_WITH.search(text[: word.start]):
            continue
        if word is not named[0] and not word.meaning and _SAID_AGAIN.match(text, word.end):
            continue  # “this document”, behind the memorandum that it is
        if cluster and _ONE.match(text, word.start):
            yield cluster
            cluster = []
        if cluster and re.search(
            r"[()（）。;]|、|,|\band\b|\bvà\b|と(?!の)|\bone\b", text[cluster[-1].end : word.start]
        ):
            yield cluster
            cluster = []
        cluster.append(word)
    if cluster:
        yield cluster


def _spoken(word: Word, text: str) -> Word:
    """Return a word with the language that tells how far from it a verb may stand."""
    return Word(_OF_JAPANESE if has_japanese(text[word.start : word.end]) else "", word.start, word.end)


def _near(verbs: list[int], word: Word, text: str) -> int:
    """Return where the verb stands that is nearest to a word; -1 if none does."""
    if word.meaning == _OF_JAPANESE:
        near = [at for at in verbs if -14 <= at - word.end <= 45 or _ATTRIBUTE.fullmatch(text, at, word.start)]
    else:
        near = [at for at in verbs if abs(at - word.start) < 220]
    return min(near, key=lambda at: abs(at - word.start), default=-1)


_ATTRIBUTE = re.compile("[^、。はが]{0,6}(?:された|した|んだ|ばれた)[^、。はがを]{4,40}")
"""What stands between a Japanese verb and the document that it tells of: 調印された福岡県とハノイ市の間の協定."""
