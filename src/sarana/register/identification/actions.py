from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone, translation

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.identifiers import number_of
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.actions import drop_drafts_of
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import seal_under, unseal_under
from sarana.register.cases.actions import open_victim_identity
from sarana.register.cases.models import Victim
from sarana.register.identification.enums import Interpretation, InterviewForm, Part, SettingKind, Strength
from sarana.register.identification.models import Interview, ScreeningAnswer
from sarana.register.identification.queries import facts_of_case, interviews_with
from sarana.register.identification.rules import (
    FROM_CASE,
    FROM_IDENTITY,
    answer_in,
    asked_in,
    from_identity,
    may_interview,
    may_read_interview,
)
from sarana.register.readings import record_reading
from sarana.register.reports.enums import YesNoUnknown
from sarana.science.palermo import GUIDE_VERSION, PARTS

_LONGEST = 4000


@transaction.atomic
def begin_interview(
    *,
    by: Officer,
    victim: Victim,
    form: InterviewForm | str,
    interpretation: Interpretation | str,
    setting: SettingKind | str,
    consent: YesNoUnknown | str,
    reason: str,
    language: str = "",
    interpreter: str = "",
    started_at: datetime | None = None,
) -> Interview:
    """Begin an interview; an official one is filled in from the vault, the case and earlier interviews at once.

    Args:
        by: who asks; he may say what his agency finds and open identities in the case.
        victim: who is asked.
        form: the screening or one of the three interviews.
        interpretation: how the two understand each other.
        setting: where it takes place.
        consent: whether she agrees to it.
        reason: why her identity is opened; logged and shown to the case's owner.
        language: in which she speaks.
        interpreter: who interprets; sealed.
        started_at: now, when not given; not in the future.

    Raises:
        ValueError: she does not agree, it begins in the future, or no reason is given.
    """
    if not may_interview(by, victim):
        raise NotAllowed(Power.ASSERT_STATUS)
    if YesNoUnknown(consent) is not YesNoUnknown.YES:
        raise Refused(
            "Without her consent there is no interview; help does not depend on it.", field="consent"
        )
    if started_at and started_at > timezone.now():
        raise Refused("An interview can't begin in the future.", field="started_at")
    interview = Interview(
        victim=victim,
        identity=victim.identity,
        form=InterviewForm(form),
        language=language.strip(),
        interpretation=Interpretation(interpretation),
        setting=SettingKind(setting),
        consent=consent,
        started_at=started_at or timezone.now(),
        by=by,
        agency=by.agency,
        guide_version=GUIDE_VERSION,
    )
    interview.number = number_of("I", interview.id)
    words: SealedWords = {"interpreter": interpreter.strip(), "answers": {}, "sources": {}, "notes": {}}
    if interview.form != InterviewForm.SCREENING:
        _fill_in(by, interview, words, reason)
    interview.sealed = seal_under(interview.identity, interview, words)
    interview.save(force_insert=True)
    change = {"victim": victim, "form": form, "guide_version": GUIDE_VERSION}
    record_deed(by=by, action="begin_interview", record=interview, change=change)
    record_deed(by=by, action="begin_interview", record=victim, change={"form": form})
    return interview


def _fill_in(by: Officer, interview: Interview, words: SealedWords, reason: str) -> None:
    """Put in what is known: the case, then the vault, then what she told others, each in place of the one before."""
    victim = interview.victim
    in_both: dict[str, dict[str, str]] = {}
    for language in ("km", "en"):
        with translation.override(language):
            in_both[language] = facts_of_case(victim)
    known = dict.fromkeys(in_both["km"], FROM_CASE)
    answers = dict(in_both["km"])
    vault = from_identity(open_victim_identity(by=by, victim=victim, reason=reason))
    answers |= vault
    known |= dict.fromkeys(vault, FROM_IDENTITY)
    for earlier in interviews_with(victim, by).exclude(form=InterviewForm.SCREENING).order_by("pk"):
        said = unseal_under(earlier.identity, earlier, earlier.sealed)
        own = {code: text for code, text in said["answers"].items() if code not in said["sources"]}
        answers |= own
        known |= dict.fromkeys(own, earlier.number)
    asked = asked_in(interview.form)
    words["answers"] = {code: text for code, text in answers.items() if code in asked}
    words["sources"] = {code: source for code, source in known.items() if code in asked}
    words["case"] = in_both


