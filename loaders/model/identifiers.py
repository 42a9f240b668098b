"""The identifiers by which a locality is named instead of by a name: ours, and those of other registers."""

import re

_FORMS = (
    re.compile(r"(?:(?:[^\s<>]*/)?id/|/)?((?:vn|jp)(?:/[a-z0-9-]+)+)/?", re.IGNORECASE),
    re.compile(r"(?:\S*/)?place/((?:vn|jp)(?:/[a-z0-9-]+)+)\.html(?:[?#]\S*)?", re.IGNORECASE),
    re.compile(
        r"(?:(?:https?://)?(?:www\.|m\.)?wikidata\.org/(?:entity|wiki)/(?:Special:Entity(?:Page|Data)/)?|wd:|wikidata:)?"
        r"(Q[1-9][0-9]{0,11})(?:\.[a-z]+)?(?:#\S*)?",
        re.IGNORECASE,
    ),
    re.compile(r"(?:(?:https?://)?data\.e-stat\.go\.jp/lod/sac/)?(C[0-9]{5}(?:-[0-9]{8})?)", re.IGNORECASE),
    re.compile(r"((?:VN|JP)-[0-9A-Z]{1,3})", re.IGNORECASE),
)
_MAY_BE = re.compile(r"[/0-9]|^\s*(?:VN|JP)-", re.IGNORECASE)
_GEONAMES = re.compile(r"(?:https?://)?(?:sws\.|www\.)?geonames\.org/([1-9][0-9]*)(?:/\S*)?", re.IGNORECASE)


def identified(text: str) -> str:
    """Return the identifier that a text is, in one form whatever stood around it; nothing if it is none.

    Ours are understood as an id, as an IRI of our own or another's host, as the address of a page of a site; those of
    Wikidata, GeoNames, e-Stat and ISO 3166-2 as these write them.

    >>> identified("https://w3id.org/vnjp-ties/id/vn/hanoi"), identified("wd:Q1858"), identified("Hanoi")
    ('vn/hanoi', 'q1858', '')
    """
    if not _MAY_BE.search(text):
        return ""
    bare = text.strip().removeprefix("<").removesuffix(">").strip()
    if found := _GEONAMES.fullmatch(bare):
        return in_register("geonames", found[1])
    return next((found[1].lower() for form in _FORMS if (found := form.fullmatch(bare))), "")


def in_register(scheme: str, value: str) -> str:
    """Return what a register calls a locality, as `identified` has it but for case; a number alone may be anything."""
    return f"{scheme}:{value}" if value.isdigit() else value
