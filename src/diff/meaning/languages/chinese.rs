//! Chinese, mostly in simplified characters. Every character is a token, so words are phrases here, and words in which a
//! negating or saying character means something else are listed as [`Other`]. Numerals are read by the reader of numbers.

use super::Meaning::{
    According, Amount, Day, Function, Hardly, Not, Other, Saying, Times, Title, Unit, Version, Weekday,
};
use super::Table;

pub(super) const TABLE: Table = &[
    (Function, "的 了 在 是 和 与 及 也 都 就 而 对 为 将 被 把 从 到 向 这 那 他 她 们 我 你"),
    (
        Other,
        "不仅 不但 不过 不少 不断 不同 不久 不只 不管 不论 不如 不错 不料 不禁 不得不 未来 无人机 无论 无线 无疑 没收 淹没 沉没 \
         埋没 非常 非洲 小说 说明 名称 职称 简称 称为 称号 对称 据点 数据 证据 依据 占据 一样 一些 一起 一般 一直 一定 一切 \
         一旦 一致 一带 一边 一种 统一 唯一 万一 第一 第二 第三 十分 三明治 四川 九江 八成新 千万别 百姓 百货 万物 别墅 区别 \
         特别 分别 级别 性别",
    ),
    (Times(4), "万 萬"),
    (Times(8), "亿 億"),
    (
        Amount,
        "一半 半数|三分之一|三分之二|四分之一|四分之三|数十|数百|数千|数万|几十|几百|几千|上百|上千|成千上万",
    ),
    (Unit, "% 百分之|个百分点|元 人民币|美元|欧元|英镑|日元|卢布|港元"),
    (Weekday(1), "星期一 周一 礼拜一"),
    (Weekday(2), "星期二 周二 礼拜二"),
    (Weekday(3), "星期三 周三 礼拜三"),
    (Weekday(4), "星期四 周四 礼拜四"),
    (Weekday(5), "星期五 周五 礼拜五"),
    (Weekday(6), "星期六 周六 礼拜六"),
    (Weekday(7), "星期日 星期天 周日 礼拜天"),
    (Day, "昨天 昨日|今天 今日|明天 明日|前天|后天|今晚|昨晚|今年|去年|明年"),
    (
        Saying,
        "说 說|表示|称 稱|声称 聲稱|宣称|指出|强调|宣布|透露|承认|否认|证实|警告|指责|认为|坚称|据称|谴责|回应|告诉",
    ),
    (According, "据 據 根据 按照"),
    (Not, "不|没 没有|未|无|非|并非|从未|从不|绝不|毫不|别|不是|不同意"),
    (Hardly, "几乎不|很少|尚未|还没|还没有|难以"),
    (
        Title,
        "先生 女士 小姐 总统 主席 总理 部长 市长 省长 州长 县长 局长 院长 校长 书记 大使 教授 博士 将军 法官 议员 发言人",
    ),
    (Version, "版本"),
];
