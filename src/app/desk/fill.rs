//! Filling a text for one dispute and one reader. Nothing gets into it that the page of the dispute
//! does not show its reader, and only what stands on the closed list of places.

use hejie_domain::house::{BODY_CHARS_MAX, fill as fill_places};
use hejie_domain::ids::DisputeId;
use hejie_domain::people::Locale;

use super::work_on;
use crate::app::house::template::{Filled, place_fault, values};
use crate::app::{Caller, Context, Failure, Fault, dispute};

/// The text with its places filled.
pub async fn fill(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
    text: &str,
) -> Result<Filled, Failure> {
    if text.chars().count() > BODY_CHARS_MAX {
        return Err(Failure::invalid("/text", "too_long"));
    }
    work_on(ctx, caller, id).await?;
    let page = dispute::page(ctx, caller, id).await?;
    let known = values(ctx, caller, &page, language(text)).await?;
    let (text, empty) = fill_places(text, &known).map_err(|fault| {
        let pointer = "/text".to_owned();
        Failure::Invalid(vec![Fault {
            pointer,
            ..place_fault(&fault)
        }])
    })?;
    Ok(Filled { text, empty })
}

/// A text is read by whoever it goes to, so it is filled in its own language.
fn language(text: &str) -> Locale {
    let chinese = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
    if text.chars().any(chinese) {
        Locale::ZhCn
    } else {
        Locale::En
    }
}
