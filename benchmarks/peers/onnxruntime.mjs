// The suite's inference cases in ONNX Runtime, on one thread: a JSON line per case. Reads the files that pytorch.py --export writes.
// usage: node onnxruntime.mjs FOLDER [--case PATTERN] [--seconds S] [--processor-time]
import fs from 'node:fs';
import path from 'node:path';
import ort from 'onnxruntime-node';

const [folder, ...rest] = process.argv.slice(2);
const option = (name, fallback) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : fallback);
const pattern = option('--case', '');
const seconds = Number(option('--seconds', 1));
const processorTime = rest.includes('--processor-time');

const microseconds = () => {
  if (!processorTime)
    return performance.now() * 1e3;
  const used = process.cpuUsage();
  return used.user + used.system;
};

function tensorFor(input) {
  const count = input.shape.reduce((product, extent) => product * extent, 1);
  return input.type === 'int64'
    ? new ort.Tensor('int64', new BigInt64Array(count).fill(7n), input.shape)
    : new ort.Tensor('float32', Float32Array.from({ length: count }, () => Math.random() - 0.5), input.shape);
}

async function measure(file) {
  const session = await ort.InferenceSession.create(path.join(folder, file), { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential', graphOptimizationLevel: 'all' });
  const feeds = Object.fromEntries(session.inputMetadata.map(input => [input.name, tensorFor(input)]));
  // Results go into tensors that are there already, so none are made per call.
  const results = await session.run(feeds);
  let calls = 0;
  const warm = performance.now();
  for (; calls < 20 || performance.now() - warm < 300; calls++)
    await session.run(feeds, results);
  const repetitions = Math.max(1, Math.floor(200 * calls / ((performance.now() - warm) * 1e3)));
  const samples = [];
  const start = performance.now();
  while (samples.length < 5 || performance.now() - start < seconds * 1e3) {
    const before = microseconds();
    for (let i = 0; i < repetitions; i++)
      await session.run(feeds, results);
    samples.push((microseconds() - before) / repetitions);
  }
  samples.sort((a, b) => a - b);
  await session.release();
  return { bestMicroseconds: samples[0], medianMicroseconds: samples[samples.length >> 1], p95Microseconds: samples[Math.floor(samples.length * 0.95)] };
}

for (const file of fs.readdirSync(folder).filter(name => name.endsWith('.onnx')).sort()) {
  const [network, ...mode] = file.replace('.onnx', '').split('_');
  const name = [network, ...mode].join('/');
  if (name === 'empty' || name.includes(pattern))
    console.log(JSON.stringify({ case: name, ...(await measure(file)) }));
}
