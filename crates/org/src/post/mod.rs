//! 班子: who sits in an organisation's committee, beside what the rules say of its seats; and the
//! units of a joint branch (支部工作条例（试行）第五条、第十七条、第十八条).

pub mod pages;
pub mod unit;