@transaction.atomic
def answer_interview(*, by: Officer, interview: Interview, answers: Mapping[str, str]) -> Interview:
    """Write down what she answered; an empty answer leaves a question open.

    Raises:
        ValueError: the interview is over, or a question belongs to another form.
    """
    interview = _open_for(by, interview)
    if strange := set(answers) - asked_in(interview.form):
        raise Refused(f"This form does not ask for {', '.join(sorted(strange))}.", field=None)
    words = unseal_under(interview.identity, interview, interview.sealed)
    for code, text in answers.items():
        shown = {answer_in(words, code, language) for language in ("km", "en")}
        if text.strip() not in shown:
            words["answers"][code] = text.strip()[:_LONGEST]
            words["sources"].pop(code, None)
    words["answers"] = {code: text for code, text in words["answers"].items() if text}
    _seal(interview, words)
    # How many questions, never which: what she would not answer is hers.
    record_deed(
        by=by, action="answer_interview", record=interview, change={"answered": len(words["answers"])}
    )
    return interview


@transaction.atomic
def note_screening(
    *, by: Officer, interview: Interview, part: Part | str, seen: Mapping[str, tuple[str, str]]
) -> Interview:
    """Write down what was seen of one part of the guide.

    Args:
        by: who screens.
        interview: a guided screening that is not over.
        part: act, means, purpose, or the indicators.
        seen: by code, the strength (empty: not asked) and a note that is sealed.

    Raises:
        ValueError: it is over, no screening, or the guide asks for no such thing.
    """
    interview = _open_for(by, interview)
    part = Part(part)
    if interview.form != InterviewForm.SCREENING or set(seen) - set(PARTS[part.value]):
        raise Refused("The guide does not ask for this.", field=None)
    words = unseal_under(interview.identity, interview, interview.sealed)
    for code, (strength, note) in seen.items():
        words["notes"][f"{part.value}:{code}"] = note.strip()[:_LONGEST]
        if strength:
            ScreeningAnswer.objects.update_or_create(
                interview=interview, part=part, code=code, defaults={"strength": Strength(strength)}
            )
        else:
            ScreeningAnswer.objects.filter(interview=interview, part=part, code=code).delete()
    words["notes"] = {key: note for key, note in words["notes"].items() if note}
    _seal(interview, words)
    record_deed(by=by, action="note_screening", record=interview, change={"part": part, "codes": len(seen)})
    return interview


@transaction.atomic
def end_interview(*, by: Officer, interview: Interview) -> Interview:
    """The conversation is over; from now on nothing of it is changed."""
    interview = _open_for(by, interview)
    interview.ended_at = timezone.now()
    interview.save(update_fields=["ended_at"])
    record_deed(by=by, action="end_interview", record=interview)
    return interview


def read_interview(*, by: Officer, interview: Interview) -> SealedWords:
    """What she said; reading is put on record once per officer, interview and day."""
    if not may_read_interview(by, interview):
        raise NotAllowed(Power.OPEN_IDENTITY)
    record_reading(by=by, record=interview, action="read_interview")
    return unseal_under(interview.identity, interview, interview.sealed)


@transaction.atomic
def print_interview(*, by: Officer, interview: Interview, reason: str) -> SealedWords:
    """What she said, to be printed: a paper with her name on it counts as an opening of her identity.

    Raises:
        ValueError: no reason was given.
    """
    if not may_read_interview(by, interview):
        raise NotAllowed(Power.OPEN_IDENTITY)
    open_victim_identity(by=by, victim=interview.victim, reason=reason)
    record_deed(by=by, action="print_interview", record=interview, reason=reason.strip()[:300])
    return unseal_under(interview.identity, interview, interview.sealed)


def _open_for(by: Officer, interview: Interview) -> Interview:
    """The interview as it stands now, locked for a change by one who may."""
    current: Interview = (
        Interview.objects.select_for_update(of=("self",))
        .select_related("victim__case__agency", "identity__agency_key")
        .get(pk=interview.pk)
    )
    if not may_interview(by, current.victim):
        raise NotAllowed(Power.ASSERT_STATUS)
    if current.ended_at is not None:
        raise Refused("This interview is over; begin another one.", field=None)
    return current


def _seal(interview: Interview, words: dict[str, Any]) -> None:
    interview.sealed = seal_under(interview.identity, interview, words)
    interview.save(update_fields=["sealed"])


def forget_begun_answers(identity: models.Model, **_why: object) -> None:
    """When a person is erased, answers of hers that were typed and not saved go as well."""
    drop_drafts_of(Interview.objects.filter(identity=identity.pk).values_list("number", flat=True))
