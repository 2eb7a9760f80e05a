//! Rooms as people live in them: several sockets, lost lines, lost seats, lost servers.

mod desks;
mod doors;
mod follow;
mod mirror;
mod model;
mod nodes;
mod order;
mod restart;
mod rights;
mod scene;
mod slow;
mod socket;
mod unread;
