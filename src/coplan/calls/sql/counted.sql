-- Each call with what the definition says of it: yes, maybe or no.
SELECT c.*, coalesce(d.answer, 'no') AS answer
FROM calls AS c
LEFT JOIN definition AS d
  ON coalesce(c.type, '') = d.type AND coalesce(c.type_close, '') = d.type_close
