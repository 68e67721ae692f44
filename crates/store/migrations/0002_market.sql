-- The market's tables at its first release; the records in crates/market describe them.
CREATE TABLE users (
    locality INT NOT NULL,
    id ID NOT NULL,
    kind TEXT NOT NULL,
    role TEXT NOT NULL,
    wants_tax_pot INT NOT NULL,
    stage TEXT NOT NULL,
    confirmed_at INT,
    opened_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, id)
);

CREATE TABLE person (
    locality INT NOT NULL,
    user_id ID NOT NULL,
    display_name TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT,
    language TEXT NOT NULL,
    born_on INT,
    street TEXT,
    post_code TEXT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, user_id)
);

CREATE TABLE sign_in_name (
    locality INT NOT NULL,
    digest TEXT NOT NULL,
    user_id ID NOT NULL,
    home INT NOT NULL,
    password_hash TEXT NOT NULL,
    opened_at INT,
    version INT NOT NULL,
    PRIMARY KEY (locality, digest)
);

CREATE TABLE session (
    locality INT NOT NULL,
    token_digest TEXT NOT NULL,
    user_id ID NOT NULL,
    device TEXT NOT NULL,
    system TEXT,
    started_at INT NOT NULL,
    expires_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, token_digest)
);
CREATE INDEX session_by_user_id ON session (locality, user_id);

CREATE TABLE sent_code (
    locality INT NOT NULL,
    user_id ID NOT NULL,
    purpose TEXT NOT NULL,
    digest TEXT NOT NULL,
    email TEXT NOT NULL,
    sent_at INT NOT NULL,
    expires_at INT NOT NULL,
    tries INT NOT NULL,
    hour_from INT NOT NULL,
    hour_count INT NOT NULL,
    entered_at INT,
    version INT NOT NULL,
    PRIMARY KEY (locality, user_id, purpose),
    CHECK (tries >= 0),
    CHECK (hour_count >= 1)
);

CREATE TABLE photo (
    locality INT NOT NULL,
    digest TEXT NOT NULL,
    bytes BYTES NOT NULL,
    by ID NOT NULL,
    kept_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, digest)
);
CREATE INDEX photo_by_by ON photo (locality, by);

CREATE TABLE offering_photo (
    locality INT NOT NULL,
    offering ID NOT NULL,
    id ID NOT NULL,
    digest TEXT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, offering, id)
);

CREATE TABLE credential (
    locality INT NOT NULL,
    user_id ID NOT NULL,
    claim TEXT NOT NULL,
    stage TEXT NOT NULL,
    issuer TEXT NOT NULL,
    expires_on INT,
    checked_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, user_id, claim)
);

CREATE TABLE resource (
    locality INT NOT NULL,
    id ID NOT NULL,
    owner ID NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, id)
);
CREATE INDEX resource_by_owner ON resource (locality, owner);

CREATE TABLE offering (
    locality INT NOT NULL,
    id ID NOT NULL,
    seller ID NOT NULL,
    resource ID,
    sector TEXT NOT NULL,
    post_code TEXT NOT NULL,
    lat_e6 INT NOT NULL,
    lon_e6 INT NOT NULL,
    stage TEXT NOT NULL,
    offered_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, id)
);
CREATE INDEX offering_by_seller_id ON offering (locality, seller, id);

CREATE TABLE offering_text (
    locality INT NOT NULL,
    offering ID NOT NULL,
    title TEXT NOT NULL,
    description TEXT,
    version INT NOT NULL,
    PRIMARY KEY (locality, offering)
);

