//! Each scenario, for a few seeds.

mod seeds;
