-- ARGV: id, rank, time, payload; and so on. Answers the position of each: how many wait before it.
local positions = {}
for i = 1, #ARGV, 4 do
  local id, rank = ARGV[i], ARGV[i + 1]
  local line = 'pending:' .. rank
  redis.call('SET', 'payload:' .. id, ARGV[i + 3])
  redis.call('ZADD', line, ARGV[i + 2], id)
  local position = redis.call('ZRANK', line, id)
  for above = 0, rank - 1 do
    position = position + redis.call('ZCARD', 'pending:' .. above)
  end
  positions[#positions + 1] = position
end
return positions
