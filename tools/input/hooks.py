"""What is done to each generated call before it goes, and looked at in each answer: see market.py for what is known."""

import atexit
import collections
import datetime
import json
import os

import requests
import schemathesis
from schemathesis.core.failures import Failure
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode
from schemathesis.generation.meta import CONTENT_TYPE_PROBES

from market import CLOCK_WORDS, PASSWORD, SECONDS, Market

SEED = int(os.environ["INPUT_SEED"])
MARKET = Market(json.loads(os.environ["INPUT_READY"]), SEED)
CHANCE = MARKET.chance
# How likely a generated value makes way for one that a person would send.
SENSIBLE = 0.85
ANSWERS = collections.defaultdict(collections.Counter)
SENT_BY = {}
FAMILIES = {
    "/things": "thing", "/spaces": "space", "/goods": "goods", "/hires/{offering}": "thing",
    "/hire-offerings": "thing", "/goods-offerings": "goods",
}


def is_likely(share=SENSIBLE):
    return CHANCE.random() < share


def is_right(case, location):
    """Whether what is sent there was made to fit the document."""
    info = case.meta.components.get(location) if case.meta else None
    return info is None or info.mode == GenerationMode.POSITIVE


def sector(path):
    family = FAMILIES.get(path, "work")
    slugs = MARKET.sectors.get(family) or MARKET.sectors["work"]
    return "kitchen-porter" if family == "work" and is_likely() else CHANCE.choice(slugs)


def day(ahead=0):
    now = datetime.datetime.fromisoformat(MARKET.now().replace("Z", "+00:00"))
    return (now + datetime.timedelta(days=ahead)).date()


def span():
    first = day(CHANCE.randint(1, 6))
    return {"starts_at": f"{first}T17:00:00Z", "ends_at": f"{first}T21:00:00Z"}


def sensible(name, value, path, person):
    """What a person would send under a name; what was generated where we know nothing better."""
    ids = {
        "offering", "item", "other", "exception", "payment", "trade", "complaint", "passkey", "offer", "id", "resource", "lot", "request",
        "pool", "listing", "asker", "call", "brief", "scorer", "auction", "short_address", "book",
    }
    if name in ids and isinstance(value, str):
        return MARKET.id_for(person, name) or value
    match name:
        case "session":
            return "current" if is_likely(0.3) else MARKET.id_for(person, name) or value
        case "part" | "position":
            return 1
        case "question" | "order" if isinstance(value, int):
            return 1
        case "sector":
            return sector(path)
        case "post_code":
            return CHANCE.choice(MARKET.post_codes)
        case "date":
            return str(day(2))
        case "until_date":
            return str(day(3))
        case "from":
            return CHANCE.choice(["08:00", "17:00"])
        case "until":
            return CHANCE.choice(["18:00", "24:00"]) if "{" not in path and path.startswith("/a") or path.endswith("week") else "18:00"
        case "minutes":
            return CHANCE.choice([15, 60, 240])
        case "radius_m":
            return 40_000
        case "limit":
            return CHANCE.randint(1, 50)
        case "currency":
            return "USD"
        case "exponent":
            return 2
        case "minor" | "each" | "hourly" | "per_hour" | "per_day" | "bond" | "late_per_hour":
            return CHANCE.randint(1_800, 4_000)
        case "most" | "start":
            return CHANCE.randint(500, 6_000)
        case "pays":
            return CHANCE.randint(1, 4_000)
        case "expected_pay":
            shown = list(person.shown.values()) if person else []
            return CHANCE.choice(shown)["buyer_pays"]["minor"] if shown else value
        case "count" | "free":
            return CHANCE.randint(1, 5)
        case "email":
            return person.email if person and person.email else f"{MARKET.key()[:8]}@example.org"
        case "code":
            return MARKET.code(person) if person else value
        case "password" | "old_password":
            return PASSWORD
        case "born_on":
            return "1990-05-04"
        case "claim":
            return "food_handler_card"
        case "span":
            return span()
        case _:
            return value


def fill(value, path, person):
    """A body with what a person would send in it."""
    if isinstance(value, list):
        return [fill(one, path, person) for one in value]
    if not isinstance(value, dict):
        return value
    filled = {}
    for name, inner in value.items():
        if isinstance(inner, (dict, list)) and name != "span":
            filled[name] = fill(inner, path, person)
        else:
            filled[name] = sensible(name, inner, path, person) if is_likely() else inner
    return filled


