//! A report that is open: read once, checked again after every change, prose included.

use super::{Refused, edited, finish, has_check, revise, told, totals};
use crate::Options;
use crate::export::{Input, offsets::Offsets, wire};
use crate::form::Edition;
use crate::report::Report;
use crate::source::SourceText;

/// A report that is open. It holds what was read, never what was changed: every check gets all
/// changes anew, so that none is lost and any can be taken back.
pub struct Opened {
    /// The review without changes.
    review: wire::Review,
    /// What it was read from; not there for an export without its text, and for an empty form.
    read: Option<(Report, SourceText)>,
    /// The changes that an export brought along.
    changes: Option<(Vec<wire::Edit>, Vec<wire::SetAside>)>,
}

impl Opened {
    /// Opens a report in any form: a file, a text, or an export of this tool. The review carries
    /// its text as the options say; that of an export carries it when the export does.
    pub fn open(bytes: &[u8], name: &str, options: Options) -> Result<Opened, Box<wire::Refusal>> {
        // The light build of the core does without a reader of JSON.
        let reads_exports = cfg!(feature = "readers");
        if reads_exports && super::is_export(bytes) && bytes.len() <= crate::read::MAX_BYTES {
            let json = String::from_utf8_lossy(bytes);
            return super::reopen(&json)
                .map(Opened::of_export)
                .map_err(|refused| Box::new(crate::export::not_reopened(&refused, name)));
        }
        let input = Input { bytes, name };
        match crate::examine(bytes, name) {
            Ok((document, review)) => Ok(Opened {
                review: crate::export::review(&document, &review, input, options),
                read: Some((review.report, document.source)),
                changes: None,
            }),
            Err(refusal) => Err(Box::new(crate::export::refusal(&refusal, input, options))),
        }
    }

    /// An empty form.
    pub fn draft(edition: &str, organization: &str, year: u16) -> Result<Opened, Refused> {
        let review = super::draft(edition, organization, year)?;
        Ok(Opened { review, read: None, changes: None })
    }

    fn of_export(export: wire::Review) -> Opened {
        let changes = Some((export.edits.clone(), export.set_aside.clone()));
        let (review, read) = match read_again(&export) {
            Some((review, read)) => (review, Some(read)),
            None => (export, None),
        };
        Opened { review, read, changes }
    }

    /// Whether it came as an export.
    pub fn is_export(&self) -> bool {
        self.changes.is_some()
    }

    /// The review as it came: an export with the changes that it brought along.
    pub fn as_it_came(&self) -> Result<wire::Review, Refused> {
        match &self.changes {
            Some((edits, set_aside)) => self.again(edits.clone(), set_aside.clone(), None),
            None => Ok((self.review.clone(), None)),
        }
        .map(|(review, _)| review)
    }

    /// The review after these changes, in place of all earlier ones, and after computing what is
    /// asked for, which gives a sentence on what was done.
    ///
    /// The text may have been edited since the changes were made: a change of a cell that the
    /// edition does not have, and a check set aside that is not made any more, are left out.
    pub fn again(
        &self,
        mut edits: Vec<wire::Edit>,
        mut set_aside: Vec<wire::SetAside>,
        compute: Option<totals::Scope>,
    ) -> Result<(wire::Review, Option<String>), Refused> {
        edits.retain(|edit| self.review.cells.contains_key(&edit.cell));
        let mut note = None;
        if let Some(scope) = compute {
            let (checked, _) = edited(self.report()?, edits.clone())?;
            if self.has(scope, checked.report.edition) {
                let computed = totals::compute(&checked, scope);
                edits.extend(computed.cells.into_iter().map(|(cell, number)| wire::Edit {
                    cell: cell.key().to_owned(),
                    from: None,
                    to: Some(crate::export::number(number)),
                }));
                note = Some(computed.note);
            }
        }
        let review = match &self.read {
            Some((report, source)) => {
                let offsets = Offsets::new(source);
                let (checked, kept) = edited(report.clone(), edits)?;
                let mut again = told(&self.review, &checked, &|span| offsets.span(span));
                set_aside.retain(|aside| self.knows(&again, &aside.check));
                finish(&mut again, kept, set_aside);
                again
            }
            None => {
                let unchanged = revise(&self.review, edits.clone(), Vec::new())?;
                set_aside.retain(|aside| self.knows(&unchanged, &aside.check));
                revise(&self.review, edits, set_aside)?
            }
        };
        Ok((review, note))
    }

    /// A check that a change has settled may be gone from the list; it was there before.
    fn knows(&self, again: &wire::Review, check: &str) -> bool {
        has_check(again, check) || has_check(&self.review, check)
    }

    fn has(&self, scope: totals::Scope, edition: Edition) -> bool {
        match scope {
            totals::Scope::Table(_) => true,
            totals::Scope::Cell(cell) => edition.cells().any(|other| other == cell),
        }
    }

    fn report(&self) -> Result<Report, Refused> {
        match &self.read {
            Some((report, _)) => Ok(report.clone()),
            None => super::report(&self.review),
        }
    }
}

