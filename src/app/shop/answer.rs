//! One answer to many disputes. Each is given by the use case that gives single ones, in its own
//! transaction: what is refused in one says nothing about the others.

use std::collections::BTreeSet;

use hejie_domain::dispute::command::Command;
use hejie_domain::ids::{DisputeId, OrganisationId};
use hejie_domain::room::RoomKind;

use crate::app::dispute::{Desk, act, look};
use crate::app::once::{self, Taken};
use crate::app::room::{Words, speak};
use crate::app::{Caller, Context, Failure, secret};

/// How many disputes are answered at once.
pub const DISPUTES_MAX: usize = 100;

/// What is said.
#[derive(Debug, Clone)]
pub enum Answer {
    /// The shop's answer to the claim: the verb `respond`.
    Respond {
        /// In these words.
        statement: String,
    },
    /// A message to the consumer and the first responder, in the negotiation room.
    Say {
        /// In these words.
        text: String,
    },
}

/// What became of one dispute.
#[derive(Debug)]
pub struct Outcome {
    /// Which.
    pub dispute: DisputeId,
    /// Why it was not answered, if it was not.
    pub refused: Option<Failure>,
}

/// Answers each of `disputes`, once however often it is asked for under the same key; for those who
/// work in the shop.
pub async fn answer(
    ctx: &Context,
    caller: &Caller,
    shop: OrganisationId,
    key: &str,
    disputes: &[DisputeId],
    answer: &Answer,
) -> Result<Vec<Outcome>, Failure> {
    super::works_there(caller, shop)?;
    if disputes.is_empty() {
        return Err(Failure::invalid("/disputes", "required"));
    }
    if disputes.len() > DISPUTES_MAX {
        return Err(Failure::invalid("/disputes", "too_many"));
    }
    let mut seen = BTreeSet::new();
    let mut outcomes = Vec::with_capacity(disputes.len());
    for dispute in disputes.iter().copied().filter(|id| seen.insert(*id)) {
        let refused = once_only(ctx, caller, shop, key, dispute, answer)
            .await
            .err();
        outcomes.push(Outcome { dispute, refused });
    }
    Ok(outcomes)
}

async fn once_only(
    ctx: &Context,
    caller: &Caller,
    shop: OrganisationId,
    key: &str,
    dispute: DisputeId,
    answer: &Answer,
) -> Result<(), Failure> {
    let of_shop = look(ctx, caller, dispute).await?;
    let is_theirs =
        |party: &&hejie_domain::dispute::state::Party| party.fact.organisation == Some(shop);
    of_shop
        .dispute
        .respondents()
        .find(is_theirs)
        .ok_or(Failure::NotFound)?;
    let route = format!("answer {shop} {dispute}");
    let fingerprint = secret::digest_bytes(format!("{answer:?}").as_bytes());
    match once::take(ctx, caller, route, key.to_owned(), &fingerprint).await? {
        Taken::Answered { .. } => Ok(()),
        Taken::Done(claim, _) => once::keep(ctx, &claim, 200, "").await,
        Taken::Free(claim) => {
            let given = give(&ctx.under(claim.clone()), caller, dispute, key, answer).await;
            match given {
                Ok(()) => once::keep(ctx, &claim, 200, "").await,
                Err(failure) => {
                    once::release(ctx, &claim).await?;
                    Err(failure)
                }
            }
        }
    }
}

async fn give(
    ctx: &Context,
    caller: &Caller,
    dispute: DisputeId,
    key: &str,
    answer: &Answer,
) -> Result<(), Failure> {
    match answer {
        Answer::Respond { statement } => {
            let mut desk = Desk::new(ctx, caller, dispute);
            let statement = desk.text("/text", statement, 1);
            desk.check()?;
            act(ctx, caller, dispute, None, &Command::Respond { statement }).await
        }
        Answer::Say { text } => {
            let rooms = ctx.store.rooms_of(dispute).await?;
            let room = rooms.iter().find(|room| room.kind == RoomKind::Negotiation);
            let room = room.ok_or(Failure::NotFound)?;
            let client_id = secret::digest_bytes(format!("{key} {dispute}").as_bytes());
            let client_id: String = client_id.chars().take(32).collect();
            let words = Words::parse(&client_id, text, Vec::new(), None)?;
            speak(ctx, &caller.standing, room.id, &words).await?;
            Ok(())
        }
    }
}
