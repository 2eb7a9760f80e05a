//! A dispute with people in it, and a clock to move.

use std::cell::RefCell;
use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use uuid::Uuid;

use crate::Now;
use crate::access::{OrganisationKind, Role, StaffRole};
use crate::calendar::Calendar;
use crate::dispute::apply::rebuild;
use crate::dispute::clocks::{Clock, ClockKey, Subject};
use crate::dispute::command::{
    AfterBreach, Candidate, Claim, Command, Extent, Filing, Promise, Provisions, Terms,
};
use crate::dispute::event::{Actor, BodyFact, Event, Fact, PartyFact, Yes};
use crate::dispute::lists::{ClosingKind, Phase, Seat, Verb};
use crate::dispute::session::{SessionOrder, SessionStep};
use crate::dispute::state::Dispute;
use crate::dispute::{Law, Refusal, allowed, decide, file, governing};
use crate::ids::{Id, TextId};
use crate::law::doors::CONFIRMATION_VERSION;
use crate::mediation::BodyKind;
use crate::money::Fen;
use crate::ruleset::{Province, RuleBook, TermId};
use crate::taxonomy::{Category, Remedy};
use crate::text::{Statement, Text};

pub(super) fn id<T: Id>(number: u128) -> T {
    T::from_uuid(Uuid::from_u128(number))
}

pub(super) fn text(words: &str) -> Text {
    Text {
        id: id::<TextId>(7),
        salt: [1; 16],
        words: Statement::parse(words).unwrap(),
    }
}

pub(super) fn fen(fen: i64) -> Fen {
    Fen::new(fen).unwrap()
}

pub(super) const CONSUMER: Actor = actor(Seat::Consumer, 1, Some(11));
pub(super) const RESPONDENT: Actor = actor(Seat::Respondent, 2, Some(12));
pub(super) const RESPONDER: Actor = actor(Seat::FirstResponder, 3, None);
pub(super) const AGENT: Actor = actor(Seat::ServiceAgent, 4, None);
pub(super) const SUPERVISOR: Actor = actor(Seat::Supervisor, 5, None);
pub(super) const REGISTRAR: Actor = actor(Seat::Registrar, 7, None);
pub(super) const MEDIATOR: Actor = actor(Seat::Mediator, 8, None);
pub(super) const SUCCESSOR: Actor = actor(Seat::Mediator, 9, None);
/// A second respondent, in the disputes that have one.
pub(super) const STREAMER: Actor = actor(Seat::Respondent, 22, Some(13));
pub(super) const OTHER_SUPERVISOR: Actor = actor(Seat::Supervisor, 6, None);

const fn actor(seat: Seat, person: u128, party: Option<u128>) -> Actor {
    use crate::ids::{PartyId, PersonId};
    let party = match party {
        Some(number) => Some(PartyId::constant(number)),
        None => None,
    };
    Actor {
        seat,
        person: Some(PersonId::constant(person)),
        party,
    }
}

thread_local! {
    /// Every row of the table that was taken in this thread.
    static TAKEN: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
}

/// The rows that `story` takes.
pub(super) fn taken_by(story: fn()) -> BTreeSet<&'static str> {
    TAKEN.take();
    story();
    TAKEN.take()
}

/// A world with one dispute in it.
pub(super) struct World {
    pub(super) book: RuleBook,
    pub(super) calendar: Calendar,
    pub(super) at: Timestamp,
    pub(super) log: Vec<Event>,
    pub(super) dispute: Dispute,
}

impl World {
    /// Filed on that local time, e.g. `2026-09-21T10:00`.
    pub(super) fn filed(local: &str) -> Self {
        Self::filed_over(local, 219_900)
    }

    /// The same over another sum.
    pub(super) fn filed_over(local: &str, claimed: i64) -> Self {
        let at = format!("{local}:00+08:00").parse().unwrap();
        let book = RuleBook::load().unwrap();
        let calendar = Calendar::shipped().unwrap();
        let now = Now { at };
        Self::of(book, calendar, at, |book| filing(book, now, fen(claimed)))
    }

    /// The same against two respondents.
    pub(super) fn filed_against_two(local: &str) -> Self {
        let at = format!("{local}:00+08:00").parse().unwrap();
        let book = RuleBook::load().unwrap();
        let calendar = Calendar::shipped().unwrap();
        Self::of(book, calendar, at, |book| {
            let mut filing = filing(book, Now { at }, fen(219_900));
            filing.parties.push(PartyFact {
                id: id(13),
                seat: Seat::Respondent,
                person: Some(id(22)),
                organisation: None,
            });
            filing
        })
    }

