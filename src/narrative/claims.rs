//! What the prose claims about numbers of the form: `全年收到申请78件` is a claim about
//! 本年新收, `未收到申请` one that it is zero.
//!
//! A claim is made only of words that are all known (see [`super::vocabulary`]), in a sentence
//! that speaks of the reported year and of the body that reports. Everything else claims nothing.

use super::quantity::{Quantity, Unit, quantities};
use super::vocabulary::{Speaker, Word, read};
use super::{Aspect, Narrative, Sentence, Sign, dates};
use crate::form::{DisclosureColumn, DisclosureRow, DisputeGroup, DisputeOutcome, Section};
use crate::recognize::fold;
use crate::report::{Number, Quote, Report};

/// What a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// 本年新收. `whole`: the words may include what was brought forward.
    Received {
        /// 受理, 办理
        whole: bool,
    },
    /// 上年结转
    BroughtForward,
    /// 结转下年度
    CarriedForward,
    /// 办理结果总计. `answered`: only what was answered.
    Disposed {
        /// 答复
        answered: bool,
    },
    /// A result row of 表三, or a group of them, by its key.
    Results(&'static str),
    /// Groups of 表四, one of their outcomes.
    Disputes(Groups, DisputeOutcome),
    /// 规章, 规范性文件
    Documents(DisclosureRow, DisclosureColumn),
    /// 行政许可, 行政处罚, 行政强制
    Decisions(DisclosureRow),
    /// 行政事业性收费
    Fees,
}

/// Groups of 表四 that a claim may be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Groups {
    /// 行政复议
    Reconsideration,
    /// 行政诉讼, both kinds
    Suits,
    /// One kind of 行政诉讼
    Suit(DisputeGroup),
    /// All of them together
    All,
}

/// A claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What it is about.
    pub topic: Topic,
    /// The number that it claims.
    pub number: Number,
    /// How many places behind the point it is written with; amounts are rounded in prose.
    pub places: u8,
    /// The number as written, or for a denial its words.
    pub quote: Quote,
    /// The words around, folded, as a message quotes them.
    pub words: String,
    /// Whether it denies that there were any, without a number.
    pub denial: bool,
    /// Where the sentence stands among the sentences of the prose.
    pub sentence: usize,
}

/// The claims of a report's prose, in the order of the text.
pub fn claims(report: &Report) -> Vec<Claim> {
    let organization = report.organization.as_ref().map(|quote| fold::joined(&quote.text));
    let reader = Reader {
        narrative: &report.narrative,
        organization: organization.as_deref().unwrap_or_default(),
        year: report.year,
    };
    let mut claims = Vec::new();
    let mut in_applications = Paragraphs::default();
    for (at, sentence) in report.narrative.sentences().iter().enumerate() {
        // What stands before the first section introduces the report, and section 五 plans.
        if matches!(sentence.section, None | Some(Section::Problems)) {
            continue;
        }
        let about_applications = in_applications.take(sentence, reader.narrative.text(sentence));
        reader.sentence(at, sentence, about_applications, &mut claims);
    }
    claims
}

/// Keeps track of whether a part of a section speaks of applications.
#[derive(Default)]
struct Paragraphs {
    section: Option<Section>,
    aspect: Aspect,
    said: bool,
}

impl Paragraphs {
    /// Whether a sentence stands where applications are spoken of.
    fn take(&mut self, sentence: &Sentence, text: &str) -> bool {
        if (self.section, self.aspect) != (sentence.section, sentence.aspect) {
            (self.section, self.aspect) = (sentence.section, sentence.aspect);
            self.said = false;
        }
        let may_hold = sentence.may_hold(Sign::Application);
        self.said |=
            may_hold && text.contains("申请") && (text.contains("公开") || text.contains("依申请"));
        match sentence.aspect {
            Aspect::Applications => true,
            Aspect::Disclosure => {
                may_hold && (text.contains("信息公开申请") || text.contains("依申请公开"))
            }
            _ => self.said || sentence.section == Some(Section::Applications),
        }
    }
}

struct Reader<'r> {
    narrative: &'r Narrative,
    organization: &'r str,
    year: Option<u16>,
}

/// What the part of a sentence that was read so far leaves behind for the rest of it.
#[derive(Default)]
struct Before {
    /// Applications were counted that are but a part, so what follows is a part of a part.
    part: bool,
    /// The groups of 表四 spoken of last.
    groups: Option<Groups>,
    /// The kind of document spoken of last.
    document: Option<DisclosureRow>,
}

