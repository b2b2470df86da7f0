-- Each pair of call types, at the call and at its close, with its calls.
SELECT type, type_close, sum(calls) AS calls
FROM summed
GROUP BY type, type_close
