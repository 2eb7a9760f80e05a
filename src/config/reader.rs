//! Where values come from, and the memory of who asked for which.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::Secret;

/// The source of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Nobody set it.
    Default,
    /// An environment variable.
    Environment,
    /// The file of `HEJIE_CONFIG`.
    File(PathBuf),
    /// A file that an environment variable `…_FILE` names.
    SecretFile(PathBuf),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::Environment => f.write_str("environment"),
            Self::File(path) | Self::SecretFile(path) => write!(f, "{}", path.display()),
        }
    }
}

/// A value with its name and source; `shown` is masked when it is a secret.
#[derive(Debug, Clone)]
pub struct Setting {
    /// As in the environment.
    pub key: &'static str,
    /// What may be printed.
    pub shown: String,
    /// Where it came from.
    pub source: Source,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A key that nothing reads.
    #[error("unknown setting {0}")]
    Unknown(String),
    /// A value that cannot be read.
    #[error("{key}: {why}")]
    Invalid {
        /// The setting.
        key: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// A file that cannot be read.
    #[error("{path}: {why}")]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
}

/// Hands out values and notes each.
#[derive(Debug)]
pub struct Reader {
    environment: BTreeMap<String, String>,
    file: BTreeMap<String, String>,
    file_path: PathBuf,
    read: Vec<Setting>,
}

impl Reader {
    /// The process's environment.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::from_pairs(std::env::vars().filter(|(key, _)| key.starts_with("HEJIE_")))
    }

    /// The given pairs in place of the environment.
    pub fn from_pairs<K: Into<String>, V: Into<String>>(
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Result<Self, ConfigError> {
        let environment: BTreeMap<String, String> = pairs
            .into_iter()
            .map(|(k, v)| (k.into(), v.into()))
            .collect();
        let mut reader = Self {
            environment,
            file: BTreeMap::new(),
            file_path: PathBuf::new(),
            read: Vec::new(),
        };
        if let Some(path) = reader.optional("HEJIE_CONFIG") {
            reader.file_path = PathBuf::from(path);
            reader.file = flat_toml(&reader.file_path)?;
        }
        Ok(reader)
    }

    /// A value that need not be set; an empty one counts as unset.
    pub fn optional(&mut self, key: &'static str) -> Option<String> {
        let found = self.find(key);
        self.note(
            key,
            found.as_ref().map_or("", |(value, _)| value),
            found.as_ref(),
        );
        found.map(|(value, _)| value)
    }

    /// A value with a default, read by its own `FromStr`.
    pub fn parse<T: FromStr>(&mut self, key: &'static str, default: &str) -> Result<T, ConfigError>
    where
        T::Err: fmt::Display,
    {
        let found = self.find(key);
        let value = found
            .as_ref()
            .map_or(default, |(value, _)| value)
            .to_owned();
        self.note(key, &value, found.as_ref());
        value.parse().map_err(|why: T::Err| ConfigError::Invalid {
            key,
            why: format!("{value:?} cannot be used: {why}"),
        })
    }

    /// A switch: `1`, `true`, `0` or `false`.
    pub fn switch(&mut self, key: &'static str) -> Result<bool, ConfigError> {
        match self.optional(key).as_deref() {
            None | Some("0" | "false") => Ok(false),
            Some("1" | "true") => Ok(true),
            Some(other) => Err(ConfigError::Invalid {
                key,
                why: format!("{other:?} is neither 1 nor 0"),
            }),
        }
    }

    /// A secret, from `key` or from the file that `file_key` names.
    pub fn secret(
        &mut self,
        key: &'static str,
        file_key: &'static str,
    ) -> Result<Option<Secret>, ConfigError> {
        let found = match (self.find(key), self.find(file_key)) {
            (Some(_), Some(_)) => {
                return Err(ConfigError::Invalid {
                    key,
                    why: format!("set it or {file_key}, not both"),
                });
            }
            (Some(direct), None) => Some(direct),
            (None, Some((path, _))) => {
                let path = PathBuf::from(path);
                let value = read_file(&path)?.trim_end().to_owned();
                Some((value, Source::SecretFile(path)))
            }
            (None, None) => None,
        };
        self.note(
            key,
            if found.is_some() { "***" } else { "" },
            found.as_ref(),
        );
        self.environment.remove(file_key);
        Ok(found.map(|(value, _)| Secret::new(value)))
    }

    /// The list of settings, unless something was set that nobody asked for.
    pub fn finish(self) -> Result<Vec<Setting>, ConfigError> {
        let known = |key: &str| self.read.iter().any(|setting| setting.key == key);
        let in_file = self.file.keys().map(|key| env_name(key));
        match self
            .environment
            .keys()
            .cloned()
            .chain(in_file)
            .find(|key| !known(key))
        {
            Some(key) => Err(ConfigError::Unknown(key)),
            None => Ok(self.read),
        }
    }

    fn find(&self, key: &str) -> Option<(String, Source)> {
        let set = |value: &&String| !value.is_empty();
        if let Some(value) = self.environment.get(key).filter(set) {
            return Some((value.clone(), Source::Environment));
        }
        let name = key.trim_start_matches("HEJIE_").to_lowercase();
        let value = self.file.get(&name).filter(set)?;
        Some((value.clone(), Source::File(self.file_path.clone())))
    }

    fn note(&mut self, key: &'static str, shown: &str, found: Option<&(String, Source)>) {
        self.read.push(Setting {
            key,
            shown: shown.to_owned(),
            source: found.map_or(Source::Default, |(_, source)| source.clone()),
        });
    }
}

fn env_name(file_key: &str) -> String {
    format!("HEJIE_{}", file_key.to_uppercase())
}

fn read_file(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path).map_err(|why| ConfigError::File {
        path: path.to_owned(),
        why: why.to_string(),
    })
}

fn flat_toml(path: &Path) -> Result<BTreeMap<String, String>, ConfigError> {
    let wrong = |why: String| ConfigError::File {
        path: path.to_owned(),
        why,
    };
    let table: toml::Table = read_file(path)?
        .parse()
        .map_err(|e: toml::de::Error| wrong(e.to_string()))?;
    table
        .into_iter()
        .map(|(key, value)| match value {
            toml::Value::String(text) => Ok((key, text)),
            toml::Value::Integer(number) => Ok((key, number.to_string())),
            toml::Value::Float(number) => Ok((key, number.to_string())),
            toml::Value::Boolean(flag) => Ok((key, flag.to_string())),
            toml::Value::Datetime(_) | toml::Value::Array(_) | toml::Value::Table(_) => Err(wrong(
                format!("{key}: a text, a number or a switch is expected"),
            )),
        })
        .collect()
}
