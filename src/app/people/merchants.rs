//! Finding the merchant that a dispute is about.

use hejie_domain::people::CreditCode;

use crate::app::{Caller, Context, Failure};
use crate::db::Organisation;

/// How many are shown; whoever is not among them is found by more letters.
const SHOWN_MAX: u64 = 20;
/// Fewer characters would list half the registry.
const CHARS_MIN: usize = 2;
const CHARS_MAX: usize = 100;

/// By part of the name or by the whole credit code.
pub async fn search(
    ctx: &Context,
    caller: &Caller,
    query: &str,
) -> Result<Vec<Organisation>, Failure> {
    super::sessions::own_account(caller)?;
    let words = query.trim();
    match words.chars().count() {
        n if n < CHARS_MIN => return Err(Failure::invalid("/query", "too_short")),
        n if n > CHARS_MAX => return Err(Failure::invalid("/query", "too_long")),
        _ => {}
    }
    Ok(ctx.store.merchants(words, SHOWN_MAX).await?)
}

/// Reads a credit code that somebody typed; says whether its shape or its check character is wrong.
pub fn credit_code(raw: &str, pointer: &str) -> Result<CreditCode, Failure> {
    use hejie_domain::people::NotACreditCode;
    CreditCode::parse(raw).map_err(|wrong| match wrong {
        NotACreditCode::Shape => Failure::invalid(pointer, "credit_code_shape"),
        NotACreditCode::Check => Failure::invalid(pointer, "credit_code_check"),
    })
}
