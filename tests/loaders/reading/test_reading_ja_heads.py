"""Who meets whom, and what is told of others or of what is to come, in Japanese sentences of the press."""

import pytest
from test_reading_ja import proposer, told

from loaders.proposals.proposal import Proposer

__all__ = ["proposer"]

DAY = "2024-08-24"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        # heads of both sides meet, whatever is said of what they did
        (
            "佐賀県の山口祥義知事は22日、ニントゥアン省のチャン・クオック・ナム委員長らに県産の牛肉を振る舞った。",
            ["event meeting vn/ninh-thuan jp/saga 2024-08-22"],
        ),
        (
            "タイビン省のジエン委員長は22日、岡山県美作市の萩原誠司市長から、就学支援についての説明を受けた。",
            ["event meeting vn/thai-binh jp/okayama/mimasaka 2024-08-22"],
        ),
        (
            "札幌市の町田隆敏副市長は22日、ハノイ市のグエン・チョン・ドン副委員長を大通公園に案内した。",
            ["event meeting vn/hanoi jp/hokkaido/sapporo 2024-08-22"],
        ),
        (
            "秋田県の佐竹敬久知事は22日、県庁でベトナムのファム・クアン・ヒエウ大使に、県産米の輸出への協力を求めた。",
            ["event meeting - jp/akita 2024-08-22"],
        ),
        (
            "ラオカイ省の訪問団が22日、県庁を訪れた。同省人民委員会の委員長が長野県の阿部守一知事に、協力を求めた。",
            ["event visit vn/lao-cai jp/nagano 2024-08-22"],
        ),
        # but not by letter, nor by what one said of the other; a signing as such is none
        ("宮崎県の河野俊嗣知事は22日、ナムディン省の委員長に宛てた親書を、訪越する県議に託した。", []),
        ("横浜市の山中竹春市長は22日、ダナン市の委員長が東京で語った構想について「歓迎したい」と述べた。", []),
        (
            "高知県の浜田省司知事は22日、ラムドン省の委員長と協定に調印した。",
            ["agreement friendship-cooperation vn/lam-dong jp/kochi 2024-08-22"],
        ),
        # where something was held is a party if its head meets somebody
        (
            "滋賀県東近江市で18日、スピーチコンテストが開かれ、在大阪ベトナム総領事が市長を表敬した。",
            ["event meeting - jp/shiga/higashiomi 2024-08-18"],
        ),
        # pupils and trainees act for nobody
        ("神奈川県は、県内の高校生20人をハノイ市に派遣した。", []),
        ("大分県国東市は、クアンガイ省から農業実習生5人を迎え入れた。", []),
        ("協会からは17名が7月27日に福岡からホーチミンに到着した。28日はダナン市共産党本部の副書記長を表敬した。", []),
        # a smaller unit that is not known is not the one in which it lies
        ("青森県平川市はベトナム・ハイズオン省タインハー郡と友好交流の協定を結んだ。", []),
        ("北海道室蘭市は、ベトナム・ハティン省キーアイン町の訪問団を8月20日に迎えた。", []),
        # what was asked for was asked at the meeting; a day that is over is not of what is planned behind it
        (
            "三重県の鈴木英敬知事は22日、東京都内でベトナムのグエン・スアン・フック首相と会い、輸入解禁を働きかけた。",
            ["event meeting - jp/mie 2024-08-22"],
        ),
        (
            "神奈川県はハノイ市と協力する覚書を2月に結び、その第1弾として同市で催しを11月に開く。",
            ["agreement mou vn/hanoi jp/kanagawa 2024-02"],
        ),
        ("日南市はホイアン市との間で協力を進めたい考えだ。﨑田市長は「いずれは姉妹都市に」と意欲を示した。", []),
        # a day of a visit, or of another partner, is none of what two are to each other
        (
            "京都市と姉妹都市のベトナム・フエ市の訪問団が9日、市役所を訪れ、松井孝治市長と懇談した。",
            [
                "agreement sister-city vn/hue/hue-city jp/kyoto/kyoto",
                "event visit vn/hue/hue-city jp/kyoto/kyoto 2024-08-09",
            ],
        ),
        (
            "ハイフォン市は2014年に姉妹都市となった北九州市のほか、堺市とも協力協定を結んでいる。",
            [
                "agreement friendship-cooperation vn/hai-phong jp/osaka/sakai",
                "agreement sister-city vn/hai-phong jp/fukuoka/kitakyushu 2014",
            ],
        ),
        # what a document is about is told around its name, and its day by who signed it
        (
            "新潟県はハイズオン省と、農業・食品分野での「連携協力に関する確認書」を交わした。花角知事が17日に現地で署名した。",
            ["agreement sectoral vn/hai-duong jp/niigata 2024-08-17"],
        ),
        (
            "山口県とビンズオン省は18日、「産業人材の送り出しに関する合意議事録」に署名した。",
            ["agreement sectoral vn/binh-duong jp/yamaguchi 2024-08-18"],
        ),
        # a project that the sentence before has named; what goes on is not to come
        (
            "「ハイフォン市における浄水処理改善事業」の研修が、北九州市で行われた。事業は北九州市が2023年4月から実施している。",
            ["project ongoing vn/hai-phong jp/fukuoka/kitakyushu 2023-04"],
        ),
        (
            "滋賀県は技術協力プロジェクト「クアンニン省ハロン湾地域のグリーン成長」において、技術指導を行っています。",
            ["project ongoing vn/quang-ninh jp/shiga"],
        ),
        (
            "10月20日、県は覚書を結ぶ予定だ。滋賀県は現在、「クアンニン省ハロン湾のグリーン成長プロジェクト」で研修を行っています。",
            ["project ongoing vn/quang-ninh jp/shiga"],
        ),
        # as one of a network; who was one before; what was added to a heritage
        (
            "山形市は、映画分野のユネスコ創造都市としてダラット市の会議に招かれた。",
            ["membership designated - jp/yamagata/yamagata UNESCO Creative Cities Network"],
        ),
        (
            "カオバン省の高原が12日、世界ジオパークに認定され、ドンバン高原(ハザン省)に次ぎ国内2例目となった。",
            [
                "membership designated vn/cao-bang - 2024-08-12 UNESCO Global Geoparks",
                "membership designated vn/ha-giang - UNESCO Global Geoparks",
            ],
        ),
        ("滋賀県は20日に覚書を結ぶ。同省は世界遺産のハロン湾を有する。締結式では滋賀県の副知事が署名します。", []),
        # a signing is of the day that is told of its ceremony, or behind it; one that is put off is to come
        (
            "北九州市とハイフォン市は、脱炭素分野の覚書を締結した。6日にハイフォン市であった調印式には市長も立ち会った。",
            ["agreement mou vn/hai-phong jp/fukuoka/kitakyushu 2024-08-06"],
        ),
        (
            "「千葉県とベトナム国クアンナム省との友好交流に関する覚書」調印式を、令和6年7月10日に県庁で行いました。",
            ["agreement mou vn/quang-nam jp/chiba 2024-07-10"],
        ),
        (
            "福岡県の知事は7日、ハノイ市で、環境を柱とする覚書にグエン・テー・タオ人民委員長とともにサインした。",
            ["agreement mou vn/hanoi jp/fukuoka 2024-08-07"],
        ),
        (
            "県と省は連携する。山口県とビンズオン省は14年に友好協力の覚書を締結している。",
            ["agreement mou vn/binh-duong jp/yamaguchi 2014"],
        ),
        ("新居浜市は、ホイアン市との友好都市提携の締結を、新型コロナの影響で来年に延期すると決めた。", []),
        # what was held to talk; what has begun to move
        (
            "北海道の根室市は9日、バクザン省の人民委員会幹部と、水産物の輸出に関する意見交換会を市内で開いた。",
            ["event meeting vn/bac-giang jp/hokkaido/nemuro 2024-08-09"],
        ),
        (
            "大牟田市とハイフォン市の間で、生ごみ堆肥化の実証事業が動き出した。",
            ["project launch vn/hai-phong jp/fukuoka/omuta"],
        ),
    ],
)
def test_who_meets_and_what_is_of_others(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, DAY) == facts
