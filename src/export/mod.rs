//! A review as the wire types of the JSON contract, and as text for people.

pub mod wire;
