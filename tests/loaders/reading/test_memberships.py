"""Who is said to belong to a network, and since when: nobody at whose place something is held, no day of that."""

import pytest
from test_reading import told

from loaders.proposals.proposal import Proposer
from loaders.tables.catalogue import Catalogue

CONGRESS = "East Asia Local and Regional Government Congress"
CREATIVE, LEARNING = "UNESCO Creative Cities Network", "UNESCO Global Network of Learning Cities"
GEOPARKS, HISTORICAL, PEACE = "UNESCO Global Geoparks", "League of Historical Cities", "Mayors for Peace"


@pytest.fixture(scope="module")
def proposer(catalogue: Catalogue) -> Proposer:
    return Proposer(catalogue)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("フートー省は平成24年7月に東アジア地方政府会合に加盟し、これを機に奈良県との行き来が始まりました。",
         [f"membership member vn/phu-tho - 2012-07 {CONGRESS}"]),
        ("奈良県が毎年開く東アジア地方政府会合でもフート省は熱心な会員だ。",
         [f"membership member vn/phu-tho - {CONGRESS}"]),
        ("令和4年11月、益田市は世界歴史都市連盟に加盟しました。連盟は1987年、京都市で開かれた会議をきっかけに生まれ、130都市が参加しています。",
         [f"membership member - jp/shimane/masuda 2022-11 {HISTORICAL}"]),
        ("三郷町は平成23年7月、核兵器のない世界を目指す自治体のネットワーク「平和首長会議」に入りました。",
         [f"membership member - jp/nara/sango 2011-07 {PEACE}"]),
        ("Phía Việt Nam có ba thành viên của CITYNET. "
         "Thành viên chính thức là Hải Phòng và Hà Nội; riêng Đà Nẵng gia nhập ngày 11-10-2005.",
         ["membership member vn/hai-phong - CITYNET", "membership member vn/hanoi - CITYNET",
          "membership member vn/da-nang - 2005-10-11 CITYNET"]),
    ],
)  # fmt: skip
def test_a_member_is_who_is_said_to_be_one(proposer: Proposer, text: str, expected: list[str]) -> None:
    assert sorted(told(proposer, text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Asahikawa, in Hokkaido, belongs to UNESCO’s Creative Cities Network "
         "and will be host to its conference in October 2024.",
         [f"membership designated - jp/hokkaido/asahikawa {CREATIVE}"]),
        ("Cao Lanh joined the UNESCO Global Network of Learning Cities. Of the cities that had joined "
         "before it, Ho Chi Minh "
         "City did so in 2015, Sa Dec and Vinh in 2020.",
         [f"membership designated vn/dong-thap/cao-lanh - {LEARNING}",
          f"membership designated vn/ho-chi-minh-city - 2015 {LEARNING}",
          f"membership designated vn/dong-thap/sa-dec - 2020 {LEARNING}",
          f"membership designated vn/nghe-an/vinh - 2020 {LEARNING}"]),
        ("UBND tỉnh Lạng Sơn tổ chức lễ đón nhận Bằng danh hiệu Công viên địa chất toàn cầu UNESCO chiều 28/6/2025. "
         "Danh hiệu này được UNESCO công nhận cho Lạng Sơn hồi tháng 4/2025, sau khi Hội đồng "
         "Công viên địa chất toàn cầu biểu quyết.",
         [f"membership designated vn/lang-son - 2025-04 {GEOPARKS}"]),
        ("Hoi An was taken into the UNESCO Creative Cities Network, the organisation announced on October 31, 2023.",
         [f"membership designated vn/quang-nam/hoi-an - 2023-10-31 {CREATIVE}"]),
    ],
)  # fmt: skip
def test_a_day_is_that_since_when(proposer: Proposer, text: str, expected: list[str]) -> None:
    assert sorted(told(proposer, text)) == sorted(expected)


def test_who_says_that_it_will_join_is_no_member(proposer: Proposer) -> None:
    assert told(proposer, "八幡市長が「平和首長会議」への加盟を表明した。") == []


def test_no_prefecture_is_a_member_of_a_network_of_cities_by_a_name_that_two_cities_have(proposer: Proposer) -> None:
    assert told(proposer, "Admission of Yamagata to the UNESCO Creative Cities Network") == []  # in Yamagata, in Gifu
    assert told(proposer, "Admission of Yamagata City, Yamagata Prefecture, to the UNESCO Creative Cities Network") == [
        f"membership designated - jp/yamagata/yamagata {CREATIVE}"
    ]
