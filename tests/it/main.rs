//! One binary for all tests from outside.

#![cfg(test)]

mod cli;
mod desk;
mod document;
mod house;
mod http;
mod jobs;
mod law;
mod mediation;
mod procedure;
mod queue;
mod store;
mod support;
mod tidy;
mod ws;
