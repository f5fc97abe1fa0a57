//! The content of a page: a small interpreter of its operators that keeps the glyphs and the
//! straight lines, and nothing else.
//!
//! Colours, clips, patterns and images are passed over. Invisible text (render mode 3) counts:
//! that is how a scan carries the text that was recognised in it.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources};

use super::Trouble;
use super::font::Font;
use super::geometry::{Frame, Matrix, Point};
use super::limits::{Budget, FORM_DEPTH, PATH_POINTS, STATE_DEPTH};
use super::streams;

/// How much of a glyph's height stands above its base line; the rest hangs below.
const ASCENT: f64 = 0.88;
/// Filled shapes at most this thick, in points, are rulings.
const THIN: f64 = 3.0;
/// Lines stroked thicker than this, in points, are areas.
const THICK_STROKE: f64 = 6.0;
/// How many points a line may stray from upright or level.
const STRAY: f64 = 0.75;

/// A piece of text at its place: mostly one character, more for a ligature.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub text: Rc<str>,
    pub frame: Frame,
    /// Quarter turns clockwise of its base line; `None` for text that runs askew.
    pub turn: Option<u8>,
}

impl Glyph {
    /// Whether it is nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(|found| found.is_whitespace() || found == '\u{0}')
    }
}

/// A level or upright straight line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ruling {
    pub is_level: bool,
    /// Its place across: y of a level one, x of an upright one.
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

/// What stands on a page, in the order in which it is drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct PageContent {
    pub glyphs: Vec<Glyph>,
    pub rulings: Vec<Ruling>,
    pub has_images: bool,
}

/// Fonts that were read already, by their place in the file.
pub(super) type Fonts = HashMap<FontKey, Font>;

/// The object that a font is, or where its dictionary stands in memory if it is none of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum FontKey {
    Object(u32, i32),
    Inline(usize),
}

/// Reads what a page shows within its crop box.
///
/// # Errors
/// If it costs more than the limits allow.
pub(super) fn read_page<'a>(
    page: &Page<'a>,
    fonts: &mut Fonts,
    budget: &mut Budget,
) -> Result<PageContent, Trouble> {
    let mut data = Vec::new();
    if let Some(stream) = page.raw().get::<Stream<'_>>(b"Contents") {
        data.extend_from_slice(&streams::decode(&stream, budget)?.unwrap_or_default());
    } else if let Some(parts) = page.raw().get::<Array<'_>>(b"Contents") {
        for part in parts.iter::<Stream<'_>>() {
            budget.spend(1)?;
            data.extend_from_slice(&streams::decode(&part, budget)?.unwrap_or_default());
            data.push(b'\n');
        }
    }
    let (width, height) = page.render_dimensions();
    let sheet = Frame { left: 0.0, top: 0.0, right: f64::from(width), bottom: f64::from(height) };
    let to_sheet = Matrix(page.initial_transform(true).as_coeffs());
    let mut reader = Interpreter {
        fonts,
        budget,
        sheet,
        state: State::new(to_sheet),
        saved: Vec::new(),
        path: Path::default(),
        text_matrix: Matrix::IDENTITY,
        line_matrix: Matrix::IDENTITY,
        content: PageContent::default(),
    };
    reader.run(&data, page.resources(), 0)?;
    Ok(reader.content)
}

