"""Whom English reports name beside those who sign, meet or work together, and what they take for granted."""

import pytest
from test_reading import proposer, read, told

from loaders.proposals.proposal import Proposer

__all__ = ["proposer"]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Besides a cooperation agreement with Kobe, Kien Giang is home to several Japanese firms.",
            ["agreement friendship-cooperation vn/kien-giang jp/hyogo/kobe"],
        ),
        (
            "The governor of Yamaguchi will attend a celebration of the 10th anniversary of the signing of the"
            " memorandum of understanding between the prefecture and Binh Duong.",
            ["agreement mou vn/binh-duong jp/yamaguchi"],
        ),
        ("Hue's Department of Tourism and the JTB company signed an agreement on tours to Gifu.", []),
        ("Kobe, a sister port of Da Nang, sent engineers.", []),
        ("In 2019 Da Nang and Sakai agreed to become sister cities.", []),
    ],
)
def test_documents_that_are_taken_for_granted(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2024-12-18") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "A typical example is the waste reduction program, implemented by Naha City in Hoi An City.",
            ["project ongoing vn/quang-nam/hoi-an jp/okinawa/naha"],
        ),
        (
            "A project on drainage was presented in Hanoi by the city and Yokohama. This second phase of the project"
            " runs from September 2017 to August 2020.",
            ["project ongoing vn/hanoi jp/kanagawa/yokohama 2017-09"],
        ),
        ("A project implemented by a company based in Kobe helps farmers of Dong Nai province.", []),
    ],
)
def test_by_whom_a_project_is_done(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2022-04-08") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "In February 2019 Can Tho signed commitments to join the Global Covenant of Mayors; Da Nang is invited.",
            ["membership member vn/can-tho - 2019-02 Global Covenant of Mayors for Climate and Energy"],
        ),
        (
            "On May 5 Hanoi, a UNESCO Creative City, was full of guests.",
            ["membership designated vn/hanoi - UNESCO Creative Cities Network"],
        ),
        (
            "Hamamatsu, a UNESCO City of Music since 2014, is known for its pianos.",
            ["membership designated - jp/shizuoka/hamamatsu 2014 UNESCO Creative Cities Network"],
        ),
        ("Delegates of Hanoi and Hiroshima were at the Mayors for Peace General Conference.", []),
        ("He told of the old capital, a world heritage site since 1993, which works with Nara and Kyoto.", []),
    ],
)
def test_what_a_locality_is_called(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2020-05-08") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Fukuroi city on May 3 hosted an event to commemorate Phan Boi Chau. Vietnamese Ambassador Nguyen Phu Binh"
            " recalled the students of that time.",
            ["event other - jp/shizuoka/fukuroi 2020-05-03"],
        ),
        (
            "At Expo 2025 Osaka, Vice Chairwoman of Gia Lai Nguyen Thi Thanh Lich had a working session on September 10"
            " with the Mayor of Izumisano City (Osaka Prefecture).",
            ["event meeting vn/gia-lai jp/osaka/izumisano 2025-09-10"],
        ),
        ("Yen Bai had received 20 projects worth 5 million USD by May 3, five of them funded by the Embassy.", []),
        ("Tottori Governor Hirai Shinji arrived in Hanoi on May 3 to promote farm produce.", []),
        ("Hanoi hosted designers from Kobe on May 3.", []),
    ],
)
def test_who_comes_and_for_what(proposer: Proposer, text: str, facts: list[str]) -> None:
    published = "" if "2025" in text else "2020-05-08"
    assert told(proposer, text, published) == facts


