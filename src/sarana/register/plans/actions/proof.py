import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.files.actions import attach_file
from sarana.base.ledger.actions import record_deed
from sarana.base.ledger.rules import canonical
from sarana.base.refused import Refused
from sarana.register.plans.enums import Audience, FindingSource, Scheme
from sarana.register.plans.models import Evidence, Finding, Node, NodeTag
from sarana.register.plans.rules import may_note


def _may(by: Officer, node: Node) -> None:
    if not may_note(by, node):
        raise NotAllowed(Power.NOTE_PROGRESS)


@transaction.atomic
def add_file_evidence(
    *,
    by: Officer,
    node: Node,
    title: str,
    name: str,
    content: bytes,
    audience: Audience | str = Audience.UNIT,
) -> Evidence:
    """Keep a file that proves something, encrypted and hashed.

    Raises:
        FileRefused: empty, too large or of a kind that isn't taken.
    """
    _may(by, node)
    file = attach_file(by=by, record=node, name=name, content=content)
    evidence = Evidence.objects.create(
        node=node, title=title, file=file, digest=file.digest, audience=Audience(audience), added_by=by,
        added_at=timezone.now(),
    )  # fmt: skip
    record_deed(
        by=by, action="add_evidence", record=node, change={"evidence": evidence, "digest": file.digest}
    )
    return evidence


@transaction.atomic
def add_query_evidence(
    *,
    by: Officer,
    node: Node,
    title: str,
    query: dict[str, Any],
    audience: Audience | str = Audience.PLAN,
) -> Evidence:
    """Let a figure of the register prove something.

    Args:
        by: who says so.
        node: what it proves.
        title: in a few words.
        query: ``indicator``, ``version``, ``year``, ``calendar`` and ``snapshot`` (its digest): enough to count it again.
        audience: who may see it.

    Raises:
        ValueError: something is missing by which the figure could be counted again.
    """
    _may(by, node)
    if missing := sorted({"indicator", "version", "year", "calendar", "snapshot"} - query.keys()):
        raise Refused(f"The figure can't be counted again without: {', '.join(missing)}.", field="query")
    digest = hashlib.sha256(canonical(query).encode()).hexdigest()
    evidence = Evidence.objects.create(
        node=node, title=title, query=query, digest=digest, audience=Audience(audience), added_by=by,
        added_at=timezone.now(),
    )  # fmt: skip
    record_deed(by=by, action="add_evidence", record=node, change={"evidence": evidence, "digest": digest})
    return evidence


@transaction.atomic
def add_redacted_twin(*, by: Officer, evidence: Evidence, name: str, content: bytes) -> Evidence:
    """Add the same file without names, for those who may not see the file itself.

    Raises:
        ValueError: it has one already, or it is the same file.
    """
    if evidence.node is None:
        raise NotAllowed(Power.NOTE_PROGRESS)
    _may(by, evidence.node)
    if evidence.file is None or evidence.redacted is not None:
        raise Refused("Only a file that has no redacted copy yet takes one.", field=None)
    twin = attach_file(by=by, record=evidence.node, name=name, content=content)
    if twin.digest == evidence.digest:
        raise Refused("This is the same file; blacken the names first.", field="content")
    evidence.redacted = twin
    evidence.save(update_fields=["redacted"])
    record_deed(
        by=by,
        action="add_redacted_twin",
        record=evidence.node,
        change={"evidence": evidence, "digest": twin.digest},
    )
    return evidence


@transaction.atomic
def record_finding(
    *,
    by: Officer,
    source: FindingSource | str,
    document: str,
    year: int,
    text_km: str = "",
    text_en: str = "",
    paragraph: str = "",
    address: str = "",
) -> Finding:
    """Put on record what somebody outside found missing."""
    require(by, Power.EDIT_PLAN)
    if not (text_km.strip() or text_en.strip()):
        raise Refused("Write down what was found.", field="text_km")
    finding = Finding.objects.create(
        source=FindingSource(source), document=document, year=year, text_km=text_km, text_en=text_en, paragraph=paragraph,
        address=address,
    )  # fmt: skip
    record_deed(by=by, action="record_finding", record=finding, change={"source": source, "year": year})
    return finding


@transaction.atomic
def answer_finding(*, by: Officer, finding: Finding, node: Node) -> None:
    """Say that a node of the plan answers a finding."""
    require(by, Power.EDIT_PLAN)
    finding.nodes.add(node)
    record_deed(by=by, action="answer_finding", record=node, change={"finding": finding})


@transaction.atomic
def tag_node(*, by: Officer, node: Node, scheme: Scheme | str, codes: list[str]) -> None:
    """File a node under the heads of an outside frame; what was said of that frame before is replaced."""
    require(by, Power.EDIT_PLAN)
    node.tags.filter(scheme=Scheme(scheme)).delete()
    NodeTag.objects.bulk_create(
        NodeTag(node=node, scheme=Scheme(scheme), code=code) for code in dict.fromkeys(codes)
    )
    record_deed(by=by, action="tag_node", record=node, change={"scheme": scheme, "codes": codes})
