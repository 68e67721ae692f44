"""One trade by a client that is generated from the document: from two sign-ups to the statement."""

import datetime
import re
import sys
import time
import uuid

from poems_client import AuthenticatedClient, Client
from poems_client.api.availability import put_availability_week
from poems_client.api.money import get_payments_payment, get_statement, post_payments
from poems_client.api.offerings import post_offerings
from poems_client.api.options import get_options, get_options_offering
from poems_client.api.parallel_market import get_demo_clock, get_demo_mail
from poems_client.api.trades import get_trades_trade, post_trades_trade_agreement, post_work_holds
from poems_client.api.users import get_account, post_account_confirmation, post_credentials, post_users
from poems_client.models import (
    PostAccountConfirmationBody,
    PostCredentialsBody,
    PostOfferingsBody,
    PostPaymentsBody,
    PostTradesTradeAgreementBody,
    PostUsersBody,
    PostWorkHoldsBody,
    Problem,
    PutAvailabilityWeekBody,
)

DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
TRIES = 100


def key():
    return str(uuid.uuid4())


def done(response):
    """What a call answered, or the problem that it met."""
    if isinstance(response.parsed, Problem):
        sys.exit(f"{response.status_code}: {response.parsed.type_}: {response.parsed.detail}")
    return response.parsed


def sign_up(address, market, **body):
    opened = done(post_users.sync_detailed(client=market, body=PostUsersBody.from_dict(body), idempotency_key=key()))
    own = AuthenticatedClient(base_url=address, token=opened.token)
    # The code went to the address; the parallel market shows the message.
    words = done(get_demo_mail.sync_detailed(client=own))[0].words
    code = PostAccountConfirmationBody(code=re.search(r"\d{6}", words).group())
    done(post_account_confirmation.sync_detailed(client=own, body=code, idempotency_key=key()))
    return own


def offer(ana):
    card = PostCredentialsBody(claim="food_handler_card")
    done(post_credentials.sync_detailed(client=ana, body=card, idempotency_key=key()))
    terms = {"currency": "USD", "hourly": 1_800}
    body = PostOfferingsBody.from_dict({"sector": "kitchen-porter", "post_code": "97202", "terms": terms})
    offering = done(post_offerings.sync_detailed(client=ana, body=body, idempotency_key=key())).offering
    week = {day: [{"from": "08:00", "until": "24:00"}] for day in DAYS}
    done(put_availability_week.sync_detailed(client=ana, body=PutAvailabilityWeekBody.from_dict(week)))
    return offering


def deposit(cafe):
    body = PostPaymentsBody.from_dict({"direction": "deposit", "amount": {"minor": 50_000, "currency": "USD"}})
    payment = done(post_payments.sync_detailed(client=cafe, body=body, idempotency_key=key())).payment
    for _ in range(TRIES):
        if done(get_payments_payment.sync_detailed(client=cafe, payment=payment)).stage == "done":
            return
        time.sleep(0.1)
    sys.exit("the bank did not pay")


def main(address):
    market = Client(base_url=address)
    run = key()
    ana = sign_up(
        address, market, kind="person", display_name="Ana R.", email=f"ana-{run}@example.org",
        password="three plain words", born_on="1990-05-04", post_code="97202",
    )
    cafe = sign_up(
        address, market, kind="organization", display_name="Café Uno", email=f"cafe-{run}@example.org",
        password="three other words", street="12 SE Ash Street", post_code="97214",
    )
    offering = offer(ana)
    deposit(cafe)

    day = done(get_demo_clock.sync_detailed(client=market)).now.date() + datetime.timedelta(days=3)
    wanted = {"sector": "kitchen-porter", "post_code": "97214", "date": day, "from_": "17:00", "minutes": 240}
    found = done(get_options.sync_detailed(client=cafe, limit=100, **wanted))
    if not found.options:
        sys.exit("nobody is free")
    option = done(get_options_offering.sync_detailed(client=cafe, offering=offering, **wanted)).option
    span = {"starts_at": found.starts_at.isoformat(), "ends_at": found.ends_at.isoformat()}
    hold = PostWorkHoldsBody.from_dict({"offering": str(option.offering), "post_code": "97214", "span": span})
    held = done(post_work_holds.sync_detailed(client=cafe, body=hold, idempotency_key=key()))
    seen = PostTradesTradeAgreementBody(expected_pay=held.buyer_pays.minor)
    done(post_trades_trade_agreement.sync_detailed(trade=held.trade, client=cafe, body=seen, idempotency_key=key()))
    trade = done(get_trades_trade.sync_detailed(trade=held.trade, client=cafe))
    lines = done(get_statement.sync_detailed(client=cafe))

    # A refusal has a type that a program can go by.
    refused = get_account.sync_detailed(client=AuthenticatedClient(base_url=address, token="of-nobody")).parsed
    if refused.type_ != "/problems/request/signed-out":
        sys.exit(f"{refused.type_}")
    print(f"{trade.stage} {held.buyer_pays.minor} {len(lines)}")


main(f"{sys.argv[1]}/api/v1")
