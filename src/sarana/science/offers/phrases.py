"""How offers say it, in six languages.

Latin-letter phrases are regular expressions on folded text. Khmer, Thai and Chinese are written with few or no spaces,
so their phrases are letters in a row between which a space may stand; ``~`` is a short gap.
"""

LATIN: dict[str, tuple[str, ...]] = {
    "passport_kept": (
        r"(?:company|employer|boss|manager|agency|we) (?:will )?(?:keeps?|holds?|collects?|takes?) (?:all |your |the )?passports?",
        r"passports? (?:will be|are|is|must be) (?:kept|held|collected|handed (?:over|in)|taken)",
        r"(?:hand over|surrender|deposit) (?:your |the )?passports?",
        r"(?:công ty|chủ|quản lý) (?:sẽ )?(?:giữ|thu|cầm) (?:lại )?hộ chiếu",
        r"hộ chiếu (?:sẽ )?(?:do|được) [^.\n]{0,20}(?:giữ|thu|cầm)",
        r"paspor (?:akan )?(?:ditahan|disimpan|dipegang|dikumpulkan)",
        r"(?:perusahaan|bos|majikan|agen) (?:akan )?(?:menahan|menyimpan|memegang) paspor",
    ),
    "border_without_papers": (
        r"(?:cross|crossing|pass) (?:the )?border (?:at night|by river|through the (?:forest|jungle)|on foot|secretly|without)",
        r"without (?:a )?(?:passport|papers|documents)",
        r"no passport (?:needed|required|necessary)",
        r"(?:vượt biên|đi đường rừng|đi đường tiểu ngạch|đường mòn|đi chui)",
        r"không cần (?:hộ chiếu|giấy tờ)",
        r"(?:jalur tikus|lewat jalur belakang|lewat hutan)",
        r"tanpa (?:paspor|dokumen)",
    ),
    "no_visa": (
        r"no (?:work )?visa (?:is )?(?:needed|required|necessary)",
        r"without (?:a )?(?:work )?visa",
        r"(?:on|with|using|by) (?:a )?(?:tourist|visitor|visit) visa",
        r"không cần visa|khỏi (?:cần |làm )?visa|visa du lịch",
        r"tanpa visa|tidak perlu visa|(?:pakai|dengan|menggunakan) visa (?:turis|wisata|kunjungan)",
    ),
    "debt_or_advance": (
        r"(?:salary |cash |pay )?advance (?:is |of |will be )?(?:paid|given|available|before|\$|usd|\d)",
        r"money in advance|paid in advance|advance payment to you",
        r"(?:deducted|taken|repaid?|paid back|worked off) (?:from|out of|with|through) (?:your |the )?(?:first |monthly )?(?:salary|wages?|pay|work)",
        r"(?:work off|pay back) (?:the |your )?(?:costs?|debts?|loan|ticket)",
        r"ứng (?:trước|lương)|cho vay trước|trừ (?:dần )?(?:vào )?lương",
        r"uang muka (?:untuk anda|diberikan)|kasbon|potong gaji|dipotong (?:dari )?gaji",
    ),
    "penalty": (
        r"(?:contract )?penalt(?:y|ies)(?: of| fee| if| for)|fined? (?:if|for) (?:you )?(?:leav|quit)|compensat\w+ (?:if|when) you (?:leave|quit)",
        r"phạt (?:hợp đồng|tiền nếu|vi phạm)|bồi thường (?:hợp đồng|nếu)|đền (?:hợp đồng|tiền)",
        r"denda (?:jika|kalau|kontrak|bila)|pinalti|penalti",
    ),
    "secrecy": (
        r"(?:do not|don'?t|never) (?:tell|inform|mention (?:it|this) to) (?:anyone|anybody|your|the)",
        r"keep (?:it|this) (?:a )?secret|(?:do not|don'?t) ask (?:questions|too much|anything)|just say you are (?:a tourist|on holiday)",
        r"(?:đừng|không được|không nên) (?:nói|kể|báo) (?:cho |với )?(?:ai|gia đình|bố mẹ|người)|giữ bí mật|đừng hỏi",
        r"jangan (?:bilang|beri ?tahu|cerita|tanya)|rahasiakan|bilang saja (?:liburan|wisata)",
    ),
    "confinement": (
        r"(?:not|never) (?:be )?(?:allowed|permitted|able) to (?:leave|go out(?: of)?)|(?:may|can) ?not (?:leave|go out of) (?:the )?(?:compound|building|company|park|campus)",
        r"closed (?:compound|management|campus)|must (?:live|stay) (?:inside|in) the (?:compound|company|building|park)",
        r"không được (?:ra ngoài|ra khỏi)|ăn ở (?:khép kín|trong khu)|khu khép kín",
        r"(?:tidak|dilarang|tidak boleh) (?:boleh )?(?:keluar|meninggalkan) (?:dari )?(?:gedung|kompleks|kantor|area|kawasan)",
    ),
    "known_destination": (
        r"sihanouk ?ville|preah sihanouk|poipet|bavet|chrey thom|o'? ?smach|kk ?park|shwe ?kokko|myawadd?y|lauk?kaing|tachileik|mae sot|golden triangle",
        r"tam giác vàng|mộc bài|campuchia (?:tam thái tử)|segitiga emas",
    ),
    "fee_first": (
        r"(?:registration|processing|placement|deposit|training|service) fee (?:of|is|:|first|before|must)",
        r"(?:pay|transfer|send) (?:a |the |us )?(?:deposit|fee|money) (?:first|before|to (?:secure|reserve|book))",
        r"(?:đóng|nộp|chuyển) (?:phí|tiền|cọc|tiền cọc) (?:trước|đặt cọc|giữ chỗ)|đặt cọc",
        r"(?:bayar|transfer|setor) (?:biaya|uang|deposit)[^.\n]{0,20}(?:dulu|dahulu|di awal|terlebih)|biaya pendaftaran",
    ),
    "no_experience": (
        r"no (?:work |previous |prior |job )?(?:experience|qualifications?|diploma|degree|skills?|english)(?: (?:is |are )?(?:needed|required|necessary|asked))?",
        r"experience (?:is )?not (?:needed|required|necessary)|without (?:any )?experience",
        r"không (?:cần|yêu cầu|đòi hỏi) (?:kinh nghiệm|bằng cấp|trình độ)|chưa có kinh nghiệm",
        r"tanpa pengalaman|tidak perlu pengalaman|tidak butuh (?:pengalaman|ijazah)|tanpa ijazah|tanpa syarat",
    ),
    "costs_paid": (
        r"(?:visa|ticket|flight|airfare|passport|accommodation)[^.\n]{0,40}(?:is|are|will be)? ?(?:all )?(?:paid for|covered|free|sponsored|provided free)",
        r"free (?:visa|ticket|flight|air ?ticket|airfare)|no (?:recruitment |agency |service )?fees?\b|free of charge",
        r"(?:bao|lo|miễn phí|hỗ trợ) (?:toàn bộ |hết |trọn gói )?(?:chi phí|vé|visa|hộ chiếu|ăn ở|xe)|không mất phí|không thu phí|miễn phí",
        r"tiket (?:pesawat )?gratis|(?:visa|tiket|paspor)[^.\n]{0,25}(?:ditanggung|gratis|dibiayai)|tanpa biaya|gratis biaya|tidak dipungut biaya",
    ),
    "hurry": (
        r"(?:leave|depart|fly|start|go) (?:tomorrow|tonight|today|this week|immediately|right away|at once)|last (?:few )?(?:seats?|places?|chance)|urgent(?:ly)? (?:needed|hiring|wanted)|only today",
        r"đi (?:ngay|liền|gấp)|xuất cảnh ngay|tuyển gấp|cần gấp|bay ngay|chỉ (?:còn|trong) hôm nay",
        r"berangkat (?:besok|hari ini|minggu ini|segera|langsung)|butuh cepat|dibutuhkan (?:segera|cepat)|urgent|hari ini saja",
    ),
    "messenger_only": (
        r"(?:only |just )?(?:contact|message|chat|write|text|add|dm|inbox)[^.\n]{0,20}(?:telegram|whats ?app|line|wechat|messenger|zalo|signal)|telegram ?:? ?@",
        r"(?:nhắn|inbox|liên hệ|kết bạn|ib)[^.\n]{0,20}(?:zalo|telegram|facebook|messenger|riêng)",
        r"(?:hubungi|chat|wa|kontak|dm)[^.\n]{0,20}(?:telegram|whats ?app|wa saja|inbox)",
    ),
    "vague_employer": (
        r"(?:a |our )?(?:big|large|famous|leading|reputable|international|chinese|foreign) (?:company|boss|corporation)(?! (?:named|called))",
        r"(?:company|employer)(?:'s)? name (?:will be )?(?:told|given|shared) later",
        r"công ty (?:lớn|nước ngoài|trung quốc|uy tín|game)",
        r"perusahaan (?:besar|asing|ternama|luar negeri)",
    ),
}  # fmt: skip

