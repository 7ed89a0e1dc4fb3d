"""What an action refuses, in the reader's language: actions speak English, pages speak both."""

import re
from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from sarana.base.files.rules import FileRefused
from sarana.base.vault.actions import ErasureRefused
from sarana.base.vault.sealing import Erased
from sarana.register.cases.actions.status import NotSupported
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fiu_refusals import FIU_PATTERNS, FIU_SENTENCES
from sarana.web.forms.refusals import CARE_SENTENCES, SCREENING_PATTERNS, SCREENING_SENTENCES
from sarana.web.forms.release_refusals import RELEASE_PATTERNS, RELEASE_SENTENCES

# Sentences without a changing part; named here so that they stand in the catalogue.
SENTENCES: tuple[str, ...] = (
    _("A report can't have been received in the future."),
    _("Write down why the report is closed."),
    _("A report of the public page stays one."),
    _("Only a report that is open can be closed."),
    _("Ask the reporter for what is missing; the question goes to the message box."),
    _("Write down how the reporter was asked, or why nobody can be asked."),
    _("Write down why the report stays open."),
    _("Nobody proposed to close this report."),
    _("Another officer decides on what you proposed."),
    _("A supervisor decides on what is called too vague."),
    _("Nobody who watches over reports could see this one any more; tell them first."),
    _("Nobody who watches over cases could see this one any more; tell them first."),
    _("Write down why the agency needs the report."),
    _("The reporter does not want this agency to see the report."),
    _("Your own body or province is kept out; somebody else must record this."),
    _("A reporter keeps this body or province out of what he told."),
    _("The reporter keeps out who works on this case: open a case of its own."),
    _("The reporter keeps somebody out who takes part in this case: let them out, or open another."),
    _("A report can't be linked to itself."),
    _("Write down why they are about the same matter."),
    _("These reports are linked already."),
    _("Write down why they are not about the same matter."),
    _("This link was taken back already."),
    _("This reporter has no message box."),
    _("Write something first."),
    _("The message box is full."),
    _("Write down why you need to read the report."),
    _("There is nothing here that two persons must open."),
    _("You have asked already."),
    _("Only a report that says somebody is in danger now can be opened alone."),
    _("What you opened alone before waits for a second officer; until then ask and wait."),
    _("Write down why the report stays closed."),
    _("This request was decided already."),
    _("This report has a receipt already; only whoever holds it can change it."),
    _("A case can't have been opened in the future."),
    _("Write down why the case is closed."),
    _("A case can't be closed before it was opened."),
    _("The event can't have ended before it began."),
    _("The birth date lies in the future."),
    _("The birth date lies before 1900."),
    _("An arrest can't lie in the future."),
    _("A status can't be asserted for a day in the future."),
    _("Write down why you dispute the status."),
    _("An operation can't have been carried out in the future."),
    _("Every person who was freed must have been screened; the numbers do not fit."),
    _("A stage can't lie in the future."),
    _("A charge names the articles of the law."),
    _("A detention can't begin in the future."),
    _("A detention is on record that has not ended; end it first."),
    _("Write down until when the judge ordered the detention."),
    _("A measure can't lie in the future."),
    _("An amount is more than nothing; leave it empty where the worth is not known."),
    _("Amount and currency come together."),
    _("Write down how much the victims were paid."),
    _("More would be paid to victims than was confiscated in this currency; record the confiscation first."),
    _("A financial investigation can't begin in the future."),
    _("Write down what the financial investigation asks."),
    _("Your agency follows the money of this case already; end that investigation first."),
    _("This financial investigation has ended already."),
    _("A financial investigation ends after it began, and not in the future."),
    _("Write down what was found, even when it is nothing."),
    _("The suspect belongs to another case."),
    _("Write down who ordered the measure."),
    _("Send the photograph as PNG or JPEG."),
    _("There are enough photographs of this person."),
    _("Write down why you open this photograph."),
    _("Police custody of an accused under 18 can't be extended."),
    _("The order can't end before the detention began."),
    _("An extension ends later than the order before it."),
    _("A detention ends after it began, and not in the future."),
    _("Neither the absence nor the warrant can lie in the future."),
    _("The accused is on record as absent already."),
    _("The return lies after the absence began, and not in the future."),
    _("This detention has ended already."),
    _("The victim belongs to another case; add the victim there first."),
    _("The victim can't have agreed in the future."),
    _("The victim is on record as a witness already."),
    _("The witness withdrew and can't be heard."),
    _("A witness is heard after agreeing, and not in the future."),
    _("A witness withdraws after agreeing, and not in the future."),
    _("This stage is already on record."),
    _("Write down what was wrong."),
    _("A proceeding begins with its complaint; put its day right instead."),
    _("A sentence stands on this conviction; take the sentence off the record first."),
    _("Say what the verdict was."),
    _("A sentence needs a conviction on record first."),
    _("A service that has begun can't begin in the future."),
    _("A service can't end before it began."),
    _("Name the officer or the agency that does it."),
    _("A conflict of interest keeps this officer from the operation."),
    _("This task is given already."),
    _("This item follows from the plan and its tasks."),
    _("A person is screened after the operation, and not in the future."),
    _("This operation is over; its plan and outcome are on record."),
    _("The prosecutor can't have been told in the future."),
    _("This operation has no outcome on record that could be put right."),
    _("Somebody whom it found was screened before that day."),
    _("Somebody whom it found was screened; put that person right first."),
    _("Nothing is different from what stands on record."),
    _("An amendment changes what its own plan promises."),
    _("Write down how the lists hang together first."),
    _("No edition of a list is on record. Bring one first."),
    _("A year has four quarters; write 1, 2, 3 or 4."),
    _("This quarter has not begun yet."),
    _("Your agency owes no quarterly form."),
    _("This form was sent; what it says stands."),
    _("The quarter isn't over yet."),
    _("The month isn't over yet."),
    _("Your agency owes no monthly returns."),
    _("Write down why you open this identity."),
    _("Leave out names and numbers: the reason stays in the audit trail for ever."),
    _("The key of this record was destroyed; what it sealed cannot be read again."),
    _("Tick at least one purpose."),
    _("A consent is given today or before, and ends after it was given."),
    _("Say which help is asked for, and what for, in a sentence."),
    _("Choose the body that is asked, or write its name when it has no account; not both."),
    _("Write down why it is rejected."),
    _("Write down what came of it."),
    _("Write down why it is revoked."),
    _("This referral has ended already."),
    _("Without her consent nothing that tells who she is goes along; leave the facts out."),
    _("This referral was answered already."),
    _("This consent was withdrawn or has run out."),
    _("The person did not agree to this purpose."),
    _("The person did not agree to bodies without an account."),
    _("The person did not agree to this body."),
    _("The person did not agree to share all of this; leave out what she did not name."),
    _("Under 18 a guardian has to agree as well."),
    _("This link opens nothing. Ask the body that gave it to you."),
    _("A visit follows the integration; record that stage first."),
    _("Visits are made after 1, 3, 6, 12 and 24 months."),
    _("A visit is made after the integration, and not in the future."),
    _("This visit is on record already."),
    _("Help has not ended yet; go on with the stages."),
    _("It begins anew after it ended, and not in the future."),
    _("Nobody has visited her six months after the return; write down why it is closed all the same."),
    _("At the last visit she was not safe; write down why it is closed all the same."),
    _("An allegation can't have been made in the future."),
    _("An allegation belongs to a case or to a report."),
    _("Name the official or the unit that is meant."),
    _("You are named yourself, or your unit is; somebody else must record this."),
    _("The owner of the case is named; choose another officer who takes it over."),
    _("Name the body that looks into it."),
    _("It can't be handed over before it was made, nor in the future."),
    _("An inquiry ends with “confirmed” or “unfounded”."),
    _("Write down what the inquiry found."),
    _("Write down why the officer may see it again."),
    _("This lock was lifted already."),
    _("Write down at least one name, number or date."),
    _("The file is empty."),
    _("This kind of file isn't taken. Send PDF, PNG, JPEG, DOCX, XLSX, plain text or a sound recording."),
    _("Somebody signs in with this name already."),
    _("Nobody retires himself; another administrator does."),
    _("Write down why the officer is retired."),
    _("This officer has already retired."),
    _("The agency lies outside the part of the tree that you manage."),
    _("Without her consent there is no interview; help does not depend on it."),
    _("An interview can't begin in the future."),
    _("The guide does not ask for this."),
    _("This interview is over; begin another one."),
    _("A telephone number has at least six digits."),
    _("Write the whole of it: so few letters or digits tell nothing apart."),
    _("A trace is linked to people and events of its own case."),
    _("This kind of trace does not stand in such a relation."),
    _("A link can't begin in the future."),
    _("A link can't end before it began."),
    _("Write down why you open this trace."),
    _("Head and deputy belong to the agency itself."),
    _("Head and deputy are two persons."),
    _("Write down why no other unit may learn of the case."),
)

