//! What the machine says about processes: processor time and memory.

use std::fs;
use std::time::Duration;

/// Linux counts processor time in hundredths of a second, whatever its own clock does.
const TICKS_A_SECOND: u64 = 100;

/// User and system time of a process, with that of its threads.
pub(crate) fn processor_time(process: u32) -> Option<Duration> {
    let stat = Stat::read(process)?;
    Some(Duration::from_millis(stat.ticks * 1000 / TICKS_A_SECOND))
}

/// User and system time of a process and its children, those that have ended included.
pub(crate) fn processor_time_of_family(parent: u32) -> Option<Duration> {
    let own = Stat::read(parent)?;
    let processes = fs::read_dir("/proc").ok()?.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let children: u64 = processes.filter_map(Stat::read).filter(|stat| stat.parent == parent).map(|stat| stat.ticks).sum();
    Some(Duration::from_millis((own.ticks + own.ticks_of_ended_children + children) * 1000 / TICKS_A_SECOND))
}

/// The parent of a process.
pub(crate) fn parent(process: u32) -> Option<u32> {
    Stat::read(process).map(|stat| stat.parent)
}

/// Resident memory of a process in megabytes: now, and the most it ever had.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Memory {
    pub(crate) now: f64,
    pub(crate) most: f64,
}

impl Memory {
    pub(crate) fn of(process: u32) -> Option<Self> {
        let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
        let megabytes = |name: &str| -> Option<f64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            Some(line.split_whitespace().next()?.parse::<f64>().ok()? / 1024.0)
        };
        Some(Self { now: megabytes("VmRSS:")?, most: megabytes("VmHWM:")? })
    }
}

/// The fields of `/proc/<process>/stat` that count here.
struct Stat {
    parent: u32,
    ticks: u64,
    ticks_of_ended_children: u64,
}

impl Stat {
    fn read(process: u32) -> Option<Self> {
        let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        // The name before it stands in brackets and may hold anything, brackets and blanks included.
        let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
        let number = |index: usize| fields.get(index).and_then(|field| field.parse::<u64>().ok());
        Some(Self {
            parent: u32::try_from(number(1)?).ok()?,
            ticks: number(11)? + number(12)?,
            ticks_of_ended_children: number(13)? + number(14)?,
        })
    }
}
