//! The service as a process: killed, restarted, without its database, and started wrongly.

use crate::support::{
    ACCOUNT, ADMIN_KEY, Database, FakeCarrier, OWNER_TOKEN, Person, SECRETS_KEY, Shop, TWILIO_TOKEN, answer_to, client, is_booked, read,
};
use reqwest::Method;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};

/// The binary under test.
const BINARY: &str = env!("CARGO_BIN_EXE_frontdesk");

/// What a process has written so far, and a bell for those who wait for more.
#[derive(Default)]
struct Log {
    lines: Mutex<Vec<String>>,
    more: Condvar,
}

/// A running `frontdesk serve`.
pub struct Process {
    child: Option<Child>,
    port: u16,
    /// No file may grow beyond this many kilobytes, as on a full disk.
    largest_file: Option<u32>,
    /// Where the carrier's API is, for one whose texts leave.
    carrier: Option<String>,
    database: Option<Database>,
    log: Arc<Log>,
}

impl Process {
    /// Starts the service on a database.
    pub async fn start(database: Database) -> Self {
        Self::start_as(database, None, None).await
    }

    /// Starts the service with a carrier through which its texts leave.
    pub async fn start_with_carrier(database: Database, carrier: &FakeCarrier) -> Self {
        Self::start_as(database, None, Some(carrier.base.clone())).await
    }

    async fn start_as(database: Database, largest_file: Option<u32>, carrier: Option<String>) -> Self {
        let port = free_port();
        let mut process = Self { child: None, port, largest_file, carrier, database: Some(database), log: Arc::default() };
        process.run().await;
        process
    }

    /// Its database.
    pub fn database(&self) -> &Database {
        self.database.as_ref().expect("a database")
    }

    fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn command(&self) -> Command {
        let url = self.database().url();
        // A limit that is reached is an error of the write, as it is where the disk is full, once its signal is ignored.
        let limit = self.largest_file.map_or_else(String::new, |kilobytes| format!("trap '' XFSZ; ulimit -f {kilobytes}; "));
        let mut command = Command::new("bash");
        command.arg("-c").arg(format!("{limit}exec {BINARY} serve"));
        command.env_clear().stdout(Stdio::piped()).stderr(Stdio::null());
        for (name, value) in [
            ("DATABASE_URL", url),
            ("PORT", &self.port.to_string()),
            ("ADMIN_API_KEY", ADMIN_KEY),
            ("OWNER_DASHBOARD_TOKEN", OWNER_TOKEN),
            ("TWILIO_AUTH_TOKEN", TWILIO_TOKEN),
            ("SECRETS_KEY", SECRETS_KEY),
            ("SMS_FROM_NUMBER", "+18165550100"),
        ] {
            command.env(name, value);
        }
        if let Some(carrier) = &self.carrier {
            command.env("SMS_PROVIDER", "twilio").env("TWILIO_API_BASE_URL", carrier).env("TWILIO_ACCOUNT_SID", ACCOUNT);
        }
        command
    }

    /// Starts, or starts anew, and waits for the line that says so.
    async fn run(&mut self) {
        let mut child = self.command().spawn().expect("the binary");
        let output = BufReader::new(child.stdout.take().expect("its output"));
        let log = self.log.clone();
        let before = self.count("service_started");
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                log.lines.lock().expect("the log").push(line);
                log.more.notify_all();
            }
        });
        self.child = Some(child);
        self.until(move |lines| lines.iter().filter(|line| line.contains("service_started")).count() > before).await;
    }

    fn count(&self, event: &str) -> usize {
        self.log.lines.lock().expect("the log").iter().filter(|line| line.contains(event)).count()
    }

    /// Waits until the log says so.
    pub async fn until_logged(&self, event: &'static str) {
        self.until(move |lines| lines.iter().any(|line| line.contains(event))).await;
    }

    async fn until(&self, is_so: impl Fn(&[String]) -> bool + Send + 'static) {
        let log = self.log.clone();
        let waiting = tokio::task::spawn_blocking(move || {
            let lines = log.lines.lock().expect("the log");
            let limit = std::time::Duration::from_secs(30);
            let (_lines, result) = log.more.wait_timeout_while(lines, limit, |lines| !is_so(lines)).expect("the log");
            assert!(!result.timed_out(), "the log did not say so within 30 seconds");
        });
        waiting.await.expect("a line of the log");
    }

    /// Every line of the log.
    pub fn log(&self) -> Vec<Value> {
        self.log.lines.lock().expect("the log").iter().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    }

    /// The log as text.
    pub fn log_text(&self) -> String {
        self.log.lines.lock().expect("the log").join("\n")
    }

    /// Takes on a business.
    pub async fn shop(&self, id: &str) -> Shop {
        let body = json!({ "id": id, "name": "Bristol Plumbing", "phone_numbers": ["+19135550190"], "owner_phone": "+18165550177" });
        let request =
            client().request(Method::POST, format!("{}/v1/admin/businesses", self.base())).header("X-Admin-API-Key", ADMIN_KEY).json(&body);
        let (status, made) = read(request).await;
        assert_eq!(status, 201, "{made}");
        Shop::at(&self.base(), id, "+19135550190", &made)
    }

    /// A call that nobody signed.
    pub async fn unsigned_call(&self) {
        let request = client().post(format!("{}/twilio/voice", self.base())).form(&[("CallSid", "CAunsigned")]);
        assert_eq!(read(request).await.0, 403);
    }

    /// Ends at once, as a power cut would.
    pub fn kill(&mut self) {
        let mut child = self.child.take().expect("a running process");
        child.kill().expect("a process that can be killed");
        child.wait().expect("an end");
    }

    /// Ends the story.
    pub async fn stop(mut self) {
        if self.child.is_some() {
            self.kill();
        }
        self.database.take().expect("a database").remove().await;
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("an address").port()
}

