//! Rules over 表三 收到和处理政府信息公开申请情况.

pub mod disposed_total_mismatch;
pub mod total_mismatch;
pub mod unbalanced;
