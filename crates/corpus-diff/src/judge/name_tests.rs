//! Judgements of names.

use super::Flag::{Date, Name, Quotation};
use super::tests::{flags, told};

#[test]
fn german_nouns_are_no_names() {
    for (old, new) in [
        ("Die Anlage ging in Betrieb und lief.", "Die Anlage ging in Wartung und lief."),
        ("Er fuhr nach Hause und schlief.", "Er fuhr nach Feierabend und schlief."),
        ("Die Bank ist aus Holz und alt.", "Die Bank ist aus Stahl und alt."),
        ("Er trank ein Glas Wasser am Tisch.", "Er trank ein Glas Saft am Tisch."),
        ("Dort sagten Anwohner wenig dazu.", "Dort sagten Nachbarn wenig dazu."),
        ("Sie hatte am Wochenende Regen und Wind.", "Sie hatte am Wochenende Schnee und Wind."),
        ("Das Gesetz trat in Kraft und wirkt.", "Das Gesetz trat in Geltung und wirkt."),
        ("Er gab der Polizei Hinweise und ging.", "Er gab der Polizei Auskunft und ging."),
    ] {
        assert_eq!(flags(old, new), [], "{old} → {new}");
    }
    for (old, new) in [
        ("Der Preis ging an Anna Weber aus dem Dorf.", "Der Preis ging an Anna Keller aus dem Dorf."),
        ("Dort sagte Weber nichts dazu.", "Dort sagte Lorenz nichts dazu."),
        ("Er traf Bürgermeister Hartwig im Saal.", "Er traf Bürgermeister Lohmann im Saal."),
        ("Er traf Ministerpräsidentin Hartwig im Saal.", "Er traf Ministerpräsidentin Lohmann im Saal."),
        ("Sie wohnt in Mühlhausen bei den Eltern.", "Sie wohnt in Oldenburg bei den Eltern."),
        ("Das gilt für Frankreich und alle.", "Das gilt für Italien und alle."),
        ("Es kam von Oksana Weber per Post.", "Es kam von Dmytro Weber per Post."),
    ] {
        assert_eq!(flags(old, new), [Name], "{old} → {new}");
    }
}

#[test]
fn names_of_east_asia_are_whole() {
    for (old, new, reason) in [
        ("张伟明市长参加了开幕式。", "李强市长参加了开幕式。", "“张伟明” became “李强”"),
        ("会上，张伟市长发言。", "会上，张伟明市长发言。", "“张伟” became “张伟明”"),
        ("当天，王小明说水质没有问题。", "当天，陈大文说水质没有问题。", "“王小明” became “陈大文”"),
        ("山田太郎首相が訪問した。", "鈴木一郎首相が訪問した。", "“山田太郎” became “鈴木一郎”"),
        ("ベルク大統領が訪問した。", "ハート大統領が訪問した。", "“ベルク” became “ハート”"),
        ("행사에 김철수 대통령이 왔다.", "행사에 박영희 대통령이 왔다.", "“김철수” became “박영희”"),
    ] {
        let (flags, reasons) = told(old, new);
        assert!(flags.contains(&Name), "{old}: {flags:?} {reasons:?}");
        assert!(reasons.iter().any(|told| told == reason), "{old}: {reasons:?}");
    }
}

#[test]
fn german_places_are_names_behind_a_preposition() {
    for (old, new) in [
        ("Das Boot sank in Ilmenau am Abend.", "Das Boot sank in Murnau am Abend."),
        ("Das Boot ging an Greenpeace in Ulm.", "Das Boot ging an Siemens in Ulm."),
        ("Das Boot sank bei Straubing am Abend.", "Das Boot sank bei Erding am Abend."),
        ("Er kam aus Bad Tölz am Abend.", "Er kam aus Bad Orb am Abend."),
    ] {
        assert_eq!(flags(old, new), [Name], "{old}");
    }
    assert_eq!(flags("Er half bei Umbau und Pflege.", "Er half bei Abbau und Pflege."), []);
}

