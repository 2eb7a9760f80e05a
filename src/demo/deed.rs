//! One thing that somebody does, as the pages would have asked the service to do it.

use bytes::Bytes;
use hejie_domain::access::Standing;
use hejie_domain::dispute::command::{
    AfterBreach, Command, Elsewhere, Exhibit, Extent, Promise, Provisions, Terms,
};
use hejie_domain::dispute::lists::Seat;
use hejie_domain::dispute::state::{Agreement, Obligation};
use hejie_domain::ids::{
    AgreementId, DisputeId, EvidenceId, MessageId, ObligationId, PartyId, PersonId, RoomId,
};
use hejie_domain::people::{Contact, Locale};
use hejie_domain::room::RoomKind;

use super::accounts::caller;
use super::cast::{Cast, standing};
use super::picture::{self, Shown};
use super::script::{Deed, Picture, Promised, Side, Step, Story};
use super::stage::Play;
use super::{DemoError, Plan};
use crate::app::dispute::draft::{
    self, DraftCase, DraftContent, DraftElsewhere, DraftMerchant, DraftOrder, DraftRemedy, OnBehalf,
};
use crate::app::dispute::{self, Desk, act};
use crate::app::evidence::{self, Incoming, NewUpload};
use crate::app::room::{self, Words};
use crate::app::{Caller, Context, Failure};
use crate::db::Person;
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
    /// Writes a draft and brings in its pictures.
    pub(super) async fn begin(&self) -> Result<DisputeId, DemoError> {
        let author = self.author().await?;
        let content = self.content().await?;
        let id = draft::begin(self.ctx, &author, &content).await?.draft.id;
        for picture in &self.play.story.pictures {
            self.bring_in(&author, id, None, picture).await?;
        }
        Ok(id)
    }

    /// Files the draft under the rules of the day.
    pub(super) async fn file(&self) -> Result<(), DemoError> {
        let author = self.author().await?;
        let rules = self.ctx.rules_version(self.ctx.now().today())?;
        dispute::file(self.ctx, &author, self.dispute()?, &rules).await?;
        Ok(())
    }

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
            Deed::Say { text, pictures } => {
                self.say(&part, RoomKind::Negotiation, nth, text, pictures)
                    .await
            }
            Deed::Note { text } => self.say(&part, RoomKind::Internal, nth, text, &[]).await,
            Deed::Edit { text } => self.edit(&part, text).await,
            Deed::Redact {} => self.redact(&part).await,
            Deed::Read {} => self
                .read(&part, RoomKind::Negotiation)
                .await
                .map(|_room| ()),
            verb => {
                let command = self.command(&part, verb).await?;
                act(self.ctx, &part.caller, self.dispute()?, None, &command).await?;
                self.read(&part, RoomKind::Negotiation).await?;
                Ok(())
            }
        }
    }

    fn dispute(&self) -> Result<DisputeId, Failure> {
        self.play.dispute.ok_or(Failure::NotFound)
    }

    async fn author(&self) -> Result<Caller, DemoError> {
        let story = self.play.story;
        let key = story.filed_by.as_ref().unwrap_or(&story.consumer);
        Ok(caller(self.ctx, self.cast.standing(self.ctx, key).await?))
    }

    async fn standing(&self, loaded: &Loaded, by: &str) -> Result<Standing, DemoError> {
        match by {
            "consumer" => {
                let key = &self.play.story.consumer;
                self.cast.standing(self.ctx, key).await
            }
            "shop" => self.shop(loaded).await,
            "agent" => {
                let responder = loaded.dispute.responder;
                let (person, _) = responder.ok_or(Failure::NotFound)?;
                standing(self.ctx, person).await
            }
            key => self.cast.standing(self.ctx, key).await,
        }
    }

    /// By account where somebody of the shop has one, as whoever came by the link otherwise.
    async fn shop(&self, loaded: &Loaded) -> Result<Standing, DemoError> {
        let key = self.play.story.shop.as_deref();
        if let Some(person) = key.and_then(|key| self.cast.shop_staff(key)) {
            return standing(self.ctx, person).await;
        }
        let party = party(loaded, Side::Shop)?;
        let known = loaded.contact(party).ok_or(Failure::NotFound)?;
        let reached = known.phone.as_ref().or(known.email.as_ref());
        let reached = reached.and_then(|raw| Contact::parse(raw).ok());
        let reached = reached.ok_or(Failure::NotFound)?;
        let person = self.by_link(&reached, &known.name).await?.id;
        let id = loaded.dispute.id;
        dispute::record_delivery(self.ctx, id, party, "link").await?;
        Ok(Standing {
            person,
            link: Some((id, party)),
            roles: Vec::new(),
        })
    }

    /// Whoever answers at that contact, noted when they come for the first time.
    async fn by_link(&self, contact: &Contact, name: &str) -> Result<Person, DemoError> {
        let work = self.ctx.store.begin().await?;
        if let Some(known) = work.person_at(contact).await? {
            return Ok(known);
        }
        let (phone, email) = match contact.clone() {
            Contact::Phone(phone) => (Some(phone), None),
            Contact::Email(email) => (None, Some(email)),
        };
        let person = Person {
            id: self.ctx.ids.new(),
            name: name.to_owned(),
            phone,
            email,
            password_hash: None,
            locale: Locale::ZhCn,
            suspended: false,
        };
        work.add_person(&person, self.ctx.now().at).await?;
        work.commit().await?;
        Ok(person)
    }

    async fn content(&self) -> Result<DraftContent, DemoError> {
        let story = self.play.story;
        let day = |day: Option<super::moment::Day>| day.map(|day| day.date(self.plan.date));
        Ok(DraftContent {
            facts: None,
            category: Some(story.category),
            overlays: Some(story.overlays.clone()),
            statement: Some(story.statement.trim().to_owned()),
            happened_on: day(story.happened),
            order: Some(DraftOrder {
                number: Some(self.play.order.clone()),
                title: Some(story.title.clone()),
                paid_fen: Some(story.paid),
                paid_on: day(Some(story.bought)),
                received_on: day(story.received),
                quantity: Some(1),
            }),
            merchant: Some(self.merchant()?),
            remedies: Some(remedies(story)),
            elsewhere: story.filed.map(|_filed| self.elsewhere()),
            on_behalf: match &story.filed_by {
                Some(_) => Some(self.on_behalf().await?),
                None => None,
            },
        })
    }

    fn merchant(&self) -> Result<DraftMerchant, DemoError> {
        let story = self.play.story;
        let known = story.shop.as_ref().map(|key| self.cast.shop(key));
        Ok(DraftMerchant {
            organisation: known.transpose()?.map(|shop| shop.id),
            name: story.unknown_shop.clone(),
            ..DraftMerchant::default()
        })
    }

    fn elsewhere(&self) -> DraftElsewhere {
        let cases = &self.play.story.elsewhere;
        let drafted = cases.iter().map(|case| DraftCase {
            target: case.target,
            number: case.number.clone(),
            accepted_on: case.accepted.map(|day| day.date(self.plan.date)),
        });
        DraftElsewhere {
            none: cases.is_empty().then_some(true),
            cases: (!cases.is_empty()).then(|| drafted.collect()),
        }
    }

    async fn on_behalf(&self) -> Result<OnBehalf, DemoError> {
        let id = self.cast.person(&self.play.story.consumer)?;
        let person = self.ctx.store.person(id).await?.ok_or(Failure::NotFound)?;
        let phone = person.phone.ok_or(Failure::NotFound)?;
        Ok(OnBehalf {
            name: person.name,
            phone: phone.as_str().to_owned(),
        })
    }

    async fn bring_in(
        &self,
        by: &Caller,
        dispute: DisputeId,
        room: Option<RoomId>,
        picture: &Picture,
    ) -> Result<EvidenceId, DemoError> {
        let shown = Shown {
            order: &self.play.order,
            amount: self.play.story.paid,
            name: &picture.name,
        };
        let bytes = Bytes::from(picture::draw(picture.draw, &shown));
        let new = NewUpload {
            dispute,
            room,
            name: picture.name.clone(),
            size: u64::try_from(bytes.len()).unwrap_or_default(),
            media_type: "image/png".to_owned(),
            kind: Some(picture.kind),
            purpose: picture.purpose.clone(),
            mediator_only: false,
        };
        let announced = evidence::begin(self.ctx, by, new).await?;
        let whole: Result<Bytes, std::io::Error> = Ok(bytes);
        let incoming = Incoming {
            offset: 0,
            bytes: futures_util::stream::iter([whole]),
        };
        let done = evidence::append(self.ctx, by, announced.upload.id, incoming).await?;
        Ok(done.evidence.ok_or(Failure::Busy)?.id)
    }

    async fn exhibits(&self, by: &Part, pictures: &[Picture]) -> Result<Vec<Exhibit>, DemoError> {
        let mut exhibits = Vec::with_capacity(pictures.len());
        for picture in pictures {
            let id = self
                .bring_in(&by.caller, by.loaded.dispute.id, None, picture)
                .await?;
            let kind = picture.kind;
            exhibits.push(Exhibit { id, kind });
        }
        Ok(exhibits)
    }

    async fn room(&self, kind: RoomKind) -> Result<RoomId, DemoError> {
        let rooms = self.ctx.store.rooms_of(self.dispute()?).await?;
        let found = rooms.into_iter().find(|room| room.kind == kind);
        Ok(found.ok_or(Failure::NotFound)?.id)
    }

    async fn say(
        &self,
        part: &Part,
        kind: RoomKind,
        nth: usize,
        text: &str,
        pictures: &[Picture],
    ) -> Result<(), DemoError> {
        let room = self.read(part, kind).await?;
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

    /// Whoever acts has read what was said before.
    async fn read(&self, part: &Part, kind: RoomKind) -> Result<RoomId, DemoError> {
        let room = self.room(kind).await?;
        room::mark_read(self.ctx, &part.caller.standing, room, u64::MAX).await?;
        Ok(room)
    }

    async fn edit(&self, part: &Part, text: &str) -> Result<(), DemoError> {
        let (room, message) = self.last_own(part).await?;
        let standing = &part.caller.standing;
        room::edit(self.ctx, standing, room, message, text.trim(), 1).await?;
        Ok(())
    }

    async fn redact(&self, part: &Part) -> Result<(), DemoError> {
        let (room, message) = self.last_own(part).await?;
        room::redact(self.ctx, &part.caller.standing, room, message).await?;
        Ok(())
    }

    async fn last_own(&self, part: &Part) -> Result<(RoomId, MessageId), DemoError> {
        let room = self.room(RoomKind::Negotiation).await?;
        let shown = room::snapshot(self.ctx, &part.caller.standing, room).await?;
        let person = part.caller.standing.person;
        let own = |event: &&room::RoomEventView| event.by.person == Some(person);
        let mut messages = shown.events.iter().rev().filter(own);
        let last = messages.find_map(|event| event.message.as_ref());
        Ok((room, last.ok_or(Failure::NotFound)?.id))
    }

    async fn command(&self, part: &Part, deed: &Deed) -> Result<Command, DemoError> {
        let id = self.dispute()?;
        let mut desk = Desk::new(self.ctx, &part.caller, id);
        let at = &part.loaded;
        let day = |day: super::moment::Day| day.date(self.plan.date);
        let command = match deed {
            Deed::Answer {
                finding,
                next,
                proved,
            } => Command::Answer {
                finding: desk.text("/finding", finding, 6),
                next_step: desk.text("/next_step", next, 6),
                claim_proved: *proved,
            },
            Deed::Respond { text } => Command::Respond {
                statement: desk.text("/statement", text, 2),
            },
            Deed::Ask { items, note } => Command::AskMaterial {
                items: desk.texts("/items", items),
                note: desk.maybe("/note", note.as_deref()),
            },
            Deed::Supply { text, pictures } => Command::SupplyMaterial {
                statement: desk.text("/statement", text, 1),
                exhibits: self.exhibits(part, pictures).await?,
            },
            Deed::Show { purpose, pictures } => Command::SubmitEvidence {
                exhibits: self.exhibits(part, pictures).await?,
                purpose: desk.maybe("/purpose", purpose.as_deref()),
            },
            Deed::Demand { of, items } => Command::DemandEvidence {
                of: party(at, *of)?,
                items: desk.texts("/items", items),
            },
            Deed::Attempt { method, result } => Command::RecordAttempt {
                party: party(at, Side::Shop)?,
                method: *method,
                result: desk.text("/result", result, 1),
            },
            Deed::MarkUnreachable {} => Command::MarkUnreachable {
                party: party(at, Side::Shop)?,
            },
            Deed::ConfirmUnreachable {} => Command::ConfirmUnreachable {
                party: party(at, Side::Shop)?,
            },
            Deed::HandOver { note } => Command::TakeOver {
                responder: self.colleague(at)?,
                note: desk.maybe("/note", note.as_deref()),
            },
            Deed::Urge {} => Command::Urge,
            Deed::Offer {
                promises,
                lapses,
                note,
            } => Command::Offer {
                to: None,
                terms: self.terms(&mut desk, at, promises, day(*lapses), note.as_deref())?,
            },
            Deed::Counter {
                promises,
                lapses,
                note,
            } => Command::Counter {
                offer: open_offer(at)?,
                terms: self.terms(&mut desk, at, promises, day(*lapses), note.as_deref())?,
            },
            Deed::WithdrawOffer {} => Command::WithdrawOffer {
                offer: open_offer(at)?,
            },
            Deed::Accept {} => Command::AcceptOffer {
                offer: open_offer(at)?,
            },
            Deed::Fail { reason } => Command::DeclareFailed {
                reason: desk.maybe("/reason", reason.as_deref()),
            },
            Deed::Extend {} => Command::Extend,
            Deed::Sign {} => self.signature(&mut desk, part).await?,
            Deed::Perform {
                nth,
                part: some,
                proof,
                pictures,
            } => Command::RecordPerformance {
                agreement: in_force(at)?.id,
                obligation: promise(at, *nth)?,
                extent: some.map_or(Extent::Whole, |amount| Extent::Part(Some(amount))),
                proof: desk.text("/proof", proof, 2),
                exhibits: self.exhibits(part, pictures).await?,
            },
            Deed::Confirm { nth } => Command::ConfirmObligation {
                agreement: in_force(at)?.id,
                obligation: promise(at, *nth)?,
            },
            Deed::Dispute { nth, reason } => Command::DisputeObligation {
                agreement: in_force(at)?.id,
                obligation: promise(at, *nth)?,
                reason: desk.text("/reason", reason, 2),
            },
            Deed::NewDate { nth, due } => Command::ChooseAfterBreach {
                choice: AfterBreach::NewDate {
                    obligation: promise(at, *nth)?,
                    due_on: day(*due),
                },
            },
            Deed::GiveUp {} => Command::ChooseAfterBreach {
                choice: AfterBreach::GiveUp,
            },
            Deed::Suspend {
                reason,
                number,
                pictures,
            } => Command::Suspend {
                reason: *reason,
                number: desk.maybe("/number", number.as_deref()),
                slip: self.exhibits(part, pictures).await?.first().copied(),
            },
            Deed::Resume {} => Command::Resume,
            Deed::External {
                target,
                number,
                accepted,
            } => Command::RecordExternal {
                case: Elsewhere {
                    target: *target,
                    number: desk.maybe("/number", number.as_deref()),
                    accepted_on: accepted.map(day),
                },
            },
            Deed::Refuse { ground, reasons } => Command::Refuse {
                ground: *ground,
                reasons: desk.text("/reasons", reasons, 4),
            },
            Deed::Discontinue { ground, reasons } => Command::Discontinue {
                ground: *ground,
                reasons: desk.text("/reasons", reasons, 4),
            },
            Deed::Appeal { reasons } => Command::Appeal {
                reasons: desk.text("/reasons", reasons, 4),
            },
            Deed::DecideAppeal { upheld, reasons } => Command::DecideAppeal {
                upheld: *upheld,
                reasons: desk.text("/reasons", reasons, 4),
            },
            Deed::Withdraw {
                money_arrived,
                reason,
            } => Command::Withdraw {
                money_arrived: *money_arrived,
                warning_read: true,
                reason: desk.maybe("/reason", reason.as_deref()),
            },
            Deed::Close {} => Command::Close,
            Deed::Reopen { text } => Command::Reopen {
                new_facts: desk.text("/new_facts", text, 4),
            },
            Deed::Say { .. }
            | Deed::Note { .. }
            | Deed::Edit { .. }
            | Deed::Redact {}
            | Deed::Read {} => return Err(DemoError::Script("no verb".to_owned())),
        };
        desk.check()?;
        Ok(command)
    }

    fn colleague(&self, at: &Loaded) -> Result<PersonId, DemoError> {
        let responder = at.dispute.responder.map(|(person, _)| person);
        let mut agents = self.cast.service_agents();
        let other = agents.find(|agent| Some(*agent) != responder);
        Ok(other.ok_or(Failure::NotFound)?)
    }

    fn terms(
        &self,
        desk: &mut Desk<'_>,
        at: &Loaded,
        promised: &[Promised],
        lapses_on: jiff::civil::Date,
        note: Option<&str>,
    ) -> Result<Terms, DemoError> {
        let mut promises = Vec::with_capacity(promised.len());
        for one in promised {
            let other = match one.owes {
                Side::Consumer => Side::Shop,
                Side::Shop => Side::Consumer,
            };
            promises.push(Promise {
                id: desk.mint(),
                owes: party(at, one.owes)?,
                to: party(at, other)?,
                kind: one.kind,
                what: desk.text("/what", &one.what, 1),
                amount: one.amount,
                how: desk.text("/how", &one.how, 1),
                due_on: one.due.date(self.plan.date),
            });
        }
        Ok(Terms {
            agreement: desk.mint(),
            promises,
            provisions: Provisions::default(),
            lapses_on,
            note: desk.maybe("/note", note),
        })
    }

    /// Under the name by which the party is known here.
    async fn signature(&self, desk: &mut Desk<'_>, part: &Part) -> Result<Command, DemoError> {
        desk.freshly_proved()?;
        let agreement = in_force(&part.loaded)?;
        let person = part.caller.standing.person;
        let person = self
            .ctx
            .store
            .person(person)
            .await?
            .ok_or(Failure::NotFound)?;
        Ok(Command::Sign {
            agreement: agreement.id,
            name: desk.text("/name", &person.name, 1),
            digest: agreement.digest,
        })
    }
}

