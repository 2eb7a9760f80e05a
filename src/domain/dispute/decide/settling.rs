//! Offers, and what becomes of them. An offer is an agreement version: one side has said yes.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::draft::Draft;
use super::{guard, sealing};
use crate::dispute::clocks::{ClockKey, Due, Subject};
use crate::dispute::command::{Promise, Provisions, Terms};
use crate::dispute::event::{Fact, ObligationFact, ProvisionsFact, TermEnd};
use crate::dispute::lists::{Condition, Phase, Seat};
use crate::dispute::refusal::{Refusal, VagueField};
use crate::dispute::state::Agreement;
use crate::ids::{AgreementId, PartyId};
use crate::ruleset::TermId;
use crate::text::{Sha256Hash, Text};
use crate::wording::{self, Known};
use crate::zone;

/// More promises than any settlement has.
const PROMISES_MAX: usize = 12;

/// How far ahead a promise may lie.
fn furthest() -> Span {
    2.years()
}

pub(super) fn offer(
    draft: &mut Draft<'_>,
    to: Option<PartyId>,
    terms: &Terms,
) -> Result<(), Refusal> {
    let by = own_party(draft)?;
    let to = match to {
        Some(to) => to,
        None => other_side(draft, by)?,
    };
    propose(draft, by, to, None, terms)
}

pub(super) fn counter(
    draft: &mut Draft<'_>,
    offer: AgreementId,
    terms: &Terms,
) -> Result<(), Refusal> {
    let by = own_party(draft)?;
    let answered = offer_to(draft, offer, by)?;
    let other = answered.parties().into_iter().find(|party| *party != by);
    let to = other.unwrap_or(answered.by);
    close_lapse(draft, offer, TermEnd::Met);
    propose(draft, by, to, Some(offer), terms)
}

pub(super) fn withdraw_offer(draft: &mut Draft<'_>, offer: AgreementId) -> Result<(), Refusal> {
    if draft.actor.seat == Seat::Mediator {
        return withdraw_proposal(draft, offer);
    }
    let by = own_party(draft)?;
    let agreement = known(draft, offer)?;
    if agreement.by != by || agreement.proposed {
        return Err(Refusal::NotOwnOffer);
    }
    guard::standing(agreement)?;
    close_lapse(draft, offer, TermEnd::Void);
    draft.push(Fact::OfferWithdrawn { agreement: offer });
    Ok(())
}

fn withdraw_proposal(draft: &mut Draft<'_>, offer: AgreementId) -> Result<(), Refusal> {
    let agreement = known(draft, offer)?;
    if !agreement.proposed {
        return Err(Refusal::NotOwnOffer);
    }
    guard::standing(agreement)?;
    close_lapse(draft, offer, TermEnd::Void);
    draft.push(Fact::OfferWithdrawn { agreement: offer });
    Ok(())
}

/// One dispute comes to one agreement. A consumer who filed against several says yes to one of them,
/// in an offer or to one, knowing that it is over for all.
fn others_may_end(
    draft: &Draft<'_>,
    between: [PartyId; 2],
    ends_others: bool,
) -> Result<(), Refusal> {
    let mut respondents = draft.dispute.respondents();
    let others = respondents.any(|one| !between.contains(&one.fact.id));
    if others && draft.actor.seat.is_consumer_side() && !ends_others {
        return Err(Refusal::OthersRemain);
    }
    Ok(())
}

pub(super) fn accept_offer(
    draft: &mut Draft<'_>,
    offer: AgreementId,
    ends_others: bool,
) -> Result<(), Refusal> {
    let by = own_party(draft)?;
    let agreement = offer_to(draft, offer, by)?;
    if agreement.accepted_by == Some(by) {
        return Err(Refusal::AlreadyDone);
    }
    others_may_end(draft, agreement.parties(), ends_others)?;
    if draft.rule.when == Condition::MoreToCome {
        draft.push(Fact::ProposalAccepted {
            agreement: offer,
            party: by,
        });
        return Ok(());
    }
    close_lapse(draft, offer, TermEnd::Met);
    let needs_signing = draft.rule.opens.contains(&TermId::Signing);
    draft.push(Fact::OfferAccepted {
        agreement: offer,
        needs_signing,
    });
    draft.shift()?;
    if !needs_signing {
        open_performance(draft, offer)?;
    }
    Ok(())
}

