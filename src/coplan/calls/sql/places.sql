-- Behavioral health calls by place.
SELECT coalesce(place, '') AS place, count(*) AS calls
FROM counted
WHERE answer = 'yes'
GROUP BY 1
