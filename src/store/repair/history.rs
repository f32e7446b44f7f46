//! Repair of the history of migrations, which another program may have deleted. The schema itself says which it was.

use crate::Result;
use crate::model::UtcTime;
use crate::store::Writer;
use crate::store::file::definitions::{differences, history_is_ours, migrations_of_this_program};
use rusqlite::named_params;

/// Writes the history of migrations again, if the schema is exactly the one that they lead to. Their time is that of the first
/// operation of the corpus, or else `at`, unless the history still has it.
///
/// # Errors
/// [`crate::Error::Database`].
pub(crate) fn mend(writer: &Writer, at: UtcTime) -> Result<()> {
    if history_is_ours(writer)? || !differences(writer)?.is_empty() {
        return Ok(());
    }
    for (version, name, checksum) in migrations_of_this_program()? {
        writer.execute(
            "
            INSERT INTO refinery_schema_history (version, name, applied_on, checksum)
            VALUES (:version, :name, coalesce((SELECT started_at FROM operation ORDER BY id LIMIT 1), :at), :checksum)
            ON CONFLICT (version) DO UPDATE SET name = :name, checksum = :checksum
            ",
            named_params! { ":version": version, ":name": name, ":checksum": checksum, ":at": at },
        )?;
    }
    Ok(())
}