pub(super) fn declare_failed(draft: &mut Draft<'_>, reason: Option<&Text>) -> Result<(), Refusal> {
    draft.push(Fact::FailureDeclared {
        reason: reason.map(Text::reference),
    });
    draft.shift()?;
    Ok(())
}

/// Both sides ask; the second one's yes makes it so. The days are added to the first end.
pub(super) fn extend(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    let by = own_party(draft)?;
    if !draft.rule.opens.contains(&TermId::NegotiationExtension) {
        draft.push(Fact::ExtensionAsked { by });
        return Ok(());
    }
    draft.push(Fact::Extended);
    let clock = draft.dispute.dispute_clock(TermId::Negotiation);
    let first_end = match clock.map(|clock| &clock.due) {
        Some(Due::Term(deadline)) => deadline.due_on(),
        Some(Due::Set { due_on, .. }) => *due_on,
        None => draft.now.today(),
    };
    let key = ClockKey {
        term: TermId::Negotiation,
        subject: Subject::Dispute,
    };
    draft.close_clock(key, TermEnd::Met);
    draft.open_after(TermId::NegotiationExtension, Subject::Dispute, first_end)?;
    Ok(())
}

pub(super) fn sign(
    draft: &mut Draft<'_>,
    agreement: AgreementId,
    name: &Text,
    digest: Sha256Hash,
) -> Result<(), Refusal> {
    let party = own_party(draft)?;
    let in_force = draft
        .dispute
        .agreement_in_force()
        .filter(|one| one.id == agreement);
    let in_force = in_force.ok_or(Refusal::Unknown { what: "agreement" })?;
    if in_force.digest != digest {
        return Err(Refusal::TextChanged);
    }
    draft.push(Fact::Signed {
        agreement,
        party,
        name: name.reference(),
        digest,
    });
    if draft.rule.opens.contains(&TermId::PerformanceConfirmation) {
        let key = ClockKey {
            term: TermId::Signing,
            subject: Subject::Dispute,
        };
        draft.close_clock(key, TermEnd::Met);
        draft.push(Fact::AgreementSigned { agreement });
        draft.shift()?;
        open_performance(draft, agreement)?;
        sealing::signed(draft, agreement)?;
    }
    Ok(())
}

/// Every promise has a term of its own, from its own day on.
fn open_performance(draft: &mut Draft<'_>, agreement: AgreementId) -> Result<(), Refusal> {
    let promises: Vec<_> = draft
        .dispute
        .agreement(agreement)
        .into_iter()
        .flat_map(|one| &one.obligations)
        .map(|one| (one.fact.id, one.due_on))
        .collect();
    for (id, due_on) in promises {
        draft.open_after(
            TermId::PerformanceConfirmation,
            Subject::Obligation(id),
            due_on,
        )?;
    }
    Ok(())
}

fn propose(
    draft: &mut Draft<'_>,
    by: PartyId,
    to: PartyId,
    supersedes: Option<AgreementId>,
    terms: &Terms,
) -> Result<(), Refusal> {
    if draft.dispute.phase() == Phase::Mediation {
        let mediation = draft.mediation()?;
        for (party, field) in [(by, "/by"), (to, "/to")] {
            if !mediation.takes_part(party) {
                let field = field.to_owned();
                return Err(Refusal::ForeignParty { field });
            }
        }
    }
    put(draft, [by, to], supersedes, terms, Maker::Party)
}

/// What the mediator proposes, which both must accept.
pub(super) fn propose_to_both(
    draft: &mut Draft<'_>,
    between: [PartyId; 2],
    terms: &Terms,
) -> Result<(), Refusal> {
    put(draft, between, None, terms, Maker::Mediator)
}

/// Who makes an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Maker {
    Party,
    Mediator,
}

