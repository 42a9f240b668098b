"""Ways in which Japanese reports say who did what when, one short text each, with what is to be found in it."""

import pytest

from loaders.proposals.proposal import Proposer
from loaders.tables.catalogue import Catalogue
from loaders.texts.documents import Document


@pytest.fixture(scope="module")
def proposer(catalogue: Catalogue) -> Proposer:
    return Proposer(catalogue)


def told(proposer: Proposer, text: str, published: str = "", title: str = "") -> list[str]:
    """Each proposal in one line, in the order of the alphabet: type, kind, parties, date, network."""
    found = []
    for one in proposer.read(Document("a text", text, title, published))[0]:
        parties = [(party.id or "?") if party else "-" for party in (one.vn, one.jp)]
        found.append(" ".join(filter(None, (one.type, one.kind, *parties, one.date, one.network))))
    return sorted(found)


@pytest.mark.parametrize(
    ("published", "text", "facts"),
    [
        (  # what was announced was done before, on a day that may be told behind
            "2024-05-23",
            "茨城県は22日、ベトナム南部のロンアン省と農業分野の協力に関する覚書に調印したと発表した。調印は20日、同省で行われた。",
            ["agreement mou vn/long-an jp/ibaraki 2024-05-20"],
        ),
        (
            "2009-09-14",
            "横浜市は14日、ダナン市と覚書を結んだと発表した。",
            ["agreement mou vn/da-nang jp/kanagawa/yokohama"],
        ),
        (  # a clause of what stands since a day does not date the next
            "2019-08-20",
            "愛知県とホーチミン市は2016年9月に覚書を締結しており、このたび大村秀章知事が同市を訪れて関係を再確認した。",
            [
                "agreement mou vn/ho-chi-minh-city jp/aichi 2016-09",
                "event visit vn/ho-chi-minh-city jp/aichi",
            ],
        ),
        (  # nor does the year of a document make that of a later meeting
            "2024-07-02",
            "大阪府とホーチミン市は2007年に友好交流の覚書を締結。7月1日には吉村洋文知事がファン・バン・マイ委員長と面談した。",
            [
                "agreement mou vn/ho-chi-minh-city jp/osaka 2007",
                "event meeting vn/ho-chi-minh-city jp/osaka 2024-07-01",
            ],
        ),
        (
            "2019-05-20",
            "北九州市とハイフォン市は2014年に姉妹都市を締結し、今年で5周年を迎えます。",
            ["agreement sister-city vn/hai-phong jp/fukuoka/kitakyushu 2014"],
        ),
        (  # a document that is called by no kind where its day is told is the one told before
            "2025-01-20",
            "和歌山県は20日、クアンナム省と友好協力協定を締結したと発表した。17日にホイアン市で調印式が行われ、知事と委員長が協定書に署名した。",
            ["agreement friendship-cooperation vn/quang-nam jp/wakayama 2025-01-17"],
        ),
        (  # it was signed at the meeting told before
            "2013-11-19",
            "東京都の知事は18日、ハノイ市の委員長と会談した。両首長は協力を深めることで一致し、友好と協力に関する覚書に署名した。",
            [
                "agreement mou vn/hanoi jp/tokyo 2013-11-18",
                "event meeting vn/hanoi jp/tokyo 2013-11-18",
            ],
        ),
        (
            "2012-04-15",
            "今日は、京都市長として、フエ市役所でヴィン市長を表敬訪問。",
            ["event visit vn/hue/hue-city jp/kyoto/kyoto 2012-04-15"],
        ),
        (
            "2018-05-15",
            "長野県とラムドン省が友好協力の覚書を結んでから今年で5年。",
            ["agreement mou vn/lam-dong jp/nagano"],
        ),
        (  # what was offered on a visit leaves that what has been
            "2023-11-24",
            "23日は四日市市の市長がハイフォン市人民委員会を訪問し、セミナーを開くことを提案し、前向きな発言があったという。",
            ["event visit vn/hai-phong jp/mie/yokkaichi 2023-11-23"],
        ),
        (  # where no day of publication is known, a month follows the one told before
            "",
            "令和5年5月に山梨県の知事がクアンビン省を訪問。9月に同省と姉妹友好県省を締結しました。",
            [
                "agreement sister-city vn/quang-binh jp/yamanashi 2023-09",
                "event visit vn/quang-binh jp/yamanashi 2023-05",
            ],
        ),
        (  # a day without a month stays one of now, whatever month is told in between
            "2023-03-02",
            "茨城県知事は28日、ロンアン省で委員長と会談した。県は2019年11月に同省と覚書を結んでいる。県知事は27日からホーチミン市を訪れている。",
            [
                "event meeting vn/long-an jp/ibaraki 2023-02-28",
                "agreement mou vn/long-an jp/ibaraki 2019-11",
                "event visit vn/ho-chi-minh-city jp/ibaraki 2023-02-27",
            ],
        ),
        (
            "2024-02",
            "12月15日、ベトナムの首相が群馬県を訪れた。会談に続き、県とハナム省は経済交流などに関する基本合意書を締結した。",
            ["event visit - jp/gunma 2023-12-15", "agreement sectoral vn/ha-nam jp/gunma 2023-12-15"],
        ),
        (
            "2024-05-21",
            "釧路市とダナン市は2016年1月まで「水産物の衛生改善事業」を、2020年2月まで「販路構築プロジェクト」を実施しました。",
            [
                "project completed vn/da-nang jp/hokkaido/kushiro 2016-01",
                "project completed vn/da-nang jp/hokkaido/kushiro 2020-02",
            ],
        ),
        (  # ten years are no year, and the time of day parts a day from what follows
            "2024-07-30",
            "29日午後、ハイフォン市の副委員長は、同市を訪れている北九州市の武内市長率いる代表団と会見した。両市が姉妹都市となって10年、成果は大きい。",
            [
                "event meeting vn/hai-phong jp/fukuoka/kitakyushu 2024-07-29",
                "agreement sister-city vn/hai-phong jp/fukuoka/kitakyushu",
            ],
        ),
        (
            "2024-10-25",
            "静岡市とフエ市は2005年に友好都市となり、来年で20年を迎える。",
            ["agreement friendship-city vn/hue/hue-city jp/shizuoka/shizuoka 2005"],
        ),
        (
            "2025-09-10",
            "ホーチミン市の代表団は9日、大阪府の吉村洋文知事を表敬した。前日には兵庫県の斎藤元彦知事とも会った。",
            [
                "event meeting vn/ho-chi-minh-city jp/osaka 2025-09-09",
                "event meeting vn/ho-chi-minh-city jp/hyogo 2025-09-08",
            ],
        ),
        (
            "2021-06-01",
            "島根県松江市は、ニンビン省で有機農業の普及事業に取り組んでいます。2021年4月に採択され、期間は3年間です。",
            ["project ongoing vn/ninh-binh jp/shimane/matsue 2021-04"],
        ),
        (
            "2015-02-03",
            "先月20日から23日、山口県の村岡知事はビンズオン省を訪れ、省の幹部と意見を交わしました。",
            ["event visit vn/binh-duong jp/yamaguchi 2015-01-20"],
        ),
        (  # days within a stay are of that stay
            "2019-03-18",
            "13~16日にベトナムを訪れた千葉県の森田健作知事は14日、ハノイでグエン・スアン・フック首相と会談した。",
            ["event meeting - jp/chiba 2019-03-14"],
        ),
    ],
)
def test_a_day_is_that_of_what_was_done(proposer: Proposer, published: str, text: str, facts: list[str]) -> None:
    assert told(proposer, text, published) == sorted(facts)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (  # an envoy is of the state that sends him, and goes on to act where nobody is named
            "グェン・クオック・クオン大使は2017年6月22日、九州の二つの県を歩いた。鹿児島県では、三反園知事と面談した。",
            ["event meeting - jp/kagoshima 2017-06-22"],
        ),
        (
            "2023年9月11日、駐日ベトナム大使が宮崎市長を表敬訪問し、ニンビン省との関係などについて意見を交わした。",
            ["event visit - jp/miyazaki/miyazaki 2023-09-11"],
        ),
        (
            "2023年9月11日、伊藤直樹駐ベトナム大使がクアンナム省を訪れ、省の指導者と会談した。",
            ["event visit vn/quang-nam - 2023-09-11"],
        ),
        (  # 同省 is the one named last, be it only where a city lies
            "2023年11月16日、北海道の鈴木知事はクアンニン省ハロン市で開かれた式に出席した。知事は翌日、同省の委員長と会談した。",
            ["event meeting vn/quang-ninh jp/hokkaido 2023-11-17"],
        ),
        (  # 同県 is not that of the title
            "大使は宮崎県と佐賀県を訪れた。宮崎県では知事と会談した。同県は2015年11月、ナムディン省と農業分野の協力に関する合意書を結んでいる。",
            ["agreement sectoral vn/nam-dinh jp/miyazaki 2015-11"],
        ),
        (  # what stands behind a verb and a comma is no party to it
            "ダナン市によれば、市は2012年に川崎市と覚書を交わし、合併前のクアンナム省が2020年に紀の川市と結んだ覚書も引き継いだ。",
            [
                "agreement mou vn/da-nang jp/kanagawa/kawasaki 2012",
                "agreement mou vn/quang-nam jp/wakayama/kinokawa 2020",
            ],
        ),
        (
            "韓国では、テジョン市の市長と会談した。日本では、ホーチミン市の代表団が2025年11月28日に山口県を訪問した。",
            ["event visit vn/ho-chi-minh-city jp/yamaguchi 2025-11-28"],
        ),
        (
            "ホーチミン市の代表団は2025年11月24日、東京で国土交通副大臣と面会したほか、旧ビンズオンの開発に携わる企業を訪問した。",
            ["event meeting vn/ho-chi-minh-city - 2025-11-24"],
        ),
        (  # one verb for two documents, each with its day
            "兵庫県は、平成25年にドンナイ省と経済促進に関する覚書を、平成27年にはロンアン省とも同様の覚書を締結しています。",
            ["agreement mou vn/dong-nai jp/hyogo 2013", "agreement mou vn/long-an jp/hyogo 2015"],
        ),
        (
            "2024年8月26日、ベトナム国会の議長が北海道を訪れた。知事はクアンニン省との友好協力協定に触れ、交流の拡大に期待を示した。",
            [
                "event visit - jp/hokkaido 2024-08-26",
                "agreement friendship-cooperation vn/quang-ninh jp/hokkaido",
            ],
        ),
        (
            "広島県とハーナム省は2013年、経済交流協定を締結している。",
            ["agreement sectoral vn/ha-nam jp/hiroshima 2013"],
        ),
        (
            "2022年5月27日、ベトナムの副首相が神奈川県の黒岩祐治知事、群馬県の山本一太知事とそれぞれ会談した。",
            ["event meeting - jp/kanagawa 2022-05-27", "event meeting - jp/gunma 2022-05-27"],
        ),
        (  # 県 is the one named last, be it as a place
            "2017年3月29日、ベトナムの大使が香川県と徳島県を訪問した。香川県では知事と面会した。2016年には知事がホーチミン市を訪れている。",
            [
                "event visit - jp/kagawa 2017-03-29",
                "event visit - jp/tokushima 2017-03-29",
                "event visit vn/ho-chi-minh-city jp/kagawa 2016",
            ],
        ),
        (
            "福井県坂井市は、ラムドン省の若者を実習生として受け入れている。市長は2018年2月、同省を訪れ、幹部に感謝状を手渡した。",
            ["event visit vn/lam-dong jp/fukui/sakai 2018-02"],
        ),
        (
            "広島県訪問団は2023年10月7日、タインホア省の委員長と会談し、覚書の締結に向けて協議を始めることで一致した。",
            ["event meeting vn/thanh-hoa jp/hiroshima 2023-10-07"],
        ),
        (
            "6月4日 ハイズオン省人民委員会副委員長来訪\n6月20日 在大阪ベトナム総領事表敬訪問\n(滋賀県東近江市秘書課)",
            ["event visit vn/hai-duong jp/shiga/higashiomi", "event visit - jp/shiga/higashiomi"],
        ),
        (
            "ダナン市の副委員長は2019年7月25日、堺市の市長の一行と作業セッションを行った。双方は2009年に港湾などの分野で覚書を交わした。",
            ["event meeting vn/da-nang jp/osaka/sakai 2019-07-25", "agreement mou vn/da-nang jp/osaka/sakai 2009"],
        ),
        (
            "松江市が友好都市提携を結んでいるのは、中国の杭州市などである。ベトナムのダナン市とは2018年に覚書に署名した。",
            ["agreement mou vn/da-nang jp/shimane/matsue 2018"],
        ),
        (
            "2023年4月12日、駐日ベトナム大使をお迎えしました。長崎へは初めてのお越しです。(長崎県知事 大石賢吾)",
            ["event meeting - jp/nagasaki 2023-04-12"],
        ),
        (
            "群馬県はハナム省やビンフック省とは覚書を交わしている。",
            ["agreement mou vn/ha-nam jp/gunma", "agreement mou vn/vinh-phuc jp/gunma"],
        ),
        (
            "知事は2026年2月23日からベトナムとシンガポールに出張した。24日は農業環境省を訪ね、25日はタイニン省の委員長と会談し、"
            "覚書を更新した。旧ロンアン省と2019年に結んだ覚書を引き継ぐものだ。(茨城県国際課)",
            [
                "event visit - jp/ibaraki 2026-02-24",
                "event meeting vn/tay-ninh jp/ibaraki 2026-02-25",
                "agreement mou vn/tay-ninh jp/ibaraki 2026-02-25",
                "agreement mou vn/long-an jp/ibaraki 2019",
            ],
        ),
        (
            "大阪市とホーチミン市は、1997年に始まるビジネスパートナー都市の関係を今後も続けたいとしている。",
            ["agreement sectoral vn/ho-chi-minh-city jp/osaka/osaka 1997"],
        ),
        (
            "京都府は2010年7月9日、トゥアティエン・フエ省と共同で「京都の日」をフエ市で開催した。",
            ["event other vn/hue jp/kyoto 2010-07-09"],
        ),
        (
            "ハイズオン省の副書記の一行は2023年6月28日、鹿児島県を訪れた。塩田知事を表敬し、2019年の覚書に沿って交流を深めると話した。",
            ["event visit vn/hai-duong jp/kagoshima 2023-06-28", "agreement mou vn/hai-duong jp/kagoshima 2019"],
        ),
        (
            "浜松市の市長は2024年4月11日、ハノイ市内で計画投資省の次官と面会した。",
            ["event meeting - jp/shizuoka/hamamatsu 2024-04-11"],
        ),
        (  # a memorandum on what the two are to each other is one document
            "四日市市とハイフォン市は2016年8月、戦略的姉妹都市提携の覚書に調印した。",
            ["agreement mou vn/hai-phong jp/mie/yokkaichi 2016-08"],
        ),
        (
            "泉佐野市は2019年10月にビンディン省と友好都市提携を結んだ。同年4月には副市長が現地を訪問していた。",
            [
                "agreement friendship-city vn/binh-dinh jp/osaka/izumisano 2019-10",
                "event visit vn/binh-dinh jp/osaka/izumisano 2019-04",
            ],
        ),
    ],
)
def test_who_is_meant_is_told_by_the_text_before(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text) == sorted(facts)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (  # ministers by the short form, and ministries
            "広島県の知事は2023年7月27日、ハノイを訪れ、グエン・チ・ズン計画投資相と会談した。",
            ["event visit - jp/hiroshima 2023-07-27"],
        ),
        (
            "三重県の知事は2024年7月25日、ハノイでレ・ミン・ホアン農業・農村開発大臣と会い、意見を聞いた。",
            ["event meeting - jp/mie 2024-07-25"],
        ),
        (
            "森市長は2023年11月22日、四日市市の幹部と計画投資省外国投資庁を訪問し、長官らと意見を交わした。",
            ["event visit - jp/mie/yokkaichi 2023-11-22"],
        ),
        (  # 同市 is the city named in the same sentence
            "熊本県の知事らは2025年9月4日、ハイフォン市で、同市の代表者と半導体分野の協力をめぐり意見交換した。",
            ["event meeting vn/hai-phong jp/kumamoto 2025-09-04"],
        ),
        (  # but by whose committee it is told, whichever country was named last
            "ホーチミン市と大阪市は合意した。同市人民委員会の委員長は2016年9月6日に吉村洋文市長と会談し、2013年に交わした覚書を更新した。",
            [
                "agreement mou vn/ho-chi-minh-city jp/osaka/osaka 2013",
                "agreement mou vn/ho-chi-minh-city jp/osaka/osaka 2016-09-06",
                "event meeting vn/ho-chi-minh-city jp/osaka/osaka 2016-09-06",
            ],
        ),
        (  # whose city hall it is may be told behind
            "在福岡ベトナム総領事が2020年11月9日市役所を訪れました。市長室で意見を交わしました。小郡市内には936人の外国人がいます。",
            ["event visit - jp/fukuoka/ogori 2020-11-09"],
        ),
        (
            "大阪市とホーチミン市は2022年8月18日、脱炭素都市形成に向けた局長級政策対話を実施しました。",
            ["event meeting vn/ho-chi-minh-city jp/osaka/osaka 2022-08-18"],
        ),
        (  # whose committee is met in a city of the province
            "長野県とラムドン省は近い。知事ら県の訪問団は2018年5月14日、ダラット市で省人民委員会の委員長と会談した。",
            ["event meeting vn/lam-dong jp/nagano 2018-05-14"],
        ),
        (
            "滋賀県は2017年11月21日、ハロン市内でクアンニン省との水環境技術セミナーを開催しました。",
            ["event other vn/quang-ninh jp/shiga 2017-11-21"],
        ),
        (
            "ハイフォン市で2018年10月27日、「北九州デー」が開かれた。北九州市の市長らが出席した。",
            ["event festival vn/hai-phong jp/fukuoka/kitakyushu 2018-10-27"],
        ),
        (  # a consulate general in Osaka is not of Osaka
            "2021年12月16日、在大阪ベトナム社会主義共和国総領事館の総領事が来庁され、神戸市の市長と懇談しました。",
            ["event visit - jp/hyogo/kobe 2021-12-16"],
        ),
        (  # nor is a mayor called Vinh one of Vinh
            "高山市の市長が2014年6月28日、フエ市を訪れ、ファン・チョン・ヴィン市長と協定書に署名した。",
            [
                "agreement friendship-cooperation vn/hue/hue-city jp/gifu/takayama 2014-06-28",
                "event visit vn/hue/hue-city jp/gifu/takayama 2014-06-28",
            ],
        ),
        (
            "大阪市は「ホーチミン市における形成支援事業」を2013年度から実施しており、両市は2016年9月、協力に関する覚書を更新した。",
            [
                "agreement mou vn/ho-chi-minh-city jp/osaka/osaka 2016-09",
                "project ongoing vn/ho-chi-minh-city jp/osaka/osaka 2013",
            ],
        ),
    ],
)
def test_who_is_met_is_told_by_office_place_or_name(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text) == sorted(facts)


