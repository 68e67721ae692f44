//! Whether a history of concurrent commands could have come about one after another, in an order that agrees with when each
//! was asked and answered.
//!
//! Every command reads some rows and appends a value of its own to some of those it read. A row is the list of what was
//! appended to it, so the rows themselves tell in which order they were written, and what each command saw. From that
//! follow the edges of a graph: who wrote after whom, who read whose value, who wrote over what somebody had read. A cycle is an order
//! that cannot be; its edges say what kind of fault it is. After Adya, and Kingsbury and Alvaro, "Elle" (VLDB 2021).

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;

/// The number of a row, or of a value.
pub type Number = u64;

/// What became of a command, as whoever asked was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It was carried out.
    Done,
    /// It was not, and never will be.
    Failed,
    /// Nothing that says which.
    Unsure,
}

/// A command that was asked for.
#[derive(Clone, Debug)]
pub struct Act {
    /// What became of it.
    pub told: Told,
    /// The rows that it read, as they were when it was decided; known only of what was carried out.
    pub saw: BTreeMap<Number, Vec<Number>>,
    /// To which rows it appends which value of its own.
    pub appends: BTreeMap<Number, Number>,
    /// When it was asked for, on a counter of the test's.
    pub asked: u64,
    /// When it was answered, on the same counter.
    pub answered: u64,
}

/// What must not be. The numbers of commands are their places in the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anomaly {
    /// Two commands saw a row as it was at the same time, and one wrote over the other.
    LostUpdate {
        /// Which row.
        row: Number,
        /// The two.
        acts: [usize; 2],
    },
    /// It was carried out, and what it appended is not there, although nobody wrote over it.
    Lost {
        /// Which row.
        row: Number,
        /// Which command.
        act: usize,
    },
    /// A value is in a row twice.
    Doubled {
        /// Which row.
        row: Number,
        /// Which value.
        value: Number,
    },
    /// Somebody saw a value, or it is there at the end, whose command failed or was never asked for.
    Aborted {
        /// Which row.
        row: Number,
        /// Which value.
        value: Number,
    },
    /// Somebody saw a row as it never was.
    NeverWas {
        /// Which row.
        row: Number,
        /// Who saw it.
        act: usize,
    },
    /// Commands that saw or wrote over each other in a circle.
    Circular(Vec<usize>),
    /// Such a circle with one command in it that did not see what another wrote: what it read was of two moments.
    ReadSkew(Vec<usize>),
    /// Such a circle with several that did not see what the next wrote, each of which was right by itself.
    WriteSkew(Vec<usize>),
    /// A command was decided upon what was older than an answer that had been given before it was asked for.
    StaleRead(Vec<usize>),
}

impl fmt::Display for Anomaly {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self:?}")
    }
}

/// How one command comes before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Edge {
    /// It wrote what the other saw or wrote over.
    Wrote,
    /// It did not see what the other wrote.
    Unseen,
    /// It was answered before the other was asked for.
    Earlier,
}

type Graph = Vec<BTreeSet<(usize, Edge)>>;

/// Everything that must not be in a history that ended with these rows; nothing when it is sound.
pub fn anomalies(acts: &[Act], last: &BTreeMap<Number, Vec<Number>>) -> Vec<Anomaly> {
    let mut found = of_rows(acts, last);
    found.extend(of_order(acts, last));
    found
}

/// What the rows show by themselves.
fn of_rows(acts: &[Act], last: &BTreeMap<Number, Vec<Number>>) -> Vec<Anomaly> {
    let mut found = Vec::new();
    let failed = |told| told == Told::Failed;
    let writers = writers(acts);
    for (row, values) in last {
        let mut once = BTreeSet::new();
        for value in values {
            if !once.insert(value) {
                found.push(Anomaly::Doubled { row: *row, value: *value });
            }
            if writers.get(&(*row, *value)).and_then(|at| acts.get(*at)).is_none_or(|act| failed(act.told)) {
                found.push(Anomaly::Aborted { row: *row, value: *value });
            }
        }
    }
    let is_done = |(_, act): &(usize, &Act)| act.told == Told::Done;
    for (at, act) in acts.iter().enumerate().filter(is_done) {
        for (row, value) in &act.appends {
            if last.get(row).is_some_and(|values| values.contains(value)) {
                continue;
            }
            let wrote_over = acts.iter().enumerate().filter(is_done).find(|(other, rival)| {
                *other != at && rival.appends.contains_key(row) && rival.saw.get(row) == act.saw.get(row)
            });
            found.push(match wrote_over {
                Some((other, _)) => Anomaly::LostUpdate { row: *row, acts: [at, other] },
                None => Anomaly::Lost { row: *row, act: at },
            });
        }
        for (row, seen) in &act.saw {
            if !last.get(row).map_or(&[][..], Vec::as_slice).starts_with(seen) {
                found.push(Anomaly::NeverWas { row: *row, act: at });
            }
        }
    }
    found
}

