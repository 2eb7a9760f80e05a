//! One's notices.

use hejie_domain::ids::{DisputeId, NoticeId};

use crate::app::{Caller, Context, Failure};
use crate::db::Notice;
use crate::telling::{Particulars, Saying};

/// A notice as its reader sees it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The notice.
    pub notice: Notice,
    /// The number of its dispute.
    pub number: Option<String>,
    /// What it says, in the reader's language.
    pub text: String,
}

/// A page of one's notices, newest first. By a respondent's link one sees those of its dispute.
pub async fn list(
    ctx: &Context,
    caller: &Caller,
    before: Option<NoticeId>,
    count_max: u64,
) -> Result<Vec<Shown>, Failure> {
    let person = caller.standing.person;
    let notices = ctx
        .store
        .notices_of(person, only(caller), before, count_max)
        .await?;
    let mut disputes: Vec<_> = notices.iter().filter_map(|notice| notice.dispute).collect();
    disputes.sort_unstable();
    disputes.dedup();
    let known = ctx.store.dispute_labels(&disputes).await?;
    let shown = |notice: Notice| {
        let label = known.iter().find(|label| Some(label.id) == notice.dispute);
        let saying = Saying {
            message: notice.message,
            reader: notice.reader,
            locale: caller.locale,
            particulars: Particulars {
                number: label.map(|label| label.number.clone()).unwrap_or_default(),
                merchant: label
                    .map(|label| label.merchant.clone())
                    .unwrap_or_default(),
                ..Particulars::default()
            },
            due: notice.due,
            link: None,
            invitation: None,
        };
        Shown {
            text: saying.notice().unwrap_or_default(),
            number: label.map(|label| label.number.clone()),
            notice,
        }
    };
    Ok(notices.into_iter().map(shown).collect())
}

/// Marks one's notices up to `up_to` as read; answers how many are left unread.
pub async fn read(ctx: &Context, caller: &Caller, up_to: NoticeId) -> Result<u64, Failure> {
    let person = caller.standing.person;
    let mut work = ctx.store.begin().await?;
    let now = ctx.now().at;
    work.read_notices(person, only(caller), up_to, now).await?;
    work.commit().await?;
    unread(ctx, caller).await
}

/// How many of one's notices are unread.
pub async fn unread(ctx: &Context, caller: &Caller) -> Result<u64, Failure> {
    let person = caller.standing.person;
    Ok(ctx.store.unread_notices(person, only(caller)).await?)
}

fn only(caller: &Caller) -> Option<DisputeId> {
    caller.standing.link.map(|(dispute, _)| dispute)
}
