//! Reading again: texts and metadata of current versions, derived from their bytes by the current rules.
//!
//! An import never reads known bytes by other rules, because nothing may change silently. This does so on request, as one
//! operation. The bytes stay, and so do the earlier texts.

use super::metadata::{self, Standing};
use super::reading::{self, Reading, Unread};
use super::select::{self, Selection};
use super::{Effect, on_all_cores, recorded, stated};
use crate::Result;
use crate::diff::{diff, stats};
use crate::model::{
    ArticleId, MetadataChange, NewOperation, OperationId, Origin, ReaderKind, Sha256, VersionKind,
    VersionNumber,
};
use crate::store::tables::contents::{self, NewContent};
use crate::store::tables::readings::{self, StoredReading};
use crate::store::tables::versions::{self, NewVersion};
use crate::store::tables::{metadata as values, operations};
use crate::store::{Corpus, Writer, index};
use crate::text;
use serde::Serialize;
use serde_json::json;
use stated::Stated;

/// Number of articles that are read together, which bounds the memory.
const TOGETHER: usize = 200;

/// Number of bytes of texts in a part of the index, which bounds the memory as well.
const INDEXED: usize = 20 << 20;

/// The result of reading articles again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reread {
    /// The operation; `None` if nothing changed, and for a dry run.
    pub operation: Option<OperationId>,
    /// Number of selected articles.
    pub selected: u64,
    /// Number of articles with another text.
    pub changed: u64,
    /// Number of articles with other metadata.
    pub annotated: u64,
    /// Number of articles that can't be read any more. They stay as they are.
    pub failed: u64,
    /// The articles that differ or can't be read.
    pub articles: Vec<RereadArticle>,
}

/// An article that is read otherwise by the current rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RereadArticle {
    /// The article.
    pub article: ArticleId,
    /// Its key.
    pub key: String,
    /// The new text; `None` if it is the same.
    pub text: Option<RereadText>,
    /// The changes of its metadata.
    pub metadata: Vec<MetadataChange>,
    /// Why it can't be read any more.
    pub reason: Option<String>,
}

/// A text that was read otherwise, compared with the one before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RereadText {
    /// The number of the new version.
    pub version: VersionNumber,
    /// The reader of the text until now.
    pub old_reader: ReaderKind,
    /// The reader of the new text.
    pub reader: ReaderKind,
    /// Its number of words before.
    pub old_words: u64,
    /// Its number of words.
    pub words: u64,
    /// The number of words that the earlier text alone has.
    pub words_deleted: usize,
    /// The number of words that the new text alone has.
    pub words_inserted: usize,
}

/// Reads the selected articles again, or all live ones if the selection is open. One whose text is another now gets a new
/// version, and its fields follow the statements of the bytes, by the same precedence as in an import. With `dry_run` everything is
/// taken back.
///
/// # Errors
/// Errors of the selection; [`crate::Error::Busy`]; [`crate::Error::Database`]. Bytes that can't be read any more are part of the result.
pub fn reread(
    corpus: &mut Corpus,
    selection: &Selection,
    dry_run: bool,
    operation: &NewOperation,
) -> Result<Reread> {
    if dry_run {
        return corpus.rehearse(|writer| {
            let id = operations::begin(writer, operation)?;
            operations::recording_as(writer, id, &Origin::opening(), operation.at, |writer| {
                Rereading::new(writer, id, operation).run(selection)
            })
        });
    }
    let (report, id) = recorded(corpus, operation, &Origin::opening(), |writer, id| {
        let report = Rereading::new(writer, id, operation).run(selection)?;
        let Reread { selected, changed, annotated, failed, .. } = report;
        Ok(Effect {
            summary: json!({ "selected": selected, "changed": changed, "annotated": annotated, "failed": failed }),
            changed: changed + annotated > 0,
            value: report,
        })
    })?;
    Ok(Reread { operation: id, ..report })
}

/// The work of one operation.
struct Rereading<'a, 'w> {
    writer: &'a Writer<'w>,
    id: OperationId,
    operation: &'a NewOperation,
    builder: index::Builder,
    /// The number of bytes in the builder.
    indexed: usize,
}

/// An article with the data that its reading needs.
struct Input {
    article: ArticleId,
    current: StoredReading,
    bytes: Vec<u8>,
    text: String,
}

/// An article that was read, and the words of its text that were deleted and inserted, if it is another one.
struct Output {
    reading: Reading,
    text_sha256: Sha256,
    differs: Option<(usize, usize)>,
}

impl<'a, 'w> Rereading<'a, 'w> {
    fn new(writer: &'a Writer<'w>, id: OperationId, operation: &'a NewOperation) -> Self {
        Self { writer, id, operation, builder: index::Builder::new(), indexed: 0 }
    }

