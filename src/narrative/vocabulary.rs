//! The words in which reports speak of the numbers of the form.
//!
//! What a number counts is told only where every word around it is known. An unknown word may
//! mean another body, another channel or another matter (县公安局收到…, 网上申请…, 答复网民留言…),
//! so it keeps the number from being judged: a false alarm costs more than a miss.

use super::dates;
use crate::form::{DisclosureRow, DisputeOutcome};
use crate::order;
use crate::words::beginning;
use std::cmp::Reverse;
use std::sync::LazyLock;

/// What a word means for the number beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Nothing that matters.
    Neutral,
    /// 申请 for information.
    Application,
    /// 收到, 新收
    Receive,
    /// 受理: what was received, with what was brought forward or without.
    Accept,
    /// 结转
    Carry,
    /// 上年
    Previous,
    /// 下年
    Next,
    /// 办结
    Dispose,
    /// 答复
    Answer,
    /// A result row or group of 表三 by its key.
    Row(&'static str),
    /// 行政复议
    Reconsideration,
    /// 行政诉讼
    Suit,
    /// 未经复议直接起诉
    DirectSuit,
    /// 复议后起诉
    SuitAfter,
    /// An outcome of 表四.
    Outcome(DisputeOutcome),
    /// 审理: the work of the body that decides disputes, not of the one that they are about.
    Decide,
    /// 规章, 规范性文件
    Document(DisclosureRow),
    /// 制发
    Issue,
    /// 废止
    Repeal,
    /// 现行有效
    InForce,
    /// 行政许可, 行政处罚, 行政强制
    Decision(DisclosureRow),
    /// 作出, 办理
    Make,
    /// 行政事业性收费
    Fees,
    /// 未, 没有, 无
    Not,
    /// 其中
    Part,
    /// 共, 合计
    Sum,
    /// Keeps the number from being judged.
    Block,
}

use Word::*;

