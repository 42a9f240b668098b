"""What the program says to people, in English, Vietnamese and Japanese: the words of ``words.yaml``."""

from functools import cache
from importlib.resources import files


@cache
def words(language: str) -> dict[str, str]:
    """Return what is meant -> how it is said in a language (``en``, ``vi`` or ``ja``)."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = files("graph").joinpath("words.yaml").read_text("utf-8")
    said: dict[str, dict[str, str]] = yaml.load(text, loader)  # noqa: S506 - one of the two safe loaders
    return {meant: each[language] for meant, each in said.items()}


def number(value: int, language: str) -> str:
    """Return a whole number as it is written in a language: 1,884, in Vietnamese 1.884."""
    written = f"{value:,}"
    return written.replace(",", ".") if language == "vi" else written
