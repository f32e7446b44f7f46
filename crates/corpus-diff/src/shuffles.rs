//! Reordered paragraphs of news, in five languages: all changes are moves.

use crate::ChangeKind::{Equal, Insert, Replace};
use crate::judge::{Headlines, judge};
use crate::units::words::{is_space, tokens as tokens_of};
use crate::views::attribution::{attribute, attribute_next};
use crate::{Change, diff};

/// How many articles are shuffled, and as many shuffled and edited. A debug build takes ten times as long.
const SEEDS: u64 = if cfg!(debug_assertions) { 250 } else { 2_000 };

/// Sentences with a place for a name and one for a number.
const ENGLISH: [&str; 12] = [
    "{name} did not sign the harbour bill on Tuesday, and {number} members left the hall before the vote.",
    "“We never promised {number} new homes,” {name} told the committee.",
    "The river rose by {number} centimetres overnight.",
    "Nobody was hurt, {name} said.",
    "A fire closed the old market for {number} hours while crews from three towns looked for the cause.",
    "“No,” said {name}.",
    "Police in {name} stopped {number} lorries near the tunnel and found nothing.",
    "The court will hear the appeal of {name} in March 2024.",
    "Critics call the plan a waste of $ {number} million; its authors deny that.",
    "{name} wept.",
    "On the left bank, where {number} families still wait for a doctor, the school has been shut since autumn.",
    "Ferries will run again.",
];

const GERMAN: [&str; 12] = [
    "{name} hat den Hafenvertrag am Dienstag nicht unterschrieben, und {number} Abgeordnete verließen den Saal.",
    "„Wir haben nie {number} neue Wohnungen versprochen“, sagte {name} im Ausschuss.",
    "Der Fluss stieg über Nacht um {number} Zentimeter.",
    "Niemand wurde verletzt, teilte {name} mit.",
    "Ein Brand legte den alten Markt für {number} Stunden lahm, weil die Ursache lange unklar blieb.",
    "„Nein“, sagte {name}.",
    "Die Polizei hielt bei {name} insgesamt {number} Lastwagen an und fand nichts.",
    "Das Gericht verhandelt im März 2024 über die Klage von {name}.",
    "Kritiker nennen den Plan eine Verschwendung von {number} Millionen Euro; die Verfasser bestreiten das.",
    "{name} weinte.",
    "Am linken Ufer, wo {number} Familien noch auf einen Arzt warten, ist die Schule seit Herbst geschlossen.",
    "Die Fähren fahren wieder.",
];

const FRENCH: [&str; 12] = [
    "{name} n’a pas signé l’accord du port mardi, et {number} élus ont quitté la salle avant le vote.",
    "« Nous n’avons jamais promis {number} logements », a déclaré {name} devant la commission.",
    "La rivière est montée de {number} centimètres dans la nuit.",
    "Personne n’a été blessé, selon {name}.",
    "Un incendie a fermé l’ancien marché pendant {number} heures, le temps d’en chercher la cause.",
    "« Non », a dit {name}.",
    "La police de {name} a arrêté {number} camions près du tunnel et n’a rien trouvé.",
    "Le tribunal examinera l’appel de {name} en mars 2024.",
    "Les critiques parlent d’un gaspillage de {number} millions d’euros ; les auteurs le contestent.",
    "{name} a pleuré.",
    "Sur la rive gauche, où {number} familles attendent encore un médecin, l’école est fermée depuis l’automne.",
    "Les bacs repartent.",
];

const RUSSIAN: [&str; 12] = [
    "{name} не подписал договор о порте во вторник, и {number} депутатов покинули зал до голосования.",
    "«Мы никогда не обещали {number} новых домов», — заявил {name} на заседании.",
    "За ночь река поднялась на {number} сантиметров.",
    "Никто не пострадал, сообщил {name}.",
    "Пожар закрыл старый рынок на {number} часов, пока искали причину.",
    "«Нет», — сказал {name}.",
    "Полиция в городе {name} остановила {number} грузовиков и ничего не нашла.",
    "Суд рассмотрит жалобу, которую подал {name}, в марте 2024 года.",
    "Критики называют план тратой {number} миллионов евро; авторы это отрицают.",
    "{name} заплакал.",
    "На левом берегу, где {number} семей ещё ждут врача, школа закрыта с осени.",
    "Паромы снова ходят.",
];

const CHINESE: [&str; 12] = [
    "{name}周二没有签署港口协议，{number}名议员在表决前离开了会场。",
    "“我们从未承诺建造{number}套新房，”{name}在委员会上说。",
    "河水一夜之间上涨了{number}厘米。",
    "{name}表示，无人受伤。",
    "一场火灾使老市场关闭了{number}个小时，三个镇的消防员都在寻找原因。",
    "“不，”{name}说。",
    "{name}警方在隧道附近拦下{number}辆卡车，没有发现任何东西。",
    "法院将于2024年3月审理{name}的上诉。",
    "批评者称该计划浪费了{number}万元，起草者否认这一说法。",
    "{name}哭了。",
    "在左岸，{number}户人家仍在等待医生，学校自秋天起一直关闭。",
    "渡轮恢复运营。",
];

