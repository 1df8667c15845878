// Executions live in BullMQ: node bullmq.mjs PORT [SECONDS] [ROUNDS] [CONCURRENCY] [WORKERS].
// Prints a JSON line {"lives", "nanos"} for each round; the first one is for warming up.
// BullMQ tells nobody where a job stands: these lives have no position.
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

const [port, seconds = '5', rounds = '3', concurrency = '200', workers = '1'] = process.argv.slice(2);
const connection = () =>
  new Redis({ host: '127.0.0.1', port: Number(port), enableAutoPipelining: true, maxRetriesPerRequest: null });
const IN_FLIGHT = 4000;
const CHUNK = 200;
const USERS = 1000;
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 (=)';

// Scripts of 380 letters cut out of one long random text: nothing repeats, and nothing is spent on it.
let text = '';
while (text.length < 1 << 20) text += LETTERS[Math.floor(Math.random() * 64)];

function job(number) {
  const at = (number * 397) % (text.length - 380);
  return {
    name: 'e',
    data: {
      executionId: 'life-' + number,
      userId: 'user-' + (number % USERS),
      script: text.substring(at, at + 380),
      language: 'python',
      runtimeImage: 'python:3.12-slim',
      runtimeCommand: ['python3', '-u', '{script}'],
      runtimeFilename: 'main.py',
      timeoutSeconds: 600,
      cpuRequest: '100m',
      memoryRequest: '64Mi',
    },
    opts: {
      priority: 1 + (Math.floor(number / USERS) % 5),
      removeOnComplete: true,
      removeOnFail: true,
    },
  };
}

const queue = new Queue('lives', { connection: connection(), streams: { events: { maxLen: 1 } } });
let number = 0;
let completed = 0;
let owed = 0;
let requesting = true;
let adding = Promise.resolve();

function request(count) {
  const jobs = [];
  for (let i = 0; i < count; i++) jobs.push(job(number++));
  return queue.addBulk(jobs);
}

const crew = [];
for (let i = 0; i < Number(workers); i++) {
  const worker = new Worker('lives', async () => {}, { connection: connection(), concurrency: Number(concurrency) });
  worker.on('completed', () => {
    completed++;
    if (requesting && ++owed === CHUNK) {
      owed = 0;
      adding = request(CHUNK);
      adding.catch(fail);
    }
  });
  worker.on('error', fail);
  crew.push(worker);
}

function fail(error) {
  console.error(error);
  process.exit(1);
}

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

for (let sent = 0; sent < IN_FLIGHT; sent += CHUNK) await request(CHUNK);
for (let round = 0; round < Number(rounds); round++) {
  const before = completed;
  const begin = process.hrtime.bigint();
  await pause(Number(seconds) * 1000);
  console.log(JSON.stringify({ lives: completed - before, nanos: Number(process.hrtime.bigint() - begin) }));
}
requesting = false;
while (completed < number) {
  await pause(50);
}
await adding;
for (const worker of crew) await worker.close();
await queue.close();
process.exit(0); // The connections were ours, and stay open.
