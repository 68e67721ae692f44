// The API’s document as those read it who do not know us: two linters, and two generators whose clients book.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { startDemo } from "../../../e2e/lib/demo.js";

const HERE = fileURLToPath(new URL("..", import.meta.url));
const GENERATED = join(HERE, ".scratch");
const DOCUMENT = join(GENERATED, "openapi.json");
const PYTHON = join(GENERATED, "venv/bin");

/** How much a program may print, in bytes. */
const PRINTED_MOST = 16 * 1024 * 1024;

/** A linter has nobody to tell that it ran. */
const QUIET = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };

let demo;

/** Runs a program in the folder of these tools, and gives what it printed; one that fails says why. */
async function run(program, words, env = {}) {
  const options = { cwd: HERE, env: { ...process.env, ...env }, maxBuffer: PRINTED_MOST };
  try {
    const { stdout } = await promisify(execFile)(program, words, options);
    return stdout;
  } catch (error) {
    throw new Error(`${program} ${words.join(" ")}\n${error.stdout ?? ""}\n${error.stderr ?? error.message}`);
  }
}

/** A program that a package of npm brings. */
const tool = (name, words) => run(join(HERE, "node_modules/.bin", name), words, QUIET);

before(async () => {
  await rm(GENERATED, { recursive: true, force: true });
  await mkdir(GENERATED, { recursive: true });
  demo = await startDemo();
  // The document of the market that is asked.
  const answer = await fetch(`${demo.url}/api/openapi.json`);
  await writeFile(DOCUMENT, await answer.text());
});

after(() => demo?.stop());

test("redocly finds nothing in the document", async () => {
  await tool("redocly", ["lint", "--config", "redocly.yaml", DOCUMENT]);
});

test("spectral finds nothing in the document", async () => {
  await tool("spectral", ["lint", "--ruleset", ".spectral.yaml", "--fail-severity", "hint", DOCUMENT]);
});

test("a client in TypeScript books", async () => {
  const schema = join(GENERATED, "schema.d.ts");
  // What has a default may be left out of a body.
  await tool("openapi-typescript", [DOCUMENT, "--output", schema, "--default-non-nullable", "false"]);
  await tool("tsc", ["--project", "tsconfig.json"]);
  const { book } = await import(join(GENERATED, "compiled/clients/book.js"));
  const { stage, paid, lines } = await book(demo.url);
  assert.equal(stage, "booked");
  assert.ok(paid > 0, `${paid}`);
  assert.ok(lines >= 2, `${lines}`);
});

test("a client in Python books", async () => {
  await run("python3", ["-m", "venv", join(GENERATED, "venv")]);
  const pip = ["install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt", "-c", "constraints.txt"];
  await run(join(PYTHON, "pip"), pip);
  const client = join(GENERATED, "python/poems_client");
  await mkdir(join(GENERATED, "python"), { recursive: true });
  const generate = ["generate", "--path", DOCUMENT, "--output-path", client, "--meta", "none", "--config", "python.yaml"];
  await run(join(PYTHON, "openapi-python-client"), [...generate, "--fail-on-warning"]);
  const said = await run(join(PYTHON, "python"), ["clients/book.py", demo.url], { PYTHONPATH: join(GENERATED, "python") });
  const [stage, paid, lines] = said.trim().split(" ");
  assert.equal(stage, "booked");
  assert.ok(Number(paid) > 0, said);
  assert.ok(Number(lines) >= 2, said);
});
