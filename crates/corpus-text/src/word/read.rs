//! The words of a text in one pass: how many, their hash, and the terms of the index.

use super::term::{Numbering, Term, walk};
use sha2::{Digest, Sha256};

/// The number and the hash of the words of a text. For example, `It’s fine.` and `it's fine` are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// How many there are.
    pub count: u64,
    /// The SHA-256 of the folded words, each followed by a line feed.
    pub normalized_sha256: [u8; 32],
}

impl Words {
    /// The words of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        read(text, |_| ())
    }
}

/// The words of `text`. Hands the terms of the index to `each` on the way.
pub fn read(text: &str, mut each: impl FnMut(Term<'_>)) -> Words {
    read_parts([text], |_, term| each(term))
}

/// The words of consecutive parts of a text, which end where words do. Hands each term to `each` with the number of its part,
/// in which its position and range are counted.
pub(super) fn read_parts<const PARTS: usize>(
    parts: [&str; PARTS],
    mut each: impl FnMut(usize, Term<'_>),
) -> Words {
    let length = parts.iter().map(|part| part.len()).sum::<usize>();
    let (mut count, mut hash, mut block) = (0, Sha256::new(), Vec::with_capacity(length.min(BLOCK) + 64));
    for (part, text) in parts.into_iter().enumerate() {
        let mut numbering = Numbering::default();
        walk(
            text,
            |word| {
                count += 1;
                block.extend_from_slice(word.as_bytes());
                block.push(b'\n');
                if block.len() > BLOCK {
                    hash.update(&block);
                    block.clear();
                }
            },
            |run| numbering.number(&run, &mut |term| each(part, term)),
        );
    }
    hash.update(&block);
    Words { count, normalized_sha256: hash.finalize().into() }
}

/// So many bytes are hashed at once, which is faster than word by word.
const BLOCK: usize = 60_000;
