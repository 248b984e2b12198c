"""The words by which a letter's parts are known, in the languages that open letters are written in.

All are compared by `folded`: lower case, straight quotes, single blanks, without accents.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_QUOTES = str.maketrans("’‘‛ʼ´`“”„«»\u00a0", "''''''\"\"\"\"\" ")
_ACCENTS = re.compile("[\u0300-\u036f]")


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Reduce a text to what is compared with the vocabulary."""
    plain = unicodedata.normalize("NFKD", text.translate(_QUOTES).replace("ß", "ss").replace("ł", "l"))
    return " ".join(unicodedata.normalize("NFC", _ACCENTS.sub("", plain)).casefold().split())


def words(text: str) -> frozenset[str]:
    """Read a vocabulary: entries parted by bars or line ends."""
    return frozenset(folded(word) for part in text.strip().split("\n") for word in part.split("|") if word.strip())


def begins(text: str, vocabulary: frozenset[str], most: int = 6) -> str | None:
    """Find the longest entry with which a folded text begins; words of spaceless scripts may run on."""
    head = text[:80]
    tokens = head.split(" ")[:most]
    for size in range(len(tokens), 0, -1):
        joined = " ".join(tokens[:size])
        for entry in (joined, joined.rstrip(",.;:!،，：。！")):
            if entry in vocabulary:
                return entry
    if head and head[0] > "\u2e80":
        for size in range(min(8, len(head)), 0, -1):
            if head[:size] in vocabulary:
                return head[:size]
    return None


SALUTATIONS = words("""
dear|to whom it may concern|your excellency|your excellencies|your excellencies,|your majesty|your royal highness|your holiness
your eminence|your honor|your honour|esteemed|greetings
cher|chere|chers|cheres|excellence|excellences|votre excellence
estimado|estimada|estimados|estimadas|distinguido|distinguida|distinguidos|distinguidas|querido|querida|apreciado|apreciada
excelentisimo|excelentisima|presente. de nuestra consideracion|de nuestra consideracion|de mi consideracion
sehr geehrte|sehr geehrter|sehr verehrte|sehr verehrter|liebe|lieber|verehrte|verehrter|geschatzte|guten tag
prezado|prezada|prezados|prezadas|caro|cara|caros|exmo|exma|excelentissimo|excelentissima|vossa excelencia|ilustrissimo
gentile|gentili|egregio|egregia|illustre|illustrissimo|onorevole|cari
geachte|beste|hooggeachte|kara|basta|baste|kjaere|kaere|hyva|arvoisa|arvoisat
szanowny|szanowna|szanowni|vazeny|vazena|vazeni|vazene|tisztelt|stimate|stimata|stimati|postovani|postovana|spostovani
уважаемый|уважаемая|уважаемые|многоуважаемый|глубокоуважаемый|дорогой|шановний|шановна|шановні|вельмишановний|уважаеми|поштовани
sayin|degerli|αξιοτιμε|αξιοτιμη|αξιοτιμοι|αγαπητε|yang terhormat|dengan hormat|kinh gui|kinh thua|mahal na|assalamualaikum
尊敬的|敬爱的|敬愛的|亲爱的|親愛的|敬启者|敬啟者|尊敬|拝啓|拝啟|존경하는|친애하는
عزيزي|عزيزتي|السيد المحترم|السادة|سيدي الرئيس|تحية|تحية احترام|تحية طيبة|تحية طيبة وبعد|جناب آقای|سرکار خانم|محترم|שלום רב|לכבוד|माननीय|आदरणीय|प्रिय|เรียน
""")
#: These begin other lines as well; they greet only where a comma or colon ends the line.
WEAK_SALUTATIONS = words("""
madam|sir|sirs|madame|monsieur|mesdames|messieurs|mesdames et messieurs|madame, monsieur|excellency|excellencies|honourable|honorable
honourable members|honorable members|mr|mr.|mrs|ms|ms.|dr|dr.|president|prime minister|minister|secretary|chancellor|ambassador|senator
members of|m.|m. le|m. le president|senor|senora|senores|senoras|senhor|senhora|senhores|signor|signora|herr|frau
السيد|السيدة|معالي|سعادة|فخامة|دولة|حضرة|جناب|آقای|господин|госпожа|господа|пан|пани|致|to|an open letter to|we|respected|hon|hon'ble
""") - {"to", "we", "an open letter to"}

