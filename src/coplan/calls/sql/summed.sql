-- Calls by their two types and month: the one look at all calls from which their totals come.
SELECT coalesce(type, '') AS type, coalesce(type_close, '') AS type_close, month, count(*) AS calls,
  min(received) AS first, max(received) AS last
FROM calls
GROUP BY 1, 2, 3
