//! CRC-32C (Castagnoli), the checksum that the engine's own files carry.

const TABLE: [u32; 256] = table();

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let mut value = index as u32;
        let mut bit = 0;
        while bit < 8 {
            let low = value & 1;
            value >>= 1;
            if low == 1 {
                value ^= 0x82f6_3b78;
            }
            bit += 1;
        }
        table[index] = value;
        index += 1;
    }
    table
}

pub(super) fn checksum(bytes: &[u8]) -> u32 {
    let sum = bytes.iter().fold(u32::MAX, |sum, byte| {
        let slot = (sum ^ u32::from(*byte)) & 0xff;
        (sum >> 8) ^ TABLE[slot as usize]
    });
    !sum
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_check_value_of_the_standard_holds() {
        assert_eq!(super::checksum(b"123456789"), 0xe306_9283);
    }
}