CLOSINGS = words("""
signed|sincerely|sincerely yours|yours sincerely|yours very sincerely|very sincerely|most sincerely|respectfully|respectfully yours
yours respectfully|respectfully submitted|yours faithfully|faithfully|faithfully yours|yours truly|very truly yours|yours|best
kind regards|best regards|regards|warm regards|with kind regards|with best regards|with regards|best wishes|with best wishes|cordially
in solidarity|yours in solidarity|with respect|with great respect|with our highest respect|with thanks|with appreciation|with gratitude
warmly|with our best wishes|please accept the assurances|please accept, excellency|please accept the assurance
cordialement|bien cordialement|bien a vous|respectueusement|sincerement|salutations distinguees|avec nos salutations
veuillez agreer|veuillez recevoir|veuillez croire|nous vous prions d'agreer|nous vous prions de croire|nous vous prions de recevoir
je vous prie d'agreer|dans l'attente de votre reponse|avec l'expression|avec notre consideration|solidairement
atentamente|muy atentamente|cordialmente|respetuosamente|saludos|saludos cordiales|un cordial saludo|con un cordial saludo|sinceramente
le saludamos|les saludamos|le saluda|reciba|reciban|sin otro particular|con todo respeto|con el debido respeto|en solidaridad
mit freundlichen grussen|mit freundlichem gruss|freundliche grusse|hochachtungsvoll|mit vorzuglicher hochachtung|mit besten grussen
mit respektvollen grussen|mit solidarischen grussen|herzliche grusse|mit herzlichen grussen|beste grusse|viele grusse
atenciosamente|respeitosamente|cordiais saudacoes|com os melhores cumprimentos|saudacoes|subscrevemo-nos
cordiali saluti|distinti saluti|con osservanza|cordialmente|in fede|con i migliori saluti
hoogachtend|met vriendelijke groet|met vriendelijke groeten|met hoogachting|med vanlig halsning|med vanliga halsningar|vennlig hilsen
med vennlig hilsen|med venlig hilsen|kunnioittavasti|ystavallisin terveisin|hogaktningsfullt
z powazaniem|z wyrazami szacunku|s pozdravem|s uctou|tisztelettel|udvozlettel|cu stima|cu respect|s postovanjem|s spostovanjem
с уважением|с глубоким уважением|искренне ваш|з повагою|с уважение|με εκτιμηση|saygilarimizla|saygilarimla|hormat kami|salam hormat
tran trong|kinh thu|此致|敬礼|敬禮|您诚挚的|您真诚的|顺颂|順頌|谨启|謹啟|敬上|敬啟|敬启|谨此|敬具|謹啓|감사합니다|삼가 올립니다|드림
مع فائق الاحترام|مع خالص التحية|مع خالص|مع أسمى|مع التقدير|وتفضلوا بقبول|وتفضلوا|مع خالص التقدير|تفضلوا بقبول|مع الاحترام|مع التحية|مع أطيب التحيات|با احترام|با تقدیم احترام|בכבוד רב|בברכה
भवदीय|सादर|ขอแสดงความนับถือ
""")
#: Closings of several words that make a whole sentence; such a line may be long.
LONG_CLOSINGS = words("""
veuillez agreer|veuillez recevoir|veuillez croire|nous vous prions d'agreer|nous vous prions de croire|nous vous prions de recevoir
je vous prie d'agreer|please accept the assurances|please accept, excellency|please accept the assurance|وتفضلوا بقبول|تفضلوا بقبول
sin otro particular|dans l'attente de votre reponse
""")