impl Reader<'_> {
    fn speaker(&self) -> Speaker<'_> {
        Speaker { organization: self.organization, year: self.year }
    }

    fn sentence(
        &self,
        at: usize,
        sentence: &Sentence,
        applications: bool,
        claims: &mut Vec<Claim>,
    ) {
        let text = self.narrative.text(sentence);
        let counts = sentence.may_hold(Sign::Digit) || sentence.may_hold(Sign::Numeral);
        let quantities = if counts { quantities(text) } else { Vec::new() };
        if !quantities.is_empty() {
            self.counted(at, sentence, text, &quantities, applications, claims);
        }
        self.denied(at, sentence, text, &quantities, applications, claims);
    }

    /// The claims with a number.
    fn counted(
        &self,
        at: usize,
        sentence: &Sentence,
        text: &str,
        quantities: &[Quantity],
        applications: bool,
        claims: &mut Vec<Claim>,
    ) {
        let mut before = Before::default();
        let mut previous = 0;
        for (index, quantity) in quantities.iter().enumerate() {
            let next = quantities.get(index + 1).map_or(text.len(), |next| next.start);
            let from = previous;
            previous = quantity.unit_end;
            // The words of this number: its clause, and with it the clauses before it that have
            // no number of their own, as in `收到申请，共5件`.
            let head = trimmed(text, from, quantity.start);
            let clause = clause_start(text, from, quantity.start);
            let after_end = clause_end(text, quantity.unit_end, next);
            let after = &text[quantity.unit_end..after_end];
            let own = &text[clause..quantity.start];
            let mut topic = self.topic(own, after, applications, &mut before, text);
            let mut start = clause;
            let only_neutral = topic.is_none()
                && clause > head
                && read(own, self.speaker()).is_some_and(|words| {
                    words.iter().all(|word| matches!(word, Word::Neutral | Word::Sum))
                });
            if only_neutral {
                // Times and subjects stand in clauses of their own; skip those that are unknown.
                let outer = text[head..clause]
                    .trim_end_matches([',', ':', ';', '、', '和', '及', '(', '。'])
                    .len();
                let wider = clause_start(text, head, head + outer);
                topic = self.topic(
                    &text[wider..quantity.start].replace([',', ':'], ""),
                    after,
                    applications,
                    &mut before,
                    text,
                );
                start = wider;
            }
            let Some(topic) = topic else {
                before.part |= text[head..after_end].contains("申请");
                continue;
            };
            if !quantity.exact
                || !counts(topic, quantity.unit)
                || self.is_elsewhere(&text[..start], &text[start..quantity.start], topic)
                || (before.part && matches!(topic, Topic::Results(_) | Topic::Disposed { .. }))
            {
                continue;
            }
            let number = match quantity.unit {
                Unit::Yuan => quantity.number.shifted_down(4),
                _ => quantity.number,
            };
            let places = quantity.places + if quantity.unit == Unit::Yuan { 4 } else { 0 };
            let end = if after.chars().count() <= 16 { after_end } else { quantity.unit_end };
            let quote = self.narrative.quote(sentence, quantity.range());
            let words = text[start..end].trim_matches([',', '、', ':', ';']).to_owned();
            claims.push(Claim { topic, number, places, quote, words, denial: false, sentence: at });
        }
    }

    /// The claims that there were none.
    fn denied(
        &self,
        at: usize,
        sentence: &Sentence,
        text: &str,
        quantities: &[Quantity],
        applications: bool,
        claims: &mut Vec<Claim>,
    ) {
        if !sentence.may_hold(Sign::Denial) {
            return;
        }
        let mut from = 0;
        for piece in text.split_inclusive([',', ';', '。', '!', '?']) {
            let start = from;
            from += piece.len();
            let range = start..from;
            if quantities.iter().any(|quantity| range.contains(&quantity.start)) {
                continue;
            }
            let words = piece.trim_end_matches([',', ';', '。', '!', '?']);
            let (skipped, words) = without_heading(words);
            let Some(meant) = read(words, self.speaker()) else { continue };
            if !meant.contains(&Word::Not) {
                continue;
            }
            let rest: Vec<Word> = meant.into_iter().filter(|word| *word != Word::Not).collect();
            // 未办结, 无答复: what is denied there is the work, not the case.
            let topic = classify(&rest, applications, self.organization, None, None);
            // 零申请 and 无申请 need no verb.
            let none_at_all = applications
                && rest.contains(&Word::Application)
                && rest.iter().all(|word| matches!(word, Word::Application | Word::Neutral));
            let Some(topic) = topic.or(none_at_all.then_some(Topic::Received { whole: false }))
            else {
                continue;
            };
            let has = |word| rest.contains(&word);
            let sensible = match topic {
                Topic::Received { whole } => !whole && has(Word::Application),
                Topic::Disposed { .. } | Topic::Results(_) | Topic::Fees => false,
                Topic::Disputes(..) => true,
                _ => true,
            };
            if !sensible || self.is_elsewhere(&text[..start], words, topic) {
                continue;
            }
            let begin = start + skipped;
            let quote = self.narrative.quote(sentence, begin..begin + words.len());
            claims.push(Claim {
                topic,
                number: Number::ZERO,
                places: 0,
                quote,
                words: words.to_owned(),
                denial: true,
                sentence: at,
            });
        }
    }

    fn topic(
        &self,
        own: &str,
        after: &str,
        applications: bool,
        before: &mut Before,
        sentence: &str,
    ) -> Option<Topic> {
        let (_, own) = without_heading(own);
        let words = read(own, self.speaker())?;
        // A number with 未 before it states something else than there was.
        if words.contains(&Word::Not) {
            return None;
        }
        if has_groups(&words) {
            before.groups = None;
        }
        let mut topic =
            classify(&words, applications, self.organization, before.groups, before.document);
        let incomplete = match topic {
            None => true,
            Some(Topic::Received { .. } | Topic::Disposed { .. }) => {
                !words.contains(&Word::Application)
            }
            _ => false,
        };
        if incomplete && !after.is_empty() {
            let more = read(after, self.speaker());
            topic = match more {
                Some(more) => {
                    let both: Vec<Word> = words.iter().chain(&more).copied().collect();
                    classify(&both, applications, self.organization, before.groups, before.document)
                }
                None => None,
            };
        }
        let topic = topic?;
        match topic {
            Topic::Disputes(groups, DisputeOutcome::Total) => {
                // Of other matters than the publicity of information there are disputes too.
                if !(applications || sentence.contains("公开")) {
                    return None;
                }
                // Cases of other matters, and those that are led for another body.
                if ["无关", "代理"].iter().any(|word| sentence.contains(word)) {
                    return None;
                }
                before.groups = Some(groups);
            }
            Topic::Documents(row, _) => before.document = Some(row),
            _ => {}
        }
        Some(topic)
    }

    /// Whether the sentence speaks of another year or of other bodies before it comes to the
    /// words of the claim.
    fn is_elsewhere(&self, earlier: &str, own: &str, topic: Topic) -> bool {
        const OTHER_TIMES: [&str; 16] = [
            "历年",
            "近年",
            "近三年",
            "近两年",
            "近五年",
            "同期",
            "上半年",
            "下半年",
            "季度",
            "往年",
            "上年",
            "去年",
            "三年来",
            "五年来",
            "累计",
            "月底",
        ];
        const OTHER_BODIES: [&str; 18] = [
            "全省",
            "全市",
            "全县",
            "全区",
            "全旗",
            "全镇",
            "全乡",
            "全街道",
            "各单位",
            "各部门",
            "各镇",
            "各乡",
            "各街道",
            "各级",
            "系统",
            "局属",
            "下属",
            "所属",
        ];
        // The level of a government: its report is that of the whole 县.
        let level = self.organization.strip_suffix("人民政府").and_then(|name| name.chars().last());
        let carried = matches!(topic, Topic::BroughtForward | Topic::CarriedForward);
        let other_time = OTHER_TIMES.iter().any(|word| {
            (earlier.contains(word)
                && !(*word == "上年" && earlier.contains("上年结转"))
                && !(*word == "上年" && earlier.contains("上年度结转")))
                || (own.contains(word) && !carried && !self.dates_itself(own))
        });
        let other_body = OTHER_BODIES.iter().any(|word| {
            let own_level = level.is_some_and(|level| {
                word.strip_prefix('全').is_some_and(|rest| rest.starts_with(level))
            });
            !own_level && (earlier.contains(word) || own.contains(word))
        });
        if other_time || other_body {
            return true;
        }
        if carried {
            return false;
        }
        let last = dates::years(own).last().or_else(|| dates::years(earlier).last());
        last.is_some_and(|last| Some(last.year) != self.year)
    }

    /// 累计 is fine beside the year.
    fn dates_itself(&self, own: &str) -> bool {
        own.contains("全年")
            || own.contains("本年")
            || dates::years(own).any(|year| Some(year.year) == self.year)
    }
}

