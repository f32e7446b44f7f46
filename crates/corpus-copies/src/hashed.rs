//! The hashes of a text: of its words, and of a sample of its shingles.

use corpus_text::word::{fold, words};

/// Number of words in a shingle.
pub(crate) const SHINGLE: usize = 5;

/// One of so many shingles is in the sample.
const SAMPLED: u64 = 8;

/// A text with fewer words than this gives all its shingles to the sample, as an eighth of them would be too few.
const SHORT: usize = 100;

/// A text as the hashes of its words in order, with a sample of the hashes of its shingles.
///
/// The hash of a word is the 64-bit FNV-1a hash of its folded form in UTF-8. The hash of a shingle begins with 0; for each word
/// it is rotated left by 5 bits, combined with the hash of the word by exclusive or, and multiplied by
/// `0x9E37_79B9_7F4A_7C15`; at the end it is finished as in `SplitMix64`. These functions never change, because
/// results are stored.
#[derive(Debug, Clone, Default)]
pub struct Hashed {
    /// Hashes of the words, cut to 32 bits. Two words of a corpus may share one, five in a row don't by chance.
    pub(crate) words: Vec<u32>,
    /// Hashes of the sampled shingles, ascending, each once.
    pub(crate) sample: Vec<u64>,
}

impl Hashed {
    /// The hashes of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut folded = String::new();
        let mut words: Vec<u32> = words(text)
            .map(|word| {
                folded.clear();
                fold(word.text, &mut folded);
                word_hash(folded.as_bytes())
            })
            .collect();
        let mut sample: Vec<u64> = shingles(&words).collect();
        if words.len() >= SHORT {
            sample.retain(|hash| hash % SAMPLED == 0);
        }
        sample.sort_unstable();
        sample.dedup();
        // A list that grew has room for twice as much, which many texts would add up to.
        words.shrink_to_fit();
        sample.shrink_to_fit();
        Self { words, sample }
    }

    /// Number of words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether the text has no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The hashes of all shingles in order; a shingle may come more than once.
    pub(crate) fn shingles(&self) -> impl Iterator<Item = u64> + '_ {
        shingles(&self.words)
    }
}

fn shingles(words: &[u32]) -> impl Iterator<Item = u64> + '_ {
    // A text that is shorter than a shingle is one shingle.
    let length = SHINGLE.min(words.len()).max(1);
    words.windows(length).map(shingle_hash)
}

fn word_hash(folded: &[u8]) -> u32 {
    let hash = folded.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    // Both halves, as the low bits of this hash depend on few bits of the input. The result fits, since the high half is cut off.
    u32::try_from((hash ^ (hash >> 32)) & u64::from(u32::MAX)).unwrap_or_default()
}

fn shingle_hash(words: &[u32]) -> u64 {
    let mixed = words.iter().fold(0_u64, |hash, word| {
        (hash.rotate_left(5) ^ u64::from(*word)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    });
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_documentation_for_ever() {
        assert_eq!(word_hash(b"ferry"), 2_112_803_716);
        assert_eq!(shingle_hash(&[1, 2, 3, 4, 5]), 11_997_850_794_715_508_635);
    }

    #[test]
    fn texts_are_compared_in_folded_form() {
        let one = Hashed::of("The Café’s owner, José, said so.");
        assert_eq!(one.words, Hashed::of("the cafe's OWNER jose said so").words);
        assert_eq!((one.len(), one.is_empty()), (6, false));
        assert!(Hashed::of("… – !").is_empty());
    }

    #[test]
    fn a_text_shorter_than_a_shingle_is_one() {
        assert_eq!(Hashed::of("Two words").shingles().count(), 1);
        assert_eq!(Hashed::of("").shingles().count(), 0);
        assert_eq!(Hashed::of("one two three four five six").shingles().count(), 2);
    }
}