CREATE TABLE price_rule (
    locality INT NOT NULL,
    offering ID NOT NULL,
    currency TEXT NOT NULL,
    hourly INT NOT NULL,
    evening_bp INT NOT NULL,
    weekend_bp INT NOT NULL,
    short_notice_bp INT NOT NULL,
    short_notice_minutes INT NOT NULL,
    per_km INT NOT NULL,
    minimum_minutes INT NOT NULL,
    notice_minutes INT NOT NULL,
    distance_max_m INT NOT NULL,
    longer_from_minutes INT NOT NULL,
    longer_discount_bp INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, offering),
    CHECK (hourly > 0),
    CHECK (evening_bp >= 0),
    CHECK (weekend_bp >= 0),
    CHECK (short_notice_bp >= 0),
    CHECK (per_km >= 0),
    CHECK (minimum_minutes >= 15),
    CHECK (notice_minutes >= 0),
    CHECK (distance_max_m >= 0),
    CHECK (longer_discount_bp >= 0),
    CHECK (longer_discount_bp <= 9000)
);

CREATE TABLE hire_rule (
    locality INT NOT NULL,
    offering ID NOT NULL,
    currency TEXT NOT NULL,
    per_day INT NOT NULL,
    per_hour INT NOT NULL,
    bond INT NOT NULL,
    late_per_hour INT NOT NULL,
    buffer_minutes INT NOT NULL,
    minimum_minutes INT NOT NULL,
    days_max INT NOT NULL,
    notice_minutes INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, offering),
    CHECK (per_day > 0),
    CHECK (per_hour > 0),
    CHECK (bond >= 0),
    CHECK (late_per_hour >= 0),
    CHECK (buffer_minutes >= 0),
    CHECK (minimum_minutes >= 15),
    CHECK (days_max >= 1),
    CHECK (days_max <= 400),
    CHECK (notice_minutes >= 0)
);

CREATE TABLE pool_resource (
    locality INT NOT NULL,
    offering ID NOT NULL,
    resource ID NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, offering, resource)
);

CREATE TABLE item_price (
    locality INT NOT NULL,
    offering ID NOT NULL,
    currency TEXT NOT NULL,
    each INT NOT NULL,
    delivery INT,
    is_collected INT NOT NULL,
    ready_minutes INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, offering),
    CHECK (each > 0),
    CHECK (delivery >= 0),
    CHECK (ready_minutes >= 0)
);

CREATE TABLE stock (
    locality INT NOT NULL,
    item ID NOT NULL,
    offered INT NOT NULL,
    taken INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, item),
    CHECK (taken >= 0),
    CHECK (taken <= offered)
);

CREATE TABLE usual_week (
    locality INT NOT NULL,
    resource ID NOT NULL,
    zone TEXT NOT NULL,
    monday BYTES NOT NULL,
    tuesday BYTES NOT NULL,
    wednesday BYTES NOT NULL,
    thursday BYTES NOT NULL,
    friday BYTES NOT NULL,
    saturday BYTES NOT NULL,
    sunday BYTES NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, resource)
);

CREATE TABLE availability_exception (
    locality INT NOT NULL,
    resource ID NOT NULL,
    id ID NOT NULL,
    kind TEXT NOT NULL,
    starts_at INT NOT NULL,
    ends_at INT NOT NULL,
    waives_notice INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, resource, id),
    CHECK (starts_at < ends_at)
);

CREATE TABLE resource_day (
    locality INT NOT NULL,
    resource ID NOT NULL,
    day INT NOT NULL,
    busy BYTES NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, resource, day)
);

CREATE TABLE track_record (
    locality INT NOT NULL,
    user_id ID NOT NULL,
    kept_count INT NOT NULL,
    cancelled_count INT NOT NULL,
    missed_count INT NOT NULL,
    bought_count INT NOT NULL,
    bought_cancelled_count INT NOT NULL,
    absent_count INT NOT NULL,
    unpaid_count INT NOT NULL,
    open_count INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, user_id),
    CHECK (open_count >= 0)
);

CREATE TABLE pair_record (
    locality INT NOT NULL,
    buyer ID NOT NULL,
    seller ID NOT NULL,
    completed_count INT NOT NULL,
    open_count INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, buyer, seller),
    CHECK (open_count >= 0)
);

