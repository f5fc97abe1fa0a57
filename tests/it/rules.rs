//! The examples in the documentation of the rules, run through the whole pipeline.

use gouji::finding::Verdict;
use gouji::rules::ALL;

#[test]
fn every_bad_example_breaks_its_rule_and_no_other() {
    for rule in ALL {
        for example in rule.examples("不符") {
            let (_, review) = gouji::examine(example.as_bytes(), "example.md")
                .unwrap_or_else(|refusal| panic!("{}: {refusal}", rule.id));
            let broken: Vec<&str> = [Verdict::Fail, Verdict::Warn]
                .into_iter()
                .flat_map(|verdict| review.ended(verdict))
                .map(|finding| finding.rule)
                .collect();
            assert!(!broken.is_empty(), "{}: nothing breaks\n{example}", rule.id);
            // Two rules explain why sums are off, so the sums are off too.
            let explains = matches!(rule.id, "columns-swapped" | "number-split");
            let sums = |id: &str| explains && id.starts_with("applications-");
            assert!(broken.iter().all(|&id| id == rule.id || sums(id)), "{broken:?}\n{example}");
            assert!(broken.contains(&rule.id), "{}: is not broken\n{example}", rule.id);
        }
    }
}

#[test]
fn no_good_example_breaks_any_rule() {
    for rule in ALL {
        for example in rule.examples("相符") {
            let (_, review) = gouji::examine(example.as_bytes(), "example.md")
                .unwrap_or_else(|refusal| panic!("{}: {refusal}", rule.id));
            let broken: Vec<String> = [Verdict::Fail, Verdict::Warn]
                .into_iter()
                .flat_map(|verdict| review.ended(verdict))
                .map(|finding| format!("{}：{}", finding.id(), finding.message()))
                .collect();
            assert_eq!(broken, Vec::<String>::new(), "{}\n{example}", rule.id);
        }
    }
}

#[test]
fn the_readme_names_every_rule() {
    let readme = include_str!("../../README.md");
    for rule in ALL {
        assert!(readme.contains(&format!("`{}`", rule.id)), "{}", rule.id);
    }
}
