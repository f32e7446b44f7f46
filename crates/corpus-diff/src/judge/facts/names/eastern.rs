//! Names in Chinese, Japanese and Korean, which have no capitals: what stands beside a title or before a verb of saying, and
//! what ends like the name of a place or institution.

use std::ops::Range;

use crate::judge::Flag;
use crate::judge::languages::{Meaning, Script};
use crate::judge::reading::{Fact, Reading};
use crate::units::words::is_dense;

/// The family names of most people in China.
const CHINESE_FAMILIES: &str = "王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁沈姚卢\
                                姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛阎段雷侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔汤\
                                張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭蔣葉蘇呂盧鐘譚陸閻龍賀顧萬錢嚴習习";

/// Family names of two characters.
const LONG_CHINESE_FAMILIES: [&str; 6] = ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫"];

/// The characters that write names of other languages by their sound: 普京, 马克龙.
const SOUNDS: &str = "阿埃艾安奥巴白贝本比彼毕波伯博布查登德迪蒂丁杜多俄恩尔法菲费芬弗福盖戈格古哈汉赫亨霍基吉加伽杰金京卡凯坎科克肯库拉莱兰朗劳\
                      勒雷黎里利莉连林琳卢龙鲁路伦罗洛马玛迈麦曼梅蒙米密莫默姆穆纳娜内尼宁纽诺努欧帕潘佩彭皮珀普齐乔切琼热萨塞桑瑟沙莎舍申圣史什\
                      舒斯丝松苏索塔泰坦汤特提图托瓦旺威韦维魏温沃武西希锡夏谢辛休雅亚扬耶叶伊因尤约扎詹兹泽佐贾朱芝";

/// The family names of nearly all people in Korea.
const KOREAN_FAMILIES: &str = "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함\
                               변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부";

/// Characters that stand before a Chinese title or verb and in hardly any name.
const NOT_GIVEN: &str = "副首前后任职却并即被各该兼原现代为在曾已将层的了是和与及以从也都就而对把到向这那";

/// Verbs before a Chinese name.
const BEFORE_CHINESE: [&str; 12] =
    ["任命", "提名", "逮捕", "起诉", "会见", "接见", "名叫", "姓名", "推选", "选举", "聘请", "击败"];

/// Verbs behind a Chinese name, where no other character of a name stands before it.
const BEHIND_CHINESE: [&str; 16] = [
    "获得", "荣获", "出任", "担任", "当选", "就任", "辞去", "辞职", "去世", "被捕", "夺冠", "赢得", "出席",
    "主持", "获奖", "夺得",
];

/// Endings of Japanese words for groups and states, which are no names of people.
const GROUPS: &str = "会院党省庁社国県市期者別邦官後部局団";

/// Endings of Korean words with a particle, or for a group.
const NOT_KOREAN: &str = "을를의은는와과들이가부당청국회";

/// Korean words before a title that name nobody.
const KOREAN_NOBODY: [&str; 12] =
    ["현직", "전직", "전임", "신임", "오전", "오후", "여성", "남성", "유럽", "미국", "정밀", "한국"];

/// Endings of the names of places and institutions.
const CHINESE_PLACES: [&str; 22] = [
    "大学", "大學", "中学", "小学", "医院", "银行", "机场", "车站", "公司", "集团", "日报", "晚报", "市",
    "县", "镇", "村", "区", "省", "桥", "路", "街", "寺",
];
const JAPANESE_PLACES: [&str; 28] = [
    "大学",
    "高校",
    "中学校",
    "小学校",
    "病院",
    "銀行",
    "空港",
    "新聞",
    "神社",
    "製薬",
    "電鉄",
    "建設",
    "工業",
    "商事",
    "市",
    "県",
    "町",
    "村",
    "区",
    "駅",
    "島",
    "川",
    "山",
    "橋",
    "港",
    "寺",
    "湖",
    "城",
];
const KOREAN_PLACES: [&str; 24] = [
    "대학교",
    "초등학교",
    "중학교",
    "고등학교",
    "대교",
    "병원",
    "은행",
    "전자",
    "조선",
    "건설",
    "그룹",
    "신문",
    "제약",
    "공항",
    "마을",
    "항공",
    "시",
    "군",
    "구",
    "읍",
    "면",
    "동",
    "리",
    "역",
];