#: Headings above those who sign.
SIGNERS = words("""
signatories|signatory|signatures|signed|signed by|signed by:|signed on behalf of|co-signed by|cosigned by|co-signatories|cosignatories
signature|undersigned|the undersigned|undersigned by|signers|signees|list of signatories|full list of signatories|letter signatories|signatory organizations
signatory organisations|signing organizations|signing organisations|the signatories|organizational signatories|organisational signatories
organizations|organisations|organizations signing|undersigned organizations|undersigned organisations|the undersigned organizations
the undersigned organisations|on behalf of|for and on behalf of|this letter is signed by|this letter has been signed by|the letter was signed by
the letter is signed by|signing|letter signed by|names of signatories|individual signatories|individuals|individual signers|individual experts
civil society organizations|civil society organisations|companies|experts|academics|initial signatories|original signatories|in alphabetical order
international organizations|international organisations|national organizations|regional organizations|lead signatories|lead signatory
organizations and individuals|members|civil society|signatory ngos|supporting organizations|organizational signers|signed, in alphabetical order
signataires|les signataires|signe par|signes par|organisations signataires|liste des signataires|associations signataires|signee par|premiers signataires
signataire|ont signe|les organisations signataires|organisations|signataires individuels|personnes signataires
firmantes|firman|firmado|firmado por|firmas|organizaciones firmantes|los firmantes|suscriben|suscriben esta carta|abajo firmantes|adhieren|organizaciones
las organizaciones firmantes|personas firmantes|firmantes individuales|a titulo individual|lista de firmantes|firmada por
unterzeichner|unterzeichnerinnen|unterzeichnende|unterzeichnende organisationen|unterzeichnet von|die unterzeichnenden|gezeichnet|gez.|erstunterzeichner
unterzeichner:innen|unterzeichner*innen|unterzeichner/innen|unterzeichnerinnen und unterzeichner|mitunterzeichner|organisationen|einzelpersonen|die unterzeichnenden organisationen
assinam|assinado por|signatarios|signatarias|organizacoes signatarias|assinaturas|entidades signatarias|subscrevem|assinantes|organizacoes
firmatari|firmato|firmato da|organizzazioni firmatarie|i firmatari|ondertekenaars|ondertekend door|ondertekend|undertecknat|undertecknare|underskrevet av
allekirjoittajat|sygnatariusze|podpisano|podpisani|podepsani|podepsane organizace|signatari|alairok|semnatari|potpisnici|podpisniki
подписали|подписи|подписанты|подписавшиеся|подписавшиеся организации|підписали|підписанти|imzacilar|imzalayanlar|imzalayan kurumlar|υπογραφοντες|υπογραφες
penandatangan|ditandatangani oleh|ky ten|dong ky ten|nagladgang
签署|签署方|签署机构|签署组织|签署团体|联署|联署团体|联署组织|联署机构|联署人|签名|签名人|連署|連署團體|聯署|聯署團體|聯署組織|聯署機構|聯署人|簽署|簽署團體|署名|署名団体|賛同団体|연명|서명|서명 단체|연명 단체
الموقعون|الموقعون أدناه|الموقعين|المنظمات الموقعة|التوقيعات|التوقيع|الموقعات|المنظمات الموقعة أدناه|موقع من|امضاکنندگان|امضا کنندگان|امضاء|החתומים|חתומים|हस्ताक्षरकर्ता|ลงชื่อ|ผู้ลงนาม
""")
ENDORSERS = words("""
endorsed by|endorsers|endorsing organizations|endorsing organisations|endorsements|supported by|supporters|supporting organizations|supporting organisations
in support|with the support of|also supported by|additional supporters|the following organizations endorse|endorse this letter
soutenu par|avec le soutien de|soutiens|appuye par|con el apoyo de|apoyan|apoyado por|con el respaldo de|unterstutzt von|unterstutzer|unterstutzende organisationen
apoiado por|apoiam|apoio|sostenuto da|con il sostegno di|gesteund door|支持团体|支持機構|支持单位|بدعم من|поддержали
""")
LEADS = words(
    "lead signatories|lead signatory|lead organizations|lead signers|initiators|initiated by|erstunterzeichner|convened by|organised by|organized by"
)
INDIVIDUALS = words("""
individuals|individual signatories|individual signers|individual experts|individual|experts|academics|in their individual capacity|in a personal capacity|in individual capacity
personal capacity|individual endorsements|affiliations for identification purposes only|signataires individuels|personnalites|a titre individuel|a titre personnel|personnes signataires
personas|a titulo individual|a titulo personal|personas firmantes|firmantes individuales|einzelpersonen|individuos|pessoas|pessoas fisicas|个人|個人|个人签署|個人聯署|أفراد|الأفراد|индивидуально
""")
COPIES = words(
    "cc|cc.|c.c|c.c.|copy|copies|copy to|copies to|copied to|with copy to|with copies to|carbon copy|copie|copie a|copies a|copia|copia a|con copia|con copia a|c/c|c.c|kopie|kopie an|in kopie|nachrichtlich|com copia|per conoscenza|e p.c|抄送|副本|抄送至|نسخة إلى|копия|в копии|копiя|do wiadomosci|kopia|kopi|tembusan"
)
SUBJECTS = words(
    "re|ref|reference|subject|regarding|objet|concerne|asunto|ref.|referencia|betreff|betrifft|betr|betr.|oggetto|assunto|onderwerp|betreft|amne|arende|emne|vedr|asia|dotyczy|sprawa|vec|predmet|targy|тема|кас|konu|perihal|hal|v/v|主题|主题|事由|关于|الموضوع|موضوع|件名|제목|เรื่อง"
)
RECIPIENTS = words(
    "to|attn|attention|att|for the attention of|addressed to|addressees|a l'attention de|a l'attention du|destinataire|destinataires|a|al|a la|para|dirigido a|an|zu handen|z. hd.|z.hd.|all'attenzione di|alla cortese attenzione|aan|t.a.v.|ter attentie van|do|komu|kimden|kime|kepada|kepada yth|kepada yth.|yth|yth.|致|收件人|إلى|الى|кому|לכבוד|宛先|수신"
)
DATE_LABELS = words(
    "date|dated|datum|fecha|data|dato|paivamaara|дата|日期|发布日期|التاريخ|تاريخ|le|on|the|sent|issued"
)
STAMPS = words("""
published|published on|posted|posted on|posted by|updated|last updated|last modified|updated on|date published|publication date|first published|release date|on|released|added|created
publie le|publiee le|mis a jour le|mise en ligne|publicado|publicado el|publicada|actualizado|veroffentlicht|veroffentlicht am|stand|aktualisiert|publicado em|atualizado em
pubblicato|pubblicato il|gepubliceerd|gepubliceerd op|publicerad|опубликовано|обновлено|发布时间|发布于|更新时间|來源|来源|نشر في|تاريخ النشر|اخر تحديث|آخر تحديث
""") - {"on"}