    fn of(
        book: RuleBook,
        calendar: Calendar,
        at: Timestamp,
        filing: impl Fn(&RuleBook) -> Filing,
    ) -> Self {
        let now = Now { at };
        let law = Law {
            book: &book,
            calendar: &calendar,
        };
        let filing = filing(&book);
        let facts = file(id(1), &CONSUMER, &filing, &law, now).unwrap();
        TAKEN.with_borrow_mut(|taken| taken.insert("file"));
        let log = numbered(0, CONSUMER, facts, at);
        let dispute = rebuild(id(1), &log).unwrap();
        Self {
            book,
            calendar,
            at,
            log,
            dispute,
        }
    }

    /// As it is, for comparing with what comes.
    pub(super) fn clone_for_check(&self) -> Self {
        Self {
            book: self.book.clone(),
            calendar: self.calendar.clone(),
            at: self.at,
            log: Vec::new(),
            dispute: self.dispute.clone(),
        }
    }

    pub(super) fn now(&self) -> Now {
        Now { at: self.at }
    }

    pub(super) fn act(&mut self, actor: Actor, command: &Command) -> Result<Vec<Fact>, Refusal> {
        let law = Law {
            book: &self.book,
            calendar: &self.calendar,
        };
        let rule = governing(&self.dispute, &actor, command);
        let facts = decide(&self.dispute, &actor, command, &law, self.now())?;
        TAKEN.with_borrow_mut(|taken| taken.extend(rule.map(|rule| rule.id)));
        for event in numbered(self.dispute.head, actor, facts.clone(), self.at) {
            self.dispute.apply(&event).unwrap();
            self.log.push(event);
        }
        Ok(facts)
    }

    /// The same, where nothing may stand against it.
    pub(super) fn ok(&mut self, actor: Actor, command: &Command) -> &mut Self {
        self.act(actor, command)
            .unwrap_or_else(|refusal| panic!("{command:?}: {refusal}"));
        self
    }

    pub(super) fn allowed(&self, actor: Actor) -> Vec<Verb> {
        let law = Law {
            book: &self.book,
            calendar: &self.calendar,
        };
        allowed(&self.dispute, &actor, &law, self.now())
    }

    pub(super) fn phase(&self) -> Phase {
        self.dispute.phase()
    }

    pub(super) fn hours(&mut self, hours: i64) -> &mut Self {
        self.advance(SignedDuration::from_hours(hours))
    }

    pub(super) fn days(&mut self, days: i64) -> &mut Self {
        self.hours(days * 24)
    }

    /// Lets time pass and does what time does, in the order of the terms.
    pub(super) fn advance(&mut self, by: SignedDuration) -> &mut Self {
        let until = self.at + by;
        loop {
            let next = self
                .dispute
                .clocks
                .iter()
                .filter_map(wake)
                .min_by_key(|(at, _)| *at);
            let sessions = self.dispute.sessions.iter();
            let session = sessions
                .filter_map(|one| Some((one.wake_at()?, one.id)))
                .min();
            if let Some((at, session)) = session
                && at <= until
                && next.is_none_or(|(clock, _)| at <= clock)
            {
                self.at = self.at.max(at);
                let order = SessionOrder::of(SessionStep::Time { session });
                self.ok(Actor::CLOCK, &Command::Session(Box::new(order)));
                continue;
            }
            let Some((at, key)) = next.filter(|(at, _)| *at <= until) else {
                break;
            };
            self.at = self.at.max(at);
            let clock = self.dispute.clock(key).unwrap();
            let reminds = clock.due_at() > self.at;
            let command = if reminds {
                Command::Remind { key }
            } else {
                Command::TermEnds { key }
            };
            self.ok(Actor::CLOCK, &command);
        }
        self.at = until;
        self
    }

    pub(super) fn today(&self) -> Date {
        self.now().today()
    }

    pub(super) fn in_days(&self, days: i64) -> Date {
        self.today().checked_add(days.days()).unwrap()
    }

    pub(super) fn clock(&self, term: TermId) -> &Clock {
        let of_term = |clock: &&Clock| clock.key.term == term;
        self.dispute
            .clocks
            .iter()
            .find(of_term)
            .unwrap_or_else(|| panic!("no {term} runs"))
    }

    pub(super) fn due(&self, term: TermId) -> String {
        let due_at = self.clock(term).due_at().to_zoned(crate::zone());
        due_at.strftime("%Y-%m-%d %H:%M").to_string()
    }

    pub(super) fn kinds(&self) -> Vec<&'static str> {
        self.log.iter().map(|event| event.fact.kind()).collect()
    }
}

