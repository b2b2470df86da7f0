-- People, or places where no people are known, by how many behavioral health calls came within a window.
-- {at_least} calls within {seconds} seconds: the call so many before lies inside the window.
SELECT count(DISTINCT who) AS found
FROM (
  SELECT {who} AS who, second - lag(second, {before}) OVER (PARTITION BY {who} ORDER BY second) AS since
  FROM counted
  WHERE answer = 'yes' AND {who} IS NOT NULL AND second IS NOT NULL
) AS windows
WHERE since <= {seconds}
