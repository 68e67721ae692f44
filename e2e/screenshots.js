// Pictures of every page of the thread, as a visitor, the café and the worker see it, in each language, on a phone and
// on a desk: `node screenshots.js FOLDER [--readme FILE]`. Names are stable, so that two runs can be compared.

import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { DEVICES, openBrowser, openPage } from "./lib/browser.js";
import { startDemo } from "./lib/demo.js";
import {
  addMoney, claim, giveHours, lendBicycles, letRoom, picture, sell, sendPicture, signIn, signUp,
} from "./lib/people.js";
import { book, chooseAna, endShift, enter, entrances, follow, inDays, press, search } from "./lib/thread.js";
import { givenHours, groceries, hire, room } from "./lib/walks.js";

const LANGUAGES = ["en", "es"];

/** Pages that stay as they are, by who looks at them; what a booking changes is shot on the way. */
const PAGES = {
  visitor: {
    front: "/",
    "sign-up": "/sign-up",
    "sign-in": "/sign-in",
    "new-password": "/new-password",
    work: "/work",
    rules: "/rules",
    about: "/about",
    api: "/api",
    problem: "/problems/trade/own-offering",
    missing: "/nowhere",
  },
  worker: {
    work: "/work",
    availability: "/availability",
    offerings: "/offerings",
    "offering-new": "/offerings/new",
    "offering-price": "/offerings/new?sector=kitchen-porter&post_code=97214",
    trades: "/trades",
    today: "/today",
    statement: "/statement",
    inbox: "/inbox",
    account: "/account",
    "account-details": "/account/details",
    "account-address": "/account/address",
    "account-password": "/account/password",
    "account-welcome": "/account/welcome",
    "account-everything": "/account/everything",
    "account-closure": "/account/closure",
    favorites: "/favorites",
    blocks: "/blocks",
    sellers: "/sellers", requests: "/requests/received", "seller-page": "/account/seller-page",
  },
  cafe: { trades: "/trades", statement: "/statement", inbox: "/inbox", account: "/account", favorites: "/favorites",
    requests: "/requests" },
};

class Album {
  constructor(folder, demo, browser) {
    Object.assign(this, { folder, demo, browser });
  }

  /** Someone on each device, signed in by a link or not at all. */
  async arrive(who, link) {
    const pages = {};
    for (const device of Object.keys(DEVICES)) {
      const how = { device };
      pages[device] = link ? await enter(this.browser, how, link, "en") : await openPage(this.browser, how);
    }
    return { who, pages };
  }

  /** The page at an address as someone sees it, in every way; `fill` does something on it first. */
  async shoot({ who, pages }, name, path, fill) {
    for (const [device, page] of Object.entries(pages)) {
      for (const lang of LANGUAGES) {
        await page.goto(`${this.demo.url}/${lang}${path}`);
        await fill?.(page);
        await this.save(page, `${lang}-${device}-${who}-${name}`);
      }
    }
  }

  async save(page, name) {
    // Photographs load when they come into view; on a picture of the whole page all of them have.
    await page.locator("img").evaluateAll((images) => Promise.all(images.map((image) => {
      image.loading = "eager";
      return image.decode().catch(() => {});
    })));
    await page.screenshot({ path: join(this.folder, `${name}.png`), fullPage: true });
  }
}

async function shootVisitor(album) {
  const visitor = await album.arrive("visitor");
  for (const [name, path] of Object.entries(PAGES.visitor)) await album.shoot(visitor, name, path);
  await album.shoot(visitor, "results", search(inDays(2)));
  await album.shoot(visitor, "results-none", search(inDays(2)).replace("kitchen-porter", "electrician"));
  await album.shoot(visitor, "search-wrong", search("2020-01-01"));
  await album.shoot(visitor, "check", search(inDays(2)), chooseAna);
  await album.shoot(visitor, "clock", "/about", (page) => page.locator("details summary").first().click());
  await album.shoot(visitor, "sign-up-wrong", "/sign-up", (page) => press(page, "/sign-up"));
  await album.shoot(visitor, "sign-in-wrong", "/sign-in", async (page) => {
    await page.locator("#email").fill("nobody@example.org");
    await page.locator("#password").fill("three wrong words");
    await press(page, "/sign-in");
  });
}

/** One booking from both sides, with a picture of each stage. */
async function shootThread(album) {
  const [workerLink, cafeLink] = entrances(album.demo);
  const cafe = await album.arrive("cafe", cafeLink);
  const worker = await album.arrive("worker", workerLink);
  const { phone } = cafe.pages;
  await album.shoot(cafe, "results", search(inDays(2)));
  await album.shoot(cafe, "check", search(inDays(2)), chooseAna);
  const checked = new URL(phone.url()).search;
  await album.shoot(cafe, "check-rules", `/check/rules${checked}`);
  await phone.goto(`${album.demo.url}/en/check${checked}`);
  await press(phone, "/favorites");
  await press(phone, "/work-holds");
  const booking = new URL(phone.url()).pathname.replace(/^\/../u, "");
  await album.shoot(cafe, "trade-held", booking);
  await book(phone);
  await album.shoot(cafe, "trade-booked", booking);
  await album.shoot(worker, "trade-booked", booking);
  await endShift(phone);
  await album.shoot(worker, "trade-record", booking);
  await album.shoot(cafe, "trade-ended", booking);
  await press(worker.pages.phone, "/record");
  await album.shoot(cafe, "trade-confirm", booking);
  await press(phone, "/confirmation");
  for (const side of [cafe, worker]) {
    await album.shoot(side, "trade-paid", booking);
    await album.shoot(side, "receipt", `${booking}/receipt`);
    await album.shoot(side, "contract", `${booking}/contract`);
    for (const [name, path] of Object.entries(PAGES[side.who])) await album.shoot(side, name, path);
  }
  await album.shoot(worker, "offering", "/offerings", (page) =>
    follow(page, "a[href*='/offerings/']:not([href$='/new'])"));
  await worker.pages.phone.goto(`${album.demo.url}/en/work`);
  await press(worker.pages.phone, "/free-now");
  await album.shoot(worker, "work-now", "/work");
}

