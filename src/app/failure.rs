//! Everything a use case can answer when it does not do what was asked. No HTTP in it: how each
//! looks to a browser is said once, in `http/problem`.

use hejie_domain::dispute::Refusal;

use super::people::duty::Overtaken;
use crate::db::DbError;

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The caller has no session.
    #[error("not logged in")]
    NotLoggedIn,
    /// It does not exist, or the caller may not know that it does.
    #[error("not found")]
    NotFound,
    /// The caller may know of it but not do this.
    #[error("forbidden: {0}")]
    Forbidden(&'static str),
    /// Some fields cannot be taken.
    #[error("invalid: {0:?}")]
    Invalid(Vec<Fault>),
    /// The caller did not say which version they saw.
    #[error("no version was named")]
    VersionNeeded,
    /// The version the caller saw is not the newest.
    #[error("stale: the head is {head}")]
    Stale {
        /// The newest.
        head: u64,
    },
    /// Somebody else changed the duty rota since the caller read it.
    #[error("the rota is at version {} already", .0.head)]
    RotaOvertaken(Box<Overtaken>),
    /// The procedure does not allow it.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// A file on its way in ends elsewhere than the caller believes.
    #[error("the upload stands at {offset}")]
    UploadOffset {
        /// Where to go on.
        offset: u64,
    },
    /// It clashes with what is there.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// It was there, and its time is over.
    #[error("gone: {0}")]
    Gone(&'static str),
    /// Too many attempts.
    #[error("too many attempts")]
    TooMany {
        /// When to try again.
        retry_after_s: u64,
    },
    /// More than is taken at once.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The most that is taken.
        limit: u64,
    },
    /// The caller must prove again who they are.
    #[error("proof of identity needed")]
    ReauthNeeded,
    /// The service has no hand free; trying again helps.
    #[error("busy")]
    Busy,
    /// Something that the service needs is not there; its operator must act.
    #[error("unavailable: {0}")]
    Unavailable(&'static str),
    /// The store failed.
    #[error("the store failed")]
    Db(#[source] DbError),
    /// A file or another service failed.
    #[error("input or output failed")]
    Io(#[source] std::io::Error),
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where: a JSON pointer such as `/obligations/0/amount_fen`.
    pub pointer: String,
    /// What: `required`, `too_long`, … with a text in the catalogue.
    pub code: &'static str,
    /// What fills the places of that text.
    pub facts: Vec<(&'static str, String)>,
}

impl Fault {
    /// One fault.
    pub fn new(pointer: impl Into<String>, code: &'static str) -> Self {
        Self {
            pointer: pointer.into(),
            code,
            facts: Vec::new(),
        }
    }

    /// The same with a fact for its text.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.facts.push((name, value.to_string()));
        self
    }
}

impl Failure {
    /// One field cannot be taken.
    pub fn invalid(pointer: impl Into<String>, code: &'static str) -> Self {
        Self::Invalid(vec![Fault::new(pointer, code)])
    }
}

impl From<DbError> for Failure {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Conflict => Self::Conflict("conflict"),
            DbError::Driver(_) | DbError::Unreadable { .. } | DbError::Schema(_) => Self::Db(error),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}
