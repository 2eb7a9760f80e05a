//! What an administrator sees of sending: messages that nobody carries, and those that could not be
//! sent. A platform's administrator sees to what is about its disputes and its people; to the rest
//! whoever administers every platform.

use std::collections::BTreeMap;

use hejie_domain::access::{OrganisationKind, Role, StaffRole};
use hejie_domain::audit::{DeedKind, Detail};
use hejie_domain::ids::OutboxId;
use hejie_domain::people::Contact;
use hejie_domain::telling::{HousePost, Matter, Message, Post};
use jiff::SignedDuration;

use super::blank::blanked;
use crate::app::people::invitations;
use crate::app::{Caller, Context, Failure, audit};
use crate::db::{AuditFilter, AuditReach, DeadPost, PostReach, Purpose};
use crate::kept::{Kept, KeptMessage};

/// How often the trail says again that somebody looks through the messages.
const NOTED_EVERY: SignedDuration = SignedDuration::from_hours(1);
/// Kept messages that are looked through at a time.
const LOOKED_AT: usize = 200;

/// Messages that would have been sent.
#[derive(Debug)]
pub struct KeptList {
    /// They, newest first.
    pub messages: Vec<KeptMessage>,
    /// Whether codes and personal links are left out of them: on live data they are for nobody but
    /// their recipients.
    pub blanked: bool,
}

/// A page of the messages within the caller's reach that would have been sent, newest first. That
/// somebody looks through them is recorded.
pub async fn kept(
    ctx: &Context,
    caller: &Caller,
    before: Option<OutboxId>,
    count_max: usize,
) -> Result<KeptList, Failure> {
    let reach = reach(ctx, caller).await?;
    let kept = Kept::new(ctx.config.storage.path("outbox"));
    let blanked = ctx.instance.purpose == Purpose::Live;
    let (mut messages, mut before) = (Vec::new(), before);
    while messages.len() < count_max {
        let page = kept.newest(before, LOOKED_AT).await?;
        let Some(last) = page.last() else {
            break;
        };
        before = Some(last.id);
        let ids: Vec<_> = page.iter().map(|message| message.id).collect();
        let known = ctx.store.posts_within(&reach, &ids).await?;
        let known: BTreeMap<_, _> = known.into_iter().collect();
        for message in page {
            let says = known.get(&message.id).copied();
            if says.is_none() && reach != PostReach::Everything {
                continue;
            }
            messages.push(if blanked {
                without_keys(message, says)
            } else {
                message
            });
        }
    }
    messages.truncate(count_max);
    note_reading(ctx, caller).await?;
    Ok(KeptList { messages, blanked })
}

/// What is no longer known to be something else may bring a code.
fn without_keys(message: KeptMessage, says: Option<Message>) -> KeptMessage {
    let brings_code = says.is_none_or(Message::is_code);
    let blank = |words: String| blanked(&words, brings_code);
    KeptMessage {
        subject: message.subject.map(blank),
        body: blank(message.body),
        ..message
    }
}

async fn note_reading(ctx: &Context, caller: &Caller) -> Result<(), Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    let now = ctx.now().at;
    let lately = AuditFilter {
        kinds: Some(vec![DeedKind::MessagesRead]),
        by: Some(caller.standing.person),
        from: now.checked_sub(NOTED_EVERY).ok(),
        ..AuditFilter::default()
    };
    let here = AuditReach {
        own: vec![platform],
        platforms: Vec::new(),
    };
    if ctx
        .store
        .audit_page(&here, &lately, None, 1)
        .await?
        .is_empty()
    {
        let deed = caller.deed(DeedKind::MessagesRead, now);
        audit::record_alone(ctx, deed.within(platform)).await?;
    }
    Ok(())
}

/// A page of the messages within the caller's reach that could not be sent, newest first.
pub async fn dead(
    ctx: &Context,
    caller: &Caller,
    before: Option<OutboxId>,
    count_max: u64,
) -> Result<Vec<DeadPost>, Failure> {
    let reach = reach(ctx, caller).await?;
    Ok(ctx.store.dead_posts(&reach, before, count_max).await?)
}

/// Whose messages the caller may see to.
pub(in crate::app) async fn reach(ctx: &Context, caller: &Caller) -> Result<PostReach, Failure> {
    caller.platform_as(&[StaffRole::Administrator])?;
    let administers = |role: &&Role| {
        role.kind == OrganisationKind::Platform && role.role == StaffRole::Administrator
    };
    let roles = caller.standing.roles.iter().filter(administers);
    let own: Vec<_> = roles.map(|role| role.organisation).collect();
    let all = ctx.store.platforms().await?;
    if all.iter().all(|platform| own.contains(&platform.id)) {
        return Ok(PostReach::Everything);
    }
    Ok(PostReach::Platforms(own))
}

