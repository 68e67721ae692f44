"""Starts a market, has schemathesis call all that its document names for as long as is given, and says what came of it.

Each call is generated from the document that the market itself serves; hooks.py sees to it that many of them are about what is there.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
METHODS = {"get", "post", "put", "delete"}
# What no generated call can reach further than this, and why. A line that is no longer true fails.
UNREACHED = {}
# Answers that come before the call itself: nobody is signed in, there is no such thing, or it cannot be read.
SAYS_NOTHING = {"400", "401", "404", "405", "413", "415"}
# What is left over is called once more by itself, for so long, in seconds.
ONCE_MORE = 10
# Who calls is chosen by the hooks, and what is somebody's own is not there for others: two of the checks take it for their own doing.
# How a phase that runs in its own time is given what is left of it: what is cheap and reaches everything first.
PHASES = [("examples,fuzzing,stateful", 0.5), ("coverage", 0.5)]


class Market:
    """`poems demo` on a free port of this machine, with a market of its own."""

    def __init__(self, program, database):
        self.folder = tempfile.TemporaryDirectory(prefix="poems-input-")
        words = [program, "--json", "demo", "--data", self.folder.name, "--listen", "127.0.0.1:0"]
        if database:
            words += ["--database", database]
        self.log = open(Path(self.folder.name) / "log", "w+", encoding="utf-8")
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.ready = self.process.stdout.readline()
        if not self.ready:
            self.stop()
            sys.exit(f"the market did not open: {self.said()}")
        self.url = json.loads(self.ready)["url"]

    def said(self):
        self.log.seek(0)
        return self.log.read()[-4_000:]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait()
        return code


def operations(url):
    with urllib.request.urlopen(f"{url}/api/openapi.json") as answer:
        document = json.load(answer)
    return [f"{method.upper()} {path}" for path, item in document["paths"].items() for method in item if method in METHODS]


def generate(market, arguments, phases, seconds, only=()):
    """One run of the generator; whether it found nothing, and what was answered."""
    with tempfile.NamedTemporaryFile() as answers:
        env = os.environ | {
            "INPUT_READY": market.ready, "INPUT_SEED": str(arguments.seed), "INPUT_ANSWERS": answers.name,
            "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1",
        }
        program = Path(sys.executable).with_name("schemathesis")
        words = [
            str(program), "--no-color", "--config-file", str(HERE / "schemathesis.toml"), "run", f"{market.url}/api/openapi.json",
            "--checks", "all", "--exclude-checks", "ignored_auth,ensure_resource_availability", "--phases", phases,
            "--max-time", str(seconds), "--seed", str(arguments.seed), "--continue-on-failure",
            "--generation-database", "none", "--output-sanitize", "false", "--warnings", "off", "--max-examples", str(arguments.examples),
        ]
        for name in only:
            words += ["--include-name", name]
        code = subprocess.run(words, env=env, cwd=market.folder.name, check=False).returncode
        answers.seek(0)
        text = answers.read()
        return code == 0, json.loads(text) if text else {}


def is_reached(counts):
    return any(status not in SAYS_NOTHING for status in counts)


def add(all_answers, answers):
    for name, counts in answers.items():
        kept = all_answers.setdefault(name, {})
        for status, count in counts.items():
            kept[status] = kept.get(status, 0) + count


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, help="the program `poems`")
    parser.add_argument("--database", help="where the market keeps its records; without it, in a file of its own")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--examples", type=int, default=8, help="how many cases a call is given before it is the next one's turn")
    arguments = parser.parse_args()

    market = Market(arguments.program, arguments.database)
    engine = "PostgreSQL" if arguments.database else "SQLite"
    print(f"seed {arguments.seed}, {arguments.seconds} seconds, {engine}, {market.url}", flush=True)
    wanted, answers, is_clean = operations(market.url), {}, True
    for phases, share in PHASES:
        clean, answered = generate(market, arguments, phases, max(1, round(arguments.seconds * share)))
        is_clean = is_clean and clean
        add(answers, answered)
    left = [name for name in wanted if not is_reached(answers.get(name, {})) and name not in UNREACHED]
    if left:
        clean, answered = generate(market, arguments, "examples,fuzzing", ONCE_MORE, left)
        is_clean = is_clean and clean
        add(answers, answered)
    ended = market.process.poll()
    code = market.stop()

    reached = [name for name in wanted if is_reached(answers.get(name, {}))]
    done = [name for name in wanted if any(status.startswith("2") for status in answers.get(name, {}))]
    calls = sum(sum(counts.values()) for counts in answers.values())
    print(f"\n{engine}: {calls} calls; of {len(wanted)} operations {len(answers.keys() & set(wanted))} were called, "
          f"{len(done)} done at least once, {len(reached)} done or refused by a rule; seed {arguments.seed}")
    statuses = {}
    for counts in answers.values():
        add(statuses, {"all": counts})
    print(" ".join(f"{status}: {count}" for status, count in sorted(statuses.get("all", {}).items())))
    refused = sorted(set(reached) - set(done))
    print(f"refused by a rule each time: {', '.join(refused) or 'none'}")
    wrong = []
    for name in wanted:
        if name in UNREACHED and name in reached:
            wrong.append(f"{name} is reached after all: take it from the list")
        elif name in UNREACHED:
            print(f"not reached: {name}: {UNREACHED[name]}")
        elif name not in reached:
            wrong.append(f"{name} was never answered with more than {answers.get(name, {})}")
    if ended is not None or code != 0:
        wrong.append(f"the market ended with {code if ended is None else ended}: {market.said()}")
    if not is_clean:
        wrong.append("the generator found what is above")
    sys.exit("\n".join(wrong) if wrong else 0)


main()
