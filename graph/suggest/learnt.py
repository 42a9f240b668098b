"""What suggestions learn from the past: the weights, and how often suggestions came true. Kept with the build.

A build writes it into its folder, so that nobody who asks waits for it. It is the same on every day until another
document became known or a year has passed; asked of another day, it is learnt anew.
"""

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import Store

from graph.ask.parameters import day as day_of
from graph.store.folder import folder_of
from graph.suggest.calibration import Outcome, outcomes
from graph.suggest.history import History
from graph.suggest.weights import learned_weights
from loaders.files.atomic import replaced
from loaders.model.dates import day_before
from loaders.model.gazetteer import COUNTRIES

FILE = "suggestions.json"


@dataclass(frozen=True)
class Learnt:
    """What was learnt of the candidates of a country: the weight of each feature, the outcomes by name of tier."""

    weights: dict[str, float]
    outcomes: dict[str, Outcome]


@cache
def history_of(store: Store) -> History:
    """Return the history of a graph, read once."""
    return History(store)


@cache
def learnt(store: Store, day: str, country: str) -> Learnt:
    """Return what is learnt from what was known on a day (ISO 8601) of the candidates of a country (``vn``, ``jp``)."""
    kept = _kept(store)
    if kept and kept["first"] <= day <= kept["last"]:
        found = kept["of"][country]
        return Learnt(found["weights"], {tier: Outcome(**one) for tier, one in found["outcomes"].items()})
    history = history_of(store)
    return Learnt(learned_weights(history, day, country), outcomes(history, day, country))


def keep(store: Store, folder: Path) -> None:
    """Write what is learnt today into the folder of a build."""
    day = day_of("today")
    first, last = days_alike(history_of(store), day)
    of = {country: asdict(learnt(store, day, country)) for country in COUNTRIES}
    with replaced(folder / FILE) as file:
        file.write(json.dumps({"first": first, "last": last, "of": of}, sort_keys=True).encode())


def days_alike(history: History, day: str) -> tuple[str, str]:
    """Return the first and the last day (ISO 8601) on which the same is learnt as on a day."""
    known = sorted({one.known_from for one in history.interactions if one.form == "Agreement" and one.earliest})
    first = max([one for one in known if one <= day], default="")
    last = min([day_before(one) for one in known if one > day], default="9999-12-31")
    return max(first, f"{day[:4]}-01-01"), min(last, f"{day[:4]}-12-31")


@cache
def _kept(store: Store) -> dict[str, Any] | None:
    folder = folder_of(store)
    try:
        return json.loads((folder / FILE).read_text("utf-8")) if folder else None
    except FileNotFoundError:
        return None
