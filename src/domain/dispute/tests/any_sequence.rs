//! Whatever people do, in whatever order: no illegal phase, no lost term, no open phase without a
//! door and a term, and a log that tells the whole story.

use jiff::SignedDuration;
use proptest::prelude::*;

use super::people::*;
use crate::dispute::apply::rebuild;
use crate::dispute::command::{
    AfterBreach, Candidate, Command, Elsewhere, Exhibit, Extent, NewContact, OrderStep,
};
use crate::dispute::event::{Actor, BodyFact, Fact};
use crate::dispute::lists::{
    AttemptMethod, Condition, ContactWrong, Phase, Seat, SuspensionReason, Verb,
};
use crate::dispute::log;
use crate::dispute::mediation::Mediation;
use crate::dispute::rules::{RULES, Target};
use crate::dispute::session::{Proposal, SessionChoice, SessionOrder, SessionStep, SessionWay};
use crate::document::{DocumentKind, DocumentStage, Subject};
use crate::ids::{AgreementId, JointFactId, ObligationId};
use crate::law::doors::{CONFIRMATION_VERSION, Door};
use crate::mediation::BodyKind;
use crate::ruleset::TermId;
use crate::taxonomy::{ElsewhereTarget, EvidenceKind, RejectionGround, TerminationReason};
use crate::text::Sha256Hash;

#[derive(Debug, Clone)]
struct Step {
    hours: i64,
    actor: usize,
    verb: usize,
    pick: usize,
    flag: bool,
}

fn step() -> impl Strategy<Value = Step> {
    let hours = prop_oneof![3 => 0..6_i64, 2 => 6..48_i64, 1 => 48..500_i64];
    let verb = 0..Verb::ALL.len();
    (hours, 0..PEOPLE.len(), verb, 0..4_usize, any::<bool>()).prop_map(
        |(hours, actor, verb, pick, flag)| Step {
            hours,
            actor,
            verb,
            pick,
            flag,
        },
    )
}

const PEOPLE: [Actor; 9] = [
    CONSUMER,
    RESPONDENT,
    RESPONDER,
    AGENT,
    SUPERVISOR,
    OTHER_SUPERVISOR,
    REGISTRAR,
    MEDIATOR,
    SUCCESSOR,
];

fn pick<T: Copy>(all: &[T], at: usize) -> Option<T> {
    all.get(at % all.len().max(1)).copied()
}

