//! Tells what a file really is, from its first bytes.

use hejie_domain::evidence::MediaType;

/// How many bytes from the start are enough to tell.
pub const HEAD_BYTES: usize = 4096;

/// What the file that begins with `head` is; nothing when it is none of the kinds that are taken.
pub fn sniff(head: &[u8]) -> Option<MediaType> {
    match infer::get(head)?.mime_type() {
        // The library contents itself with fewer bytes than these two signatures have.
        "image/png" => head
            .starts_with(b"\x89PNG\r\n\x1a\n")
            .then_some(MediaType::Png),
        "image/webp" => head.starts_with(b"RIFF").then_some(MediaType::Webp),
        "image/gif" => {
            (head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a")).then_some(MediaType::Gif)
        }
        "image/jpeg" => Some(MediaType::Jpeg),
        "image/heif" => Some(MediaType::Heic),
        "video/mp4" | "video/x-m4v" => Some(MediaType::Mp4),
        "video/quicktime" => Some(MediaType::Mov),
        "video/webm" => Some(MediaType::Webm),
        "application/pdf" => Some(MediaType::Pdf),
        "audio/m4a" => Some(MediaType::M4a),
        "audio/mpeg" => Some(MediaType::Mp3),
        "audio/x-wav" => Some(MediaType::Wav),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::samples;

    #[test]
    fn every_kind_is_told_from_its_bytes() {
        let check = |head: &[u8], expected| assert_eq!(sniff(head), expected);
        check(&samples::jpeg_with_place(), Some(MediaType::Jpeg));
        check(&samples::png_with_text(), Some(MediaType::Png));
        check(&samples::webp_with_xmp(), Some(MediaType::Webp));
        check(b"GIF89a\x01\0\x01\0", Some(MediaType::Gif));
        check(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Some(MediaType::Heic));
        check(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", Some(MediaType::Heic));
        check(
            b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2",
            Some(MediaType::Mp4),
        );
        check(b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", Some(MediaType::Mov));
        check(b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42", Some(MediaType::M4a));
        check(b"%PDF-1.7\n%\xe2\xe3", Some(MediaType::Pdf));
        check(b"ID3\x04\0\0\0\0\0\0", Some(MediaType::Mp3));
        check(b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0", Some(MediaType::Wav));
        let mut webm =
            b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\x82\x84webm".to_vec();
        webm.resize(400, 0);
        check(&webm, Some(MediaType::Webm));
    }

    #[test]
    fn what_is_not_in_the_list_is_not_told_apart_but_refused() {
        for head in [
            &b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\">"[..],
            b"<!DOCTYPE html><script>",
            b"PK\x03\x04\x14\0\0\0",
            b"MZ\x90\0\x03\0\0\0",
            b"#!/bin/sh\n",
            b"GIFABC",
            b"",
        ] {
            assert_eq!(sniff(head), None, "{head:?}");
        }
    }
}
