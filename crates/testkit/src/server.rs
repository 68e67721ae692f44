//! A server in a process of its own, for as long as a test needs it.

use std::io::{self, BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running server; killed when it is dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Where it listens: `host:port`.
    pub address: String,
    /// Kept open, so that the server can go on writing.
    _out: BufReader<ChildStdout>,
}

impl Server {
    /// Starts a program and waits until it prints its address, the first that begins with `http://`.
    ///
    /// # Errors
    /// When it cannot be started or ends without printing one.
    pub fn start(command: &mut Command) -> io::Result<Self> {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let Some(out) = child.stdout.take() else { return Err(io::ErrorKind::BrokenPipe.into()) };
        let mut out = BufReader::new(out);
        let mut line = String::new();
        while out.read_line(&mut line)? > 0 {
            if let Some((_, address)) = line.split_once("http://") {
                let end = address.find(['/', '"', '\n']).unwrap_or(address.len());
                let address = address.get(..end).unwrap_or_default().to_owned();
                return Ok(Self { child, address, _out: out });
            }
            line.clear();
        }
        let status = child.wait()?;
        Err(io::Error::other(format!("the server ended: {status}")))
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to stop, and waits until it has.
    ///
    /// # Errors
    /// When it cannot be asked.
    pub fn stop(mut self) -> io::Result<bool> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        self.child.wait().map(|status| status.success())
    }

    /// Ends it at once, without a word, as a power cut would.
    ///
    /// # Errors
    /// When it cannot be killed.
    pub fn kill(mut self) -> io::Result<()> {
        self.child.kill()?;
        self.child.wait().map(drop)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended already cannot be killed again.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
