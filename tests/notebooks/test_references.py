"""What the notebooks cite is listed once, with its DOI where that has been checked, and the documents say the same."""

import re

import pytest
import yaml
from conftest import ROOT

from graph.figures.references import References

LISTED = yaml.safe_load((ROOT / "graph" / "figures" / "references.yaml").read_text("utf-8"))["references"]
NO_DOI = {"burt1992", "lerman1989", "ngo2023"}
"""A book, an article of which no DOI could be checked, and the report that the project began with."""


def test_an_id_is_the_family_name_and_the_year_and_each_stands_once_in_order() -> None:
    ids = [one["id"] for one in LISTED]
    assert ids == sorted(set(ids))
    for one in LISTED:
        name = re.sub(r"\W", "", one["author"][0]["family"]).lower().replace("à", "a")
        assert one["id"] == f"{name}{one['issued']}"
    assert all(1900 < one["issued"] <= 2026 and one["title"] for one in LISTED)


def test_articles_have_a_doi() -> None:
    assert {one["id"] for one in LISTED if "DOI" not in one} == NO_DOI
    dois = [one["DOI"] for one in LISTED if "DOI" in one]
    assert len(set(dois)) == len(dois)
    assert all(re.fullmatch(r"10\.\d{4,}/\S+", doi) for doi in dois)


def test_what_the_analysis_cites_by_doi_is_listed() -> None:
    texts = "\n".join(path.read_text("utf-8") for path in (ROOT / "graph" / "analysis").glob("*.py"))
    cited = {doi.rstrip(";.") for doi in re.findall(r"doi:(10\.\S+?)(?=[;,]|\)[\s,.:;]|\s)", texts)}
    assert len(cited) > 10
    assert cited <= {one.get("DOI") for one in LISTED}


def test_a_reference_is_written_as_a_journal_has_it() -> None:
    assert repr(References("latapy2008")) == (
        "Latapy, Matthieu; Magnien, Clémence; Del Vecchio, Nathalie (2008). Basic notions for the analysis of large "
        "two-mode networks. Social Networks 30(1), 31–48. https://doi.org/10.1016/j.socnet.2007.04.006"
    )
    with pytest.raises(KeyError):
        References("nobody1900")


def test_the_document_for_analysts_lists_all() -> None:
    text = (ROOT / "docs" / "analysis.md").read_text("utf-8")
    assert References()._repr_markdown_() in text