#: Forms of address and degrees, which are no part of a name.
ADDRESS_FORMS = words("""
the honorable|the honourable|honorable|honourable|hon|hon.|the hon|the hon.|hon'ble|the rt hon|the rt. hon.|rt hon|rt. hon.|the right honourable|right honourable|right hon
h.e.|h.e|he|his excellency|her excellency|your excellency|excellency|their excellencies|h.r.h.|hrh|his majesty|her majesty|his royal highness|her royal highness|h.m.|his holiness|his eminence|rev.|rev|reverend|the reverend
mr|mr.|mrs|mrs.|ms|ms.|miss|mx|mx.|sir|dame|dr|dr.|prof|prof.|professor|adv.|atty.|atty|eng.|dear|shri|smt|smt.|shri.|datuk|dato|dato'|tan sri|tun|haji|ustaz
m.|mm.|mme|mme.|mmes|mlle|monsieur|madame|s.e.|s.e.m.|s.e. m.|s.e.m|son excellence|son excellence monsieur|son excellence madame|maitre|me
sr|sr.|sra|sra.|srta.|senor|senora|don|dona|d.|d|excmo.|excma.|excmo|excma|excelentisimo|excelentisima|excelentisimo senor|excelentisima senora|s.e.|su excelencia|lic.|ing.|dra.|dra
herr|herrn|frau|hr.|fr.|s.e. herr|s. e.|exmo. sr.|exmo.|exma.|exma|exmo|sua excelencia|senhor|senhora|dott.|dott|dott.ssa|sig.|sig.ra|signor|signora|on.|onorevole|egr.|s.e.
dhr.|mevr.|de heer|mevrouw|pan|pani|p.|bay|bayan|sayin|bapak|ibu|ong|ba|г-н|г-жа|господин|госпожа|господину|госпоже|пан|пані
السيد|السيدة|معالي|معالي السيد|سعادة|سعادة السيد|فخامة|فخامة الرئيس|الدكتور|د.|الأستاذ|الاستاذ|صاحب السمو|آقای|خانم|دکتر|جناب|جناب آقای|سرکار خانم|尊敬的|亲爱的|敬爱的|親愛的|敬愛的
""") - {"he", "me", "d", "don"}
#: Forms that follow a name.
SUFFIX_FORMS = ("御中", "殿", "先生", "女士", "閣下", "阁下", "博士", "夫人", "様", "氏", "さん", "님", "씨")
POST_NOMINALS = words(
    "mp|mep|m.p.|phd|ph.d.|ph.d|ma|ba|qc|kc|sc|am|ao|ac|oam|obe|cbe|mbe|kbe|dbe|esq|esq.|jd|j.d.|md|m.d.|mpp|mla|tds|td|msp|ms|mna|o.c.|om|jr|jr.|sr|sr.|ii|iii|iv|llm|ll.m.|lld|rn|frs|fba|cfa|mba|dphil|am mp|ao qc"
)