def quote_call(person):
    """A call for quotes of somebody's, opened just now."""
    body = {
        "sector": "flour", "post_code": "97214", "street": "12 SE Ash Street", "from_on": str(day(20)), "until_on": str(day(40)),
        "handing_over": "delivery", "minutes": 180, "lines": [{"text": "Flour", "quantity": 1, "unit": "kg"}],
    }
    opened = MARKET.ask("POST", "/quote-calls", person, body)[1]
    return opened.get("call") if isinstance(opened, dict) else None


def proposal_call(person, minutes=40000):
    """A call for proposals of somebody's, opened just now."""
    body = {
        "sector": "kitchen-porter", "post_code": "97214", "street": "12 SE Ash Street", "title": "A kitchen that stays clean",
        "why": "Six evenings a week.", "from_on": str(day(60)), "until_on": str(day(90)), "price_bp": 4000, "is_public": False,
        "criteria": [{"title": "How it fits", "weight_bp": 6000}], "minutes": minutes,
    }
    opened = MARKET.ask("POST", "/proposal-calls", person, body)[1]
    return opened.get("brief") if isinstance(opened, dict) else None


def proposed_call(person):
    """A call for proposals of somebody's on which the worker has proposed, and whose deadline is over."""
    brief, worker = proposal_call(person, 1440), MARKET.people["worker"]
    offered = MARKET.get("/offerings", worker)
    offering = next((one["id"] for one in offered if one.get("sector") == "35-9021"), None) if isinstance(offered, list) else None
    stage = {"title": "All of it", "share_bp": 10000, "from_on": str(day(60)), "until_on": str(day(90))}
    body = {"offering": offering, "approach": "By hand.", "experience": "Ten years.", "milestones": [stage], "price": 90000}
    MARKET.ask("POST", f"/proposal-calls/{brief}/proposal", worker, body)
    MARKET.ask("POST", "/demo/clock", person, {"to": "plus-day"})
    return brief


def saved_need(person):
    """A need of somebody's, saved just now."""
    body = {
        "name": "A crew", "post_code": "97214", "from_on": str(day(20)), "until_on": str(day(40)), "weekdays": [], "from": "09:00",
        "minutes": 240, "parts": [{"sector": "kitchen-porter", "count": 1}],
    }
    saved = MARKET.ask("POST", "/needs", person, body)[1]
    return saved.get("need") if isinstance(saved, dict) else None


def held_bundle(person):
    """Two things that somebody holds together just now: work and goods, or work and a thing."""
    members = []
    for path in ("/options", "/things", "/goods"):
        search = MARKET.search(path, person)
        if not search or len(members) == 2:
            continue
        _, answer, one = search
        if path == "/goods":
            members.append({"offering": one["offering"], "count": 1, "handing_over": "collection"})
        else:
            members.append({"offering": one["offering"], "span": {name: answer[name] for name in ("starts_at", "ends_at")}})
    body = {"post_code": "97214", "street": "12 SE Ash Street", "members": members}
    held = MARKET.ask("POST", "/bundles", person, body)[1]
    return held.get("bundle") if isinstance(held, dict) else None


def listing_offer(owner, buyer):
    """An offer of a buyer's for what somebody has listed just now."""
    bear = {
        "sector": "flour", "post_code": "97214", "wording": {"title": "A bear of 1905"}, "asking": "ask_me", "piece_count": 1,
        "is_collected": True,
    }
    listed = MARKET.ask("POST", "/listings", owner, bear)[1]
    listing = listed.get("listing") if isinstance(listed, dict) else None
    offer = {"price": 500, "piece_count": 1, "handing_over": "collection"}
    made = MARKET.ask("POST", f"/listings/{listing}/offers", buyer, offer)[1] if listing else None
    return made.get("offer") if isinstance(made, dict) else None


