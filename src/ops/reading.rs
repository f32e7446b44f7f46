//! Reading: from the bytes of a file or document to its text, and to the metadata that they state.
//!
//! The same function reads at an import, when a version is verified, and when it is read again.

use crate::model::ReaderKind;
use crate::store::tables::readings::StoredReading;
use crate::store::verify::contents::StoredVersion;
use crate::text::{Charset, DecodedArticle, charset};
use corpus_documents::date::{DayOrder, UnreadDate};
use corpus_documents::recognise::{self, Kind, recognise};
use corpus_documents::row::{self, Mapping, RowsFormat, RowsKind, Table};
use corpus_documents::{Context, Field, Finding, front_matter, page};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A text with its reader and the findings beside it.
#[derive(Debug)]
pub(crate) struct Reading {
    /// The text and its charset.
    pub(crate) article: DecodedArticle,
    /// The reader of the text.
    pub(crate) reader: ReaderKind,
    /// The number of the reader's rules.
    pub(crate) rules: u32,
    /// The metadata that the document states, the best candidate of each field first.
    pub(crate) findings: Vec<Finding>,
    /// The dates that can't be read, of fields that have no other value.
    pub(crate) unread_dates: Vec<UnreadDate>,
    /// A remark for the report.
    pub(crate) remark: Option<String>,
    /// The media type of the bytes.
    pub(crate) media_type: &'static str,
}

/// The layout of a table of articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Format and charset.
    pub(crate) kind: RowsKind,
    /// The meaning of the columns.
    pub(crate) mapping: Mapping,
}

/// A layout as the column `layout.columns` keeps it.
#[derive(Serialize, Deserialize)]
struct StoredLayout {
    format: StoredFormat,
    charset: String,
    #[serde(flatten)]
    mapping: Mapping,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredFormat {
    JsonLines,
    JsonArray,
    JsonObjects,
    /// Columns, and the character between them.
    SeparatedBy(char),
}

impl Layout {
    /// The form in the store.
    pub(crate) fn to_json(&self) -> String {
        let format = match self.kind.format {
            RowsFormat::JsonLines => StoredFormat::JsonLines,
            RowsFormat::JsonArray => StoredFormat::JsonArray,
            RowsFormat::JsonObjects => StoredFormat::JsonObjects,
            RowsFormat::Separated(byte) => StoredFormat::SeparatedBy(byte.into()),
        };
        let charset = self.kind.charset.name().to_owned();
        serde_json::json!(StoredLayout { format, charset, mapping: self.mapping.clone() }).to_string()
    }

    /// Reads the form in the store; `None` if it isn't one.
    pub(crate) fn of_json(text: &str) -> Option<Self> {
        let stored: StoredLayout = serde_json::from_str(text).ok()?;
        let format = match stored.format {
            StoredFormat::JsonLines => RowsFormat::JsonLines,
            StoredFormat::JsonArray => RowsFormat::JsonArray,
            StoredFormat::JsonObjects => RowsFormat::JsonObjects,
            StoredFormat::SeparatedBy(character) => RowsFormat::Separated(u8::try_from(character).ok()?),
        };
        let charset = stored.charset.parse().ok()?;
        Some(Self { kind: RowsKind { format, charset }, mapping: stored.mapping })
    }
}

/// How a version's text was read from its bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Method<'a> {
    pub(crate) reader: &'a ReaderKind,
    pub(crate) rules: u32,
    /// The name of the charset.
    pub(crate) charset: &'a str,
    /// The layout of a row's table, in the form of the store.
    pub(crate) layout: Option<&'a str>,
}

impl<'a> From<&'a StoredVersion> for Method<'a> {
    fn from(version: &'a StoredVersion) -> Self {
        Self {
            reader: &version.reader,
            rules: version.rules,
            charset: &version.charset,
            layout: version.columns.as_deref(),
        }
    }
}

/// A text that was read again.
pub(crate) struct Again {
    pub(crate) text: String,
    pub(crate) lossy: bool,
    /// The reader. For example, the whole page where no article was found in it.
    pub(crate) reader: ReaderKind,
}

