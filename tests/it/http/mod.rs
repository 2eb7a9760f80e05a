//! The API as the world meets it.

mod admin;
mod audit;
mod base;
mod bodies;
mod codes;
mod dead;
mod duty;
pub(crate) mod evidence;
mod law;
mod limits;
mod links;
mod login;
mod mediate;
mod merchants;
mod once;
mod outbox;
mod pages;
pub(crate) mod published;
mod respondents;
mod sessions;
mod shop;
mod steps;
mod sweep;
mod totp;
