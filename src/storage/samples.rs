//! Small files for tests, put together by hand.

use bytes::Bytes;

/// The entropy-coded data of [`jpeg_with_place`].
pub(crate) const JPEG_SCAN: &[u8] = b"\x12\xff\x00\x34\x56";

/// A photo, lying on its side, that tells where it was taken and carries a second picture.
pub(crate) fn jpeg_with_place() -> Bytes {
    let mut exif =
        b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    exif.extend_from_slice(b"GPSLatitude=31.2");
    let mut file = b"\xff\xd8".to_vec();
    segment(&mut file, 0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0");
    segment(&mut file, 0xe1, &exif);
    segment(&mut file, 0xfe, b"a comment");
    segment(&mut file, 0xdb, &[1; 65]);
    segment(&mut file, 0xc0, b"\x08\0\x01\0\x01\x01\x01\x11\0");
    segment(&mut file, 0xda, b"\x01\x01\0\0\x3f\0");
    file.extend_from_slice(JPEG_SCAN);
    file.extend_from_slice(b"\xff\xd9second picture");
    file.into()
}

/// A screenshot that names its author.
pub(crate) fn png_with_text() -> Bytes {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [
        (b"IHDR", &b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0"[..]),
        (b"tEXt", b"Author\0Zhang San"),
        (b"IDAT", b"\x78\x9c\x63\x60\0\0\0\x02\0\x01"),
        (b"IEND", b""),
    ] {
        let chunk = img_parts::png::PngChunk::new(*kind, Bytes::from_static(data));
        file.extend_from_slice(&chunk.encoder().bytes());
    }
    file.into()
}

/// An extended WebP with XMP.
pub(crate) fn webp_with_xmp() -> Bytes {
    let mut chunks = Vec::new();
    riff(&mut chunks, *b"VP8X", b"\x04\0\0\0\0\0\0\0\0\0");
    riff(
        &mut chunks,
        *b"VP8 ",
        b"\x50\x5a\x00\x9d\x01\x2a\x01\x00\x01\x00",
    );
    riff(&mut chunks, *b"XMP ", b"<x:xmpmeta place='Hangzhou'/>");
    let mut file = b"RIFF".to_vec();
    let size = u32::try_from(chunks.len() + 4).unwrap();
    file.extend_from_slice(&size.to_le_bytes());
    file.extend_from_slice(b"WEBP");
    file.extend_from_slice(&chunks);
    file.into()
}

/// Whether `needle` stands anywhere in `bytes`.
pub(crate) fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

fn segment(file: &mut Vec<u8>, marker: u8, contents: &[u8]) {
    file.extend_from_slice(&[0xff, marker]);
    let length = u16::try_from(contents.len() + 2).unwrap();
    file.extend_from_slice(&length.to_be_bytes());
    file.extend_from_slice(contents);
}

fn riff(file: &mut Vec<u8>, id: [u8; 4], data: &[u8]) {
    file.extend_from_slice(&id);
    file.extend_from_slice(&u32::try_from(data.len()).unwrap().to_le_bytes());
    file.extend_from_slice(data);
    if data.len() % 2 == 1 {
        file.push(0);
    }
}