    fn run(mut self, selection: &Selection) -> Result<Reread> {
        let articles = select::live_in(self.writer, selection)?;
        let mut report = Reread {
            operation: None,
            selected: articles.len() as u64,
            changed: 0,
            annotated: 0,
            failed: 0,
            articles: Vec::new(),
        };
        for part in articles.chunks(TOGETHER) {
            let inputs = part.iter().map(|article| self.input(*article)).collect::<Result<Vec<_>>>()?;
            let outputs = on_all_cores(&inputs, read);
            for (input, output) in inputs.into_iter().zip(outputs) {
                let Some(article) = self.settle(input, output)? else { continue };
                report.changed += u64::from(article.text.is_some());
                report.annotated += u64::from(!article.metadata.is_empty());
                report.failed += u64::from(article.reason.is_some());
                report.articles.push(article);
            }
        }
        self.store_index()?;
        Ok(report)
    }

    fn input(&self, article: ArticleId) -> Result<Input> {
        let current = readings::current(self.writer, article)?;
        let bytes = contents::bytes(self.writer, article, current.version)?;
        let text = contents::text(self.writer, article, current.version)?;
        Ok(Input { article, current, bytes, text })
    }

    /// Keeps the differences; `None` if there are none.
    fn settle(&mut self, input: Input, output: Result<Output, Unread>) -> Result<Option<RereadArticle>> {
        let article = input.article;
        let mut found = RereadArticle {
            article,
            key: input.current.key.clone(),
            text: None,
            metadata: Vec::new(),
            reason: None,
        };
        let output = match output {
            Ok(output) => output,
            Err(unread) => {
                found.reason = Some(unread.to_string());
                return Ok(Some(found));
            }
        };
        let stated = Stated::of(&output.reading);
        let origin = stated::origin(&output.reading.reader);
        if output.differs.is_some() {
            found.text = Some(self.keep(input, output)?);
        }
        let followed =
            operations::recording_as(self.writer, self.id, &origin, self.operation.at, |writer| {
                let standard = metadata::follow(writer, article, &stated, &origin, Standing::Current)?;
                Ok(metadata::complete(writer, article, &stated, &origin, Standing::Current)? || standard)
            })?;
        if followed {
            let changes = values::history(self.writer, article)?;
            found.metadata = changes.into_iter().filter(|change| change.operation == Some(self.id)).collect();
        }
        Ok(Some(found).filter(|found| found.text.is_some() || !found.metadata.is_empty()))
    }

    /// Adds a version with another text of the same bytes.
    fn keep(&mut self, input: Input, output: Output) -> Result<RereadText> {
        let Input { article, current, bytes, .. } = input;
        let Output { reading, text_sha256, differs } = output;
        let decoded = &reading.article;
        let content = NewContent {
            sha256: Sha256::of(&bytes),
            bytes: &bytes,
            packed: None,
            media_type: reading.media_type,
            text: &decoded.text,
            text_sha256,
            words: decoded.words.count,
            normalized_sha256: Sha256(decoded.words.normalized_sha256),
            normalized_profile: text::word::RULES,
        };
        let (kept, is_new) = contents::keep(self.writer, &content, Some(current.blob))?;
        if is_new {
            self.builder.add(kept.text, &decoded.terms);
            self.indexed += decoded.text.len();
            if self.indexed > INDEXED {
                self.store_index()?;
            }
        }
        let version = versions::add(
            self.writer,
            &NewVersion {
                article,
                content: kept,
                charset: decoded.charset.name(),
                lossy: decoded.lossy,
                reader: &reading.reader,
                rules: reading.rules,
                layout: current.layout,
                // Of the same capture, after which it stands by its number.
                captured: current.captured.and_then(|captured| captured.utc()),
                operation: self.id,
                kind: VersionKind::Reread,
                added_at: self.operation.at,
            },
        )?;
        let (words_deleted, words_inserted) = differs.unwrap_or_default();
        Ok(RereadText {
            version,
            old_reader: current.reader,
            reader: reading.reader,
            old_words: current.words,
            words: decoded.words.count,
            words_deleted,
            words_inserted,
        })
    }

    fn store_index(&mut self) -> Result<()> {
        self.indexed = 0;
        index::add(self.writer, &self.builder.finish())
    }
}

