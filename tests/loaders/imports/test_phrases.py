"""A phrase is understood as a whole: its kind, what denies, plans, suspends, ends or renews it, what is left over."""

import pytest

from loaders.imports.headers import vocabulary
from loaders.imports.phrases import SLUGS, read

PLANNED = (
    "MOU (under negotiation)", "Proposed MOU", "Draft MoU", "MOU pending signature", "Sister city - planned",
    "MOU (TBC)",
    "MOU not yet signed", "unsigned MOU", "MOU in principle", "Prospective friendship city", "to be signed",
    "Chưa kết nghĩa", "chưa ký", "Dự kiến ký MOU", "MOU (dự thảo)", "đang đàm phán", "Sẽ ký kết MOU",
    "Đề xuất kết nghĩa",
    "Có kế hoạch ký MOU", "MOU về nguyên tắc", "Chua ket nghia", "DANG DAM PHAN", "Chưa phải kết nghĩa",
    "姉妹都市提携予定", "姉妹都市を検討中", "覚書（案）", "覚書締結に向け調整中", "友好都市候補", "未締結",
    "姉妹都市提携内定", "準備中", "姉妹都市（仮）",
)  # fmt: skip
DENIED = (
    "Not a sister city", "no MOU", "never twinned", "MOU rejected", "Không kết nghĩa", "Không phải kết nghĩa",
    "Bị từ chối",
    "姉妹都市ではない", "姉妹都市提携なし", "締結していない", "姉妹都市提携白紙撤回", "×",
)  # fmt: skip
SUSPENDED = (
    "Sister city suspended", "MOU on hold", "Dormant sister city", "inactive", "Tạm dừng kết nghĩa",
    "Kết nghĩa gián đoạn",
    "Hoãn ký MOU", "姉妹都市休止中", "姉妹都市提携停止", "姉妹都市（凍結）",
)  # fmt: skip
OVER = (
    "Former sister city", "ex-twin town", "MOU terminated", "Sister city (dissolved)", "no longer a sister city",
    "expired MOU", "MOU lapsed", "not renewed", "no longer active", "Sister city, discontinued",
    "Kết nghĩa (đã chấm dứt)", "Hủy bỏ kết nghĩa", "huỷ kết nghĩa", "Từng kết nghĩa", "Kết nghĩa cũ",
    "MOU đã hết hiệu lực",
    "Không gia hạn MOU", "không còn hiệu lực", "Thôi kết nghĩa", "Da cham dut ket nghia",
    "姉妹都市提携解消", "元姉妹都市", "旧姉妹都市", "覚書失効", "覚書更新せず", "覚書未更新", "期間満了",
    "姉妹都市提携終了", "自然消滅", "もと姉妹都市", "ﾓﾄ姉妹都市", "姉妹都市だった", "姉妹都市でした",
    "was a sister city", "Used to be a sister city",
)  # fmt: skip
HOLDING = (
    "Active", "In force", "not expired", "not yet terminated", "renewal pending", "signed", "còn hiệu lực",
    "chưa hết hạn",
    "chưa chấm dứt", "không thời hạn", "đã ký", "Chờ gia hạn", "有効", "継続中", "失効していない", "締結済み",
    "更新予定", "無期限",
)  # fmt: skip
RENEWED = ("MOU (renewed)", "đã gia hạn", "Tự động gia hạn", "tái ký", "覚書（更新）", "自動更新", "再締結")


def slugs(text: str) -> set[str]:
    return {one.slug for one in read(text).statements}


@pytest.mark.parametrize(
    ("texts", "meant"),
    [(PLANNED, {"planned"}), (DENIED, {"denied"}), (SUSPENDED, {"suspended"}), (HOLDING, {"in-force"}),
     (RENEWED, {"renewed"}), (OVER, {"ended", "expired", "former"})],
    ids=["planned", "denied", "suspended", "holding", "renewed", "over"],
)  # fmt: skip
def test_what_is_said_beside_a_kind_is_heard_wherever_it_stands(texts: tuple[str, ...], meant: set[str]) -> None:
    assert {text: slugs(text) for text in texts if not slugs(text) or not slugs(text) <= meant} == {}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_status_has_words_in_three_languages(slug: str) -> None:
    words = vocabulary()["statuses"][slug]
    assert any(word.isascii() and word.isalpha() for word in words)
    assert any("\u1ea0" <= c <= "\u1ef9" or c in "ăđơư" for word in words for c in word.casefold())
    assert any("\u3040" <= c <= "\u9fff" for word in words for c in word)


