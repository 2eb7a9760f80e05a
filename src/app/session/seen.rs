//! Who is in the mediation room while a session goes on. Seen is seen, no more: it serves nothing and
//! begins no term.

use hejie_domain::ids::DisputeId;
use jiff::SignedDuration;
use uuid::Uuid;

use crate::app::{Context, Failure};
use crate::db::Visitor;

/// Whoever comes so much before the beginning has come to the session.
const EARLY: SignedDuration = SignedDuration::from_mins(15);
/// Whoever is seen again within this long was there all along. Rooms look three times as often.
pub const LATEST_VISIT: SignedDuration = SignedDuration::from_secs(60);

/// Notes that these people are in the mediation room, if a session goes on there.
pub async fn seen(ctx: &Context, dispute: DisputeId, visitors: &[Visitor]) -> Result<(), Failure> {
    let now = ctx.now().at;
    if visitors.is_empty() {
        return Ok(());
    }
    let running = ctx.store.running_session(dispute, now, EARLY).await?;
    let Some(session) = running else {
        return Ok(());
    };
    let work = ctx.store.begin().await?;
    for visitor in visitors {
        let id = Uuid::from_u128(rand::random());
        work.note_visit(id, session.id, visitor, now, LATEST_VISIT)
            .await?;
    }
    Ok(work.commit().await?)
}
