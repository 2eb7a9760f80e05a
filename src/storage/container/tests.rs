use std::io::Cursor;

use super::*;

/// A box with these contents.
fn made(kind: Kind, contents: &[u8]) -> Vec<u8> {
    let length = u32::try_from(contents.len() + 8).unwrap();
    [&length.to_be_bytes()[..], &kind, contents].concat()
}

fn full(kind: Kind, contents: &[u8]) -> Vec<u8> {
    made(kind, &[&[0; 4][..], contents].concat())
}

fn hdlr(kind: Kind) -> Vec<u8> {
    full(*b"hdlr", &[&[0; 4][..], &kind, &[0; 13]].concat())
}

fn numbers(all: &[u32]) -> Vec<u8> {
    all.iter().flat_map(|number| number.to_be_bytes()).collect()
}

/// A track whose one chunk stands at `at`.
fn track(kind: Kind, at: u32, sizes: &[u32], beside: &[u8]) -> Vec<u8> {
    let count = u32::try_from(sizes.len()).unwrap();
    let stbl = [
        full(*b"stco", &numbers(&[1, at])),
        full(*b"stsc", &numbers(&[1, 1, count, 1])),
        full(*b"stsz", &[numbers(&[0, count]), numbers(sizes)].concat()),
    ];
    let mdhd = full(*b"mdhd", &numbers(&[0x1111_1111, 0x2222_2222, 600, 600, 0]));
    let minf = made(*b"minf", &made(*b"stbl", &stbl.concat()));
    let mdia = made(*b"mdia", &[mdhd, hdlr(kind), minf].concat());
    let tkhd = full(*b"tkhd", &numbers(&[0x1111_1111, 0x2222_2222, 1, 0, 600]));
    made(*b"trak", &[tkhd, mdia, beside.to_vec()].concat())
}

/// A film as a phone makes it: the pictures, the places it was carried to, and what it tells about
/// itself at the end. All of this is in the first megabytes of real ones, in this order.
fn film() -> Vec<u8> {
    let ftyp = made(*b"ftyp", b"qt  \0\0\0\0qt  ");
    let wide = made(*b"wide", b"");
    let pictures_at = u32::try_from(ftyp.len() + wide.len() + 8).unwrap();
    let mdat = made(*b"mdat", b"PICTURES+31.2304+121.4737/SOUNDSOUND");
    let place = made(
        *b"udta",
        &made(*b"\xa9xyz", b"\0\x12\x15\xc7+31.2304+121.4737/"),
    );
    let keys = full(*b"keys", b"mdta com.apple.quicktime.location.ISO6709");
    let meta = made(*b"meta", &[hdlr(*b"mdta"), keys].concat());
    let mvhd = full(*b"mvhd", &numbers(&[0x1111_1111, 0x2222_2222, 600, 600]));
    let tracks = [
        track(*b"vide", pictures_at, &[8], &place),
        track(*b"meta", pictures_at + 8, &[9, 9], b""),
        track(*b"soun", pictures_at + 26, &[10], b""),
    ];
    let moov = made(*b"moov", &[mvhd, tracks.concat(), place, meta].concat());
    let xmp = made(
        *b"uuid",
        b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac<x:xmpmeta/>",
    );
    [ftyp, wide, mdat, moov, xmp, b"Galaxy".to_vec()].concat()
}

fn cleaned(file: &[u8]) -> Vec<u8> {
    let blanks = search(&mut Cursor::new(file)).unwrap();
    let mut clean = file.to_vec();
    blanks.apply(0, &mut clean);
    clean
}

