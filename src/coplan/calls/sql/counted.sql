-- The sums of calls with what the definition says of them: yes, maybe or no.
SELECT s.*, coalesce(d.answer, 'no') AS answer
FROM summed AS s
LEFT JOIN definition AS d ON s.type = d.type AND s.type_close = d.type_close
