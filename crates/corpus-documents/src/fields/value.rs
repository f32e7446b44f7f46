//! The columns of one row and their values, for rows of all formats.

/// The columns of a row in their order.
pub(crate) type Cells = Vec<(String, Value)>;

/// A value of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// No value, or one that is skipped because it is nested too deeply to be metadata.
    Nothing,
    /// Text of a JSON string or of a column between separators.
    Text(String),
    /// A number, `true` or `false` of JSON, as it is written.
    Literal(String),
    /// Several values.
    List(Vec<Value>),
    /// Named values.
    Object(Cells),
}

/// The forms of a missing value in programs: JSON as text, Python, pandas and R.
const MISSING: [&str; 12] =
    ["null", "NULL", "None", "none", "NaN", "nan", "NA", "N/A", "<NA>", "undefined", "[]", "{}"];

impl Value {
    /// The text without white space around it; `None` if it is missing, empty, or no scalar.
    pub(crate) fn scalar(&self) -> Option<&str> {
        let (Self::Text(text) | Self::Literal(text)) = self else { return None };
        Some(text.trim()).filter(|text| !is_missing(text))
    }

    /// The text without white space around it, unless it is a number, `true` or `false`.
    pub(crate) fn text(&self) -> Option<&str> {
        if let Self::Text(_) = self { self.scalar() } else { None }
    }

    /// The scalars in the value: one, or those of a list.
    pub(crate) fn scalars(&self) -> Vec<&str> {
        match self {
            Self::List(values) => values.iter().filter_map(Self::scalar).collect(),
            _ => self.scalar().into_iter().collect(),
        }
    }

    /// The value of this name in an object.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(cells) = self else { return None };
        cells.iter().find(|(other, _)| other == name).map(|(_, value)| value)
    }
}

fn is_missing(text: &str) -> bool {
    corpus_text::is_blank(text) || MISSING.contains(&text)
}

impl Value {
    /// Whether there is text: a string that isn't missing, or a list of them.
    pub(crate) fn has_text(&self) -> bool {
        match self {
            Self::List(values) => values.iter().any(|value| value.text().is_some()),
            _ => self.text().is_some(),
        }
    }
}
