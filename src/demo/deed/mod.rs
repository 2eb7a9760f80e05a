//! One thing that somebody does, as the pages would have asked the service to do it.

mod filing;
mod mediate;
mod meet;
mod pictures;
mod settle;
mod talk;
mod verb;
mod who;

use hejie_domain::ids::DisputeId;

use super::accounts::caller;
use super::cast::Cast;
use super::script::{Deed, Place, Step};
use super::stage::Play;
use super::{DemoError, Plan};
use crate::app::dispute::act;
use crate::app::{Caller, Context, Failure};
use crate::db::dispute::Loaded;

/// One story at one moment.
pub(super) struct Scene<'a> {
    pub(super) ctx: &'a Context,
    pub(super) cast: &'a Cast,
    pub(super) play: &'a Play<'a>,
    pub(super) plan: Plan,
}

/// Somebody in the dispute as it stands.
struct Part {
    caller: Caller,
    loaded: Loaded,
}

impl Scene<'_> {
    /// Does what the script says there.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "all other deeds are verbs of the table"
    )]
    pub(super) async fn step(&self, nth: usize, step: &Step) -> Result<(), DemoError> {
        let loaded = self.ctx.store.dispute(self.dispute()?).await?;
        let loaded = loaded.ok_or(Failure::NotFound)?;
        let caller = caller(self.ctx, self.standing(&loaded, &step.by).await?);
        let part = Part { caller, loaded };
        match &step.deed {
            Deed::Say {
                text,
                place,
                pictures,
            } => self.say(&part, *place, nth, text, pictures).await,
            Deed::Note { text } => self.say(&part, Place::Internal, nth, text, &[]).await,
            Deed::Edit { text } => self.edit(&part, text).await,
            Deed::Redact {} => self.redact(&part).await,
            Deed::Read {} => self.read_all(&part).await,
            Deed::Attend { .. } => self.be_there(&part).await,
            Deed::RaiseHand {} => self.raise_hand(&part).await,
            Deed::GiveFloor { to, only } => self.give_floor(&part, *to, *only).await,
            Deed::Agenda { items, done } => self.put_agenda(&part, items, *done).await,
            Deed::Whisper { text } => self.whisper(&part, nth, text).await,
            verb => {
                let command = self.command(&part, verb).await?;
                act(self.ctx, &part.caller, self.dispute()?, None, &command).await?;
                self.read_all(&part).await
            }
        }
    }

    fn dispute(&self) -> Result<DisputeId, Failure> {
        self.play.dispute.ok_or(Failure::NotFound)
    }
}