/// Reads bytes again as a version says that they were read. `None` if this program reads them by other rules, so that its
/// text says nothing about the version's.
///
/// # Errors
/// The reason why the bytes can't be read like this.
pub(crate) fn again(bytes: &[u8], method: Method) -> Result<Option<Again>, String> {
    let charset: Charset =
        method.charset.parse().map_err(|_| format!("no charset is called {}", method.charset))?;
    let decoded = charset::decode(bytes, Some(charset)).map_err(|error| error.to_string())?;
    let lossy = decoded.lossy;
    let is_current = |rules: u32| method.rules == rules;
    let (text, reader) = match method.reader {
        ReaderKind::Text if is_current(TEXT_RULES) => (decoded.text.into_owned(), ReaderKind::Text),
        ReaderKind::FrontMatter if is_current(TEXT_RULES) => match front_matter::split(&decoded.text) {
            Some(matter) => (decoded.text[matter.body..].to_owned(), ReaderKind::FrontMatter),
            None => return Err("its bytes have no front matter".to_owned()),
        },
        ReaderKind::Page | ReaderKind::WholePage if is_current(page::RULES) => {
            let page = page::read(&decoded.text, None);
            let reader = match page.extraction {
                page::Extraction::Article => ReaderKind::Page,
                page::Extraction::WholePage => ReaderKind::WholePage,
            };
            (page.text, reader)
        }
        ReaderKind::Row | ReaderKind::RowPage if is_current(rules_of_rows(method.reader)) => {
            let layout = method.layout.and_then(Layout::of_json);
            let layout = layout.ok_or("the layout of its table can't be read")?;
            let reading = read_row(bytes, &layout).map_err(|unread| unread.to_string())?;
            (reading.article.text, reading.reader)
        }
        _ => return Ok(None),
    };
    Ok(Some(Again { text, lossy, reader }))
}

/// Reads the bytes of a version by the rules of this program, even if it was read by others.
///
/// The charset stays: whether a person gave it isn't known.
pub(crate) fn read_stored(bytes: &[u8], stored: &StoredReading) -> Result<Reading, Unread> {
    if let Some(columns) = &stored.columns {
        let layout = Layout::of_json(columns);
        let layout =
            layout.ok_or_else(|| Unread::Failed("the layout of its table can't be read".to_owned()))?;
        return read_row(bytes, &layout);
    }
    let charset = stored.charset.parse();
    let charset = charset.map_err(|_| Unread::Failed(format!("no charset is called {}", stored.charset)))?;
    let address = |url: &String| Finding { field: Field::Url, value: url.clone(), rule: ADDRESS.to_owned() };
    let context = Context { findings: stored.url.iter().map(address).collect(), ..Context::default() };
    let mut reading = read(bytes, &stored.key, Some(charset), &context)?;
    // It only helps to read the page; the document didn't state it.
    reading.findings.retain(|finding| finding.rule != ADDRESS);
    Ok(reading)
}

/// The rule of the address that an article has already.
const ADDRESS: &str = "address of the article";

/// The kind of a table.
#[derive(Debug)]
pub(crate) enum TableForm {
    /// Each row is an article.
    Articles(Layout),
    /// Metadata of articles whose texts are elsewhere.
    Metadata,
    /// JSON that is neither; with the reason.
    Unknown(String),
}

/// What the user says about the tables of a source, for this import or an earlier one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GivenColumns<'a> {
    /// The meanings of columns. They concern the tables that have the column.
    pub(crate) meanings: &'a BTreeMap<String, String>,
    /// The order of numeric dates.
    pub(crate) order: Option<DayOrder>,
}

/// The kind of table that begins with these bytes; `None` if they are no table.
pub(crate) fn table(beginning: &[u8], given: GivenColumns) -> Option<TableForm> {
    let kind = row::recognise_with(beginning, given.meanings)?;
    let columns = if given.meanings.is_empty() { Vec::new() } else { Table::columns(kind, beginning) };
    let known = given.meanings.iter().filter(|(column, _)| columns.contains(column));
    let known = known.map(|(column, field)| (column.clone(), field.clone())).collect();
    form_of(kind, Table::of(kind, beginning, &known).ok()?, given.order)
}

