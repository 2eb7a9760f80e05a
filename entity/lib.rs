//! One file a table: plain columns, no rules. Instants are microseconds, money is fen, closed lists
//! are their codes.

pub mod agreement;
pub mod code;
pub mod counter;
pub mod delivery;
pub mod dispute;
pub mod dispute_event;
pub mod dispute_text;
pub mod draft;
pub mod duty;
pub mod evidence;
pub mod idempotency;
pub mod instance;
pub mod law_import;
pub mod link;
pub mod message;
pub mod message_version;
pub mod notice;
pub mod obligation;
pub mod organisation;
pub mod outbox;
pub mod party;
pub mod person;
pub mod room;
pub mod room_event;
pub mod room_member;
pub mod session;
pub mod signature;
pub mod staff;
pub mod term;
pub mod upload;
