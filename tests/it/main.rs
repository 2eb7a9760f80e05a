//! One binary for all tests from outside.

#![cfg(test)]

mod http;
mod store;
mod support;
