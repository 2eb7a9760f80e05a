//! What the procedure does, told with people and days; and what no sequence of verbs can do.

mod any_sequence;
mod aside;
mod contact;
mod mediation;
mod mediator;
mod own;
mod papers;
mod people;
mod sealing;
mod sessions;
mod stories;
mod table;
mod talks;
