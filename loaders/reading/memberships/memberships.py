"""The networks that a sentence says a locality belongs to, and the designations that it says one holds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from loaders.model.languages import is_english, is_japanese
from loaders.model.projects import Network
from loaders.reading.agreements.listings import is_line
from loaders.reading.context.discourse import Discourse
from loaders.reading.context.passages import Party, Passage
from loaders.reading.context.stated import NotOurs, Stated
from loaders.reading.dates.days import Day
from loaders.reading.language.lexicon import documents, pattern, words
from loaders.reading.language.words import Meanings, Word
from loaders.reading.memberships.members import FURTHER, holder, is_candidate, members, others_besides
from loaders.reading.memberships.membership_days import begun, each_with_a_day, is_one, is_so_before, own_day

_SHORT = 4
_UNDER_HEADING = 8
"""Sentences under a heading that names a network, in which it is meant."""
_MEMBER_OF = re.compile(r"(?:assembly|council|committee|party|board|議会|委員会|国内)\s?$", re.IGNORECASE)
_AT_ITS_MEETING = re.compile(
    "」?(?:の|が|加盟)[^、。]{0,14}(?:会議|総会|大会|フォーラム|セミナー|サミット|会合|シンポジウム|研修|式典)[^、。]{0,4}[にへ]"
)
"""What stands behind the name of a network at one meeting of which somebody took part, who may be no member."""
_COMMENT = re.compile(r"^Joining\b")
"""What begins a sentence on what it means that somebody has joined."""
_JOINED = re.compile(
    r"署名し|加盟し|加盟都市|会員都市|(?:has |have )?joined\b|member\s(?:cit|local)|bec[ao]me (?:an? )?members?\b"
    r"|\bmembers\s(?:(?:\w+\s){0,3}include|are|from)\b|,\san?\s(?:\w+\s)?member\b|\b(?:is|are|was|were|been)\s(?:also\s|both\s"
    r"|already\s)?(?:full\s)?(?:an?\s)?(?:(?:full|honorary|founding|associate|active|new)\s)?members?\b|newcomers?\b|followed\s(?:suit|in)\b"
    r"|gia nhập|thành phố thành viên|thành viên(?: chính thức)? (?:là|gồm)"
    r"|trở thành thành viên|thành viên mới|là (?:một |hai |ba |các )?thành viên|các thành viên"
    r"|会員(?:に|は|として|自治体|。)|参加してい(?:る|ます)|誓約し|加盟(?:は|日|年月日|の年|して|した|中|[をが](?:認め|承認|果た))|(?:認定|登録)(?:は|日|年|され[たて]|を受け)|加わ[りっ]|加入し|名を連ね|メンバーに"
    r"|(?:ベトナム|日本|国内)からは?[^。]{2,40}(?:選ばれ|選出され|認定され|選定され)",
    re.IGNORECASE,
)
_AS_ONE = re.compile("[」』]?(?:の(?:一員|メンバー|一都市))?として")
"""What stands in Japanese behind the network as one of which a locality does something."""
_OF_CITIES = re.compile(r"\bcit(?:y|ies)\b|\bmayors\b", re.IGNORECASE)
_OF_A_DAY = re.compile(
    r"\s(?:Day|Week|Report|Index|(?:[Gg]eneral\s|[Ee]xecutive\s)?(?:[Cc]ongress|[Cc]onference|[Ff]orum|[Ss]ummit|[Mm]eeting"
    r"|[Aa]ssembly|[Ww]orkshop|[Ss]eminar|[Aa]wards?))\b"
)
"""What stands behind the name of a network in that of something else, which one may attend who is no member."""
_ALSO = re.compile(
    r"\b(?:newcomers?|also|too|likewise|as well|so (?:is|was|were|are)|at the same time|another)\b"
    r"|(?<!\w)(?:cũng|đồng thời|cùng lúc)(?!\w)"
    r"|同時に|同じく|(?:ベトナム|日本|国内)からは|同じ[日年]|同日|併せて|あわせて|とともに",
    re.IGNORECASE,
)
"""What says that a sentence tells of the day that the one before told."""
_PLEDGED = re.compile(
    r"\b(?:(?:signed|signs|ký(?: kết)?)\s(?:up\sto\s)?(?:the\s)?"
    r"|(?:sign(?:ed|ing)|submitted|handed\sin|sent|made)\s(?:\w+\s){0,3}(?:commitments?|pledges?|letters?)\s(?:\w+\s)?(?:to|of|for)\s(?:join(?:ing)?\s)?(?:the\s)?"
    r"|(?:is|are|was|were|among|be(?:en|c[ao]me)?)\s(?:[\w’'-]+\s){0,6}(?:cit(?:y|ies)|localities|municipalities)\s(?:in|of)\s(?:the\s)?"
    r"|(?:thuộc|vào|có tên trong)\s(?:(?:danh sách|hệ thống|nhóm)\s)?)$",
    re.IGNORECASE,
)
_ITS = re.compile(
    r"(?<!\w)(?:it|its|the network|which|mạng lưới(?: này)?|tổ chức này)(?!\w)|同(?:ネットワーク|会議|連合)",
    re.IGNORECASE,
)


_NTH = r"(?:công\sviên|thành\sphố|khu|di\ssản|thành\sviên)\sthứ\s(?:hai|ba|tư|năm|sáu|bảy|tám|chín|mười|\d+)\slà"
_IS_NTH = re.compile(_NTH, re.IGNORECASE)
"""How a Vietnamese sentence opens that names the next of those who hold a designation."""
_THE_NETWORK = re.compile(r"(?<!\w)mạng lưới(?: này)?(?!\s(?:các|đô|thành|[A-ZĐ]))(?!\w)")
"""What a Vietnamese text calls the network of which it has told."""
_MORE = re.compile(
    r"(?<!\w)(?:(?:đã|cũng|lần lượt|tiếp tục) được (?:công nhận|kết nạp|ghi danh|vinh danh|trao)|có thêm|còn có|thêm"
    r"|đến lượt|cùng (?:tham gia|trong|thuộc)|thành viên từ|tiếp đó là|tiếp theo là|góp mặt|góp tên|có tên|ghi tên"
    r"|được (?:xướng|gọi) tên|được (?:UNESCO )?(?:công nhận|ghi danh|vinh danh|xếp hạng)"
    rf"(?=\s(?:vào|ngày|tháng|năm|từ|hồi|đầu|cuối)\s|[,.;])|{_NTH})(?!\w)",
    re.IGNORECASE,
)
"""What says that others were taken into the same network as those of whom was told."""


_THEREOF = re.compile(r"(?:(?<!\w)(?:là|có|gồm|góp|thêm|cho|với)|:)\s(?:(?:mặt|tên)\s)?(?:the\s)?$", re.IGNORECASE)
"""What stands before the first of those who are named of them: Việt Nam góp hai cái tên là …"""


_OF_THESE = re.compile("(?:このうち|うち|今回)?[、]?(?:ベトナム|日本|国内|県内|同国)(?:から)?(?:で)?は")
"""How a Japanese sentence opens that names those of whom the one before told."""


@dataclass
class Memberships:
    """Finds memberships in texts.

    Args:
        networks: the networks that are known.
    """

    networks: Iterable[Network]
    _named: Meanings = field(init=False)
    _kinds: dict[str, str] = field(init=False)
    _names: dict[str, str] = field(init=False)
    _before: list[Word] = field(init=False, default_factory=list)
    _last: list[Word] = field(init=False, default_factory=list)
    """The networks that were named last, however long ago."""
    _since: int = field(init=False, default=0)
    _listed: str = field(init=False, default="")
    """The role of those in a list, as its heading tells it."""
    _told: dict[str, Day] = field(init=False, default_factory=dict)
    _to_be_named: bool = field(init=False, default=False)
    """Whether it was told that some were taken into a network, who are still to be named."""

    _planned: set[str] = field(init=False, default_factory=set)
    """The networks of which it was told who is to become a member."""

    def __post_init__(self) -> None:
        """Make the names of the networks ready to be found."""
        further = words()["networks"]
        said: dict[str, list[str]] = {}
        self._kinds, self._names = {}, {}
        for one in self.networks:
            if one.kind in {"conference", "forum"}:  # who takes part in one meeting is no member
                continue
            named = [one.name, one.name_vi, one.name_ja, one.acronym, *further.get(one.network_id, ())]
            said[one.network_id] = [
                re.sub(r"\s*[(（].*?[)）]", "", name) for name in named if name and len(name) >= _SHORT - 1
            ]
            self._kinds[one.network_id] = one.kind
            self._names[one.network_id] = one.name
        self._named = Meanings(said)

    def is_of_cities(self, network: str) -> bool:
        """Whether a network is by its name one of cities, so that a name that a prefecture has too means the city."""
        return bool(_OF_CITIES.search(self._names[network]))

    def named(self, text: str) -> list[Word]:
        """Return the networks that a text names, by their ids."""
        return [one for one in self._named.find(text) if not _OF_A_DAY.match(text, one.end)]

    def begin(self) -> None:
        """Forget the networks of the text before."""
        self._before, self._last, self._told, self._listed, self._to_be_named = [], [], {}, "", False
        self._planned = set()

    def stated(self, passage: Passage, discourse: Discourse) -> Iterator[Stated | NotOurs]:
        """Yield the memberships that a sentence states, and what it tells of candidates."""
        where = passage.sentence.span
        for part in _parts_of(passage):
            yield from self._stated_in(part, discourse, where)

    def _stated_in(self, passage: Passage, discourse: Discourse, where: tuple[int, int]) -> Iterator[Stated | NotOurs]:
        text = passage.text
        here = self.named(text)
        listed = self._listed if not here and is_line(passage) else ""
        goes_on = _ITS.search(text) or ":" in text or _JOINED.search(text) or _MORE.search(text)
        named_now = self._to_be_named and (
            any(_THEREOF.search(text[: one.start]) for one in passage.parties) or bool(_OF_THESE.match(text))
        )
        networks = here or (self._before if listed or goes_on or named_now else [])
        if not networks and _THE_NETWORK.search(text) and _JOINED.search(text):
            networks = self._last
        self._last = here or self._last
        for network in _each_once(networks):
            role, cue = (listed, 0) if listed else self._role(passage, network, bool(here))
            if dated := each_with_a_day(passage):
                besides = others_besides(passage, []) if role and here else []
                first = members(passage, discourse, network, cue) if besides else []
                told = [one for one, _day in dated]
                undated = [(one, None) for one in first if one not in told]
                yield from self._each_dated([*dated, *undated], network, role, passage)
                continue
            if (named_now or _IS_NTH.match(text)) and not role and not is_japanese(text):
                role, cue = self._holds(network), 0
            if here:
                self._listed = role if text.rstrip().endswith(":") or passage.sentence.title else ""
            if not here and is_japanese(text) and text.startswith("署名", cue) and documents().find(text):
                continue  # of a document, and not of a pledge
            named = members(passage, discourse, network if here else None, cue) if role else []
            for one in others_besides(passage, named) if here else ():
                vn, jp = one.alone
                kind, day = role or self._holds(network), own_day(one, passage)
                yield Stated("membership", kind, vn, jp, day, network=network.meaning, spans=[where])
            if not here and is_english(text) and not _JOINED.search(text) and all(one.start < 0 for one in named):
                continue
            if network.meaning in self._planned and all(one.start < 0 for one in named):
                continue
            if not named or _is_of_another(network, networks, cue, text):
                if role and here:
                    self._expect(passage, network, cue)
                continue
            if is_candidate(text, cue, network if here else None):
                yield NotOurs("planned", *where)
                self._planned.add(network.meaning)
                self._before, here = [], []
                continue
            several = len(_each_once(networks)) > 1
            for one in named:
                day = begun(passage, network, cue, several, one if len(named) > 1 else None)
                if day:
                    self._told[network.meaning] = day
                    self._to_be_named = self._to_be_named and bool(here)
                elif (
                    not here and not passage.days and (named_now or _ALSO.search(text)) and not is_so_before(one, text)
                ):
                    day = self._told.get(network.meaning)
                vn, jp = one.alone
                yield Stated(
                    "membership",
                    role,
                    vn,
                    jp,
                    day,
                    network=network.meaning,
                    spans=[where],
                    title=passage.sentence.title,
                )
        heading = passage.line and here and passage.text.endswith(text[here[-1].start : here[-1].end])
        self._since = -_UNDER_HEADING if heading else 0 if here or listed else self._since + 1
        self._to_be_named = self._to_be_named and self._since < 3
        self._before = here or (self._before if self._since < 3 else [])

    def _expect(self, passage: Passage, network: Word, cue: int) -> None:
        """Take note of a sentence that tells that some were taken into a network, and when, but not who."""
        if not is_candidate(passage.text, cue, network):
            self._to_be_named = True
            if day := begun(passage, network, cue, False, None):
                self._told[network.meaning] = day

    def _holds(self, network: Word) -> str:
        return "designated" if self._kinds.get(network.meaning) == "designation" else "member"

    def _each_dated(
        self, dated: Iterable[tuple[Party, Day | None]], network: Word, role: str, passage: Passage
    ) -> Iterator[Stated]:
        """Yield the memberships of those in a list, each since its own day."""
        kind = role or self._holds(network)
        where = passage.sentence.span
        for one, day in dated:
            vn, jp = one.alone
            yield Stated("membership", kind, vn, jp, day, network=network.meaning, spans=[where])

    def _role(self, passage: Passage, network: Word, here: bool) -> tuple[str, int]:
        """Return the role that a sentence tells of, and where: member of a network, or holder of a designation.

        Args:
            passage: the sentence.
            network: the network.
            here: whether the sentence names it, and not one before.
        """
        text = passage.text
        if _COMMENT.match(text):
            return "", -1
        designation = self._kinds.get(network.meaning) == "designation"
        found = [
            one.start()
            for role in (("designated", "member") if designation else ("member",))
            for one in pattern("membership", role).finditer(text)
            if not _MEMBER_OF.search(text[: one.start()])
            and not (designation and one[0].startswith(("署名", "誓約")))
            and not (one[0].startswith("参加") and _AT_ITS_MEETING.match(text, network.end))
        ]
        if here and designation and holder(passage, network):
            found.append(network.start)
        if here and (pledged := _PLEDGED.search(text[: network.start])):
            return self._holds(network), pledged.start()
        if here and _AS_ONE.match(text, network.end):
            found.append(network.end)
        if is_english(text) and (at := is_one(text, network)) >= 0:
            found.append(at)
        if not found:
            return "", -1
        return self._holds(network), min(found, key=lambda at: abs(at - network.start))


def _parts_of(passage: Passage) -> list[Passage]:
    """Return the parts of a sentence that each tell of members: those of before, and who joined later."""
    parts = list(passage.parts())
    parts = parts if all(part.parties for part in parts) else [passage]
    later = [*passage.parts(_BEFORE_FURTHER)] if len(parts) == 1 else []
    if len(later) > 1 and all(part.parties and pattern("membership", "member").search(part.text) for part in later):
        return later
    return parts


def _each_once(networks: list[Word]) -> list[Word]:
    found: dict[str, Word] = {}
    for one in networks:
        found.setdefault(one.meaning, one)
    return list(found.values())


_BEFORE_FURTHER = re.compile(rf",\s(?=(?:[^,;]{{0,25}}\s)?{FURTHER.pattern})", re.IGNORECASE)
"""Behind which stands who joined besides those named before it."""


def _is_of_another(network: Word, networks: list[Word], cue: int, text: str) -> bool:
    """Whether the Japanese words for a membership stand behind another network, and so are of that."""
    return is_japanese(text) and any(
        network.end <= one.start < cue for one in networks if one.meaning != network.meaning
    )