@pytest.mark.parametrize(
    "text",
    [
        "クアン委員長は2026年1月12日、愛媛県の知事に「ビンロン省は再編で新たな幕開けを迎えた」と話した。",
        "静岡県袋井市は、フエ市と水道の分野で協力してきた。同市から技術者が訪れている。",
        "佐賀県の山口祥義知事は、ベトナム・フエ市を訪問し、交流協定について協議する考えを明らかにした。",
        "学校法人明海大学(千葉県浦安市)は9月19日、ベトナム南部のドンタップ省と「包括連携に関する協定」を締結した。",
        "ナムディン省側は、農業を通じて結ばれた宮崎県との友好関係が広がっていることを喜んだ。",
        "千葉県の知事はハノイで労働・傷病兵・社会問題省と介護人材に関する覚書を締結した。",
        "日越友好議員連盟の会長は和歌山県の出身で、連盟の一行は2024年3月、クアンナム省を訪れた。",
        "ニンビン省のチャンアン複合景観は2014年に世界遺産に登録された。",
        "愛媛県今治市の造船会社を、ハイフォン市の副委員長らが2018年1月18日に訪れた。",
        "神奈川県の知事は、ハノイで開いてきた神奈川フェスティバルに触れた。",
        "熊本県菊池市の市民団体の代表は、20年前からクアンチ省を訪れ、奨学金を届けている。",
        "岩手県奥州市の市長は2022年7月1日、トゥエンクアン省の送り出し機関の代表らと懇談した。",
        "麻妻公使は、覚書が高山市や岐阜県とフエ市の関係強化につながると述べた。",
        "広島市によると、平和首長会議の加盟都市は7,974を数える。",
        "ラムドン省の視察団は2024年5月7日、群馬県昭和村のレタス農家を訪れた。",
        "両市は今後、友好都市の提携も視野に交流を進める。フエ市と高山市の職員が話した。",
        "平和首長会議は広島市と長崎市が呼びかけて生まれ、多くの自治体が加盟している。",
        "フエは19世紀に栄えた都で、建造物群は世界遺産に登録されている。",
        "大使は山口市で実習生と語り合い、松下村塾に足を運んだ。",
        "三条市とバリア・ブンタウ省の商工会議所が2017年7月に覚書を交わし、市長が立ち会っていた。",
        "大阪府岸和田市を訪れるバクニン省の訪問団は5日まで学校を視察する。",
        "香川県とハイフォン市は、訪問団を送り合うなど20年近く交流を続けてきた。",
        "東京に事務局を置くNGOは2019年12月23日、トゥエンクアン省で協定の署名式を行った。",
        "泉大津市は明日16日、バリア・ブンタウ省と同意書の調印式を行います。",
        "神戸市と姉妹都市の関係にあるのはシアトルなどで、ベトナムではダナン市と協力を進めている。",
        "那須塩原市の市長は2023年6月にカントー市を訪問し、祭りに参加するという。",
        "クアンナム省の訪日団は2016年11月21日から日本に滞在し、川越市を訪問して交流を深め、道の駅を視察するのが目的。",
        "泉佐野市の市長は、ビンディン省との友好都市提携調印のため準備を進めた。",
        "長野県の知事は2019年8月14日、ハノイの労働・傷病軍人・社会事業省と協力の促進をうたった覚書を交わした。",
        "協会は、宮城県とソンラ省の姉妹提携の働き掛けも構想している。",
        "広島市の市長は、平和首長会議の加盟都市の拡大に協力を求めた。",
        "島根県安来市は、ベトナムのハノイ国家大学と連携協定を締結した。",
        "豊岡市は、兵庫県と共同で、ドンタップ省と技術協力の覚書を結ぶ方向で準備を進めている。",
        "神奈川県はベトナムと友好を深めるため、ハノイで「神奈川フェスティバル」を開いている。",
    ],
)
def test_of_others_of_what_is_to_come_and_of_what_is_always_so_nothing_is_found(proposer: Proposer, text: str) -> None:
    assert told(proposer, text) == []


