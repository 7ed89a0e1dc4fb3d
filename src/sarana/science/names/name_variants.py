"""Words that stand for the same name though they do not sound alike: nicknames, and spellings of other languages."""

_CLASSES = """
abraham abe ibrahim avraham
albert al bert alberto
alexander alex alec sasha sacha aleksandr aleksander alejandro alessandro alexandre oleksandr sandy lex xander
alexandra alex sasha sandra aleksandra alexa
alexei alyosha aleksey alexey oleksiy
alfred alf fred freddie alfredo
andrew andy drew andrei andrey andres andreas andre andrzej andriy
anastasia nastya anastasiya stacy
ann anne anna anya hannah annie ana
anthony tony antonio anton antoine antony
barack barry
barbara barb babs
benjamin ben benny benji binyamin
bernard bernie bernardo
bogdan bohdan
boris borya
caroline carrie carol carolina karolina
catherine kate katie cathy kathy katherine kathryn katarina ekaterina katya catalina
charles charlie chuck chas carlos karl carl karel
christina chris tina christine kristina
christopher chris kit cristobal christoph
christian chris cristian kristian
daniel dan danny danil
david dave davy dawid davit
deborah debbie deb
dmitry dima dmitri dmitriy dimitri mitya
donald don donnie
dorothy dot dottie
edward ed eddie ted ned eduardo edouard eduard
elizabeth liz beth betty lizzie eliza lisa elisabeth isabel
eugene gene evgeny yevgeny evgeni evgeniy yevgeniy
eugenia zhenya evgenia
francis frank francisco paco pancho francesco francois franz frances
franklin frank
frederick fred freddie federico friedrich frederic fredrik frederik
gabriel gabe
george jorge georg georgy georgi georges jerzy giorgio yuri
gerald gerry jerry
gerard gerry gerardo
gregory greg grigory grisha gregorio
harold harry hal
helen elena lena yelena helena olena
henry harry hank enrique heinrich henri hal
hugo hugh ugo
igor ihor
jacob jake jakob yakov yaqub yaakov
jacqueline jackie
james jim jimmy jamie jaime diego santiago
jeffrey jeff geoffrey geoff
jennifer jen jenny
jessica jess jessie
john johnny jack juan jean johann johannes ivan giovanni hans jan joao ioannis yahya sean vanya
jonathan jon jonny
joseph joe joey jose josef giuseppe yusuf yosef pepe iosif youssef
joshua josh yehoshua
judith judy
julia yulia yuliya julie
kenneth ken kenny
lawrence larry laurence lorenzo
leonard leo len lenny leonardo
louis lou luis lewis ludwig luigi
lucas luke luca lukas
margaret maggie meg peggy marge rita margarita greta
maria mary marie masha mariya maryam miriam molly
mark marcus marc marco marek
martin marty martino
matthew matt mateo matthias matteo matthieu
maximilian max maxim maksim
michael mike mick mickey miguel mikhail misha michel michele mykhailo mikael
mohamed mohammed muhammad mohammad mohamad muhamad muhammed mohd md mhd muhd mohammod mehmet mahomet
moses moshe musa moussa
natalia natasha nataliya natalie
nathaniel nathan nate
nicholas nick nicky nikolai nicolas nikolay nico mykola kolya klaus
olga olha olya
oliver ollie
pamela pam
patricia pat patty trish
patrick pat paddy patricio
paul pavel pablo paolo pavlo pasha
peter pete pedro pyotr petr pierre piotr petro petya
philip phil philippe felipe filip phillip
rachel rae rahil
raymond ray raimundo
rebecca becky becca
richard rick ricky dick rich ricardo riccardo
robert bob bobby rob robbie roberto bert
ronald ron ronnie
samuel sam sammy
sarah sally sara
sergei serge serhiy sergio seryozha sergey serej
simon shimon semyon
solomon sulaiman suleiman soliman suleyman
stephen steve steven stephan esteban stefan etienne stepan stephane stevie
susan sue suzy suzanne susanna
svetlana sveta
tatiana tanya
terence terry
theodore ted teddy theo theodor fyodor fedor
thomas tom tommy tomas tommaso
timothy tim timmy timofey
valentina valya
victor vic vik viktor vitya
vincent vince vincenzo vicente
vladimir vova volodya volodymyr uladzimir
walter walt wally
william bill billy will willy willie guillermo wilhelm guillaume liam
yevhen eugene evgeny
zachary zach zak
abdullah abdallah abdulla
osama usama oussama
jihad cihad djihad
lee li ly yi ri rhee rhie lei
park pak bak bark
choi choe choy
lim im rim lam lin
yoo yu ryu yoo you
roh noh no ro
jung chung jeong chong cheong
cho jo
chiang jiang cheung
zhang cheung chang teo truong tieu
chen chan tan tran taing
wang wong ong vuong heng
huang wong hwang huynh hoang ung
liu lau luu lao
wu ng ngo gov goh
zhao chiu trieu
zheng cheng trinh
xu hsu hui
xie tse hsieh ta
guo kwok kuo quach
zhou chow chou chau
cai tsai choi chua chhua
deng teng tang
bong pong
sok sokh
sophea sophia
"""


def _classes() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_CLASSES.split("\n")):
        for word in line.split():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


_OF_WORD = _classes()
_NONE: frozenset[int] = frozenset()


def classes_of(word: str) -> frozenset[int]:
    """Give the numbers of the classes of variants in which one romanised word stands."""
    return _OF_WORD.get(word, _NONE)
