"""How projects and networks are written in RDF: who funds them, who takes part."""

from collections.abc import Iterator
from typing import cast

from pyoxigraph import Literal

from loaders.model.records import (
    Funder,
    Membership,
    Network,
    NetworkEvent,
    Participant,
    Programme,
    Project,
)
from loaders.tables.catalogue import Catalogue, concept_label
from loaders.tables.rdf_labels import begun_on
from loaders.tables.rdf_values import (
    Statement,
    Value,
    concept_value,
    country_value,
    date_value,
    field_values,
    grounds,
    happening,
    lasting,
    link,
    link_locality,
    number_value,
    page_value,
    recorded,
    statements,
    text_value,
    texts,
    thing_values,
)
from ontology import (
    LANGUAGES,
    concept,
    coop,
    foaf,
    org,
    rdf,
    rdfs,
    schema,
    thing,
)


def funder_facts(row: Funder, catalogue: Catalogue) -> Iterator[Statement]:
    """State a funder."""
    yield from statements(
        thing[f"funder/{row.funder_id}"],
        (rdf.type, coop.Funder),
        (rdfs.label, texts(row, "name")),
        (coop.kind, concept_value("funder-kind", row.kind)),
        (coop.country, country_value(row.country)),
        (schema.addressCountry, text_value(row.country)),
        (foaf.homepage, page_value(row.website)),
        *grounds(row),
    )


def programme_facts(row: Programme, catalogue: Catalogue) -> Iterator[Statement]:
    """State a programme."""
    yield from statements(
        thing[f"programme/{row.programme_id}"],
        (rdf.type, coop.Programme),
        (rdfs.label, texts(row, "name")),
        (coop.funder, thing_values("funder", row.funder_id)),
        *lasting(row.started, row.ended),
        (coop.funds, texts(row, "funds")),
        (coop.applicants, texts(row, "applicants")),
        (coop.openTo, [concept[f"applicant/{slug}"] for slug in row.open_to]),
        (coop.maxYears, number_value(row.max_years)),
        (coop.maxBudget, number_value(row.max_budget)),
        (coop.currency, text_value(row.currency)),
        (foaf.homepage, page_value(row.website)),
        *grounds(row),
    )


def project_facts(row: Project, catalogue: Catalogue) -> Iterator[Statement]:
    """State a project."""
    yield from statements(
        thing[f"project/{row.project_id}"],
        (rdf.type, coop.Project),
        (rdfs.label, texts(row, "title")),
        (coop.programme, link("programme", row.programme_id)),
        (coop.funder, thing_values("funder", row.funder_id)),
        (coop.implementer, texts(row, "implementer")),
        (coop.counterpart, texts(row, "counterpart")),
        field_values(row.fields),
        *lasting(row.start, row.end),
        (coop.budget, number_value(row.budget)),
        (coop.currency, text_value(row.currency)),
        (coop.status, concept_value("project-status", row.status)),
        *grounds(row),
    )


def participant_facts(row: Participant, catalogue: Catalogue) -> Iterator[Statement]:
    """State a locality's part in a project."""
    project, locality = thing[f"project/{row.project_id}"], row.places["participant"]
    part = thing[f"project/{row.project_id}/participation/{locality}"]
    yield project, coop.party, thing[locality]
    yield project, coop.participation, part
    yield from statements(
        part,
        (rdf.type, coop.Participation),
        (coop.participant, thing[locality]),
        (coop.role, concept_value("participation-role", row.role)),
        recorded(row),
    )


def network_facts(row: Network, catalogue: Catalogue) -> Iterator[Statement]:
    """State a network."""
    yield from statements(
        thing[f"network/{row.network_id}"],
        (rdf.type, coop.Network),
        (rdfs.label, texts(row, "name")),
        (coop.acronym, text_value(row.acronym)),
        (coop.kind, concept_value("network-kind", row.kind)),
        (schema.startDate, date_value(row.founded)),
        (coop.founder, texts(row, "founder")),
        (coop.secretariat, texts(row, "secretariat")),
        field_values(row.fields),
        (foaf.homepage, page_value(row.website)),
        *grounds(row),
    )


def membership_facts(row: Membership, catalogue: Catalogue) -> Iterator[Statement]:
    """State a membership."""
    member = thing[row.places["member"]]
    yield from statements(
        thing[f"membership/{row.membership_id}"],
        (rdf.type, coop.Membership),
        (rdfs.label, _membership_labels(row, catalogue)),
        (org.member, member),
        (coop.party, member),
        (org.organization, thing[f"network/{row.network_id}"]),
        (coop.role, concept_value("membership-role", row.role)),
        *lasting(row.since, row.until),
        (coop.designation, texts(row, "designation")),
        *grounds(row),
    )


def _membership_labels(row: Membership, catalogue: Catalogue) -> list[Value]:
    network = cast(Network | None, catalogue.by_id.get(("networks", row.network_id)))
    name = network.name if network else row.network_id
    called = {"en": name, "vi": (network and network.name_vi) or name, "ja": (network and network.name_ja) or name}
    begun = begun_on(row.since, row, catalogue)
    return [
        Literal(
            f"{catalogue.called(row.places['member'], language, begun)} – {called[language]}: "
            + concept_label("membership-role", row.role, language)
            + (f" ({row.since})" if row.since else ""),
            language=language,
        )
        for language in LANGUAGES
    ]


def network_event_facts(row: NetworkEvent, catalogue: Catalogue) -> Iterator[Statement]:
    """State a meeting of a network."""
    yield from statements(
        thing[f"network-event/{row.event_id}"],
        (rdf.type, coop.NetworkEvent),
        (rdfs.label, texts(row, "title")),
        (coop.network, thing[f"network/{row.network_id}"]),
        *happening(row.date),
        (coop.host, link_locality(row.places.get("host"))),
        (coop.hostPlace, texts(row, "host_name")),
        (coop.hostCountry, text_value(row.host_country)),
        *grounds(row),
    )
