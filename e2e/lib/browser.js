// Starts Debian’s Chromium and opens pages as a phone or a desk shows them.

import { chromium } from "playwright-core";

const PROGRAM = process.env.POEMS_CHROMIUM ?? "/usr/bin/chromium";

const FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
  "--no-sandbox",
];

/** What a page is seen on. The phone is small and cheap, and is touched. */
export const DEVICES = {
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  desk: { viewport: { width: 1280, height: 900 } },
};

/** A browser with nothing remembered; close it after the last test. */
export async function openBrowser() {
  return chromium.launch({ executablePath: PROGRAM, args: FLAGS });
}

/**
 * An empty page of its own session, which keeps what went wrong on it in `page.faults`.
 * Axe needs scripts to look at a page, so without JavaScript `checkPage` leaves it out.
 */
export async function openPage(browser, { device = "phone", javaScript = true, locale = "en-US" } = {}) {
  const context = await browser.newContext({
    ...DEVICES[device],
    javaScriptEnabled: javaScript,
    locale,
    timezoneId: "America/Los_Angeles",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.javaScript = javaScript;
  page.faults = [];
  page.on("console", (message) => {
    if (message.type() === "error") page.faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => page.faults.push(`script: ${error.message}`));
  return page;
}
