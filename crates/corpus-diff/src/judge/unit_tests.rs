//! Judgements of units in words, currencies, codes and multiples.

use super::Class::{Cosmetic, Substantive};
use super::Flag::{Date, Number};
use super::number_tests::{assert_class, assert_flagged};

#[test]
fn a_square_or_cubic_unit_is_part_of_its_number() {
    assert_flagged(
        Number,
        &[
            ("It has 60 square metres.", "It has 60 metres.", "60 square metres became 60 metres"),
            (
                "It holds 40 cubic metres.",
                "It holds 40 square metres.",
                "40 cubic metres became 40 square metres",
            ),
            ("Il y a 40 mètres cubes de sable.", "Il y a 40 mètres carrés de sable.", ""),
            ("Son 40 metros cuadrados en total.", "Son 40 metros cúbicos en total.", ""),
            ("Там 40 кубических метров земли.", "Там 40 квадратных метров земли.", ""),
            ("המגרש הוא 40 מטרים רבועים בלבד.", "המגרש הוא 40 מטרים בלבד.", ""),
        ],
    );
    assert_class(
        Cosmetic,
        &[
            ("It has 60 square metres.", "It has 60 m²."),
            ("It holds 40 cubic metres.", "It holds 40 m³."),
            ("Es sind 40 Kubikmeter Sand.", "Es sind 40 m³ Sand."),
        ],
    );
}

#[test]
fn units_in_scripts_without_capitals_are_known() {
    assert_flagged(
        Number,
        &[
            ("سار 10 كيلومترات على الطريق.", "سار 10 أمتار على الطريق.", "10 كيلومترات became 10 أمتار"),
            ("הוא הלך 3 שעות ברגל.", "הוא הלך 3 דקות ברגל.", "3 שעות became 3 דקות"),
            ("उसने 3 घंटे काम किया।", "उसने 3 मिनट काम किया।", "3 घंटे became 3 मिनट"),
            ("बस में 100 से अधिक लोग थे।", "बस में 100 से कम लोग थे।", "100 से अधिक became 100 से कम"),
            ("היו שם יותר מ-100 איש.", "היו שם פחות מ-100 איש.", ""),
            ("100人以下が来た。", "100人未満が来た。", "100人以下 became 100人未満"),
            ("주민 50명 이상이 왔다.", "주민 50명 이하가 왔다.", "50명 이상이 became 50명 이하가"),
        ],
    );
}

#[test]
fn letters_before_a_currency_are_part_of_it() {
    assert_flagged(
        Number,
        &[
            ("It costs US$5 a day.", "It costs A$5 a day.", "“US$5” became “A$5”"),
            ("It costs C$5m a day.", "It costs NZ$5m a day.", "“C$5m” became “NZ$5m”"),
            ("It costs USD 5 a day.", "It costs CAD 5 a day.", "“USD 5” became “CAD 5”"),
            ("It costs Rs. 500 a day.", "It costs Rs. 600 a day.", "“Rs. 500” became “Rs. 600”"),
        ],
    );
    assert_class(Cosmetic, &[("It costs US$5 a day.", "It costs USD 5 a day.")]);
    assert_class(Substantive, &[("It costs US$5 a day.", "It costs $5 a day.")]);
}

#[test]
fn letters_with_digits_are_a_code() {
    assert_flagged(
        Number,
        &[
            ("The A320 is late.", "The A321 is late.", "“A320” became “A321”"),
            ("An A-10 flew by.", "An A-18 flew by.", "“A-10” became “A-18”"),
            ("The virus is H5N1 there.", "The virus is H5N8 there.", "“H5N1” became “H5N8”"),
            ("Die A7 ist gesperrt.", "Die A8 ist gesperrt.", "“A7” became “A8”"),
            ("Сбит самолёт Су-27 над морем.", "Сбит самолёт Су-35 над морем.", "“Су-27” became “Су-35”"),
        ],
    );
    // What is the same code isn't certain.
    assert_class(
        Substantive,
        &[("The A320 is late.", "The a320 is late."), ("Flight MH17 is late.", "Flight MH-17 is late.")],
    );
    assert_class(Cosmetic, &[("The Ａ３２０ is late.", "The A320 is late.")]);
    assert_class(Cosmetic, &[("The F\u{2011}16 is late.", "The F-16 is late.")]);
}

#[test]
fn forms_of_a_multiple_are_no_notations_of_it() {
    assert_flagged(
        Number,
        &[
            ("Sales doubled there.", "Sales tripled there.", "“doubled” became “tripled”"),
            (
                "Der Umsatz hat sich halbiert.",
                "Der Umsatz hat sich verdoppelt.",
                "“halbiert” became “verdoppelt”",
            ),
            ("Продажи выросли вдвое за год.", "Продажи выросли втрое за год.", "“вдвое” became “втрое”"),
        ],
    );
    assert_class(Substantive, &[("Sales doubled there.", "Sales doubling there.")]);
}

#[test]
fn times_are_known_by_what_stands_beside_them() {
    assert_class(
        Cosmetic,
        &[
            ("It sails at 1400 GMT there.", "It sails at 14:00 GMT there."),
            ("It sails at 1400 hours there.", "It sails at 14:00 there."),
            ("It ends at 12 midnight there.", "It ends at midnight there."),
            ("Суд начнётся в 9.00 утра.", "Суд начнётся в 9:00 утра."),
            ("Spotkanie jest o 18.30 w szkole.", "Spotkanie jest o 18:30 w szkole."),
            ("De trein gaat om 9 uur 's avonds.", "De trein gaat om 21 uur."),
            ("Mötet är klockan 9 på kvällen.", "Mötet är klockan 21."),
            ("Der Rat tagt am Mo. um neun.", "Der Rat tagt am Montag um neun."),
        ],
    );
    assert_flagged(
        Date,
        &[
            ("It ends at 12 noon there.", "It ends at 12 midnight there.", ""),
            ("Der Zug fährt um 9 Uhr morgens.", "Der Zug fährt um 9 Uhr abends.", ""),
            ("De trein gaat om 9 uur 's ochtends.", "De trein gaat om 9 uur 's avonds.", ""),
        ],
    );
    assert_class(
        Substantive,
        &[
            ("They had 1400 hours of work.", "They had 14:00 hours of work."),
            ("Цена выросла до 9.50 рублей.", "Цена выросла до 9:50 рублей."),
        ],
    );
}
