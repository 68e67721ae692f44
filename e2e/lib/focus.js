// Whether a ring shows where the keyboard is: by its colour against what lies behind it.

/** WCAG 2.2 asks for this contrast of a ring with what is beside it. */
const LEAST = 3;

/** The controls of a page whose ring cannot be seen when the keyboard is on them. */
export async function unseenFocus(page) {
  // A key was pressed, so the browser shows rings.
  await page.keyboard.press("Tab");
  const found = await page.evaluate((least) => {
    const parts = (colour) => {
      const numbers = (colour.match(/[\d.]+/gu) ?? []).map(Number);
      return { rgb: numbers.slice(0, 3), alpha: numbers[3] ?? 1 };
    };
    const light = (rgb) => {
      const [red, green, blue] = rgb.map((part) => part / 255);
      const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    };
    const contrast = (a, b) => {
      const [dark, bright] = [light(a), light(b)].sort((one, other) => one - other);
      return (bright + 0.05) / (dark + 0.05);
    };
    const behind = (element) => {
      for (let one = element.parentElement; one; one = one.parentElement) {
        const { rgb, alpha } = parts(getComputedStyle(one).backgroundColor);
        if (alpha === 1) return rgb;
      }
      return [255, 255, 255];
    };
    const wrong = [];
    for (const one of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
      if (!one.checkVisibility()) continue;
      one.focus();
      if (document.activeElement !== one) continue;
      const style = getComputedStyle(one);
      const { rgb } = parts(style.outlineColor);
      const is = contrast(rgb, behind(one));
      const isThere = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      if (!isThere || is < least) {
        wrong.push(`${one.tagName.toLowerCase()} “${(one.innerText || one.name || "").slice(0, 30)}” ${is.toFixed(2)}`);
      }
    }
    return wrong;
  }, LEAST);
  return found.map((control) => `${page.url()}: ${control}`);
}
