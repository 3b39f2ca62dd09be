//! A node as its callers see it: submit, stop, start again, kill, damage.

mod audit;
mod chain;
mod four;
mod kill;
mod office;
mod recovery;
mod submit;