def test_a_weekday_beside_a_day_is_no_other_day(proposer: Proposer) -> None:
    text = "Da Nang's chairman received the mayor of Sakai on Wednesday, June 19."
    assert told(proposer, text, "2024-06") == ["event meeting vn/da-nang jp/osaka/sakai 2024-06-19"]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Miyagi Prefecture wants closer ties with Ho Chi Minh City, said Hatakeyama Kazuyoshi, Chairman of the"
            " Friendship Alliance in Miyagi, at a meeting with the city's Vice Chairman Le Thanh Liem on May 3.",
            [],
        ),
        (
            "The Deputy Foreign Minister of Vietnam on May 3 received a delegation of the Parliamentary Friendship"
            " Alliance of Osaka prefecture.",
            [],
        ),
        (
            "Hanoi's Party Secretary on May 3 received leaders of Sumitomo Corporation, which has partners from Tokyo.",
            [],
        ),
        (
            "The delegation of Binh Dinh on May 3 met leaders of the Japanese Ministry of Agriculture.",
            ["event meeting vn/binh-dinh - 2020-05-03"],
        ),
        (
            "The delegation of Binh Dinh was welcomed on May 3 by Japan's Deputy Minister Suzuki Norikazu, who said he"
            " had been to Hanoi.",
            ["event meeting vn/binh-dinh - 2020-05-03"],
        ),
    ],
)
def test_guests_of_organisations_and_ministries(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2020-05-08") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "A memorandum between the Dong Nai government and the Chamber of Commerce and Industry of Nagoya was"
            " signed on May 3 before Aichi's vice governor.",
            [],
        ),
        (
            "The Kobe-based Shinmaywa company and Binh Duong's Becamex signed an agreement on May 3 in the presence of"
            " Hyogo Vice Governor Kanazawa Kazuo.",
            [],
        ),
        (
            "Hung Yen and Kanagawa prefecture signed an economic cooperation agreement on May 3.",
            ["agreement sectoral vn/hung-yen jp/kanagawa 2020-05-03"],
        ),
        (
            "Hanoi's chairman received the governor of Fukuoka on May 3. The visit was part of the friendship. It was"
            " made under the memorandum between the two regions.",
            ["event meeting vn/hanoi jp/fukuoka 2020-05-03", "agreement mou vn/hanoi jp/fukuoka"],
        ),
    ],
)
def test_between_whom_documents_are(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2020-05-08") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Hanoi entered the UNESCO Creative Cities Network in 2019, followed by Da Lat and Hoi An in 2023.",
            ["vn/hanoi 2019", "vn/lam-dong/da-lat 2023", "vn/quang-nam/hoi-an 2023"],
        ),
        (
            "Hoi An joined the UNESCO Creative Cities Network on October 31, 2023, after Hanoi, which joined in 2019.",
            ["vn/hanoi 2019", "vn/quang-nam/hoi-an 2023-10-31"],
        ),
        (
            "Sa Dec and Cao Lanh entered the Global Network of Learning Cities in 2018 and 2019 respectively.",
            ["vn/dong-thap/cao-lanh 2019", "vn/dong-thap/sa-dec 2018"],
        ),
        (
            "Da Nang was picked for the 100 Resilient Cities, in 2013; Can Tho followed in 2014.",
            ["vn/can-tho 2014", "vn/da-nang 2013"],
        ),
        ("Long An is to be a member of CityNet. Joining CityNet will help the province as other members.", []),
    ],
)
def test_each_member_since_its_own_day(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert sorted(f"{one.vn.id} {one.date}" for one in read(proposer, text) if one.vn) == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Farmers of Lam Dong went to Kochi's Nankoku city under an agreement signed in 2017 between Lam Dong and"
            " Kochi prefecture.",
            ["agreement friendship-cooperation vn/lam-dong jp/kochi 2017"],
        ),
        (
            "Mayors of many cities signed the Covenant of Mayors at a ceremony in Nagoya.",
            [],
        ),
        (
            "The governor of Mie said in Hanoi on May 3 that it had signed a memorandum with the Vietnamese Ministry of"
            " Planning.",
            [],
        ),
    ],
)
def test_those_between_whom_and_those_who_are_only_there(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2020-05-08") == facts


@pytest.mark.parametrize(
    "text",
    [
        "A flight between Da Nang and Nagoya was opened on May 3. The director of the city's Department of Tourism"
        " greeted the first passengers.",
        "Officials of Thai Nguyen learned in Kitakyushu until May 3. They visited a plant and met experts of the city.",
        "Tottori Governor Hirai Shinji told reporters on May 3 that he would fly to Hanoi with farmers.",
        "The Governor of Fukushima came to Hanoi on May 3 with 20 firms to promote peaches at a supermarket.",
    ],
)
def test_who_does_not_meet(proposer: Proposer, text: str) -> None:
    assert told(proposer, text, "2020-05-08") == []


def test_which_locality_helps_which_in_a_project(proposer: Proposer) -> None:
    text = (
        "Under the projects, localities help each other. Kasama City has helped Son La Province, and Seki City has"
        " provided training in Da Nang."
    )
    assert told(proposer, text, "2020-05-08") == [
        "project ongoing vn/son-la jp/ibaraki/kasama",
        "project ongoing vn/da-nang jp/gifu/seki",
    ]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Kanagawa signed memoranda with Vietnam's Ministry of Planning and Investment in 2014 and with Ba Ria-Vung"
            " Tau in 2015.",
            ["agreement mou vn/ba-ria-vung-tau jp/kanagawa 2015"],
        ),
        (
            "Tokyo has signed memoranda of understanding with many cities, among them Hanoi in 2013 and Paris in 1988.",
            ["agreement mou vn/hanoi jp/tokyo 2013"],
        ),
        (
            "The minutes of the meeting between Hanoi's Department of Foreign Affairs and the Tokyo government were"
            " signed on May 3.",
            ["agreement letter-of-intent vn/hanoi jp/tokyo 2020-05-03"],
        ),
        ("In a letter to Governor Yuzaki of Hiroshima on May 3, Can Tho's Chairman Tran Viet Truong thanked him.", []),
        (
            "The mayors of Hoi An and Hadano planted a peach tree on May 3 to mark the visit.",
            ["event meeting vn/quang-nam/hoi-an jp/kanagawa/hadano 2020-05-03"],
        ),
    ],
)
def test_each_with_its_own_year_and_who_is_there(proposer: Proposer, text: str, facts: list[str]) -> None:
    assert told(proposer, text, "2020-05-08") == facts