#: Words with which an office begins, or of which one consists.
OFFICES = words("""
president|vice president|vice-president|vicepresident|prime minister|deputy prime minister|minister|deputy minister|first minister|foreign minister|defence minister|finance minister|interior minister
secretary|secretary of state|foreign secretary|home secretary|secretary general|secretary-general|general secretary|under secretary|under-secretary|assistant secretary|deputy secretary|permanent secretary|undersecretary
chancellor|federal chancellor|king|queen|sultan|emir|crown prince|prince|pope|governor|premier|mayor|senator|congressman|congresswoman|representative|rep.|sen.|rep|sen|delegate|deputy|majority leader|minority leader|house speaker
ranking member|ranking minority member|chair|co-chair|vice chair|chairman|chairwoman|chairperson|chief executive|chief executive officer|ceo|chief operating officer|cto|chief|head|director|executive director|co-director|managing director|director general|director-general|deputy director|general director|program director|programme director|advocacy director|policy director|senior director
commissioner|high commissioner|european commissioner|un high commissioner|high representative|special representative|special rapporteur|special envoy|envoy|ambassador|permanent representative|consul|consul general|attorney general|attorney-general|solicitor general|prosecutor|prosecutor general|speaker|member of parliament|member|members|mp|mep|judge|justice|chief justice|inspector general|inspector-general|inspector|ombudsman
founder|co-founder|founder and|coordinator|co-ordinator|manager|officer|advisor|adviser|senior advisor|spokesperson|spokesman|lawyer|attorney|barrister|advocate|counsel|general counsel|fellow|senior fellow|research fellow|researcher|professor|assistant professor|associate professor|lecturer|emeritus|dean|author|writer|playwright|poet|journalist|editor|editor-in-chief|activist|human rights defender|human rights lawyer|scholar|artist|actor|actress|musician|comedian|filmmaker|photographer|student|board member|treasurer|convener|convenor|campaigner|campaign manager|nobel|nobel laureate|laureate|former|acting|interim|u.s. senator|us senator|member of congress|archbishop|bishop|cardinal|rabbi|imam|pastor|councillor|heads of state|head of state|leaders|ministers|secretaries|prime ministers|presidents|u.s. secretary of state|us secretary of state|united states secretary of state|partner|principal|economist|scientist|physician|doctor|analyst|chief of staff|high commissioner for human rights|policy manager|policy analyst|legal director|senior counsel|staff attorney|vice chancellor|provost|commissioners|chairs|regional director|country director
premier ministre|premiere ministre|ministre|vice-ministre|presidente|president de la republique|secretaire general|secretaire generale|secretaire d'etat|secretaire|directeur|directrice|directeur executif|directrice executive|directeur general|directrice generale|depute|deputee|senatrice|senateur|ambassadeur|ambassadrice|commissaire|haut-commissaire|haut commissaire|haut representant|haute representante|garde des sceaux|porte-parole|chef|cheffe|coordinateur|coordinatrice|avocat|avocate|chercheur|chercheuse|professeur|professeure|maire|roi|ecrivain|journaliste|fondateur|fondatrice|membre|delegue|deleguee|rapporteur|responsable|procureur
presidente de la republica|presidenta|ministro|ministra|primer ministro|primera ministra|canciller|secretario|secretaria|secretario general|secretaria general|secretaria ejecutiva|secretario ejecutivo|director ejecutivo|directora ejecutiva|directora|director general|diputado|diputada|senador|senadora|embajador|embajadora|alto comisionado|alta comisionada|comisionado|comisionada|relator|relatora|fiscal general|fiscal|procurador|procuradora|gobernador|gobernadora|alcalde|alcaldesa|coordinador|coordinadora|abogado|abogada|rey|profesor|profesora|investigador|investigadora|vocero|vocera|fundador|fundadora|defensor del pueblo
prasident|prasidentin|bundesprasident|bundesprasidentin|bundeskanzler|bundeskanzlerin|ministerin|bundesminister|bundesministerin|aussenminister|aussenministerin|innenminister|innenministerin|bundesministerin des|staatssekretar|staatssekretarin|ministerprasident|ministerprasidentin|vorsitzender|vorsitzende|geschaftsfuhrer|geschaftsfuhrerin|vorstand|vorstandsvorsitzender|generalsekretar|generalsekretarin|botschafter|botschafterin|kommissar|kommissarin|kommissionsprasidentin|kommissionsprasident|leiter|leiterin|abgeordneter|abgeordnete|sprecher|sprecherin|direktor|direktorin|mitglied|burgermeister|oberburgermeister|referent|referentin|koordinator|koordinatorin
primeiro-ministro|primeira-ministra|presidenta da republica|diretor|diretora|diretor executivo|diretora executiva|deputado|deputada federal|deputado federal|governador|secretario-geral|advogado|advogada|coordenador|coordenadora|procurador-geral|embaixador|primo ministro|presidente del consiglio|ministro degli|direttore|direttrice|segretario|segretaria|sottosegretario|ambasciatore|deputato|senatore|sindaco|minister-president|minister van|staatssecretaris|voorzitter|directeur van|statsminister|utrikesminister|statsradet|generalsekreterare|paaministeri|prezydent|premier|minister spraw|dyrektor|przewodniczacy|predseda|ministr|reditel|cumhurbaskani|basbakan|bakan|genel sekreter|baskan
президент|премьер-министр|министр|директор|председатель|генеральный секретарь|посол|депутат|правозащитник|правозащитница|адвокат|журналист|прем'єр-міністр|міністр|голова|юрист
总统|總統|主席|总理|總理|首相|部长|部長|外长|秘书长|秘書長|国务卿|國務卿|委员|专员|大使|议长|議長|州长|院长|会长|理事长|总裁|首席执行官|行政长官|行政長官|高级专员|律师|教授|总书记|大統領|대통령|총리|장관|의원|위원장|대표
رئيس|الرئيس|رئيسة|رئيس الوزراء|رئيس الجمهورية|وزير|وزيرة|وزير الخارجية|الأمين العام|أمين عام|مدير|مديرة|المدير التنفيذي|سفير|ملك|ولي العهد|الملك|أمير|النائب العام|المفوض|المفوضة السامية|رئيس جمهورية|رییس جمهور|رئیس جمهور|وزير العدل|وزیر
""")
#: Words before an office: “National Director”.
RANKS = words("""
national|senior|federal|general|regional|international|global|acting|interim|former|policy|advocacy|legal|campaigns|campaign|program|programme|communications|deputy|associate|assistant|founding|honorary|u.s.|us|european|british|german|french|canadian|australian|executive|immediate|past|vice|permanent|human|rights|research|media|asia|africa|europe|washington|eu|un|public|staff|chief|emeritus|distinguished|independent|professor|honorable|union
""")

