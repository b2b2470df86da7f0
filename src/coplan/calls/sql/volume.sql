-- Calls by what the definition says of them, first and last time, and how many have a time.
SELECT answer, count(*) AS calls, min(received) AS first, max(received) AS last, count(hour) AS timed,
  min(month) AS first_month, max(month) AS last_month
FROM counted
GROUP BY answer
