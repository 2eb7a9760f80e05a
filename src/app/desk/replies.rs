//! Replies that are kept ready, as they read in one dispute.

use hejie_domain::house::{TemplateKind, fill};
use hejie_domain::ids::{DisputeId, TemplateId};
use hejie_domain::people::Locale;

use crate::app::house::template::{self, Filled, values};
use crate::app::{Caller, Context, Failure, dispute};
use crate::db::{Template, Uses};

/// A reply for one dispute.
#[derive(Debug)]
pub struct Reply {
    /// It.
    pub template: Template,
    /// As it reads there.
    pub filled: Filled,
    /// How often it was used.
    pub uses: Uses,
}

/// What the caller has ready for a dispute: what is shared where they work, and what is their own. What
/// they use most comes first, then what others do, then what is meant for such disputes.
pub async fn list(ctx: &Context, caller: &Caller, id: DisputeId) -> Result<Vec<Reply>, Failure> {
    let loaded = dispute::look(ctx, caller, id).await?;
    let page = dispute::page(ctx, caller, id).await?;
    let mut held = caller.standing.roles.iter().map(|held| held.organisation);
    let place = held.find(|place| *place == loaded.dispute.platform);
    let (_, kept) = template::list(ctx, caller, place, false).await?;
    let kept: Vec<_> = kept
        .into_iter()
        .map(|kept| kept.template)
        // What an agreement says is no message.
        .filter(|one| one.kind != TemplateKind::Agreement)
        .collect();
    let ids: Vec<_> = kept.iter().map(|one| one.id).collect();
    let uses = ctx
        .store
        .template_uses(&ids, caller.standing.person)
        .await?;
    let chinese = values(ctx, caller, &page, Locale::ZhCn).await?;
    let english = values(ctx, caller, &page, Locale::En).await?;
    let reply = |template: Template| {
        let known = match template.locale {
            Locale::ZhCn => &chinese,
            Locale::En => &english,
        };
        // A text that was kept was read before; one that is broken all the same stays as it is.
        let filled = fill(&template.body, known);
        let (text, empty) = filled.unwrap_or_else(|_broken| (template.body.clone(), Vec::new()));
        Reply {
            uses: uses.get(&template.id).copied().unwrap_or_default(),
            filled: Filled { text, empty },
            template,
        }
    };
    let mut replies: Vec<_> = kept.into_iter().map(reply).collect();
    let meant = |one: &Reply| one.template.category == Some(loaded.dispute.claim.category);
    let order = |one: &Reply| (one.uses.own, one.uses.all, meant(one));
    replies.sort_by(|a, b| {
        let by_title = || a.template.title.cmp(&b.template.title);
        order(b).cmp(&order(a)).then_with(by_title)
    });
    Ok(replies)
}

/// The caller has used a reply.
pub async fn used(ctx: &Context, caller: &Caller, id: TemplateId) -> Result<(), Failure> {
    template::show(ctx, caller, id).await?;
    let work = ctx.store.begin().await?;
    work.use_template(id, caller.standing.person, ctx.now().at)
        .await?;
    Ok(work.commit().await?)
}
