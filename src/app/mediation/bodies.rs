//! The bodies that parties and staff choose from: what each is, costs, closes, and what its
//! agreements are worth.

use hejie_domain::access::{Door as Way, may};
use hejie_domain::dispute::event::BodyFact;
use hejie_domain::dispute::state::Dispute;
use hejie_domain::dispute::ways::door_facts;
use hejie_domain::ids::DisputeId;
use hejie_domain::law::doors::{DoorFacts, DoorState, State, doors};
use hejie_domain::mediation::BodyKind;
use hejie_domain::ruleset::Province;

use crate::app::{Caller, Context, Failure};
use crate::db::Organisation;

/// A body that can be asked.
#[derive(Debug)]
pub struct Body {
    /// Which.
    pub organisation: Organisation,
    /// Of which kind.
    pub kind: BodyKind,
    /// What asking it means, under the rules of its province.
    pub door: DoorState,
    /// Whether a court may confirm what it mediated.
    pub confirmable: bool,
    /// Whether it can be asked in the dispute that was named; true where none was.
    pub askable: bool,
}

/// What the procedure keeps of a body; nothing for other organisations.
pub fn fact(organisation: &Organisation) -> Option<BodyFact> {
    let body = organisation.body.as_ref()?;
    Some(BodyFact {
        organisation: organisation.id,
        kind: body.kind,
        province: province(organisation),
    })
}

/// Every body, by name.
pub async fn list(ctx: &Context) -> Result<Vec<Body>, Failure> {
    bodies(ctx, None).await
}

/// Every body, seen from one dispute, by whoever has a seat in it.
pub async fn for_dispute(
    ctx: &Context,
    caller: &Caller,
    id: DisputeId,
) -> Result<Vec<Body>, Failure> {
    let loaded = ctx.store.dispute(id).await?.ok_or(Failure::NotFound)?;
    may(&loaded.dispute, &caller.standing, Way::View).map_err(|_stranger| Failure::NotFound)?;
    bodies(ctx, Some(&loaded.dispute)).await
}

async fn bodies(ctx: &Context, dispute: Option<&Dispute>) -> Result<Vec<Body>, Failure> {
    let organisations = ctx.store.mediation_bodies().await?;
    Ok(organisations
        .into_iter()
        .filter_map(|organisation| body(ctx, dispute, organisation))
        .collect())
}

fn body(ctx: &Context, dispute: Option<&Dispute>, organisation: Organisation) -> Option<Body> {
    let kind = organisation.body.as_ref()?.kind;
    let province = province(&organisation);
    let (today, law) = (ctx.now().today(), ctx.law());
    let facts = match dispute {
        Some(dispute) => door_facts(dispute, today, province),
        None => anywhere(today, province),
    };
    let panel = doors(&facts, law.law().book, law.law().calendar).ok()?;
    let door = panel
        .doors
        .into_iter()
        .find(|one| one.door == kind.door())?;
    let binding = law.law().book.binding(today, province).ok()?;
    let term = kind.confirms_within();
    let confirmable = term.is_some_and(|term| law.law().book.term(&binding, term).is_ok());
    let askable = fact(&organisation)
        .zip(dispute)
        .is_none_or(|(fact, dispute)| door.state != State::Closed && dispute.may_ask(&fact));
    Some(Body {
        organisation,
        kind,
        door,
        confirmable,
        askable,
    })
}

fn anywhere(on: jiff::civil::Date, province: Option<Province>) -> DoorFacts {
    DoorFacts {
        on,
        province,
        elsewhere: Some(Vec::new()),
        mediation_refused: None,
        arbitration_agreed: None,
        for_business: Some(false),
        over_three_years: None,
        small_claim: None,
    }
}

fn province(organisation: &Organisation) -> Option<Province> {
    let region = organisation.region.as_deref()?;
    Province::parse(region).ok()
}