#: Words that occur in names of bodies, whole words.
BODY_WORDS = words("""
association|associations|foundation|institute|institution|center|centre|committee|council|network|alliance|coalition|union|unions|league|federation|confederation|society|group|groups|international|department|ministry|commission|parliament|senate|university|college|school|project|initiative|initiatives|forum|campaign|watch|fund|trust|company|inc|inc.|ltd|ltd.|llc|corporation|corp|office|agency|bureau|government|bank|court|organization|organisation|organizations|movement|assembly|congress|academy|club|partnership|partners|platform|collective|church|mission|embassy|secretariat|service|services|press|media|journal|party|observatory|monitor|defenders|reporters|friends|activists|advocates|lawyers|doctors|students|workers|scholars|writers|journalists|mothers|families|women|youth|rights|solidarity|relief|aid|house|communities|community|nations|republic|kingdom|states|team|board|authority|consortium|coordination|caucus|task|force|fellowship|programme|program|amnesty|pen|without|against|freedom|democracy|justice|action|voices|save|stop|free|global|world|europe|european|american|african|asian|africa|asia|america|digital|human|watchdog|museum|library|laboratory|labs|foundation,|clinic|chapter|section|branch|delegation|administration|summit|conference|directorate|tribunal|police|procuratorate
asociacion|fundacion|instituto|centro|comite|consejo|red|alianza|coalicion|liga|federacion|confederacion|sociedad|grupo|ministerio|comision|universidad|proyecto|iniciativa|foro|campana|observatorio|colectivo|colectiva|movimiento|derechos|organizacion|plataforma|partido|asamblea|defensoria|articulacion|coordinadora|corporacion|justicia|mesa|frente|unidad|parlamento|congreso|senado|gobierno
fondation|institut|comite|conseil|reseau|ligue|droits|mouvement|collectif|ministere|universite|projet|observatoire|plateforme|parti|assemblee|solidarite|maison|syndicat|societe|centre|groupe|action|secours|france|europe|comptoir|parlement|senat|republique|gouvernement|union
verein|stiftung|ministerium|gesellschaft|bund|verband|netzwerk|initiative|zentrum|arbeitskreis|bundeskanzleramt|bundestag|bundesministerium|auswartiges|amt|gmbh|e.v.|ev|ag|deutschland|internationale|menschenrechte|allianz|bundnis|institut|kommission|arbeitsgemeinschaft|landesverband|vereinigung|forderverein|kampagne|universitat|rat|werk
associacao|fundacao|conselho|rede|alianca|ministerio|universidade|movimento|direitos|coletivo|comissao|articulacao|associazione|fondazione|istituto|rete|consiglio|comitato|lega|diritti|movimento|stichting|vereniging|netwerk|raad|bond|stiftelsen|forening|foreningen|forbundet|sallskapet|kommitten|radet|fundacja|stowarzyszenie|towarzystwo|komitet|rada|sieć|nadace|sdruzeni|vybor|ministerstvo|asociacija|udruga|udruzenje|centar|fond|fundatia|asociatia|dernegi|vakfi|birligi|platformu|merkezi|yayasan|lembaga|jaringan|aliansi|komite|perkumpulan|persatuan|pertubuhan|suara
организация|центр|фонд|комитет|союз|ассоциация|движение|общество|совет|министерство|мемориал|правозащитный|правозащитная|група|группа|спілка|об'єднання|громадська|інститут|сеть
منظمة|مركز|جمعية|مؤسسة|شبكة|لجنة|وزارة|اتحاد|رابطة|مجلس|حركة|معهد|المنظمة|المركز|الجمعية|المؤسسة|الشبكة|اللجنة|الاتحاد|الرابطة|المجلس|الفيدرالية|منتدى|المنتدى|التحالف|تحالف|مبادرة|هيئة|مرصد|المرصد|سازمان|کانون|انجمن|بنیاد|کمیته
""") - {"france", "red", "save", "free"}
#: Endings of names of bodies in scripts without blanks.
BODY_ENDINGS = (
    "省",
    "庁",
    "协会",
    "協會",
    "中心",
    "组织",
    "組織",
    "基金会",
    "基金會",
    "委员会",
    "委員會",
    "联盟",
    "聯盟",
    "大会",
    "大會",
    "人权",
    "人權",
    "观察",
    "觀察",
    "网络",
    "網絡",
    "網",
    "会",
    "會",
    "部",
    "国际",
    "國際",
    "国际特赦组织",
    "國際特赦組織",
    "社",
    "联合会",
    "工会",
    "团体",
    "團體",
    "政府",
    "学会",
    "无国界记者",
    "无疆界记者",
    "法院",
    "院",
    "党",
    "黨",
    "团",
    "協会",
    "機構",
    "연대",
    "협회",
    "센터",
    "위원회",
    "단체",
)

