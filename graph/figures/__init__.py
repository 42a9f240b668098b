"""Figures, tables and findings for notebooks: what each says is worked out from the rows that it shows.

Rows are those of `graph.records`. Needs matplotlib, which nothing else does: ``pip install 'vnjp-ties[notebooks]'``.
"""

from graph.figures.about_ties import deals, exposure, fitted, goes_with, overlap, samples
from graph.figures.access import by_level, left_out, positions, reached
from graph.figures.canvas import having
from graph.figures.models import coefficients, dealt_anew
from graph.figures.network import brokers, components_by_year, drawing, modularity, ranks, ties_by_year
from graph.figures.network_tables import alone, begun, relied, sizes
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
    "begun",
    "brokers",
    "by_level",
    "coefficients",
    "components_by_year",
    "deals",
    "dealt_anew",
    "dormant",
    "drawing",
    "exposure",
    "findings",
    "fitted",
    "goes_with",
    "having",
    "heirs",
    "inequality",
    "inherited",
    "left_out",
    "lives",
    "mergers",
    "modularity",
    "networks",
    "overlap",
    "positions",
    "projects",
    "ranks",
    "reached",
    "reasons",
    "relied",
    "samples",
    "sizes",
    "ties_by_year",
    "timeline",
]