/// The columns of the table that begins with these bytes; `None` if they are no table.
pub(crate) fn columns_of_table(beginning: &[u8], given: GivenColumns) -> Option<Vec<String>> {
    let kind = row::recognise_with(beginning, given.meanings)?;
    Some(Table::columns(kind, beginning)).filter(|columns| !columns.is_empty())
}

fn form_of(kind: RowsKind, table: Table, order: Option<DayOrder>) -> Option<TableForm> {
    match table {
        Table::Articles(mapping) => {
            let day_order = order.unwrap_or(mapping.day_order);
            Some(TableForm::Articles(Layout { kind, mapping: Mapping { day_order, ..mapping } }))
        }
        Table::Metadata(_) => Some(TableForm::Metadata),
        Table::Neither if !matches!(kind.format, RowsFormat::Separated(_)) => Some(TableForm::Unknown(
            "JSON without a text of an article; --map text=NAME names the member that holds it".to_owned(),
        )),
        // Lines with as many commas may be prose.
        Table::Neither => None,
    }
}

/// The reason why a document gives no article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unread {
    /// It may be an article, but it can't be read.
    Failed(String),
    /// It is no article by its nature.
    NoArticle(String),
}

impl fmt::Display for Unread {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Failed(why) | Self::NoArticle(why)) = self;
        formatter.write_str(why)
    }
}

/// The number of the rules for texts and front matter, which are the bytes themselves and a part of them.
const TEXT_RULES: u32 = 1;

/// The number of the rules for rows.
const ROW_RULES: u32 = 1;

/// The number of the rules by which a row is read. Those of pages are enough where its text is HTML: rows are cut alike.
fn rules_of_rows(reader: &ReaderKind) -> u32 {
    if *reader == ReaderKind::RowPage { page::RULES } else { ROW_RULES }
}

/// Reads a document.
///
/// `charset` is the one that the user or a sidecar gives. It takes precedence over the one that `context` declares, which
/// takes precedence over the bytes' own declaration. `name` helps where the bytes don't tell the format.
pub(crate) fn read(
    bytes: &[u8],
    name: &str,
    charset: Option<Charset>,
    context: &Context,
) -> Result<Reading, Unread> {
    if bytes.is_empty() {
        return Err(Unread::Failed("the file is empty".to_owned()));
    }
    let beginning = &bytes[..bytes.len().min(recognise::BEGINNING)];
    let kind = match (charset, recognise(beginning, name)) {
        // The user says that it is text.
        (Some(_), Kind::NotRead(_) | Kind::Container(_)) => Kind::Text,
        (_, kind) => kind,
    };
    let mut reading = match kind {
        Kind::NotRead(kind) if kind.holds_text() => return Err(Unread::Failed(kind.to_string())),
        Kind::NotRead(kind) => return Err(Unread::NoArticle(kind.to_string())),
        Kind::Container(kind) => return Err(Unread::Failed(format!("{kind} inside too many others"))),
        Kind::Page => read_page(bytes, charset, context)?,
        Kind::Text => read_text(bytes, name, charset.or_else(|| declared(bytes, context)))?,
    };
    // The statements of the document itself are more specific than those of its surroundings.
    reading.findings.extend(context.findings.iter().cloned());
    Ok(reading)
}

/// The charset that the surroundings declare, if it is a known one. A byte order mark takes precedence, as in browsers.
fn declared(bytes: &[u8], context: &Context) -> Option<Charset> {
    charset::marked(bytes).or_else(|| context.charset.as_ref()?.parse().ok())
}

fn read_text(bytes: &[u8], name: &str, charset: Option<Charset>) -> Result<Reading, Unread> {
    let article = crate::text::read(bytes, charset).map_err(|error| Unread::Failed(error.to_string()))?;
    if is_blank(bytes, &article.text) {
        return Err(Unread::Failed(
            "the file is blank: it holds only white space or invisible characters".to_owned(),
        ));
    }
    let media_type = media_type(name);
    let Some(matter) = front_matter::split(&article.text) else {
        return Ok(Reading {
            article,
            reader: ReaderKind::Text,
            rules: TEXT_RULES,
            findings: Vec::new(),
            unread_dates: Vec::new(),
            remark: None,
            media_type,
        });
    };
    let body = article.text[matter.body..].to_owned();
    if crate::text::is_blank(&body) {
        return Err(Unread::NoArticle("there is no text below its front matter".to_owned()));
    }
    Ok(Reading {
        article: article.with_text(body),
        reader: ReaderKind::FrontMatter,
        rules: TEXT_RULES,
        findings: matter.findings,
        unread_dates: matter.unread_dates,
        remark: matter.remark,
        media_type,
    })
}

