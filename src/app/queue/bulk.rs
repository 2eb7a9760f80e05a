//! The same done to many disputes. Each is decided by itself, by the use case that its page goes
//! through and in its own transaction: what is refused in one says nothing about the others.

use std::collections::BTreeSet;

use hejie_domain::audit::DeedKind;
use hejie_domain::dispute::command::Command;
use hejie_domain::ids::{DisputeId, PersonId, TagId};
use hejie_domain::room::RoomKind;
use jiff::Timestamp;

use super::reader;
use super::tags::wear;
use crate::app::dispute::{Desk, act, look};
use crate::app::once::{self, Taken};
use crate::app::room::{Words, mark_read, speak};
use crate::app::{Caller, Context, Failure, audit, desk, secret};

/// How many disputes one request changes; a page sends more in turn, and shows how far it is.
const DISPUTES_MAX: usize = 50;

/// What is to be done.
#[derive(Debug, Clone)]
pub enum Deed {
    /// Take over, or hand to a colleague.
    TakeOver {
        responder: PersonId,
        note: Option<String>,
    },
    /// Ask the consumer for material.
    AskMaterial {
        items: Vec<String>,
        note: Option<String>,
    },
    /// A message in the negotiation room; its places are filled for each dispute.
    Reply { text: String },
    /// Put tags on and take others off.
    Tag { add: Vec<TagId>, remove: Vec<TagId> },
    /// Put aside until then, or take up again.
    Snooze { until: Option<Timestamp> },
    /// Follow, or no longer.
    Follow { follow: bool },
    /// Mark every message as read that the caller may read.
    Read,
}

/// What became of one dispute.
#[derive(Debug)]
pub struct Outcome {
    pub dispute: DisputeId,
    /// Tags that were really put on and taken off: the opposite restores what was.
    pub added: Vec<TagId>,
    pub removed: Vec<TagId>,
    /// Why it was not done, if it was not.
    pub refused: Option<Failure>,
}

impl Deed {
    const fn code(&self) -> &'static str {
        match self {
            Self::TakeOver { .. } => "take_over",
            Self::AskMaterial { .. } => "ask_material",
            Self::Reply { .. } => "reply",
            Self::Tag { .. } => "tag",
            Self::Snooze { .. } => "snooze",
            Self::Follow { .. } => "follow",
            Self::Read => "read",
        }
    }
}

/// Does it to each of `disputes`, once however often it is asked for under the same key.
pub async fn bulk(
    ctx: &Context,
    caller: &Caller,
    key: &str,
    disputes: &[DisputeId],
    deed: &Deed,
) -> Result<Vec<Outcome>, Failure> {
    reader(caller)?;
    if disputes.is_empty() {
        return Err(Failure::invalid("/disputes", "required"));
    }
    if disputes.len() > DISPUTES_MAX {
        return Err(Failure::invalid("/disputes", "too_many"));
    }
    let mut seen = BTreeSet::new();
    let mut outcomes = Vec::with_capacity(disputes.len());
    for dispute in disputes.iter().copied().filter(|id| seen.insert(*id)) {
        let done = once_only(ctx, caller, key, dispute, deed).await;
        let (worn, refused) = match done {
            Ok(worn) => (worn, None),
            Err(failure) => ((Vec::new(), Vec::new()), Some(failure)),
        };
        outcomes.push(Outcome {
            dispute,
            added: worn.0,
            removed: worn.1,
            refused,
        });
    }
    let refused = outcomes.iter().filter(|one| one.refused.is_some()).count();
    let noted = caller
        .deed(DeedKind::BulkDone, ctx.now().at)
        .with("what", deed.code())
        .with("disputes", outcomes.len())
        .with("refused", refused);
    audit::record_alone(ctx, noted).await?;
    Ok(outcomes)
}

type Worn = (Vec<TagId>, Vec<TagId>);

