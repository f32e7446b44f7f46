//! Integers as SQLite writes them: seven bits a byte, the first byte the highest, all but the last with the top
//! bit set; the ninth byte of the longest has eight (<https://www.sqlite.org/fileformat2.html#varint>).

/// The most bytes that a number takes.
const LONGEST: usize = 9;

/// Appends `value`.
#[inline]
pub(super) fn put(buffer: &mut Vec<u8>, value: u64) {
    // Nearly all are this small.
    let low = value.to_le_bytes()[0];
    if value < 0x80 {
        buffer.push(low);
    } else if value < 0x4000 {
        buffer.extend([(value >> 7).to_le_bytes()[0] | 0x80, low & 0x7f]);
    } else {
        put_long(buffer, value);
    }
}

fn put_long(buffer: &mut Vec<u8>, value: u64) {
    let low = value.to_le_bytes()[0];
    let longest = value >> 56 > 0;
    let (mut rest, last) = if longest { (value >> 8, low) } else { (value >> 7, low & 0x7f) };
    let mut bytes = [last; LONGEST];
    let mut start = LONGEST - 1;
    while rest > 0 || (longest && start > 0) {
        start -= 1;
        bytes[start] = rest.to_le_bytes()[0] | 0x80;
        rest >>= 7;
    }
    buffer.extend_from_slice(&bytes[start..]);
}

/// The number at the start of `bytes` and how many bytes it takes; `None` when it is cut short.
pub(super) fn get(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut value = 0;
    for (index, &byte) in bytes.iter().take(LONGEST).enumerate() {
        if index == LONGEST - 1 {
            return Some((value << 8 | u64::from(byte), LONGEST));
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if byte < 0x80 {
            return Some((value, index + 1));
        }
    }
    None
}

/// How many bytes the number takes at the start of `bytes`.
pub(super) fn length(bytes: &[u8]) -> usize {
    let whole = bytes.iter().take(LONGEST - 1).position(|byte| *byte < 0x80).map_or(LONGEST, |last| last + 1);
    whole.min(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_written_as_sqlite_does() {
        for (value, expected) in [
            (0, &[0][..]),
            (127, &[0x7f]),
            (128, &[0x81, 0]),
            (16_383, &[0xff, 0x7f]),
            (16_384, &[0x81, 0x80, 0]),
            (u64::MAX, &[0xff; 9]),
        ] {
            let mut bytes = Vec::new();
            put(&mut bytes, value);
            assert_eq!(bytes, expected, "{value}");
        }
        assert_eq!(get(&[0x81]), None);
    }

    proptest! {
        #[test]
        fn numbers_come_back(value: u64, shift in 0_u32..64) {
            let value = value >> shift;
            let mut bytes = Vec::new();
            put(&mut bytes, value);
            prop_assert_eq!(get(&bytes), Some((value, bytes.len())));
            prop_assert_eq!(length(&bytes), bytes.len());
        }
    }
}
