"""A row of somebody else's table speaks of a tie that is known, says otherwise, or is new."""

from collections.abc import Callable, Iterable
from itertools import count, permutations

import pytest

from loaders.model.problems import Problem
from loaders.model.records import Claim, Corroboration, Succession, Tie
from loaders.tables.catalogue import Catalogue
from loaders.tables.matching import KnownTies, Match
from loaders.tables.rows import Row, Table, read

Make = Callable[..., Tie]

SAKAI = "da-nang--sakai--mou--2009"  # signed 2009-02-20
YOKKAICHI = "hai-phong--yokkaichi--mou--2016"  # 2016-08
FUKUOKA = "hanoi--fukuoka-pref--mou--2010"  # 2010
HIROSHIMA = "khanh-hoa--hiroshima--mou--undated"
KITAKYUSHU = "hai-phong--kitakyushu--sister-city--2014"  # 2014-04-18
EHIME = "ben-tre--ehime--mou--2022"  # 2022-08-01, expires 2025-08


@pytest.fixture(scope="session")
def tie(catalogue: Catalogue) -> Make:
    """Makes a tie of what a row says, as it is read from a table."""
    numbers = count(1)

    def make(vn: str, jp: str, kind: str, signed: str = "", **further: str) -> Tie:
        cells = {"tie_id": f"row-{next(numbers)}", "vn_name": vn, "jp_name": jp, "kind": kind, "signed": signed,
                 "sources": "mine", **further}  # fmt: skip
        problems: list[Problem] = []
        row = Row(2, {column: cell for column, cell in cells.items() if cell})
        [found] = read(Table("mine.csv", Tie, iter([row])), catalogue.gazetteer, problems.append)
        assert isinstance(found.record, Tie), problems
        return found.record

    return make


def knowing(ties: Iterable[Tie], successions: Iterable[Succession] = ()) -> KnownTies:
    known = KnownTies(successions)
    for one in ties:
        known.add(one)
    return known


@pytest.fixture(scope="session")
def known(catalogue: Catalogue) -> KnownTies:
    """The real ties."""
    return knowing(catalogue.of(Tie), catalogue.of(Succession))


def spoken_of(match: Match) -> str:
    return match.known.tie_id if match.known else "new"


def said(match: Match) -> dict[str, str]:
    return {claim.property: str(claim.value) for claim in match.claims}


@pytest.mark.parametrize(
    ("vn", "jp", "signed", "expected", "more_exact"),
    [
        ("Đà Nẵng", "堺市", "2009-02-20", SAKAI, ""),
        ("Đà Nẵng", "堺市", "2009-02", SAKAI, ""),
        ("Đà Nẵng", "堺市", "2009", SAKAI, ""),
        ("Đà Nẵng", "堺市", "", SAKAI, ""),
        ("Hải Phòng", "四日市市", "2016-08-15", YOKKAICHI, "2016-08-15"),
        ("Hải Phòng", "四日市市", "2016-08", YOKKAICHI, ""),
        ("Hải Phòng", "四日市市", "2016", YOKKAICHI, ""),
        ("Hải Phòng", "四日市市", "", YOKKAICHI, ""),
        ("Hà Nội", "福岡県", "2010-05-01", FUKUOKA, "2010-05-01"),
        ("Hà Nội", "福岡県", "2010-05", FUKUOKA, "2010-05"),
        ("Hà Nội", "福岡県", "2010", FUKUOKA, ""),
        ("Hà Nội", "福岡県", "", FUKUOKA, ""),
        ("Khánh Hòa", "広島県", "2012-03-04", HIROSHIMA, "2012-03-04"),
        ("Khánh Hòa", "広島県", "2012", HIROSHIMA, "2012"),
        ("Khánh Hòa", "広島県", "", HIROSHIMA, ""),
    ],
)
def test_a_date_joins_one_that_it_may_be_and_says_if_it_is_more_exact(
    known: KnownTies, tie: Make, vn: str, jp: str, signed: str, expected: str, more_exact: str
) -> None:
    match = known.match(tie(vn, jp, "mou", signed), "mine")
    assert spoken_of(match) == expected
    assert not match.contradicts
    assert said(match) == ({"signed": more_exact} if more_exact else {})
    assert all(claim.note == "more exact than what is recorded" for claim in match.claims)