async fn once_only(
    ctx: &Context,
    caller: &Caller,
    key: &str,
    dispute: DisputeId,
    deed: &Deed,
) -> Result<Worn, Failure> {
    let route = format!("bulk {dispute}");
    let fingerprint = secret::digest_bytes(format!("{deed:?}").as_bytes());
    match once::take(ctx, caller, route, key.to_owned(), &fingerprint).await? {
        Taken::Answered { body, .. } => Ok(serde_json::from_str(&body).unwrap_or_default()),
        Taken::Done(claim, _) => {
            once::keep(ctx, &claim, 200, "").await?;
            Ok(Worn::default())
        }
        Taken::Free(claim) => {
            match one(&ctx.under(claim.clone()), caller, key, dispute, deed).await {
                Ok(worn) => {
                    let kept = serde_json::to_string(&worn).unwrap_or_default();
                    once::keep(ctx, &claim, 200, &kept).await?;
                    Ok(worn)
                }
                Err(failure) => {
                    once::release(ctx, &claim).await?;
                    Err(failure)
                }
            }
        }
    }
}

async fn one(
    ctx: &Context,
    caller: &Caller,
    key: &str,
    id: DisputeId,
    deed: &Deed,
) -> Result<Worn, Failure> {
    desk::hold::leave_first(ctx, caller, id).await?;
    match deed {
        Deed::TakeOver { responder, note } => {
            let mut sheet = Desk::new(ctx, caller, id);
            sheet.serving("/responder", *responder).await?;
            let note = sheet.maybe("/note", note.as_deref());
            sheet.check()?;
            let command = Command::TakeOver {
                responder: *responder,
                note,
            };
            act(ctx, caller, id, None, &command).await?;
        }
        Deed::AskMaterial { items, note } => {
            let mut sheet = Desk::new(ctx, caller, id);
            let items = sheet.texts("/items", items);
            let note = sheet.maybe("/note", note.as_deref());
            sheet.check()?;
            act(ctx, caller, id, None, &Command::AskMaterial { items, note }).await?;
        }
        Deed::Reply { text } => reply(ctx, caller, key, id, text).await?,
        Deed::Tag { add, remove } => return wear(ctx, caller, id, add, remove).await,
        Deed::Snooze { until: Some(until) } => {
            desk::follow::snooze(ctx, caller, id, *until).await?;
        }
        Deed::Snooze { until: None } => desk::follow::unsnooze(ctx, caller, id).await?,
        Deed::Follow { follow: true } => desk::follow::follow(ctx, caller, id).await?,
        Deed::Follow { follow: false } => desk::follow::unfollow(ctx, caller, id).await?,
        Deed::Read => read(ctx, caller, id).await?,
    }
    Ok(Worn::default())
}

/// A place for which the dispute has nothing stops the message: nobody is sent half a sentence.
async fn reply(
    ctx: &Context,
    caller: &Caller,
    key: &str,
    id: DisputeId,
    text: &str,
) -> Result<(), Failure> {
    let filled = desk::fill::fill(ctx, caller, id, text).await?;
    if !filled.empty.is_empty() {
        return Err(Failure::invalid("/text", "places_empty"));
    }
    let rooms = ctx.store.rooms_of(id).await?;
    let room = rooms.iter().find(|room| room.kind == RoomKind::Negotiation);
    let room = room.ok_or(Failure::NotFound)?;
    let client_id = secret::digest_bytes(format!("{key} {id}").as_bytes());
    let client_id: String = client_id.chars().take(32).collect();
    let words = Words::parse(&client_id, &filled.text, Vec::new(), None)?;
    speak(ctx, &caller.standing, room.id, &words).await?;
    Ok(())
}

async fn read(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<(), Failure> {
    look(ctx, caller, id).await?;
    for room in ctx.store.rooms_of(id).await? {
        // A room that the caller may not read does not exist for them.
        match mark_read(ctx, &caller.standing, room.id, room.last_seq).await {
            Ok(_) | Err(Failure::NotFound) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(())
}
