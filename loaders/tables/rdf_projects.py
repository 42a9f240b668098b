"""How projects and networks are written in RDF: who funds them, who takes part."""

from collections.abc import Iterator
from typing import cast

from pyoxigraph import Literal

from loaders.model.dates import date_text
from loaders.model.records import (
    Call,
    Funder,
    Membership,
    Network,
    NetworkEvent,
    Participant,
    Programme,
    Project,
)
from loaders.tables.catalogue import Catalogue, concept_label
from loaders.tables.confidence import assumed
from loaders.tables.rdf_labels import begun_on, funder_node, website
from loaders.tables.rdf_values import (
    EVER,
    Statement,
    Value,
    concept_value,
    country_value,
    date_value,
    day_value,
    days,
    evidence,
    field_values,
    grounds,
    happening,
    lasting,
    link,
    link_locality,
    number_value,
    recorded,
    statements,
    text_value,
    texts,
)
from ontology import (
    LANGUAGES,
    concept,
    coop,
    org,
    rdf,
    rdfs,
    schema,
    thing,
)


def funder_facts(row: Funder, catalogue: Catalogue) -> Iterator[Statement]:
    """State a funder; of one that is a locality, only that: its own row says the rest, and when it was recorded."""
    funder = funder_node(row.funder_id, catalogue)
    yield from statements(
        funder,
        (rdf.type, coop.Funder),
        (coop.kind, concept_value("funder-kind", row.kind)),
        (org.classification, concept_value("funder-kind", row.kind)),
        *evidence(row),
    )
    if not row.locality:
        yield from statements(
            funder,
            (rdfs.label, texts(row, "name")),
            (coop.country, country_value(row.country)),
            (schema.addressCountry, text_value(row.country)),
            website(row.website, catalogue),
            recorded(row),
        )


def programme_facts(row: Programme, catalogue: Catalogue) -> Iterator[Statement]:
    """State a programme."""
    yield from statements(
        thing[f"programme/{row.programme_id}"],
        (rdf.type, coop.Programme),
        (rdfs.label, texts(row, "name")),
        (coop.funder, [funder_node(funder, catalogue) for funder in row.funder_id]),
        *lasting(row.started, row.ended),
        (coop.firstDay, None if row.started else day_value(EVER)),
        (coop.funds, texts(row, "funds")),
        (coop.applicants, texts(row, "applicants")),
        (coop.openTo, [concept[f"applicant/{slug}"] for slug in row.open_to]),
        (coop.applicantCountry, [concept[f"country/{code.lower()}"] for code in row.countries]),
        (coop.status, concept_value("programme-status", row.status)),
        (coop.inquiries, texts(row, "office")),
        field_values(row.fields),
        (coop.maxYears, number_value(row.max_years)),
        (coop.maxBudget, number_value(row.max_budget)),
        (coop.currency, text_value(row.currency)),
        website(row.website, catalogue),
        *grounds(row),
    )


def call_facts(row: Call, catalogue: Catalogue) -> Iterator[Statement]:
    """State a call; it is known to have been made on the first day that its dates, or else its year, leave no doubt."""
    call = thing[f"call/{row.call_id}"]
    known = row.opens.earliest if row.opens else row.closes.latest if row.closes else f"{row.year}-12-31"
    yield thing[f"programme/{row.programme_id}"], coop.call, call
    yield from statements(
        call,
        (rdf.type, coop.Call),
        (rdfs.label, _call_labels(row, catalogue)),
        (coop.callYear, number_value(row.year)),
        (schema.startDate, date_value(row.opens)),
        (schema.endDate, date_value(row.closes)),
        *days(known, row.closes and row.closes.latest),
        *grounds(row),
    )


def _call_labels(row: Call, catalogue: Catalogue) -> list[Value]:
    programme = cast(Programme | None, catalogue.by_id.get(("programmes", row.programme_id)))
    name = programme.name if programme else row.programme_id
    own = {"vi": programme.name_vi, "ja": programme.name_ja} if programme else {}
    return [Literal(f"{own.get(language) or name} ({row.year})", language=language) for language in LANGUAGES]


def project_facts(row: Project, catalogue: Catalogue) -> Iterator[Statement]:
    """State a project."""
    yield from statements(
        thing[f"project/{row.project_id}"],
        (rdf.type, coop.Project),
        (rdfs.label, texts(row, "title")),
        (coop.programme, link("programme", row.programme_id)),
        (coop.funder, [funder_node(funder, catalogue) for funder in row.funder_id]),
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
        (org.classification, concept_value("network-kind", row.kind)),
        (schema.startDate, date_value(row.founded)),
        (coop.founder, texts(row, "founder")),
        (coop.secretariat, texts(row, "secretariat")),
        field_values(row.fields),
        website(row.website, catalogue),
        *grounds(row),
        *assumed(row, catalogue),
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
        (org.role, concept_value("membership-role", row.role)),
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
            + (f" ({date_text(row.since, language)})" if row.since else ""),
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
        *assumed(row, catalogue),
    )
