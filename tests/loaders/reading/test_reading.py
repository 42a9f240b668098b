"""What a text states is proposed: who, what, when. What has not happened, or is of others, is told as none of ours."""

from pathlib import Path

import pytest
import scoring

from loaders.proposals.proposal import Proposal, Proposer
from loaders.tables.catalogue import Catalogue
from loaders.texts.documents import Document

ARTICLES = scoring.articles(Path(scoring.__file__).parent / "articles.jsonl")


@pytest.fixture(scope="module")
def proposer(catalogue: Catalogue) -> Proposer:
    return Proposer(catalogue)


def read(proposer: Proposer, text: str, published: str = "", title: str = "") -> list[Proposal]:
    return proposer.read(Document("a text", text, title, published))[0]


def told(proposer: Proposer, text: str, published: str = "") -> list[str]:
    """Each proposal in one line: type, kind, parties, date, network."""
    found = []
    for one in read(proposer, text, published):
        parties = [(party.id or "?") if party else "-" for party in (one.vn, one.jp)]
        found.append(" ".join(filter(None, (one.type, one.kind, *parties, one.date, one.network))))
    return found


def reasons(proposer: Proposer, text: str) -> set[str]:
    proposals, others = proposer.read(Document("a text", text))
    assert proposals == []
    return {one.reason for one in others}


# --- how much of what is labelled is found -----------------------------------------------------------------------


def test_at_least_nine_in_ten_proposals_are_right_and_seven_in_ten_facts_are_found(proposer: Proposer) -> None:
    score = scoring.together(scoring.scores(ARTICLES, proposer).values())
    assert score.precision >= 0.9
    assert score.recall >= 0.7


@pytest.mark.parametrize("language", ["en", "vi", "ja"])
def test_so_it_is_in_each_language(proposer: Proposer, language: str) -> None:
    texts = [article for article in ARTICLES if article["lang"] == language]
    score = scoring.together(scoring.scores(texts, proposer).values())
    assert score.precision >= 0.9
    assert score.recall >= 0.7


def test_texts_without_a_fact_give_none(proposer: Proposer) -> None:
    empty = [article for article in ARTICLES if not article["facts"]]
    assert len(empty) == 20
    assert {article["id"]: list(scoring.proposed(article, proposer)) for article in empty} == {
        article["id"]: [] for article in empty
    }


# --- agreements --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Hyogo Prefecture and Long An renewed their memorandum on May 3.", "mou vn/long-an jp/hyogo 2024-05-03"),
        ("Lễ ký kết Thỏa thuận hợp tác hữu nghị giữa tỉnh Bình Định và thành phố Izumisano diễn ra ngày 19/2.",
         "friendship-cooperation vn/binh-dinh jp/osaka/izumisano 2024-02-19"),
        ("平成25年4月9日、横浜市とダナン市は「持続可能な都市発展に向けた技術協力に関する覚書」を締結しました。",
         "mou vn/da-nang jp/kanagawa/yokohama 2013-04-09"),
        ("Hai Phong and Kitakyushu have been sister cities since 2014.",
         "sister-city vn/hai-phong jp/fukuoka/kitakyushu 2014"),
        ("堺市とダナン市は2009年から交流を続け、2019年2月に友好都市提携を結んだ。",
         "friendship-city vn/da-nang jp/osaka/sakai 2019-02"),
        ("茨城県とロンアン省は2018年に共同声明に署名した。", "letter-of-intent vn/long-an jp/ibaraki 2018"),
        ("Chủ tịch HĐND tỉnh Quảng Nam và Chủ tịch Hội đồng tỉnh Nagasaki đã ký Biên bản ghi nhớ về hợp tác giữa hai "
         "cơ quan dân cử ngày 3/5/2019.", "legislative vn/quang-nam jp/nagasaki 2019-05-03"),
        ("On the afternoon of May 4 the chairman of Da Nang received the mayor of Sakai City (Osaka). "
         "At the meeting the two sides signed a memorandum of understanding.",
         "mou vn/da-nang jp/osaka/sakai 2024-05-04"),
    ],
)  # fmt: skip
def test_an_agreement_is_told_with_its_parties_its_kind_and_its_day(proposer: Proposer, text: str, fact: str) -> None:
    assert f"agreement {fact}" in told(proposer, text, "2024-05-05")


def test_a_renewal_is_another_document(proposer: Proposer) -> None:
    text = "宮崎県とナムディン省は2017年12月、農業などの分野での覚書を取り交わし、2023年7月に更新した。"
    assert told(proposer, text) == [
        "agreement mou vn/nam-dinh jp/miyazaki 2017-12",
        "agreement mou vn/nam-dinh jp/miyazaki 2023-07",
    ]


def test_several_partners_in_a_row_have_a_document_each(proposer: Proposer) -> None:
    text = "Da Nang has concluded friendship deals with Kisarazu, Kawasaki City and Yokohama."
    partners = {one.jp.id for one in read(proposer, text) if one.jp}
    assert partners == {"jp/chiba/kisarazu", "jp/kanagawa/kawasaki", "jp/kanagawa/yokohama"}


