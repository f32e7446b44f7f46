//! Korean. Particles and endings are written together with the word before them, so most entries are beginnings (`월요일*`) or
//! endings. What denies is 안 and 못 before a verb, and -지 않다, -지 못하다, 아니다 and 없다.

use super::Meaning::{
    According, Amount, Day, Function, Hardly, Not, Number, Other, Saying, Title, Unit, Version, Weekday,
};
use super::Table;

pub(super) const TABLE: Table = &[
    (
        Function,
        "이 그 저 것 수 등 및 또 또는 그리고 그러나 하지만 위해 대한 통해 따라 이번 지난 오는 있다 했다 한다 됐다",
    ),
    (
        Other,
        "뿐만_아니라 뿐_아니라 않을_수_없* 아니나 못지않* 밝은* 밝기* 말기* 말미* 말레* 없애* 아니면 틀림없* 끊임없*",
    ),
    (Number(1), "하나"),
    (Number(2), "둘 두"),
    (Number(3), "셋 세"),
    (Number(4), "넷 네"),
    (Number(5), "다섯"),
    (Number(6), "여섯"),
    (Number(7), "일곱"),
    (Number(8), "여덟"),
    (Number(9), "아홉"),
    (Number(10), "열"),
    (Number(20), "스물 스무"),
    (Number(30), "서른"),
    (Number(40), "마흔"),
    (Amount, "수십|수백|수천|수만|수십만"),
    (Unit, "% 퍼센트|%포인트 퍼센트포인트|원|달러 달러를|유로|위안|엔|파운드|루블"),
    (Weekday(1), "월요일*"),
    (Weekday(2), "화요일*"),
    (Weekday(3), "수요일*"),
    (Weekday(4), "목요일*"),
    (Weekday(5), "금요일*"),
    (Weekday(6), "토요일*"),
    (Weekday(7), "일요일*"),
    (Day, "어제 어제는|오늘 오늘은|내일 내일은|그저께 그제|모레|올해 올해는|지난해 작년|내년"),
    (
        Saying,
        "말했* 말한* 말하* 말해|밝혔* 밝힌* 밝히*|주장했* 주장하* 주장한*|발표했* 발표하* 발표한*|전했* 전한다* 전해졌*|설명했* 설명하* 설명한*|강조했* 강조하* \
         강조한*|부인했* 부인하* 부인한*|인정했* 인정하* 인정한*|확인했* 확인하*|지적했* 지적하* 지적한*|비판했* 비판하* 비판한*|비난했* 비난하* 비난한*|경고했* 경고하* \
         경고한*|덧붙였* 덧붙이*|선언했* 선언하*|약속했* 약속하*|보도했* 보도하* 보도한*|시사했* 시사하*|반박했* 반박하*|고백했* 고백하*|알려졌* 알려진*",
    ),
    (According, "따르면 의하면"),
    (
        Not,
        "안|못|않*|못하* 못했* 못한* 못할* 못해*|아니다 아니라 아니며 아니고 아닌 아닙니다 아니었* 아니라고 아니다라고|없* 없다|결코|말라 말라고 마라",
    ),
    (Hardly, "좀처럼"),
    (
        Title,
        "대통령* 총리* 장관* 의원* 대표* 시장* 지사* 회장* 사장* 교수* 박사* 위원장* 의장* 총장* 검사* 판사* 변호사* 감독* 선수* 씨 씨는 씨가 씨의 씨를 씨와 국왕* \
         여왕* 대변인* 국장* 청장* 원장*",
    ),
    (Version, "버전 버전의"),
];
