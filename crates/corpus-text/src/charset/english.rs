//! English text with a few letters or signs outside ASCII, which is nearly always windows-1252.
//!
//! One letter says little about a charset: the byte of “ï” in “naïve” is “ī” in another one, and a foreign word
//! may have either. The language of the words around it says more, because English is hardly ever kept in a
//! charset for other languages. So for English, windows-1252 is believed as long as each byte stands where its
//! sign or letter can stand. Other languages are judged by their letters.

use super::spelling::{self, ByteContext, UpperHalf};

/// How many words tell the language.
const WORDS: usize = 4000;

/// Whether the bytes are English and can be read by `table`, the upper half of windows-1252.
pub(super) fn fits(sample: &[u8], contexts: &[ByteContext], table: &UpperHalf) -> bool {
    is_english(sample) && spelling::is_plausible(contexts, table) && !has_foreign_words(sample, table)
}

/// Whether the small words are English more often than they are those of another language.
fn is_english(sample: &[u8]) -> bool {
    let (mut english, mut other) = (0_usize, 0_usize);
    for word in words(sample).take(WORDS) {
        english += usize::from(is_english_word(&word.to_ascii_lowercase()));
        other += usize::from(is_other_word(word));
    }
    english > 2 * other
}

fn words(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic()).filter(|word| !word.is_empty())
}

/// Whether a word of two or more letters has none in ASCII, or three letters outside ASCII follow one another.
/// Words in other scripts look like that. Two pairs of East Asian punctuation begin with “¡”.
fn has_foreign_words(sample: &[u8], table: &UpperHalf) -> bool {
    let character = |byte: &u8| table[usize::from(byte & 0x7F)];
    words(sample).any(|word| {
        word.chunk_by(|one, other| one.is_ascii() == other.is_ascii()).any(|run| {
            if run[0].is_ascii() {
                return false;
            }
            let letters = run.iter().filter(|byte| spelling::is_letter(character(byte))).count();
            let alone = letters == word.len();
            let opens_twice = run.windows(2).any(|pair| {
                matches!(character(&pair[0]), '¡' | '¿')
                    && !spelling::is_letter(character(&pair[1]))
                    && !matches!(character(&pair[1]), '¡' | '¿' | '«' | '“' | '‘')
            });
            letters > 2 || (alone && letters > 1) || run.len() > 3 && letters > 0 || opens_twice
        })
    })
}

/// Small words that are English and hardly anything else.
fn is_english_word(word: &[u8]) -> bool {
    matches!(
        word,
        b"the"
            | b"and"
            | b"of"
            | b"that"
            | b"was"
            | b"were"
            | b"with"
            | b"which"
            | b"have"
            | b"has"
            | b"this"
            | b"from"
            | b"they"
            | b"his"
            | b"their"
            | b"been"
            | b"would"
            | b"said"
            | b"not"
            | b"for"
            | b"are"
            | b"who"
            | b"when"
            | b"after"
            | b"will"
            | b"but"
            | b"she"
            | b"its"
            | b"there"
            | b"than"
            | b"what"
            | b"you"
            | b"had"
            | b"could"
            | b"should"
            | b"about"
            | b"more"
            | b"into"
            | b"he"
            | b"it"
            | b"by"
            | b"at"
            | b"says"
            | b"new"
            | b"your"
            | b"our"
            | b"these"
    )
}

/// Small words of other languages that are hardly English.
fn is_other_word(word: &[u8]) -> bool {
    is_western_word(word) || is_eastern_word(word)
}

/// German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Danish and Norwegian.
fn is_western_word(word: &[u8]) -> bool {
    matches!(
        word,
        b"der"
            | b"und"
            | b"nicht"
            | b"ist"
            | b"das"
            | b"ein"
            | b"eine"
            | b"dem"
            | b"mit"
            | b"von"
            | b"auf"
            | b"sich"
            | b"auch"
            | b"wird"
            | b"im"
            | b"zu"
            | b"des"
            | b"du"
            | b"une"
            | b"est"
            | b"dans"
            | b"pour"
            | b"qui"
            | b"que"
            | b"pas"
            | b"avec"
            | b"sont"
            | b"una"
            | b"por"
            | b"para"
            | b"como"
            | b"pero"
            | b"el"
            | b"los"
            | b"las"
            | b"uma"
            | b"dos"
            | b"pelo"
            | b"mais"
            | b"foi"
            | b"che"
            | b"della"
            | b"sono"
            | b"alla"
            | b"nel"
            | b"gli"
            | b"di"
            | b"il"
            | b"per"
            | b"het"
            | b"een"
            | b"niet"
            | b"voor"
            | b"zijn"
            | b"van"
            | b"och"
            | b"att"
            | b"det"
            | b"som"
            | b"inte"
            | b"av"
            | b"og"
            | b"ikke"
            | b"af"
            | b"en"
            | b"er"
            | b"la"
            | b"le"
            | b"les"
            | b"de"
            | b"da"
            | b"os"
    )
}