@pytest.mark.parametrize(
    ("vn", "jp", "kind", "signed"),
    [
        ("Đà Nẵng", "堺市", "mou", "2011-01-01"),  # another year of a memorandum
        ("Đà Nẵng", "堺市", "mou", "2010"),
        ("Hải Phòng", "四日市市", "mou", "2017-08"),
        ("Đà Nẵng", "堺市", "letter-of-intent", "2009-02"),  # another kind, and who knows of which day
        ("Hải Phòng", "四日市市", "letter-of-intent", "2016-08"),  # of that month, on whichever day
        ("Đà Nẵng", "群馬県", "mou", "2025-01-01"),  # of whom only an exchange is known
        ("Đà Nẵng", "旭川市", "mou", "2009-02-20"),  # nothing is known of the two
        ("Gia Lai", "足利市", "mou", "2025-12-01"),  # after it succeeded Quy Nhon
        ("Gia Lai", "足利市", "mou", ""),  # whose document this is nobody can tell
        ("Đà Nẵng", "松阪市", "sectoral", "2014"),  # not Hoi An's of 2013
    ],
)
def test_another_document_is_new(known: KnownTies, tie: Make, vn: str, jp: str, kind: str, signed: str) -> None:
    row = tie(vn, jp, kind, signed)
    match = known.match(row, "mine")
    assert (spoken_of(match), match.contradicts) == ("new", False)
    assert list(match.records) == [row]


@pytest.mark.parametrize(
    ("row", "expected", "otherwise"),
    [
        (("Hải Phòng", "北九州市", "sister-city", "2009-01-01"), KITAKYUSHU, {"signed": "2009-01-01"}),
        (("Hải Phòng", "北九州市", "sister-city", "2009"), KITAKYUSHU, {"signed": "2009"}),
        (("Đà Nẵng", "堺市", "mou", "2009-02-23"), SAKAI, {"signed": "2009-02-23"}),
        (("Đà Nẵng", "堺市", "mou", "2010-02-19"), SAKAI, {"signed": "2010-02-19"}),
        (("Hải Phòng", "四日市市", "mou", "2016-09"), YOKKAICHI, {"signed": "2016-09"}),
        (("Đà Nẵng", "堺市", "letter-of-intent", "2009-02-20"), SAKAI, {"kind": "letter-of-intent"}),
    ],
)
def test_what_cannot_be_true_together_contradicts(
    known: KnownTies, tie: Make, row: tuple[str, ...], expected: str, otherwise: dict[str, str]
) -> None:
    match = known.match(tie(*row), "mine")
    assert (spoken_of(match), match.contradicts, said(match)) == (expected, True, otherwise)
    assert [claim.note for claim in match.claims] == [None]


