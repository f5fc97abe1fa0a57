//! Matrices and boxes in page space: points, from the upper left corner of the page as it is
//! seen, y downwards.

/// A place on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub x: f64,
    pub y: f64,
}

/// An affine map, in the order of the PDF operators: `[a b c d e f]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub [f64; 6]);

impl Matrix {
    pub const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub fn shift(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First `self`, then `outer`.
    pub fn then(self, outer: Matrix) -> Matrix {
        let ([a, b, c, d, e, f], o) = (self.0, outer.0);
        Matrix([
            a * o[0] + b * o[2],
            a * o[1] + b * o[3],
            c * o[0] + d * o[2],
            c * o[1] + d * o[3],
            e * o[0] + f * o[2] + o[4],
            e * o[1] + f * o[3] + o[5],
        ])
    }

    pub fn apply(self, x: f64, y: f64) -> Point {
        let [a, b, c, d, e, f] = self.0;
        Point { x: a * x + c * y + e, y: b * x + d * y + f }
    }

    /// Whether all of it are numbers of a size that occurs on pages.
    pub fn is_sane(self) -> bool {
        self.0.iter().all(|value| value.is_finite() && value.abs() < 1e7)
    }
}

/// An upright box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Frame {
    /// The smallest box around some points; `None` for no point.
    pub fn around(points: &[Point]) -> Option<Frame> {
        let first = points.first()?;
        let start = Frame { left: first.x, top: first.y, right: first.x, bottom: first.y };
        Some(points.iter().fold(start, |frame, point| Frame {
            left: frame.left.min(point.x),
            top: frame.top.min(point.y),
            right: frame.right.max(point.x),
            bottom: frame.bottom.max(point.y),
        }))
    }

    /// The smallest box over both.
    pub fn union(self, other: Frame) -> Frame {
        Frame {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    pub fn width(self) -> f64 {
        self.right - self.left
    }

    pub fn height(self) -> f64 {
        self.bottom - self.top
    }

    pub fn center(self) -> Point {
        Point { x: (self.left + self.right) / 2.0, y: (self.top + self.bottom) / 2.0 }
    }

    /// Whether a place lies in the box grown by `margin` on every side.
    pub fn holds(self, point: Point, margin: f64) -> bool {
        point.x >= self.left - margin
            && point.x <= self.right + margin
            && point.y >= self.top - margin
            && point.y <= self.bottom + margin
    }

    /// The same box after the page is turned by `quarters` quarter turns clockwise.
    ///
    /// The page's size is left out: only the order of things counts afterwards.
    pub fn turned(self, quarters: u8) -> Frame {
        match quarters % 4 {
            0 => self,
            1 => Frame { left: -self.bottom, top: self.left, right: -self.top, bottom: self.right },
            2 => {
                Frame { left: -self.right, top: -self.bottom, right: -self.left, bottom: -self.top }
            }
            _ => Frame { left: self.top, top: -self.right, right: self.bottom, bottom: -self.left },
        }
    }
}