/// What words in one clause count. `groups` and `document`: what the sentence spoke of before.
fn classify(
    words: &[Word],
    applications: bool,
    organization: &str,
    groups: Option<Groups>,
    document: Option<DisclosureRow>,
) -> Option<Topic> {
    let has = |word: Word| words.contains(&word);
    if has(Word::Block) {
        return None;
    }
    let one = |pick: fn(&Word) -> bool| {
        let mut found = words.iter().filter(|word| pick(word));
        let first = found.next();
        // Two different things share the number.
        let single = found.all(|other| Some(other) == first);
        (first.copied(), single)
    };
    let (outcome, single) = one(|word| matches!(word, Word::Outcome(_)));
    if !single {
        return None;
    }
    let named = named_groups(words);
    if named.is_some() || (outcome.is_some() && groups.is_some()) {
        // The body that decides disputes counts its own work in the same words.
        let decides = organization.ends_with("政府")
            || organization.contains("司法")
            || organization.contains("法院");
        let receives = has(Word::Receive) && decides;
        if has(Word::Decide)
            || has(Word::Accept)
            || receives
            || has(Word::Carry)
            || has(Word::Dispose)
        {
            return None;
        }
        if has_other_than_disputes(words) {
            return None;
        }
        let outcome = match outcome {
            Some(Word::Outcome(outcome)) => outcome,
            _ => DisputeOutcome::Total,
        };
        return Some(Topic::Disputes(named.or(groups)?, outcome));
    }
    if outcome.is_some() || has(Word::Decide) {
        return None;
    }
    let (kind, single) = one(|word| matches!(word, Word::Document(_)));
    let row = match kind {
        Some(Word::Document(row)) if single => Some(row),
        Some(_) => return None,
        None => document,
    };
    let acts = [Word::Issue, Word::Repeal, Word::InForce];
    let act = acts.into_iter().filter(|&act| has(act)).collect::<Vec<_>>();
    if let (Some(row), [act]) = (row, act.as_slice()) {
        let foreign = has(Word::Application) || has(Word::Carry) || has(Word::Receive);
        let column = match act {
            Word::Issue => DisclosureColumn::Issued,
            Word::Repeal => DisclosureColumn::Repealed,
            _ => DisclosureColumn::InForce,
        };
        return (!foreign).then_some(Topic::Documents(row, column));
    }
    if kind.is_some() || !act.is_empty() {
        return None;
    }
    let (decision, single) = one(|word| matches!(word, Word::Decision(_)));
    if let Some(Word::Decision(row)) = decision {
        let foreign = [Word::Application, Word::Carry, Word::Receive, Word::Part, Word::Answer]
            .into_iter()
            .any(has);
        return (single && !foreign).then_some(Topic::Decisions(row));
    }
    if has(Word::Fees) {
        return Some(Topic::Fees);
    }
    if has(Word::Make) || !applications {
        return None;
    }
    let (row, single) = one(|word| matches!(word, Word::Row(_)));
    if let Some(Word::Row(first)) = row {
        if single {
            let foreign = has(Word::Receive) || has(Word::Carry);
            return (!foreign).then_some(Topic::Results(first));
        }
        // 不予公开 with its reason: the reason is the row.
        let mut rows = words.iter().filter_map(|word| match word {
            Word::Row(key) => Some(*key),
            _ => None,
        });
        let (first, second) = (rows.next()?, rows.next()?);
        let inner = if second.starts_with(first) { second } else { first };
        let nested =
            rows.next().is_none() && (second.starts_with(first) || first.starts_with(second));
        return nested.then_some(Topic::Results(inner));
    }
    if has(Word::Carry) {
        let foreign = has(Word::Receive) || has(Word::Answer);
        return match (has(Word::Previous), has(Word::Next)) {
            _ if foreign => None,
            (true, false) => Some(Topic::BroughtForward),
            (false, true) => Some(Topic::CarriedForward),
            _ => None,
        };
    }
    if has(Word::Previous) || has(Word::Next) || has(Word::Part) {
        return None;
    }
    let disposed = has(Word::Dispose) || has(Word::Answer);
    match (has(Word::Receive), has(Word::Accept), disposed) {
        (true, false, false) => Some(Topic::Received { whole: has(Word::Sum) }),
        (_, true, false) => Some(Topic::Received { whole: true }),
        (false, false, true) => Some(Topic::Disposed { answered: !has(Word::Dispose) }),
        _ => None,
    }
}

