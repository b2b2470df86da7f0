-- Whole minutes from the call to the first arrival, with calls and seconds.
SELECT floor(wait_s / 60) AS minute, count(*) AS calls, sum(wait_s) AS seconds
FROM behavioral
WHERE wait_s IS NOT NULL
GROUP BY 1
