//! The verifier's promises: nothing can be changed without being named.

mod audit;
mod certificate;
mod checkpoint;
mod follow;
mod formats;
mod interop;
mod known;
mod program;
mod proofs;
mod receipt;
mod state_proof;
mod story;
mod trust;
mod vectors;
