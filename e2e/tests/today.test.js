// Today's bookings on a phone that has no connection, and on one that somebody else picks up afterwards.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openBrowser } from "../lib/browser.js";
import { checkPage } from "../lib/check.js";
import { startDemo } from "../lib/demo.js";
import { book, chooseAna, enter, entrances, follow, inDays, press, search } from "../lib/thread.js";

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

/** What is kept on the device of a page. */
const kept = (page) =>
  page.evaluate(async () => ({
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));

test("today's bookings are read without a connection, and are gone after signing out", async () => {
  const [worker, cafe] = entrances(demo);
  const hers = await enter(browser, {}, worker, "en");
  const theirs = await enter(browser, {}, cafe, "en");
  await theirs.goto(`${demo.url}/en${search(inDays(1))}`);
  await chooseAna(theirs);
  await press(theirs, "/work-holds");
  await book(theirs);

  await hers.goto(`${demo.url}/en/today`);
  await checkPage(hers);
  assert.match(await hers.locator("main").innerText(), /Tomorrow\s+Café Aurora, Dishwasher/u);
  await hers.evaluate(() => navigator.serviceWorker.ready);
  // The first page came before there was anybody to keep it.
  await hers.goto(`${demo.url}/en/work`);
  await hers.waitForFunction(async () => Boolean(await caches.match("/today")));

  await hers.context().setOffline(true);
  await hers.goto(`${demo.url}/en/today`);
  assert.match(await hers.locator("main").innerText(), /Café Aurora, Dishwasher/u);
  const paper = await hers.evaluate(() => getComputedStyle(document.querySelector(".top")).display);
  assert.notEqual(paper, "inline", "it is drawn as always");
  await hers.goto(`${demo.url}/en/statement`);
  assert.equal(new URL(hers.url()).pathname, "/en/today", "what is not kept leads to what is");

  await hers.context().setOffline(false);
  await hers.goto(`${demo.url}/en/account`);
  await follow(hers, "main form[action$='/sign-out'] button.second");
  await hers.waitForFunction(async () => (await navigator.serviceWorker.getRegistrations()).length === 0);
  assert.deepEqual(await kept(hers), { caches: [], workers: 0 });
  await hers.context().setOffline(true);
  await assert.rejects(hers.goto(`${demo.url}/en/today`), /ERR_INTERNET_DISCONNECTED/u);
  await hers.context().close();
  await theirs.context().close();
});