def test_the_party_is_the_unit_of_then(proposer: Proposer) -> None:
    text = "Năm 2018, thành phố Huế và thành phố Saijo ký bản ghi nhớ."
    assert told(proposer, text, "2026-01-05") == ["agreement mou vn/hue/hue-city jp/ehime/saijo 2018"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Da Nang and Nagasaki City agreed to sign a friendship agreement in November.", "planned"),
        ("Tỉnh Nghệ An và tỉnh Gifu dự kiến ký biên bản ghi nhớ vào tháng 3.", "planned"),
        ("両県省のうち茨城県とロンアン省は今後、農業分野での覚書の締結を目指す。", "planned"),
        ("The two sides discussed a draft memorandum between Hung Yen and Kanagawa Prefecture.", "planned"),
        ("Yamanashi Prefecture and Quang Binh have not yet signed any agreement, the governor said.", "denied"),
        ("新潟市とハイフォン市は姉妹都市ではないが、2000年から経済交流を続けている。", "denied"),
        ("FPT Corporation signed a memorandum with Kagawa prefecture on digital transformation.", "organisation"),
        ("The port of Kobe and Saigon Port signed a memorandum of understanding with Hyogo Prefecture's company.",
         "organisation"),
        ("ベトナム農業農村開発省は茨城県と協力覚書を結んだ。", "ministry"),
        ("Bộ Nông nghiệp và tỉnh Ibaraki ký biên bản ghi nhớ năm 2014.", "ministry"),
        ("TP. Huế và tỉnh Chungcheongnam (Hàn Quốc) ký biên bản ghi nhớ hợp tác.", "abroad"),
    ],
)  # fmt: skip
def test_what_is_no_agreement_of_ours_is_told_with_the_reason(proposer: Proposer, text: str, reason: str) -> None:
    assert reasons(proposer, text) == {reason}


@pytest.mark.parametrize(
    "text",
    [
        "The University of Da Nang and Kyushu University signed an MoU, witnessed by leaders of Fukuoka prefecture.",
        "Trường Đại học Cần Thơ ký thỏa thuận hợp tác với Đại học Kyoto.",
        "Hiroshima mayor Matsui and the companies of Hanoi hope for an agreement.",
        "三重県の企業とホーチミン市の企業が覚書を締結した。",
    ],
)
def test_names_of_organisations_are_no_parties(proposer: Proposer, text: str) -> None:
    assert told(proposer, text) == []


# --- namesakes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "locality"),
    [
        ("The town of Kawasaki in Miyagi and Da Nang signed a memorandum.", "jp/miyagi/kawasaki"),
        ("Thành phố Kawasaki và Đà Nẵng ký bản ghi nhớ.", "jp/kanagawa/kawasaki"),
        ("Kawasaki (Fukuoka) and Da Nang signed a memorandum.", "jp/fukuoka/kawasaki"),
        ("The governor welcomed that Nara and Da Nang had signed a memorandum.", "jp/nara"),
        ("The mayor welcomed that Nara and Da Nang had signed a memorandum.", "jp/nara/nara"),
    ],
)
def test_a_namesake_is_told_by_what_stands_around(proposer: Proposer, text: str, locality: str) -> None:
    assert [one.jp.id for one in read(proposer, text) if one.jp] == [locality]


def test_or_by_whom_the_other_party_works_with_which_is_said(proposer: Proposer) -> None:
    [one] = read(proposer, "Kawasaki and Da Nang signed a memorandum on 8 January 2025.")
    assert one.jp is not None
    assert one.jp.id == "jp/kanagawa/kawasaki"
    assert one.unsure == ("partner",)
    assert not one.certain


def test_else_it_is_left_open(proposer: Proposer) -> None:
    [one] = read(proposer, "Kochi and Da Nang signed a memorandum on 8 January 2025.")
    assert one.jp is not None
    assert one.jp.id is None
    assert set(one.jp.candidates) == {"jp/kochi", "jp/kochi/kochi"}
    assert one.unsure == ("namesake",)


def test_a_person_is_no_place(proposer: Proposer) -> None:
    text = "Governor Omura and Mr Yamaguchi of a company met Hironori Sakai in Da Nang."
    assert told(proposer, text) == []


# --- events ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Sáng 19-10, Bí thư Thành ủy Hà Nội tiếp Thống đốc tỉnh Kanagawa Kuroiwa Yuji.",
         "meeting vn/hanoi jp/kanagawa 2024-10-19"),
        ("Governor of Kanagawa Kuroiwa Yuji called on the Hanoi Party Secretary on Friday.",
         "meeting vn/hanoi jp/kanagawa 2024-10-18"),
        ("愛知県の大村知事は9月5日、ホーチミン市を訪れた。", "visit vn/ho-chi-minh-city jp/aichi 2024-09-05"),
        ("On October 9, Prime Minister Pham Minh Chinh received the Governor of Gunma prefecture.",
         "meeting - jp/gunma 2024-10-09"),
        ("Ambassador of Japan to Vietnam Ito Naoki visited Quang Ninh on October 9.",
         "visit vn/quang-ninh - 2024-10-09"),
        ("Kanagawa Festival in Hanoi opened on October 6.", "festival vn/hanoi jp/kanagawa 2024-10-06"),
        ("Ngày 6/10, tỉnh Nara đã tặng tỉnh Phú Thọ 100 cây hoa anh đào.", "other vn/phu-tho jp/nara 2024-10-06"),
    ],
)  # fmt: skip
def test_an_event_is_told_with_those_who_took_part(proposer: Proposer, text: str, fact: str) -> None:
    assert told(proposer, text, "2024-10-20") == [f"event {fact}"]


