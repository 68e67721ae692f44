// A passkey, as a browser's own authenticator makes and uses it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openBrowser } from "../lib/browser.js";
import { checkPage } from "../lib/check.js";
import { startDemo } from "../lib/demo.js";
import { enter, entrances, follow, press } from "../lib/thread.js";

let browser;
let demo;

before(async () => {
  // Browsers know passkeys on hosts with names alone.
  demo = await startDemo([], "localhost");
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Gives a page a device that knows its owner. */
async function authenticator(page, isUserVerified = true) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    automaticPresenceSimulation: true,
    isUserVerified,
  };
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", { options });
  return { session, authenticatorId };
}

/** Asks for a code where it is asked for, and enters the one that the parallel market shows. */
async function enterCode(page) {
  await press(page, "/passkeys/new");
  const words = await page.locator("aside.unreal").innerText();
  await page.fill("input[name=code]", words.match(/\d{6}/u)[0]);
  await press(page, "/passkeys/new");
  // The form that asks for a code is a form that is not taken.
  page.faults = [];
}

test("a passkey is made, signs in, shows a second factor, and is taken away", async () => {
  const [worker] = entrances(demo);
  const page = await enter(browser, {}, worker, "en");
  const { session, authenticatorId } = await authenticator(page);
  await page.goto(`${demo.url}/en/account`);
  await follow(page, "a[href$='/passkeys/new']");
  await checkPage(page);
  await enterCode(page);
  await checkPage(page);
  await press(page, "/passkeys/new");
  assert.match(await page.locator("main").innerText(), /Your passkey is kept/u);
  const { credentials } = await session.send("WebAuthn.getCredentials", { authenticatorId });
  assert.equal(credentials.length, 1);
  assert.equal(credentials[0].rpId, "localhost");

  await page.goto(`${demo.url}/en/account`);
  await press(page, "/sign-out");
  await page.goto(`${demo.url}/en/sign-in`);
  await follow(page, "a[href*='/sign-in/passkey']");
  await checkPage(page);
  await press(page, "/sign-in/passkey");
  assert.equal(new URL(page.url()).pathname, "/en/work");

  // Whoever came in with a passkey has shown two factors: no code is asked for.
  await page.goto(`${demo.url}/en/account/address`);
  await page.fill("input[name=email]", "ana.elsewhere@example.org");
  await press(page, "/account/address");
  assert.equal(new URL(page.url()).pathname, "/en/account/address/code");

  await page.goto(`${demo.url}/en/passkeys/proof`);
  await checkPage(page);
  await press(page, "/passkeys/proof");
  assert.match(await page.locator("main").innerText(), /It is you/u);

  await page.goto(`${demo.url}/en/account`);
  await press(page, "/passkeys/remove");
  await press(page, "/sign-out");
  await page.goto(`${demo.url}/en/sign-in/passkey`);
  await press(page, "/sign-in/passkey");
  assert.match(await page.locator("main").innerText(), /This passkey is not known here/u);
});

test("a device that does not know its owner makes no passkey", async () => {
  const [, cafe] = entrances(demo);
  const page = await enter(browser, {}, cafe, "es");
  await authenticator(page, false);
  await page.goto(`${demo.url}/es/passkeys/new`);
  await enterCode(page);
  await page.locator("form[action$='/passkeys/new'] button").click();
  await page.locator("[data-failed]:not([hidden])").waitFor();
  assert.match(await page.locator("[data-failed]").innerText(), /no dio ninguna llave/u);
});
