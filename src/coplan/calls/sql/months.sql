-- Calls and behavioral health calls by month.
SELECT month, sum(calls) AS calls, sum(CASE WHEN answer = 'yes' THEN calls ELSE 0 END) AS behavioral_health
FROM counted
WHERE month IS NOT NULL
GROUP BY month
