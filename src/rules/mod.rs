//! The rules: what is checked, each in a file of its own.
