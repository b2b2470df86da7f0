-- People, or places where no people are known, by how many behavioral health calls came within a window.
-- {before} more calls within {seconds} seconds: the call so many before lies inside the window.
SELECT count(DISTINCT who) AS found
FROM (
  SELECT {who} AS who, received, lag(received, {before}) OVER (PARTITION BY {who} ORDER BY received) AS earlier
  FROM behavioral
  WHERE {who} IS NOT NULL AND received IS NOT NULL
) AS windows
WHERE date_diff('second', earlier, received) <= {seconds}
