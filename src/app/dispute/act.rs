//! One verb, by one person, on one dispute.

use hejie_domain::access::{Denied, Door, StaffRole, may};
use hejie_domain::dispute::command::{Candidate, Command, Exhibit};
use hejie_domain::dispute::event::BodyFact;
use hejie_domain::dispute::{Refusal, decide};
use hejie_domain::evidence::Visibility;
use hejie_domain::ids::{DisputeId, EvidenceId, Id, OrganisationId, PersonId, TextId};
use hejie_domain::text::{Statement, Text, TextRefused};

use jiff::civil::Date;

use super::contact;
use super::rooms;
use super::save::save;
use crate::app::mediation::bodies;
use crate::app::{Caller, Context, Failure, Fault, people, secret, session};
use crate::db::dispute::Loaded;
use crate::db::{Evidence, Person};

/// Does what `command` says, in the seat that may. Doing again what is done already changes
/// nothing and answers as if it had just been done. `seen` is the head that the caller looked at
/// when deciding; an older one is refused.
pub async fn act(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
    seen: Option<u64>,
    command: &Command,
) -> Result<(), Failure> {
    let mut work = ctx.store.begin().await?;
    let mut loaded = work
        .dispute_for_update(id)
        .await?
        .ok_or(Failure::NotFound)?;
    let door = Door::Act(command.verb());
    let actor = may(&loaded.dispute, &caller.standing, door).map_err(denied)?;
    let head = loaded.dispute.head;
    if seen.is_some_and(|seen| seen != head) {
        return Err(Failure::Stale { head });
    }
    let informed = session::inform(ctx, &work, &loaded.dispute, command).await?;
    let command = informed.as_ref().unwrap_or(command);
    let facts = match decide(
        &loaded.dispute,
        &actor,
        command,
        &ctx.law().law(),
        ctx.now(),
    ) {
        Ok(facts) => facts,
        Err(Refusal::AlreadyDone) => return Ok(()),
        Err(refusal) => return Err(Failure::Refused(refusal)),
    };
    work.keep_texts(id, &command.texts()).await?;
    let exhibits: Vec<_> = command
        .exhibits()
        .iter()
        .map(|exhibit| exhibit.id)
        .collect();
    work.submit_evidence(&exhibits, ctx.now().at).await?;
    contact::keep(ctx, caller, &mut work, &mut loaded, command).await?;
    save(ctx, &mut work, &mut loaded, actor, facts).await?;
    rooms::caucus(ctx, &mut work, &loaded, actor, command).await?;
    Ok(work.commit().await?)
}

/// The dispute, if the caller may see it.
pub async fn look(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<Loaded, Failure> {
    let loaded = ctx.store.dispute(id).await?.ok_or(Failure::NotFound)?;
    may(&loaded.dispute, &caller.standing, Door::View).map_err(denied)?;
    Ok(loaded)
}

/// To strangers a dispute does not exist.
pub(in crate::app) fn denied(denied: Denied) -> Failure {
    match denied {
        Denied::Stranger => Failure::NotFound,
        Denied::WrongSeat => Failure::Forbidden("wrong_seat"),
    }
}

/// What a request needs to become a command: it collects every fault before it answers.
#[derive(Debug)]
pub struct Desk<'a> {
    ctx: &'a Context,
    caller: &'a Caller,
    dispute: DisputeId,
    faults: Vec<Fault>,
}

impl<'a> Desk<'a> {
    /// For one request.
    pub fn new(ctx: &'a Context, caller: &'a Caller, dispute: DisputeId) -> Self {
        Self {
            ctx,
            caller,
            dispute,
            faults: Vec::new(),
        }
    }

    /// Whoever asks.
    pub fn caller(&self) -> &Caller {
        self.caller
    }

    /// A new id.
    pub fn mint<T: Id>(&self) -> T {
        self.ctx.ids.new()
    }

    /// Notes a fault.
    pub fn fault(&mut self, pointer: &str, code: &'static str) {
        self.faults.push(Fault::new(pointer, code));
    }

    /// A text that must say something in at least that many characters.
    pub fn text(&mut self, pointer: &str, raw: &str, chars_min: usize) -> Text {
        match Statement::at_least(raw, chars_min) {
            Ok(words) => self.sealed(words),
            Err(refused) => {
                self.fault(pointer, text_fault(refused));
                self.sealed(Statement::placeholder())
            }
        }
    }

    /// A text that may be left out.
    pub fn maybe(&mut self, pointer: &str, raw: Option<&str>) -> Option<Text> {
        let raw = raw.filter(|raw| !raw.trim().is_empty())?;
        Some(self.text(pointer, raw, 1))
    }

    /// A list of texts, one at least.
    pub fn texts(&mut self, pointer: &str, raw: &[String]) -> Vec<Text> {
        if raw.is_empty() {
            self.fault(pointer, "required");
        }
        if raw.len() > LIST_MAX {
            self.fault(pointer, "too_many");
            return Vec::new();
        }
        let each = raw.iter().enumerate();
        each.map(|(at, one)| self.text(&format!("{pointer}/{at}"), one, 1))
            .collect()
    }

