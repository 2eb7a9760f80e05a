//! Parts of the path.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{Error, FromRequest, HttpRequest};
use serde::de::DeserializeOwned;

use crate::app::Failure;

/// The variables of the path. One that cannot be an id belongs to nothing: 404, like any other id
/// that the caller may not know.
#[derive(Debug, Clone)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Path<T> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let inner = actix_web::web::Path::<T>::from_request(request, payload).into_inner();
        ready(
            inner
                .map(|path| Self(path.into_inner()))
                .map_err(|_unreadable| Failure::NotFound.into()),
        )
    }
}