/** What is traded beside hours that are sold, from both sides, in new accounts, with a picture of each stage. */
async function shootWalks(album) {
  const { browser, demo } = album;
  const sides = {};
  const people = [
    ["owner", "Olga Brandt", "person"],
    ["rider", "Rui Costa", "person"],
    ["giver", "Sam Hall", "person"],
    ["charity", "Pantry", "organization"],
  ];
  for (const [who, name, kind] of people) {
    const side = await album.arrive(who);
    const email = await signUp(side.pages.phone, demo.url, name, kind);
    await signIn(side.pages.desk, demo.url, email);
    sides[who] = side;
  }
  const file = await picture(browser);
  const [owner, rider] = [sides.owner.pages.phone, sides.rider.pages.phone];
  // What is looked at is opened anew in both languages; the walk goes on where it was.
  const look = async (who, stage, path) => {
    const { phone } = sides[who].pages;
    if (path === null) {
      await album.save(phone, `en-phone-${who}-${stage}`);
      return;
    }
    const before = phone.url();
    await album.shoot(sides[who], stage, path);
    await phone.goto(before);
  };
  await lendBicycles(owner, demo.url);
  await look("owner", "thing-hours", new URL(owner.url()).pathname.replace(/^\/../u, "") + new URL(owner.url()).search);
  for (const [title, each, count] of [["Apples, a kilo", "3.25", "10"], ["Rye bread", "5", "4"]]) {
    await sell(owner, demo.url, title, each, count);
  }
  await sendPicture(owner, "/offerings/", file);
  await look("owner", "offerings", "/offerings");
  await look("owner", "offering-thing", "/offerings/new?sector=bicycle&post_code=97214");
  await look("owner", "offering-goods", "/offerings/new?sector=fruit&post_code=97214");
  await look("rider", "spaces", "/spaces");
  await look("rider", "goods", "/goods");
  await look("rider", "pools", "/pools");
  await look("rider", "listings", "/listings");
  await look("rider", "listing-new", "/listings/new");
  await addMoney(rider, demo.url, "300");
  await hire(demo.url, owner, rider, file, look);
  await groceries(demo.url, owner, rider, look);
  await letRoom(owner, demo.url);
  await room(demo.url, owner, rider, look);
  const [giver, charity] = [sides.giver.pages.phone, sides.charity.pages.phone];
  await giveHours(giver, demo.url);
  await look("giver", "offerings", "/offerings");
  await claim(charity, demo.url, "charity_or_public_body_status");
  await givenHours(demo.url, giver, charity, look);
  for (const side of Object.values(sides)) await album.shoot(side, "trades", "/trades");
  await album.shoot(sides.rider, "statement", "/statement");
}

/** All pictures on one page, to be looked at. */
async function writeSheet(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".png")).toSorted();
  const figure = (name) =>
    `<figure><a href="${name}"><img src="${name}" alt="" loading="lazy"></a><figcaption>${name}</figcaption></figure>`;
  const style = "body{font:14px sans-serif;display:flex;flex-wrap:wrap;gap:16px;align-items:start}"
    + "figure{margin:0;width:280px}img{width:100%;border:1px solid #999}";
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Screenshots</title><style>${style}</style>`
    + `<body>${names.map(figure).join("\n")}</body></html>\n`;
  await writeFile(join(folder, "index.html"), page);
  return names.length;
}

/** The picture of the README: who is free, the price down to what Ana receives, and where a booking stands. */
async function writeReadmePicture(album, file) {
  const phone = await enter(album.browser, { device: "phone" }, entrances(album.demo)[1], "en");
  const shots = [];
  const shoot = async (what) => {
    await phone.locator(what).first().evaluate((element) => {
      element.scrollIntoView();
      globalThis.scrollBy(0, -20);
    });
    shots.push((await phone.screenshot()).toString("base64"));
  };
  await phone.goto(`${album.demo.url}/en${search(inDays(4))}`);
  await shoot("body");
  await chooseAna(phone);
  await shoot("section:has(.ladder)");
  await phone.goto(`${album.demo.url}/en/trades`);
  await follow(phone, ".bookings a");
  await shoot("h1");
  const page = await openPage(album.browser, { device: "desk" });
  await page.setViewportSize({ width: 1160, height: 780 });
  const images = shots.map((data) => `<img src="data:image/png;base64,${data}" alt="">`);
  const style = "body{margin:0;padding:20px;display:flex;gap:20px;background:#dcdfe0}img{width:360px;border-radius:12px}";
  await page.setContent(`<style>${style}</style>${images.join("")}`);
  await page.screenshot({ path: file });
}

async function main([folder, option, file]) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const demo = await startDemo(["--sellers", "60", "--buyers", "8"]);
  const browser = await openBrowser();
  try {
    const album = new Album(folder, demo, browser);
    await shootVisitor(album);
    await shootThread(album);
    await shootWalks(album);
    if (option === "--readme") await writeReadmePicture(album, file);
    console.log(`${await writeSheet(folder)} screenshots: ${join(folder, "index.html")}`);
  } finally {
    await browser.close();
    await demo.stop();
  }
}

await main(process.argv.slice(2));
