// Lets executions live in BullMQ: node lives.mjs PORT ON_THEIR_WAY USERS.
//
// Says "ready" once; then, for each line "run MILLIS", lets them live for so long, lets those that began come to their
// end, and says "done LIVES NANOS", how many were over in how long. It ends when its input does, or something fails.

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as passed } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';

const [PORT, ON_THEIR_WAY, USERS] = process.argv.slice(2).map(Number);
const NAME = 'lives';
const SLOTS = 100;
const BATCH = 100; // so many are requested at once
const SCRIPT_BYTES = 285; // 380 characters

// One request of each priority, the first of which is served first; who asks, and what for, is filled in.
const forms = JSON.parse(readFileSync('requests.json', 'utf8'));

const connection = { host: '127.0.0.1', port: PORT, maxRetriesPerRequest: null };
const queue = new Queue(NAME, { connection, streams: { events: { maxLen: 0 } } });
let requested = 0;
let over = 0;
let owed = 0;
let running = false;

function job() {
    const number = requested++;
    const rank = Math.floor(number / USERS) % forms.length;
    const data = {
        ...forms[rank],
        executionId: `life-${number}`,
        user: `user-${number % USERS}`,
        script: randomBytes(SCRIPT_BYTES).toString('base64'),
    };
    return { name: NAME, data, opts: { priority: 1 + rank, removeOnComplete: true } };
}

async function request(count) {
    await queue.addBulk(Array.from({ length: count }, job));
}

// It is over, and another is requested in its place, together with a few more.
function completed() {
    over++;
    if (running && ++owed === BATCH) {
        owed = 0;
        request(BATCH).catch(fail);
    }
}

function fail(error) {
    console.error(error);
    process.exit(1);
}

async function run(millis) {
    running = true;
    for (let left = ON_THEIR_WAY; left > 0; left -= BATCH) {
        await request(Math.min(left, BATCH));
    }
    const before = over;
    const begin = process.hrtime.bigint();
    await passed(millis);
    const lives = over - before;
    const nanos = process.hrtime.bigint() - begin;
    running = false;
    owed = 0;
    while (over < requested) {
        await passed(10);
    }
    console.log(`done ${lives} ${nanos}`);
}

queue.on('error', fail);
const worker = new Worker(NAME, async () => {}, { connection, concurrency: SLOTS })
    .on('completed', completed)
    .on('failed', (job, error) => fail(error))
    .on('error', fail);
await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
createInterface({ input: process.stdin })
    .on('line', (line) => run(Number(line.split(' ')[1])).catch(fail))
    .on('close', () => process.exit(0));
console.log('ready');
