//! Receipts: an operation with the proof that the network agreed on it, and what to check it with.

use ledger::OperationId;
use projections::operations::OperationRow;
use verifier::{Receipt, TrustFault};

use super::Desk;
use crate::gateway::EarlierError;

/// Why there is no receipt of an operation that the read models know.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptError {
    #[error("the read models failed")]
    Projections(#[from] projections::Error),
    /// The ledger of this office no longer answers for a block that it has shown before.
    #[error("block {height} or what makes it final cannot be read")]
    Unreadable { height: u64 },
    #[error(transparent)]
    Earlier(#[from] EarlierError),
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
}
