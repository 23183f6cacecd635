//! Years of history, copied from calls that were really played, so that every stored value is what the service itself writes.

use super::Outcome;
use super::database::{Database, Engine};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement, TransactionTrait};

/// How many businesses share the history. A fifth of it is the first one's.
pub(crate) const BUSINESSES: usize = 200;
/// Conversations are copied in transactions of about this many turns.
const TURNS_AT_ONCE: i64 = 30_000;
/// Copies lie whole weeks back, up to two years, so that visits keep their weekday and hour.
const WEEKS: i64 = 104;
const WEEK_MILLISECONDS: i64 = 7 * 24 * 60 * 60 * 1000;

/// How much is stored.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stored {
    /// What callers said and what was answered: two for each turn.
    pub(crate) messages: i64,
    pub(crate) appointments: i64,
}

/// What is stored now.
pub(crate) async fn stored(database: &Database) -> Outcome<Stored> {
    let connection = database.connect().await?;
    Ok(Stored { messages: 2 * count(&connection, "turn").await?, appointments: count(&connection, "appointment").await? })
}

/// Copies what is there until there is this much.
pub(crate) async fn write(database: &Database, wanted: Stored) -> Outcome<()> {
    let connection = database.connect().await?;
    let have = Stored { messages: 2 * count(&connection, "turn").await?, appointments: count(&connection, "appointment").await? };
    if have.messages == 0 || have.appointments == 0 {
        return Err("no call was booked that history could be copied from".into());
    }
    let dialect = Dialect { engine: database.engine };
    for table in samples() {
        connection.execute_unprepared(&table).await?;
    }
    let of_conversations = (wanted.messages / have.messages - 1).max(0);
    let of_appointments = (wanted.appointments / have.appointments - 1).max(0);
    let at_once = (TURNS_AT_ONCE * 2 / have.messages).max(1);
    for (copies, tables) in [(of_conversations, dialect.conversation_tables()), (of_appointments, dialect.appointment_tables())] {
        for first in (1..=copies).step_by(usize::try_from(at_once)?) {
            let last = (first + at_once - 1).min(copies);
            let transaction = connection.begin().await?;
            for table in &tables {
                transaction.execute_unprepared(&table.replace("{copies}", &dialect.numbers(first, last))).await?;
            }
            transaction.commit().await?;
        }
    }
    for table in ["conversation", "turn", "appointment", "technician"] {
        connection.execute_unprepared(&format!("DROP TABLE sample_{table}")).await?;
    }
    if database.engine == Engine::Postgres {
        // The server would do so itself within the next minutes, in the middle of what is measured.
        connection.execute_unprepared("VACUUM ANALYZE").await?;
        connection.execute_unprepared("CHECKPOINT").await?;
    }
    Ok(())
}

async fn count(connection: &DatabaseConnection, table: &str) -> Outcome<i64> {
    let query = Statement::from_string(connection.get_database_backend(), format!("SELECT COUNT(*) AS number FROM {table}"));
    let row = connection.query_one_raw(query).await?.ok_or("no count")?;
    Ok(row.try_get("", "number")?)
}

/// The conversations to be copied with a number for each, their turns and appointments, and whose calendars the copies go into.
fn samples() -> [String; 4] {
    let numbered = |table: &str, order: &str| {
        format!("CREATE TABLE sample_{table} AS SELECT row_number() OVER (ORDER BY {order}) AS place, {table}.* FROM {table}")
    };
    [
        numbered("conversation", "id"),
        "CREATE TABLE sample_turn AS SELECT c.place, t.* FROM turn t JOIN sample_conversation c ON c.id = t.conversation_id AND \
        c.business_id = t.business_id"
            .to_owned(),
        numbered("appointment", "id"),
        "CREATE TABLE sample_technician AS SELECT business_id, id, row_number() OVER (PARTITION BY business_id ORDER BY id) - 1 AS \
        place FROM technician"
            .to_owned(),
    ]
}

/// Where the two databases differ.
struct Dialect {
    engine: Engine,
}

impl Dialect {
    /// A table with the numbers from first to last.
    fn numbers(&self, first: i64, last: i64) -> String {
        match self.engine {
            Engine::Sqlite => format!(
                "(WITH RECURSIVE up(number) AS (SELECT {first} UNION ALL SELECT number + 1 FROM up WHERE number < {last}) SELECT number \
                FROM up)"
            ),
            Engine::Postgres => format!("(SELECT generate_series({first}::bigint, {last}::bigint) AS number)"),
        }
    }

