"""From what people call a field, a level, a region or another concept, in any of the languages, to its slug."""

from collections.abc import Iterable

from graph.ask.query import ParameterError
from loaders.model.messages import LANGUAGE, any_of
from loaders.model.messages import gettext as _
from loaders.model.name_readings import LONGEST_NAME, key
from ontology import concepts


def known_concept(scheme: str, value: str, name: str = "") -> str:
    """Return the slug of a concept that a value means: ``water`` of ``field`` for ``water``, ``Nước``, ``nuoc`` or 水.

    Args:
        scheme: the concept scheme.
        value: a slug, or a label in any of the languages; neither case nor diacritics need be right.
        name: what the user was asked for; the scheme if not given.

    Raises:
        ParameterError: the scheme has none of that name, or several.
    """
    found = _meant(scheme, value)
    if len(found) == 1:
        return found[0]
    if found:
        several = _("{name}: “{value}” may mean {near}; write one of them")
        raise ParameterError(several.format(name=name or scheme, value=value, near=any_of(_called(scheme, found))))
    message = none_of(name or scheme, value, concepts.slugs(scheme))
    if near := _like(scheme, value):
        message = _("{wrong}; did you mean {near}?").format(wrong=message, near=any_of(_called(scheme, near)))
    raise ParameterError(message)


def _meant(scheme: str, value: str) -> list[str]:
    """Return the slugs of the concepts that are called so; if any is exactly, or with the same diacritics, it alone."""
    known = {slug: (slug, *names) for slug, names in concepts.names(scheme).items()}
    for fold in (str, str.casefold, key):
        wanted = fold(value.strip())
        found = [slug for slug, names in known.items() if wanted and wanted in map(fold, names)]
        if found:
            return found
    return []


def _like(scheme: str, value: str) -> list[str]:
    """Return the slugs of the concepts, at most three, that have a name like the value."""
    from rapidfuzz import fuzz, process

    of = {key(name): slug for slug, names in concepts.names(scheme).items() for name in (slug, *names)}
    found = process.extract(key(value[:LONGEST_NAME]), list(of), scorer=fuzz.ratio, limit=6, score_cutoff=65)
    return list(dict.fromkeys(of[name] for name, *_ in found))[:3]


def _called(scheme: str, slugs: Iterable[str]) -> list[str]:
    """Return slugs with their labels in the reader's language behind them."""
    labels = concepts.labels()[scheme]
    called = ((slug, labels[slug][LANGUAGE.get()]) for slug in slugs)
    return [f"{slug} ({label})" if label != slug else slug for slug, label in called]


def slug_or_text(scheme: str, text: str) -> str:
    """Return the slug of the concept that is called so, in any language; the text itself if none is, or several are."""
    found = _meant(scheme, text)
    return found[0] if len(found) == 1 else text


def none_of(name: str, value: str, known: Iterable[str]) -> str:
    """Return the message that a value of what is called so is none of those that are known."""
    return _("{name}: “{value}” is none of {known}").format(name=name, value=value, known=", ".join(known))
