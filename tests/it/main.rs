//! One integration binary: the whole pipeline, from the bytes of a report to what is told of it.

mod command_line;
mod contract;
mod corpus;
mod culprit;
mod figures;
mod golden;
mod layouts;
mod properties;
mod rules;
mod sheet;
