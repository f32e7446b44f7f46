//! Abbreviations: full stops that end no sentence, in all languages whose words this crate knows.
//!
//! A text may quote another language, and sentences are cut before its language is known, so there is one list for all.
//! A word is in it only if it isn't the last word of a sentence in one of the other languages (English “red”, Polish
//! “red.”). One end too few costs little, since words are compared inside sentences anyway.

use std::sync::LazyLock;

use foldhash::HashSet;

/// Always with a name or a word behind them.
const BEFORE_WORDS: &str = "Mr Mrs Ms Dr Prof Gen Sen Rep Gov Lt Col Sgt Capt Cpl Maj Pres Rev Hon Msgr Mt Ft Fr Br vs \
    Hr Hrn Frl bzw ca cca sog vgl ggf evtl inkl zzgl exkl einschl insb allg geb gest gegr Dipl Ing Mag Jhd abzgl \
    MM Mme Mmes Mlle Mgr Me env Ste Sr Sra Srta Srs Dra Dña Ud Uds Vd Vds Gral Cnel Lic Sto Sta Mons aprox ej \
    Profa Exmo Exma Eng Sig sig Sigg sigg dott Dott ssa Avv avv Geom Arch rag Rag Mons es dhr Dhr mevr Mevr Mw mw drs \
    Drs mr dr prof bijv jl resp incl excl evt plm kl dvs ung ev np mgr inż ul tzw tj płk kpt św hab woj ks abp bp \
    Doç Yrd Av Sn örn bkz Öğr Gör Alb Org Müh гл ул им см напр пр-т просп акад доц нач зам полк кап лейт обл ст-ца \
    вул ім";

/// With a number behind them; else they may be words.
const BEFORE_NUMBERS: &str = "No Nos no nos Nr Nrn nr Art art Abs Kap Bd Ziff Tel tel Fig fig Abb Tab Vol vol p pp S pg pág \
    págs pag núm num n approx max min mind ok Ok godz pkt poz str s sez sec cap chap ch sect séc sek Sek Min Std bl \
    blz kap ст стр рис п пп кв корп д около No Cad Sok Mah Apt md sk § Az Jan Feb Febr Mar Apr Jun Jul Aug Sep Sept \
    Oct Okt Nov Dec Dez Jän janv févr avr juill sept oct nov déc ene abr ago dic gen feb mar apr mag giu lug ago set \
    ott dic jan fev ag out dez mrt okt maj lip sie wrz paź lis gru sty lut kwi cze Oca Şub Nis Haz Tem Ağu Eyl Eki \
    Kas Ara янв февр апр авг сент окт нояб дек Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun Mo Di Mi Do Sa So";

/// They may end a sentence, so the word behind them decides.
const ANYWHERE: &str = "St Ave Rd Blvd Inc Corp Co Ltd Bros Jr Jun al est Est dept Dept Mio Mrd Tsd mio mrd Str \
    Hbf Jh cf av éd boul avda cía Cía tys mln mld zł al pl vb vs yy гг тыс млн млрд руб коп др \
    пр проф чел мин сек обл р-н пос англ лат нем фр итал род грн крб";

/// The first words of a sentence that are seldom a part of a name.
const OPENERS: &str = "The It He She They We But This That These Those There If When After Many Some Nobody No In On At As For And \
    Der Die Das Er Sie Es Ein Eine Doch Aber Dies Diese Dieser Auch Dann Später \
    Il Elle Ils Elles Cette Mais El Los Las Esto Pero Él Ella Ele Ela Eles Mas Lui Lei Ma Questo Questa \
    Он Она Оно Они Мы Это Этот Эта Но А И В На По После Потом Затем Однако Также Het Zij Hij Maar Han Hon Den Det Men \
    Ale Jednak Potem Ancak Ama Bu";

/// German words before which a number with a full stop is an ordinal: articles, prepositions that hold one, “bis”.
const BEFORE_ORDINALS: &str = "der die das dem den des am im vom zum zur beim ins bis und seit ab jeder jede jedes jedem jeden \
    ein eine einen einem einer eines sein seine seinen seinem seiner seines ihr ihre ihren ihrem ihrer ihres unser unsere \
    unseren unserem dieser diese dieses diesem diesen";

/// Words behind an ordinal with a full stop: capitalised months, and German nouns counted in ordinals.
const BEHIND_ORDINALS: &str = "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember \
    Jahrhundert Jahrhunderts Jahrtausend Weltkrieg Weltkriegs FC SC SV FSV Liga Bundesliga Platz Stock Etage Runde Klasse \
    Halbzeit Minute Spieltag Geburtstag Jahrestag Quartal Halbjahr Auflage Bezirk Kapitel Senat Zivilsenat Strafsenat";

