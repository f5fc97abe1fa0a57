//! 表四 政府信息公开行政复议、行政诉讼情况: one row of three groups of five numbers.

use super::from_key;

/// A group of columns of 表四.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DisputeGroup {
    /// 行政复议
    Reconsideration,
    /// 行政诉讼 · 未经复议直接起诉
    DirectSuit,
    /// 行政诉讼 · 复议后起诉
    SuitAfterReconsideration,
}

from_key!(DisputeGroup);

impl DisputeGroup {
    /// The three, in the order of the form.
    pub const ALL: [DisputeGroup; 3] = [
        DisputeGroup::Reconsideration,
        DisputeGroup::DirectSuit,
        DisputeGroup::SuitAfterReconsideration,
    ];

    /// The name in the JSON contract.
    pub fn key(self) -> &'static str {
        match self {
            DisputeGroup::Reconsideration => "reconsideration",
            DisputeGroup::DirectSuit => "direct_suit",
            DisputeGroup::SuitAfterReconsideration => "suit_after_reconsideration",
        }
    }

    /// The wording of the form in the group's own header cell.
    pub fn label(self) -> &'static str {
        match self {
            DisputeGroup::Reconsideration => "行政复议",
            DisputeGroup::DirectSuit => "未经复议直接起诉",
            DisputeGroup::SuitAfterReconsideration => "复议后起诉",
        }
    }

    /// A name that says what it is without its header around it.
    pub fn name(self) -> &'static str {
        match self {
            DisputeGroup::Reconsideration => "行政复议",
            DisputeGroup::DirectSuit => "行政诉讼（未经复议直接起诉）",
            DisputeGroup::SuitAfterReconsideration => "行政诉讼（复议后起诉）",
        }
    }
}

/// A column within a group of 表四.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DisputeOutcome {
    /// 结果维持
    Upheld,
    /// 结果纠正
    Corrected,
    /// 其他结果
    OtherResult,
    /// 尚未审结
    Pending,
    /// 总计
    Total,
}

from_key!(DisputeOutcome);

impl DisputeOutcome {
    /// All five, in the order of the form.
    pub const ALL: [DisputeOutcome; 5] = [
        DisputeOutcome::Upheld,
        DisputeOutcome::Corrected,
        DisputeOutcome::OtherResult,
        DisputeOutcome::Pending,
        DisputeOutcome::Total,
    ];

    /// The addends of 总计.
    pub const PARTS: [DisputeOutcome; 4] = [
        DisputeOutcome::Upheld,
        DisputeOutcome::Corrected,
        DisputeOutcome::OtherResult,
        DisputeOutcome::Pending,
    ];

    /// The name in the JSON contract.
    pub fn key(self) -> &'static str {
        match self {
            DisputeOutcome::Upheld => "upheld",
            DisputeOutcome::Corrected => "corrected",
            DisputeOutcome::OtherResult => "other_result",
            DisputeOutcome::Pending => "pending",
            DisputeOutcome::Total => "total",
        }
    }

    /// The wording of the form.
    pub fn label(self) -> &'static str {
        match self {
            DisputeOutcome::Upheld => "结果维持",
            DisputeOutcome::Corrected => "结果纠正",
            DisputeOutcome::OtherResult => "其他结果",
            DisputeOutcome::Pending => "尚未审结",
            DisputeOutcome::Total => "总计",
        }
    }
}
