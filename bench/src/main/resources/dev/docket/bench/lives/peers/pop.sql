UPDATE execution SET state = 1
WHERE seq = ANY (ARRAY(
  SELECT seq FROM execution
  WHERE queue = 'lives' AND state = 0
  ORDER BY priority, seq
  LIMIT least(?, ? - (SELECT count(*) FROM execution WHERE queue = 'lives' AND state = 1))
  FOR UPDATE SKIP LOCKED))
RETURNING seq, id, payload
