"""Of which kind an agreement is: by its own words, by what it is about, and by who signed it."""

import re

from loaders.model.languages import is_english, is_vietnamese
from loaders.reading.agreements.signed_documents import Document
from loaders.reading.language.lexicon import fields, topics
from loaders.reading.language.sentences import clause_around

ASSEMBLY = re.compile(
    r"people['’]s council|\bcouncil\b|assembl(?:y|ies)|hội đồng nhân dân|hđnd|hội đồng tỉnh|hội đồng thành phố"
    r"|hội đồng (?:dân biểu|nghị (?:sĩ|sỹ|viên))|nghị viện"
    r"|cơ quan dân cử|elected bodies|議会|人民評議会",
    re.IGNORECASE,
)
_ASSEMBLIES = re.compile(r"assemblies|elected bodies|cơ quan dân cử|両議会", re.IGNORECASE)


_BEHIND, _BEHIND_PARTIES = 50, 130
"""So far behind a document stands what it is about, and so far behind the names of those who signed it."""


def kind_of(document: Document, text: str) -> str:
    """Return the kind of agreement that a document is, by its own words and by who signed it."""
    begin, end = clause_around(text, document.start)
    if on := _ON_VI.match(text, end):
        end = clause_around(text, on.end())[1]
    around = text[max(begin - (120 if is_vietnamese(text) else 60), 0) : end]
    one = re.search(r"\bone\b.*", text[: document.start])
    if ASSEMBLY.search(around if not one else text[max(0, document.start - 10) : end]) and both_assemblies(around):
        return "legislative"
    if document.kind:
        return document.kind
    topic = topics().find(text[document.start : end])
    if topic and not (topic[0].meaning == "letter-of-intent" and _OF_A_FIELD_JA.search(text, begin, document.start)):
        return topic[0].meaning
    upto = document.end + _BEHIND
    if is_vietnamese(text):  # which names the parties before what a document is about
        upto = max(upto, min(end, document.end + _BEHIND_PARTIES))
    if is_english(text) and (about := _ABOUT.match(text, document.end)) and _GENERAL.sub("", about["of"]).strip(" ,-"):
        return "sectoral"
    if is_english(text) and _OF_A_FIELD.search(text, 0, document.start):
        return "sectoral"
    window = text[max(document.start - 25, 0) : upto]
    return "sectoral" if _is_of_a_field(window) else "friendship-cooperation"


_ON_VI = re.compile(r",\s(?:trong lĩnh vực|về)\s")
"""What stands between a Vietnamese clause on a document and the one that tells its field."""
_ABOUT = re.compile(
    r"\s(?:on|about|concerning|regarding|covering)\s(?P<of>[a-z][\w\s,-]{2,80}?)(?=[.;()]|$|\s(?:with|between|signed|in|at|on|for"
    r"|from|during|under|that|which|as|was|were|by|to|when|while|since)\b)"
)
"""What stands behind an English document and tells what it is about."""
_OF_A_FIELD = re.compile(
    r"(?<!\w)(?<!friendship\sand\s)(?:econom\w+|agricultur\w+|education\w*|medical|health\w*|environment\w*|tourism|labou?r"
    r"|trade|investment|cultur\w+|industr\w+|technolog\w+|sports?|water|waste|manpower|training|energy|fisher\w+)\s"
    r"(?:and\s\w+\s)?(?:co-?operation\s|exchange\s|partnership\s|development\s)?$",
    re.IGNORECASE,
)
"""What stands right before an English document and names its field: an economic cooperation agreement."""
_GENERAL = re.compile(
    r"(?<!\w)(?:friend\w*|co-?operati\w+|collaborat\w+|exchanges?|relation\w*|ties|partner\w*|goodwill|mutual\w*|general|broad\w*"
    r"|comprehensive|multi-?faceted|all-round|all-around|bilateral|international|official|formal|further|closer|long-term|various|many|local"
    r"|strengthen\w*|promot\w+|establish\w*|set\w*|up|build\w*|expan\w+|enhanc\w+|deepen\w*|boost\w*|develop\w*|widen\w*|of"
    r"|and|the|an?|their|its|both|two|sides|delegations|visits|localit\w+|cit\w+|provinces?|prefectures?|fields?|areas?)(?!\w)",
    re.IGNORECASE,
)
"""Words of cooperation at large, in English: what else a document is about is a field."""


def both_assemblies(text: str) -> bool:
    """Whether a text names two assemblies."""
    return len(ASSEMBLY.findall(text)) > 1 or bool(_ASSEMBLIES.search(text))


_TOPIC_JA = re.compile(
    r"(?P<of>[^「」『』、。()（）はが\d\s年月・]{2,30})"
    r"(?:に関する|についての|に係る|に向けた|分野(?:など)?(?:での?|における|の)「?)[^「」、。]{0,14}(?:協定|合意書|確認書|議定書|議事録|文書|取り?決め)"
)
_COMPOUND = re.compile("(?P<of>[一-鿿・]{2,10})(?:協定|合意書|確認書)")
"""A document that has its field in its name: 経済交流協定."""
_WITH_WHOM = re.compile("(?<=[都道府県市町村区省側])(?:(?:と)?の間で|と)")
_AT_LARGE = re.compile(
    "幅広い|様々な|さまざまな|多様な|友好|親善|交流|協力|関係|連携|相互|両|更なる|さらなる|強化|発展|推進|促進|構築|樹立|確立|包括的?|及び|地方|自治体|間|都市|都?道?府?県|市|省|[・のなにをと等]|「"
)
"""Words of cooperation at large: what else a document is about is a field."""


_OF_A_FIELD_JA = re.compile(
    "(?<!友好)(?<!交流)(?<!協力)(?<!連携)(?<!関係)(?:の(?:協力|連携|交流))?に関する[^、。]{0,4}$"
)
"""What makes of Japanese minutes, which may lead to a later tie, those on a field of which the two have agreed."""
_DEVELOPS = re.compile(r"(?<!\w)(?:hợp tác|phát triển|đào tạo|kỹ thuật|xúc tiến)\s(?:về\s)?", re.IGNORECASE)
"""What stands in Vietnamese right before a field: thỏa thuận hợp tác phát triển nông nghiệp."""


def _is_of_a_field(text: str) -> bool:
    """Whether a document is about a field that is named, and not about cooperation at large."""
    if topic := _TOPIC_JA.search(text):
        return bool(_AT_LARGE.sub("", _WITH_WHOM.split(topic["of"])[-1]))
    if (compound := _COMPOUND.search(text)) and fields().search(compound["of"]):
        return True
    if any(fields().match(text, at.end()) for at in _DEVELOPS.finditer(text)):
        return True
    topics_told = re.finditer(r"\b(?:on|in|về|trong lĩnh vực)\s+(.{0,50})|(.{0,25})に関する", text)
    return any(fields().search(about[0]) for about in topics_told) or bool(re.search(r"[・、](?:.{1,6})に関する", text))