# Sentences with a changing part: how the action writes it, and how it stands in the catalogue.
SENTENCES += CARE_SENTENCES + SCREENING_SENTENCES + RELEASE_SENTENCES + FIU_SENTENCES
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"(?P<text>.+) is not a day of the calendar; write the birth date as year-month-day\."),
        _("%(text)s is not a day of the calendar."),
    ),
    (
        re.compile(r"It can't be dated before the stage “(?P<stage>.+)” of (?P<day>.+)\."),
        _("It can't be dated before the stage “%(stage)s” of %(day)s."),
    ),
    (
        re.compile(r"It can't be dated after the stage “(?P<stage>.+)” of (?P<day>.+)\."),
        _("It can't be dated after the stage “%(stage)s” of %(day)s."),
    ),
    (
        re.compile(r"This does not fit the stage “(?P<stage>.+)” of (?P<day>.+)\."),
        _("This does not fit the stage “%(stage)s” of %(day)s."),
    ),
    (
        re.compile(r"The file is larger than (?P<size>\d+) MB; split it or send a smaller scan\."),
        _("The file is larger than %(size)s MB; split it or send a smaller scan."),
    ),
    (
        re.compile(r"This trace is on record in the case already: (?P<number>[\w-]+)\."),
        _("This trace is on record in the case already: %(number)s."),
    ),
    (
        re.compile(r"“(?P<after>.+)” can't follow “(?P<before>.+)”\."),
        _("“%(after)s” can't follow “%(before)s”."),
    ),
    (
        re.compile(r"Write a year from (?P<first>\d+) to (?P<last>\d+)\."),
        _("Write a year from %(first)s to %(last)s."),
    ),
    (
        re.compile(r"The new owner can't take the case (?P<number>[\w-]+)\."),
        _("The new owner can't take the case %(number)s."),
    ),
    (
        re.compile(
            r"The parts make (?P<parts>[\d.]+), the whole says (?P<whole>[\d.]+)\. Mend one, or say why\."
        ),
        _("The parts make %(parts)s, the whole says %(whole)s. Mend one, or say why."),
    ),
    (
        re.compile(
            r"You have opened (?P<most>\d+) identities within an hour\. Go on from (?P<hour>[\d:]+), "
            r"or ask a colleague who works on it\."
        ),
        _(
            "You have opened %(most)s identities within an hour. Go on from %(hour)s, or ask a colleague who works on it."
        ),
    ),
    (
        re.compile(r"You can see nobody with the number (?P<number>[\w-]+)\."),
        _("You can see nobody with the number %(number)s."),
    ),
    (re.compile(r"This identity is held by (?P<order>.+)\."), _("This identity is held by %(order)s.")),
    *SCREENING_PATTERNS,
    *RELEASE_PATTERNS,
    *FIU_PATTERNS,
)

