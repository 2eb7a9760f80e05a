//! How the house is run, from outside.

mod templates;
