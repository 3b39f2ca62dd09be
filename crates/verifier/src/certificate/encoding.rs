//! The engine's bytes: varints (least significant seven bits first, shortest form), then
//! `epoch | view | parent view | payload, 32 bytes | size of the set, 8 bytes big-endian | bitmap
//! of signers, lowest bit first | number of signatures | signatures, 64 bytes each`.

use super::{Certificate, PARTICIPANTS_MAX, Proposal};
use ledger::Hash;

/// Appends a varint.
pub(super) fn write_varint(bytes: &mut Vec<u8>, mut value: u64) {
    loop {
        let low = u8::try_from(value & 0x7f).unwrap_or(0);
        value >>= 7;
        if value == 0 {
            bytes.push(low);
            return;
        }
        bytes.push(low | 0x80);
    }
}

/// Appends what a validator signs.
pub(super) fn write_proposal(bytes: &mut Vec<u8>, proposal: &Proposal) {
    for number in [proposal.epoch, proposal.view, proposal.parent_view] {
        write_varint(bytes, number);
    }
    bytes.extend_from_slice(&proposal.payload.0);
}

/// The bytes of a certificate.
pub(super) fn encode(certificate: &Certificate) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_proposal(&mut bytes, &certificate.proposal);
    bytes.extend_from_slice(&certificate.participants.to_be_bytes());
    for chunk in 0..certificate.participants.div_ceil(8) {
        let bits = certificate
            .signers()
            .filter(|position| position >> 3 == chunk)
            .fold(0_u8, |bits, position| bits | (1 << (position & 7)));
        bytes.push(bits);
    }
    let count = u64::try_from(certificate.signatures.len()).unwrap_or(u64::MAX);
    write_varint(&mut bytes, count);
    for (_, signature) in &certificate.signatures {
        bytes.extend_from_slice(signature);
    }
    bytes
}

/// The certificate of exactly these bytes.
pub(super) fn decode(bytes: &[u8]) -> Option<Certificate> {
    let rest = &mut &*bytes;
    let proposal = Proposal {
        epoch: read_varint(rest)?,
        view: read_varint(rest)?,
        parent_view: read_varint(rest)?,
        payload: Hash(read_array(rest)?),
    };
    let participants = u64::from_be_bytes(read_array(rest)?);
    if participants > PARTICIPANTS_MAX {
        return None;
    }
    let signers = read_signers(rest, participants)?;
    if usize::try_from(read_varint(rest)?) != Ok(signers.len()) {
        return None;
    }
    let signatures = signers
        .into_iter()
        .map(|position| Some((position, read_array(rest)?)))
        .collect::<Option<Vec<_>>>()?;
    let certificate = Certificate::assemble(proposal, participants, signatures)?;
    rest.is_empty().then_some(certificate)
}

fn read_signers(rest: &mut &[u8], participants: u64) -> Option<Vec<u64>> {
    let chunks = usize::try_from(participants.div_ceil(8)).ok()?;
    let (bitmap, after) = rest.split_at_checked(chunks)?;
    *rest = after;
    let mut signers = Vec::new();
    for (byte, first) in bitmap.iter().zip((0_u64..).step_by(8)) {
        let set_bits = (0..8_u64).filter(|bit| byte & (1 << bit) != 0);
        signers.extend(set_bits.map(|bit| first | bit));
    }
    // Bits beyond the last validator are padding and must be zero.
    signers
        .last()
        .is_none_or(|last| *last < participants)
        .then_some(signers)
}

fn read_array<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (array, after) = rest.split_first_chunk::<N>()?;
    *rest = after;
    Some(*array)
}

fn read_varint(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0_u32..64).step_by(7) {
        let [byte] = read_array::<1>(rest)?;
        let bits = u64::from(byte & 0x7f);
        // A last byte of zero says nothing, and bits beyond 64 are lost: neither is the only form.
        if (byte == 0 && shift > 0) || (bits << shift) >> shift != bits {
            return None;
        }
        value |= bits << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}
