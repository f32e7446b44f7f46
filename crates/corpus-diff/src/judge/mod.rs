//! What kind of change a change is: whether it is one of looks or of substance, and what a reader would check.
//!
//! A rule labels and gives its reason; it never hides a change nor alters the list. The rules are words and patterns
//! (see `languages`), so that each judgement can be explained; how often they are right is measured over the labelled
//! edits in tests/edits.
//!
//! 1. `tokens` cuts a text, `sentences` and `quotes` find what stands around a word, `links` the addresses, `markup` what
//!    is written for programs.
//! 2. `facts` lists what a text says that can be checked: `numbers` and `numerals` with their `units` and `qualifiers`, `dates` and
//!    `times` with the `halves` of the day, `names`, `sources` (and denials).
//! 3. `looks` says whether two wordings provably say the same, `cosmetic` in which looks they differ.
//! 4. `breaks` sees paragraphs and sentences that were cut or joined.
//! 5. `counterparts` finds the two halves of an edit inside what moved.
//! 6. `batches` cuts long texts, and leaves out the inner parts of long equal stretches.
//! 7. `passages` compares the facts that the changes of a sentence touch, and judges; `sides` holds a text with its
//!    facts, `views` and `wordings` tell what the other text has as well.

use serde::Serialize;

use crate::Change;

mod batches;
mod breaks;
mod cosmetic;
mod counterparts;
mod dates;
mod facts;
mod halves;
mod languages;
mod links;
mod looks;
mod markup;
mod names;
mod numbers;
mod numerals;
mod passages;
mod qualifiers;
mod quotes;
mod reasons;
mod sentences;
mod sides;
mod sources;
mod times;
mod tokens;
mod units;
mod views;
mod wordings;

#[cfg(test)]
mod number_tests;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

/// What judging has to know beside the two texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context<'a> {
    /// The headline in the old text, if it has one.
    pub old_headline: Option<&'a str>,
    /// The headline in the new text, if it has one.
    pub new_headline: Option<&'a str>,
}

/// Whether a change alters what the text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// It alters only how the text looks.
    Cosmetic,
    /// It alters words, numbers or signs.
    Substantive,
}

/// In which way only the looks of a text changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cosmetic {
    /// White space: line breaks, spaces, `4 km` for `4km`.
    WhiteSpace,
    /// The form of quotation marks or apostrophes.
    Quotes,
    /// Hyphens and dashes.
    Dashes,
    /// Capital and small letters.
    Case,
    /// Punctuation, also the separators of a number.
    Punctuation,
    /// The form of letters and digits: ligatures, widths, composition, soft hyphens; or the same number or date written
    /// in another way, such as `4` for `four`.
    Typography,
}

impl Class {
    /// Its name, as in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Class::Cosmetic => "cosmetic",
            Class::Substantive => "substantive",
        }
    }
}

impl Cosmetic {
    /// Its name, as in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Cosmetic::WhiteSpace => "white_space",
            Cosmetic::Quotes => "quotes",
            Cosmetic::Dashes => "dashes",
            Cosmetic::Case => "case",
            Cosmetic::Punctuation => "punctuation",
            Cosmetic::Typography => "typography",
        }
    }

    /// What changed, for people.
    fn in_words(self) -> &'static str {
        match self {
            Cosmetic::WhiteSpace => "white space",
            Cosmetic::Quotes => "quotation marks",
            Cosmetic::Dashes => "dashes",
            Cosmetic::Case => "capitals",
            Cosmetic::Punctuation => "punctuation",
            Cosmetic::Typography => "typography",
        }
    }
}

/// The reason of quotation marks that came, or went.
const MARKS_ADDED: &str = "quotation marks were added";
const MARKS_TAKEN_AWAY: &str = "quotation marks were taken away";

/// The end of the reason of a fact that changed its place among others of its kind.
const ELSEWHERE: &str = "stands in another place of the sentence";

/// What the reason of [`Flag::Headline`] begins with.
const HEADLINE: &str = "the headline ";

/// What the reason of [`Flag::Headline`] says, `None` of another reason.
#[must_use]
pub fn of_headline(reason: &str) -> Option<&str> {
    reason.strip_prefix(HEADLINE)
}

/// A reason that is true of several changes, with their number: `4 became 40 (3 times)`. A pair of quotation marks is one
/// quotation, so these aren't counted, nor is a headline.
#[must_use]
pub fn merged(reason: &str, times: usize) -> String {
    let is_one = matches!(reason, MARKS_ADDED | MARKS_TAKEN_AWAY)
        || of_headline(reason).is_some()
        || reason.ends_with(ELSEWHERE);
    if times < 2 || is_one { reason.to_owned() } else { format!("{reason} ({times} times)") }
}

/// That only the looks changed, and in which ways: `only white space and dashes changed`.
#[must_use]
pub fn looks(ways: &[Cosmetic]) -> String {
    let ways: Vec<&str> = ways.iter().map(|way| way.in_words()).collect();
    format!("only {} changed", ways.join(" and "))
}

/// What a reader would check about a change of substance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// It is in the headline.
    Headline,
    /// A number, percentage or amount of money.
    Number,
    /// A date, a day of the week or a time.
    Date,
    /// The name of a person, a place or an organisation.
    Name,
    /// The words between quotation marks, or the marks.
    Quotation,
    /// Who says something, or the verb it is said with.
    Attribution,
    /// A denial came, went or became weaker.
    Negation,
    /// Where a link leads.
    Link,
}

impl Flag {
    /// Its name, for people and in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Flag::Headline => "headline",
            Flag::Number => "number",
            Flag::Date => "date",
            Flag::Name => "name",
            Flag::Quotation => "quotation",
            Flag::Attribution => "attribution",
            Flag::Negation => "negation",
            Flag::Link => "link",
        }
    }
}

/// What kind of change one change is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Judgement {
    /// Which change of the list, counted from 0.
    pub change: usize,
    /// Whether it alters what the text says.
    pub class: Class,
    /// How its looks changed; empty for a substantive one.
    pub cosmetic: Vec<Cosmetic>,
    /// What to check; empty for a cosmetic one.
    pub flags: Vec<Flag>,
    /// Why, in short sentences for people. Never empty.
    pub reasons: Vec<String>,
    /// What an earlier change of the sentence says of the same facts, so that people needn't read it twice: in “7 March” the
    /// day and the month may be two changes of one date.
    #[serde(skip)]
    pub repeated: Repeated,
}

/// Flags and reasons of a change that an earlier one has for the same facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repeated {
    /// Flags that stand for nothing else.
    pub flags: Vec<Flag>,
    /// Reasons, each as in the list of all.
    pub reasons: Vec<String>,
}

/// Judges each of `changes` that isn't `Equal`, in their order. They are those from [`diff`](crate::diff()) of these
/// texts.
///
/// Never fails, whatever the texts are; takes time linear in their length. What it knows of languages is in word lists
/// for Arabic, Chinese, Dutch, English, French, German, Hebrew, Hindi, Italian, Japanese, Korean, Polish, Portuguese,
/// Russian, Spanish, Swedish and Turkish.
#[must_use]
pub fn judge(old: &str, new: &str, changes: &[Change], context: &Context) -> Vec<Judgement> {
    passages::judge(old, new, changes, context)
}