/// What no order of the commands can explain.
fn of_order(acts: &[Act], last: &BTreeMap<Number, Vec<Number>>) -> Option<Anomaly> {
    let data = graph(acts, last);
    if let Some(circle) = circle(&data, &[Edge::Wrote]) {
        return Some(Anomaly::Circular(places(&circle)));
    }
    if let Some(circle) = circle(&data, &[Edge::Wrote, Edge::Unseen]) {
        let unseen = circle.iter().filter(|(_, edge)| *edge == Edge::Unseen).count();
        let acts = places(&circle);
        return Some(if unseen > 1 { Anomaly::WriteSkew(acts) } else { Anomaly::ReadSkew(acts) });
    }
    let timed = with_time(data, acts);
    circle(&timed, &[Edge::Wrote, Edge::Unseen, Edge::Earlier])
        .map(|circle| Anomaly::StaleRead(places(&circle)))
}

fn places(circle: &[(usize, Edge)]) -> Vec<usize> {
    circle.iter().map(|(at, _)| *at).collect()
}

/// Whose each value is.
fn writers(acts: &[Act]) -> BTreeMap<(Number, Number), usize> {
    let all = acts.iter().enumerate();
    all.flat_map(|(at, act)| act.appends.iter().map(move |(row, value)| ((*row, *value), at))).collect()
}

fn graph(acts: &[Act], last: &BTreeMap<Number, Vec<Number>>) -> Graph {
    let mut graph = vec![BTreeSet::new(); acts.len()];
    let writers = writers(acts);
    let mut lead = |from: usize, to: usize, edge: Edge| {
        if from != to
            && let Some(edges) = graph.get_mut(from)
        {
            edges.insert((to, edge));
        }
    };
    let writer = |row: Number, value: Option<&Number>| writers.get(&(row, *value?)).copied();
    for (row, values) in last {
        for (one, next) in values.iter().zip(values.iter().skip(1)) {
            if let (Some(one), Some(next)) = (writer(*row, Some(one)), writer(*row, Some(next))) {
                lead(one, next, Edge::Wrote);
            }
        }
        for (at, act) in acts.iter().enumerate() {
            let Some(seen) = act.saw.get(row) else { continue };
            if let Some(before) = writer(*row, seen.last()) {
                lead(before, at, Edge::Wrote);
            }
            if let Some(after) = writer(*row, values.get(seen.len())) {
                lead(at, after, Edge::Unseen);
            }
        }
    }
    graph
}

/// With an edge from each command to those that were asked for after its answer. What follows from others is left out: an
/// edge to all that were asked for before the first of them was answered says the same.
fn with_time(mut graph: Graph, acts: &[Act]) -> Graph {
    let done = |act: &&(usize, &Act)| act.1.told == Told::Done;
    let all: Vec<_> = acts.iter().enumerate().collect();
    for (from, act) in all.iter().filter(done) {
        let later = || all.iter().filter(done).filter(|(_, other)| other.asked > act.answered);
        let Some(first) = later().map(|(_, other)| other.answered).min() else { continue };
        let next = later().filter(|(_, other)| other.asked <= first).map(|(to, _)| (*to, Edge::Earlier));
        if let Some(edges) = graph.get_mut(*from) {
            edges.extend(next);
        }
    }
    graph
}

/// A circle over edges of these kinds, as short as there is one through where it was found; each place with the edge that leaves it.
fn circle(graph: &Graph, kinds: &[Edge]) -> Option<Vec<(usize, Edge)>> {
    let edges = |at: usize| {
        graph
            .get(at)
            .into_iter()
            .flatten()
            .filter(|(_, edge)| kinds.contains(edge))
            .copied()
            .collect::<Vec<_>>()
    };
    let left = in_circles(graph.len(), &edges);
    left.iter().filter_map(|start| back_to(*start, &left, &edges)).min_by_key(Vec::len)
}

/// The places that are left when again and again those are taken away from which nothing leads on, or to which nothing leads.
fn in_circles(count: usize, edges: &impl Fn(usize) -> Vec<(usize, Edge)>) -> BTreeSet<usize> {
    let mut left: BTreeSet<usize> = (0..count).collect();
    loop {
        let reached: BTreeSet<usize> = left.iter().flat_map(|at| edges(*at)).map(|(to, _)| to).collect();
        let leads_on = |at: &usize| edges(*at).iter().any(|(to, _)| left.contains(to));
        let next: BTreeSet<usize> =
            left.iter().filter(|at| reached.contains(at) && leads_on(at)).copied().collect();
        if next.len() == left.len() {
            return left;
        }
        left = next;
    }
}

