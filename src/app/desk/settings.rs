//! How somebody wants their desk.

use hejie_domain::desk::UndoWindow;

use crate::app::{Caller, Context, Failure};
use crate::db::DeskSetting;

/// What the caller has set.
pub async fn show(ctx: &Context, caller: &Caller) -> Result<DeskSetting, Failure> {
    own(caller)?;
    Ok(ctx.store.desk_setting(caller.standing.person).await?)
}

/// Sets it.
pub async fn set(
    ctx: &Context,
    caller: &Caller,
    undo_s: u32,
    keys: bool,
) -> Result<DeskSetting, Failure> {
    own(caller)?;
    let undo = UndoWindow::parse(undo_s).ok_or(Failure::invalid("/undo_s", "wrong_value"))?;
    let setting = DeskSetting { undo, keys };
    let work = ctx.store.begin().await?;
    work.set_desk(caller.standing.person, setting).await?;
    work.commit().await?;
    Ok(setting)
}

/// Whoever came by a link has no desk.
fn own(caller: &Caller) -> Result<(), Failure> {
    match caller.standing.link {
        Some(_) => Err(Failure::Forbidden("link_session")),
        None => Ok(()),
    }
}
