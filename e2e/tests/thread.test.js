// The whole thread in a browser, from both sides: four hours found, priced, booked, held in escrow, worked, confirmed
// and paid. Once without scripts on a phone, once with them and in Spanish; then every page is checked.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openBrowser, openPage } from "../lib/browser.js";
import { checkPage } from "../lib/check.js";
import { startDemo } from "../lib/demo.js";

let browser;
let demo;
let links;

before(async () => {
  demo = await startDemo(["--sellers", "60", "--buyers", "8"]);
  links = demo.lines.join("\n").match(/http\S+\/demo\/enter\/\S+/gu);
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** A local date, so many days from today, as forms have it. */
function inDays(days) {
  const zone = { timeZone: "America/Los_Angeles" };
  return new Intl.DateTimeFormat("en-CA", zone).format(new Date(Date.now() + days * 86_400_000));
}

const search = (lang, date) =>
  `${demo.url}/${lang}/search?sector=kitchen-porter&post_code=97214&date=${date}&from=17:00&minutes=240`;

/** Presses the one button of the form that is sent to an address with this ending. */
const press = (page, ending) => page.locator(`form[action$="${ending}"] button`).first().click();

async function enter(how, link, lang) {
  const page = await openPage(browser, how);
  await page.goto(link.replace("/en/", `/${lang}/`));
  return page;
}

async function thread(how, lang, date) {
  const cafe = await enter(how, links[1], lang);
  await cafe.goto(search(lang, date));
  await cafe.locator("a[href*='/check?']", { hasText: "Ana R." }).first().click();
  await press(cafe, "/hold");
  await press(cafe, "/book");
  const booking = new URL(cafe.url()).pathname;
  assert.match(booking, /\/trades\/[0-9a-f-]{36}$/u);

  // The clock's buttons are folded away until somebody wants them.
  await cafe.locator("details summary").first().click();
  await cafe.locator("button[value='shift-end'], input[value='shift-end'] ~ button").first().click();

  const ana = await enter(how, links[0], lang);
  await ana.goto(demo.url + booking);
  await press(ana, "/hours");
  await cafe.goto(demo.url + booking);
  await press(cafe, "/confirm");

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
    "/sign-in", "/sign-up", "/trades", `/trades/${id}`, `/trades/${id}/receipt`, `/trades/${id}/contract`, "/work",
    "/availability", "/offerings", "/statement", "/inbox", "/account", "/rules", "/about"];
  for (const lang of ["en", "es"]) {
    for (const device of ["phone", "desk"]) {
      const page = await enter({ device, javaScript: true }, links[0], lang);
      for (const path of paths) {
        await page.goto(`${demo.url}/${lang}${path || "/"}`);
        await checkPage(page).catch((error) => assert.fail(`${device} ${lang} ${path}: ${error.message}`));
      }
      await page.context().close();
    }
  }
});