#[derive(Clone)]
struct State {
    to_sheet: Matrix,
    line_width: f64,
    font: Option<FontKey>,
    size: f64,
    character_spacing: f64,
    word_spacing: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

impl State {
    fn new(to_sheet: Matrix) -> State {
        State {
            to_sheet,
            line_width: 1.0,
            font: None,
            size: 0.0,
            character_spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

/// The path under construction, in page space.
#[derive(Default)]
struct Path {
    parts: Vec<Part>,
    points: usize,
    /// The current point, in user space.
    last: (f64, f64),
}

#[derive(Default)]
struct Part {
    points: Vec<Point>,
    is_curved: bool,
}

struct Interpreter<'f> {
    fonts: &'f mut Fonts,
    budget: &'f mut Budget,
    sheet: Frame,
    state: State,
    saved: Vec<State>,
    path: Path,
    text_matrix: Matrix,
    line_matrix: Matrix,
    content: PageContent,
}

impl Interpreter<'_> {
    fn run(&mut self, data: &[u8], resources: &Resources<'_>, depth: usize) -> Result<(), Trouble> {
        let mut operators = TypedIter::new(data);
        let floor = self.saved.len();
        while let Some(operator) = operators.next() {
            self.budget.spend(1)?;
            self.apply(operator, resources, depth, floor)?;
        }
        // A form that forgets to restore must not change what follows it.
        if self.saved.len() > floor {
            self.state = self.saved[floor].clone();
            self.saved.truncate(floor);
        }
        Ok(())
    }

    fn apply(
        &mut self,
        operator: Op<'_, '_>,
        resources: &Resources<'_>,
        depth: usize,
        floor: usize,
    ) -> Result<(), Trouble> {
        match operator {
            Op::SaveState(_) => {
                if self.saved.len() >= STATE_DEPTH {
                    return Err(Trouble::Limit("图形状态嵌套过深"));
                }
                self.saved.push(self.state.clone());
            }
            Op::RestoreState(_) if self.saved.len() > floor => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            Op::Transform(m) => {
                let matrix = matrix([m.0, m.1, m.2, m.3, m.4, m.5]).then(self.state.to_sheet);
                if matrix.is_sane() {
                    self.state.to_sheet = matrix;
                }
            }
            Op::LineWidth(width) => self.state.line_width = width.0.as_f64(),
            Op::SetGraphicsState(name) => {
                if let Some(dict) = resources.get_ext_g_state(name.0) {
                    self.set_graphics_state(&dict)?;
                }
            }
            Op::XObject(name) => self.draw_object(name.0, resources, depth)?,
            Op::InlineImage(_) => self.content.has_images = true,

            Op::MoveTo(p) => self.move_to(p.0.as_f64(), p.1.as_f64()),
            Op::LineTo(p) => self.line_to(p.0.as_f64(), p.1.as_f64(), false),
            Op::CubicTo(p) => self.line_to(p.4.as_f64(), p.5.as_f64(), true),
            Op::CubicStartTo(p) => self.line_to(p.2.as_f64(), p.3.as_f64(), true),
            Op::CubicEndTo(p) => self.line_to(p.2.as_f64(), p.3.as_f64(), true),
            Op::ClosePath(_) => self.close(),
            Op::RectPath(r) => {
                let (x, y) = (r.0.as_f64(), r.1.as_f64());
                let (width, height) = (r.2.as_f64(), r.3.as_f64());
                self.move_to(x, y);
                self.line_to(x + width, y, false);
                self.line_to(x + width, y + height, false);
                self.line_to(x, y + height, false);
                self.close();
            }
            Op::StrokePath(_) => self.paint(true, false),
            Op::CloseAndStrokePath(_) => {
                self.close();
                self.paint(true, false);
            }
            Op::FillPathNonZero(_)
            | Op::FillPathNonZeroCompatibility(_)
            | Op::FillPathEvenOdd(_) => self.paint(false, true),
            Op::FillAndStrokeNonZero(_) | Op::FillAndStrokeEvenOdd(_) => self.paint(true, true),
            Op::CloseFillAndStrokeNonZero(_) | Op::CloseFillAndStrokeEvenOdd(_) => {
                self.close();
                self.paint(true, true);
            }
            Op::EndPath(_) => self.path = Path::default(),

            Op::CharacterSpacing(value) => self.state.character_spacing = value.0.as_f64(),
            Op::WordSpacing(value) => self.state.word_spacing = value.0.as_f64(),
            Op::HorizontalScaling(value) => self.state.stretch = value.0.as_f64() / 100.0,
            Op::TextLeading(value) => self.state.leading = value.0.as_f64(),
            Op::TextRise(value) => self.state.rise = value.0.as_f64(),
            Op::TextFont(font) => {
                self.state.size = font.1.as_f64();
                self.select_font(font.0, &resources.fonts)?;
            }
            Op::BeginText(_) => self.set_text_matrix(Matrix::IDENTITY),
            Op::SetTextMatrix(m) => {
                self.set_text_matrix(matrix([m.0, m.1, m.2, m.3, m.4, m.5]));
            }
            Op::NextLine(by) => self.next_line(by.0.as_f64(), by.1.as_f64()),
            Op::NextLineAndSetLeading(by) => {
                self.state.leading = -by.1.as_f64();
                self.next_line(by.0.as_f64(), by.1.as_f64());
            }
            Op::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            Op::ShowText(text) => self.show(text.0.as_bytes())?,
            Op::NextLineAndShowText(text) => {
                self.next_line(0.0, -self.state.leading);
                self.show(text.0.as_bytes())?;
            }
            Op::ShowTextWithParameters(text) => {
                self.state.word_spacing = text.0.as_f64();
                self.state.character_spacing = text.1.as_f64();
                self.next_line(0.0, -self.state.leading);
                self.show(text.2.as_bytes())?;
            }
            Op::ShowTexts(items) => {
                for item in items.0.iter::<Object<'_>>() {
                    match item {
                        Object::String(text) => self.show(text.as_bytes())?,
                        Object::Number(back) => self.move_on(-back.as_f64() / 1000.0),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn set_graphics_state(&mut self, dict: &Dict<'_>) -> Result<(), Trouble> {
        if let Some(width) = dict.get::<f32>(b"LW") {
            self.state.line_width = f64::from(width);
        }
        if let Some(pair) = dict.get::<Array<'_>>(b"Font") {
            let mut items = pair.flex_iter();
            if let (Some(font), Some(size)) = (items.next::<Dict<'_>>(), items.next::<f32>()) {
                self.state.size = f64::from(size);
                self.use_font(&font)?;
            }
        }
        Ok(())
    }

    fn select_font(&mut self, name: &Name<'_>, fonts: &Dict<'_>) -> Result<(), Trouble> {
        match fonts.get::<Dict<'_>>(name) {
            Some(dict) => self.use_font(&dict),
            None => {
                self.state.font = None;
                Ok(())
            }
        }
    }

    fn use_font(&mut self, dict: &Dict<'_>) -> Result<(), Trouble> {
        let key = match dict.obj_id() {
            Some(id) => FontKey::Object(id.obj_number, id.gen_number),
            None => FontKey::Inline(dict.data().as_ptr() as usize),
        };
        if !self.fonts.contains_key(&key) {
            let font = Font::new(Some(dict), self.budget)?;
            self.fonts.insert(key, font);
        }
        self.state.font = Some(key);
        Ok(())
    }

    fn draw_object(
        &mut self,
        name: &Name<'_>,
        resources: &Resources<'_>,
        depth: usize,
    ) -> Result<(), Trouble> {
        let Some(stream) = resources.get_x_object(name) else { return Ok(()) };
        match stream.dict().get::<Name<'_>>(b"Subtype").as_deref() {
            Some(b"Form") => {}
            Some(b"Image") => {
                self.content.has_images = true;
                return Ok(());
            }
            _ => return Ok(()),
        }
        if depth >= FORM_DEPTH {
            return Err(Trouble::Limit("内容嵌套过深"));
        }
        let Some(data) = streams::decode(&stream, self.budget)? else { return Ok(()) };
        let outer = self.state.clone();
        let matrices = (self.text_matrix, self.line_matrix);
        if let Some(own) = stream.dict().get::<[f32; 6]>(b"Matrix") {
            let inner = Matrix(own.map(f64::from)).then(self.state.to_sheet);
            if inner.is_sane() {
                self.state.to_sheet = inner;
            }
        }
        let done = match stream.dict().get::<Dict<'_>>(b"Resources") {
            Some(own) => self.run(&data, &Resources::new(own), depth + 1),
            None => self.run(&data, resources, depth + 1),
        };
        self.state = outer;
        (self.text_matrix, self.line_matrix) = matrices;
        done
    }

    fn move_to(&mut self, x: f64, y: f64) {
        self.path.last = (x, y);
        let point = self.state.to_sheet.apply(x, y);
        self.path.parts.push(Part { points: vec![point], is_curved: false });
        self.path.points += 1;
        self.drop_drawing();
    }

    fn line_to(&mut self, x: f64, y: f64, is_curved: bool) {
        self.path.last = (x, y);
        let point = self.state.to_sheet.apply(x, y);
        match self.path.parts.last_mut() {
            Some(part) => {
                part.points.push(point);
                part.is_curved |= is_curved;
            }
            None => self.path.parts.push(Part { points: vec![point], is_curved }),
        }
        self.path.points += 1;
        self.drop_drawing();
    }

    fn drop_drawing(&mut self) {
        if self.path.points > PATH_POINTS {
            self.path = Path::default();
        }
    }

    fn close(&mut self) {
        if let Some(part) = self.path.parts.last_mut()
            && let Some(&first) = part.points.first()
        {
            part.points.push(first);
        }
    }

    /// Keeps the straight lines of the path and ends it.
    fn paint(&mut self, is_stroked: bool, is_filled: bool) {
        let path = std::mem::take(&mut self.path);
        let thickness = self.state.line_width.abs() * self.scale();
        if is_stroked && thickness <= THICK_STROKE {
            for part in path.parts.iter().filter(|part| !part.is_curved) {
                for pair in part.points.windows(2) {
                    self.rule(pair[0], pair[1]);
                }
            }
        }
        if !is_filled || is_stroked {
            return;
        }
        let straight = path.parts.iter().filter(|part| !part.is_curved && part.points.len() > 2);
        let mut frames: Vec<Frame> =
            straight.filter_map(|part| Frame::around(&part.points)).collect();
        self.rule_thin(&frames);
        // A hollow frame is drawn as a box with a slightly smaller box taken out of it.
        if frames.len() == 2 {
            frames.sort_by(|one, other| other.width().total_cmp(&one.width()));
            let (outer, inner) = (frames[0], frames[1]);
            let gaps = [
                inner.left - outer.left,
                inner.top - outer.top,
                outer.right - inner.right,
                outer.bottom - inner.bottom,
            ];
            if gaps.iter().all(|gap| (0.0..=THIN).contains(gap)) {
                let corner = |x, y| Point { x, y };
                let corners = [
                    corner(outer.left, outer.top),
                    corner(outer.right, outer.top),
                    corner(outer.right, outer.bottom),
                    corner(outer.left, outer.bottom),
                    corner(outer.left, outer.top),
                ];
                for pair in corners.windows(2) {
                    self.rule(pair[0], pair[1]);
                }
            }
        }
    }

    /// Filled boxes that are thin are how most word processors draw borders.
    fn rule_thin(&mut self, frames: &[Frame]) {
        for frame in frames {
            let center = frame.center();
            let is_dot = frame.width() <= THIN && frame.height() <= THIN;
            if frame.height() <= THIN && (is_dot || frame.width() > frame.height()) {
                self.keep(Ruling {
                    is_level: true,
                    at: center.y,
                    from: frame.left,
                    to: frame.right,
                });
            }
            // A dot may belong to a dotted line either way.
            if frame.width() <= THIN && (is_dot || frame.height() > frame.width()) {
                self.keep(Ruling {
                    is_level: false,
                    at: center.x,
                    from: frame.top,
                    to: frame.bottom,
                });
            }
        }
    }

    fn rule(&mut self, from: Point, to: Point) {
        let (width, height) = ((to.x - from.x).abs(), (to.y - from.y).abs());
        let ruling = if height <= STRAY && width > height {
            Ruling {
                is_level: true,
                at: (from.y + to.y) / 2.0,
                from: from.x.min(to.x),
                to: from.x.max(to.x),
            }
        } else if width <= STRAY && height > width {
            Ruling {
                is_level: false,
                at: (from.x + to.x) / 2.0,
                from: from.y.min(to.y),
                to: from.y.max(to.y),
            }
        } else {
            return;
        };
        self.keep(ruling);
    }

    fn keep(&mut self, ruling: Ruling) {
        if [ruling.at, ruling.from, ruling.to].iter().all(|value| value.is_finite()) {
            self.content.rulings.push(ruling);
        }
    }

    /// How much larger a unit is on the page.
    fn scale(&self) -> f64 {
        let [a, b, c, d, ..] = self.state.to_sheet.0;
        (a * d - b * c).abs().sqrt()
    }

    fn set_text_matrix(&mut self, matrix: Matrix) {
        let matrix = if matrix.is_sane() { matrix } else { Matrix::IDENTITY };
        (self.text_matrix, self.line_matrix) = (matrix, matrix);
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.set_text_matrix(Matrix::shift(x, y).then(self.line_matrix));
    }

    /// Moves on along the line by parts of the font size.
    fn move_on(&mut self, by: f64) {
        let is_vertical = self.current_font().is_some_and(|font| font.is_vertical);
        let by = by * self.state.size;
        let step = if is_vertical {
            Matrix::shift(0.0, by)
        } else {
            Matrix::shift(by * self.state.stretch, 0.0)
        };
        self.text_matrix = step.then(self.text_matrix);
    }

    fn current_font(&self) -> Option<&Font> {
        self.fonts.get(&self.state.font?)
    }

    fn show(&mut self, text: &[u8]) -> Result<(), Trouble> {
        let Some(key) = self.state.font else { return Ok(()) };
        let mut rest = text;
        loop {
            let Some(font) = self.fonts.get_mut(&key) else { return Ok(()) };
            let is_vertical = font.is_vertical;
            let Some(meaning) = font.next(&mut rest) else { return Ok(()) };
            self.budget.spend(1)?;
            let state = &self.state;
            let to_sheet = self.text_matrix.then(state.to_sheet);
            let advance = meaning.advance / 1000.0 * state.size;
            let spacing = state.character_spacing
                + if meaning.is_space_code { state.word_spacing } else { 0.0 };
            let (size, rise) = (state.size, state.rise);
            let (corners, step) = if is_vertical {
                let half = size / 2.0;
                let corners = [(-half, advance), (half, advance), (-half, 0.0), (half, 0.0)];
                (corners, Matrix::shift(0.0, advance + spacing))
            } else {
                let (low, high) = (rise - (1.0 - ASCENT) * size, rise + ASCENT * size);
                let wide = advance * state.stretch;
                let corners = [(0.0, low), (wide, low), (0.0, high), (wide, high)];
                (corners, Matrix::shift((advance + spacing) * state.stretch, 0.0))
            };
            let points = corners.map(|(x, y)| to_sheet.apply(x, y));
            if let Some(frame) = Frame::around(&points)
                && self.sheet.holds(frame.center(), 1.0)
            {
                let turn = turn_of(to_sheet, size);
                self.content.glyphs.push(Glyph { text: meaning.text, frame, turn });
            }
            let next = step.then(self.text_matrix);
            if !next.is_sane() {
                return Ok(());
            }
            self.text_matrix = next;
        }
    }
}

/// Which way a base line runs on the page, in quarter turns clockwise.
fn turn_of(to_sheet: Matrix, size: f64) -> Option<u8> {
    let [a, b, ..] = to_sheet.0;
    let (x, y) = (a * size, b * size);
    // At most about five degrees askew.
    if y.abs() <= x.abs() * 0.09 {
        Some(if x >= 0.0 { 0 } else { 2 })
    } else if x.abs() <= y.abs() * 0.09 {
        Some(if y >= 0.0 { 1 } else { 3 })
    } else {
        None
    }
}

fn matrix(numbers: [Number; 6]) -> Matrix {
    Matrix(numbers.map(|number| number.as_f64()))
}