/// Titles before a name.
const KOREAN_JOBS: [&str; 26] = [
    "소설가",
    "작가",
    "배우",
    "가수",
    "화가",
    "시인",
    "기자",
    "의사",
    "영화감독",
    "피아니스트",
    "과학자",
    "디자이너",
    "건축가",
    "코치",
    "주장",
    "골키퍼",
    "공격수",
    "사진작가",
    "셰프",
    "연구원",
    "교사",
    "이름은",
    "피해자",
    "용의자",
    "피의자",
    "활동가",
];

/// Particles behind the name of a person.
const PERSON_PARTICLES: [&str; 12] =
    ["이", "가", "은", "는", "을", "를", "의", "와", "과", "도", "에게", "이다"];

/// Particles behind such a name; the longest first.
const KOREAN_PARTICLES: [&str; 16] = [
    "에서는",
    "에서",
    "까지",
    "부터",
    "으로",
    "에는",
    "에",
    "의",
    "을",
    "를",
    "은",
    "는",
    "이",
    "가",
    "와",
    "과",
];

/// Japanese words before a title that name nobody: “the same”, “former”, “deputy”.
const NOBODY: &str = "同前元現新副両各総正全他当該諸某約";

/// The names in a text of these languages.
pub(super) fn names(reading: &Reading) -> Vec<Fact> {
    let found = |at: usize| match reading.language.script {
        Script::Chinese => chinese(reading, at),
        Script::Japanese => japanese(reading, at),
        Script::Korean => korean(reading, at),
        Script::Other => None,
    };
    let places = (0..reading.tokens.len()).filter_map(|at| institution(reading, at));
    let names = (0..reading.tokens.len()).filter_map(found).chain(places);
    names.map(|name| Fact::new(Flag::Name, &reading.text[name.clone()], name)).collect()
}

/// A place or institution, recognised by the ending of its name: 青峰大学, 은곡리.
fn institution(reading: &Reading, at: usize) -> Option<Range<usize>> {
    let rest = &reading.text[reading.tokens[at].start..];
    let longest = |endings: &[&'static str]| {
        endings.iter().copied().filter(|ending| rest.starts_with(ending)).max_by_key(|ending| ending.len())
    };
    let before = |most: usize| {
        let is_part = |start: &usize| {
            let text = reading.tokens[*start].text;
            reading.is_joined(start + 1)
                && reading.meaning(*start).is_none()
                && (text.chars().all(is_han) || text.chars().all(is_katakana))
        };
        (0..at).rev().take_while(is_part).take(most).count()
    };
    let start = match reading.language.script {
        Script::Chinese => {
            let start = at - before(2);
            (start + 2 == at && !reading.folded(start).starts_with(|first| NOT_GIVEN.contains(first)))
                .then_some(start)?
        }
        Script::Japanese => {
            let start = at - before(5);
            let first = reading.tokens[start].text.chars().next()?;
            let is_name = (1..5).contains(&(at - start)) && !NOBODY.contains(first);
            let is_long = at - start > 1 || is_katakana(first);
            (is_name && is_long).then_some(start)?
        }
        Script::Korean => {
            let token = &reading.tokens[at];
            let stems = KOREAN_PARTICLES.iter().filter_map(|particle| token.text.strip_suffix(particle));
            let mut stems = std::iter::once(token.text).chain(stems);
            let is_place = |stem: &&str| {
                let ends = |ending: &&str| {
                    stem.strip_suffix(ending).is_some_and(|name| name.chars().nth(1).is_some())
                };
                KOREAN_PLACES.iter().any(ends)
            };
            let is_free = reading.meaning(at).is_none() && token.text.chars().all(is_hangul);
            let stem = stems.find(is_place).filter(|_| is_free)?;
            return Some(token.start..token.start + stem.len());
        }
        Script::Other => return None,
    };
    let endings =
        if reading.language.script == Script::Chinese { &CHINESE_PLACES[..] } else { &JAPANESE_PLACES };
    let ending = longest(endings)?;
    Some(reading.tokens[start].start..reading.tokens[at].start + ending.len())
}

