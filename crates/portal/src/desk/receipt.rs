//! Receipts: an operation with the proof that the network agreed on it, and what to check it with.

use ledger::{OperationId, state::keys};
use projections::operations::OperationRow;
use verifier::{Receipt, TrustFault, TrustFile};

use super::Desk;

/// Why there is no receipt of an operation that the read models know.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptError {
    #[error("the read models failed")]
    Projections(#[from] projections::Error),
    /// The ledger of this office no longer answers for a block that it has shown before.
    #[error("block {height} or what makes it final cannot be read")]
    Unreadable { height: u64 },
    #[error("the ledger's validators do not make a trust file")]
    Trust(#[from] TrustFault),
}

impl Desk {
    /// The receipt of an operation; `None` when no such operation is on the ledger.
    pub async fn receipt(
        &self,
        operation: OperationId,
    ) -> Result<Option<(OperationRow, Receipt)>, ReceiptError> {
        let Some(row) = self.projections.operation(operation).await? else {
            return Ok(None);
        };
        let height = row.height;
        let unreadable = || ReceiptError::Unreadable { height };
        let block = self.gateway.block(height).await.ok_or_else(unreadable)?;
        let finality = self.gateway.finality(height).await;
        let finality = finality.ok_or_else(unreadable)?;
        let position = usize::try_from(row.position).map_err(|_| unreadable())?;
        let receipt = Receipt::new(&block, position, finality.descendants, finality.certificate);
        Ok(Some((row, receipt.ok_or_else(unreadable)?)))
    }

    /// What a stranger needs to check this network's receipts: the validators of genesis, who
    /// are still those of today.
    pub fn trust(&self) -> Result<TrustFile, ReceiptError> {
        let head = self.gateway.head();
        let validators = head.state.get(&keys::validators());
        let meta = head.state.get(&keys::meta());
        let (Some(validators), Some(meta)) = (validators, meta) else {
            let height = head.header.height;
            return Err(ReceiptError::Unreadable { height });
        };
        Ok(TrustFile::of_network(
            head.header.network,
            validators,
            meta.epoch_blocks,
            meta.demo,
        )?)
    }
}
