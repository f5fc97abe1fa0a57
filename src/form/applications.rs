//! 表三 收到和处理政府信息公开申请情况: rows and columns.

use super::{Edition, from_key};

/// A column of 表三: who applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Applicant {
    /// 自然人
    NaturalPerson,
    /// 法人或其他组织 · 商业企业
    Business,
    /// 法人或其他组织 · 科研机构
    ResearchInstitute,
    /// 法人或其他组织 · 社会公益组织
    PublicWelfare,
    /// 法人或其他组织 · 法律服务机构
    LegalService,
    /// 法人或其他组织 · 其他
    OtherOrganization,
    /// 总计
    Total,
}

from_key!(Applicant);

impl Applicant {
    /// All columns, in the order of the form.
    pub const ALL: [Applicant; 7] = [
        Applicant::NaturalPerson,
        Applicant::Business,
        Applicant::ResearchInstitute,
        Applicant::PublicWelfare,
        Applicant::LegalService,
        Applicant::OtherOrganization,
        Applicant::Total,
    ];

    /// The addends of 总计.
    pub const PARTS: [Applicant; 6] = [
        Applicant::NaturalPerson,
        Applicant::Business,
        Applicant::ResearchInstitute,
        Applicant::PublicWelfare,
        Applicant::LegalService,
        Applicant::OtherOrganization,
    ];

    /// The name in the JSON contract.
    pub fn key(self) -> &'static str {
        match self {
            Applicant::NaturalPerson => "natural_person",
            Applicant::Business => "business",
            Applicant::ResearchInstitute => "research_institute",
            Applicant::PublicWelfare => "public_welfare",
            Applicant::LegalService => "legal_service",
            Applicant::OtherOrganization => "other_organization",
            Applicant::Total => "total",
        }
    }

    /// The wording of the form.
    pub fn label(self) -> &'static str {
        match self {
            Applicant::NaturalPerson => "自然人",
            Applicant::Business => "商业企业",
            Applicant::ResearchInstitute => "科研机构",
            Applicant::PublicWelfare => "社会公益组织",
            Applicant::LegalService => "法律服务机构",
            Applicant::OtherOrganization => "其他",
            Applicant::Total => "总计",
        }
    }

    /// A name that says what it is without its header around it.
    pub fn name(self) -> &'static str {
        match self {
            Applicant::OtherOrganization => "其他组织",
            other => other.label(),
        }
    }
}

/// A row of 表三.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ApplicationRow {
    /// 一、本年新收政府信息公开申请数量
    NewlyReceived,
    /// 二、上年结转政府信息公开申请数量
    BroughtForward,
    /// 三、（一）予以公开
    Granted,
    /// 三、（二）部分公开
    PartlyGranted,
    /// 三、（三）1.属于国家秘密
    StateSecret,
    /// 三、（三）2.其他法律行政法规禁止公开
    ProhibitedByLaw,
    /// 三、（三）3.危及“三安全一稳定”
    ThreeSecurities,
    /// 三、（三）4.保护第三方合法权益
    ThirdPartyRights,
    /// 三、（三）5.属于三类内部事务信息
    InternalAffairs,
    /// 三、（三）6.属于四类过程性信息
    ProcessInformation,
    /// 三、（三）7.属于行政执法案卷
    EnforcementFile,
    /// 三、（三）8.属于行政查询事项
    AdministrativeQuery,
    /// 三、（四）1.本机关不掌握相关政府信息
    NotHeld,
    /// 三、（四）2.没有现成信息需要另行制作
    NeedsCreation,
    /// 三、（四）3.补正后申请内容仍不明确
    StillUnclear,
    /// 三、（五）1.信访举报投诉类申请
    Petition,
    /// 三、（五）2.重复申请
    Repeated,
    /// 三、（五）3.要求提供公开出版物
    Publication,
    /// 三、（五）4.无正当理由大量反复申请
    Excessive,
    /// 三、（五）5.要求行政机关确认或重新出具已获取信息
    Confirmation,
    /// 三、（六）1.申请人无正当理由逾期不补正… (2021)
    NotCorrected,
    /// 三、（六）2.申请人逾期未按收费通知要求缴纳费用… (2021)
    FeeUnpaid,
    /// 三、（六）3.其他 (2021)
    ClosedOther,
    /// 三、（六）其他处理, one row (2019)
    OtherwiseClosed,
    /// 三、（七）总计
    DisposedTotal,
    /// 四、结转下年度继续办理
    CarriedForward,
}