def step(case, path, person):
    """The next step of a trade that is under way, whole: from a search to a hold, from a hold to its agreement."""
    match path:
        case "/options/{offering}" | "/options/{offering}/trace" if search := MARKET.search("/options", person):
            query, _, one = search
            case.query = {name: value for name, value in query.items() if name not in ("limit", "sort", "with", "without")}
            case.path_parameters["offering"] = one["offering"]
        case "/hires/{offering}" if search := MARKET.search("/things", person):
            query, _, one = search
            case.query, case.path_parameters["offering"] = dict(query), one["offering"]
        case "/work-holds" if search := MARKET.search("/options", person):
            query, answer, one = search
            times = {name: answer[name] for name in ("starts_at", "ends_at")}
            case.body = {"offering": one["offering"], "post_code": query["post_code"], "street": "12 SE Ash Street", "span": times}
        case "/hire-holds" if search := MARKET.search("/things", person):
            _, answer, one = search
            case.body = {"offering": one["offering"], "span": {name: answer[name] for name in ("starts_at", "ends_at")}}
        case "/goods-holds" if search := MARKET.search("/goods", person):
            _, _, one = search
            case.body = {"handing_over": "collection", "lines": [{"item": one["offering"], "count": 1}]}
        case "/trades/{trade}/agreement" if person:
            MARKET.hold(person)
            if person.held:
                _, case.path_parameters["trade"], pays = person.held.pop()
                person.booked.append(case.path_parameters["trade"])
                case.body = {"expected_pay": pays}
        case "/trades/{trade}/release" | "/trades/{trade}/extension" if person:
            MARKET.hold(person)
            if person.held:
                case.path_parameters["trade"] = person.held[-1][1]
        case "/listings/{listing}/talks/{asker}" if person and (listing := MARKET.id_for(None, "listing")):
            asker = MARKET.get("/account", person).get("user")
            MARKET.ask("POST", f"/listings/{listing}/messages", person, {"asker": asker, "words": "Is it still there?"})
            case.path_parameters.update(listing=listing, asker=asker)
        case "/quote-calls/{call}/comparison" if person and (call := quote_call(person)):
            MARKET.ask("POST", "/demo/clock", person, {"to": "plus-day"})
            case.path_parameters["call"] = call
        case "/listing-offers/{offer}/withdrawal" if person and (offer := listing_offer(MARKET.people["worker"], person)):
            case.path_parameters["offer"] = offer
        case _ if path.startswith("/listing-offers/{offer}/") and person and (offer := listing_offer(person, MARKET.people["buyer"])):
            case.path_parameters["offer"] = offer
        case "/quote-calls/{call}/questions/{question}/answer" if person and (call := quote_call(person)):
            somebody = MARKET.newcomer()
            MARKET.ask("POST", f"/quote-calls/{call}/questions", somebody, {"question": "Is there a dock?"})
            case.path_parameters.update(call=call, question=1)
        case "/proposal-calls/{brief}/proposals" if person and (brief := proposed_call(person)):
            case.path_parameters["brief"] = brief
        case "/proposal-calls/{brief}/questions/{question}/answer" if person and (brief := proposal_call(person)):
            somebody = MARKET.newcomer()
            MARKET.ask("POST", f"/proposal-calls/{brief}/questions", somebody, {"question": "Is there a dock?"})
            case.path_parameters.update(brief=brief, question=1)
        case "/proposal-calls/{brief}/scorers/{scorer}/dismissal" if person and (brief := proposal_call(person)):
            scorer = MARKET.get("/account", MARKET.newcomer()).get("user")
            MARKET.ask("POST", f"/proposal-calls/{brief}/scorers", person, {"scorer": scorer})
            case.path_parameters.update(brief=brief, scorer=scorer)
        case _ if path.startswith("/proposal-calls/{brief}/") and person and is_likely() and (brief := proposal_call(person)):
            case.path_parameters["brief"] = brief
        case "/calendar-feed" if person:
            MARKET.ask("POST", "/calendar-feed", person, {})
        case "/seller-page" if person:
            MARKET.ask("PUT", "/seller-page", person, {"is_found_by_name": True})
        case "/needs/{need}" if person and (need := saved_need(person)):
            case.path_parameters["need"] = need
        case _ if path.startswith("/bundles/{bundle}") and person and (bundle := held_bundle(person)):
            case.path_parameters["bundle"] = bundle
        case "/favorites/{other}" if person and (other := MARKET.id_for(None, "other")):
            MARKET.ask("POST", "/favorites", person, {"other": other})
            case.path_parameters["other"] = other
        case "/blocks/{other}" if person and (somebody := MARKET.newcomer()):
            MARKET.ask("POST", "/blocks", person, {"other": somebody.ids["user"][0]})
            case.path_parameters["other"] = somebody.ids["user"][0]
        case "/blocks" if isinstance(case.body, dict) and (somebody := MARKET.newcomer()):
            # Those who trade with each other here go on doing so.
            case.body["other"] = somebody.ids["user"][0]
        case "/bank-account" if person and not person.has_bank:
            MARKET.name_bank(person)
        case "/sessions":
            somebody = MARKET.newcomer()
            case.body = {"email": somebody.email, "password": PASSWORD} if somebody else case.body
        case _ if path.startswith("/trades/{trade}/") and person and person.booked:
            case.path_parameters["trade"] = CHANCE.choice(person.booked)
        case _:
            pass


