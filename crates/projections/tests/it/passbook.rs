//! passbook