fn remedies(story: &Story) -> Vec<DraftRemedy> {
    let wanted = story.want.iter().map(|one| DraftRemedy {
        remedy: one.remedy,
        amount_fen: one.amount,
        note: one.note.clone(),
    });
    wanted.collect()
}

fn party(loaded: &Loaded, side: Side) -> Result<PartyId, Failure> {
    let seat = match side {
        Side::Consumer => Seat::Consumer,
        Side::Shop => Seat::Respondent,
    };
    let mut parties = loaded.dispute.parties.iter();
    let found = parties.find(|party| party.fact.seat == seat);
    found.map(|party| party.fact.id).ok_or(Failure::NotFound)
}

fn open_offer(loaded: &Loaded) -> Result<AgreementId, Failure> {
    let last = loaded.dispute.open_offers().last();
    last.map(|offer| offer.id).ok_or(Failure::NotFound)
}

fn in_force(loaded: &Loaded) -> Result<&Agreement, Failure> {
    loaded.dispute.agreement_in_force().ok_or(Failure::NotFound)
}

fn promise(loaded: &Loaded, nth: usize) -> Result<ObligationId, Failure> {
    let promised: Option<&Obligation> = in_force(loaded)?.obligations.get(nth);
    promised.map(|one| one.fact.id).ok_or(Failure::NotFound)
}
