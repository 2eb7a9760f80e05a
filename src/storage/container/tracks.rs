//! Films and recordings: a `moov` box with tracks. Pictures, sound and subtitles stay; what a track
//! or the film tells beside them is written over, and so are whole tracks that hold nothing else,
//! such as the places that a phone was carried to.

use super::super::Unreadable;
use super::blanks::Blanks;
use super::boxes::{Found, Kind, Reader};

/// Kinds of tracks that are shown or heard, or needed for it.
const SHOWN: &[&Kind] = &[
    b"vide", b"soun", b"pict", b"auxv", b"subt", b"sbtl", b"text", b"clcp", b"tmcd", b"hint",
];

pub(super) fn clean(moov: &Found<'_>, blanks: &mut Blanks) -> Result<(), Unreadable> {
    const NEEDED: &[&Kind] = &[b"mvhd", b"trak", b"mvex", b"iods", b"cmov"];
    for child in moov.children(0)? {
        match &child.kind {
            b"mvhd" => forget_dates(&child, blanks)?,
            b"trak" => clean_track(&child, blanks)?,
            kind if NEEDED.contains(&kind) => {}
            _ => blanks.free(&child),
        }
    }
    Ok(())
}

/// A part of a film that is sent in parts.
pub(super) fn clean_part(moof: &Found<'_>, blanks: &mut Blanks) -> Result<(), Unreadable> {
    for child in moof.children(0)? {
        if child.kind != *b"mfhd" && child.kind != *b"traf" {
            blanks.free(&child);
        }
    }
    Ok(())
}

fn clean_track(trak: &Found<'_>, blanks: &mut Blanks) -> Result<(), Unreadable> {
    const NEEDED: &[&Kind] = &[
        b"tkhd", b"edts", b"tref", b"trgr", b"tapt", b"mdia", b"load", b"clip", b"matt", b"imap",
    ];
    let Some(mdia) = trak.child(*b"mdia")? else {
        blanks.free(trak);
        return Ok(());
    };
    if !is_shown(&mdia)? {
        blank_samples(&mdia, blanks)?;
        blanks.free(trak);
        return Ok(());
    }
    for child in trak.children(0)? {
        match &child.kind {
            b"tkhd" => forget_dates(&child, blanks)?,
            kind if NEEDED.contains(&kind) => {}
            _ => blanks.free(&child),
        }
    }
    clean_media(&mdia, blanks)
}

fn clean_media(mdia: &Found<'_>, blanks: &mut Blanks) -> Result<(), Unreadable> {
    for child in mdia.children(0)? {
        match &child.kind {
            b"mdhd" => forget_dates(&child, blanks)?,
            b"hdlr" | b"minf" | b"elng" => {}
            _ => blanks.free(&child),
        }
    }
    Ok(())
}

fn is_shown(mdia: &Found<'_>) -> Result<bool, Unreadable> {
    let hdlr = mdia.child(*b"hdlr")?.ok_or(Unreadable)?;
    let kind = hdlr.body.get(8..12).ok_or(Unreadable)?;
    Ok(SHOWN.iter().any(|shown| *shown == kind))
}

/// When it was made and changed: two numbers behind version and flags.
fn forget_dates(found: &Found<'_>, blanks: &mut Blanks) -> Result<(), Unreadable> {
    let version = found.body.first().ok_or(Unreadable)?;
    let count = if *version == 0 { 8 } else { 16 };
    if found.body.len() < 4 + count {
        return Err(Unreadable);
    }
    let at = found.body_at.saturating_add(4);
    blanks.zeros(at, if *version == 0 { 8 } else { 16 });
    Ok(())
}

/// Writes over everything that the track refers to.
fn blank_samples(mdia: &Found<'_>, blanks: &mut Blanks) -> Result<(), Unreadable> {
    let Some(minf) = mdia.child(*b"minf")? else {
        return Ok(());
    };
    let Some(stbl) = minf.child(*b"stbl")? else {
        return Ok(());
    };
    let tables = stbl.children(0)?;
    let of = |kind: &Kind| tables.iter().find(|table| table.kind == *kind);
    let starts = match (of(b"stco"), of(b"co64")) {
        (Some(short), _) => starts(short.body, 4),
        (None, Some(long)) => starts(long.body, 8),
        (None, None) => return Ok(()),
    };
    let starts = starts.ok_or(Unreadable)?;
    let runs = of(b"stsc").and_then(|table| runs(table.body));
    let sizes = match (of(b"stsz"), of(b"stz2")) {
        (Some(table), _) => sizes(table.body),
        (None, Some(table)) => compact_sizes(table.body),
        (None, None) => None,
    };
    let (runs, sizes) = (runs.ok_or(Unreadable)?, sizes.ok_or(Unreadable)?);
    let (mut sizes, mut runs) = (sizes.into_iter(), runs.into_iter().peekable());
    let mut samples = 0;
    for (nth, start) in (1_u64..).zip(starts) {
        while let Some(run) = runs.next_if(|run| run.first_chunk <= nth) {
            samples = usize::try_from(run.samples).or(Err(Unreadable))?;
        }
        let length = sizes.by_ref().take(samples).fold(0, u64::saturating_add);
        blanks.zeros(start, length);
    }
    Ok(())
}

/// More than any film of ours has; a table that claims more is no table.
const ENTRIES_MAX: u64 = 1_000_000;

fn starts(table: &[u8], bytes: usize) -> Option<Vec<u64>> {
    let mut read = Reader::new(table);
    read.number(4)?;
    let count = read.number(4)?;
    if count > ENTRIES_MAX {
        return None;
    }
    (0..count).map(|_| read.number(bytes)).collect()
}

/// So many samples in each chunk from that one on.
struct Run {
    first_chunk: u64,
    samples: u64,
}

fn runs(stsc: &[u8]) -> Option<Vec<Run>> {
    let mut read = Reader::new(stsc);
    read.number(4)?;
    let count = read.number(4)?;
    let run = |_| {
        let (first_chunk, samples) = (read.number(4)?, read.number(4)?);
        read.number(4)?;
        Some(Run {
            first_chunk,
            samples,
        })
    };
    (0..count).map(run).collect()
}

fn sizes(stsz: &[u8]) -> Option<Vec<u64>> {
    let mut read = Reader::new(stsz);
    read.number(4)?;
    let (same, count) = (read.number(4)?, read.number(4)?);
    if count > ENTRIES_MAX {
        return None;
    }
    let size = |_| {
        if same == 0 {
            read.number(4)
        } else {
            Some(same)
        }
    };
    (0..count).map(size).collect()
}

fn compact_sizes(stz2: &[u8]) -> Option<Vec<u64>> {
    let mut read = Reader::new(stz2);
    read.number(7)?;
    let (bits, count) = (read.number(1)?, read.number(4)?);
    if count > ENTRIES_MAX {
        return None;
    }
    match bits {
        8 => (0..count).map(|_| read.number(1)).collect(),
        16 => (0..count).map(|_| read.number(2)).collect(),
        4 => {
            let pairs: Option<Vec<_>> = (0..count.div_ceil(2)).map(|_| read.number(1)).collect();
            let both = |pair: u64| [pair >> 4, pair & 15];
            let count = usize::try_from(count).ok()?;
            Some(pairs?.into_iter().flat_map(both).take(count).collect())
        }
        _ => None,
    }
}