fn read(input: &Input) -> Result<Output, Unread> {
    let reading = reading::read_stored(&input.bytes, &input.current)?;
    let new = &reading.article.text;
    let differs = (*new != input.text).then(|| {
        let stats = stats(&input.text, new, &diff(&input.text, new));
        (stats.words_deleted, stats.words_inserted)
    });
    Ok(Output { text_sha256: Sha256::of(new.as_bytes()), differs, reading })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::OperationKind;
    use crate::ops::import::{self, Input as Source, Options};
    use crate::ops::undo;

    fn operation(kind: OperationKind) -> NewOperation {
        let at = "2024-05-01T12:00:00Z".parse().unwrap();
        NewOperation { kind, at, arguments: json!({}), message: None }
    }

    /// A corpus with a page and a text. The page was read as its markup, as by a program without a reader of pages.
    fn corpus() -> Corpus {
        let mut corpus = Corpus::temporary().unwrap();
        let page = "<html><head><title>Ferry</title><meta name='author' content='Ada Lind'></head><body><article><h1>Ferry</h1>\
            <p>The council of the small harbour town met on Monday to talk about the ferry, which many people take to work every morning, and about the fares that were last raised nine years ago.</p>\
            <p>Nobody who came to the meeting wanted to pay more, but the mayor said that the old ship has to be repaired before the winter, and that the money must come from somewhere.</p>\
            <p>A second meeting is planned for the summer, when the engineers have looked at the ship and can say how much the repair of the engine will cost.</p>\
            </article></body></html>";
        let file =
            |name: &str, text: &str| Source::Bytes { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
        let files = vec![file("a.html", page), file("b.txt", "Le pont\n\nLe vieux pont rouvre.\n")];
        let plan = import::plan(files, Some("news")).unwrap();
        let (import, options) =
            (operation(OperationKind::Import), Options { max_size: 1 << 20, ..Options::default() });
        import::import(&mut corpus, &plan, &import, &options, &|| import.at, &mut ()).unwrap();
        let article = ArticleId(1);
        let sql = operation(OperationKind::Sql);
        recorded(&mut corpus, &sql, &Origin::Import, |writer, id| {
            let current = readings::current(writer, article)?;
            let words = crate::text::read(page.as_bytes(), None).unwrap().words;
            let content = NewContent {
                sha256: Sha256::of(page.as_bytes()),
                bytes: page.as_bytes(),
                packed: None,
                media_type: "text/html",
                text: page,
                text_sha256: Sha256::of(page.as_bytes()),
                words: words.count,
                normalized_sha256: Sha256(words.normalized_sha256),
                normalized_profile: text::word::RULES,
            };
            let (kept, _) = contents::keep(writer, &content, Some(current.blob))?;
            let mut builder = index::Builder::new();
            builder.add(kept.text, &text::TextTerms::of(page));
            index::add(writer, &builder.finish())?;
            let version = NewVersion {
                article,
                content: kept,
                charset: "UTF-8",
                lossy: false,
                reader: &ReaderKind::Text,
                rules: 1,
                layout: None,
                captured: None,
                operation: id,
                kind: VersionKind::Reread,
                added_at: sql.at,
            };
            versions::add(writer, &version)?;
            values::set(writer, article, &"author".parse()?, &[])?;
            Ok(Effect { value: (), summary: json!({}), changed: true })
        })
        .unwrap();
        corpus
    }

    fn text_of(corpus: &Corpus) -> String {
        let of_current = |reader: &crate::store::Reader| {
            contents::text(reader, ArticleId(1), readings::current(reader, ArticleId(1))?.version)
        };
        corpus.read(of_current).unwrap()
    }

    #[test]
    fn what_is_read_otherwise_now_becomes_a_version_that_can_be_undone() {
        let mut corpus = corpus();
        let all = Selection::default();
        assert!(text_of(&corpus).starts_with("<html>"));
        let rehearsed = reread(&mut corpus, &all, true, &operation(OperationKind::Reread)).unwrap();
        assert!(text_of(&corpus).starts_with("<html>"), "a rehearsal changes nothing");
        let report = reread(&mut corpus, &all, false, &operation(OperationKind::Reread)).unwrap();
        assert_eq!(Reread { operation: report.operation, ..rehearsed }, report);
        assert_eq!((report.selected, report.changed, report.failed), (2, 1, 0));
        let text = report.articles[0].text.as_ref().unwrap();
        assert_eq!(
            (text.version, &text.old_reader, &text.reader),
            (VersionNumber(3), &ReaderKind::Text, &ReaderKind::Page)
        );
        assert!(text.words_deleted > 0 && text.old_words > text.words);
        assert!(!text_of(&corpus).contains('<'));
        let again = reread(&mut corpus, &all, false, &operation(OperationKind::Reread)).unwrap();
        assert_eq!((again.operation, again.articles.len()), (None, 0));
        let undone = report.operation.unwrap();
        let (target, options) = (undo::Target::Operation(undone), undo::Options::default());
        undo::undo(&mut corpus, &target, &operation(OperationKind::Undo), options, &mut |_| Ok(())).unwrap();
        assert!(text_of(&corpus).starts_with("<html>"));
    }
}
