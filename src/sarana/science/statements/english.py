"""English word lists: cues, roles, bodies, groups and the capitalised words that are not names of persons.

Lists are closed classes of the language and of public administration, written for news prose in general; they hold no
name of a person.
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a list as a set."""
    return frozenset(text.split())


# Verbs after which a bare clause is enough: "she said the gate was locked".
STRONG_CUES = words(
    "said says say told tells opined remarked commented asserted stated contended maintained quipped tweeted"
)
# Verbs that have other uses; they count before "that", a quotation, a colon or a finite clause, or at a sentence's end.
CLAUSE_CUES = words(
    "show indicate suggest report claim argue warn insist estimate note believe find confirm deny reveal "
    "maintains maintain contends contend asserts assert remarks comments opines alleges allege reckons reckon states"
) | words("""added adds noted notes explained explains stressed stresses emphasised emphasized emphasises emphasizes claimed
    claims argued argues warned warns insisted insists confirmed confirms acknowledged acknowledges admitted admits
    announced announces declared declares estimated estimates revealed reveals reported reports reiterated reiterates
    recalled recalls replied replies responded responds suggested suggests believed believes wrote writes posted
    alleged alleges denied denies predicted predicts concluded concludes observed observes mentioned mentions
    highlighted highlights underlined underlines underscored continued disclosed cautioned cautions conceded concedes
    clarified clarifies complained hoped hopes thinks testified indicated indicates pointed affirmed affirms
    elaborated countered counters recounted recounts informed informs assured assures reminded reminds notified notifies
    recommended recommends proposed proposes requested requests demanded demands advised advises instructed instructs
    appealed hinted hints joked jokes mused snapped sighed fumed thundered scoffed shouted whispered shot quipped
    summarised summarized inferred guessed guesses feared fears signalled worries worried regretted regrets
    read reads reasoned retorted protested affirm cautions repeated repeats judged calculated calculates reckoned vouched asked asks pledged pledges vowed vows promised promises urged urges warned boasted lamented found
    finds showed shows agreed agrees considers considered""")
# Verbs with the listener as their object: "informed the meeting that", "assured diplomats that".
TOLD_CUES = words(
    "told tells tell informed informs assured assures reminded reminds notified notifies briefed"
)
# Verbs whose infinitive is the content: "vowed to inspect every site", "urged employers to register".
INFINITIVE_CUES = words("pledged pledges vowed vows promised promises urged urges")
PARTICIPLE_CUES = words("""adding saying noting explaining stressing emphasising emphasizing warning insisting claiming arguing stating
    pointing confirming acknowledging reiterating announcing revealing""")
AUXILIARIES = words("""has have had also later further then again repeatedly recently previously earlier reportedly publicly recently
    separately however meanwhile still already once both all just only simply now subsequently additionally formally
    officially yesterday today who""")
FINITE = words("""is are was were be been has have had will would could can may might must should shall did does do cannot
    won't isn't aren't wasn't weren't doesn't don't didn't hasn't haven't remains remain remained continues continue
    fell rose""")

ROLE_NOUNS = words("""minister ministers secretary undersecretary chairman chairwoman chairperson chair president vice-president
    director directors director-general deputy chief chiefs head governor governors commissioner spokesman spokeswoman
    spokesperson spokespeople spokesmen ambassador consul envoy counsellor general colonel major captain lieutenant
    commander officer officers official officials prosecutor prosecutors judge judges lawyer lawyers attorney adviser
    advisor analyst researcher professor lecturer coordinator co-ordinator manager founder co-founder executive leader
    member mp lawmaker senator representative rapporteur inspector superintendent sergeant investigator expert
    economist activist monk clerk mayor vice-chair vice-chairman vice-chairwoman vice-chairperson secretary-general
    under-secretary victim victims survivor survivors worker resident villager witness mother father sister brother
    wife husband student owner doctor nurse teacher editor author chancellor king queen premier
    correspondent consultant specialist campaigner organiser volunteer employee trader vendor farmer driver
    vice-president vice-minister undersecretary-general nominee administrator registrar auditor ombudsman counsel
    engineer graduate cook cleaner builder guard caller passenger technician programmer tourist businessman businesswoman
    entrepreneur escapee woman man boy girl teenager insider colleague cousin uncle aunt son daughter landlord tenant
    shopkeeper mechanic seller fisherman photographer journalist reporter blogger scholar historian scientist carpenter detainee captive returnee migrant
    conductor sailor tailor waiter waitress recruiter broker
    statistician sociologist criminologist demographer anthropologist politician physician academic psychiatrist archivist lobbyist jurist
    barrister solicitor paralegal geographer epidemiologist theologian politician librarian technologist midwife
    brigadier commodore admiral marshal corporal constable warden magnate treasurer delegate commissioner-general
    superior operator bishop imam pastor patriarch attaché chargé custodian supervisor interpreter psychologist counselor
    neighbour neighbor relative relatives translator magistrate senator aide""")
