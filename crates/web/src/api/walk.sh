# walk-begin
pick() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
number() { sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p"; }
call() { curl --silent --show-error --fail-with-body "$@"; }
RUN=$(date +%s%N)
NOW=$(call "$MARKET/api/v1/demo/clock" | pick now)
DAY=$(date --utc --date "$NOW + 3 days" +%F)

# walk-worker
WORKER=$(call "$MARKET/api/v1/users" --header "Idempotency-Key: worker-$RUN" \
  --json '{"kind":"person","display_name":"Ana R.","email":"ana-'$RUN'@example.org",
           "password":"three plain words","born_on":"1990-05-04","post_code":"97202"}' | pick token)

# walk-worker-code
CODE=$(call "$MARKET/api/v1/demo/mail" --header "Authorization: Bearer $WORKER" | sed 's/.*[^0-9]\([0-9]\{6\}\)[^0-9].*/\1/')
call "$MARKET/api/v1/account/confirmation" --header "Authorization: Bearer $WORKER" \
  --header "Idempotency-Key: worker-code-$RUN" --json '{"code":"'$CODE'"}'

# walk-card
call "$MARKET/api/v1/credentials" --header "Authorization: Bearer $WORKER" \
  --header "Idempotency-Key: card-$RUN" --json '{"claim":"food_handler_card"}'

# walk-offering
OFFERING=$(call "$MARKET/api/v1/offerings" --header "Authorization: Bearer $WORKER" \
  --header "Idempotency-Key: offering-$RUN" \
  --json '{"sector":"kitchen-porter","post_code":"97202",
           "terms":{"currency":"USD","hourly":1800,"evening_bp":1000}}' | pick offering)

# walk-hours
HOURS='[{"from":"08:00","until":"24:00"}]'
call --request PUT "$MARKET/api/v1/availability/week" --header "Authorization: Bearer $WORKER" \
  --json '{"monday":'$HOURS',"tuesday":'$HOURS',"wednesday":'$HOURS',"thursday":'$HOURS',
           "friday":'$HOURS',"saturday":'$HOURS',"sunday":'$HOURS'}'

# walk-cafe
CAFE=$(call "$MARKET/api/v1/users" --header "Idempotency-Key: cafe-$RUN" \
  --json '{"kind":"organization","display_name":"Café Uno","email":"cafe-'$RUN'@example.org",
           "password":"three other words","street":"12 SE Ash Street","post_code":"97214"}' | pick token)
CODE=$(call "$MARKET/api/v1/demo/mail" --header "Authorization: Bearer $CAFE" | sed 's/.*[^0-9]\([0-9]\{6\}\)[^0-9].*/\1/')
call "$MARKET/api/v1/account/confirmation" --header "Authorization: Bearer $CAFE" \
  --header "Idempotency-Key: cafe-code-$RUN" --json '{"code":"'$CODE'"}'
PAYMENT=$(call "$MARKET/api/v1/payments" --header "Authorization: Bearer $CAFE" \
  --header "Idempotency-Key: deposit-$RUN" \
  --json '{"direction":"deposit","amount":{"minor":50000,"currency":"USD"}}' | pick payment)
sleep 2
call "$MARKET/api/v1/payments/$PAYMENT" --header "Authorization: Bearer $CAFE"

# walk-search
WANTED="sector=kitchen-porter&post_code=97214&date=$DAY&from=17:00&minutes=240"
OPTION=$(call "$MARKET/api/v1/options/$OFFERING?$WANTED" --header "Authorization: Bearer $CAFE")
call "$MARKET/api/v1/options?$WANTED" --header "Authorization: Bearer $CAFE"

# walk-hold
FROM=$(echo "$OPTION" | pick starts_at)
UNTIL=$(echo "$OPTION" | pick ends_at)
HELD=$(call "$MARKET/api/v1/work-holds" --header "Authorization: Bearer $CAFE" \
  --header "Idempotency-Key: hold-$RUN" \
  --json '{"offering":"'$OFFERING'","post_code":"97214","note":"Back door. Ask for Kim; wear black.",
           "span":{"starts_at":"'$FROM'","ends_at":"'$UNTIL'"}}')
TRADE=$(echo "$HELD" | pick trade)

# walk-agree
call "$MARKET/api/v1/trades/$TRADE/agreement" --header "Authorization: Bearer $CAFE" \
  --header "Idempotency-Key: agreement-$RUN" --json '{"expected_pay":'$(echo "$HELD" | number minor)'}'
call "$MARKET/api/v1/trades/$TRADE/contract" --header "Authorization: Bearer $CAFE"

# walk-clock
call "$MARKET/api/v1/demo/clock" --header "Authorization: Bearer $CAFE" \
  --header "Idempotency-Key: clock-$RUN" --json '{"to":"shift-end"}'

# walk-record
call "$MARKET/api/v1/trades/$TRADE/parts/1/record" --header "Authorization: Bearer $WORKER" \
  --header "Idempotency-Key: record-$RUN" --json '{"due":225,"reason":"performed","seen":"open"}'
call "$MARKET/api/v1/trades/$TRADE/parts/1/confirmation" --header "Authorization: Bearer $CAFE" \
  --header "Idempotency-Key: confirmation-$RUN" --json '{"due":225,"reason":"performed"}'

# walk-receipt
call "$MARKET/api/v1/trades/$TRADE/receipt" --header "Authorization: Bearer $WORKER"
call "$MARKET/api/v1/trades/$TRADE/receipt" --header "Authorization: Bearer $CAFE"
call "$MARKET/api/v1/statement" --header "Authorization: Bearer $WORKER"
call "$MARKET/api/v1/statement" --header "Authorization: Bearer $CAFE"
