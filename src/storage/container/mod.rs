//! What films, recordings and pictures in ISO base media files (MP4, MOV, M4A, HEIC) tell about their
//! maker, and how to take it out: every place, device, date and unknown part is written over with
//! as many bytes that mean nothing, so that nothing moves and the file plays as before.
//!
//! Only what is known to be needed is kept, so a new kind of metadata is dropped rather than let
//! through. The bytes of pictures and sound are not looked at.

mod blanks;
mod boxes;
mod items;
mod tracks;

use std::io::{self, Read, Seek, SeekFrom};

pub(super) use self::blanks::Blanks;
use self::boxes::{Found, HEADER_BYTES_MAX, Header, Kind, boxes, header, narrow, wide};
use super::Unreadable;

/// The longest part that is looked into; that of an hour's film has a few megabytes.
const LOOKED_INTO_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// What the file holds of pictures and sound, and what every player needs to find them.
const NEEDED: &[&Kind] = &[
    b"ftyp", b"styp", b"pdin", b"mdat", b"wide", b"sidx", b"ssix", b"mfra",
];

/// Why it is not known what to write over.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotSearched {
    /// The file contradicts itself.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// It cannot be read from the disk.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Finds what is to be written over in the whole file.
pub(super) fn search(file: &mut (impl Read + Seek)) -> Result<Blanks, NotSearched> {
    let length = file.seek(SeekFrom::End(0))?;
    let (mut blanks, mut at) = (Blanks::default(), 0);
    while at < length {
        let head = read_at(file, at, wide(HEADER_BYTES_MAX).min(length - at))?;
        let end = header(&head).and_then(|header| end(&header, at, length));
        let Some((header, end)) = header(&head).zip(end) else {
            // What hangs behind the last box belongs to nothing.
            blanks.zeros(at, length - at);
            break;
        };
        search_box(file, &header, at, end, &mut blanks)?;
        at = end;
    }
    Ok(blanks)
}

/// Where a box ends. A film may have been cut off, and is then shown as far as it goes.
fn end(header: &Header, at: u64, length: u64) -> Option<u64> {
    let end = header
        .whole
        .map_or(Some(length), |whole| at.checked_add(whole))?;
    if header.kind == *b"mdat" {
        return Some(end.min(length));
    }
    (end <= length).then_some(end)
}

fn search_box(
    file: &mut (impl Read + Seek),
    header: &Header,
    at: u64,
    end: u64,
    blanks: &mut Blanks,
) -> Result<(), NotSearched> {
    let body_at = at.saturating_add(header.length);
    match &header.kind {
        b"moov" | b"moof" | b"meta" => {
            if end - at > LOOKED_INTO_BYTES_MAX {
                return Err(Unreadable.into());
            }
            let bytes = read_at(file, at, end - at)?;
            let found = boxes(&bytes, at)?;
            let found = found.first().ok_or(Unreadable)?;
            Ok(look_into(found, blanks)?)
        }
        kind if NEEDED.contains(&kind) => Ok(()),
        _ => {
            blanks.put(at.saturating_add(4), b"free");
            blanks.zeros(body_at, end.saturating_sub(body_at));
            Ok(())
        }
    }
}

fn look_into(found: &Found<'_>, blanks: &mut Blanks) -> Result<(), Unreadable> {
    match &found.kind {
        b"moov" => tracks::clean(found, blanks),
        b"moof" => tracks::clean_part(found, blanks),
        b"meta" if items::is_picture(found) => items::clean(found, blanks),
        _ => {
            blanks.free(found);
            Ok(())
        }
    }
}

fn read_at(file: &mut (impl Read + Seek), at: u64, count: u64) -> Result<Vec<u8>, NotSearched> {
    let mut bytes = vec![0; narrow(count)?];
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
