"""What the signs of footnotes stand for, where a legend of the table says something against the ties that bear them.

Such a legend may stand above or below the rows: `(*) đã chấm dứt`, `※は解消`, `[a] terminated in 2015`.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from loaders.files.sheet import SheetRow
from loaders.imports.status import Said, of_heading

_SIGN = r"[*※†‡§¶]{1,3}\d{0,2}|[①-⑳]|[¹²³⁰-⁹]|\[(?:[a-zA-Z]|\d{1,2})\]|[(（][a-z][)）]|注\d{1,2}"
_NOTE = re.compile(
    rf"(?:(?:ghi chú|chú thích|notes?|注記?|備考)\s*[:：]?\s*)?[(（]?(?P<sign>{_SIGN})[)）]?"
    r"\s*(?:[:：=-]|印?は|印)?\s*(?P<words>\S.*)",
    re.IGNORECASE,
)
_SIGNED = re.compile(rf"(?:{_SIGN}|[(（]\*{{1,3}}[)）]|\s)+$")


def legend(lines: Iterable[SheetRow]) -> dict[str, list[Said]]:
    """Return what signs say against the ties of the rows that bear them; nothing of those that say nothing so.

    Args:
        lines: rows of a table, with those that hold its notes.
    """
    found: dict[str, list[Said]] = {}
    for line in lines:
        texts = {cell.strip() for cell in line.cells if cell.strip()}
        for text in texts if len(texts) == 1 else ():
            for part in text.split("\n"):
                note = _NOTE.fullmatch(unicodedata.normalize("NFC", part.strip()))
                if note and (said := of_heading(note["words"])):
                    found[note["sign"]] = said
    return found


def borne(texts: Sequence[str], signs: dict[str, list[Said]]) -> list[Said]:
    """Return what the signs at the ends of the cells of a row say of its tie.

    Args:
        texts: the cells.
        signs: what signs say, as `legend` tells.
    """
    ends = [found[0] for text in texts if (found := _SIGNED.search(text))]
    borne_signs = dict.fromkeys(sign for end in ends for sign in re.findall(_SIGN, end))
    return [said for sign in borne_signs for said in signs.get(sign, ())]
