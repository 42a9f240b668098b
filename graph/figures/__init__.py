"""Figures, tables and findings for notebooks: what each says is worked out from the rows that it shows.

Rows are those of `graph.records`. Needs matplotlib, which nothing else does: ``pip install 'vnjp-ties[notebooks]'``.
"""

from graph.figures.access import by_level, left_out, positions, reached
from graph.figures.canvas import having
from graph.figures.network import (
    alone,
    brokers,
    components_by_year,
    drawing,
    modularity,
    ranks,
    sizes,
    ties_by_year,
)
from graph.figures.partners import dormant, heirs, inequality, lives
from graph.figures.place import inherited, networks, projects, reasons, timeline
from graph.figures.references import References
from graph.figures.shown import FigureTable, Finding, Picture, findings
from graph.figures.years import access_by_year, mergers

__all__ = [
    "FigureTable",
    "Finding",
    "Picture",
    "References",
    "access_by_year",
    "alone",
    "brokers",
    "by_level",
    "components_by_year",
    "dormant",
    "drawing",
    "findings",
    "having",
    "heirs",
    "inequality",
    "inherited",
    "left_out",
    "lives",
    "mergers",
    "modularity",
    "networks",
    "positions",
    "projects",
    "ranks",
    "reached",
    "reasons",
    "sizes",
    "ties_by_year",
    "timeline",
]