fn wake(clock: &Clock) -> Option<(Timestamp, ClockKey)> {
    clock.wake_at().map(|at| (at, clock.key))
}

pub(super) fn numbered(head: u64, actor: Actor, facts: Vec<Fact>, at: Timestamp) -> Vec<Event> {
    let event = |(seq, fact)| Event {
        seq,
        at,
        actor,
        fact,
    };
    (head + 1..).zip(facts).map(event).collect()
}

fn filing(book: &RuleBook, now: Now, claimed: Fen) -> Filing {
    let party = |seat, party, person| PartyFact {
        id: id(party),
        seat,
        person: Some(id(person)),
        organisation: None,
    };
    Filing {
        platform: id(90),
        on_behalf: false,
        parties: vec![party(Seat::Consumer, 11, 1), party(Seat::Respondent, 12, 2)],
        claim: Claim {
            category: Category::Quality,
            overlays: Vec::new(),
            remedies: vec![(Remedy::RefundFull, Some(claimed))],
            paid: Some(claimed),
            statement: text("洗衣机用了四个月就漏水。"),
            particulars: text("{}"),
        },
        elsewhere: Vec::new(),
        exhibits: Vec::new(),
        binding: book.binding(now.today(), None).unwrap(),
        responder: Some(id(3)),
    }
}

pub(super) fn answer() -> Command {
    Command::Answer {
        finding: text("已核实订单和物流。"),
        next_step: text("请商家三日内提出方案。"),
        claim_proved: false,
    }
}

/// An offer that the respondent pays `amount` by `due_on`.
pub(super) fn offer(number: u128, amount: i64, lapses_on: Date, due_on: Date) -> Command {
    Command::Offer {
        to: None,
        terms: terms(number, amount, lapses_on, due_on),
    }
}

pub(super) fn terms(number: u128, amount: i64, lapses_on: Date, due_on: Date) -> Terms {
    let promise = Promise {
        id: id(number * 10),
        owes: id(12),
        to: id(11),
        kind: Remedy::RefundPart,
        what: text("退款"),
        amount: Some(fen(amount)),
        how: text("原路退回"),
        due_on,
    };
    Terms {
        agreement: id(number),
        promises: vec![promise],
        provisions: Provisions::default(),
        lapses_on,
        note: None,
        ends_others: false,
    }
}

pub(super) fn accept(number: u128) -> Command {
    Command::AcceptOffer {
        offer: id(number),
        ends_others: false,
    }
}

pub(super) fn sign(world: &World, number: u128) -> Command {
    let digest = world.dispute.agreement(id(number)).unwrap().digest;
    Command::Sign {
        agreement: id(number),
        name: text("何晓"),
        digest,
    }
}

pub(super) fn record(number: u128, extent: Extent) -> Command {
    Command::RecordPerformance {
        agreement: id(number),
        obligation: id(number * 10),
        extent,
        proof: text("转账回单 8834"),
        exhibits: Vec::new(),
    }
}

pub(super) fn confirm(number: u128) -> Command {
    Command::ConfirmObligation {
        agreement: id(number),
        obligation: id(number * 10),
    }
}

pub(super) fn dispute_it(number: u128) -> Command {
    Command::DisputeObligation {
        agreement: id(number),
        obligation: id(number * 10),
        reason: text("没有收到。"),
    }
}

pub(super) fn new_date(number: u128, due_on: Date) -> Command {
    let choice = AfterBreach::NewDate {
        obligation: id(number * 10),
        due_on,
    };
    Command::ChooseAfterBreach { choice }
}

pub(super) fn withdraw(warning_read: bool) -> Command {
    Command::Withdraw {
        money_arrived: false,
        warning_read,
        reason: None,
    }
}

/// A body in Zhejiang, if `province` says so.
pub(super) fn body(kind: BodyKind, province: Option<&str>) -> BodyFact {
    BodyFact {
        organisation: id(91),
        kind,
        province: province.map(|code| Province::parse(code).unwrap()),
    }
}

pub(super) fn ask(number: u128, kind: BodyKind) -> Command {
    ask_body(number, body(kind, None))
}

/// The warning is confirmed as it reads today.
pub(super) fn ask_body(number: u128, body: BodyFact) -> Command {
    Command::AskMediation {
        mediation: id(number),
        body,
        yes: Yes::default(),
        confirmed: Some(CONFIRMATION_VERSION.to_owned()),
        reason: None,
    }
}

pub(super) fn consent() -> Command {
    Command::Consent {
        yes: Yes::default(),
        confirmed: Some(CONFIRMATION_VERSION.to_owned()),
    }
}

