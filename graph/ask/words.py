"""The texts of the program in English, Vietnamese and Japanese, from ``words.yaml``."""

from functools import cache
from importlib.resources import files

from loaders.model.messages import separator


@cache
def words(language: str) -> dict[str, str]:
    """Return key -> text in a language (``en``, ``vi`` or ``ja``); what stands between names in a list too."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = files("graph").joinpath("words.yaml").read_text("utf-8")
    texts: dict[str, dict[str, str]] = yaml.load(text, loader)  # noqa: S506 - one of the two safe loaders
    return {key: by_language[language] for key, by_language in texts.items()} | {"separator": separator(language)}