/// What is written for each meaning, apart by spaces.
const WORDS: &[(&str, Word)] = &[
    (
        "本年度 本年 全年度 全年 今年 当年 年度 一年来 一年以来 年内 本年内 报告期内 报告期 \
         期间 截至年底 截至 截止 年底 年末 底 末 以来 度 1月1日至12月31日 1月1日 12月31日 \
         12月底 至 到 自 从 起 止 按照 统计 经统计 据统计 情况 方面 工作 的 了 为 是 有 均 \
         均为 已 已经 都 我 我局 我县 我市 我区 我镇 我乡 我办 我委 我院 我厅 我中心 我单位 \
         我街道 我校 我馆 我处 我所 我部门 我机关 我政府 本机关 本单位 本部门 本局 本办 本委 \
         本县 本市 本区 本镇 本乡 本街道 本级 县 市 区 镇 乡 街道 街道办事处 办事处 政府 \
         人民政府 机关 单位 局 、 ( ) “ ” 和 与 及 以及 或 或者 等 对 由 向 在 依法 依规 \
         按规定 按程序 规范 认真 及时 妥善 其 该 所 通过 各类 各种 有关 相关 涉及 关于 件 \
         数量 数 总数 量 总量 总计 事项 案件 案 类 类型 属于 属 因 因为 由于 引发 引起 导致 \
         产生 发生 出现 存在 被 提起 提出 提交 申请提起 针对 不服 而 就 此 中 方式 形式 结果 \
         办理结果 处理结果 予以 给予 作出 做出 按 处理决定 决定 决定书 告知 告知书 公民 法人 \
         其他组织 其它组织 组织 人 社会公众 公众 群众 申请人 信息 公开 政府信息 政务信息 \
         政府信息公开 政务公开 信息公开 信息公开工作 政府信息公开工作 依申请 新 新增 目前 \
         登记 方 累计 现 一律 需 要求 获取 任何 要 数为 量为 以 一 二 三 四 五 六 是: (一) \
         (二) (三) (四) (五) 1. 2. 3. 4. 5. 6. : 经 做好 截至年末 范围 部分 以书面形式 书面 \
         当面 年 案件数 案件数量 继续 尚 以及其他 诉 类案件 上述 此外 另 另外 另有 还 还有 \
         未办 责任 纠纷",
        Neutral,
    ),
    (
        "申请 政府信息公开申请 信息公开申请 公开申请 依申请公开 依申请公开申请 \
         依申请公开政府信息 依申请公开事项 依申请公开件 依申请公开信息 依申请公开办件 \
         申请公开 申请件 申请事项 申请书 申请表 政府信息申请 信息申请 依申请公开政府信息申请 \
         申请信息 申请公开政府信息 申请公开信息 依申请件 申请数量 申请量 申请总数",
        Application,
    ),
    (
        "收到 新收 新收到 接收 接收到 接到 收悉 新增收到 收 收件 收取到 本年新收 新接收 \
         新接到",
        Receive,
    ),
    ("受理 新受理 登记受理 接收受理 收到并受理 办理 承办 新增受理", Accept),
    ("结转 转接 转结 接转 结转至 转入 结转到 遗留 顺延 转至 延至 延续至", Carry),
    ("上年 上年度 上一年 上一年度 去年 去年度 往年 上年末", Previous),
    (
        "下年 下年度 下一年 下一年度 次年 次年度 明年 继续办理 来年 下年度继续办理 跨年 \
         下年继续办理 下一年度继续办理 转下年",
        Next,
    ),
    ("办结 办理完毕 办毕 处理完毕 已办结 办理完结 审结 共办结 全部办结 完成办理 办复", Dispose),
    ("答复 已答复 回复 书面答复 作出答复 做出答复 予以答复 依法答复", Answer),
    ("予以公开 同意公开 予以公开的 给予公开", Row("granted")),
    ("部分公开 予以部分公开 部分予以公开 部分同意公开 同意部分公开", Row("partly_granted")),
    ("不予公开 不予以公开 决定不予公开 不同意公开", Row("refused")),
    ("属于国家秘密 国家秘密 涉及国家秘密", Row("refused.state_secret")),
    (
        "其他法律行政法规禁止公开 法律行政法规禁止公开 法律、行政法规禁止公开 \
         其他法律、行政法规禁止公开",
        Row("refused.prohibited_by_law"),
    ),
    (
        "三安全一稳定 危及“三安全一稳定” 危及三安全一稳定 “三安全一稳定”",
        Row("refused.three_securities"),
    ),
    ("保护第三方合法权益 第三方合法权益 涉及第三方合法权益", Row("refused.third_party_rights")),
    ("三类内部事务信息 内部事务信息 内部事务性信息", Row("refused.internal_affairs")),
    ("四类过程性信息 过程性信息", Row("refused.process_information")),
    ("行政执法案卷 执法案卷 行政执法案卷信息", Row("refused.enforcement_file")),
    ("行政查询事项 属于行政查询事项", Row("refused.administrative_query")),
    ("无法提供 不能提供 无法提供的", Row("unavailable")),
    (
        "本机关不掌握 本机关不掌握相关政府信息 本机关不掌握相关信息 不掌握相关政府信息 \
         本单位不掌握相关政府信息 本机关未掌握相关政府信息",
        Row("unavailable.not_held"),
    ),
    (
        "没有现成信息需要另行制作 没有现成信息 需要另行制作 需另行制作 \
         没有现成信息,需要另行制作",
        Row("unavailable.needs_creation"),
    ),
    ("补正后申请内容仍不明确 补正后仍不明确 申请内容仍不明确", Row("unavailable.still_unclear")),
    ("不予处理", Row("not_processed")),
    (
        "信访举报投诉 信访举报投诉类 信访、举报、投诉 信访、举报、投诉类 信访投诉举报类 \
         信访举报投诉类申请",
        Row("not_processed.petition"),
    ),
    ("重复申请", Row("not_processed.repeated")),
    ("要求提供公开出版物 公开出版物", Row("not_processed.publication")),
    ("无正当理由大量反复申请 大量反复申请", Row("not_processed.excessive")),
    (
        "要求行政机关确认或重新出具已获取信息 确认或重新出具已获取信息 重新出具已获取信息",
        Row("not_processed.confirmation"),
    ),
    ("其他处理 其它处理 作其他处理 其他方式处理", Row("otherwise_closed")),
    (
        "逾期不补正 申请人无正当理由逾期不补正 逾期未补正 无正当理由逾期不补正",
        Row("otherwise_closed.not_corrected"),
    ),
    (
        "逾期未缴费 逾期未缴纳费用 逾期未按收费通知要求缴纳费用 \
         申请人逾期未按收费通知要求缴纳费用",
        Row("otherwise_closed.fee_unpaid"),
    ),
    (
        "行政复议 复议 行政复议申请 申请行政复议 申请复议 被申请行政复议 提起行政复议 \
         复议案件",
        Reconsideration,
    ),
    ("行政诉讼 诉讼 行政诉讼案件 行政应诉案件", Suit),
    (
        "未经复议直接起诉 未经复议直接提起行政诉讼 直接起诉 直接提起行政诉讼 未经复议直接诉讼",
        DirectSuit,
    ),
    ("复议后起诉 复议后提起行政诉讼 经复议后起诉 复议后提起诉讼 复议后诉讼", SuitAfter),
    ("结果维持 维持 被维持 维持原行政行为 予以维持 维持结果", Outcome(DisputeOutcome::Upheld)),
    ("结果纠正 纠正 被纠正 予以纠正 纠正结果", Outcome(DisputeOutcome::Corrected)),
    ("其他结果 其它结果", Outcome(DisputeOutcome::OtherResult)),
    ("尚未审结 未审结 正在审理 尚在审理 正在审理中", Outcome(DisputeOutcome::Pending)),
    ("审理 审查 应诉 出庭应诉 审核", Decide),
    ("规章 政府规章", Document(DisclosureRow::Regulations)),
    ("规范性文件 行政规范性文件", Document(DisclosureRow::NormativeDocuments)),
    (
        "制发 制定 出台 制定出台 印发 制定印发 新制发 新制定 新出台 制定并印发 制作 新制作 \
         出台印发 制定发布",
        Issue,
    ),
    ("废止 宣布废止 已废止 予以废止", Repeal),
    ("现行有效 继续有效 现行有效的", InForce),
    (
        "行政许可 行政许可决定 行政许可事项 许可决定 行政许可处理决定 行政许可案件",
        Decision(DisclosureRow::Licensing),
    ),
    (
        "行政处罚 行政处罚决定 处罚决定 行政处罚案件 行政处罚处理决定",
        Decision(DisclosureRow::Penalty),
    ),
    ("行政强制 行政强制决定 行政强制措施 行政强制处理决定", Decision(DisclosureRow::Coercion)),
    ("实施 下达 办件 收取 征收 收缴", Make),
    ("行政事业性收费 行政事业性收费金额 行政事业性收费收入", Fees),
    ("未 没有 未曾 从未 没 无 零 未有 不存在 未发生 没有发生 尚未", Not),
    ("其中", Part),
    ("共 共计 合计 总共 一共 总计共", Sum),
    ("未办结 尚未办结 网上 规章制度 主动公开 公开规范性文件 未受理 不再处理 不予受理", Block),
];