@pytest.mark.parametrize(
    ("further", "contradicts", "claims"),
    [
        ({"expires": "2025"}, False, {}),
        ({"expires": "2025-08-31"}, False, {"expires": "2025-08-31"}),
        ({"expires": "2026"}, True, {"expires": "2026"}),
        ({"ended": "2024"}, False, {"ended": "2024"}),
    ],
)
def test_an_end_is_held_against_what_is_known_like_a_beginning(
    known: KnownTies, tie: Make, further: dict[str, str], contradicts: bool, claims: dict[str, str]
) -> None:
    match = known.match(tie("vn/ben-tre", "愛媛県", "mou", "2022-08-01", **further), "mine")
    assert (spoken_of(match), match.contradicts, said(match)) == (EHIME, contradicts, claims)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("Gia Lai", "泉佐野市", "friendship-city", "2019-10-21"), "binh-dinh--izumisano--friendship-city--2019"),
        (("Gia Lai", "泉佐野市", "friendship-city", "2019"), "binh-dinh--izumisano--friendship-city--2019"),
        (("Gia Lai", "足利市", "mou", "2024-11"), "quy-nhon--ashikaga--mou--2024"),
        (("Đà Nẵng", "松阪市", "sectoral", "2013-08"), "hoi-an--matsusaka--sectoral--2013"),
        (("Đà Nẵng", "新居浜市", "letter-of-intent", "2024-08-02"), "hoi-an--niihama--letter-of-intent--2024"),
    ],
)
def test_who_is_named_by_the_successor_of_today_is_found(
    known: KnownTies, tie: Make, row: tuple[str, ...], expected: str
) -> None:
    match = known.match(tie(*row), "mine")
    assert (spoken_of(match), said(match)) == (expected, {})


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("Gia Lai", "足利市", "mou", "2024-11-12"), "quy-nhon--ashikaga--mou--2024"),
        (("Gia Lai", "足利市", "letter-of-intent", "2024-11-11"), "quy-nhon--ashikaga--mou--2024"),
        (("Gia Lai", "泉佐野市", "friendship-city", "2018"), "binh-dinh--izumisano--friendship-city--2019"),
    ],
)
def test_another_word_on_what_a_predecessor_signed_contradicts_it(
    known: KnownTies, tie: Make, row: tuple[str, ...], expected: str
) -> None:
    match = known.match(tie(*row), "mine")
    assert (spoken_of(match), match.contradicts) == (expected, True)


def test_that_a_memorandum_is_about_one_field_is_no_other_word_on_it(known: KnownTies, tie: Make) -> None:
    match = known.match(tie("Đà Nẵng", "堺市", "sectoral", "2009-02-20"), "mine")
    assert (spoken_of(match), said(match)) == (SAKAI, {})
    both = knowing([tie("vn/hue", "岐阜県", kind, "2018") for kind in ("mou", "sectoral")])
    for kind in ("mou", "sectoral"):
        match = both.match(tie("vn/hue", "岐阜県", kind, "2018"), "mine")
        assert match.known
        assert match.known.kind == kind


def test_a_document_of_its_own_goes_before_one_that_was_inherited(catalogue: Catalogue, tie: Make) -> None:
    inherited, own = tie("Hội An", "堺市", "mou", "2009-02-20"), tie("Đà Nẵng", "堺市", "mou", "2009-02")
    known = knowing([inherited, own], catalogue.of(Succession))
    assert known.match(tie("Đà Nẵng", "堺市", "mou", "2009-02-20"), "mine").known is own
    assert known.match(tie("Hội An", "堺市", "mou", "2009-02-20"), "mine").known is inherited
    alone = knowing([inherited], catalogue.of(Succession))
    assert alone.match(tie("Đà Nẵng", "堺市", "mou", "2009-02-20"), "mine").known is inherited


@pytest.mark.parametrize(
    ("signed", "asked"), [("2025", "2025-12-01"), ("", "2001-02-03")]  # Da Nang took over on 2025-07-01
)  # fmt: skip
def test_of_a_predecessor_only_what_was_dated_before_it_ended_is_inherited(
    catalogue: Catalogue, tie: Make, signed: str, asked: str
) -> None:
    known = knowing([tie("vn/quang-nam", "堺市", "mou", signed)], catalogue.of(Succession))
    assert known.match(tie("Đà Nẵng", "堺市", "mou", asked), "mine").known is None


def test_of_two_documents_the_one_of_that_very_date_is_meant(tie: Make) -> None:
    undated, year, day = (tie("vn/hue", "岐阜県", "mou", when) for when in ("", "2018", "2018-11-12"))
    known = knowing([undated, year, day])
    assert known.match(tie("vn/hue", "岐阜県", "mou", "2018-11-12"), "mine").known is day
    assert known.match(tie("vn/hue", "岐阜県", "mou", "2018"), "mine").known is year
    assert known.match(tie("vn/hue", "岐阜県", "mou"), "mine").known is undated
    assert known.match(tie("vn/hue", "岐阜県", "mou", "2018-03-01"), "mine").known is year
    assert known.match(tie("vn/hue", "岐阜県", "mou", "2016-11-01"), "mine").known is undated


