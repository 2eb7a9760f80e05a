//! Wire shapes: what the API says, apart from what the domain and the store hold.

pub mod audit;
pub mod calendar;
pub mod desk;
pub mod dispute;
pub mod document;
pub mod duty;
pub mod evidence;
pub mod house;
pub mod macros;
pub mod mediate;
pub mod mediation;
pub mod people;
pub mod queue;
pub mod security;
pub mod shop;
pub mod steps;
pub mod telling;
pub mod upload;
