#!/usr/bin/env bash
# A month of a fund over HTTP, with curl. Prints each request and what it is answered; month.txt has that as it was.
#
#   ./ledger serve &
#   LEDGER_KEY=$(./ledger token --role officer --pool 330998) samples/curl/month.sh
#
# LEDGER_URL and LEDGER_POOL choose another server or pool. May be run again: what is recorded is answered as such.
set -euo pipefail

: "${LEDGER_KEY:?make a key with ./ledger token --role officer --pool 330998}"
pool=${LEDGER_URL:-http://127.0.0.1:5080}/api/v1/pools/${LEDGER_POOL:-330998}

step() { printf '\n== %s\n' "$1"; }

get() {
  printf '> GET %s\n' "$1"
  curl --silent --show-error --header "Authorization: Bearer $LEDGER_KEY" --write-out '\n< %{http_code}\n' "$pool/$1"
}

post() {
  printf '> POST %s\n%s\n' "$1" "$2"
  curl --silent --show-error --header "Authorization: Bearer $LEDGER_KEY" --header 'Content-Type: application/json' \
    --header "Accept-Language: ${3:-en}" --data "$2" --write-out '\n< %{http_code}\n' "$pool/$1"
}

step 'The books of the employees'"'"' fund are opened, with what was in it: one voucher'
post entries '[{"kind":"fund_opened","document":"KZ-1","voucher":"JZ-1","fund":"employee","date":"2025-01-01"},
 {"kind":"opening_balance_recorded","document":"KZ-2","voucher":"JZ-1","fund":"employee","date":"2025-01-01","amount":"1000000.00"}]'

step 'A hospital gets a budget of the year'
post budgets '{"document":"YS-1","fund":"employee","date":"2025-03-01","amount":"600000.00","institution":"H33099800001","budgetYear":"2025"}'

step 'Employers pay'
post premiums '{"document":"SR-1","fund":"employee","date":"2025-03-10","amount":"85000.00","payer":"employer"}'

step 'The hospital'"'"'s settlements of the month are owed, and paid'
post settlements '{"document":"JS-1","fund":"employee","date":"2025-03-20","amount":"42300.50","category":"inpatient","institution":"H33099800001","count":"31"}'
post reimbursements '{"document":"ZF-1","fund":"employee","date":"2025-03-28","amount":"42300.50","category":"inpatient","institution":"H33099800001","original":"JS-1"}'

step 'Nothing was heard of the payment, so it is sent again: it stands where it stood'
post reimbursements '{"document":"ZF-1","fund":"employee","date":"2025-03-28","amount":"42300.50","category":"inpatient","institution":"H33099800001","original":"JS-1"}'

step 'Another payment under the same document is a conflict'
post reimbursements '{"document":"ZF-1","fund":"employee","date":"2025-03-28","amount":"42300.51","category":"inpatient","institution":"H33099800001","original":"JS-1"}'

step 'More than the fund has is refused, here in Chinese; a dry run would have said so'
post 'reimbursements?dryRun=true' '{"document":"ZF-2","fund":"employee","date":"2025-03-30","amount":"2000000.00","category":"outpatient"}' zh-CN

step 'What is malformed is told by field'
post reimbursements '{"document":"ZF-3","fund":"employee","date":"2025-02-30","amount":"12,50","category":"outpatient"}'

step 'What the fund has, how long it lasts, how far the budget is used'
get 'funds/employee/balance?asOf=2025-03-31'
get 'funds/employee/capacity?asOf=2025-03-31'
get 'institutions/H33099800001/budget?year=2025'

step 'As it was known before the hospital was paid'
get 'funds/employee/balance?asOf=2025-03-31&position=5'

step 'The month is closed, and takes nothing more'
post periods/2025-03/close '{"reason":"month end"}'
post premiums '{"document":"SR-2","fund":"employee","date":"2025-03-31","amount":"100.00","payer":"flexible"}'

step 'The statement of the month'
get 'statements?from=2025-03&to=2025-03'
