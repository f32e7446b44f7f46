//! Reading one record of separated columns, together with the header that names them.

use crate::fields::{COLUMNS, Cells, Value};

/// Reads a header and one record. The error is a reason without its line.
pub(super) fn read(text: &str, delimiter: u8) -> Result<Cells, String> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        // Rows of another length get a reason of their own.
        .flexible(true)
        .from_reader(text.as_bytes());
    // A third record is read to be refused: there is one row.
    let records: Vec<csv::StringRecord> =
        reader.records().take(3).collect::<Result<_, _>>().map_err(|error| error.to_string())?;
    let [header, record] = &records[..] else { return Err("not one row with its header".to_owned()) };
    if header.len() > COLUMNS {
        return Err(format!("more than {COLUMNS} columns"));
    }
    check_length(header, record)?;
    Ok(header
        .iter()
        .zip(record)
        .map(|(name, cell)| (name.trim().to_owned(), Value::Text(cell.to_owned())))
        .collect())
}

/// Spreadsheets write surplus empty columns, and omit columns without a name. Both are accepted.
fn check_length(header: &csv::StringRecord, record: &csv::StringRecord) -> Result<(), String> {
    let is_surplus = record.iter().skip(header.len()).any(|cell| !cell.trim().is_empty());
    let is_missing = header.iter().skip(record.len()).any(|name| !name.trim().is_empty());
    if is_surplus || is_missing {
        return Err(format!(
            "its number of columns is {}, that of the first line {}",
            record.len(),
            header.len()
        ));
    }
    Ok(())
}
