"""What stands beside a name in a Japanese text, or the order of its days, and what that makes of what is told."""

import pytest
from test_reading_ja import proposer, told

from loaders.proposals.proposal import Proposer

__all__ = ["proposer"]


@pytest.mark.parametrize(
    ("published", "text", "facts"),
    [
        (  # the year of what is called by it stands before its name, too
            "",
            "11月16日、北海道の鈴木知事率いる代表団がクアンニン省に到着した。「2023年ハロン市北海道フェスティバル」に出る。",
            ["event visit vn/quang-ninh jp/hokkaido 2023-11-16"],
        ),
        (  # a day of this or of the next months is not one of last year
            "2018-11-07",
            "ハノイ市では11月17日、「神奈川フェスティバルinハノイ」が初めて開催され、県と市が主催する。",
            [],
        ),
        (
            "2019-01-20",
            "大分県の広瀬知事は12月15日、ビンズオン省を訪れた。",
            ["event visit vn/binh-duong jp/oita 2018-12-15"],
        ),
        (  # the house of one's own state is visited beside a locality
            "2024-11-20",
            "11月11日、ダナン市人民委員会の副委員長を団長とする代表団は、在大阪ベトナム総領事館と堺市を訪問した。",
            ["event visit vn/da-nang jp/osaka/sakai 2024-11-11"],
        ),
        (
            "2019-05-20",
            "福岡県訪問団は14日にハノイ入り。15日にハノイ市人民委員会を訪れた。",
            ["event visit vn/hanoi jp/fukuoka 2019-05-14"],
        ),
        (  # when the guests go home is not when they came
            "2024-11-08",
            "ロンアン省の友好訪問団が兵庫県を訪れ、斎藤元彦知事と面談した。訪問団は8日に帰国する。",
            ["event visit vn/long-an jp/hyogo"],
        ),
        (
            "2024-11-08",
            "三重県鈴鹿市は、11月3日にベトナムのフエ市と合同の式典を市文化会館で開いた。",
            ["event other vn/hue/hue-city jp/mie/suzuka 2024-11-03"],
        ),
        ("2024-11-08", "タイグエン省の農民代表が、静岡県の茶産地を視察するため来日し、6日に農家を訪れた。", []),
        ("2018-03-27", "北海道の高橋はるみ知事ら訪問団が26日、ハノイ入りした。27日に商工相と会談する。", []),
        (  # what was done on a journey is told in a list
            "2022-09-20",
            "新潟県の花角知事は12日から16日までベトナムを訪問し、ハイフォン市との覚書の締結や、チン首相との会談を行った。",
            ["agreement mou vn/hai-phong jp/niigata 2022-09", "event meeting - jp/niigata 2022-09-12"],
        ),
        (
            "2023-05-26",
            "25日、ドンナイ省人民委員会のフィー副委員長は、神戸市の代表団と、企業の進出支援について協議した。",
            ["event meeting vn/dong-nai jp/hyogo/kobe 2023-05-25"],
        ),
        (  # some of the staff act for the city of which the text tells
            "2024-03-07",
            "大阪市は水道で協力する。2019年8月27日から31日まで、総務部の課長ら2名がホーチミン市に出張し、取り組みを協議した。",
            ["event visit vn/ho-chi-minh-city jp/osaka/osaka 2019-08-27"],
        ),
        (  # a utility stands for its locality
            "2015-03-10",
            "横浜市水道局は2013年11月、フエ省水道公社と技術協力に関する覚書を締結した。",
            ["agreement mou vn/hue jp/kanagawa/yokohama 2013-11"],
        ),
        (  # a row shares its day
            "2014-08-01",
            "愛知県あま市、宮城県大崎市が2014年7月8日に、高松市が15日に、平和首長会議に加盟した。",
            [
                "membership member - jp/aichi/ama 2014-07-08 Mayors for Peace",
                "membership member - jp/kagawa/takamatsu 2014-07-15 Mayors for Peace",
                "membership member - jp/miyagi/osaki 2014-07-08 Mayors for Peace",
            ],
        ),
        ("", "ハノイ市で「神奈川フェスティバル」が開催されるのに伴い、知事が覚書を携える。", []),
        (  # firms of a province are not it
            "",
            "栃木県の福田富一知事は、ビンフック省を訪れて同省の企業との協力覚書に調印した。",
            ["event visit vn/vinh-phuc jp/tochigi"],
        ),
        (  # a year at the head of a clause holds for it, whatever day the next one tells
            "2017-01-26",
            "昨年8月にタイビン省の幹部が宮城県を訪れた。平成26年にも副委員長が県を訪問し、平成27年4月にも人民委員会が来県され、訪問を要請されていた。",
            [
                "event visit vn/thai-binh jp/miyagi 2014",
                "event visit vn/thai-binh jp/miyagi 2015-04",
                "event visit vn/thai-binh jp/miyagi 2016-08",
            ],
        ),
        (  # a member of the imperial family stands for Japan, wherever the visit is
            "2023-09-25",
            "ベトナムを公式訪問中の秋篠宮ご夫妻は24日、ダナン市を訪れ、党委書記と会見された。",
            ["event visit vn/da-nang - 2023-09-24"],
        ),
        (  # whose paper it is may be told only by what is of it
            "2015-05-01",
            "昨年12月、県は、ベトナム・ビンズオン省と覚書を締結しました。訪問団は山口県議会議員連盟の17人です。",
            ["agreement mou vn/binh-duong jp/yamaguchi 2014-12"],
        ),
        (  # who was a member when another thing was is not one since then
            "2025-07-22",
            "平成17年に、健康都市連合に加盟していた千葉県市川市と静岡県袋井市が発起人となりました。",
            [
                "membership member - jp/chiba/ichikawa Alliance for Healthy Cities",
                "membership member - jp/shizuoka/fukuroi Alliance for Healthy Cities",
            ],
        ),
        (  # what somebody says was done before is not of the day of the lead
            "2019-10-17",
            "16日、フック首相は鹿児島県の三反園訓知事と会見した。知事は、ハイズオン省と協力覚書を締結したと述べた。",
            ["agreement mou vn/hai-duong jp/kagoshima", "event meeting - jp/kagoshima 2019-10-16"],
        ),
        (  # each of those who were met has a day in brackets
            "2019-10-30",
            "鹿児島県の知事はフック首相(16日)、観光大臣(18日)といった政府要人と面会しました。",
            ["event meeting - jp/kagoshima 2019-10-16"],
        ),
        (
            "",
            "世界歴史都市連盟への日本からの加盟は鎌倉市、松江市、益田市の3都市で、京都市が会長都市である。",
            [
                "membership member - jp/kanagawa/kamakura League of Historical Cities",
                "membership member - jp/kyoto/kyoto League of Historical Cities",
                "membership member - jp/shimane/masuda League of Historical Cities",
                "membership member - jp/shimane/matsue League of Historical Cities",
            ],
        ),
        (  # since when each of several geoparks is one stands in brackets behind its name
            "2020-07-09",
            "世界ジオパークに認定されたのは、ハザン省の「ドンバンカルスト台地」(2010年認定)、"
            "カオバン省の「ノンヌオック・カオバン国立地質公園」(2018年認定)に次いで3か所目となる。",
            [
                "membership designated vn/cao-bang - 2018 UNESCO Global Geoparks",
                "membership designated vn/ha-giang - 2010 UNESCO Global Geoparks",
            ],
        ),
        ("2023-07-12", "ランソン省の地質公園が世界ジオパークに認定されるための現地調査が行われています。", []),
        (
            "",
            "フエ市が1995年に、ハノイ市が2000年代に入って平和首長会議に加わった。",
            [
                "membership member vn/hanoi - Mayors for Peace",
                "membership member vn/hue/hue-city - 1995 Mayors for Peace",
            ],
        ),
        (  # a department signs for its prefecture, though its name begins like that of firms
            "2020-05-27",
            "神奈川県企業庁は、平成30年11月、ランソン省人民委員会と水道分野の技術協力に関する覚書を締結した。",
            ["agreement mou vn/lang-son jp/kanagawa 2018-11"],
        ),
        (
            "2023-01-06",
            "大阪市とホーチミン市は令和4年8月18日、脱炭素をめぐる政策対話をオンラインで開いた。",
            ["event meeting vn/ho-chi-minh-city jp/osaka/osaka 2022-08-18"],
        ),
        # nobody of a locality meets an association, works from the seat of a body, or signs a pledge to a network
        ("2024-05-01", "ホーチミン市の委員長は4月28日、日本口唇口蓋裂協会の夏目長門常務理事と会った。", []),
        ("2020-01-10", "東京に事務局を置くNGOは、トゥエンクアン省で災害に備える事業を始めた。", []),
        (
            "2013-11-19",
            "ハノイ市でアジア大都市ネットワーク21の総会が開かれた。両首長は、東京都とハノイ市の友好と協力に関する覚書に署名した。",
            ["agreement mou vn/hanoi jp/tokyo"],
        ),
        (  # 同省 may be a ministry
            "2023-08-02",
            "和歌山県の知事は7月26日、ダナン市を訪れた。商工省では副大臣と意見を交わした。県と同省は2018年に覚書を締結している。",
            ["event meeting - jp/wakayama 2023-07-26", "event visit vn/da-nang jp/wakayama 2023-07-26"],
        ),
        (  # what somebody is going to do is not what they have signed
            "2024-05-20",
            "昨年11月にクアンニン省と友好交流協定を結んだ北海道は、今年も職員を派遣する。",
            ["agreement friendship-cooperation vn/quang-ninh jp/hokkaido 2023-11"],
        ),
        (  # each partner of a list is what stands before it
            "2024-05-20",
            "岐阜県高山市は、姉妹都市のデンバー市、友好都市のフエ市などと交流している。",
            ["agreement friendship-city vn/hue/hue-city jp/gifu/takayama"],
        ),
        # nor does one meet a locality who meets the head of a body there, or the staff of a home
        ("2024-05-20", "ハイズオン省の委員長は19日、東京で開かれたセミナーで、商工団体の幹部と意見交換した。", []),
        ("2024-05-20", "ベトナム保健省の副大臣が18日、栃木県の介護施設を視察し、施設の職員と意見を交わした。", []),
        (  # a third country that is named behind is none of an earlier stop
            "2019-11-13",
            "10月16日から20日まで、鹿児島県知事らがベトナムを訪問した。首相との面会やハイズオン省との覚書締結などを行った。"
            "10月30日、熊本市長はフランスで講演した。",
            ["agreement mou vn/hai-duong jp/kagoshima 2019-10", "event meeting - jp/kagoshima 2019-10-16"],
        ),
        ("2024-05-20", "大分県別府市の市長を18日に表敬したのは、クアンガイ省の温泉関係者10人だ。", []),
        # a place where something was signed is none of those who did, and who was president is nobody of the state
        ("", "11日、ハノイで、和歌山県の知事の訪問の際に、農業分野の協力に関する覚書が締結されました。", []),
        ("2017-06-01", "前の国家主席チュオン・タン・サン氏ら40人の視察団が5月29日、和歌山県庁を訪れた。", []),
        # a league of members of an assembly is none, nor is who went to the country
        ("2022-06-01", "ヴー外務次官は5月30日、神戸市の日越友好議員連盟の代表団と面会した。", []),
        ("2016-12-02", "石倉県議会議長は2014年にベトナムを訪問したことがあり、佐賀県の使節団を送る予定だ。", []),
        (  # a verb before those who signed tells of the document behind them
            "",
            "訪問は、2022年9月9日に調印された北海道とクアンニン省間の交流協力協定を具体化する目的もある。",
            ["agreement friendship-cooperation vn/quang-ninh jp/hokkaido 2022-09-09"],
        ),
        (  # a geopark is a designation of the land; others are candidates behind
            "2021-05-12",
            "ハザン省の「ドンバンカルスト台地」が、2010年に「世界ジオパーク」に認定されてから、6省でも認定を目指す動きがある。",
            ["membership designated vn/ha-giang - 2010 UNESCO Global Geoparks"],
        ),
        (  # a list says in which part of the country each lies
            "2020-09-24",
            "北中部地方ゲアン省ビン市と南部メコンデルタ地方ドンタップ省サデック市が、ユネスコの「学習都市」に登録された。",
            [
                "membership designated vn/dong-thap/sa-dec - UNESCO Global Network of Learning Cities",
                "membership designated vn/nghe-an/vinh - UNESCO Global Network of Learning Cities",
            ],
        ),
        (
            "2023-11-02",
            "ユネスコは10月31日、新たに55都市を創造都市ネットワークに加えた。ベトナムからはダラット市(音楽)、日本からは岡山市(文学)が選ばれた。",
            [
                "membership designated - jp/okayama/okayama 2023-10-31 UNESCO Creative Cities Network",
                "membership designated vn/lam-dong/da-lat - 2023-10-31 UNESCO Creative Cities Network",
            ],
        ),
        # who founded a network is told of it, and who came to one meeting is no member
        ("", "平和首長会議は、広島市と長崎市が中心となって設立した組織で、8,000を超える都市が加盟しています。", []),
        ("2023-07-14", "13日に開かれたCITYNETの会議には横浜市とダナン市の代表が参加した。", []),
    ],
)
def test_what_is_beside_a_name_tells_what_it_is(
    proposer: Proposer, published: str, text: str, facts: list[str]
) -> None:
    assert told(proposer, text, published) == facts
