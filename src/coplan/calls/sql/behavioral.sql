-- The calls that count as behavioral health: what the other figures are made from.
SELECT received, month, weekday, hour, c.type, c.type_close, disposition, place, address, person, wait_s, scene_s,
  busy_s, units
FROM calls AS c
JOIN definition AS d ON coalesce(c.type, '') = d.type AND coalesce(c.type_close, '') = d.type_close
WHERE d.answer = 'yes'
