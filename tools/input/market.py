"""What the generator has to know of the market: who there is, what is theirs, and what a call about it looks like."""

import collections
import datetime
import json
import random
import re
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

# How many ids of a kind are remembered: the latest.
REMEMBERED = 40
SECONDS = 60
CLOCK_WORDS = ["shift-start", "shift-end", "plus-day", "friday"]
IDS = {
    "trade", "offering", "payment", "complaint", "exception", "passkey", "session", "item", "user", "seller", "buyer", "other", "offer",
    "lot", "request", "pool", "listing", "need", "asker", "call", "brief", "scorer", "auction", "short_address", "book", "bundle",
}
# A list that names its records `id` only, by the address at which it is.
LISTS = {"/trades": "trade", "/offerings": "offering", "/complaints": "complaint", "/passkeys": "passkey", "/trades/{trade}": "trade",
         "/lots": "lot", "/lots-for-sale": "lot", "/lots-bid-for": "lot", "/lots/{lot}": "lot",
         "/work-requests": "request", "/work-requests-received": "request", "/work-requests/{request}": "request",
         "/listings": "listing", "/own-listings": "listing", "/listings-asked-about": "listing", "/listings/{listing}": "listing",
         "/pools": "pool", "/pools-selling": "pool", "/pools/{pool}": "pool",
         "/books": "book", "/books-traded": "book", "/books/{book}": "book",
         "/quote-calls": "call", "/quote-calls-made": "call", "/quote-calls-quoted": "call", "/quote-calls/{call}": "call",
         "/needs": "need", "/needs/{need}": "need",
         "/proposal-calls": "brief", "/proposal-calls-made": "brief", "/proposal-calls-proposed": "brief",
         "/proposal-calls-scored": "brief", "/proposal-calls/{brief}": "brief",
         "/reverse-auctions": "auction", "/reverse-auctions-made": "auction", "/reverse-auctions-bid": "auction",
         "/reverse-auctions/{auction}": "auction", "/bundles": "bundle", "/bundles/{bundle}": "bundle"}
# What an address or a body asks for, and the kinds of ids that would do.
WANTED = {"id": ["user", "seller"], "scorer": ["scorer", "user", "seller"], "other": ["seller", "user"], "item": ["item", "offering"],
          "resource": ["resource"]}
# Whoever is signed out, closed or given another password by these is made for it, so that the others stay.
ENDS = {
    ("POST", "/account/closure"), ("PUT", "/account/password"), ("DELETE", "/sessions"), ("DELETE", "/sessions/{session}"),
    ("POST", "/account/address"), ("POST", "/account/address/confirmation"),
}
PASSWORD = "three plain words"


