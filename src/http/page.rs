//! Lists, a page at a time.

use super::error::ApiError;
use crate::storage::Page;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const STANDARD_LIMIT: u64 = 50;
const MOST: u64 = 500;

/// Which page of a list.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// How many items, 1 to 500; 50.
    limit: Option<u64>,
    /// Where the page before ended: its `next_cursor`.
    cursor: Option<String>,
}

/// One page.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Items<T> {
    /// The items.
    pub(crate) items: Vec<T>,
    /// Where the next page begins; absent on the last.
    pub(crate) next_cursor: Option<String>,
}

impl PageQuery {
    /// From single parameters, for lists that have more of them.
    pub(crate) fn from_text(limit: Option<&str>, cursor: Option<String>) -> Result<Self, ApiError> {
        let limit = limit.map(|text| text.parse().map_err(|_| ApiError::field("limit", "must be 1 to 500"))).transpose()?;
        Ok(Self { limit, cursor })
    }

    pub(crate) fn limit(&self) -> Result<u64, ApiError> {
        match self.limit {
            None => Ok(STANDARD_LIMIT),
            Some(limit) if (1..=MOST).contains(&limit) => Ok(limit),
            Some(_) => Err(ApiError::field("limit", "must be 1 to 500")),
        }
    }

    pub(crate) fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    pub(crate) fn page(&self) -> Result<Page, ApiError> {
        let after =
            self.cursor.as_deref().map(|cursor| parse(cursor).ok_or_else(|| ApiError::field("cursor", "is none of ours"))).transpose()?;
        Ok(Page { limit: self.limit()?, after })
    }
}

fn parse(cursor: &str) -> Option<(i64, Uuid)> {
    let (at, id) = cursor.split_once('_')?;
    Some((at.parse().ok()?, id.parse().ok()?))
}

impl<T> Items<T> {
    /// A page out of what was found, with the cursor after its last item where there may be more.
    pub(crate) fn of<S>(found: Vec<S>, limit: u64, place: impl Fn(&S) -> (i64, Uuid), view: impl FnMut(S) -> T) -> Self {
        let is_full = u64::try_from(found.len()).is_ok_and(|count| count >= limit);
        let next_cursor = found.last().filter(|_| is_full).map(|last| {
            let (at, id) = place(last);
            format!("{at}_{}", id.simple())
        });
        Self { items: found.into_iter().map(view).collect(), next_cursor }
    }
}
