//! One check at a time, and of those that wait only the newest.

use super::changes::Changes;
use super::input::Input;

/// What is asked of the core: the input with everything that was changed in it. A later request
/// holds all that an earlier one holds, so that the earlier one may be dropped.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// What to check.
    pub input: Input,
    /// The changes; `None` when the input was just opened, and is to be taken as it comes.
    pub changes: Option<Changes>,
    /// The table or the cell to compute, by its key, with a number that tells one wish from the
    /// next. It is repeated until it is answered.
    pub compute: Option<(u32, String)>,
}

/// A numbered request to the core.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Its number; later ones are greater.
    pub id: u32,
    /// What is asked.
    pub request: Request,
}

/// What is asked of the core: at most one job is on its way, and at most one waits. So the
/// latest request wins, and fast typing asks for as many checks as the core can do, no more.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    last: u32,
    in_flight: Option<Job>,
    waiting: Option<Job>,
}

impl Queue {
    /// Takes a request in; gives the job to send now, if the core is free.
    pub fn push(&mut self, request: Request) -> Option<Job> {
        self.last += 1;
        let job = Job { id: self.last, request };
        if self.in_flight.is_some() {
            self.waiting = Some(job);
            return None;
        }
        self.in_flight = Some(job.clone());
        Some(job)
    }

    /// Takes an answer in: the job that it is to, and the job to send next. An answer to anything
    /// but the job on its way is none.
    pub fn answered(&mut self, id: u32) -> Option<(Job, Option<Job>)> {
        let job = self.in_flight.take_if(|job| job.id == id)?;
        self.in_flight = self.waiting.take();
        Some((job, self.in_flight.clone()))
    }

    /// The job that is on its way.
    pub fn in_flight(&self) -> Option<&Job> {
        self.in_flight.as_ref()
    }

    /// Forgets everything: the core was stopped.
    pub fn clear(&mut self) {
        self.in_flight = None;
        self.waiting = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(text: &str) -> Request {
        Request { input: Input::text("甲", text), changes: None, compute: None }
    }

    #[test]
    fn the_newest_waits_and_the_ones_between_are_dropped() {
        let mut queue = Queue::default();
        let first = queue.push(request("1")).unwrap();
        assert_eq!(queue.push(request("2")), None);
        assert_eq!(queue.push(request("3")), None);
        let (done, next) = queue.answered(first.id).unwrap();
        assert_eq!(done, first);
        let next = next.unwrap();
        assert_eq!(next.request, request("3"));
        assert_eq!(queue.answered(next.id).unwrap().1, None);
        assert!(queue.push(request("4")).is_some());
    }

    #[test]
    fn an_answer_after_a_stop_is_none() {
        let mut queue = Queue::default();
        let first = queue.push(request("1")).unwrap();
        queue.clear();
        assert_eq!(queue.answered(first.id), None);
    }
}