use ApplicationRow::*;

const E2021: [ApplicationRow; 25] = [
    NewlyReceived,
    BroughtForward,
    Granted,
    PartlyGranted,
    StateSecret,
    ProhibitedByLaw,
    ThreeSecurities,
    ThirdPartyRights,
    InternalAffairs,
    ProcessInformation,
    EnforcementFile,
    AdministrativeQuery,
    NotHeld,
    NeedsCreation,
    StillUnclear,
    Petition,
    Repeated,
    Publication,
    Excessive,
    Confirmation,
    NotCorrected,
    FeeUnpaid,
    ClosedOther,
    DisposedTotal,
    CarriedForward,
];

const E2019: [ApplicationRow; 23] = [
    NewlyReceived,
    BroughtForward,
    Granted,
    PartlyGranted,
    StateSecret,
    ProhibitedByLaw,
    ThreeSecurities,
    ThirdPartyRights,
    InternalAffairs,
    ProcessInformation,
    EnforcementFile,
    AdministrativeQuery,
    NotHeld,
    NeedsCreation,
    StillUnclear,
    Petition,
    Repeated,
    Publication,
    Excessive,
    Confirmation,
    OtherwiseClosed,
    DisposedTotal,
    CarriedForward,
];

from_key!(ApplicationRow);

impl ApplicationRow {
    /// All rows of both editions.
    pub const ALL: [ApplicationRow; 26] = [
        NewlyReceived,
        BroughtForward,
        Granted,
        PartlyGranted,
        StateSecret,
        ProhibitedByLaw,
        ThreeSecurities,
        ThirdPartyRights,
        InternalAffairs,
        ProcessInformation,
        EnforcementFile,
        AdministrativeQuery,
        NotHeld,
        NeedsCreation,
        StillUnclear,
        Petition,
        Repeated,
        Publication,
        Excessive,
        Confirmation,
        NotCorrected,
        FeeUnpaid,
        ClosedOther,
        OtherwiseClosed,
        DisposedTotal,
        CarriedForward,
    ];

