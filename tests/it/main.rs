//! One binary for all tests from outside.

#![cfg(test)]

mod cli;
mod http;
mod store;
mod support;
