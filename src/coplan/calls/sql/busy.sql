-- Seconds of all units on behavioral health calls, the calls that have them, and the units.
SELECT count(*) AS calls, sum(busy_s) AS seconds, sum(units) AS units
FROM behavioral
WHERE busy_s IS NOT NULL