CREATE TABLE fund_use (
    locality INT NOT NULL,
    fund ID NOT NULL,
    user_id ID NOT NULL,
    used INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, fund, user_id),
    CHECK (used >= 0)
);

CREATE TABLE fund_day (
    locality INT NOT NULL,
    fund ID NOT NULL,
    day INT NOT NULL,
    used INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, fund, day),
    CHECK (used >= 0)
);

CREATE TABLE fund_total (
    locality INT NOT NULL,
    fund ID NOT NULL,
    used INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, fund),
    CHECK (used >= 0)
);

CREATE TABLE contract (
    locality INT NOT NULL,
    trade ID NOT NULL,
    edition INT NOT NULL,
    template TEXT NOT NULL,
    digest TEXT NOT NULL,
    agreed_at INT NOT NULL,
    PRIMARY KEY (locality, trade, edition)
);

CREATE TABLE agreed_hire (
    locality INT NOT NULL,
    trade ID NOT NULL,
    currency TEXT NOT NULL,
    per_day INT NOT NULL,
    per_hour INT NOT NULL,
    bond INT NOT NULL,
    late_per_hour INT NOT NULL,
    buffer_minutes INT NOT NULL,
    minimum_minutes INT NOT NULL,
    days_max INT NOT NULL,
    notice_minutes INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, trade),
    CHECK (per_day > 0),
    CHECK (per_hour > 0),
    CHECK (bond >= 0),
    CHECK (late_per_hour >= 0),
    CHECK (buffer_minutes >= 0),
    CHECK (minimum_minutes >= 15),
    CHECK (days_max >= 1),
    CHECK (days_max <= 400),
    CHECK (notice_minutes >= 0)
);

CREATE TABLE favorite (
    locality INT NOT NULL,
    owner ID NOT NULL,
    other ID NOT NULL,
    added_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, owner, other)
);

CREATE TABLE trade (
    locality INT NOT NULL,
    id ID NOT NULL,
    stage TEXT NOT NULL,
    awaits TEXT NOT NULL,
    kind TEXT NOT NULL,
    mechanism TEXT NOT NULL,
    buyer ID NOT NULL,
    seller ID NOT NULL,
    sector TEXT NOT NULL,
    post_code TEXT NOT NULL,
    town TEXT NOT NULL,
    lat_e6 INT NOT NULL,
    lon_e6 INT NOT NULL,
    jurisdiction TEXT NOT NULL,
    zone TEXT NOT NULL,
    starts_at INT NOT NULL,
    ends_at INT NOT NULL,
    shown TEXT NOT NULL,
    outcome TEXT,
    currency TEXT NOT NULL,
    buyer_pays INT NOT NULL,
    seller_receives INT NOT NULL,
    pack_hash TEXT NOT NULL,
    edition INT NOT NULL,
    held_at INT NOT NULL,
    held_until INT NOT NULL,
    agree_by INT,
    extensions_left INT NOT NULL,
    free_until INT NOT NULL,
    late_share_bp INT NOT NULL,
    booked_at INT,
    ended_at INT,
    timer_at INT,
    timer ID,
    version INT NOT NULL,
    PRIMARY KEY (locality, id),
    CHECK (starts_at <= ends_at),
    CHECK (buyer_pays >= 0),
    CHECK (seller_receives >= 0)
);
CREATE INDEX trade_by_buyer_starts_at ON trade (locality, buyer, starts_at);
CREATE INDEX trade_by_seller_starts_at ON trade (locality, seller, starts_at);