@pytest.mark.parametrize(
    "text",
    [
        "The Nagasaki governor will visit Quang Nam next month.",
        "Trường Đại học Cần Thơ tiếp đoàn tỉnh Hyogo sáng 5/5.",
        "Đoàn doanh nghiệp tỉnh Ibaraki thăm Khu công nghiệp Thăng Long, Hà Nội.",
        "長野県の阿部知事はベトナムを訪問し、企業を視察した。",
        "Leaders of Can Tho and Hyogo Prefecture have visited each other.",
    ],
)
def test_a_plan_a_school_a_firm_or_visits_in_general_are_no_event(proposer: Proposer, text: str) -> None:
    assert told(proposer, text, "2024-05-08") == []


# --- projects and memberships ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("神戸市とキエンザン省は、2015年から水環境改善のプロジェクトを実施している。",
         "ongoing vn/kien-giang jp/hyogo/kobe 2015"),
        ("Yokohama City and Da Nang launched a project on waste sorting in 2017 with the support of JICA.",
         "launch vn/da-nang jp/kanagawa/yokohama 2017"),
        ("Dự án vịnh Hạ Long do tỉnh Shiga và tỉnh Quảng Ninh phối hợp đã hoàn thành năm 2022.",
         "completed vn/quang-ninh jp/shiga 2022"),
    ],
)  # fmt: skip
def test_a_project_is_told_with_what_has_become_of_it(proposer: Proposer, text: str, fact: str) -> None:
    assert told(proposer, text) == [f"project {fact}"]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Thành phố Đà Nẵng là thành viên của Mạng lưới CITYNET từ năm 1997.",
         ["membership member vn/da-nang - 1997 CITYNET"]),
        ("On October 31, UNESCO named Hoi An and Da Lat as members of its Creative Cities Network.",
         [f"membership designated {one} - 2023-10-31 UNESCO Creative Cities Network"
          for one in ("vn/quang-nam/hoi-an", "vn/lam-dong/da-lat")]),
        ("浜松市は2014年12月、音楽分野でユネスコ創造都市ネットワークに加盟した。",
         ["membership designated - jp/shizuoka/hamamatsu 2014-12 UNESCO Creative Cities Network"]),
        ("加賀市は2026年にユネスコ創造都市ネットワークへの加盟を目指している。", []),
        ("Lạng Sơn đang hoàn thiện hồ sơ để trở thành công viên địa chất toàn cầu UNESCO.", []),
        ("Kumamoto, Kagoshima and Da Nang attended the Asian-Pacific City Summit.", []),
    ],
)  # fmt: skip
def test_who_belongs_to_a_network_is_told_and_no_candidate(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2023-11-02") == facts


# --- where it stands, what is known ------------------------------------------------------------------------------


def test_a_proposal_names_the_sentences_that_it_rests_on(proposer: Proposer) -> None:
    text = "It rained. In 2013 Yokohama City and Da Nang signed a memorandum. It shone."
    [one] = read(proposer, text)
    assert [text[begin:end] for begin, end in one.spans] == ["In 2013 Yokohama City and Da Nang signed a memorandum."]
    assert list(one.quotes) == [text[begin:end] for begin, end in one.spans]


def test_what_is_carried_over_or_not_told_is_said(proposer: Proposer) -> None:
    text = "Yokohama City works with Da Nang. The two sides signed an agreement."
    [one] = read(proposer, text)
    assert set(one.unsure) == {"party", "kind", "date"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("In April 2013 Yokohama City and Da Nang signed a memorandum.", "known"),
        ("In 2022 Sapporo City and Ca Mau signed a memorandum.", "new"),
        ("Hai Phong and Kitakyushu have been sister cities since 2011.", "contradicts"),
        ("In 2018 Hue City and Takayama City (Gifu) signed a memorandum.", "known"),
        ("In 2018 Hue City and Saijo City (Ehime) became twinned.", "contradicts"),
        ("On 3 May 2026 Kawasaki City and Da Nang signed a letter of intent.", "continues"),
    ],
)
def test_it_is_said_what_is_known_already(proposer: Proposer, text: str, status: str) -> None:
    [one] = read(proposer, text)
    assert one.verdict.status == status
    assert bool(one.verdict.records) == (status != "new")


def test_the_record_is_the_row_that_our_table_would_hold(proposer: Proposer) -> None:
    [one] = read(proposer, "Năm 2018, thành phố Huế và thành phố Saijo (tỉnh Ehime) ký bản ghi nhớ.")
    assert one.record == {
        "vn_name": "Hue", "vn_level": "district-city", "vn_province": "Thua Thien Hue",
        "jp_name": "Saijo", "jp_level": "city", "jp_prefecture": "Ehime", "kind": "mou", "signed": "2018",
    }  # fmt: skip


# --- ways of saying it, in the three languages -------------------------------------------------------------------

