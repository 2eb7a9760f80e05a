//! What people at a desk keep for themselves.

mod following;
mod handover;
mod held;
mod macros;
mod setting;
mod unsent;
mod used;

pub use handover::Handover;
pub use held::Held;
pub use macros::Macro;
pub use setting::DeskSetting;
pub use unsent::Unsent;
pub use used::Uses;
