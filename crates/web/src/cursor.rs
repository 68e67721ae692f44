//! Lists a page at a time, the latest first. Where a page begins is told by the last row before it, so that rows that
//! come in meanwhile move nothing.

use kernel::{Id, Timestamp, Value};
use std::fmt;

/// Where a page begins: behind the row of this time and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// What the list is ordered by first. Lists in the order of their ids have none.
    pub time: Option<Timestamp>,
    /// What it is ordered by then.
    pub id: u128,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<Cursor>,
}

impl Cursor {
    /// The beginning of a list.
    pub const START: Self = Self { time: None, id: u128::MAX };

    /// A cursor as an address has it; nothing is the beginning.
    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::START);
        }
        let (time, id) = match text.split_once('.') {
            Some((time, id)) => (Some(Timestamp(time.parse().ok()?)), id),
            None => (None, text),
        };
        Some(Self { time, id: Id::<()>::parse(id)?.bits() })
    }

    /// The id as a view takes it.
    pub fn id(self) -> Value {
        Value::Id(self.id)
    }

    /// The time as a view takes it; the end of time where there is none.
    pub fn time(self) -> Value {
        Value::Int(self.time.map_or(i64::MAX, |time| time.0))
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(time) = self.time {
            write!(f, "{}.", time.0)?;
        }
        write!(f, "{}", Id::<()>::from_bits(self.id))
    }
}

impl<T> Page<T> {
    /// The page with each row made into something else.
    pub fn map<U>(self, made: impl FnMut(T) -> U) -> Page<U> {
        Page { rows: self.rows.into_iter().map(made).collect(), next: self.next }
    }

    /// A page of what a view read: `size` rows, and one more when another page follows.
    pub fn of(mut rows: Vec<T>, size: usize, cursor: impl Fn(&T) -> Cursor) -> Self {
        let is_last = rows.len() <= size;
        rows.truncate(size);
        let next = rows.last().filter(|_| !is_last).map(cursor);
        Self { rows, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written_and_nothing_else_is() {
        for cursor in [Cursor { time: None, id: 7 }, Cursor { time: Some(Timestamp(-3)), id: u128::MAX - 5 }]
        {
            assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
        }
        assert_eq!(Cursor::parse(""), Some(Cursor::START));
        for bad in ["x", "1.", "1.x", ".", "9223372036854775808.00000000-0000-0000-0000-000000000007"] {
            assert_eq!(Cursor::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_full_page_tells_where_the_next_begins() {
        let cursor = |id: &u128| Cursor { time: None, id: *id };
        let page = Page::of(vec![9, 8, 7], 2, cursor);
        assert_eq!((page.rows, page.next), (vec![9, 8], Some(Cursor { time: None, id: 8 })));
        let last = Page::of(vec![9, 8], 2, cursor);
        assert_eq!((last.rows, last.next), (vec![9, 8], None));
    }
}
