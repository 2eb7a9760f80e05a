//! Hejie: online dispute resolution with real-time rooms.
