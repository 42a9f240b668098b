"""Kinds of what English reporters write, each in a sentence or two, with what is to be found of it."""

import pytest
from test_reading import proposer, read, told

from loaders.proposals.proposal import Proposer

__all__ = ["proposer"]


# --- who is meant -----------------------------------------------------------------------------------------------


def test_beside_a_province_the_prefecture_is_meant_which_is_said(proposer: Proposer) -> None:
    [one] = read(proposer, "Kochi and Ca Mau signed a memorandum on 8 January 2025.")
    assert one.jp is not None
    assert one.jp.id == "jp/kochi"
    assert one.unsure == ("level",)


@pytest.mark.parametrize(
    ("other", "meant"),
    [("Gifu prefecture", "vn/hue"), ("Takayama city", "vn/hue/hue-city")],
)
def test_beside_a_prefecture_the_province_is_meant(proposer: Proposer, other: str, meant: str) -> None:
    [one] = read(proposer, f"Hue and {other} signed a memorandum on 12 November 2018.")
    assert one.vn is not None
    assert one.vn.id == meant


@pytest.mark.parametrize(
    ("named", "locality"),
    [
        ("Narita city of Chiba prefecture", "jp/chiba/narita"),
        ("Ino Town of Kochi Prefecture", "jp/kochi/ino"),
        ("Nagano Prefecture's Kawakami village", "jp/nagano/kawakami"),
        ("the Niigata city of Sanjo", "jp/niigata/sanjo"),
        ("the city of Izumisano, Osaka", "jp/osaka/izumisano"),
    ],
)
def test_what_a_locality_lies_in_is_no_party(proposer: Proposer, named: str, locality: str) -> None:
    text = f"Da Nang and {named} signed a memorandum on 8 January 2025."
    assert told(proposer, text) == [f"agreement mou vn/da-nang {locality} 2025-01-08"]


def test_a_city_in_which_something_is_leaves_the_name_to_its_province(proposer: Proposer) -> None:
    text = "Leaders of Ben Tre met the governor of Tottori in Ben Tre city on December 23."
    assert told(proposer, text, "2014-12-24") == ["event meeting vn/ben-tre jp/tottori 2014-12-23"]