/// A name that a title or a verb of saying follows, or that follows a title.
fn chinese(reading: &Reading, at: usize) -> Option<Range<usize>> {
    let does = |end: usize| {
        let verb: String = (end..end + 2).map(|at| reading.folded(at)).collect();
        BEHIND_CHINESE.contains(&verb.as_str())
    };
    let follows = |end: usize| {
        matches!(reading.meaning(end), Some(Meaning::Title | Meaning::Saying))
            || !is_name_part(reading, at.saturating_sub(1)) && does(end)
    };
    if !is_free(reading, at) {
        return None;
    }
    let is_behind_title = is_behind_title(reading, at);
    if let Some(length) = sounds(reading, at).filter(|_| is_behind_title) {
        return Some(reading.range(at, at + length));
    }
    let family = family(reading, at)?;
    let given = (1..=2).take_while(|&more| is_name_part(reading, at + family + more - 1)).count();
    let ends = |length: &usize| follows(at + family + length) || is_behind_title;
    let length = (1..=given).rev().find(ends)?;
    // Between a title and an unknown word, a short name and a long one look the same.
    (follows(at + family + length) || length == given).then(|| reading.range(at, at + family + length))
}

/// How many characters write a foreign name by its sound here, two at least.
fn sounds(reading: &Reading, at: usize) -> Option<usize> {
    const LONGEST: usize = 8;
    let is_sound = |&at: &usize| {
        is_free(reading, at) && reading.folded(at).chars().all(|character| SOUNDS.contains(character))
    };
    let end = (at + LONGEST).min(reading.tokens.len());
    let length = (at..end).take_while(is_sound).count();
    (length >= 2).then_some(length)
}

/// How many characters of a family name begin here.
fn family(reading: &Reading, at: usize) -> Option<usize> {
    let two: String = [reading.folded(at), reading.folded(at + 1)].concat();
    if LONG_CHINESE_FAMILIES.contains(&two.as_str()) {
        return Some(2);
    }
    let first = reading.folded(at).chars().next()?;
    let is_family = CHINESE_FAMILIES.contains(first);
    // A longer name that a family name is a part of was found before.
    is_family.then_some(1)
}

fn is_behind_title(reading: &Reading, at: usize) -> bool {
    let title = |at: usize, length: usize| {
        let entry = at.checked_sub(length).and_then(|start| reading.entry(start));
        entry.is_some_and(|entry| entry.meaning == Meaning::Title && entry.length() == length)
    };
    // “The new head is …”
    let is_copula = |end: usize| matches!(reading.folded(end), "是" | "为" | "為" | "叫");
    let is_named = |start: usize| {
        let verb: String = (start..start + 2).map(|at| reading.folded(at)).collect();
        BEFORE_CHINESE.contains(&verb.as_str())
    };
    (2..=3).any(|length| title(at, length))
        || at.checked_sub(1).is_some_and(|end| is_copula(end) && (2..=3).any(|length| title(end, length)))
        || at.checked_sub(2).is_some_and(is_named)
}

/// Whether nothing else begins with this token.
fn is_free(reading: &Reading, at: usize) -> bool {
    reading.meaning(at).is_none() && reading.folded(at).starts_with(is_dense) && reading.tokens[at].is_word()
}

