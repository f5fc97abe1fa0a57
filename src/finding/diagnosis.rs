//! The likely culprit: which cells explain the broken equations, and which values would settle
//! them.
//!
//! A cell of 表三 stands in two or three equations, once in each. A wrong one moves all of them
//! by the same amount, so the pattern of what is broken, and by how much, tells the cell. The
//! search looks for the fewest cells whose change settles every broken equation and breaks none
//! that holds. Where several answers are as short, the cells that they share are named with their
//! values, the others only as cells in question.
//!
//! ```text
//! 予以公开·自然人一格最可疑：改为 8，两处不符都能对上
//! ```

use super::{Evidence, Finding, Subject, Term, Verdict};
use crate::form::{Applicant, ApplicationRow, Cell};
use crate::order;
use crate::report::Number;

/// The most cells that are told apart at once. More mistakes than this in one table are found one
/// by one, where each stands alone.
const CELLS: usize = 3;

/// The most cells that stand in equations of 表三: 26 rows of seven.
const CANDIDATES: usize = ApplicationRow::ALL.len() * Applicant::ALL.len();

/// The most equations that a cell stands in.
const EQUATIONS: usize = 3;

/// How many steps a search may take: a report full of mistakes must not cost time.
const STEPS: usize = 4000;

/// How many cells in question a sentence lists by name.
const CELLS_LISTED: usize = 4;

/// Cells that explain broken equations.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnosis {
    /// One Chinese sentence.
    pub message: String,
    /// The cells in question.
    pub suspects: Vec<Cell>,
    /// The values that would settle everything it explains; empty where that cannot be told.
    pub suggestion: Vec<(Cell, Number)>,
    /// The ids of the broken checks that it explains.
    pub explains: Vec<String>,
}

/// Explains the broken equations of a review.
pub(super) fn diagnose(findings: &[Finding]) -> Vec<Diagnosis> {
    let mut diagnoses = Vec::new();
    for group in [false, true] {
        let is_own = |finding: &&Finding| matches!(finding.subject, Subject::Group(_)) == group;
        if !findings.iter().filter(is_own).any(is_broken) {
            continue;
        }
        let equations: Vec<&Finding> = findings
            .iter()
            .filter(is_own)
            .filter(|finding| matches!(finding.verdict, Verdict::Pass | Verdict::Fail))
            .filter(|finding| finding.working().is_some())
            .collect();
        match group {
            // 表四: a cell stands in one equation, so its whole group is in question.
            true => diagnoses.extend(equations.into_iter().filter(|e| is_broken(e)).map(alone)),
            false => diagnoses.extend(Puzzle::new(&equations).explain()),
        }
    }
    diagnoses
}

fn is_broken(finding: &Finding) -> bool {
    finding.verdict == Verdict::Fail && matches!(finding.evidence, Evidence::Equation(_))
}

/// A broken equation that nothing else narrows down.
fn alone(finding: &Finding) -> Diagnosis {
    let suspects: Vec<Cell> = finding.cells().collect();
    let name = finding.subject.name();
    let message = match finding.subject {
        Subject::Group(_) => {
            format!("{name}的 {} 格只有一条等式，分不清是哪一格，请逐格核对", suspects.len())
        }
        _ => format!("{name}的不符不能由一格解释，等式分不清是哪几格，请逐格核对"),
    };
    Diagnosis { message, suspects, suggestion: Vec::new(), explains: vec![finding.id()] }
}

/// The names of some cells, the first few where they are many.
fn listed(names: &[String]) -> String {
    let shown = names[..names.len().min(CELLS_LISTED)].join("、");
    if names.len() > CELLS_LISTED { format!("{shown}等") } else { shown }
}

/// A cell that may be wrong.
struct Candidate {
    cell: Cell,
    /// What it was counted as.
    value: i64,
    /// The equations it stands in, with its sign in left − right, and how many they are.
    equations: [(u16, i8); EQUATIONS],
    count: u8,
}

impl Candidate {
    /// The equations it stands in, with its sign in left − right.
    fn equations(&self) -> impl ExactSizeIterator<Item = (usize, i64)> + '_ {
        let equations = self.equations[..usize::from(self.count)].iter();
        equations.map(|&(at, sign)| (usize::from(at), i64::from(sign)))
    }

    fn stands_also_in(&mut self, equation: usize, sign: i8) {
        self.equations[usize::from(self.count)] = (equation as u16, sign);
        self.count += 1;
    }
}

/// A change of a candidate: its place in the list, and by how much.
type Change = (usize, i64);

