"""Figures and tables for notebooks: each says its finding in its title, worked out from the rows that it shows.

Rows are those of `graph.records`. Needs matplotlib, which nothing else does: ``pip install 'vnjp-ties[notebooks]'``.
"""

from graph.figures.access import by_level, dormant, heirs, left_out, positions, shares
from graph.figures.canvas import FigureTable, Picture, having
from graph.figures.network import brokers, communities, components_by_year, cut_off, drawing, leaders, ties_by_year
from graph.figures.place import inherited, networks, projects, reasons, timeline
from graph.figures.years import access_by_year, mergers

__all__ = [
    "FigureTable",
    "Picture",
    "access_by_year",
    "brokers",
    "by_level",
    "communities",
    "components_by_year",
    "cut_off",
    "dormant",
    "drawing",
    "having",
    "heirs",
    "inherited",
    "leaders",
    "left_out",
    "mergers",
    "networks",
    "positions",
    "projects",
    "reasons",
    "shares",
    "ties_by_year",
    "timeline",
]
