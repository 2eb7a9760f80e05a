//! HEIC: a `meta` box lists items and where their bytes lie. The picture's stay; those of EXIF and
//! XMP are written over.

use super::super::Unreadable;
use super::blanks::Blanks;
use super::boxes::{Found, Kind, Reader, wide};

/// An EXIF block that says nothing: where the header begins, the header, an empty directory.
const EMPTY_EXIF: &[u8] = b"\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0";

/// More than any picture has, tiles and all.
const PLACES_MAX: usize = 10_000;

/// Version and flags in front of the contents of some boxes.
const FULL: usize = 4;

/// Whether this is the `meta` box of a picture.
pub(super) fn is_picture(meta: &Found<'_>) -> bool {
    let hdlr = || {
        let children = meta.children(FULL).ok()?;
        let hdlr = children.into_iter().find(|child| child.kind == *b"hdlr")?;
        Some(hdlr.body.get(8..12)? == b"pict")
    };
    hdlr().unwrap_or(false)
}

/// Blanks what the items tell beside the picture.
pub(super) fn clean(meta: &Found<'_>, blanks: &mut Blanks) -> Result<(), Unreadable> {
    const NEEDED: &[&Kind] = &[
        b"hdlr", b"pitm", b"iloc", b"iinf", b"iref", b"iprp", b"ipro", b"idat", b"dinf", b"grpl",
    ];
    let children = meta.children(FULL)?;
    let of = |kind: &Kind| children.iter().find(|child| child.kind == *kind);
    let idat_at = of(b"idat").map(|idat| idat.body_at);
    let kinds = of(b"iinf").map_or(Ok(Vec::new()), kinds)?;
    let places = of(b"iloc").map_or(Ok(Vec::new()), |iloc| {
        places(iloc.body, idat_at).ok_or(Unreadable)
    })?;
    for (item, kind) in kinds {
        let exif = kind == *b"Exif";
        if !exif && kind != *b"mime" && kind != *b"uri " {
            continue;
        }
        for place in places.iter().filter(|place| place.item == item) {
            let at = place.at.ok_or(Unreadable)?;
            blanks.zeros(at, place.length);
            if exif && place.length >= wide(EMPTY_EXIF.len()) {
                blanks.put(at, EMPTY_EXIF);
            }
        }
    }
    for child in &children {
        if !NEEDED.contains(&&child.kind) {
            blanks.free(child);
        }
    }
    Ok(())
}

/// Each item with its kind.
fn kinds(iinf: &Found<'_>) -> Result<Vec<(u64, Kind)>, Unreadable> {
    let version = iinf.body.first().ok_or(Unreadable)?;
    let count_bytes = if *version == 0 { 2 } else { 4 };
    let entries = iinf.children(FULL + count_bytes)?;
    let entries = entries.iter().filter(|entry| entry.kind == *b"infe");
    entries
        .map(|entry| kind(entry.body).ok_or(Unreadable))
        .collect()
}

fn kind(infe: &[u8]) -> Option<(u64, Kind)> {
    let mut read = Reader::new(infe);
    let version = read.number(1)?;
    read.number(3)?;
    let item = read.number(if version >= 3 { 4 } else { 2 })?;
    read.number(2)?;
    // Items of the first versions have no kind, and no phone writes them.
    let kind = if version >= 2 {
        read.array()?
    } else {
        *b"mime"
    };
    Some((item, kind))
}

/// Where bytes of an item lie; nowhere that can be told for kinds of places that nobody uses for
/// metadata.
struct Place {
    item: u64,
    at: Option<u64>,
    length: u64,
}

fn places(iloc: &[u8], idat_at: Option<u64>) -> Option<Vec<Place>> {
    let mut read = Reader::new(iloc);
    let version = read.number(1)?;
    read.number(3)?;
    let (sizes, more) = (read.number(1)?, read.number(1)?);
    let (offset_bytes, length_bytes) = (nibble(sizes >> 4)?, nibble(sizes & 15)?);
    let base_bytes = nibble(more >> 4)?;
    let index_bytes = if version == 0 { 0 } else { nibble(more & 15)? };
    let id_bytes = if version < 2 { 2 } else { 4 };
    let mut all = Vec::new();
    for _ in 0..read.number(id_bytes)? {
        let item = read.number(id_bytes)?;
        let method = if version == 0 {
            0
        } else {
            read.number(2)? & 15
        };
        let elsewhere = read.number(2)? != 0;
        let base = read.number(base_bytes)?;
        let from = match (elsewhere, method) {
            (false, 0) => Some(base),
            (false, 1) => idat_at.and_then(|at| at.checked_add(base)),
            _ => None,
        };
        for _ in 0..read.number(2)? {
            if all.len() >= PLACES_MAX {
                return None;
            }
            read.number(index_bytes)?;
            let offset = read.number(offset_bytes)?;
            let length = read.number(length_bytes)?;
            all.push(Place {
                item,
                // A length of none means "all there is", which nobody could tell from the rest.
                at: from
                    .filter(|_| length > 0)
                    .and_then(|from| from.checked_add(offset)),
                length,
            });
        }
    }
    Some(all)
}

/// Numbers have 0, 4 or 8 bytes.
fn nibble(size: u64) -> Option<usize> {
    usize::try_from(size).ok().filter(|size| *size <= 8)
}
