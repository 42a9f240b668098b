"""Kinds of what Vietnamese reporters write, each in a sentence or two, with what is to be found of it."""

import pytest
from test_reading import proposer, read, told

from loaders.proposals.proposal import Proposer

__all__ = ["proposer"]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Ngày 7/5, Sở Tài nguyên và Môi trường Yên Bái và Cục Môi trường tỉnh Gunma ký bản ghi nhớ.",
            ["agreement mou vn/yen-bai jp/gunma 2024-05-07"],
        ),
        (
            "Ngày 7/5, đoàn tỉnh Yên Bái do ông Ba làm trưởng đoàn có buổi ký bản ghi nhớ với tỉnh Gunma.",
            ["agreement mou vn/yen-bai jp/gunma 2024-05-07"],
        ),
        (
            "Yên Bái và Gunma ký bản ghi nhớ ngày 7/5. Năm 2022 hai tỉnh đã ký thỏa thuận hữu nghị về cảng biển.",
            [
                "agreement mou vn/yen-bai jp/gunma 2024-05-07",
                "agreement friendship-cooperation vn/yen-bai jp/gunma 2022",
            ],
        ),
    ],
)
def test_a_word_that_holds_that_for_an_organisation_makes_none(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-05-10") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Từ ngày 29/4 đến 3/5, đoàn tỉnh Yên Bái đã thăm và làm việc tại tỉnh Gunma.",
            ["event visit vn/yen-bai jp/gunma 2024-04-29"],
        ),
        (
            "Từ ngày 29/12 đến ngày 3/1/2023, đoàn tỉnh Yên Bái đã thăm tỉnh Gunma.",
            ["event visit vn/yen-bai jp/gunma 2022-12-29"],
        ),
        (
            "Thực hiện các bản ghi nhớ giữa Yên Bái và Gunma năm 2010, 2013 và 2018, hai bên trao đổi cán bộ.",
            [f"agreement mou vn/yen-bai jp/gunma {year}" for year in ("2010", "2013", "2018")],
        ),
        (
            "Gặp đoàn Gunma, Bí thư Tỉnh ủy Yên Bái mừng vì quan hệ tốt đẹp kể từ lần gặp hồi tháng 2/2009.",
            ["event meeting vn/yen-bai jp/gunma"],
        ),
    ],
)
def test_days_of_stays_and_of_several_documents(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-05-10") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Ngày 7/5, Thị trưởng Maebashi Yamamoto Makoto tiếp đoàn tỉnh Yên Bái.",
            ["event meeting vn/yen-bai jp/gunma/maebashi 2024-05-07"],
        ),
        ("Trong chuyến thăm Nhật Bản của đoàn Yên Bái, Thống đốc tỉnh Gunma phát biểu với báo chí.", []),
        (
            "Tỉnh Yên Bái và tỉnh Gunma ký bản ghi nhớ ngày 7/5. Sau lễ ký, đoàn đi thăm vùng trồng chè.",
            ["agreement mou vn/yen-bai jp/gunma 2024-05-07"],
        ),
        (
            "Tỉnh Yên Bái và tỉnh Gunma ký bản ghi nhớ ngày 7/5. Chuyên gia Gunma từng dự các lớp tập huấn ở Yên Bái.",
            ["agreement mou vn/yen-bai jp/gunma 2024-05-07"],
        ),
        ("Ngày 7/5, hơn 80 doanh nghiệp Việt - Nhật dự hội nghị của tỉnh Yên Bái tại Gunma, theo UBND tỉnh.", []),
    ],
)
def test_a_visit_is_to_a_locality_and_a_gathering_has_a_day(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-05-10") == facts


def test_what_the_title_tells_is_planned_if_the_lead_says_so(proposer: Proposer) -> None:
    title, text = "Kỷ niệm 10 năm hợp tác Yên Bái - Gunma", "Tỉnh Yên Bái dự kiến tổ chức lễ kỷ niệm với tỉnh Gunma."
    assert read(proposer, text, title=title) == []


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "TP Huế hợp tác với Gyeongju (Hàn Quốc) và ký bản ghi nhớ với thành phố Saijo (Nhật Bản) năm 2017.",
            ["agreement mou vn/hue/hue-city jp/ehime/saijo 2017"],
        ),
        (
            "Theo lời mời của Thị trưởng Hiroshima, Huế và Hải Phòng đã gia nhập tổ chức Thị trưởng vì Hòa bình.",
            ["membership member vn/hue/hue-city Mayors for Peace", "membership member vn/hai-phong Mayors for Peace"],
        ),
        (
            "Năm 2013, Đà Nẵng được chọn vào mạng lưới 100 thành phố có khả năng chống chịu.",
            ["membership member vn/da-nang 2013 100 Resilient Cities (Resilient Cities Network)"],
        ),
    ],
)
def test_whose_partner_or_member_somebody_is(proposer: Proposer, text: str, facts: list[str]) -> None:
    found = [one.replace(" - ", " ") for one in told(proposer, text, "2018-05-10")]
    assert found == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "“Bản ghi nhớ giữa Yên Bái và Gunma” là tên văn kiện mà hai bên ký ngày 7/5.",
            ["agreement mou vn/yen-bai jp/gunma 2024-05-07"],
        ),
        (
            "Hai bên nhắc lại thỏa thuận về lao động giữa ngành y tế tỉnh Yên Bái và tỉnh Gunma, ký ngày 14/4/2023.",
            ["agreement sectoral vn/yen-bai jp/gunma 2023-04-14"],
        ),
        ("Nhân dịp này, tỉnh Yên Bái ký bản ghi nhớ với Bộ Kế hoạch và Đầu tư tại Gunma.", []),
        (
            "Tỉnh Yên Bái đề nghị tỉnh Gunma triển khai hiệu quả bản ghi nhớ giữa hai tỉnh.",
            ["agreement mou vn/yen-bai jp/gunma"],
        ),
        ("Tỉnh Yên Bái và tỉnh Gunma sẽ ký và triển khai bản ghi nhớ.", []),
    ],
)
def test_a_document_is_the_one_that_was_named_and_one_carried_out_was_signed(
    proposer: Proposer, text: str, facts: list[str]
) -> None:
    assert told(proposer, text, "2024-05-10") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Năm 2022, TP. Sa Đéc và TP. Vinh đã vào Mạng lưới thành phố học tập, năm 2023 có thêm TP. Cao Lãnh.",
            ["vn/dong-thap/sa-dec 2022", "vn/nghe-an/vinh 2022", "vn/dong-thap/cao-lanh 2023"],
        ),
    ],
)
def test_those_who_joined_later_have_a_day_of_their_own(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert [f"{one.vn.id} {one.date}" for one in read(proposer, text, "2024-05-10") if one.vn] == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Tỉnh Yên Bái phê duyệt dự án thoát nước. Sở Xây dựng thực hiện dự án với tỉnh Gunma từ tháng 3/2023.",
            ["project ongoing vn/yen-bai jp/gunma 2023-03"],
        ),
        (
            "Sáng 7/5, tỉnh Yên Bái cùng tỉnh Gunma tổng kết giai đoạn 2 dự án thu gom rác.",
            ["project completed vn/yen-bai jp/gunma 2024-05-07"],
        ),
        (
            "Thủ tướng tiếp Thống đốc tỉnh Gunma chiều 7/5. Trong chuyến đi này ông đã làm việc với tỉnh Yên Bái.",
            ["event meeting - jp/gunma 2024-05-07", "event meeting vn/yen-bai jp/gunma 2024-05"],
        ),
    ],
)
def test_projects_over_two_sentences_and_what_was_on_the_same_trip(
    proposer: Proposer, text: str, facts: list[str]
) -> None:
    assert told(proposer, text, "2024-05-10") == facts


