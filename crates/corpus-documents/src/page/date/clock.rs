//! The time that follows a day.

use super::token::DateToken;

/// The time and its offset in the form of ISO 8601, such as `T09:30:00+02:00`; `None` if no time follows.
pub(super) fn after(tokens: &[DateToken]) -> Option<String> {
    let start = tokens.iter().take(4).position(|token| matches!(token, DateToken::Number { .. }))?;
    let joined = tokens[..start].iter().all(|token| match token {
        DateToken::Word(word) => matches!(
            word.as_str(),
            "t" | "at"
                | "um"
                | "à"
                | "a"
                | "as"
                | "às"
                | "las"
                | "kl"
                | "o"
                | "ore"
                | "om"
                | "alle"
                | "в"
                | "о"
                | "at "
                | "klo"
        ),
        DateToken::Sign(sign) => {
            matches!(sign, ',' | '-' | '–' | '—' | '|' | '·' | '•' | '.' | '/' | '،' | ':' | ';' | '(' | '@')
        }
        DateToken::Number { .. } => false,
    });
    let [
        DateToken::Number { value: hour, digits: 1 | 2 },
        DateToken::Sign(':' | '.' | 'h') | DateToken::Word(_),
        DateToken::Number { value: minute, digits: 2 },
        rest @ ..,
    ] = &tokens[start..]
    else {
        return None;
    };
    // `9h30` is a time; `9 others 30` is none.
    if !joined || matches!(&tokens[start + 1], DateToken::Word(word) if word != "h") {
        return None;
    }
    let (second, rest) = second(rest);
    let hour = twelve_hours(*hour, rest)?;
    if hour > 23 || *minute > 59 {
        return None;
    }
    // `10:00-11:30` is a span of time. A program that states an offset joins it to seconds or to a `T`.
    let is_exact = second.is_some() || matches!(&tokens[..start], [DateToken::Word(word)] if word == "t");
    let offset =
        if is_exact || matches!(rest, [DateToken::Word(_), ..]) { offset(rest) } else { String::new() };
    let second = second.map(|second| format!(":{second:02}")).unwrap_or_default();
    Some(format!("T{hour:02}:{minute:02}{second}{offset}"))
}

fn second(tokens: &[DateToken]) -> (Option<u64>, &[DateToken]) {
    match tokens {
        [DateToken::Sign(':'), DateToken::Number { value, digits: 2 }, rest @ ..] if *value < 60 => {
            // Fractions of a second say nothing about an article.
            let rest = if let [DateToken::Sign('.' | ','), DateToken::Number { .. }, rest @ ..] = rest {
                rest
            } else {
                rest
            };
            (Some(*value), rest)
        }
        rest => (None, rest),
    }
}

/// The hour of the day: `pm` is twelve hours later.
fn twelve_hours(hour: u64, rest: &[DateToken]) -> Option<u64> {
    let half = match rest {
        [DateToken::Word(first), DateToken::Sign('.'), DateToken::Word(second), ..] if second == "m" => {
            first.as_str()
        }
        [DateToken::Word(word), ..] => word.as_str(),
        _ => return Some(hour),
    };
    match (half, hour) {
        ("am" | "a", 12) => Some(0),
        ("pm" | "p", 1..=11) => Some(hour + 12),
        ("am" | "a" | "pm" | "p", 13..) => None,
        _ => Some(hour),
    }
}

/// `+02:00`, `Z`, or nothing if the offset isn't certain: most abbreviations stand for several zones.
fn offset(rest: &[DateToken]) -> String {
    match rest {
        [DateToken::Word(word), ..] if matches!(word.as_str(), "z" | "utc" | "gmt") => "Z".to_owned(),
        [DateToken::Sign(sign @ ('+' | '-' | '−')), DateToken::Number { value, digits: 4 }, ..] => {
            hours(*sign, value / 100, value % 100)
        }
        [
            DateToken::Sign(sign @ ('+' | '-' | '−')),
            DateToken::Number { value, digits: 2 },
            DateToken::Sign(':'),
            DateToken::Number { value: minutes, digits: 2 },
            ..,
        ] => hours(*sign, *value, *minutes),
        _ => String::new(),
    }
}

fn hours(sign: char, hours: u64, minutes: u64) -> String {
    let sign = if sign == '+' { '+' } else { '-' };
    if hours < 15 && minutes < 60 { format!("{sign}{hours:02}:{minutes:02}") } else { String::new() }
}
