//! Hejie: online dispute resolution with real-time rooms.

pub use hejie_domain as domain;

pub mod config;

pub mod clock;

pub mod db;

pub mod storage;

pub mod telling;

pub mod kept;

pub mod seal;

pub mod mail;

pub mod sms;

pub mod app;

pub mod backup;

pub mod doctor;

pub mod bus;
pub mod jobs;

pub mod ws;

pub mod http;

pub mod demo;

pub mod cli;

/// Chooses the one TLS provider of the process; whoever opens a TLS connection calls it first.
pub fn use_ring() {
    // An error means that it is chosen already.
    let _chosen = rustls::crypto::ring::default_provider().install_default();
}
