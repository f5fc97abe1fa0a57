//! Why there is no review, as the wire type.

use super::{Input, offsets::Offsets, wire};
use crate::read::ReadError;
use crate::revise::Refused;
use crate::{Options, Refusal};

/// A refusal for the wire: what was given, and a sentence that says what to do.
pub fn refusal(refusal: &Refusal, input: Input, options: Options) -> wire::Refusal {
    let source = match refusal {
        Refusal::NotAReport(document) => {
            super::source(document, &Offsets::new(&document.source), input, options)
        }
        Refusal::Unreadable(_) | Refusal::Unopened { .. } => wire::Source {
            sha256: seen_whole(refusal).then(|| input.sha256()),
            ..wire::Source::named(input.name.to_owned())
        },
    };
    wire::Refusal {
        schema: wire::SCHEMA.to_owned(),
        tool: super::tool(),
        source,
        error: wire::Problem { kind: kind(refusal), message: refusal.to_string() },
    }
}

/// An export that cannot be opened again, for the wire.
pub(crate) fn not_reopened(refused: &Refused, name: &str) -> wire::Refusal {
    let kind = match refused {
        Refused::OtherSchema(_) => wire::ProblemKind::UnsupportedFormat,
        Refused::NoReview => wire::ProblemKind::NotAReport,
        _ => wire::ProblemKind::Damaged,
    };
    wire::Refusal {
        schema: wire::SCHEMA.to_owned(),
        tool: super::tool(),
        source: wire::Source::named(name.to_owned()),
        error: wire::Problem { kind, message: refused.to_string() },
    }
}

/// Whether the bytes were seen, and all of them: what is too large is refused without reading on.
fn seen_whole(refusal: &Refusal) -> bool {
    match refusal {
        Refusal::Unopened { .. } | Refusal::Unreadable(ReadError::TooLarge { .. }) => false,
        Refusal::Unreadable(_) | Refusal::NotAReport(_) => true,
    }
}

fn kind(refusal: &Refusal) -> wire::ProblemKind {
    match refusal {
        Refusal::NotAReport(_) => wire::ProblemKind::NotAReport,
        Refusal::Unopened { .. } => wire::ProblemKind::Damaged,
        Refusal::Unreadable(error) => match error {
            ReadError::Empty => wire::ProblemKind::Empty,
            ReadError::TooLarge { .. } => wire::ProblemKind::TooLarge,
            ReadError::Unsupported { .. } => wire::ProblemKind::UnsupportedFormat,
            ReadError::Convert { .. } => wire::ProblemKind::UnsupportedFormat,
            ReadError::Encrypted { .. } => wire::ProblemKind::Encrypted,
            ReadError::Damaged { .. } | ReadError::Broken { .. } => wire::ProblemKind::Damaged,
            ReadError::NoText { .. } => wire::ProblemKind::NoText,
            ReadError::Expansion { .. }
            | ReadError::TooDeep
            | ReadError::TooManyCells { .. }
            | ReadError::Limit { .. } => wire::ProblemKind::Limit,
        },
    }
}