pub(super) fn decline() -> Command {
    Command::Decline { reason: None }
}

/// Somebody who mediates for the body and has nothing to do with the dispute.
pub(super) fn candidate(person: u128) -> Candidate {
    Candidate {
        mediator: id(person),
        roles: of_the_body(),
        experience: Some(text("从事消费调解九年")),
        disclosed: None,
    }
}

pub(super) fn of_the_body() -> Vec<Role> {
    vec![Role {
        organisation: id(91),
        kind: OrganisationKind::MediationBody,
        role: StaffRole::Mediator,
    }]
}

pub(super) fn appoint(person: u128) -> Command {
    Command::Appoint {
        candidate: candidate(person),
    }
}

pub(super) fn replace(person: u128) -> Command {
    Command::Replace {
        candidate: candidate(person),
        reason: text("另有安排"),
    }
}

pub(super) fn take_it() -> Command {
    Command::AcceptAppointment {
        roles: of_the_body(),
        declared: None,
    }
}

pub(super) fn challenge() -> Command {
    Command::Challenge {
        reason: text("与商家有业务往来"),
    }
}

pub(super) fn decide_challenge(upheld: bool) -> Command {
    Command::DecideChallenge {
        upheld,
        reasons: text("已核实"),
    }
}

pub(super) fn resign() -> Command {
    Command::Resign {
        reason: text("身体原因"),
    }
}

pub(super) fn end_mediation() -> Command {
    Command::EndMediation { reason: None }
}

pub(super) fn seal(world: &World, number: u128) -> Command {
    let digest = world.dispute.agreement(id(number)).unwrap().digest;
    Command::Seal {
        agreement: id(number),
        digest,
    }
}

/// A dispute in which a body was asked and every party agreed, the consumer having asked.
pub(super) fn consented_to(body: BodyFact) -> World {
    let mut world = World::filed("2026-09-07T10:00");
    world
        .hours(2)
        .ok(RESPONDER, &answer())
        .ok(CONSUMER, &ask_body(71, body))
        .ok(RESPONDENT, &consent());
    world
}

/// A dispute whose case a body took, without a mediator.
pub(super) fn accepted_by(body: BodyFact) -> World {
    let mut world = consented_to(body);
    world.ok(REGISTRAR, &Command::AcceptCase);
    world
}

/// A dispute in mediation by such a body.
pub(super) fn mediated_by(body: BodyFact) -> World {
    let mut world = accepted_by(body);
    world.ok(REGISTRAR, &appoint(8)).ok(MEDIATOR, &take_it());
    world
}

/// A dispute in mediation by a people's mediation committee.
pub(super) fn mediating() -> World {
    mediated_by(body(BodyKind::Peoples, None))
}

/// A dispute whose agreement, number 81, was mediated and is being signed, to be performed in ten
/// days.
pub(super) fn signing_mediated(mut world: World) -> World {
    let (lapses_on, due_on) = (world.in_days(3), world.in_days(10));
    let terms = terms(81, 100_000, lapses_on, due_on);
    let between = [id(11), id(12)];
    world
        .ok(MEDIATOR, &Command::Propose { between, terms })
        .ok(RESPONDENT, &accept(81))
        .ok(CONSUMER, &accept(81));
    world
}

/// The same, signed.
pub(super) fn signed_mediated(world: World) -> World {
    let mut world = signing_mediated(world);
    let signature = sign(&world, 81);
    world.ok(CONSUMER, &signature).ok(RESPONDENT, &signature);
    world
}

pub(super) fn of(term: TermId) -> ClockKey {
    ClockKey {
        term,
        subject: Subject::Dispute,
    }
}

/// A dispute that is being signed, to be performed in ten days.
pub(super) fn signing() -> World {
    let mut world = World::filed("2026-09-21T10:00");
    world.hours(2).ok(RESPONDER, &answer());
    let (lapses_on, due_on) = (world.in_days(3), world.in_days(10));
    world.ok(RESPONDENT, &offer(21, 100_000, lapses_on, due_on));
    world.ok(CONSUMER, &accept(21));
    world
}

/// A dispute that is being performed, due in ten days.
pub(super) fn performing() -> World {
    let mut world = signing();
    let by_consumer = sign(&world, 21);
    world
        .ok(CONSUMER, &by_consumer)
        .ok(RESPONDENT, &by_consumer);
    world
}

/// As what the dispute is closed, if it is.
pub(super) fn closed_as(world: &World) -> Option<ClosingKind> {
    world.dispute.state.closing().map(|(kind, _)| kind)
}
