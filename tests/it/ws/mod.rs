//! Rooms as people live in them: several sockets, lost lines, lost seats, lost servers.

mod caucus;
mod desks;
mod doors;
mod follow;
mod mirror;
mod model;
pub(crate) mod nodes;
mod order;
mod parley;
mod restart;
mod rights;
mod scene;
mod sessions;
mod slow;
mod socket;
mod table;
mod unread;