/// One call, with a kill after every single turn: what was answered before is remembered after.
async fn a_call_survives_a_kill_after_every_turn(database: Database) {
    let mut process = Process::start(database).await;
    let shop = process.shop("ace").await;
    let (mut call, mut heard) = shop.call("+18165550123").await;
    let mut said = vec![heard.clone()];
    while !is_booked(&heard) {
        process.kill();
        process.run().await;
        heard = call.say(&answer_to(&Person::default(), &heard)).await.expect("an answer");
        assert!(!said.contains(&heard), "asked again: {heard}\n{said:#?}");
        said.push(heard.clone());
    }
    process.kill();
    process.run().await;
    assert_eq!(shop.appointments().await.len(), 1);
    let id = shop.conversations().await[0]["id"].as_str().expect("an id").to_owned();
    let messages = shop.conversation(&id).await["messages"].as_array().expect("messages").len();
    assert_eq!(messages, said.len() * 2 - 1);
    process.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_survives_kills_on_sqlite() {
    a_call_survives_a_kill_after_every_turn(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_survives_kills_on_postgresql() {
    if let Some(database) = Database::postgres().await {
        a_call_survives_a_kill_after_every_turn(database).await;
    }
}

/// Killed while many turns are under way: whatever was answered is stored, and nothing is stored twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_in_the_middle_loses_nothing_that_was_answered() {
    let mut process = Process::start(Database::sqlite()).await;
    let shop = process.shop("ace").await;
    let answered: Arc<Mutex<Vec<String>>> = Arc::default();
    let mut texters = Vec::new();
    for number in 0..8 {
        let (shop, answered) = (shop.clone(), answered.clone());
        texters.push(tokio::spawn(async move {
            let thread = shop.texter(&format!("+1816555{:04}", 500 + number));
            for turn in 0.. {
                let sid = format!("SMkill{number}x{turn}");
                match thread.write(&sid, "my faucet drips").await {
                    Ok(_) => answered.lock().expect("a list").push(sid),
                    Err(_) => return,
                }
            }
        }));
    }
    let counted = answered.clone();
    let busy = tokio::task::spawn_blocking(move || {
        while counted.lock().expect("a list").len() < 100 {
            std::thread::yield_now();
        }
    });
    busy.await.expect("a hundred answers");
    process.kill();
    for texter in texters {
        texter.await.expect("a texter who gives up");
    }
    process.run().await;
    let mut stored = 0;
    for conversation in shop.conversations().await {
        let detail = shop.conversation(conversation["id"].as_str().expect("an id")).await;
        stored += detail["messages"].as_array().expect("messages").iter().filter(|message| message["role"] == "caller").count();
    }
    let acknowledged = answered.lock().expect("a list").len();
    assert!(stored >= acknowledged, "{acknowledged} were answered, {stored} are stored");
    assert!(stored <= acknowledged + 8, "at most one a texter was stored and not answered");
    process.stop().await;
}

/// PostgreSQL goes away in the middle of a call and comes back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_vanished_database_is_an_apology_and_no_more() {
    let Some(database) = Database::postgres().await else { return };
    let process = Process::start(database).await;
    let shop = process.shop("ace").await;
    let (mut call, _) = shop.call("+18165550123").await;
    let database = process.database();
    database.lock_out().await;
    let heard = call.say("my faucet drips").await.expect("TwiML, whatever happens");
    assert!(heard.contains("say it again"), "{heard}");
    assert!(!call.is_over);
    let (status, _) = read(client().get(format!("{}/readyz", shop.base))).await;
    assert_eq!(status, 503);
    let text = shop.texter("+18165550124").write("SMgone", "hello").await;
    assert!(text.is_err(), "a text that was not kept is not acknowledged");
    database.let_in().await;
    let heard = call.say("my faucet drips").await.expect("an answer");
    assert!(heard.contains('?') && !heard.contains("say it again"), "{heard}");
    process.stop().await;
}

/// Somebody else holds the SQLite file for longer than a caller can wait.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_locked_file_is_an_apology_and_no_more() {
    let process = Process::start(Database::sqlite()).await;
    let shop = process.shop("ace").await;
    let (mut call, _) = shop.call("+18165550123").await;
    let database = process.database();
    let lock = database.hold().await;
    let heard = call.say("my faucet drips").await.expect("TwiML, whatever happens");
    assert!(heard.contains("say it again"), "{heard}");
    lock.release().await;
    let heard = call.say("my faucet drips").await.expect("an answer");
    assert!(heard.contains("name"), "{heard}");
    process.stop().await;
}