fn read_page(bytes: &[u8], charset: Option<Charset>, context: &Context) -> Result<Reading, Unread> {
    let decoded = charset::decode(bytes, charset.or_else(|| declared(bytes, context)))
        .map_err(|error| Unread::Failed(error.to_string()))?;
    let address = context.findings.iter().find(|finding| finding.field == Field::Url);
    let page = page::read(&decoded.text, address.map(|finding| finding.value.as_str()));
    of_page(page, &decoded, [ReaderKind::Page, ReaderKind::WholePage])
}

fn of_page(
    page: page::Page,
    decoded: &charset::Decoded,
    readers: [ReaderKind; 2],
) -> Result<Reading, Unread> {
    if crate::text::is_blank(&page.text) {
        return Err(Unread::Failed("the page has no visible text".to_owned()));
    }
    let [article, whole] = readers;
    let (reader, remark) = match page.extraction {
        page::Extraction::Article => (article, None),
        page::Extraction::WholePage => {
            let remark = "no article was found in the page: its text is everything that it shows";
            (whole, Some(remark.to_owned()))
        }
    };
    Ok(Reading {
        article: DecodedArticle::of(page.text, decoded.charset, decoded.lossy, decoded.guessed_from),
        reader,
        rules: page::RULES,
        findings: page.findings,
        unread_dates: Vec::new(),
        remark,
        media_type: "text/html",
    })
}

/// Reads a row of a table of articles.
pub(crate) fn read_row(bytes: &[u8], layout: &Layout) -> Result<Reading, Unread> {
    let row =
        row::read(bytes, layout.kind, &layout.mapping).map_err(|refusal| Unread::Failed(refusal.reason))?;
    of_row(row, bytes, layout)
}

/// The reading of a row that was taken out of its bytes.
pub(crate) fn of_row(row: row::Row, bytes: &[u8], layout: &Layout) -> Result<Reading, Unread> {
    let decoded = charset::decode(bytes, Some(layout.kind.charset))
        .map_err(|error| Unread::Failed(error.to_string()))?;
    let media_type = layout.kind.media_type();
    if row.is_html {
        let readers = [ReaderKind::RowPage, ReaderKind::RowPage];
        let mut page = page::read(&row.text, None);
        // The headline of a fragment is a column of its own.
        let title = row.findings.iter().find(|finding| finding.field == Field::Title);
        if let Some(title) = title.filter(|title| page.text.lines().next() != Some(title.value.as_str())) {
            page.text = format!("{}\n\n{}", title.value, page.text);
        }
        let reading = of_page(page, &decoded, readers)?;
        let remark = None;
        // The columns are explicit, so they come before the fragment.
        let findings = row.findings.into_iter().chain(reading.findings).collect();
        return Ok(Reading { findings, unread_dates: row.unread_dates, remark, media_type, ..reading });
    }
    if crate::text::is_blank(&row.text) {
        return Err(Unread::Failed("no text".to_owned()));
    }
    Ok(Reading {
        article: DecodedArticle::of(row.text, decoded.charset, decoded.lossy, None),
        reader: ReaderKind::Row,
        rules: ROW_RULES,
        findings: row.findings,
        unread_dates: row.unread_dates,
        remark: None,
        media_type,
    })
}

/// Whether a file has no visible text. Short UTF-16 without a byte order mark isn't detected, so white space between
/// NULs counts as blank too.
fn is_blank(bytes: &[u8], text: &str) -> bool {
    crate::text::is_blank(text) || bytes.iter().all(|byte| *byte == 0 || byte.is_ascii_whitespace())
}

/// The media type of a text by the extension of its name.
fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "md" | "markdown" => "text/markdown",
        _ => "text/plain",
    }
}
