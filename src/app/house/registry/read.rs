//! Reading a table of merchants: UTF-8 with or without its mark, or GBK; a heading in Chinese or
//! English; lines with the numbers that a spreadsheet shows.

use std::collections::BTreeMap;

use encoding_rs::GB18030;

use super::{BYTES_MAX, LINES_MAX, Wrong};
use crate::app::{Failure, Fault};

/// Columns by every name they go by.
const COLUMNS: &[(&str, &[&str])] = &[
    (
        "name",
        &["name", "名称", "商家名称", "商户名称", "企业名称"],
    ),
    (
        "credit_code",
        &["credit_code", "credit code", "统一社会信用代码", "信用代码"],
    ),
    (
        "self_operated",
        &["self_operated", "self-operated", "自营", "是否自营"],
    ),
    ("address", &["address", "地址", "公示地址", "经营地址"]),
    ("phone", &["phone", "telephone", "电话", "联系电话"]),
    ("email", &["email", "e-mail", "mail", "邮箱", "电子邮箱"]),
    ("region", &["region", "区划代码", "行政区划代码"]),
];

/// What a column without a name in [`COLUMNS`] cannot be.
const NEEDED: [&str; 2] = ["name", "credit_code"];

/// A table as it was read.
pub(super) struct Table {
    pub(super) encoding: &'static str,
    pub(super) lines: Vec<Line>,
    pub(super) wrong: Vec<Wrong>,
}

/// One line: its cells by column, those that are empty left out.
pub(super) struct Line {
    pub(super) number: u64,
    cells: BTreeMap<&'static str, String>,
}

impl Line {
    pub(super) fn cell(&self, column: &str) -> Option<&str> {
        self.cells.get(column).map(String::as_str)
    }

    pub(super) fn wrong(&self, field: &str, code: &'static str, value: &str) -> Wrong {
        Wrong {
            line: self.number,
            field: field.to_owned(),
            code,
            value: value.to_owned(),
        }
    }

    /// Faults of this line with what stood in their cells.
    pub(super) fn named(&self, faults: Vec<(String, &'static str)>) -> Vec<Wrong> {
        let wrong = |(field, code): (String, _)| {
            let value = self.cell(&field).unwrap_or_default().to_owned();
            self.wrong(&field, code, &value)
        };
        faults.into_iter().map(wrong).collect()
    }
}

/// Counts lines as a spreadsheet shows them: blank ones, and those within a cell, count.
struct Counter<'t> {
    bytes: &'t [u8],
    at: usize,
    line: u64,
}

impl Counter<'_> {
    /// On which line a record begins; records come in their order.
    fn line_of(&mut self, record: &csv::StringRecord) -> u64 {
        let begins = record.position().map_or(0, csv::Position::byte);
        let mut until = usize::try_from(begins).unwrap_or(self.at).max(self.at);
        // The reader names the place before the ends of lines that it skips.
        while matches!(self.bytes.get(until), Some(b'\r' | b'\n')) {
            until = until.saturating_add(1);
        }
        let passed = self.bytes.get(self.at..until).unwrap_or_default();
        let ends = passed.split(|byte| *byte == b'\n').skip(1).count();
        self.line = self.line.saturating_add(u64::try_from(ends).unwrap_or(0));
        self.at = until;
        self.line
    }
}

/// Reads a table. What makes all of it unreadable is a fault of `/table`.
pub(super) fn table(bytes: &[u8]) -> Result<Table, Failure> {
    if bytes.len() > BYTES_MAX {
        let limit = u64::try_from(BYTES_MAX).unwrap_or(u64::MAX);
        return Err(Failure::TooLarge { limit });
    }
    let (encoding, text) = decoded(bytes)?;
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let Some(Ok(heading)) = records.next() else {
        return Err(Failure::invalid("/table", "table_empty"));
    };
    let columns = columns(&heading)?;
    let (mut lines, mut wrong) = (Vec::new(), Vec::new());
    let mut counter = Counter {
        bytes: text.as_bytes(),
        at: 0,
        line: 1,
    };
    for record in records {
        let record = record.map_err(|_broken| Failure::invalid("/table", "table_unreadable"))?;
        let number = counter.line_of(&record);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if lines.len().saturating_add(wrong.len()) >= LINES_MAX {
            let fault = Fault::new("/table", "too_many_lines").with("most", LINES_MAX);
            return Err(Failure::Invalid(vec![fault]));
        }
        let line = |cells| Line { number, cells };
        if record.len() > columns.len() {
            wrong.push(line(BTreeMap::new()).wrong("", "too_many_cells", ""));
            continue;
        }
        let mut cells = BTreeMap::new();
        let mut formulas = Vec::new();
        for (column, cell) in columns.iter().zip(&record) {
            let cell = plain(cell);
            if *column != "phone" && is_formula(cell) {
                formulas.push((*column, cell.to_owned()));
            }
            if !cell.is_empty() {
                cells.insert(*column, cell.to_owned());
            }
        }
        let line = line(cells);
        if formulas.is_empty() {
            lines.push(line);
        } else {
            let found = formulas.iter();
            wrong.extend(found.map(|(field, cell)| line.wrong(field, "formula_cell", cell)));
        }
    }
    if lines.is_empty() && wrong.is_empty() {
        return Err(Failure::invalid("/table", "table_empty"));
    }
    Ok(Table {
        encoding,
        lines,
        wrong,
    })
}

