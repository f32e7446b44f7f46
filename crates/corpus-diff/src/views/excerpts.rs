//! Excerpts: the paragraphs to read, with as much around them as the reader asks for.

use serde::Serialize;

use crate::Paragraph;

/// One entry of a shortened list of paragraphs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Excerpt<'a> {
    /// A paragraph to read, or one near it.
    Paragraph(Paragraph<'a>),
    /// Other paragraphs, at least one, left out here.
    Skipped(Vec<Paragraph<'a>>),
}

/// Keeps the paragraphs that `is_shown` says, and up to `context` others before and after each.
#[must_use]
pub fn excerpts(
    paragraphs: Vec<Paragraph<'_>>,
    context: usize,
    is_shown: impl Fn(&Paragraph) -> bool,
) -> Vec<Excerpt<'_>> {
    let changed: Vec<usize> = (0..paragraphs.len()).filter(|&index| is_shown(&paragraphs[index])).collect();
    let mut excerpts = Vec::new();
    for (index, paragraph) in paragraphs.into_iter().enumerate() {
        let next = changed.partition_point(|&changed| changed < index);
        let near =
            [next.checked_sub(1), Some(next)].into_iter().flatten().filter_map(|near| changed.get(near));
        let is_near = near.into_iter().any(|near| near.abs_diff(index) <= context);
        match excerpts.last_mut() {
            _ if is_near => excerpts.push(Excerpt::Paragraph(paragraph)),
            Some(Excerpt::Skipped(skipped)) => skipped.push(paragraph),
            _ => excerpts.push(Excerpt::Skipped(vec![paragraph])),
        }
    }
    excerpts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{diff, paragraphs};

    #[test]
    fn excerpts_keep_the_context_asked_for() {
        let old: Vec<String> = (0..12).map(|day| format!("Report number {day} came in late.")).collect();
        let mut new = old.clone();
        new[5] = "Report number 5 came in early.".to_owned();
        let (old, new) = (old.join("\n\n"), new.join("\n\n"));
        let shown = |context: usize| -> Vec<String> {
            let paragraphs = paragraphs(&old, &new, &diff(&old, &new));
            let show = |excerpt: &Excerpt| match excerpt {
                Excerpt::Paragraph(paragraph) => format!("{:?}", paragraph.kind),
                Excerpt::Skipped(skipped) => skipped.len().to_string(),
            };
            excerpts(paragraphs, context, |paragraph| !paragraph.is_unchanged()).iter().map(show).collect()
        };
        assert_eq!(shown(0), ["5", "Replace", "6"]);
        assert_eq!(shown(2), ["3", "Equal", "Equal", "Replace", "Equal", "Equal", "4"]);
        assert_eq!(shown(usize::MAX).len(), 12);
        let same = paragraphs(&old, &old, &diff(&old, &old));
        assert_eq!(excerpts(same.clone(), 3, |_| false), [Excerpt::Skipped(same)]);
    }
}
