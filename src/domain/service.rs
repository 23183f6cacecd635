//! What a business offers to do, and how long it takes.

use serde::{Deserialize, Serialize};

/// The trade of a business, which decides the services that it starts with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Trade {
    /// Pipes, drains and water heaters.
    #[default]
    Plumbing,
    /// Heating, ventilation and air conditioning.
    Hvac,
    /// Wiring, panels and lights.
    Electrical,
}

/// A service with its duration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Short and stable, for example `water_heater`.
    pub code: String,
    /// What the assistant and the owner call it, for example `water heater repair`.
    pub name: String,
    /// How long the work takes, in minutes, 15 to 720.
    pub duration_minutes: u16,
    /// More words by which callers ask for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// What may be said about its price, word for word. Absent: nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<String>,
}

/// The code of the service that takes what fits nowhere else.
pub const GENERAL: &str = "general";

impl Service {
    fn standard(&(code, name, duration_minutes): &(&str, &str, u16)) -> Self {
        Self { code: code.to_owned(), name: name.to_owned(), duration_minutes, words: Vec::new(), price: None }
    }
}

impl Trade {
    /// The services that a business of this trade starts with.
    pub fn standard_services(self) -> Vec<Service> {
        let table: &[(&str, &str, u16)] = match self {
            Self::Plumbing => &[
                ("leak", "leak repair", 90),
                ("drain", "drain cleaning", 90),
                ("sewer", "sewer line service", 120),
                ("toilet", "toilet repair", 60),
                ("faucet", "faucet and fixture repair", 60),
                ("water_heater", "water heater service", 120),
                ("tankless", "tankless water heater service", 120),
                ("gas_line", "gas line service", 120),
                ("sump_pump", "sump pump service", 90),
                ("pipe_repair", "pipe repair", 120),
                (GENERAL, "plumbing visit", 90),
            ],
            Self::Hvac => &[
                ("no_heat", "heating repair", 120),
                ("no_cooling", "air conditioning repair", 120),
                ("hvac_maintenance", "heating and cooling tune-up", 90),
                ("thermostat", "thermostat service", 60),
                (GENERAL, "heating and cooling visit", 90),
            ],
            Self::Electrical => &[
                ("outlet", "outlet and switch repair", 60),
                ("panel", "panel and breaker service", 120),
                ("lighting", "lighting service", 90),
                ("no_power", "power loss repair", 120),
                (GENERAL, "electrical visit", 90),
            ],
        };
        table.iter().map(Service::standard).collect()
    }
}
