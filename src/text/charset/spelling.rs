//! How a reading of high bytes is spelled: whether they come out as the letters of one language, and in
//! places where letters and signs stand.
//!
//! The same bytes read in a wrong single-byte charset give capitals within words, signs between letters,
//! and letters that are rare, or that no one language has together. It takes little more than the
//! alphabets to see that. Costs are in bits, as of a character's probability.

/// Languages that are written in the same charsets.
pub(super) struct Region {
    /// The letters of each language outside ASCII, from the most frequent to the rarest; capitals only
    /// where they are letters of their own.
    alphabets: &'static [&'static str],
    /// Whether so many of their letters are outside ASCII that other signs there are few among them.
    pub(super) is_dense: bool,
}

/// German, French, Spanish, Portuguese, Italian, Catalan, Dutch, Swedish and Finnish, Danish and
/// Norwegian, Icelandic.
pub(super) static WESTERN: Region = Region {
    alphabets: &[
        "üäöß",
        "éàèêçûùâîôïëœüÿ",
        "óíáéñúü",
        "ãçáéíóêõúâàô",
        "àèùòéìí",
        "àéèóíçòúïü",
        "ëéïóèöüáê",
        "äöåé",
        "øåæé",
        "íáðóéþúöæý",
    ],
    is_dense: false,
};

/// German, Polish, Czech, Slovak, Hungarian, Romanian by cedilla and by comma, Croatian and Slovene.
pub(super) static CENTRAL: Region = Region {
    alphabets: &[
        "üäöß",
        "łęóążśćńź",
        "íáěéřýčžšůúťďóň",
        "áíéčýžšľúťôňďóäŕĺ",
        "áéöíóőüúű",
        "ăîâşţ",
        "ăîâșț",
        "čšžćđ",
    ],
    is_dense: false,
};

/// Lithuanian, Latvian, Estonian.
pub(super) static BALTIC: Region =
    Region { alphabets: &["ėįšžųūąčę", "āīēšņūļžčģķ", "äõüöšž"], is_dense: false };

/// Turkish, Maltese, Esperanto.
pub(super) static SOUTHERN: Region =
    Region { alphabets: &["ıüşğçöİâîû", "ħġċż", "ĝŭĉŝĵĥ"], is_dense: false };

/// Vietnamese.
pub(super) static VIETNAMESE: Region = Region {
    alphabets: &["àđáưôạếộớấóâảệợậờểìứăíầốềịừụởúêọủơữửãùẽũĩõéèýỏằắặẩẫẵẳồổỗỡựẻẹễỉòỳỵỷỹ"],
    is_dense: true,
};

/// Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian.
pub(super) static CYRILLIC: Region = Region {
    alphabets: &[
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
        "оанивіетрскулдмпзябгьйчхцжюїшєщфґ",
        "анітоервслкуядмзпыьгбцчўхйжшюэфё",
        "аоиетнрсвлкдпмзгубчящжцхшйъюьф",
        "аоиенрстувкјмдплзбгчцшжхњћљфђџ",
        "аоиетнрвсклупмдзјгбчцшжќхфњљџѓѕ",
    ],
    is_dense: true,
};

/// Of the first letter of an alphabet.
const LETTER: f64 = 1.5;
/// Of a capital, beyond the small letter.
const CAPITAL: f64 = 2.0;
/// Of an apostrophe, a dash or an ellipsis: in English text the most frequent ones outside ASCII.
const DASH: f64 = 1.0;
/// Of a quotation mark.
const QUOTE: f64 = 3.0;
/// Of either in a dense region.
const AMONG_LETTERS: f64 = 7.0;
/// Of a sign in common use.
const SIGN: f64 = 5.0;
/// Of a sign that is hardly used.
const RARE: f64 = 9.0;
/// Of a letter that the language has not.
const FOREIGN: f64 = 7.0;
/// Of what is found in no language.
const WRONG: f64 = 12.0;

/// What the bytes from 0x80 on cost if they stand for the characters of `table`, in the language of the
/// region that makes it the least.
pub(super) fn cost(bytes: &[u8], table: &[char; 128], region: &Region) -> f64 {
    let counts = Counts::new(bytes, table);
    let per_alphabet = region.alphabets.iter().map(|alphabet| counts.cost(table, alphabet, region.is_dense));
    per_alphabet.fold(f64::INFINITY, f64::min)
}

/// How often each byte from 0x80 on stands in what kind of place.
struct Counts {
    letters: [u32; 128],
    signs: [u32; 128],
    misplaced: [u32; 128],
}

