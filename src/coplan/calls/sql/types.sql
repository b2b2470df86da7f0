-- Each pair of call types, at the call and at its close, with its calls.
SELECT coalesce(type, '') AS type, coalesce(type_close, '') AS type_close, count(*) AS calls
FROM calls
GROUP BY 1, 2
