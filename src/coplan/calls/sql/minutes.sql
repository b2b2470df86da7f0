-- Whole minutes from arrival to clear, with calls and seconds: median and mean are worked out from it exactly.
SELECT floor(scene_s / 60) AS minute, count(*) AS calls, sum(scene_s) AS seconds
FROM behavioral
WHERE scene_s IS NOT NULL
GROUP BY 1
