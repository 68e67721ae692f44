// Starts the product’s demo on a free port with a market of its own, and stops it.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const BUILT = fileURLToPath(new URL("../../target/debug/poems", import.meta.url));
const PROGRAM = process.env.POEMS_PROGRAM ?? BUILT;

/** The first address of a loopback port that the demo prints is where it listens; then it is ready. */
const READY = /https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+/u;

/** How long a debug build may take to make its market, in milliseconds. */
const PATIENCE = 180_000;

/**
 * A running demo: `url` without a slash at the end, `lines` printed so far and `stop()`.
 * `words` are further arguments of `poems demo`; `host` is what it is called.
 */
export async function startDemo(words = [], host = "127.0.0.1") {
  const folder = await mkdtemp(join(tmpdir(), "poems-e2e-"));
  const all = ["demo", "--data", folder, "--listen", `${host}:0`, ...words];
  const child = spawn(PROGRAM, all, { stdio: ["ignore", "pipe", "pipe"] });
  const gone = new Promise((resolve) => child.once("close", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    await gone;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return { ...(await ready(child)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function ready(child) {
  const lines = [];
  return new Promise((resolve, reject) => {
    const settle = (how, what) => {
      clearTimeout(late);
      how(what);
    };
    const fail = (why) => settle(reject, new Error(`${PROGRAM} demo ${why}\n${lines.join("\n")}`));
    const late = setTimeout(() => fail(`was not ready after ${PATIENCE} ms`), PATIENCE);
    child.once("error", (error) => fail(error.message));
    child.once("close", (code) => fail(`ended with ${code}`));
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        const found = READY.exec(line);
        if (found) settle(resolve, { url: found[0], lines });
      });
    }
  });
}