UNSPACED: dict[str, tuple[str, ...]] = {
    "passport_kept": (
        "ក្រុមហ៊ុន~រក្សាទុកលិខិតឆ្លងដែន", "ក្រុមហ៊ុន~ទុកប៉ាស្ព័រ", "ថៅកែ~រក្សា~លិខិតឆ្លងដែន", "ថៅកែ~ទុកប៉ាស្ព័រ", "ប្រគល់លិខិតឆ្លងដែនឱ្យ", "ប្រគល់ប៉ាស្ព័រ", "ដកលិខិតឆ្លងដែន",
        "公司~保管护照", "护照~公司~保管", "护照~统一保管", "上交护照", "收护照",
        "บริษัท~เก็บหนังสือเดินทาง", "บริษัท~เก็บพาสปอร์ต", "ยึดพาสปอร์ต", "ยึดหนังสือเดินทาง", "พาสปอร์ต~นายจ้าง~เก็บ",
    ),
    "border_without_papers": (
        "ឆ្លងដែនតាមព្រៃ", "ឆ្លងព្រំដែនតាមព្រៃ", "ឆ្លងដែនដោយខុសច្បាប់", "គ្មានលិខិតឆ្លងដែនក៏បាន", "អត់ប៉ាស្ព័រក៏បាន", "មិនត្រូវការលិខិតឆ្លងដែន", "មិនត្រូវការប៉ាស្ព័រ", "តាមផ្លូវលាក់",
        "偷渡", "走小路", "不需要护照", "无需护照", "不用护照",
        "ข้ามชายแดนทางธรรมชาติ", "ช่องทางธรรมชาติ", "ไม่ต้องมีพาสปอร์ต", "ไม่ต้องใช้พาสปอร์ต", "ไม่ใช้พาสปอร์ต",
    ),
    "no_visa": (
        "មិនត្រូវការទិដ្ឋាការ", "មិនបាច់ធ្វើទិដ្ឋាការ", "មិនត្រូវការវីសា", "អត់ត្រូវការវីសា", "វីសាទេសចរណ៍", "ទិដ្ឋាការទេសចរណ៍",
        "免签证工作", "不需要签证", "无需签证", "不用签证", "旅游签",
        "ไม่ต้องใช้วีซ่า", "ไม่ต้องมีวีซ่า", "ไม่ต้องขอวีซ่า", "วีซ่าท่องเที่ยว",
    ),
    "debt_or_advance": (
        "ឱ្យប្រាក់ជាមុន", "ឲ្យប្រាក់ជាមុន", "ឱ្យលុយមុន", "ឲ្យលុយមុន", "បើកប្រាក់មុន", "កាត់ពីប្រាក់ខែ", "កាត់ប្រាក់ខែ", "កាត់លុយខែ", "ខ្ចីប្រាក់មុន", "បុរេប្រទាន",
        "预支工资", "预付工资", "先付工资", "从工资扣", "工资里扣", "从工资中扣除",
        "เบิกเงินล่วงหน้า", "ให้เงินล่วงหน้า", "จ่ายล่วงหน้าให้", "หักจากเงินเดือน", "หักเงินเดือน",
    ),
    "penalty": (
        "ពិន័យ~ឈប់", "ឈប់~ពិន័យ", "ពិន័យកិច្ចសន្យា", "ផាក~ឈប់", "សងសំណង~ឈប់", "ឈប់មុនកុងត្រា~សង",
        "违约金", "赔偿金", "赔付合同",
        "ค่าปรับ", "ปรับเงิน", "ผิดสัญญาต้องจ่าย",
    ),
    "secrecy": (
        "កុំប្រាប់អ្នកណា", "កុំប្រាប់គ្រួសារ", "កុំប្រាប់នរណា", "កុំប្រាប់ឪពុកម្តាយ", "រក្សាជាការសម្ងាត់", "កុំសួរច្រើន", "កុំសួរ",
        "不要告诉", "别告诉", "保密", "不要多问", "别问",
        "อย่าบอกใคร", "อย่าบอกพ่อแม่", "อย่าบอกครอบครัว", "เก็บเป็นความลับ", "อย่าถาม",
    ),
    "confinement": (
        "មិនឱ្យចេញក្រៅ", "មិនឲ្យចេញក្រៅ", "មិនអាចចេញក្រៅ", "ហាមចេញក្រៅ", "ស្នាក់នៅក្នុងបរិវេណ", "ស្នាក់នៅក្នុងក្រុមហ៊ុនមិន",
        "不能外出", "封闭式管理", "封闭管理", "不许出园区", "园区内吃住",
        "ห้ามออกนอก", "ออกไปข้างนอกไม่ได้", "ไม่ให้ออก",
    ),
    "known_destination": (
        "ព្រះសីហនុ", "ក្រុងព្រះសីហនុ", "កំពង់សោម", "ប៉ោយប៉ែត", "បាវិត", "ជ្រៃធំ", "អូរស្មាច់", "មីយ៉ាវ៉ាឌី",
        "西港", "西哈努克", "波贝", "木牌", "缅北", "妙瓦底", "老街", "金三角", "KK园区",
        "สีหนุวิลล์", "ปอยเปต", "บาเวต", "เมียวดี", "เล่าก์ก่าย", "สามเหลี่ยมทองคำ", "ท่าขี้เหล็ก",
    ),
    "fee_first": (
        "បង់ប្រាក់មុន", "បង់លុយមុន", "ផ្ញើប្រាក់កក់", "បង់ប្រាក់កក់", "ថ្លៃចុះឈ្មោះ~មុន", "ថ្លៃសេវា~មុន",
        "先交费", "先交押金", "交押金", "中介费~先", "报名费",
        "โอนเงินก่อน", "จ่ายค่าสมัครก่อน", "ค่ามัดจำ", "ค่าดำเนินการ~ก่อน", "มัดจำก่อน",
    ),
    "no_experience": (
        "មិនត្រូវការបទពិសោធន៍", "មិនទាមទារបទពិសោធន៍", "មិនទាមទារសញ្ញាបត្រ", "គ្មានបទពិសោធន៍ក៏", "អត់បទពិសោធន៍ក៏", "មិនបាច់មានបទពិសោធន៍", "មិនចាំបាច់មានបទពិសោធន៍", "មិនត្រូវការសញ្ញាបត្រ",
        "无需经验", "不需要经验", "无经验", "不限学历", "不要求学历", "无需学历", "零经验",
        "ไม่ต้องมีประสบการณ์", "ไม่จำเป็นต้องมีประสบการณ์", "ไม่มีประสบการณ์ก็", "ไม่จำกัดวุฒิ", "ไม่ต้องมีวุฒิ",
    ),
    "costs_paid": (
        "ចេញថ្លៃទិដ្ឋាការ", "ចេញថ្លៃវីសា", "សំបុត្រយន្តហោះឥតគិតថ្លៃ", "មិនយកថ្លៃសេវា", "មិនគិតថ្លៃសេវា", "អត់យកលុយសេវា", "ចេញថ្លៃធ្វើដំណើរ", "ឥតគិតថ្លៃ", "មិនអស់លុយ",
        "包机票", "包签证", "免费机票", "免费办签证", "包吃住包机票", "不收费", "免中介费", "零费用",
        "ฟรีตั๋ว", "ตั๋วฟรี", "ฟรีวีซ่า", "ออกค่าตั๋วให้", "ออกค่าใช้จ่ายให้ทั้งหมด", "ไม่เสียค่าใช้จ่าย", "ไม่มีค่าใช้จ่าย",
    ),
    "hurry": (
        "ចេញដំណើរភ្លាម", "ចេញដំណើរថ្ងៃស្អែក", "ទៅភ្លាម", "ត្រូវការបន្ទាន់", "ត្រូវការគ្រឿង", "តែថ្ងៃនេះ", "ប្រញាប់ឡើង", "ចេញដំណើរយប់នេះ",
        "马上出发", "立即出发", "明天出发", "急招", "急聘", "今天就走", "名额有限",
        "เดินทางทันที", "เดินทางพรุ่งนี้", "ด่วน", "รับด่วน", "วันนี้เท่านั้น", "ไปได้เลย",
    ),
    "messenger_only": (
        "ទាក់ទងតេឡេក្រាម", "ទាក់ទង~តេឡេក្រាម", "ទាក់ទង~telegram", "ឆាតមក~telegram", "inbox", "ខលតេឡេក្រាម", "ឆាតតេឡេក្រាម",
        "加微信", "加飞机", "飞机联系", "加telegram", "电报联系", "私聊",
        "ทักแชท", "แอดไลน์", "ทักไลน์", "ทักเทเลแกรม", "ติดต่อ~telegram",
    ),
    "vague_employer": (
        "ក្រុមហ៊ុនធំ", "ក្រុមហ៊ុនល្បី", "ក្រុមហ៊ុនចិន", "ក្រុមហ៊ុនបរទេស", "ថៅកែចិន",
        "大公司", "知名公司", "海外公司", "外企公司",
        "บริษัทใหญ่", "บริษัทชั้นนำ", "บริษัทจีน", "บริษัทต่างชาติ",
    ),
}  # fmt: skip

