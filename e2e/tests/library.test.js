// The library of the walks, tried on pages of its own: a good one passes and each fault is seen.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { openBrowser, openPage } from "../lib/browser.js";
import { checkPage } from "../lib/check.js";
import { startDemo } from "../lib/demo.js";

const page = (body) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Hours</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>
<body><main><h1>Hours</h1>${body}</main></body></html>`;

const PAGES = {
  "/good": page(`<p id="a">Four free hours.</p><a id="b" href="/good">Again</a>`),
  "/barrier": page(`<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">`),
  "/overflow": page(`<p id="ribbon" style="width: 400px">Four free hours.</p>`),
  "/twice": page(`<p id="a">Four</p><p id="a">free hours.</p>`),
  "/script": page(`<script>throw new Error("no hours")</script>`),
  "/console": page(`<script>console.error("no market")</script>`),
};

let browser;
let server;
let url;

before(async () => {
  server = createServer((request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(PAGES[request.url] ?? "");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${server.address().port}`;
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  server?.close();
});

async function check(path, how) {
  const opened = await openPage(browser, how);
  await opened.goto(url + path);
  await checkPage(opened).finally(() => opened.context().close());
}

for (const device of ["phone", "desk"]) {
  for (const javaScript of [true, false]) {
    const how = { device, javaScript };
    test(`a good page passes: ${JSON.stringify(how)}`, () => check("/good", how));
  }
}

const FAULTS = {
  "/barrier": /axe image-alt/u,
  "/overflow": /at 320 px the page is \d+ px wide \(p#ribbon\)/u,
  "/twice": /the id a is used more than once/u,
  "/script": /script: no hours/u,
  "/console": /console: no market/u,
};

for (const [path, fault] of Object.entries(FAULTS)) {
  test(`${path} is refused`, () => assert.rejects(check(path), fault));
}

for (const path of ["/overflow", "/twice"]) {
  const checked = () => check(path, { javaScript: false });
  test(`${path} is refused without scripts`, () => assert.rejects(checked, FAULTS[path]));
}

test("a program that ends at once is reported", async () => {
  await assert.rejects(startDemo(["--no-such-flag"]), /poems demo (ended with|spawn)/u);
});