    /// An id that sorts by time as the service's own do, different for every copy of every row.
    fn id(&self, at: &str, kind: u8) -> String {
        match self.engine {
            Engine::Sqlite => {
                format!("unhex(printf('%012x7%03x8%01x%02x%012x', {at}, s.place % 4096, s.place / 4096, {kind}, round.number))")
            }
            Engine::Postgres => format!(
                "(lpad(to_hex({at}), 12, '0') || '7' || lpad(to_hex(s.place % 4096), 3, '0') || '8' || to_hex(s.place / 4096) || \
                lpad(to_hex({kind}), 2, '0') || lpad(to_hex(round.number), 12, '0'))::uuid"
            ),
        }
    }

    /// A fifth is the first business's, the rest is spread over all others.
    fn business(&self) -> String {
        let others = BUSINESSES - 1;
        let padded = match self.engine {
            Engine::Sqlite => format!("printf('%03d', 1 + (round.number + s.place) % {others})"),
            Engine::Postgres => format!("lpad((1 + (round.number + s.place) % {others})::text, 3, '0')"),
        };
        format!("CASE WHEN (round.number + s.place) % 5 = 0 THEN 'bench-000' ELSE 'bench-' || {padded} END")
    }

    fn conversation_tables(&self) -> Vec<String> {
        let (business, back) = (self.business(), back());
        let id = self.id(&format!("(s.started_at - {back})"), 1);
        let conversation = format!(
            "INSERT INTO conversation (business_id, id, channel, open_key, contact, visitor_hash, customer_id, caller, state, turns, \
            outcome, flag_reasons, tags, summary, version, started_at, last_at, ended_at) \
             SELECT {business}, {id}, s.channel, s.open_key || '-' || round.number, s.contact, s.visitor_hash, s.customer_id, s.caller, \
             s.state, s.turns, s.outcome, s.flag_reasons, s.tags, s.summary, s.version, \
             s.started_at - {back}, s.last_at - {back}, s.ended_at - {back} FROM {{copies}} AS round CROSS JOIN sample_conversation s"
        );
        let id = id.replace("s.started_at", "c.started_at");
        let turn = format!(
            "INSERT INTO turn (business_id, conversation_id, number, event_id, said, inputs, steps, reply, at) \
             SELECT {business}, {id}, s.number, s.event_id || '-' || round.number, s.said, s.inputs, s.steps, s.reply, s.at - {back} \
             FROM {{copies}} AS round CROSS JOIN sample_turn s JOIN sample_conversation c ON c.place = s.place"
        );
        vec![conversation, turn]
    }

    fn appointment_tables(&self) -> Vec<String> {
        let (business, back) = (self.business(), back());
        let at = format!("(s.created_at - {back})");
        let (appointment_id, customer_id) = (self.id(&at, 2), self.id(&at, 3));
        let phone = match self.engine {
            Engine::Sqlite => "printf('+1913%07d', 2000000 + round.number * 500 + s.place)",
            Engine::Postgres => "'+1913' || (2000000 + round.number * 500 + s.place)",
        };
        let customer = format!(
            "INSERT INTO customer (business_id, id, phone, given_name, family_name, address, created_at, updated_at) \
             SELECT {business}, {customer_id}, {phone}, s.given_name, s.family_name, s.address, {at}, {at} FROM {{copies}} AS round \
             CROSS JOIN sample_appointment s"
        );
        let appointment = format!(
            "INSERT INTO appointment (business_id, id, customer_id, technician_id, starts_at, ends_at, window_from, window_to, status, \
            is_emergency, service, description, given_name, family_name, address, \
             address_key, channel, conversation_id, receipts, created_at, updated_at) \
             SELECT {business}, {appointment_id}, {customer_id}, t.id, s.starts_at - {back}, s.ends_at - {back}, s.window_from - \
             {back}, s.window_to - {back}, s.status, s.is_emergency, s.service, \
             s.description, s.given_name, s.family_name, s.address, s.address_key, s.channel, NULL, s.receipts, {at}, {at} FROM \
             {{copies}} AS round CROSS JOIN sample_appointment s \
             JOIN sample_technician t ON t.business_id = {business} AND t.place = (round.number + s.place) % 3"
        );
        vec![customer, appointment]
    }
}

/// How far back a copy lies, in milliseconds.
fn back() -> String {
    format!("({WEEK_MILLISECONDS} * (round.number % {WEEKS}))")
}