/// A word: its first character, how it is written, and what it means.
type Spelled = (char, &'static str, Word);

/// Into how many drawers the words go, by the last bits of their first characters.
const DRAWERS: usize = 256;

/// All words, drawer by drawer, in each the longest first; and where the drawers begin.
static DRAWN: LazyLock<(Vec<Spelled>, [u16; DRAWERS + 1])> = LazyLock::new(|| {
    let spelled = |text: &'static str, word| Some((text.chars().next()?, text, word));
    let apart = |&(all, word): &(&'static str, Word)| {
        all.split(' ').filter_map(move |text| spelled(text, word))
    };
    let mut words: Vec<Spelled> = WORDS.iter().flat_map(apart).collect();
    let place = |&(first, text, _): &Spelled| (drawer(first), Reverse(text.len()));
    order::in_place(&mut words, &|one, other| place(one) < place(other));
    let mut begins = [0; DRAWERS + 1];
    for (at, (first, ..)) in words.iter().enumerate() {
        begins[drawer(*first) + 1] = at as u16 + 1;
    }
    (1..begins.len()).for_each(|at| begins[at] = begins[at].max(begins[at - 1]));
    (words, begins)
});

fn drawer(first: char) -> usize {
    first as usize % DRAWERS
}

/// The longest word with which a text begins: what it means, and its length.
fn known(text: &str, first: char) -> Option<(Word, usize)> {
    let (words, begins) = &*DRAWN;
    let at = drawer(first);
    let drawn = &words[usize::from(begins[at])..usize::from(begins[at + 1])];
    let (_, word, meant) =
        drawn.iter().find(|(own, word, _)| *own == first && begins_with(text, word))?;
    Some((*meant, word.len()))
}

/// Whether a text begins with a word. Most words are told by their last byte not to be it.
fn begins_with(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    text.get(word.len() - 1) == word.last() && text.starts_with(word)
}

/// Who speaks, and of which year: what makes words known that are in no list.
#[derive(Clone, Copy, Debug)]
pub struct Speaker<'r> {
    /// The name of the organisation, folded; empty if it is not known.
    pub organization: &'r str,
    /// The year that is reported on.
    pub year: Option<u16>,
}

