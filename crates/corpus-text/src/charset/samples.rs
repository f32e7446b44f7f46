//! Short news in several languages, for the tests, and how to put them into a charset.

use super::Charset;

pub(super) const RUSSIAN: &str = "Городской совет во вторник утвердил бюджет на следующий год. Больше \
    всего денег получат школы и дороги, а строительство нового моста отложено. «Мы обещали не повышать \
    налоги и слово сдержали», — сказала мэр после голосования. Оппозиция считает, что расходы занижены, и \
    требует проверки.";

pub(super) const UKRAINIAN: &str = "Міська рада у вівторок ухвалила бюджет на наступний рік. Найбільше \
    грошей отримають школи й дороги, а будівництво нового мосту відкладено. Її рішення підтримали двадцять \
    депутатів, п'ятеро утрималися. Опозиція вважає, що витрати занижені, і вимагає перевірки.";

pub(super) const BULGARIAN: &str = "Общинският съвет прие във вторник бюджета за следващата година. \
    Най-много пари ще получат училищата и пътищата, а строежът на новия мост се отлага. Кметът обеща, че \
    данъците няма да се вдигат. Опозицията смята, че разходите са занижени, и иска проверка.";

pub(super) const SERBIAN: &str = "Градско веће је у уторак усвојило буџет за следећу годину. Највише новца \
    добиће школе и путеви, док је изградња новог моста одложена. Градоначелница је рекла да се порези неће \
    повећавати. Опозиција сматра да су трошкови умањени и тражи проверу њихових рачуна.";

pub(super) const GREEK: &str = "Το δημοτικό συμβούλιο ενέκρινε την Τρίτη τον προϋπολογισμό του επόμενου \
    έτους. Τα περισσότερα χρήματα θα πάνε στα σχολεία και στους δρόμους, ενώ η νέα γέφυρα αναβάλλεται. Η \
    αντιπολίτευση ζητά έλεγχο.";

pub(super) const HEBREW: &str = "מועצת העיר אישרה ביום שלישי את התקציב לשנה הבאה. רוב הכסף יגיע לבתי הספר \
    ולכבישים, ואילו בניית הגשר החדש נדחתה. האופוזיציה טוענת שההוצאות נמוכות מדי ודורשת בדיקה.";

pub(super) const ARABIC: &str = "وافق مجلس المدينة يوم الثلاثاء على ميزانية العام المقبل. وستذهب معظم \
    الأموال إلى المدارس والطرق، بينما تأجل بناء الجسر الجديد. وتقول المعارضة إن النفقات أقل من اللازم \
    وتطالب بمراجعتها.";

pub(super) const THAI: &str = "สภาเมืองอนุมัติงบประมาณปีหน้าเมื่อวันอังคาร \
    เงินส่วนใหญ่จะใช้กับโรงเรียนและถนน ส่วนการสร้างสะพานใหม่ถูกเลื่อนออกไป \
    ฝ่ายค้านเห็นว่าประเมินค่าใช้จ่ายต่ำเกินไปและขอให้ตรวจสอบ";

pub(super) const JAPANESE: &str = "市議会は火曜日、来年度の予算案を可決した。学校と道路に最も多くの費用が充てられ、新しい橋の建設は延期された。市長は採決のあと、「税金は上げないと\
    約束し、それを守った」と述べた。野党は支出の見積もりが低すぎるとして、調査を求めている。";

pub(super) const CHINESE: &str = "市议会星期二通过了明年的预算。学校和道路得到的钱最多，新桥的建设则被推迟。市长在表决之后说：“我们答应过不加税，我们做到了。”反对派认为开支估计得\
    太低，要求进行审查。";

pub(super) const TAIWANESE: &str = "市議會星期二通過了明年的預算。學校和道路得到的錢最多，新橋的建設則被延後。市長在表決之後說：「我們答應過不加稅，我們做到了。」反對黨認為支出估\
    計得太低，要求進行審查。";

pub(super) const KOREAN: &str = "시의회는 화요일에 내년 예산안을 통과시켰다. 학교와 도로에 가장 많은 돈이 쓰이고 새 다리 공사는 미뤄졌다. 시장은 표결 뒤에 \
    세금을 올리지 않겠다는 약속을 지켰다고 말했다. 야당은 지출이 너무 낮게 잡혔다며 조사를 요구하고 있다.";

pub(super) const TURKISH: &str = "Belediye meclisi salı günü gelecek yılın bütçesini onayladı. En çok \
    parayı okullar ve yollar alacak, yeni köprünün yapımı ise ertelendi. Başkan, vergilerin \
    artırılmayacağını söyledi. Muhalefet, giderlerin düşük gösterildiğini düşünüyor ve inceleme istiyor.";

