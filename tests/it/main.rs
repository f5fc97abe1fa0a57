//! One integration binary: the whole pipeline, from the bytes of a report to what is told of it.

mod command_line;
mod contract;
mod corpus;
mod culprit;
mod doors;
mod figures;
mod files;
mod golden;
mod layouts;
mod prepared;
mod properties;
mod refusals;
mod rules;
mod sheet;
