"""What the exchange with the financial intelligence unit refuses; named here so that it stands in the catalogue."""

import re

from django.utils.translation import gettext_noop as _

FIU_SENTENCES = (
    _("A letter can't have come in the future."),
    _("It answers a letter that had gone out before it came."),
    _("Write down what the letter says."),
    _("Such a letter does not go this way."),
    _("Say which letter it answers."),
    _("It answers a letter of the other side about the same case."),
    _("This letter is written no more; whoever releases it may send it back."),
    _("A letter names suspects and traces of its own case."),
    _("This letter waits for nobody."),
    _("Whoever wrote a letter does not release it; ask a second officer."),
    _("Write down what is to be changed."),
    _("Write down why it is not sent."),
    _("Only what was exchanged has a worth."),
    _("A second officer releases the letter first."),
    _("This person is on record as a victim; victims are never named to the financial intelligence unit."),
    _("This trace belongs to a victim; of hers only an account may be told, marked as possibly a victim’s."),
    _("This account belongs to a victim; mark it as possibly a victim’s, so that nobody is charged for it."),
    _("Only an account is marked as possibly a victim’s."),
    _("The file is larger than 20 MB; ask for the report in parts."),
    _("The file defines a document type of its own; such files are not read."),
    _("The file is XML, but no goAML report."),
)
FIU_PATTERNS = (
    (
        re.compile(r"The file is no XML that can be read: (?P<where>.+)\.", re.DOTALL),
        _("The file is no XML that can be read: %(where)s."),
    ),
    (
        re.compile(r"The report names more than (?P<most>[\d,]+) things; ask for it in parts\."),
        _("The report names more than %(most)s things; ask for it in parts."),
    ),
    (
        re.compile(r"(?P<file>\S+) can't be read: (?P<why>.+)\.", re.DOTALL),
        _("%(file)s can't be read: %(why)s."),
    ),
    (re.compile(r"(?P<file>\S+) has no part \[(?P<part>.+)\]\."), _("%(file)s has no part [%(part)s].")),
    (
        re.compile(r"(?P<file>\S+), part \[(?P<part>.+)\]: (?P<entry>.+) is missing\."),
        _("%(file)s, part [%(part)s]: %(entry)s is missing."),
    ),
    (
        re.compile(r"(?P<file>\S+) is no schema: (?P<why>.+)\.", re.DOTALL),
        _("%(file)s is no schema: %(why)s."),
    ),
)
