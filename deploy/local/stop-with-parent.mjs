// Loaded into each process of the cluster: when the one that started it is gone, it ends in an orderly way instead of living on alone.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