fn put(
    draft: &mut Draft<'_>,
    [by, to]: [PartyId; 2],
    supersedes: Option<AgreementId>,
    terms: &Terms,
    maker: Maker,
) -> Result<(), Refusal> {
    check(draft, by, to, terms)?;
    others_may_end(draft, [by, to], terms.ends_others)?;
    let obligations: Vec<_> = terms.promises.iter().map(obligation).collect();
    let provisions = provisions(&terms.provisions);
    let version = u32::try_from(draft.dispute.agreements.len()).unwrap_or(u32::MAX);
    draft.push(Fact::Offered {
        agreement: terms.agreement,
        version: version.saturating_add(1),
        by,
        to,
        supersedes,
        digest: digest(terms.agreement, by, to, &obligations, &provisions),
        obligations,
        provisions: Box::new(provisions),
        lapses_on: terms.lapses_on,
        note: terms.note.as_ref().map(Text::reference),
        proposed: maker == Maker::Mediator,
    });
    let subject = Subject::Agreement(terms.agreement);
    let key = ClockKey {
        term: TermId::OfferLapse,
        subject,
    };
    let due_at = end_of(terms.lapses_on).unwrap_or(draft.now.at);
    draft.open_until(
        key,
        Due::Set {
            starts_at: draft.now.at,
            due_at,
            due_on: terms.lapses_on,
        },
    );
    if maker == Maker::Party {
        let small_claim = ClockKey {
            term: TermId::SmallClaimOffer,
            subject: Subject::Party(by),
        };
        draft.close_clock(small_claim, TermEnd::Met);
    }
    Ok(())
}

fn check(draft: &Draft<'_>, by: PartyId, to: PartyId, terms: &Terms) -> Result<(), Refusal> {
    let seat = |id| draft.dispute.party(id).map(|party| party.fact.seat);
    let (Some(by_seat), Some(to_seat)) = (seat(by), seat(to)) else {
        return Err(Refusal::Unknown { what: "party" });
    };
    if by_seat == to_seat {
        return Err(Refusal::ForeignParty {
            field: "/to".into(),
        });
    }
    let count = terms.promises.len();
    if count == 0 || count > PROMISES_MAX {
        return Err(Refusal::PromiseCount {
            count,
            max: PROMISES_MAX,
        });
    }
    let today = draft.now.today();
    let last = today.checked_add(furthest()).unwrap_or(Date::MAX);
    in_range("/lapses_on", terms.lapses_on, today, last)?;
    for (at, promise) in terms.promises.iter().enumerate() {
        check_promise(promise, at, [by, to], terms.lapses_on, last)?;
    }
    check_wording(draft, terms)
}

/// What was promised must be clear to whoever reads it later: by which day, how much, by whom.
fn check_wording(draft: &Draft<'_>, terms: &Terms) -> Result<(), Refusal> {
    let seat = |id| draft.dispute.party(id).map(|party| party.fact.seat);
    let promises = terms.promises.iter().enumerate().flat_map(|(at, promise)| {
        let known = Known {
            due_on: Some(promise.due_on),
            amount: promise.amount,
            owes: seat(promise.owes),
        };
        [("what", &promise.what), ("how", &promise.how)]
            .map(|(name, text)| (format!("/obligations/{at}/{name}"), text, known))
    });
    let known = Known {
        due_on: terms.promises.iter().map(|one| one.due_on).max(),
        amount: None,
        owes: None,
    };
    let provisions = [
        ("goods", &terms.provisions.goods),
        ("breach", &terms.provisions.breach),
    ];
    let provisions = provisions.into_iter().filter_map(|(name, text)| {
        let text = text.as_ref()?;
        Some((format!("/provisions/{name}"), text, known))
    });
    let vague: Vec<_> = promises
        .chain(provisions)
        .filter_map(|(field, text, known)| {
            let text = text.words.as_str();
            let found = wording::vague(text, &known);
            (!found.is_empty()).then(|| VagueField {
                field,
                found,
                rewritten: wording::rewritten(text, &known),
            })
        })
        .collect();
    if vague.is_empty() {
        Ok(())
    } else {
        Err(Refusal::VagueWording { found: vague })
    }
}

/// A promise falls due on the offer's last day at the earliest, so that no acceptance comes late.
fn check_promise(
    promise: &Promise,
    at: usize,
    parties: [PartyId; 2],
    lapses_on: Date,
    last: Date,
) -> Result<(), Refusal> {
    let field = |name: &str| format!("/obligations/{at}/{name}");
    if !parties.contains(&promise.owes) {
        return Err(Refusal::ForeignParty {
            field: field("owes"),
        });
    }
    if !parties.contains(&promise.to) || promise.owes == promise.to {
        return Err(Refusal::ForeignParty { field: field("to") });
    }
    let has_amount = promise.amount.is_some_and(|amount| amount.get() > 0);
    if promise.kind.is_money() != has_amount || promise.kind.is_money() != promise.amount.is_some()
    {
        return Err(Refusal::AmountMismatch {
            field: field("amount_fen"),
        });
    }
    in_range(&field("due_on"), promise.due_on, lapses_on, last)
}

