//! The wording of hints with the commands and flags of this program, and what to type instead of commands of others.

use corpusdb::Hint;

/// Commands of other programs, and what does the same here.
const OTHER_TOOLS: &[(&str, &str)] = &[
    ("add", "corpus import FOLDER"),
    ("alias", "corpus outlet alias NAME ALIAS"),
    ("annotate", "corpus blame REF; to record metadata: corpus meta set REF FIELD=VALUE"),
    ("archive", "corpus backup FILE"),
    ("audit", "corpus verify"),
    ("check", "corpus verify"),
    ("clone", "corpus backup FILE"),
    ("commit", "every import records the new state by itself: corpus import FOLDER"),
    ("count", "corpus frequency counts words, and corpus status articles"),
    ("cp", "corpus backup FILE"),
    ("create", "corpus init"),
    ("delete", "corpus remove REF, which can be undone"),
    ("dump", "corpus export"),
    ("edit", "corpus meta set REF FIELD=VALUE; for texts, change the file and import it again"),
    ("fetch", "corpus reads files only: curl -s ADDRESS | corpus import - --name NAME.html"),
    ("find", "corpus search WORDS"),
    ("fsck", "corpus verify"),
    ("get", "corpus meta get REF FIELD, or corpus show REF"),
    ("grep", "corpus search WORDS, or corpus concordance WORDS"),
    ("hash", "corpus fingerprint"),
    ("head", "corpus list --limit 10"),
    ("history", "corpus log, or corpus log REF for one article"),
    ("info", "corpus status"),
    ("ingest", "corpus import FOLDER"),
    ("insert", "corpus import FOLDER"),
    ("kwic", "corpus concordance WORDS"),
    ("load", "corpus import FOLDER"),
    ("ls", "corpus list"),
    ("merge", "two outlets: corpus outlet merge FROM INTO; a table of metadata: corpus meta import FILE"),
    ("monitor", "corpus watch FOLDER"),
    ("open", "corpus show REF"),
    ("print", "corpus show REF, or corpus cat REF"),
    ("query", "corpus sql"),
    ("read", "corpus show REF"),
    ("redo", "corpus undo, which also undoes an undo"),
    ("reset", "corpus undo"),
    ("revert", "corpus undo"),
    ("rm", "corpus remove REF, which can be undone"),
    ("rollback", "corpus undo"),
    ("save", "corpus backup FILE"),
    ("select", "corpus sql, or corpus list --where CONDITION"),
    ("set", "corpus meta set REF FIELD=VALUE"),
    ("shell", "corpus sql"),
    ("sqlite3", "corpus sql"),
    ("stat", "corpus status"),
    ("stats", "corpus status"),
    ("sync", "corpus import FOLDER again, or corpus watch FOLDER"),
    ("tables", "corpus sql, then .tables"),
    ("tag", "corpus meta set REF FIELD=VALUE"),
    ("unset", "corpus meta unset REF FIELD"),
    ("update", "corpus import FOLDER again"),
    ("upgrade", "corpus init upgrades a corpus of an older version"),
    ("validate", "corpus verify"),
    ("vocabulary", "corpus frequency"),
    ("words", "corpus frequency"),
];

/// What does here what a command of another program does. For example, of `ls`: `corpus list`.
pub(crate) fn instead_of(command: &str) -> Option<&'static str> {
    let known = OTHER_TOOLS.iter().find(|(name, _)| name.eq_ignore_ascii_case(command));
    known.map(|(_, instead)| *instead)
}

