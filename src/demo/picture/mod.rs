//! Pictures for the demonstration, drawn by the program: order cards, slips and simple views of
//! goods. No photograph and no face of anybody is in them.

mod canvas;
mod font;
mod png;

use hejie_domain::money::Fen;
use hejie_domain::text::Sha256Hash;
use serde::Deserialize;

use self::canvas::{Canvas, Ink};

/// What is to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Motif {
    /// An order as an app shows it.
    Order,
    /// A transfer or refund, with its amount.
    Payment,
    /// A conversation of bubbles.
    Chat,
    /// A box with a label.
    Parcel,
    /// An appliance on a table, with a crack.
    Appliance,
    /// A garment with a stain.
    Garment,
    /// A packet of food with a date.
    Food,
    /// A page with a round seal.
    Official,
}

/// What the picture mentions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'a> {
    /// The order.
    pub(super) order: &'a str,
    /// The sum.
    pub(super) amount: Fen,
    /// The file's name: two pictures of one dispute do not look the same.
    pub(super) name: &'a str,
}

const WIDTH: usize = 540;
const HEIGHT: usize = 720;

/// The picture as a PNG file.
pub(super) fn draw(motif: Motif, shown: &Shown<'_>) -> Vec<u8> {
    let mut canvas = Canvas::new(WIDTH, HEIGHT, Ink::Paper);
    let chance = Chance::of(shown);
    match motif {
        Motif::Order => order(&mut canvas, shown, &chance),
        Motif::Payment => payment(&mut canvas, shown, &chance),
        Motif::Chat => chat(&mut canvas, &chance),
        Motif::Parcel => parcel(&mut canvas, shown, &chance),
        Motif::Appliance => appliance(&mut canvas, &chance),
        Motif::Garment => garment(&mut canvas, &chance),
        Motif::Food => food(&mut canvas, shown, &chance),
        Motif::Official => official(&mut canvas, shown, &chance),
    }
    png::encode(&canvas)
}

/// Small differences that are the same each time.
struct Chance([u8; 32]);

impl Chance {
    fn of(shown: &Shown<'_>) -> Self {
        let parts = [shown.order.as_bytes(), shown.name.as_bytes()];
        Self(*Sha256Hash::of("hejie-demo-picture-v1", &parts).bytes())
    }

    /// A number below `end`.
    fn below(&self, nth: usize, end: usize) -> usize {
        let byte = self.0.get(nth % self.0.len()).copied().unwrap_or_default();
        usize::from(byte) % end.max(1)
    }
}

/// Lines that stand for words.
fn words(canvas: &mut Canvas, left: usize, top: usize, lines: usize, chance: &Chance) {
    for line in 0..lines {
        let length = 160 + chance.below(line + top, 220);
        canvas.rect(left, top + line * 30, length, 12, Ink::Grey);
    }
}

fn sum(amount: Fen) -> String {
    let fen = amount.get();
    format!("{}.{:02}", fen / 100, fen % 100)
}

fn order(canvas: &mut Canvas, shown: &Shown<'_>, chance: &Chance) {
    canvas.rect(0, 0, WIDTH, 84, Ink::Blue);
    canvas.rect(30, 34, 120, 18, Ink::Paper);
    canvas.rect(30, 120, 150, 150, Ink::Light);
    canvas.ellipse(
        105,
        195,
        40 + chance.below(3, 24),
        40,
        Ink::tint(chance.below(5, 4)),
    );
    words(canvas, 205, 130, 3, chance);
    canvas.text(205, 235, 5, &sum(shown.amount), Ink::Red);
    canvas.rect(30, 300, WIDTH - 60, 2, Ink::Grey);
    words(canvas, 30, 330, 4, chance);
    canvas.text(30, 470, 4, shown.order, Ink::Dark);
    canvas.rect(30, 540, WIDTH - 60, 2, Ink::Grey);
    canvas.rect(330, 600, 180, 56, Ink::Blue);
}

fn payment(canvas: &mut Canvas, shown: &Shown<'_>, chance: &Chance) {
    canvas.rect(0, 0, WIDTH, 84, Ink::Green);
    canvas.ellipse(WIDTH / 2, 190, 56, 56, Ink::Green);
    canvas.line((WIDTH / 2 - 26, 192), (WIDTH / 2 - 6, 212), 8, Ink::Paper);
    canvas.line((WIDTH / 2 - 6, 212), (WIDTH / 2 + 30, 168), 8, Ink::Paper);
    canvas.text(150, 290, 9, &sum(shown.amount), Ink::Dark);
    canvas.rect(30, 390, WIDTH - 60, 2, Ink::Grey);
    words(canvas, 30, 420, 5, chance);
    canvas.text(30, 600, 4, shown.order, Ink::Dark);
}

fn chat(canvas: &mut Canvas, chance: &Chance) {
    canvas.rect(0, 0, WIDTH, HEIGHT, Ink::Light);
    canvas.rect(0, 0, WIDTH, 70, Ink::Paper);
    for bubble in 0..6 {
        let own = chance.below(bubble, 2) == 0;
        let width = 180 + chance.below(bubble + 7, 180);
        let left = if own { WIDTH - width - 80 } else { 80 };
        let top = 100 + bubble * 98;
        let ink = if own { Ink::Green } else { Ink::Paper };
        canvas.rect(left, top, width, 66, ink);
        canvas.rect(left + 16, top + 16, width - 60, 10, Ink::Grey);
        canvas.rect(left + 16, top + 40, width / 2, 10, Ink::Grey);
        let face = if own { WIDTH - 42 } else { 42 };
        canvas.ellipse(face, top + 30, 26, 26, Ink::tint(usize::from(own)));
    }
}