/// The equations that could be weighed, and the cells in them.
struct Puzzle<'f> {
    equations: &'f [&'f Finding],
    candidates: Vec<Candidate>,
    /// By its number, the place of each cell among the candidates.
    places: [Option<u16>; Cell::COUNT],
    /// Left − right of each equation.
    off: Vec<i64>,
}

impl<'f> Puzzle<'f> {
    fn new(equations: &'f [&'f Finding]) -> Puzzle<'f> {
        let mut candidates: Vec<Candidate> = Vec::with_capacity(CANDIDATES);
        let mut places = [None; Cell::COUNT];
        let mut off = Vec::with_capacity(equations.len());
        for (at, finding) in equations.iter().enumerate() {
            let working = finding.working();
            let (terms, parts) = working.map_or((&[][..], 0), |it| (&it.terms, it.parts));
            for (place, Term { cell, counted }) in terms.iter().enumerate() {
                let Some(value) = counted.value().and_then(Number::integer) else { continue };
                let candidate = places[cell.number()].get_or_insert_with(|| {
                    let equations = [(0, 0); EQUATIONS];
                    candidates.push(Candidate { cell: *cell, value, equations, count: 0 });
                    (candidates.len() - 1) as u16
                });
                let sign = if place < parts { 1 } else { -1 };
                candidates[usize::from(*candidate)].stands_also_in(at, sign);
            }
            let difference = working.and_then(|working| working.difference);
            off.push(difference.and_then(Number::integer).unwrap_or_default());
        }
        Puzzle { equations, candidates, places, off }
    }

    /// The candidates in the formula of an equation, in its order; those without a number there
    /// do not stand in it.
    fn members(&self, equation: usize) -> impl Iterator<Item = usize> + '_ {
        let terms = self.equations[equation].working().map_or(&[][..], |working| &working.terms);
        terms.iter().filter_map(|term| self.places[term.cell.number()]).map(usize::from)
    }

    /// All diagnoses: what the fewest changes explain together, else what stands alone.
    fn explain(&self) -> Vec<Diagnosis> {
        let broken = self.off.iter().filter(|off| **off != 0).count();
        if broken == 0 {
            return Vec::new();
        }
        for cells in 1..=CELLS {
            if broken > EQUATIONS * cells {
                continue;
            }
            let mut search = Search { puzzle: self, steps: STEPS, found: Vec::new() };
            search.go(&mut self.off.clone(), broken, cells, &mut Vec::new());
            if search.steps > 0 && !search.found.is_empty() {
                return self.told(&search.found);
            }
        }
        self.peel()
    }

    /// Several mistakes at once: those whose own equations are all broken by the same amount and
    /// that share no equation with another such cell; what is left is told equation by equation.
    fn peel(&self) -> Vec<Diagnosis> {
        let perfect: Vec<Change> = (0..self.candidates.len())
            .filter_map(|place| {
                let candidate = &self.candidates[place];
                let (first, sign) = candidate.equations().next()?;
                let by = -sign * self.off[first];
                let fits = candidate.equations().len() > 1
                    && by != 0
                    && candidate.equations().all(|(at, sign)| -sign * self.off[at] == by);
                (fits && self.may_become(place, by)).then_some((place, by))
            })
            .collect();
        let claims =
            |at: usize| perfect.iter().filter(|(place, _)| self.stands_in(*place, at)).count();
        let sole: Vec<Change> = perfect
            .iter()
            .copied()
            .filter(|(place, _)| self.candidates[*place].equations().all(|(at, _)| claims(at) == 1))
            .collect();
        let mut diagnoses: Vec<Diagnosis> =
            sole.iter().map(|&change| self.named(&[change])).collect();
        for (at, finding) in self.equations.iter().enumerate() {
            let explained = sole.iter().any(|(place, _)| self.stands_in(*place, at));
            if self.off[at] != 0 && !explained {
                diagnoses.push(alone(finding));
            }
        }
        diagnoses
    }

    /// The answers of a search as diagnoses.
    fn told(&self, answers: &[Vec<Change>]) -> Vec<Diagnosis> {
        let Some((first, others)) = answers.split_first() else { return Vec::new() };
        let sure: Vec<Change> = first
            .iter()
            .copied()
            .filter(|change| others.iter().all(|answer| answer.contains(change)))
            .collect();
        let mut diagnoses: Vec<Diagnosis> =
            self.linked(&sure).iter().map(|changes| self.named(changes)).collect();
        if sure.len() < first.len() {
            let open = answers.iter().flatten().filter(|change| !sure.contains(change));
            let cell = |place: &usize| self.candidates[*place].cell;
            let mut open = order::by_key(open.map(|(place, _)| *place), cell);
            open.dedup();
            let wrong = first.len() - sure.len();
            let names: Vec<String> =
                open.iter().map(|&place| self.candidates[place].cell.name()).collect();
            diagnoses.push(Diagnosis {
                message: format!(
                    "{}这 {} 格中至少有 {wrong} 格可疑，改法不止一种，等式分不清是哪{}格",
                    listed(&names),
                    open.len(),
                    if wrong == 1 { "一" } else { "几" },
                ),
                suspects: open.iter().map(|&place| self.candidates[place].cell).collect(),
                suggestion: Vec::new(),
                explains: self.broken_over(&open),
            });
        }
        diagnoses
    }

    /// Changes that share an equation are told together.
    fn linked(&self, changes: &[Change]) -> Vec<Vec<Change>> {
        let mut groups: Vec<Vec<Change>> = Vec::new();
        for &change in changes {
            let touches = |group: &Vec<Change>| {
                group.iter().any(|(other, _)| {
                    let mut equations = self.candidates[change.0].equations();
                    equations.any(|(at, _)| self.stands_in(*other, at))
                })
            };
            let (mut together, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(touches);
            together.push(vec![change]);
            groups = apart;
            groups.push(together.into_iter().flatten().collect());
        }
        groups
    }

    /// Cells with the values that settle their equations.
    fn named(&self, changes: &[Change]) -> Diagnosis {
        let cell = |change: &Change| self.candidates[change.0].cell;
        let changes = order::by_key(changes.iter().copied(), cell);
        let places: Vec<usize> = changes.iter().map(|(place, _)| *place).collect();
        let explains = self.broken_over(&places);
        let settled = match explains.len() {
            1 => "就能对上".to_owned(),
            2 => "两处不符都能对上".to_owned(),
            3 => "三处不符都能对上".to_owned(),
            count => format!("{count} 处不符都能对上"),
        };
        let told = |&(place, by): &Change| {
            let candidate = &self.candidates[place];
            (candidate.cell.name(), candidate.value + by)
        };
        let message = match changes.as_slice() {
            [change] => {
                let (name, value) = told(change);
                format!("{name}一格最可疑：改为 {value}，{settled}")
            }
            several => {
                let parts: Vec<String> = several
                    .iter()
                    .map(told)
                    .map(|(name, value)| format!("{name}改为 {value}"))
                    .collect();
                format!("{} 格最可疑：{}，{settled}", several.len(), parts.join("、"))
            }
        };
        Diagnosis {
            message,
            suspects: places.iter().map(|&place| self.candidates[place].cell).collect(),
            suggestion: changes
                .iter()
                .map(|&(place, by)| {
                    let candidate = &self.candidates[place];
                    (candidate.cell, Number::from(candidate.value + by))
                })
                .collect(),
            explains,
        }
    }

    /// The broken equations in which some cells stand.
    fn broken_over(&self, places: &[usize]) -> Vec<String> {
        let over = |at: usize| places.iter().any(|&place| self.stands_in(place, at));
        (0..self.off.len())
            .filter(|&at| self.off[at] != 0 && over(at))
            .map(|at| self.equations[at].id())
            .collect()
    }

    fn stands_in(&self, place: usize, equation: usize) -> bool {
        self.candidates[place].equations().any(|(at, _)| at == equation)
    }

    /// A count is never below zero.
    fn may_become(&self, place: usize, by: i64) -> bool {
        self.candidates[place].value.checked_add(by).is_some_and(|value| value >= 0)
    }
}

