//! 表二 主动公开政府信息情况: blocks by the clauses of 第二十条, each with its own columns.

use super::{Edition, from_key};

/// A row of 表二.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DisclosureRow {
    /// 规章
    Regulations,
    /// 行政规范性文件 (2019: 规范性文件)
    NormativeDocuments,
    /// 行政许可
    Licensing,
    /// 其他对外管理服务事项 (2019)
    OtherServices,
    /// 行政处罚
    Penalty,
    /// 行政强制
    Coercion,
    /// 行政事业性收费
    AdministrativeFees,
    /// 政府集中采购 (2019)
    Procurement,
}

use DisclosureRow::*;

from_key!(DisclosureRow);

impl DisclosureRow {
    /// All rows of both editions.
    pub const ALL: [DisclosureRow; 8] = [
        Regulations,
        NormativeDocuments,
        Licensing,
        OtherServices,
        Penalty,
        Coercion,
        AdministrativeFees,
        Procurement,
    ];

    /// The rows of an edition, in the order of the form.
    pub fn of(edition: Edition) -> &'static [DisclosureRow] {
        match edition {
            Edition::E2019 => &DisclosureRow::ALL,
            Edition::E2021 => {
                &[Regulations, NormativeDocuments, Licensing, Penalty, Coercion, AdministrativeFees]
            }
        }
    }

    /// The columns that the row has in an edition, in the order of the form.
    pub fn columns(self, edition: Edition) -> &'static [DisclosureColumn] {
        use DisclosureColumn::*;
        match (edition, self) {
            (Edition::E2021, Regulations | NormativeDocuments) => &[Issued, Repealed, InForce],
            (Edition::E2021, AdministrativeFees) => &[AmountWan],
            (Edition::E2021, Licensing | Penalty | Coercion) => &[Decisions],
            (Edition::E2021, OtherServices | Procurement) => &[],
            (Edition::E2019, Regulations | NormativeDocuments) => {
                &[Created, Disclosed, TotalDisclosed]
            }
            (Edition::E2019, Licensing | OtherServices | Penalty | Coercion) => {
                &[ItemsLastYear, Change, Decisions]
            }
            (Edition::E2019, AdministrativeFees) => &[ItemsLastYear, Change],
            (Edition::E2019, Procurement) => &[Items, Amount],
        }
    }

    /// The name in the JSON contract.
    pub fn key(self) -> &'static str {
        match self {
            Regulations => "regulations",
            NormativeDocuments => "normative_documents",
            Licensing => "licensing",
            OtherServices => "other_services",
            Penalty => "penalty",
            Coercion => "coercion",
            AdministrativeFees => "administrative_fees",
            Procurement => "procurement",
        }
    }

    /// The wording of an edition.
    pub fn label(self, edition: Edition) -> &'static str {
        match (self, edition) {
            (NormativeDocuments, Edition::E2019) => "规范性文件",
            _ => self.name(),
        }
    }

    /// A name for sentences.
    pub fn name(self) -> &'static str {
        match self {
            Regulations => "规章",
            NormativeDocuments => "行政规范性文件",
            Licensing => "行政许可",
            OtherServices => "其他对外管理服务事项",
            Penalty => "行政处罚",
            Coercion => "行政强制",
            AdministrativeFees => "行政事业性收费",
            Procurement => "政府集中采购",
        }
    }

    /// The clause of 条例第二十条 under which the form prints the row.
    pub fn clause(self) -> &'static str {
        match self {
            Regulations | NormativeDocuments => "第二十条第（一）项",
            Licensing | OtherServices => "第二十条第（五）项",
            Penalty | Coercion => "第二十条第（六）项",
            AdministrativeFees => "第二十条第（八）项",
            Procurement => "第二十条第（九）项",
        }
    }
}

/// A column of 表二.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DisclosureColumn {
    /// 本年制发件数 (2021)
    Issued,
    /// 本年废止件数 (2021)
    Repealed,
    /// 现行有效件数 (2021)
    InForce,
    /// 本年收费金额（单位：万元） (2021)
    AmountWan,
    /// 本年新制作数量 (2019)
    Created,
    /// 本年新公开数量 (2019)
    Disclosed,
    /// 对外公开总数量 (2019)
    TotalDisclosed,
    /// 上一年项目数量 (2019)
    ItemsLastYear,
    /// 本年增/减 (2019)
    Change,
    /// 本年处理决定数量 (2019: 处理决定数量)
    Decisions,
    /// 采购项目数量 (2019)
    Items,
    /// 采购总金额 (2019)
    Amount,
}

from_key!(DisclosureColumn);

impl DisclosureColumn {
    /// All columns of both editions.
    pub const ALL: [DisclosureColumn; 12] = [
        DisclosureColumn::Issued,
        DisclosureColumn::Repealed,
        DisclosureColumn::InForce,
        DisclosureColumn::AmountWan,
        DisclosureColumn::Created,
        DisclosureColumn::Disclosed,
        DisclosureColumn::TotalDisclosed,
        DisclosureColumn::ItemsLastYear,
        DisclosureColumn::Change,
        DisclosureColumn::Decisions,
        DisclosureColumn::Items,
        DisclosureColumn::Amount,
    ];

    /// The name in the JSON contract.
    pub fn key(self) -> &'static str {
        match self {
            DisclosureColumn::Issued => "issued",
            DisclosureColumn::Repealed => "repealed",
            DisclosureColumn::InForce => "in_force",
            DisclosureColumn::AmountWan => "amount_wan",
            DisclosureColumn::Created => "created",
            DisclosureColumn::Disclosed => "disclosed",
            DisclosureColumn::TotalDisclosed => "total_disclosed",
            DisclosureColumn::ItemsLastYear => "items_last_year",
            DisclosureColumn::Change => "change",
            DisclosureColumn::Decisions => "decisions",
            DisclosureColumn::Items => "items",
            DisclosureColumn::Amount => "amount",
        }
    }

    /// The wording of the form.
    pub fn label(self) -> &'static str {
        match self {
            DisclosureColumn::Issued => "本年制发件数",
            DisclosureColumn::Repealed => "本年废止件数",
            DisclosureColumn::InForce => "现行有效件数",
            DisclosureColumn::AmountWan => "本年收费金额（单位：万元）",
            DisclosureColumn::Created => "本年新制作数量",
            DisclosureColumn::Disclosed => "本年新公开数量",
            DisclosureColumn::TotalDisclosed => "对外公开总数量",
            DisclosureColumn::ItemsLastYear => "上一年项目数量",
            DisclosureColumn::Change => "本年增/减",
            DisclosureColumn::Decisions => "处理决定数量",
            DisclosureColumn::Items => "采购项目数量",
            DisclosureColumn::Amount => "采购总金额",
        }
    }

    /// The wording of an edition: 2021 says 本年处理决定数量.
    pub fn label_in(self, edition: Edition) -> &'static str {
        match (self, edition) {
            (DisclosureColumn::Decisions, Edition::E2021) => "本年处理决定数量",
            _ => self.label(),
        }
    }
}
