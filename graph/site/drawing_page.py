"""One page of HTML that shows a drawing of the network by itself."""

from markupsafe import Markup

from graph.ask.words import words
from graph.draw.drawing import Json
from graph.site import html


def page(drawn: Json, language: str) -> str:
    """Return one page of HTML that shows a drawing and needs nothing else, from nowhere.

    Args:
        drawn: what `drawing` returned.
        language: that of the drawing.
    """
    # ours, and vis-network's; nothing of the facts
    scripts = tuple(Markup(text) for text in (html.vis_network("js"), html.asset("network.js")))  # noqa: S704
    styles = tuple(Markup(html.asset(name)) for name in ("page.css", "network.css"))  # noqa: S704
    template = html.environment().get_template("draw.html")
    return template.render(drawing=drawn, w=words(language), lang=language, days=drawn["days"], scripts=scripts,
                           styles=styles, policy=html.policy(scripts, styles))  # fmt: skip