pub(super) const CZECH: &str = "Městské zastupitelstvo v úterý schválilo rozpočet na příští rok. Nejvíc \
    peněz dostanou školy a silnice, stavba nového mostu se odkládá. Starostka řekla, že daně se zvyšovat \
    nebudou. Opozice si myslí, že výdaje jsou podhodnocené, a žádá jejich přezkoumání.";

pub(super) const POLISH: &str = "Rada miasta przyjęła we wtorek budżet na przyszły rok. Najwięcej \
    pieniędzy dostaną szkoły i drogi, a budowę nowego mostu odłożono. Burmistrz powiedziała, że podatki \
    nie wzrosną. Opozycja uważa, że wydatki są zaniżone, i żąda ich sprawdzenia.";

pub(super) const HUNGARIAN: &str = "A városi tanács kedden elfogadta a jövő évi költségvetést. A legtöbb \
    pénzt az iskolák és az utak kapják, az új híd építését elhalasztották. A polgármester azt mondta, hogy \
    nem lesz adóemelés. Az ellenzék szerint a kiadásokat alábecsülték, ezért vizsgálatot kér a következő \
    ülésre.";

pub(super) const FRENCH: &str = "Le conseil municipal a adopté mardi le budget de l'année prochaine. Les \
    écoles et les routes reçoivent la plus grande part, et la construction du nouveau pont est différée. « \
    Nous avions promis de ne pas relever les impôts », a déclaré la maire, « et c'est chose faite ». \
    L'opposition réclame un contrôle, au cœur de sa campagne.";

pub(super) const GERMAN: &str = "Der Stadtrat hat am Dienstag den Haushalt für das nächste Jahr \
    beschlossen. Das meiste Geld erhalten Schulen und Straßen, der Bau der neuen Brücke wird verschoben. \
    Die Steuern würden nicht erhöht, sagte die Bürgermeisterin. Die Opposition hält die Ausgaben für zu \
    niedrig angesetzt und verlangt eine Prüfung.";

pub(super) const SPANISH: &str = "El ayuntamiento aprobó el martes el presupuesto del próximo año. Las \
    escuelas y los caminos recibirán más dinero, y la construcción del puente se aplaza. «No subiremos los \
    impuestos», prometió la alcaldesa tras la votación. La oposición cree que el cálculo de los gastos \
    está equivocado y pide una revisión.";

pub(super) const VIETNAMESE: &str = "Hội đồng thành phố hôm thứ ba đã thông qua ngân sách cho năm tới. \
    Trường học và đường sá nhận được nhiều tiền nhất, còn việc xây cây cầu mới bị hoãn lại. Phe đối lập \
    cho rằng các khoản chi bị tính quá thấp và yêu cầu kiểm tra.";

pub(super) const ESPERANTO: &str = "La urba konsilio marde aprobis la buĝeton por la venonta jaro. Plej \
    multe da mono ricevos la lernejoj kaj la vojoj, ĉar la ponto ankaŭ estas malnova. La urbestrino diris, \
    ke ŝi ne plialtigos la impostojn, kaj ĝojis pri la rezulto. Ĵurnalistoj demandis pri la prokrasto.";

pub(super) const ENGLISH: &str = "The council’s vote came late on Tuesday. “We promised not to raise \
    taxes,” the mayor said — “and we didn’t.” The new bridge, which would cost £12 million, will have to \
    wait…";

/// One language for each script or way of writing.
pub(super) const SCRIPTS: [&str; 12] =
    [ARABIC, CHINESE, CZECH, ENGLISH, FRENCH, GREEK, HEBREW, JAPANESE, KOREAN, RUSSIAN, THAI, VIETNAMESE];

/// The text in the charset of that label, with `?` for missing characters.
pub(super) fn encode(text: &str, label: &str) -> Vec<u8> {
    match label {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        "UTF-32LE" => text.chars().flat_map(|letter| u32::from(letter).to_le_bytes()).collect(),
        "UTF-32BE" => text.chars().flat_map(|letter| u32::from(letter).to_be_bytes()).collect(),
        _ => match encoding_rs::Encoding::for_label(label.as_bytes()) {
            Some(encoding) if !encoding.is_single_byte() => encoding.encode(text).0.into_owned(),
            _ => encode_single(text, label.parse().unwrap()),
        },
    }
}

fn encode_single(text: &str, charset: Charset) -> Vec<u8> {
    let table = charset.upper_half();
    let high = |letter: char| (0x80..=u8::MAX).find(|byte| table[usize::from(byte & 0x7F)] == letter);
    let byte = |letter: char| u8::try_from(letter).ok().filter(u8::is_ascii).or_else(|| high(letter));
    text.chars().map(|letter| byte(letter).unwrap_or(b'?')).collect()
}
