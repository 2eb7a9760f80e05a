//! Writes a canvas as a PNG file with a palette (ISO/IEC 15948).

use miniz_oxide::deflate::compress_to_vec_zlib;

use super::canvas::{Canvas, Ink};

const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];
/// Eight bits a pixel, palette, deflate, the one filter method, not interlaced.
const FORMAT: [u8; 5] = [8, 3, 0, 0, 0];
/// Half way between quick and small.
const COMPRESSION: u8 = 6;

/// The file.
pub(super) fn encode(canvas: &Canvas) -> Vec<u8> {
    let mut header = Vec::new();
    for side in [canvas.width(), canvas.rows().count()] {
        let side = u32::try_from(side).unwrap_or_default();
        header.extend(side.to_be_bytes());
    }
    header.extend(FORMAT);
    let mut scanlines = Vec::new();
    for row in canvas.rows() {
        scanlines.push(0);
        scanlines.extend_from_slice(row);
    }
    let mut file = SIGNATURE.to_vec();
    chunk(&mut file, *b"IHDR", &header);
    chunk(&mut file, *b"PLTE", &Ink::PALETTE.concat());
    chunk(
        &mut file,
        *b"IDAT",
        &compress_to_vec_zlib(&scanlines, COMPRESSION),
    );
    chunk(&mut file, *b"IEND", &[]);
    file
}

fn chunk(file: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).unwrap_or_default();
    file.extend(length.to_be_bytes());
    let sealed = [&name, data].concat();
    file.extend_from_slice(&sealed);
    file.extend(crc32fast::hash(&sealed).to_be_bytes());
}
