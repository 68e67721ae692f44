// Every kind of page as people set their browsers: text twice as large, dark, colours of their own, from right to left; and
// every control shows where the keyboard is. This takes minutes, so it is part of the long form alone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openBrowser } from "../lib/browser.js";
import { checkPage } from "../lib/check.js";
import { startDemo } from "../lib/demo.js";
import { unseenFocus } from "../lib/focus.js";
import { book, chooseAna, enter, entrances, inDays, press, search } from "../lib/thread.js";

const isLong = process.env.POEMS_TEST_LONG !== undefined;
const SIZES = [320, 390, 1366];

let browser;
let demo;
let pages;

before(async () => {
  if (!isLong) return;
  demo = await startDemo(["--sellers", "60", "--buyers", "8"]);
  browser = await openBrowser();
  const links = entrances(demo);
  const cafe = await enter(browser, { device: "desk" }, links[1], "en");
  const ana = await enter(browser, { device: "desk" }, links[0], "en");
  const results = search(inDays(3));
  await cafe.goto(`${demo.url}/en${results}`);
  await chooseAna(cafe);
  const check = new URL(cafe.url());
  await press(cafe, "/work-holds");
  await book(cafe);
  const booking = new URL(cafe.url()).pathname.slice("/en".length);
  const checked = `${check.pathname.slice("/en".length)}${check.search}`.replace(inDays(3), inDays(4));
  pages = [
    { page: cafe, address: "/" },
    { page: cafe, address: results },
    { page: cafe, address: checked },
    { page: cafe, address: booking },
    { page: cafe, address: "/account" },
    { page: ana, address: booking },
    { page: ana, address: "/work" },
    { page: ana, address: "/availability" },
    { page: ana, address: "/availability/grid" },
    { page: ana, address: "/offerings/new?sector=kitchen-porter&post_code=97214" },
    { page: ana, address: "/statement" },
    { page: ana, address: "/today" },
    { page: ana, address: "/rules" },
  ];
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Looks at every page in a language after something was set up, and gives what is amiss. */
async function looked(lang, setUp) {
  const wrong = [];
  for (const { page, address } of pages) {
    await page.goto(`${demo.url}/${lang}${address}`);
    await setUp(page);
    for (const width of SIZES) {
      await page.setViewportSize({ width, height: 768 });
      await checkPage(page).catch((error) => wrong.push(`${width} px: ${error.message}`));
      page.faults.length = 0;
    }
  }
  return wrong;
}

const nothing = async () => {};
const larger = (page) => page.locator(":root").evaluate((root) => root.style.setProperty("font-size", "200%"));
const settings = [
  { name: "as it is", lang: "en", set: {}, setUp: nothing },
  { name: "text twice as large", lang: "en", set: {}, setUp: larger },
  { name: "text twice as large, in Spanish", lang: "es", set: {}, setUp: larger },
  { name: "dark", lang: "en", set: { colorScheme: "dark" }, setUp: nothing },
  { name: "colours of one's own", lang: "en", set: { forcedColors: "active" }, setUp: nothing },
  { name: "from right to left", lang: "ar-XB", set: {}, setUp: nothing },
];

for (const { name, lang, set, setUp } of settings) {
  test(`every page holds: ${name}`, { skip: !isLong && "part of the long form" }, async () => {
    for (const { page } of pages) await page.emulateMedia({ colorScheme: "light", forcedColors: "none", ...set });
    assert.deepEqual(await looked(lang, setUp), []);
  });
}

for (const colorScheme of ["light", "dark"]) {
  test(`the keyboard is seen everywhere: ${colorScheme}`, { skip: !isLong && "part of the long form" }, async () => {
    const wrong = [];
    for (const { page, address } of pages) {
      await page.emulateMedia({ colorScheme, forcedColors: "none" });
      await page.goto(`${demo.url}/en${address}`);
      wrong.push(...(await unseenFocus(page)));
    }
    assert.deepEqual(wrong, []);
  });
}
