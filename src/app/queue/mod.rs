//! The queue of a platform's service: lists and counts, words to find, tags, kept views, many disputes at once, disputes that belong together, and a supervisor's view.
//!
//! Nothing here decides what may be done with a dispute: whatever changes one goes through the use
//! cases that its page goes through.

mod bulk;
mod found;
mod index;
mod links;
mod list;
mod supervise;
mod tags;
mod views;

use hejie_domain::access::{OrganisationKind, StaffRole, rooms_of_service};

use crate::app::{Caller, Failure};
use crate::db::queue::Reader;

pub use bulk::{Deed, Outcome, bulk};
pub use found::Hit;
pub(in crate::app) use index::follow;
pub use index::{index_some, reindex};
pub use links::{GoesOn, Likely, Links, link, links, merge, unlink, unmerge};
pub(in crate::app) use links::{go_on_here, goes_on};
pub use list::{Counted, Extra, QueuePage, Wanted, counts, ids, page, record_export};
pub use supervise::{Agent, Supervised, supervise};
pub(in crate::app) use tags::followed;
pub use tags::{
    NewTag, TagChange, add_tag, change_tag, merge_tags, retire_tag, tags, tags_on, wear,
};
pub use views::{
    NewView, ViewsSeen, choose_view, drop_view, keep_view, place_views, rewrite_view, views,
};

const SERVICE: &[StaffRole] = &[StaffRole::ServiceAgent, StaffRole::Supervisor];

/// Who looks at the queue of the platform where they serve. Others learn nothing: not found.
fn reader(caller: &Caller) -> Result<Reader, Failure> {
    let platform = caller.platform_as(SERVICE)?;
    let roles = || caller.standing.roles.iter();
    let shops = roles().filter(|held| held.kind == OrganisationKind::Merchant);
    Ok(Reader {
        platform,
        person: caller.standing.person,
        shops: shops.map(|held| held.organisation).collect(),
        supervises: roles()
            .any(|held| held.organisation == platform && held.role == StaffRole::Supervisor),
        rooms: rooms_of_service(&caller.standing, platform),
    })
}