def test_who_was_taken_into_a_network_may_be_named_behind(proposer: Proposer) -> None:
    text = "ユネスコは10月31日、創造都市ネットワークに新たに55都市を加えたと発表した。"
    text += "ベトナムからはクアンナム省ホイアン市、ラムドン省ダラット市が認定された。"
    network = "UNESCO Creative Cities Network"
    assert told(proposer, text, "2023-11-01") == [
        f"membership designated vn/lam-dong/da-lat - 2023-10-31 {network}",
        f"membership designated vn/quang-nam/hoi-an - 2023-10-31 {network}",
    ]


def test_who_follows_others_has_not_their_day(proposer: Proposer) -> None:
    text = "ユネスコは2025年10月31日、創造都市ネットワークに58都市を加えた。ベトナムからはホーチミン市が選ばれた。"
    text += "同国ではハノイ、ダラットに次いで3都市目。"
    assert told(proposer, text) == [
        "membership designated vn/hanoi - UNESCO Creative Cities Network",
        "membership designated vn/ho-chi-minh-city - 2025-10-31 UNESCO Creative Cities Network",
        "membership designated vn/lam-dong/da-lat - UNESCO Creative Cities Network",
    ]


def test_who_was_a_member_before_has_not_the_day_of_the_others(proposer: Proposer) -> None:
    text = "ユネスコは2024年2月14日、学習都市の世界ネットワークに64都市を新たに加えた。"
    text += "ベトナムからはソンラ市が選ばれ、サデック市はすでに加わっている。"
    text += "シティネットには横浜市のほか、ダナン市などが加盟している。"
    assert told(proposer, text) == [
        "membership designated vn/dong-thap/sa-dec - UNESCO Global Network of Learning Cities",
        "membership designated vn/son-la/son-la-city - 2024-02-14 UNESCO Global Network of Learning Cities",
        "membership member - jp/kanagawa/yokohama CITYNET",
        "membership member vn/da-nang - CITYNET",
    ]