const LANGUAGES: [(&[&str], &[&str], &str); 5] = [
    (&ENGLISH, &["Harlan Voss", "Ines Okoro", "Lowick", "Petra Lund", "Marsh End"], " "),
    (&GERMAN, &["Jutta Brandt", "Emil Sorge", "Tannhagen", "Lene Voss", "Oberau"], " "),
    (&FRENCH, &["Lucie Marchal", "Aubin Ferrand", "Valmer", "Inès Colin", "Port-Aubry"], " "),
    (&RUSSIAN, &["Олег Савин", "Ирина Белова", "Заречный", "Пётр Громов", "Лесногорск"], " "),
    (&CHINESE, &["李文昌", "王雅琴", "临江市", "陈国梁", "东渡镇"], ""),
];

/// Paragraphs of one to three sentences, none twice. `apart` says that no two of them differ in names and numbers alone:
/// which of two such paragraphs was edited can't be told.
fn article(random: &mut fastrand::Rng, count: usize, apart: bool) -> Vec<String> {
    let (sentences, names, space) = LANGUAGES[random.usize(..LANGUAGES.len())];
    let mut paragraphs: Vec<String> = Vec::new();
    let mut known: Vec<Vec<usize>> = Vec::new();
    while paragraphs.len() < count {
        let kinds: Vec<usize> = (0..random.usize(1..4)).map(|_| random.usize(..sentences.len())).collect();
        let sentence = |kind: &usize| {
            let name = names[random.usize(..names.len())];
            let number = random.usize(2..400).to_string();
            sentences[*kind].replace("{name}", name).replace("{number}", &number)
        };
        let paragraph = kinds.iter().map(sentence).collect::<Vec<_>>().join(space);
        let is_like = |other: &Vec<usize>| {
            let shared = kinds.iter().filter(|kind| other.contains(kind)).count();
            shared > 1 || shared == 1 && kinds.len() == 1 && other.len() == 1
        };
        let is_taken = paragraphs.contains(&paragraph) || apart && known.iter().any(is_like);
        if !is_taken {
            paragraphs.push(paragraph);
            known.push(kinds);
        }
    }
    paragraphs
}

fn flags(old: &str, new: &str, changes: &[Change]) -> usize {
    judge(old, new, changes, &Headlines::default()).iter().map(|judgement| judgement.flags.len()).sum()
}

fn check_moves_only(old: &str, new: &str, seed: u64) {
    let changes = diff(old, new);
    for change in changes.iter().filter(|change| change.kind != Equal && change.moved.is_none()) {
        let (deleted, inserted) = (&old[change.old.clone()], &new[change.new.clone()]);
        assert!(
            is_space(deleted) && is_space(inserted),
            "seed {seed}: [-{deleted}-]{{+{inserted}+}}\n{old}\n=>\n{new}"
        );
    }
    assert_eq!(flags(old, new, &changes), 0, "seed {seed}");
    let sentences = attribute_next(&attribute(old, 1), old, new, 2);
    assert!(sentences.iter().all(|sentence| (sentence.brought, sentence.changed) == (1, 1)), "seed {seed}");
}

#[test]
fn shuffled_paragraphs_moved_and_nothing_else_happened() {
    for seed in 0..SEEDS {
        let mut random = fastrand::Rng::with_seed(seed);
        let count = random.usize(5..=40);
        let mut paragraphs = article(&mut random, count, false);
        let break_ = ["\n\n", "\n\n", "\n", "\r\n\r\n"][random.usize(..4)];
        let end = ["", "\n"][random.usize(..2)];
        let old = paragraphs.join(break_) + end;
        random.shuffle(&mut paragraphs);
        check_moves_only(&old, &(paragraphs.join(break_) + end), seed);
    }
}

#[test]
fn edits_in_shuffled_paragraphs_are_told_and_nothing_else() {
    for seed in 0..SEEDS {
        let mut random = fastrand::Rng::with_seed(seed);
        let count = random.usize(5..=40);
        let mut paragraphs = article(&mut random, count, true);
        let old = paragraphs.join("\n\n");
        let mut edited = 0;
        for paragraph in &mut paragraphs {
            let words: Vec<_> =
                tokens_of(paragraph).filter(|(_, word)| word.chars().all(char::is_alphanumeric)).collect();
            if edited < 3 && words.len() >= 8 {
                let (start, word) = words[random.usize(..words.len())];
                let other = if word.is_ascii() { format!("{word}el") } else { "换".to_owned() };
                let end = start + word.len();
                paragraph.replace_range(start..end, &other);
                edited += 1;
            }
        }
        random.shuffle(&mut paragraphs);
        let new = paragraphs.join("\n\n");
        let changes = diff(&old, &new);
        let words = |text: &str| tokens_of(text).count();
        let mut told = 0;
        for change in changes.iter().filter(|change| change.kind != Equal && change.moved.is_none()) {
            let (deleted, inserted) = (&old[change.old.clone()], &new[change.new.clone()]);
            assert!(
                words(deleted) <= 1 && words(inserted) <= 1,
                "seed {seed}: [-{deleted}-]{{+{inserted}+}}\n{old}\n=>\n{new}"
            );
            told += usize::from(matches!(change.kind, Insert | Replace) && !is_space(inserted));
        }
        assert_eq!(told, edited, "seed {seed}");
        let judged = judge(&old, &new, &changes, &Headlines::default());
        let edits = judged
            .iter()
            .filter(|judgement| judgement.reasons.iter().any(|reason| !reason.starts_with("moved")));
        assert!(edits.count() >= edited, "seed {seed}");
    }
}
