//! THROW-AWAY: a stand-in for the core until it lands.

use super::lines::Lines;
use super::reviewed::Reviewed;
use crate::export::wire::*;
use crate::form::{self, Applicant, ApplicationRow, DisclosureRow, DisputeGroup, DisputeOutcome, Edition};
use indexmap::IndexMap;
use std::sync::Arc;

pub fn text() -> String {
    let mut t = String::from("云溪县水务局2023年政府信息公开工作年度报告\n\n本报告的统计期限自2023年1月1日起至2023年12月31日止。\n\n一、总体情况\n\n2023年，我局认真贯彻落实《中华人民共和国政府信息公开条例》，坚持以公开为常态、不公开为例外，围绕群众关心的供水保障、河湖管理、水旱灾害防御等事项，及时、准确公开政府信息，不断提高公开质量。\n（一）主动公开。全年通过门户网站公开信息126条。\n（二）依申请公开。全年收到申请17件，上年结转1件，均已按期答复。\n\n二、主动公开政府信息情况\n\n");
    let row = |t: &mut String, label: &str, n: &[i64]| {
        t.push_str(label);
        for v in n { t.push_str(&format!(" {v}")); }
        t.push('\n');
    };
    for (r, n) in DisclosureRow::of(Edition::E2021).iter().zip([&[0,0,1][..],&[2,1,9],&[38],&[12],&[0],&[0]]) { row(&mut t, r.label(Edition::E2021), n); }
    t.push_str("\n三、收到和处理政府信息公开申请情况\n\n");
    use ApplicationRow::*;
    for r in ApplicationRow::of(Edition::E2021) {
        let n = match r { NewlyReceived=>[14,2,0,0,1,0,17], BroughtForward=>[1,0,0,0,0,0,1], Granted=>[9,1,0,0,1,0,10], PartlyGranted|ThirdPartyRights|Petition=>[1,0,0,0,0,0,1], NotHeld=>[4,1,0,0,0,0,5], DisposedTotal=>[15,2,0,0,1,0,18], _=>[0;7] };
        row(&mut t, r.label(), &n);
    }
    t.push_str("\n四、政府信息公开行政复议、行政诉讼情况\n\n");
    row(&mut t, "复议诉讼", &[1,0,0,1,2,0,0,0,0,0,1,0,0,0,1]);
    t.push_str("\n五、存在的主要问题及改进情况\n\n一是公开内容还不够细，二是解读形式比较单一。下一步将加强培训，丰富解读方式。\n\n六、其他需要报告的事项\n\n2023年未收取信息处理费。\n");
    t
}

pub fn reviewed() -> Reviewed {
    let text: Arc<str> = text().into();
    let Output::Review(review) = review_of(&text, "x", false) else { panic!() };
    Reviewed::new(*review, Arc::new(Lines::new(text)))
}