impl Counts {
    fn new(bytes: &[u8], table: &[char; 128]) -> Self {
        let read =
            |byte: u8| byte.checked_sub(0x80).map_or(char::from(byte), |high| table[usize::from(high)]);
        let mut counts = Self { letters: [0; 128], signs: [0; 128], misplaced: [0; 128] };
        let mut before = ' ';
        for (at, &byte) in bytes.iter().enumerate() {
            let character = read(byte);
            if let Some(high) = byte.checked_sub(0x80) {
                let after = bytes.get(at + 1).map_or(' ', |&next| read(next));
                let place = match place(before, character, after) {
                    Place::Letter => &mut counts.letters,
                    Place::Sign => &mut counts.signs,
                    Place::Wrong => &mut counts.misplaced,
                };
                place[usize::from(high)] += 1;
            }
            before = character;
        }
        counts
    }

    /// Words repeat, so the same byte over and over is less evidence than different ones are: its cost
    /// grows by the root of its count.
    fn cost(&self, table: &[char; 128], alphabet: &str, is_dense: bool) -> f64 {
        let damped = |count: u32| f64::from(count).sqrt();
        (0..128)
            .filter(|&at| self.letters[at] + self.signs[at] + self.misplaced[at] > 0)
            .map(|at| {
                let letters = damped(self.letters[at]) * letter_cost(table[at], alphabet);
                let signs = damped(self.signs[at]) * sign_cost(table[at], is_dense);
                letters + signs + damped(self.misplaced[at]) * WRONG
            })
            .sum()
    }
}

/// By Zipf's law: the letter of rank n is 1/n as frequent as the first.
fn letter_cost(letter: char, alphabet: &str) -> f64 {
    let rank = |letter: char| alphabet.chars().zip(1_u32..).find(|(known, _)| *known == letter);
    let small = letter.to_lowercase().next().unwrap_or(letter);
    match rank(letter).or_else(|| rank(small)) {
        Some((known, rank)) => LETTER + f64::from(rank).log2() + if known == letter { 0.0 } else { CAPITAL },
        None => FOREIGN,
    }
}

/// What a sign costs, or a letter that stands alone.
fn sign_cost(sign: char, is_dense: bool) -> f64 {
    match sign {
        '’' | '–' | '—' | '…' | '\u{A0}' | '\u{AD}' | '‘' | '“' | '”' | '„' | '«' | '»' if is_dense => {
            AMONG_LETTERS
        }
        '’' | '–' | '—' | '…' | '\u{A0}' | '\u{AD}' => DASH,
        '‘' | '“' | '”' | '„' | '«' | '»' => QUOTE,
        '‚' | '‹' | '›' | '•' | '·' | '€' | '£' | '§' | '°' | '©' | '®' | '™' | '½' | '¼' | '¾' | '¿'
        | '¡' | 'º' | 'ª' | '¹' | '²' | '³' | '×' | '№' => SIGN,
        '\u{80}'..='\u{9F}' | '\u{2500}'..='\u{259F}' | '¤' | char::REPLACEMENT_CHARACTER => WRONG,
        letter if letter.is_alphabetic() => SIGN,
        _ => RARE,
    }
}

/// What stands somewhere.
enum Place {
    /// A letter in a word.
    Letter,
    /// A sign, or a Latin letter that is alone.
    Sign,
    /// What cannot stand there.
    Wrong,
}

fn place(before: char, character: char, after: char) -> Place {
    let within = before.is_alphabetic() && after.is_alphabetic();
    let alone = !before.is_alphabetic() && !after.is_alphabetic();
    let is_cyrillic = ('\u{400}'..='\u{4FF}').contains(&character);
    if character.is_alphabetic() {
        if is_misplaced(before, character, after) {
            Place::Wrong
        } else if alone && !is_cyrillic {
            Place::Sign
        } else {
            Place::Letter
        }
    } else {
        match character {
            '’' | '–' | '—' | '…' | '\u{A0}' | '\u{AD}' => Place::Sign,
            _ if within => Place::Wrong,
            '½' | '¼' | '¾' if after.is_alphabetic() => Place::Wrong,
            _ => Place::Sign,
        }
    }
}

/// Whether a letter cannot stand there: a capital after a small letter, any beside a digit, or one of
/// another script than its neighbours.
fn is_misplaced(before: char, letter: char, after: char) -> bool {
    let is_mixed = |next: char| next.is_ascii_alphabetic() && ('\u{400}'..='\u{4FF}').contains(&letter);
    before.is_lowercase() && letter.is_uppercase()
        || before.is_ascii_digit()
        || after.is_ascii_digit()
        || is_mixed(before)
        || is_mixed(after)
}
