//! Verdicts with their working, and the review that holds them.
