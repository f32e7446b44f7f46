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
    let (mut count, mut hash, mut block) = (0, Sha256::new(), Vec::with_capacity(text.len().min(BLOCK) + 64));
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
        |run| numbering.number(&run, &mut each),
    );
    hash.update(&block);
    Words { count, normalized_sha256: hash.finalize().into() }
}

/// So many bytes are hashed at once, which is faster than word by word.
const BLOCK: usize = 60_000;
