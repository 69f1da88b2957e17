//! Photographs and papers as they are kept: of the kind their name says, whole, and without what a
//! phone writes beside the picture, above all where it was taken.

/// A mark in a JPEG: end of the picture.
const END: u8 = 0xd9;
/// A mark in a JPEG: the picture's rows follow.
const ROWS: u8 = 0xda;
/// How a picture is to be turned, in what a phone writes beside it.
const ORIENTATION: [u8; 2] = [0x01, 0x12];

/// A file that may be kept, as it is kept: its media type and its bytes. Nothing for another kind,
/// for a name that says another, and for what is cut off.
#[must_use]
pub fn kept(name: &str, bytes: &[u8]) -> Option<(&'static str, Vec<u8>)> {
    let (_, ending) = name.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" => Some(("image/jpeg", jpeg(bytes)?)),
        "png" => Some(("image/png", png(bytes)?)),
        "pdf" if bytes.starts_with(b"%PDF-") => Some(("application/pdf", bytes.to_vec())),
        _ => None,
    }
}

/// A JPEG with its picture, its colours and how it is turned, and nothing else.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&[0xff, 0xd8])?;
    let mut out = vec![0xff, 0xd8];
    let (mut turned, mut rows) = (None, false);
    loop {
        let (mark, after) = mark(rest)?;
        match mark {
            END => {
                out.extend([0xff, END]);
                return rows.then_some(out);
            }
            0x01 | 0xd0..=0xd8 => return None,
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes(after.get(..2)?.try_into().ok()?));
        let segment = after.get(2..length)?;
        rest = after.get(length..)?;
        // Kept besides the picture itself: JFIF, colour profile, Adobe's colours.
        let other = matches!(mark, 0xe1 | 0xe3..=0xed | 0xef | 0xfe);
        if mark == 0xe1 && turned.is_none() {
            turned = orientation(segment);
            out.extend(turned.map(turn).into_iter().flatten());
        }
        if !other {
            out.extend([0xff, mark]);
            out.extend(after.get(..length)?);
        }
        if mark == ROWS {
            let end = rows_end(rest)?;
            out.extend(rest.get(..end)?);
            rest = rest.get(end..)?;
            rows = true;
        }
    }
}

/// The next mark and what follows it.
fn mark(mut rest: &[u8]) -> Option<(u8, &[u8])> {
    rest = rest.strip_prefix(&[0xff])?;
    while let Some(filled) = rest.strip_prefix(&[0xff]) {
        rest = filled;
    }
    let (mark, after) = rest.split_first()?;
    Some((*mark, after))
}

/// Where the rows end: at the next mark that is none of theirs.
fn rows_end(rest: &[u8]) -> Option<usize> {
    rest.windows(2)
        .position(|pair| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xff | 0xd0..=0xd7))
}

/// How a picture is turned, from 2 to 8; nothing for one that is upright.
fn orientation(exif: &[u8]) -> Option<u8> {
    let tiff = exif.strip_prefix(b"Exif\0\0")?;
    let little = tiff.starts_with(b"II");
    let short = |at: usize| {
        let pair: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        })
    };
    let long = |at: usize| {
        let four: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little {
            u32::from_le_bytes(four)
        } else {
            u32::from_be_bytes(four)
        })
    };
    let table = usize::try_from(long(4)?).ok()?;
    let wanted = u16::from_be_bytes(ORIENTATION);
    (0..usize::from(short(table)?)).find_map(|n| {
        let entry = table.checked_add(2 + n * 12)?;
        let value = (short(entry)? == wanted).then(|| short(entry + 8))??;
        u8::try_from(value).ok().filter(|one| (2..=8).contains(one))
    })
}

/// The segment that says how a picture is turned, and nothing else.
fn turn(how: u8) -> Vec<u8> {
    let mut out = vec![0xff, 0xe1, 0x00, 0x22];
    out.extend(b"Exif\0\0MM\0*\0\0\0\x08\0\x01");
    out.extend(ORIENTATION);
    out.extend([0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, how, 0x00, 0x00]);
    out.extend([0x00; 4]);
    out
}