/// What can be done about an address that did not take a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Another address is written here: it was an invitation, and whoever invites says to whom.
    Address,
    /// The party's contact is put right in the dispute.
    Dispute,
    /// It is somebody's account: only they can change where they are reached.
    Account,
}

impl Remedy {
    /// For what is kept of a message.
    pub fn of(post: &Post) -> Option<Self> {
        match post {
            Post::House(post) => {
                matches!(post.matter, Matter::Invitation { .. }).then_some(Self::Address)
            }
            Post::Tell(tell) if tell.to.person().is_none() => Some(Self::Dispute),
            Post::Tell(_) | Post::Account(_) => Some(Self::Account),
            Post::Code(_) | Post::Test(_) => None,
        }
    }
}

/// Where the last attempt at each of these went, masked.
pub async fn addresses(
    ctx: &Context,
    dead: &[DeadPost],
) -> Result<BTreeMap<String, String>, Failure> {
    let keys: Vec<_> = dead.iter().map(|post| post.key.clone()).collect();
    Ok(ctx.store.last_addresses(&keys).await?)
}

/// Sends what never arrived to another address. Only whoever may say to whom a message goes may say
/// it anew: what belongs to a dispute or an account is put right there.
pub async fn readdress(
    ctx: &Context,
    caller: &Caller,
    id: OutboxId,
    contact: Contact,
) -> Result<(), Failure> {
    let reach = reach(ctx, caller).await?;
    let dead = ctx.store.dead_post(&reach, id).await?;
    let dead = dead.ok_or(Failure::NotFound)?;
    match dead.post {
        Some(Post::House(HousePost {
            matter: Matter::Invitation { id: invitation, .. },
            ..
        })) => invitations::readdress(ctx, caller, invitation, contact, id).await,
        Some(_) | None => Err(Failure::Conflict("address_elsewhere")),
    }
}

/// As many messages as one request may name.
const AT_ONCE_MAX: usize = 100;
const REASON_CHARS_MAX: usize = 200;

/// Lets several messages be tried again; the answer is how many could be.
pub async fn retry_many(
    ctx: &Context,
    caller: &Caller,
    ids: &[OutboxId],
) -> Result<usize, Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    countable(ids)?;
    let reach = reach(ctx, caller).await?;
    let now = ctx.now().at;
    let (mut work, mut done) = (ctx.store.begin().await?, 0_usize);
    for id in ids {
        if work.revive_post(&reach, *id, now).await? {
            let deed = caller.deed(DeedKind::MessageRetried, now);
            audit::record(&mut work, deed.within(platform).about(*id));
            done = done.saturating_add(1);
        }
    }
    work.commit().await?;
    Ok(done)
}

/// Gives messages up for good, for a reason that somebody can read later; the answer is how many.
pub async fn give_up(
    ctx: &Context,
    caller: &Caller,
    ids: &[OutboxId],
    reason: &str,
) -> Result<usize, Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    countable(ids)?;
    let reach = reach(ctx, caller).await?;
    match reason.trim().chars().count() {
        0 => return Err(Failure::invalid("/reason", "required")),
        n if n > REASON_CHARS_MAX => return Err(Failure::invalid("/reason", "too_long")),
        _ => {}
    }
    let now = ctx.now().at;
    let (mut work, mut done) = (ctx.store.begin().await?, 0_usize);
    for id in ids {
        if work.give_post_up(&reach, *id, now).await? {
            let deed = caller.deed(DeedKind::MessageGivenUp, now);
            let deed = deed.within(platform).about(*id);
            audit::record(&mut work, deed.with("reason", Detail::words(reason.trim())));
            done = done.saturating_add(1);
        }
    }
    work.commit().await?;
    Ok(done)
}

fn countable(ids: &[OutboxId]) -> Result<(), Failure> {
    match ids.len() {
        0 => Err(Failure::invalid("/ids", "required")),
        n if n > AT_ONCE_MAX => Err(Failure::invalid("/ids", "too_many")),
        _ => Ok(()),
    }
}

/// Lets a message be tried again, also one that may have arrived: that is for a person to judge.
pub async fn retry(ctx: &Context, caller: &Caller, id: OutboxId) -> Result<(), Failure> {
    let platform = caller.platform_as(&[StaffRole::Administrator])?;
    let reach = reach(ctx, caller).await?;
    let now = ctx.now().at;
    let mut work = ctx.store.begin().await?;
    if !work.revive_post(&reach, id, now).await? {
        return Err(Failure::NotFound);
    }
    let deed = caller.deed(DeedKind::MessageRetried, now);
    audit::record(&mut work, deed.within(platform).about(id));
    Ok(work.commit().await?)
}
