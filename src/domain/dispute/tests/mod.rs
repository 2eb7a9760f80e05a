//! What the procedure does, told with people and days; and what no sequence of verbs can do.

mod answering;
mod any_sequence;
mod aside;
mod contact;
mod ending;
mod mediation;
mod mediator;
mod own;
mod papers;
mod people;
mod performing;
mod sealing;
mod sessions;
mod settling;
mod standing_still;
mod table;
mod talks;
