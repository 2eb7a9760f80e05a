//! What may be brought in as evidence, and how it is named.
//!
//! The bytes themselves are read by `storage`; here are the closed list of media types and the
//! rules on which of them agree.

use std::fmt;

use crate::closed_list;

closed_list! {
    /// A kind of file that is taken. What is not in this list cannot be brought in: no markup, no
    /// scripts, no archives.
    MediaType {
        /// Photo.
        Jpeg = "image/jpeg",
        /// Screenshot.
        Png = "image/png",
        /// Photo or screenshot.
        Webp = "image/webp",
        /// Short animation.
        Gif = "image/gif",
        /// Photo of a telephone.
        Heic = "image/heic",
        /// Video.
        Mp4 = "video/mp4",
        /// Video of a telephone.
        Mov = "video/quicktime",
        /// Video recorded in a browser.
        Webm = "video/webm",
        /// Document.
        Pdf = "application/pdf",
        /// Recorded call.
        M4a = "audio/mp4",
        /// Recorded call.
        Mp3 = "audio/mpeg",
        /// Recorded call.
        Wav = "audio/wav",
    }
}

closed_list! {
    /// Who may open a piece of evidence, beside whoever brought it in.
    Visibility {
        /// Both sides and the platform.
        Parties = "parties",
        /// The platform alone.
        Platform = "platform",
        /// The mediator alone, beside the side that brought it in.
        Mediator = "mediator",
    }
}

impl MediaType {
    /// Reads what a browser says a file is. Parameters (`; codecs=…`) are ignored, and the names
    /// that browsers use besides the registered ones are known.
    pub fn declared(text: &str) -> Option<Self> {
        let bare = text.split(';').next().unwrap_or_default().trim();
        match bare.to_ascii_lowercase().as_str() {
            "image/jpg" | "image/pjpeg" => Some(Self::Jpeg),
            "image/heif" | "image/heic-sequence" | "image/heif-sequence" => Some(Self::Heic),
            "video/x-m4v" => Some(Self::Mp4),
            "audio/webm" => Some(Self::Webm),
            "audio/m4a" | "audio/x-m4a" | "audio/aac" => Some(Self::M4a),
            "audio/mp3" => Some(Self::Mp3),
            "audio/x-wav" | "audio/wave" | "audio/vnd.wave" => Some(Self::Wav),
            other => Self::parse(other),
        }
    }

    /// What a file is that was declared as `self` and whose bytes look like `seen`; nothing when
    /// the two contradict each other. MP4, `QuickTime` and M4A are one container, and recorders do
    /// not agree on its brands, so among those three the declaration is believed.
    pub fn agreed(self, seen: Self) -> Option<Self> {
        let one_container = |media| matches!(media, Self::Mp4 | Self::Mov | Self::M4a);
        if self == seen || (one_container(self) && one_container(seen)) {
            Some(self)
        } else {
            None
        }
    }

    /// Whether a browser may show it within a page; all else is downloaded.
    pub const fn is_inline(self) -> bool {
        match self {
            Self::Jpeg
            | Self::Png
            | Self::Webp
            | Self::Gif
            | Self::Heic
            | Self::Mp4
            | Self::Mov
            | Self::Webm
            | Self::M4a
            | Self::Mp3
            | Self::Wav => true,
            // A sandboxed page cannot hold the PDF viewer.
            Self::Pdf => false,
        }
    }

    /// Whether every browser can show it as a picture.
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp | Self::Gif)
    }

    /// The usual ending of a file name.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Heic => "heic",
            Self::Mp4 => "mp4",
            Self::Mov => "mov",
            Self::Webm => "webm",
            Self::Pdf => "pdf",
            Self::M4a => "m4a",
            Self::Mp3 => "mp3",
            Self::Wav => "wav",
        }
    }
}

/// The name of a file as its owner gave it: no path, no control or direction-changing characters,
/// 1 to [`FileName::CHARS_MAX`] characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName(String);

impl FileName {
    /// Longer names lose their middle, not their ending.
    pub const CHARS_MAX: usize = 120;

    /// The one way in; nothing when nothing readable is left.
    pub fn parse(raw: &str) -> Option<Self> {
        let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
        let clean: String = last.chars().filter(|c| !is_treacherous(*c)).collect();
        let name = clean.trim().trim_matches('.').trim();
        (!name.is_empty()).then(|| Self(shortened(name)))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name with the letters, digits and `.-_` of ASCII only, for clients that know no other.
    pub fn ascii(&self) -> String {
        let plain = |c: char| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
                c
            } else {
                '_'
            }
        };
        self.0.chars().map(plain).collect()
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Control characters, and those that turn the direction of text or have no width: with them
/// `gpj.exe` can be made to read `exe.jpg`.
fn is_treacherous(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn shortened(name: &str) -> String {
    const ENDING_CHARS: usize = 12;
    let count = name.chars().count();
    if count <= FileName::CHARS_MAX {
        return name.to_owned();
    }
    let head = FileName::CHARS_MAX
        .saturating_sub(ENDING_CHARS)
        .saturating_sub(1);
    let tail = count.saturating_sub(ENDING_CHARS);
    let start: String = name.chars().take(head).collect();
    let end: String = name.chars().skip(tail).collect();
    format!("{start}…{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_browsers_say_is_understood() {
        assert_eq!(MediaType::declared("image/JPG"), Some(MediaType::Jpeg));
        assert_eq!(MediaType::declared("audio/x-m4a"), Some(MediaType::M4a));
        assert_eq!(
            MediaType::declared("video/webm; codecs=vp9"),
            Some(MediaType::Webm)
        );
        assert_eq!(MediaType::declared("image/svg+xml"), None);
        assert_eq!(MediaType::declared("text/html"), None);
    }

    #[test]
    fn a_declaration_is_believed_only_within_one_container() {
        assert_eq!(
            MediaType::M4a.agreed(MediaType::Mp4),
            Some(MediaType::M4a),
            "many recorders write sound under a video brand"
        );
        assert_eq!(MediaType::Png.agreed(MediaType::Jpeg), None);
        assert_eq!(MediaType::Pdf.agreed(MediaType::Mp4), None);
    }

    #[test]
    fn a_file_name_carries_no_path_and_no_tricks() {
        let check = |raw, expected: Option<&str>| {
            assert_eq!(
                FileName::parse(raw).as_ref().map(FileName::as_str),
                expected
            );
        };
        check("开箱视频.mp4", Some("开箱视频.mp4"));
        check("..\\..\\etc/passwd", Some("passwd"));
        check("\u{202e}gpj.exe", Some("gpj.exe"));
        check("a\"b\r\nSet-Cookie: x.png", Some("a\"bSet-Cookie: x.png"));
        check(" ../ ", None);
        check("\u{0}", None);
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = FileName::parse(&format!("{}.jpeg", "长".repeat(300))).unwrap();
        assert_eq!(name.as_str().chars().count(), FileName::CHARS_MAX);
        assert!(name.as_str().contains('…') && name.as_str().ends_with("长.jpeg"));
    }
}
