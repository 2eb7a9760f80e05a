//! A message of an administrator to themselves: whether what the installation says goes out at all.

use hejie_domain::access::StaffRole;
use hejie_domain::audit::{DeedKind, SubjectKind};
use hejie_domain::house::TestResult;
use hejie_domain::ids::{Id, OrganisationId, OutboxId};
use hejie_domain::telling::{Channel, Post, TestPost};
use jiff::{SignedDuration, Timestamp};

use crate::app::{Caller, Context, Failure, audit};
use crate::db::{AuditFilter, AuditReach};

/// So long somebody waits for it.
const USEFUL_FOR: SignedDuration = SignedDuration::from_hours(1);
/// Between one and the next.
const PAUSE: SignedDuration = SignedDuration::from_secs(10);

/// The newest of them.
#[derive(Debug)]
pub struct Tested {
    /// Which.
    pub id: OutboxId,
    /// On which way.
    pub channel: Channel,
    /// When.
    pub at: Timestamp,
    /// What came of it.
    pub result: TestResult,
    /// What stood in the way, in the words of the carrier.
    pub failure: Option<String>,
}

/// Sends one to the caller's own telephone or mailbox.
pub async fn send(ctx: &Context, caller: &Caller, channel: Channel) -> Result<Tested, Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    let person = ctx.store.person(caller.standing.person).await?;
    let person = person.ok_or(Failure::NotLoggedIn)?;
    let to = match channel {
        Channel::Mail => person.email.map(|email| email.as_str().to_owned()),
        Channel::Sms => person.phone.map(|phone| phone.as_str().to_owned()),
        Channel::Notice => return Err(Failure::invalid("/channel", "wrong_value")),
    };
    let to = to.ok_or(Failure::Conflict("no_address_of_yours"))?;
    let now = ctx.now().at;
    let last = newest(ctx, caller, platform).await?;
    let since = last.map(|last| now.duration_since(last.at));
    let left = since.and_then(|since| PAUSE.checked_sub(since));
    if let Some(left) = left.filter(|left| *left > SignedDuration::ZERO) {
        let retry_after_s = u64::try_from(left.as_secs()).unwrap_or_default();
        return Err(Failure::TooMany {
            retry_after_s: retry_after_s.max(1),
        });
    }
    let id: OutboxId = ctx.ids.new();
    let post = Post::Test(TestPost {
        occasion: id,
        channel,
        to,
        useless_at: now.checked_add(USEFUL_FOR).unwrap_or(Timestamp::MAX),
        locale: caller.locale,
    });
    let mut work = ctx.store.begin().await?;
    work.post(id, &post, now).await?;
    let deed = caller.deed(DeedKind::MessageTested, now).within(platform);
    audit::record(&mut work, deed.about(id).with("channel", channel.code()));
    work.commit().await?;
    newest(ctx, caller, platform)
        .await?
        .ok_or(Failure::NotFound)
}

/// The newest message of the caller to themselves, as the trail has it, and what came of it.
pub(super) async fn newest(
    ctx: &Context,
    caller: &Caller,
    platform: OrganisationId,
) -> Result<Option<Tested>, Failure> {
    let reach = AuditReach {
        own: vec![platform],
        platforms: Vec::new(),
    };
    let filter = AuditFilter {
        kinds: Some(vec![DeedKind::MessageTested]),
        by: Some(caller.standing.person),
        ..AuditFilter::default()
    };
    let found = ctx.store.audit_page(&reach, &filter, None, 1).await?;
    let Some(entry) = found.into_iter().next() else {
        return Ok(None);
    };
    let subjects = entry.data.subjects.iter();
    let mut messages = subjects.filter(|subject| subject.kind == SubjectKind::Message);
    let channel = entry.data.details.get("channel");
    let channel = channel.and_then(|code| Channel::parse(code));
    let (Some(message), Some(channel)) = (messages.next(), channel) else {
        return Ok(None);
    };
    let id = OutboxId::from_uuid(message.id);
    let attempts = ctx
        .store
        .deliveries_at(&format!("test:{id}/{channel}"))
        .await?;
    let last = attempts.last();
    let waits = ctx.store.post_waits(id).await?;
    let result = TestResult::of(last.map(|last| last.result), waits.is_none());
    Ok(Some(Tested {
        id,
        channel,
        at: entry.at,
        result,
        failure: last.and_then(|last| last.failure.clone()),
    }))
}