    /// Files of this dispute that the caller brought in and has not taken back.
    pub async fn exhibits(
        &mut self,
        pointer: &str,
        ids: &[EvidenceId],
    ) -> Result<Vec<Exhibit>, Failure> {
        if ids.len() > LIST_MAX {
            self.fault(pointer, "too_many");
            return Ok(Vec::new());
        }
        let mut exhibits = Vec::with_capacity(ids.len());
        for (at, id) in ids.iter().enumerate() {
            let found = self.own_evidence(*id).await?;
            match found {
                Some(one) => exhibits.push(Exhibit {
                    id: one.id,
                    kind: one.kind,
                    for_mediator: one.visibility == Visibility::Mediator,
                }),
                None => self.fault(&format!("{pointer}/{at}"), "unknown"),
            }
        }
        Ok(exhibits)
    }

    /// What somebody said to the mediator alone is not evidence before all, not even by mistake: a
    /// file of such a room is none here.
    async fn own_evidence(&self, id: EvidenceId) -> Result<Option<Evidence>, Failure> {
        let found = self.ctx.store.evidence(id).await?;
        let found = found
            .filter(|one| one.dispute == self.dispute && one.person == self.caller.standing.person);
        let room = match found.as_ref().and_then(|one| one.room) {
            Some(room) => self.ctx.store.room(room).await?,
            None => None,
        };
        let private = room.is_some_and(|room| room.kind.is_private());
        Ok(found.filter(|_| !private))
    }

    /// A day that cannot lie ahead.
    pub fn past(&mut self, pointer: &str, day: Option<Date>) -> Option<Date> {
        if day.is_some_and(|day| day > self.ctx.now().today()) {
            self.fault(pointer, "in_future");
        }
        day
    }

    /// Somebody who may answer on the platform of this dispute.
    pub async fn serving(&mut self, pointer: &str, person: PersonId) -> Result<(), Failure> {
        let loaded = self
            .ctx
            .store
            .dispute(self.dispute)
            .await?
            .ok_or(Failure::NotFound)?;
        let able = people::duty::answering(self.ctx, loaded.dispute.platform).await?;
        let parties = loaded.dispute.parties.iter();
        let parties: Vec<_> = parties.map(|party| party.fact.clone()).collect();
        let sides = people::duty::people_of_sides(self.ctx, loaded.dispute.platform, &parties);
        if !able.contains(&person) {
            self.fault(pointer, "unknown");
        } else if sides.await?.contains(&person) {
            self.fault(pointer, "on_a_side");
        }
        Ok(())
    }

    /// The body of that id, as it may be asked to mediate; one that is closed may not.
    pub async fn body(&self, pointer: &str, id: OrganisationId) -> Result<BodyFact, Failure> {
        let mut known = self.ctx.store.mediation_bodies().await?.into_iter();
        let found = known.find(|organisation| organisation.id == id);
        let fact = found.and_then(|organisation| bodies::fact(&organisation));
        fact.ok_or_else(|| Failure::invalid(pointer, "unknown"))
    }

    /// What is known of a person whom a registrar would appoint. Whether they may mediate is the
    /// domain's to say.
    pub async fn candidate(&self, mediator: PersonId) -> Result<Candidate, Failure> {
        let person = self.ctx.store.person(mediator).await?;
        let roles = if person.is_some_and(|person| !person.suspended) {
            self.ctx.store.roles(mediator).await?
        } else {
            // Whoever is shut out could not come, and is nobody's mediator.
            Vec::new()
        };
        let staff = self.ctx.store.staff_of_person(mediator).await?;
        let held = staff
            .into_iter()
            .find(|one| one.role == StaffRole::Mediator);
        let experience = held.and_then(|one| one.experience);
        let words = experience.and_then(|words| Statement::parse(&words).ok());
        Ok(Candidate {
            mediator,
            roles,
            experience: words.map(|words| self.sealed(words)),
            disclosed: None,
        })
    }

    /// The dispute that the request is about.
    pub(super) async fn loaded(&self) -> Result<Loaded, Failure> {
        let loaded = self.ctx.store.dispute(self.dispute).await?;
        loaded.ok_or(Failure::NotFound)
    }

    /// Somebody's own telephone and mailbox.
    pub(super) async fn person(&self, person: PersonId) -> Result<Option<Person>, Failure> {
        Ok(self.ctx.store.person(person).await?)
    }

    /// Whether somebody answers for that shop at present.
    pub(super) async fn is_staffed(&self, shop: OrganisationId) -> Result<bool, Failure> {
        contact::is_staffed(self.ctx, shop).await
    }

    /// Passes when the caller has just proved who they are.
    pub fn freshly_proved(&self) -> Result<(), Failure> {
        self.caller.freshly_proved(self.ctx.now().at)
    }

    /// The faults, if there are any.
    pub fn check(self) -> Result<(), Failure> {
        if self.faults.is_empty() {
            Ok(())
        } else {
            Err(Failure::Invalid(self.faults))
        }
    }

    fn sealed(&self, words: Statement) -> Text {
        Text {
            id: self.ctx.ids.new::<TextId>(),
            salt: secret::salt(),
            words,
        }
    }
}

const LIST_MAX: usize = 20;

/// What a text is refused for, as the catalogue calls it.
pub(super) fn text_fault(refused: TextRefused) -> &'static str {
    match refused {
        TextRefused::Missing => "required",
        TextRefused::TooShort => "too_short",
        TextRefused::TooLong => "too_long",
    }
}
