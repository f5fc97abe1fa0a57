//! 落款日期：在年度结束之后，法定期限之前。

use crate::recognize::fold;
use crate::rules::Prose;
use crate::rules::prelude::*;

declare_rule! {
    /// 落款日期不早于年度结束，不晚于法定的公布期限：部门是次年1月31日，县级以上人民政府是次年3月31日。乡镇人民政府、街道办事处按部门的期限提示。
    ///
    /// # 依据
    /// 《政府信息公开条例》第四十九条：“县级以上人民政府部门应当在每年1月31日前向本级政府信息公开工作主管部门提交本行政机关上一年度政府信息公开工作年度报告并向社会公布。县级以上地方人民政府的政府信息公开工作主管部门应当在每年3月31日前向社会公布本级政府上一年度政府信息公开工作年度报告。”
    ///
    /// # 理由
    /// 落款日期不等于公布日期，所以只作提示。乡镇、街道的期限条例没有写明，按部门的期限提示。
    ///
    /// # 怎么办
    /// 早于年度结束的，核对年份；晚于期限的，核对是不是首次公布的日期，事后更正的写明原公布日期。
    ///
    /// # 不符
    /// ```report
    /// 某县甲局2023年政府信息公开工作年度报告
    ///
    /// 六、其他需要报告的事项
    /// 本年度没有收取信息处理费。
    ///
    /// 2023年1月18日
    /// ```
    ///
    /// # 相符
    /// ```report
    /// 某县甲局2023年政府信息公开工作年度报告
    ///
    /// 六、其他需要报告的事项
    /// 本年度没有收取信息处理费。
    ///
    /// 2024年1月31日
    /// ```
    pub SIGNATURE_DATE {
        id: "signature-date",
        title: "落款日期不在公布期限内",
        group: Group::Years,
        severity: Severity::Warning,
        check: Check::Prose(check),
    }
}

fn check(prose: &Prose, verdicts: &mut Verdicts) {
    let (Some(year), Some(signed)) = (prose.report.year, prose.narrative().signed()) else {
        return;
    };
    let Some(next) = year.checked_add(1) else { return };
    let organization = prose.report.organization.as_ref().map(|quote| fold::joined(&quote.text));
    let body = Body::of(organization.as_deref().unwrap_or_default());
    let (deadline, told) = match body {
        Body::Government => ((next, 3, 31), "县级以上人民政府应当在次年3月31日前公布"),
        Body::Department => ((next, 1, 31), "部门应当在次年1月31日前公布"),
        Body::Township => ((next, 1, 31), "乡镇、街道按部门的期限，次年1月31日前公布"),
    };
    let quote = prose.narrative().written(signed.span);
    let (y, m, d) = signed.date;
    let date = format!("{y}年{m}月{d}日");
    let (severity, verdict, message) = if signed.date < (year, 12, 31) {
        (
            Severity::Warning,
            Verdict::Warn,
            format!("落款日期是 {date}，报告的年度 {year} 年还没有结束"),
        )
    } else if signed.date > deadline {
        let severity = match body {
            Body::Township => Severity::Note,
            _ => Severity::Warning,
        };
        (severity, Verdict::Warn, format!("落款日期是 {date}，{told}"))
    } else {
        (Severity::Warning, Verdict::Pass, format!("落款日期是 {date}，在公布期限内"))
    };
    let mention = Mention { text: quote.text, number: None, span: quote.span };
    let evidence = Evidence::Observation { message, cells: Vec::new(), mentions: vec![mention] };
    verdicts.push_as(severity, Subject::Report, verdict, evidence);
}

/// Whose deadline it is.
#[derive(Clone, Copy)]
enum Body {
    Government,
    Department,
    Township,
}

impl Body {
    /// An organisation that is not known gets the later deadline: its report may be late, but
    /// that cannot be told.
    fn of(organization: &str) -> Body {
        let township =
            ["镇人民政府", "乡人民政府", "镇政府", "乡政府", "街道办事处", "街道办", "街道"];
        if township.iter().any(|end| organization.ends_with(end)) {
            return Body::Township;
        }
        // 某县人民政府办公室 publishes the report of the government.
        let government = organization.is_empty()
            || organization.contains("人民政府")
            || organization.ends_with("政府办公室")
            || organization.ends_with("管理委员会")
            || organization.ends_with("管委会")
            || organization.ends_with("政府");
        if government { Body::Government } else { Body::Department }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::*;
    use insta::assert_snapshot;

    #[track_caller]
    fn check(organization: &str, date: &str) -> String {
        let text = sample_text("").replace("青禾县文化和旅游局", organization);
        let text = text.replace("2025年1月17日", "");
        prose_told_of(&format!("{}\n\n{date}\n", text.trim_end()), "signature-date")
    }

    #[test]
    fn before_the_end_of_the_year_and_behind_the_deadline() {
        assert_snapshot!(check("青禾县文化和旅游局", "2024年1月18日"), @r#"存疑 落款日期是 2024年1月18日，报告的年度 2024 年还没有结束 ["2024年1月18日"]"#);
        assert_snapshot!(check("青禾县文化和旅游局", "二〇二五年二月六日"), @r#"存疑 落款日期是 2025年2月6日，部门应当在次年1月31日前公布 ["二〇二五年二月六日"]"#);
        assert_snapshot!(check("青禾县人民政府", "2025年4月1日"), @r#"存疑 落款日期是 2025年4月1日，县级以上人民政府应当在次年3月31日前公布 ["2025年4月1日"]"#);
        assert_snapshot!(check("青禾县石桥镇人民政府", "2025年2月1日"), @r#"存疑 落款日期是 2025年2月1日，乡镇、街道按部门的期限，次年1月31日前公布 ["2025年2月1日"]"#);
    }

    #[test]
    fn within_the_time() {
        assert_snapshot!(check("青禾县文化和旅游局", "2025 年 1 月 31 日"), @r#"相符 落款日期是 2025年1月31日，在公布期限内 ["2025 年 1 月 31 日"]"#);
        assert_snapshot!(check("青禾县人民政府", "2025年3月31日"), @r#"相符 落款日期是 2025年3月31日，在公布期限内 ["2025年3月31日"]"#);
    }
}
