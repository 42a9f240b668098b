"""One page of HTML that holds a brief by itself: to read, to print, to send."""

from markupsafe import Markup

from graph.ask.words import words
from graph.brief.meeting import Brief
from graph.site import brief_rows, html


def page(brief: Brief) -> str:
    """Return one page of HTML that holds a brief and needs nothing else, from nowhere."""
    styles = tuple(Markup(html.asset(name)) for name in ("page.css", "brief.css"))  # noqa: S704 - ours
    template = html.environment().get_template("brief.html")
    return template.render(
        brief=brief, drawn=brief_rows, w=words(brief.language), lang=brief.language,
        styles=styles, policy=html.policy(("",), styles),
    )  # fmt: skip
