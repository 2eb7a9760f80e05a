//! The few kinds of columns we use.

use sea_orm_migration::prelude::{ColumnDef, IntoIden};

/// A UUID; 16 bytes on SQLite.
pub(crate) fn uuid(name: impl IntoIden) -> ColumnDef {
    required(name, |column| column.uuid())
}

/// Text of any length: also codes of closed lists, civil days and JSON.
pub(crate) fn text(name: impl IntoIden) -> ColumnDef {
    required(name, |column| column.text())
}

/// An integer of 64 bits: also instants (microseconds) and money (fen).
pub(crate) fn big(name: impl IntoIden) -> ColumnDef {
    required(name, |column| column.big_integer())
}

/// An integer of 32 bits.
pub(crate) fn int(name: impl IntoIden) -> ColumnDef {
    required(name, |column| column.integer())
}

/// Yes or no.
pub(crate) fn flag(name: impl IntoIden) -> ColumnDef {
    required(name, |column| column.boolean())
}

/// Bytes of any length.
pub(crate) fn bytes(name: impl IntoIden) -> ColumnDef {
    required(name, |column| column.binary())
}

/// The same column, but it may be empty.
pub(crate) fn maybe(mut column: ColumnDef) -> ColumnDef {
    column.null();
    column
}

fn required(name: impl IntoIden, kind: impl FnOnce(&mut ColumnDef) -> &mut ColumnDef) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    kind(&mut column).not_null();
    column
}
