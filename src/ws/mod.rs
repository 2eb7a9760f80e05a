//! Sockets: who is connected, which rooms they follow, and what they are told.
//!
//! The tables are the truth; everything here is a hint or a copy. A room's task reads the room's log
//! by number and tells each connection in order; a connection that does not read is closed, and
//! resumes by number. Sockets call use cases and nothing below them.
//!
//! [`session`] is one connection, [`hub`] knows them all, [`room`] is the task of one room,
//! [`desks`] keeps who works on what, [`frame`] says what goes over the wire, [`queue`] is what waits for one connection.

mod bridge;
mod bucket;
mod colleagues;
mod conn;
mod desks;
pub mod frame;
mod hub;
mod presence;
mod queue;
mod room;
mod session;
mod ticket;

pub use bridge::bridge;
pub use hub::Realtime;
pub use session::serve;

/// Why a socket is closed. Below 4500 a client comes back by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Close {
    /// The server goes away for a moment.
    Shutdown,
    /// It did not read what it was sent.
    Slow,
    /// It did not answer the heartbeat.
    NoPong,
    /// It has no session.
    Unauthenticated,
    /// It sent what is no frame.
    BadFrame,
    /// It did not say hello.
    NoHello,
    /// Its session has ended.
    LoggedOut,
    /// Its person has too many sockets.
    ConnectionLimit,
}

impl Close {
    /// The code on the wire.
    pub const fn code(self) -> u16 {
        match self {
            Self::Shutdown => 4001,
            Self::Slow => 4008,
            Self::NoPong => 4012,
            Self::Unauthenticated => 4500,
            Self::BadFrame => 4501,
            Self::NoHello => 4502,
            Self::LoggedOut => 4503,
            Self::ConnectionLimit => 4504,
        }
    }

    /// For whoever reads a log of the other side.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Shutdown => "shutting down",
            Self::Slow => "too slow",
            Self::NoPong => "no pong",
            Self::Unauthenticated => "not logged in",
            Self::BadFrame => "not a frame",
            Self::NoHello => "no hello",
            Self::LoggedOut => "logged out",
            Self::ConnectionLimit => "too many connections",
        }
    }
}
