//! How a refusal of the procedure looks: its status, and the facts that explain it.

use actix_web::http::StatusCode;
use hejie_domain::dispute::Refusal;
use hejie_domain::dispute::refusal::VagueField;
use hejie_domain::dispute::rules::{RULES, Rule};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::document::RuleDocument;

/// A field of the request is at fault, the caller's seat is, or the time is.
pub(super) fn status(refusal: &Refusal) -> StatusCode {
    if refusal.pointer().is_some() || matches!(refusal, Refusal::Unknown { .. }) {
        StatusCode::UNPROCESSABLE_ENTITY
    } else if matches!(refusal, Refusal::NotYours { .. }) {
        StatusCode::FORBIDDEN
    } else {
        StatusCode::CONFLICT
    }
}

/// What is needed to explain it.
pub(super) fn facts(refusal: &Refusal) -> Map<String, Value> {
    let facts = match refusal {
        Refusal::NotNow { verb, phase } => json!({ "verb": verb, "phase": phase }),
        Refusal::NotYours { verb, seat } => json!({ "verb": verb, "seat": seat }),
        Refusal::Unknown { what } => json!({ "what": what }),
        Refusal::DayOutOfRange { day, from, to, .. } => {
            json!({ "day": day.to_string(), "from": from.to_string(), "to": to.to_string() })
        }
        Refusal::VagueWording { found } => wording(found),
        Refusal::PromiseCount { count, max } => json!({ "count": count, "max": max }),
        Refusal::UrgedTooSoon { again_at } => json!({ "again_at": local(*again_at) }),
        Refusal::TooFewAttempts { days, needed } => json!({ "days": days, "needed": needed }),
        Refusal::MoreThanPromised { promised, done } => {
            json!({ "promised": promised.to_string(), "done": done.to_string() })
        }
        Refusal::TooLate { until } => json!({ "until": local(*until) }),
        Refusal::SessionClash { at, .. } => json!({ "at": local(*at) }),
        Refusal::TooManySessions { max } => json!({ "max": max }),
        Refusal::DoorClosed { door } => json!({ "door": door }),
        Refusal::GroundNotInForce { ground } => json!({ "ground": ground }),
        Refusal::Conflict { conflict, .. } => json!({ "conflict": conflict }),
        Refusal::TermMissing { term } => json!({ "term": term.to_string() }),
        Refusal::AlreadyDone
        | Refusal::TimeOutOfRange { .. }
        | Refusal::SessionGone
        | Refusal::SlotsChanged
        | Refusal::OfferGone
        | Refusal::OwnOffer
        | Refusal::NotOwnOffer
        | Refusal::AmountMismatch { .. }
        | Refusal::ForeignParty { .. }
        | Refusal::TextChanged
        | Refusal::NobodyToUrge
        | Refusal::NotMarked
        | Refusal::SamePerson
        | Refusal::ExtendedAlready
        | Refusal::NotYourPart
        | Refusal::NothingRecorded
        | Refusal::NotBreached
        | Refusal::SlipNeeded
        | Refusal::NotYourPause
        | Refusal::PlatformIsParty
        | Refusal::NothingToAppeal
        | Refusal::Merged
        | Refusal::NotMerged
        | Refusal::ReopenedBefore
        | Refusal::AppealInstead
        | Refusal::OthersRemain
        | Refusal::WarningNotRead
        | Refusal::ConfirmationNeeded
        | Refusal::ResponderAlready
        | Refusal::PartiesIncomplete
        | Refusal::NotMediating
        | Refusal::NoMediation
        | Refusal::MediationAsked
        | Refusal::BodyDeclinedBefore
        | Refusal::NotAllConsented
        | Refusal::MediatorAlready
        | Refusal::NoMediator
        | Refusal::ObjectedBefore
        | Refusal::ChallengedBefore
        | Refusal::NotChallenged
        | Refusal::ChallengeOpen
        | Refusal::ChallengeInstead
        | Refusal::AppraisalByMediator
        | Refusal::NothingSealed
        | Refusal::FactDisputed
        | Refusal::NotMediated
        | Refusal::NotSealed
        | Refusal::NotConfirmable
        | Refusal::StillRunning => Value::Null,
    };
    if let Value::Object(facts) = facts {
        facts
    } else {
        Map::new()
    }
}

/// The first word for the sentence that people read, and all of them for the form.
fn wording(found: &[VagueField]) -> Value {
    let words = found.iter().flat_map(|field| {
        field.found.iter().map(|one| {
            json!({
                "pointer": field.field,
                "word": one.word,
                "gap": one.gap,
                "start": one.start,
                "better": one.better,
                "rewritten": field.rewritten,
            })
        })
    });
    let first = found.iter().flat_map(|field| &field.found).next();
    json!({
        "word": first.map(|one| &one.word),
        "better": first.map(|one| &one.better),
        "wording": words.collect::<Vec<_>>(),
    })
}

/// The first row about the verb that was refused, so that people can look it up.
pub(super) fn rule(refusal: &Refusal) -> Option<RuleDocument> {
    let (Refusal::NotNow { verb, .. } | Refusal::NotYours { verb, .. }) = refusal else {
        return None;
    };
    let row: &Rule = RULES.iter().find(|row| row.verb == *verb)?;
    Some(RuleDocument {
        id: row.id.to_owned(),
        source: row.source.join(", "),
    })
}

/// As people here read it.
fn local(at: Timestamp) -> String {
    at.to_zoned(hejie_domain::zone())
        .strftime("%Y-%m-%d %H:%M")
        .to_string()
}
