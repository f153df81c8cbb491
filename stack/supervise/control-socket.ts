// How `status` and `down` reach the running orchestrator: one JSON line each way on a socket that only root opens.
// The socket is also the lock: who listens on it runs this installation.

import { chmod, rm } from 'node:fs/promises'
import { createConnection, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'

const request = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('status') }),
  z.strictObject({ kind: z.literal('stop') }),
])
export type ControlRequest = z.infer<typeof request>

export const controlSocket = (run: string): string => join(run, 'control.sock')

/** Listens, or throws when another orchestrator already does. `answer` gives the JSON of one reply. */
export async function listenForControl(
  run: string,
  answer: (request: ControlRequest) => Promise<unknown>,
): Promise<Server> {
  const path = controlSocket(run)
  if ((await askControl(run, { kind: 'status' })) !== null)
    throw new Error('another orchestrator runs this installation')
  await rm(path, { force: true })
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined)
    socket.setTimeout(10_000, () => socket.destroy())
    void text(socket)
      .then(async (line) => socket.end(JSON.stringify(await answer(request.parse(JSON.parse(line))))))
      .catch(() => socket.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  await chmod(path, 0o600)
  return server
}

/** The reply of the running orchestrator, or null when none runs. */
export function askControl(run: string, asked: ControlRequest): Promise<unknown> {
  return new Promise((resolve) => {
    const socket = createConnection(controlSocket(run))
    socket.setTimeout(30_000, () => socket.destroy())
    socket.on('error', () => resolve(null))
    socket.on('connect', () => socket.end(JSON.stringify(asked)))
    void text(socket)
      .then((line) => resolve(line === '' ? null : JSON.parse(line)))
      .catch(() => resolve(null))
  })
}
