//! Who can be asked to mediate, and who of a body can be appointed.

pub mod bodies;
