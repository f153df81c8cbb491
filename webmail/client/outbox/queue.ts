// What lists and drafts need of the queue once something is in it. It comes with the windows in which messages are written: without a
// network nothing could be fetched any more.

// biome-ignore-all lint/performance/noBarrelFile: one file to fetch before the network goes.

export { QueuedRow } from './queued-row.tsx'
export { takeBackQueued } from './queued-sends.tsx'
