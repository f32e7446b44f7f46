//! The next step after an error. The library says what can be done; a program words it with its own commands and flags.

/// The next step after an error or a problem.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Hint {
    /// Words that fit every program. For example, the accepted forms of an input.
    Text(String),

    /// Create a corpus by importing a folder.
    ImportFolder,
    /// Name the file of a corpus.
    NameCorpus,
    /// Name another corpus, or create one. The named file was left unchanged.
    NameOrCreateCorpus,
    /// Use the corpus that exists already, or name another file.
    UseExistingCorpus,
    /// Upgrade the corpus to the current schema.
    UpgradeCorpus {
        /// The path of the corpus.
        path: String,
    },
    /// Mark a copy as a corpus and verify it. Some tools copy the tables without the mark.
    MarkCopy {
        /// The path of the copy.
        path: String,
        /// The mark, SQLite's `application_id`.
        mark: i32,
    },
    /// Wait for another writer.
    Wait,
    /// Restore a backup, or copy the intact rows of a damaged file.
    Recover,

    /// Verify the corpus, then repair it.
    VerifyThenRepair,
    /// Verify the corpus, then repair it or restore a backup.
    RepairOrRestore,
    /// Verify the corpus, then restore a backup.
    VerifyThenRestore,
    /// Verify the corpus: it names the triggers of other programs.
    FindTriggers,
    /// Remove the trigger of another program.
    RemoveTrigger {
        /// The name of the trigger.
        trigger: String,
    },
    /// Name a backup as the source of a repair.
    NameBackup,

    /// Select the articles.
    SelectArticles,
    /// List the articles.
    ListArticles,
    /// List the keys. The end of a key is a reference as well.
    ListKeys,
    /// List the versions of an article.
    ListVersions {
        /// The id of the article.
        article: i64,
    },
    /// Name two versions to compare.
    NameTwoVersions,
    /// List the outlets.
    ListOutlets,
    /// List the stories.
    ListStories,
    /// Merge an outlet into another.
    MergeOutlets {
        /// The name of the outlet that remains.
        into: String,
    },
    /// Undo the change that gave an outlet its name, or rename the outlet.
    RenameOutlet,

    /// List the fields.
    ListFields,
    /// Define a field.
    DefineField {
        /// The name of the field.
        field: String,
        /// An existing field with a similar name, which may be meant.
        similar: Option<String>,
    },
    /// Allow several values of a field.
    MakeRepeatable {
        /// The name of the field.
        field: String,
    },
    /// Remove a value instead of setting an empty one.
    RemoveValue {
        /// The name of the field.
        field: String,
    },
    /// Say which column of a table names the articles.
    MapKeyColumn,
    /// Give a column the name of a field, or exclude it.
    RenameColumn {
        /// The name of the column.
        column: String,
    },
    /// Exclude one of two columns.
    ExcludeColumn {
        /// The name of the column.
        column: String,
    },

    /// List the operations.
    ListOperations,
    /// List the operations: it shows which undo concerns which operation.
    ListUndos,
    /// Wait for a running operation.
    AwaitOperation,
    /// Redo an operation by undoing its undo.
    UndoUndo {
        /// The id of the undo.
        undo: i64,
    },
    /// Restore from a backup, or undo an earlier operation.
    UndoEarlierOperation,
    /// Redo another operation first, or both at once.
    RedoPrerequisite {
        /// The id of the other operation.
        operation: i64,
    },
    /// Undo later changes first, or all at once.
    UndoDependents,
    /// Name a state by an operation or a date.
    NameState,
    /// List the operations. A number alone is never a year.
    NameOperation,
    /// Exchange the two states of a comparison.
    SwapStates {
        /// The earlier operation.
        from: i64,
        /// The later operation.
        to: i64,
    },

    /// Use the mode of SQL that may change metadata.
    WriteSql,
    /// Change only the tables and views that hold metadata.
    WritableTables,
    /// Give the parameters of an SQL statement names and values.
    NameParameters,
    /// Give a parameter of an SQL statement a value.
    GiveParameter {
        /// The name of the parameter.
        parameter: String,
    },
    /// Allow a query more time.
    RaiseTimeout,
    /// Search for at least one required word.
    RequireWord,

    /// Overwrite a file, or choose another name.
    ReplaceFile,
    /// Overwrite existing files, or choose an empty folder.
    OverwriteFiles,
    /// Watch the folder of a file, or import the file.
    WatchFolder,
    /// Continue an analysis, whose results so far are kept.
    ContinueAnalysis,
    /// Repeat an analysis.
    AnalyseAgain,
}

impl From<&str> for Hint {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Hint {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