fn command(world: &World, step: &Step, number: u128) -> Option<Command> {
    let offers: Vec<AgreementId> = world.dispute.agreements.iter().map(|one| one.id).collect();
    let in_force = world.dispute.agreement_in_force();
    let promise = || -> Option<(AgreementId, ObligationId)> {
        let agreement = in_force?;
        Some((
            agreement.id,
            pick(
                &agreement
                    .obligations
                    .iter()
                    .map(|o| o.fact.id)
                    .collect::<Vec<_>>(),
                step.pick,
            )?,
        ))
    };
    let (lapses_on, due_on) = (
        world.in_days(step.hours % 5),
        world.in_days(step.hours % 5 + 3),
    );
    let terms = || {
        let due_on = if step.flag { due_on } else { lapses_on };
        terms(number, 1_000 + step.hours, lapses_on, due_on)
    };
    let exhibit = Exhibit {
        for_mediator: false,
        id: id(1_000 + number),
        kind: EvidenceKind::Official,
    };
    let target = if step.flag {
        ElsewhereTarget::Court
    } else {
        ElsewhereTarget::Bureau
    };
    Some(match pick(Verb::ALL, step.verb)? {
        Verb::File | Verb::TermEnds | Verb::Remind => return None,
        Verb::RecordDelivery => Command::RecordDelivery {
            party: id(12),
            method: "sms".into(),
        },
        Verb::KeepDocument => Command::KeepDocument {
            document: id(number),
            subject: Subject {
                kind: DocumentKind::Agreement,
                stage: DocumentStage::Signed,
                agreement: Some(id(number)),
                mediation: None,
            },
            sha256: Sha256Hash::ZERO,
        },
        Verb::Answer => Command::Answer {
            finding: text("认定"),
            next_step: text("下一步"),
            claim_proved: step.flag,
        },
        Verb::Respond => Command::Respond {
            statement: text("回应"),
        },
        Verb::AskMaterial => Command::AskMaterial {
            items: vec![text("材料")],
            note: None,
        },
        Verb::SupplyMaterial => Command::SupplyMaterial {
            statement: text("补充"),
            exhibits: vec![exhibit],
        },
        Verb::SubmitEvidence => Command::SubmitEvidence {
            exhibits: vec![exhibit],
            purpose: None,
        },
        Verb::DemandEvidence => Command::DemandEvidence {
            of: id(11 + u128::from(step.flag)),
            items: vec![text("证据")],
        },
        Verb::RecordAttempt => Command::RecordAttempt {
            party: id(12),
            method: AttemptMethod::Visit,
            result: text("无人"),
        },
        Verb::CorrectContact => Command::CorrectContact {
            party: id(12),
            to: NewContact {
                phone: None,
                email: None,
            },
            why: if step.flag {
                ContactWrong::Stranger
            } else {
                ContactWrong::Changed
            },
        },
        Verb::MarkUnreachable => Command::MarkUnreachable { party: id(12) },
        Verb::ConfirmUnreachable => Command::ConfirmUnreachable { party: id(12) },
        Verb::TakeOver => Command::TakeOver {
            responder: id(3 + u128::from(step.flag)),
            note: None,
        },
        Verb::Urge => Command::Urge,
        Verb::AskMediation => {
            let kind = pick(BodyKind::ALL, step.pick)?;
            let organisation = id(91 + u128::from(step.flag));
            let body = BodyFact {
                organisation,
                ..body(kind, step.flag.then_some("33"))
            };
            ask_body(number, body)
        }
        Verb::Consent => consent(),
        Verb::Decline => decline(),
        Verb::AcceptCase => Command::AcceptCase,
        Verb::DeclineCase => Command::DeclineCase {
            reason: text("不属于受理范围"),
        },
        Verb::Appoint => Command::Appoint {
            candidate: of_present_body(world, candidate(8 + u128::from(step.flag))),
        },
        Verb::ObjectToMediator => Command::ObjectToMediator {
            reason: text("希望换人"),
        },
        Verb::AcceptAppointment => Command::AcceptAppointment {
            roles: of_present_body(world, candidate(8)).roles,
            declared: step.flag.then(|| text("曾是同事")),
        },
        Verb::DeclineAppointment => Command::DeclineAppointment { reason: None },
        Verb::Challenge => challenge(),
        Verb::DecideChallenge => decide_challenge(step.flag),
        Verb::Resign => resign(),
        Verb::MediatorGone => Command::MediatorGone,
        Verb::Replace => Command::Replace {
            candidate: of_present_body(world, candidate(8 + u128::from(step.flag))),
            reason: text("另有安排"),
        },
        Verb::OpenCaucus => Command::OpenCaucus {
            party: id(11 + u128::from(step.flag)),
        },
        Verb::CloseCaucus => Command::CloseCaucus {
            party: id(11 + u128::from(step.flag)),
        },
        Verb::UnsealCaucus => Command::UnsealCaucus,
        Verb::SetSession
        | Verb::ChooseSession
        | Verb::FixSession
        | Verb::CancelSession
        | Verb::RecordAttendance => session(world, step, number)?,
        // Time comes by itself.
        Verb::SessionTime => return None,
        Verb::Mute => Command::Order(OrderStep::Mute {
            party: id(11 + u128::from(step.flag)),
            reason: text("请先听完"),
        }),
        Verb::Unmute => Command::Order(OrderStep::Unmute {
            party: id(11 + u128::from(step.flag)),
        }),
        Verb::Remove => Command::Order(OrderStep::Remove {
            person: id(1),
            reason: text("请冷静"),
        }),
        Verb::LetIn => Command::Order(OrderStep::LetIn { person: id(1) }),
        Verb::ProposeFact => Command::ProposeFact {
            joint_fact: id(number),
            text: text("双方确认商品已于九月一日签收"),
        },
        Verb::ConfirmFact => Command::ConfirmFact {
            joint_fact: joint_fact(world)?,
        },
        Verb::DisputeFact => Command::DisputeFact {
            joint_fact: joint_fact(world)?,
            reason: None,
        },
        Verb::Propose => Command::Propose {
            between: [id(11), id(12)],
            terms: terms(),
        },
        Verb::EndMediation => end_mediation(),
        Verb::Terminate => Command::Terminate {
            reason: pick(TerminationReason::ALL, step.pick)?,
            note: None,
        },
        Verb::Seal => {
            let agreement = in_force?;
            Command::Seal {
                agreement: agreement.id,
                digest: agreement.digest,
            }
        }
        Verb::ApplyConfirmation => Command::ApplyConfirmation {
            agreement: in_force?.id,
        },
        Verb::Offer => Command::Offer {
            to: None,
            terms: terms(),
        },
        Verb::Counter => Command::Counter {
            offer: pick(&offers, step.pick)?,
            terms: terms(),
        },
        Verb::WithdrawOffer => Command::WithdrawOffer {
            offer: pick(&offers, step.pick)?,
        },
        Verb::AcceptOffer => Command::AcceptOffer {
            ends_others: true,
            offer: *offers.last()?,
        },
        Verb::DeclareFailed => Command::DeclareFailed { reason: None },
        Verb::Extend => Command::Extend,
        Verb::Sign => {
            let agreement = in_force?;
            let (agreement, digest) = (agreement.id, agreement.digest);
            Command::Sign {
                agreement,
                name: text("签名"),
                digest,
            }
        }
        Verb::RecordPerformance => {
            let (agreement, obligation) = promise()?;
            let extent = if step.flag {
                Extent::Whole
            } else {
                Extent::Part(Some(fen(300)))
            };
            let (proof, exhibits) = (text("凭证"), vec![exhibit]);
            Command::RecordPerformance {
                agreement,
                obligation,
                extent,
                proof,
                exhibits,
            }
        }
        Verb::ConfirmObligation => {
            let (agreement, obligation) = promise()?;
            Command::ConfirmObligation {
                agreement,
                obligation,
            }
        }
        Verb::DisputeObligation => {
            let (agreement, obligation) = promise()?;
            Command::DisputeObligation {
                agreement,
                obligation,
                reason: text("没有"),
            }
        }
        Verb::ChooseAfterBreach => Command::ChooseAfterBreach {
            choice: if step.flag {
                AfterBreach::NewDate {
                    obligation: promise()?.1,
                    due_on,
                }
            } else {
                AfterBreach::GiveUp
            },
        },
        Verb::Suspend => Command::Suspend {
            reason: pick(SuspensionReason::ALL, step.pick)?,
            number: None,
            slip: step.flag.then_some(exhibit),
        },
        Verb::Resume => Command::Resume,
        Verb::Merge => Command::Merge { into: id(77) },
        Verb::Unmerge => Command::Unmerge {
            reason: step.flag.then(|| text("不是同一件事。")),
        },
        Verb::RecordExternal => Command::RecordExternal {
            case: Elsewhere {
                target,
                number: None,
                accepted_on: Some(world.today()),
            },
        },
        Verb::Refuse => Command::Refuse {
            ground: RejectionGround::Other,
            reasons: text("理由"),
        },
        Verb::Discontinue => Command::Discontinue {
            ground: RejectionGround::Other,
            reasons: text("理由"),
        },
        Verb::Appeal => Command::Appeal {
            reasons: text("申诉"),
        },
        Verb::DecideAppeal => Command::DecideAppeal {
            upheld: step.flag,
            reasons: text("决定"),
        },
        Verb::Withdraw => withdraw(step.pick == 0),
        Verb::Close => Command::Close,
        Verb::StateFacts => Command::StateFacts { facts: text("{}") },
        Verb::ChooseDoor => Command::ChooseDoor {
            door: pick(Door::ALL, step.pick)?,
            confirmed: step.flag.then(|| CONFIRMATION_VERSION.to_owned()),
        },
        Verb::RecomputeTerms => Command::RecomputeTerms,
        Verb::Reopen => Command::Reopen {
            new_facts: text("新事实"),
        },
    })
}