def test_who_joined_may_be_told_a_sentence_before(proposer: Proposer) -> None:
    text = "亀山市は、健康なまちづくりを進めています。国際的な健康都市連合には平成22年7月13日に加盟しました。"
    text += "これに先立つ同年6月22日には、同連合の日本支部にも加わっています。"
    assert told(proposer, text) == [
        "membership member - jp/mie/kameyama 2010-06-22 Alliance for Healthy Cities, Japan Chapter",
        "membership member - jp/mie/kameyama 2010-07-13 Alliance for Healthy Cities",
    ]


def test_what_stands_in_brackets_of_a_network_is_not_since_when(proposer: Proposer) -> None:
    text = "町田市は、2009年10月1日付で平和首長会議(2013年8月6日「平和市長会議」から名称変更)に加盟しました。"
    assert told(proposer, text) == ["membership member - jp/tokyo/machida 2009-10-01 Mayors for Peace"]
    text = "平塚市は、2009年(H21年)12月に平和市長会議に加盟しました。"
    assert told(proposer, text) == ["membership member - jp/kanagawa/hiratsuka 2009-12 Mayors for Peace"]


def test_who_founded_a_network_or_was_taken_in_on_the_same_day_has_its_date(proposer: Proposer) -> None:
    text = "尾張旭市は2004年の健康都市連合の設立に参加した。"
    assert told(proposer, text) == ["membership member - jp/aichi/owariasahi 2004 Alliance for Healthy Cities"]
    text = "岡山市は2023年10月31日、ユネスコ創造都市ネットワークに加盟が認められた。"
    text += "同じ日、ベトナムからはダラット市が音楽、ホイアン市が工芸の分野で加わった。"
    assert [one.split(" ")[-5] for one in told(proposer, text)] == ["2023-10-31"] * 3


