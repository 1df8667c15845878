-- ARGV: slots, most. Answers id, payload, and so on of those that became active.
local free = math.min(ARGV[1] - redis.call('SCARD', 'active'), ARGV[2], 2000)
local popped = {}
for rank = 0, 4 do
  if free <= 0 then
    break
  end
  local head = redis.call('ZPOPMIN', 'pending:' .. rank, free)
  if #head > 0 then
    local ids, keys = {}, {}
    for i = 1, #head, 2 do
      ids[#ids + 1] = head[i]
      keys[#keys + 1] = 'payload:' .. head[i]
    end
    redis.call('SADD', 'active', unpack(ids))
    local payloads = redis.call('MGET', unpack(keys))
    for i = 1, #ids do
      popped[#popped + 1] = ids[i]
      popped[#popped + 1] = payloads[i]
    end
    free = free - #ids
  end
end
return popped