fn parcel(canvas: &mut Canvas, shown: &Shown<'_>, chance: &Chance) {
    canvas.shade(Ink::Light, Ink::Grey);
    canvas.rect(70, 200, 400, 340, Ink::Brown);
    canvas.rect(250, 200, 40, 340, Ink::Sand);
    canvas.rect(110, 300, 200, 130, Ink::Paper);
    canvas.text(120, 314, 2, shown.order, Ink::Dark);
    for bar in 0..24 {
        let width = 2 + chance.below(bar, 4);
        canvas.rect(122 + bar * 7, 350, width, 50, Ink::Dark);
    }
    let torn = 330 + chance.below(2, 60);
    canvas.line((torn, 200), (torn + 40, 280), 6, Ink::Dark);
    canvas.line((torn + 40, 280), (torn + 10, 340), 6, Ink::Dark);
}

fn appliance(canvas: &mut Canvas, chance: &Chance) {
    canvas.shade(Ink::Sand, Ink::Light);
    canvas.rect(0, 560, WIDTH, 160, Ink::Brown);
    canvas.rect(150, 170, 240, 400, Ink::Paper);
    canvas.rect(150, 170, 240, 16, Ink::Grey);
    for row in 0..7 {
        canvas.rect(175, 420 + row * 18, 190, 6, Ink::Grey);
    }
    canvas.ellipse(270, 270, 54, 54, Ink::tint(chance.below(1, 4)));
    let from = 190 + chance.below(4, 90);
    canvas.line((from, 200), (from + 50, 300), 4, Ink::Red);
    canvas.line((from + 50, 300), (from + 20, 390), 4, Ink::Red);
}

fn garment(canvas: &mut Canvas, chance: &Chance) {
    canvas.shade(Ink::Light, Ink::Sand);
    let ink = Ink::tint(chance.below(2, 4));
    canvas.rect(150, 180, 240, 380, ink);
    canvas.line((150, 200), (70, 330), 60, ink);
    canvas.line((390, 200), (470, 330), 60, ink);
    canvas.ellipse(270, 180, 50, 26, Ink::Light);
    canvas.ellipse(
        210 + chance.below(6, 110),
        330 + chance.below(8, 130),
        24,
        18,
        Ink::Dark,
    );
}

fn food(canvas: &mut Canvas, shown: &Shown<'_>, chance: &Chance) {
    canvas.shade(Ink::Sand, Ink::Brown);
    canvas.rect(120, 120, 300, 480, Ink::Red);
    canvas.rect(120, 120, 300, 40, Ink::Grey);
    canvas.ellipse(270, 310, 100, 80, Ink::Sand);
    for piece in 0..5 {
        let (x, y) = (200 + piece * 32, 280 + chance.below(piece, 60));
        canvas.ellipse(x, y, 18, 12, Ink::Brown);
    }
    canvas.rect(150, 500, 240, 60, Ink::Paper);
    let day: String = shown.order.chars().take(8).collect();
    canvas.text(160, 515, 5, &day, Ink::Dark);
}

fn official(canvas: &mut Canvas, shown: &Shown<'_>, chance: &Chance) {
    canvas.rect(150, 60, 240, 26, Ink::Dark);
    canvas.rect(40, 120, WIDTH - 80, 3, Ink::Red);
    words(canvas, 60, 160, 9, chance);
    canvas.text(60, 460, 3, shown.order, Ink::Dark);
    canvas.ellipse(390, 560, 84, 84, Ink::Red);
    canvas.ellipse(390, 560, 74, 74, Ink::Paper);
    canvas.ellipse(390, 560, 24, 24, Ink::Red);
    words(canvas, 60, 520, 3, chance);
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Motif; 8] = [
        Motif::Order,
        Motif::Payment,
        Motif::Chat,
        Motif::Parcel,
        Motif::Appliance,
        Motif::Garment,
        Motif::Food,
        Motif::Official,
    ];

    fn shown(name: &str) -> Shown<'_> {
        Shown {
            order: "202611221234567890",
            amount: Fen::new(12_980).unwrap(),
            name,
        }
    }

    #[test]
    fn every_picture_is_taken_for_what_it_is() {
        for motif in ALL {
            let file = draw(motif, &shown("a.png"));
            let seen = crate::storage::sniff(&file);
            assert_eq!(
                seen,
                Some(hejie_domain::evidence::MediaType::Png),
                "{motif:?}"
            );
            assert!(
                (600..60_000).contains(&file.len()),
                "{motif:?}: {}",
                file.len()
            );
        }
    }

    #[test]
    fn the_same_picture_is_drawn_again_and_another_name_makes_another() {
        for motif in ALL {
            assert_eq!(draw(motif, &shown("a.png")), draw(motif, &shown("a.png")));
            assert_ne!(draw(motif, &shown("a.png")), draw(motif, &shown("b.png")));
        }
    }
}