/// Letters that Turkish has and the other languages here have not: there every number with a full stop is an ordinal.
const TURKISH: [char; 4] = ['ğ', 'ı', 'ş', 'İ'];

static BEFORE_WORDS_SET: LazyLock<HashSet<&str>> = LazyLock::new(|| set(BEFORE_WORDS));
static BEFORE_NUMBERS_SET: LazyLock<HashSet<&str>> = LazyLock::new(|| set(BEFORE_NUMBERS));
static ANYWHERE_SET: LazyLock<HashSet<&str>> = LazyLock::new(|| set(ANYWHERE));
static OPENERS_SET: LazyLock<HashSet<&str>> = LazyLock::new(|| set(OPENERS));
static BEFORE_ORDINALS_SET: LazyLock<HashSet<&str>> = LazyLock::new(|| set(BEFORE_ORDINALS));
static BEHIND_ORDINALS_SET: LazyLock<HashSet<&str>> = LazyLock::new(|| set(BEHIND_ORDINALS));

fn set(words: &'static str) -> HashSet<&'static str> {
    words.split_whitespace().collect()
}

/// Whether the full stop between `before` and `after` belongs to an abbreviation, an initial or an ordinal, and so ends
/// no sentence. `before` is the paragraph up to the stop, `after` the text behind the white space that follows.
pub(crate) fn abbreviates(before: &str, after: &str) -> bool {
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '.' | '-');
    let start = before.rfind(|character| !is_part(character)).map_or(0, |at| at + width(&before[at..]));
    let word = before[start..].trim_start_matches('-');
    let has_number = || after.starts_with(|first: char| first.is_numeric() || first == '№');
    if word.is_empty() {
        return false;
    }
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return is_ordinal(&before[..start], word, after);
    }
    if matches!(word, "a.m" | "p.m" | "am" | "pm") {
        return word.contains('.') && !begins_word(after);
    }
    BEFORE_WORDS_SET.contains(word)
        || BEFORE_NUMBERS_SET.contains(word)
            && (has_number() || BEFORE_NUMBERS_SET.contains(first_word(after)))
        || (is_letters(word) || ANYWHERE_SET.contains(word)) && !OPENERS_SET.contains(first_word(after))
}

/// Letters with stops: `J`, `J.-P`, `U.S`, `z.B`, `Ph.D`; and the Spanish plural `EE.UU`.
fn is_letters(word: &str) -> bool {
    let parts = || word.split(['.', '-']).filter(|part| !part.is_empty());
    let most = if word.contains('.') { 2 } else { 1 };
    let is_short = |part: &str| part.chars().all(char::is_alphabetic) && part.chars().count() <= most;
    parts().all(is_short) || matches!(word, "EE" | "UU")
}

/// Whether a number of one to three digits is an ordinal: “am 4. Mai”, “der 1. FC”, “19. Jahrhundert”, “5. Kolordu”; or
/// it numbers an item at the start of its paragraph.
fn is_ordinal(before: &str, digits: &str, after: &str) -> bool {
    if digits.len() > 3 || before.ends_with([':', ',', '/', '%', '$', '€', '+']) {
        return false;
    }
    let last = before.trim_end().rsplit(|character: char| !character.is_alphabetic()).next().unwrap_or("");
    let is_behind_ordinal = || {
        let lower = last.to_lowercase();
        BEFORE_ORDINALS_SET.contains(lower.as_str()) && !OPENERS_SET.contains(first_word(after))
    };
    before.trim().is_empty()
        || BEHIND_ORDINALS_SET.contains(first_word(after))
        || is_behind_ordinal()
        || is_turkish(before, after)
}

/// Whether a letter of Turkish is near.
fn is_turkish(before: &str, after: &str) -> bool {
    const NEAR: usize = 80;
    before.chars().rev().take(NEAR).chain(after.chars().take(NEAR)).any(|letter| TURKISH.contains(&letter))
}

/// Whether a word with one capital begins here, not an acronym such as `GMT`, nor a weekday that belongs to a time.
fn begins_word(after: &str) -> bool {
    let word = first_word(after);
    let is_capitalised = word.starts_with(char::is_uppercase);
    is_capitalised && !word.chars().nth(1).is_some_and(char::is_uppercase) && !word.ends_with("day")
}

fn first_word(text: &str) -> &str {
    let end = text.find(|character: char| !character.is_alphanumeric()).unwrap_or(text.len());
    &text[..end]
}

fn width(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}
