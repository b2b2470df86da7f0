-- The months in which each counted call type is used, to find types that begin or end inside the data.
SELECT kind, min(month) AS first, max(month) AS last, count(*) AS calls
FROM (
  SELECT type AS kind, month FROM behavioral
  UNION ALL
  SELECT type_close AS kind, month FROM behavioral
) AS both_types
WHERE kind IS NOT NULL AND month IS NOT NULL
GROUP BY kind
