"""How much one word of a name says about who is meant: titles little, particles little, common names less than rare."""

TITLE, PARTICLE, GENERIC, COMMON, USUAL = 0.1, 0.15, 0.5, 0.75, 1.0

_TITLES = """
mr mrs ms miss dr prof sir lord madam madame mme mlle monsieur herr frau senor senora don dona sr jr esq hon
sheikh shaikh shaykh sheik hajji haji hajj haj hadji mullah mulla maulavi mawlawi maulawi qari ustad sayyid sayed syed
general gen colonel col major captain capt lieutenant sergeant sgt colonel
lok lokchumteav chumteav aekodom oknha neakoknha samdech lokta lokgru bong
ong ba co anh chi khun nai nang nangsao bapak bpk ibu sdr
"""
_PARTICLES = """
al el ul ad as az ar an ash bin ibn ben bint binti binte bte a/l a/p van der den von zu de del della di da do dos das
du des la le les los las of the and y e i und et zur ter ten st san abd abu umm s/o d/o w/o f/o
"""
_GENERIC = """
bank banco banque bankas banka banking group holding holdings trust international global national state general management services
service solutions systems industries industry industrial enterprise enterprises trading trade import export investment
investments capital partners finance financial fund funds construction development technology technologies
engineering foundation association organisation organization committee commission ministry department office agency
agence union institute university center centre society club party front movement army brigade forces corporation
consulting logistics transport shipping marine energy power oil gas resources mining metals electronics
entertainment hotel casino resort restaurant karaoke guesthouse massage shop store market factory garment
"""
_COMMON = """
mohamed mohammed muhammad mohammad mohamad muhamad muhammed ahmed ahmad ali hassan hasan hussein husain abdul abdel
abdullah abdallah ibrahim omar umar mahmoud mahmud said saeed khan singh kumar kim lee park jose maria juan john david
nguyen thi van tran le chan sok chea kim srey sophea
"""

_WEIGHTS: dict[str, float] = {}
for _words, _weight in ((_COMMON, COMMON), (_GENERIC, GENERIC), (_PARTICLES, PARTICLE), (_TITLES, TITLE)):
    _WEIGHTS |= dict.fromkeys(_words.split(), _weight)
# In Khmer, Vietnamese and Thai names these are family or given names far more often than titles or particles.
for _word in (
    "ong",
    "ba",
    "co",
    "anh",
    "chi",
    "nang",
    "bong",
    "don",
    "san",
    "ar",
    "an",
    "da",
    "do",
    "van",
    "le",
    "du",
    "di",
):
    _WEIGHTS[_word] = COMMON


def weight_of(word: str) -> float:
    """Give the weight of one romanised word, from 0 (says nothing) to 1."""
    return _WEIGHTS.get(word, USUAL)
