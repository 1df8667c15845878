DELETE FROM execution WHERE seq = ANY (?) AND state = 1
