//! A dispute on the wire.

mod agreement;
mod deadline;
mod list;
mod mediation;
mod page;
mod session;
mod timeline;

pub use agreement::{AgreementView, ObligationView, SignatureView};
pub use deadline::{DeadlineView, ExplainView, PauseView, SkippedView};
pub use list::{DisputeList, DisputeRow, ResponderShort, lines, next_cursor};
pub use page::{
    ClosingView, DeliveryView, DisputeView, MerchantView, PartyView, ResponderView, RoomRef,
    SuspendedView, TurnView, YouView,
};
pub use session::{CalendarSessionView, SessionView};
pub use timeline::TimelineEntry;