# --- agreements -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Da Nang signed friendship city agreements with Sakai in 2009, and with Mitsuke in 2013.",
            [
                "agreement friendship-city vn/da-nang jp/osaka/sakai 2009",
                "agreement friendship-city vn/da-nang jp/niigata/mitsuke 2013",
            ],
        ),
        (
            "Vinh Phuc and Hoa Binh each have a cooperation agreement with Tochigi Prefecture, signed on"
            " February 19, 2019 and June 1, 2022 respectively.",
            [
                "agreement friendship-cooperation vn/vinh-phuc jp/tochigi 2019-02-19",
                "agreement friendship-cooperation vn/hoa-binh jp/tochigi 2022-06-01",
            ],
        ),
        (
            "Binh Dinh signed a memorandum with the city of Izumisano, Osaka, in 2018, opening the way for more.",
            ["agreement mou vn/binh-dinh jp/osaka/izumisano 2018"],
        ),
        (
            "It has a partnership with the University of Da Nang, and with Yen Bai Province Mimasaka City has a"
            " sister city agreement.",
            ["agreement sister-city vn/yen-bai jp/okayama/mimasaka"],
        ),
        (
            "A mission of Da Nang was in Sakai this month. The environment bureau of Sakai and Da Nang's department"
            " of natural resources used the meeting to sign a memorandum of understanding.",
            ["event visit vn/da-nang jp/osaka/sakai 2024-11", "agreement mou vn/da-nang jp/osaka/sakai 2024-11"],
        ),
        (
            "Leaders of Can Tho and Nasushiobara City held a ceremony online to sign a memorandum of understanding on"
            " November 8.",
            ["agreement mou vn/can-tho jp/tochigi/nasushiobara 2024-11-08"],
        ),
        (
            "Quang Tri province and Gifu Prefecture will enhance ties under a deal inked between the two sides on"
            " November 12.",
            ["agreement friendship-cooperation vn/quang-tri jp/gifu 2024-11-12"],
        ),
        (
            "Hue City and Nara Prefecture have exchanged a memorandum on the congress in Hue in 2026.",
            ["agreement mou vn/hue jp/nara"],
        ),
        (
            "He congratulated the Governor of Nara on signing a cooperation agreement with Quang Tri province.",
            ["agreement friendship-cooperation vn/quang-tri jp/nara"],
        ),
        (
            "The mayor of Kitakyushu City attended the launch of a bus service in Hai Phong, its sister city.",
            ["agreement sister-city vn/hai-phong jp/fukuoka/kitakyushu"],
        ),
        (
            "The city of Da Nang has friendship and cooperation deals with Kisarazu and Sakai.",
            [
                "agreement friendship-cooperation vn/da-nang jp/chiba/kisarazu",
                "agreement friendship-cooperation vn/da-nang jp/osaka/sakai",
            ],
        ),
    ],
)
def test_an_agreement_is_told_as_english_reports_have_it(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-11-17") == facts


# --- events -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Hanoi's chairman went to see Governor Yoichi Masuzoe of Tokyo on November 3.",
            ["event meeting vn/hanoi jp/tokyo 2024-11-03"],
        ),
        (
            "Mayor Yoshimura of Osaka was in Ho Chi Minh City on the 6th and 7th of November.",
            ["event visit vn/ho-chi-minh-city jp/osaka/osaka 2024-11-06"],
        ),
        (
            "Prime Minister Pham Minh Chinh spoke of partners beyond Binh Duong as he received the governor of"
            " Yamaguchi on November 16.",
            ["event meeting - jp/yamaguchi 2024-11-16"],
        ),
        (
            "President Tran Dai Quang on November 2 saw Governor Hattori of Fukuoka Prefecture and leaders of Saga"
            " and Miyazaki prefectures.",
            [
                "event meeting - jp/fukuoka 2024-11-02",
                "event meeting - jp/saga 2024-11-02",
                "event meeting - jp/miyazaki 2024-11-02",
            ],
        ),
        (
            "Mayor Minamide Kenichi of Izumiotsu came to Ba Ria - Vung Tau on November 12. Nguyen Cong Vinh, a vice"
            " chairman of the province, received him and his delegation. Vinh gave an outline of its economy.",
            ["event visit vn/ba-ria-vung-tau jp/osaka/izumiotsu 2024-11-12"],
        ),
        (
            "Governor Abe of Nagano spoke of Ho Chi Minh City. Nguyen Thanh Phong, Chairman of the city's People's"
            " Committee, agreed when he received him on November 15, and asked for investors.",
            ["event meeting vn/ho-chi-minh-city jp/nagano 2024-11-15"],
        ),
        (
            "Hanoi and Kanagawa work together. Governor Kuroiwa called this a foundation when he met a group from the"
            " Vietnamese capital under Chairman Tran Sy Thanh on November 11.",
            ["event meeting vn/hanoi jp/kanagawa 2024-11-11"],
        ),
        (
            "Tay Ninh's leaders presented 200 sets of clothes to Narita city of Chiba prefecture on November 8.",
            ["event other vn/tay-ninh jp/chiba/narita 2024-11-08"],
        ),
        (
            "Prime Minister Pham Minh Chinh received Governor of Aichi province Hideaki Omura, Governor of Niigata"
            " Hideyo Hanazumi, and Governor Kuroiwa Yuji of Kanagawa on November 7.",
            [
                "event meeting - jp/aichi 2024-11-07",
                "event meeting - jp/niigata 2024-11-07",
                "event meeting - jp/kanagawa 2024-11-07",
            ],
        ),
        (
            "Talking to PM Phuc on November 1, the Governor of Chiba said that he had been to the country.",
            ["event meeting - jp/chiba 2024-11-01"],
        ),
        (
            "The chairman of Da Nang proposed a direct flight at a working session with leaders of Nagoya city on"
            " November 13.",
            ["event meeting vn/da-nang jp/aichi/nagoya 2024-11-13"],
        ),
        (
            "A webinar on seaports between Da Nang and Japan's Sakai City took place on November 14.",
            ["event meeting vn/da-nang jp/osaka/sakai 2024-11-14"],
        ),
        (
            "Chairman of Binh Duong province Vo Van Minh spoke of the economy. At a reception for the governor of"
            " Yamaguchi Prefecture on November 8, Minh hoped for more.",
            ["event meeting vn/binh-duong jp/yamaguchi 2024-11-08"],
        ),
        (
            "The chairman recalled the visit to Fukuoka Prefecture by a delegation of Hai Phong in March 2018.",
            ["event visit vn/hai-phong jp/fukuoka 2018-03"],
        ),
        (
            "The Vice Chairwoman applauded the second Kanagawa Festival in Hanoi on November 9-10.",
            ["event festival vn/hanoi jp/kanagawa 2024-11-09"],
        ),
        (
            "A ceremony to mark the 50th anniversary of Vietnam-Japan diplomatic ties was held in Vinh Long on"
            " November 6. The chairman of the People's Committee spoke.",
            ["event anniversary vn/vinh-long - 2024-11-06"],
        ),
        (
            "The 4th Da Nang Urban Development Forum took place on November 13. The event was jointly organised by the"
            " municipal People's Committee, JICA and the authorities of Japan's Yokohama City.",
            ["event other vn/da-nang jp/kanagawa/yokohama 2024-11-13"],
        ),
        (
            "Deputy Prime Minister Truong Hoa Binh asked the governor of Ibaraki for more. During a reception in Hanoi"
            " on November 12, Binh spoke of the relations between Ibaraki and Vietnam.",
            ["event meeting - jp/ibaraki 2024-11-12"],
        ),
        (
            "The signing was made at a meeting between Chairman Phan Ngoc Tho of Quang Tri province and a delegation"
            " from Gifu prefecture on November 12.",
            ["event meeting vn/quang-tri jp/gifu 2024-11-12"],
        ),
        (
            "The Consul General of Japan speaks well of Binh Duong. Watanabe Nobuhiro paid the southern province a"
            " working visit on November 11.",
            ["event visit vn/binh-duong - 2024-11-11"],
        ),
        (
            "As of October 31 it had 339 projects from Japan. On November 14 the chairman of Binh Duong received the"
            " governor of Yamaguchi. On the same day the mayor of Hagi visited Binh Duong.",
            [
                "event meeting vn/binh-duong jp/yamaguchi 2024-11-14",
                "event visit vn/binh-duong jp/yamaguchi/hagi 2024-11-14",
            ],
        ),
        (
            "General Secretary Nguyen Phu Trong visited Kanagawa prefecture on November 17.",
            ["event visit - jp/kanagawa 2024-11-17"],
        ),
    ],
)
def test_an_event_is_told_as_english_reports_have_it(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-11-17") == facts


@pytest.mark.parametrize(
    "text",
    [
        "A company of Osaka City was in Ho Chi Minh City on November 6.",
        "The mayor of Mimasaka had come to the university in November. Da Nang is where it stands.",
        "Bac Ninh would like to have a memorandum of cooperation with Kanagawa Prefecture.",
        "Chairman Phong said that Ho Chi Minh City has signed agreements with five localities and will set up ties"
        " with Nagano Prefecture.",
        "Speaking at a working session on November 9, he said these plans aim at cooperation between Can Tho and Hyogo"
        " Prefecture.",
        "At the signing ceremony, the chairman of Can Tho welcomed guests from Hyogo Prefecture.",
        "The 50th anniversary of Vietnam-Japan diplomatic ties will be marked by a ceremony in Vinh Long, said the"
        " chairman of its People's Committee on November 6.",
        "Sakai City and the Hai Phong Water Supply Company signed an agreement in 2013.",
        "Da Nang has hosted the annual Cultural Exchange Day with Sakai City since 2014.",
        "Ninh Binh province has worked with some delegations from Okayama and Kagoshima prefectures.",
        "A group of the Da Nang authorities was at the Asian-Pacific City Summit on November 3, for which Fukuoka City"
        " was the host.",
        "A statue of Ho Chi Minh was handed over to the city of Mimasaka.",
        "Hoi An had a working session with Ha Noi City about joining the UNESCO Creative Cities Network. It has chosen"
        " crafts as its field.",
        "Quang Binh will hold a conference in Osaka in June, its chairman told the representative on November 11.",
        "The two discussed exchanges between localities such as Quang Nam and Nagasaki on November 11.",
        "Bac Ninh and Kanagawa Prefecture are to hold a festival, which takes place on December 2.",
        "Two million people came to Da Nang, which Sakai City knows well.",
        "Busan and Da Nang signed a pact, while delegates from Kawasaki City attended the ceremony.",
        "Vietnam Airlines and Ibaraki Prefecture signed a deal on flights between Hanoi and Ibaraki Airport.",
        "The University of Danang (UD) is in the news. The mayor of Sakai City had come to UD in November.",
        "Sakai City held a Vietnam festival on November 6 with stalls from Hanoi and Da Nang.",
    ],
)
def test_who_only_stays_or_comes_from_somewhere_meets_nobody(proposer: Proposer, text: str) -> None:
    assert told(proposer, text, "2024-11-17") == []


# --- projects ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Since July 2009, Nagasaki Prefecture and Da Nang have together implemented an exchange programme.",
            "ongoing vn/da-nang jp/nagasaki 2009-07",
        ),
        (
            "From 2019 to 2022, Ino Town of Kochi Prefecture and Da Nang carried out a JICA project on paper.",
            "completed vn/da-nang jp/kochi/ino 2022",
        ),
        (
            "Under a JICA project which ran from 2016 to 2019, Sapporo City helped Hanoi to train its staff.",
            "completed vn/hanoi jp/hokkaido/sapporo 2019",
        ),
    ],
)
def test_a_project_is_told_as_english_reports_have_it(proposer: Proposer, text: str, fact: str) -> None:
    assert told(proposer, text) == [f"project {fact}"]


