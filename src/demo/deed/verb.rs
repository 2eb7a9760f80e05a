//! The commands of the table, from what the script says.

use hejie_domain::dispute::command::{AfterBreach, Command, Elsewhere, Extent};
use hejie_domain::ids::PersonId;
use hejie_domain::law::doors::CONFIRMATION_VERSION;

use super::settle::{in_force, open_offer, party, promise};
use super::{Part, Scene};
use crate::app::Failure;
use crate::app::dispute::Desk;
use crate::db::dispute::Loaded;
use crate::demo::DemoError;
use crate::demo::moment::Day;
use crate::demo::script::{Deed, Side};

impl Scene<'_> {
    /// What the pages would have sent for it.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what is left is a mediation's"
    )]
    pub(super) async fn command(&self, part: &Part, deed: &Deed) -> Result<Command, DemoError> {
        let id = self.dispute()?;
        let mut desk = Desk::new(self.ctx, &part.caller, id);
        let at = &part.loaded;
        let day = |day: Day| day.date(self.plan.date);
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
            Deed::Offer(offered) => Command::Offer {
                to: None,
                terms: self.terms(&mut desk, at, offered)?,
            },
            Deed::Counter(offered) => Command::Counter {
                offer: open_offer(at)?,
                terms: self.terms(&mut desk, at, offered)?,
            },
            Deed::WithdrawOffer {} => Command::WithdrawOffer {
                offer: open_offer(at)?,
            },
            Deed::Accept {} => Command::AcceptOffer {
                ends_others: true,
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
            Deed::ChooseDoor { door } => Command::ChooseDoor {
                door: *door,
                confirmed: Some(CONFIRMATION_VERSION.to_owned()),
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
            mediation => self.mediating(&mut desk, part, mediation).await?,
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
}
