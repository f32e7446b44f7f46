//! Quotation marks: which marks open and close a quotation, and the text inside.

use std::ops::Range;

use super::tokens::Token;
use crate::units::layout::Layout;

/// Whether `character` is a quotation mark or an apostrophe, of any script.
pub(super) fn is_quote(character: char) -> bool {
    matches!(
        character,
        '"' | '\'' | '`' | '\u{5F4}' | '´' | '«' | '»' | '‹' | '›' | '\u{2018}'
            ..='\u{201F}'
                | '「'
                | '」'
                | '『'
                | '』'
                | '｢'
                | '｣'
                | '〝'
                | '〞'
                | '〟'
                | '＂'
                | '＇'
                | '\u{5F3}'
    )
}

/// The closing marks of a quotation that this mark opens.
fn closers(mark: char) -> Option<&'static [char]> {
    Some(match mark {
        '"' => &['"'],
        '＂' => &['＂'],
        '\u{5F4}' => &['\u{5F4}'],
        '\'' | '`' => &['\''],
        '„' => &['“', '”'],
        '“' | '”' => &['”'],
        '‘' => &['’'],
        '‚' => &['‘'],
        '«' => &['»'],
        '»' => &['«'],
        '‹' => &['›'],
        '「' => &['」'],
        '『' => &['』'],
        '｢' => &['｣'],
        '〝' => &['〟', '〞'],
        _ => return None,
    })
}

/// The quotations of a text.
#[derive(Default)]
pub(super) struct Quotations {
    /// The text between two marks, in order. A quotation inside another is a part of it.
    pub(super) inside: Vec<Range<usize>>,
    /// The marks themselves, without apostrophes.
    pub(super) marks: Vec<Range<usize>>,
    /// Whether each mark opens a quotation.
    pub(super) opens: Vec<bool>,
}

/// Maximum number of nested quotations, since unclosed marks would nest without end.
const DEEPEST: usize = 8;

impl Quotations {
    /// Finds them outside of `markup`. One that isn't closed ends with its paragraph, as newspapers have it.
    pub(super) fn of(layout: &Layout, tokens: &[Token], markup: &[Range<usize>]) -> Self {
        let mut quotations = Self::default();
        let mut open: Vec<(&[char], usize)> = Vec::new();
        let mut paragraph = 0;
        for token in tokens {
            if token.start >= layout.start(paragraph + 1) {
                let end = layout.start(paragraph + 1);
                quotations.close(&mut open, 0, end);
                while token.start >= layout.start(paragraph + 1) {
                    paragraph += 1;
                }
            }
            let mut characters = token.text.chars();
            let (Some(mark), None) = (characters.next(), characters.next()) else { continue };
            if !is_quote(mark) || token.is_within(markup) {
                continue;
            }
            if let Some(depth) = open.iter().rposition(|(closers, _)| closers.contains(&mark)) {
                quotations.mark(token, false);
                quotations.close(&mut open, depth, token.start);
            } else if let Some(closers) =
                closers(mark).filter(|_| open.len() < DEEPEST && opens(layout.text, token, mark))
            {
                quotations.mark(token, true);
                open.push((closers, token.end()));
            }
        }
        quotations.close(&mut open, 0, layout.text.len());
        quotations
    }

    fn mark(&mut self, token: &Token, opens: bool) {
        self.marks.push(token.range());
        self.opens.push(opens);
    }

    /// Ends the quotations from `depth` on.
    fn close(&mut self, open: &mut Vec<(&[char], usize)>, depth: usize, end: usize) {
        if let Some(&(_, start)) = open.get(depth)
            && depth == 0
        {
            self.inside.push(start..end);
        }
        open.truncate(depth);
    }
}

/// Whether this is the rest of a word that begins with an apostrophe: Dutch “'s avonds”, “'t”, “'n”, English “'n'”, “'90s”.
fn is_short_word(rest: &str) -> bool {
    let is_decade = rest.trim_start_matches(|digit: char| digit.is_ascii_digit()).strip_prefix('s');
    if rest.len() > 2 && is_decade.is_some_and(|behind| rest.len() - behind.len() == 3) {
        return true;
    }
    let mut letters = rest.chars();
    let is_letter = letters.next().is_some_and(|letter| matches!(letter, 's' | 't' | 'n' | 'k' | 'm'));
    is_letter && letters.next().is_some_and(|next| next.is_whitespace() || matches!(next, '\'' | '’'))
}

/// Whether a quotation can begin at this mark. Elsewhere it is an apostrophe or an unmatched closing mark.
fn opens(text: &str, token: &Token, mark: char) -> bool {
    let before = text[..token.start].chars().next_back();
    let after = text[token.end()..].chars().next();
    match mark {
        '\'' | '‘' if is_short_word(&text[token.end()..]) => false,
        '\'' | '‘' | '`' | '\u{5F4}' => {
            !before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
        }
        '”' | '»' => !before.is_some_and(char::is_alphanumeric) && !after.is_none_or(char::is_whitespace),
        _ => true,
    }
}
