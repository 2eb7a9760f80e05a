//! Mediation over the API: who gets in, what they see, and how it goes.

mod doors;
mod path;
mod scene;
