//! The typeface: Noto Serif CJK, whole, so that rare names are printed too.

use std::path::{Path, PathBuf};
use std::{fs, io};

use typst::foundations::Bytes;
use typst::text::Font;

/// The face whose shapes are those of the mainland.
pub(crate) const FAMILY: &str = "Noto Serif CJK SC";

/// Where distributions put it.
const USUAL: &[&str] = &[
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-serif-cjk-fonts",
    "/usr/local/share/fonts",
];
const WEIGHTS: [&str; 2] = ["Regular", "Bold"];

/// Where the typeface lies. Cheap to clone; the files are read for each paper and let go after it,
/// since they weigh 50 MB and papers are rare.
#[derive(Debug, Clone)]
pub struct Fonts {
    files: [PathBuf; 2],
}

/// The typeface cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NoFonts {
    /// It is in none of the folders.
    #[error(
        "Noto Serif CJK (Regular and Bold) is not in {}; install fonts-noto-cjk or set HEJIE_FONTS",
        folders.iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>().join(", ")
    )]
    Missing { folders: Vec<PathBuf> },
    /// A file of it cannot be read.
    #[error("{file} cannot be read")]
    Unreadable { file: PathBuf, source: io::Error },
    /// A file does not hold the face.
    #[error("{file} does not hold {FAMILY}")]
    OtherFace { file: PathBuf },
}

impl Fonts {
    /// Looks in `folder`, or where distributions put it.
    pub fn find(folder: Option<&Path>) -> Result<Self, NoFonts> {
        let folders: Vec<PathBuf> = match folder {
            Some(folder) => vec![folder.to_owned()],
            None => USUAL.iter().map(PathBuf::from).collect(),
        };
        let found = folders.iter().find_map(|folder| {
            let [regular, bold] = WEIGHTS.map(|weight| file_of(folder, weight));
            Some([regular?, bold?])
        });
        match found {
            Some(files) => Ok(Self { files }),
            None => Err(NoFonts::Missing { folders }),
        }
    }

    /// Reads both weights.
    pub(crate) fn read(&self) -> Result<Vec<Font>, NoFonts> {
        self.files.iter().map(|file| face(file)).collect()
    }

    /// Reads the weight that running text is set in.
    pub(crate) fn regular(&self) -> Result<Font, NoFonts> {
        let [regular, _] = &self.files;
        face(regular)
    }
}

/// A collection or a single face, as it is called there.
fn file_of(folder: &Path, weight: &str) -> Option<PathBuf> {
    ["NotoSerifCJK", "NotoSerifCJKsc"]
        .iter()
        .flat_map(|stem| ["ttc", "otf"].map(|ending| format!("{stem}-{weight}.{ending}")))
        .map(|name| folder.join(name))
        .find(|file| file.is_file())
}

fn face(file: &Path) -> Result<Font, NoFonts> {
    let bytes = fs::read(file).map_err(|source| NoFonts::Unreadable {
        file: file.to_owned(),
        source,
    })?;
    Font::iter(Bytes::new(bytes))
        .find(|font| font.info().family == FAMILY)
        .ok_or_else(|| NoFonts::OtherFace {
            file: file.to_owned(),
        })
}
