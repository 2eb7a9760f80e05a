//! What use cases answer with where it is what the store keeps: pages and sockets take it from here
//! and know of no table.

pub use crate::db::dispute::{Cursor, Loaded, Row};
pub use crate::db::queue::{DisputeLink, Fellow, Marked, SavedView, Tag, TagUse};
pub use crate::db::{
    CaseCursor, CodePurpose, DeadPost, Delivery, DeskSetting, Evidence, Held, Invitation, Macro,
    MediationBody, Notice, Nudge, OpenDispute, Organisation, Person, Profile, Registered, Session,
    ShopCounts, ShopRow, Staff, Subject, Template, TemplateVersion, Unsent, Uses, Visitor,
};
