//! A member of a JSON document that may be long: its elements are written as they come and never collected.

use corpusdb::{Error, Result};
use serde::ser::{Error as _, Serialize, SerializeSeq, Serializer};
use std::io;

/// A JSON array whose elements come one by one from a function, so that the array is never in memory.
pub(crate) struct Sequence<'a, T>(pub(crate) &'a Producer<'a, T>);

/// Calls its argument with each element, and ends when that fails.
type Producer<'a, T> = dyn Fn(&mut dyn FnMut(&T) -> Result<()>) -> Result<()> + 'a;

impl<T: Serialize> Serialize for Sequence<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut sequence = serializer.serialize_seq(None)?;
        let mut unwritten = None;
        let outcome = (self.0)(&mut |element| {
            sequence.serialize_element(element).map_err(|error| {
                let source = io::Error::other(error.to_string());
                unwritten = Some(error);
                Error::Io { doing: "write the output".to_owned(), source }
            })
        });
        match (unwritten, outcome) {
            // Return the original error: only it shows whether the pipe was closed.
            (Some(error), _) => Err(error),
            (None, Err(error)) => Err(S::Error::custom(error)),
            (None, Ok(())) => sequence.end(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_written_like_an_array() {
        for count in [0, 1, 3] {
            let numbers: Vec<u64> = (0..count).collect();
            let sequence = Sequence(&|visit| numbers.iter().try_for_each(&mut *visit));
            assert_eq!(
                serde_json::to_string_pretty(&sequence).unwrap(),
                serde_json::to_string_pretty(&numbers).unwrap()
            );
        }
    }

    #[test]
    fn an_output_that_is_closed_is_told_as_such_and_ends_the_giving() {
        struct Closed;
        impl io::Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let given = std::cell::Cell::new(0);
        let sequence = Sequence(&|visit| {
            (0..3).try_for_each(|number: u64| {
                given.set(given.get() + 1);
                visit(&number)
            })
        });
        let error = serde_json::to_writer(io::BufWriter::with_capacity(1, Closed), &sequence).unwrap_err();
        assert_eq!(io::Error::from(error).kind(), io::ErrorKind::BrokenPipe);
        assert!(given.get() < 3);
    }

    #[test]
    fn what_the_giver_says_is_told() {
        let sequence = Sequence::<u64>(&|_| Err(Error::invalid("there is nothing to give")));
        assert!(serde_json::to_string(&sequence).unwrap_err().to_string().contains("nothing to give"));
    }
}
