//! The trust file that this office hands out: genesis, and every change of validators since.

use verifier::{SetChange, TrustFile};

use super::{Desk, ReceiptError};

/// The trust file as far as it was built, and the epoch whose end comes next.
#[derive(Debug, Default)]
pub struct TrustBook(tokio::sync::Mutex<Option<(u64, TrustFile)>>);

impl Desk {
    /// What a stranger needs to check this network's receipts.
    pub async fn trust(&self) -> Result<TrustFile, ReceiptError> {
        let mut book = self.trust_book.0.lock().await;
        let (mut epoch, mut trust) = match book.take() {
            Some(known) => known,
            None => (0, TrustFile::from_genesis(self.projections.genesis())?),
        };
        let head = self.gateway.head().header.height;
        while let Some(last) = last_of(epoch, trust.epoch_blocks()).filter(|last| *last <= head) {
            if let Some(change) = self.change_at(last).await? {
                trust.append(change)?;
            }
            epoch += 1;
        }
        *book = Some((epoch, trust.clone()));
        Ok(trust)
    }

    /// The change of validators at the end of an epoch, if there is one.
    async fn change_at(&self, height: u64) -> Result<Option<SetChange>, ReceiptError> {
        let unreadable = || ReceiptError::Unreadable { height };
        let block = self.gateway.block(height).await.ok_or_else(unreadable)?;
        let Some(next) = block.next_set else {
            return Ok(None);
        };
        let finality = self.gateway.finality(height).await;
        let certificate = finality.ok_or_else(unreadable)?.certificate;
        let header = block.header;
        Ok(Some(SetChange {
            header,
            certificate,
            next,
        }))
    }
}

/// The last height of an epoch.
fn last_of(epoch: u64, epoch_blocks: u64) -> Option<u64> {
    let next = epoch.checked_add(1)?.checked_mul(epoch_blocks)?;
    next.checked_sub(1)
}