NOTICE = """愛知県とホーチミン市は、友好交流に関する覚書を締結しました。
1 日時 平成28年9月13日(火曜日)
2 場所 ホーチミン市人民委員会"""
SHEET = """Sister provinces of Binh Duong: Yamaguchi Prefecture
Sisterhood relation with Binh Duong province established: December 24th, 2014."""


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (NOTICE, ["agreement mou vn/ho-chi-minh-city jp/aichi 2016-09-13"]),
        (SHEET, ["agreement sister-city vn/binh-duong jp/yamaguchi 2014-12-24"]),
        ("群馬県は2023年4月、ベトナムのハノイ市との間でMOUを締結した。", ["agreement mou vn/hanoi jp/gunma 2023-04"]),
        (
            "ビンズン省のミン委員長一行が5月8日に山口県庁を訪問され、村岡知事と面談されました。",
            ["event visit vn/binh-duong jp/yamaguchi 2024-05-08"],
        ),
        (
            "三重県の知事は今月8日から4日間の日程で訪越し、ハノイ市の委員長と会談した。",
            ["event meeting vn/hanoi jp/mie 2024-05-08"],
        ),
        (
            "Da Nang and Sakai came together on May 8 to sign a memorandum of understanding.",
            ["agreement mou vn/da-nang jp/osaka/sakai 2024-05-08"],
        ),
        (
            "Hai Phong and Chiba prefecture put their names to a memorandum of understanding on May 8.",
            ["agreement mou vn/hai-phong jp/chiba 2024-05-08"],
        ),
        (
            "UBND tỉnh Bà Rịa - Vũng Tàu (BR-VT) báo cáo. Bản ghi nhớ mà BR-VT"
            " và thành phố Izumiotsu đã ký tháng 11/2014.",
            ["agreement mou vn/ba-ria-vung-tau jp/osaka/izumiotsu 2014-11"],
        ),
    ],
)
def test_it_is_found_however_it_is_said(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-05-10") == facts


NOTICES = [
    (
        "締結日:平成26年4月18日\n相手方:ベトナム社会主義共和国ハイフォン市\n内容:姉妹都市協定の締結\n北九州市国際政策課",
        ["agreement sister-city vn/hai-phong jp/fukuoka/kitakyushu 2014-04-18"],
    ),
    (
        "ドンナイ省との交流のあゆみ\n兵庫県国際交流課\n2010年5月 副知事がドンナイ省を訪問\n"
        "2013年3月 経済交流に関する覚書締結",
        ["event visit vn/dong-nai jp/hyogo 2010-05", "agreement mou vn/dong-nai jp/hyogo 2013-03"],
    ),
    (
        "訪問結果\n(1)10月9日 クアンニン省\n委員長と会談し、観光での交流を確認した。\n"
        "(2)10月10日 ハノイ市\nチン首相を表敬し、航空路線の開設を要望した。\n北海道庁国際課",
        ["event meeting vn/quang-ninh jp/hokkaido 2023-10-09", "event meeting - jp/hokkaido 2023-10-10"],
    ),
    (
        "県の取り組み\n2007年 国際協力事業「行政改革」(~2009年)\nハイフォン市と香川県の交流から",
        ["project completed vn/hai-phong jp/kagawa 2009"],
    ),
    (
        "事業名 水環境改善プロジェクト\n対象地域 ベトナム国クアンニン省\n提案自治体 滋賀県\n"
        "事業期間 2016年10月から2019年3月まで",
        ["project completed vn/quang-ninh jp/shiga 2019-03"],
    ),
    (
        "平和首長会議\n本市の加盟日は2010年1月1日です。\n秦野市市民活動支援課",
        ["membership member - jp/kanagawa/hadano 2010-01-01 Mayors for Peace"],
    ),
]


@pytest.mark.parametrize(("text", "facts"), NOTICES)
def test_the_lines_of_a_notice_are_read_together(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-03-10") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "2023年11月に覚書を結んだナムディン省を、宮崎県の知事が2024年5月8日に訪れた。",
            ["event visit vn/nam-dinh jp/miyazaki 2024-05-08", "agreement mou vn/nam-dinh jp/miyazaki 2023-11"],
        ),
        (
            "調印されたのは5月2日。備前市とサデック市の市長が友好交流協定に署名した。",
            ["agreement friendship-cooperation vn/dong-thap/sa-dec jp/okayama/bizen 2024-05-02"],
        ),
        (
            "調印されたのは5月2日。両市長が並んだ。",
            [],
        ),
        (
            "福岡県の知事は5月8日、ハノイ市の委員長を表敬し、9日にはチン首相と会談した。",
            ["event meeting vn/hanoi jp/fukuoka 2024-05-08", "event meeting - jp/fukuoka 2024-05-09"],
        ),
        (
            "神戸市(デザイン、2008年)、金沢市(工芸、2009年)がユネスコ創造都市ネットワークに名を連ねる。",
            [
                "membership designated - jp/hyogo/kobe 2008 UNESCO Creative Cities Network",
                "membership designated - jp/ishikawa/kanazawa 2009 UNESCO Creative Cities Network",
            ],
        ),
        (
            "山梨県の知事は5月3日から7日までベトナムを訪れた。ハナム省では、省の幹部と会談した。",
            ["event meeting vn/ha-nam jp/yamanashi 2024-05-03"],
        ),
        (
            "ハイフォン市の議長が来庁し、香川県の池田知事と懇談した。令和5年11月2日のことです。",
            ["event visit vn/hai-phong jp/kagawa 2023-11-02"],
        ),
    ],
)
def test_a_day_is_that_of_what_was_done_on_it(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-05-10") == facts


@pytest.mark.parametrize(
    "text",
    [
        "松山市の中学生10人が8月、ハノイ市を訪れ、現地の生徒と交流した。",
        "堺市は、ダナン市との交流が15周年を迎えた。",
        "経済団体などでつくる兵庫県の訪問団が6日、ハノイ市を訪れた。",
        "日本商工会議所の会頭は6日、ビンズオン省を訪れ、委員長と会談した。",
        "タイビン省の委員長が5月14日、愛知県の知事を訪問します。",
        "香川県の知事は6日、ハイフォン市を訪問し、覚書を締結する予定だ。",
        "早稲田大学とハノイ市は10日、都市計画に関する覚書に署名した。",
        "Trụ sở Liên hiệp các tổ chức hữu nghị tỉnh đón Tổng Lãnh sự Nhật Bản tại Đà Nẵng.",
        "Tỉnh Nara và tỉnh Thừa Thiên Huế sẽ cùng tổ chức hội nghị, sau đó ký tiếp các biên bản ghi nhớ.",
    ],
)
def test_of_others_and_of_later_nothing_is_found(proposer: Proposer, text: str) -> None:
    assert told(proposer, text, "2024-05-10") == []


# --- ways of saying it in Vietnamese -----------------------------------------------------------------------------

VIETNAMESE_LIST = """Thỏa thuận của tỉnh Bà Rịa - Vũng Tàu với các địa phương Nhật Bản:
1. Bản ghi nhớ với thành phố Kawasaki, ký ngày 12/3/2013.
2. Thỏa thuận hợp tác hữu nghị với tỉnh Mie (2019)."""
VIETNAMESE_CHRONOLOGY = """Năm 2009: Đà Nẵng và thành phố Sakai ký tuyên bố chung.
Năm 2019: Hai thành phố trở thành thành phố hữu nghị."""
CREATIVE = "UNESCO Creative Cities Network"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        # dates in words
        ("Năm 2015, tỉnh Quảng Ninh ký với tỉnh Shiga thỏa thuận về môi trường; ba năm sau, hai tỉnh ký bản ghi nhớ.",
         ["agreement sectoral vn/quang-ninh jp/shiga 2015", "agreement mou vn/quang-ninh jp/shiga 2018"]),
        ("Hôm thứ Tư, Bí thư Tỉnh ủy Bắc Ninh hội đàm với Thống đốc Kyoto Nishiwaki Takatoshi.",
         ["event meeting vn/bac-ninh jp/kyoto 2024-05-08"]),
        # what is carried out later was signed before
        ("Hai bên sẽ triển khai bản ghi nhớ đã ký giữa tỉnh Bắc Ninh và tỉnh Kyoto năm 2019.",
         ["agreement mou vn/bac-ninh jp/kyoto 2019"]),
        # the occasion of which the text has told
        ("Chiều 8/5, lãnh đạo tỉnh Long An hội đàm với đoàn tỉnh Hyogo. Dịp này, hai bên ký bản ghi nhớ.",
         ["event meeting vn/long-an jp/hyogo 2024-05-08", "agreement mou vn/long-an jp/hyogo 2024-05-08"]),
        # lists and lines
        ("Các thành phố kết nghĩa của Đà Nẵng gồm: Sakai (2009), Mitsuke (2013).",
         ["agreement sister-city vn/da-nang jp/osaka/sakai 2009",
          "agreement sister-city vn/da-nang jp/niigata/mitsuke 2013"]),
        (VIETNAMESE_LIST,
         ["agreement mou vn/ba-ria-vung-tau jp/kanagawa/kawasaki 2013-03-12",
          "agreement friendship-cooperation vn/ba-ria-vung-tau jp/mie 2019"]),
        (VIETNAMESE_CHRONOLOGY,
         ["agreement letter-of-intent vn/da-nang jp/osaka/sakai 2009",
          "agreement friendship-city vn/da-nang jp/osaka/sakai 2019"]),
        # who acts
        ("Thị trưởng Kitakyushu Takeuchi Kazuhisa dẫn đầu đoàn đại biểu tới Hải Phòng hôm 8/5.",
         ["event visit vn/hai-phong jp/fukuoka/kitakyushu 2024-05-08"]),
        ("Chiều 8/5, Phó Thủ tướng tiếp Thống đốc tỉnh Gifu Furuta Hajime và Thống đốc tỉnh Shizuoka Suzuki Yasutomo.",
         ["event meeting - jp/gifu 2024-05-08", "event meeting - jp/shizuoka 2024-05-08"]),
        ("Hội thảo do UBND tỉnh Quảng Nam phối hợp với tỉnh Nagasaki tổ chức đã khép lại chiều 6/5.",
         ["event other vn/quang-nam jp/nagasaki 2024-05-06"]),
        ("Ông Sato, Tổng Lãnh sự Nhật Bản tại Đà Nẵng, sáng 6/5 đến chào Bí thư Thành ủy Nguyễn Văn Quảng.",
         ["event meeting vn/da-nang - 2024-05-06"]),
        ("Đoàn tỉnh Lào Cai vừa trở về. Ngày 1/5, tại tỉnh Kagawa, đoàn làm việc với Thống đốc; hôm sau đoàn tới thăm"
         " tỉnh Nagano.",
         ["event meeting vn/lao-cai jp/kagawa 2024-05-01", "event visit vn/lao-cai jp/nagano 2024-05-02"]),
        # Nga, who is no Russia
        ("Ngày 8/5, Phó Chủ tịch UBND tỉnh Kon Tum Trần Thị Nga tiếp Thị trưởng Minamimaki (tỉnh Nagano).",
         ["event meeting vn/kon-tum jp/nagano/minamimaki 2024-05-08"]),
        # a town that is called a city
        ("Huyện Lạc Dương (Lâm Đồng) và thành phố Yachiyo (tỉnh Ibaraki, Nhật Bản) ký bản ghi nhớ ngày 8/5.",
         ["agreement mou vn/lam-dong/lac-duong jp/ibaraki/yachiyo 2024-05-08"]),
        # members who are named one by one, or later
        ("Năm 2022, Cao Lãnh được UNESCO công nhận là Thành phố học tập. Một năm sau đến lượt Sơn La.",
         [f"membership designated {one} UNESCO Global Network of Learning Cities"
          for one in ("vn/dong-thap/cao-lanh - 2022", "vn/son-la/son-la-city - 2023")]),
        ("UNESCO hôm qua công bố danh sách mới của Mạng lưới các thành phố sáng tạo. Việt Nam góp hai cái tên là"
         " Đà Lạt (âm nhạc) và Hội An (thủ công).",
         [f"membership designated {one} - 2024-05-09 {CREATIVE}"
          for one in ("vn/lam-dong/da-lat", "vn/quang-nam/hoi-an")]),
    ],
)  # fmt: skip
def test_so_it_is_in_vietnamese(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert sorted(told(proposer, text, "2024-05-10")) == sorted(facts)


@pytest.mark.parametrize(
    "text",
    [
        "Chủ tịch UBND tỉnh Nghệ An sáng 8/5 tiếp nguyên Thống đốc tỉnh Gifu, ông Furuta Hajime.",
        "Liên minh Nghị sĩ hữu nghị Việt - Nhật tỉnh Ehime hôm qua chào xã giao Chủ tịch UBND tỉnh Bến Tre.",
        "Phó Chủ tịch UBND TP Đà Nẵng tiếp Thị trưởng Daegu (Hàn Quốc) sáng 9/5; ông từng đến Sakai học tập.",
        "Trưởng đại diện JICA ngày 9/5 làm việc với UBND tỉnh Quảng Ninh về dự án mà tỉnh Shiga từng tư vấn.",
        "Chưa có thỏa thuận nào được ký giữa tỉnh Sóc Trăng và tỉnh Kumamoto.",
        "Đà Nẵng và thành phố Sakai đã kết nghĩa chưa? Đã kết nghĩa rồi ư?",
        "Công ty Yamaha (tỉnh Shizuoka) và Sở Giáo dục TP Hồ Chí Minh ký thỏa thuận hợp tác dạy nhạc.",
        "Lãnh đạo tỉnh Quảng Bình đến chung vui với Tổng Lãnh sự quán Nhật Bản trong lễ khai trương sáng 9/5.",
    ],
)
def test_nothing_is_found_in_vietnamese_of_others_and_of_what_was_not(proposer: Proposer, text: str) -> None:
    assert told(proposer, text, "2024-05-10") == []


def test_the_title_tells_whom_a_report_in_vietnamese_is_about(proposer: Proposer) -> None:
    text = (
        "HĐND thành phố Đà Nẵng kế thừa những gì Quảng Nam đã gây dựng với tỉnh Nagasaki. Phó Chủ tịch HĐND Trần"
        " Phước Sơn tiếp đoàn Hội đồng tỉnh Nagasaki chiều 9/5."
    )
    [one] = read(proposer, text, "2024-05-10", "Đà Nẵng tiếp đoàn tỉnh Nagasaki")
    assert (one.type, one.vn and one.vn.id, one.date) == ("event", "vn/da-nang", "2024-05-09")


# --- how English says it in several sentences, or in none -----------------------------------------------------------

DESCRIBED = (
    "Leaders of Yen Bai know Mimasaka City well. The province and the Japanese city have had a memorandum"
    " of understanding since 2019."
)
SPREAD = (
    "It was the first journey of a Hyogo governor to Can Tho. Saito Motohiko, who arrived on May 8, was met by"
    " Chairman Tran Viet Truong of the city's People's Committee."
)
BEHIND = "Can Tho and Hyogo Prefecture have just signed a memorandum. The ceremony was held in Kobe on May 8."
LISTED = """Da Nang has these sister cities:
- Oakland, United States (1995)
- Sakai City, Osaka, Japan (2009)"""
LABELLED = """Project name: Sorting of waste in schools
Proposing body: Sakai City
Counterpart: Da Nang Department of Education
Period: April 2015 to March 2018"""
MEMBERS = """Members of CITYNET in Vietnam:
- Da Nang (1997)
- Hai Phong (1993)"""
CARRIED = "Kien Giang and Kobe City run a project on leakage under a scheme of JICA. It started in June 2015."


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (DESCRIBED, ["agreement mou vn/yen-bai jp/okayama/mimasaka 2019"]),
        (SPREAD, ["event meeting vn/can-tho jp/hyogo 2024-05-08"]),
        (BEHIND, ["agreement mou vn/can-tho jp/hyogo 2024-05-08"]),
        (LISTED, ["agreement sister-city vn/da-nang jp/osaka/sakai 2009"]),
        (LABELLED, ["project ongoing vn/da-nang jp/osaka/sakai 2015-04"]),
        (MEMBERS, ["membership member vn/da-nang - 1997 CITYNET", "membership member vn/hai-phong - 1993 CITYNET"]),
        (CARRIED, ["project ongoing vn/kien-giang jp/hyogo/kobe 2015-06"]),
        (
            "The People's Council of Can Tho and the assembly of Hyogo Prefecture are bound by an agreement since"
            " Wednesday, when it was signed.",
            ["agreement legislative vn/can-tho jp/hyogo 2024-05-08"],
        ),
        (
            "An investment forum, put together by the Can Tho Department of Planning and the Hyogo prefectural"
            " government, took place on May 8.",
            ["event other vn/can-tho jp/hyogo 2024-05-08"],
        ),
        (
            "On May 8, the Prime Minister of Vietnam received Governor Omura of Aichi and Hanazumi Hideyo of Niigata.",
            ["event meeting - jp/aichi 2024-05-08", "event meeting - jp/niigata 2024-05-08"],
        ),
        (
            "The chairman of Can Tho asked Hyogo Prefecture to go on supporting the project on nursing.",
            ["project ongoing vn/can-tho jp/hyogo"],
        ),
        ("Ten years ago Can Tho and Hyogo signed a memorandum.", ["agreement mou vn/can-tho jp/hyogo 2014"]),
    ],
)
def test_english_is_read_beyond_one_sentence(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-05-10") == facts


@pytest.mark.parametrize(
    "text",
    [
        "The governor of Hyogo is to be in Can Tho on May 28. Its chairman will receive him, it was said on May 8.",
        "Sakai City and Da Nang are exploring a sister-city tie. Officials exchanged ideas on several occasions.",
        "Sakai City looked on. Busan and Da Nang are sister cities.",
        "On May 8 the Consulate General of Viet Nam in Osaka held a seminar. Leaders of Da Nang spoke by video;"
        " officials of Osaka Prefecture were among the guests.",
        "Da Nang's chairman received the president of a bank and of Asahi Group from Kisarazu City on May 8.",
    ],
)
def test_in_english_what_is_to_come_or_of_others_is_none(proposer: Proposer, text: str) -> None:
    assert told(proposer, text, "2024-05-10") == []


# --- what is not of the localities that are named near it ----------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        # whence a report was sent
        "Hanoi, May 8 (VNA) - The Ministry of Health concluded a memorandum with Gunma prefecture here on Wednesday.",
        "【ハノイ=山本】ベトナム保健省は8日、群馬県と覚書を締結した。",
        # envoys, where they reside
        "Trong chuyến công tác tại Tokyo ngày 8/5, Chủ tịch UBND tỉnh Yên Bái đã gặp Đại sứ Việt Nam tại Nhật Bản.",
        "Ngày 8/5, Chủ tịch UBND tỉnh Yên Bái tiếp đoàn do ông Mori, Lãnh sự danh dự Việt Nam tại Nagoya, dẫn đầu.",
        "Nagoya is a city. On May 8 the chairman of Yen Bai received Mr Mori, Honorary Consul of Vietnam in Nagoya.",
        # organisations with the name of a locality that was named before
        "Yên Bái muốn hợp tác với Gunma. Ngày 8/5, UBND tỉnh cùng Liên đoàn Công thương tỉnh Gunma ký bản ghi nhớ.",
        "Gunma là bạn của Yên Bái. Ngày 8/5, lãnh đạo tỉnh Yên Bái gặp gỡ nhà đầu tư, trong đó có người của tỉnh bạn.",
        "Yen Bai's Medical University and Gunma University signed an agreement on May 8, seen by leaders of Gunma.",
        "Nagoya's honorary consul of Vietnam visited Yen Bai on May 8 and met the province's chairman.",
        # workers
        "Tỉnh Gunma cần nhân lực. Yên Bái đã đưa nhiều lao động sang làm việc tại đó, trong đó có tỉnh bạn.",
        # those who look on at a signing
        "Ngày 8/5, hai cảng ký bản ghi nhớ. Chứng kiến lễ ký có Bí thư Tỉnh ủy Yên Bái và lãnh đạo thành phố Nagoya.",
        # what is to come
        "Gunma Festival in Yen Bai slated for June",
        "Lễ hội Gunma tại Yên Bái sẽ được tổ chức vào tháng 6",
        "イエンバイ省の代表団が8日、日本へ出発した。群馬県や名古屋市を回り、知事への表敬、工場の視察に臨む。",
        "群馬県の山本知事は20日から23日までイエンバイ省を訪問し、人民委員会委員長と会談する。",
        "Theo kế hoạch, đoàn tỉnh Gunma thăm Yên Bái từ 20 đến 23/5, làm việc với UBND tỉnh, ký bản ghi nhớ.",
        "According to the programme, the Gunma delegation visits Yen Bai on May 20 and meets its chairman.",
        "群馬県議会は4月、イエンバイ省への訪問団派遣を決めた。",
        "Lễ ký kết bản ghi nhớ giữa tỉnh Yên Bái và tỉnh Gunma dự kiến diễn ra ngày 20/5.",
        "The signing of a memorandum between Yen Bai and Gunma, scheduled for April, was postponed.",
        "群馬県知事は来週ベトナムを訪れる。13日は駐日ベトナム大使を表敬して情勢を聞き、15日は学校と協定を結ぶ。",
    ],
)
def test_whoever_acts_for_no_locality_or_has_yet_to_act_makes_no_fact(proposer: Proposer, text: str) -> None:
    assert told(proposer, text, "2024-05-10") == []


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Da Nang works with Sakai. On May 8 the chairman of the municipal People's Committee received a delegation"
            " of the Japanese parliament; he thanked it.",
            ["event meeting vn/da-nang - 2024-05-08"],
        ),
        (
            "山梨県の友好地域\nクアンビン省 2023年5月に知事が省を訪れた。\n"
            "ブラジル・サンパウロ州 2023年8月に宮崎知事が訪れ、覚書を交わした。",
            ["event visit vn/quang-binh jp/yamanashi 2023-05"],
        ),
        (
            "8日、ファン・タイ・ビン人民委員会副委員長らクアンナム省の一行が紀の川市役所を訪れ、意見を交わした。",
            ["event visit vn/quang-nam jp/wakayama/kinokawa 2024-05-08"],
        ),
    ],
)
def test_states_third_countries_and_persons_are_kept_apart_from_localities(
    proposer: Proposer, text: str, facts: list[str]
) -> None:
    assert told(proposer, text, "2024-05-10") == facts


