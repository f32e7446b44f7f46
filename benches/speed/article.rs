//! One article as a function of the seed, its number and how often the collection was edited: the same on every
//! machine and in whatever order articles are asked for. Knows nothing of files but their names.

use crate::vocabulary::Vocabulary;
use encoding_rs::WINDOWS_1252;
use fastrand::Rng;
use std::f64::consts::TAU;

/// Articles are this long: a log-normal distribution with a median of 4.5 kB and a mean of 6 kB.
const MEDIAN_BYTES: f64 = 4_500.0;
const SIGMA: f64 = 0.7585;

/// How many articles lie in a folder.
pub(crate) const FOLDER: u64 = 1_000;

const OUTLETS: [&str; 12] = [
    "Ardenmoor Herald",
    "Bellisk Observer",
    "Corvane Tribune",
    "Dunmarrow Post",
    "Esterfold Gazette",
    "Fennoric Wire",
    "Galtimore Courier",
    "Harrowick Standard",
    "Istvale Chronicle",
    "Jorunn Dispatch",
    "Kestermark Times",
    "Lowenhal Telegraph",
];

/// The articles of a seed.
pub(crate) struct Articles {
    seed: u64,
    pub(crate) vocabulary: Vocabulary,
}

/// What one file says.
pub(crate) struct Article {
    encoding: Encoding,
    address: Option<String>,
    headline: String,
    /// Each is a list of sentences.
    pub(crate) paragraphs: Vec<Vec<String>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Encoding {
    Utf8,
    Utf16,
    Windows1252,
}

/// What a table of metadata says of an article.
pub(crate) struct Metadata {
    pub(crate) outlet: &'static str,
    pub(crate) published: String,
    pub(crate) author: String,
}

impl Articles {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, vocabulary: Vocabulary::new() }
    }

    /// The article after so many rounds of edits. One in a hundred is a copy of an earlier one.
    pub(crate) fn article(&self, number: u64, round: u64) -> Article {
        if number % 100 == 99 {
            let original = self.rng(number, 0).u64(..number);
            return self.article(if original % 100 == 99 { original - 1 } else { original }, 0);
        }
        let mut article = self.first(number);
        for round in (1..=round).filter(|round| is_changed(number, *round)) {
            let mut rng = self.rng(number, round);
            let sentence = self.sentence(&mut rng, article.encoding);
            let paragraph = rng.choice(&mut article.paragraphs).expect("an article has a paragraph");
            *rng.choice(paragraph).expect("a paragraph has a sentence") = sentence;
        }
        article
    }

    /// What is known of the article.
    pub(crate) fn metadata(&self, number: u64) -> Metadata {
        let mut rng = self.rng(number, u64::from(u16::MAX));
        Metadata {
            outlet: outlet(number),
            published: format!("20{}-{:02}-{:02}", rng.u8(10..25), rng.u8(1..13), rng.u8(1..29)),
            author: format!(
                "{} {}",
                capitalised(self.vocabulary.at(rng.usize(1_000..1_300))),
                rng.alphabetic()
            ),
        }
    }

    fn rng(&self, number: u64, round: u64) -> Rng {
        Rng::with_seed(self.seed.rotate_left(32) ^ (round << 44) ^ number)
    }

    fn first(&self, number: u64) -> Article {
        let mut rng = self.rng(number, 0);
        let encoding = match rng.u16(..400) {
            0 => Encoding::Windows1252,
            1 => Encoding::Utf16,
            _ => Encoding::Utf8,
        };
        let address = (rng.u8(..5) == 0)
            .then(|| format!("https://www.{}.example.org/news/{number}\n", slug(outlet(number))));
        let words = rng.usize(5..12);
        let headline = capitalised(&self.words(&mut rng, encoding, words));
        // Box and Muller's normal deviate.
        let normal = (-2.0 * (1.0 - rng.f64()).ln()).sqrt() * (TAU * rng.f64()).cos();
        let mut paragraphs = Vec::new();
        let mut missing = MEDIAN_BYTES * (SIGMA * normal).exp();
        while missing > 0.0 || paragraphs.is_empty() {
            let sentences = rng.usize(1..6);
            let paragraph: Vec<_> = (0..sentences).map(|_| self.sentence(&mut rng, encoding)).collect();
            missing -= paragraph.iter().map(|sentence| sentence.len() as f64 + 1.0).sum::<f64>();
            paragraphs.push(paragraph);
        }
        Article { encoding, address, headline, paragraphs }
    }

    fn sentence(&self, rng: &mut Rng, encoding: Encoding) -> String {
        let words = rng.usize(4..16);
        let mut sentence = capitalised(&self.words(rng, encoding, words));
        if rng.bool() {
            let words = rng.usize(4..14);
            sentence += &format!(", {}", self.words(rng, encoding, words));
        }
        sentence + "."
    }

    fn words(&self, rng: &mut Rng, encoding: Encoding, count: usize) -> String {
        let draw = |_| match encoding {
            Encoding::Windows1252 => self.vocabulary.draw_western(rng),
            Encoding::Utf8 | Encoding::Utf16 => self.vocabulary.draw(rng),
        };
        (0..count).map(draw).collect::<Vec<_>>().join(" ")
    }
}

impl Article {
    /// The file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let paragraphs: Vec<_> = self.paragraphs.iter().map(|sentences| sentences.join(" ")).collect();
        let address = self.address.as_deref().unwrap_or_default();
        let text = format!("{address}{}\n\n{}\n", self.headline, paragraphs.join("\n\n"));
        match self.encoding {
            Encoding::Utf8 => text.into_bytes(),
            Encoding::Utf16 => {
                "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
            }
            Encoding::Windows1252 => WINDOWS_1252.encode(&text).0.into_owned(),
        }
    }
}

/// Whether this round of edits replaces a sentence: in one article of a hundred.
pub(crate) fn is_changed(number: u64, round: u64) -> bool {
    number % 100 == round % 50
}

/// Where the article lies below the folder of all. Each of the first rounds moves one file of a thousand, none that
/// another round changes.
pub(crate) fn path(number: u64, round: u64) -> String {
    let name = outlet(number);
    let moved = if (951..=950 + round).contains(&(number % 1_000)) { "-moved" } else { "" };
    format!("{}-{:04}/{number:07}{moved}.txt", slug(name), number / FOLDER)
}

fn outlet(number: u64) -> &'static str {
    let index = number / FOLDER % OUTLETS.len() as u64;
    OUTLETS[usize::try_from(index).expect("few outlets")]
}

fn slug(outlet: &str) -> String {
    outlet.to_lowercase().replace(' ', "-")
}

fn capitalised(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}
