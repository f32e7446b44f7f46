//! Reads of column values. Text that isn't UTF-8, which another program may have written, is read with U+FFFD for
//! invalid bytes. One bad value must not make the rest of the corpus unusable. `verify` reports it.

use crate::model::{
    ArticleId, FieldType, OperationId, OperationKind, OperationState, Origin, Outcome, ReaderKind,
    RecordedTime, Sha256, VersionKind, VersionNumber,
};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{Error, Result, Row, RowIndex};

/// Reads columns.
pub(crate) trait Read {
    /// The value of a column, by its name or number.
    ///
    /// # Errors
    /// As [`Row::get()`], but for text that isn't UTF-8.
    fn read<I: RowIndex, T: Stored>(&self, column: I) -> Result<T>;
}

impl Read for Row<'_> {
    fn read<I: RowIndex, T: Stored>(&self, column: I) -> Result<T> {
        let number = column.idx(self.as_ref())?;
        let value = self.get_ref(number)?;
        T::stored(value).map_err(|error| match error {
            FromSqlError::OutOfRange(value) => Error::IntegralValueOutOfRange(number, value),
            other => Error::FromSqlConversionFailure(number, value.data_type(), Box::new(other)),
        })
    }
}

/// A type that can be read from a column.
pub(crate) trait Stored: Sized {
    fn stored(value: ValueRef<'_>) -> FromSqlResult<Self>;
}

impl Stored for String {
    fn stored(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value {
            ValueRef::Text(bytes) => Ok(String::from_utf8_lossy(bytes).into_owned()),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}

impl Stored for OperationKind {
    fn stored(value: ValueRef<'_>) -> FromSqlResult<Self> {
        String::stored(value).map(Self::from)
    }
}

impl Stored for VersionKind {
    fn stored(value: ValueRef<'_>) -> FromSqlResult<Self> {
        String::stored(value).map(Self::from)
    }
}

impl Stored for ReaderKind {
    fn stored(value: ValueRef<'_>) -> FromSqlResult<Self> {
        String::stored(value).map(Self::from)
    }
}

impl Stored for RecordedTime {
    fn stored(value: ValueRef<'_>) -> FromSqlResult<Self> {
        String::stored(value).map(Self::from)
    }
}

impl Stored for Origin {
    fn stored(value: ValueRef<'_>) -> FromSqlResult<Self> {
        String::stored(value)?.parse().map_err(|never| match never {})
    }
}

impl<T: Stored> Stored for Option<T> {
    fn stored(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value {
            ValueRef::Null => Ok(None),
            value => T::stored(value).map(Some),
        }
    }
}

macro_rules! stored {
    ($($name:ty),*) => {$(
        impl Stored for $name {
            fn stored(value: ValueRef<'_>) -> FromSqlResult<Self> {
                FromSql::column_result(value)
            }
        }
    )*};
}

stored!(
    [u8; 32],
    i64,
    u64,
    i32,
    u32,
    usize,
    bool,
    f64,
    Vec<u8>,
    Sha256,
    ArticleId,
    OperationId,
    VersionNumber,
    OperationState,
    Outcome,
    FieldType
);

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    #[test]
    fn text_that_is_not_utf_8_is_read_as_far_as_it_can_be() {
        let connection = Connection::open_in_memory().unwrap();
        let read = |sql: &str| connection.query_row(sql, [], |row| row.read::<_, Option<String>>(0));
        assert_eq!(read("SELECT CAST(x'4dfc' AS TEXT)").unwrap().as_deref(), Some("M\u{fffd}"));
        assert_eq!(read("SELECT 'Mü'").unwrap().as_deref(), Some("Mü"));
        assert_eq!(read("SELECT NULL").unwrap(), None);
        assert!(read("SELECT 1").is_err());
        assert!(read("SELECT x'00'").is_err());
    }
}