class Person:
    """Somebody who is signed in, and what their answers showed them."""

    def __init__(self, name, token, email=None):
        self.name, self.token, self.email = name, token, email
        self.ids = collections.defaultdict(lambda: collections.deque(maxlen=REMEMBERED))
        self.shown = {}
        self.has_bank = False
        self.held = collections.deque(maxlen=REMEMBERED)
        self.booked = collections.deque(maxlen=REMEMBERED)

    def saw(self, kind, value):
        if value not in self.ids[kind]:
            self.ids[kind].append(value)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Market:
    """The market that is called, its people, and what was found in their answers."""

    def __init__(self, ready, seed):
        self.url = ready["url"]
        self.chance = random.Random(seed)
        self.opener = urllib.request.build_opener(NoRedirect)
        self.entrances = {part: way for part, way in ready.items() if part != "url"}
        self.people = {part: Person(part, self.enter(part)) for part in self.entrances}
        self.made = 0
        self.sectors = collections.defaultdict(list)
        for sector in self.get("/sectors", None):
            self.sectors[sector["family"]].append(sector["slug"])
        self.post_codes = ["97214", "97202", "97209", "97201"]
        self.shown_now, self.asked_at = None, float("-inf")
        for person in self.people.values():
            for path in [
                "/account", "/trades", "/offerings", "/availability", "/complaints", "/lots", "/lots-for-sale", "/pools", "/pools-selling",
                "/listings", "/own-listings", "/listings-asked-about", "/quote-calls", "/proposal-calls", "/reverse-auctions",
                "/work-requests", "/work-requests-received", "/seller-page", "/books", "/books-traded", "/needs", "/bundles",
            ]:
                self.learn(person, "GET", path, self.get(path, person))

    def ask(self, method, path, person, body=None):
        """A call of our own; its status and its JSON."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": self.key()}
        if person:
            headers["Authorization"] = f"Bearer {person.token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/api/v1{path}", data=data, headers=headers, method=method)
        try:
            with self.opener.open(request, timeout=SECONDS) as answer:
                text = answer.read()
                return answer.status, json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"null")

    def get(self, path, person):
        return self.ask("GET", path, person)[1]

    def enter(self, part):
        """A new session of somebody of the demo's, by the way in that it printed."""
        try:
            answer = self.opener.open(self.entrances[part], timeout=SECONDS)
        except urllib.error.HTTPError as error:
            answer = error
        cookies = answer.headers.get_all("Set-Cookie") or []
        return next(cookie.split("=", 1)[1].split(";")[0] for cookie in cookies if cookie.startswith("session="))

    def key(self):
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))

    def newcomer(self):
        """Somebody new, whose address is confirmed and who has a second session."""
        self.made += 1
        email = f"new-{self.made}-{self.key()[:8]}@example.org"
        body = {
            "kind": "person", "display_name": "Noor", "email": email, "password": PASSWORD, "born_on": "1990-05-04", "post_code": "97214",
        }
        status, opened = self.ask("POST", "/users", None, body)
        if status != 201:
            return None
        person = Person("newcomer", opened["token"], email)
        self.ask("POST", "/account/confirmation", person, {"code": self.code(person)})
        self.ask("POST", "/sessions", None, {"email": email, "password": PASSWORD})
        self.learn(person, "GET", "/account", self.get("/account", person))
        return person

    def code(self, person):
        """The code that a message of the demo's has."""
        mail = self.get("/demo/mail", person)
        words = " ".join(one["words"] for one in mail) if isinstance(mail, list) else ""
        codes = re.findall(r"(?<!\d)\d{6}(?!\d)", words)
        return self.chance.choice(codes) if codes else "123456"

    def name_bank(self, person):
        """Shows a second factor, and says where money of somebody's goes."""
        self.ask("POST", "/sessions/current/code", person)
        self.ask("POST", "/sessions/current/proof", person, {"code": self.code(person)})
        body = {"holder": "Ana Rivera", "bank_code": "123000220", "number": "0001 2345 4410"}
        person.has_bank = self.ask("PUT", "/bank-account", person, body)[0] == 204

    def now(self):
        """The time of the market: asked for once a second of ours, for it runs on as ours does."""
        if time.monotonic() - self.asked_at > 1:
            self.shown_now, self.asked_at = self.get("/demo/clock", None)["now"], time.monotonic()
        return self.shown_now

    # What answers show.

    def learn(self, person, method, path, answer):
        """Remembers the ids of an answer, as theirs who saw it."""
        person = person or self.people["buyer"]
        if path == "/trades/{trade}" and isinstance(answer, dict) and "parts" in answer:
            person.shown[answer["id"]] = answer
        self._learn(person, LISTS.get(path), answer)

    def _learn(self, person, named, value):
        if isinstance(value, list):
            for one in value:
                self._learn(person, named, one)
        if not isinstance(value, dict):
            return
        for name, inner in value.items():
            kind = named if name == "id" else name
            if name == "resource":
                kind = "resource"
            if isinstance(inner, str) and kind and (kind in IDS or kind == "resource"):
                person.saw(kind, inner)
            else:
                self._learn(person, "offer" if name == "offers" else named if isinstance(inner, list) else None, inner)

    def search(self, path, person):
        """A search that finds something, with what it was asked with and one of what it found; none, if it finds nothing."""
        now = datetime.datetime.fromisoformat(self.now().replace("Z", "+00:00"))
        days = [str((now + datetime.timedelta(days=ahead)).date()) for ahead in (2, 3)]
        query = {
            "/options": {"sector": "kitchen-porter", "post_code": "97214", "date": days[0], "from": "17:00", "minutes": "240"},
            "/things": {
                "sector": "bicycle", "post_code": "97214", "date": days[0], "from": "10:00", "until_date": days[1], "until": "18:00",
            },
            "/goods": {"post_code": "97214"},
        }[path]
        answer = self.get(f"{path}?{urllib.parse.urlencode(query)}", person)
        found = answer.get("options") or answer.get("hires") or answer.get("items")
        return (query, answer, self.chance.choice(found)) if found else None

    def hold(self, person):
        """Holds hours for somebody, so that there is a trade to be gone on with."""
        if search := self.search("/options", person):
            query, answer, one = search
            span = {name: answer[name] for name in ("starts_at", "ends_at")}
            body = {"offering": one["offering"], "post_code": query["post_code"], "street": "12 SE Ash Street", "span": span}
            status, held = self.ask("POST", "/work-holds", person, body)
            if status == 201:
                self.held(person, "/work-holds", held)

    def held(self, person, path, answer):
        """Remembers what somebody holds, and at what price."""
        person.held.append((path, answer["trade"], answer["buyer_pays"]["minor"]))

    # What calls are about.

    def id_for(self, person, name):
        """An id that was seen, of a kind that is asked for: mostly one of theirs."""
        kinds = WANTED.get(name, [name])
        own = [one for kind in kinds for one in person.ids[kind]] if person else []
        if own and self.chance.random() < 0.9:
            return self.chance.choice(own)
        every = [one for other in self.people.values() for kind in kinds for one in other.ids[kind]]
        return self.chance.choice(every) if every else None

    def owner(self, value):
        """Whoever was shown an id, if anybody was."""
        owners = [person for person in self.people.values() if any(value in ids for ids in person.ids.values())]
        return self.chance.choice(owners) if owners else None

    def who(self, method, path, values):
        """Whoever makes a call: whose the things are that it is about already; nobody now and then."""
        if (method, path) in ENDS and (method, path) != ("POST", "/account/address"):
            return self.newcomer()
        owners = [owner for owner in map(self.owner, values) if owner]
        if owners and self.chance.random() < 0.9:
            return owners[0]
        if self.chance.random() < 0.08:
            return None
        mostly = "worker"
        if path in ("/work-holds", "/goods-holds", "/hire-holds", "/payments") or path.endswith(("agreement", "confirmation", "extension")):
            mostly = "buyer"
        if self.chance.random() < 0.6 and mostly in self.people:
            return self.people[mostly]
        return self.chance.choice(list(self.people.values()))
