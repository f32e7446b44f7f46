//! Finding how a path is read by a pattern, in time that grows with the product of their lengths.
//!
//! From the last part to the first, the end of each part is found for each place where it may begin, so that nothing is tried twice.

use super::{PatternPart, Role};
use crate::Field;
use crate::date::{self, DayOrder};
use std::borrow::Cow;

/// The longest date without a format, in bytes.
const LONGEST_DATE: usize = 40;

/// The values of the fields in a path; `None` if the path isn't like the pattern. Earlier fields are as short as possible.
pub(super) fn values<'a>(parts: &'a [PatternPart], path: &'a str) -> Option<Vec<(&'a Role, Cow<'a, str>)>> {
    // After the last part, only the end of the path is left to match.
    let mut rest = Ends { path, next: vec![Some(path.len()); path.len() + 1] };
    let mut ends: Vec<Vec<Option<usize>>> = Vec::with_capacity(parts.len());
    for part in parts.iter().rev() {
        let found: Vec<Option<usize>> = (0..=path.len()).map(|at| rest.end_of(part, at)).collect();
        rest.step(&found);
        ends.push(found);
    }
    let mut at = 0;
    let mut values = Vec::new();
    for (part, ends) in parts.iter().zip(ends.iter().rev()) {
        let end = ends[at]?;
        values.extend(value(part, &path[at..end]));
        at = end;
    }
    Some(values)
}

/// Where the parts that follow match the rest of the path.
struct Ends<'a> {
    path: &'a str,
    /// For each offset, the first one from there on at which the parts that follow begin.
    next: Vec<Option<usize>>,
}

impl Ends<'_> {
    /// The first end of a part that begins here, such that the parts that follow match.
    fn end_of(&self, part: &PatternPart, at: usize) -> Option<usize> {
        let rest = self.path.get(at..)?;
        let end = match part {
            PatternPart::Literal(text) => rest.starts_with(text.as_str()).then_some(at + text.len())?,
            PatternPart::Date(_, format) => at + format.read(rest)?.0,
            PatternPart::Text(role) if is_date(role) => return self.end_of_date(at, rest),
            PatternPart::Text(role) => return self.end_of_text(role, at, rest),
        };
        // These parts have only one possible end.
        (self.next[end] == Some(end)).then_some(end)
    }

    /// A text isn't blank, and only some texts go on after a slash.
    fn end_of_text(&self, role: &Role, at: usize, rest: &str) -> Option<usize> {
        let (start, first) = rest.char_indices().find(|(_, c)| !c.is_whitespace())?;
        // The first end behind one character, as earlier fields are as short as possible.
        let end = self.next[at + start + first.len_utf8()]?;
        let spans = matches!(role, Role::Key | Role::Ignored);
        (spans || !self.path[at..end].contains('/')).then_some(end)
    }

    fn end_of_date(&self, at: usize, rest: &str) -> Option<usize> {
        let ends = rest.char_indices().skip(1).map(|(end, _)| end).chain([rest.len()]);
        let fits = |end: &usize| self.next[at + end] == Some(at + end) && iso(&rest[..*end]).is_some();
        ends.take_while(|end| *end <= LONGEST_DATE).find(fits).map(|end| at + end)
    }

    /// Goes on to the part before, whose ends were found.
    fn step(&mut self, ends: &[Option<usize>]) {
        let mut next = None;
        for (at, end) in ends.iter().enumerate().rev() {
            if end.is_some() {
                next = Some(at);
            }
            self.next[at] = next;
        }
    }
}

pub(super) fn is_date(role: &Role) -> bool {
    matches!(role, Role::Captured | Role::Field(Field::Published | Field::Modified))
}

fn iso(text: &str) -> Option<String> {
    date::iso(text, DayOrder::Unknown)
}

/// The value of a part that isn't literal.
fn value<'a>(part: &'a PatternPart, text: &'a str) -> Option<(&'a Role, Cow<'a, str>)> {
    match part {
        PatternPart::Literal(_) => None,
        PatternPart::Date(role, format) => Some((role, Cow::Owned(format.read(text)?.1))),
        PatternPart::Text(role) if is_date(role) => Some((role, Cow::Owned(iso(text)?))),
        PatternPart::Text(role) => Some((role, Cow::Borrowed(text.trim()))),
    }
}
