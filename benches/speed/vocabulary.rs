//! The made-up language of the articles: its words, and how often each is drawn. It is the same for every seed.

use fastrand::Rng;

/// About as many words as a reader of news meets.
const WORDS: u32 = 60_000;
/// How much rarer a word is than the one before it, as in real text (Zipf's law).
const EXPONENT: f64 = 1.05;

const CONSONANTS: &[u8] = b"bdfghjklmnprstvz";
const VOWELS: &[u8] = b"aeiou";
const CODAS: [&str; 4] = ["", "n", "r", "s"];
const CYRILLIC: [(char, char); 21] = [
    ('a', 'а'),
    ('b', 'б'),
    ('d', 'д'),
    ('e', 'е'),
    ('f', 'ф'),
    ('g', 'г'),
    ('h', 'х'),
    ('i', 'и'),
    ('j', 'й'),
    ('k', 'к'),
    ('l', 'л'),
    ('m', 'м'),
    ('n', 'н'),
    ('o', 'о'),
    ('p', 'п'),
    ('r', 'р'),
    ('s', 'с'),
    ('t', 'т'),
    ('u', 'у'),
    ('v', 'в'),
    ('z', 'з'),
];
const ACCENTED: [(char, char); 5] = [('a', 'á'), ('e', 'é'), ('i', 'í'), ('o', 'ö'), ('u', 'ü')];

/// All words, the most frequent first.
pub(crate) struct Vocabulary {
    words: Vec<String>,
    /// For each word the sum of the frequencies up to it.
    sums: Vec<f64>,
}

impl Vocabulary {
    pub(crate) fn new() -> Self {
        let mut sum = 0.0;
        let sums = (1..=WORDS).map(|rank| {
            sum += f64::from(rank).powf(-EXPONENT);
            sum
        });
        Self { sums: sums.collect(), words: (0..WORDS).map(word).collect() }
    }

    /// The word of this rank; 1 is the most frequent.
    pub(crate) fn at(&self, rank: usize) -> &str {
        &self.words[rank - 1]
    }

    /// The rank of a word, if it is one.
    pub(crate) fn rank(&self, word: &str) -> Option<usize> {
        self.words.iter().position(|known| known == word).map(|index| index + 1)
    }

    /// A word, as often as its rank says.
    pub(crate) fn draw(&self, rng: &mut Rng) -> &str {
        let point = rng.f64() * self.sums[self.sums.len() - 1];
        let index = self.sums.partition_point(|sum| *sum < point);
        &self.words[index.min(self.words.len() - 1)]
    }

    /// The same, of the words that windows-1252 can write.
    pub(crate) fn draw_western(&self, rng: &mut Rng) -> &str {
        loop {
            let word = self.draw(rng);
            if word.chars().all(|character| u32::from(character) < 0x100) {
                return word;
            }
        }
    }
}

/// The word with this index: no two are the same, with or without accents, and frequent ones are short.
fn word(index: u32) -> String {
    let syllables = u32::try_from(CONSONANTS.len() * VOWELS.len()).expect("few syllables");
    let mut latin = String::new();
    let mut rest = index + 1;
    while rest > 0 {
        // Bijective numeration, so that there are no leading zeros; the factor keeps neighbours from being alike.
        let syllable = ((rest - 1) % syllables * 37 + 11) % syllables;
        let (consonant, vowel) = (syllable as usize / VOWELS.len(), syllable as usize % VOWELS.len());
        latin.push(char::from(CONSONANTS[consonant]));
        latin.push(char::from(VOWELS[vowel]));
        rest = (rest - 1) / syllables;
    }
    latin.push_str(CODAS[index as usize % CODAS.len()]);
    match index {
        _ if index % 60 == 11 => replaced(&latin, &CYRILLIC),
        _ if index % 40 == 7 => replaced(&latin, &ACCENTED),
        _ => latin,
    }
}

fn replaced(word: &str, letters: &[(char, char)]) -> String {
    let other = |letter: char| letters.iter().find(|(from, _)| *from == letter).map_or(letter, |(_, to)| *to);
    word.chars().map(other).collect()
}