/// Looks for sets of changes that settle everything.
struct Search<'p> {
    puzzle: &'p Puzzle<'p>,
    steps: usize,
    /// The answers, each in the order of the candidates.
    found: Vec<Vec<Change>>,
}

impl Search<'_> {
    /// `off` is what is left to settle in `broken` equations with `cells` further changes. Each
    /// change has to leave fewer broken equations: anything else only moves the mistake around.
    fn go(&mut self, off: &mut Vec<i64>, broken: usize, cells: usize, chosen: &mut Vec<Change>) {
        if broken == 0 {
            let answer = order::by_key(chosen.iter().copied(), |change| *change);
            if !self.found.contains(&answer) {
                self.found.push(answer);
            }
            return;
        }
        if cells == 0 || broken > EQUATIONS * cells {
            return;
        }
        let mut tried: Vec<Change> = Vec::new();
        for at in 0..off.len() {
            if off[at] == 0 {
                continue;
            }
            for place in self.puzzle.members(at) {
                let candidate = &self.puzzle.candidates[place];
                let Some((_, sign)) = candidate.equations().find(|(other, _)| *other == at) else {
                    continue;
                };
                let change = (place, -sign * off[at]);
                let again = chosen.iter().any(|(other, _)| *other == place);
                if again || tried.contains(&change) || !self.puzzle.may_become(place, change.1) {
                    continue;
                }
                let after = candidate.equations().fold(broken, |count, (at, sign)| {
                    let (before, after) = (off[at] != 0, off[at] + sign * change.1 != 0);
                    count + usize::from(after) - usize::from(before)
                });
                if after >= broken {
                    continue;
                }
                if self.steps == 0 {
                    return;
                }
                self.steps -= 1;
                tried.push(change);
                for (at, sign) in candidate.equations() {
                    off[at] += sign * change.1;
                }
                chosen.push(change);
                self.go(off, after, cells - 1, chosen);
                chosen.pop();
                for (at, sign) in candidate.equations() {
                    off[at] -= sign * change.1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::form::{Applicant, ApplicationRow, Cell, DisputeGroup, DisputeOutcome};
    use crate::report::{Number, Report, Value};
    use crate::rules::review;
    use crate::sample;
    use insta::assert_snapshot;

    fn with(changes: &[(ApplicationRow, Applicant, i64)]) -> Report {
        let mut report = sample::consistent();
        for &(row, applicant, by) in changes {
            let entry = report.entries.get_mut(&Cell::Applications(row, applicant)).unwrap();
            let value = entry.number().unwrap() + Number::from(by);
            entry.value = Value::Number(value);
            entry.raw = value.to_string().into();
        }
        report
    }

    fn told(report: Report) -> String {
        let review = review(report);
        let lines = review.diagnoses.iter().map(|diagnosis| {
            let suggested = diagnosis.suggestion.iter().map(|(_, value)| value.to_string());
            format!(
                "{} [{}] {:?}",
                diagnosis.message,
                suggested.collect::<Vec<String>>().join(" "),
                diagnosis.explains
            )
        });
        lines.collect::<Vec<String>>().join("\n")
    }

    use Applicant::{Business, NaturalPerson, Total};
    use ApplicationRow::{CarriedForward, DisposedTotal, Granted, NewlyReceived, Petition};

    #[test]
    fn nothing_broken_needs_no_culprit() {
        assert_snapshot!(told(sample::consistent()), @"");
    }

    #[test]
    fn one_cell_is_told_with_its_value() {
        assert_snapshot!(told(with(&[(Granted, NaturalPerson, 3)])), @r#"予以公开·自然人一格最可疑：改为 4，两处不符都能对上 [4] ["applications-total-mismatch#granted", "applications-disposed-total-mismatch#natural_person"]"#);
        assert_snapshot!(told(with(&[(DisposedTotal, Business, 3)])), @r#"办理结果总计·商业企业一格最可疑：改为 61，三处不符都能对上 [61] ["applications-total-mismatch#disposed_total", "applications-unbalanced#business", "applications-disposed-total-mismatch#business"]"#);
        assert_snapshot!(told(with(&[(Granted, Total, 10)])), @r#"予以公开·总计一格最可疑：改为 19，两处不符都能对上 [19] ["applications-total-mismatch#granted", "applications-disposed-total-mismatch#total"]"#);
        assert_snapshot!(told(with(&[(CarriedForward, Total, 1)])), @r#"结转下年度·总计一格最可疑：改为 17，两处不符都能对上 [17] ["applications-total-mismatch#carried_forward", "applications-unbalanced#total"]"#);
    }

    #[test]
    fn two_cells_are_told_apart() {
        assert_snapshot!(told(with(&[(Granted, NaturalPerson, 3), (Petition, Business, 1)])), @r#"
        予以公开·自然人一格最可疑：改为 4，两处不符都能对上 [4] ["applications-total-mismatch#granted", "applications-disposed-total-mismatch#natural_person"]
        不予处理 1.信访举报投诉类申请·商业企业一格最可疑：改为 3，两处不符都能对上 [3] ["applications-total-mismatch#not_processed.petition", "applications-disposed-total-mismatch#business"]
        "#);
        assert_snapshot!(told(with(&[(Granted, NaturalPerson, 3), (Granted, Business, 1)])), @r#"2 格最可疑：予以公开·自然人改为 4、予以公开·商业企业改为 1，三处不符都能对上 [4 1] ["applications-total-mismatch#granted", "applications-disposed-total-mismatch#natural_person", "applications-disposed-total-mismatch#business"]"#);
        assert_snapshot!(told(with(&[(Granted, NaturalPerson, 3), (NewlyReceived, NaturalPerson, 1)])), @r#"
        本年新收·自然人一格最可疑：改为 61，两处不符都能对上 [61] ["applications-total-mismatch#newly_received", "applications-unbalanced#natural_person"]
        予以公开·自然人一格最可疑：改为 4，两处不符都能对上 [4] ["applications-total-mismatch#granted", "applications-disposed-total-mismatch#natural_person"]
        "#);
    }

    /// Two wrong cells by the same amount: either pair of corners settles everything.
    #[test]
    fn two_answers_name_all_cells_in_question() {
        assert_snapshot!(told(with(&[(Granted, Total, 2), (ApplicationRow::NotHeld, Business, -2)])), @r#"予以公开·商业企业、予以公开·总计、无法提供 1.本机关不掌握相关政府信息·商业企业、无法提供 1.本机关不掌握相关政府信息·总计这 4 格中至少有 2 格可疑，改法不止一种，等式分不清是哪几格 [] ["applications-total-mismatch#granted", "applications-total-mismatch#unavailable.not_held", "applications-disposed-total-mismatch#business", "applications-disposed-total-mismatch#total"]"#);
    }

    #[test]
    fn a_lone_equation_has_no_single_culprit() {
        let mut report = sample::consistent();
        for applicant in [NaturalPerson, Business] {
            let by = if applicant == NaturalPerson { 1 } else { -1 };
            for row in [Granted, Petition] {
                let by = if row == Granted { by } else { -by };
                let entry = report.entries.get_mut(&Cell::Applications(row, applicant)).unwrap();
                entry.value = Value::Number(entry.number().unwrap() + Number::from(by));
            }
        }
        // Four corners that cancel out break nothing at all.
        assert_snapshot!(told(report), @"");
        assert_snapshot!(told(with(&[(Granted, NaturalPerson, 1), (Granted, Business, -1)])), @r#"
        自然人的不符不能由一格解释，等式分不清是哪几格，请逐格核对 [] ["applications-disposed-total-mismatch#natural_person"]
        商业企业的不符不能由一格解释，等式分不清是哪几格，请逐格核对 [] ["applications-disposed-total-mismatch#business"]
        "#);
    }

    #[test]
    fn a_group_of_table_four_is_in_question_as_a_whole() {
        let mut report = sample::consistent();
        let cell = Cell::Disputes(DisputeGroup::DirectSuit, DisputeOutcome::Pending);
        report.entries.get_mut(&cell).unwrap().value = Value::Number(40.into());
        assert_snapshot!(told(report), @r#"行政诉讼（未经复议直接起诉）的 5 格只有一条等式，分不清是哪一格，请逐格核对 [] ["disputes-total-mismatch#direct_suit"]"#);
    }

    /// A cell that was not read leaves its row and column unknown; the rest still tells.
    #[test]
    fn an_unknown_equation_is_never_explained() {
        let mut report = with(&[(Granted, NaturalPerson, 3)]);
        let cell = Cell::Applications(Petition, NaturalPerson);
        report.entries.get_mut(&cell).unwrap().value = Value::Missing("没有读到".to_owned());
        assert_snapshot!(told(report), @r#"予以公开·自然人一格最可疑：改为 4，就能对上 [4] ["applications-total-mismatch#granted"]"#);
    }

    /// 9 against 10 elsewhere: the cell that would have to be −1 is no suspect.
    #[test]
    fn no_suggestion_is_below_zero() {
        let mut report = with(&[]);
        let set = |report: &mut Report, row, applicant, value: i64| {
            report.entries.get_mut(&Cell::Applications(row, applicant)).unwrap().value =
                Value::Number(value.into());
        };
        for row in ApplicationRow::of(report.edition) {
            for applicant in Applicant::ALL {
                set(&mut report, *row, applicant, 0);
            }
        }
        set(&mut report, Granted, Total, 2);
        set(&mut report, DisposedTotal, Business, 2);
        let diagnoses = review(report).diagnoses;
        assert!(!diagnoses.is_empty());
        for diagnosis in diagnoses {
            assert!(diagnosis.suggestion.iter().all(|(_, value)| !value.is_negative()));
        }
    }
}
