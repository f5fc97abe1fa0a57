//! The rules for people: what each one says, on what it rests, what breaks it and what does not.
//!
//! All of it comes from the documentation of the rules, so that the page, the command line and the
//! tests tell the same.

use super::{escape, formula_in_words};
use crate::rules::{ALL, Group, Rule};
use std::fmt::Write;

/// What the severities mean.
const SEVERITIES: &str =
    "错误：能断定写错了，或者缺了必须有的内容；警告：值得核对；提示：措辞和习惯。";

/// The headings under which a rule is told, between its statement and its examples.
const HEADINGS: [&str; 3] = ["依据", "理由", "怎么办"];

/// The headings of its examples, with what they are called.
const EXAMPLES: [(&str, &str, &str); 2] =
    [("不符", "bad", "会提出的例子"), ("相符", "good", "不会提出的例子")];

fn of(group: Group) -> impl Iterator<Item = &'static Rule> {
    ALL.iter().copied().filter(move |rule| rule.group == group)
}

/// Every rule as Markdown, for the command line.
pub fn rules_markdown() -> String {
    let mut out = format!("# 规则说明\n\n共 {} 条。{SEVERITIES}\n", ALL.len());
    for group in Group::ALL {
        let _ = write!(out, "\n# {}\n", group.name());
        for rule in of(group) {
            let _ =
                write!(out, "\n## {}\n\n`{}` · {}\n", rule.title, rule.id, rule.severity.name());
            let _ = write!(out, "\n{}\n", rule.statement());
            if let Some(formula) = rule.formula {
                let _ = write!(out, "\n公式：{}\n", formula_in_words(formula));
            }
            for heading in HEADINGS {
                if let Some(text) = rule.section(heading) {
                    let _ = write!(out, "\n### {heading}\n\n{text}\n");
                }
            }
            for (heading, _, name) in EXAMPLES {
                // What is taken out of the sample and put there is a difference.
                let text = rule.section(heading).unwrap_or_default();
                let text = text.replace("```sample", "```diff").replace("```report", "```text");
                let _ = write!(out, "\n### {name}\n\n{text}\n");
            }
        }
    }
    out
}

/// Every rule as HTML, for the page: a list of links, then an article `#rule-<id>` for each rule.
/// Where a report's findings may be told of a rule stands `<!--id-->`.
pub fn rules_html() -> String {
    let mut list = String::new();
    let mut body = format!("<p class=\"rules-key\">共 {} 条。{SEVERITIES}</p>", ALL.len());
    for group in Group::ALL {
        let name = group.name();
        let _ = write!(list, "<h3>{name}</h3><ul>");
        let _ = write!(body, "<h2>{name}</h2>");
        for rule in of(group) {
            let _ = write!(list, "<li><a href=\"#rule-{}\">{}</a></li>", rule.id, rule.title);
            article(&mut body, rule);
        }
        list.push_str("</ul>");
    }
    format!("<nav class=\"rules-list\" aria-label=\"规则目录\">{list}</nav><div>{body}</div>")
}

fn article(out: &mut String, rule: &Rule) {
    let (id, title, severity) = (rule.id, rule.title, rule.severity.name());
    let _ = write!(
        out,
        "<article class=\"rule\" id=\"rule-{id}\"><h3>{title} <small>{severity} <code>{id}</code></small></h3><!--{id}-->"
    );
    for paragraph in rule.statement().split("\n\n") {
        let _ = write!(out, "<p>{}</p>", escape(paragraph));
    }
    if let Some(formula) = rule.formula {
        let _ = write!(out, "<p class=\"rule-formula\">{}</p>", formula_in_words(formula));
    }
    out.push_str("<dl>");
    for heading in HEADINGS {
        if let Some(text) = rule.section(heading) {
            let _ = write!(out, "<dt>{heading}</dt><dd>{}</dd>", escape(&text));
        }
    }
    out.push_str("</dl><div class=\"examples\">");
    for (heading, class, name) in EXAMPLES {
        let _ = write!(out, "<figure class=\"example {class}\"><figcaption>{name}</figcaption>");
        let text = rule.section(heading).unwrap_or_default();
        for block in text.split("```").skip(1).step_by(2) {
            lines(out, block);
        }
        out.push_str("</figure>");
    }
    out.push_str("</div></article>");
}

/// The lines of an example: rows between bars as a table, what is taken out of the sample and
/// what is put there as such.
fn lines(out: &mut String, block: &str) {
    let (kind, text) = block.split_once('\n').unwrap_or_default();
    let mut in_table = false;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let row = line.strip_prefix("| ").and_then(|row| row.strip_suffix('|'));
        let ruler = line.starts_with("|--");
        if in_table && row.is_none() && !ruler {
            out.push_str("</table></div>");
            in_table = false;
        }
        match row {
            _ if ruler => {}
            Some(row) => {
                let tag = if in_table { "td" } else { "th" };
                if !in_table {
                    out.push_str("<div class=\"example-table\"><table>");
                    in_table = true;
                }
                out.push_str("<tr>");
                for cell in row.split('|') {
                    let _ = write!(out, "<{tag}>{}</{tag}>", escape(cell.trim()));
                }
                out.push_str("</tr>");
            }
            None => {
                let (tag, line) = match (kind, line.split_at_checked(1)) {
                    ("sample", Some(("-", rest))) => ("del", rest),
                    ("sample", Some(("+", rest))) => ("ins", rest),
                    _ => ("span", line),
                };
                if !line.is_empty() {
                    let _ = write!(out, "<p><{tag}>{}</{tag}></p>", escape(line));
                }
            }
        }
    }
    if in_table {
        out.push_str("</table></div>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_told_whole_in_its_group() {
        let (markdown, html) = (rules_markdown(), rules_html());
        for rule in ALL {
            assert!(markdown.contains(&format!("## {}\n\n`{}`", rule.title, rule.id)));
            let start = html.find(&format!("<article class=\"rule\" id=\"rule-{}\">", rule.id));
            let article = &html[start.unwrap()..];
            let article = &article[..article.find("</article>").unwrap()];
            assert!(html.contains(&format!("<a href=\"#rule-{}\">{}</a>", rule.id, rule.title)));
            assert!(article.contains(&format!("<!--{}-->", rule.id)), "{}", rule.id);
            for part in ["<dt>怎么办</dt>", "会提出的例子", "不会提出的例子"] {
                assert!(article.contains(part), "{}: {part}", rule.id);
            }
            assert!(article.contains("<dt>依据</dt>") || article.contains("<dt>理由</dt>"));
            for figure in article.split("<figure").skip(1) {
                let filled = ["<td>", "<del>", "<ins>", "<span>"];
                assert!(filled.iter().any(|tag| figure.contains(tag)), "{}: {figure}", rule.id);
            }
        }
        let mut at = 0;
        for group in Group::ALL {
            at += html[at..].find(&format!("<h3>{}</h3>", group.name())).unwrap();
        }
        for tag in ["table", "div", "figure", "p", "dl", "ul", "nav", "tr"] {
            let opened = html.matches(&format!("<{tag}>")).count()
                + html.matches(&format!("<{tag} ")).count();
            assert_eq!(opened, html.matches(&format!("</{tag}>")).count(), "{tag}");
        }
    }
}
