//! Quoted values that go on at the start of the next line. YAML 1.2 wants them indented; Ruby and Python, whose readers most sites
//! were written for, do not.

/// The text with such lines indented; `None` if there are none.
pub(super) fn indented(text: &str) -> Option<String> {
    let mut mended = String::with_capacity(text.len() + 64);
    let mut open = None;
    let mut is_changed = false;
    for line in text.split_inclusive('\n') {
        let rest = match open {
            Some(quote) => {
                if line.starts_with(|c: char| !c.is_whitespace()) {
                    mended.push(' ');
                    is_changed = true;
                }
                Some((quote, line))
            }
            None => quoted(line),
        };
        open = rest.filter(|(quote, rest)| !closes(*quote, rest)).map(|(quote, _)| quote);
        mended.push_str(line);
    }
    is_changed.then_some(mended)
}

/// The quote that a value begins with, and the text after it.
fn quoted(line: &str) -> Option<(char, &str)> {
    let value = match line.trim_start().strip_prefix("- ") {
        Some(item) => item,
        None => line.split_once(':')?.1,
    };
    let value = value.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some((quote, &value[1..]))
}

/// Whether the quote is closed in a text after it.
fn closes(quote: char, text: &str) -> bool {
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if quote == '"' => {
                characters.next();
            }
            // Doubled, a single quote stands for itself.
            '\'' if quote == '\'' && characters.peek() == Some(&'\'') => {
                characters.next();
            }
            _ if character == quote => return true,
            _ => {}
        }
    }
    false
}
