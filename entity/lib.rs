//! One file a table: plain columns, no rules. Instants are microseconds, money is fen, closed lists
//! are their codes.

pub mod code;
pub mod duty;
pub mod idempotency;
pub mod instance;
pub mod link;
pub mod organisation;
pub mod person;
pub mod session;
pub mod staff;
