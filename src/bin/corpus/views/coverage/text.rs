//! A comparison of reports as text, which fits the terminal.

use crate::output::{Output, count, one_line, wrap};
use anstyle::Style;
use corpusdb::ops::compare::{ComparedReport, Coverage, ReportWording, SharedStatement};
use std::io;
use unicode_width::UnicodeWidthStr;

/// Width in columns when the output is not a terminal.
const USUAL_WIDTH: usize = 80;

/// The widest name beside a wording. If one is wider, or the terminal is narrow, each name gets a line of its own.
const NAME: usize = 32;

/// Number of passages that are shown.
const PASSAGES: usize = 10;

/// Number of speakers that are shown for each report.
const SPEAKERS: usize = 4;

const BOLD: Style = Style::new().bold();
const ASIDE: Style = Style::new().dimmed();

/// Prints the comparison.
pub(crate) fn print(output: &mut Output, coverage: &Coverage, only: bool) -> io::Result<()> {
    let mut view =
        CoverageView { width: output.width().unwrap_or(USUAL_WIDTH).clamp(40, 120), output, coverage };
    view.headlines()?;
    view.statements()?;
    view.passages()?;
    view.voices()?;
    if only {
        view.only()?;
    }
    Ok(())
}

struct CoverageView<'a> {
    width: usize,
    output: &'a mut Output,
    coverage: &'a Coverage,
}

impl CoverageView<'_> {
    fn section(&mut self, title: &str) -> io::Result<()> {
        let title = self.output.paint(BOLD, title);
        self.output.line("")?;
        self.output.line(title)
    }

    fn headlines(&mut self) -> io::Result<()> {
        let title = self.output.paint(
            BOLD,
            &format!("{}, in the order of publication", count(self.coverage.articles.len(), "report")),
        );
        self.output.line(title)?;
        for (report, headline) in self.coverage.articles.iter().zip(&self.coverage.headlines) {
            let published = report.published.as_deref().unwrap_or("no date");
            let head = format!("{}  {}  {}", report.article, one_line(published), one_line(&report.label));
            self.output.line(format!("  {head}, {}", count(report.words, "word")))?;
            if let Some(headline) = &headline.headline {
                self.wrapped("     ", "     ", &one_line(headline))?;
            }
        }
        Ok(())
    }

    fn statements(&mut self) -> io::Result<()> {
        let statements = &self.coverage.statements;
        let shared = match statements.len() {
            0 => "No shared statement was found".to_owned(),
            number => format!("{} in several reports", count(number, "statement")),
        };
        self.section(&shared)?;
        for statement in statements {
            self.statement(statement)?;
        }
        Ok(())
    }

    fn statement(&mut self, statement: &SharedStatement) -> io::Result<()> {
        let flags: Vec<&str> = statement.flags.iter().map(|flag| flag.as_str()).collect();
        let differ =
            if flags.is_empty() { String::new() } else { format!("  different: {}", flags.join(", ")) };
        self.output.line("")?;
        let found = statement.columns.iter().flatten().count();
        let head = format!("{}. in {} of {}{differ}", statement.id, found, self.coverage.articles.len());
        let head = self.output.paint(ASIDE, &head);
        self.output.line(format!("  {head}"))?;
        for (report, wording) in self.coverage.articles.iter().zip(&statement.columns) {
            if let Some(wording) = wording {
                self.wording(report, wording)?;
            }
        }
        Ok(())
    }

    fn wording(&mut self, report: &ComparedReport, wording: &ReportWording) -> io::Result<()> {
        let name = one_line(&report.label);
        let text = one_line(&wording.text);
        let Some(column) = self.name_column() else {
            self.wrapped("  ", "  ", &name)?;
            return self.wrapped("    ", "    ", &text);
        };
        let rest = " ".repeat(2 + column + 2);
        let first = format!("  {name}{}", " ".repeat(2 + column - name.width()));
        self.wrapped(&first, &rest, &text)
    }

    /// The width of the column of names; `None` if they are too wide to stand beside the wordings.
    fn name_column(&self) -> Option<usize> {
        let widest = self.coverage.articles.iter().map(|report| one_line(&report.label).width()).max()?;
        (widest <= NAME && self.width >= 2 * NAME).then_some(widest)
    }

    fn wrapped(&mut self, first: &str, rest: &str, text: &str) -> io::Result<()> {
        let lines = wrap(&[((), text.to_owned())], self.width.saturating_sub(rest.width()).max(20));
        for (number, line) in lines.iter().enumerate() {
            let parts: String = line.parts.iter().map(|((), part)| part.as_str()).collect();
            self.output.line(format!("{}{parts}", if number == 0 { first } else { rest }))?;
        }
        Ok(())
    }

    fn passages(&mut self) -> io::Result<()> {
        let passages = &self.coverage.passages;
        if passages.is_empty() {
            return Ok(());
        }
        let shown = passages.len().min(PASSAGES);
        let more = if shown < passages.len() { format!(", the longest {shown}") } else { String::new() };
        self.section(&format!("{} word for word{more}", count(passages.len(), "passage")))?;
        for passage in passages.iter().take(PASSAGES) {
            let name = |article| {
                let report = self.coverage.articles.iter().find(|report| report.article == article);
                report.map(|report| one_line(&report.label)).unwrap_or_default()
            };
            let head = format!("{}, {}: ", name(passage.a), name(passage.b));
            let text = format!("{head}{} “{}”", count(passage.words, "word"), one_line(&passage.text));
            self.wrapped("  ", "    ", &text)?;
        }
        Ok(())
    }

    fn voices(&mut self) -> io::Result<()> {
        self.section("Who is quoted, and typical words")?;
        for report in &self.coverage.articles {
            let speakers: Vec<String> = report
                .speakers
                .iter()
                .take(SPEAKERS)
                .map(|count| format!("{} {}", one_line(&count.speaker), count.statements))
                .collect();
            let speakers = if speakers.is_empty() { "nobody".to_owned() } else { speakers.join(", ") };
            let typical = one_line(&report.typical.join(", "));
            let typical = if typical.is_empty() { String::new() } else { format!("; typical: {typical}") };
            self.wrapped("  ", "    ", &format!("{}: {speakers}{typical}", one_line(&report.label)))?;
        }
        Ok(())
    }

    fn only(&mut self) -> io::Result<()> {
        for (report, own) in self.coverage.articles.iter().zip(&self.coverage.only) {
            self.section(&format!(
                "Only in {}: {}",
                one_line(&report.label),
                count(own.sentences.len(), "sentence")
            ))?;
            for sentence in &own.sentences {
                self.wrapped("  ", "  ", &one_line(&sentence.text))?;
            }
        }
        Ok(())
    }
}
