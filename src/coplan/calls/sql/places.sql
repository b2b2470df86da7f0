-- Behavioral health calls by place.
SELECT coalesce(place, '') AS place, count(*) AS calls
FROM behavioral
GROUP BY 1
