-- ARGV: ids. Answers how many of them were active.
local keys = {}
for i = 1, #ARGV do
  keys[i] = 'payload:' .. ARGV[i]
end
redis.call('DEL', unpack(keys))
return redis.call('SREM', 'active', unpack(ARGV))
