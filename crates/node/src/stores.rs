//! The engine's two stores of final blocks and certificates, over our one log.

use crate::{
    block::{BlockRules, SealedBlock},
    log::{Completion, Log, LogError},
};
use bytes::Bytes;
use commonware_codec::{Decode as _, Encode as _};
use commonware_consensus::{
    Heightable as _,
    marshal::store::{Blocks, Certificates},
    simplex::{scheme::ed25519::Scheme, types::Finalization},
    types::Height,
};
use commonware_cryptography::{Digestible as _, certificate::Verifier as _, sha256::Digest};
use commonware_runtime::Handle;
use commonware_storage::archive::Identifier;
use std::sync::Arc;

/// Why a store fails.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    #[error(transparent)]
    Log(#[from] LogError),
    #[error("the stored record of block {0} cannot be decoded")]
    Undecodable(u64),
    #[error("the ledger's log cannot be written")]
    NotDurable,
}

async fn durable(done: Completion) -> Result<(), StoreError> {
    let result = done.await;
    result
        .ok()
        .and_then(Result::ok)
        .ok_or(StoreError::NotDurable)
}

/// Final blocks by height.
pub(crate) struct BlockStore {
    pub(crate) log: Log,
    pub(crate) rules: BlockRules,
}

impl BlockStore {
    pub(crate) fn at(&self, height: u64) -> Result<Option<SealedBlock>, StoreError> {
        let Some(bytes) = self.log.block(height)? else {
            return Ok(None);
        };
        let block = SealedBlock::decode(bytes.into(), self.rules);
        block.map(Some).ok_or(StoreError::Undecodable(height))
    }

    fn with_digest(&self, digest: &Digest) -> Result<Option<SealedBlock>, StoreError> {
        for height in self.log.heights_of(&digest.0) {
            let block = self.at(height)?;
            if let Some(block) = block.filter(|block| block.digest() == *digest) {
                return Ok(Some(block));
            }
        }
        Ok(None)
    }
}

impl Blocks for BlockStore {
    type Block = Arc<SealedBlock>;
    type Error = StoreError;

    async fn put(self, digest: Digest, block: &Self::Block) -> Result<Self, StoreError> {
        let height = block.height().get();
        self.log.put_block(height, digest.0, block.bytes())?;
        Ok(self)
    }

    async fn sync(self) -> Result<Self, StoreError> {
        durable(self.log.start_sync()).await?;
        Ok(self)
    }

    async fn start_sync(self) -> Result<(Self, Handle<()>), StoreError> {
        let done = Handle::from_receiver(self.log.start_sync());
        Ok((self, done))
    }

    async fn get(&self, id: Identifier<'_, Digest>) -> Result<Option<Self::Block>, StoreError> {
        let block = match id {
            Identifier::Index(height) => self.at(height)?,
            Identifier::Key(digest) => self.with_digest(digest)?,
        };
        Ok(block.map(Arc::new))
    }

    async fn prune(self, _: Height) -> Result<Self, StoreError> {
        // A ledger keeps everything.
        Ok(self)
    }

    fn missing_items(&self, start: Height, max: usize) -> Vec<Height> {
        let missing = self.log.blocks(|index| index.missing(start.get(), max));
        missing.into_iter().map(Height::new).collect()
    }

    fn next_gap(&self, height: Height) -> (Option<Height>, Option<Height>) {
        let (end, start) = self.log.blocks(|index| index.next_gap(height.get()));
        (end.map(Height::new), start.map(Height::new))
    }

    fn last_index(&self) -> Option<Height> {
        self.log.blocks(|index| index.last()).map(Height::new)
    }
}

/// Certificates by height.
pub(crate) struct CertificateStore {
    pub(crate) log: Log,
}

impl CertificateStore {
    fn at(&self, height: u64) -> Result<Option<Finalization<Scheme, Digest>>, StoreError> {
        let Some(bytes) = self.log.certificate(height)? else {
            return Ok(None);
        };
        let bounds = Scheme::certificate_codec_config_unbounded();
        let decoded = Finalization::decode_cfg(Bytes::from(bytes), &bounds);
        let certificate = decoded.map_err(|_| StoreError::Undecodable(height))?;
        Ok(Some(certificate))
    }
}

impl Certificates for CertificateStore {
    type BlockDigest = Digest;
    type Commitment = Digest;
    type Scheme = Scheme;
    type Error = StoreError;

    async fn put(
        self,
        height: Height,
        _: Digest,
        certificate: &Finalization<Scheme, Digest>,
    ) -> Result<Self, StoreError> {
        let bytes = certificate.encode();
        self.log.put_certificate(height.get(), &bytes)?;
        Ok(self)
    }

    async fn sync(self) -> Result<Self, StoreError> {
        durable(self.log.start_sync()).await?;
        Ok(self)
    }

    async fn start_sync(self) -> Result<(Self, Handle<()>), StoreError> {
        let done = Handle::from_receiver(self.log.start_sync());
        Ok((self, done))
    }

    async fn get(
        &self,
        id: Identifier<'_, Digest>,
    ) -> Result<Option<Finalization<Scheme, Digest>>, StoreError> {
        match id {
            Identifier::Index(height) => self.at(height),
            Identifier::Key(digest) => {
                for height in self.log.heights_of(&digest.0) {
                    let found = self.at(height)?;
                    if let Some(found) = found.filter(|one| one.proposal.payload == *digest) {
                        return Ok(Some(found));
                    }
                }
                Ok(None)
            }
        }
    }

    async fn has(&self, height: Height) -> Result<bool, StoreError> {
        let found = self.log.certificates(|index| index.get(height.get()));
        Ok(found.is_some())
    }

    async fn prune(self, _: Height) -> Result<Self, StoreError> {
        // A ledger keeps everything.
        Ok(self)
    }

    fn last_index(&self) -> Option<Height> {
        self.log.certificates(|index| index.last()).map(Height::new)
    }

    fn ranges_from(&self, from: Height) -> impl Iterator<Item = (Height, Height)> {
        let runs = self.log.certificates(|index| index.runs_from(from.get()));
        runs.into_iter()
            .map(|(first, last)| (Height::new(first), Height::new(last)))
    }
}