def test_who_has_not_joined_a_network_is_no_member(proposer: Proposer) -> None:
    assert told(proposer, "平和首長会議に未加盟の自治体は佐世保市など9市町村となった。") == []


# --- the day of what is told beside another ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Một ngày sau khi hai bên họp trực tuyến (7/5), Chủ tịch UBND tỉnh Yên Bái gặp Thống đốc tỉnh Gunma.",
            ["event meeting vn/yen-bai jp/gunma 2024-05-08"],
        ),
        (
            "Two days after May 6, the chairman of Yen Bai met with the governor of Gunma.",
            ["event meeting vn/yen-bai jp/gunma 2024-05-08"],
        ),
        (
            "Đoàn tỉnh Yên Bái đã thăm tỉnh Gunma tháng 11/2023. Trong dịp đó, Yên Bái và Gunma đã ký bản ghi nhớ.",
            ["event visit vn/yen-bai jp/gunma 2023-11", "agreement mou vn/yen-bai jp/gunma 2023-11"],
        ),
        (
            "【平成27年】11月9日 群馬県知事がイエンバイ省を訪れ、覚書を締結",
            ["agreement mou vn/yen-bai jp/gunma 2015-11-09", "event visit vn/yen-bai jp/gunma 2015-11-09"],
        ),
        (
            "Đoàn tỉnh Gunma đã thăm tỉnh Yên Bái. Ông Mori nói đến ước mơ của thế hệ hôm nay.",
            ["event visit vn/yen-bai jp/gunma"],
        ),
        (
            "Ngày 8/5, Chủ tịch UBND tỉnh Yên Bái tiếp Đại sứ Nhật Bản. "
            "Lễ hội Nhật Bản do tỉnh Yên Bái và Đại sứ quán Nhật Bản tổ chức diễn ra ngày 8/5.",
            ["event meeting vn/yen-bai - 2024-05-08"],
        ),
        ("In 2023 the governor of Gunma visited Yen Bai.", ["event visit vn/yen-bai jp/gunma 2023"]),
        ("群馬大学が視察に訪れたことから、群馬県とイエンバイ省の縁が生まれた。", []),
        (
            "群馬県とイエンバイ省は8日、下水道事業の覚書を締結した。事業の実施は6月から3年間の予定で、処理場の維持管理に取り組む。",
            ["agreement mou vn/yen-bai jp/gunma 2024-05-08"],
        ),
        (
            "Yên Bái và Gunma thực hiện dự án cấp nước. Dự án này khép lại vào tháng 5/2015.",
            ["project ongoing vn/yen-bai jp/gunma 2015-05"],
        ),
        (
            "Văn bản nối tiếp Thỏa thuận hợp tác giữa tỉnh Yên Bái và tỉnh Gunma.",
            ["agreement friendship-cooperation vn/yen-bai jp/gunma"],
        ),
    ],
)
def test_the_day_is_that_of_what_is_told_and_not_of_what_stands_beside_it(
    proposer: Proposer, text: str, facts: list[str]
) -> None:
    assert told(proposer, text, "2024-05-10") == facts