# Work that anybody can do after a day: with high pay it is bait.
UNSKILLED = (
    r"typ(?:ing|ist)|data (?:entry|encoder)|chat(?:ting)? (?:support|operator)|customer (?:service|support|care)|online (?:job|work|sales|marketing)|easy (?:job|work)|admin(?:istration)? (?:staff|online)|promoter|telesales|live ?stream",
    r"đánh máy|nhập liệu|chăm sóc khách hàng|việc nhẹ|chat|trực page|game online|lao động phổ thông",
    r"admin(?:istrasi)? (?:online|judi|game)|operator|layanan pelanggan|customer service|marketing online|kerja (?:mudah|ringan)|input data|telemarketing",
    "វាយអត្ថបទ|វាយកុំព្យូទ័រ|ការងារស្រួល|ការងារអនឡាញ|សេវាអតិថិជន|បញ្ចូលទិន្នន័យ|ឆាតជាមួយ|ការងារងាយ",
    "打字|客服|聊天|推广|轻松工作|工作轻松|网络销售|打字员|数据录入",
    "พิมพ์งาน|คีย์ข้อมูล|งานง่าย|แอดมิน|บริการลูกค้า|ตอบแชท|งานออนไลน์|งานสบาย",
)

# Words before a sum that is no pay: a penalty, fee or deposit.
NOT_PAY = (
    r"penalt|fine|fee|deposit|compensat|phạt|phí|cọc|bồi thường|denda|biaya|deposit|违约金|押金|中介费|ค่าปรับ|มัดจำ|ค่าธรรมเนียม|ពិន័យ|កក់|ថ្លៃសេវា",
)