/// Something about a session: a new one, or one that is there.
fn session(world: &World, step: &Step, number: u128) -> Option<Command> {
    let in_hours = |hours| world.now().at + SignedDuration::from_hours(hours);
    let there: Vec<_> = world.dispute.sessions.iter().collect();
    let known = pick(&there, step.pick);
    let verb = pick(Verb::ALL, step.verb)?;
    let step = if verb == Verb::SetSession {
        let known = known.filter(|_| step.flag).map(|one| one.id);
        SessionStep::Set(Box::new(Proposal {
            session: known.unwrap_or_else(|| id(500 + number)),
            slots: vec![in_hours(step.hours + 1)],
            minutes: 60,
            way: SessionWay::Room,
            place: None,
            note: None,
            fixed: step.flag,
        }))
    } else if verb == Verb::ChooseSession {
        let choice = pick(SessionChoice::ALL, step.pick)?;
        let choices = vec![choice; known?.slots.len()];
        let session = known?.id;
        SessionStep::Choose { session, choices }
    } else if verb == Verb::FixSession {
        SessionStep::Fix {
            session: known?.id,
            starts_at: *known?.slots.first()?,
        }
    } else if verb == Verb::CancelSession {
        SessionStep::Cancel {
            session: known?.id,
            reason: None,
        }
    } else {
        SessionStep::Attend {
            session: known?.id,
            present: known?.attendees().collect(),
        }
    };
    Some(Command::Session(Box::new(SessionOrder::of(step))))
}

/// With the roles of whichever body mediates just now.
fn of_present_body(world: &World, candidate: Candidate) -> Candidate {
    let present = world.dispute.mediation().map(|one| one.body.organisation);
    let mut roles = candidate.roles.clone();
    for role in &mut roles {
        role.organisation = present.unwrap_or(role.organisation);
    }
    Candidate { roles, ..candidate }
}

