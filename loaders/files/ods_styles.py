"""The styles of an ODS workbook: how much of a date they show, what they strike out, which tables they hide."""

from loaders.files.archive import MOST_STYLES
from loaders.files.sheet import RefusedError
from loaders.model.messages import gettext as _

CELL, TEXT, PARAGRAPH = "table-cell", "text", "paragraph"
"""The families of styles that say how letters look."""
_SHOWN = {"number:day": 10, "number:month": 7, "number:year": 4}
"""How much of a date is shown, in characters of ISO 8601, if this is a part of its format."""
_STRIKES = ("style:text-line-through-style", "style:text-line-through-type")
_MOST_PARENTS = 64


class OdsStyles:
    """What styles say, which two parts of a workbook tell.

    Attributes:
        strike: whether any of them strikes out.
    """

    def __init__(self) -> None:
        self.strike = False
        self._formats: dict[str, int] = {}
        self._dates: dict[str, int] = {}
        self._struck: dict[tuple[str, str], bool] = {}
        self._parents: dict[tuple[str, str], str] = {}
        self._hidden: set[str] = set()
        self._format = ""
        self._style = ("", "")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of a style or of a part of one."""
        if name == "style:style":
            self._begin(attributes)
        elif name == "number:date-style":
            self._format = attributes.get("style:name", "")
            self._formats[self._format] = 0
        elif name in _SHOWN and self._format:
            self._formats[self._format] = max(self._formats[self._format], _SHOWN[name])
        elif name == "style:text-properties" and self._style[1]:
            self._letters(attributes)
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self._hidden.add(self._style[1])
        else:
            return
        number = len(self._formats) + len(self._dates) + len(self._struck) + len(self._parents) + len(self._hidden)
        if number > MOST_STYLES * 2:
            raise RefusedError(_("has more styles than a workbook can have; save it anew"))

    def end(self, name: str) -> None:
        """Take note of the end of a style."""
        if name == "number:date-style":
            self._format = ""
        elif name == "style:style":
            self._style = ("", "")

    def _begin(self, attributes: dict[str, str]) -> None:
        self._style = (attributes.get("style:family", ""), attributes.get("style:name", ""))
        if shown := self._formats.get(attributes.get("style:data-style-name", "")):
            self._dates[self._style[1]] = shown
        if (parent := attributes.get("style:parent-style-name")) and self._style[0] in {CELL, TEXT, PARAGRAPH}:
            self._parents[self._style] = parent

    def _letters(self, attributes: dict[str, str]) -> None:
        said = [attributes[one] for one in _STRIKES if one in attributes]
        if said:
            self._struck[self._style] = "none" not in said
            self.strike = self.strike or "none" not in said

    def shown(self, style: str) -> int:
        """Return how much of a date is shown in a style, in characters of ISO 8601."""
        return self._dates.get(style, 10)

    def hides(self, style: str) -> bool:
        """Return whether a style of tables hides them."""
        return style in self._hidden

    def strikes(self, family: str, style: str) -> bool | None:
        """Return whether a style strikes out, by itself or by what it is derived from; None if it does not say."""
        for _parent in range(_MOST_PARENTS):
            if not style or (family, style) in self._struck:
                break
            style = self._parents.get((family, style), "")
        return self._struck.get((family, style))
