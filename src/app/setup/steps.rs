//! The first steps of an administrator: what is done and what is left, told by what is there.

use hejie_domain::access::{OrganisationKind, StaffRole};
use hejie_domain::audit::DeedKind;
use hejie_domain::house::{Facts, TestResult};
use hejie_domain::ids::{OrganisationId, PersonId};
use jiff::Timestamp;

use super::test_message::{self, Tested};
use crate::app::people::duty;
use crate::app::{Caller, Context, Failure, audit};
use crate::db::{AuditFilter, AuditReach, Roll};

/// What an administrator sees of the first steps.
#[derive(Debug)]
pub struct Steps {
    /// Whose.
    pub platform: OrganisationId,
    /// What is there.
    pub facts: Facts,
    /// The newest message to oneself.
    pub test: Option<Tested>,
    /// Since when nobody needs to see them any more.
    pub closed_at: Option<Timestamp>,
}

/// The steps of the caller's platform.
pub async fn show(ctx: &Context, caller: &Caller) -> Result<Steps, Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    let test = test_message::newest(ctx, caller, platform).await?;
    let result = test.as_ref().map(|test| test.result);
    let closed = last_at(ctx, platform, &[DeedKind::FirstStepsClosed]).await?;
    Ok(Steps {
        platform,
        facts: facts(ctx, caller.standing.person, platform, result).await?,
        test,
        closed_at: closed,
    })
}

/// Puts the steps away, once everything is done that disputes need.
pub async fn close(ctx: &Context, caller: &Caller) -> Result<Steps, Failure> {
    let steps = show(ctx, caller).await?;
    if !steps.facts.is_ready() {
        return Err(Failure::Conflict("steps_open"));
    }
    decided(ctx, caller, steps.platform, DeedKind::FirstStepsClosed).await?;
    show(ctx, caller).await
}

/// Says that the terms of the law stay as they are.
pub async fn keep_terms(ctx: &Context, caller: &Caller) -> Result<Steps, Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    decided(ctx, caller, platform, DeedKind::HouseTermsKept).await?;
    show(ctx, caller).await
}

async fn decided(
    ctx: &Context,
    caller: &Caller,
    platform: OrganisationId,
    kind: DeedKind,
) -> Result<(), Failure> {
    let deed = caller.deed(kind, ctx.now().at).within(platform);
    audit::record_alone(ctx, deed.about(platform)).await
}

async fn facts(
    ctx: &Context,
    person: PersonId,
    platform: OrganisationId,
    test: Option<TestResult>,
) -> Result<Facts, Failure> {
    let store = &ctx.store;
    let own = store.organisation(platform).await?;
    let answers =
        |role: StaffRole| role == StaffRole::ServiceAgent || role == StaffRole::Supervisor;
    let now = ctx.now().at;
    let invited = store.open_invitations(platform).await?;
    let invited = invited
        .iter()
        .any(|one| one.expires_at > now && one.roles.iter().copied().any(answers));
    let rota = store.rota(platform).await?.rota;
    let merchants = Roll {
        platform,
        kind: Some(OrganisationKind::Merchant),
        words: None,
        closed: Some(false),
        after: None,
        limit: 1,
    };
    let terms = [
        DeedKind::HouseTermsKept,
        DeedKind::HouseTermsDrafted,
        DeedKind::HouseTermsPublished,
    ];
    let asked = store.totp_policies(&[platform]).await?;
    let decided = last_at(ctx, platform, &[DeedKind::TotpPolicySet]).await?;
    Ok(Facts {
        password_is_generated: store.has_temporary_password(person).await?,
        platform_is_reachable: own.is_some_and(|own| {
            own.address.is_some() && (own.phone.is_some() || own.email.is_some())
        }),
        test,
        has_agent: !duty::answering(ctx, platform).await?.is_empty(),
        agent_is_invited: invited,
        totp_is_decided: !asked.is_empty() || decided.is_some(),
        rota_is_written: !rota.turns.is_empty(),
        has_mediation_body: !store.mediation_bodies().await?.is_empty(),
        terms_are_decided: last_at(ctx, platform, &terms).await?.is_some(),
        has_merchant: !store.roll(&merchants).await?.is_empty(),
    })
}

/// When one of these was last done in that house.
async fn last_at(
    ctx: &Context,
    platform: OrganisationId,
    kinds: &[DeedKind],
) -> Result<Option<Timestamp>, Failure> {
    let reach = AuditReach {
        own: vec![platform],
        platforms: Vec::new(),
    };
    let filter = AuditFilter {
        kinds: Some(kinds.to_vec()),
        ..AuditFilter::default()
    };
    let found = ctx.store.audit_page(&reach, &filter, None, 1).await?;
    Ok(found.first().map(|entry| entry.at))
}
