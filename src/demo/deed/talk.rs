//! What people say to each other, and read.

use hejie_domain::dispute::mediation::Mediation;
use hejie_domain::ids::{MessageId, RoomId};
use hejie_domain::room::{Doorplate, RoomKind};

use super::settle::party;
use super::{Part, Scene};
use crate::app::Failure;
use crate::app::room::{self, Words};
use crate::demo::DemoError;
use crate::demo::script::{Picture, Place, Side};

impl Scene<'_> {
    pub(super) async fn say(
        &self,
        part: &Part,
        place: Place,
        nth: usize,
        text: &str,
        pictures: &[Picture],
    ) -> Result<(), DemoError> {
        let room = self.room(part, place).await?;
        self.read(part, room).await?;
        let mut attached = Vec::with_capacity(pictures.len());
        for picture in pictures {
            let id = self
                .bring_in(&part.caller, part.loaded.dispute.id, Some(room), picture)
                .await?;
            attached.push(id);
        }
        let name = format!("demo-{}-{nth:04}", self.play.story.key);
        let words = Words::parse(&name, text.trim(), attached, None)?;
        room::speak(self.ctx, &part.caller.standing, room, &words).await?;
        Ok(())
    }

    /// Whoever acts has read what was said before, wherever they may be.
    pub(super) async fn read_all(&self, part: &Part) -> Result<(), DemoError> {
        for room in self.ctx.store.rooms_of(self.dispute()?).await? {
            match self.read(part, room.id).await {
                Err(DemoError::Failed(Failure::NotFound)) | Ok(()) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    async fn read(&self, part: &Part, room: RoomId) -> Result<(), DemoError> {
        room::mark_read(self.ctx, &part.caller.standing, room, u64::MAX).await?;
        Ok(())
    }

    /// The room of that kind which is in use at present.
    pub(super) async fn room(&self, part: &Part, place: Place) -> Result<RoomId, DemoError> {
        let mediation = part.loaded.dispute.mediation();
        let of_mediation = |kind| Doorplate {
            mediation: mediation.map(|one| one.id),
            ..Doorplate::common(kind)
        };
        let caucus = |side| -> Result<Doorplate, Failure> {
            Ok(Doorplate {
                party: Some(party(&part.loaded, side)?),
                mediator: mediation.and_then(Mediation::mediator),
                ..of_mediation(RoomKind::Caucus)
            })
        };
        let plate = match place {
            Place::Negotiation => Doorplate::common(RoomKind::Negotiation),
            Place::Internal => Doorplate::common(RoomKind::Internal),
            Place::Mediation => of_mediation(RoomKind::Mediation),
            Place::CaucusConsumer => caucus(Side::Consumer)?,
            Place::CaucusShop => caucus(Side::Shop)?,
            Place::Notes => Doorplate {
                mediator: mediation.and_then(Mediation::mediator),
                ..of_mediation(RoomKind::MediatorNotes)
            },
        };
        let rooms = self.ctx.store.rooms_of(self.dispute()?).await?;
        let found = rooms.into_iter().find(|room| room.doorplate() == plate);
        Ok(found.ok_or(Failure::NotFound)?.id)
    }

    pub(super) async fn edit(&self, part: &Part, text: &str) -> Result<(), DemoError> {
        let (room, message) = self.last_own(part).await?;
        let standing = &part.caller.standing;
        room::edit(self.ctx, standing, room, message, text.trim(), 1).await?;
        Ok(())
    }

    pub(super) async fn redact(&self, part: &Part) -> Result<(), DemoError> {
        let (room, message) = self.last_own(part).await?;
        room::redact(self.ctx, &part.caller.standing, room, message).await?;
        Ok(())
    }

    async fn last_own(&self, part: &Part) -> Result<(RoomId, MessageId), DemoError> {
        let room = self.room(part, Place::Negotiation).await?;
        let shown = room::snapshot(self.ctx, &part.caller.standing, room).await?;
        let person = part.caller.standing.person;
        let own = |event: &&room::RoomEventView| event.by.person == Some(person);
        let mut messages = shown.events.iter().rev().filter(own);
        let last = messages.find_map(|event| event.message.as_ref());
        Ok((room, last.ok_or(Failure::NotFound)?.id))
    }
}