#: Last words of short lines that name a building or town and nobody who could be addressed.
PLACES = words("palace|palacio|palais|palast|palazzo|castle|city")
#: Words that mark the lines of an address, together with a figure.
STREETS = words("""
street|st|st.|avenue|ave|ave.|road|rd|rd.|boulevard|blvd|blvd.|drive|lane|square|plaza|suite|ste|floor|room|building|bldg|house no|p.o.|po|p.o|box|bp|b.p.|zip|court|place|wing|tower|nw|ne|sw|se|n.w.|s.w.|n.e.|highway|way
rue|quai|cedex|allee|impasse|calle|avenida|av.|av|carrera|plaza|piso|paseo|colonia|c.p.|codigo postal|apartado|casilla|rua|alameda|praca|cep|andar|via|viale|piazza|corso|strasse|str.|platz|allee|weg|postfach|straat|laan|plein|postbus|gatan|vagen|ulica|ul.|namesti|ulice|ut|utca|улица|ул.|проспект|площадь|caddesi|sokak|cad.|jalan|jl.|duong|路|街|号|號|شارع|ص.ب|خیابان
""") - {"court", "place", "way", "house no", "via"}
CONTACT_LINE = re.compile(
    r"^(?:by |via |per |sent by |sent via )?(?:fax|facsimile|telefax|tel|telephone|phone|t[eé]l|t[eé]l[eé]fono|telefon|e-?mail|mail|courriel|correo"
    r"|website|web|电话|電話|传真|傳真|邮箱|電郵|هاتف|فاكس|тел|факс)(?:es|s)?\b|\S@\S{1,250}\.\S|^(?:https?://|www\.)\S+$|^[+(]?\d[\d\s()./+-]{5,}$"
    r"|^by (?:e-?mail|post|mail|hand|courier)|^via (?:e-?mail|electronic|post)",
    re.IGNORECASE,
)