def test_every_word_for_a_status_is_known_as_such_and_is_no_kind() -> None:
    """An expectation from the vocabulary itself: no word is hidden by a longer or an earlier one."""
    inner = {"signed": "in-force", "no-longer": "ended", "not-yet": "planned"}
    for slug, words in vocabulary()["statuses"].items():
        for word in filter(str, words if slug else ()):
            assert slugs(word) == {inner.get(slug, slug)}, word
            assert read(word)[2:] == ((), (), ()), word


@pytest.mark.parametrize(
    ("text", "slug", "day"),
    [
        ("MOU (đã chấm dứt năm 2015)", "ended", "2015"), ("Chấm dứt kết nghĩa 01/02/2015", "ended", "2015-02-01"),
        ("terminated on 1 March 2015", "ended", "2015-03-01"), ("In 2015 dissolved", "ended", "2015"),
        ("2015年3月解消", "ended", "2015-03"), ("平成27年に姉妹都市提携を解消", "ended", "2015"),
        ("解消（2015年）", "ended", "2015"),
        ("Đã kết thúc (3/2015)", "ended", "2015-03"), ("MOU hết hạn năm 2015", "expired", "2015"),
        ("Former sister city (1998–2015)", "former", "2015"), ("gia hạn 2025-2030", "renewed", "2030"),
        ("gia hạn đến 2030", "renewed", "2030"), ("extended until 2030", "renewed", "2030"),
        ("2030年まで延長", "renewed", "2030"),
        ("kết nghĩa đến 2015", "until", "2015"), ("2015年まで", "until", "2015"),
        ("valid until 2027", "expired", "2027"),
        ("Sister city (1998-2015)", "until", "2015"),
    ],
)  # fmt: skip
def test_an_end_has_the_day_that_stands_beside_it(text: str, slug: str, day: str) -> None:
    assert [(one.slug, one.day) for one in read(text).statements] == [(slug, day)]


@pytest.mark.parametrize(
    ("text", "days"),
    [("MOU 2013 (terminated)", ("2013",)), ("MOU (2013)", ("2013",)), ("gia hạn năm 2025", ("2025",)),
     ("Former sister city (2015)", ("2015",)), ("từ 2019", ("2019",))],
)  # fmt: skip
def test_a_day_of_which_it_is_not_plain_what_happened_on_it_is_nobodys_end(text: str, days: tuple[str, ...]) -> None:
    phrase = read(text)
    assert phrase.days == days
    assert not any(one.day for one in phrase.statements)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("MOU?", "?"), ("Sister city in name only", "name only"), ("MOU trên giấy", "trên giấy"),
        ("準姉妹都市", "準"),
        ("Honorary sister city", "Honorary"), ("姉妹校", "校 姉妹"), ("MOU miệng", "miệng"),
        ("姉妹都市相当", "相 当"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_told(text: str, rest: str) -> None:
    assert " ".join(read(text).rest) == rest


@pytest.mark.parametrize(
    "text",
    ["姉妹友好都市", "友好姉妹都市", "姉妹・友好都市", "姉妹/友好都市", "Sister and friendship city",
    "Kết nghĩa hữu nghị", "Twin/sister city",
     "Trao đổi về kết nghĩa", "Kết nghĩa, MOU", "友好提携都市(姉妹都市)"],
)  # fmt: skip
def test_two_kinds_in_a_word_or_phrase_are_two(text: str) -> None:
    assert len(read(text).kinds) == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("MOU between Da Nang and Sakai", "mou"), ("Biên bản ghi nhớ giữa Đà Nẵng và Sakai", "mou"),
        ("MOU No. 12", "mou"),
        ("MOU for human resource development", "mou"), ("MOU về đào tạo điều dưỡng", "mou"),
        ("技能実習生に関する覚書", "mou"),
        ("Thỏa thuận thiết lập quan hệ kết nghĩa", "sister-city"), ("国際姉妹都市", "sister-city"),
        ("文化交流", "exchange"),
        ("Bản ghi nhớ hợp tác hàng không", "mou"), ("MOU on urban planning", "mou"), ("都市計画に関する覚書", "mou"),
    ],
)  # fmt: skip
def test_what_a_document_is_about_and_whose_it_is_says_nothing_against_it(text: str, kind: str) -> None:
    phrase = read(text)
    assert (phrase.kinds, phrase.statements, phrase.rest) == ((kind,), (), ())


@pytest.mark.parametrize(
    "text", ["Chùa Hương", "Hội An", "Thừa Thiên Huế", "Không Có Tên", "未来町", "パートナーシップ協定", "国内"]
)
def test_a_word_that_looks_like_one_is_not_taken_for_it(text: str) -> None:
    """Chùa is a pagoda, パートナーシップ has no なし in it; what looks like one in a name is not understood alone."""
    assert not slugs(text) or read(text).rest


def test_a_long_text_is_a_story_and_no_phrase() -> None:
    assert read("MOU " * 100).kinds == ()
