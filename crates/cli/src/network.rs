//! `linli network`: several offices on one machine, to practise a consortium with.

mod founding;
mod new;
mod offices;
mod people;
mod run;
mod table;

/// Several offices on this machine, to practise with.
#[derive(clap::Subcommand)]
pub(crate) enum Network {
    /// Makes keys, configurations and genesis for offices with names and roles.
    New(new::New),
    /// Starts all offices of a folder as processes of their own, and shows how they are.
    Run(run::Run),
}

impl Network {
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        match self {
            Self::New(new) => new.run().await,
            Self::Run(run) => run.run().await,
        }
    }
}
