// What else is traded, lived from both sides: a bicycle that comes back late, groceries of which some go back. `look` is
// called at every stage with who looks, what the stage is called, and the address without its language.

import { fill, moveClock, sendPicture } from "./people.js";
import { book, follow, inDays, press } from "./thread.js";

const plain = (page) => {
  const { pathname, search } = new URL(page.url());
  return (pathname + search).replace(/^\/../u, "");
};

const code = async (page) => (await page.locator("main").innerText()).match(/\d{3} \d{3}/u)[0];

/** Walk 2: searched, held, handed over by code, back late, claimed, objected to, settled. */
export async function hire(url, owner, rider, file, look) {
  await rider.goto(`${url}/en/things`);
  await look("rider", "things", plain(rider));
  await fill(rider, { sector: "bicycle", date: inDays(3), from: "10:00", until_date: inDays(3), until: "18:00" });
  await press(rider, "/things");
  await look("rider", "things-results", plain(rider));
  await follow(rider, "a[href*='/hires/check']:has-text('City bicycle, medium')");
  await look("rider", "hire-check", plain(rider));
  await press(rider, "/hire-holds");
  const trade = plain(rider);
  const show = async (stage, ...sides) => {
    for (const side of sides.length > 0 ? sides : ["owner", "rider"]) await look(side, `hire-${stage}`, trade);
  };
  const go = (page) => page.goto(`${url}/en${trade}`);
  await show("held", "rider");
  await book(rider);
  await show("booked");
  await moveClock(rider, "shift-start");
  await show("begun");
  await go(owner);
  await fill(owner, { code: "12 34" });
  await press(owner, "/parts/1/record");
  await look("owner", "hire-wrong-code", null);
  await fill(owner, { code: await code(rider) });
  await press(owner, "/parts/1/record");
  await show("handed-over");
  await go(rider);
  await press(rider, "/parts/1/confirmation");
  await moveClock(rider, "shift-end");
  await moveClock(rider, "plus-day");
  await follow(rider, "form:has(input[value=returned]) button");
  await show("back");
  await go(owner);
  await sendPicture(owner, "/parts/2/evidence", file);
  await show("photo");
  await fill(owner, { due: "64" });
  await press(owner, "/parts/2/record");
  await show("claimed");
  await go(rider);
  await rider.locator("details:has(form[action$='/objection']) summary").click();
  await fill(rider, { due: "20" });
  await press(rider, "/objection");
  await show("disputed");
  await go(owner);
  await fill(owner, { pays: "30" });
  await press(owner, "/offers");
  await show("offered");
  await go(rider);
  await press(rider, "/acceptance");
  await show("settled");
  for (const side of ["owner", "rider"]) await look(side, "hire-receipt", `${trade}/receipt`);
  await look("rider", "hire-contract", `${trade}/contract`);
  return trade;
}

/** Walk 4 with one seller: chosen at the stall, collected by code, a piece goes back. */
export async function groceries(url, grocer, buyer, look) {
  await buyer.goto(`${url}/en/goods`);
  await fill(buyer, { words: "bread", post_code: "97214" });
  await press(buyer, "/goods");
  await look("rider", "goods-results", plain(buyer));
  await follow(buyer, "li:has-text('Olga Brandt') a:has-text('Rye bread')");
  await look("rider", "goods-stall", plain(buyer));
  const box = (title) => buyer.locator(`label:has-text('${title}') ~ input`).first();
  await box("Rye bread").fill("many");
  await press(buyer, "/goods/check");
  await look("rider", "goods-stall-wrong", plain(buyer));
  await box("Rye bread").fill("2");
  await box("Apples").fill("3");
  await press(buyer, "/goods/check");
  await look("rider", "goods-check", plain(buyer));
  await press(buyer, "/goods-holds");
  const trade = plain(buyer);
  const show = async (stage) => {
    for (const side of ["owner", "rider"]) await look(side, `goods-${stage}`, trade);
  };
  await look("rider", "goods-held", trade);
  await book(buyer);
  await show("booked");
  await grocer.goto(`${url}/en${trade}`);
  await fill(grocer, { code: await code(buyer) });
  await press(grocer, "/parts/1/record");
  await show("handed-over");
  await buyer.goto(`${url}/en${trade}`);
  await buyer.locator("details:has(form[action$='/report']) summary").click();
  await buyer.locator("form:has(input[value=return]) input[type=text]").first().fill("1");
  await follow(buyer, "form:has(input[value=return]) button");
  await show("reported");
  await grocer.goto(`${url}/en${trade}`);
  await grocer.locator("input[name=is_restocked]").check();
  await press(grocer, "/acceptance");
  await show("returned");
  return trade;
}

/** A room for an afternoon: nothing is handed over, and what silence says is that it was used. */
export async function room(url, owner, rider, look) {
  await rider.goto(`${url}/en/spaces`);
  await fill(rider, { sector: "meeting-room", date: inDays(6), from: "14:00", until_date: inDays(6), until: "17:00" });
  await press(rider, "/spaces");
  await look("rider", "spaces-results", plain(rider));
  await follow(rider, "a[href*='/hires/check']:has-text('Back room')");
  await look("rider", "space-check", plain(rider));
  await press(rider, "/hire-holds");
  const trade = plain(rider);
  const show = async (stage) => {
    for (const side of ["owner", "rider"]) await look(side, `space-${stage}`, trade);
  };
  await book(rider);
  await show("booked");
  await moveClock(rider, "shift-start");
  await show("begun");
  await moveClock(rider, "shift-end");
  await moveClock(rider, "plus-day");
  await moveClock(rider, "plus-day");
  await show("over");
  return trade;
}

/** Walk 10: hours that are given to a charity, recorded and confirmed; no money moves. */
export async function givenHours(url, giver, charity, look) {
  const query = `sector=kitchen-porter&post_code=97214&date=${inDays(11)}&from=13:00&minutes=180&unpaid=yes`;
  await charity.goto(`${url}/en/search?${query}`);
  await look("charity", "unpaid-results", plain(charity));
  await follow(charity, "a[href*='/check?']:has-text('Sam Hall')");
  await look("charity", "unpaid-check", plain(charity));
  await press(charity, "/work-holds");
  const trade = plain(charity);
  const show = async (stage) => {
    for (const side of ["giver", "charity"]) await look(side, `unpaid-${stage}`, trade);
  };
  await press(charity, "/agreement");
  await show("booked");
  await moveClock(charity, "shift-end");
  await show("ended");
  await giver.goto(`${url}/en${trade}`);
  await fill(giver, { due: "180" });
  await press(giver, "/parts/1/record");
  await show("recorded");
  await charity.goto(`${url}/en${trade}`);
  await press(charity, "/parts/1/confirmation");
  await show("over");
  for (const side of ["giver", "charity"]) await look(side, "unpaid-receipt", `${trade}/receipt`);
  await look("charity", "unpaid-contract", `${trade}/contract`);
  return trade;
}
