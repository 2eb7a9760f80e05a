//! Mediation over the API: who gets in, what they see, and how it goes.

mod doors;
mod papers;
mod path;
mod scene;