/// UTF-8 where it is that; else the encoding of Chinese spreadsheets, if every byte fits.
fn decoded(bytes: &[u8]) -> Result<(&'static str, String), Failure> {
    let unmarked = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(unmarked)
        && !text.contains('\0')
    {
        return Ok(("utf-8", text.to_owned()));
    }
    let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    match text {
        Some(text) if !text.contains('\0') => Ok(("gb18030", text.into_owned())),
        Some(_) | None => Err(Failure::invalid("/table", "table_encoding")),
    }
}

fn columns(heading: &csv::StringRecord) -> Result<Vec<&'static str>, Failure> {
    let (mut columns, mut faults) = (Vec::new(), Vec::new());
    for cell in heading {
        let name = cell.trim().to_lowercase();
        let mut known = COLUMNS.iter();
        let found = known.find(|(_, names)| names.contains(&name.as_str()));
        match found.map(|(column, _)| *column) {
            None => faults.push(Fault::new("/table", "unknown_column").with("name", cell.trim())),
            Some(column) if columns.contains(&column) => {
                faults.push(Fault::new("/table", "column_twice").with("name", cell.trim()));
            }
            Some(column) => columns.push(column),
        }
    }
    for needed in NEEDED {
        if !columns.contains(&needed) {
            faults.push(Fault::new("/table", "column_missing").with("name", needed));
        }
    }
    if faults.is_empty() {
        Ok(columns)
    } else {
        Err(Failure::Invalid(faults))
    }
}

/// Without blanks around, and without the apostrophe that our own tables put before what a
/// spreadsheet would run.
fn plain(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        Some(_) | None => cell,
    }
}

fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "商家名称,统一社会信用代码,联系电话\r\n";

    fn refused(bytes: &[u8]) -> Vec<&'static str> {
        match table(bytes) {
            Err(Failure::Invalid(faults)) => faults.iter().map(|fault| fault.code).collect(),
            Err(other) => panic!("{other}"),
            Ok(_) => Vec::new(),
        }
    }

    #[test]
    fn a_table_is_read_in_each_encoding_with_the_numbers_of_its_lines() {
        let text = format!("{HEAD}云山电器,91330106MA2B1CDE2X,\"0571-\n8888\"\r\n\r\n青禾,1,2\r\n");
        let (gbk, _, _) = GB18030.encode(&text);
        let marked = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
        for (bytes, encoding) in [
            (text.as_bytes(), "utf-8"),
            (&gbk, "gb18030"),
            (&marked, "utf-8"),
        ] {
            let read = table(bytes).unwrap();
            assert_eq!(read.encoding, encoding);
            let lines: Vec<_> = read.lines.iter().map(|line| line.number).collect();
            assert_eq!(lines, [2, 5]);
            assert_eq!(read.lines[0].cell("name"), Some("云山电器"));
        }
    }

    #[test]
    fn what_is_no_table_is_refused_whole() {
        assert_eq!(refused(b""), ["table_empty"]);
        assert_eq!(refused(HEAD.as_bytes()), ["table_empty"]);
        assert_eq!(refused(b"\xff\xfe\x00\x01"), ["table_encoding"]);
        assert_eq!(
            refused(b"name,colour\nx,y\n"),
            ["unknown_column", "column_missing"]
        );
        assert_eq!(refused(b"name,name,credit_code\n"), ["column_twice"]);
        let lines = "云山,1,2\n".repeat(LINES_MAX + 1);
        assert_eq!(
            refused(format!("{HEAD}{lines}").as_bytes()),
            ["too_many_lines"]
        );
        let large = vec![b'x'; BYTES_MAX + 1];
        assert!(matches!(table(&large), Err(Failure::TooLarge { .. })));
    }

    #[test]
    fn formulas_and_cells_too_many_are_faults_of_their_line() {
        let text = format!("{HEAD}=1+1,1,+8613700000001\n云山,1,2,3\n'=x,1,2\n");
        let read = table(text.as_bytes()).unwrap();
        let wrong: Vec<_> = read.wrong.iter().map(|one| (one.line, one.code)).collect();
        assert_eq!(
            wrong,
            [
                (2, "formula_cell"),
                (3, "too_many_cells"),
                (4, "formula_cell")
            ]
        );
    }
}