CREATE TABLE part (
    locality INT NOT NULL,
    trade ID NOT NULL,
    number INT NOT NULL,
    promise TEXT NOT NULL,
    stage TEXT NOT NULL,
    outcome TEXT,
    payer TEXT NOT NULL,
    edition INT NOT NULL,
    replaces INT,
    starts_at INT NOT NULL,
    ends_at INT NOT NULL,
    takes TEXT NOT NULL,
    resource ID,
    buffer_minutes INT NOT NULL,
    offering ID,
    quantity INT NOT NULL,
    unit TEXT NOT NULL,
    distance_m INT NOT NULL,
    currency TEXT NOT NULL,
    funds TEXT NOT NULL,
    funds_at INT,
    after INT,
    due INT,
    due_out_of INT,
    recorded_as TEXT,
    started_at INT,
    stopped_at INT,
    record_by INT,
    answers_at INT,
    tries INT NOT NULL,
    closed_at INT,
    record_hours INT NOT NULL,
    answer_hours INT NOT NULL,
    report_hours INT NOT NULL,
    not_taken_bp INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, trade, number),
    CHECK (starts_at <= ends_at),
    CHECK (quantity > 0),
    CHECK (buffer_minutes >= 0),
    CHECK (due >= 0),
    CHECK (due <= due_out_of),
    CHECK (started_at <= stopped_at)
);

CREATE TABLE trade_line (
    locality INT NOT NULL,
    trade ID NOT NULL,
    part INT NOT NULL,
    position INT NOT NULL,
    section TEXT NOT NULL,
    label TEXT NOT NULL,
    amount INT NOT NULL,
    settled INT,
    item ID,
    count INT,
    rule TEXT,
    counterparty TEXT,
    pending ID,
    version INT NOT NULL,
    PRIMARY KEY (locality, trade, part, position)
);

CREATE TABLE trade_event (
    locality INT NOT NULL,
    trade ID NOT NULL,
    id ID NOT NULL,
    part INT,
    what TEXT NOT NULL,
    by ID NOT NULL,
    happened_at INT NOT NULL,
    PRIMARY KEY (locality, trade, id)
);

CREATE TABLE arrival (
    locality INT NOT NULL,
    trade ID NOT NULL,
    street TEXT NOT NULL,
    note TEXT,
    version INT NOT NULL,
    PRIMARY KEY (locality, trade)
);

CREATE TABLE open_hold (
    locality INT NOT NULL,
    buyer ID NOT NULL,
    trade ID NOT NULL,
    held_until INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, buyer, trade)
);

CREATE TABLE account (
    locality INT NOT NULL,
    holder ID NOT NULL,
    class TEXT NOT NULL,
    currency TEXT NOT NULL,
    available INT NOT NULL,
    reserved INT NOT NULL,
    least INT,
    version INT NOT NULL,
    PRIMARY KEY (locality, holder, class, currency),
    CHECK (available >= least),
    CHECK (reserved >= 0)
);

CREATE TABLE holder_name (
    locality INT NOT NULL,
    holder ID NOT NULL,
    name TEXT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, holder)
);

CREATE TABLE reservation (
    locality INT NOT NULL,
    transfer ID NOT NULL,
    debit_holder ID NOT NULL,
    debit_class TEXT NOT NULL,
    credit_holder ID NOT NULL,
    credit_class TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount INT NOT NULL,
    purpose TEXT NOT NULL,
    subject ID NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, transfer),
    CHECK (amount > 0)
);

CREATE TABLE transfer (
    locality INT NOT NULL,
    id ID NOT NULL,
    verb TEXT NOT NULL,
    pending ID,
    posted_at INT NOT NULL,
    debit_holder ID NOT NULL,
    debit_class TEXT NOT NULL,
    credit_holder ID NOT NULL,
    credit_class TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount INT NOT NULL,
    purpose TEXT NOT NULL,
    subject ID NOT NULL,
    PRIMARY KEY (locality, id),
    CHECK (amount > 0)
);
CREATE INDEX transfer_by_debit_holder_id ON transfer (locality, debit_holder, id);
CREATE INDEX transfer_by_credit_holder_id ON transfer (locality, credit_holder, id);
CREATE INDEX transfer_by_subject_id ON transfer (locality, subject, id);