/// Polish, Czech, Hungarian, Romanian, Croatian and Slovene, Turkish, Lithuanian, Latvian, Estonian.
fn is_eastern_word(word: &[u8]) -> bool {
    matches!(
        word,
        b"nie"
            | b"jest"
            | b"oraz"
            | b"przez"
            | b"sie"
            | b"na"
            | b"z"
            | b"w"
            | b"je"
            | b"se"
            | b"ze"
            | b"jako"
            | b"podle"
            | b"si"
            | b"v"
            | b"az"
            | b"egy"
            | b"hogy"
            | b"nem"
            | b"szerint"
            | b"volt"
            | b"nu"
            | b"din"
            | b"este"
            | b"cu"
            | b"pe"
            | b"sunt"
            | b"nije"
            | b"su"
            | b"za"
            | b"ki"
            | b"ne"
            | b"u"
            | b"ve"
            | b"bir"
            | b"bu"
            | b"ile"
            | b"olarak"
            | b"ir"
            | b"kad"
            | b"buvo"
            | b"yra"
            | b"un"
            | b"ja"
            | b"ei"
            | b"ning"
            | b"oli"
            | b"od"
            | b"bi"
            | b"ce"
            | b"po"
            | b"ka"
            | b"kas"
            | b"va"
            | b"fi"
            | b"meg"
            | b"nincs"
            | b"ez"
    )
}

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::super::samples::encode;

    /// The text after encoding in that charset and decoding by guess.
    fn guessed(text: &str, label: &str) -> String {
        decode(&encode(text, label), None).unwrap().text.into_owned()
    }

    #[test]
    fn few_letters_in_english_are_windows_1252() {
        for part in [
            "naïve",
            "château",
            "Benoît",
            "Haïti",
            "5 ± 1",
            "2¾",
            "¥300",
            "†",
            "¿no?",
            "¡no!",
            "œuvre",
            "Acme®",
            "by ®",
            "5 µg",
            "£40",
            "§ 12",
            "31°",
            "café",
            "Müller",
            "Señor",
            "Sørvik",
            "Ævar",
            "façade",
            "Zoë",
            "crème",
            "©",
            "30¢",
            "km²",
            "São",
            "Åland",
            "Öresund",
            "Straße",
            "Þing",
            "naïveté",
            "résumé",
            "déjà vu",
            "‰",
            "½",
            "Ó Briain",
        ] {
            for text in [
                format!("They said the {part} was not there."),
                format!("The vote on it was late. Nobody who was there would speak of {part}\n"),
            ] {
                assert_eq!(guessed(&text, "windows-1252"), text);
            }
        }
    }

    #[test]
    fn real_evidence_of_another_charset_counts() {
        for (text, label) in [
            ("The report by Lech Wałęsa was read.", "windows-1250"),
            ("The report by Kaczyński was read.", "windows-1250"),
            ("The report by Milošević was read.", "windows-1250"),
            ("The report by Dvořák was read.", "ISO-8859-2"),
            ("The paper Правда said that it was not so.", "windows-1251"),
            ("The town of Ελλάδα was not on the map.", "windows-1253"),
            ("The paper 人民日报 said that it was not so.", "GBK"),
            ("They sold the café and left.", "IBM850"),
            ("They sold the café and left.", "macintosh"),
            ("The fare is €5 and it will rise.", "ISO-8859-15"),
        ] {
            assert_eq!(guessed(text, label), text, "{label}");
        }
    }

    #[test]
    fn short_texts_in_other_languages_are_not_taken_for_english() {
        for (text, label) in [
            ("Primăria a spus că podul nu este gata.", "windows-1250"),
            ("Mieszkańcy nie chcą drogi przez las.", "ISO-8859-2"),
            ("Kazada kimse yaralanmadı.", "windows-1254"),
            ("Der Bürgermeister hat für die Straße gestimmt.", "windows-1252"),
            ("Le maire a été réélu.", "macintosh"),
        ] {
            assert_eq!(guessed(text, label), text, "{label}");
        }
    }
}