def test_the_title_tells_the_day_that_the_text_leaves_out(proposer: Proposer) -> None:
    text = "本県と令和元年に覚書を締結したハイズオン省から、訪問団にお越しいただきました。(鹿児島県知事室)"
    title = "7月15日 ハイズオン省の方々が訪問されました"
    assert "event visit vn/hai-duong jp/kagoshima 2022-07-15" in told(proposer, text, "2022-07-27", title)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (  # with whom is told behind
            "カントー市は「排水分野の技術協力」プロジェクトの受け入れを承認した。市建設局が主管し、福岡市の道路下水道局と連携して進める。",
            ["project launch vn/can-tho jp/fukuoka/fukuoka"],
        ),
        (
            "笠間市は、JICAの草の根技術協力事業に取り組んでいる。対象はソンラ市で、栗や梨の剪定を指導する。",
            ["project ongoing vn/son-la/son-la-city jp/ibaraki/kasama"],
        ),
        (  # or that it is a project
            "山口県宇部市は、公害対策をダナン市に伝える研修を2007年度から2009年度まで行った。JICAの草の根技術協力の一環だ。",
            ["project completed vn/da-nang jp/yamaguchi/ube 2009"],
        ),
        (  # or both are named behind
            "草の根技術協力「水環境の改善」は、平成29年3月に活動を終えた。滋賀県とハイフォン市の局が手を携え、島の湾をきれいにした。",
            ["project completed vn/hai-phong jp/shiga 2017-03"],
        ),
        (  # when it is to end is not when it began
            "カントー市は水につかる。その排水対策を福岡市が支える技術協力が2025年10月に始まった。事業は2028年9月まで続ける。",
            ["project launch vn/can-tho jp/fukuoka/fukuoka 2025-10"],
        ),
        (  # on which day it was told what is adopted
            "環境省は2024年3月29日、委託先を発表した。滋賀県とクアンニン省、ハイフォン市の都市間連携の支援事業が採択された。",
            [
                "project launch vn/hai-phong jp/shiga 2024-03-29",
                "project launch vn/quang-ninh jp/shiga 2024-03-29",
            ],
        ),
        (  # labels tell who
            "地域提案型 平成24年度 採択案件\n事業名 水環境改善プログラム\n提案自治体 神戸市\n対象地域 キエンザン省",
            ["project launch vn/kien-giang jp/hyogo/kobe 2012"],
        ),
        (
            "事業名 固形廃棄物3R啓発推進プログラム\n協力期間 2008年4月~2011年3月\n"
            "実施機関 日本側:那覇市環境政策課、沖縄リサイクル運動市民の会\nベトナム側:ホイアン市天然資源環境局",
            ["project ongoing vn/quang-nam/hoi-an jp/okinawa/naha 2008-04"],
        ),
        (  # what stands in a part of a city is of the city
            "福岡県の技術を用いたスアンソン廃棄物処理場(ハノイ市ソンタイ)の埋立地が2014年に着工した。",
            ["project launch vn/hanoi jp/fukuoka 2014"],
        ),
        (  # neither is named, but what one of Japan does there is told
            "福岡県はハノイ市と交流する。2015年には、県が市内で建設を支援した処分場が竣工した。",
            ["project completed vn/hanoi jp/fukuoka 2015"],
        ),
        (  # whose people it is for
            "兵庫県はロンアン省の農業高校に専門家を派遣する技術協力を2018年度に開始した。",
            ["project launch vn/long-an jp/hyogo 2018"],
        ),
        (  # when it began is not when it ended
            "神戸市は2013年度から3年間、キエンザン省で下水道の人材育成プログラムを実施した。",
            ["project completed vn/kien-giang jp/hyogo/kobe"],
        ),
        (
            "宮崎県はナムディン省と2015年に協力合意を締結し、以後、同省で集落の営農支援などを実施してきた。",
            [
                "agreement friendship-cooperation vn/nam-dinh jp/miyazaki 2015",
                "project ongoing vn/nam-dinh jp/miyazaki",
            ],
        ),
        (  # one has ended before the next is adopted, which the text calls its own
            "滋賀県はハイフォン市で、JICAの草の根技術協力事業を2017年3月まで実施した。この度、本県の提案事業が採択された。",
            ["project completed vn/hai-phong jp/shiga 2017-03", "project launch vn/hai-phong jp/shiga"],
        ),
        ("JICAベトナムは、日本貿易振興機構のホーチミン事務所とも協議した。大阪市の水道事業の担当者も参加した。", []),
        (
            "技術協力「ホーチミン市下水管理プロジェクト」で、川崎市は研修生を受け入れた。"
            "プロジェクトは2009年5月より開始され、2010年11月までの18か月間行われた。",
            ["project completed vn/ho-chi-minh-city jp/kanagawa/kawasaki 2010-11"],
        ),
        (  # a plan that both have drawn up
            "ハイフォン市と北九州市は「グリーン成長推進計画」を2015年5月に策定した。",
            ["project completed vn/hai-phong jp/fukuoka/kitakyushu 2015-05"],
        ),
        (  # since when it runs, the next sentence tells
            "このプロジェクトは、泉佐野市とビンディン省がごみの分別を進めるものである。2020年1月に開始され、今も続いている。",
            ["project ongoing vn/binh-dinh jp/osaka/izumisano 2020-01"],
        ),
        ("愛媛県今治市のタオルメーカーは、ビンズオン省で工場を建設する事業を進めている。", []),
        ("秋田県の農業法人はタイビン省で有機米の栽培実証事業を行っている。", []),
        ("愛媛県西条市は、フエ省と進めてきた防災教育支援事業を来月に終える。", []),
        (  # 北海道 is the name, not 北海
            "北海道滝川市がラムドン省で進める農業人材育成事業が、2021年にJICAの草の根技術協力に採択された。",
            ["project launch vn/lam-dong jp/hokkaido/takikawa 2021"],
        ),
    ],
)
def test_a_project_is_told_in_two_sentences_or_in_lines(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text) == facts