    /// The rows of an edition, in the order of the form.
    pub fn of(edition: Edition) -> &'static [ApplicationRow] {
        match edition {
            Edition::E2019 => &E2019,
            Edition::E2021 => &E2021,
        }
    }

    /// Its place among the rows of an edition that has it.
    #[inline]
    pub fn place(self, edition: Edition) -> usize {
        // The other edition's rows under （六）其他处理 stand among all rows as well.
        let others = match edition {
            Edition::E2019 if self >= OtherwiseClosed => 3,
            Edition::E2021 if self > OtherwiseClosed => 1,
            _ => 0,
        };
        self as usize - others
    }

    /// The result rows of an edition: the addends of （七）总计.
    pub fn results(edition: Edition) -> &'static [ApplicationRow] {
        let rows = ApplicationRow::of(edition);
        &rows[2..rows.len() - 2]
    }

    /// The name in the JSON contract.
    pub fn key(self) -> &'static str {
        match self {
            NewlyReceived => "newly_received",
            BroughtForward => "brought_forward",
            Granted => "granted",
            PartlyGranted => "partly_granted",
            StateSecret => "refused.state_secret",
            ProhibitedByLaw => "refused.prohibited_by_law",
            ThreeSecurities => "refused.three_securities",
            ThirdPartyRights => "refused.third_party_rights",
            InternalAffairs => "refused.internal_affairs",
            ProcessInformation => "refused.process_information",
            EnforcementFile => "refused.enforcement_file",
            AdministrativeQuery => "refused.administrative_query",
            NotHeld => "unavailable.not_held",
            NeedsCreation => "unavailable.needs_creation",
            StillUnclear => "unavailable.still_unclear",
            Petition => "not_processed.petition",
            Repeated => "not_processed.repeated",
            Publication => "not_processed.publication",
            Excessive => "not_processed.excessive",
            Confirmation => "not_processed.confirmation",
            NotCorrected => "otherwise_closed.not_corrected",
            FeeUnpaid => "otherwise_closed.fee_unpaid",
            ClosedOther => "otherwise_closed.other",
            OtherwiseClosed => "otherwise_closed",
            DisposedTotal => "disposed_total",
            CarriedForward => "carried_forward",
        }
    }

    /// The wording of the form in the row's own label cell.
    pub fn label(self) -> &'static str {
        match self {
            NewlyReceived => "一、本年新收政府信息公开申请数量",
            BroughtForward => "二、上年结转政府信息公开申请数量",
            Granted => "（一）予以公开",
            PartlyGranted => "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            StateSecret => "1.属于国家秘密",
            ProhibitedByLaw => "2.其他法律行政法规禁止公开",
            ThreeSecurities => "3.危及“三安全一稳定”",
            ThirdPartyRights => "4.保护第三方合法权益",
            InternalAffairs => "5.属于三类内部事务信息",
            ProcessInformation => "6.属于四类过程性信息",
            EnforcementFile => "7.属于行政执法案卷",
            AdministrativeQuery => "8.属于行政查询事项",
            NotHeld => "1.本机关不掌握相关政府信息",
            NeedsCreation => "2.没有现成信息需要另行制作",
            StillUnclear => "3.补正后申请内容仍不明确",
            Petition => "1.信访举报投诉类申请",
            Repeated => "2.重复申请",
            Publication => "3.要求提供公开出版物",
            Excessive => "4.无正当理由大量反复申请",
            Confirmation => "5.要求行政机关确认或重新出具已获取信息",
            NotCorrected => "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            FeeUnpaid => "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            ClosedOther => "3.其他",
            OtherwiseClosed => "（六）其他处理",
            DisposedTotal => "（七）总计",
            CarriedForward => "四、结转下年度继续办理",
        }
    }

    /// The labels of the merged cells to the left of the row's own, outermost first.
    pub fn groups(self) -> &'static [&'static str] {
        const RESULT: &str = "三、本年度办理结果";
        match self {
            NewlyReceived | BroughtForward | CarriedForward => &[],
            Granted | PartlyGranted | OtherwiseClosed | DisposedTotal => &[RESULT],
            StateSecret | ProhibitedByLaw | ThreeSecurities | ThirdPartyRights
            | InternalAffairs | ProcessInformation | EnforcementFile | AdministrativeQuery => {
                &[RESULT, "（三）不予公开"]
            }
            NotHeld | NeedsCreation | StillUnclear => &[RESULT, "（四）无法提供"],
            Petition | Repeated | Publication | Excessive | Confirmation => {
                &[RESULT, "（五）不予处理"]
            }
            NotCorrected | FeeUnpaid | ClosedOther => &[RESULT, "（六）其他处理"],
        }
    }

    /// A short name for sentences.
    pub fn name(self) -> &'static str {
        match self {
            NewlyReceived => "本年新收",
            BroughtForward => "上年结转",
            Granted => "予以公开",
            PartlyGranted => "部分公开",
            StateSecret => "不予公开 1.属于国家秘密",
            ProhibitedByLaw => "不予公开 2.其他法律行政法规禁止公开",
            ThreeSecurities => "不予公开 3.危及“三安全一稳定”",
            ThirdPartyRights => "不予公开 4.保护第三方合法权益",
            InternalAffairs => "不予公开 5.属于三类内部事务信息",
            ProcessInformation => "不予公开 6.属于四类过程性信息",
            EnforcementFile => "不予公开 7.属于行政执法案卷",
            AdministrativeQuery => "不予公开 8.属于行政查询事项",
            NotHeld => "无法提供 1.本机关不掌握相关政府信息",
            NeedsCreation => "无法提供 2.没有现成信息需要另行制作",
            StillUnclear => "无法提供 3.补正后申请内容仍不明确",
            Petition => "不予处理 1.信访举报投诉类申请",
            Repeated => "不予处理 2.重复申请",
            Publication => "不予处理 3.要求提供公开出版物",
            Excessive => "不予处理 4.无正当理由大量反复申请",
            Confirmation => "不予处理 5.要求行政机关确认或重新出具已获取信息",
            NotCorrected => "其他处理 1.逾期不补正",
            FeeUnpaid => "其他处理 2.逾期未缴费",
            ClosedOther => "其他处理 3.其他",
            OtherwiseClosed => "其他处理",
            DisposedTotal => "办理结果总计",
            CarriedForward => "结转下年度",
        }
    }
}