def test_a_designation_in_the_title_has_the_day_of_the_report(proposer: Proposer) -> None:
    text = "October 31 was a day of joy. UNESCO has designated Da Lat a Creative City of music. Hanoi is one too."
    found = read(proposer, text, "2023-11-01", "Da Lat recognised by UNESCO as Creative City")
    assert [(one.vn.id, one.date) for one in found if one.vn and one.vn.id != "vn/hanoi"] == [
        ("vn/lam-dong/da-lat", "2023-10-31")
    ]


@pytest.mark.parametrize(
    ("text", "members"),
    [
        (
            "Mayors for Peace has many members; bảy trong số đó của Việt Nam, gồm Hà Nội và Đà Nẵng.",
            {"vn/hanoi", "vn/da-nang"},
        ),
        ("Gunma belongs to CITYNET. Students from Da Nang have joined them.", {"jp/gunma"}),
    ],
)
def test_members_are_those_who_are_listed_and_not_whence_people_come(
    proposer: Proposer, text: str, members: set[str]
) -> None:
    found = [one for one in read(proposer, text) if one.type == "membership"]
    assert {party.id for one in found for party in (one.vn, one.jp) if party} == members


@pytest.mark.parametrize(
    "text",
    [
        "河野太郎外務大臣は5月8日、訪日中のホーチミン市党委員会書記の表敬を受けた。",
        "ホーチミン市の代表団は5月8日、山本外務大臣を表敬した。",
    ],
)
def test_a_minister_with_a_japanese_name_is_one_of_japan(proposer: Proposer, text: str) -> None:
    assert told(proposer, text, "2024-05-10") == ["event meeting vn/ho-chi-minh-city - 2024-05-08"]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "On Wednesday the chairman of Yen Bai met the governor of Gunma.",
            ["event meeting vn/yen-bai jp/gunma 2024-05"],
        ),
        (
            "平成26年にイエンバイ省の副委員長、27年4月にも人民委員会の方々が群馬県に来県。",
            ["event visit vn/yen-bai jp/gunma 2015-04"],
        ),
        (
            "群馬県は昨年2月にイエンバイ省と覚書を締結した。9月には姉妹友好県省を締結した。",
            ["agreement mou vn/yen-bai jp/gunma 2023-02", "agreement sister-city vn/yen-bai jp/gunma 2023-09"],
        ),
        ("Yen Bai and Gunma are close. Visits and joint activities followed.", []),
    ],
)
def test_a_day_is_as_precise_as_the_month_of_publication(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-05") == facts
