// The health check of a container: whatever runs in it answers at /ready when it can work.
try {
  const answer = await fetch(`http://127.0.0.1:${process.env.PORT ?? 8080}/ready`, { signal: AbortSignal.timeout(2500) });
  process.exit(answer.ok ? 0 : 1);
} catch {
  process.exit(1);
}
