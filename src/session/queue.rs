//! One check at a time, and of those that wait only the newest.

use super::input::Input;

/// A numbered request to the core.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its number; later ones are greater.
    pub id: u32,
    /// What to check.
    pub input: Input,
}

/// What is asked of the core: at most one job is on its way, and at most one waits. So the
/// latest input wins, and fast typing asks for as many checks as the core can do, no more.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    last: u32,
    in_flight: Option<Job>,
    waiting: Option<Job>,
}

impl Queue {
    /// Takes an input in; gives the job to send now, if the core is free.
    pub fn push(&mut self, input: Input) -> Option<Job> {
        self.last += 1;
        let job = Job { id: self.last, input };
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

    fn input(text: &str) -> Input {
        Input::text("甲", text)
    }

    #[test]
    fn the_newest_waits_and_the_ones_between_are_dropped() {
        let mut queue = Queue::default();
        let first = queue.push(input("1")).unwrap();
        assert_eq!(queue.push(input("2")), None);
        assert_eq!(queue.push(input("3")), None);
        let (done, next) = queue.answered(first.id).unwrap();
        assert_eq!(done, first);
        let next = next.unwrap();
        assert_eq!(next.input, input("3"));
        assert_eq!(queue.answered(next.id).unwrap().1, None);
        assert!(queue.push(input("4")).is_some());
    }

    #[test]
    fn an_answer_after_a_stop_is_none() {
        let mut queue = Queue::default();
        let first = queue.push(input("1")).unwrap();
        queue.clear();
        assert_eq!(queue.answered(first.id), None);
    }
}
