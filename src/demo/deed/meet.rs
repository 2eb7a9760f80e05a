//! Sessions, and what people do at the table of the mediation room.

use hejie_domain::access::{Door, may};
use hejie_domain::dispute::command::Command;
use hejie_domain::dispute::session::{Proposal, Session, SessionOrder, SessionState, SessionStep};
use hejie_domain::dispute::state::Dispute;
use hejie_domain::ids::PersonId;
use hejie_domain::room::AgendaItem;
use jiff::Timestamp;

use super::settle::party;
use super::{Part, Scene};
use crate::app::dispute::Desk;
use crate::app::records::Visitor;
use crate::app::room::{self, Words};
use crate::app::{Failure, session};
use crate::demo::DemoError;
use crate::demo::moment::Moment;
use crate::demo::script::{Deed, Place, Side, Times};

impl Scene<'_> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what is left is no step of a session"
    )]
    pub(super) fn meeting(
        &self,
        desk: &mut Desk<'_>,
        part: &Part,
        deed: &Deed,
    ) -> Result<Command, DemoError> {
        let dispute = &part.loaded.dispute;
        let step = match deed {
            Deed::SetSession(times) => {
                SessionStep::Set(Box::new(self.proposal(desk, dispute, times)?))
            }
            Deed::ChooseSession { choices } => SessionStep::Choose {
                session: latest(dispute, &[SessionState::Proposed])?.id,
                choices: choices.clone(),
            },
            Deed::FixSession { nth } => {
                let open = latest(dispute, &[SessionState::Proposed])?;
                SessionStep::Fix {
                    session: open.id,
                    starts_at: *open.slots.get(*nth).ok_or(Failure::NotFound)?,
                }
            }
            Deed::CancelSession { reason } => SessionStep::Cancel {
                session: latest(dispute, AHEAD)?.id,
                reason: desk.maybe("/reason", Some(reason)),
            },
            Deed::MarkAttendance {} => {
                let held = latest(dispute, &[SessionState::Fixed, SessionState::Held])?;
                SessionStep::Attend {
                    session: held.id,
                    present: held.attendees().collect(),
                }
            }
            _ => return Err(DemoError::Script("no step of a session".to_owned())),
        };
        Ok(Command::Session(Box::new(SessionOrder::of(step))))
    }

    fn proposal(
        &self,
        desk: &mut Desk<'_>,
        dispute: &Dispute,
        times: &Times,
    ) -> Result<Proposal, DemoError> {
        let at = |moment: &Moment| moment.instant(self.plan.date);
        let mut slots: Vec<Timestamp> = times.times.iter().map(at).collect();
        slots.sort_unstable();
        Ok(Proposal {
            session: if times.again {
                latest(dispute, AHEAD)?.id
            } else {
                desk.mint()
            },
            slots,
            minutes: times.minutes,
            way: times.way,
            place: desk.maybe("/place", times.place.as_deref()),
            note: desk.maybe("/note", times.note.as_deref()),
            fixed: times.fixed,
        })
    }

    /// Is seen in the mediation room at this moment, as sockets see people there.
    pub(super) async fn be_there(&self, part: &Part) -> Result<(), DemoError> {
        let standing = &part.caller.standing;
        let you = may(&part.loaded.dispute, standing, Door::View);
        let you = you.map_err(|_denied| Failure::NotFound)?;
        let visitor = Visitor {
            person: standing.person,
            seat: you.seat,
            party: you.party,
        };
        session::seen(self.ctx, self.dispute()?, &[visitor]).await?;
        Ok(())
    }

    pub(super) async fn raise_hand(&self, part: &Part) -> Result<(), DemoError> {
        let room = self.room(part, Place::Mediation).await?;
        room::raise_hand(self.ctx, &part.caller.standing, room).await?;
        Ok(())
    }

    /// Gives one side the floor, or nobody in particular.
    pub(super) async fn give_floor(
        &self,
        part: &Part,
        to: Option<Side>,
        only: bool,
    ) -> Result<(), DemoError> {
        let room = self.room(part, Place::Mediation).await?;
        let floor = match to {
            Some(side) => Some(self.speaker(part, side).await?),
            None => None,
        };
        room::give_floor(self.ctx, &part.caller.standing, room, floor, only).await?;
        Ok(())
    }

    /// Whoever of that side is in the mediation room.
    async fn speaker(&self, part: &Part, side: Side) -> Result<PersonId, DemoError> {
        let room = self.room(part, Place::Mediation).await?;
        let party = party(&part.loaded, side)?;
        let members = self.ctx.store.members(room).await?;
        let mut theirs = members.into_iter().filter(|one| one.party == Some(party));
        Ok(theirs.next().ok_or(Failure::NotFound)?.person)
    }

    /// Puts down what is to be talked about, the first `done` of it ticked off.
    pub(super) async fn put_agenda(
        &self,
        part: &Part,
        items: &[String],
        done: usize,
    ) -> Result<(), DemoError> {
        let room = self.room(part, Place::Mediation).await?;
        let shown = room::snapshot(self.ctx, &part.caller.standing, room).await?;
        let version = shown.table.map_or(0, |table| table.agenda.version);
        let item = |(at, title): (usize, &String)| AgendaItem {
            title: title.clone(),
            done: at < done,
        };
        let items = items.iter().enumerate().map(item).collect();
        room::set_agenda(self.ctx, &part.caller.standing, room, items, version).await?;
        Ok(())
    }

    /// A word to the mediator alone, from the mediation room.
    pub(super) async fn whisper(
        &self,
        part: &Part,
        nth: usize,
        text: &str,
    ) -> Result<(), DemoError> {
        let room = self.room(part, Place::Mediation).await?;
        let name = format!("demo-{}-{nth:04}", self.play.story.key);
        let words = Words::parse(&name, text.trim(), Vec::new(), None)?;
        room::aside(self.ctx, &part.caller.standing, room, &words).await?;
        Ok(())
    }
}

const AHEAD: &[SessionState] = &[SessionState::Proposed, SessionState::Fixed];

fn latest<'a>(dispute: &'a Dispute, states: &[SessionState]) -> Result<&'a Session, Failure> {
    let mut sessions = dispute.sessions.iter().rev();
    let found = sessions.find(|one| states.contains(&one.state));
    found.ok_or(Failure::NotFound)
}
