//! Names of months in the languages of the press.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The month that a word in lower case names, 1 to 12. Abbreviations may end with a full stop, which isn't part of `word`.
///
/// For example, `mars`, `märz`, `марта` and `março` are 3.
pub(super) fn month(word: &str) -> Option<u8> {
    MONTHS.get(word).copied()
}

static MONTHS: LazyLock<HashMap<&str, u8>> = LazyLock::new(|| {
    let mut months = HashMap::new();
    for (names, month) in NAMES.iter().zip(1..) {
        for name in names.split(' ') {
            // A name that two languages use for different months is that of the earlier one.
            months.entry(name).or_insert(month);
        }
    }
    months
});

/// One line for each month: full names in their forms beside a day, then abbreviations. Sources: the CLDR tables of months, in their
/// `format` and `stand-alone` forms.
const NAMES: [&str; 12] = [
    "january januar jänner janvier enero gennaio janeiro januari styczeń stycznia leden ledna január januára január januar january \
     январь января січень січня януари siječanj siječnja сијечањ ianuarie tammikuu tammikuuta ocak ιανουάριος ιανουαρίου sausio sausis \
     janvāris janvārī jaanuar gener janar urtarrila يناير كانون ינואר בינואר जनवरी מינואר มกราคม january jan janv ene gen янв січ jän \
     ιαν sty led tammi oca genn janúar ม.ค siječ ιανουαριου ژانویه جنوری জানুয়ারি ஜனவரி",
    "february februar feber février fevrier febrero febbraio fevereiro februari luty lutego únor února február februára február \
     февраль февраля лютий лютого февруари veljača veljače фебруар februarie helmikuu helmikuuta şubat φεβρουάριος φεβρουαρίου vasario \
     vasaris februāris februārī veebruar febrer shkurt otsaila فبراير شباط פברואר בפברואר फरवरी กุมภาพันธ์ feb febr fév févr fev фев февр лют φεβ \
     lut úno helmi şub febrúar ก.พ velj φεβρουαριου فوریه فروری ফেব্রুয়ারি பிப்ரவரி",
    "march märz mars marzo março marco maart marzec marca březen března marec marca március március март марта березень березня март \
     ožujak ožujka март martie maaliskuu maaliskuuta mart μάρτιος μαρτίου kovo kovas marts martā märts març martxoa مارس آذار מרץ במרץ मार्च มีนาคม mar \
     mär mrz мар бер ožu μαρ bře maalis márc martius มี.ค maret μαρτιου مارچ মার্চ மார்ச்",
    "april avril abril aprile kwiecień kwietnia duben dubna apríl apríla április апрель апреля квітень квітня април travanj travnja \
     aprilie huhtikuu huhtikuuta nisan απρίλιος απριλίου balandžio balandis aprīlis aprīlī aprill prill apirila أبريل ابريل نيسان אפריל באפריל \
     अप्रैल เมษายน apr avr abr апр кві kwi dub huhti nis ápr tra april เม.ย απρ απριλιου aprile آوریل اپریل এপ্রিল ஏப்ரல்",
    "may mai mayo maggio maio mei maj maja květen května máj mája május май мая травень травня svibanj svibnja мај toukokuu toukokuuta \
     mayıs μάιος μαΐου gegužės gegužė maijs maijā maig maiatza مايو أيار ايار מאי במאי मई พฤษภาคม mag maí máj mai kvě тра touko ram μαΐ μαι \
     svi พ.ค geg μαϊου μάϊος می مئی মে மே",
    "june juni juin junio giugno junho czerwiec czerwca červen června jún júna június июнь июня червень червня юни lipanj lipnja јун \
     iunie kesäkuu kesäkuuta haziran ιούνιος ιουνίου birželio birželis jūnijs jūnijā juuni juny qershor ekaina يونيو حزيران יוני ביוני जून \
     มิถุนายน jun giu июн чер cze červ kesä haz iun ιούν ιουν lip júní มิ.ย juin ιουνιου ژوئن جون জুন ஜூன்",
    "july juli juillet julio luglio julho lipiec lipca červenec července júl júla július июль июля липень липня юли srpanj srpnja јул \
     iulie heinäkuu heinäkuuta temmuz ιούλιος ιουλίου liepos liepa jūlijs jūlijā juuli juliol korrik uztaila يوليو تموز יולי ביולי जुलाई \
     กรกฎาคม jul juil lug июл лип heinä tem iul ιούλ ιουλ srp júlí ก.ค ιουλιου ژوئیه جولائی জুলাই ஜூலை",
    "august août aout agosto augustus sierpień sierpnia srpen srpna augusta augusztus август августа серпень серпня kolovoz kolovoza \
     авг elokuu elokuuta ağustos αύγουστος αυγούστου rugpjūčio rugpjūtis augusts augustā agost gusht abuztua أغسطس اغسطس آب אוגוסט באוגוסט \
     अगस्त สิงหาคม aug ago août ağu elo sie сер авг aoû αυγ kol ágúst ส.ค agustus aug αυγουστου اوت اگست আগস্ট ஆகஸ்ட் август",
    "september septembre septiembre setiembre settembre setembro wrzesień września září septembra szeptember сентябрь сентября вересень вересня \
     септември rujan rujna септембар septembrie syyskuu syyskuuta eylül σεπτέμβριος σεπτεμβρίου rugsėjo rugsėjis septembris septembrī \
     setembre shtator iraila سبتمبر أيلول ايلول ספטמבר בספטמבר सितंबर กันยายน sep sept set сен сент вер wrz syys eyl szept ruj σεπ σεπτ \
     ก.ย σεπτεμβριου سپتامبر ستمبر সেপ্টেম্বর செப்டம்பர்",
    "october oktober octobre octubre ottobre outubro październik października říjen října október októbra október октябрь октября жовтень \
     жовтня октомври октобар octombrie lokakuu lokakuuta ekim οκτώβριος οκτωβρίου spalio spalis oktobris oktobrī oktoober tetor \
     urria أكتوبر اكتوبر תשרין אוקטובר באוקטובר अक्टूबर ตุลาคม oct okt ott out окт жов paź loka eki οκτ říj ต.ค oktober octubre οκτωβριου اکتبر اکتوبر অক্টোবর அக்டோபர்",
    "november novembre noviembre novembro listopad listopadu listopada novembra ноябрь ноября листопад листопада ноември studeni studenog \
     новембар noiembrie marraskuu marraskuuta kasım νοέμβριος νοεμβρίου lapkričio lapkritis novembris novembrī nëntor azaroa نوفمبر נובמבר \
     בנובמבר नवंबर พฤศจิกายน nov ноя нояб лис lis marras kas noi νοέ νοε พ.ย nóvember νοεμβριου نوامبر نومبر নভেম্বর நவம்பர்",
    "december dezember décembre decembre diciembre dicembre dezembro grudzień grudnia prosinec prosince decembra декабрь декабря грудень грудня \
     декември prosinac prosinca децембар decembrie joulukuu joulukuuta aralık δεκέμβριος δεκεμβρίου gruodžio gruodis decembris decembrī \
     detsember desember desembre dhjetor abendua ديسمبر דצמבר בדצמבר दिसंबर ธันวาคม dec déc dez dic des дек гру gru joulu ara δεκ pro ธ.ค \
     december δεκεμβριου دسامبر دسمبر ডিসেম্বর டிசம்பர்",
];
