//! Minimal SQL lexer of the shell: tokens, and the end of a statement.

/// A token of a statement. Comments and white space are not tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SqlToken<'a> {
    /// A keyword, a number, or a name without its quotes.
    Word(&'a str),
    /// A text in single quotes.
    Text,
    /// Anything else.
    Symbol(char),
}

/// Tokens of `sql`, and whether it ends inside a string, a quoted name or a comment.
pub(super) fn tokens(sql: &str) -> (Vec<SqlToken<'_>>, bool) {
    let mut tokens = Vec::new();
    let mut rest = sql.trim_start();
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        let (token, left) = match first {
            '-' if after.starts_with('-') => match after.split_once('\n') {
                Some((_, left)) => (None, left),
                // A comment to the end of the line leaves no token open.
                None => return (tokens, false),
            },
            '/' if after.starts_with('*') => match after[1..].split_once("*/") {
                Some((_, left)) => (None, left),
                None => return (tokens, true),
            },
            '\'' | '"' | '`' | '[' => {
                // A doubled quote reads as two literals in a row, which makes no difference here.
                let end = if first == '[' { ']' } else { first };
                let Some((inside, left)) = after.split_once(end) else { return (tokens, true) };
                (Some(if first == '\'' { SqlToken::Text } else { SqlToken::Word(inside) }), left)
            }
            _ if is_of_word(first) => {
                let length = rest.find(|character| !is_of_word(character)).unwrap_or(rest.len());
                (Some(SqlToken::Word(&rest[..length])), &rest[length..])
            }
            _ => (Some(SqlToken::Symbol(first)), after),
        };
        tokens.extend(token);
        rest = left.trim_start();
    }
    (tokens, false)
}

/// Whether an unquoted name may contain this character.
pub(super) fn is_of_word(character: char) -> bool {
    // SQLite takes every character beyond ASCII as part of a word.
    character.is_ascii_alphanumeric() || matches!(character, '_' | '$') || !character.is_ascii()
}

/// Whether the input is complete: empty, or ended by `;`. For example, `SELECT ';` is not.
pub(super) fn is_complete(sql: &str) -> bool {
    let (tokens, is_open) = tokens(sql);
    !is_open && matches!(tokens.last(), None | Some(SqlToken::Symbol(';')))
}

/// Whether the input contains no statement.
pub(super) fn is_empty(sql: &str) -> bool {
    let (tokens, is_open) = tokens(sql);
    !is_open && tokens.iter().all(|token| *token == SqlToken::Symbol(';'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_statements_end() {
        for complete in [
            "SELECT 1;",
            "SELECT 1; SELECT 2;\n",
            "SELECT 'a;b';",
            "SELECT 'it''s';",
            "SELECT 1; -- done",
            "SELECT 1; /* done; */ ",
            "SELECT \"a;\", [b;], `c;` FROM t;",
            "SELECT '--';",
            "SELECT 1 /* ' */;",
            "",
            "-- nothing",
            "SELECT 'é”;' ;",
        ] {
            assert!(is_complete(complete), "{complete}");
        }
        for open in [
            "SELECT 1",
            "SELECT 'a;",
            "SELECT 'it'';",
            "SELECT 1 -- ;",
            "SELECT 1 /* ;",
            "SELECT \"a;",
            "SELECT [a;",
            "SELECT `;",
            "SELECT 1; SELECT",
            "/* ;",
            "SELECT 1 - ;-",
            ";/*",
        ] {
            assert!(!is_complete(open), "{open}");
        }
    }

    #[test]
    fn what_holds_no_statement() {
        assert!(is_empty(" ; -- nothing"));
        assert!(!is_empty("SELECT"));
        assert!(!is_empty("'"));
    }

    #[test]
    fn parts() {
        let sql = "SELECT a.\"b c\" -- comment\nFROM [t];";
        let words = ["SELECT", "a"].map(SqlToken::Word).into_iter();
        let parts = words.chain([
            SqlToken::Symbol('.'),
            SqlToken::Word("b c"),
            SqlToken::Word("FROM"),
            SqlToken::Word("t"),
        ]);
        assert_eq!(tokens(sql).0, parts.chain([SqlToken::Symbol(';')]).collect::<Vec<_>>());
    }
}
