//! Currencies that stand before their number: `US$5`, `A$5`, `USD 5`. A dollar without letters is one of its own, since which
//! country it is from isn't said.

use crate::judge::languages::Meaning;
use crate::judge::reading::Reading;

/// Letters before the sign of a currency, the sign, and the code of the currency (ISO 4217).
const PREFIXES: [(&str, &str, &str); 24] = [
    ("US", "$", "usd"),
    ("A", "$", "aud"),
    ("AU", "$", "aud"),
    ("C", "$", "cad"),
    ("CA", "$", "cad"),
    ("CAN", "$", "cad"),
    ("NZ", "$", "nzd"),
    ("HK", "$", "hkd"),
    ("S", "$", "sgd"),
    ("NT", "$", "twd"),
    ("R", "$", "brl"),
    ("MX", "$", "mxn"),
    ("AR", "$", "ars"),
    ("RD", "$", "dop"),
    ("J", "$", "jmd"),
    ("TT", "$", "ttd"),
    ("Z", "$", "zwg"),
    ("N", "$", "nad"),
    ("CN", "¥", "cny"),
    ("JP", "¥", "jpy"),
    ("E", "£", "egp"),
    ("LE", "£", "egp"),
    ("I", "£", "iep"),
    ("S", "£", "syp"),
];

/// Codes of currencies (ISO 4217) and their abbreviations, which are words to the tables of no language.
const CODES: &str = "\
    USD EUR GBP JPY CHF CNY RUB INR AUD CAD NZD HKD SGD TWD SEK NOK DKK ISK PLN CZK HUF RON BGN TRY KRW BRL MXN ARS CLP COP ZAR ILS \
    SAR AED QAR KWD EGP NGN KES GHS PKR BDT LKR THB IDR MYR PHP VND UAH KZT Rs";

/// The key of the currency that begins with this token, and the token behind it, where its number is.
pub(super) fn before(reading: &Reading, at: usize) -> Option<(String, usize)> {
    let token = reading.tokens.get(at).filter(|token| token.is_capitalised() && token.text.len() <= 3)?;
    // `R$` and the like may be a unit of the language, with other words for it.
    if reading.meaning(at) == Some(Meaning::Unit) {
        return None;
    }
    let sign = reading.folded(at + 1);
    if reading.is_joined(at + 1) {
        let found = PREFIXES.iter().find(|(letters, own, _)| *letters == token.text && *own == sign);
        if let Some((_, _, code)) = found {
            return Some(((*code).to_owned(), at + 2));
        }
    }
    let behind = at + 1 + usize::from(token.text == "Rs" && sign == "." && reading.is_joined(at + 1));
    let is_followed = reading.folded(behind).starts_with(char::is_numeric);
    let is_code =
        is_followed && reading.entry(at).is_none() && CODES.split(' ').any(|code| code == token.text);
    is_code.then(|| (token.folded.to_string(), behind))
}
