// Runs the built command and tells its peak memory, in KB, on the way out.
process.on('exit', () => process.stderr.write(`\nrss ${process.resourceUsage().maxRSS}\n`));
await import('../../dist/main.mjs');
