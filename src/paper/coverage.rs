//! Which characters the typeface has, looked at before anything is printed. What it lacks is never
//! dropped in silence: a paper with a hole in a name would be a false paper.

use std::collections::BTreeSet;

use typst::text::Font;

use crate::fonts::{Fonts, NoFonts};

/// The characters of `texts` that cannot be printed.
pub fn uncovered<'t>(
    fonts: &Fonts,
    texts: impl IntoIterator<Item = &'t str>,
) -> Result<BTreeSet<char>, NoFonts> {
    let font = fonts.regular()?;
    Ok(lacking(&font, texts))
}

/// `text` with every character of `lacking` written out by its number: `〔U+1F600〕`.
pub fn marked(text: &str, lacking: &BTreeSet<char>) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if lacking.contains(&c) {
            shown.push_str(&format!("〔U+{:04X}〕", u32::from(c)));
        } else {
            shown.push(c);
        }
    }
    shown
}

pub(crate) fn lacking<'t>(font: &Font, texts: impl IntoIterator<Item = &'t str>) -> BTreeSet<char> {
    let chars: BTreeSet<char> = texts.into_iter().flat_map(str::chars).collect();
    let has = |c: char| !turns(c) && font.info().coverage.contains(u32::from(c));
    chars
        .into_iter()
        .filter(|c| *c != '\n' && !has(*c))
        .collect()
}

/// Whether it changes what stands around it, or shows nothing at all: reading order, joiners,
/// variants. In a paper that people sign these have no place.
fn turns(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{e000}'..='\u{f8ff}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{ffff}'
            | '\u{e0000}'..='\u{10ffff}'
    )
}
