// The whole thread in a browser, from both sides: four hours found, priced, booked, held in escrow, worked, confirmed
// and paid. Once without scripts on a phone, once with them and in Spanish; then every page is checked.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openBrowser } from "../lib/browser.js";
import { checkPage } from "../lib/check.js";
import { startDemo } from "../lib/demo.js";
import { book, chooseAna, endShift, enter, entrances, inDays, press, search } from "../lib/thread.js";

let browser;
let demo;
let links;

before(async () => {
  demo = await startDemo(["--sellers", "60", "--buyers", "8"]);
  links = entrances(demo);
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function thread(how, lang, date) {
  const cafe = await enter(browser, how, links[1], lang);
  await cafe.goto(`${demo.url}/${lang}${search(date)}`);
  await chooseAna(cafe);
  await press(cafe, "/work-holds");
  await book(cafe);
  const booking = new URL(cafe.url()).pathname;
  assert.match(booking, /\/trades\/[0-9a-f-]{36}$/u);

  await endShift(cafe);
  const ana = await enter(browser, how, links[0], lang);
  await ana.goto(demo.url + booking);
  await press(ana, "/record");
  await cafe.goto(demo.url + booking);
  await press(cafe, "/confirmation");

  const receipts = [];
  for (const page of [cafe, ana]) {
    await page.goto(`${demo.url}${booking}/receipt`);
    receipts.push((await page.locator("main").innerText()).match(/\$[\d,.]+/gu));
    await page.context().close();
  }
  assert.ok(receipts[0].length > 3, "a receipt has lines");
  assert.deepEqual(receipts[0].toSorted(), receipts[1].toSorted(), "both sides have the same amounts");
  return booking;
}

test("the thread on a phone without scripts", async () => {
  await thread({ device: "phone", javaScript: false }, "en", inDays(2));
});

test("the thread on a desk with scripts, in Spanish, and every page of it holds", async () => {
  const booking = await thread({ device: "desk", javaScript: true }, "es", inDays(9));
  const id = booking.split("/").pop();
  const paths = ["", "/search?sector=kitchen-porter&post_code=97214&date=2027-01-15&from=17:00&minutes=240",
    "/sign-in", "/sign-up", "/trades", "/today", `/trades/${id}`, `/trades/${id}/receipt`, `/trades/${id}/contract`, "/work",
    "/availability", "/offerings", "/statement", "/inbox", "/account", "/favorites", "/blocks", "/sellers", "/requests",
    "/account/seller-page", "/rules", "/about", "/api",
    "/account/details", "/account/address", "/account/password", "/account/welcome", "/account/everything",
    "/account/closure", "/new-password"];
  for (const lang of ["en", "es"]) {
    for (const device of ["phone", "desk"]) {
      const page = await enter(browser, { device, javaScript: true }, links[0], lang);
      for (const path of paths) {
        await page.goto(`${demo.url}/${lang}${path || "/"}`);
        await checkPage(page).catch((error) => assert.fail(`${device} ${lang} ${path}: ${error.message}`));
      }
      await page.context().close();
    }
  }
});