fn has_groups(words: &[Word]) -> bool {
    named_groups(words).is_some()
}

/// The groups of 表四 that words name.
fn named_groups(words: &[Word]) -> Option<Groups> {
    let has = |word: Word| words.contains(&word);
    let suit = match (has(Word::DirectSuit), has(Word::SuitAfter)) {
        (true, true) => Some(Groups::Suits),
        (true, false) => Some(Groups::Suit(DisputeGroup::DirectSuit)),
        (false, true) => Some(Groups::Suit(DisputeGroup::SuitAfterReconsideration)),
        (false, false) => has(Word::Suit).then_some(Groups::Suits),
    };
    match (has(Word::Reconsideration), suit) {
        (true, None) => Some(Groups::Reconsideration),
        (true, Some(Groups::Suits)) => Some(Groups::All),
        (true, Some(_)) => None,
        (false, suit) => suit,
    }
}

fn has_other_than_disputes(words: &[Word]) -> bool {
    words.iter().any(|word| {
        matches!(
            word,
            Word::Row(_)
                | Word::Document(_)
                | Word::Decision(_)
                | Word::Fees
                | Word::Answer
                | Word::Previous
        )
    })
}

/// Whether a unit can count what a topic is about.
fn counts(topic: Topic, unit: Unit) -> bool {
    match topic {
        Topic::Fees => matches!(unit, Unit::Yuan | Unit::WanYuan),
        Topic::Decisions(_) => matches!(unit, Unit::Case),
        Topic::Documents(..) => matches!(unit, Unit::Case | Unit::Piece),
        _ => matches!(unit, Unit::Case | Unit::Piece),
    }
}

