---
name: get_renewals_closing_soon
description: Open renewals that are expected to close within some days, by account, with the least probability among them
parameters:
  - {name: days, type: integer, description: Days ahead from the as-of date, default: 45, minimum: 1, maximum: 365}
columns: {value: currency, least_probability: percent, renewals: count, next_close: date}
---
SELECT account, sum(amount) AS value, count(*) AS renewals, min(probability) AS least_probability,
       min(closed) AS next_close
FROM opportunities
WHERE outcome = 'open' AND type = 'Renewal'
  AND closed > CAST(:as_of AS DATE) AND closed <= CAST(:as_of AS DATE) + CAST(:days AS INTEGER)
GROUP BY account
ORDER BY value DESC NULLS LAST, account
LIMIT 10