HONORIFICS = words("""mr mrs ms dr prof h.e he. samdech lok oknha okhna sir dame lady lord rev fr hon gen lt col maj brig capt sgt
    lt-gen maj-gen brig-gen adm cpl excellency krolahom venerable tech akka moha sena padei techo""")
FEMALE_TITLES = words("mrs ms dame lady chairwoman spokeswoman mother sister wife queen actress")
MALE_TITLES = words("mr sir lord chairman spokesman father brother husband king monk")

BODY_NOUNS = words("""ministry ministries department committee police embassy council commission agency authority authorities court
    courts government office association centre center organisation organization union bank university bureau
    administration secretariat taskforce task-force group network foundation programme institute unit directorate
    gendarmerie army navy force forces customs consulate parliament assembly senate party company firm operator
    coalition alliance charity ngo watchdog shelter hotline delegation mission federation society board congress
    portal daily weekly magazine channel station newsroom newswire observatory forum alliance clinic hospice municipality city-hall media radio television province hospital church pagoda school newspaper broadcaster outlet prosecution tribunal
    chamber working-group hall interpol europol unodc unicef consortium confederation workshop inspectorate
    opposition leadership prefecture state service services""")
DOCUMENT_NOUNS = words("""report study survey statement document letter release notice ruling verdict judgment judgement assessment review
    audit paper article evaluation bulletin communique communiqué indictment memo summary post directive leaflet pamphlet newsletter gazette yearbook website page blog brief factsheet dossier editorial transcript
    e-mail email tweet message banner poster flyer advertisement advert petition submission fact-sheet infographic bill brochure booklet circular billboard video podcast broadcast documentary catalogue count counts estimate calculation calculations analysis findings slide slides presentation chart graph breakdown tally table log record records minutes press-release testimony data figures statistics handbook manual profile""")
GROUPS = words("""police authorities officials prosecutors investigators rescuers activists campaigners lawyers residents
    villagers victims survivors workers witnesses relatives families parents experts analysts observers critics
    diplomats researchers migrants lawmakers judges officers locals neighbours neighbors doctors sources soldiers
    governors ministers monks employers volunteers organisers organizers critics opponents supporters
    farmers traders companies donors ministries firefighters guards shopkeepers economists historians""")
# Portfolios after "minister of" or before "minister": never part of a person's name.
PORTFOLIOS = words("""interior justice labour labor health tourism information education commerce economy finance defence defense
    planning environment transport agriculture culture religion cults foreign affairs women social home public
    works rural development immigration immigrations anti-human trafficking counter-trafficking juvenile protection
    industry energy mines posts telecommunications land youth sport sports international cooperation co-operation
    vocational training veterans rehabilitation prime state national general counter technical permanent royal
    human rights military criminal deputy senior acting former provincial municipal district commune regional""")
MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday")
# Capitalised openers and function words that a run of capitals must not swallow.
NOT_NAMES = words("""the a an in on at by for of and but or as if when while since after before during under over with from to that
    this these those there here however meanwhile moreover furthermore besides also therefore thus hence then so yet
    still according he she it they we i you his her its their our my who what which where why how all some many most
    several both each every one two three four five six seven eight nine ten last next earlier later speaking asked
    citing quoting despite although though because not no yes in-addition instead nevertheless nonetheless regarding
    separately additionally finally first second third tier kingdom khmer covid covid-19 u.s u.n u.k
    asked recently today yesterday tomorrow north south east west northern southern eastern western post times daily
    facebook telegram twitter street road boulevard village commune district city provincial bay special
    administrative region only even just once such another other any few more less than was were is are has had
    according citing police officials authorities""")
ABBREVIATIONS = words("""mr mrs ms dr prof lt gen col maj brig capt sgt st no jr sr vs etc rev hon dept gov sen rep inc ltd co corp u.s
    u.n u.k h.e jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m e.g i.e cf art approx fig vol adm cpl""")
CONTINUATION_OPENERS = (
    "therefore", "however", "thus", "moreover", "furthermore", "besides", "in addition", "additionally", "hence",
    "consequently", "as a result", "at the same time", "for this reason", "for that reason", "so,", "instead",
    "nevertheless", "nonetheless", "on the contrary", "otherwise", "accordingly", "likewise", "similarly",
    "this is why", "that is why",
)  # fmt: skip
