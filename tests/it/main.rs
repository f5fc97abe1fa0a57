//! One integration binary: the whole pipeline, from the bytes of a report to what is told of it.

mod command_line;
mod contract;
mod corpus;
mod culprit;
mod doors;
mod figures;
mod files;
mod golden;
mod layouts;
mod prepared;
mod properties;
mod refusals;
mod rules;
mod sheet;

/// How many of the sums ended in a verdict; what the prose says is checked beside them.
fn sums(review: &gouji::finding::Review, verdict: gouji::finding::Verdict) -> usize {
    let sums = review.findings.iter().filter(|finding| finding.working().is_some());
    sums.filter(|finding| finding.verdict == verdict).count()
}