def test_between_two_that_are_as_near_nothing_is_guessed(tie: Make) -> None:
    known = knowing([tie("vn/hue", "岐阜県", "mou", "2018-03-01"), tie("vn/hue", "岐阜県", "mou", "2018-05-01")])
    assert known.match(tie("vn/hue", "岐阜県", "mou", "2018-04-01"), "mine").known is None


def test_an_exchange_joins_an_exchange_and_else_the_first_document_of_the_two(known: KnownTies, tie: Make) -> None:
    exchange = known.match(tie("Đà Nẵng", "群馬県", "exchange"), "mine")
    document = known.match(tie("Đà Nẵng", "堺市", "exchange"), "mine")
    assert (spoken_of(exchange), said(exchange)) == ("da-nang--gunma--exchange--undated", {})
    assert (spoken_of(document), said(document)) == (SAKAI, {})
    assert spoken_of(known.match(tie("Đà Nẵng", "旭川市", "exchange"), "mine")) == "new"


def test_a_further_source_and_other_words_are_what_a_match_adds(known: KnownTies, tie: Make) -> None:
    row = tie("Đà Nẵng", "堺市", "mou", "2009-02-23", sources="mine;a-page", note="in Sakai", fields="tourism")
    assert list(known.match(row, "theirs").records) == [
        Corroboration(fact_id=SAKAI, fields=("tourism",), note="in Sakai", sources=("mine", "a-page")),
        Claim(
            claim_id=f"{SAKAI}--signed--2009-02-23--theirs", fact_id=SAKAI, property="signed", value="2009-02-23",
            sources=("mine", "a-page"),
        ),
    ]  # fmt: skip


def test_every_real_tie_is_known_to_itself(catalogue: Catalogue, known: KnownTies) -> None:
    for one in catalogue.of(Tie):
        match = known.match(one, "mine")
        assert (match.known and (match.known.tie_id, match.claims)) == (one.tie_id, ())


def test_successions_that_go_in_a_circle_are_followed_once(tie: Make) -> None:
    circle = [
        Succession.model_validate({"predecessor": one, "successor": other, "date": "2026", "sources": ("mine",)})
        for one, other in (("vn/da-nang", "vn/quang-nam"), ("vn/quang-nam", "vn/da-nang"))
    ]
    known = knowing([tie("Quảng Nam", "堺市", "mou", "2009")], circle)
    assert known.match(tie("Đà Nẵng", "堺市", "mou", "2009"), "mine").known
    assert not known.match(tie("Đà Nẵng", "旭川市", "mou", "2009"), "mine").known


# --- a row beside the other rows of its data set --------------------------------------------------------------------


def matched(known: KnownTies, rows: Iterable[Tie], origin: str = "mine") -> dict[str, str]:
    """What each row of a data set, by its id, is found to speak of."""
    return {match.row.tie_id: spoken_of(match) for match in known.matched(rows, origin)}


def in_every_order(
    rows: list[Tie], ties: Iterable[Tie] = (), successions: Iterable[Succession] = ()
) -> list[dict[str, str]]:
    """What comes of the rows in each of their orders, if not the same."""
    ties, successions = list(ties), list(successions)
    found = [matched(knowing(ties, successions), order) for order in permutations(rows)]
    return [one for at, one in enumerate(found) if one not in found[:at]]