pub fn review_of(text: &str, name: &str, with_text: bool) -> Output {
    let e = if text.contains("本年新制作数量") { Edition::E2019 } else { Edition::E2021 };
    let lines = Lines::new(text.into());
    let mut starts = vec![];
    { let mut s = 0; let mut line_start = true; for c in text.chars() { if line_start { starts.push(s); line_start=false; } s += 1; if c=='\n' { line_start = true; } } starts.push(s); }
    let tool = Tool { name: "gouji".into(), version: "0".into() };
    let source = Source { name: name.into(), format: Some("text".into()), encoding: Some("utf-8".into()), sha256: None, characters: Some(text.chars().count()), lines: Some(lines.len()), text: with_text.then(|| text.to_owned()) };
    let mut cells: IndexMap<String, Cell> = IndexMap::new();
    let mut found = 0;
    let mut at = 0;
    let mut values = |label: &str, keys: Vec<form::Cell>| {
        let hit = (at..lines.len()).find(|&l| lines.line(l).starts_with(label));
        let mut toks: Vec<(String, usize)> = vec![];
        if let Some(l) = hit {
            found += 1;
            at = l + 1;
            let rest = &lines.line(l)[label.len()..];
            let base = starts[l] + label.chars().count();
            let mut cur = String::new(); let mut begin = 0;
            for (i, c) in rest.chars().chain([' ']).enumerate() {
                if c == ' ' { if !cur.is_empty() { toks.push((std::mem::take(&mut cur), base + begin)); } } else { if cur.is_empty() { begin = i; } cur.push(c); }
            }
        }
        for (i, k) in keys.iter().enumerate() {
            let cell = if toks.len() != keys.len() { Cell { state: State::Missing, raw: String::new(), span: hit.map(|l| Span { line: l+1, start: starts[l], end: starts[l]+label.chars().count() }), reason: Some(match hit { Some(_) => format!("这一行只读到 {} 个数，分不清哪几格是空白", toks.len()), None => "没有找到这一行".into() }), unit: None, origin: None } } else {
                let (t, s) = &toks[i]; let l = hit.unwrap();
                let span = Span { line: l+1, start: *s, end: s + t.chars().count() };
                let (state, span) = if t.parse::<f64>().is_ok_and(|n| n >= 0.0) { (State::Number, span) } else if t == "_" { (State::Blank, Span{end: span.start, ..span}) } else if t == "/" || t == "—" { (State::Placeholder, span) } else { (State::Invalid, span) };
                Cell { state, raw: if state == State::Blank { String::new() } else { t.clone() }, span: Some(span), reason: None, unit: None, origin: None }
            };
            cells.insert(k.key(), cell);
        }
    };
    for &r in DisclosureRow::of(e) { values(r.label(e), r.columns(e).iter().map(|&c| form::Cell::Disclosure(r, c)).collect()); }
    for &r in ApplicationRow::of(e) { values(r.label(), Applicant::ALL.map(|a| form::Cell::Applications(r, a)).to_vec()); }
    values("复议诉讼", DisputeGroup::ALL.iter().flat_map(|&g| DisputeOutcome::ALL.map(|o| form::Cell::Disputes(g, o))).collect());
    if found == 0 {
        return Output::Refusal(Refusal { schema: SCHEMA.into(), tool, source, error: Problem { kind: ProblemKind::NotAReport, message: "没有找到年度报告的表格或章节标题：请确认放入的是政府信息公开工作年度报告的全文".into() } });
    }
    let num = |k: &str| -> Option<f64> { let c = &cells[k]; match c.state { State::Number => c.raw.parse().ok(), State::Blank|State::Placeholder => Some(0.0), _ => None } };
    let wire = |n: f64| Number::Integer(n as i64);
    let mut tables = Tables::default();
    for c in e.cells() {
        let t = match c.table() { form::Table::Disclosure => &mut tables.disclosure, form::Table::Applications => &mut tables.applications, form::Table::Disputes => &mut tables.disputes };
        let k = c.key();
        let v = if cells[&k].state == State::Number { let n = num(&k).unwrap(); Some(if n.fract()==0.0 { wire(n) } else { Number::Decimal(n) }) } else { None };
        t.entry(c.row_key().into()).or_default().insert(c.column_key().into(), v);
    }
    let mut checks = vec![];
    let mut check = |id: String, title: &str, formula: &str, left: Vec<form::Cell>, right: Vec<form::Cell>, who: String| {
        let keys: Vec<String> = left.iter().chain(&right).map(|c| c.key()).collect();
        let l: Option<f64> = left.iter().map(|c| num(&c.key())).sum();
        let r: Option<f64> = right.iter().map(|c| num(&c.key())).sum();
        let (status, message) = match (l, r) { (Some(a), Some(b)) => {
            let terms: Vec<String> = left.iter().map(|c| format!("{}", num(&c.key()).unwrap())).collect();
            let m = format!("{who}：{} = {a}，写的是 {b}", terms.join(" + "));
            if a == b { (Status::Pass, m) } else { (Status::Fail, format!("{m}，相差 {}", a-b)) } }, _ => (Status::Unknown, format!("{who}：有的格没有读到，无法核对")) };
        checks.push(Check { rule: id.split('#').next().unwrap().into(), id, status, severity: Severity::Error, title: title.into(), message, formula: Some(formula.into()), left: l.map(wire), right: r.map(wire), difference: l.zip(r).map(|(a,b)| wire(a-b)), blanks_as_zero: false, cells: keys, mentions: vec![] });
    };
    let ap = |r, a| form::Cell::Applications(r, a);
    for &r in ApplicationRow::of(e) { check(format!("applications-total-mismatch#{}", r.key()), "一行各列之和与总计不等", "natural_person + business + research_institute + public_welfare + legal_service + other_organization = total", Applicant::PARTS.iter().map(|&a| ap(r, a)).collect(), vec![ap(r, Applicant::Total)], r.name().into()); }
    for a in Applicant::ALL { check(format!("applications-unbalanced#{}", a.key()), "申请数量收支不平", "newly_received + brought_forward = disposed_total + carried_forward", vec![ap(ApplicationRow::NewlyReceived,a), ap(ApplicationRow::BroughtForward,a)], vec![ap(ApplicationRow::DisposedTotal,a), ap(ApplicationRow::CarriedForward,a)], a.name().into()); }
    for a in Applicant::ALL { check(format!("applications-disposed-total-mismatch#{}", a.key()), "办理结果各项之和与总计不等", "sum of result rows = disposed_total", ApplicationRow::results(e).iter().map(|&r| ap(r,a)).collect(), vec![ap(ApplicationRow::DisposedTotal,a)], a.name().into()); }
    for g in DisputeGroup::ALL { check(format!("disputes-total-mismatch#{}", g.key()), "各项之和与总计不等", "upheld + corrected + other_result + pending = total", DisputeOutcome::PARTS.map(|o| form::Cell::Disputes(g,o)).to_vec(), vec![form::Cell::Disputes(g, DisputeOutcome::Total)], g.name().into()); }
    let count = |s| checks.iter().filter(|c: &&Check| c.status == s).count();
    let summary = Summary { pass: count(Status::Pass), fail: count(Status::Fail), warn: count(Status::Warn), unknown: count(Status::Unknown) };
    let mut sections: Vec<Section> = vec![];
    for s in form::Section::ALL {
        let h = format!("{}、{}", s.numeral(), s.title());
        if let Some(l) = (0..lines.len()).find(|&l| lines.line(l) == h) {
            let next = (l+1..lines.len()).find(|&m| form::Section::ALL.iter().any(|t| lines.line(m) == format!("{}、{}", t.numeral(), t.title()))).unwrap_or(lines.len());
            let body: Vec<&str> = (l+1..next).map(|m| lines.line(m)).collect();
            sections.push(Section { number: s.number(), heading: h, text: body.join("\n"), span: Span { line: l+1, start: starts[l], end: starts[next.min(starts.len()-1)] } });
        }
    }
    let title = lines.line(0).to_owned();
    let extra_rows = (0..lines.len()).filter(|&l| lines.line(l).starts_with("其他主动公开文件")).map(|l| ExtraRow { table: "disclosure".into(), label: "其他主动公开文件".into(), span: Span { line: l+1, start: starts[l], end: starts[l]+8 }, values: vec![ExtraValue { raw: "3".into(), span: Span { line: l+1, start: starts[l]+9, end: starts[l]+10 } }] }).collect();
    Output::Review(Box::new(Review { schema: SCHEMA.into(), tool, source, title: Some(title.clone()), organization: title.split_once("20").map(|(o, _)| o.to_owned()), year: Some(2023), period: Some(Period { from: "2023-01-01".into(), to: "2023-12-31".into() }), edition: e.key().into(), edition_from: EditionFrom::Tables, sections, tables, cells, extra_rows, checks, diagnoses: vec![], edits: vec![], set_aside: vec![], summary }))
}
