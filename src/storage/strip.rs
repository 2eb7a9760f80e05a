//! Takes out of a picture what it tells about its maker: place, device, time, thumbnail, hidden
//! second pictures.
//!
//! The pixels are not touched, and neither are colour profile and orientation, without which a
//! photo looks wrong. Only what is known to be needed is kept, so a new kind of metadata is dropped
//! rather than let through.

use bytes::Bytes;
use hejie_domain::evidence::MediaType;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::{Png, PngChunk};
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::WebP;
use img_parts::{ImageEXIF, webp};

use super::exif;

/// The bytes are no picture of the kind they claim to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the picture cannot be read")]
pub struct Unreadable;

/// The picture without what it tells about its maker; nothing when this kind of file is not one
/// that can be cleaned.
pub fn strip(media: MediaType, original: Bytes) -> Option<Result<Bytes, Unreadable>> {
    match media {
        MediaType::Jpeg => Some(jpeg(original)),
        MediaType::Png => Some(png(original)),
        MediaType::Webp => Some(webp_picture(original)),
        MediaType::Gif
        | MediaType::Heic
        | MediaType::Mp4
        | MediaType::Mov
        | MediaType::Webm
        | MediaType::Pdf
        | MediaType::M4a
        | MediaType::Mp3
        | MediaType::Wav => None,
    }
}

fn jpeg(original: Bytes) -> Result<Bytes, Unreadable> {
    let mut picture = Jpeg::from_bytes(original).or(Err(Unreadable))?;
    if !picture.segments().iter().any(JpegSegment::has_entropy) {
        return Err(Unreadable);
    }
    let orientation = exif::orientation(picture.exif());
    picture.segments_mut().retain(is_needed_segment);
    cut_after_the_picture(&mut picture);
    picture.set_exif(orientation.map(exif::only_orientation));
    Ok(picture.encoder().bytes())
}

fn is_needed_segment(segment: &JpegSegment) -> bool {
    let begins = |prefix: &[u8]| segment.contents().starts_with(prefix);
    match segment.marker() {
        markers::APP0 => begins(b"JFIF\0"),
        markers::APP2 => begins(b"ICC_PROFILE\0"),
        // Without it the colours of some files are inverted.
        markers::APP14 => begins(b"Adobe"),
        markers::APP1 | markers::APP3..=markers::APP13 | markers::APP15 | markers::COM => false,
        _ => true,
    }
}

/// Phones hang further pictures and films behind the first one, with metadata of their own.
fn cut_after_the_picture(picture: &mut Jpeg) {
    for segment in picture.segments_mut() {
        if !segment.has_entropy() {
            continue;
        }
        let tail = segment.clone().encoder().bytes();
        // Marker (2), length (2) and contents stand before the entropy-coded data.
        let scan = tail.slice(segment.contents().len().saturating_add(4).min(tail.len())..);
        let end = end_of_picture(&scan).unwrap_or(scan.len());
        *segment = JpegSegment::new_with_entropy(
            segment.marker(),
            segment.contents().clone(),
            scan.slice(..end),
        );
    }
}

/// Where the end marker of the first picture is over, counted from the start of its first scan.
fn end_of_picture(scan: &[u8]) -> Option<usize> {
    let mut at = 0_usize;
    loop {
        let here = scan.get(at..)?;
        at = at.checked_add(here.iter().position(|byte| *byte == markers::P)?)?;
        let marker = *scan.get(at.checked_add(1)?)?;
        at = match marker {
            markers::EOI => return at.checked_add(2),
            markers::P => at.checked_add(1)?,
            // A stuffed byte or a restart: the scan goes on.
            0x00 | markers::RST0..=markers::RST7 => at.checked_add(2)?,
            // Tables and further scans of a progressive picture carry their length.
            _ => {
                let high = usize::from(*scan.get(at.checked_add(2)?)?);
                let low = usize::from(*scan.get(at.checked_add(3)?)?);
                at.checked_add(2)?
                    .checked_add(high.checked_mul(256)?.checked_add(low)?)?
            }
        };
    }
}

fn png(original: Bytes) -> Result<Bytes, Unreadable> {
    const NEEDED: &[&[u8; 4]] = &[
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
        b"cICP", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
    ];
    let mut picture = Png::from_bytes(original).or(Err(Unreadable))?;
    if picture.chunk_by_type(*b"IHDR").is_none() || picture.chunk_by_type(*b"IDAT").is_none() {
        return Err(Unreadable);
    }
    let orientation = exif::orientation(picture.exif());
    let is_needed = |chunk: &PngChunk| NEEDED.contains(&&chunk.kind());
    picture.chunks_mut().retain(is_needed);
    picture.set_exif(orientation.map(exif::only_orientation));
    Ok(picture.encoder().bytes())
}

