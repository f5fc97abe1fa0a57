//! Rules over 表四 政府信息公开行政复议、行政诉讼情况.

pub mod total_mismatch;
