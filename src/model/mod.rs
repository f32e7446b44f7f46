//! The plain types that all modules share. Their constructors validate. They parse and print themselves as text, and
//! don't depend on the store or the terminal.

mod article;
mod change;
mod counts;
mod date;
mod field;
mod hash;
mod id;
mod import;
mod kind;
mod operation;
mod origin;
mod outlet;
mod reference;
mod search;
mod state;
mod time;
mod verification;
mod written_date;

pub use article::{Article, ArticleDetail, Candidate, CandidateStanding, Provenance, Version};
pub use change::{ArticleChange, DefinitionChange, MetadataChange};
pub use counts::CorpusCounts;
pub use date::{InvalidDate, PartialDate};
pub use field::{Assignment, FieldDefinition, FieldName, FieldType, STANDARD_FIELDS};
pub(crate) use hash::Hasher;
pub use hash::{InvalidSha256, Sha256};
pub use id::{ArticleId, OperationId, VersionNumber};
pub use import::{
    EarlierArticles, ImportEvent, ImportNotes, ImportReport, MappedTables, Outcome, PathReading,
    PatternReport, TableDayOrder, TableField, TableReport, UnknownHost, UnreadDates,
};
pub use kind::{OperationKind, ReaderKind, VersionKind};
pub use operation::{NewOperation, Operation, OperationState};
pub use origin::Origin;
pub use outlet::Outlet;
pub use reference::{ArticleRef, InvalidReference, Moment, Selector};
pub use search::{SearchHit, Snippet};
pub use state::State;
pub use time::{RecordedTime, UtcTime};
pub use verification::{Backup, Problem, ProblemKind, Repair, Verification};
pub use written_date::{DateOrder, is_ambiguous, read_date};
