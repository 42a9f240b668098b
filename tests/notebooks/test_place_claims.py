"""What the notebook on Da Nang concludes, worked out from the CSV tables by another way."""

from collections import Counter
from math import comb

import oracle
from stored import DAY, PARTS, frame, networks, publisher, said

DA_NANG = "vn/da-nang"


def test_da_nang_has_most_partners_but_not_by_every_part() -> None:
    told = []
    for words in PARTS:
        values = dict(networks()[words].degree())
        told.append(f"{1 + sum(n > values[DA_NANG] for n in values.values())} ({words})")
    assert any(not one.startswith("1 ") for one in told)
    number = networks()["in force"].degree(DA_NANG)
    assert said("03", "place-finding").startswith(
        f"Da Nang has most partners, whichever facts count: does not hold. {number} partners by ties in "
        f"force; ranks: {', '.join(told)}."
    )


def test_most_partnerships_of_da_nang_are_known_from_several_publishers_by_every_part() -> None:
    told = []
    for words, part in PARTS.items():
        ties = part(frame())
        sources = ties[ties.vn == DA_NANG].groupby("jp").sources.agg(lambda of: set().union(*of))
        publishers = sources.map(lambda named: {publisher()[source] for source in named})
        alone = Counter(min(named) for named in publishers if len(named) == 1)
        [(most, number)] = alone.most_common(1)
        assert 2 * alone.total() < len(sources)
        same = f" (of {number} the same, {most})" if number > 1 else ""
        told.append(
            f"{words}: one publisher alone speaks of {alone.total()} of {len(sources)}{same}, one source alone of "
            f"{sum(len(named) == 1 for named in sources)}"
        )
    assert "in force: one publisher alone speaks of 9 of 26" in told[0]
    assert "one source alone of 8" in told[0]
    assert said("03", "place-second") == (
        f"Most partnerships of Da Nang are known from several publishers: holds. By what counts: {'; '.join(told)}. An "
        "agency under two titles counts as two publishers."
    )


def test_projects_of_da_nang_name_a_japanese_locality_as_often_as_others() -> None:
    counted = {True: Counter[bool](), False: Counter[bool]()}
    for project in oracle.projects():
        held = {holder for party in project.parties for holder in oracle.holders(party, DAY)}
        if project.valid_from <= DAY and any(one.startswith("vn/") for one in held):
            counted[DA_NANG in held][any(one.startswith("jp/") for one in held)] += 1
    (own, many), (others, all_others) = ((c[False], c.total()) for c in (counted[True], counted[False]))
    n, k = many + all_others, own + others

    def chance(i: int) -> float:
        return comb(k, i) * comb(n - k, many - i) / comb(n, many)

    p = sum(
        one for i in range(max(0, many - (n - k)), min(k, many) + 1) if (one := chance(i)) <= chance(own) * (1 + 1e-9)
    )
    assert p > 0.05
    assert said("03", "projects-finding") == (
        "Projects of Da Nang name no Japanese locality more often than those elsewhere in Vietnam: does not hold. "
        f"{own} of {many} ({own / many:.0%}) against {others} of {all_others} ({others / all_others:.0%}); Fisher’s "
        f"exact test: p = {p:.2g}. Ended ones included."
    )
    assert f"{own} of the {many} projects of Da Nang" in said("03", "projects-figure")


def test_what_da_nang_holds_that_others_signed() -> None:
    inherited = {
        tie for holder, tie, form, *_ in oracle.inherited_ties(DAY) if holder == DA_NANG and form == "Agreement"
    }
    held = set(frame()[(frame().vn == DA_NANG) & (frame().form == "Agreement")].tie)
    assert said("03", "inheritance-figure").startswith(
        f"Figure 3.2. {len(inherited)} of the {len(held)} documents that Da Nang holds, ended ones included, were "
    )