/// A PNG without the parts that say when, where and with what.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    const BEGIN: &[u8] = b"\x89PNG\r\n\x1a\n";
    let mut rest = bytes.strip_prefix(BEGIN)?;
    let (mut out, mut first) = (BEGIN.to_vec(), true);
    loop {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?);
        let whole = usize::try_from(length).ok()?.checked_add(12)?;
        let (chunk, after) = (rest.get(..whole)?, rest.get(whole..)?);
        let name = chunk.get(4..8)?;
        if first && name != b"IHDR" {
            return None;
        }
        first = false;
        let beside: [&[u8]; 5] = [b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"];
        if !beside.contains(&name) {
            out.extend(chunk);
        }
        if name == b"IEND" {
            return Some(out);
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A JPEG as a phone writes it: turned, with a place, and with a second picture behind it.
    fn photograph() -> Vec<u8> {
        let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0".to_vec();
        exif.extend([0x12, 0x01, 0x03, 0x00, 1, 0, 0, 0, 6, 0, 0, 0]);
        exif.extend(b"\0\0\0\0GPS 30.2N 120.2E");
        let mut out = vec![0xff, 0xd8];
        let mut segment = |mark: u8, content: &[u8]| {
            out.extend([0xff, mark]);
            out.extend(
                u16::try_from(content.len() + 2)
                    .expect("short")
                    .to_be_bytes(),
            );
            out.extend(content);
        };
        segment(0xe0, b"JFIF\0");
        segment(0xe1, &exif);
        segment(0xed, b"Photoshop GPS");
        segment(0xfe, b"GPS");
        segment(0xdb, &[1; 65]);
        segment(0xda, &[1, 1, 0, 0, 63, 0]);
        out.extend([0x12, 0xff, 0x00, 0xff, 0xd0, 0x34, 0xff, 0xd9]);
        out.extend(b"a second picture with GPS");
        out
    }

    fn says(bytes: &[u8], words: &[u8]) -> bool {
        bytes.windows(words.len()).any(|part| part == words)
    }

    #[test]
    fn a_photograph_keeps_how_it_is_turned_and_not_where_it_was_taken() {
        let (kind, kept) = kept("灯.JPG", &photograph()).expect("a photograph");
        assert_eq!(kind, "image/jpeg");
        assert!(says(&photograph(), b"GPS") && !says(&kept, b"GPS"));
        assert!(says(&kept, b"JFIF") && kept.ends_with(&[0x34, 0xff, 0xd9]));
        let exif = kept
            .windows(2)
            .position(|pair| pair == [0xff, 0xe1])
            .expect("a turn");
        assert_eq!(orientation(&kept[exif + 4..]), Some(6));
        assert_eq!(jpeg(&kept), Some(kept.clone()), "once more changes nothing");
    }

    #[test]
    fn what_is_cut_off_or_named_wrongly_is_none() {
        let whole = photograph();
        for end in 0..whole.len() - 26 {
            assert_eq!(jpeg(&whole[..end]), None, "{end}");
        }
        for (name, bytes) in [
            ("a.png", whole.as_slice()),
            ("a.pdf", &whole),
            ("jpg", &whole),
            ("a.jpg.exe", &whole),
            ("a.jpg", b"<?php system($_GET[0]);"),
            ("a.svg", b"<svg onload=alert(1)>"),
            ("a.pdf", b"<html>%PDF-1.7"),
            ("a.jpg", b""),
        ] {
            assert_eq!(kept(name, bytes), None, "{name}");
        }
        assert!(kept("a.pdf", b"%PDF-1.7\n").is_some());
    }

    #[test]
    fn a_png_loses_its_texts() {
        let chunk = |name: &[u8], content: &[u8]| {
            let length = u32::try_from(content.len()).expect("short").to_be_bytes();
            [&length, name, content, &[0; 4]].concat()
        };
        let begin = b"\x89PNG\r\n\x1a\n".to_vec();
        let header = chunk(b"IHDR", &[0; 13]);
        let text = chunk(b"tEXt", b"GPS");
        let end = chunk(b"IEND", b"");
        let whole = [begin.clone(), header.clone(), text, end.clone()].concat();
        let plain = [begin, header, end].concat();
        assert_eq!(png(&[whole.as_slice(), b"more"].concat()), Some(plain));
        assert_eq!(png(&whole[..whole.len() - 1]), None);
    }
}