fn in_range(field: &str, day: Date, from: Date, to: Date) -> Result<(), Refusal> {
    if (from..=to).contains(&day) {
        Ok(())
    } else {
        Err(Refusal::DayOutOfRange {
            field: field.to_owned(),
            day,
            from,
            to,
        })
    }
}

fn obligation(promise: &Promise) -> ObligationFact {
    ObligationFact {
        id: promise.id,
        owes: promise.owes,
        to: promise.to,
        kind: promise.kind,
        what: promise.what.reference(),
        amount: promise.amount,
        how: promise.how.reference(),
        due_on: promise.due_on,
    }
}

fn provisions(terms: &Provisions) -> ProvisionsFact {
    let reference = |text: &Option<Text>| text.as_ref().map(Text::reference);
    ProvisionsFact {
        facts: reference(&terms.facts),
        account: reference(&terms.account),
        goods: reference(&terms.goods),
        breach: reference(&terms.breach),
        choices: terms.choices,
    }
}

/// What a signature is given for: parties, promises and provisions, with the digests of their words.
fn digest(
    agreement: AgreementId,
    by: PartyId,
    to: PartyId,
    obligations: &[ObligationFact],
    provisions: &ProvisionsFact,
) -> Sha256Hash {
    let mut parts = vec![agreement.to_string(), by.to_string(), to.to_string()];
    for one in obligations {
        let amount = one
            .amount
            .map(|amount| amount.get().to_string())
            .unwrap_or_default();
        parts.extend([
            one.owes.to_string(),
            one.to.to_string(),
            one.kind.code().to_owned(),
            one.what.sha256.to_string(),
            amount,
            one.how.sha256.to_string(),
            one.due_on.to_string(),
        ]);
    }
    let ProvisionsFact {
        facts,
        account,
        goods,
        breach,
        choices,
    } = provisions;
    for text in [facts, account, goods, breach] {
        parts.push(text.map(|text| text.sha256.to_string()).unwrap_or_default());
    }
    let choices = [
        choices.acceleration,
        choices.confirmation,
        choices.confidential,
    ];
    parts.extend(choices.map(|chosen| chosen.to_string()));
    let parts: Vec<&[u8]> = parts.iter().map(String::as_bytes).collect();
    Sha256Hash::of("hejie-agreement-v2", &parts)
}

fn end_of(day: Date) -> Option<jiff::Timestamp> {
    let next = day.tomorrow().ok()?;
    next.to_zoned(zone())
        .ok()
        .map(|midnight| midnight.timestamp())
}

fn own_party(draft: &Draft<'_>) -> Result<PartyId, Refusal> {
    draft.own_party().ok_or(Refusal::Unknown { what: "party" })
}

/// The one on the other side, where there is one only.
fn other_side(draft: &Draft<'_>, by: PartyId) -> Result<PartyId, Refusal> {
    let seat = draft.dispute.party(by).map(|party| party.fact.seat);
    let mut others = draft
        .dispute
        .parties
        .iter()
        .filter(|party| Some(party.fact.seat) != seat);
    match (others.next(), others.next()) {
        (Some(one), None) => Ok(one.fact.id),
        _ => Err(Refusal::ForeignParty {
            field: "/to".into(),
        }),
    }
}

fn known<'d>(draft: &'d Draft<'_>, offer: AgreementId) -> Result<&'d Agreement, Refusal> {
    draft
        .dispute
        .agreement(offer)
        .ok_or(Refusal::Unknown { what: "offer" })
}

fn offer_to<'d>(
    draft: &'d Draft<'_>,
    offer: AgreementId,
    to: PartyId,
) -> Result<&'d Agreement, Refusal> {
    let agreement = known(draft, offer)?;
    if agreement.proposed {
        if !agreement.parties().contains(&to) {
            return Err(Refusal::NotYourPart);
        }
    } else if agreement.by == to {
        return Err(Refusal::OwnOffer);
    } else if agreement.to != to {
        return Err(Refusal::NotYourPart);
    }
    guard::standing(agreement)?;
    Ok(agreement)
}

fn close_lapse(draft: &mut Draft<'_>, offer: AgreementId, end: TermEnd) {
    let subject = Subject::Agreement(offer);
    draft.close_clock(
        ClockKey {
            term: TermId::OfferLapse,
            subject,
        },
        end,
    );
}
