INSERT INTO execution (queue, priority, id, user_id, payload)
SELECT 'lives', priority, id, user_id, payload
FROM unnest(?::smallint[], ?::text[], ?::text[], ?::text[]) AS request (priority, id, user_id, payload)
