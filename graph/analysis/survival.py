"""How long partnerships live: from their first sign of life to the last, those that still show some not over yet.

Hardly any document says that a partnership has ended; it falls silent. So its life ends with the last sign of it, if
none followed within some years; of those that showed one since, it is known only that they have lived until then, and
they are censored there. Left as they are, the young ones among them would make lives look short.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, cast
from warnings import catch_warnings

from pyoxigraph import Literal, NamedNode, Store

from graph.analysis.pairs import FORMS, PairTie, pair_ties
from graph.analysis.selection import IN_FORCE
from graph.ask.lookup import every
from loaders.model.dates import PartialDate
from ontology import dct

_YEAR = 365.2425
Pair = tuple[str, str]
"""The id of a locality of Vietnam, and that of one of Japan."""


class Lifetime(NamedTuple):
    """How long a pair of localities is known to have worked together.

    Attributes:
        vietnam: the id of the one in Vietnam.
        japan: the id of the one in Japan.
        begun: the first day that the first dated sign between them can mean (ISO 8601).
        last_sign: the last day on which a sign is known, by the day asked for.
        silent: whether it lies so many years back that they count as silent; else the life is censored there.
    """

    vietnam: str
    japan: str
    begun: str
    last_sign: str
    silent: bool

    @property
    def years(self) -> float:
        """From the first sign to the last."""
        return (date.fromisoformat(self.last_sign) - date.fromisoformat(self.begun)).days / _YEAR


def lifetimes(store: Store, day: str, years: int = 5, mentions: bool = True) -> list[Lifetime]:
    """Return the lives of all pairs that have a tie and a dated sign by a day (ISO 8601), by their ids.

    Signs are those of the question ``dormant-ties``: the signing of a document, the beginning of an exchange, a visit
    or meeting, the beginning and the end of a project, and the publication of a source that names one of them.

    Args:
        store: the graph.
        day: the day.
        years: so many without a sign make a pair silent.
        mentions: whether the publication of a source is a sign.
    """
    [found], signs = pair_ties(store, [day], (*FORMS, "Event")), defaultdict[Pair, set[str]](set)
    for one in found:
        signs[one.vietnam, one.japan] |= _dates(one, day) | (_mentions(store, one.tie, day) if mentions else set())
    limit = f"{int(day[:4]) - years:04}{day[4:]}"
    tied = sorted({(one.vietnam, one.japan) for one in found if one.form != "Event"})
    return [
        Lifetime(*pair, min(signs[pair]), max(signs[pair]), max(signs[pair]) < limit) for pair in tied if signs[pair]
    ]


def silent(store: Store, day: str, years: int = 5) -> int:
    """Return how many agreements and exchanges in force lie between two that are silent if no mention is a sign.

    With mentions it is `graph.analysis.gaps.dormancy` that counts them.
    """
    awake = {(one.vietnam, one.japan) for one in lifetimes(store, day, years, mentions=False) if not one.silent}
    [found] = pair_ties(store, [day], ("Agreement", "Exchange"))
    return len({one.tie for one in IN_FORCE.among(store, found, day) if (one.vietnam, one.japan) not in awake})


def _dates(one: PairTie, day: str) -> set[str]:
    found = {PartialDate(one.since.value).earliest} if one.since else set()
    if one.form == "Project" and one.until:
        found.add(min(PartialDate(one.until.value).latest, day))
    return found


def _mentions(store: Store, fact: NamedNode, day: str) -> set[str]:
    """Return when the sources of a fact were published."""
    issued = every(store, dct.issued)
    sources = cast(tuple[NamedNode, ...], every(store, dct.source).get(fact, ()))
    dates = {
        PartialDate(one.value).earliest
        for source in sources
        for one in cast(tuple[Literal, ...], issued.get(source, ()))
    }
    return {one for one in dates if one <= day}


class Survival(NamedTuple):
    """A step of a survival curve: what holds from a length of life on.

    Attributes:
        years: the length of life.
        share: how many of a life are expected to live longer, from 0 to 1.
        low: the lower bound of the confidence interval of it; not a number where the share is 0.
        high: the upper bound.
    """

    years: float
    share: float
    low: float
    high: float


def survival(lives: Iterable[Lifetime], confidence: float = 0.95) -> list[Survival]:
    """Return the share of lives that last longer than each length at which one ended, from the shortest on.

    By Kaplan and Meier (1958, doi:10.1080/01621459.1958.10501452), with intervals on the log-log scale.

    Raises:
        ValueError: there are no lives.
    """
    from scipy.stats import CensoredData, ecdf

    known: Sequence[Lifetime] = [*lives]
    if not known:
        raise ValueError("there are no lives to follow")
    over = [one.years for one in known if one.silent]
    curve = ecdf(CensoredData(uncensored=over, right=[one.years for one in known if not one.silent])).sf
    with catch_warnings(action="ignore", category=RuntimeWarning):  # where it is not defined
        bounds = curve.confidence_interval(confidence, method="log-log")
    steps = zip(curve.quantiles, curve.probabilities, bounds.low.probabilities, bounds.high.probabilities, strict=True)
    ended = {*over}
    return [Survival(*map(float, step)) for step in steps if step[0] in ended]