/// What words mean, in order. `None` when one of them is not known.
pub fn read(text: &str, speaker: Speaker) -> Option<Vec<Word>> {
    let mut words = Vec::with_capacity(16);
    // From `unknown` on stands what is in no list.
    let (mut at, mut unknown) = (0, 0);
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let date = if first.is_ascii_digit() { dated(rest, speaker) } else { None };
        match date.or_else(|| known(rest, first)) {
            Some((word, length)) => {
                own_name(&text[unknown..at], speaker)?;
                words.push(word);
                at += length;
                unknown = at;
            }
            None => at += first.len_utf8(),
        }
    }
    own_name(&text[unknown..], speaker)?;
    Some(words)
}

/// Unknown letters are fine when they abbreviate the name of the body itself: 县人社局.
fn own_name(unknown: &str, speaker: Speaker) -> Option<()> {
    let mut name = speaker.organization.chars();
    unknown.chars().all(|c| name.any(|letter| letter == c)).then_some(())
}

/// A year or a date at the start of a text, and its length.
fn dated(text: &str, speaker: Speaker) -> Option<(Word, usize)> {
    if let Some(length) = beginning("1月1日至12月31日 12月31日 1月1日 12月底", text) {
        return Some((Neutral, length));
    }
    let year = dates::years(text.get(.."2023年".len())?).next()?;
    let own = speaker.year?;
    let word = if year.year == own {
        Neutral
    } else if year.year + 1 == own {
        Previous
    } else if year.year == own + 1 {
        Next
    } else {
        Block
    };
    Some((word, year.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEAKER: Speaker =
        Speaker { organization: "某县人力资源和社会保障局", year: Some(2023) };

    #[test]
    fn known_words_are_read_and_others_stop_the_reading() {
        let kinds = |text| {
            let mut words = read(text, SPEAKER)?;
            words.retain(|word| *word != Neutral);
            Some(words)
        };
        assert_eq!(
            kinds("2023年度县人社局共收到政府信息公开申请"),
            Some(vec![Sum, Receive, Application])
        );
        assert_eq!(kinds("2022年结转"), Some(vec![Previous, Carry]));
        assert_eq!(kinds("答复网民留言"), None);
        assert_eq!(kinds("县公安局收到申请"), None);
        assert_eq!(kinds("2019年收到"), Some(vec![Block, Receive]));
    }
}