#[test]
fn particles_and_deeds_tell_names() {
    for (old, new) in [
        ("They met Karel van den Berg there.", "They met Karel van der Berg there."),
        ("Hier kam Ursula von der Heide an.", "Hier kam Ursula von der Weide an."),
        ("Okoro won the race.", "Mbeki won the race."),
    ] {
        assert_eq!(flags(old, new), [Name], "{old}");
    }
    for (old, new) in [
        ("Many won a prize.", "Some won a prize."),
        ("Merkel von der Partei lachte.", "Merkel von der Insel lachte."),
    ] {
        assert_eq!(flags(old, new), [], "{old}");
    }
}

#[test]
fn particles_of_all_languages_belong_to_a_name() {
    for (old, new) in [
        ("They met Salim Amri at the gate.", "They met Salim al-Amri at the gate."),
        ("Salim Amri was seen at the gate.", "Salim al-Amri was seen at the gate."),
        ("They met Lucia Ferro at the gate.", "They met Lucia della Ferro at the gate."),
        ("They met Inge Roos at the gate.", "They met Inge de Roos at the gate."),
    ] {
        assert_eq!(flags(old, new), [Name], "{old}");
    }
    assert_eq!(flags("La carta vino de Lugo ayer.", "La carta vino desde Lugo ayer."), []);
}

#[test]
fn a_verb_or_an_adverb_tells_a_name_that_opens_a_sentence() {
    for (old, new) in [
        ("She told the court so.", "Velde told the court so."),
        ("He also denied it in court.", "Tarrow also denied it in court."),
        ("Tarrow took the boat home.", "Torrow took the boat home."),
        ("Harris had no boat.", "Hughes had no boat."),
        (
            "Ze heeft de boot verkocht en het geld bewaard.",
            "Joosten heeft de boot verkocht en het geld bewaard.",
        ),
        ("Лосева не продала лодку.", "Лисева не продала лодку."),
        ("Лосев вчера отверг упрёк.", "Лисев вчера отверг упрёк."),
        ("They will sell the boat.", "Tarrow will sell the boat."),
        ("Tarrow, 45, sold the boat.", "Torrow, 45, sold the boat."),
        ("Tarrow, who is ill, sold the boat.", "Torrow, who is ill, sold the boat."),
        ("Paredes negó que los barcos sean de él.", "Pareja negó que los barcos sean de él."),
        ("Halling sagte, das Boot sei leck.", "Haling sagte, das Boot sei leck."),
    ] {
        assert!(flags(old, new).contains(&Name), "{old}");
    }
    for (old, new) in [
        ("They also denied it in court.", "Farmers also denied it in court."),
        ("Nobody took the boat home.", "Inflation took the boat home."),
        ("They've got a boat.", "You've got a boat."),
        ("Critics said it was late.", "Management said it was late."),
        ("Dann sagte er, das Boot sei leck.", "Danach sagte er, das Boot sei leck."),
        ("Members will sell the boat.", "Friends will sell the boat."),
    ] {
        assert!(!flags(old, new).contains(&Name), "{old}");
    }
}

#[test]
fn a_character_behind_a_chinese_title_is_no_name() {
    assert_eq!(flags("会后，议员笑了。", "会后，议员哭了。"), []);
}

#[test]
fn a_nickname_is_a_name() {
    let (old, new) = ("They met Karl “Kid” Harlan there.", "They met Karl “Ned” Harlan there.");
    assert_eq!(flags(old, new), [Name, Quotation]);
}

#[test]
fn the_first_name_june_is_no_month() {
    assert_eq!(flags("The prize went to June Dawlish.", "The prize went to April Dawlish."), [Name]);
    assert_eq!(flags("The prize was given in June there.", "The prize was given in April there."), [Date]);
}
