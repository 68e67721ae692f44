//! What stands between a program and its database and cuts their connections, also in the middle of a commit.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

const COMMIT: &[u8] = b"COMMIT";
/// What a program says to a server that does not wait for the disk, and what it is made to say.
const INSISTS: &[u8] = b"'synchronous_commit', 'on', false";
const GIVES_IN: &[u8] = b"'synchronous_commit','off', false";

/// A listener that passes on what it is sent.
#[derive(Debug)]
pub struct Proxy {
    /// Where it listens: `host:port`.
    pub address: String,
    way: Arc<Way>,
}

#[derive(Debug)]
struct Way {
    to: String,
    open: Mutex<Vec<TcpStream>>,
    /// How many commits pass before one is cut off from its answer; none when zero.
    commits_left: AtomicU64,
    cut: AtomicU64,
    gives_in: bool,
    is_over: AtomicBool,
}

impl Proxy {
    /// Listens at a free port, for a server at `host:port`.
    ///
    /// # Errors
    /// When it cannot listen.
    pub fn before(to: &str) -> io::Result<Self> {
        Self::new(to, false)
    }

    /// One through which a program does not hear that its server waits for no disk, and cannot tell it to.
    ///
    /// # Errors
    /// As [`Proxy::before`].
    pub fn without_durability(to: &str) -> io::Result<Self> {
        Self::new(to, true)
    }

    fn new(to: &str, gives_in: bool) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?.to_string();
        let way = Arc::new(Way {
            to: to.to_owned(),
            open: Mutex::default(),
            commits_left: AtomicU64::new(0),
            cut: AtomicU64::new(0),
            gives_in,
            is_over: AtomicBool::new(false),
        });
        let own = Arc::clone(&way);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if own.is_over.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(client) = stream else { continue };
                // A server that is gone: the program sees its connection end.
                let Ok(server) = TcpStream::connect(&own.to) else { continue };
                let _slower = client.set_nodelay(true).and(server.set_nodelay(true));
                own.pass(&client, &server);
            }
        });
        Ok(Self { address, way })
    }

    /// Cuts every connection now.
    pub fn cut(&self) {
        self.way.cut();
    }

    /// Passes the next commits but one on, and that one too, and then cuts everything before its answer comes.
    pub fn cut_after_commits(&self, commits: u64) {
        self.way.commits_left.store(commits.saturating_add(1), Ordering::SeqCst);
    }

    /// How many commits were cut off from their answers.
    pub fn commits_cut(&self) -> u64 {
        self.way.cut.load(Ordering::SeqCst)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.way.is_over.store(true, Ordering::SeqCst);
        self.way.cut();
        // Wakes the listener, so that it ends.
        let _woken = TcpStream::connect(&self.address);
    }
}

impl Way {
    fn cut(&self) {
        for stream in self.open.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            let _gone = stream.shutdown(Shutdown::Both);
        }
    }

    fn pass(self: &Arc<Self>, client: &TcpStream, server: &TcpStream) {
        for (from, to, asks) in [(client, server, true), (server, client, false)] {
            let (Ok(mut from), Ok(mut to), Ok(kept)) = (from.try_clone(), to.try_clone(), from.try_clone())
            else {
                return;
            };
            self.open.lock().unwrap_or_else(PoisonError::into_inner).push(kept);
            let way = Arc::clone(self);
            thread::spawn(move || {
                let mut bytes = vec![0; 1 << 16];
                while let Ok(count @ 1..) = from.read(&mut bytes) {
                    let Some(sent) = bytes.get_mut(..count) else { break };
                    if way.gives_in && asks {
                        give_in(sent);
                    }
                    let is_cut = asks && way.is_the_one(sent);
                    if to.write_all(sent).is_err() {
                        break;
                    }
                    if is_cut {
                        way.cut();
                        break;
                    }
                }
                let _gone = from.shutdown(Shutdown::Both).and(to.shutdown(Shutdown::Both));
            });
        }
    }

    /// Whether this is the commit that is to be cut off from its answer.
    fn is_the_one(&self, sent: &[u8]) -> bool {
        if !sent.windows(COMMIT.len()).any(|window| window == COMMIT) {
            return false;
        }
        let one_less = |left: u64| left.checked_sub(1);
        let left = self.commits_left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less);
        let is_it = left == Ok(1);
        self.cut.fetch_add(u64::from(is_it), Ordering::SeqCst);
        is_it
    }
}

fn give_in(sent: &mut [u8]) {
    let found = sent.windows(INSISTS.len()).position(|window| window == INSISTS);
    if let Some(place) = found.and_then(|at| sent.get_mut(at..at + INSISTS.len())) {
        place.copy_from_slice(GIVES_IN);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_insists_on_is_as_long_as_what_it_is_made_to_say() {
        let mut sent = b"SELECT set_config('synchronous_commit', 'on', false) WHERE".to_vec();
        give_in(&mut sent);
        assert_eq!(sent, b"SELECT set_config('synchronous_commit','off', false) WHERE");
    }

    #[test]
    fn the_commit_that_was_named_reaches_the_server_and_its_answer_nobody() {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = Proxy::before(&server.local_addr().unwrap().to_string()).unwrap();
        let mut client = TcpStream::connect(&proxy.address).unwrap();
        let (mut there, _) = server.accept().unwrap();
        let mut heard = [0; 6];
        proxy.cut_after_commits(1);
        client.write_all(COMMIT).unwrap();
        there.read_exact(&mut heard).unwrap();
        there.write_all(b"done").unwrap();
        let mut answer = [0; 4];
        client.read_exact(&mut answer).unwrap();
        assert_eq!((&answer, proxy.commits_cut()), (b"done", 0));
        client.write_all(COMMIT).unwrap();
        there.read_exact(&mut heard).unwrap();
        assert_eq!((&heard, client.read(&mut answer).unwrap_or(0), proxy.commits_cut()), (b"COMMIT", 0, 1));
    }
}