fn has(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

/// Kinds of boxes, those within indented.
fn outline(bytes: &[u8], into: &[&Kind]) -> Vec<String> {
    let mut lines = Vec::new();
    for found in boxes(bytes, 0).unwrap() {
        let kind = String::from_utf8_lossy(&found.kind).into_owned();
        if into.contains(&&found.kind) {
            let within = outline(found.body, into);
            lines.extend(within.iter().map(|line| format!("{kind}/{line}")));
        } else {
            lines.push(kind);
        }
    }
    lines
}

#[test]
fn a_film_keeps_pictures_and_sound_and_loses_places_dates_and_devices() {
    let film = film();
    let clean = cleaned(&film);
    assert_eq!(clean.len(), film.len(), "nothing moves");
    for secret in [
        &b"+31.2304"[..],
        b"+121.4737",
        b"com.apple.quicktime.location",
        b"\x11\x11\x11\x11",
        b"\x22\x22\x22\x22",
        b"xmpmeta",
        b"Galaxy",
        b"\xa9xyz",
    ] {
        assert!(has(&film, secret), "{secret:?} is there at first");
        assert!(!has(&clean, secret), "{secret:?} is gone");
    }
    assert!(has(&clean, b"PICTURES") && has(&clean, b"SOUNDSOUND"));
    let all = clean.len() - b"Galaxy".len();
    assert_eq!(
        outline(&clean[..all], &[b"moov", b"trak"]),
        [
            "ftyp",
            "wide",
            "mdat",
            "moov/mvhd",
            "moov/trak/tkhd",
            "moov/trak/mdia",
            "moov/trak/free",
            "moov/free",
            "moov/trak/tkhd",
            "moov/trak/mdia",
            "moov/free",
            "moov/free",
            "free",
        ]
    );
    assert_eq!(cleaned(&clean), clean, "cleaning again changes nothing");
}

/// A picture as a phone makes it: an item for the picture, one for EXIF, one for XMP.
fn heic() -> Vec<u8> {
    let infe = |id: u16, kind: &Kind| {
        let body = [&[2, 0, 0, 0][..], &id.to_be_bytes(), &[0, 0], kind, b"\0"].concat();
        made(*b"infe", &body)
    };
    let infos = [infe(1, b"hvc1"), infe(2, b"Exif"), infe(3, b"mime")].concat();
    let iinf = full(*b"iinf", &[&[0, 3][..], &infos].concat());
    let meta = |picture_at: u32| {
        let item = |id: u16, method: u16, at: u32, length: u32| {
            let head = [id, method, 0, 1].map(u16::to_be_bytes).concat();
            [head, numbers(&[at, length])].concat()
        };
        // Version 1: offsets and lengths of four bytes, no base, items in the file or in `idat`.
        let items = [
            item(1, 0, picture_at, 7),
            item(2, 0, picture_at + 7, 38),
            item(3, 1, 0, 8),
        ];
        let iloc = [&[1, 0, 0, 0, 0x44, 0, 0, 3][..], &items.concat()].concat();
        let parts = [
            hdlr(*b"pict"),
            iinf.clone(),
            made(*b"iloc", &iloc),
            made(*b"idat", b"<x:xmp/>"),
            full(*b"xml ", b"made by Zhang San"),
        ];
        full(*b"meta", &parts.concat())
    };
    let ftyp = made(*b"ftyp", b"heic\0\0\0\0mif1heic");
    let picture_at = u32::try_from(ftyp.len() + meta(0).len() + 8).unwrap();
    let exif = b"\0\0\0\0MM\0*\0\0\0\x08 GPSLatitude=31.2 and more";
    let mdat = made(*b"mdat", &[&b"PICTURE"[..], exif].concat());
    assert_eq!(exif.len(), 38);
    [ftyp, meta(picture_at), mdat, b"..".to_vec()].concat()
}

#[test]
fn a_picture_in_a_container_keeps_its_item_and_loses_exif_and_xmp() {
    let heic = heic();
    let clean = cleaned(&heic);
    assert_eq!(clean.len(), heic.len(), "nothing moves");
    for secret in [&b"GPSLatitude"[..], b"<x:xmp/>", b"Zhang San"] {
        assert!(has(&heic, secret) && !has(&clean, secret), "{secret:?}");
    }
    assert!(has(&clean, b"PICTURE"));
    assert!(
        has(&clean, b"MM\0*\0\0\0\x08\0\0"),
        "an EXIF block with nothing in it"
    );
}

#[test]
fn a_film_that_was_cut_off_is_shown_as_far_as_it_goes() {
    let film = film();
    let cut = &film[..60];
    assert_eq!(cleaned(cut), cut, "only pictures are left of it");
    assert_eq!(cleaned(b""), b"");
}

#[test]
fn a_container_that_contradicts_itself_is_refused() {
    let lying = [
        made(*b"moov", &made(*b"trak", b"\0\0\xff\xffmdia")),
        made(*b"moov", &full(*b"mvhd", b"")),
        made(
            *b"moov",
            &made(*b"trak", &made(*b"mdia", &made(*b"minf", b""))),
        ),
        made(
            *b"moov",
            &made(*b"trak", &made(*b"mdia", &hdlr(*b"meta")[..20])),
        ),
    ];
    for file in lying {
        let searched = search(&mut Cursor::new(&file));
        assert!(
            matches!(searched, Err(NotSearched::Unreadable(_))),
            "{file:?}"
        );
    }
}

#[test]
fn no_beginning_and_no_spoilt_byte_of_a_file_makes_it_fail_otherwise() {
    for file in [film(), heic()] {
        for length in 0..file.len() {
            let _either = search(&mut Cursor::new(&file[..length]));
        }
        for at in 0..file.len() {
            for byte in [0, 1, 0x7f, 0xff] {
                let mut spoilt = file.clone();
                spoilt[at] = byte;
                if let Ok(blanks) = search(&mut Cursor::new(&spoilt)) {
                    blanks.apply(0, &mut spoilt);
                }
            }
        }
    }
}
