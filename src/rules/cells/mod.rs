//! What stands in the cells: whether they are filled in, and can be what they say.

mod ledger;

pub mod amount_implausible;
pub mod cells_not_filled;
pub mod cells_not_numbers;
pub mod columns_swapped;
pub mod counts_impossible;
pub mod in_force_too_small;
pub mod number_split;
