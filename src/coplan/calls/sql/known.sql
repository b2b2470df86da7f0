-- How many behavioral health calls have this key.
SELECT count({who}) AS known
FROM behavioral
