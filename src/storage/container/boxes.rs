//! The boxes that ISO base media files (MP4, MOV, M4A, HEIC) are made of: a length, four letters,
//! contents. Nothing here knows what they mean.

use super::super::Unreadable;

/// Four letters.
pub(super) type Kind = [u8; 4];

/// A box within bytes that were read from a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found<'a> {
    pub(super) kind: Kind,
    /// Where it begins in the file.
    pub(super) at: u64,
    /// Where its contents begin in the file.
    pub(super) body_at: u64,
    pub(super) body: &'a [u8],
}

impl Found<'_> {
    /// The boxes within, after `skip` bytes that are none.
    pub(super) fn children(&self, skip: usize) -> Result<Vec<Found<'_>>, Unreadable> {
        let body = self.body.get(skip..).ok_or(Unreadable)?;
        boxes(body, self.body_at.saturating_add(wide(skip)))
    }

    /// The first box of that kind within.
    pub(super) fn child(&self, kind: Kind) -> Result<Option<Found<'_>>, Unreadable> {
        let children = self.children(0)?;
        Ok(children.into_iter().find(|child| child.kind == kind))
    }
}

/// A box's header: its kind, how long the header is, and how long the whole; no length where the box
/// goes to the end of the file.
pub(super) struct Header {
    pub(super) kind: Kind,
    pub(super) length: u64,
    pub(super) whole: Option<u64>,
}

/// The longest header.
pub(super) const HEADER_BYTES_MAX: usize = 16;

/// Reads a header; nothing when these bytes are none.
pub(super) fn header(bytes: &[u8]) -> Option<Header> {
    let mut read = Reader::new(bytes);
    let short = read.number(4)?;
    let kind = read.array()?;
    let (length, whole) = match short {
        0 => (8, None),
        1 => (16, Some(read.number(8)?)),
        length => (8, Some(length)),
    };
    let fits = whole.is_none_or(|whole| whole >= length);
    fits.then_some(Header {
        kind,
        length,
        whole,
    })
}

/// All boxes in `bytes`, which stand at `at` in the file. Up to seven bytes may be left over, as
/// `QuickTime` does.
pub(super) fn boxes(bytes: &[u8], at: u64) -> Result<Vec<Found<'_>>, Unreadable> {
    let (mut all, mut rest, mut at) = (Vec::new(), bytes, at);
    while rest.len() >= 8 {
        let header = header(rest).ok_or(Unreadable)?;
        let whole = header.whole.unwrap_or(wide(rest.len()));
        let (length, end) = (narrow(header.length)?, narrow(whole)?);
        let body = rest.get(length..end).ok_or(Unreadable)?;
        all.push(Found {
            kind: header.kind,
            at,
            body_at: at.saturating_add(header.length),
            body,
        });
        rest = rest.get(end..).ok_or(Unreadable)?;
        at = at.saturating_add(whole);
    }
    Ok(all)
}

/// Reads numbers, highest byte first.
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// A number of up to eight bytes; of none, zero.
    pub(super) fn number(&mut self, bytes: usize) -> Option<u64> {
        let (number, rest) = self.rest.split_at_checked(bytes)?;
        self.rest = rest;
        let add = |sum: u64, byte: &u8| sum.checked_mul(256)?.checked_add(u64::from(*byte));
        number.iter().try_fold(0, add)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*array)
    }
}

/// A length as the file counts it.
pub(super) fn wide(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

pub(super) fn narrow(length: u64) -> Result<usize, Unreadable> {
    usize::try_from(length).or(Err(Unreadable))
}