fn joint_fact(world: &World) -> Option<JointFactId> {
    let facts = &world.dispute.mediation()?.facts;
    facts.last().map(|fact| fact.id)
}

fn ends_with(when: Condition, term: TermId) -> bool {
    when == Condition::Term(term)
        || when == Condition::TermWithProof(term)
        || when == Condition::TermWithoutProof(term)
        || when == Condition::TermWithWilling(term)
        || when == Condition::TermWithoutWilling(term)
        || when == Condition::TermFirst(term)
        || when == Condition::TermAgain(term)
}

/// Only whoever is appointed has the mediator's seat.
fn present(world: &World, actor: Actor) -> Actor {
    let appointed = world.dispute.mediation().and_then(Mediation::mediator);
    if actor.seat == Seat::Mediator {
        Actor {
            person: appointed.or(actor.person),
            ..actor
        }
    } else {
        actor
    }
}

fn has_a_door_and_a_term(world: &World) {
    let phase = world.phase();
    if !phase.is_open() {
        return;
    }
    assert!(
        !world.dispute.clocks.is_empty(),
        "{phase} without a term:\n{:?}",
        world.kinds()
    );
    let runs = world.dispute.clocks.iter().any(|clock| {
        let leads_out = RULES.iter().any(|rule| {
            rule.verb == Verb::TermEnds
                && rule.from.contains(&phase)
                && (rule.to != Target::Same || !rule.opens.is_empty())
                && ends_with(rule.when, clock.key.term)
        });
        leads_out && !clock.is_paused()
    });
    assert!(
        runs,
        "{phase} hangs:\n{:?}\n{:?}",
        world.kinds(),
        world.dispute.clocks
    );
    let doors = PEOPLE
        .iter()
        .flat_map(|actor| world.allowed(*actor))
        .count();
    assert!(doors > 0, "{phase} has no door");
}

fn moves_follow_the_table(facts: &[Fact]) {
    for fact in facts {
        if let Fact::Moved { from, to, rule } = fact {
            let rule = RULES.iter().find(|row| row.id == rule).unwrap();
            assert!(
                rule.from.contains(from) || *from == Phase::Draft,
                "{} from {from}",
                rule.id
            );
            assert!(
                rule.to == Target::To(*to) || rule.to == Target::Back,
                "{}",
                rule.id
            );
        }
    }
}

fn what_is_allowed_is_not_refused_for_the_seat(
    world: &World,
    actor: Actor,
    verb: Verb,
    code: &str,
) {
    if world.allowed(actor).contains(&verb) {
        assert!(
            !matches!(code, "not_now" | "not_yours"),
            "{verb} was offered and refused: {code}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_verbs_breaks_the_procedure(steps in prop::collection::vec(step(), 1..60)) {
        let mut world = World::filed("2026-09-01T10:00");
        for (number, step) in (100_u128..).zip(&steps) {
            world.hours(step.hours);
            has_a_door_and_a_term(&world);
            let actor = present(&world, PEOPLE[step.actor]);
            let Some(command) = command(&world, step, number) else { continue };
            let actor = if command.verb() == Verb::RecordDelivery { Actor::CLOCK } else { actor };
            let before = world.clone_for_check();
            match world.act(actor, &command) {
                Ok(facts) => moves_follow_the_table(&facts),
                Err(refusal) => what_is_allowed_is_not_refused_for_the_seat(
                    &before, actor, command.verb(), refusal.code(),
                ),
            }
            has_a_door_and_a_term(&world);
        }
        let sealed = log::seal(id(1), Sha256Hash::ZERO, &world.log).unwrap();
        let read = log::open(id(1), &sealed).unwrap();
        prop_assert_eq!(&read, &world.log);
        prop_assert_eq!(rebuild(id(1), &read).unwrap(), world.dispute);
    }

    #[test]
    fn a_log_that_was_tampered_with_does_not_open(at in 0..6_usize, bit in 0..8_u32) {
        let world = performing();
        let mut sealed = log::seal(id(1), Sha256Hash::ZERO, &world.log).unwrap();
        let at = at % sealed.len();
        let data = sealed[at].data.clone().into_bytes();
        let mut bytes = data.clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1 << (bit % 3);
        prop_assume!(std::str::from_utf8(&bytes).is_ok());
        sealed[at].data = String::from_utf8(bytes).unwrap();
        prop_assert!(log::open(id(1), &sealed).is_err());
        sealed.remove(at);
        prop_assert!(sealed.is_empty() || log::open(id(1), &sealed).is_err() || at == sealed.len());
    }
}
