//! An envelope with its canonical bytes and its id: computed once, where it enters.

use crate::{
    domains,
    hash::Hash,
    ids::{NetworkId, OperationId},
    operation::{Envelope, Intent},
    signature::Signature,
};
use borsh::{
    BorshDeserialize as _, BorshSerialize,
    io::{Read, Result, Write},
};
use std::{ops::Deref, sync::Arc};

/// An envelope that cannot change any more; cheap to clone, and read like the envelope itself.
#[derive(Clone, Debug)]
pub struct Sealed(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    envelope: Envelope,
    /// What is signed, then the signature.
    bytes: Box<[u8]>,
    intent_bytes: usize,
    network: NetworkId,
    operation: OperationId,
}

impl Sealed {
    /// Seals an envelope for a network.
    #[must_use]
    pub fn new(envelope: Envelope, network: NetworkId) -> Self {
        let mut bytes = crate::encode(&envelope.intent);
        let intent_bytes = bytes.len();
        bytes.extend(crate::encode(&envelope.signature));
        Self::from_parts(envelope, bytes, intent_bytes, network)
    }

    /// Reads an envelope and keeps the bytes that it was read from: the encoding has one form.
    ///
    /// # Errors
    /// When the reader fails, or ends, or does not hold an envelope.
    pub fn read(reader: &mut impl Read, network: NetworkId) -> Result<Self> {
        let mut copied = Copied {
            reader,
            bytes: Vec::new(),
        };
        let intent = Intent::deserialize_reader(&mut copied)?;
        let intent_bytes = copied.bytes.len();
        let signature = Signature::deserialize_reader(&mut copied)?;
        let envelope = Envelope { intent, signature };
        let bytes = copied.bytes;
        Ok(Self::from_parts(envelope, bytes, intent_bytes, network))
    }

    fn from_parts(
        envelope: Envelope,
        bytes: Vec<u8>,
        intent_bytes: usize,
        network: NetworkId,
    ) -> Self {
        let intent = bytes.get(..intent_bytes).unwrap_or_default();
        let operation = Hash::of(&[domains::OPERATION, &network.0, intent]);
        Self(Arc::new(Parts {
            envelope,
            bytes: bytes.into(),
            intent_bytes,
            network,
            operation: OperationId(operation.0),
        }))
    }

    /// The id under which the ledger knows this operation; it does not cover the signature.
    #[must_use]
    pub fn operation_id(&self) -> OperationId {
        self.0.operation
    }

    /// The network that the id and the signature are for.
    #[must_use]
    pub fn network(&self) -> NetworkId {
        self.0.network
    }

    /// The canonical bytes, signature included.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0.bytes
    }

    /// The bytes that the signature covers.
    #[must_use]
    pub fn signing_bytes(&self) -> Vec<u8> {
        let intent = self.0.bytes.get(..self.0.intent_bytes).unwrap_or_default();
        [domains::OPERATION, &self.0.network.0, intent].concat()
    }

    /// The envelope.
    #[must_use]
    pub fn envelope(&self) -> &Envelope {
        &self.0.envelope
    }
}

impl Deref for Sealed {
    type Target = Envelope;

    fn deref(&self) -> &Envelope {
        &self.0.envelope
    }
}

impl PartialEq for Sealed {
    fn eq(&self, other: &Self) -> bool {
        self.0.operation == other.0.operation && self.0.bytes == other.0.bytes
    }
}

impl Eq for Sealed {}

impl PartialEq<Envelope> for Sealed {
    fn eq(&self, other: &Envelope) -> bool {
        self.0.envelope == *other
    }
}

impl BorshSerialize for Sealed {
    fn serialize<W: Write>(&self, writer: &mut W) -> Result<()> {
        writer.write_all(&self.0.bytes)
    }
}

/// What can be sealed for a network, or is.
pub trait Seal {
    /// The same operation, sealed.
    #[must_use]
    fn seal(self, network: NetworkId) -> Sealed;
}

impl Seal for Envelope {
    fn seal(self, network: NetworkId) -> Sealed {
        Sealed::new(self, network)
    }
}

impl Seal for Sealed {
    fn seal(self, network: NetworkId) -> Sealed {
        if self.0.network == network {
            self
        } else {
            Self::new(self.0.envelope.clone(), network)
        }
    }
}

/// Keeps what is read.
struct Copied<'a, R> {
    reader: &'a mut R,
    bytes: Vec<u8>,
}

impl<R: Read> Read for Copied<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let count = self.reader.read(buffer)?;
        self.bytes
            .extend_from_slice(buffer.get(..count).unwrap_or_default());
        Ok(count)
    }
}