ABROAD = (
    r"abroad|overseas|cambodia|thailand|myanmar|laos|vietnam|dubai|malaysia|china|korea|japan|taiwan|singapore|philippines",
    r"nước ngoài|campuchia|thái lan|myanmar|lào|đài loan|nhật bản|hàn quốc|malaysia",
    r"luar negeri|kamboja|thailand|myanmar|filipina|taiwan|hongkong|malaysia|jepang",
    "បរទេស|ក្រៅប្រទេស|ប្រទេសថៃ|ថៃ|ប្រទេសចិន|ម៉ាឡេស៊ី|កូរ៉េ|ជប៉ុន|មីយ៉ាន់ម៉ា|ឡាវ|វៀតណាម",
    "海外|国外|柬埔寨|泰国|缅甸|老挝|菲律宾|迪拜|马来西亚",
    "ต่างประเทศ|กัมพูชา|เขมร|พม่า|ลาว|มาเลเซีย|เกาหลี|ญี่ปุ่น|ไต้หวัน",
)

LICENCE = (
    r"licen[cs]e|registration (?:no|number)|dmw|poea|accredited|permit no",
    r"giấy phép|số đăng ký|mã số (?:thuế|doanh nghiệp)|dolab",
    r"izin (?:usaha|resmi|no)|sip2mi|siup|bp2mi|nomor izin|berizin",
    "អាជ្ញាប័ណ្ណ|ប្រកាសលេខ|លេខចុះបញ្ជី|ក្រសួងការងារ",
    "许可证|执照|备案|资质证",
    "ใบอนุญาต|ทะเบียนเลขที่|กรมการจัดหางาน",
)