/// The shortest way from a place back to it.
fn back_to(
    start: usize,
    left: &BTreeSet<usize>,
    edges: &impl Fn(usize) -> Vec<(usize, Edge)>,
) -> Option<Vec<(usize, Edge)>> {
    let mut came: BTreeMap<usize, (usize, Edge)> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for (to, edge) in edges(at).into_iter().filter(|(to, _)| left.contains(to)) {
            if let Entry::Vacant(new) = came.entry(to) {
                new.insert((at, edge));
                queue.push_back(to);
            }
            if to == start {
                let mut way = Vec::new();
                let mut here = start;
                while let Some((from, edge)) = came.get(&here) {
                    way.push((*from, *edge));
                    here = *from;
                    if here == start {
                        break;
                    }
                }
                way.reverse();
                return Some(way);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A command that was carried out between two moments: what it saw, and the value that it appended to which rows.
    fn act(time: [u64; 2], saw: &[(u64, &[u64])], value: u64, to: &[u64]) -> Act {
        let saw = saw.iter().map(|(row, values)| (*row, values.to_vec())).collect();
        let appends = to.iter().map(|row| (*row, value)).collect();
        Act { told: Told::Done, saw, appends, asked: time[0], answered: time[1] }
    }

    fn last(rows: &[(u64, &[u64])]) -> BTreeMap<u64, Vec<u64>> {
        rows.iter().map(|(row, values)| (*row, values.to_vec())).collect()
    }

    #[test]
    fn one_after_another_is_sound() {
        let acts = [
            act([0, 1], &[(1, &[]), (2, &[])], 10, &[1]),
            act([2, 5], &[(1, &[10]), (2, &[])], 11, &[2]),
            act([3, 6], &[(1, &[10]), (2, &[11])], 12, &[1, 2]),
        ];
        assert_eq!(anomalies(&acts, &last(&[(1, &[10, 12]), (2, &[11, 12])])), []);
    }

    #[test]
    fn whoever_is_written_over_is_found() {
        let acts = [act([0, 3], &[(1, &[])], 10, &[1]), act([1, 2], &[(1, &[])], 11, &[1])];
        let found = anomalies(&acts, &last(&[(1, &[11])]));
        assert!(found.contains(&Anomaly::LostUpdate { row: 1, acts: [0, 1] }), "{found:?}");
    }

    #[test]
    fn two_that_each_saw_the_other_s_row_as_it_was_are_found() {
        let acts =
            [act([0, 3], &[(1, &[]), (2, &[])], 10, &[1]), act([1, 2], &[(1, &[]), (2, &[])], 11, &[2])];
        assert_eq!(anomalies(&acts, &last(&[(1, &[10]), (2, &[11])])), [Anomaly::WriteSkew(vec![0, 1])]);
    }

    #[test]
    fn whoever_saw_half_of_another_is_found() {
        let acts =
            [act([0, 3], &[(1, &[]), (2, &[])], 10, &[1, 2]), act([1, 2], &[(1, &[10]), (2, &[])], 11, &[3])];
        let found = anomalies(&acts, &last(&[(1, &[10]), (2, &[10]), (3, &[11])]));
        assert_eq!(found, [Anomaly::ReadSkew(vec![0, 1])]);
    }

    #[test]
    fn two_that_saw_each_other_are_found() {
        let acts =
            [act([0, 3], &[(1, &[]), (2, &[11])], 10, &[1]), act([1, 2], &[(1, &[10]), (2, &[])], 11, &[2])];
        assert_eq!(anomalies(&acts, &last(&[(1, &[10]), (2, &[11])])), [Anomaly::Circular(vec![0, 1])]);
    }

    #[test]
    fn whoever_did_not_see_what_had_been_answered_is_found_and_at_the_same_time_it_is_sound() {
        let acts =
            |asked| [act([0, 1], &[(1, &[])], 10, &[1]), act([asked, 3], &[(1, &[]), (2, &[])], 11, &[2])];
        let rows = last(&[(1, &[10]), (2, &[11])]);
        assert_eq!(anomalies(&acts(2), &rows), [Anomaly::StaleRead(vec![0, 1])]);
        assert_eq!(anomalies(&acts(0), &rows), []);
    }

    #[test]
    fn what_failed_and_is_there_and_what_was_done_and_is_not_is_found() {
        let mut failed = act([0, 1], &[], 10, &[1]);
        failed.told = Told::Failed;
        let found = anomalies(&[failed.clone()], &last(&[(1, &[10])]));
        assert_eq!(found, [Anomaly::Aborted { row: 1, value: 10 }]);
        assert_eq!(anomalies(&[failed], &last(&[(1, &[])])), []);
        let mut unsure = act([0, 1], &[], 10, &[1]);
        unsure.told = Told::Unsure;
        for values in [&[][..], &[10]] {
            assert_eq!(anomalies(std::slice::from_ref(&unsure), &last(&[(1, values)])), []);
        }
        let done = act([0, 1], &[(1, &[])], 10, &[1]);
        assert_eq!(anomalies(&[done], &last(&[(1, &[])])), [Anomaly::Lost { row: 1, act: 0 }]);
    }

    #[test]
    fn what_is_there_twice_and_what_never_was_is_found() {
        let acts = [act([0, 1], &[(1, &[])], 10, &[1]), act([2, 3], &[(1, &[12])], 11, &[2])];
        let found = anomalies(&acts, &last(&[(1, &[10, 10]), (2, &[11])]));
        assert!(found.contains(&Anomaly::Doubled { row: 1, value: 10 }), "{found:?}");
        assert!(found.contains(&Anomaly::NeverWas { row: 1, act: 1 }), "{found:?}");
    }
}
