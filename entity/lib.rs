//! One file a table: plain columns, no rules. Instants are microseconds, money is fen, closed lists
//! are their codes.

pub mod code;
pub mod delivery;
pub mod duty;
pub mod evidence;
pub mod idempotency;
pub mod instance;
pub mod link;
pub mod notice;
pub mod organisation;
pub mod outbox;
pub mod person;
pub mod session;
pub mod staff;
pub mod upload;