/// The words of a hint. For example, `corpus meta fields lists them`.
#[expect(clippy::too_many_lines, reason = "one arm for each hint")]
pub(crate) fn words(hint: &Hint) -> String {
    let fixed = match hint {
        Hint::Text(text) => text.as_str(),
        Hint::ImportFolder => "make one by importing a folder: corpus import FOLDER",
        Hint::NameCorpus => "name the corpus with --db FILE",
        Hint::NameOrCreateCorpus => {
            "it was left as it was; name a corpus with --db FILE, or make one: corpus --db NEW init"
        }
        Hint::UseExistingCorpus => "corpus list lists what is in it; for another corpus: --db FILE",
        Hint::Wait => "try again when the other command has finished, or wait longer for it: --wait SECONDS",
        Hint::Recover => {
            "restore a backup, or copy what is sound with: sqlite3 FILE .recover. Where FILE-wal beside it belongs to \
             another copy, move it away first"
        }
        Hint::VerifyThenRepair => "corpus verify says more, and corpus repair mends it",
        Hint::RepairOrRestore => {
            "corpus verify says what is; corpus repair, or restore a backup (doc/maintenance.md)"
        }
        Hint::VerifyThenRestore => "corpus verify says what else is; restore a backup (doc/maintenance.md)",
        Hint::FindTriggers => {
            "a trigger that another program added to the corpus said this: corpus verify names such triggers"
        }
        Hint::NameBackup => "name a backup of it: corpus repair --from BACKUP",
        Hint::SelectArticles => "name articles, or give --where 'SQL condition' or --from FILE",
        Hint::ListArticles => "corpus list shows what is there",
        Hint::ListKeys => "corpus list shows the keys; a key's end after a / is enough",
        Hint::NameTwoVersions => "name two to compare them: corpus diff 1 2",
        Hint::ListStories => "corpus stories lists them",
        Hint::ListOutlets => "corpus outlet list shows them all",
        Hint::RenameOutlet => {
            "undo first what gave it that name, or rename it: corpus sql --write \"UPDATE outlet SET name = …\""
        }
        Hint::ListFields => "corpus meta fields lists them",
        Hint::MapKeyColumn => "name one of them id, key, path or file, or say which it is: --map COLUMN=key",
        Hint::ListOperations => "corpus log lists them",
        Hint::ListUndos => "corpus log shows what undid what",
        Hint::AwaitOperation => "wait for it to end; corpus log says how far it is",
        Hint::UndoEarlierOperation => {
            "a backup from before it has what was there; to undo an earlier operation, name it: corpus log"
        }
        Hint::UndoDependents => {
            "undo that first, or all of it at once with --cascade; --dry-run shows what that would do"
        }
        Hint::NameState => "give the number of an operation (corpus log) or a date such as 2023-04-13",
        Hint::NameOperation => {
            "corpus log lists them; a year alone counts as a number: write a month or a day, such as 2023-04"
        }
        Hint::WriteSql => {
            "corpus sql only reads; to change metadata: corpus sql --write \"UPDATE articles SET …\""
        }
        Hint::WritableTables => {
            "--write changes metadata: UPDATE articles SET …, and the tables metadata, field, outlet and outlet_alias"
        }
        Hint::NameParameters => "write :name and give -p name=value",
        Hint::RaiseTimeout => "allow it more time: --timeout SECONDS",
        Hint::RequireWord => {
            "give at least one word that has to be there: corpus search 'peace -war' (-war excludes war)"
        }
        Hint::ReplaceFile => "--force replaces it; or give another name",
        Hint::OverwriteFiles => "export into an empty folder, or overwrite them: --force",
        Hint::WatchFolder => "watch the folder that a file lies in, or import it: corpus import",
        Hint::ContinueAnalysis => "what was found until then is kept; corpus analyse goes on from there",
        Hint::AnalyseAgain => "corpus analyse repeats the analysis",
        Hint::UpgradeCorpus { path } => {
            return format!("upgrade it (a backup is kept beside it): corpus --db '{path}' init");
        }
        Hint::MarkCopy { path, mark } => {
            return format!(
                "if it is a copy of a corpus, mark it and look whether it is whole: sqlite3 '{path}' 'PRAGMA \
                 application_id = {mark:#x}' && corpus --db '{path}' verify"
            );
        }
        Hint::RemoveTrigger { trigger } => {
            return format!(
                "corpus verify names all such triggers; corpus repair removes them, as does sqlite3 FILE 'DROP TRIGGER \
                 \"{trigger}\"'"
            );
        }
        Hint::ListVersions { article } => return format!("corpus log {article} lists the versions"),
        Hint::MergeOutlets { into } => return format!("to make both one: corpus outlet merge FROM '{into}'"),
        Hint::DefineField { field, similar: Some(similar) } => {
            return format!("did you mean {similar}? If not, define it first: corpus meta define {field}");
        }
        Hint::DefineField { field, similar: None } => {
            return format!("define it: corpus meta define {field}");
        }
        Hint::MakeRepeatable { field } => {
            return format!("make it repeatable: corpus meta define {field} --repeatable");
        }
        Hint::RemoveValue { field } => {
            return format!("to take a value away: corpus meta unset ARTICLE {field}");
        }
        Hint::RenameColumn { column } => {
            return format!("give it a name: --map '{column}=some_name', or leave it out: --map '{column}='");
        }
        Hint::ExcludeColumn { column } => return format!("leave one out: --map '{column}='"),
        Hint::UndoUndo { undo } => return format!("to do it again, undo the undo: corpus undo {undo}"),
        Hint::RedoPrerequisite { operation } => {
            return format!("do operation {operation} again first, or both at once with --cascade");
        }
        Hint::SwapStates { from, to } => {
            return format!("turn them round: corpus diff --from {from} --to {to}");
        }
        Hint::GiveParameter { parameter } => return format!("give -p {parameter}=…"),
    };
    fixed.to_owned()
}
