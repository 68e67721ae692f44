// What is traded beside hours that are sold, in a browser, from both sides and in new accounts; every page on the way is
// checked on a phone and on a desk, in both languages.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openBrowser, openPage } from "../lib/browser.js";
import { checkPage } from "../lib/check.js";
import { startDemo } from "../lib/demo.js";
import { addMoney, claim, giveHours, lendBicycles, letRoom, picture, sell, signIn, signUp } from "../lib/people.js";
import { givenHours, groceries, hire, room } from "../lib/walks.js";

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

/** New accounts by who they are, each on a phone and on a desk, and how each looks at a page. */
async function meet(people) {
  const sides = {};
  for (const [who, { name, kind }] of Object.entries(people)) {
    const [phone, desk] = [await openPage(browser), await openPage(browser, { device: "desk" })];
    await signIn(desk, demo.url, await signUp(phone, demo.url, name, kind));
    sides[who] = { phone, desk };
  }
  const checked = [];
  // What was refused on the way is said by the console as well, and is no fault of the page.
  const forgive = (page) => {
    page.faults = page.faults.filter((fault) => !fault.includes("status of 422"));
  };
  const look = async (who, stage, path) => {
    if (path === null) return;
    for (const [device, page] of Object.entries(sides[who])) {
      const before = page.url();
      forgive(page);
      for (const lang of ["en", "es"]) {
        await page.goto(`${demo.url}/${lang}${path}`);
        forgive(page);
        await checkPage(page).catch((error) => assert.fail(`${stage}, ${who}, ${device}, ${lang}: ${error.message}`));
        checked.push(`${stage}, ${who}`);
      }
      await page.goto(before);
    }
  };
  return { sides, look, checked };
}

const amounts = async (page, trade) => {
  await page.goto(`${demo.url}/en${trade}/receipt`);
  return (await page.locator("main").innerText()).match(/\$[\d,.]+/gu);
};

test("a bicycle is lent and settled, groceries are bought, a room is used, and every page of it holds", async () => {
  const people = { owner: { name: "Olga Brandt" }, rider: { name: "Rui Costa" } };
  const { sides, look, checked } = await meet(people);
  const [owner, rider] = [sides.owner.phone, sides.rider.phone];
  await lendBicycles(owner, demo.url);
  await letRoom(owner, demo.url);
  await sell(owner, demo.url, "Apples, a kilo", "3.25", "10");
  await sell(owner, demo.url, "Rye bread", "5", "4");
  const offering = "/offerings/new?post_code=97214&sector=";
  for (const path of ["/offerings", `${offering}bicycle`, `${offering}fruit`, `${offering}meeting-room`]) {
    await look("owner", path, path);
  }
  for (const path of ["/spaces", "/things", "/goods", "/pools"]) await look("rider", path, path);
  await addMoney(rider, demo.url, "300");
  const hired = await hire(demo.url, owner, rider, await picture(browser), look);
  await groceries(demo.url, owner, rider, look);
  const used = await room(demo.url, owner, rider, look);
  assert.ok(checked.length > 180, `${checked.length} pages`);
  for (const trade of [hired, used]) {
    const owners = await amounts(owner, trade);
    assert.ok(owners.length > 0);
    assert.deepEqual(owners, await amounts(rider, trade), "both sides have the same amounts");
  }
});

test("an afternoon is given to a charity, and no amount is on any page of it", async () => {
  const people = { giver: { name: "Sam Hall" }, charity: { name: "Pantry", kind: "organization" } };
  const { sides, look, checked } = await meet(people);
  const [giver, charity] = [sides.giver.phone, sides.charity.phone];
  await giveHours(giver, demo.url);
  await claim(charity, demo.url, "charity_or_public_body_status");
  const trade = await givenHours(demo.url, giver, charity, look);
  assert.ok(checked.length > 40, `${checked.length} pages`);
  for (const page of [giver, charity]) {
    assert.equal(await amounts(page, trade), null, "no amount where nobody pays");
    await page.goto(`${demo.url}/en${trade}`);
    assert.ok((await page.locator("main").innerText()).includes("Done"));
  }
});
