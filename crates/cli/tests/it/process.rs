//! The commands of the program, each as a process.

mod appoint;
mod audit;
mod bank;
mod import;
mod kill;
mod matching;
mod network;
mod rebuild;
mod sample;
mod verify;