# --- networks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Asahikawa, in Hokkaido, belongs to UNESCO's Creative Cities Network and will be host to its meeting in"
            " December 2024.",
            ["membership designated - jp/hokkaido/asahikawa UNESCO Creative Cities Network"],
        ),
        (
            "Hoi An ancient town in the central coastal province of Quang Nam and Da Lat city in the Central Highlands"
            " province of Lam Dong joined the UNESCO Creative Cities Network on October 31.",
            [
                "membership designated vn/quang-nam/hoi-an - 2024-10-31 UNESCO Creative Cities Network",
                "membership designated vn/lam-dong/da-lat - 2024-10-31 UNESCO Creative Cities Network",
            ],
        ),
        (
            "As a member of CityNet, Ho Chi Minh City has gained much, its vice chairman told the guest, whom he"
            " received on November 4.",
            ["membership member vn/ho-chi-minh-city - CITYNET"],
        ),
        ("Da Nang is a part of CITYNET.", ["membership member vn/da-nang - CITYNET"]),
        (
            "Hanoi joined Mayors for Peace in 2002. Da Nang and Hai Phong became members in 2013.",
            [
                "membership member vn/hanoi - 2002 Mayors for Peace",
                "membership member vn/da-nang - 2013 Mayors for Peace",
                "membership member vn/hai-phong - 2013 Mayors for Peace",
            ],
        ),
        (
            "C40 is a group of cities. Tokyo has been a member since 2006.",
            ["membership member - jp/tokyo 2006 C40 Cities"],
        ),
    ],
)
def test_a_membership_is_told_as_english_reports_have_it(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-11-17") == facts


def test_all_designations_of_which_the_title_tells_have_the_day_of_the_report(proposer: Proposer) -> None:
    text = "October 31 brought good news. UNESCO has designated Hoi An a Creative City, and Da Lat another."
    title = "Hoi An, Da Lat recognized by UNESCO as creative cities"
    found = {(one.vn.id, one.date) for one in read(proposer, text, "2023-11-01", title) if one.vn}
    assert found == {("vn/quang-nam/hoi-an", "2023-10-31"), ("vn/lam-dong/da-lat", "2023-10-31")}


# --- days, guests and documents as reports tell them in passing -------------------------------------------------


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Gov. Sugimoto of Fukui led a mission to Ha Nam Province on Nov. 7, where the chairman received it.",
            ["event visit vn/ha-nam jp/fukui 2024-11-07"],
        ),
        (
            "HANOI, November 11 (VNA) - Hanoi's chairman Tran Sy Thanh received Fukuoka Governor Hattori Seitaro.",
            ["event meeting vn/hanoi jp/fukuoka"],
        ),
        (
            "HANOI, November 11 (VNA) - On November 10 Hanoi's chairman Thanh received Fukuoka Governor Hattori.",
            ["event meeting vn/hanoi jp/fukuoka 2024-11-10"],
        ),
        (
            "Chairman of the Hau Giang People's Committee Dong Van Thanh on November 7 received President of the"
            " Fukuoka - Vietnam Friendship Association Eguchi Katsu.",
            [],
        ),
        (
            "Leaders of Lao Cai province had a working session with those of Sado City of Japan's Niigata prefecture on"
            " November 7.",
            ["event meeting vn/lao-cai jp/niigata/sado 2024-11-07"],
        ),
        ("Kanagawa recently held a Japanese festival in Hanoi.", []),
        (
            "A Hanoi delegation is in Japan. In Fukuoka, it had meetings with Governor Ogawa Hiroshi on November 7.",
            ["event meeting vn/hanoi jp/fukuoka 2024-11-07"],
        ),
        (
            "The chairman of the People's Committee of Da Nang Le Trung Chinh received Japanese Consul General Mori"
            " Takero on November 7.",
            ["event meeting vn/da-nang - 2024-11-07"],
        ),
        (
            "The proposal was discussed during a working session between the Da Nang People's Committee and the"
            " authority of Sakai city on November 7.",
            ["event meeting vn/da-nang jp/osaka/sakai 2024-11-07"],
        ),
        (
            "VIETNAM, November 11 - HANOI - Governor Oishi Kengo of Nagasaki was the guest of Minister of Foreign"
            " Affairs Bui Thanh Son in Hanoi on November 10.",
            ["event visit - jp/nagasaki 2024-11-10"],
        ),
        (
            "Toyama Governor Nitta met with Deputy Minister of Industry and Trade Nguyen Sinh Nhat Tan on November 7.",
            ["event meeting - jp/toyama 2024-11-07"],
        ),
        (
            "Crown Prince Akishino visited Quang Nam on November 7. He was received by the provincial chairman and"
            " toured Hoi An.",
            ["event visit vn/quang-nam - 2024-11-07"],
        ),
        ("Chairman of Hai Phong Nguyen Van Tung received the consul general of China on November 7.", []),
        (
            "An exchange of friendship between Da Lat city and Kasuga city took place on November 7.",
            ["event meeting vn/lam-dong/da-lat jp/fukuoka/kasuga 2024-11-07"],
        ),
    ],
)
def test_days_and_guests_of_reports(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-11-17") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Shiga prefecture and Hai Phong will work together under a memorandum that was signed on November 13.",
            ["agreement mou vn/hai-phong jp/shiga 2024-11-13"],
        ),
        (
            "An Giang and Ibaraki will meet in line with the cooperation agreement the two sides signed last year.",
            ["agreement friendship-cooperation vn/an-giang jp/ibaraki 2023"],
        ),
        ("An Giang and Ibaraki expect a cooperation agreement to be signed.", []),
        (
            "Da Lat city and Kofu city have set up a friendship city relationship, with the document signed in Kofu on"
            " November 14.",
            ["agreement friendship-city vn/lam-dong/da-lat jp/yamanashi/kofu 2024-11-14"],
        ),
        (
            "Gunma prefecture signed a memorandum with the Vietnamese Ministry of Labour and talked about Hanoi.",
            [],
        ),
        ("Wakayama would carry out the agreements signed with Vietnam, its governor said in Hanoi.", []),
        ("Fukuoka prefecture and Hanoi have carried out projects in the environment since 2008.", []),
        ("Hai Phong and Kitakyushu have a great deal to learn from each other.", []),
        ("An agreement between Can Tho and Kagoshima prefecture has not been signed.", []),
        (
            "Nghe An's Department of Labour on November 13 signed an agreement with the Esuhai company on sending"
            " workers to Gunma and Chiba.",
            [],
        ),
        ("The Mayor of Hanoi and the Mayor of Seoul signed a memorandum on November 13; Tokyo was not there.", []),
        (
            "Shizuoka City has friendship city relations with Hue City (agreement signed in April 2005).",
            ["agreement friendship-city vn/hue/hue-city jp/shizuoka/shizuoka 2005-04"],
        ),
        (
            "Officials of Binh Dinh and Izumisano city met on November 13 under the agreement signed by the two"
            " in 2019.",
            [
                "event meeting vn/binh-dinh jp/osaka/izumisano 2024-11-13",
                "agreement friendship-cooperation vn/binh-dinh jp/osaka/izumisano 2019",
            ],
        ),
        (
            "The Port of Kobe and the port of Hai Phong have a partnership. Both signed a memorandum on November 13 at"
            " a conference of Hai Phong in Osaka.",
            [],
        ),
    ],
)
def test_documents_told_in_passing(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-11-17") == facts


def test_an_anniversary_is_held_at_a_signing(proposer: Proposer) -> None:
    text = (
        "Binh Duong and Yamaguchi prefecture signed a memorandum on November 18 at a ceremony marking the 10th"
        " anniversary of their cooperation."
    )
    assert told(proposer, text, "2024-11-20") == [
        "agreement mou vn/binh-duong jp/yamaguchi 2024-11-18",
        "event anniversary vn/binh-duong jp/yamaguchi 2024-11-18",
    ]


def test_those_who_were_members_before_are_told_besides(proposer: Proposer) -> None:
    text = (
        "Son La city joined on 14 February 2024. It brings the Learning Cities to three, besides Sa Dec and Vinh City."
    )
    found = {(one.vn.id, one.date) for one in read(proposer, text) if one.vn}
    assert {("vn/dong-thap/sa-dec", ""), ("vn/nghe-an/vinh", "")} <= found


# --- documents that are taken for granted, or stand beside others ------------------------------------------------


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Thai Binh has signed cooperation relationships with Nara Prefecture, Kyoto city and Gifu Prefecture.",
            [
                "agreement friendship-cooperation vn/thai-binh jp/nara",
                "agreement friendship-cooperation vn/thai-binh jp/kyoto/kyoto",
                "agreement friendship-cooperation vn/thai-binh jp/gifu",
            ],
        ),
        (
            "Tochigi's governor called for realising its agreements with the Ministry of Planning and Investment"
            " and the northern province of Vinh Phuc.",
            ["agreement friendship-cooperation vn/vinh-phuc jp/tochigi"],
        ),
        (
            "Dong Thap province has cooperative agreements with eight foreign localities, including Ibaraki Prefecture"
            " (Japan) and Champasak (Laos).",
            ["agreement friendship-cooperation vn/dong-thap jp/ibaraki"],
        ),
        (
            "Kyoto City signed the agreements with Jinju (Republic of Korea) in 1999, with Qingdao (China) in 2012,"
            " with Hue (Viet Nam) and with Istanbul (Turkey) in 2013.",
            ["agreement friendship-cooperation vn/hue/hue-city jp/kyoto/kyoto 2013"],
        ),
        (
            "HCM City set up friendly ties with Osaka Prefecture and twinned with Osaka city in 1997.",
            ["agreement sister-city vn/ho-chi-minh-city jp/osaka/osaka 1997"],
        ),
        (
            "Nghe An province has friendly ties with Ibaraki prefecture and signed an agreement on labour with Gunma.",
            ["agreement sectoral vn/nghe-an jp/gunma"],
        ),
        (
            "Long An Province has twinned with Hyogo Prefecture's Akashi.",
            ["agreement sister-city vn/long-an jp/hyogo/akashi"],
        ),
        ("The mayors of Kyoto and Hanoi shared views on twinning.", []),
        ("The envoy praised agreements between Vietnamese and Japanese localities such as Hue and Kyoto.", []),
        (
            "Hanoi and Fukuoka Prefecture, sister regions since 2008, exchange trainees.",
            ["agreement sister-city vn/hanoi jp/fukuoka 2008"],
        ),
    ],
)
def test_a_document_is_with_whom_it_is_said_to_be(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert sorted(told(proposer, text, "2023-11-20")) == sorted(facts)


# --- who meets, and who only comes from somewhere ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Da Nang (VNA) – Vice Chairman of the municipal People's Committee Ho Ky Minh received Nagano Governor Abe"
            " Shuichi on August 22.",
            ["event meeting vn/da-nang jp/nagano 2023-08-22"],
        ),
        (
            "Mayor Takahashi of Tsukuba welcomed Binh Duong leaders at the city hall on June 1.",
            ["event meeting vn/binh-duong jp/ibaraki/tsukuba 2023-06-01"],
        ),
        ("A delegation of Sakai visited Da Nang in 2018.", ["event visit vn/da-nang jp/osaka/sakai 2018"]),
        (
            "Mayor of Hanoi Tran Sy Thanh voiced his wish to work with Kanagawa while receiving Governor Kuroiwa on"
            " September 14.",
            ["event meeting vn/hanoi jp/kanagawa 2023-09-14"],
        ),
        ("The province is ready to receive a delegation from Kanagawa, Hung Yen's chairman said on May 3.", []),
        (
            "The Vietnamese President attended a banquet hosted by the Governor of Osaka on March 7.",
            ["event meeting - jp/osaka 2023-03-07"],
        ),
        (
            "A seminar on investing in Vinh Phuc, organised by the province with Tochigi Prefecture, was held in"
            " Utsunomiya on May 23.",
            ["event other vn/vinh-phuc jp/tochigi 2023-05-23"],
        ),
        (
            "Leaders of Can Tho met a business delegation from Osaka led by the chairman of the Osaka Chamber of"
            " Commerce on Monday.",
            [],
        ),
        (
            "The Embassy of Vietnam in Japan and the Mie prefectural government held a seminar in Tsu city on June 3.",
            ["event other - jp/mie 2023-06-03"],
        ),
        (
            "The Consulate General of Japan and Da Nang jointly organised an exchange on May 3.",
            ["event other vn/da-nang - 2023-05-03"],
        ),
        ("Hanoi and the Vietnamese Consulate General in Fukuoka held a seminar on May 3.", []),
        ("The Japan Festival in Ho Chi Minh City on March 9 drew firms from Osaka, Hyogo and Aichi.", []),
        ("Ms Kaoru from Kobe visited Da Nang in April.", []),
        ("A flight from Nagoya to Hanoi was welcomed at Noi Bai airport on May 3.", []),
        ("The chairman said that leaders of Hyogo and Long An had exchanged many visits.", []),
    ],
)
def test_who_meets_is_told_by_office(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2023-09-20") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "When signing commitments to join the GCoM in February 2019, the Can Tho authorities committed to act.",
            ["membership member vn/can-tho - 2019-02 Global Covenant of Mayors for Climate and Energy"],
        ),
        (
            "Kanazawa has been a UNESCO City of Crafts and Folk Art since 2009.",
            ["membership designated - jp/ishikawa/kanazawa 2009 UNESCO Creative Cities Network"],
        ),
        (
            "The ASEAN Smart Cities Network comprises 26 cities, among them Hanoi and Da Nang.",
            [
                "membership member vn/hanoi - ASEAN Smart Cities Network",
                "membership member vn/da-nang - ASEAN Smart Cities Network",
            ],
        ),
        (
            "In 2019, Hanoi became Vietnam's first city in the UCCN as a City of Design.",
            ["membership designated vn/hanoi - 2019 UNESCO Creative Cities Network"],
        ),
        ("The TPO Regional Meeting 2025 for Vietnamese Members took place in Hanoi on March 28.", []),
    ],
)
def test_who_belongs_to_a_network(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert sorted(told(proposer, text, "2025-03-29")) == sorted(facts)
