// A bicycle and groceries in a browser, from both sides and in new accounts; every page on the way is checked on a phone
// and on a desk, in both languages.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openBrowser, openPage } from "../lib/browser.js";
import { checkPage } from "../lib/check.js";
import { startDemo } from "../lib/demo.js";
import { addMoney, lendBicycles, picture, sell, signIn, signUp } from "../lib/people.js";
import { groceries, hire } from "../lib/walks.js";

let browser;
let demo;

before(async () => {
  demo = await startDemo(["--sellers", "60", "--buyers", "8"]);
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

test("a bicycle is lent and settled, groceries are bought, and every page of it holds", async () => {
  const sides = {};
  for (const [who, name] of [["owner", "Olga Brandt"], ["rider", "Rui Costa"]]) {
    const [phone, desk] = [await openPage(browser), await openPage(browser, { device: "desk" })];
    await signIn(desk, demo.url, await signUp(phone, demo.url, name));
    sides[who] = { phone, desk };
  }
  let checked = 0;
  const look = async (who, stage, path) => {
    if (path === null) return;
    for (const [device, page] of Object.entries(sides[who])) {
      const before = page.url();
      // What was refused on the way is said by the console as well, and is no fault of the page.
      page.faults = page.faults.filter((fault) => !fault.includes("status of 422"));
      for (const lang of ["en", "es"]) {
        await page.goto(`${demo.url}/${lang}${path}`);
        page.faults = page.faults.filter((fault) => !fault.includes("status of 422"));
        await checkPage(page).catch((error) => assert.fail(`${stage}, ${who}, ${device}, ${lang}: ${error.message}`));
        checked += 1;
      }
      await page.goto(before);
    }
  };
  const [owner, rider] = [sides.owner.phone, sides.rider.phone];
  await lendBicycles(owner, demo.url);
  await sell(owner, demo.url, "Apples, a kilo", "3.25", "10");
  await sell(owner, demo.url, "Rye bread", "5", "4");
  const offering = "/offerings/new?post_code=97214&sector=";
  for (const path of ["/offerings", `${offering}bicycle`, `${offering}fruit`, `${offering}meeting-room`]) {
    await look("owner", path, path);
  }
  for (const path of ["/spaces", "/things", "/goods"]) await look("rider", path, path);
  await addMoney(rider, demo.url, "300");
  const trade = await hire(demo.url, owner, rider, await picture(browser), look);
  await groceries(demo.url, owner, rider, look);
  assert.ok(checked > 150, `${checked} pages`);

  const receipts = [];
  for (const page of [owner, rider]) {
    await page.goto(`${demo.url}/en${trade}/receipt`);
    receipts.push((await page.locator("main").innerText()).match(/\$[\d,.]+/gu));
  }
  assert.deepEqual(receipts[0], receipts[1], "both sides have the same amounts");
});
