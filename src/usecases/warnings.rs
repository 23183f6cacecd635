//! What is wrong with a business just now, in red, for its owner and the operator.

use crate::app::App;
use crate::domain::business::Business;
use crate::storage::{Rows, StoreError};
use crate::usecases::reach_owner::alert_numbers;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What, in one word.
    pub code: &'static str,
    /// What it means and what to do.
    pub message: String,
}

/// All that is wrong now; what is mended is gone.
///
/// # Errors
/// Where the database fails.
pub async fn warnings(app: &App, rows: &Rows<'_>, business: &Business, now: Timestamp) -> Result<Vec<Warning>, StoreError> {
    let mut found = Vec::new();
    for number in alert_numbers(app, business) {
        if rows.is_opted_out(&number).await? {
            let number = number.as_str();
            let ours = business.phone_numbers.first().or(app.config.sms_from_number.as_ref());
            let back = ours.map_or_else(String::new, |ours| format!(" To get them again, text START from it to {}.", ours.as_str()));
            found.push(Warning {
                code: "owner_opted_out",
                message: format!("{number} has opted out of texts, so it gets no alerts by text; it is called instead.{back}"),
            });
        }
    }
    let today = now.to_zoned(business.zone().clone()).date();
    let mut reached: BTreeMap<String, usize> = BTreeMap::new();
    for limit in rows.reached_limits(today).await? {
        *reached.entry(limit.limit).or_default() += usize::from(!limit.subject.is_empty());
    }
    found.extend(reached.into_iter().map(|(limit, numbers)| Warning {
        code: "limit_reached",
        message: match numbers {
            0 => format!("The limit {limit} was reached today; what is beyond it is held back."),
            1 => format!("The limit {limit} was reached today by one number."),
            more => format!("The limit {limit} was reached today by {more} numbers."),
        },
    }));
    Ok(found)
}
