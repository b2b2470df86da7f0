-- Calls by what the definition says of them, with the first and last time and month.
SELECT answer, sum(calls) AS calls, min(first) AS first, max(last) AS last,
  min(month) AS first_month, max(month) AS last_month
FROM counted
GROUP BY answer