# One of several records at fault: its number, then the sentence.
_OF_A_RECORD = re.compile(r"(?P<number>[A-Z]-[0-9A-Z]{5}-[0-9A-Z]{5}): (?P<rest>.+)")


def in_words(fault: Exception) -> str:
    """The fault in the page's language; a sentence that the catalogue lacks stays as the action wrote it."""
    if isinstance(fault, NotSupported):
        km = (get_language() or "km").startswith("km")
        return " ".join(fault.finding.reasons_km if km else fault.finding.reasons_en)
    text = str(fault)
    for pattern, sentence in _PATTERNS:
        if found := pattern.fullmatch(text):
            return gettext(sentence) % found.groupdict()
    if found := _OF_A_RECORD.fullmatch(text):
        return f"{found['number']}: {in_words(ValueError(found['rest']))}"
    return gettext(text)


def attempt[Done](form: forms.Form, act: Callable[[], Done]) -> Done | None:
    """Do it; what the action refuses becomes an error of the form, and None is returned."""
    try:
        return act()
    except ValidationError as fault:
        form.add_error(None, list(fault.messages))
    except (ValueError, FileRefused, ErasureRefused, Erased) as fault:
        form.add_error(_field_of(form, fault), in_words(fault))
    return None


def _field_of(form: forms.Form, fault: Exception) -> str | None:
    """The field that the refusal is about, where the form has it: under its own name or the one that the form gives it."""
    if isinstance(fault, FileRefused):
        return next((name for name, field in form.fields.items() if isinstance(field, forms.FileField)), None)
    named = asked_as(form, getattr(fault, "field", None) or "")
    return named if named in form.fields and not form.fields[named].widget.is_hidden else None


def asked_as(form: forms.Form, argument: str) -> str:
    """Under which name the form asks for an argument of its action; the same, unless it says otherwise."""
    return form.asked_as.get(argument, argument) if isinstance(form, RecordForm) else argument