/// The disk is full: the caller hears an apology, and once there is room the call goes on with all that was answered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_an_apology_and_no_more() {
    let mut process = Process::start_as(Database::sqlite(), Some(900), None).await;
    let shop = process.shop("ace").await;
    let (mut call, _) = shop.call("+18165550123").await;
    let heard = call.say("my faucet drips").await.expect("an answer");
    assert!(heard.contains("name"), "{heard}");
    fill(&shop).await;
    let heard = call.say(&long_story()).await.expect("TwiML, whatever happens");
    assert!(heard.contains("say it again"), "{heard}");
    process.kill();
    process.largest_file = None;
    process.run().await;
    let heard = call.say("Maria Lopez").await.expect("an answer");
    assert!(heard.contains("address"), "the name was asked for before: {heard}");
    process.stop().await;
}

/// More than a full disk has room for.
fn long_story() -> String {
    "the faucet drips and drips and drips ".repeat(40)
}

/// Texts until no more can be kept.
async fn fill(shop: &Shop) {
    let long = long_story();
    for number in 0..3_000 {
        if shop.texter("+18165550124").write(&format!("SMfill{number}"), &long).await.is_err() {
            return;
        }
    }
    panic!("the disk did not fill");
}

#[test]
fn a_wrong_setting_stops_the_start_with_one_line() {
    for (name, value, words) in [
        ("PORT", "eighty", "frontdesk: PORT is \"eighty\"; it should be a port, 0 to 65535\n"),
        ("ENVIRONMENT", "production", "frontdesk: ADMIN_API_KEY is missing; it must be set outside development"),
        ("DATABASE_URL", "mysql://root:hush@db/x", "frontdesk: DATABASE_URL is"),
    ] {
        let output =
            Command::new(BINARY).arg("serve").env_clear().env(name, value).current_dir(std::env::temp_dir()).output().expect("an end");
        let error = String::from_utf8(output.stderr).expect("text");
        assert!(!output.status.success());
        assert!(error.starts_with(words), "{error}");
        assert_eq!(error.lines().count(), 1, "{error}");
        assert!(!error.contains("hush"));
    }
}

#[test]
fn doctor_tells_what_would_fail() {
    let folder = tempfile::tempdir().expect("a folder");
    let port = free_port().to_string();
    let run = |name: &str, value: &str| {
        let mut command = Command::new(BINARY);
        command.arg("doctor").env_clear().env("PORT", &port).env(name, value).current_dir(folder.path());
        let output = command.output().expect("an end");
        (output.status.success(), String::from_utf8(output.stdout).expect("text"))
    };
    let (is_well, words) = run("ADMIN_API_KEY", "hush-hush-hush");
    assert!(is_well, "{words}");
    assert!(words.contains("ADMIN_API_KEY = set") && !words.contains("hush-hush"), "{words}");
    let (is_well, words) = run("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing");
    assert!(!is_well && words.contains("FAIL DATABASE_URL"), "{words}");
}