/// Where the words of a number begin at the earliest: behind the number before it.
fn trimmed(text: &str, from: usize, to: usize) -> usize {
    let piece = &text[from..to];
    let strong = piece
        .rfind([';', '。'])
        .map_or(0, |at| at + piece[at..].chars().next().map_or(1, char::len_utf8));
    from + strong
}

/// Where the clause of a number begins: behind the last comma, or the number before it.
fn clause_start(text: &str, from: usize, to: usize) -> usize {
    let piece = &text[from..to];
    let comma = piece
        .rfind([',', ';', '。', ':'])
        .map_or(0, |at| at + piece[at..].chars().next().map_or(1, char::len_utf8));
    // `3件、部分公开2件`: what separates two numbers belongs to neither.
    let rest = &text[from + comma..to];
    from + comma + (rest.len() - rest.trim_start_matches(['、', '和', '及', '(']).len())
}

/// Where the clause of a number ends.
fn clause_end(text: &str, from: usize, to: usize) -> usize {
    let piece = &text[from..to];
    piece.find([',', ';', '。', ':', '、', '(', ')', '!', '?']).map_or(to, |at| from + at)
}

/// A clause without the number and the words of the sub-heading it stands behind:
/// `(二)依申请公开。`, `(二)依申请公开情况:`; and how many bytes were taken off.
fn without_heading(text: &str) -> (usize, &str) {
    let Some(rest) = super::builder::after_number(text) else { return (0, text) };
    (text.len() - rest.len(), rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    /// Words, marks and numbers of reports in any order, also what PDF text layers do to them.
    fn pieces() -> impl Strategy<Value = String> {
        let known = prop::sample::select(vec![
            "收到",
            "申请",
            "政府信息公开",
            "12",
            "件",
            "、",
            "，",
            "。",
            "（",
            "）",
            "\n",
            " ",
            "２",
            "⾏政复议",
            "行政诉讼",
            "未",
            "没有",
            "无",
            "结转",
            "上年",
            "2023年",
            "十二",
            "百",
            "万",
            "亿",
            "元",
            "%",
            "《",
            "》",
            "截至",
            "予以公开",
            "：",
            "X",
            "_",
            "一、",
            "（一）",
            "1,234",
            "1.",
            "至",
            "均已办结",
            "收费通知",
            "处理费",
        ]);
        prop::collection::vec(prop_oneof![8 => known.prop_map(str::to_owned), 1 => ".{0,3}"], 0..40)
            .prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic_and_quoted_as_it_stands(text in pieces()) {
            let text = crate::rules::testing::sample_text(&text);
            if let Ok((document, review)) = crate::examine(text.as_bytes(), "report.txt") {
                for mention in review.findings.iter().flat_map(|finding| finding.mentions()) {
                    prop_assert_eq!(document.source.slice(mention.span), mention.text.as_str());
                }
            }
        }
    }
}
