//! A picture of few colours, and what can be drawn on it. Whatever lies beyond the edge is not
//! drawn.

use super::font::{self, GLYPH_HEIGHT, GLYPH_WIDTH};

/// The colours, in the order of the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Paper,
    Light,
    Grey,
    Dark,
    Blue,
    Green,
    Red,
    Brown,
    Sand,
    Violet,
}

impl Ink {
    /// Red, green and blue of each, in that order.
    pub(super) const PALETTE: &[[u8; 3]] = &[
        [252, 252, 250],
        [232, 236, 240],
        [176, 184, 192],
        [44, 50, 58],
        [54, 104, 168],
        [74, 150, 108],
        [190, 68, 58],
        [150, 112, 76],
        [226, 208, 178],
        [122, 96, 160],
    ];

    /// One of the colours that goods have.
    pub(super) const fn tint(nth: usize) -> Self {
        match nth {
            0 => Self::Blue,
            1 => Self::Green,
            2 => Self::Violet,
            _ => Self::Brown,
        }
    }

    const fn index(self) -> u8 {
        match self {
            Self::Paper => 0,
            Self::Light => 1,
            Self::Grey => 2,
            Self::Dark => 3,
            Self::Blue => 4,
            Self::Green => 5,
            Self::Red => 6,
            Self::Brown => 7,
            Self::Sand => 8,
            Self::Violet => 9,
        }
    }
}

/// Rows of palette indices.
pub(super) struct Canvas {
    width: usize,
    pixels: Vec<u8>,
}

impl Canvas {
    /// An empty sheet.
    pub(super) fn new(width: usize, height: usize, ground: Ink) -> Self {
        Self {
            width,
            pixels: vec![ground.index(); width * height],
        }
    }

    /// Its width.
    pub(super) const fn width(&self) -> usize {
        self.width
    }

    /// Its rows, from the top.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.pixels.chunks(self.width)
    }

    /// A filled rectangle.
    pub(super) fn rect(&mut self, left: usize, top: usize, width: usize, height: usize, ink: Ink) {
        let right = left.saturating_add(width).min(self.width);
        for row in self.pixels.chunks_mut(self.width).skip(top).take(height) {
            if let Some(part) = row.get_mut(left..right) {
                part.fill(ink.index());
            }
        }
    }

    /// A filled ellipse around a point.
    pub(super) fn ellipse(&mut self, x: usize, y: usize, wide: usize, high: usize, ink: Ink) {
        let (wide2, high2) = (wide * wide, high * high);
        for up in 0..=high {
            let mut half = wide;
            while half > 0 && half * half * high2 + up * up * wide2 > wide2 * high2 {
                half -= 1;
            }
            let left = x.saturating_sub(half);
            self.rect(left, y + up, half * 2, 1, ink);
            self.rect(left, y.saturating_sub(up), half * 2, 1, ink);
        }
    }

    /// A straight line with a square pen.
    pub(super) fn line(
        &mut self,
        (x0, y0): (usize, usize),
        (x1, y1): (usize, usize),
        pen: usize,
        ink: Ink,
    ) {
        let steps = x0.abs_diff(x1).max(y0.abs_diff(y1)).max(1);
        let between =
            |from: usize, to: usize, step: usize| (from * (steps - step) + to * step) / steps;
        for step in 0..=steps {
            let (x, y) = (between(x0, x1, step), between(y0, y1, step));
            self.rect(
                x.saturating_sub(pen / 2),
                y.saturating_sub(pen / 2),
                pen,
                pen,
                ink,
            );
        }
    }

    /// A ground that goes from one colour at the top over to another.
    pub(super) fn shade(&mut self, top: Ink, bottom: Ink) {
        const PATTERN: [[usize; 4]; 4] =
            [[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]];
        let height = (self.pixels.len() / self.width.max(1)).max(1);
        for (y, row) in self.pixels.chunks_mut(self.width).enumerate() {
            for (x, pixel) in row.iter_mut().enumerate() {
                let cell = PATTERN.get(y % 4).and_then(|row| row.get(x % 4));
                let threshold = cell.copied().unwrap_or_default();
                let below = y * 16 / height > threshold;
                *pixel = if below { bottom.index() } else { top.index() };
            }
        }
    }

    /// Digits and points; `size` is the side of one dot.
    pub(super) fn text(&mut self, left: usize, top: usize, size: usize, text: &str, ink: Ink) {
        for (place, character) in text.chars().enumerate() {
            let x = left + place * (GLYPH_WIDTH + 1) * size;
            for (row, bits) in font::glyph(character)
                .into_iter()
                .enumerate()
                .take(GLYPH_HEIGHT)
            {
                for column in 0..GLYPH_WIDTH {
                    if bits >> (GLYPH_WIDTH - 1 - column) & 1 == 1 {
                        self.rect(x + column * size, top + row * size, size, size, ink);
                    }
                }
            }
        }
    }
}
