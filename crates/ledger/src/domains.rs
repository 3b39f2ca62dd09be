//! Every domain constant that a hash or a signature begins with; changing one breaks the format.

/// Bytes that an operation's signature covers begin with this.
pub const OPERATION: &[u8] = b"_LINLI_LEDGER_OPERATION";
/// Hash of a genesis description: the network id.
pub const GENESIS: &[u8] = b"_LINLI_LEDGER_GENESIS";
/// Hash of a block header: the block's digest.
pub const HEADER: &[u8] = b"_LINLI_LEDGER_HEADER";
/// Hash of a validator set.
pub const VALIDATORS: &[u8] = b"_LINLI_LEDGER_VALIDATORS";
/// Ids derived from an operation id and a position in it.
pub const DERIVED_ID: &[u8] = b"_LINLI_LEDGER_DERIVED_ID";
/// Draw of a panel.
pub const PANEL: &[u8] = b"_LINLI_LEDGER_PANEL";
/// Digest of an action that waits for a second person.
pub const PROPOSAL: &[u8] = b"_LINLI_LEDGER_PROPOSAL";
/// Leaf of the tree over the digests of all earlier headers.
pub const HISTORY: &[u8] = b"_LINLI_LEDGER_HISTORY";
/// What a validator key signs to take a seat.
pub const SEAT: &[u8] = b"_LINLI_LEDGER_SEAT";
/// Bytes that a kiosk's signature covers begin with this.
pub const KIOSK_STATEMENT: &[u8] = b"_LINLI_LEDGER_KIOSK_STATEMENT";
/// The code of one slot, hashed to the code of the slot before.
pub const CHECK_IN_CODE: &[u8] = b"_LINLI_LEDGER_CHECK_IN_CODE";
/// Namespace given to the consensus engine, followed by the network id.
pub const CONSENSUS: &[u8] = b"_LINLI_LEDGER_CONSENSUS";
/// Hash of the code that one side shows at the door.
pub const CHECK_IN: &[u8] = b"_LINLI_LEDGER_CHECK_IN";
/// Commitment to a rating that is not open yet.
pub const RATING: &[u8] = b"_LINLI_LEDGER_RATING";