def test_a_person_in_a_title_is_no_place(proposer: Proposer) -> None:
    title = "Phó Chủ tịch UBND tỉnh Yên Bái Phan Thái Bình làm việc với tỉnh Gunma"
    found = read(proposer, "Buổi làm việc diễn ra sáng 7/5.", "2024-05-10", title)
    assert [one.vn.id for one in found if one.vn] == ["vn/yen-bai"]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Yên Bái và Gunma gặp nhau ngày 7/5. Ông Đinh Quốc Thái điểm lại việc hai tỉnh ký bản ghi nhớ 2013.",
            ["event meeting vn/yen-bai jp/gunma 2024-05-07", "agreement mou vn/yen-bai jp/gunma 2013"],
        ),
        (
            "Nhân kỷ niệm 10 năm ký bản ghi nhớ (2014-2024) giữa Yên Bái và Gunma, một triển lãm sẽ mở cửa.",
            ["agreement mou vn/yen-bai jp/gunma 2014"],
        ),
        (
            "Tỉnh Yên Bái và tỉnh Gunma ký bản ghi nhớ về y tế. Văn bản được ký ngày 7/5 tại Maebashi.",
            ["agreement mou vn/yen-bai jp/gunma 2024-05-07"],
        ),
        (
            "Thỏa thuận giữa UBND tỉnh Yên Bái và chính quyền tỉnh Gunma về phòng chống thiên tai được ký năm 2022.",
            ["agreement sectoral vn/yen-bai jp/gunma 2022"],
        ),
        ("Hải Phòng và Yokohama duy trì giao lưu cảng kết nghĩa từ năm 1994.", []),
        (
            "Trong cuộc gặp Thủ tướng chiều 7/5, Thống đốc tỉnh Gunma nhấn mạnh quan hệ của tỉnh với Yên Bái.",
            ["event meeting - jp/gunma 2024-05-07"],
        ),
        (
            "Sáng 7/5, lãnh đạo tỉnh Yên Bái điện đàm với Thống đốc tỉnh Gunma.",
            ["event meeting vn/yen-bai jp/gunma 2024-05-07"],
        ),
    ],
)
def test_when_it_was_and_who_was_there(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-05-10") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Đà Nẵng và Yokohama ký bản ghi nhớ. Hai thành phố cùng là thành viên của CITYNET.", ["vn", "jp"]),
        ("Hơn 5.000 thành phố gia nhập tổ chức Thị trưởng vì hòa bình do Hiroshima và Nagasaki khởi xướng.", []),
        ("Hà Nội – thành phố sáng tạo của UNESCO từ năm 2019 – chia sẻ kinh nghiệm với Kobe và Nagoya.", ["vn"]),
    ],
)
def test_members_are_who_is_said_to_be_one(proposer: Proposer, text: str, facts: list[str]) -> None:
    found = [one for one in read(proposer, text) if one.type == "membership"]
    assert ["vn" if one.vn else "jp" for one in found] == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Tỉnh Yên Bái ký bản ghi nhớ với Gunma năm 2005 và Kyoto năm 2013.",
            ["agreement mou vn/yen-bai jp/gunma 2005", "agreement mou vn/yen-bai jp/kyoto 2013"],
        ),
        (
            "Trong năm 2023, tỉnh Yên Bái ký 3 văn bản, trong đó có bản ghi nhớ với tỉnh Gunma (tháng 9).",
            ["agreement mou vn/yen-bai jp/gunma 2023-09"],
        ),
        (
            "Tỉnh Yên Bái và tỉnh Gunma khởi động dự án thoát nước. Lễ khởi động diễn ra sáng 7/5.",
            ["project launch vn/yen-bai jp/gunma 2024-05-07"],
        ),
        (
            "Dự án do tỉnh Gunma triển khai tại Yên Bái được tổng kết hôm 7/5.",
            ["project completed vn/yen-bai jp/gunma 2024-05-07"],
        ),
        ("Chương trình do Trường Đại học FPT thực hiện tại Yên Bái với sản phẩm của Gunma.", []),
        (
            "Giao lưu văn hóa Hội An - Nhật Bản khai mạc tối 7/5. Dự lễ có Đại sứ Nhật Bản và lãnh đạo tỉnh Nagasaki.",
            ["event festival vn/quang-nam/hoi-an - 2024-05-07"],
        ),
        (
            "Phó Thủ tướng tiếp Thống đốc tỉnh Gunma. Thống đốc cho biết đã thăm tỉnh Yên Bái hôm 7/5.",
            ["event meeting - jp/gunma", "event visit vn/yen-bai jp/gunma 2024-05-07"],
        ),
    ],
)
def test_dates_in_turn_what_others_do_and_guests(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-05-10") == facts


@pytest.mark.parametrize(
    "text",
    [
        "Chị Lan, người Yên Bái, làm việc tại Gunma đã 3 năm. Chị kể lãnh đạo tỉnh Gunma từng đến thăm ký túc xá.",
        "Nhân ngày 7/5, Thống đốc tỉnh Gunma gửi thư chúc mừng Chủ tịch UBND tỉnh Yên Bái.",
        "Chủ tịch UBND tỉnh Yên Bái gửi thư thăm hỏi tới Thống đốc tỉnh Gunma sau trận bão ngày 7/5.",
        "Chủ tịch HĐND tỉnh Yên Bái và tỉnh Gunma nhắc lại việc Hội hữu nghị hai bên ký thỏa thuận năm 2018.",
    ],
)
def test_letters_natives_and_associations_state_nothing(proposer: Proposer, text: str) -> None:
    assert told(proposer, text, "2024-05-10") == []


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("Năm 2018, Cao Bằng trở thành Công viên địa chất toàn cầu thứ hai của Việt Nam.", ["vn/cao-bang"]),
        ("Huế, nơi có những di sản thế giới, trở thành thành phố trực thuộc Trung ương năm 2025.", []),
    ],
)
def test_what_a_place_becomes_is_what_stands_right_behind_it(proposer: Proposer, text: str, members: list[str]) -> None:
    assert [one.vn.id for one in read(proposer, text) if one.vn and one.type == "membership"] == members


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Lãnh đạo tỉnh Gunma đến thăm tỉnh Yên Bái từ ngày 5 đến 7/5.",
            ["event visit vn/yen-bai jp/gunma 2024-05-05"],
        ),
        (  # those who meet again on one trip make one event
            "Đoàn tỉnh Yên Bái thăm tỉnh Gunma từ ngày 5/5. Ngày 6/5, tỉnh Yên Bái hội đàm với Thống đốc tỉnh Gunma.",
            ["event visit vn/yen-bai jp/gunma 2024-05-05"],
        ),
        (
            "Tỉnh Gunma ký bản ghi nhớ về văn hóa với Yên Bái, vào tháng 2/2019.",
            ["agreement mou vn/yen-bai jp/gunma 2019-02"],
        ),
        (
            "Cùng ngày 7/5, tỉnh Yên Bái và tỉnh Gunma ký bản ghi nhớ giai đoạn 2025 - 2028.",
            ["agreement mou vn/yen-bai jp/gunma 2024-05-07"],
        ),
        (
            "Tỉnh Yên Bái ngày 7/5 ban hành kế hoạch hợp tác, cụ thể hóa bản ghi nhớ đã ký giữa Yên Bái và Gunma.",
            ["agreement mou vn/yen-bai jp/gunma"],
        ),
        (  # what all of the text is about signs where nobody is named
            "Tỉnh Yên Bái và tỉnh Gunma là bạn lâu năm. Ngày 7/5, bản ghi nhớ mới được ký tại Tokyo.",
            ["agreement mou vn/yen-bai jp/gunma 2024-05-07"],
        ),
        (
            "Dự án thoát nước ở Yên Bái do tỉnh Gunma đề xuất được JICA chọn tháng 4/2024.",
            ["project launch vn/yen-bai jp/gunma 2024-04"],
        ),
        ("Mối thân tình của Yên Bái và Gunma bắt đầu năm 2013 với một dự án của JICA.", []),
        (
            "Dự án thoát nước mà tỉnh Gunma hoàn thành tháng 3/2024 cùng thành phố Đà Nẵng và UBND huyện Cát Hải.",
            [
                "project completed vn/da-nang jp/gunma 2024-03",
                "project completed vn/hai-phong/cat-hai jp/gunma 2024-03",
            ],
        ),
        ("Chủ tịch UBND tỉnh Yên Bái ngày 7/5 tiếp đoàn Hội hữu nghị do nguyên Thứ trưởng Nhật Bản dẫn đầu.", []),
    ],
)
def test_stays_periods_and_documents_of_before(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-05-10") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (  # those of whose ties is told do not meet
            "Ngày 7/5, Thủ tướng Phạm Minh Chính tiếp Thống đốc tỉnh Gunma nhân 10 năm hợp tác giữa Gunma và Yên Bái.",
            ["event meeting - jp/gunma 2024-05-07"],
        ),
        (
            "Thứ trưởng Bộ Ngoại giao tiếp xã giao Phó Thống đốc tỉnh Gunma ngày 7/5.",
            ["event meeting - jp/gunma 2024-05-07"],
        ),
        (
            "Tối 7/5, tại Quảng trường Lâm Viên, TP Đà Lạt khai mạc ngày hội do tỉnh Lâm Đồng và tỉnh Gunma tổ chức.",
            ["event festival vn/lam-dong jp/gunma 2024-05-07"],
        ),
        (
            "Ngày 7/5, UBND tỉnh Yên Bái phối hợp với Bộ Ngoại giao, Đại sứ quán Nhật Bản tổ chức Hội nghị xúc tiến.",
            ["event other vn/yen-bai - 2024-05-07"],
        ),
        ("Nhiều lãnh đạo tỉnh Yên Bái từng sang thăm Gunma.", []),
        ("UBND tỉnh Yên Bái có văn bản đồng ý cho Sở Ngoại vụ đón đoàn tỉnh Gunma từ ngày 5 đến 7/5.", []),
        ("Chủ tịch UBND tỉnh Yên Bái tiếp bà Ishii, Chủ tịch Hội Giao lưu hữu nghị tỉnh Gunma, ngày 7/5.", []),
        ("Yên Bái thúc đẩy giao lưu văn hóa với tỉnh Gunma, tổ chức cho học sinh học tiếng Nhật.", []),
        ("Dự kiến cuối năm lãnh đạo hai tỉnh gặp nhau, sau khi đoàn Yên Bái thăm Gunma vào tháng 9.", []),
    ],
)
def test_who_meets_and_who_is_but_talked_of(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-05-10") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Trong khuôn khổ bản ghi nhớ đã ký giữa Yên Bái và Gunma, sáng 7/5, hai tỉnh trồng cây.",
            ["agreement mou vn/yen-bai jp/gunma"],
        ),
        (
            "Sở Nông nghiệp Yên Bái và tỉnh Gunma ký thỏa thuận hợp tác phát triển nông nghiệp ngày 7/5.",
            ["agreement sectoral vn/yen-bai jp/gunma 2024-05-07"],
        ),
        (
            "Yên Bái và Gunma ký bản ghi nhớ năm 2018. Trước đó 3 năm, hai bên đã ký ý định thư.",
            ["agreement letter-of-intent vn/yen-bai jp/gunma 2015", "agreement mou vn/yen-bai jp/gunma 2018"],
        ),
        ("UBND tỉnh Đắk Nông xin ý kiến về việc gia nhập Mạng lưới Công viên địa chất toàn cầu UNESCO.", []),
        (  # that they are members is not of the day on which they sat together
            "Sáng 7/5, đại diện Hà Nội, một thành viên Mạng lưới các thành phố sáng tạo UNESCO, bàn về liên kết.",
            ["membership designated vn/hanoi - UNESCO Creative Cities Network"],
        ),
    ],
)
def test_what_was_signed_before_and_who_belongs_to_what(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert sorted(told(proposer, text, "2024-05-10")) == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Ngoài thỏa thuận hợp tác với tỉnh Gunma, Yên Bái có nhiều doanh nghiệp Nhật Bản.",
            ["agreement friendship-cooperation vn/yen-bai jp/gunma"],
        ),
        ("Yên Bái đã ký bản ghi nhớ với 5 tỉnh của Nhật Bản và sắp tới sẽ ký với tỉnh Gunma.", []),
        (
            "Yên Bái và Gunma ký bản ghi nhớ ngày 7/5, thay thế văn bản ký năm 2013, có giá trị đến năm 2028.",
            ["agreement mou vn/yen-bai jp/gunma 2024-05-07"],
        ),
        (  # who acts is told by what stands behind the place
            "Ngày 7/5, tại TP Cần Thơ, Chủ tịch UBND Thành phố và Thống đốc tỉnh Gunma đã ký Bản ghi nhớ.",
            ["agreement mou vn/can-tho jp/gunma 2024-05-07"],
        ),
        (
            "Ngày 7/5, Chủ nhiệm Văn phòng Quốc hội đã trao tặng thành phố Nagoya ảnh Chủ tịch Hồ Chí Minh.",
            ["event other - jp/aichi/nagoya 2024-05-07"],
        ),
        ("Số người Yên Bái sinh sống, làm việc tại Gunma ngày càng tăng.", []),
        ("Lễ hội Việt Nam - Nhật Bản do Yên Bái và Gunma tổ chức vào tháng 4 sẽ góp phần tăng cường quan hệ.", []),
        (
            "Thị trưởng thành phố Fukuroi thăm thành phố Huế. Thành phố Huế, tỉnh Thừa Thiên Huế có nhiều trường.",
            ["event visit vn/hue/hue-city jp/shizuoka/fukuroi"],
        ),
    ],
)
def test_what_stands_besides_what_is_to_come_and_who_is_a_person(
    proposer: Proposer, text: str, facts: list[str]
) -> None:
    assert told(proposer, text, "2024-05-10") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Hội An ký bản ghi nhớ với Naha về dự án giảm rác thải năm 2012. Dự án được thực hiện tại 13 xã.",
            [
                "agreement mou vn/quang-nam/hoi-an jp/okinawa/naha 2012",
                "project ongoing vn/quang-nam/hoi-an jp/okinawa/naha",
            ],
        ),
        (
            "Trong khuôn khổ bản ghi nhớ ký năm 2011, Yên Bái và Gunma đang triển khai dự án trồng rau.",
            ["agreement mou vn/yen-bai jp/gunma 2011", "project ongoing vn/yen-bai jp/gunma"],
        ),
        (
            "Yên Bái và Gunma hợp tác trong dự án trồng rau. Hai bên đang tiếp tục dự án này.",
            ["project ongoing vn/yen-bai jp/gunma"],
        ),
        (
            "Hà Giang trở thành Công viên địa chất toàn cầu UNESCO đầu tiên, được công nhận tháng 10/2010. "
            "Cao Bằng được công nhận vào tháng 4/2018. Công viên thứ ba là Đắk Nông.",
            [
                "membership designated vn/ha-giang - 2010-10 UNESCO Global Geoparks",
                "membership designated vn/cao-bang - 2018-04 UNESCO Global Geoparks",
                "membership designated vn/dak-nong - UNESCO Global Geoparks",
            ],
        ),
        (
            "Cao Lãnh là thành viên thứ ba của Mạng lưới thành phố học tập toàn cầu, sau Sa Đéc và Vinh.",
            [
                f"membership designated vn/{one} - UNESCO Global Network of Learning Cities"
                for one in ("dong-thap/sa-dec", "nghe-an/vinh", "dong-thap/cao-lanh")
            ],
        ),
    ],
)
def test_projects_and_designations_told_in_several_sentences(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-05-10") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Ngày 7/5, Thủ tướng tiếp ông Ono Jiro, Thống đốc tỉnh Gunma và ông Omura Ken, Thống đốc tỉnh Aichi.",
            ["event meeting - jp/gunma 2024-05-07", "event meeting - jp/aichi 2024-05-07"],
        ),
        (  # a word for workers in the name of an office is none of workers
            "Ngày 7/5, đại diện tỉnh Gunma (Sở Lao động) đã làm việc với Cục Đầu tư nước ngoài, Bộ Kế hoạch và Đầu tư.",
            ["event meeting - jp/gunma 2024-05-07"],
        ),
        (
            "Do TLSQ Việt Nam tại Fukuoka kết nối, ngày 7/5, Chủ tịch UBND tỉnh Yên Bái làm việc với Hội Chuyên gia.",
            [],
        ),
        (
            "Yên Bái đề nghị tỉnh Gunma tiếp tục hỗ trợ dự án đào tạo nghề trồng rau.",
            ["project ongoing vn/yen-bai jp/gunma"],
        ),
        ("Yên Bái đề nghị tỉnh Gunma tiếp tục hỗ trợ các dự án hợp tác.", []),
        (
            "Ngày 7/5, Yên Bái tiếp đoàn tỉnh Gunma. Yên Bái và Gunma kỷ niệm 5 năm ký bản ghi nhớ hợp tác. "
            "Từ ngày 29 đến 31/5 sẽ diễn ra lễ hội. Kết thúc buổi tiếp, hai bên đã ký Biên bản ghi nhớ.",
            [
                "agreement mou vn/yen-bai jp/gunma",
                "agreement mou vn/yen-bai jp/gunma 2024-05-07",
                "event meeting vn/yen-bai jp/gunma 2024-05-07",
            ],
        ),
        (
            "ANMC21 có các thành viên: Bangkok, Hà Nội, Jakarta, Tokyo, Yangon.",
            [
                "membership member - jp/tokyo Asian Network of Major Cities 21",
                "membership member vn/hanoi - Asian Network of Major Cities 21",
            ],
        ),
        (
            "Sau Hà Nội, Đà Lạt được công nhận là Thành phố sáng tạo UNESCO năm 2023.",
            [
                "membership designated vn/hanoi - UNESCO Creative Cities Network",
                "membership designated vn/lam-dong/da-lat - 2023 UNESCO Creative Cities Network",
            ],
        ),
    ],
)
def test_rows_of_heads_offices_and_those_told_of_besides(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert sorted(told(proposer, text, "2024-05-10")) == sorted(facts)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (  # the network is named in a sentence before, the words beside it are of that
            "Đà Nẵng là thành viên CityNet. Mạng lưới được thành lập vào năm 1987 tại TP Nagoya (Nhật Bản).",
            ["membership member vn/da-nang - CITYNET"],
        ),
        (
            "Tại trụ sở UBND tỉnh, Phó Chủ tịch UBND tỉnh tiếp Thị trưởng thành phố Kasama ngày 7/5. "
            "Tỉnh Yên Bái mong mở rộng hợp tác.",
            ["event meeting vn/yen-bai jp/ibaraki/kasama 2024-05-07"],
        ),
        ("Tỉnh Gunma quan tâm đến Yên Bái. Ngày 7/5, UBND tỉnh Yên Bái đã làm việc với Đại học Gunma.", []),
        (
            "Yên Bái và Gunma cùng thực hiện dự án trồng rau. Dự án đã hoàn thành tháng 4/2024.",
            ["project completed vn/yen-bai jp/gunma 2024-04"],
        ),
    ],
)
def test_what_another_sentence_tells_and_whom_one_leaves_out(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-05-10") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (  # what is hoped for is said when they meet, who do so
            "Chủ tịch UBND tỉnh Yên Bái mong muốn hợp tác với tỉnh Gunma trong buổi tiếp Thống đốc ngày 7/5.",
            ["event meeting vn/yen-bai jp/gunma 2024-05-07"],
        ),
        (
            "Ngày 7/5, Yên Bái tiếp đoàn tỉnh Gunma. Tỉnh đã ký văn bản hợp tác với các địa phương Nhật Bản.",
            ["event meeting vn/yen-bai jp/gunma 2024-05-07"],
        ),
        (
            "Sáng 7/5, tại Hội An diễn ra lễ tiếp nhận mô hình thuyền giữa TP Hội An và tỉnh Gunma.",
            ["event other vn/quang-nam/hoi-an jp/gunma 2024-05-07"],
        ),
        (
            "Yên Bái tiếp nhận 2 xe chữa cháy do tỉnh Gunma viện trợ ngày 7/5.",
            ["event other vn/yen-bai jp/gunma 2024-05-07"],
        ),
        ("Theo thỏa thuận, hằng năm hai tỉnh Yên Bái và Gunma tổ chức hội thảo xúc tiến đầu tư.", []),
        (
            "Ngày 7/5, Chủ tịch UBND tỉnh Yên Bái tiếp Thị trưởng thành phố Kasama.",
            ["event meeting vn/yen-bai jp/ibaraki/kasama 2024-05-07"],
        ),
    ],
)
def test_wishes_at_meetings_partners_without_names_and_gifts(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-05-10") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (  # what one of the state asks for is about a locality that does not meet
            "Tiếp bà Koike, Thống đốc Tokyo ngày 7/5, Phó Thủ tướng đề nghị Tokyo hỗ trợ Hà Nội.",
            ["event meeting - jp/tokyo 2024-05-07"],
        ),
        (
            "Chiều 7/5, Thường trực Tỉnh ủy Yên Bái họp trực tuyến với lãnh đạo tỉnh Gunma.",
            ["event meeting vn/yen-bai jp/gunma 2024-05-07"],
        ),
        (
            "Tối 7/5, đêm giao lưu hữu nghị Đà Nẵng - Nhật Bản do UBND thành phố và Tổng Lãnh sự quán Nhật Bản "
            "đồng tổ chức diễn ra.",
            ["event festival vn/da-nang - 2024-05-07"],
        ),
        (
            "Yên Bái đã có văn bản thỏa thuận hợp tác với tỉnh Gunma từ năm 2018, trong lĩnh vực nông nghiệp.",
            ["agreement sectoral vn/yen-bai jp/gunma 2018"],
        ),
        ("TP Thủ Khoa Mới (Bình Dương) và tỉnh Gunma ký bản ghi nhớ ngày 7/5.", []),
    ],
)
def test_who_is_spoken_for_and_whose_province_is_named(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-05-10") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Tối 7/5, UBND tỉnh Yên Bái tổ chức Lễ kỷ niệm 50 năm quan hệ ngoại giao Việt Nam - Nhật Bản. "
            "Đại sứ Nhật Bản tại Việt Nam Yamada Takio tới dự.",
            ["event other vn/yen-bai - 2024-05-07"],
        ),
        (
            "Lễ hội Việt - Nhật đã diễn ra tại Đà Nẵng nhân kỷ niệm thiết lập quan hệ ngoại giao (21/9). "
            "Tổng Lãnh sự Nhật Bản Yakabe Yoshinori cảm ơn thành phố.",
            ["event other vn/da-nang -"],
        ),
        ("Ngày 7/5, UBND tỉnh Yên Bái tổ chức Hội nghị gặp gỡ Nhật Bản. Hơn 50 doanh nghiệp tham dự.", []),
        ("Tối 7/5, lãnh đạo tỉnh Yên Bái dự chiêu đãi mừng sinh nhật Nhà vua do Đại sứ quán Nhật Bản tổ chức.", []),
        ("Sáng 7/5, đoàn tỉnh Gunma đã khảo sát trụ sở Công ty Sonadezi tại Yên Bái.", []),
        (
            "Tiếp Thống đốc tỉnh Gunma ngày 7/5, Chủ tịch UBND Thành phố Hồ Chí Minh nhắc tới "
            "tỉnh Bình Dương trước đây.",
            ["event meeting vn/ho-chi-minh-city jp/gunma 2024-05-07"],
        ),
        (
            "Ngày 7/5, Tổng Bí thư Tô Lâm tiếp Thống đốc tỉnh Gunma. "
            "Thống đốc báo cáo về lễ hội được tổ chức tại Đà Nẵng, TP Hồ Chí Minh.",
            ["event meeting - jp/gunma 2024-05-07"],
        ),
        (
            "Sáng 7/5, Chủ tịch UBND tỉnh Yên Bái và Tổng Lãnh sự Nhật Bản dự lễ khánh thành nhà máy của Công ty A.",
            [],
        ),
        ("Ngày 7/5, Đại sứ Nhật Bản tại Việt Nam đến Hội An thăm mộ thương nhân Nhật Bản.", []),
        (
            "Tại buổi làm việc ngày 7/5 với UBND tỉnh Yên Bái, Trưởng đại diện JICA cho biết tỉnh Gunma giúp nhiều xã.",
            [],
        ),
        ("Sáng 7/5, Tỉnh Đoàn Yên Bái giao lưu với thanh niên tỉnh Gunma.", []),
        (
            "Bộ trưởng Bộ Đất đai, Hạ tầng, Giao thông và Du lịch Nhật Bản thăm, làm việc với lãnh đạo "
            "tỉnh Yên Bái ngày 7/5.",
            ["event visit vn/yen-bai - 2024-05-07"],
        ),
    ],
)
def test_who_holds_what_and_who_is_but_there(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-05-10") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Ngày 7/5, Yên Bái và Gunma ký biên bản thảo luận, hướng đến ký kết bản ghi nhớ giữa hai địa phương.",
            ["agreement letter-of-intent vn/yen-bai jp/gunma 2024-05-07"],
        ),
        ("Ngày 7/5, Yên Bái và Công ty Fujita ở Gunma triển khai dự án xử lý nước.", []),
        (
            "Năm 2024 đánh dấu 10 năm tỉnh Yên Bái và tỉnh Gunma ký kết bản ghi nhớ hợp tác.",
            ["agreement mou vn/yen-bai jp/gunma"],
        ),
        ("Bản ghi nhớ giữa Tập đoàn AEON và UBND tỉnh Yên Bái được ký trước Thống đốc tỉnh Gunma ngày 7/5.", []),
        (
            "Sáng 7/5, Ban Quản lý dự án phối hợp JICA tổ chức hội thảo khởi động dự án thoát nước do tỉnh Gunma "
            "hỗ trợ Yên Bái.",
            ["project launch vn/yen-bai jp/gunma 2024-05-07"],
        ),
        (
            "Từ năm 2016, Yên Bái tham gia dự án giảm rác thải nhựa cùng tỉnh Gunma.",
            ["project ongoing vn/yen-bai jp/gunma 2016"],
        ),
        ("Yên Bái đã triển khai nhiều dự án hạ tầng, phù hợp với hợp tác cùng tỉnh Gunma.", []),
        (
            "Tháng 4/2024, UNESCO công nhận Hà Nội vào Mạng lưới thành phố học tập, sau Thành phố sáng tạo (2019).",
            [
                "membership designated vn/hanoi - 2024-04 UNESCO Global Network of Learning Cities",
                "membership designated vn/hanoi - 2019 UNESCO Creative Cities Network",
            ],
        ),
        (
            "Năm 2020, TP. Vinh được công nhận vào Mạng lưới thành phố học tập và năm 2022 có thêm TP. Cao Lãnh.",
            [
                "membership designated vn/nghe-an/vinh - 2020 UNESCO Global Network of Learning Cities",
                "membership designated vn/dong-thap/cao-lanh - 2022 UNESCO Global Network of Learning Cities",
            ],
        ),
    ],
)
def test_whose_work_and_since_when(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-05-10") == facts
