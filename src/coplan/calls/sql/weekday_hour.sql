-- Behavioral health calls by weekday (1 is Monday) and hour.
SELECT weekday, hour, count(*) AS calls
FROM behavioral
WHERE weekday IS NOT NULL AND hour IS NOT NULL
GROUP BY weekday, hour
