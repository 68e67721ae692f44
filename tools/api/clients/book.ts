// One trade by a client that is generated from the document: from two sign-ups to the statement.

import createClient from "openapi-fetch";
import type { components, paths } from "../.scratch/schema.js";

type Client = ReturnType<typeof createClient<paths>>;
type Week = components["schemas"]["Week"];

/** Books four hours of work at the market of this address, and says what the trade and the statement came to. */
export async function book(address: string): Promise<{ stage: string; paid: number; lines: number }> {
  const market = createClient<paths>({ baseUrl: `${address}/api/v1` });
  const as = (token: string) =>
    createClient<paths>({ baseUrl: `${address}/api/v1`, headers: { Authorization: `Bearer ${token}` } });

  const run = crypto.randomUUID();
  const ana = as(
    (await signUp(market, { kind: "person", display_name: "Ana R.", email: `ana-${run}@example.org`,
      password: "three plain words", born_on: "1990-05-04", post_code: "97202" })).token,
  );
  const cafe = as(
    (await signUp(market, { kind: "organization", display_name: "Café Uno", email: `cafe-${run}@example.org`,
      password: "three other words", street: "12 SE Ash Street", post_code: "97214" })).token,
  );
  await confirm(ana);
  await confirm(cafe);
  const offering = await offer(ana);
  await deposit(cafe);

  const query = { sector: "kitchen-porter", post_code: "97214", date: await inThreeDays(market), from: "17:00", minutes: 240 };
  const found = done(await cafe.GET("/options", { params: { query: { ...query, limit: 100 } } }));
  if (found.options.length === 0) throw new Error("nobody is free");
  const { option } = done(await cafe.GET("/options/{offering}", { params: { path: { offering }, query } }));
  const held = done(
    await cafe.POST("/work-holds", {
      params: { header: key() },
      body: { offering: option.offering, post_code: "97214", span: { starts_at: found.starts_at, ends_at: found.ends_at } },
    }),
  );
  const path = { trade: held.trade };
  const seen = { expected_pay: held.buyer_pays.minor };
  done(await cafe.POST("/trades/{trade}/agreement", { params: { path, header: key() }, body: seen }));
  const trade = done(await cafe.GET("/trades/{trade}", { params: { path } }));
  const lines = done(await cafe.GET("/statement", { params: {} }));

  // A refusal has a type that a program can go by.
  const { error, response } = await cafe.GET("/trades/{trade}", { params: { path: { trade: run } } });
  if (response.status !== 404 || error?.type !== "/problems/request/not-found") throw new Error(JSON.stringify(error));
  return { stage: trade.stage, paid: held.buyer_pays.minor, lines: lines.length };
}

/** What a call answered, or the problem that it met. */
function done<T>({ data, error, response }: { data?: T; error?: unknown; response: Response }): NonNullable<T> {
  if (data === undefined || data === null) throw new Error(`${response.status} ${response.url} ${JSON.stringify(error)}`);
  return data;
}

function key() {
  return { "Idempotency-Key": crypto.randomUUID() };
}

type SignUp = NonNullable<paths["/users"]["post"]["requestBody"]>["content"]["application/json"];

async function signUp(market: Client, body: SignUp) {
  return done(await market.POST("/users", { params: { header: key() }, body }));
}

/** Enters the code that went to the address; the parallel market shows the message. */
async function confirm(own: Client) {
  const [mail] = done(await own.GET("/demo/mail"));
  const code = /\d{6}/u.exec(mail?.words ?? "")?.[0] ?? "";
  const confirmed = await own.POST("/account/confirmation", { params: { header: key() }, body: { code } });
  if (!confirmed.response.ok) throw new Error(JSON.stringify(confirmed.error));
}

async function offer(ana: Client) {
  const card = await ana.POST("/credentials", { params: { header: key() }, body: { claim: "food_handler_card" } });
  if (!card.response.ok) throw new Error(JSON.stringify(card.error));
  const { offering } = done(
    await ana.POST("/offerings", {
      params: { header: key() },
      body: { sector: "kitchen-porter", post_code: "97202", terms: { currency: "USD", hourly: 1_800 } },
    }),
  );
  const day = [{ from: "08:00", until: "24:00" }];
  const week: Week = { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day };
  const set = await ana.PUT("/availability/week", { body: week });
  if (!set.response.ok) throw new Error(JSON.stringify(set.error));
  return offering;
}

async function deposit(cafe: Client) {
  const body = { direction: "deposit" as const, amount: { minor: 50_000, currency: "USD" } };
  const { payment } = done(await cafe.POST("/payments", { params: { header: key() }, body }));
  for (let tries = 0; tries < 100; tries += 1) {
    const { stage } = done(await cafe.GET("/payments/{payment}", { params: { path: { payment } } }));
    if (stage === "done") return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the bank did not pay");
}

/** A local date that is three days on. */
async function inThreeDays(market: Client) {
  const { now } = done(await market.GET("/demo/clock"));
  return new Date(Date.parse(now) + 3 * 24 * 60 * 60 * 1_000).toISOString().slice(0, 10);
}
