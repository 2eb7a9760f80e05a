//! What agreements say, and the documents that are made of them.

use super::people::*;
use crate::dispute::command::{Command, Provisions, Terms};
use crate::dispute::event::{Actor, Choices};
use crate::dispute::refusal::Refusal;
use crate::document::{DocumentKind, DocumentStage, Subject};
use crate::text::Sha256Hash;

fn negotiating() -> World {
    let mut world = World::filed("2026-09-01T10:00");
    world.hours(2).ok(RESPONDER, &answer());
    world
}

fn settled() -> World {
    let mut world = negotiating();
    let (lapses_on, due_on) = (world.in_days(2), world.in_days(5));
    world
        .ok(RESPONDENT, &offer(21, 50_000, lapses_on, due_on))
        .ok(CONSUMER, &accept(21));
    for party in [CONSUMER, RESPONDENT] {
        let command = sign(&world, 21);
        world.ok(party, &command);
    }
    world
}

fn kept(stage: DocumentStage, number: u128) -> Command {
    Command::KeepDocument {
        document: id(number),
        subject: Subject {
            kind: DocumentKind::Agreement,
            stage,
            agreement: Some(id(21)),
            mediation: None,
        },
        sha256: Sha256Hash::of("test", &[&number.to_be_bytes()]),
    }
}

/// The same offer with other words in its one promise.
fn worded(world: &World, what: &str, how: &str) -> Command {
    let mut terms = terms(31, 20_000, world.in_days(2), world.in_days(5));
    for promise in &mut terms.promises {
        promise.what = text(what);
        promise.how = text(how);
    }
    Command::Offer { to: None, terms }
}

fn agreed_with(provisions: Provisions) -> Sha256Hash {
    let mut world = negotiating();
    let terms = Terms {
        provisions,
        ..terms(21, 20_000, world.in_days(2), world.in_days(5))
    };
    world.ok(RESPONDENT, &Command::Offer { to: None, terms });
    world.dispute.agreement(id(21)).unwrap().digest
}

#[test]
fn an_offer_that_leaves_something_open_is_refused_with_the_better_wording() {
    let mut world = negotiating();
    let refused = world.act(CONSUMER, &worded(&world, "酌情补偿", "尽快转账"));
    let Err(Refusal::VagueWording { found }) = refused else {
        panic!("{refused:?}");
    };
    let fields: Vec<_> = found.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(fields, ["/obligations/0/what", "/obligations/0/how"]);
    assert_eq!(found[0].rewritten, "按人民币200.00元补偿");
    assert_eq!(found[1].rewritten, "在2026年9月6日24时前转账");
    let better = worded(&world, &found[0].rewritten, &found[1].rewritten);
    world.ok(CONSUMER, &better);
}

#[test]
fn what_follows_a_breach_is_as_definite_as_the_rest() {
    let mut world = negotiating();
    let mut terms = terms(31, 20_000, world.in_days(2), world.in_days(5));
    terms.provisions.breach = Some(text("逾期的，双方协商解决"));
    let refused = world.act(CONSUMER, &Command::Offer { to: None, terms });
    let pointer = refused.as_ref().err().and_then(Refusal::pointer);
    assert_eq!(pointer, Some("/provisions/breach"));
}

#[test]
fn a_signature_covers_everything_that_an_agreement_says() {
    let plain = agreed_with(Provisions::default());
    let account = Provisions {
        account: Some(text("账号尾号 8842")),
        ..Provisions::default()
    };
    let goods = Provisions {
        goods: account.account.clone(),
        ..Provisions::default()
    };
    let confidential = Provisions {
        choices: Choices {
            confidential: true,
            ..Choices::default()
        },
        ..Provisions::default()
    };
    let digests = [
        plain,
        agreed_with(account),
        agreed_with(goods),
        agreed_with(confidential),
    ];
    for (at, one) in digests.iter().enumerate() {
        assert!(!digests[at + 1..].contains(one), "{at}");
    }
}

#[test]
fn of_each_state_of_an_agreement_one_document_is_kept() {
    let mut world = settled();
    world.ok(Actor::CLOCK, &kept(DocumentStage::Signed, 71));
    assert_eq!(
        world.act(Actor::CLOCK, &kept(DocumentStage::Signed, 72)),
        Err(Refusal::AlreadyDone),
        "the first one stays the one"
    );
    world.ok(Actor::CLOCK, &kept(DocumentStage::Sealed, 73));
    let documents: Vec<_> = world.dispute.documents.iter().map(|one| one.id).collect();
    assert_eq!(documents, [id(71), id(73)]);
}

#[test]
fn a_document_is_made_of_what_is_there_and_by_nobody_in_person() {
    let mut world = negotiating();
    assert_eq!(
        world.act(Actor::CLOCK, &kept(DocumentStage::Signed, 71)),
        Err(Refusal::Unknown { what: "agreement" })
    );
    let mut world = settled();
    assert!(matches!(
        world.act(CONSUMER, &kept(DocumentStage::Signed, 71)),
        Err(Refusal::NotYours { .. })
    ));
}

#[test]
fn a_document_may_come_after_the_dispute_was_closed() {
    let mut world = negotiating();
    world.ok(
        CONSUMER,
        &Command::Withdraw {
            money_arrived: true,
            warning_read: true,
            reason: None,
        },
    );
    let record = Command::KeepDocument {
        document: id(71),
        subject: Subject {
            kind: DocumentKind::Record,
            stage: DocumentStage::Issued,
            agreement: None,
            mediation: None,
        },
        sha256: Sha256Hash::ZERO,
    };
    world.ok(Actor::CLOCK, &record);
}

pub(super) const STORIES: &[fn()] = &[
    of_each_state_of_an_agreement_one_document_is_kept,
    a_document_may_come_after_the_dispute_was_closed,
];
