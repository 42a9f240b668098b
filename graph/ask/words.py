"""The texts of the program in English, Vietnamese and Japanese, from ``words.yaml``."""

from functools import cache

from loaders.model.messages import separator
from loaders.model.packaged import packaged


@cache
def words(language: str) -> dict[str, str]:
    """Return key -> text in a language (``en``, ``vi`` or ``ja``); what stands between names in a list too."""
    texts: dict[str, dict[str, str]] = packaged("graph", "words.yaml")
    return {key: by_language[language] for key, by_language in texts.items()} | {"separator": separator(language)}
