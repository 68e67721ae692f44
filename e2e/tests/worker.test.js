// A worker's first minutes on a small phone with a slow connection: from the front page to being found, counted.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openBrowser, openPage } from "../lib/browser.js";
import { checkPage } from "../lib/check.js";
import { startDemo } from "../lib/demo.js";
import { fill } from "../lib/people.js";
import { press } from "../lib/thread.js";

/** At most so many pages and so many bytes that travel, script and style among them. */
const PAGES_MOST = 7;
const BYTES_MOST = 60 * 1024;

let browser;
let demo;

before(async () => {
  demo = await startDemo();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Counts pages and bytes of a page from now on. */
async function count(page) {
  const counted = { pages: 0, bytes: 0 };
  const wire = await page.context().newCDPSession(page);
  await wire.send("Network.enable");
  wire.on("Network.loadingFinished", ({ encodedDataLength }) => { counted.bytes += encodedDataLength; });
  page.on("framenavigated", () => { counted.pages += 1; });
  return counted;
}

for (const javaScript of [true, false]) {
  test(`a worker is found after few pages, ${javaScript ? "with" : "without"} scripts`, async () => {
    const page = await openPage(browser, { device: "phone", javaScript });
    await page.setViewportSize({ width: 320, height: 640 });
    const counted = await count(page);
    await page.goto(`${demo.url}/en/sign-up`);
    await page.locator("input[name=kind][value=person]").check();
    await fill(page, {
      display_name: "Noor W.",
      email: `noor-${javaScript}@example.org`,
      password: "three plain words",
      "born_on-month": "5",
      "born_on-day": "4",
      "born_on-year": "1990",
      post_code: "97214",
    });
    await checkPage(page);
    await press(page, "/sign-up");
    const message = await page.locator(".unreal blockquote").innerText();
    await fill(page, { code: message.match(/\d{6}/u)[0] });
    await press(page, "/account/confirmation");
    await page.goto(`${demo.url}/en/offerings/new`);
    await page.locator("input[name=sector]").fill("Tutor");
    await press(page, "/offerings/new");
    await page.locator("input[name=unpaid][value=no]").check();
    await fill(page, { hourly: "32.50" });
    await press(page, "/offerings");
    for (const day of [0, 1, 2, 3, 4]) await page.locator(`input[name=days][value="${day}"]`).check();
    await press(page, "/availability/week");
    const screens = counted.pages;
    await page.goto(`${demo.url}/en/work`);
    const home = await page.locator("main").innerText();
    assert.match(home, /People find you/u);
    await checkPage(page);
    assert.ok(screens <= PAGES_MOST, `${screens} pages`);
    assert.ok(counted.bytes <= BYTES_MOST, `${counted.bytes} bytes`);
    console.log(`${screens} pages, ${counted.bytes} bytes`);
    await page.context().close();
  });
}
