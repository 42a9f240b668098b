"""The order of the candidates: the one that is suggested, and that the backtest and the calibration measure."""

import numpy as np

from graph.suggest.features import FEATURES, LEVEL_FEATURES, Candidates
from graph.suggest.weights import FLOOR, PRIOR_MEANS

_EVIDENCE = np.where([name in LEVEL_FEATURES for name in FEATURES], 0, PRIOR_MEANS)


def ranked(candidates: Candidates, asker: str, weights: dict[str, float]) -> list[str]:
    """Return the ids of the candidates that can be suggested to a locality, the best first; equals by id.

    They are ordered by the weighted sum of their features. Those it has a document with are left out, and those for
    which too little speaks (`weights.FLOOR`), such as one old visit to what contains them.
    """
    features, partners = candidates.features(asker), candidates.snapshot.partners(asker)
    enough = np.flatnonzero(features @ _EVIDENCE >= FLOOR)
    scores = np.round(features[enough] @ np.array([weights[name] for name in FEATURES]), 9)
    order = np.lexsort((-scores, -candidates.tiers(asker)[enough]))
    return [place for row in enough[order] if (place := candidates.ids[row]) not in partners]