#: Lines of a page that belong to no letter; whole lines or beginnings.
NOISE_LINES = words("""
p r e s e n t e|p r e s e n t e s|presente|presentes|share|share this|share this:|share this page|share this article|share on facebook|share on twitter|share on|tweet|print|print this page|email|email this|facebook|twitter|linkedin|whatsapp|telegram|copy link|menu|search|home|about|about us|contact us|donate|donate now|subscribe|subscribe to|sign up|sign in|log in|login|register|next|previous|back|back to top|top|close|skip to content|skip to main content|skip to navigation|download|download pdf|download the pdf|download the letter|download the letter here|download the full letter|download here|pdf|read more|read also|learn more|see also|more|related|related content|related posts|related articles|tags|tags:|categories|posted in|filed under|topics|photo|image|credit|caption|advertisement|newsletter|follow us|cookie|cookies|we use cookies|accept|accept all|privacy policy|terms of use|all rights reserved|leave a comment|comments|join us|take action|news|press release|press releases|statements|publications|resources|campaigns|issues|en|fr|es|english|francais|espanol|language|languages|this site uses|breadcrumb|you are here|view pdf|open pdf|letter pdf|pdf version|print version|listen|watch|video|blog|latest news|latest|photo credit|letter|joint letter|open letter|statement|joint statement|available in|read in|also available in|this letter is also available|for immediate release
partager|imprimer|telecharger|telecharger le pdf|lire la suite|lire aussi|accueil|contact|rechercher|partagez|compartir|imprimir|descargar|descargar pdf|leer mas|inicio|buscar|contacto|compartilhar|compartilhe|baixar|leia mais|teilen|drucken|herunterladen|weiterlesen|startseite|suche|spenden|jetzt spenden|navigation|condividi|stampa|scarica|leggi anche|delen|dela|分享|打印|下载|返回顶部|首页|搜索|مشاركة|طباعة|تحميل|الرئيسية|بحث|поделиться|печать|скачать|paylas
""")
#: What follows a letter; none of it is signed.
AFTERMATH = words("""
for more information|for further information|for media|for press|media contact|media contacts|press contact|press contacts|contact|contacts|contact information|notes|note|notes to editors|note to editors|background|background information|annex|annexe|appendix|footnotes|endnotes|references|about|about the|related|related content|related posts|related articles|share|share this|tags|###|ends|end|attachment|attachments|enclosure|enclosures|enc|encl|update|updates|editor's note|documents|read more|additional information|more information|further reading|sources|comments|leave a reply|previous|next|download|topics|most read|latest|see also|recommended|featured|our address|copyright|subscribe
contact presse|contacts presse|pour plus d'informations|notes aux redacteurs|a propos|voir aussi|lire aussi|contexte|annexes|contacto|contacto de prensa|para mas informacion|notas|antecedentes|anexo|vease tambien|pressekontakt|ansprechpartner|weitere informationen|hintergrund|anhang|anlage|anmerkungen|fussnoten|ruckfragen|kontakt|para mais informacoes|notas de rodape|per maggiori informazioni|note|voor meer informatie|контакты|примечания|для справки|注|注释|附件|背景|联系方式|联系人|相关|更多|ملاحظات|للمزيد من المعلومات|خلفية|ملحق|هوامش
""")
#: Words that stand for bodies when a source tells how many sign.
SIGNER_NOUNS = words("""
organization|organizations|organisation|organisations|group|groups|ngo|ngos|ngo's|institutions|associations|companies|signatories|civil society organizations|civil society organisations|human rights organizations|human rights groups|rights groups|civil society groups|entities|networks|unions|parties|experts|individuals|academics|scholars|people|activists|signers|advocates|coalitions|businesses|csos|firms|writers|parliamentarians|mps|artists|journalists
ong|ongs|associations|signataires|organizaciones|asociaciones|firmantes|organisationen|verbande|unterzeichner|nichtregierungsorganisationen|ngos|organizacoes|entidades|signatarios|organizzazioni|associazioni|organisaties|organisationer|organizacji|organizaci|организаций|організацій|kurulus|个组织|個組織|家组织|个团体|個團體|منظمة|منظمات
""")
NUMBER_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "douze": 12, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12,
    "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwolf": 12,
}  # fmt: skip
WITHHELD = words(
    "name withheld|names withheld|anonymous|anonymous signatory|withheld|identity withheld|name withheld for security reasons|anonyme|anonimo|anonima|anonym|nom retenu|nombre reservado|匿名|مجهول|аноним|аноним"
)
PARTICLES = frozenset(
    [
        "de",
        "da",
        "di",
        "do",
        "dos",
        "das",
        "del",
        "della",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "bint",
        "ben",
        "y",
        "e",
        "i",
        "ul",
        "ur",
        "af",
        "av",
        "zu",
        "zum",
        "du",
        "des",
        "abu",
        "abd",
        "abd-",
        "el-",
        "al-",
        "st",
        "san",
        "santa",
        "o'",
        "d'",
        "de'",
        "mac",
        "mc",
    ]
)
INDIVIDUAL_NOTE = words(
    "in an individual capacity|in individual capacity|in a personal capacity|in personal capacity|in their personal capacity|in their individual capacity|in his individual capacity|in her individual capacity|personal capacity|individual capacity|individual|a titre personnel|a titre individuel|a titulo personal|a titulo individual|als einzelperson"
)
WITHDRAWN = words("withdrawn|signature withdrawn|has withdrawn|retire|retirado|retiree|zuruckgezogen|withdrew")
