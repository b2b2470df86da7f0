-- Behavioral health calls by how they ended.
SELECT coalesce(disposition, '') AS disposition, count(*) AS calls
FROM counted
WHERE answer = 'yes'
GROUP BY 1
