//! The queue of a platform's service: lists, words to find, tags, kept views, links between disputes,
//! and figures.

mod figures;
mod links;
mod list;
mod marks;
mod search;
mod tags;
mod views;

use hejie_domain::ids::{OrganisationId, PersonId};
use hejie_domain::room::RoomKind;
use sea_orm::{DbBackend, Statement, Value};

pub use figures::{Figure, Load, Week};
pub use links::{DisputeLink, Fellow};
pub use list::Looked;
pub use marks::Marked;
pub use search::{Doc, Found, Source};
pub use tags::{Tag, TagUse};
pub use views::SavedView;

/// Who looks at the queue, and what they may see there.
#[derive(Debug, Clone)]
pub struct Reader {
    /// Whose queue it is.
    pub platform: OrganisationId,
    /// Who looks.
    pub person: PersonId,
    /// The shops that the reader works for: their disputes are not theirs to handle.
    pub shops: Vec<OrganisationId>,
    /// Whether decisions of supervisors wait for the reader.
    pub supervises: bool,
    /// The rooms that the reader may read in every dispute of the platform.
    pub rooms: Vec<RoomKind>,
}

/// A question with `?` for each value, as both databases read it.
fn ask(backend: DbBackend, sql: &str, values: Vec<Value>) -> Statement {
    if backend != DbBackend::Postgres {
        return Statement::from_sql_and_values(backend, sql, values);
    }
    let mut numbered = String::with_capacity(sql.len());
    let mut at = 0_usize;
    for c in sql.chars() {
        if c == '?' {
            at = at.saturating_add(1);
            numbered.push_str(&format!("${at}"));
        } else {
            numbered.push(c);
        }
    }
    Statement::from_sql_and_values(backend, numbered, values)
}