/// Reads the text that an export carries, when it is what the report was read from: then its
/// prose can be checked again as well. The text of a file with tables of its own is not, and
/// would give other cells.
fn read_again(export: &wire::Review) -> Option<(wire::Review, (Report, SourceText))> {
    let text = export.source.text.as_deref()?;
    let name = &export.source.name;
    let (document, found) = crate::examine(text.as_bytes(), name).ok()?;
    let input = Input { bytes: text.as_bytes(), name };
    let mut review = crate::export::review(&document, &found, input, Options::default());
    let same = document.source.as_str() == text
        && review.cells == export.cells
        && review.sections == export.sections
        && review.edition == export.edition;
    review.source = export.source.clone();
    same.then_some((review, (found.report, document.source)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::wire::{Edit, Number, Output, SetAside, Status};
    use totals::Scope;

    const CELL: &str = "applications.granted.natural_person";
    const ROW: &str = "applications-total-mismatch#granted";
    const COLUMN: &str = "applications-disposed-total-mismatch#natural_person";

    fn opened() -> Opened {
        let text = crate::sample::TEXT.as_bytes();
        Opened::open(text, "样例.txt", Options { with_text: true }).ok().unwrap()
    }

    fn edit(cell: &str, to: i64) -> Edit {
        Edit { cell: cell.to_owned(), from: None, to: Some(Number::Integer(to)) }
    }

    fn aside(check: &str) -> SetAside {
        SetAside { check: check.to_owned(), reason: "已与经办人核实".to_owned() }
    }

    fn again(opened: &Opened, edits: Vec<Edit>, asides: Vec<SetAside>) -> wire::Review {
        opened.again(edits, asides, None).unwrap().0
    }

    #[test]
    fn an_edit_is_checked_against_the_prose_as_if_it_stood_in_the_text() {
        let opened = opened();
        // 办理结果总计 is quoted by the prose as well.
        let (cell, before) = ("applications.newly_received.total", "78 ");
        let edited = again(&opened, vec![edit(cell, 77)], Vec::new());
        let text = crate::sample::TEXT;
        let row = text.lines().find(|line| line.starts_with("一、本年新收")).unwrap();
        assert!(row.ends_with("78") && before.starts_with("78"));
        let text = text.replacen(row, &row.replace("78", "77"), 1);
        let Output::Review(read) = crate::check(text.as_bytes(), "样例.txt", Options::default())
        else {
            panic!("the text is read");
        };
        assert_eq!(edited.summary, read.summary);
        assert!(edited.summary.warn + edited.summary.fail > read.edits.len());
        let told = |review: &wire::Review| -> Vec<(String, Status, String)> {
            let checks = review.checks.iter();
            checks.map(|c| (c.id.clone(), c.status, c.message.clone())).collect()
        };
        assert_eq!(told(&edited), told(&read));
        assert!(told(&edited).iter().any(|(id, status, _)| {
            id.starts_with("applications-misquoted") && *status != Status::Pass
        }));
        assert_eq!(again(&opened, Vec::new(), Vec::new()), opened.as_it_came().unwrap());
    }

    #[test]
    fn an_export_goes_on_with_its_prose_when_it_carries_the_text() {
        let edits = vec![edit(CELL, 20), edit("applications.newly_received.total", 77)];
        let exported = again(&opened(), edits.clone(), vec![aside(COLUMN)]);
        let json = serde_json::to_vec(&exported).unwrap();
        let reopened = Opened::open(&json, "样例.json", Options::default()).ok().unwrap();
        assert!(reopened.is_export());
        assert_eq!(reopened.as_it_came().unwrap(), exported);
        let back = again(&reopened, Vec::new(), Vec::new());
        assert_eq!(back, opened().as_it_came().unwrap());
    }

    #[test]
    fn an_export_without_its_text_goes_on_too() {
        let mut exported = again(&opened(), vec![edit(CELL, 20)], vec![aside(ROW)]);
        exported.source.text = None;
        let json = serde_json::to_vec(&exported).unwrap();
        let reopened = Opened::open(&json, "样例.json", Options::default()).ok().unwrap();
        assert_eq!(reopened.as_it_came().unwrap(), exported);
        let back = again(&reopened, Vec::new(), vec![aside(ROW)]);
        assert_eq!(back.summary, opened().as_it_came().unwrap().summary);
        assert_eq!(back.set_aside, [aside(ROW)]);
    }

    #[test]
    fn what_is_no_longer_there_is_left_out() {
        let opened = opened();
        let edits = vec![edit("disclosure.procurement.items", 1), edit(CELL, 20)];
        let review = again(&opened, edits, vec![aside("gone"), aside(ROW)]);
        assert_eq!(review.edits.len(), 1);
        assert_eq!(review.set_aside, [aside(ROW)]);
    }

    #[test]
    fn totals_are_edits_like_any_other() {
        let draft = Opened::draft("2021", "白鹭区审计局", 2024).unwrap();
        let edits = vec![edit(CELL, 4), edit("applications.granted.business", 2)];
        let scope = Scope::from_key("applications").unwrap();
        let (review, note) = draft.again(edits.clone(), Vec::new(), Some(scope)).unwrap();
        let to = |cell: &str| review.edits.iter().find(|edit| edit.cell == cell).unwrap().to;
        assert_eq!(to("applications.granted.total"), Some(Number::Integer(6)));
        assert_eq!(to("applications.disposed_total.total"), Some(Number::Integer(6)));
        assert!(note.unwrap().starts_with("表三算出 4 格合计"));
        let asked = again(&draft, review.edits.clone(), Vec::new());
        assert_eq!(asked, review);
        assert_eq!(again(&draft, edits, Vec::new()).edits.len(), 2);
    }

    #[test]
    fn a_broken_export_is_refused_in_words() {
        let refused = |json: &str| {
            Opened::open(json.as_bytes(), "甲.json", Options::default()).err().unwrap().error
        };
        let other = refused(r#"{"schema":"gouji/9"}"#);
        assert!(other.message.contains("gouji/1"), "{}", other.message);
        assert_eq!(other.kind, wire::ProblemKind::UnsupportedFormat);
        let broken = refused(r#"{"schema":"gouji/1","cells":"#);
        assert_eq!(broken.kind, wire::ProblemKind::Damaged);
    }
}
