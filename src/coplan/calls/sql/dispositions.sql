-- Behavioral health calls by how they ended.
SELECT coalesce(disposition, '') AS disposition, count(*) AS calls
FROM behavioral
GROUP BY 1