def move_clock(body):
    """Time goes on in the market by steps that people take: moved to the year 9999 at once, nothing would be left to be tried."""
    if isinstance(body, dict) and isinstance(body.get("to"), str) and (is_likely() or body["to"][:4].isdigit()):
        body["to"] = CHANCE.choice(CLOCK_WORDS)


@schemathesis.hook
def before_call(context, case, kwargs):
    method, path = case.method.upper(), case.path
    person = MARKET.who(method, path, [value for value in (case.path_parameters or {}).values() if isinstance(value, str)])
    if is_right(case, ParameterLocation.PATH):
        for name, value in (case.path_parameters or {}).items():
            if is_likely(0.93) and not MARKET.owner(value):
                case.path_parameters[name] = sensible(name, value, path, person)
    if is_right(case, ParameterLocation.QUERY):
        for name, value in list((case.query or {}).items()):
            if name in ("with", "without", "after", "unpaid") and is_likely():
                del case.query[name]
            elif is_likely():
                case.query[name] = sensible(name, value, path, person)
    if is_right(case, ParameterLocation.BODY) and isinstance(case.body, (dict, list)):
        case.body = fill(case.body, path, person)
    locations = (ParameterLocation.PATH, ParameterLocation.QUERY, ParameterLocation.BODY)
    if all(is_right(case, location) for location in locations) and is_likely(0.6):
        step(case, path, person)
    if path == "/demo/clock":
        move_clock(case.body)
    if is_right(case, ParameterLocation.HEADER) and "Idempotency-Key" in (case.headers or {}) and is_likely(0.95):
        case.headers["Idempotency-Key"] = MARKET.key()
    if person and is_likely(0.98):
        case.headers["Authorization"] = f"Bearer {person.token}"
    else:
        person = None
        case.headers.pop("Authorization", None)
    SENT_BY[case.id] = person


@schemathesis.hook
def after_call(context, case, response):
    method, path = case.method.upper(), case.path
    person = SENT_BY.get(case.id)
    if response.request.method == method:
        ANSWERS[f"{method} {path}"][response.status_code] += 1
    if response.status_code == 401 and person and person.name in MARKET.entrances:
        person.token = MARKET.enter(person.name)
    if response.status_code in (200, 201) and response.content:
        try:
            answer = response.json()
            MARKET.learn(person, method, path, answer)
            if method == "POST" and path.endswith("-holds") and person:
                MARKET.held(person, path, answer)
        except ValueError:
            pass


class SameKey(Failure):
    """A call that was sent again under its key was answered otherwise."""


def told(answer):
    """What an answer says, but for the token of a session: each is begun anew, and said so in the document."""
    body = answer.json() if answer.content else None
    return {name: value for name, value in body.items() if name != "token"} if isinstance(body, dict) else body


class MediaTypeTaken(Failure):
    """A body that says that it is no JSON was not refused as that."""


@schemathesis.check
def other_media_types_are_refused(ctx, response, case):
    """A body of another media type is refused by its own problem, by every call that takes one."""
    data = case.meta.phase.data if case.meta else None
    takes_body = "requestBody" in case.operation.definition.raw and response.request.body
    if getattr(data, "scenario", None) not in CONTENT_TYPE_PROBES or not takes_body or response.status_code in (401, 404, 415):
        return
    raise MediaTypeTaken(
        operation=case.operation.label,
        title="A body of another media type is not refused as such",
        message=f"{response.request.headers.get('Content-Type')}: {response.status_code}",
    )


@schemathesis.check
def same_key_same_answer(ctx, response, case):
    """What was done under a key is not done again, and is answered as it was."""
    key = response.request.headers.get("Idempotency-Key")
    if response.status_code not in (201, 204) or not key or not is_likely(0.3):
        return
    for _ in range(2):
        again = requests.Session().send(response.request, timeout=SECONDS)
        if (again.status_code, told(again)) != (response.status_code, told(response)):
            raise SameKey(
                operation=case.operation.label,
                title="Sent again under its key, it is answered otherwise",
                message=f"{response.status_code} {response.content[:300]!r}, then {again.status_code} {again.content[:300]!r}",
            )


@atexit.register
def tell():
    with open(os.environ["INPUT_ANSWERS"], "w", encoding="utf-8") as file:
        json.dump({name: {str(status): count for status, count in counts.items()} for name, counts in ANSWERS.items()}, file)