fn webp_picture(original: Bytes) -> Result<Bytes, Unreadable> {
    const NEEDED: &[[u8; 4]] = &[
        webp::CHUNK_VP8,
        webp::CHUNK_VP8L,
        webp::CHUNK_VP8X,
        webp::CHUNK_ALPH,
        webp::CHUNK_ANIM,
        webp::CHUNK_ANMF,
        webp::CHUNK_ICCP,
    ];
    let mut picture = WebP::from_bytes(original).or(Err(Unreadable))?;
    let orientation = exif::orientation(picture.exif());
    picture
        .chunks_mut()
        .retain(|chunk| NEEDED.contains(&chunk.id()));
    for chunk in picture.chunks_mut() {
        forget_xmp(chunk);
    }
    picture.set_exif(orientation.map(exif::only_orientation));
    Ok(picture.encoder().bytes())
}

/// The header of an extended file announces XMP, which is gone by now.
fn forget_xmp(chunk: &mut RiffChunk) {
    const XMP_FLAG: u8 = 0b0000_0100;
    if chunk.id() != webp::CHUNK_VP8X {
        return;
    }
    if let RiffContent::Data(data) = chunk.content_mut() {
        let mut header = data.to_vec();
        if let Some(flags) = header.first_mut() {
            *flags &= !XMP_FLAG;
        }
        *data = header.into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::samples;

    #[test]
    fn a_photo_keeps_its_pixels_and_orientation_and_loses_its_place() {
        let original = samples::jpeg_with_place();
        let clean = jpeg(original.clone()).unwrap();
        assert!(samples::contains(&original, b"GPSLatitude=31.2"));
        assert!(!samples::contains(&clean, b"GPSLatitude=31.2"));
        assert!(!samples::contains(&clean, b"a comment"));
        assert!(
            !samples::contains(&clean, b"second picture"),
            "what hangs behind the picture is cut off"
        );
        assert!(samples::contains(&clean, samples::JPEG_SCAN));
        let read = Jpeg::from_bytes(clean).unwrap();
        assert_eq!(exif::orientation(read.exif()), Some(6));
    }

    #[test]
    fn a_screenshot_loses_its_texts() {
        let original = samples::png_with_text();
        let clean = png(original.clone()).unwrap();
        assert!(samples::contains(&original, b"Author"));
        assert!(!samples::contains(&clean, b"Author"));
        assert!(samples::contains(&clean, b"IDAT"));
    }

    #[test]
    fn a_webp_loses_exif_and_xmp_and_no_longer_announces_them() {
        let clean = webp_picture(samples::webp_with_xmp()).unwrap();
        assert!(!samples::contains(&clean, b"<x:xmpmeta"));
        let read = WebP::from_bytes(clean).unwrap();
        assert!(!read.has_chunk(webp::CHUNK_XMP));
        let header = read.chunk_by_id(webp::CHUNK_VP8X);
        let flags = header.and_then(|chunk| chunk.content().data()?.first().copied());
        assert!(flags.is_none_or(|flags| flags & 0b0000_1100 == 0));
    }

    #[test]
    fn broken_pictures_are_refused_not_served() {
        assert_eq!(
            jpeg(Bytes::from_static(&[0xff, 0xd8, 0xff, 0xd9])),
            Err(Unreadable)
        );
        let cut = samples::png_with_text().slice(..40);
        assert_eq!(png(cut), Err(Unreadable));
        assert_eq!(
            webp_picture(Bytes::from_static(b"RIFFxxxxWEBP")),
            Err(Unreadable)
        );
        assert_eq!(strip(MediaType::Pdf, Bytes::new()), None);
    }

    #[test]
    fn a_stuffed_end_marker_within_a_scan_is_not_the_end() {
        assert_eq!(end_of_picture(&[1, 0xff, 0, 0xd9, 0xff, 0xd9, 9]), Some(6));
        assert_eq!(
            end_of_picture(&[1, 0xff, 0xc4, 0, 4, 0xff, 0xd9, 0xff, 0xd9]),
            Some(9)
        );
        assert_eq!(end_of_picture(&[1, 2, 3]), None);
    }
}