fn is_name_part(reading: &Reading, at: usize) -> bool {
    let is_given = !reading.folded(at).starts_with(|character| NOT_GIVEN.contains(character));
    is_given && reading.is_joined(at) && is_free(reading, at)
}

/// The tokens of the Chinese name that ends before this one.
pub(in crate::judge) fn name_before(reading: &Reading, end: usize) -> Option<Range<usize>> {
    let starts = [4, 3, 2].into_iter().filter_map(|length| end.checked_sub(length));
    let is_name = |start: &usize| {
        let length = end - start;
        family(reading, *start).is_some_and(|family| (1..=2).contains(&length.saturating_sub(family)))
            && (*start..end).all(|at| is_free(reading, at))
            && (start + 1..end).all(|at| reading.is_joined(at))
    };
    starts.filter(is_name).map(|start| start..end).next()
}

/// Kanji or katakana before a title: 山田太郎首相, バイデン大統領.
fn japanese(reading: &Reading, at: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 5;
    if reading.meaning(at) != Some(Meaning::Title) || at == 0 {
        return None;
    }
    let last = reading.tokens.get(at - 1)?;
    if !reading.is_joined(at) {
        return None;
    }
    if last.text.chars().all(is_katakana) {
        let mut start = at - 1;
        while start > 1 && matches!(reading.folded(start - 1), "・" | "＝" | "=") && reading.is_joined(start)
        {
            start -= 2;
        }
        return Some(reading.range(start, at));
    }
    let is_part = |start: &usize| {
        let token = &reading.tokens[*start];
        token.text.chars().all(is_han) && reading.meaning(*start).is_none()
    };
    let length = (0..at).rev().take_while(is_part).take(LONGEST + 1).count();
    let start = at - length;
    let first = reading.folded(start).chars().next()?;
    let is_group = last.text.ends_with(|character| GROUPS.contains(character));
    let is_somebody = (2..=LONGEST).contains(&length) && !NOBODY.contains(first) && !is_group;
    is_somebody.then(|| reading.range(start, at))
}

/// Two to four syllables before a title, of which the first is a family name: 김철수 대통령.
fn korean(reading: &Reading, at: usize) -> Option<Range<usize>> {
    let before = at.checked_sub(1)?;
    if reading.meaning(before) == Some(Meaning::Title) || KOREAN_JOBS.contains(&reading.folded(before)) {
        return korean_behind_title(reading, at);
    }
    if reading.meaning(at) != Some(Meaning::Title) || reading.meaning(before).is_some() {
        return None;
    }
    let token = reading.tokens.get(before)?;
    let mut syllables = token.text.chars();
    let is_family = syllables.next().is_some_and(|first| KOREAN_FAMILIES.contains(first));
    let rest = syllables.clone().count();
    let is_other =
        token.text.ends_with(|last| NOT_KOREAN.contains(last)) || KOREAN_NOBODY.contains(&token.text);
    (is_family && !is_other && (1..=3).contains(&rest) && syllables.all(is_hangul)).then(|| token.range())
}

/// Three syllables with a particle behind a title: 소설가 한지연이.
fn korean_behind_title(reading: &Reading, at: usize) -> Option<Range<usize>> {
    let token = reading.tokens.get(at).filter(|_| reading.meaning(at).is_none())?;
    let name: String = token.text.chars().take(3).collect();
    let particle = &token.text[name.len()..];
    let is_family = name.starts_with(|first| KOREAN_FAMILIES.contains(first));
    let is_whole = particle.is_empty() || PERSON_PARTICLES.contains(&particle);
    (is_family && is_whole && name.chars().count() == 3 && name.chars().all(is_hangul))
        .then(|| token.start..token.start + name.len())
}

fn is_katakana(character: char) -> bool {
    matches!(character, '\u{30A1}'..='\u{30FA}' | 'ー')
}

fn is_han(character: char) -> bool {
    matches!(character, '々' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

fn is_hangul(character: char) -> bool {
    matches!(character, '\u{AC00}'..='\u{D7A3}')
}
