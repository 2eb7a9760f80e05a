//! Wire shapes: what the API says, apart from what the domain and the store hold.

pub mod people;
pub mod telling;
