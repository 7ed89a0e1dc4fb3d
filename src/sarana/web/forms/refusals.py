"""What the actions of care, ways home, pairs, errands and exchange refuse; named here so that it stands in the catalogue."""

import re

from django.utils.translation import gettext_noop as _

CARE_SENTENCES = (
    _("Write down who is in danger and why it can't wait."),
    _("There is no case of this number that you could open."),
    _("You see this case already."),
    _("Another case is still open to you in this way; one at a time."),
    _("This opening was reviewed already."),
    _("Write down what you looked at and found."),
    _("Write down why the case changes hands."),
    _("The new owner's role does not work on cases."),
    _("These two are of one person already."),
    _("Who one of them is was erased; nothing is left to compare."),
    _("Somebody has decided about these two already."),
    _("Write down what makes you sure."),
    _("Choose one of the two to keep."),
    _("One of the two also stands in records that are not yours to change; ask their owners."),
    _("This merge was undone already."),
    _("Her way home has begun already."),
    _("The day lies in the future."),
    _("This return was called off."),
    _("The family was looked for already."),
    _("An answer follows the request for tracing."),
    _("Word back follows the handover."),
    _("Write down what the other side is told."),
    _("She was handed over already."),
    _("Write down why she does not go."),
    _("Name at least one person for the list."),
    _("One list is for one direction and one country."),
    _("This side has signed already."),
    _("She has not said that she wants to go; nobody is sent home against her will."),
    _("The province has not looked yet at where she would live."),
    _("The place is not safe; another one is looked for first."),
    _("She has no travel document yet."),
    _("Write down what is to be done."),
    _("The day is over already."),
    _("Nobody supervises himself; name another officer."),
    _("This officer can't see the case."),
    _("This is asked already and waits for an answer."),
    _("This was answered already."),
    _("Write down what is missing."),
    _("Write down what she wants to reach."),
    _("A goal is planned for a day that is still to come."),
    _("This goal has ended, or is as far already."),
    _("Write down why the goal is given up."),
    _("The amount must be more than nothing."),
    _("A day and its amount go together."),
    _("Money follows the day on which it was asked for, and not in the future."),
    _("No more is paid than was granted."),
    _("A shelter has at least one bed."),
    _("She has a bed already; end that stay first."),
    _("No bed is free in this shelter."),
    _("This stay has ended already."),
    _("A stay ends after it began, and not in the future."),
    _("Write down why you must know where she stays."),
    _("This is no JSON."),
    _("The file holds no records of such a system."),
    _("Name the other system's field."),
    _("HTCDS has no such field."),
    _("Write down why the field is left behind."),
    _("HTCDS has no such code in this field."),
    _("Only the code of a service has a group of help."),
    _("Write down why identities leave the register, and who receives them."),
    _("More identities than may leave with one file; choose fewer persons."),
    _("Write down what the paper is for."),
    _("You may not open all of these identities; export without them."),
    _("The file is larger than 20 MB; send it in parts."),
    _("Your role does not open what this paper would tell; choose one that tells less."),
    _("You can't see all of these cases; nothing was handed over."),
    _("Not all of these cases are yours to change; nothing was handed over."),
    _("This officer can't be given it: he is of another body or can't see the case."),
    _("You can see no person of this number."),
    _("You can't see all of these persons; no list was made."),
    _("The body that made the list signs it."),
    _("Choose the body that receives the file, or write its name when it has no account; not both."),
    _("This is not the recipient’s public key; it begins with age1, and is copied whole."),
    _("This was decided already."),
    _("This body has an account; it needs no link."),
    _("Write down why it is refused."),
    _("This file is not to be taken: nobody agreed, or it was taken, or the day is over."),
)
# What the screening of suspects refuses, and why a file is no list.
SCREENING_SENTENCES = (
    _("The file does not say of which day it is. Write the day on which it was published."),
    _("The edition's day lies in the future."),
    _("This very file is on record already; nothing changed."),
    _("No edition of this list is on record. Bring one first."),
    _("Somebody has said already what this is; a second person decides on it."),
    _("Open the alert first and look at both sides; nobody judges a likeness unseen."),
    _("Nothing is proposed about this alert."),
    _("You proposed this yourself; a second person decides."),
    _("The first row must name the columns; one of them is “name” or “ឈ្មោះ”."),
    _("The file holds no entry with a name. Is it complete, and is it a list?"),
    _("The XML declares a document type or entities of its own; such a file is not read."),
    _("The XML is nested deeper than any list; it is not read."),
    _("No row of headings with “Group ID” was found; this is not the UK's consolidated list."),
)
SCREENING_PATTERNS = (
    (
        re.compile(r"An edition of (?P<day>[\d-]+) is in force; this one is older and does not replace it\."),
        _("An edition of %(day)s is in force; this one is older and does not replace it."),
    ),
    (
        re.compile(
            r"The file has (?P<n>\d+) entries, the edition before (?P<before>\d+)\. It may be half a file\. "
            r"Fetch it again, or say that the list really shrank\."
        ),
        _(
            "The file has %(n)s entries, the edition before %(before)s. It may be half a file. "
            "Fetch it again, or say that the list really shrank."
        ),
    ),
    (
        re.compile(r"The XML breaks off or is not well formed \((?P<where>.+)\); nothing of it is used\..+"),
        _(
            "The XML breaks off or is not well formed (%(where)s); nothing of it is used. Fetch the file again."
        ),
    ),
    (
        re.compile(r"The XML begins with <(?P<root>.+)>, which is no list that is known here\."),
        _("The XML begins with <%(root)s>, which is no list that is known here."),
    ),
    (
        re.compile(
            r"Row (?P<row>\d+) has (?P<n>\d+) (?:of|columns where) (?P<all>\d+) (?:columns|belong): .+"
        ),
        _("Row %(row)s has %(n)s of %(all)s columns: the file is cut off or another one."),
    ),
    (
        re.compile(r"Line (?P<line>\d+) is no JSON object; is the file complete\?"),
        _("Line %(line)s is no JSON object; is the file complete?"),
    ),
)
