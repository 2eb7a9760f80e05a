//! Documents that people keep.
