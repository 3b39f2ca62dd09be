//! What a measured validator and the process that measures it say to each other: frames on a
//! socket of the file system, a length and a number before each.

use std::io;

use ledger::{Envelope, KeyIndex, NetworkId, Seal as _, Sealed};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// The longest frame: far more than the operations of one submission.
const FRAME_BYTES_MAX: u32 = 16 * 1024 * 1024;

/// A question or an answer.
pub(super) struct Frame {
    /// Chosen by who asks; the answer has the same.
    pub(super) number: u64,
    pub(super) kind: Kind,
    pub(super) body: Vec<u8>,
}

/// What a frame's body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Operations one after the other; or, in an answer, what became of each, one line each.
    Operations,
    /// A [`Question`], or the answer to it.
    Question,
}

/// What else a validator is asked.
#[derive(Serialize, Deserialize)]
pub(super) enum Question {
    /// What block time would be now.
    Now,
    /// The height of the last final block.
    Height,
    /// The same, once it is at least so high.
    HeightFrom(u64),
    /// The places of public keys in the registry.
    Keys(Vec<[u8; 32]>),
    /// How many of the blocks of a range of heights hold nothing.
    EmptyBlocks(u64, u64),
    /// To stop; answered when it has.
    Stop,
}

/// An answer to a [`Question`].
#[derive(Serialize, Deserialize)]
pub(super) enum Told {
    Number(u64),
    Keys(Vec<Option<u32>>),
}

impl Told {
    pub(super) fn keys(indexes: Vec<Option<KeyIndex>>) -> Self {
        let indexes = indexes.into_iter();
        Self::Keys(indexes.map(|index| index.map(|index| index.0)).collect())
    }
}

/// The bytes of operations one after the other.
pub(super) fn encode_operations(operations: &[Envelope]) -> Vec<u8> {
    let encoded = operations.iter().map(ledger::encode);
    encoded.collect::<Vec<Vec<u8>>>().concat()
}

/// The operations again, in canonical form.
pub(super) fn decode_operations(mut bytes: &[u8], network: NetworkId) -> io::Result<Vec<Sealed>> {
    let mut operations = Vec::new();
    while !bytes.is_empty() {
        let operation = Sealed::read(&mut bytes, network)?;
        operations.push(operation.seal(network));
    }
    Ok(operations)
}

pub(super) async fn write(
    writer: &mut (impl AsyncWriteExt + Unpin),
    frame: &Frame,
) -> io::Result<()> {
    let length = u32::try_from(frame.body.len()).map_err(io::Error::other)?;
    let mut bytes = Vec::with_capacity(13 + frame.body.len());
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(&frame.number.to_le_bytes());
    bytes.push(u8::from(frame.kind == Kind::Question));
    bytes.extend_from_slice(&frame.body);
    writer.write_all(&bytes).await
}

/// The next frame; an error of kind `UnexpectedEof` where there is none.
pub(super) async fn read(reader: &mut (impl AsyncReadExt + Unpin)) -> io::Result<Frame> {
    let length = reader.read_u32_le().await?;
    if length > FRAME_BYTES_MAX {
        return Err(io::Error::other("a frame is too long"));
    }
    let number = reader.read_u64_le().await?;
    let kind = match reader.read_u8().await? {
        0 => Kind::Operations,
        _ => Kind::Question,
    };
    let mut body = vec![0; usize::try_from(length).map_err(io::Error::other)?];
    reader.read_exact(&mut body).await?;
    Ok(Frame { number, kind, body })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn frames_come_out_as_they_went_in() {
        let mut bytes = Vec::new();
        for (number, kind, body) in [
            (7, Kind::Question, b"{}".to_vec()),
            (u64::MAX, Kind::Operations, Vec::new()),
        ] {
            write(&mut bytes, &Frame { number, kind, body })
                .await
                .unwrap();
        }
        let mut rest = &bytes[..];
        let first = read(&mut rest).await.unwrap();
        assert_eq!((first.number, first.kind), (7, Kind::Question));
        assert_eq!(first.body, b"{}");
        let second = read(&mut rest).await.unwrap();
        assert_eq!((second.number, second.kind), (u64::MAX, Kind::Operations));
        let end = read(&mut rest).await.err().unwrap();
        assert_eq!(end.kind(), io::ErrorKind::UnexpectedEof);
    }
}
