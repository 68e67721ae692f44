// What people do in the thread, step by step, for the walks and the screenshots.

import { openPage } from "./browser.js";

/** The two links that the demo prints: into a worker’s account, and into a café’s. */
export const entrances = (demo) => demo.lines.join("\n").match(/http\S+\/demo\/enter\/\S+/gu);

/** A local date, so many days from today, as forms have it. */
export function inDays(days) {
  const zone = { timeZone: "America/Los_Angeles" };
  return new Intl.DateTimeFormat("en-CA", zone).format(new Date(Date.now() + days * 86_400_000));
}

/** The results for a kitchen porter from five to nine, without the language. */
export const search = (date) =>
  `/search?sector=kitchen-porter&post_code=97214&date=${date}&from=17:00&minutes=240`;

/** A page of someone who came in by their link. */
export async function enter(browser, how, link, lang) {
  const page = await openPage(browser, how);
  await page.goto(link.replace("/en/", `/${lang}/`));
  return page;
}

/** Clicks what leads to another page, and waits until it is there. */
export const follow = (page, what) =>
  Promise.all([page.waitForEvent("load"), page.locator(what).first().click()]);

/** Presses the one button of the form that is sent to an address with this ending. */
export const press = (page, ending) => follow(page, `form[action$="${ending}"] button:not([type=button], [name=step])`);

/** From the results to the page on which Ana’s hours can be held. */
export const chooseAna = (page) => follow(page, "a[href*='/check?']:has-text('Ana R.')");

/** Books the hours that are held. The bank sends what is missing in a moment of its own. */
export async function book(page) {
  if (await page.locator("form[action$='/top-up']").count()) await press(page, "/top-up");
  while ((await page.locator("form[action$='/agreement']").count()) === 0) await page.reload();
  await press(page, "/agreement");
}

/** Moves the market’s clock to the end of the visitor’s shift. */
export async function endShift(page) {
  // The clock's buttons are folded away until somebody wants them.
  await page.locator("details summary").first().click();
  await follow(page, "button[value='shift-end']");
}
