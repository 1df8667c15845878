SELECT priority, count(*) FROM execution WHERE queue = 'lives' AND state = 0 GROUP BY priority
