//! The words of dates, in lower case.

/// Month names in English, French, German, Spanish, Italian, Portuguese, Dutch, the Scandinavian languages, Polish,
/// Russian, Ukrainian and Turkish, in the form used in dates. An abbreviation has at least three letters.
const MONTHS: [&str; 12] = [
    "january janvier januar jänner enero gennaio janeiro januari stycznia styczeń января январь січня \
     січень ocak",
    "february février fevrier februar febrero febbraio fevereiro februari lutego luty февраля февраль \
     лютого лютий şubat",
    "march mars märz maerz marzo março marco maart mrt marts marca marzec марта март березня березень \
     mart",
    "april avril abril aprile kwietnia kwiecień апреля апрель квітня квітень nisan",
    "may mai mayo maggio maio mei maj maja мая май травня травень mayıs",
    "june juin juni junio giugno junho czerwca czerwiec июня июнь червня червень haziran",
    "july juillet juli julio luglio julho lipca lipiec июля июль липня липень temmuz",
    "august août aout agosto augustus augusti sierpnia sierpień августа август серпня серпень ağustos",
    "september septembre septiembre settembre setembro września wrzesień сентября сентябрь вересня \
     вересень eylül",
    "october octobre oktober octubre ottobre outubro października październik октября октябрь жовтня \
     жовтень ekim",
    "november novembre noviembre novembro ноября ноябрь листопада листопад kasım",
    "december décembre decembre dezember diciembre dicembre dezembro desember grudnia grudzień декабря \
     декабрь грудня грудень aralık",
];

/// The days of the week in the same languages and in Chinese, Japanese and Korean, from Monday on.
const WEEKDAYS: [&str; 7] = [
    "monday lundi montag lunes lunedì segunda maandag måndag mandag poniedziałek понедельник понеділок \
     pazartesi 月 月曜日 星期一 周一 월 월요일",
    "tuesday mardi dienstag martes martedì terça dinsdag tisdag tirsdag wtorek вторник вівторок salı 火 \
     火曜日 星期二 周二 화 화요일",
    "wednesday mercredi mittwoch miércoles mercoledì quarta woensdag onsdag środa среда середа çarşamba 水 \
     水曜日 星期三 周三 수 수요일",
    "thursday jeudi donnerstag jueves giovedì quinta donderdag torsdag czwartek четверг четвер perşembe 木 \
     木曜日 星期四 周四 목 목요일",
    "friday vendredi freitag viernes venerdì sexta vrijdag fredag piątek пятница п’ятниця п'ятниця cuma 金 \
     金曜日 星期五 周五 금 금요일",
    "saturday samedi samstag sábado sabato zaterdag lördag lørdag sobota суббота субота cumartesi 土 土曜日 \
     星期六 周六 토 토요일",
    "sunday dimanche sonntag domingo domenica zondag söndag søndag niedziela воскресенье неділя pazar 日 \
     日曜日 星期日 星期天 周日 일 일요일",
];

pub(super) const SEASONS: [&str; 5] = ["spring", "summer", "autumn", "fall", "winter"];

/// The month with this name or abbreviation, from 1.
pub(super) fn month(word: &str) -> Option<u8> {
    position(&MONTHS, word)
}

/// The day of the week with this name or abbreviation, from 1 for Monday.
pub(super) fn weekday(word: &str) -> Option<u8> {
    position(&WEEKDAYS, word)
}

/// The English name of a day of the week, from 1 for Monday.
pub(super) fn english_weekday(day: i8) -> String {
    let name = usize::try_from(day - 1)
        .ok()
        .and_then(|at| WEEKDAYS.get(at))
        .map_or("", |names| names.split(' ').next().unwrap_or(names));
    name.chars().take(1).flat_map(char::to_uppercase).chain(name.chars().skip(1)).collect()
}

/// Whether the word is a filler without meaning in a date.
pub(super) fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "de" | "of"
            | "the"
            | "le"
            | "den"
            | "am"
            | "del"
            | "el"
            | "il"
            | "di"
            | "feira"
            | "dnia"
            | "r"
            | "roku"
            | "г"
            | "года"
            | "р"
            | "року"
    )
}

/// Whether the word is ambiguous: different months in different languages.
pub(super) fn is_two_months(word: &str) -> bool {
    matches!(word, "listopad" | "listopada")
}

/// The position of the name, or of the first name with this prefix, from 1.
fn position(names: &[&str], word: &str) -> Option<u8> {
    let place = |is_it: &dyn Fn(&str) -> bool| {
        names.iter().zip(1..).find_map(|(names, place)| names.split(' ').any(is_it).then_some(place))
    };
    place(&|name| name == word).or_else(|| place(&|name| word.chars().count() >= 3 && name.starts_with(word)))
}
