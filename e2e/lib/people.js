// People who join while a walk goes on, and what they offer, step by step.

import { openPage } from "./browser.js";
import { follow, press } from "./thread.js";

/** Opens an account, enters the code that was sent, and gives the address that enters it from any other browser. */
export async function signUp(page, url, name, kind = "person") {
  await page.goto(`${url}/en/sign-up`);
  await page.locator(`input[name=kind][value=${kind}]`).check();
  const email = `${name.toLowerCase().replaceAll(/[^a-z]/gu, "")}@example.org`;
  const typed = {
    display_name: name,
    email,
    password: "three plain words",
    "born_on-month": "5",
    "born_on-day": "4",
    "born_on-year": "1990",
    post_code: "97214",
  };
  await fill(page, typed);
  await press(page, "/sign-up");
  const message = await page.locator(".unreal blockquote").innerText();
  await fill(page, { code: message.match(/\d{6}/u)[0] });
  await press(page, "/account/confirmation");
  await page.goto(`${url}/en/account/details`);
  await fill(page, { street: "1200 SE Example St" });
  await press(page, "/account/details");
  return email;
}

/** Comes in where an account is already. */
export async function signIn(page, url, email) {
  await page.goto(`${url}/en/sign-in`);
  await fill(page, { email, password: "three plain words" });
  await press(page, "/sign-in");
}

/** Writes into fields by their names. */
export async function fill(page, typed) {
  for (const [name, value] of Object.entries(typed)) {
    const field = page.locator(`main [name="${name}"]:not([type=hidden])`).first();
    const isChoice = (await field.evaluate((element) => element.tagName)) === "SELECT";
    await (isChoice ? field.selectOption(value) : field.fill(value));
  }
}

/** Offers two bicycles that can be had at any time. */
export async function lendBicycles(page, url) {
  await page.goto(`${url}/en/offerings/new?sector=bicycle&post_code=97214`);
  await fill(page, {
    title: "City bicycle, medium",
    description: "Blue, with a basket and lights. The lock is under the saddle.",
    count: "2",
    per_day: "20",
    per_hour: "4",
    bond: "80",
    late_per_hour: "4",
    buffer_minutes: "60",
  });
  await press(page, "/offerings");
  await beFreeAlways(page);
}

/** Lets a room by the hour and the day, at any time. */
export async function letRoom(page, url) {
  await page.goto(`${url}/en/offerings/new?sector=meeting-room&post_code=97214`);
  await fill(page, { title: "Back room", description: "Twelve chairs and a piano.", per_day: "90", per_hour: "15" });
  await press(page, "/offerings");
  await beFreeAlways(page);
}

/** Offers hours that cost nothing, with the card that the work needs. */
export async function giveHours(page, url) {
  await page.goto(`${url}/en/offerings/new?sector=kitchen-porter&post_code=97214`);
  await page.locator("input[name=unpaid][value=yes]").check();
  await press(page, "/offerings");
  await beFreeAlways(page);
  await claim(page, url, "food_handler_card");
}

/** Has the register asked about a claim, which in the parallel market says yes. */
export async function claim(page, url, what) {
  await page.goto(`${url}/en/account`);
  await follow(page, `form:has(input[name=claim][value=${what}]) button`);
}

async function beFreeAlways(page) {
  for (const day of await page.locator("input[name=days]").all()) await day.check();
  await fill(page, { "week-from": "00:00", "week-until": "24:00" });
  await press(page, "/availability/week");
}

/** Offers goods, collected or brought. */
export async function sell(page, url, title, each, count) {
  await page.goto(`${url}/en/offerings/new?sector=fruit&post_code=97214`);
  await fill(page, { title, each, count, delivery: "3", ready_minutes: "0" });
  await page.locator("input[value=delivery]").check();
  await press(page, "/offerings");
}

/** Adds money from the bank, and waits until it is there. */
export async function addMoney(page, url, amount) {
  await page.goto(`${url}/en/statement`);
  await fill(page, { amount });
  await press(page, "/statement/add");
}

/** Moves the market’s clock by one of its buttons. */
export async function moveClock(page, to) {
  await page.locator("details summary").first().click();
  await follow(page, `button[value='${to}']`);
}

/** A picture, as a telephone would send it: a scratch on blue paint. */
export async function picture(browser) {
  const page = await openPage(browser, { device: "desk" });
  await page.setContent(`<svg width="600" height="400" viewBox="0 0 600 400"><rect width="600" height="400" fill="#7d8a92"/>
    <g fill="none" stroke="#1b4f8a" stroke-width="14"><circle cx="160" cy="260" r="95" stroke="#222"/>
    <circle cx="440" cy="260" r="95" stroke="#222"/><path d="M160 260L260 130L400 130L440 260L300 260L260 130M300 260L160 260"/></g>
    <path d="M300 140L350 124" stroke="#fff" stroke-width="5"/></svg>`);
  const shot = await page.locator("svg").screenshot();
  await page.context().close();
  return { name: "bicycle.png", mimeType: "image/png", buffer: shot };
}

/** Sends a picture by the form for an address with this in it. */
export async function sendPicture(page, part, file) {
  const form = page.locator(`form:has(input[name=of][value*="${part}"])`).first();
  await form.evaluate((element) => element.closest("details")?.setAttribute("open", ""));
  await form.locator("input[type=file]").setInputFiles(file);
  await Promise.all([page.waitForEvent("load"), form.locator("button").click()]);
}