CREATE TABLE evidence (
    locality INT NOT NULL,
    trade ID NOT NULL,
    part INT NOT NULL,
    id ID NOT NULL,
    kind TEXT NOT NULL,
    photo TEXT,
    words TEXT,
    by ID NOT NULL,
    added_at INT NOT NULL,
    PRIMARY KEY (locality, trade, part, id)
);

CREATE TABLE handover (
    locality INT NOT NULL,
    trade ID NOT NULL,
    code TEXT NOT NULL,
    tries INT NOT NULL,
    locked_until INT,
    version INT NOT NULL,
    PRIMARY KEY (locality, trade),
    CHECK (tries >= 0)
);

CREATE TABLE delay (
    locality INT NOT NULL,
    trade ID NOT NULL,
    part INT NOT NULL,
    side TEXT NOT NULL,
    minutes INT NOT NULL,
    times INT NOT NULL,
    said_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, trade, part, side),
    CHECK (minutes > 0),
    CHECK (times > 0)
);

CREATE TABLE part_offer (
    locality INT NOT NULL,
    trade ID NOT NULL,
    part INT NOT NULL,
    id ID NOT NULL,
    side TEXT NOT NULL,
    pays INT NOT NULL,
    made_at INT NOT NULL,
    PRIMARY KEY (locality, trade, part, id),
    CHECK (pays >= 0)
);

CREATE TABLE notice (
    locality INT NOT NULL,
    id ID NOT NULL,
    user_id ID NOT NULL,
    code TEXT NOT NULL,
    arguments TEXT NOT NULL,
    about TEXT NOT NULL,
    subject ID NOT NULL,
    told_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, id)
);
CREATE INDEX notice_by_user_id_id ON notice (locality, user_id, id);

CREATE TABLE inbox (
    locality INT NOT NULL,
    user_id ID NOT NULL,
    read_up_to ID NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, user_id)
);

CREATE TABLE payment (
    locality INT NOT NULL,
    id ID NOT NULL,
    user_id ID NOT NULL,
    direction TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount INT NOT NULL,
    stage TEXT NOT NULL,
    ends_in TEXT,
    pending ID,
    requested_at INT NOT NULL,
    concluded_at INT,
    version INT NOT NULL,
    PRIMARY KEY (locality, id),
    CHECK (amount > 0)
);
CREATE INDEX payment_by_user_id_id ON payment (locality, user_id, id);

CREATE TABLE bank_account (
    locality INT NOT NULL,
    user_id ID NOT NULL,
    holder TEXT NOT NULL,
    ends_in TEXT NOT NULL,
    stage TEXT NOT NULL,
    named_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, user_id)
);

CREATE TABLE calendar_feed (
    locality INT NOT NULL,
    user_id ID NOT NULL,
    secret_digest TEXT NOT NULL,
    made_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, user_id)
);

CREATE TABLE trade_message (
    locality INT NOT NULL,
    trade ID NOT NULL,
    id ID NOT NULL,
    by ID NOT NULL,
    words TEXT NOT NULL,
    written_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, trade, id)
);
CREATE INDEX trade_message_by_by_trade_id ON trade_message (locality, by, trade, id);

CREATE TABLE complaint (
    locality INT NOT NULL,
    id ID NOT NULL,
    user_id ID NOT NULL,
    about ID,
    statement TEXT NOT NULL,
    stage TEXT NOT NULL,
    made_at INT NOT NULL,
    answer_by INT NOT NULL,
    answer TEXT,
    answered_at INT,
    version INT NOT NULL,
    PRIMARY KEY (locality, id),
    CHECK (answer_by > made_at)
);
CREATE INDEX complaint_by_user_id_id ON complaint (locality, user_id, id);

CREATE TABLE open_complaints (
    locality INT NOT NULL,
    user_id ID NOT NULL,
    open_count INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, user_id),
    CHECK (open_count >= 0)
);
