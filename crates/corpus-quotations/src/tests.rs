use super::*;
use proptest::prelude::*;

/// Statements as `speaker [resolved]: statement`, with “marks” around marked ones.
fn said(text: &str, language: QuotationLanguage) -> Vec<String> {
    let shown = |quotation: Quotation| {
        let statement = text[quotation.range.clone()].trim();
        let speaker = quotation.speaker.map_or_else(
            || "-".to_owned(),
            |speaker| {
                let mention = text[speaker.range].to_owned();
                speaker.resolved.map_or(mention.clone(), |name| format!("{mention} [{name}]"))
            },
        );
        let marks = if quotation.kind == QuotationKind::Reported { ["", ""] } else { ["“", "”"] };
        format!("{speaker}: {}{statement}{}", marks[0], marks[1])
    };
    quotations(text, Some(language)).into_iter().map(shown).collect()
}

fn check(language: QuotationLanguage, samples: &[(&str, &[&str])]) {
    for (text, expected) in samples {
        assert_eq!(said(text, language), *expected, "{text}");
    }
}

#[test]
fn english() {
    check(
        QuotationLanguage::English,
        &[
            ("“So be it,” said the mayor.", &["the mayor: “So be it,”"]),
            (
                "“So be it,” Ada Roe, the mayor of Quay, said on Monday. “We are ready.”",
                &["Ada Roe: “So be it,”", "Ada Roe: “We are ready.”"],
            ),
            ("“So,” she said, “be it.”", &["she: “So,”", "she: “be it.”"]),
            ("Ada Roe said fares would rise.", &["Ada Roe: fares would rise"]),
            ("Fares would rise by ten percent, Ada Roe said.", &["Ada Roe: Fares would rise by ten percent"]),
            (
                "According to the harbour office, the ferry is late.",
                &["the harbour office: the ferry is late"],
            ),
            ("The ferry is late again, according to Ada Roe.", &["Ada Roe: The ferry is late again"]),
            ("Ada Roe told the council that fares would rise.", &["Ada Roe: fares would rise"]),
            (
                "Ada Roe spoke. “Why?” he asked. Roe, who was angry, called it “a bad joke for all”.",
                &["he [Ada Roe]: “Why?”", "Roe [Ada Roe]: “a bad joke for all”"],
            ),
            ("He read “The Old Man and the Sea” in the United States.", &[]),
            ("The mayor's report was long.", &[]),
        ],
    );
}

#[test]
fn german() {
    check(
        QuotationLanguage::German,
        &[
            (
                "Bürgermeisterin Ada Roth sagte am Montag, dass die Preise steigen werden.",
                &["Bürgermeisterin Ada Roth [Ada Roth]: die Preise steigen werden"],
            ),
            ("„Das ist der einzige Weg“, fügte sie hinzu.", &["sie: “Das ist der einzige Weg”"]),
            ("Laut Karl Meier bleibt die Fähre im Hafen.", &["Karl Meier: bleibt die Fähre im Hafen"]),
            ("»Wir sind bereit«, sagte der Sprecher.", &["der Sprecher: “Wir sind bereit”"]),
        ],
    );
}

#[test]
fn french() {
    check(
        QuotationLanguage::French,
        &[
            (
                "Jean Dupont a déclaré lundi que les prix allaient augmenter.",
                &["Jean Dupont: les prix allaient augmenter"],
            ),
            ("« C’est la seule solution », a-t-il ajouté.", &["il: “C’est la seule solution”"]),
            ("Selon la ministre, le bateau reste au port.", &["la ministre: le bateau reste au port"]),
            ("« Nous avons peur », a dit la porte-parole.", &["la porte-parole: “Nous avons peur”"]),
        ],
    );
}

#[test]
fn spanish() {
    check(
        QuotationLanguage::Spanish,
        &[
            ("Ana Ruiz dijo el lunes que los precios van a subir.", &["Ana Ruiz: los precios van a subir"]),
            (
                "Según el ministro, el barco se queda en el puerto.",
                &["el ministro: el barco se queda en el puerto"],
            ),
            ("“No lo creo”, afirmó el portavoz.", &["el portavoz: “No lo creo”"]),
        ],
    );
}

#[test]
fn russian() {
    check(
        QuotationLanguage::Russian,
        &[
            (
                "Анна Иванова заявила в понедельник, что цены вырастут скоро.",
                &["Анна Иванова: цены вырастут скоро"],
            ),
            ("«Это единственный путь», — сказала она.", &["она: “Это единственный путь”"]),
            (
                "«Мы не согласны», — отметил представитель компании.",
                &["представитель компании: “Мы не согласны”"],
            ),
        ],
    );
}

#[test]
fn chinese() {
    check(
        QuotationLanguage::Chinese,
        &[
            ("市长王明周四表示，票价必须上涨。", &["市长王明: 票价必须上涨"]),
            ("他指出：“这是唯一的办法。”", &["他: “这是唯一的办法。”"]),
            ("发言人李华说：“我们准备好了。”", &["发言人李华: “我们准备好了。”"]),
        ],
    );
}

#[test]
fn a_language_is_recognised_by_its_common_words() {
    for (text, language) in [
        (
            "The ferry is late, and the mayor said that it would stay in the harbour.",
            Some(QuotationLanguage::English),
        ),
        (
            "Die Fähre ist spät, und der Bürgermeister sagte, dass sie im Hafen bleibt.",
            Some(QuotationLanguage::German),
        ),
        (
            "Le bateau est en retard, et le maire a dit que la ville est dans le port.",
            Some(QuotationLanguage::French),
        ),
        (
            "El barco se queda en el puerto, y la alcaldesa dijo que no es de la ciudad.",
            Some(QuotationLanguage::Spanish),
        ),
        (
            "Паром не ушел, и мэр сказал, что он остается в порту на ночь, как и все.",
            Some(QuotationLanguage::Russian),
        ),
        ("Færgen er forsinket.", None),
        ("", None),
    ] {
        assert_eq!(QuotationLanguage::of_text(text), language, "{text}");
    }
}

#[test]
fn other_languages_have_marked_quotations_without_speakers() {
    let text = "Färjan är sen. ”Vi väntar ännu”, säger Ada Roe.";
    let found = quotations(text, None);
    assert_eq!(found.len(), 1);
    assert_eq!((&text[found[0].range.clone()], &found[0].speaker), ("Vi väntar ännu", &None));
}

#[test]
fn a_text_of_one_sentence_takes_linear_time() {
    let text = "Ada and said that ".repeat(100_000);
    assert!(quotations(&text, Some(QuotationLanguage::English)).len() < 3);
    // Each apostrophe may open a passage.
    assert!(quotations(&"'a ".repeat(20_000), None).is_empty());
}

proptest! {
    #[test]
    fn any_text_gives_places_inside_it(
        text in "[A-Z ]?([a-z]{1,6}|said|told|“|”|\"|, |\\. |He |Ada Roe |\n|that){0,40}|\\PC{0,80}|[说表示，“”。a-z]{0,40}"
    ) {
        for language in [None, Some(QuotationLanguage::English), Some(QuotationLanguage::German), Some(QuotationLanguage::Russian), Some(QuotationLanguage::Chinese)] {
            for quotation in quotations(&text, language) {
                prop_assert!(text.get(quotation.range.clone()).is_some());
                prop_assert!(quotation.speaker.iter().all(|speaker| text.get(speaker.range.clone()).is_some()));
                prop_assert!(quotation.cue.iter().all(|cue| text.get(cue.clone()).is_some()));
            }
        }
    }
}
