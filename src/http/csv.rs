//! Tables that people open in a spreadsheet: UTF-8 with its mark, lines that end as there, and no
//! cell that a spreadsheet would take for a formula.

use std::borrow::Cow;

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, HttpResponseBuilder};
use csv::{Terminator, WriterBuilder};

/// Without it, spreadsheets in China read UTF-8 as GBK.
const MARK: &str = "\u{feff}";

/// An answer that is saved as `name`; its first piece is [`head`].
pub fn answer(name: &str) -> HttpResponseBuilder {
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ));
    answer
}

/// The mark and the line of titles.
pub fn head(titles: &[&str]) -> Bytes {
    let line = rows([titles.iter().map(|title| Cow::Borrowed(*title))]);
    Bytes::from([MARK.as_bytes(), &line].concat())
}

/// Lines.
pub fn rows<'a, R>(rows: impl IntoIterator<Item = R>) -> Bytes
where
    R: IntoIterator<Item = Cow<'a, str>>,
{
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        let cells = row.into_iter().map(harmless);
        // Writing into memory cannot fail.
        let _written = writer.write_record(cells.map(|cell| cell.into_owned().into_bytes()));
    }
    Bytes::from(writer.into_inner().unwrap_or_default())
}

/// A cell that begins like a formula gets an apostrophe in front (OWASP, CSV injection).
fn harmless(cell: Cow<'_, str>) -> Cow<'_, str> {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if formula {
        Cow::Owned(format!("'{cell}"))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_opens_as_one_and_runs_nothing() {
        let head = head(&["编号", "姓名"]);
        assert_eq!(&head[..3], [0xef, 0xbb, 0xbf]);
        assert_eq!(&head[3..], "编号,姓名\r\n".as_bytes());
        let cells = ["=1+1", "@x", "-2", "\tx", "a,b", "说\"好\"", "王芳"];
        let line = rows([cells.map(Cow::Borrowed)]);
        assert_eq!(
            std::str::from_utf8(&line).unwrap(),
            "'=1+1,'@x,'-2,'\tx,\"a,b\",\"说\"\"好\"\"\",王芳\r\n"
        );
    }
}
