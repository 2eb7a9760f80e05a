//! What is to be written over, without a byte being moved: offsets that a file holds stay right.

use super::boxes::{Found, wide};

/// What takes the place of bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fill {
    /// So many zeros.
    Zeros(u64),
    /// Other bytes.
    Bytes(Vec<u8>),
}

/// Places in a file and what is to stand there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::storage) struct Blanks {
    list: Vec<(u64, Fill)>,
}

impl Blanks {
    /// Whether everything stays as it is.
    pub(in crate::storage) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Makes a box one that everybody passes over.
    pub(super) fn free(&mut self, found: &Found<'_>) {
        self.put(found.at.saturating_add(4), b"free");
        self.zeros(found.body_at, wide(found.body.len()));
    }

    pub(super) fn put(&mut self, at: u64, bytes: &[u8]) {
        self.list.push((at, Fill::Bytes(bytes.to_vec())));
    }

    pub(super) fn zeros(&mut self, at: u64, count: u64) {
        if count > 0 {
            self.list.push((at, Fill::Zeros(count)));
        }
    }

    /// Writes over the part of `chunk`, which stands at `at` in the file, that is to be blanked.
    /// What was noted later wins.
    pub(in crate::storage) fn apply(&self, at: u64, chunk: &mut [u8]) {
        for (start, fill) in &self.list {
            match fill {
                Fill::Zeros(count) => {
                    let from = start.saturating_sub(at);
                    let until = start.saturating_add(*count).saturating_sub(at);
                    let within = |place: u64| usize::try_from(place).unwrap_or(usize::MAX);
                    let until = within(until).min(chunk.len());
                    if let Some(part) = chunk.get_mut(within(from)..until) {
                        part.fill(0);
                    }
                }
                Fill::Bytes(bytes) => {
                    for (place, byte) in (*start..).zip(bytes) {
                        let place = place.checked_sub(at).map(usize::try_from);
                        if let Some(Ok(place)) = place
                            && let Some(there) = chunk.get_mut(place)
                        {
                            *there = *byte;
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_a_file_are_blanked_as_the_whole_would_be() {
        let mut blanks = Blanks::default();
        blanks.zeros(3, 4);
        blanks.put(9, b"free");
        blanks.put(5, b"!");
        let mut whole = b"abcdefghijklmnop".to_vec();
        blanks.apply(0, &mut whole);
        assert_eq!(whole, b"abc\0\0!\0hifreenop");
        for size in 1..16 {
            let mut pieces = b"abcdefghijklmnop".to_vec();
            for (nth, piece) in pieces.chunks_mut(size).enumerate() {
                blanks.apply(wide(nth * size), piece);
            }
            assert_eq!(pieces, whole, "in pieces of {size}");
        }
    }
}
