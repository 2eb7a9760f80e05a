//! Query strings.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{Error, FromRequest, HttpRequest};
use serde::de::DeserializeOwned;

use super::fault::fault;
use crate::app::Failure;

/// The parameters behind the question mark; a refused one is named as `/name`.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse(request.query_string()).map(Self).map_err(Error::from))
    }
}

fn parse<T: DeserializeOwned>(query: &str) -> Result<T, Failure> {
    let pairs = form_pairs(query);
    let values = pairs
        .into_iter()
        .map(|(name, value)| (name, Parameter(value)));
    let map = serde::de::value::MapDeserializer::<_, Said>::new(values);
    serde_path_to_error::deserialize(map)
        .map_err(|error| Failure::Invalid(vec![fault(error.path(), &error.inner().to_string())]))
}

type Said = serde::de::value::Error;

/// `a=1&b=%20` in pairs, decoded.
fn form_pairs(query: &str) -> Vec<(String, String)> {
    let parts = query.split('&').filter(|part| !part.is_empty());
    parts
        .map(|part| part.split_once('=').unwrap_or((part, "")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

fn decoded(text: &str) -> String {
    let spaced = text.replace('+', " ");
    let mut bytes = Vec::with_capacity(spaced.len());
    let mut rest = spaced.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let escaped = tail
            .split_at_checked(2)
            .filter(|_| *first == b'%')
            .and_then(|(hex, after)| {
                let hex = std::str::from_utf8(hex).ok()?;
                Some((u8::from_str_radix(hex, 16).ok()?, after))
            });
        let (byte, after) = escaped.unwrap_or((*first, tail));
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Text that becomes whatever the field is.
#[derive(Debug)]
struct Parameter(String);

macro_rules! from_text {
    ($($method:ident $visit:ident $type:ty;)*) => {$(
        fn $method<V: serde::de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Said> {
            match self.0.parse::<$type>() {
                Ok(value) => visitor.$visit(value),
                // The visitor wanted a number; its complaint names the type.
                Err(_) => visitor.visit_string(self.0),
            }
        }
    )*};
}

impl<'de> serde::Deserializer<'de> for Parameter {
    type Error = Said;

    fn deserialize_any<V: serde::de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Said> {
        visitor.visit_string(self.0)
    }

    from_text! {
        deserialize_bool visit_bool bool;
        deserialize_u8 visit_u8 u8;
        deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
        deserialize_i8 visit_i8 i8;
        deserialize_i16 visit_i16 i16;
        deserialize_i32 visit_i32 i32;
        deserialize_i64 visit_i64 i64;
    }

    fn deserialize_option<V: serde::de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Said> {
        if self.0.is_empty() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: serde::de::Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Said> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: serde::de::Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Said> {
        let text: serde::de::value::StringDeserializer<Said> =
            serde::de::IntoDeserializer::into_deserializer(self.0);
        text.deserialize_enum(name, variants, visitor)
    }

    serde::forward_to_deserialize_any! {
        f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any i128 u128
    }
}

impl serde::de::IntoDeserializer<'_, Said> for Parameter {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::app::Fault;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields, rename_all = "snake_case")]
    struct Page {
        limit: Option<u16>,
        query: Option<String>,
        view: Option<View>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "snake_case")]
    enum View {
        DueSoon,
    }

    fn check(query: &str, pointer: &str, code: &'static str) {
        match parse::<Page>(query) {
            Err(Failure::Invalid(faults)) => {
                assert_eq!(faults, [Fault::new(pointer, code)], "{query}");
            }
            other => panic!("{query}: {other:?}"),
        }
    }

    #[test]
    fn parameters_are_read_and_refused_by_name() {
        let page = parse::<Page>("limit=20&query=%E5%90%88+%E5%90%8C&view=due_soon").unwrap();
        let query = Some("合 同".to_owned());
        assert_eq!(
            page,
            Page {
                limit: Some(20),
                query,
                view: Some(View::DueSoon)
            }
        );
        let empty = Page {
            limit: None,
            query: None,
            view: None,
        };
        assert_eq!(parse::<Page>("limit=&").unwrap(), empty);
        check("limit=many", "/limit", "wrong_type");
        check("limit=70000", "/limit", "wrong_type");
        check("view=x", "/view", "wrong_value");
        check("lmit=1", "/lmit", "unknown_field");
        assert_eq!(decoded("%zz%e"), "%zz%e");
    }
}
