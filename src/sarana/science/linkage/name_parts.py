"""Parts that Khmer names are made of, in Khmer and as agencies romanise them, the usual spelling first."""

from typing import NamedTuple


class Part(NamedTuple):
    """One part of a name: in Khmer, and its Latin spellings."""

    khmer: str
    latin: tuple[str, ...]


def _parts(table: str) -> tuple[Part, ...]:
    return tuple(
        Part(khmer, tuple(latin.split("/")))
        for khmer, latin in (entry.split() for entry in table.strip().splitlines())
    )


SURNAMES = _parts("""
សុខ sok/sokh/sock
ចាន់ chan/chann
គឹម kim/kem
លី ly/li
ហេង heng/haeng
សេង seng/saeng
ជា chea/jea
ឈឹម chhim/chhem/chim
នួន nuon/noun
កែវ keo/kaev/keov
ទេព tep/teb
ប៉ែន pen/paen
ម៉ៅ mao/mau
យឹម yim/yem
រស់ ros/ruos
លឹម lim/lem
ឡុង long/lung
ឌី dy/di
តាន់ tan/tann
ពៅ pov/pou
ព្រំ prom/prum
ផន phon/phorn
មាស meas/mies
មុំ mom/mum
ឃុន khun/khon
អ៊ុំ um/oum
ងួន nguon/ngoun
ចិន chen/chin
ឆាយ chhay/chay
ជឿន choeun/choeurn/cheun
តូច touch/toch
នូ nou/nu
ប៊ុន bun/boun
ភួង phuong/phoung
យន់ yun/yon
រ័ត្ន rath/roth
សំ sam/som
សាន san/sarn
សៅ sao/sav
ស៊ឹម sim/sem
ហួត huot/hout
ឯក ek/aek
អ៊ុក ouk/uk
វង្ស vong/vongs
ហ៊ុន hun/hon
ហុង hong/hung
ឡាច lach/lac
ឈួន chhuon/chhoun/chuon
គង់ kong/kung
ស្វាយ svay/svai
ញ៉ែម nhem/nhaem
ថោង thong/thaong
ឃៀវ khiev/kheav
វ៉ាន់ van/vann
ភិន phin/pin
ទូច tuoch/tuch
ជុំ chum/chom
ណុប nop/nob
ប្រាក់ prak/brak
លាង leang/lieng
""")

FIRSTS = _parts("""
ស្រី srey/srei/sray
សុ so/su
ចាន់ chan/chann
សុខ sok/sokh
វិ vi/vy
ណា na/nah
រ៉ា ra/rah
សំ sam/som
ពិ pi/py
បូ bo/bou
ធារ thea/tea
មុនី mony/muny
ម៉ា ma/mah
កុ ko/ku
ដា da/dah
សា sa/sar
វ៉ាន់ van/vann
ភា phea/pheah
ស៊ី si/sy
លី ly/li
ប៊ុន bun/boun
ចិន្ដា chenda/chinda
ពេជ្រ pich/pech
កល្យាណ kalyan/kallyan
រស្មី rasmey/reaksmey
ណារី nary/nari
គន្ធា kunthea/kanthea
ផល្លា phalla/phala
សុភ័ក្រ sopheak/sophak
ច័ន្ទ chan/chant
""")

SECONDS = _parts("""
ភា phea/phear
វណ្ណ vann/van
រិទ្ធ rith/rit
លីន lin/lyn
ធារី theary/theari
មុំ mom/mum
ពៅ pov/peou
នាង neang/nieng
លាភ leap/leab
ជាតិ cheat/jeat
វី vy/vi
ណេត net/neth
នី ny/ni
រ៉ា ra/rah
ថា tha/tar
ភី phy/phi
ខា kha/khar
សាន្ត san/sant
ពេជ្រ pich/pech
ធីតា thida/tida
មករា makara/makra
កុសល kosal/kusal
សាល sal/sarl
សិទ្ធ seth/sith
ណារិន narin/naren
រី ry/ri
ម៉ី mey/mai
នាថ neath/nieth
តា ta/tah
ទី ty/ti
ហួរ hour/huor
ល័ក្ខ leak/lak
ដា da/dah
រតន៍ roth/rath
ម៉ូលី moly/moli
វុធ vuth/voth
ដារ៉ា dara/darah
ស័ក្តិ sak/sac
សុខា sokha/sokhar
គង់ kong/kung
""")
