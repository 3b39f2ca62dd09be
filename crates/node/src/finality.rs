//! What shows that a block is final.

use crate::{chain::Chain, node::stored_block};
use ledger::Header;

/// A certificate and the headers between a block and the one it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finality {
    /// Headers above the block, up to and with the certified one; empty when the certificate
    /// names the block itself.
    pub headers: Vec<Header>,
    /// The certificate in the engine's encoding.
    pub certificate: Vec<u8>,
}

impl Finality {
    pub(crate) fn of(chain: &Chain, height: u64) -> Option<Self> {
        let certified = chain.log.certificates(|index| index.at_or_above(height))?;
        let certificate = chain.log.certificate(certified).ok().flatten()?;
        let headers = (height + 1..=certified)
            .map(|height| stored_block(chain, height).map(|block| block.block().header.clone()));
        Some(Self {
            headers: headers.collect::<Option<_>>()?,
            certificate,
        })
    }
}
