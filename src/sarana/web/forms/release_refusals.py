"""What the actions of releases refuse; named here so that it stands in the catalogue."""

import re

from django.utils.translation import gettext_noop as _

RELEASE_SENTENCES = (
    _("Give the release a title in Khmer and in English."),
    _("Only what was published can be corrected."),
    _("Choose a figure whose parts add up."),
    _("This table stands in the release already."),
    _("The release is signed or out; make another one."),
    _("Add a table first."),
    _("Only a self-assessment that is closed goes before the public."),
    _("Another person than the one who closed it puts it before the public."),
    _("It is before the public already."),
    _("No figure of this year is released. The report holds released figures alone."),
    _("Another person than the one who signed it puts it before the public."),
    _("Figures were released or withdrawn since it was signed. Sign the report anew."),
    _("The report says something that no release shows. Sign the report anew."),
    _("Protect the tables first; what is out was attacked before it went."),
    _("Only a release of which the attack found nothing can be signed."),
    _("Two different officers sign a release before it is published."),
    _("Somebody changed the release while this was computed. Look at it and do it again."),
    _("Something else was published while this was computed. Do it again."),
    _("Something else was published since the attack. Attack again and have it signed again."),
    _("A signature does not fit what is to be published; it has to be given again."),
    _("A file is not the one that was attacked; protect and attack the release again."),
    _("Only a release that is out has errata."),
    _("Name a published release that replaces this one."),
    _("It is withdrawn already."),
    _("Write it down in Khmer and in English."),
    _("Choose three different dimensions at most."),
    _("Noise hides persons who are counted once; this figure counts something else."),
    _("Say how much of the year's budget the noise spends: a number above 0."),
    _("These tables can't be made to agree together; leave one of three dimensions out."),
    _("No table in multiples of this base adds up; choose another base, or another protection."),
    _("Noise is to be drawn by OpenDP, which is not installed. Ask whoever runs the server."),
)
RELEASE_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"(?P<what>.+): together with what is published a small count could be told\. Sign the report again\."
        ),
        _("%(what)s: together with what is published a small count could be told. Sign the report again."),
    ),
    (
        re.compile(r"The reason holds (?P<n>.+), which stands in no line\. Sign it with other words\."),
        _("The reason holds %(n)s, which stands in no line. Sign it with other words."),
    ),
    (
        re.compile(r"(?P<n>\d+) is the least that may be chosen\."),
        _("%(n)s is the least that may be chosen."),
    ),
    (
        re.compile(r"This figure is not told apart by (?P<wrong>.+); it is by (?P<known>.+)\."),
        _("This figure is not told apart by %(wrong)s; it is by %(known)s."),
    ),
    (
        re.compile(
            r"(?P<what>.+): a figure's year is published with noise or with true counts, never with both\."
        ),
        _("%(what)s: a figure's year is published with noise or with true counts, never with both."),
    ),
    (
        re.compile(
            r"(?P<what>.+): a figure that contains it, or that it contains, has noise where this has none or the other way "
            r"round\. Protect both with noise, or neither\."
        ),
        _(
            "%(what)s: a figure that contains it, or that it contains, has noise where this has none or the other way round. "
            "Protect both with noise, or neither."
        ),
    ),
    (
        re.compile(
            r"(?P<what>.+): records of nobody made from these persons are out or stand beside the table\. Protect it with noise\."
        ),
        _(
            "%(what)s: records of nobody made from these persons are out or stand beside the table. Protect it with noise."
        ),
    ),
    (
        re.compile(
            r"(?P<what>.+): true counts of these persons are published or stand beside the records\. Records of nobody go out "
            r"where all tables of the year have noise\."
        ),
        _(
            "%(what)s: true counts of these persons are published or stand beside the records. Records of nobody go out where all "
            "tables of the year have noise."
        ),
    ),
    (
        re.compile(r"This snapshot is too old for all variables; take a new one\."),
        _("This snapshot is too old for all variables; take a new one."),
    ),
    (
        re.compile(r"A release holds records of one year; make another one\."),
        _("A release holds records of one year; make another one."),
    ),
    (
        re.compile(r"(?P<what>.+): protect all its tables in the same way\."),
        _("%(what)s: protect all its tables in the same way."),
    ),
    (
        re.compile(
            r"The privacy budget of (?P<year>\d+) does not reach: Only (?P<left>\S+) of the budget of (?P<all>\S+) is left, "
            r"(?P<asked>\S+) is asked for\."
        ),
        _(
            "The privacy budget of %(year)s does not reach: %(left)s of %(all)s is left, %(asked)s is asked for."
        ),
    ),
    (
        re.compile(r"The snapshot is not whole: (?P<what>.+)\. Nothing can be published from it\."),
        _("The snapshot is not whole: %(what)s. Nothing can be published from it."),
    ),
    (
        re.compile(
            r"(?P<n>.+) stands in no released table\. A number goes out by a release alone: publish it, then name that release\."
        ),
        _(
            "%(n)s stands in no released table. A number goes out by a release alone: publish it, then name that release."
        ),
    ),
)
