// What must hold on every page: anyone can use it, nothing breaks, nothing is cut off.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** WCAG 2.2 asks that nothing scrolls sideways at this width, in CSS pixels. */
const NARROWEST = 320;

let axe;

/** Throws one error that lists everything wrong with the page as it stands. */
export async function checkPage(page) {
  const faults = [...page.faults, ...(await repeatedIds(page)), ...(await overflow(page))];
  if (page.javaScript) faults.push(...(await barriers(page)));
  if (faults.length > 0) throw new Error(`${page.url()}\n- ${faults.join("\n- ")}`);
}

async function repeatedIds(page) {
  const ids = await page.locator("[id]").evaluateAll((elements) => elements.map((element) => element.id));
  const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return [...repeated].map((id) => `the id ${id} is used more than once`);
}

async function overflow(page) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: NARROWEST, height: before.height });
  const { width, culprits } = await page.locator(":root").evaluate((root, narrowest) => {
    const isWide = (one) => one.getBoundingClientRect().right > narrowest + 1;
    const wide = [...root.querySelectorAll("body *")].filter(isWide);
    const name = (one) => one.tagName.toLowerCase() + (one.id ? `#${one.id}` : "");
    return { width: root.scrollWidth, culprits: wide.slice(0, 3).map(name) };
  }, NARROWEST);
  await page.setViewportSize(before);
  if (width <= NARROWEST) return [];
  return [`at ${NARROWEST} px the page is ${width} px wide (${culprits.join(", ")})`];
}

async function barriers(page) {
  axe ??= await readFile(AXE, "utf8");
  // A debugger’s evaluation is not held to the page’s content security policy.
  await page.evaluate(axe);
  const run = () => globalThis.axe.run(document, { resultTypes: ["violations"] });
  const { violations } = await page.evaluate(run);
  return violations.map(({ id, help, nodes }) => {
    const where = nodes.slice(0, 3).map((node) => node.target.join(" "));
    return `axe ${id}: ${help} (${where.join(", ")})`;
  });
}
