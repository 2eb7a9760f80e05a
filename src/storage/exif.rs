//! The one thing about a photo that is worth keeping: which side is up.

use bytes::Bytes;

const ORIENTATION: u16 = 0x0112;

/// The orientation that an EXIF block tells, 2 to 8; nothing when it is upright or unreadable.
pub(super) fn orientation(block: Option<Bytes>) -> Option<u8> {
    let block = block?;
    let little = match block.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let reader = Reader {
        block: &block,
        little,
    };
    let directory = usize::try_from(reader.long(4)?).ok()?;
    let entries = usize::from(reader.short(directory)?);
    let entry = (0..entries)
        .filter_map(|at| directory.checked_add(2)?.checked_add(at.checked_mul(12)?))
        .find(|at| reader.short(*at) == Some(ORIENTATION))?;
    let value = u8::try_from(reader.short(entry.checked_add(8)?)?).ok()?;
    (2..=8).contains(&value).then_some(value)
}

/// An EXIF block that says nothing but `orientation`.
pub(super) fn only_orientation(orientation: u8) -> Bytes {
    let mut block = Vec::with_capacity(26);
    block.extend_from_slice(b"MM\0*\0\0\0\x08"); // The directory stands at byte 8,
    block.extend_from_slice(b"\0\x01"); // has one entry,
    block.extend_from_slice(b"\x01\x12\0\x03\0\0\0\x01\0"); // a short,
    block.push(orientation);
    block.extend_from_slice(b"\0\0\0\0\0\0"); // and none follows.
    block.into()
}

struct Reader<'a> {
    block: &'a [u8],
    little: bool,
}

impl Reader<'_> {
    fn short(&self, at: usize) -> Option<u16> {
        let bytes = self.block.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    }

    fn long(&self, at: usize) -> Option<u32> {
        let bytes = self.block.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        for value in 2..=8 {
            assert_eq!(orientation(Some(only_orientation(value))), Some(value));
        }
        assert_eq!(orientation(Some(only_orientation(1))), None);
    }

    #[test]
    fn nonsense_is_no_orientation() {
        for block in [
            &b""[..],
            b"II*\0",
            b"MM\0*\xff\xff\xff\xff",
            b"II*\0\x08\0\0\0\xff\xff",
        ] {
            assert_eq!(orientation(Some(Bytes::from_static(block))), None);
        }
    }
}
