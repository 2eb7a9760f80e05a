//! One binary for all tests from outside.

#![cfg(test)]

mod cli;
mod http;
mod procedure;
mod jobs;
mod store;
mod support;
