//! The six sections of a report, the same in both editions.

/// A section of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// 一、总体情况
    Overview,
    /// 二、主动公开政府信息情况
    Disclosure,
    /// 三、收到和处理政府信息公开申请情况
    Applications,
    /// 四、政府信息公开行政复议、行政诉讼情况
    Disputes,
    /// 五、存在的主要问题及改进情况
    Problems,
    /// 六、其他需要报告的事项
    Others,
}

impl Section {
    /// The six, in order.
    pub const ALL: [Section; 6] = [
        Section::Overview,
        Section::Disclosure,
        Section::Applications,
        Section::Disputes,
        Section::Problems,
        Section::Others,
    ];

    /// Its number, 1 to 6.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// Its numeral in the heading.
    pub fn numeral(self) -> char {
        ['一', '二', '三', '四', '五', '六'][self as usize]
    }

    /// The section that a numeral counts.
    pub fn with_numeral(numeral: char) -> Option<Section> {
        Section::ALL.into_iter().find(|section| section.numeral() == numeral)
    }

    /// The name in ids of checks.
    pub fn key(self) -> &'static str {
        match self {
            Section::Overview => "overview",
            Section::Disclosure => "disclosure",
            Section::Applications => "applications",
            Section::Disputes => "disputes",
            Section::Problems => "problems",
            Section::Others => "others",
        }
    }

    /// Its number in words: 第五部分.
    pub fn name(self) -> &'static str {
        match self {
            Section::Overview => "第一部分",
            Section::Disclosure => "第二部分",
            Section::Applications => "第三部分",
            Section::Disputes => "第四部分",
            Section::Problems => "第五部分",
            Section::Others => "第六部分",
        }
    }

    /// Whether it holds one of the three tables.
    pub fn is_table(self) -> bool {
        matches!(self, Section::Disclosure | Section::Applications | Section::Disputes)
    }

    /// The wording of the heading, without the numeral.
    pub fn title(self) -> &'static str {
        match self {
            Section::Overview => "总体情况",
            Section::Disclosure => "主动公开政府信息情况",
            Section::Applications => "收到和处理政府信息公开申请情况",
            Section::Disputes => "政府信息公开行政复议、行政诉讼情况",
            Section::Problems => "存在的主要问题及改进情况",
            Section::Others => "其他需要报告的事项",
        }
    }

    /// The five aspects that section 一 reports on.
    pub const ASPECTS: [&'static str; 5] =
        ["主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障"];
}