@pytest.mark.parametrize(
    ("heir", "before", "jp"),
    [("Gia Lai", "Bình Định", "奈良県"), ("Đà Nẵng", "Quảng Nam", "堺市"), ("TP Hồ Chí Minh", "Bình Dương", "神戸市")],
)
def test_an_heir_and_its_predecessor_in_one_data_set_have_signed_two_documents(
    catalogue: Catalogue, tie: Make, heir: str, before: str, jp: str
) -> None:
    rows = [tie(heir, jp, "mou", "2019-10"), tie(before, jp, "mou", "2019-10"), tie(before, jp, "mou", "2019")]
    [found] = in_every_order(rows, successions=catalogue.of(Succession))
    assert found == {rows[0].tie_id: "new", rows[1].tie_id: "new", rows[2].tie_id: rows[1].tie_id}


def test_so_they_have_if_the_document_of_the_predecessor_is_known(catalogue: Catalogue, tie: Make) -> None:
    known = tie("Bình Định", "奈良県", "mou", "2019-10-05")
    rows = [tie("Gia Lai", "奈良県", "mou", "2019-10-05"), tie("Bình Định", "奈良県", "mou", "2019-10")]
    [found] = in_every_order(rows, [known], catalogue.of(Succession))
    assert found == {rows[0].tie_id: "new", rows[1].tie_id: known.tie_id}
    alone, again = rows[:1], tie("Gia Lai", "奈良県", "mou", "2019")
    [found] = in_every_order([*alone, again], [known], catalogue.of(Succession))
    assert found == {rows[0].tie_id: known.tie_id, again.tie_id: known.tie_id}


@pytest.mark.parametrize(("recorded", "kind"), [("", "sectoral"), ("", "mou"), ("2012", "mou"), ("2012-02", "mou")])
def test_a_tie_of_a_vague_date_takes_in_one_date_of_a_data_set(tie: Make, recorded: str, kind: str) -> None:
    known = tie("Đà Nẵng", "神戸市", kind, recorded)
    rows = [tie("Đà Nẵng", "神戸市", "mou", day) for day in ("2012-02-16", "2012-02-18", "2012-02-16")]
    [found] = in_every_order(rows, [known])
    assert list(found.values()).count(known.tie_id) == 0
    for one in (rows[:1], [rows[0], rows[2]]):
        [found] = in_every_order(one, [known])
        assert set(found.values()) == {known.tie_id}


def test_of_several_dates_a_vague_tie_takes_that_of_its_very_kind(tie: Make) -> None:
    known = tie("Đà Nẵng", "神戸市", "sectoral")
    rows = [tie("Đà Nẵng", "神戸市", "mou", "2012-02-16"), tie("Đà Nẵng", "神戸市", "sectoral", "2018-02-16")]
    [found] = in_every_order(rows, [known])
    assert found == {rows[0].tie_id: "new", rows[1].tie_id: known.tie_id}


def test_a_vague_tie_that_a_data_set_has_dated_takes_in_no_other_date_of_a_later_one(tie: Make) -> None:
    vague = tie("Hải Phòng", "岐阜県", "mou")
    known = knowing([vague])
    first, second, third = (tie("Hải Phòng", "岐阜県", "mou", day) for day in ("2012-02-16", "2018-02-16", "2012-02"))
    assert matched(known, [first], "a") == {first.tie_id: vague.tie_id}
    assert matched(known, [second, third], "b") == {second.tie_id: "new", third.tie_id: vague.tie_id}


def test_a_row_without_a_date_beside_dated_ones_is_one_of_them_in_every_order(tie: Make) -> None:
    rows = [tie("Hải Phòng", "岐阜県", "mou", day) for day in ("", "2012-02-16", "2018-02-16")]
    [found] = in_every_order(rows)
    assert [found[row.tie_id] for row in rows[1:]] == ["new", "new"]
    assert found[rows[0].tie_id] in {rows[1].tie_id, rows[2].tie_id}


def test_of_two_other_dates_of_one_sister_city_the_same_contradicts_in_every_order(tie: Make) -> None:
    known = tie("Hải Phòng", "岐阜県", "sister-city", "2014")
    rows = [tie("Hải Phòng", "岐阜県", "sister-city", day) for day in ("2009", "2010-03")]
    [found] = in_every_order(rows, [known])
    assert sorted(found.values()) == sorted([known.tie_id, "new"])
