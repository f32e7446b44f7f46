//! Judgements: the class, flags and reasons of a change, and the headlines that judging starts from.

use serde::Serialize;

/// The headlines of both texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Headlines<'a> {
    /// The headline in the old text, if it has one.
    pub old_headline: Option<&'a str>,
    /// The headline in the new text, if it has one.
    pub new_headline: Option<&'a str>,
}

/// Whether a change alters the meaning of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// It alters only the looks of the text.
    Cosmetic,
    /// It alters words, numbers or signs.
    Substantive,
}

/// Kind of cosmetic change.
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

    /// Its name, for people.
    pub(super) fn in_words(self) -> &'static str {
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

/// Kind of fact to check in a substantive change.
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
    /// The source of a statement, or its verb of saying.
    Attribution,
    /// A denial was added, removed or weakened.
    Negation,
    /// The target of a link.
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

/// The class, flags and reasons of one change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Judgement {
    /// Which change of the list, counted from 0.
    pub change: usize,
    /// Whether it alters the meaning of the text.
    pub class: Class,
    /// How its looks changed; empty for a substantive one.
    pub cosmetic: Vec<Cosmetic>,
    /// Kinds of facts to check; empty for a cosmetic change.
    pub flags: Vec<Flag>,
    /// Why, in short sentences for people. Never empty.
    pub reasons: Vec<String>,
    /// Flags and reasons that an earlier change of the sentence has for the same facts, so that people read them once: in “7 March” the
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
